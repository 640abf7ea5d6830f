# %% exercise="distances-no-loops" name="compute_distances_no_loops"

# %% right="textbook"
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))

# %% right="einsum-and-absolute-value"
def compute_distances_no_loops(X, X_train):
    test = np.einsum("md,md->m", X, X)
    train = np.einsum("nd,nd->n", X_train, X_train)
    cross = np.einsum("md,nd->mn", X, X_train)
    return np.sqrt(np.abs(test[:, None] + train[None, :] - 2 * cross))

# %% right="clip-in-place"
def compute_distances_no_loops(X, X_train):
    dists = -2 * np.dot(X, X_train.T)
    dists += np.square(X).sum(axis=1).reshape(-1, 1)
    dists += np.square(X_train).sum(axis=1)
    dists[dists < 0] = 0
    return np.sqrt(dists, out=dists)

# %% right="nan-to-num"
def compute_distances_no_loops(X, X_train):
    squares = (X**2).sum(1, keepdims=True) + (X_train**2).sum(1) - 2 * np.matmul(X, np.transpose(X_train))
    return np.nan_to_num(np.sqrt(squares))

# %% right="extended-rows"
def compute_distances_no_loops(X, X_train):
    left = np.hstack([(X**2).sum(axis=1, keepdims=True), np.ones((len(X), 1)), -2 * X])
    right = np.hstack([np.ones((len(X_train), 1)), (X_train**2).sum(axis=1, keepdims=True), X_train])
    return np.sqrt(np.clip(left @ right.T, 0, None))

# %% right="centred"
def compute_distances_no_loops(X, X_train):
    centre = X_train.mean(axis=0)
    A, B = X - centre, X_train - centre
    squares = np.add.outer(np.sum(A * A, axis=1), np.sum(B * B, axis=1)) - 2 * A.dot(B.T)
    return np.maximum(squares, 0) ** 0.5

# %% right="norms-squared"
def compute_distances_no_loops(X, X_train):
    x = np.linalg.norm(X, axis=1)
    t = np.linalg.norm(X_train, axis=1)
    return np.sqrt(np.maximum(0.0, x[:, np.newaxis] ** 2 - 2.0 * (X_train @ X.T).T + t**2))

# %% mistake="no-square-root" edits="textbook"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
-     return np.sqrt(np.maximum(squares, 0))
+     return np.maximum(squares, 0)

# %% mistake="not-finite" edits="textbook"
# rounding makes the square of a zero distance slightly negative, and its root is NaN. Clip the squares at 0
# before the root.
-     return np.sqrt(np.maximum(squares, 0))
+     return np.sqrt(squares)

# %% mistake="factor-two-missing" edits="textbook"
# the cross term lacks its factor 2: (x - t)**2 = x**2 - 2*x*t + t**2.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2, axis=1, keepdims=True) - X @ X_train.T + np.sum(X_train**2, axis=1)

# %% mistake="cross-term-added" edits="textbook"
# the cross term has the wrong sign: it is subtracted, (x - t)**2 = x**2 - 2*x*t + t**2.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2, axis=1, keepdims=True) + 2 * X @ X_train.T + np.sum(X_train**2, axis=1)

# %% mistake="training-norms-missing" edits="textbook"
# the squared lengths of the training rows are not added. All three terms are needed: x**2 - 2*x*t + t**2.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * np.dot(X, X_train.T)

# %% mistake="axis-lost" edits="textbook"
# the squared lengths of the test rows have shape (num_test,) and are spread over the columns; they need
# shape (num_test, 1), for instance by keepdims=True.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2, axis=1) + np.sum(X_train**2, axis=1) - 2 * X @ X_train.T

# %% mistake="axis-missing" edits="textbook"
# the squares of all rows are added up to one number. Each row needs its own squared length: sum along
# axis=1.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2) + np.sum(X_train**2) - 2 * X @ X_train.T

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def compute_distances_no_loops(X, X_train):
    return np.array([np.sqrt(((X_train - x) ** 2).sum(axis=1)) for x in X])

# %% mistake="too-much-memory"
# an array of shape (num_test, num_train, D) is built on the way. With 1,000 test and 5,000 training images
# of 3,072 numbers that is 123 GB.
def compute_distances_no_loops(X, X_train):
    return np.sqrt(((X[:, None, :] - X_train[None, :, :]) ** 2).sum(axis=2))

# %% mistake="input-modified"
# the rows of the argument are changed in place, so the next call meets other data. Work on a copy.
def compute_distances_no_loops(X, X_train):
    cross = X @ X_train.T
    X **= 2
    X_train **= 2
    squares = X.sum(axis=1)[:, None] - 2 * cross + X_train.sum(axis=1)
    return np.sqrt(np.maximum(squares, 0))

# %% mistake="undefined-name" edits="textbook"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-     squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
+     squares = np.sum(X**2, axis=1).reshape(num_queries, 1) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return np.sqrt(np.maximum(squares, 0))
+ return np.sqrt(np.maximum(0, squares))
