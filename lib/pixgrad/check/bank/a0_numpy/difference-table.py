# %% exercise="difference-table" name="difference_table"

# %% right="outer-of-subtract"
def difference_table(a, b):
    return np.subtract.outer(a, b)

# %% right="column-alone"
def difference_table(a, b):
    return a.reshape(-1, 1) - b

# %% right="repeated-by-hand"
def difference_table(a, b):
    return np.repeat(a, len(b)).reshape(len(a), len(b)) - np.tile(b, (len(a), 1))

# %% right="meshgrid"
def difference_table(a, b):
    A, B = np.meshgrid(a, b, indexing="ij")
    return A - B

# %% mistake="transposed"
# the table is transposed: a should stand upright, so that row i holds the differences from a[i].
def difference_table(a, b):
    return a - b[:, np.newaxis]

# %% mistake="sign-turned"
# the signs are turned: this is b[j] - a[i].
def difference_table(a, b):
    return b[np.newaxis, :] - a[:, np.newaxis]

# %% mistake="transposed-sign-turned"
# rows and columns are swapped, and the signs too: entry [i, j] is b[i] - a[j] here.
def difference_table(a, b):
    return b.reshape(-1, 1) - a.reshape(1, -1)

# %% mistake="entry-by-entry"
# two arrays of one axis are subtracted entry by entry, which gives no table and fails for different
# lengths. Raise a up to a column, (M, 1).
def difference_table(a, b):
    return a - b

# %% mistake="transpose-of-a-vector"
# `.T` does nothing to an array with one axis: there is no second axis to swap it with. a[:, np.newaxis]
# makes the column.
def difference_table(a, b):
    column = a.T
    return np.subtract(column, b[:, None].T[0])[:, None]

# %% mistake="sums"
# the entries are added; their differences are wanted.
def difference_table(a, b):
    return a[:, None] + b[None, :]

# %% mistake="products"
# np.outer multiplies. Broadcasting works for every operation; use minus.
def difference_table(a, b):
    return np.outer(a, b)

# %% mistake="absolute"
# the signs are dropped. Wanted is a[i] - b[j], which may be negative.
def difference_table(a, b):
    return np.abs(a[:, None] - b)

# %% mistake="extra-axis"
# there is one axis too many. Two axes are wanted, (M, N).
def difference_table(a, b):
    return a[:, np.newaxis, np.newaxis] - b[np.newaxis, :]

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def difference_table(a, b):
    table = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = a[i] - b[j]
    return table
