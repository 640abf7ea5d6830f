# %% exercise="predict-two-layer" name="predict_two_layer"

# %% right="textbook"
def predict_two_layer(params, X):
    Z = X.dot(params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    scores = h.dot(params["W2"]) + params["b2"]
    return np.argmax(scores, axis=1)

# %% right="sorted-stably"
def predict_two_layer(params, X):
    hidden = np.maximum(X @ params["W1"] + params["b1"], 0)
    scores = hidden @ params["W2"] + params["b2"]
    return np.argsort(-scores, axis=1, kind="stable")[:, 0]

# %% right="running-best"
def predict_two_layer(params, X):
    hidden = X @ params["W1"] + params["b1"]
    hidden *= hidden > 0
    scores = hidden @ params["W2"] + params["b2"]
    best, label = scores[:, 0].copy(), np.zeros(len(X), dtype=int)
    for c in range(1, scores.shape[1]):
        better = scores[:, c] > best
        best = np.where(better, scores[:, c], best)
        label[better] = c
    return label

# %% right="mask-of-maxima"
def predict_two_layer(params, X):
    scores = np.maximum(0, X.dot(params["W1"]) + params["b1"]).dot(params["W2"]) + params["b2"]
    highest = scores == scores.max(axis=1, keepdims=True)
    return np.array([np.flatnonzero(row)[0] for row in highest])

# %% right="loop"
def predict_two_layer(params, X):
    labels = []
    for x in X:
        s = np.maximum(0, x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
        labels.append(max(range(len(s)), key=lambda k: s[k]))
    return labels

# %% right="float-labels"
def predict_two_layer(params, X):
    h = (X @ params["W1"] + params["b1"]).clip(0)
    s = h @ params["W2"] + params["b2"]
    y = np.zeros(len(X))
    for k in reversed(range(s.shape[1])):
        y[s[:, k] == s.max(axis=1)] = k
    return y

# %% mistake="relu-missing" edits="textbook"
# there is no ReLU between the layers, so the network is one linear classifier. The hidden layer is max(0, X
# @ W1 + b1).
-     h = np.maximum(0, Z)
+     h = Z

# %% mistake="second-relu" edits="textbook"
# a second ReLU cuts the scores off at 0. There is one between the layers and none on the scores, which may
# be negative. Where all are negative, all become equal, and class 0 is predicted.
-     return np.argmax(scores, axis=1)
+     return np.argmax(np.maximum(0, scores), axis=1)

# %% mistake="b1-missing" edits="textbook"
# the bias b1 is not added before the ReLU.
-     Z = X.dot(params["W1"]) + params["b1"]
+     Z = X.dot(params["W1"])

# %% mistake="b2-missing" edits="textbook"
# the bias b2 is not added to the scores.
-     scores = h.dot(params["W2"]) + params["b2"]
+     scores = h.dot(params["W2"])

# %% mistake="columns-asked" edits="textbook"
# the maximum is sought down the columns (axis=0): for each class, the best row. Ask each row: axis=1.
-     return np.argmax(scores, axis=1)
+     return np.argmax(scores, axis=0)

# %% mistake="no-axis" edits="textbook"
# argmax without an axis looks at all scores at once. Ask each row: axis=1.
-     return np.argmax(scores, axis=1)
+     return np.argmax(scores)

# %% mistake="scores-returned" edits="textbook"
# these are the highest scores. Wanted is where they stand: argmax.
-     return np.argmax(scores, axis=1)
+     return np.max(scores, axis=1)

# %% mistake="all-scores-returned" edits="textbook"
# these are the scores of all classes. Wanted is the place of the highest one in each row.
-     return np.argmax(scores, axis=1)
+     return scores

# %% mistake="lowest-score" edits="textbook"
# the class with the lowest score is taken.
-     return np.argmax(scores, axis=1)
+     return np.argmin(scores, axis=1)

# %% mistake="absolute-scores" edits="textbook"
# the largest score regardless of its sign is taken. A score far below 0 speaks against a class.
-     return np.argmax(scores, axis=1)
+     return np.argmax(np.abs(scores), axis=1)

# %% mistake="ties-to-the-last" edits="textbook"
# of equally high scores the last is taken. The smallest label should win, as with argmax.
-     return np.argmax(scores, axis=1)
+     return np.argsort(scores, axis=1, kind="stable")[:, -1]

# %% mistake="labels-from-one" edits="textbook"
# the labels count from 1. In this series they count from 0, as argmax does.
-     return np.argmax(scores, axis=1)
+     return np.argmax(scores, axis=1) + 1

# %% mistake="most-active-unit" edits="textbook"
# this is the most active hidden unit. The class is the place of the highest score.
-     return np.argmax(scores, axis=1)
+     return np.argmax(h, axis=1)

# %% mistake="one-hot-returned" edits="textbook"
# these are one-hot rows. Wanted is one label for each row.
-     return np.argmax(scores, axis=1)
+     return np.eye(scores.shape[1])[scores.argmax(axis=1)]

# %% mistake="exp-overflows" edits="textbook"
# the scores go through exp before argmax, and exp of large scores is inf (or 0 for all): then the highest one
# is lost. Take argmax of the scores themselves; a softmax does not change their order.
-     return np.argmax(scores, axis=1)
+     e = np.exp(scores)
+     return np.argmax(e / e.sum(axis=1, keepdims=True), axis=1)

# %% mistake="softmax-over-examples" edits="textbook"
# the softmax runs down the columns, over the examples, which changes the order within a row. Take argmax of
# the scores themselves, axis=1.
-     return np.argmax(scores, axis=1)
+     e = np.exp(scores - scores.max(axis=0))
+     return np.argmax(e / e.sum(axis=0), axis=1)

# %% mistake="scores-rounded"
# the scores are rounded before they are compared, so that near ones become ties. Compare them as they are.
def predict_two_layer(params, X):
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    return np.argmax(np.round(hidden @ params["W2"] + params["b2"], 2), axis=1)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- hidden = np.maximum(0, X @ params['W1'] + params['b1'])
+ hidden = np.maximum(X @ params['W1'] + params['b1'], 0)
