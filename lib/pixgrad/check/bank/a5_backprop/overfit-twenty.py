# %% exercise="overfit-twenty" name="overfit_learning_rate"

# %% right="other-pair"
overfit_learning_rate = 0.2
overfit_std = 0.04

# %% right="numpy-numbers"
overfit_learning_rate = np.float32(0.1)
overfit_std = np.sqrt(2 / 800)

# %% mistake="wrong-form"
# numbers, not words, are wanted.
overfit_learning_rate = "0.1"
overfit_std = 0.05

# %% mistake="not-positive"
# both are greater than 0.
overfit_learning_rate = -0.1
overfit_std = 0.05

# %% mistake="diverges" caught="hidden tests"
# each step is too long.
overfit_learning_rate = 30.0
overfit_std = 0.05

# %% mistake="weights-too-large" caught="hidden tests"
# the first weights are too large.
overfit_learning_rate = 0.0001
overfit_std = 1.0

# %% mistake="weights-too-small" caught="hidden tests"
# the first weights are too small.
overfit_learning_rate = 0.01
overfit_std = 0.001

# %% mistake="not-learned" caught="hidden tests"
# the learning rate is too small.
overfit_learning_rate = 0.001
overfit_std = 0.05
