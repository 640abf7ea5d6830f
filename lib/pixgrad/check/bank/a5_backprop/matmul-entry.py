# %% exercise="matmul-entry" name="matmul_entry"

# %% right="elementwise-sum"
def matmul_entry(dY, X, W, i, k):
    return np.sum(dY[i, :] * W[k, :])

# %% right="from-the-whole"
def matmul_entry(dY, X, W, i, k):
    return (dY @ W.T)[i, k]

# %% right="loop"
def matmul_entry(dY, X, W, i, k):
    return sum(u * w for u, w in zip(dY[i], W[k]))

# %% right="moved-entry"
def matmul_entry(dY, X, W, i, k):
    E = np.zeros(X.shape)
    E[i, k] = 1
    return np.array((dY * (E @ W)).sum())

# %% mistake="rows-swapped"
# the rows have changed places: row i of dY and row k of W.
def matmul_entry(dY, X, W, i, k):
    return np.dot(dY[min(k, len(dY) - 1), :], W[min(i, len(W) - 1), :])

# %% mistake="column-of-w"
# a column of W is taken. X[i, k] is multiplied by the entries of row k of W.
def matmul_entry(dY, X, W, i, k):
    return np.dot(dY[i, :], W[:, min(k, W.shape[1] - 1)])

# %% mistake="not-summed"
# these are the products; add them up. X[i, k] is used by all entries of row i of Y.
def matmul_entry(dY, X, W, i, k):
    return dY[i, :] * W[k, :]

# %% mistake="upstream-forgotten"
# this is the sum of the local gradients. Weigh each with the upstream gradient, row i of dY.
def matmul_entry(dY, X, W, i, k):
    return np.sum(W[k, :])

# %% mistake="all-rows-summed"
# all rows of dY are summed. X[i, k] enters row i of Y and no other.
def matmul_entry(dY, X, W, i, k):
    return np.dot(dY.sum(axis=0), W[k, :])

# %% mistake="mean-for-sum"
# this is a mean over the columns. What comes back adds.
def matmul_entry(dY, X, W, i, k):
    return np.mean(dY[i, :] * W[k, :])

# %% mistake="times-x"
# the result is multiplied by X[i, k]. The local gradient of a product is the other factor alone.
def matmul_entry(dY, X, W, i, k):
    return np.dot(dY[i, :], W[k, :]) * X[i, k]

# %% mistake="gradient-of-w"
# this is the gradient of an entry of W, column k of X with a column of dY. That of X is asked for.
def matmul_entry(dY, X, W, i, k):
    return np.dot(X[:, k], dY[:, min(i, dY.shape[1] - 1)])

# %% mistake="output-entry"
# this is an entry of Y = X W, the forward pass.
def matmul_entry(dY, X, W, i, k):
    return np.dot(X[i, :], W[:, min(k, W.shape[1] - 1)])

# %% mistake="column-of-w-unfit"
# column k of W is taken, which need not even have the length of a row of dY. X[i, k] is multiplied by the
# entries of row k of W.
def matmul_entry(dY, X, W, i, k):
    return dY[i] @ W[:, k]

# %% mistake="reshaped"
# W is reshaped where it should be transposed: reshape keeps the order of the numbers and breaks the rows
# elsewhere. Use W.T.
def matmul_entry(dY, X, W, i, k):
    return (dY @ W.reshape(W.shape[::-1]))[i, k]

# %% mistake="columns-for-rows"
# columns are multiplied where rows should be. Row i of dY meets row k of W.
def matmul_entry(dY, X, W, i, k):
    n = min(len(dY), len(W))
    return float(dY[:n, k % dY.shape[1]] @ W[:n, i % W.shape[1]])

# %% mistake="one-output-only"
# only the first column of Y is followed back. X[i, k] goes into every column of row i: add them all up.
def matmul_entry(dY, X, W, i, k):
    return float(dY[i, 0] * W[k, 0])

# %% mistake="sums-multiplied"
# the sum of a row of dY is multiplied by the sum of a row of W. Multiply entry by entry first, then add.
def matmul_entry(dY, X, W, i, k):
    return float(dY[i].sum() * W[k].sum())

# %% mistake="row-and-column-exchanged"
# i and k have changed places: this is the gradient of X[k, i]. The row is i, the column k.
def matmul_entry(dY, X, W, i, k):
    return float(dY[k % len(dY)] @ W[i % len(W)])
