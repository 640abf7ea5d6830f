# %% exercise="concept-zero-start" name="zero_start_answer"

# %% right="set"
zero_start_answer = {"A", "b"}

# %% mistake="nothing-changes" caught="hidden tests"
# three of the gradients are 0 at the start. Look at the fourth: does that of b2 depend on any weight?
zero_start_answer = "abc"

# %% mistake="equal-weights-cure" caught="hidden tests"
# with equal weights the hidden units have equal values and get equal gradients. What could ever tell them
# apart?
zero_start_answer = "abd"

# %% mistake="linear-too" caught="hidden tests"
# the gradient of a linear classifier at W = 0 is X.T @ G. Is that 0?
zero_start_answer = "abe"

# %% mistake="bias-moves-all-alike" caught="hidden tests"
# only b2 ever learns. Does b2 see the image?
zero_start_answer = "a"
