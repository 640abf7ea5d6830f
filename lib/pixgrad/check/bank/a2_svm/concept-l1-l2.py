# %% exercise="concept-l1-l2" name="penalty_answer"

# %% right="list"
penalty_answer = ["d", "a", "b"]

# %% mistake="l1-prefers-sparse" caught="hidden tests"
# L1 is known for sparse weights, but add up the absolute values of these two: is one of the sums smaller?
penalty_answer = "abc"

# %% mistake="l1-tie-forgotten" caught="hidden tests"
# one more is true: compare the two sums of absolute values.
penalty_answer = "ab"

# %% mistake="l2-forgotten" caught="hidden tests"
# compare the two sums of squares as well: 1 and 4 times 1/16.
penalty_answer = "ad"
