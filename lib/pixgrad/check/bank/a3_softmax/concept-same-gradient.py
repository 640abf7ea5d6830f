# %% exercise="concept-same-gradient" name="same_gradient_answer"

# %% right="other-form"
same_gradient_answer = {"e", "c", "a"}

# %% mistake="one-hot-thought-needed" caught="hidden tests"
# H(p) does not depend on the scores for any p, so it has no part in the gradient.
same_gradient_answer = "bce"

# %% mistake="cross-entropy-thought-to-vanish" caught="hidden tests"
# the least value of H(p, q) is H(p), and that is 0 for one-hot targets alone.
same_gradient_answer = "acde"

# %% mistake="divergence-thought-positive" caught="hidden tests"
# the softmax can reach (0.7, 0.3) exactly, and then the quotient p / q is 1 everywhere.
same_gradient_answer = "ac"

# %% mistake="values-overlooked" caught="hidden tests"
# the two differ by H(p); what is that for a one-hot p?
same_gradient_answer = "ae"
