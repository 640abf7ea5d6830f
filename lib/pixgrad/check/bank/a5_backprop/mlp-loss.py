# %% exercise="mlp-loss" name="mlp_loss"

# %% right="textbook"
def mlp_loss(params, X, y, reg):
    L = len(params) // 2
    N = X.shape[0]
    h = [X]
    for l in range(1, L):
        h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
    scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    sums = np.sum(np.exp(shifted), axis=1, keepdims=True)
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
    d = np.exp(shifted) / sums
    d[np.arange(N), y] -= 1
    d /= N
    grads = {}
    for l in range(L, 0, -1):
        W = params[f"W{l}"]
        grads[f"W{l}"] = h[l - 1].T.dot(d)
        grads[f"b{l}"] = np.sum(d, axis=0)
        if l > 1:
            d = d.dot(W.T)
            d[h[l - 1] <= 0] = 0
        loss += reg * np.sum(W * W)
        grads[f"W{l}"] += 2 * reg * W
    return loss, grads

# %% right="classes" teaches="Layers as objects in a list, walked forward and then reversed: this is what large frameworks do."
class Affine:
    def __init__(self, number, W, b):
        self.number, self.W, self.b = number, W, b

    def forward(self, rows):
        self.rows = rows
        return rows @ self.W + self.b

    def backward(self, up):
        self.dW, self.db = np.tensordot(self.rows, up, axes=(0, 0)), up.sum(axis=0)
        return np.tensordot(up, self.W, axes=(1, 1))


class Relu:
    def forward(self, rows):
        self.on = rows > 0
        return np.where(self.on, rows, 0.0)

    def backward(self, up):
        return np.where(self.on, up, 0.0)


def mlp_loss(params, X, y, reg):
    network, n = [], 1
    while f"W{n}" in params:
        network += [Affine(n, params[f"W{n}"], params[f"b{n}"]), Relu()]
        n += 1
    network.pop()
    signal = X
    for layer in network:
        signal = layer.forward(signal)
    signal = signal - signal.max(axis=1, keepdims=True)
    log_p = signal - np.log(np.exp(signal).sum(axis=1, keepdims=True))
    truth = np.eye(signal.shape[1])[y]
    loss, up = -np.sum(truth * log_p) / len(y), (np.exp(log_p) - truth) / len(y)
    for layer in network[::-1]:
        up = layer.backward(up)
    grads = {}
    for layer in network[::2]:
        loss += reg * np.sum(layer.W**2)
        grads[f"W{layer.number}"] = layer.dW + 2 * reg * layer.W
        grads[f"b{layer.number}"] = layer.db
    return loss, grads

# %% right="own-layers"
def _affine(X, W, b):
    return X @ W + b, (X, W)

def _affine_back(d, cache):
    X, W = cache
    return d @ W.T, X.T @ d, d.sum(axis=0)

def mlp_loss(params, X, y, reg):
    L = len(params) // 2
    caches, out = [], X
    for l in range(1, L + 1):
        out, cache = _affine(out, params["W%d" % l], params["b%d" % l])
        caches.append((cache, out))
        if l < L:
            out = out * (out > 0)
    log_p = out - np.logaddexp.reduce(out, axis=1)[:, None]
    Y = np.eye(out.shape[1])[y]
    weights = [params[k] for k in params if k.startswith("W")]
    loss = -np.sum(log_p * Y) / len(y) + reg * sum((W**2).sum() for W in weights)
    d, grads = (np.exp(log_p) - Y) / len(y), {}
    for l in reversed(range(1, L + 1)):
        if l < L:
            d = d * (caches[l - 1][1] > 0)
        d, dW, grads["b%d" % l] = _affine_back(d, caches[l - 1][0])
        grads["W%d" % l] = dW + reg * 2 * params["W%d" % l]
    return loss, grads

# %% right="recursion" teaches="Each layer calls the rest of the network on its output, and gets back the loss and the gradient: the call stack is the cache."
from scipy.special import log_softmax

def mlp_loss(params, X, y, reg):
    last = len(params) // 2
    grads = {name: np.zeros_like(value) for name, value in params.items()}

    def layer(n, H):
        W, b = params[f"W{n}"], params[f"b{n}"]
        Z = H @ W + b
        if n == last:
            log_p = log_softmax(Z, axis=1)
            loss = -log_p[np.arange(len(y)), y].mean()
            dZ = np.exp(log_p)
            dZ[np.arange(len(y)), y] -= 1
            dZ = dZ / len(y)
        else:
            loss, dA = layer(n + 1, np.maximum(Z, 0))
            dZ = np.where(Z > 0, dA, 0)
        grads[f"W{n}"] += np.einsum("nd,nc->dc", H, dZ) + 2 * reg * W
        grads[f"b{n}"] += np.einsum("nc->c", dZ)
        return loss + reg * np.vdot(W, W), dZ @ W.T

    return layer(1, X)[0], grads

