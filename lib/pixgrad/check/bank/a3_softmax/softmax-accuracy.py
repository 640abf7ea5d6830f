# %% exercise="softmax-accuracy" name="best_learning_rate"

# %% right="no-penalty"
best_learning_rate = 0.1
best_reg = 0

# %% right="numpy-numbers"
best_learning_rate = np.float32(0.03)
best_reg = np.logspace(-3, 0, 4)[0]

# %% mistake="wrong-form"
# numbers, not words, are wanted.
best_learning_rate = "0.05"
best_reg = 0.001

# %% mistake="wrong-sign"
# the penalty should be at least 0.
best_learning_rate = 0.05
best_reg = -0.1

# %% mistake="learning-rate-too-small" caught="hidden tests"
# 400 short steps lead not far.
best_learning_rate = 0.0003
best_reg = 0.0

# %% mistake="diverges" caught="hidden tests"
# each step is too long.
best_learning_rate = 3
best_reg = 1

# %% mistake="penalty-too-strong" caught="hidden tests"
# a tenth of the penalty would pass.
best_learning_rate = 0.05
best_reg = 1.0
