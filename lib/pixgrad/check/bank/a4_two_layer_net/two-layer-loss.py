# %% exercise="two-layer-loss" name="two_layer_loss"

# %% right="one-hot-tensordot"
def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    n, c = len(y), len(b2)
    truth = np.zeros((n, c))
    truth[range(n), y] = 1
    on = np.tensordot(X, W1, 1) + b1 > 0
    h = on * (np.tensordot(X, W1, 1) + b1)
    s = np.tensordot(h, W2, 1) + b2
    s = s - np.amax(s, 1)[:, None]
    log_p = s - np.log(np.exp(s).sum(1))[:, None]
    loss = -(truth * log_p).sum() / n + reg * np.vdot(W1, W1) + reg * np.vdot(W2, W2)
    d = (np.exp(log_p) - truth) / n
    dW2 = np.tensordot(h, d, axes=(0, 0)) + 2 * reg * W2
    d_in = on * np.tensordot(d, W2, axes=(1, 1))
    dW1 = np.tensordot(X, d_in, axes=(0, 0)) + 2 * reg * W1
    return loss, {"W1": dW1, "b1": np.ones(n) @ d_in, "W2": dW2, "b2": np.ones(n) @ d}

# %% right="class" teaches="Each layer keeps what its way back needs: longer here, but a third layer costs one line. That is the way of a5."
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, up):
        self.dW = self.x.T @ up
        self.db = up.sum(axis=0)
        return up @ self.W.T


class Relu:
    def forward(self, x):
        self.on = x > 0
        return np.where(self.on, x, 0.0)

    def backward(self, up):
        return np.where(self.on, up, 0.0)


class Softmax:
    def forward(self, s, y):
        self.y = y
        s = s - s.max(axis=1, keepdims=True)
        self.log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        return -np.take_along_axis(self.log_p, y[:, None], axis=1).mean()

    def backward(self):
        p = np.exp(self.log_p)
        p -= np.eye(p.shape[1])[self.y]
        return p / len(p)


def two_layer_loss(params, X, y, reg):
    first, relu, second = Affine(params["W1"], params["b1"]), Relu(), Affine(params["W2"], params["b2"])
    end = Softmax()
    loss = end.forward(second.forward(relu.forward(first.forward(X))), y)
    first.backward(relu.backward(second.backward(end.backward())))
    for layer in (first, second):
        loss += reg * (layer.W**2).sum()
        layer.dW += 2 * reg * layer.W
    return loss, {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}

# %% right="textbook"
def two_layer_loss(params, X, y, reg):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    N = X.shape[0]
    Z = X.dot(W1) + b1
    h = np.maximum(0, Z)
    scores = h.dot(W2) + b2
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shifted)
    sums = np.sum(e, axis=1, keepdims=True)
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
    loss /= N
    loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
    G = e / sums
    G[np.arange(N), y] -= 1
    G /= N
    dW2 = h.T.dot(G)
    db2 = np.sum(G, axis=0)
    dh = G.dot(W2.T)
    dZ = dh * (Z > 0)
    dW1 = X.T.dot(dZ)
    db1 = np.sum(dZ, axis=0)
    dW1 += 2 * reg * W1
    dW2 += 2 * reg * W2
    grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    return loss, grads

# %% right="from-h" edits="textbook"
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2)

-     dZ = dh * (Z > 0)
+     dZ = dh
+     dZ[h <= 0] = 0

# %% right="scipy" teaches="log_softmax makes four lines one; its exp, minus the truth, over N, is the whole gradient of the scores."
from scipy.special import log_softmax

def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z = X @ W1 + b1
    logs = log_softmax(np.where(Z > 0, Z, 0) @ W2 + b2, axis=1)
    Y = np.eye(W2.shape[1])[y]
    loss = -(logs * Y).sum() / len(X) + reg * (np.square(W1).sum() + np.square(W2).sum())
    G = (np.exp(logs) - Y) / len(X)
    back = np.einsum("nc,hc->nh", G, W2) * np.heaviside(Z, 0)
    return np.array(loss), {
        "b2": G.sum(0), "W2": np.where(Z > 0, Z, 0).T @ G + reg * 2 * W2,
        "b1": back.sum(0), "W1": np.einsum("nd,nh->dh", X, back) + reg * 2 * W1,
    }

