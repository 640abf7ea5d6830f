# %% exercise="concept-initial-loss" name="initial_loss_answer"

# %% right="float"
initial_loss_answer = np.float64(7 - 1)

# %% mistake="correct-class-counted" caught="hidden tests"
# the sum leaves the right class out; count its terms again.
initial_loss_answer = 7

# %% mistake="nothing-to-pay" caught="hidden tests"
# equal scores are not enough: each wrong class is within the margin of 1.
initial_loss_answer = 0

# %% mistake="one-class-only" caught="hidden tests"
# that is what one wrong class costs. There are several.
initial_loss_answer = 1.0

# %% mistake="softmax-loss" caught="hidden tests"
# that is the softmax loss of `a3_softmax`, the logarithm of the number of classes.
initial_loss_answer = np.log(7)
