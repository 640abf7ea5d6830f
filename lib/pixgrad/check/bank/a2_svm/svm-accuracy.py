# %% exercise="svm-accuracy" name="svm_learning_rate"

# %% right="small-steps"
svm_learning_rate, svm_reg = 1e-3, 0

# %% right="some-penalty"
svm_learning_rate = np.float64(0.01)
svm_reg = np.array(0.05)

# %% mistake="not-a-choice"
# the learning rate must be above 0, and reg must be 0 or above.
svm_learning_rate = -0.001
svm_reg = 0.0

# %% mistake="wrong-form"
# both answers are numbers.
svm_learning_rate = "1e-3"
svm_reg = 0.0

# %% mistake="step-too-small" caught="hidden tests"
# the loss is still high after 500 steps; choose a larger learning rate.
svm_learning_rate = 1e-6
svm_reg = 0.0

# %% mistake="step-too-large" caught="hidden tests"
# the loss is not lower at the end than at the start, the steps overshoot; choose a smaller learning rate.
svm_learning_rate = 1.0
svm_reg = 0.0

# %% mistake="penalty-too-strong" caught="hidden tests"
# the accuracy is below the bar, and without the penalty it would not be; reg is too large.
svm_learning_rate = 2e-3
svm_reg = 100.0

# %% mistake="below-the-bar" caught="hidden tests"
# the validation accuracy is below the bar; try learning rates 3 times smaller and larger.
svm_learning_rate = 0.1
svm_reg = 0.0
