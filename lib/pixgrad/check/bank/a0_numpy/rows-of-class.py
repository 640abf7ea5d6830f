# %% exercise="rows-of-class" name="rows_of_class"

# %% right="row-numbers"
def rows_of_class(X, y, label):
    return X[np.flatnonzero(y == label)]

# %% right="where-first-entry"
def rows_of_class(X, y, label):
    return X[np.where(y == label)[0], ...]

# %% right="compress"
def rows_of_class(X, y, label):
    return np.compress(y == label, X, axis=0)

# %% right="others-deleted"
def rows_of_class(X, y, label):
    return np.delete(X, y != label, axis=0)

# %% mistake="mask-as-numbers"
# the mask has become the numbers 0 and 1, and these pick rows 0 and 1 again and again. Leave it boolean.
def rows_of_class(X, y, label):
    return X[(y == label).astype(int)]

# %% mistake="row-of-that-number"
# this is the row whose number is the label. The rows whose *label* is that number are wanted.
def rows_of_class(X, y, label):
    return X[label : label + 1]

# %% mistake="first-match-only"
# only the first of the rows comes back; argmax of a mask is the place of its first True.
def rows_of_class(X, y, label):
    return X[np.argmax(y == label)]

# %% mistake="all-the-others"
# these are the rows of all other classes.
def rows_of_class(X, y, label):
    return X[y != label]

# %% mistake="zeros-kept"
# the other rows are still there, as zeros. Use the mask as an index and not as a factor.
def rows_of_class(X, y, label):
    mask = (y == label).reshape(-1, *[1] * (X.ndim - 1))
    return X * mask

# %% mistake="at-least"
# larger labels are let in too. The label has to be equal.
def rows_of_class(X, y, label):
    return X[y >= label]

# %% mistake="mask-on-columns"
# the mask is applied to the columns. The examples lie along the first axis.
def rows_of_class(X, y, label):
    return X[:, y == label]

# %% mistake="squeezed"
# axes of length 1 have been dropped, so a single example loses its row. The first axis has to stay, however
# few there are.
def rows_of_class(X, y, label):
    return np.squeeze(X[y == label])

# %% mistake="extra-axis"
# np.where and np.nonzero return a tuple; put into an array it adds an axis. Take its entry 0, or use the
# mask itself.
def rows_of_class(X, y, label):
    return X[np.array(np.where(y == label))]

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def rows_of_class(X, y, label):
    rows = [X[i] for i in range(len(X)) if y[i] == label]
    return np.array(rows).reshape(-1, *X.shape[1:])

# %% mistake="repeats-lost"
# np.unique sorts the rows and drops those that come twice. Keep all of them, in their order.
def rows_of_class(X, y, label):
    return np.unique(X[y == label], axis=0)

# %% mistake="order-lost"
# sorting has put the rows into another order (only kind="stable" keeps equal ones as they were). The rows
# should stay in the order of X; a mask keeps it.
def rows_of_class(X, y, label):
    return X[np.argsort(y != label)][: np.sum(y == label)]

# %% mistake="order-reversed"
# the rows come in reverse order. Keep the order of X.
def rows_of_class(X, y, label):
    return X[y == label][::-1]

# %% mistake="labels-in-one-byte"
# the labels are squeezed into one byte, where 300 is the same as 44 and -1 as 255. Compare them as they are.
def rows_of_class(X, y, label):
    return X[y.astype(np.uint8) == label % 256]

# %% mistake="sign-of-labels-lost"
# the labels are compared without their sign. -1 is another label than 1.
def rows_of_class(X, y, label):
    return X[np.abs(y) == abs(label)]

# %% mistake="at-most"
# smaller labels are let in too. The label has to be equal.
def rows_of_class(X, y, label):
    return X[y <= label]

# %% mistake="row-numbers-returned"
# these are the numbers of the rows. The rows themselves are wanted: X[...].
def rows_of_class(X, y, label):
    return np.flatnonzero(y == label)

# %% mistake="mask-returned"
# this is the mask. Use it as an index: X[...].
def rows_of_class(X, y, label):
    return y == label

# %% mistake="labels-returned"
# these are the labels that are equal to it. The rows of X that carry them are wanted.
def rows_of_class(X, y, label):
    return y[y == label]

# %% mistake="flattened"
# the numbers come in one long row. Keep the axes of an example.
def rows_of_class(X, y, label):
    return X[y == label].ravel()

# %% mistake="last-match-only"
# only the last of the rows comes back. All of them are wanted.
def rows_of_class(X, y, label):
    return X[y == label][-1:]

# %% mistake="first-row-alone"
# only the first of the rows comes back. All of them are wanted.
def rows_of_class(X, y, label):
    return X[y == label][:1]

# %% mistake="one-row-repeated"
# one row is taken again and again. Each example that carries the label is wanted, once.
def rows_of_class(X, y, label):
    return np.repeat(X[np.argmax(y == label)][np.newaxis], np.sum(y == label), axis=0)

# %% mistake="columns-sorted"
# the numbers of each column have been sorted, so rows are mixed. Keep the rows as they are.
def rows_of_class(X, y, label):
    return np.sort(X[y == label], axis=0)

# %% mistake="transposed"
# examples stand in columns. They lie along the first axis.
def rows_of_class(X, y, label):
    return X[y == label].T
