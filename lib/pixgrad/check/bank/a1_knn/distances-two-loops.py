# %% exercise="distances-two-loops" name="compute_distances_two_loops"

# %% right="textbook"
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists

# %% right="lists"
def compute_distances_two_loops(X, X_train):
    return [[sum((p - q) ** 2 for p, q in zip(x, t)) ** 0.5 for t in X_train] for x in X]

# %% right="enumerate-and-norm"
def compute_distances_two_loops(X, X_train):
    dists = np.empty((X.shape[0], X_train.shape[0]), dtype=np.float64)
    for j, t in enumerate(X_train):
        for i, x in enumerate(X):
            dists[i][j] = np.linalg.norm(x - t)
    return dists

# %% right="helper"
def _distance(x, t):
    diff = x - t
    return np.sqrt(np.dot(diff, diff))


def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i, j in np.ndindex(dists.shape):
        dists[i, j] = _distance(X[i, :], X_train[j, :])
    return dists

# %% right="running-sum"
def compute_distances_two_loops(X, X_train):
    num_test, num_train = X.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            total = 0.0
            for d in range(X.shape[1]):
                total += (X[i, d] - X_train[j, d]) ** 2
            dists[i, j] = np.sqrt(total)
    return dists

# %% right="rows-appended"
import math


def compute_distances_two_loops(X, X_train):
    dists = []
    for x in X:
        row = []
        for t in X_train:
            row.append(math.dist(x, t))
        dists.append(row)
    return np.asarray(dists)

# %% right="flat-then-reshaped"
from itertools import product


def compute_distances_two_loops(X, X_train):
    flat = [np.sqrt(np.einsum("d,d->", x - t, x - t)) for x, t in product(X, X_train)]
    return np.array(flat).reshape(len(X), len(X_train))

# %% right="step-by-step"
def compute_distances_two_loops(X, X_train):
    num_test, num_train = X.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            difference = X[i] - X_train[j]
            dists[i, j] = np.sqrt(np.sum(difference**2))
    return dists

# %% mistake="no-square-root" edits="step-by-step"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = np.sum(difference**2)

# %% mistake="l1-instead" edits="step-by-step"
# these are L1 distances: np.abs adds absolute values. Square the differences, add them up, and take the
# root.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = np.sum(np.abs(difference))

# %% mistake="largest-difference" edits="step-by-step"
# this is the largest difference of two entries. Square all of them, add up, and take the root.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = np.max(np.abs(difference))

# %% mistake="mean-instead-of-sum" edits="step-by-step"
# the squares are averaged, not added up. The L2 distance has a sum under the root.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = np.sqrt(np.mean(difference**2))

# %% mistake="sum-before-square" edits="step-by-step"
# the differences are added up before they are squared, so those of opposite sign cancel. Square each of
# them, then add up.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = np.sqrt(np.sum(difference) ** 2)

# %% mistake="difference-of-lengths" edits="step-by-step"
# the lengths of the two rows are subtracted. Subtract the rows first, entry by entry.
-             dists[i, j] = np.sqrt(np.sum(difference**2))
+             dists[i, j] = abs(np.linalg.norm(X[i]) - np.linalg.norm(X_train[j]))

# %% mistake="added" edits="step-by-step"
# the two rows are added. Their difference is wanted.
-             difference = X[i] - X_train[j]
+             difference = X[i] + X_train[j]

# %% mistake="number-added" free="EPS=1e-8"
# {EPS} is added under the root, so that equal rows are not at distance 0. Leave it out.
def compute_distances_two_loops(X, X_train):
    return [[np.sqrt(np.sum((x - t) ** 2) + EPS) for t in X_train] for x in X]

# %% mistake="transposed" edits="step-by-step"
# rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the shape should
# be (num_test, num_train).
-     return dists
+     return dists.T

# %% mistake="last-one-left-out" edits="step-by-step"
# the last training row is left out: range(n - 1) ends at n - 2. Use range(n).
-         for j in range(num_train):
+         for j in range(num_train - 1):

