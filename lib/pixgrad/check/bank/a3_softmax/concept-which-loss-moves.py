# %% exercise="concept-which-loss-moves" name="which_loss_answer"

# %% right="other-form"
which_loss_answer = "A, B, E"

# %% mistake="shift-thought-to-matter" caught="hidden tests"
# adding the same number to all scores changes no difference, hence neither loss.
which_loss_answer = "abce"

# %% mistake="svm-thought-content" caught="hidden tests"
# a second score of 6 is greater than the right one, 5: the SVM's margin is broken, and its loss moves too.
which_loss_answer = "abde"

# %% mistake="doubling-thought-harmless" caught="hidden tests"
# doubling all scores doubles their differences, and the softmax depends on those.
which_loss_answer = "ab"

# %% mistake="wrong-class-thought-unseen" caught="hidden tests"
# every score is in the sum of exponentials, also that of the least likely class.
which_loss_answer = "ae"
