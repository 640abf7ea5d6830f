# %% exercise="softmax-loss-vectorized" name="softmax_loss_vectorized"

# %% right="textbook"
def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    scores -= np.max(scores, axis=1, keepdims=True)
    e = np.exp(scores)
    sums = np.sum(e, axis=1, keepdims=True)
    p = e / sums
    loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
    dscores = p.copy()
    dscores[np.arange(N), y] -= 1
    dW = X.T.dot(dscores)
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW

# %% right="one-hot-matrix" teaches="With the one-hot matrix Y both results are formulas without an index: minus the sum of Y * log P, and X^T (P - Y) / N."
def softmax_loss_vectorized(W, X, y, reg):
    N, C = len(X), W.shape[1]
    Y = np.eye(C)[y]
    S = X @ W
    S = S - S.max(axis=1)[:, None]
    log_p = S - np.log(np.exp(S).sum(axis=1))[:, None]
    loss = -(Y * log_p).sum() / N + reg * (W * W).sum()
    return loss, X.T @ (np.exp(log_p) - Y) / N + 2 * reg * W

# %% right="einsum-and-mask"
def softmax_loss_vectorized(W, X, y, reg):
    S = np.einsum("nd,dc->nc", X, W)
    right = y[:, np.newaxis] == np.arange(W.shape[1])
    top = S.max(axis=1, keepdims=True)
    E = np.exp(S - top)
    Z = E.sum(axis=1, keepdims=True)
    loss = float(np.mean(top[:, 0] + np.log(Z[:, 0]) - S[right])) + reg * float(np.linalg.norm(W) ** 2)
    return loss, np.einsum("nd,nc->dc", X, (E / Z - right) / X.shape[0]) + 2 * reg * W

# %% right="add-at"
def softmax_loss_vectorized(W, X, y, reg):
    N = y.size
    S = X.dot(W)
    log_Z = np.logaddexp.reduce(S, axis=1)
    G = np.exp(S - log_Z.reshape(N, 1))
    np.subtract.at(G, (np.arange(N), y), 1.0)
    right = np.take_along_axis(S, y[:, None], axis=1).ravel()
    loss = np.array((log_Z - right).mean() + reg * np.sum(np.square(W)))
    return loss, np.dot(G.T, X).T / N + reg * W * 2

# %% right="scipy" teaches="log_softmax is all that the loss needs, and its exp all that the gradient needs."
from scipy.special import log_softmax

def softmax_loss_vectorized(W, X, y, reg):
    log_p = log_softmax(X @ W, axis=1)
    G = np.exp(log_p)
    G[range(len(y)), y] -= 1
    loss = reg * np.sum(W**2) - np.mean(log_p[range(len(y)), y])
    return loss, np.tensordot(X, G, axes=(0, 0)) / len(y) + 2 * reg * W

# %% mistake="penalty-gradient-halved" edits="textbook"
# your dW holds reg * W as the gradient of the penalty. The derivative of reg * sum(W**2) is 2 * reg * W.
-     dW += 2 * reg * W
+     dW += reg * W

# %% mistake="loss-penalty-missing" edits="textbook"
# the loss lacks the penalty reg * sum(W**2), though the gradient has it.
-     loss += reg * np.sum(W * W)

# %% mistake="gradient-penalty-missing" edits="textbook"
# your dW lacks the gradient of the penalty, 2 * reg * W, though the loss has the penalty.
-     dW += 2 * reg * W

# %% mistake="penalty-missing" edits="textbook"
# the penalty is missing, in the loss and in dW. Add reg * sum(W**2) and 2 * reg * W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W

# %% mistake="penalty-with-half" edits="textbook"
# the penalty is 0.5 * reg * sum(W**2) with the gradient reg * W. They fit each other, but in this series
# the penalty has no 0.5.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += 0.5 * reg * np.sum(W * W)
+     dW += reg * W

# %% mistake="penalty-not-squared" edits="textbook"
# the penalty in the loss is the sum of the weights, not of their squares; positive and negative ones
# cancel.
-     loss += reg * np.sum(W * W)
+     loss += reg * np.sum(W)

# %% mistake="penalty-over-n" edits="textbook"
# the penalty is divided by N together with the data loss. Only the sum over the examples is a mean: divide
# first, then add the penalty.
      dW = X.T.dot(dscores)
+     loss += reg * np.sum(W * W)
+     dW += 2 * reg * W

-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W

