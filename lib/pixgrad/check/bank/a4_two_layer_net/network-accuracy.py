# %% exercise="network-accuracy" name="network_hidden_size"

# %% right="no-penalty"
network_hidden_size = 50
network_learning_rate = 0.3
network_reg = 0

# %% right="numpy-numbers"
network_hidden_size = np.int64(50)
network_learning_rate = np.float64(0.3)
network_reg = np.array(1e-3)

# %% mistake="wrong-form"
# all three answers are numbers.
network_hidden_size = "50"
network_learning_rate = 0.3
network_reg = 0.0

# %% mistake="not-a-size"
# the number of hidden units is a whole number from 1 to 100.
network_hidden_size = 0
network_learning_rate = 0.3
network_reg = 0.0

# %% mistake="not-a-choice"
# the learning rate is above 0, the penalty 0 or above.
network_hidden_size = 50
network_learning_rate = -0.3
network_reg = 0.0

# %% mistake="step-too-small"
# the learning rate is too small.
network_hidden_size = 50
network_learning_rate = 0.1
network_reg = 0.0

# %% mistake="step-too-large"
# the steps overshoot.
network_hidden_size = 20
network_learning_rate = 3.0
network_reg = 0.001

# %% mistake="penalty-too-strong"
# the penalty is too strong.
network_hidden_size = 50
network_learning_rate = 0.3
network_reg = 0.1

# %% mistake="too-few-units"
# there are too few hidden units.
network_hidden_size = 4
network_learning_rate = 0.3
network_reg = 0.0

# %% mistake="below-the-bar"
# the accuracy is below the bar.
network_hidden_size = 4
network_learning_rate = 0.3
network_reg = 0.03
