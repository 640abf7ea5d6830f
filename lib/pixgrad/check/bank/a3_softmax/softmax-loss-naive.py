# %% exercise="softmax-loss-naive" name="softmax_loss_naive"

# %% right="textbook"
def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    N = X.shape[0]
    C = W.shape[1]
    for i in range(N):
        scores = X[i].dot(W)
        m = np.max(scores)
        e = np.exp(scores - m)
        p = e / np.sum(e)
        loss += m - scores[y[i]] + np.log(np.sum(e))
        for j in range(C):
            dW[:, j] += p[j] * X[i]
        dW[:, y[i]] -= X[i]
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss, dW

# %% right="one-loop-outer"
def softmax_loss_naive(W, X, y, reg):
    N, D = X.shape
    loss, dW = reg * (W**2).sum(), 2.0 * reg * W
    for i in range(N):
        s = W.T @ X[i]
        s = s - s.max()
        loss += (np.log(np.exp(s).sum()) - s[y[i]]) / N
        p = np.exp(s) / np.exp(s).sum()
        p[y[i]] -= 1.0
        dW += np.outer(X[i], p) / N
    return loss, dW

# %% right="comprehensions"
from scipy.special import logsumexp, softmax as probabilities

def softmax_loss_naive(W, X, y, reg):
    S = [x @ W for x in X]
    loss = np.mean([logsumexp(s) - s[k] for s, k in zip(S, y)]) + reg * np.square(W).sum()
    rows = [probabilities(s) - (np.arange(len(s)) == k) for s, k in zip(S, y)]
    return loss, np.einsum("nd,nc->dc", X, np.array(rows)) / len(X) + reg * 2 * W

# %% right="three-loops"
import math

def softmax_loss_naive(W, X, y, reg):
    D, C = W.shape
    dW = [[2 * reg * W[d, c] for c in range(C)] for d in range(D)]
    loss = reg * sum(W[d, c] ** 2 for d in range(D) for c in range(C))
    for x, label in zip(X, y):
        s = [sum(x[d] * W[d, c] for d in range(D)) for c in range(C)]
        top = max(s)
        total = sum(math.exp(v - top) for v in s)
        loss += (math.log(total) + top - s[label]) / len(X)
        for c in range(C):
            grad = math.exp(s[c] - top) / total - (1 if c == label else 0)
            for d in range(D):
                dW[d][c] += x[d] * grad / len(X)
    return loss, dW

# %% right="all-at-once-as-0-d"
def softmax_loss_naive(W, X, y, reg):
    S = X @ W
    L = S - np.logaddexp.reduce(S, axis=1)[:, None]
    G = np.exp(L)
    for i, k in enumerate(y):
        G[i, k] -= 1
    loss = np.array(reg * np.vdot(W, W))
    for i, k in enumerate(y):
        loss -= L[i, k] / len(y)
    return [loss, X.T @ G / len(y) + 2 * reg * W]

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
          dW[:, y[i]] -= X[i]
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
- def softmax_loss_naive(W, X, y, reg):
+ def softmax_loss_naive(W, X, y, reg, num_classes):

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
-         m = np.max(scores)
+         m = 0.0

# %% mistake="maximum-of-the-batch" edits="textbook"
# one maximum of the whole batch is subtracted from all rows. A row that lies far below it then has only
# zeros to divide by; each row needs its own maximum (axis=1, keepdims=True).
-         m = np.max(scores)
+         m = np.max(X.dot(W))

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. Take the logarithm on paper
# first: max - score of the label + log(sum(exp(scores - max))).
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += -np.log(p[y[i]])

# %% mistake="epsilon-in-log" edits="textbook"
# a small number inside the logarithm replaces the loss of very unlikely labels by a constant (27.6 for
# 1e-12). Do not take the log of a probability at all: use log-sum-exp.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += -np.log(p[y[i]] + 1e-12)

