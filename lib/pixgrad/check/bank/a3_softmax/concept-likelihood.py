# %% exercise="concept-likelihood" name="likelihood_answer"

# %% right="other-form"
likelihood_answer = ["B", "A"]

# %% mistake="geometric-mean-overlooked" caught="hidden tests"
# exp of minus a mean of -log p is the geometric mean of the p; work it out for two examples.
likelihood_answer = "a"

# %% mistake="doubling-thought-to-matter" caught="hidden tests"
# with every example twice, sum and N both double, and the mean is the same for all weights.
likelihood_answer = "abc"

# %% mistake="logarithm-thought-to-move-it" caught="hidden tests"
# the logarithm is increasing, so product and sum of logarithms are greatest for the same weights.
likelihood_answer = "abd"

# %% mistake="loss-thought-to-rank-accuracy" caught="hidden tests"
# one example that is utterly wrong can cost more than many that are only just wrong.
likelihood_answer = "abe"
