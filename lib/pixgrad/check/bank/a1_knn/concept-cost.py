# %% exercise="concept-cost" name="cost_answer"

# %% right="other-notation"
cost_answer = ["a", "b"]

# %% mistake="prediction-thought-free" caught="hidden tests"
# every prediction compares the image with all N training images, so its time grows with N.
cost_answer = "ac"

# %% mistake="k-thought-to-cost-distances" caught="hidden tests"
# the same N distances are computed whatever k is; k only says how many of them vote.
cost_answer = "abd"