# %% right="bias-trick"
def two_layer_loss(params, X, y, reg):
    one = np.ones((len(X), 1))
    A = np.hstack([X, one])
    V1, V2 = np.vstack([params["W1"], params["b1"]]), np.vstack([params["W2"], params["b2"]])
    H = np.hstack([np.maximum(A @ V1, 0), one])
    S = H @ V2
    L = np.logaddexp.reduce(S, axis=1)
    rows = np.arange(len(y))
    G = np.exp(S - L[:, None])
    G[rows, y] -= 1.0
    G = G / len(y)
    dV2 = H.T @ G
    dV1 = A.T @ ((G @ V2[:-1].T) * (H[:, :-1] > 0))
    loss = float(np.mean(L - S[rows, y]) + reg * ((V1[:-1] ** 2).sum() + (V2[:-1] ** 2).sum()))
    grads = {"W1": dV1[:-1] + 2 * reg * params["W1"], "b1": dV1[-1]}
    grads.update(W2=dV2[:-1] + 2 * reg * params["W2"], b2=dV2[-1])
    return [loss, grads]

# %% right="subtract-at" edits="textbook"
-     G[np.arange(N), y] -= 1
+     np.subtract.at(G, (np.arange(N), y), 1)

# %% mistake="relu-missing" edits="textbook"
# there is no ReLU between the layers, so the network is one linear classifier. The hidden layer is max(0, X
# @ W1 + b1).
-     h = np.maximum(0, Z)
+     h = Z

-     dZ = dh * (Z > 0)
+     dZ = dh

# %% mistake="relu-missing-going-forward" edits="textbook"
# the mask of the ReLU is in the gradients, but going forward there is no ReLU between the layers.
-     h = np.maximum(0, Z)
+     h = Z

# %% mistake="passes-at-zero" edits="textbook"
# the gradient passes the ReLU where X @ W1 + b1 is exactly 0. In this series it passes where it is above 0
# only.
-     dZ = dh * (Z > 0)
+     dZ = dh * (Z >= 0)

# %% mistake="relu-mask-missing" edits="textbook"
# the gradients pass the ReLU as if it were not there. Where X @ W1 + b1 is not positive no gradient comes
# back: multiply by the mask (h > 0).
-     dZ = dh * (Z > 0)
+     dZ = dh

# %% mistake="mask-of-the-gradient" edits="textbook"
# the mask is made of the gradient: it stops where the gradient is negative. It should stop where what went
# into the ReLU was not positive.
-     dZ = dh * (Z > 0)
+     dZ = dh * (dh > 0)

# %% mistake="mask-inverted" edits="textbook"
# the mask is the wrong way round: the gradient passes where what went into the ReLU was positive.
-     dZ = dh * (Z > 0)
+     dZ = dh * (Z <= 0)

# %% mistake="multiplied-by-hidden" edits="textbook"
# the gradient is multiplied by h itself. The ReLU passes it on unchanged where h is positive: the mask is h
# > 0.
-     dZ = dh * (Z > 0)
+     dZ = dh * h

# %% mistake="second-relu" edits="textbook"
# a second ReLU cuts the scores off at 0. There is one between the layers and none on the scores, which may
# be negative.
-     scores = h.dot(W2) + b2
+     scores = np.maximum(0, h.dot(W2) + b2)

      G /= N
+     G = G * (scores > 0)

# %% mistake="second-relu-without-mask" edits="textbook"
# a second ReLU cuts the scores off at 0. There is one between the layers and none on the scores, which may
# be negative.
-     scores = h.dot(W2) + b2
+     scores = np.maximum(0, h.dot(W2) + b2)

# %% mistake="b1-missing" edits="textbook"
# the bias b1 is not added before the ReLU.
-     Z = X.dot(W1) + b1
+     Z = X.dot(W1)

# %% mistake="b2-missing" edits="textbook"
# the bias b2 is not added to the scores.
-     scores = h.dot(W2) + b2
+     scores = h.dot(W2)

# %% mistake="no-biases" edits="textbook"
# the biases are left out in both layers.
-     Z = X.dot(W1) + b1
+     Z = X.dot(W1)

-     scores = h.dot(W2) + b2
+     scores = h.dot(W2)

# %% mistake="sigmoid-used" edits="textbook"
# the hidden layer uses the sigmoid. In this network it is the ReLU, max(0, ...).
-     h = np.maximum(0, Z)
+     h = 0.5 * (1 + np.tanh(0.5 * Z))

