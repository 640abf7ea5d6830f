# %% exercise="three-layer-sigmoid" name="three_layer_sigmoid_forward"

# %% right="plain"
def three_layer_sigmoid_forward(x, params):
    def f(z):
        return 0.5 * (1 + np.tanh(0.5 * z))

    h1 = f(np.dot(params["W1"], x) + params["b1"])
    h2 = f(np.dot(params["W2"], h1) + params["b2"])
    out = np.dot(params["W3"], h2) + params["b3"]
    return out

# %% right="recursion"
from scipy.special import expit

def three_layer_sigmoid_forward(x, params, layer=1):
    z = params[f"W{layer}"] @ x + params[f"b{layer}"]
    return z if layer == 3 else three_layer_sigmoid_forward(expit(z), params, layer + 1)

# %% right="bias-trick"
def three_layer_sigmoid_forward(x, params):
    one = np.ones((1, 1))
    V1 = np.hstack([params["W1"], params["b1"]])
    V2 = np.hstack([params["W2"], params["b2"]])
    V3 = np.hstack([params["W3"], params["b3"]])
    h1 = 0.5 + 0.5 * np.tanh(V1 @ np.vstack([x, one]) / 2)
    h2 = 0.5 + 0.5 * np.tanh(V2 @ np.vstack([h1, one]) / 2)
    return V3 @ np.vstack([h2, one])

# %% right="einsum-and-masks"
def three_layer_sigmoid_forward(x, params):
    def squash(z):
        out = np.zeros_like(z)
        out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
        e = np.exp(z[z < 0])
        out[z < 0] = e / (1 + e)
        return out

    W1, b1, W2, b2, W3, b3 = [params[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"]]
    a = squash(np.einsum("hd,do->ho", W1, x) + b1)
    a = squash(np.einsum("gh,ho->go", W2, a) + b2)
    return np.einsum("og,gk->ok", W3, a) + b3

# %% right="class"
class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __call__(self, x):
        return self.W.dot(x) + self.b


class Sigmoid:
    def __call__(self, z):
        return np.exp(-np.logaddexp(0.0, -z))


def three_layer_sigmoid_forward(x, params):
    layers = [Layer(params["W%d" % i], params["b%d" % i]) for i in (1, 2, 3)]
    net = [layers[0], Sigmoid(), layers[1], Sigmoid(), layers[2]]
    for step in net:
        x = step(x)
    return x

# %% right="textbook" edits="plain"
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return 1 / (1 + np.exp(-z))

# %% right="rows-inside"
from scipy.special import expit

def three_layer_sigmoid_forward(x, params):
    row = x.T
    for k in (1, 2):
        row = expit(row @ params[f"W{k}"].T + params[f"b{k}"].T)
    return (row @ params["W3"].T).T + params["b3"]

# %% right="number-by-number"
import math

def three_layer_sigmoid_forward(x, params):
    def safe(z):
        return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))

    values = [float(v) for v in x[:, 0]]
    for k in "123":
        W, b = params["W" + k], params["b" + k]
        sums = [sum(w * v for w, v in zip(row, values)) + b[i, 0] for i, row in enumerate(W)]
        values = sums if k == "3" else [safe(float(z)) for z in sums]
    return [[v] for v in values]

# %% mistake="sigmoid-on-output" edits="plain"
# the output went through a sigmoid too. The last layer has no activation; the output may be any number.
-     return out
+     return f(out)

# %% mistake="first-activation-missing" edits="plain"
# there is no sigmoid after the first layer.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
+     h1 = np.dot(params["W1"], x) + params["b1"]

# %% mistake="second-activation-missing" edits="plain"
# there is no sigmoid after the second layer.
-     h2 = f(np.dot(params["W2"], h1) + params["b2"])
+     h2 = np.dot(params["W2"], h1) + params["b2"]

# %% mistake="no-activation" edits="plain"
# there is no activation at all, so the three layers are one linear map. Put a sigmoid after the first two.
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return z

# %% mistake="relu-used" edits="plain"
# the hidden layers use the ReLU. This network has sigmoids.
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return np.maximum(0, z)

# %% mistake="tanh-used" edits="plain"
# the hidden layers use tanh. This network has sigmoids.
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return np.tanh(z)

# %% mistake="sigmoid-sign" edits="plain"
# the sigmoid falls: its exponent has the wrong sign. It is 1 / (1 + exp(-z)).
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return 0.5 * (1 - np.tanh(0.5 * z))

# %% mistake="quotient-overflows" edits="plain"
# for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of numbers
# that are never positive, such as -|x|.
-         return 0.5 * (1 + np.tanh(0.5 * z))
+         return np.exp(z) / (1 + np.exp(z))

# %% mistake="b1-missing" edits="plain"
# the bias b1 is not added.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
+     h1 = f(np.dot(params["W1"], x))

# %% mistake="b2-missing" edits="plain"
# the bias b2 is not added.
-     h2 = f(np.dot(params["W2"], h1) + params["b2"])
+     h2 = f(np.dot(params["W2"], h1))

# %% mistake="b3-missing" edits="plain"
# the bias b3 is not added.
-     out = np.dot(params["W3"], h2) + params["b3"]
+     out = np.dot(params["W3"], h2)

# %% mistake="no-biases" edits="plain"
# no bias is added in any layer.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
-     h2 = f(np.dot(params["W2"], h1) + params["b2"])
-     out = np.dot(params["W3"], h2) + params["b3"]
+     h1 = f(np.dot(params["W1"], x))
+     h2 = f(np.dot(params["W2"], h1))
+     out = np.dot(params["W3"], h2)

# %% mistake="b1-twice" edits="plain"
# the second layer adds b1. Its own bias is b2.
-     h2 = f(np.dot(params["W2"], h1) + params["b2"])
+     h2 = f(np.dot(params["W2"], h1) + params["b1"])

# %% mistake="bias-after-sigmoid" edits="plain"
# the biases are added after the sigmoid. They belong inside, to the weighted sum.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
-     h2 = f(np.dot(params["W2"], h1) + params["b2"])
+     h1 = f(np.dot(params["W1"], x)) + params["b1"]
+     h2 = f(np.dot(params["W2"], h1)) + params["b2"]

# %% mistake="layer-skipped" edits="plain"
# the third layer reads the first hidden layer. It should read the second.
-     out = np.dot(params["W3"], h2) + params["b3"]
+     out = np.dot(params["W3"], h1) + params["b3"]

# %% mistake="weights-transposed" edits="plain"
# with columns the weights stand on the left and as they are, W @ x: W1 has shape (H1, D).
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
+     h1 = f(np.dot(params["W1"].T, x) + params["b1"])

# %% mistake="entrywise-product" edits="plain"
# `*` multiplies entry by entry. A layer is a matrix product: `@` or np.dot.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
+     h1 = f(params["W1"] * x + params["b1"])

# %% mistake="number-returned" edits="plain"
# a single number comes back. The output is a column of shape (O, 1), also where O is 1.
-     return out
+     return float(out.ravel()[0])

# %% mistake="flattened" edits="plain"
# the output is flattened. It is a column of shape (O, 1).
-     return out
+     return out.ravel()

# %% mistake="hidden-returned" edits="plain"
# this is the second hidden layer. The third layer is still to come.
-     return out
+     return h2

# %% mistake="input-modified" edits="plain"
# `z += ...` on params['b1'] changes the network itself. Make a new array: z = W1 @ x + b1.
-     h1 = f(np.dot(params["W1"], x) + params["b1"])
+     z = params["b1"]
+     z += np.dot(params["W1"], x)
+     h1 = f(z)

