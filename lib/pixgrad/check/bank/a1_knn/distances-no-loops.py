# %% exercise="distances-no-loops" name="compute_distances_no_loops"

# %% right="textbook"
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))

# %% right="einsum-and-absolute-value" teaches="einsum says by letters which axis is multiplied with which and which is summed: 'md,nd->mn' is X @ X_train.T. (abs repairs rounding as well as a maximum with 0 does, since only tiny numbers are negative.)"
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

# %% right="extended-rows" teaches="All three pieces fit into one matrix product, if each row carries its own squared length and a 1. The bias trick of a2 is the same idea."
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

# %% right="step-by-step"
def compute_distances_no_loops(X, X_train):
    test = np.sum(X**2, axis=1, keepdims=True)
    cross = X @ X_train.T
    train = np.sum(X_train**2, axis=1)
    squares = test - 2 * cross + train
    return np.sqrt(np.maximum(squares, 0))

# %% mistake="no-square-root" edits="step-by-step"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
-     return np.sqrt(np.maximum(squares, 0))
+     return np.maximum(squares, 0)

# %% mistake="not-finite" edits="step-by-step"
# rounding makes the square of a zero distance slightly negative, and its root is NaN. Clip the squares at 0
# before the root.
-     return np.sqrt(np.maximum(squares, 0))
+     return np.sqrt(squares)

# %% mistake="only-the-diagonal-cleared" edits="step-by-step"
# only the diagonal is set to 0, and only where both sets have equally many rows. Equal rows may stand
# anywhere: clip all the squares at 0 before the root.
-     return np.sqrt(np.maximum(squares, 0))
+     if len(X) == len(X_train):
+         np.fill_diagonal(squares, 0)
+     return np.sqrt(squares)

# %% mistake="factor-two-missing" edits="step-by-step"
# the cross term lacks its factor 2: (x - t)**2 = x**2 - 2*x*t + t**2.
-     squares = test - 2 * cross + train
+     squares = test - cross + train

# %% mistake="cross-term-added" edits="step-by-step"
# the cross term has the wrong sign: it is subtracted, (x - t)**2 = x**2 - 2*x*t + t**2.
-     squares = test - 2 * cross + train
+     squares = test + 2 * cross + train

# %% mistake="cross-term-missing" edits="step-by-step"
# the cross term is missing. All three are needed: x**2 - 2*x*t + t**2.
-     squares = test - 2 * cross + train
+     squares = test + train

# %% mistake="training-norms-missing" edits="step-by-step"
# the squared lengths of the training rows are not added. All three terms are needed: x**2 - 2*x*t + t**2.
-     squares = test - 2 * cross + train
+     squares = test - 2 * cross

# %% mistake="test-norms-missing" edits="step-by-step"
# the squared lengths of the test rows are not added. All three terms are needed: x**2 - 2*x*t + t**2.
-     squares = test - 2 * cross + train
+     squares = train - 2 * cross

# %% mistake="training-norms-twice" edits="step-by-step"
# the squared lengths of the training rows are added twice, and those of the test rows not at all. The first
# piece comes from X.
-     squares = test - 2 * cross + train
+     squares = train - 2 * cross + train

# %% mistake="test-norms-twice" edits="step-by-step"
# the squared lengths of the test rows are added twice, and those of the training rows not at all. The last
# piece comes from X_train.
-     squares = test - 2 * cross + train
+     squares = test - 2 * cross + test

# %% mistake="lengths-not-squared" edits="step-by-step"
# the lengths of the rows are added where their squares should be: no root before all is put together.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.linalg.norm(X, axis=1, keepdims=True)

-     train = np.sum(X_train**2, axis=1)
+     train = np.linalg.norm(X_train, axis=1)

# %% mistake="sums-not-squares" edits="step-by-step"
# the rows are added up without being squared. The first and the last piece are sums of squares.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.sum(X, axis=1, keepdims=True)

-     train = np.sum(X_train**2, axis=1)
+     train = np.sum(X_train, axis=1)

# %% mistake="square-of-the-sum" edits="step-by-step"
# each row is added up before it is squared. Square the entries first, then add up.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.sum(X, axis=1, keepdims=True) ** 2

-     train = np.sum(X_train**2, axis=1)
+     train = np.sum(X_train, axis=1) ** 2

# %% mistake="product-squared" edits="step-by-step"
# the cross term is squared. It is 2 * x*t.
-     squares = test - 2 * cross + train
+     squares = test - 2 * cross**2 + train

# %% mistake="axis-lost" edits="step-by-step"
# the squared lengths of the test rows have shape (num_test,) and are spread over the columns; they need
# shape (num_test, 1), for instance by keepdims=True.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.sum(X**2, axis=1)

# %% mistake="axis-missing" edits="step-by-step"
# the squares of all rows are added up to one number. Each row needs its own squared length: sum along
# axis=1.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.sum(X**2)

-     train = np.sum(X_train**2, axis=1)
+     train = np.sum(X_train**2)

# %% mistake="transposed" edits="step-by-step"
# rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the shape should
# be (num_test, num_train).
-     return np.sqrt(np.maximum(squares, 0))
+     return np.sqrt(np.maximum(squares, 0)).T

# %% mistake="number-added" free="EPS=1e-6"
# {EPS} is added under the root, so that equal rows are not at distance 0. Set negative squares to 0 instead.
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares + EPS, 0))

# %% mistake="cut-above-zero" free="EPS=1e-4"
# squares below {EPS} are raised to it, so that equal rows are not at distance 0. Cut at 0.
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, EPS))

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

# %% mistake="undefined-name" edits="step-by-step"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-     test = np.sum(X**2, axis=1, keepdims=True)
+     test = np.sum(X**2, axis=1).reshape(num_queries, 1)

# %% mistake="nan-replaced" free="INSTEAD=1.0"
# where rounding makes a squared distance negative its root is nan, and {INSTEAD} is put there. Raise the squares to 0 before the root: np.maximum(squares, 0).
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(np.sqrt(squares), nan=INSTEAD)

# %% mistake="product-made-positive"
# the absolute value of the product is taken. The product may be negative: leave its sign.
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * np.abs(X @ X_train.T) + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return np.sqrt(np.maximum(squares, 0))
+ return np.sqrt(np.maximum(0, squares))

# %% mistake="cosine-distance"
# this is 1 minus the cosine of the angle between two rows, which does not see how long they are. The Euclidean distance is
# wanted.
def compute_distances_no_loops(X, X_train):
    test = X / (np.linalg.norm(X, axis=1, keepdims=True) + 1e-12)
    train = X_train / (np.linalg.norm(X_train, axis=1, keepdims=True) + 1e-12)
    return 1 - test @ train.T
