# %% exercise="three-layer-scores" name="three_layer_scores"

# %% right="textbook"
def three_layer_scores(params, X):
    Z1 = X.dot(params["W1"]) + params["b1"]
    h1 = np.maximum(0, Z1)
    Z2 = h1.dot(params["W2"]) + params["b2"]
    h2 = np.maximum(0, Z2)
    scores = h2.dot(params["W3"]) + params["b3"]
    return scores

# %% right="recursion"
def three_layer_scores(params, X, layer=1):
    z = X @ params[f"W{layer}"] + params[f"b{layer}"]
    if layer == 3:
        return z
    return three_layer_scores(params, np.maximum(z, 0), layer + 1)

# %% right="columns-inside"
def three_layer_scores(params, X):
    W1, W2, W3 = (params["W%d" % k].T for k in (1, 2, 3))
    b1, b2, b3 = (params["b%d" % k].reshape(-1, 1) for k in (1, 2, 3))
    h1 = W1.dot(X.T) + b1
    h1[h1 < 0] = 0
    h2 = W2.dot(h1) + b2
    h2[h2 < 0] = 0
    return (W3.dot(h2) + b3).T

# %% right="two-layers-and-one"
def three_layer_scores(params, X):
    hidden = np.where(np.dot(X, params["W1"]) + params["b1"] > 0, np.dot(X, params["W1"]) + params["b1"], 0)
    upper = {"W1": params["W2"], "b1": params["b2"], "W2": params["W3"], "b2": params["b3"]}

    def two_layers(p, rows):
        return np.einsum("nh,hc->nc", np.maximum(0, rows @ p["W1"] + p["b1"]), p["W2"]) + p["b2"]

    return two_layers(upper, hidden)

# %% right="loop-over-layers"
def three_layer_scores(params, X):
    h = X
    for k in range(1, 4):
        h = h @ params[f"W{k}"] + params[f"b{k}"]
        if k < 3:
            h = h * (h > 0)
    return h

# %% right="row-by-row"
def three_layer_scores(params, X):
    out = []
    for x in X:
        h = np.clip(x @ params["W1"] + params["b1"], 0, None)
        h = np.clip(h @ params["W2"] + params["b2"], 0, None)
        out.append(h @ params["W3"] + params["b3"])
    return out

# %% mistake="first-relu-missing" edits="textbook"
# there is no ReLU after the first layer.
-     h1 = np.maximum(0, Z1)
+     h1 = Z1

# %% mistake="second-relu-missing" edits="textbook"
# there is no ReLU after the second layer.
-     h2 = np.maximum(0, Z2)
+     h2 = Z2

# %% mistake="both-relus-missing" edits="textbook"
# there is no ReLU at all, so the three layers are one linear map. Put one after the first and the second.
-     h1 = np.maximum(0, Z1)
+     h1 = Z1

-     h2 = np.maximum(0, Z2)
+     h2 = Z2

# %% mistake="third-relu" edits="textbook"
# a third ReLU cuts the scores off at 0. There is none on the scores.
-     return scores
+     return np.maximum(0, scores)

# %% mistake="b1-missing" edits="textbook"
# the bias b1 is not added.
-     Z1 = X.dot(params["W1"]) + params["b1"]
+     Z1 = X.dot(params["W1"])

# %% mistake="b2-missing" edits="textbook"
# the bias b2 is not added.
-     Z2 = h1.dot(params["W2"]) + params["b2"]
+     Z2 = h1.dot(params["W2"])

# %% mistake="b3-missing" edits="textbook"
# the bias b3 is not added.
-     scores = h2.dot(params["W3"]) + params["b3"]
+     scores = h2.dot(params["W3"])

# %% mistake="no-biases" edits="b1-missing"
# no bias is added in any layer.
-     Z2 = h1.dot(params["W2"]) + params["b2"]
+     Z2 = h1.dot(params["W2"])

-     scores = h2.dot(params["W3"]) + params["b3"]
+     scores = h2.dot(params["W3"])

# %% mistake="second-layer-reads-input" edits="textbook"
# the second layer reads X. It should read the first hidden layer.
-     Z2 = h1.dot(params["W2"]) + params["b2"]
+     Z2 = X.dot(params["W2"]) + params["b2"]

# %% mistake="third-layer-reads-first" edits="textbook"
# the third layer reads the first hidden layer. It should read the second.
-     scores = h2.dot(params["W3"]) + params["b3"]
+     scores = h1.dot(params["W3"]) + params["b3"]

# %% mistake="two-layers" edits="textbook"
# this stops after two layers. The third makes the scores: h2 @ W3 + b3.
-     return scores
+     return Z2

# %% mistake="sigmoid-used" edits="textbook"
# the hidden layers use the sigmoid. In this network it is the ReLU.
-     h1 = np.maximum(0, Z1)
+     h1 = 0.5 * (1 + np.tanh(0.5 * Z1))

-     h2 = np.maximum(0, Z2)
+     h2 = 0.5 * (1 + np.tanh(0.5 * Z2))

# %% mistake="bias-after-relu" edits="b1-missing"
# the biases are added after the ReLU. They belong inside.
-     h1 = np.maximum(0, Z1)
-     Z2 = h1.dot(params["W2"]) + params["b2"]
-     h2 = np.maximum(0, Z2)
+     h1 = np.maximum(0, Z1) + params["b1"]
+     Z2 = h1.dot(params["W2"])
+     h2 = np.maximum(0, Z2) + params["b2"]

# %% mistake="columns" edits="textbook"
# W @ x with columns is used. Rows are examples here: X @ W.
-     Z1 = X.dot(params["W1"]) + params["b1"]
+     Z1 = params["W1"].dot(X.T) + params["b1"]

# %% mistake="b1-for-b2" edits="textbook"
# the second layer adds b1. Its own bias is b2.
-     Z2 = h1.dot(params["W2"]) + params["b2"]
+     Z2 = h1.dot(params["W2"]) + params["b1"][: len(params["b2"])]

# %% mistake="second-layer-linear"
# the second layer is only a product: h1 @ W2 gets neither b2 nor a ReLU.
def three_layer_scores(params, X):
    h1 = np.maximum(0, X @ params["W1"] + params["b1"])
    return h1 @ params["W2"] @ params["W3"] + params["b3"]

# %% mistake="hidden-layer-skipped"
# the second hidden layer is left out where the shapes allow it, or has no ReLU. Each layer takes what the one before it gives.
def three_layer_scores(params, X):
    h1 = np.maximum(0, X @ params["W1"] + params["b1"])
    h2 = np.maximum(0, h1 @ params["W2"] + params["b2"])
    last = h1 if h2.shape == h1.shape else h1 @ params["W2"]
    return last @ params["W3"] + params["b3"]

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- h1 = np.maximum(0, X @ params['W1'] + params['b1'])
+ h1 = np.maximum(X @ params['W1'] + params['b1'], 0)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- h2 = np.maximum(0, h1 @ params['W2'] + params['b2'])
+ h2 = np.maximum(h1 @ params['W2'] + params['b2'], 0)
