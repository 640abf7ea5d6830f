# %% exercise="concept-gradient-shapes" name="shapes_answer"

# %% right="other-form"
shapes_answer = "D, B, A"

# %% mistake="bias-per-row" caught="hidden tests"
# there is one row of biases for all 64 rows, so db has shape (20,), a sum over the rows.
shapes_answer = "abcd"

# %% mistake="jacobian-as-gradient" caught="hidden tests"
# the gradient of the loss has the entries of W. The Jacobian of Y has as many for every entry of Y.
shapes_answer = "abde"

# %% mistake="start-overlooked" caught="hidden tests"
# what is the derivative of the loss with respect to itself?
shapes_answer = "ab"

# %% mistake="rows-thought-to-matter" caught="hidden tests"
# dW has the shape of W; the rows are summed over.
shapes_answer = "ad"
