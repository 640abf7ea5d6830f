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

# %% mistake="no-absolute-value" edits="two-loops"
# differences of opposite sign cancel, because the absolute value is missing. Take np.abs before you add up.
-         for j in range(len(X_train)):
-             dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
+         dists[i] = np.sum(X[i] - X_train, axis=1)

# %% mistake="difference-of-sums"
# each row is added up before rows are compared, and the absolute value comes last. Entries have to be
# compared one by one; L1 has no counterpart of the matrix product.
def compute_l1_distances(X, X_train):
    return np.abs(X.sum(axis=1, keepdims=True) - X_train.sum(axis=1))

# %% mistake="l2-instead" edits="two-loops"
# these are L2 distances. L1 adds up absolute values, without squares and without a root.
-         for j in range(len(X_train)):
-             dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
+         dists[i] = np.sqrt(np.sum((X[i] - X_train) ** 2, axis=1))

# %% mistake="mean-instead-of-sum" edits="two-loops"
# this is the mean over the features. The L1 distance is the sum.
-         for j in range(len(X_train)):
-             dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
+         dists[i] = np.abs(X[i] - X_train).mean(axis=1)

# %% mistake="wrong-axis" edits="two-loops"
# the sum runs down the training rows (axis=0). It should run over the features of each training row:
# axis=1.
-         for j in range(len(X_train)):
-             dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
+         dists[i] = np.sum(np.abs(X[i] - X_train), axis=0)

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

# %% equivalent="function"
# every entry is written afterwards
- dists = np.zeros((len(X), len(X_train)))
+ dists = np.ones((len(X), len(X_train)))
