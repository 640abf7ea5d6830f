# %% exercise="concept-width-and-penalty" name="width_answer"

# %% right="comma"
width_answer = "a, c, e"

# %% mistake="penalty-useless" caught="hidden tests"
# look at the lower row of the picture: the same fifty units, and borders from winding to nearly straight.
width_answer = "abce"

# %% mistake="chosen-on-training-images" caught="hidden tests"
# on the training images no penalty is the best penalty. Which images tell whether a border is too wild?
width_answer = "acde"

# %% mistake="b2-only-left" caught="hidden tests"
# a penalty without limit drives W1 and W2 to 0. What do the scores then depend on?
width_answer = "ae"

# %% mistake="wide-contains-narrow" caught="hidden tests"
# the wide network can do what the narrow one does, with the other 90 units unused. Can its least loss be
# higher?
width_answer = "ce"

# %% mistake="sizes-of-arrays" caught="hidden tests"
# write down the shapes of W1, W2 and b2. Which of them contain H?
width_answer = "ac"
