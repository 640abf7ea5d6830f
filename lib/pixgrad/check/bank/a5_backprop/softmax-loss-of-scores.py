# %% exercise="softmax-loss-of-scores" name="softmax_loss"

# %% right="textbook"
def softmax_loss(scores, y):
    N = scores.shape[0]
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(shifted)
    sums = np.sum(e, axis=1, keepdims=True)
    p = e / sums
    loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
    dscores = p.copy()
    dscores[np.arange(N), y] -= 1
    dscores /= N
    return loss, dscores

# %% right="take-along-axis"
def softmax_loss(scores, y):
    N = scores.shape[0]
    gaps = scores - scores.max(axis=1).reshape(-1, 1)
    log_sum = np.log(np.exp(gaps).sum(axis=1))
    losses = log_sum - np.take_along_axis(gaps, y[:, None], axis=1).ravel()
    grad = np.exp(gaps - log_sum[:, None])
    np.subtract.at(grad, (np.arange(N), y), 1.0)
    grad *= 1 / N
    return losses.sum() / N, grad

# %% right="scipy"
from scipy.special import log_softmax

def softmax_loss(scores, y):
    log_p = log_softmax(scores, axis=1)
    Y = np.eye(scores.shape[1])[y]
    return -(log_p[Y == 1]).mean(), (np.exp(log_p) - Y) / len(y)

# %% right="logaddexp"
def softmax_loss(scores, y):
    Z = np.logaddexp.reduce(scores, axis=1)
    G = np.exp(scores - Z[:, None]) / len(y)
    np.subtract.at(G, (np.arange(len(y)), y), 1 / len(y))
    return np.array(np.mean(Z - np.take_along_axis(scores, y[:, None], axis=1)[:, 0])), G

# %% right="library"
from pixgrad.models.softmax import softmax_data_loss

def softmax_loss(scores, y):
    return softmax_data_loss(scores, y)

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp, and exp(1e4) is inf. Subtract from every row its own maximum.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores

# %% mistake="one-maximum-for-all" edits="textbook"
# one maximum of the whole batch is subtracted from all rows. Each row needs its own: axis=1, keepdims=True.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores)

# %% mistake="maximum-per-column" edits="textbook"
# the maxima are those of the columns, one per class. Each row needs its own, axis=1.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = scores - np.max(scores, axis=0, keepdims=True)

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. Use log(sum(exp)) minus the
# shifted score of the label.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.sum(np.log(p[np.arange(N), y])) / N

# %% mistake="epsilon-in-log" edits="textbook"
# a small number inside the logarithm replaces large losses by a constant. Use log-sum-exp.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.sum(np.log(p[np.arange(N), y] + 1e-12)) / N

# %% mistake="one-hot-missing" edits="textbook"
# dscores are the probabilities. Take 1 off at the label of each row: prediction minus truth.
-     dscores[np.arange(N), y] -= 1

# %% mistake="one-hot-sign" edits="textbook"
# 1 is added at the label. The gradient is prediction minus truth.
-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(N), y] += 1

# %% mistake="sign" edits="textbook"
# dscores has the wrong sign. It is prediction minus truth.
-     return loss, dscores
+     return loss, -dscores

# %% mistake="label-zeroed" edits="textbook"
# the label's entry is set to 0. It is its probability minus 1.
-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(N), y] = 0

# %% mistake="label-minus-one" edits="textbook"
# the label's entry is set to -1. Its probability belongs to it too: p - 1.
-     dscores[np.arange(N), y] -= 1
+     dscores[np.arange(N), y] = -1

# %% mistake="whole-columns" edits="textbook"
# dscores[:, y] picks whole columns, for all rows. One entry per row is dscores[np.arange(N), y].
-     dscores[np.arange(N), y] -= 1
+     dscores[:, y] -= 1

# %% mistake="gradient-not-averaged" edits="textbook"
# the loss is averaged over the N examples, but dscores is not.
-     dscores /= N

# %% mistake="loss-not-averaged" edits="textbook"
# dscores is averaged over the N examples, but the loss is not.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])

# %% mistake="averaged-over-entries" edits="textbook"
# dscores is divided by N * C. Divide by the number of examples, N.
-     dscores /= N
+     dscores /= scores.size