# %% right="numbers-from-the-keys"
def mlp_loss(params, X, y, reg):
    numbers = sorted(int(k[1:]) for k in params if k[0] == "W")
    acts, pre = [X], []
    for n in numbers:
        pre.append(np.dot(acts[-1], params["W" + str(n)]) + params["b" + str(n)])
        acts.append(pre[-1].clip(min=0))
    S = pre[-1]
    m = S.max(axis=1, keepdims=True)
    E = np.exp(S - m)
    Z = E.sum(axis=1, keepdims=True)
    i = range(len(y))
    loss = float(np.mean((m + np.log(Z))[:, 0] - S[i, y]))
    for n in numbers:
        loss += reg * float(np.sum(np.square(params["W" + str(n)])))
    G = E / Z
    G[i, y] -= 1.0
    G /= len(y)
    out = {}
    for n in numbers[::-1]:
        out["b" + str(n)] = G.sum(0)
        out["W" + str(n)] = acts[n - 1].T @ G + 2 * reg * params["W" + str(n)]
        G = G @ params["W" + str(n)].T
        if n > 1:
            G[pre[n - 2] <= 0] = 0
    return loss, dict(sorted(out.items()))

# %% mistake="passes-at-zero" edits="textbook"
# the gradient passes where x is exactly 0. In this series it passes where x > 0 only.
-             d[h[l - 1] <= 0] = 0
+             d[h[l - 2].dot(params[f"W{l - 1}"]) + params[f"b{l - 1}"] < 0] = 0

# %% mistake="relu-missing" edits="textbook"
# there is no ReLU between the layers, so the network is one linear map.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         h.append(h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])

# %% mistake="sigmoid-for-relu" edits="textbook"
# a sigmoid stands between the layers. This network has ReLUs.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         h.append(1 / (1 + np.exp(-(h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))))

# %% mistake="relu-on-scores" edits="textbook"
# a ReLU stands behind the last layer and cuts off negative scores. Scores may be negative: no ReLU there.
-     scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
+     scores = np.maximum(0, h[-1].dot(params[f"W{L}"]) + params[f"b{L}"])

# %% mistake="relu-on-input" edits="textbook"
# a ReLU is applied to X itself. The first layer reads X as it is.
-     h = [X]
+     h = [np.maximum(0, X)]

# %% mistake="mask-missing" edits="textbook"
# the backward pass ignores the ReLUs: the gradient is not masked on its way back.
-             d[h[l - 1] <= 0] = 0

# %% mistake="mask-from-gradient" edits="textbook"
# the backward mask is made of the gradient. What passes depends on the forward values.
-             d[h[l - 1] <= 0] = 0
+             d[d <= 0] = 0

# %% mistake="mask-reversed" edits="textbook"
# the backward mask is reversed: the gradient passes where the ReLU's input was positive.
-             d[h[l - 1] <= 0] = 0
+             d[h[l - 1] > 0] = 0

# %% mistake="hidden-bias-missing" edits="textbook"
# the biases of the hidden layers are missing in the forward pass.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"])))

# %% mistake="last-bias-missing" edits="textbook"
# the bias of the last layer is missing in the forward pass.
-     scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
+     scores = h[-1].dot(params[f"W{L}"])

# %% mistake="bias-after-relu" edits="textbook"
# the hidden biases are added behind the ReLU. They belong before it.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"])) + params[f"b{l}"])

# %% mistake="biases-regularised" edits="textbook"
# the biases are penalised too. The penalty takes the weights alone.
          grads[f"W{l}"] += 2 * reg * W
+         loss += reg * np.sum(params[f"b{l}"] ** 2)
+         grads[f"b{l}"] = grads[f"b{l}"] + 2 * reg * params[f"b{l}"]

# %% mistake="penalty-gradient-halved" edits="textbook"
# reg * W stands for the gradient of the penalty. The derivative of reg * sum(W**2) is 2 * reg * W.
-         grads[f"W{l}"] += 2 * reg * W
+         grads[f"W{l}"] += reg * W

# %% mistake="penalty-with-half" edits="textbook"
# the penalty is halved, 0.5 * reg * sum(W**2) with the gradient reg * W. In this series it has no 0.5.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W
+         loss += 0.5 * reg * np.sum(W * W)
+         grads[f"W{l}"] += reg * W