-     dZ = dh * (Z > 0)
+     dZ = dh * h * (1 - h)

# %% mistake="tanh-used" edits="textbook"
# the hidden layer uses tanh. In this network it is the ReLU, max(0, ...).
-     h = np.maximum(0, Z)
+     h = np.tanh(Z)

-     dZ = dh * (Z > 0)
+     dZ = dh * (1 - h**2)

# %% mistake="biases-regularised" edits="textbook"
# the biases are in the penalty, in the loss and in the gradients. Only W1 and W2 are: reg * (sum(W1**2) +
# sum(W2**2)).
      loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(b1 * b1) + np.sum(b2 * b2))

      dW2 += 2 * reg * W2
+     db1 += 2 * reg * b1
+     db2 += 2 * reg * b2

# %% mistake="biases-regularised-in-loss" edits="textbook"
# the loss has the biases in its penalty. Only W1 and W2 are penalised.
      loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(b1 * b1) + np.sum(b2 * b2))

# %% mistake="biases-regularised-in-gradient" edits="textbook"
# the gradients of the biases hold 2 * reg * b. The penalty does not depend on the biases.
      dW2 += 2 * reg * W2
+     db1 += 2 * reg * b1
+     db2 += 2 * reg * b2

# %% mistake="penalty-gradient-halved" edits="textbook"
# the gradients hold reg * W for the penalty. The derivative of reg * sum(W**2) is 2 * reg * W.
-     dW1 += 2 * reg * W1
-     dW2 += 2 * reg * W2
+     dW1 += reg * W1
+     dW2 += reg * W2

# %% mistake="penalty-gradient-halved-in-w1" edits="textbook"
# grads['W1'] holds reg * W1 for the penalty. The derivative of reg * sum(W1**2) is 2 * reg * W1.
-     dW1 += 2 * reg * W1
+     dW1 += reg * W1

# %% mistake="penalty-gradient-halved-in-w2" edits="textbook"
# grads['W2'] holds reg * W2 for the penalty. The derivative of reg * sum(W2**2) is 2 * reg * W2.
-     dW2 += 2 * reg * W2
+     dW2 += reg * W2

# %% mistake="loss-penalty-missing" edits="textbook"
# the loss lacks the penalty reg * (sum(W1**2) + sum(W2**2)), though the gradients have it.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

# %% mistake="gradient-penalty-missing" edits="textbook"
# the gradients of W1 and W2 lack the penalty's part, 2 * reg * W, though the loss has the penalty.
-     dW1 += 2 * reg * W1
-     dW2 += 2 * reg * W2

# %% mistake="penalty-missing" edits="textbook"
# the penalty is missing, in the loss and in the gradients of W1 and W2.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

-     dW1 += 2 * reg * W1
-     dW2 += 2 * reg * W2

# %% mistake="penalty-with-half" edits="penalty-gradient-halved"
# the penalty has a factor 0.5, and its gradients fit it. In this series it has none.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

# %% mistake="penalty-on-w1-only" edits="textbook"
# the penalty holds W1 alone, in the loss and in the gradients. W2 belongs to it too.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1 * W1))

-     dW2 += 2 * reg * W2

# %% mistake="penalty-on-w2-only" edits="textbook"
# the penalty holds W2 alone, in the loss and in the gradients. W1 belongs to it too.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W2 * W2))

-     dW1 += 2 * reg * W1

# %% mistake="loss-penalty-of-w2-missing" edits="textbook"
# the loss has the penalty of W1 alone, though the gradients have both.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1 * W1))

# %% mistake="loss-penalty-precedence" edits="textbook"
# reg multiplies only the first sum of the penalty. Put the two sums into brackets: reg * (sum(W1**2) +
# sum(W2**2)).
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * np.sum(W1 * W1) + np.sum(W2 * W2)

# %% mistake="penalty-not-squared" edits="textbook"
# the penalty in the loss is the sum of the weights, not of their squares; positive and negative ones
# cancel.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1) + np.sum(W2))

# %% mistake="penalty-is-norm" edits="textbook"
# the penalty in the loss is the norm of the weights: np.linalg.norm takes a root. Wanted is the sum of
# squares.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.linalg.norm(W1) + np.linalg.norm(W2))

# %% mistake="penalty-over-n" edits="textbook"
# the penalty is divided by N, in the loss and in the gradients. Only the sum over the examples is a mean.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg / N * (np.sum(W1 * W1) + np.sum(W2 * W2))