# %% mistake="sum-over-all" edits="textbook"
# the probabilities are divided by the sum of the whole batch. Each row sums to 1: axis=1, keepdims=True.
-     p = e / sums
+     p = e / np.sum(e)

# %% mistake="mean-probability" edits="textbook"
# the logarithm is taken of the mean probability. The loss is the mean of the logarithms.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.log(np.mean(p[np.arange(N), y]))

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the exponentials, but not from the label's score.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = np.sum(np.log(sums[:, 0]) - scores[np.arange(N), y]) / N

# %% mistake="gradient-missing" edits="textbook"
# only the loss is returned. Return both: loss, dscores.
-     return loss, dscores
+     return loss

# %% mistake="gradient-of-probability" edits="textbook"
# dscores is multiplied by p (1 - p), a slope of the sigmoid. For softmax with this loss it is p minus the
# one-hot row, and no more.
-     dscores /= N
+     dscores = dscores * p * (1 - p) / N

# %% mistake="input-modified" edits="textbook"
# an argument is changed in place, so the caller's array is lost. Work on a copy.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     scores -= np.max(scores, axis=1, keepdims=True)
+     shifted = scores

# %% mistake="python-loop" edits="textbook"
# there is a Python loop over the rows; [np.arange(N), y] picks one entry from each.
-     dscores[np.arange(N), y] -= 1
+     for n in range(N):
+         dscores[n, y[n]] -= 1

# %% mistake="overflow-and-not-averaged"
# two slips: no maximum is subtracted before exp, and dscores is not divided by N. Subtract from every row
# its own maximum, and average the gradient as well as the loss.
def softmax_loss(scores, y):
    N = len(y)
    p = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(N), y]))
    p[np.arange(N), y] -= 1
    return loss, p

# %% mistake="not-averaged" edits="textbook"
# loss and gradient are sums over the examples. The loss is their mean: divide both by N.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y])

-     dscores /= N

# %% mistake="scores-clipped" edits="textbook"
# the scores are cut off at 500 and -500, so larger ones count as equal. Subtract from every row its maximum
# instead.
-     shifted = scores - np.max(scores, axis=1, keepdims=True)
+     shifted = np.clip(scores, -500, 500)

# %% mistake="softmax-over-examples"
# the softmax runs down the columns, over the examples. Each row is a distribution over the classes: axis=1 and
# keepdims=True, for the maximum and for the sum.
def softmax_loss(scores, y):
    rows = np.arange(len(y))
    shifted = scores - scores.max(axis=0)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=0))
    dscores = np.exp(log_p)
    dscores[rows, y] -= 1
    return -log_p[rows, y].mean(), dscores / len(y)

# %% mistake="gradient-at-the-label-only" edits="textbook"
# the gradient has an entry at the label only. Every score of the row has one: the probability, minus 1 at the label.
-     dscores = p.copy()
-     dscores[np.arange(N), y] -= 1
+     dscores = np.zeros_like(p)
+     dscores[np.arange(N), y] = p[np.arange(N), y] - 1

# %% mistake="one-from-all-entries" edits="textbook"
# 1 is taken off every entry. It comes off at the label of each row only: dscores[np.arange(N), y] -= 1.
-     dscores[np.arange(N), y] -= 1
+     dscores -= 1

# %% mistake="one-hot-times-log" edits="textbook"
# the one-hot rows are multiplied by log p, and 0 times -inf is nan. Take only the label's entry of a row, as
# log(sum) minus its shifted score.
-     loss = np.sum(np.log(sums[:, 0]) - shifted[np.arange(N), y]) / N
+     loss = -np.sum(np.eye(p.shape[1])[y] * np.log(p)) / N

# %% mistake="epsilon-in-sum" edits="textbook"
# a small number is added to the sum of the exponentials. With the row's maximum subtracted that sum is never
# below 1, and needs none.
-     sums = np.sum(e, axis=1, keepdims=True)
+     sums = np.sum(e, axis=1, keepdims=True) + 1e-4

# %% equivalent="constant"
# the axis has length 1: its first entry is its last
- loss = np.mean(np.log(sums[:, 0]) - shifted[rows, y])
+ loss = np.mean(np.log(sums[:, -1]) - shifted[rows, y])