# %% mistake="divided-by-sum" edits="textbook"
# loss /= N + penalty divides by the sum of both, as the right side is computed first. Divide by N, then add
# in a line of its own.
-     loss /= N
+     loss /= N + reg * np.sum(W * W)

-     loss += reg * np.sum(W * W)

# %% mistake="loss-not-averaged" edits="textbook"
# the loss is the sum over the examples, though dW is averaged. Divide the sum of the losses by N too.
-     loss /= N

# %% mistake="gradient-not-averaged" edits="textbook"
# your dW is N times too large in its data term: the loss is averaged over the N examples, the gradient is
# not.
-     dW /= N

# %% mistake="not-averaged" edits="textbook"
# the data loss and its gradient are sums over the examples. The loss is their mean: divide both by N.
-     loss /= N
-     dW /= N

# %% mistake="penalty-added-twice" edits="textbook"
# the penalty is added twice, to the loss and to dW.
-     dW += 2 * reg * W
+     dW += 4 * reg * W
+     loss += reg * np.sum(W**2)

# %% mistake="signature-changed" edits="textbook"
# the function has other parameters than asked for. Checks and trainers call it with (W, X, y, reg).
- def softmax_loss_vectorized(W, X, y, reg):
+ def softmax_loss_vectorized(W, X, y, reg, num_classes):

# %% mistake="aliased-weights" edits="textbook"
# W is changed in place, directly or under a second name: dW = W does not copy. Write 2 * reg * W, which is
# a new array, instead of changing W.
-     dW += 2 * reg * W
+     grad = W
+     grad *= 2 * reg
+     grad += dW
+     dW = grad

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
-     scores -= np.max(scores, axis=1, keepdims=True)

# %% mistake="one-maximum-for-all" edits="textbook"
# one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only
# zeros to divide by; each row needs its own maximum (axis=1, keepdims=True).
-     scores -= np.max(scores, axis=1, keepdims=True)
+     scores -= np.max(scores)

# %% mistake="one-maximum-then-log"
# one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only
# zeros to divide by; each row needs its own maximum (axis=1, keepdims=True).
def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    scores = scores - np.max(scores)
    log_probs = scores - np.log(np.sum(np.exp(scores), axis=1, keepdims=True))
    dscores = np.exp(log_probs)
    dscores[np.arange(len(X)), y] -= 1
    loss = -np.mean(log_probs[np.arange(len(X)), y]) + reg * np.sum(W**2)
    return loss, X.T @ dscores / len(X) + 2 * reg * W

# %% mistake="one-maximum-then-probabilities"
# one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only
# zeros to divide by; each row needs its own maximum (axis=1, keepdims=True).
def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    exps = np.exp(scores - np.max(scores))
    probs = exps / np.sum(exps, axis=1, keepdims=True)
    loss = -np.mean(np.log(probs[np.arange(len(X)), y])) + reg * np.sum(W**2)
    probs[np.arange(len(X)), y] -= 1
    return loss, X.T @ probs / len(X) + 2 * reg * W

# %% mistake="one-maximum-per-class" edits="textbook"
# the maxima are those of the columns, one per class. That changes the probabilities; each row needs its own
# maximum, axis=1.
-     scores -= np.max(scores, axis=1, keepdims=True)
+     scores -= np.max(scores, axis=0, keepdims=True)

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. Take the logarithm on paper
# first: max - score of the label + log(sum(exp(scores - max))).
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -np.sum(np.log(p[np.arange(N), y]))

# %% mistake="epsilon-in-log" edits="textbook"
# a small number inside the logarithm replaces the loss of very unlikely labels by a constant (27.6 for
# 1e-12). Do not take the log of a probability at all: use log-sum-exp.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -np.sum(np.log(p[np.arange(N), y] + 1e-12))

# %% mistake="gradient-overflows" edits="textbook"
# the loss is safe, but the probabilities in dW are computed from scores without their maximum, and become
# nan for large ones. Use the same shifted exponentials for both.
-     p = e / sums
+     unsafe = np.exp(X.dot(W))
+     p = unsafe / unsafe.sum(axis=1, keepdims=True)

# %% mistake="one-hot-missing" edits="textbook"
# your dW lacks the term of the right class: take 1 off the probability of each row's label before the
# matrix product.
-     dscores[np.arange(N), y] -= 1

# %% mistake="one-hot-sign" edits="textbook"
# 1 is added to the probability of each label. The gradient is prediction minus truth.
-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(N), y] += 1

# %% mistake="whole-columns" edits="textbook"
# p[:, y] picks whole columns, for all rows. One entry per row is p[np.arange(N), y].
-     dscores[np.arange(N), y] -= 1
+     dscores[:, y] -= 1