-     dW1 += 2 * reg * W1
-     dW2 += 2 * reg * W2
+     dW1 += 2 * reg / N * W1
+     dW2 += 2 * reg / N * W2

# %% mistake="penalty-twice" edits="textbook"
# the penalty is added twice, to the loss and to the gradients.
      loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

      dW2 += 2 * reg * W2
+     dW1 += 2 * reg * W1
+     dW2 += 2 * reg * W2

# %% mistake="divided-by-sum" edits="textbook"
# loss /= N + penalty divides by the sum of both, as the right side is computed first. Divide by N, then add
# in a line of its own.
-     loss /= N
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss /= N + reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

# %% mistake="loss-not-averaged" edits="textbook"
# the loss is the sum over the examples, though the gradients are averaged. Divide it by N too.
-     loss /= N

# %% mistake="gradient-not-averaged" edits="textbook"
# the data part of all four gradients is N times too large: the loss is a mean over the examples, they are
# not.
-     G /= N

# %% mistake="not-averaged" edits="textbook"
# the data loss and its gradients are sums over the examples. The loss is their mean: divide both by N.
-     loss /= N

-     G /= N

# %% mistake="averaged-twice-in-first-layer" edits="textbook"
# the gradients of W1 and b1 are divided by N twice. dscores has been divided already, and what comes from
# it must not be again.
-     dh = G.dot(W2.T)
+     dh = G.dot(W2.T) / N

# %% mistake="averaged-twice" edits="textbook"
# all four gradients are divided by N twice.
      G /= N
+     G /= N

# %% mistake="averaged-over-entries" edits="textbook"
# the loss is divided by the number of scores, N * C. It is the mean over the N examples.
-     loss /= N
+     loss /= scores.size

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf; subtract from every row of scores its own
# maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores

# %% mistake="one-maximum-for-all" edits="textbook"
# one maximum of the whole batch is subtracted from all rows of scores. A row far below it has only zeros
# left to divide by; each row needs its own (axis=1, keepdims=True).
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores)

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. As in a3, take log(sum)
# minus the shifted score of the label.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     loss = -np.sum(np.log((e / sums)[np.arange(N), y]))

# %% mistake="epsilon-in-log" edits="textbook" free="EPS=1e-12"
# a small number inside the logarithm, {EPS}, replaces the loss of very unlikely labels by a constant. Take
# log(sum) minus the shifted score of the label.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     loss = -np.sum(np.log((e / sums)[np.arange(N), y] + EPS))

# %% mistake="gradient-overflows" edits="textbook"
# the loss is safe, but the gradients use exponentials of scores without their maximum, and become nan for
# large ones. Use the same shifted exponentials for both.
-     G = e / sums
+     G = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the exponentials, but not from the score of the label.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])

# %% mistake="softmax-over-examples" edits="textbook"
# the softmax runs down the columns, over the examples. Each row is a distribution over the classes: axis=1.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores, axis=0)

-     sums = np.sum(e, axis=1, keepdims=True)
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     sums = np.sum(e, axis=0, keepdims=True)
+     loss = np.sum(np.log(sums[0, y]) - shifted[np.arange(N), y])

# %% mistake="hinge-loss" edits="textbook"
# this is the hinge loss of the SVM. This network is trained with the softmax loss of a3.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     m = np.maximum(0, scores - scores[np.arange(N), y][:, None] + 1)
+     m[np.arange(N), y] = 0
+     loss = np.sum(m)

-     G = e / sums
-     G[np.arange(N), y] -= 1
+     G = (m > 0).astype(float)
+     G[np.arange(N), y] -= np.sum(G, axis=1)

# %% mistake="one-hot-missing" edits="textbook"
# the gradients come from the probabilities alone. With respect to the scores they are prediction minus
# truth: take 1 off at each label.
-     G[np.arange(N), y] -= 1

# %% mistake="one-hot-sign" edits="textbook"
# 1 is added at each label instead of taken off. The gradient is prediction minus truth.
-     G[np.arange(N), y] -= 1
+     G[np.arange(N), y] += 1

# %% mistake="one-from-columns" edits="textbook"
# G[:, y] -= 1 takes 1 off whole columns, for every row. Pair each row with its label: [np.arange(N), y].
-     G[np.arange(N), y] -= 1
+     G[:, y] -= 1

