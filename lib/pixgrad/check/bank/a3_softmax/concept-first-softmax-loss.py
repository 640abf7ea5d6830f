# %% exercise="concept-first-softmax-loss" name="first_softmax_loss"

# %% right="other-form"
first_softmax_loss = -np.log(1 / 10)

# %% mistake="loss-of-the-svm" caught="hidden tests"
# 9 is C - 1, the first loss of the SVM. What is minus the log of the probability 1/10?
first_softmax_loss = 9

# %% mistake="base-ten" caught="hidden tests"
# this is the logarithm of base 10. The series uses the natural one, np.log.
first_softmax_loss = np.log10(10)

# %% mistake="base-two" caught="hidden tests"
# this is the logarithm of base 2. The series uses the natural one, np.log.
first_softmax_loss = np.log2(10)

# %% mistake="probability" caught="hidden tests"
# 0.1 is the probability of each class; the loss is minus its logarithm.
first_softmax_loss = 0.1

# %% mistake="sign" caught="hidden tests"
# the sign is wrong: the loss is minus the logarithm of a probability, so positive.
first_softmax_loss = np.log(0.1)

# %% mistake="zero" caught="hidden tests"
# a loss of 0 would mean that each label has probability 1. Equal scores give each class 1/10.
first_softmax_loss = 0
