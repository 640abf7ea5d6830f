# %% exercise="two-layer-scores" name="two_layer_scores"

# %% right="textbook"
def two_layer_scores(params, X):
    Z = np.dot(X, params["W1"]) + params["b1"]
    h = np.maximum(0, Z)
    scores = np.dot(h, params["W2"]) + params["b2"]
    return scores

# %% right="class"
class Linear:
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    def forward(self, rows):
        return np.tensordot(rows, self.weights, axes=([1], [0])) + self.bias


class Relu:
    @staticmethod
    def forward(rows):
        return rows * (rows > 0)


def two_layer_scores(params, X):
    out = X
    for layer in (Linear(params["W1"], params["b1"]), Relu(), Linear(params["W2"], params["b2"])):
        out = layer.forward(out)
    return out

# %% right="in-place"
def two_layer_scores(params, X):
    h = np.matmul(X, params["W1"])
    h += params["b1"]
    np.maximum(h, 0.0, out=h)
    scores = np.matmul(h, params["W2"])
    scores += params["b2"]
    return scores

# %% right="mask"
def two_layer_scores(params, X):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z = X.dot(W1) + b1
    Z[Z < 0] = 0
    return Z.dot(W2) + b2

# %% right="bias-trick"
def two_layer_scores(params, X):
    ones = np.ones((len(X), 1))
    h = np.clip(np.hstack([X, ones]) @ np.vstack([params["W1"], params["b1"]]), 0, None)
    return np.hstack([h, ones]) @ np.vstack([params["W2"], params["b2"]])

# %% right="einsum"
def two_layer_scores(params, X):
    Z = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"][np.newaxis]
    return np.einsum("nh,hc->nc", np.where(Z > 0, Z, 0), params["W2"]) + params["b2"].reshape(1, -1)

# %% right="transposed-inside"
def two_layer_scores(params, X):
    h = np.maximum(params["W1"].T @ X.T + params["b1"][:, None], 0)
    return (params["W2"].T @ h + params["b2"][:, None]).T

# %% mistake="relu-missing" edits="textbook"
# there is no ReLU between the layers, so the network is one linear classifier. The hidden layer is max(0, X
# @ W1 + b1).
-     h = np.maximum(0, Z)
+     h = Z

# %% mistake="second-relu" edits="textbook"
# a second ReLU cuts the scores off at 0. There is one between the layers and none on the scores, which may
# be negative.
-     return scores
+     return np.maximum(0, scores)

# %% mistake="second-relu-before-b2" edits="textbook"
# a second ReLU cuts h @ W2 off at 0 before b2 is added. There is one between the layers, and no other.
-     scores = np.dot(h, params["W2"]) + params["b2"]
+     scores = np.maximum(0, np.dot(h, params["W2"])) + params["b2"]

# %% mistake="relu-only-on-scores" edits="relu-missing"
# the ReLU is in the wrong place: it is on the scores, and between the layers there is none.
-     return scores
+     return np.maximum(0, scores)

# %% mistake="b1-missing" edits="textbook"
# the bias b1 is not added before the ReLU.
-     Z = np.dot(X, params["W1"]) + params["b1"]
+     Z = np.dot(X, params["W1"])

# %% mistake="b2-missing" edits="textbook"
# the bias b2 is not added to the scores.
-     scores = np.dot(h, params["W2"]) + params["b2"]
+     scores = np.dot(h, params["W2"])

# %% mistake="no-biases" edits="b1-missing"
# the biases are left out in both layers.
-     scores = np.dot(h, params["W2"]) + params["b2"]
+     scores = np.dot(h, params["W2"])

# %% mistake="b1-after-relu" edits="textbook"
# b1 is added after the ReLU. It belongs inside: max(0, X @ W1 + b1).
-     Z = np.dot(X, params["W1"]) + params["b1"]
-     h = np.maximum(0, Z)
+     Z = np.dot(X, params["W1"])
+     h = np.maximum(0, Z) + params["b1"]

# %% mistake="relu-on-inputs" edits="textbook"
# the ReLU is on the inputs X. It belongs on what comes out of the first layer.
-     Z = np.dot(X, params["W1"]) + params["b1"]
-     h = np.maximum(0, Z)
+     Z = np.dot(np.maximum(0, X), params["W1"]) + params["b1"]
+     h = Z