# %% mistake="sign" edits="textbook"
# all gradients have the wrong sign: this is the direction in which to step, truth minus prediction.
-     return loss, grads
+     return loss, {name: -grad for name, grad in grads.items()}

# %% mistake="loss-sign" edits="textbook"
# the loss has the wrong sign: it is minus the log of a probability, and never negative.
-     loss /= N
+     loss /= -N

# %% mistake="loss-of-mean-probability" edits="textbook"
# the logarithm is taken of the mean probability. The loss is the mean of the logarithms.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
-     loss /= N
+     loss = np.sum((e / sums)[np.arange(N), y])
+     loss = -np.log(loss / N)

# %% mistake="w2-from-pre-activation" edits="textbook"
# grads['W2'] is computed from X @ W1 + b1 without its ReLU. The second layer sees h.
-     dW2 = h.T.dot(G)
+     dW2 = Z.T.dot(G)

# %% mistake="b1-unmasked" edits="textbook"
# grads['b1'] is summed before the mask of the ReLU, though grads['W1'] comes after it. Use the same masked
# array.
-     db1 = np.sum(dZ, axis=0)
+     db1 = np.sum(dh, axis=0)

# %% mistake="w1-unmasked" edits="textbook"
# grads['W1'] is computed before the mask of the ReLU, though grads['b1'] comes after it. Use the same
# masked array.
-     dW1 = X.T.dot(dZ)
+     dW1 = X.T.dot(dh)

# %% mistake="gradient-of-w2-for-w2" edits="textbook"
# the gradient goes back through the gradient of W2. It goes back through W2 itself: dscores @ W2.T.
-     dh = G.dot(W2.T)
+     dh = G.dot(dW2.T)

# %% mistake="scores-for-gradient" edits="textbook"
# the scores go back through W2. What goes back is the gradient with respect to them, (P - Y) / N.
-     dh = G.dot(W2.T)
+     dh = scores.dot(W2.T)

# %% mistake="bias-gradient-averaged" edits="textbook"
# the gradients of the biases are means over the rows. dscores is divided by N already: sum them.
-     db2 = np.sum(G, axis=0)
+     db2 = np.mean(G, axis=0)

-     db1 = np.sum(dZ, axis=0)
+     db1 = np.mean(dZ, axis=0)

# %% mistake="bias-gradient-not-averaged" edits="textbook"
# the gradients of the biases are N times too large; those of the weights are averaged. Divide G by N once,
# before anything is computed from it.
-     db2 = np.sum(G, axis=0)
+     db2 = N * np.sum(G, axis=0)

-     db1 = np.sum(dZ, axis=0)
+     db1 = N * np.sum(dZ, axis=0)

# %% mistake="bias-gradient-one-number" edits="textbook"
# a bias gradient is summed over everything into one number. It has the shape of the bias: sum over the
# rows, axis=0.
-     db2 = np.sum(G, axis=0)
+     db2 = np.sum(G)

-     db1 = np.sum(dZ, axis=0)
+     db1 = np.sum(dZ)

# %% mistake="bias-gradient-as-row" edits="textbook"
# a bias gradient has shape (1, H) or (1, C). It has the shape of its bias: no keepdims.
-     db2 = np.sum(G, axis=0)
+     db2 = np.sum(G, axis=0, keepdims=True)

-     db1 = np.sum(dZ, axis=0)
+     db1 = np.sum(dZ, axis=0, keepdims=True)

# %% mistake="bias-gradient-per-example" edits="textbook"
# the bias gradients are summed over the units (axis=1), one number per example. Sum over the examples:
# axis=0.
-     db2 = np.sum(G, axis=0)
+     db2 = np.sum(G, axis=1)

-     db1 = np.sum(dZ, axis=0)
+     db1 = np.sum(dZ, axis=1)

# %% mistake="bias-gradient-zero" edits="textbook"
# the gradients of the biases are left at 0. They are the sums over the rows of dscores and of the masked
# dhidden.
-     db2 = np.sum(G, axis=0)
+     db2 = np.zeros_like(b2)

-     db1 = np.sum(dZ, axis=0)
+     db1 = np.zeros_like(b1)

# %% mistake="b1-from-scores" edits="textbook"
# grads['b2'] is right, but grads['b1'] is left at 0. It is the sum over the rows of the masked gradient.
-     db1 = np.sum(dZ, axis=0)
+     db1 = np.zeros_like(b1)