# %% mistake="loss-penalty-missing" edits="textbook"
# the loss lacks the penalty, though the gradients have it.
-         loss += reg * np.sum(W * W)

# %% mistake="gradient-penalty-missing" edits="textbook"
# the gradients lack the penalty, 2 * reg * W, though the loss has it.
-         grads[f"W{l}"] += 2 * reg * W

# %% mistake="penalty-missing" edits="textbook"
# the penalty is missing, in the loss and in the gradients.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W

# %% mistake="penalty-last-layer-only" edits="textbook"
# only one layer is penalised. The penalty takes the weights of all layers.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W
+         if l == L:
+             loss += reg * np.sum(W * W)
+             grads[f"W{l}"] += 2 * reg * W

# %% mistake="penalty-twice" edits="textbook"
# the penalty is added twice, in the loss and in the gradients.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W
+         loss += 2 * reg * np.sum(W * W)
+         grads[f"W{l}"] += 4 * reg * W

# %% mistake="penalty-over-n" edits="textbook"
# the penalty is divided by N. Only the sum over the examples is a mean.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W
+         loss += reg * np.sum(W * W) / N
+         grads[f"W{l}"] += 2 * reg * W / N

# %% mistake="penalty-not-squared" edits="textbook"
# the penalty in the loss is the sum of the weights, not of their squares.
-         loss += reg * np.sum(W * W)
+         loss += reg * np.sum(W)

# %% mistake="gradient-not-averaged" edits="textbook"
# the gradients are sums over the examples, though the loss is their mean. Divide dscores by N.
-     d /= N

# %% mistake="loss-not-averaged" edits="textbook"
# the data loss is a sum over the examples, though the gradients are averaged.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])

# %% mistake="bias-averaged" edits="textbook"
# db is averaged over the rows again. The 1 / N is in the gradient already: sum.
-         grads[f"b{l}"] = np.sum(d, axis=0)
+         grads[f"b{l}"] = np.mean(d, axis=0)

# %% mistake="bias-keepdims" edits="textbook"
# the bias gradients have shape (1, H). They have the shape of the bias, (H,).
-         grads[f"b{l}"] = np.sum(d, axis=0)
+         grads[f"b{l}"] = np.sum(d, axis=0, keepdims=True)

# %% mistake="bias-one-number" edits="textbook"
# each bias gradient is one number. Sum over the rows alone: axis=0.
-         grads[f"b{l}"] = np.sum(d, axis=0)
+         grads[f"b{l}"] = np.sum(d)

# %% mistake="one-hot-missing" edits="textbook"
# 1 is not taken off at the labels, so the gradients are those of the probabilities alone.
-     d[np.arange(N), y] -= 1

# %% mistake="one-hot-sign" edits="textbook"
# 1 is added at the labels. It is taken off: the score of the right class should rise.
-     d[np.arange(N), y] -= 1
+     d[np.arange(N), y] += 1

# %% mistake="one-maximum-for-all" edits="textbook"
# one maximum of the whole batch is subtracted from all rows. A row far below it has only zeros left to
# divide by; each row needs its own (axis=1, keepdims=True).
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores)

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp, and exp(1e4) is inf. Subtract from every row its own maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores

# %% mistake="maximum-per-column" edits="textbook"
# the maxima are those of the columns, one per class. Each row needs its own, axis=1.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores, axis=0, keepdims=True)

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. Use log-sum-exp.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.mean(np.log((np.exp(shifted) / sums)[np.arange(N), y]))

# %% mistake="two-layers-only" edits="textbook"
# the number of layers is taken to be 2. It is len(params) // 2.
-     L = len(params) // 2
+     L = 2

# %% mistake="layers-miscounted" edits="textbook"
# the number of layers is taken to be len(params). Each layer has two entries, W and b.
-     L = len(params) // 2
+     L = len(params)

# %% mistake="gradient-through-updated-order" edits="textbook"
# the gradient goes back through the weights of the layer below instead of this one's.
-             d = d.dot(W.T)
+             d = d.dot(params[f"W{l - 1}"])

# %% mistake="w-not-transposed" edits="textbook"
# the gradient goes back with W where W.T is needed: d @ W.T.
-             d = d.dot(W.T)
+             d = d.dot(W)

# %% mistake="wrong-stored-input" edits="textbook"
# dW is made with the output of the layer. It needs its input: h[l - 1].T @ d.
-         grads[f"W{l}"] = h[l - 1].T.dot(d)
+         grads[f"W{l}"] = h[min(l, L - 1)].T.dot(d)

