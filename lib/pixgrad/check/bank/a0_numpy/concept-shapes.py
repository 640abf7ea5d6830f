# %% exercise="concept-shapes" name="shapes_answer"

# %% right="as-a-list"
shapes_answer = ['a', 'c', 'd']

# %% mistake="rows-without-keepdims" caught="hidden tests"
# b does not hold: the means have shape (500,), and 500 and 3072 do not match from the right.
shapes_answer = 'abcd'

# %% mistake="vectors-make-tables" caught="hidden tests"
# e does not hold: two arrays of one axis are matched entry by entry, and 500 and 300 differ.
shapes_answer = 'acde'

# %% mistake="columns-need-keepdims-too" caught="hidden tests"
# a holds: shape (3072,) counts as the row (1, 3072), which lines up with the columns as it is.
shapes_answer = 'cd'

# %% mistake="axes-swapped" caught="hidden tests"
# a holds and b does not: axis=0 disappears, and one number per column is left.
shapes_answer = 'bcd'

# %% mistake="no-stretching" caught="hidden tests"
# d holds: an axis of length 1 is repeated, and here each array has one.
shapes_answer = 'ac'

# %% mistake="wrong-form"
# letters are wanted.
shapes_answer = 3