# %% mistake="last-test-row-left-out" edits="step-by-step"
# the last test row is left out: range(n - 1) ends at n - 2. Use range(n).
-     for i in range(num_test):
+     for i in range(num_test - 1):

# %% mistake="first-one-left-out" edits="step-by-step"
# the first training row is left out: counting begins at 0.
-         for j in range(num_train):
+         for j in range(1, num_train):

# %% mistake="same-index-twice" edits="step-by-step"
# both rows are taken with the index i, so a whole row of the matrix is the same. The training row is
# X_train[j].
-             difference = X[i] - X_train[j]
+             difference = X[i] - X_train[i % num_train]

# %% mistake="inner-index-twice" edits="step-by-step"
# both rows are taken with the index j. The test row is X[i].
-             difference = X[i] - X_train[j]
+             difference = X[j % num_test] - X_train[j]

# %% mistake="within-the-test-rows" edits="step-by-step"
# test rows are compared with test rows. The second row comes from X_train.
-             difference = X[i] - X_train[j]
+             difference = X[i] - X[j % num_test]

# %% mistake="taken-for-symmetric"
# the matrix is filled as if it were symmetric. Entry [j, i] belongs to other rows than entry [i, j]; compute
# every entry.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(i, len(X_train)):
            dists[i, j] = np.linalg.norm(X[i] - X_train[j])
            if j < len(X) and i < len(X_train):
                dists[j, i] = dists[i, j]
    return dists

# %% mistake="half-the-matrix" edits="step-by-step"
# half of the matrix is left at 0: the inner loop does not run over all training rows. Compute every entry.
-         for j in range(num_train):
+         for j in range(i, num_train):

# %% mistake="returns-too-early" edits="step-by-step"
# the function returns inside the loop, after the first test row. Move `return` out of both loops.
-     return dists
+         return dists

# %% mistake="whole-numbers-only" edits="step-by-step"
# the matrix holds whole numbers (dtype int), which cut off every fraction. np.zeros(shape) alone makes
# float64.
-     dists = np.zeros((num_test, num_train))
+     dists = np.zeros((num_test, num_train), dtype=int)

# %% mistake="narrow-floats" edits="step-by-step"
# the matrix holds float16, which keeps only three digits. np.zeros(shape) alone makes float64.
-     dists = np.zeros((num_test, num_train))
+     dists = np.zeros((num_test, num_train), dtype=np.float16)

# %% mistake="overwritten-rows"
# one row is reused for all test rows, so that all of them end up like the last. Make a new row for each, or
# write into a matrix.
def compute_distances_two_loops(X, X_train):
    row, dists = [0.0] * len(X_train), []
    for x in X:
        for j, t in enumerate(X_train):
            row[j] = np.linalg.norm(x - t)
        dists.append(row)
    return dists

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists

# %% mistake="undefined-name" edits="step-by-step"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-             difference = X[i] - X_train[j]
+             difference = X_test[i] - X_train[j]

# %% mistake="input-modified" edits="step-by-step"
# the rows of the argument are changed in place, so the next call meets other data. Work on a copy.
-             difference = X[i] - X_train[j]
+             difference = X_train[j]
+             difference -= X[i]

# %% mistake="test-rows-modified" edits="step-by-step"
# `difference = X[i]` is a view, and `-=` writes into X itself, so the next training row meets other data.
# Write X[i] - X_train[j], which makes a new row.
-             difference = X[i] - X_train[j]
+             difference = X[i]
+             difference -= X_train[j]

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))

# %% mistake="sum-not-reset"
# the sum of squares goes on from pair to pair. Set it to 0 before each pair.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    total = 0.0
    for i in range(len(X)):
        for j in range(len(X_train)):
            total += np.sum((X[i] - X_train[j]) ** 2)
            dists[i, j] = np.sqrt(total)
    return dists

# %% mistake="sum-reset-for-each-row"
# the sum of squares goes on from training row to training row. Set it to 0 before each pair.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        total = 0.0
        for j in range(len(X_train)):
            total += np.sum((X[i] - X_train[j]) ** 2)
            dists[i, j] = np.sqrt(total)
    return dists
