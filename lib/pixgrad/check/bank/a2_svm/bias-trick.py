# %% exercise="bias-trick" name="add_bias_column"

# %% right="column-stack"
def add_bias_column(X):
    return np.c_[X, np.ones(X.shape[0])]

# %% right="pad"
def add_bias_column(X):
    return np.pad(X, ((0, 0), (0, 1)), "constant", constant_values=1)

# %% right="insert"
def add_bias_column(X):
    return np.insert(X, X.shape[1], 1, axis=1)

# %% right="list"
def add_bias_column(X):
    return [list(row) + [1] for row in X]

# %% mistake="ones-first"
# the ones stand in the first column. Here they should be the last one, so that the biases are the last row
# of W.
def add_bias_column(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])

# %% mistake="row-of-ones"
# a row of ones was appended, as if it were one more image. Every image needs one more column.
def add_bias_column(X):
    return np.vstack([X, np.ones((1, X.shape[1]))])

# %% mistake="zeros"
# the new column holds zeros. A bias multiplied by 0 is no bias; append ones.
def add_bias_column(X):
    return np.hstack([X, np.zeros((X.shape[0], 1))])

# %% mistake="last-pixel-lost"
# the last pixel was overwritten by 1. The ones need a column of their own.
def add_bias_column(X):
    X = X.copy()
    X[:, -1] = 1
    return X

# %% mistake="one-added-to-all"
# 1 was added to every pixel. The ones should be a new column.
def add_bias_column(X):
    return X + 1

# %% mistake="flattened"
# np.append without an axis lays everything out in one row. Say axis=1, or use np.hstack.
def add_bias_column(X):
    return np.append(X, np.ones((len(X), 1)))

# %% mistake="ones-have-one-axis"
# np.ones(N) has one axis, and a matrix cannot be joined with it. Make the ones a column, (N, 1).
def add_bias_column(X):
    return np.concatenate([X, np.ones(X.shape[0])], axis=1)

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def add_bias_column(X):
    rows = np.ones((len(images), X.shape[1] + 1))
    rows[: len(X), :-1] = X
    return rows

# %% mistake="mean-for-one"
# the last column holds the mean of each row. It should be 1 everywhere.
def add_bias_column(X):
    return np.column_stack([X, X.mean(axis=1)])
