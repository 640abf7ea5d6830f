# %% exercise="concept-masked-product" name="masked_answer"

# %% right="other-form"
masked_answer = {"a", "b", "d", "e"}

# %% mistake="upstream-stored" caught="hidden tests"
# the upstream gradient is not known in the forward pass. It arrives in the backward pass.
masked_answer = "abcde"

# %% mistake="output-overlooked" caught="hidden tests"
# max(0, x) is positive exactly where x is.
masked_answer = "ade"

# %% mistake="relu-only" caught="hidden tests"
# the sigmoid works entry by entry as well, so its Jacobian is diagonal too.
masked_answer = "abd"

# %% mistake="diagonal-overlooked" caught="hidden tests"
# output m depends on input m alone.
masked_answer = "bde"

# %% mistake="cost-overlooked" caught="hidden tests"
# count the entries of a table with N D rows and N D columns.
masked_answer = "abe"