# %% mistake="gradient-overflows" edits="textbook"
# the loss is safe, but the probabilities in dW are computed from scores without their maximum, and become
# nan for large ones. Use the same shifted exponentials for both.
-         p = e / np.sum(e)
+         p = np.exp(scores) / np.sum(np.exp(scores))

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the sum of exponentials, but not from the score of the label.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += -scores[y[i]] + np.log(np.sum(e))

# %% mistake="one-hot-missing" edits="textbook"
# your dW lacks the term of the right class: 1 is to be taken off its probability, so X[i] off its column.
-         dW[:, y[i]] -= X[i]

# %% mistake="one-hot-sign" edits="textbook"
# the right class has the wrong sign in dW: X[i] is to be taken off its column, not added.
-         dW[:, y[i]] -= X[i]
+         dW[:, y[i]] += X[i]

# %% mistake="one-hot-twice" edits="textbook"
# X[i] is taken off the label's column twice: in the loop over the classes and again after it.
-             dW[:, j] += p[j] * X[i]
+             dW[:, j] += (p[j] - (j == y[i])) * X[i]

# %% mistake="one-hot-for-every-class" edits="textbook"
# X[i] is taken off the label's column once for every class, as the line stands inside the loop over the
# classes.
-         dW[:, y[i]] -= X[i]
+             dW[:, y[i]] -= X[i]

# %% mistake="label-column-without-probability" edits="textbook"
# the column of the label gets -X[i] alone. Its probability belongs to it too: (p[y] - 1) * X[i].
-             dW[:, j] += p[j] * X[i]
+             if j != y[i]:
+                 dW[:, j] += p[j] * X[i]

# %% mistake="last-example-only" edits="textbook"
# the columns of dW are overwritten by every example (=), so only the last one is left. Add up with +=.
-             dW[:, j] += p[j] * X[i]
+             dW[:, j] = p[j] * X[i]

# %% mistake="last-loss-only" edits="textbook"
# the loss is overwritten by every example (=), so only the last one is left. Add up with +=.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss = m - scores[y[i]] + np.log(np.sum(e))

# %% mistake="gradient-left-at-zero" edits="textbook"
# your dW holds the penalty's gradient alone; the data loss adds nothing to it.
-         for j in range(C):
-             dW[:, j] += p[j] * X[i]
-         dW[:, y[i]] -= X[i]

# %% mistake="penalty-inside-loop" edits="textbook"
# the penalty is added once for every example, so it is N times too large. It does not depend on the
# examples: add it once, after the loop.
          dW[:, y[i]] -= X[i]
+         loss += N * reg * np.sum(W * W)
+         dW += N * 2 * reg * W

-     loss += reg * np.sum(W * W)
-     dW += 2 * reg * W

# %% mistake="mean-probability" edits="textbook"
# the logarithm is taken of the mean probability, after the loop. The loss is the mean of the logarithms.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += p[y[i]]

-     loss /= N
+     loss = -np.log(loss / N)

# %% mistake="transposed" edits="textbook"
# dW has the shape (C, D). A gradient has the shape of its parameter, (D, C).
-     return loss, dW
+     return loss, dW.T

# %% mistake="gradient-not-returned" edits="textbook"
# only the loss is returned. Return both: loss, dW.
-     return loss, dW
+     return loss

# %% mistake="undefined-name" edits="textbook"
# the name num_classes is used and defined nowhere; take it from the shape of W.
-         for j in range(C):
+         for j in range(num_classes):

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
-     C = W.shape[1]
+     factor_count = len(dataset.classes)

-         for j in range(C):
+         for j in range(factor_count):

# %% mistake="python-two" edits="textbook"
# xrange belongs to Python 2; write range.
-     for i in range(N):
+     for i in xrange(N):

-         for j in range(C):
+         for j in xrange(C):

# %% mistake="loop-over-features" edits="textbook"
# the loop over the classes runs to the number of features. The columns of W are the classes: W.shape[1].
-     C = W.shape[1]
+     C = W.shape[0]

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
# the sums are divided by the number of classes, or of different labels. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= C
+     dW /= C