# %% mistake="bias-gradients-left-out" edits="textbook"
# the dict lacks the gradients of the biases. It has the names W1, b1, W2 and b2.
-     grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
+     grads = {"W1": dW1, "W2": dW2}

# %% mistake="other-names" edits="textbook"
# the gradients have other names than asked for. They are "W1", "b1", "W2" and "b2", as in params.
-     grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
+     grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% mistake="transposed" edits="textbook"
# the gradients of the weights are transposed. A gradient has the shape of its parameter.
-     grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
+     grads = {"W1": dW1.T, "b1": db1, "W2": dW2.T, "b2": db2}

# %% mistake="gradients-not-returned" edits="textbook"
# only the loss is returned. Return both: loss, grads.
-     return loss, grads
+     return loss

# %% mistake="gradients-as-tuple" edits="textbook"
# the gradients come back one by one. Return two values, the loss and a dict of gradients.
-     return loss, grads
+     return loss, dW1, db1, dW2, db2

# %% mistake="results-swapped" edits="textbook"
# gradients and loss come back in the wrong order. The loss comes first.
-     return loss, grads
+     return grads, loss

# %% mistake="aliased-weights" edits="textbook"
# W1 is changed in place: dW1 = W1 does not copy, it is the same array under a second name. Make a new
# array.
-     dW1 += 2 * reg * W1
+     data = dW1
+     dW1 = W1
+     dW1 *= 2 * reg
+     dW1 += data

# %% mistake="signature-changed" edits="textbook"
# the function has other parameters than asked for. Checks and trainers call it with (params, X, y, reg).
- def two_layer_loss(params, X, y, reg):
+ def two_layer_loss(params, X, y, reg, num_classes):

# %% mistake="undefined-name" edits="textbook"
# the name num_train is used and defined nowhere; take it from the shape of X.
-     N = X.shape[0]
+     N = num_train

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
      N = X.shape[0]
+     num_names = len(dataset.classes)

-     G = e / sums
-     G[np.arange(N), y] -= 1
+     G = e / sums - np.eye(num_names)[y]

# %% mistake="mean-over-features" edits="textbook"
# N is taken from the columns of X. The examples are its rows: X.shape[0].
-     N = X.shape[0]
+     N = X.shape[1]

# %% mistake="python-loop"
# a Python loop goes over the rows.
def two_layer_loss(params, X, y, reg):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    N = len(X)
    loss = reg * (np.sum(W1**2) + np.sum(W2**2))
    grads = {"W1": 2 * reg * W1, "b1": np.zeros(b1.shape), "W2": 2 * reg * W2, "b2": np.zeros(b2.shape)}
    for x, label in zip(X, y):
        h = np.maximum(0, x @ W1 + b1)
        s = h @ W2 + b2
        s = s - s.max()
        loss += (np.log(np.exp(s).sum()) - s[label]) / N
        g = np.exp(s) / np.exp(s).sum()
        g[label] -= 1
        g = g / N
        dz = (W2 @ g) * (h > 0)
        grads["W2"] += np.outer(h, g)
        grads["b2"] += g
        grads["W1"] += np.outer(x, dz)
        grads["b1"] += dz
    return loss, grads

# %% mistake="too-much-memory" edits="textbook"
# an array of shape (N, D, H) is built.
-     dW1 = X.T.dot(dZ)
+     dW1 = np.sum(X[:, :, np.newaxis] * dZ[:, np.newaxis, :], axis=0)

# %% mistake="averaged-twice-in-w1" edits="textbook"
# the data part of grads['W1'] is divided by N twice. G has been divided already, and what comes from it must
# not be again.
-     dW1 = X.T.dot(dZ)
+     dW1 = X.T.dot(dZ) / N

# %% mistake="averaged-twice-in-weights" edits="textbook"
# the data part of grads['W1'] and grads['W2'] is divided by N twice. G has been divided already.
-     dW2 = h.T.dot(G)
+     dW2 = h.T.dot(G) / N

-     dW1 = X.T.dot(dZ)
+     dW1 = X.T.dot(dZ) / N

# %% mistake="reg-added-to-gradient-of-scores" edits="textbook"
# reg is added to the gradient of the scores. The penalty depends on the weights alone: it adds 2 * reg * W to
# grads['W1'] and grads['W2'], and nothing anywhere else.
      G /= N
+     G += reg

