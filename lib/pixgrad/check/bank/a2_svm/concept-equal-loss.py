# %% exercise="concept-equal-loss" name="equal_loss_answer"

# %% right="comma"
equal_loss_answer = "a, c"

# %% mistake="common-vector-forgotten" caught="hidden tests"
# adding one vector to all columns raises all scores of an image alike. What happens to their differences?
equal_loss_answer = "a"

# %% mistake="margin-forgotten" caught="hidden tests"
# halving W halves the differences of scores. One of exactly 1 is then within the margin.
equal_loss_answer = "abc"

# %% mistake="scale-forgotten" caught="hidden tests"
# twice W doubles all differences of scores. Are they still at least 1?
equal_loss_answer = "c"