# %% mistake="sign" edits="textbook"
# the data term of your dW has the wrong sign: it is the direction in which to step. Return the gradient,
# prediction minus truth.
-     dW = X.T.dot(dscores)
+     dW = -X.T.dot(dscores)

# %% mistake="mean-probability" edits="textbook"
# the logarithm is taken of the mean probability. The loss is the mean of the logarithms.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -N * np.log(np.mean(p[np.arange(N), y]))

# %% mistake="sum-over-all" edits="textbook"
# the probabilities are divided by the sum of the whole batch. Each row should sum to 1: axis=1,
# keepdims=True.
-     p = e / sums
+     p = e / np.sum(e)

# %% mistake="keepdims-missing" edits="textbook"
# the row sums have shape (N,), which lines up with the classes and not with the rows. keepdims=True makes
# them (N, 1).
-     sums = np.sum(e, axis=1, keepdims=True)
+     sums = np.sum(e, axis=1)

-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = np.sum(np.log(sums) - scores[np.arange(N), y])

# %% mistake="averaged-twice" edits="textbook"
# the data term of your dW is divided by N twice.
      dscores[np.arange(N), y] -= 1
+     dscores /= N

# %% mistake="averaged-over-entries" edits="textbook"
# the mean is taken over all N * C entries. Divide the data loss and its gradient by the number of examples,
# N.
-     loss /= N
-     dW /= N
+     loss /= scores.size
+     dW /= scores.size

# %% mistake="transposed" edits="textbook"
# dW has the shape (C, D). A gradient has the shape of its parameter: X.T @ dscores, (D, C).
-     return loss, dW
+     return loss, dW.T

# %% mistake="undefined-name" edits="textbook"
# the name num_examples is used and defined nowhere; take it from the shape of X.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(num_examples), y])

-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(num_examples), y] -= 1

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
-     N = X.shape[0]
+     N = dataset.X_train.shape[0]

# %% mistake="old-numpy" edits="textbook"
# np.float is gone since NumPy 1.24; write float.
-     dscores = p.copy()
+     dscores = p.astype(np.float)

# %% mistake="python-loop" edits="textbook"
# there is still a Python loop; let NumPy pick all labels' entries at once with [np.arange(N), y].
-     dscores[np.arange(N), y] -= 1
+     for i in range(N):
+         dscores[i, y[i]] -= 1

# %% mistake="too-much-memory" edits="textbook"
# an array of shape (N, D, C) is built on the way; the matrix product X.T @ dscores needs none.
-     dW = X.T.dot(dscores)
+     dW = np.sum(X[:, :, np.newaxis] * dscores[:, np.newaxis, :], axis=0)

# %% mistake="penalty-halved-in-loss" edits="textbook"
# the loss has half the penalty, 0.5 * reg * sum(W**2), while dW has all of it. Leave out the 0.5.
-     loss += reg * np.sum(W * W)
+     loss += 0.5 * reg * np.sum(W * W)

# %% mistake="reg-forgotten-in-gradient" edits="textbook"
# the penalty's part of your dW lacks its weight: it is 2 * reg * W, not 2 * W.
-     dW += 2 * reg * W
+     dW += 2 * W

# %% mistake="reg-forgotten-in-loss" edits="textbook"
# the penalty in the loss lacks its weight: it is reg * sum(W**2).
-     loss += reg * np.sum(W * W)
+     loss += np.sum(W * W)

# %% mistake="reg-forgotten" edits="textbook"
# the penalty lacks its weight, in the loss and in dW: reg * sum(W**2) and 2 * reg * W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += np.sum(W * W)
+     dW += 2 * W

# %% mistake="l1-instead" edits="textbook"
# this is the L1 penalty. Here it is the sum of the squares, and its gradient 2 * reg * W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += reg * np.sum(np.abs(W))
+     dW += reg * np.sign(W)

# %% mistake="penalty-gradient-constant" edits="textbook"
# the penalty's part of your dW is 2 * reg for every weight. It is proportional to the weight: 2 * reg * W.
-     dW += 2 * reg * W
+     dW += 2 * reg

# %% mistake="biases-spared" edits="textbook"
# the last row of W is left out of the penalty. It may hold biases, but this loss cannot know that: it takes
# all of W.
-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W
+     loss += reg * np.sum(W[:-1] ** 2)
+     dW[:-1] += 2 * reg * W[:-1]

# %% mistake="divided-by-classes" edits="textbook"
# the sums are divided by the number of classes. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= W.shape[1]
+     dW /= W.shape[1]