# %% mistake="leaky" edits="textbook"
# a small share of the negative values passes the hidden layer, as in a leaky ReLU. Here they become 0.
-     h = np.maximum(0, Z)
+     h = np.maximum(0.01 * Z, Z)

# %% mistake="sigmoid-used" edits="textbook"
# the hidden layer uses the sigmoid. In this network it is the ReLU, max(0, ...).
-     h = np.maximum(0, Z)
+     h = 0.5 * (1 + np.tanh(0.5 * Z))

# %% mistake="tanh-used" edits="textbook"
# the hidden layer uses tanh. In this network it is the ReLU, max(0, ...).
-     h = np.maximum(0, Z)
+     h = np.tanh(Z)

# %% mistake="absolute-value" edits="textbook"
# the hidden layer uses the absolute value. The ReLU turns negative values into 0.
-     h = np.maximum(0, Z)
+     h = np.abs(Z)

# %% mistake="minimum" edits="textbook"
# the hidden layer keeps what is negative: np.minimum. The ReLU is np.maximum(0, ...).
-     h = np.maximum(0, Z)
+     h = np.minimum(0, Z)

# %% mistake="greatest-of-all" edits="textbook"
# np.max looks for the one greatest entry along an axis. np.maximum(0, Z) compares each entry with 0.
-     h = np.maximum(0, Z)
+     h = np.max(Z, axis=0)

# %% mistake="mask-for-relu" edits="textbook"
# the hidden layer holds 0 and 1, the mask of the ReLU. It should hold the positive values themselves.
-     h = np.maximum(0, Z)
+     h = (Z > 0).astype(float)

# %% mistake="probabilities-returned" edits="textbook"
# these are probabilities: a softmax was applied. Return the scores.
-     return scores
+     e = np.exp(scores - scores.max(axis=1, keepdims=True))
+     return e / e.sum(axis=1, keepdims=True)

# %% mistake="hidden-returned" edits="textbook"
# this is the hidden layer. The second layer makes scores of it: h @ W2 + b2.
-     return scores
+     return h

# %% mistake="weights-transposed" edits="textbook"
# W1 is transposed. With rows as examples it stands on the right and as it is: X @ W1.
-     Z = np.dot(X, params["W1"]) + params["b1"]
+     Z = np.dot(X, params["W1"].T) + params["b1"]

# %% mistake="biases-swapped"
# b1 and b2 have changed places. b1 has one number per hidden unit, b2 one per class.
def two_layer_scores(params, X):
    Z = np.dot(X, params["W1"]) + params["b2"]
    h = np.maximum(0, Z)
    scores = np.dot(h, params["W2"]) + params["b1"]
    return scores

# %% mistake="scores-transposed" edits="textbook"
# the scores have shape (C, N). Rows are examples: (N, C).
-     return scores
+     return scores.T

# %% mistake="python-loop"
# a Python loop goes over the rows.
def two_layer_scores(params, X):
    rows = []
    for x in X:
        h = np.maximum(0, x @ params["W1"] + params["b1"])
        rows.append(h @ params["W2"] + params["b2"])
    return np.array(rows)

# %% mistake="too-much-memory"
# an array of shape (N, D, H) is built.
def two_layer_scores(params, X):
    Z = np.sum(X[:, :, np.newaxis] * params["W1"], axis=1) + params["b1"]
    return np.maximum(0, Z) @ params["W2"] + params["b2"]

# %% mistake="hidden-scaled" free="SHARE=0.5"
# the hidden layer is multiplied by {SHARE}, as with dropout. It goes into the second layer as it is.
def two_layer_scores(params, X):
    hidden = SHARE * np.maximum(0, X @ params["W1"] + params["b1"])
    return hidden @ params["W2"] + params["b2"]

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- hidden = np.maximum(0, X @ params['W1'] + params['b1'])
+ hidden = np.maximum(X @ params['W1'] + params['b1'], 0)

# %% mistake="threshold-of-one"
# hidden numbers between 0 and 1 are set to 0 too. The ReLU keeps all that is positive.
def two_layer_scores(params, X):
    hidden = X @ params["W1"] + params["b1"]
    hidden[hidden < 1] = 0
    return hidden @ params["W2"] + params["b2"]

# %% mistake="hidden-units-capped" edits="textbook" free="MOST=6.0"
# the hidden units are cut off at {MOST}. The ReLU has no upper end: np.maximum(0, X @ W1 + b1).
-     h = np.maximum(0, Z)
+     h = np.clip(Z, 0, MOST)
