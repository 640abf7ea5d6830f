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

# %% right="step-by-step"
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        difference = X_train - X[i]
        dists[i] = np.sqrt(np.sum(difference**2, axis=1))
    return dists

# %% mistake="no-square-root" edits="step-by-step"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.sum(difference**2, axis=1)

# %% mistake="wrong-axis" edits="step-by-step"
# the sum runs down the training rows (axis=0). It should run over the features of each training row:
# axis=1.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.sqrt(np.sum(difference**2, axis=0))

# %% mistake="axis-missing" edits="step-by-step"
# the sum has no axis, so it adds up all training rows, and one number fills the whole row. Sum over the
# features only: axis=1.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.sqrt(np.sum(difference**2))

# %% mistake="l1-instead" edits="step-by-step"
# these are L1 distances. Square the differences, add them up along axis=1, and take the root.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.abs(difference).sum(axis=1)

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
        dists[i] = np.sqrt(np.sum((X_train - X[i, :]) ** 2, axis=1))
    return dists

# %% mistake="input-modified" edits="step-by-step"
# the rows of the argument are changed in place, so the next call meets other data. Work on a copy.
-         difference = X_train - X[i]
+         X_train -= X[i]
+         difference = X_train

# %% mistake="largest-difference" edits="step-by-step"
# this is the largest difference of two entries. Square all of them, add up along axis=1, and take the root.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.abs(difference).max(axis=1)

# %% mistake="mean-instead-of-sum" edits="step-by-step"
# the squares are averaged, not added up. The L2 distance has a sum under the root.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.sqrt(np.mean(difference**2, axis=1))

# %% mistake="sum-before-square" edits="step-by-step"
# the differences are added up before they are squared, so those of opposite sign cancel. Square each of
# them, then add up.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.sqrt(np.sum(difference, axis=1) ** 2)

# %% mistake="difference-of-lengths" edits="step-by-step"
# the lengths of the rows are subtracted. Subtract the rows first, entry by entry.
-         dists[i] = np.sqrt(np.sum(difference**2, axis=1))
+         dists[i] = np.abs(np.linalg.norm(X_train, axis=1) - np.linalg.norm(X[i]))

# %% mistake="added" edits="step-by-step"
# the rows are added. Their difference is wanted.
-         difference = X_train - X[i]
+         difference = X_train + X[i]

# %% mistake="number-added" free="EPS=1e-8"
# {EPS} is added under the root, so that equal rows are not at distance 0. Leave it out.
def compute_distances_one_loop(X, X_train):
    return np.array([np.sqrt(np.sum((X_train - x) ** 2, axis=1) + EPS) for x in X])

# %% mistake="transposed" edits="step-by-step"
# rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the shape should
# be (num_test, num_train).
-     return dists
+     return dists.T

# %% mistake="first-test-row-only" edits="step-by-step"
# every row holds the distances of the first test row. Row i belongs to X[i].
-         difference = X_train - X[i]
+         difference = X_train - X[0]

# %% mistake="last-test-row-left-out" edits="step-by-step"
# the last test row is left out: range(n - 1) ends at n - 2. Use range(n).
-     for i in range(len(X)):
+     for i in range(len(X) - 1):

# %% mistake="first-test-row-left-out" edits="step-by-step"
# the first test row is left out: counting begins at 0.
-     for i in range(len(X)):
+     for i in range(1, len(X)):

# %% mistake="returns-too-early" edits="step-by-step"
# the function returns inside the loop, after the first test row. Move `return` out of the loop.
-     return dists
+         return dists

# %% mistake="whole-numbers-only" edits="step-by-step"
# the matrix holds whole numbers (dtype int), which cut off every fraction. np.zeros(shape) alone makes
# float64.
-     dists = np.zeros((len(X), len(X_train)))
+     dists = np.zeros((len(X), len(X_train)), dtype=int)

# %% mistake="narrow-floats" edits="step-by-step"
# the matrix holds float16, which keeps only three digits. np.zeros(shape) alone makes float64.
-     dists = np.zeros((len(X), len(X_train)))
+     dists = np.zeros((len(X), len(X_train)), dtype=np.float16)

# %% mistake="summed-over-rows"
# the squares are summed down the columns, over the training images. Sum over the features: axis=1.
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        sums = np.sqrt(np.sum((X_train - X[i]) ** 2, axis=0))
        dists[i, : len(sums)] = sums[: len(X_train)]
    return dists

# %% mistake="cosine-distance"
# this is the cosine distance, which compares directions alone. Take the root of the summed squared differences.
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i, row in enumerate(X):
        dists[i] = 1 - X_train @ row / (np.linalg.norm(row) * np.linalg.norm(X_train, axis=1) + 1e-12)
    return dists

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))
