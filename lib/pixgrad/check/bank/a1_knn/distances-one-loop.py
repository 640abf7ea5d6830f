# %% exercise="distances-one-loop" name="compute_distances_one_loop"

# %% right="list-of-rows"
def compute_distances_one_loop(X, X_train):
    return np.array([np.linalg.norm(X_train - x, axis=1) for x in X])

# %% right="einsum"
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        diff = X_train - X[i]
        dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
    return dists

# %% right="keepdims"
def compute_distances_one_loop(X, X_train):
    rows = []
    for x in X:
        squares = np.square(x[np.newaxis, :] - X_train).sum(axis=1, keepdims=True)
        rows.append(np.sqrt(squares).T)
    return np.concatenate(rows, axis=0)

# %% right="axis-by-name"
def compute_distances_one_loop(X, X_train):
    num_test = X.shape[0]
    dists = np.zeros((num_test, X_train.shape[0]))
    for i in range(num_test):
        dists[i, :] = ((X_train - X[i, :]) ** 2).sum(axis=-1) ** 0.5
    return dists

# %% right="stacked-norms"
def compute_distances_one_loop(X, X_train):
    dists = []
    for x in X:
        dists.append(np.linalg.norm(X_train - x.reshape(1, -1), ord=2, axis=1))
    return np.vstack(dists)

# %% right="product-with-ones"
def compute_distances_one_loop(X, X_train):
    dists = np.empty((len(X), len(X_train)))
    ones = np.ones(X.shape[1])
    for i, x in enumerate(X):
        difference = X_train.copy()
        difference -= x
        difference *= difference
        np.sqrt(difference @ ones, out=dists[i])
    return dists

# %% mistake="no-square-root" edits="einsum"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
-         diff = X_train - X[i]
-         dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
+         dists[i, :] = np.sum((X[i, :] - X_train) ** 2, axis=1)

# %% mistake="wrong-axis" edits="einsum"
# the sum runs down the training rows (axis=0). It should run over the features of each training row:
# axis=1.
-         diff = X_train - X[i]
-         dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
+         dists[i, :] = np.sqrt(np.sum((X[i, :] - X_train) ** 2, axis=0))

# %% mistake="axis-missing" edits="einsum"
# the sum has no axis, so it adds up all training rows, and one number fills the whole row. Sum over the
# features only: axis=1.
-         diff = X_train - X[i]
-         dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
+         dists[i, :] = np.sqrt(np.sum((X[i, :] - X_train) ** 2))

# %% mistake="l1-instead" edits="einsum"
# these are L1 distances. Square the differences, add them up along axis=1, and take the root.
-         diff = X_train - X[i]
-         dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
+         dists[i] = np.abs(X_train - X[i]).sum(axis=1)

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = [np.sqrt(np.sum((X[i] - t) ** 2)) for t in X_train]
    return dists

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        dists[i, :] = np.sqrt(np.sum((X_train - X[i, :]) ** 2, axis=1))
    return dists

# %% mistake="input-modified" edits="einsum"
# the rows of the argument are changed in place, so the next call meets other data. Work on a copy.
-         diff = X_train - X[i]
-         dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
+         X_train -= X[i]
+         dists[i] = np.sqrt(np.sum(X_train**2, axis=1))

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))
