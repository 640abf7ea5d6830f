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

# %% mistake="no-square-root"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
def compute_distances_two_loops(X, X_train):
    num_test = X.shape[0]
    dists = np.zeros((num_test, X_train.shape[0]))
    for i in range(num_test):
        for j in range(X_train.shape[0]):
            dists[i, j] = np.sum((X[i] - X_train[j]) ** 2)
    return dists

# %% mistake="l1-instead" edits="textbook"
# these are L1 distances: np.abs adds absolute values. Square the differences, add them up, and take the
# root.
-             dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
+             dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))

# %% mistake="transposed"
# rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the shape should
# be (num_test, num_train).
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X_train.shape[0], X.shape[0]))
    for i in range(X_train.shape[0]):
        for j in range(X.shape[0]):
            dists[i, j] = np.sqrt(np.sum((X_train[i] - X[j]) ** 2))
    return dists

# %% mistake="last-one-left-out"
# the last training row is left out: range(n - 1) ends at n - 2. Use range(n).
def compute_distances_two_loops(X, X_train):
    num_test = X.shape[0]
    num_train = X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train - 1):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists

# %% mistake="returns-too-early" edits="textbook"
# the function returns inside the loop, after the first test row. Move `return` out of both loops.
-     return dists
+         return dists

# %% mistake="whole-numbers-only"
# the matrix holds whole numbers (dtype int), which cut off every fraction. np.zeros(shape) alone makes
# float64.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)), dtype=int)
    for i, x in enumerate(X):
        for j, t in enumerate(X_train):
            dists[i, j] = np.linalg.norm(x - t)
    return dists

# %% mistake="notebook-global" edits="last-one-left-out"
# the function reads a variable of the notebook; take every size from the arguments.
-     num_test = X.shape[0]
-     num_train = X_train.shape[0]

-         for j in range(num_train - 1):
+         for j in range(num_train):

# %% mistake="undefined-name"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        for j in range(X_train.shape[0]):
            dists[i, j] = np.sqrt(np.sum((X_test[i] - X_train[j]) ** 2))
    return dists

# %% mistake="input-modified" edits="textbook"
# the rows of the argument are changed in place, so the next call meets other data. Work on a copy.
-             dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
+             diff = X_train[j]
+             diff -= X[i]
+             dists[i, j] = np.sqrt(np.sum(diff**2))

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))
