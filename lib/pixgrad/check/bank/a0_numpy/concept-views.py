# %% exercise="concept-views" name="views_answer"

# %% right="as-a-set"
views_answer = {'f', 'b', 'a'}

# %% right="in-capitals"
views_answer = 'A, B, F'

# %% mistake="reshape-copies" caught="hidden tests"
# b belongs to it: reshape moves brackets, not numbers.
views_answer = 'af'

# %% mistake="transpose-copies" caught="hidden tests"
# f belongs to it: .T reads the same numbers in another order.
views_answer = 'ab'

# %% mistake="slices-alone" caught="hidden tests"
# slices are not the only views: look at b and f again.
views_answer = 'a'

# %% mistake="lists-are-views" caught="hidden tests"
# rows picked by a list need not lie at equal steps, so d must be a copy.
views_answer = 'abdf'

# %% mistake="all-indexing-views" caught="hidden tests"
# rows picked by a list or a mask need not lie at equal steps, so d and e must be copies.
views_answer = 'abdef'

# %% mistake="astype-is-a-view" caught="hidden tests"
# another dtype needs other bytes, so c must be a copy.
views_answer = 'abcf'

# %% mistake="wrong-form"
# letters are wanted.
views_answer = 'image.T'