# %% mistake="divided-by-features" edits="textbook"
# the sums are divided by the number of features. The mean goes over the examples: divide by N.
-     loss /= N
-     dW /= N
+     loss /= X.shape[1]
+     dW /= X.shape[1]

# %% mistake="quotient-overflows" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf, and inf / inf is nan in the loss and in dW. Subtract
# from every row its own maximum, which changes no probability.
-         m = np.max(scores)
-         e = np.exp(scores - m)
+         e = np.exp(scores)

-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss -= np.log(p[y[i]])

# %% mistake="any-epsilon-in-log" edits="textbook" free="EPS=1e-8"
# {EPS} inside the logarithm, added or as a lower bound, replaces the loss of very unlikely labels by a constant. Do not take the log of a
# probability at all: use log-sum-exp.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += -np.log(p[y[i]] + EPS)

# %% mistake="tiny-bound" edits="textbook" free="DIGITS=300"
# the probability is kept from 0 by a bound or an epsilon of 10 to the power of -{DIGITS}, so very wrong examples
# all cost the same. Do not take the log of a probability at all: use log-sum-exp.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += -np.log(max(p[y[i]], 10.0**-DIGITS))

# %% mistake="probability-for-loss"
# 1 - p of each label is averaged. The loss of an example is -log(p), whose gradient you have.
def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for row, label in zip(X, y):
        exps = np.exp(row @ W - np.max(row @ W))
        probs = exps / np.sum(exps)
        loss += 1 - probs[label]
        probs[label] -= 1
        dW += np.outer(row, probs)
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W

# %% mistake="norm-for-penalty"
# the penalty is the norm of W, the root of the sum of squares. It should be reg * sum(W**2), without the root.
def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for row, label in zip(X, y):
        shifted = row @ W - np.max(row @ W)
        probs = np.exp(shifted) / np.sum(np.exp(shifted))
        loss += np.log(np.sum(np.exp(shifted))) - shifted[label]
        probs[label] -= 1
        dW += np.outer(row, probs)
    return loss / len(X) + reg * np.sqrt(np.sum(W**2)), dW / len(X) + 2 * reg * W

# %% mistake="label-column-only"
# only the column of the label gets a gradient. The other classes have one too: p[k] times the row.
def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for row, label in zip(X, y):
        shifted = row @ W - np.max(row @ W)
        total = np.sum(np.exp(shifted))
        loss += np.log(total) - shifted[label]
        dW[:, label] += (np.exp(shifted[label]) / total - 1) * row
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W

# %% equivalent="dropped keyword"
# both sequences have the same length by construction
- for row, label in zip(X, y, strict=True):
+ for row, label in zip(X, y):

# %% equivalent="constant"
# both sequences have the same length by construction
- for row, label in zip(X, y, strict=True):
+ for row, label in zip(X, y, strict=False):

# %% mistake="first-example-only" edits="textbook"
# the loop ends after the first example. All of them count: is there a `break` or a `return` inside it?
-         dW[:, y[i]] -= X[i]
+         dW[:, y[i]] -= X[i]
+         break

# %% mistake="sum-not-reset"
# the sum of the exponentials goes on from example to example. Set it to 0 at the start of each.
def softmax_loss_naive(W, X, y, reg):
    loss, dW, total = 0.0, np.zeros(W.shape), 0.0
    for i in range(len(X)):
        scores = X[i].dot(W)
        e = np.exp(scores - np.max(scores))
        total += np.sum(e)
        loss += np.max(scores) - scores[y[i]] + np.log(total)
        dW += np.outer(X[i], e / total)
        dW[:, y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W

# %% mistake="one-added-in-the-logarithm" edits="textbook"
# np.log1p adds 1 to the sum of the exponentials. Take np.log.
-         loss += m - scores[y[i]] + np.log(np.sum(e))
+         loss += m - scores[y[i]] + np.log1p(np.sum(e))

# %% mistake="loss-divided-by-classes" edits="textbook"
# the loss is divided by the number of classes. It is the mean over the examples.
-     loss /= N
+     loss /= C