# %% mistake="divided-by-features" edits="textbook"
# the sums are divided by the number of features. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= X.shape[1]
+     dW /= X.shape[1]

# %% mistake="loss-averaged-over-entries" edits="textbook"
# the loss is a mean over all N * C entries, while dW is one over the examples. Divide by the number of
# examples, N.
-     loss /= N
+     loss /= scores.size

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the sum of exponentials, but not from the scores of the labels. Add it to
# the logarithm again, or take the label's score from the shifted ones.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = np.sum(np.log(sums[:, 0]) - X.dot(W)[np.arange(N), y])

# %% mistake="absent-classes-left-out" edits="textbook"
# the columns of classes that are absent from y get no gradient of the data. Their probability counts all the
# same: every class has its column in p.
      dscores[np.arange(N), y] -= 1
+     dscores[:, np.setdiff1d(np.arange(W.shape[1]), y)] = 0

# %% mistake="quotient-overflows" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf, and inf / inf is nan in the loss and in dW. Subtract
# from every row its own maximum, which changes no probability.
-     scores -= np.max(scores, axis=1, keepdims=True)

-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -np.sum(np.log(p[np.arange(N), y]))

# %% mistake="any-epsilon-in-log" edits="textbook" free="EPS=1e-8"
# {EPS} inside the logarithm, added or as a lower bound, replaces the loss of very unlikely labels by a constant. Do not take the log of a
# probability at all: use log-sum-exp.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -np.sum(np.log(p[np.arange(N), y] + EPS))

# %% mistake="tiny-bound" edits="textbook" free="DIGITS=300"
# the probabilities are kept from 0 by a bound or an epsilon of 10 to the power of -{DIGITS}, so very wrong
# examples all cost the same. Do not take the log of a probability at all: use log-sum-exp.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = -np.sum(np.log(np.maximum(p[np.arange(N), y], 10.0**-DIGITS)))

# %% mistake="sum-of-weights-in-gradient"
# the penalty's gradient is the same number for all weights, 2 * reg * sum(W). Each weight has its own: 2 * reg * W.
def softmax_loss_vectorized(W, X, y, reg):
    rows = np.arange(len(y))
    scores = X @ W
    log_sums = np.logaddexp.reduce(scores, axis=1)
    dscores = np.exp(scores - log_sums[:, np.newaxis])
    dscores[rows, y] -= 1
    loss = np.mean(log_sums - scores[rows, y]) + reg * np.sum(W**2)
    return loss, X.T @ dscores / len(y) + 2 * reg * np.sum(W)

# %% equivalent="constant"
# the axis has length 1: its first entry is its last
- loss = np.mean(np.log(sums[:, 0]) - shifted[rows, y]) + reg * np.sum(W ** 2)
+ loss = np.mean(np.log(sums[:, -1]) - shifted[rows, y]) + reg * np.sum(W ** 2)

# %% mistake="logarithms-for-probabilities" edits="textbook"
# the gradient is made of the logarithms of the probabilities. Take the probabilities themselves, minus 1 at the label.
-     dscores = p.copy()
+     dscores = np.log(p)

# %% mistake="columns-normalised" edits="textbook"
# the exponentials are divided by the sums of the columns. Each row should sum to 1: axis=1, keepdims=True.
-     sums = np.sum(e, axis=1, keepdims=True)
-     p = e / sums
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     sums = np.sum(e, axis=0, keepdims=True)
+     p = e / sums
+     loss = np.sum((np.log(sums) - scores)[np.arange(N), y])

# %% mistake="labels-from-one" edits="textbook"
# 1 is taken off one column too far to the left: the labels are counted from 1 here. They begin at 0.
-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(N), y - 1] -= 1

# %% mistake="loss-sign" edits="textbook"
# the data loss has the wrong sign: it is minus the log of the probability, and never negative.
-     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y])
+     loss = np.sum(scores[np.arange(N), y] - np.log(sums[:, 0]))

# %% mistake="classes-weighted-alike"
# rare classes count for more: each example is weighted by 1 over the size of its class, as for `class_weight="balanced"`. All examples
# count alike: divide by N.
def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    scores = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    truth = np.eye(W.shape[1])[y]
    weights = 1 / truth.sum(axis=0)[y]
    weights = weights[:, np.newaxis] / weights.sum()
    return -np.sum(weights * truth * log_p) + reg * np.sum(W**2), X.T @ (weights * (np.exp(log_p) - truth)) + 2 * reg * W