# %% mistake="first-layer-missing" edits="textbook"
# the gradients of the first layer are missing: the loop stops one layer too early.
-     for l in range(L, 0, -1):
+     for l in range(L, 1, -1):

# %% mistake="gradients-not-returned" edits="textbook"
# only the loss is returned. Return both: loss, grads.
-     return loss, grads
+     return loss

# %% mistake="gradients-as-list" edits="textbook"
# the gradients come as a list. Return a dict with the keys of params.
-     return loss, grads
+     return loss, [grads[name] for name in params]

# %% mistake="weights-modified" edits="textbook"
# the weights are changed in place: an update does not belong here. Return the gradients alone.
          grads[f"W{l}"] += 2 * reg * W
+     for name in params:
+         params[name] -= 0.01 * grads[name]

# %% mistake="rows-modified" edits="textbook"
# X is changed in place. Work on a copy.
      N = X.shape[0]
+     X -= np.mean(X, axis=0)

# %% mistake="keys-sorted-as-words" edits="textbook"
# the keys are sorted as words, and 'W10' comes before 'W2'. Build them from the layer's number.
      N = X.shape[0]
+     names = sorted(k[1:] for k in params if k[0] == 'W')

-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
-     scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
+         h.append(np.maximum(0, h[-1].dot(params['W' + names[l - 1]]) + params['b' + names[l - 1]]))
+     scores = h[-1].dot(params['W' + names[L - 1]]) + params['b' + names[L - 1]]

-         W = params[f"W{l}"]
-         grads[f"W{l}"] = h[l - 1].T.dot(d)
-         grads[f"b{l}"] = np.sum(d, axis=0)
+         W = params['W' + names[l - 1]]
+         grads['W' + names[l - 1]] = h[l - 1].T.dot(d)
+         grads['b' + names[l - 1]] = np.sum(d, axis=0)

-         grads[f"W{l}"] += 2 * reg * W
+         grads['W' + names[l - 1]] += 2 * reg * W

# %% mistake="order-of-the-dict" edits="keys-sorted-as-words"
# the layers are taken in the order of the dict. Their order is that of the numbers in the keys.
-     names = sorted(k[1:] for k in params if k[0] == 'W')
+     names = [k[1:] for k in params if k[0] == 'W']

# %% mistake="linear-network" edits="textbook"
# there is no ReLU, neither forward nor backward, so the network is one linear map.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         h.append(h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])

-             d[h[l - 1] <= 0] = 0

# %% mistake="relu-on-scores-masked" edits="textbook"
# a ReLU stands behind the last layer, forward and backward. Scores may be negative: no ReLU there.
-     scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
+     scores = np.maximum(0, h[-1].dot(params[f"W{L}"]) + params[f"b{L}"])

      d /= N
+     d[scores <= 0] = 0

# %% mistake="not-averaged" edits="textbook"
# data loss and gradients are sums over the examples. The loss is a mean: divide both by N.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])

-     d /= N

# %% mistake="python-loop" edits="textbook"
# there is a Python loop over the examples; only one over the layers is welcome.
-     d[np.arange(N), y] -= 1
+     for n in range(N):
+         d[n, y[n]] -= 1

# %% mistake="undefined-name" edits="textbook"
# the name num_layers is used and defined nowhere; it is len(params) // 2.
-     for l in range(1, L):
+     for l in range(1, num_layers):

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take everything from the arguments.
-     N = X.shape[0]
+     N = len(dataset.y_train)

# %% mistake="bias-wrong-axis" edits="textbook"
# the bias gradients are summed over the units (axis=1). A bias serves all N rows: sum over the rows,
# axis=0.
-         grads[f"b{l}"] = np.sum(d, axis=0)
+         grads[f"b{l}"] = np.sum(d, axis=1)

# %% mistake="transposed" edits="textbook"
# the gradients of the weights are transposed. A gradient has the shape of its parameter: input.T @ d.
-     return loss, grads
+     return loss, {name: grad.T for name, grad in grads.items()}

# %% mistake="penalty-of-last-layer-only-in-loss" edits="textbook"
# the loss has the penalty of the last layer alone, though all gradients have theirs. Add reg * sum(W**2) of every
# layer.
-         loss += reg * np.sum(W * W)
+         loss += reg * np.sum(W * W) if l == L else 0

# %% mistake="penalty-without-last-layer" edits="textbook"
# the penalty leaves out the last layer, in the loss and in its gradient. All weights belong to it.
-         loss += reg * np.sum(W * W)
-         grads[f"W{l}"] += 2 * reg * W
+         if l < L:
+             loss += reg * np.sum(W * W)
+             grads[f"W{l}"] += 2 * reg * W