# %% mistake="sign-of-data" edits="textbook"
# the data part of all gradients has the wrong sign, truth minus prediction; the penalty's part is right. With
# respect to the scores it is prediction minus truth.
      G /= N
+     G *= -1

# %% mistake="loss-penalty-halved" edits="textbook"
# the penalty in the loss has a factor 0.5, its gradients have none. In this series the loss holds reg *
# sum(W**2), without 0.5.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

# %% mistake="gradient-penalty-of-w1-missing" edits="textbook"
# grads['W1'] lacks the penalty's part, 2 * reg * W1.
-     dW1 += 2 * reg * W1

# %% mistake="gradient-penalty-of-w2-missing" edits="textbook"
# grads['W2'] lacks the penalty's part, 2 * reg * W2.
-     dW2 += 2 * reg * W2

# %% mistake="loss-penalty-of-w1-missing" edits="textbook"
# the loss has the penalty of W2 alone, though the gradients have both.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * np.sum(W2 * W2)

# %% mistake="reg-left-out-of-gradient" edits="textbook"
# the penalty's part of the gradients is 2 * W, without reg. It is 2 * reg * W.
-     dW1 += 2 * reg * W1
-     dW2 += 2 * reg * W2
+     dW1 += 2 * W1
+     dW2 += 2 * W2

# %% mistake="reg-left-out-of-loss" edits="textbook"
# the penalty in the loss lacks its factor reg.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += np.sum(W1 * W1) + np.sum(W2 * W2)

# %% mistake="epsilon-in-sum" edits="textbook"
# a small number is added to the sum of the exponentials. With the row's maximum subtracted that sum is
# never below 1, and needs none.
-     sums = np.sum(e, axis=1, keepdims=True)
+     sums = np.sum(e, axis=1, keepdims=True) + 1e-4

# %% mistake="scores-clipped" edits="textbook"
# the scores are cut off at 500 and -500, so larger ones count as equal. Subtract from every row its maximum
# instead.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = np.clip(scores, -500, 500)

# %% mistake="one-hot-times-log" edits="textbook"
# the one-hot rows are multiplied by log p, and 0 times -inf is nan. Take only the label's entry of a row, as
# log(sum) minus its shifted score.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])
+     loss = -np.sum(np.eye(len(b2))[y] * np.log(e / sums))

# %% mistake="maximum-per-column" edits="textbook"
# the maximum is taken over the examples (axis=0). Every row of scores needs its own: axis=1, keepdims=True.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores, axis=0)

# %% mistake="mask-of-the-scores"
# the gradient is masked where the scores are negative, as if a ReLU stood behind the last layer. None does: only the hidden layer has one.
def two_layer_loss(params, X, y, reg):
    N, rows = len(X), np.arange(len(X))
    hidden = np.maximum(0, X @ params["W1"] + params["b1"])
    scores = hidden @ params["W2"] + params["b2"]
    log_sums = np.logaddexp.reduce(scores, axis=1)
    dscores = np.exp(scores - log_sums[:, np.newaxis])
    dscores[rows, y] -= 1
    dscores = dscores / N * (scores > 0)
    dhidden = dscores @ params["W2"].T * (hidden > 0)
    penalty = reg * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))
    grads = {"W1": X.T @ dhidden + 2 * reg * params["W1"], "b1": dhidden.sum(axis=0)}
    grads |= {"W2": hidden.T @ dscores + 2 * reg * params["W2"], "b2": dscores.sum(axis=0)}
    return np.mean(log_sums - scores[rows, y]) + penalty, grads

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- h = np.maximum(0, Z)
+ h = np.maximum(Z, 0)

# %% equivalent="constant"
# the axis has length 1: its first entry is its last
- data_loss = np.mean(np.log(sums[:, 0]) - shifted[rows, y])
+ data_loss = np.mean(np.log(sums[:, -1]) - shifted[rows, y])

# %% mistake="penalty-of-w2-not-squared" edits="textbook"
# the penalty in the loss has the sum of W2, not of its squares; positive and negative weights cancel.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1 * W1) + np.sum(W2))

# %% mistake="penalty-of-w1-not-squared" edits="textbook"
# the penalty in the loss has the sum of W1, not of its squares; positive and negative weights cancel.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(W1) + np.sum(W2 * W2))

# %% mistake="penalty-of-absolute-values" edits="textbook"
# the penalty in the loss is the sum of absolute values, as in L1. Wanted is the sum of squares.
-     loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
+     loss += reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))
