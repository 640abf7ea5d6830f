# %% exercise="concept-layouts" name="layouts_answer"

# %% right="other-form"
layouts_answer = "B C A"

# %% mistake="transpose-confused" caught="hidden tests"
# K has shape (M, N) and dy has (M,): K @ dy does not even fit. It is K.T @ dy.
layouts_answer = "abcd"

# %% mistake="gradients-thought-different" caught="hidden tests"
# a layout is a way of writing. With the right product both give the same dx.
layouts_answer = "abce"

# %% mistake="affine-overlooked" caught="hidden tests"
# y_m is the sum of x_n W[n, m]: its derivative with respect to x_n is W[n, m].
layouts_answer = "ab"

# %% mistake="product-overlooked" caught="hidden tests"
# entry n of dx is the sum over m of J[n, m] dy[m].
layouts_answer = "ac"