# %% mistake="penalty-without-last-layer-in-loss" edits="textbook"
# the loss leaves the last layer out of the penalty, though its gradient has it. All weights belong to it.
-         loss += reg * np.sum(W * W)
+         loss += reg * np.sum(W * W) if l < L else 0

# %% mistake="penalty-without-last-layer-in-gradient" edits="textbook"
# the gradient of the last layer's weights lacks the penalty's part, 2 * reg * W, though the loss has it.
-         grads[f"W{l}"] += 2 * reg * W
+         grads[f"W{l}"] += 2 * reg * W if l < L else 0

# %% mistake="biases-regularised-in-loss" edits="textbook"
# the loss has the biases in its penalty. Only the weights are penalised.
-         loss += reg * np.sum(W * W)
+         loss += reg * (np.sum(W * W) + np.sum(params[f"b{l}"] ** 2))

# %% mistake="biases-regularised-in-gradient" edits="textbook"
# the gradients of the biases hold 2 * reg * b. The penalty does not depend on the biases.
          grads[f"W{l}"] += 2 * reg * W
+         grads[f"b{l}"] += 2 * reg * params[f"b{l}"]

# %% mistake="loss-penalty-halved" edits="textbook"
# the penalty in the loss has a factor 0.5, its gradients have none. In this series the loss holds reg * sum(W**2).
-         loss += reg * np.sum(W * W)
+         loss += 0.5 * reg * np.sum(W * W)

# %% mistake="weights-from-pre-activations" edits="textbook"
# the gradients of the weights are computed from what goes into the ReLU. A layer sees what comes out of the one
# before: use the layer's own input.
-     h = [X]
+     h, into = [X], [X]

-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
+         into.append(h[-1].dot(params[f"W{l}"]) + params[f"b{l}"])
+         h.append(np.maximum(0, into[-1]))

-         grads[f"W{l}"] = h[l - 1].T.dot(d)
+         grads[f"W{l}"] = into[l - 1].T.dot(d)

# %% mistake="mask-of-the-layer-above" edits="textbook"
# the gradient is masked by the layer's own output before it goes back, scores included, instead of by its input
# after. The ReLU stands before the layer: mask d @ W.T where the layer's input is not positive.
-         if l > 1:
-             d = d.dot(W.T)
-             d[h[l - 1] <= 0] = 0
+         if l > 1:
+             d = (d * ((scores if l == L else h[l]) > 0)).dot(W.T)

# %% mistake="ten-layers-at-most" edits="textbook"
# no more than ten layers are used. The number of layers is len(params) // 2, however many there are.
-     L = len(params) // 2
+     L = min(len(params) // 2, 10)

# %% mistake="one-hot-times-log" edits="textbook"
# the one-hot rows are multiplied by log p, and 0 times -inf is nan. Take only the label's entry of a row, as
# log(sum) minus its shifted score.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.sum(np.eye(scores.shape[1])[y] * np.log(np.exp(shifted) / sums)) / N

# %% mistake="single-precision" edits="textbook"
# the result is right to some seven digits only: a part of it is computed in float32. The arrays that come in are
# float64; keep them so.
-         h.append(np.maximum(0, h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]))
-     scores = h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]
+         h.append(np.maximum(0, (h[-1].dot(params[f"W{l}"]) + params[f"b{l}"]).astype(np.float32)))
+     scores = (h[-1].dot(params[f"W{L}"]) + params[f"b{L}"]).astype(np.float32)

# %% mistake="first-two-layers-only"
# only the first two layers are used, however many there are. Loop over len(params) // 2 layers.
def mlp_loss(params, X, y, reg):
    grads, hidden, N = {}, None, len(y)
    scores = X @ params["W1"] + params["b1"]
    if "W2" in params:
        hidden = np.maximum(0, scores)
        scores = hidden @ params["W2"] + params["b2"]
    labels = np.minimum(y, scores.shape[1] - 1)
    log_sums = np.logaddexp.reduce(scores, axis=1)
    loss = np.mean(log_sums - scores[np.arange(N), labels])
    dout = np.exp(scores - log_sums[:, np.newaxis])
    dout[np.arange(N), labels] -= 1
    dout /= N
    if hidden is not None:
        grads = {"W2": hidden.T @ dout + 2 * reg * params["W2"], "b2": dout.sum(axis=0)}
        loss += reg * np.sum(params["W2"] ** 2)
        dout = dout @ params["W2"].T * (hidden > 0)
    grads |= {"W1": X.T @ dout + 2 * reg * params["W1"], "b1": dout.sum(axis=0)}
    return loss + reg * np.sum(params["W1"] ** 2), grads

