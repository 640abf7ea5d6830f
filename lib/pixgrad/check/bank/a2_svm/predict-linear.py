# %% exercise="predict-linear" name="predict_linear"

# %% right="loop"
def predict_linear(W, X):
    y_pred = np.zeros(X.shape[0])
    for i in range(X.shape[0]):
        y_pred[i] = np.argmax(X[i] @ W)
    return y_pred

# %% right="list"
def predict_linear(W, X):
    return [max(range(W.shape[1]), key=lambda j: s[j]) for s in X @ W]

# %% right="columns"
def predict_linear(W, X):
    return (W.T @ X.T).argmax(0)

# %% right="einsum-and-sort"
def predict_linear(W, X):
    scores = np.einsum("nd,dc->nc", X, W)
    return np.argsort(-scores, axis=1, kind="stable")[:, 0]

# %% right="running-best"
def predict_linear(W, X):
    scores = X.dot(W)
    labels = np.zeros(len(X), dtype=int)
    best = scores[:, 0].copy()
    for j in range(1, W.shape[1]):
        better = scores[:, j] > best
        labels[better] = j
        best[better] = scores[better, j]
    return labels

# %% right="first-hit-of-the-mask"
def predict_linear(W, X):
    scores = X @ W
    return [int(np.nonzero(row == row.max())[0][0]) for row in scores]

# %% mistake="down-the-columns"
# the maximum is sought down the columns (axis=0): for each class, the best image. Ask each row: axis=1.
def predict_linear(W, X):
    return np.argmax(X.dot(W), axis=0)

# %% mistake="no-axis"
# argmax without an axis looks at all scores at once. Ask each row: axis=1.
def predict_linear(W, X):
    return np.argmax(X.dot(W))

# %% mistake="scores-returned"
# these are the highest scores. Wanted is where they stand: argmax.
def predict_linear(W, X):
    return np.max(X @ W, axis=1)

# %% mistake="lowest-score"
# the class with the lowest score is taken.
def predict_linear(W, X):
    return np.argmin(X @ W, axis=1)

# %% mistake="absolute-scores"
# the largest score regardless of its sign is taken. A score far below 0 speaks against a class.
def predict_linear(W, X):
    return np.argmax(np.abs(X @ W), axis=1)

# %% mistake="ties-to-the-last"
# of equally high scores the last is taken. The smallest label should win, as with argmax.
def predict_linear(W, X):
    return np.argsort(X @ W, axis=1, kind="stable")[:, -1]

# %% mistake="labels-from-one"
# the labels count from 1. In this series they count from 0, as argmax does.
def predict_linear(W, X):
    return np.argmax(X @ W, axis=1) + 1

# %% mistake="bias-left-out"
# the last column of X and the last row of W are left out. The biases are part of W: use all of it.
def predict_linear(W, X):
    return np.argmax(X[:, :-1] @ W[:-1], axis=1)

# %% mistake="arguments-swapped"
# W and X are multiplied in the wrong order: (N, D) times (D, C) gives the scores.
def predict_linear(W, X):
    return np.argmax(W @ X, axis=1)

# %% mistake="near-ties-taken-for-ties"
# scores that differ a little count as equal: they are rounded, compared with a tolerance, or kept in
# float16. Compare them as they are.
def predict_linear(W, X):
    return np.argmax(np.round(X @ W, 3), axis=1)

# %% mistake="probabilities-first"
# the scores go through np.exp before argmax, and large ones overflow to inf or nan. The order of the
# scores is that of the probabilities: ask the scores themselves.
def predict_linear(W, X):
    exps = np.exp(X @ W)
    return np.argmax(exps / np.sum(exps, axis=1, keepdims=True), axis=1)

# %% mistake="first-positive"
# this is the first class whose score is positive. Take the one with the highest score: argmax of the scores themselves.
def predict_linear(W, X):
    return np.argmax(X @ W > 0, axis=1)

# %% mistake="one-label-for-all"
# the scores of all rows are added before the best class is taken. Take argmax row by row: axis=1.
def predict_linear(W, X):
    return np.full(len(X), np.argmax(np.sum(X @ W, axis=0)))
