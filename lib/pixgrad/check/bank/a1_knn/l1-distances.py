# %% exercise="l1-distances" name="compute_l1_distances"

# %% right="cdist"
from scipy.spatial.distance import cdist


def compute_l1_distances(X, X_train):
    return cdist(X, X_train, metric="cityblock")

# %% right="two-loops"
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
    return dists

# %% right="blocks-of-rows"
def compute_l1_distances(X, X_train, block=100):
    parts = []
    for start in range(0, len(X), block):
        rows = X[start : start + block]
        parts.append(np.abs(rows[:, None, :] - X_train[None, :, :]).sum(axis=2))
    return np.vstack(parts)

# %% right="loop-over-features"
def compute_l1_distances(X, X_train):
    dists = 0
    for p in range(X.shape[1]):
        dists = dists + np.abs(X[:, p : p + 1] - X_train[:, p])
    return dists

# %% right="step-by-step"
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        difference = X[i] - X_train
        dists[i] = np.sum(np.abs(difference), axis=1)
    return dists

# %% mistake="no-absolute-value" edits="step-by-step"
# differences of opposite sign cancel, because the absolute value is missing. Take np.abs before you add up.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.sum(difference, axis=1)

# %% mistake="difference-of-sums"
# each row is added up before rows are compared, and the absolute value comes last. Entries have to be
# compared one by one; L1 has no counterpart of the matrix product.
def compute_l1_distances(X, X_train):
    return np.abs(X.sum(axis=1, keepdims=True) - X_train.sum(axis=1))

# %% mistake="l2-instead" edits="step-by-step"
# these are L2 distances. L1 adds up absolute values, without squares and without a root.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.sqrt(np.sum(difference**2, axis=1))

# %% mistake="mean-instead-of-sum" edits="step-by-step"
# this is the mean over the features. The L1 distance is the sum.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.abs(difference).mean(axis=1)

# %% mistake="wrong-axis" edits="step-by-step"
# the sum runs down the training rows (axis=0). It should run over the features of each training row:
# axis=1.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.sum(np.abs(difference), axis=0)

# %% mistake="too-much-memory"
# an array of shape (num_test, num_train, D) is built on the way. With 1,000 test and 5,000 training images
# of 3,072 numbers that is 123 GB.
def compute_l1_distances(X, X_train):
    return np.abs(X[:, np.newaxis] - X_train).sum(axis=-1)

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def compute_l1_distances(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        dists[i] = np.abs(X_train - X[i]).sum(axis=1)
    return dists

# %% mistake="largest-difference" edits="step-by-step"
# this is the largest difference of two entries. L1 adds up all of them.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.max(np.abs(difference), axis=1)

# %% mistake="squares-added" edits="step-by-step"
# squares are added up. L1 adds up absolute values.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.sum(difference**2, axis=1)

# %% mistake="added" edits="step-by-step"
# the rows are added. Their difference is wanted.
-         difference = X[i] - X_train
+         difference = X[i] + X_train

# %% mistake="axis-missing" edits="step-by-step"
# the sum has no axis, so it adds up all training rows, and one number fills the whole row. Sum over the
# features only: axis=1.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.sum(np.abs(difference))

# %% mistake="difference-of-norms" edits="step-by-step"
# each row is brought to one number before rows are compared. Entries have to be compared one by one; L1 has
# no counterpart of the matrix product.
-         dists[i] = np.sum(np.abs(difference), axis=1)
+         dists[i] = np.abs(np.abs(X[i]).sum() - np.abs(X_train).sum(axis=1))

# %% mistake="transposed" edits="step-by-step"
# rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the shape should
# be (num_test, num_train).
-     return dists
+     return dists.T

# %% mistake="first-test-row-only" edits="step-by-step"
# every row holds the distances of the first test row. Row i belongs to X[i].
-         difference = X[i] - X_train
+         difference = X[0] - X_train

# %% mistake="rest-left-at-zero" edits="step-by-step"
# rows behind the last full block of 100 stay at 0. The last block may be shorter: go on up to len(X).
-     for i in range(len(X)):
+     for i in range(len(X) // 100 * 100):

# %% mistake="first-hundred-only" edits="step-by-step"
# only the first 100 test rows are done, and the others stay at 0. At most 100 at a time, but all of them.
-     for i in range(len(X)):
+     for i in range(min(len(X), 100)):

# %% mistake="last-test-row-left-out" edits="step-by-step"
# the last test row is left out: range(n - 1) ends at n - 2. Use range(n).
-     for i in range(len(X)):
+     for i in range(len(X) - 1):

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

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))

# %% mistake="absolute-values-compared"
# the rows lose their signs before they are compared. Take np.abs of each difference.
def compute_l1_distances(X, X_train):
    return np.array([np.sum(np.abs(np.abs(X_train) - np.abs(row)), axis=1) for row in X])
