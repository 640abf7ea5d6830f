# %% exercise="difference-table" name="difference_table"

# %% right="outer-of-subtract"
def difference_table(a, b):
    return np.subtract.outer(a, b)

# %% right="column-alone"
def difference_table(a, b):
    return a.reshape(-1, 1) - b

# %% right="repeated-by-hand" teaches="It writes out what broadcasting does: the column N times side by side, the row M times below each other. Broadcasting does the same without a copy."
def difference_table(a, b):
    return np.repeat(a, len(b)).reshape(len(a), len(b)) - np.tile(b, (len(a), 1))

# %% right="meshgrid" teaches="The two repeated tables are also ready-made in NumPy; plots of functions of two variables begin with them."
def difference_table(a, b):
    A, B = np.meshgrid(a, b, indexing="ij")
    return A - B

# %% right="in-float32"
def difference_table(a, b):
    return a.astype(np.float32)[:, None] - b.astype(np.float32)

# %% right="in-three-steps"
def difference_table(a, b):
    column = a[:, np.newaxis]
    row = b[np.newaxis, :]
    return column - row

# %% mistake="transposed" edits="in-three-steps"
# the table is transposed: a should stand upright, so that row i holds the differences from a[i].
-     column = a[:, np.newaxis]
-     row = b[np.newaxis, :]
+     column = a[np.newaxis, :]
+     row = b[:, np.newaxis]

# %% mistake="sign-turned" edits="in-three-steps"
# the signs are turned: this is b[j] - a[i].
-     return column - row
+     return row - column

# %% mistake="transposed-sign-turned" edits="in-three-steps"
# rows and columns are swapped, and the signs too: entry [i, j] is b[i] - a[j] here.
-     column = a[:, np.newaxis]
-     row = b[np.newaxis, :]
-     return column - row
+     return b.reshape(-1, 1) - a.reshape(1, -1)

# %% mistake="reshaped" edits="in-three-steps"
# this is the table with one row for each entry of b, cut up anew into the right shape, so that the numbers
# stand in other places. reshape does not exchange rows and columns; let a stand upright from the start.
-     return column - row
+     return (a - b[:, np.newaxis]).reshape(len(a), len(b))

# %% mistake="reshaped-sign-turned" edits="in-three-steps"
# this is the table of all b[j] - a[i] with one row for each entry of b, cut up anew into the right shape.
# reshape does not exchange rows and columns; let a stand upright, and subtract b from it.
-     return column - row
+     return (b[:, np.newaxis] - a).reshape(len(a), len(b))

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

# %% mistake="with-itself" edits="in-three-steps"
# all differences within a are taken. The second number comes from b.
-     row = b[np.newaxis, :]
+     row = a[np.newaxis, :]

# %% mistake="sums" edits="in-three-steps"
# the entries are added; their differences are wanted.
-     return column - row
+     return column + row

# %% mistake="products" edits="in-three-steps"
# np.outer multiplies. Broadcasting works for every operation; use minus.
-     return column - row
+     return column * row

# %% mistake="quotients" edits="in-three-steps"
# the entries are divided; their differences are wanted.
-     return column - row
+     return column / row

# %% mistake="absolute" edits="in-three-steps"
# the signs are dropped. Wanted is a[i] - b[j], which may be negative.
-     return column - row
+     return np.abs(column - row)

# %% mistake="squared" edits="in-three-steps"
# the differences are squared. Wanted is a[i] - b[j] itself.
-     return column - row
+     return (column - row) ** 2

# %% mistake="negative-cut-off" edits="in-three-steps"
# differences below 0 became 0. Wanted is a[i] - b[j], which may be negative.
-     return column - row
+     return np.maximum(column - row, 0)

# %% mistake="sorted-first" edits="in-three-steps"
# the numbers are sorted before they are subtracted, so they stand in other places. Keep their order.
-     column = a[:, np.newaxis]
-     row = b[np.newaxis, :]
+     column = np.sort(a)[:, np.newaxis]
+     row = np.sort(b)[np.newaxis, :]

# %% mistake="extra-axis" edits="in-three-steps"
# there is one axis too many. Two axes are wanted, (M, N).
-     column = a[:, np.newaxis]
+     column = a[:, np.newaxis, np.newaxis]

# %% mistake="one-long-row" edits="in-three-steps"
# the differences come in one long row. A table of shape (M, N) is wanted.
-     return column - row
+     return (column - row).ravel()

# %% mistake="rounded" edits="in-three-steps"
# the differences are rounded, and tiny ones become 0. Return them as they are.
-     return column - row
+     return np.round(column - row, 6)

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def difference_table(a, b):
    table = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = a[i] - b[j]
    return table

# %% mistake="cut-to-whole-numbers" edits="in-three-steps"
# the numbers are cut to whole numbers before they are subtracted. Leave them float64.
-     column = a[:, np.newaxis]
-     row = b[np.newaxis, :]
+     column = a[:, np.newaxis].astype(int)
+     row = b[np.newaxis, :].astype(int)

# %% mistake="a-along-the-rows"
# a is repeated along the rows, so that it stands in the wrong places. One row of the table belongs to one
# entry of a: raise it up to a column.
def difference_table(a, b):
    return np.resize(a, (len(a), len(b))) - b

# %% mistake="first-of-b-only" edits="in-three-steps"
# only the first entry of b is subtracted, in every column. Column j belongs to b[j].
-     row = b[np.newaxis, :]
+     row = np.full((1, len(b)), b[0])

# %% mistake="a-reversed" edits="in-three-steps"
# the rows come in reverse order. Row i belongs to a[i].
-     column = a[:, np.newaxis]
+     column = a[::-1, np.newaxis]

# %% mistake="in-float16" edits="in-three-steps"
# this is computed in float16, which keeps only three digits. float32 will do; float64 is what comes in.
-     column = a[:, np.newaxis]
-     row = b[np.newaxis, :]
+     column = a[:, np.newaxis].astype(np.float16)
+     row = b[np.newaxis, :].astype(np.float16)
