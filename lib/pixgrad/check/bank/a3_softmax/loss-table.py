# %% exercise="loss-table" name="loss_table"

# %% right="textbook"
def loss_table(W, X, y, reg):
    N = len(X)
    S = X @ W
    right = S[np.arange(N), y][:, None]
    margins = np.maximum(0, S - right + 1)
    margins[np.arange(N), y] = 0
    svm = margins.sum() / N
    m = S.max(axis=1, keepdims=True)
    log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
    penalty = reg * np.sum(W**2)
    return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])

# %% right="list-by-loops"
from scipy.special import logsumexp

def loss_table(W, X, y, reg):
    hinge = log_loss = 0.0
    for x, k in zip(X, y):
        s = x @ W
        log_loss += (logsumexp(s) - s[k]) / len(X)
        for j in range(len(s)):
            if j != k:
                hinge += max(0, s[j] - s[k] + 1) / len(X)
    penalty = reg * (W * W).sum()
    return [[hinge, penalty, hinge + penalty], [log_loss, penalty, log_loss + penalty]]

# %% right="by-columns"
from pixgrad.models import linear

def loss_table(W, X, y, reg):
    S = X @ W
    table = np.empty((2, 3))
    table[0, 0], _ = linear.hinge_loss(S, y)
    table[1, 0] = np.mean(np.logaddexp.reduce(S, axis=1) - S[np.arange(len(y)), y])
    table[:, 1] = reg * np.sum(W**2)
    table[:, 2] = table[:, :2].sum(axis=1)
    return table

# %% right="masked-label"
def loss_table(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    correct = scores[range(N), y].reshape(-1, 1)
    margins = np.maximum(scores - correct + 1, 0)
    margins[range(N), y] = 0
    svm = margins.sum() / N
    shifted = scores - scores.max(axis=1, keepdims=True)
    softmax = (np.log(np.exp(shifted).sum(axis=1)) - shifted[range(N), y]).mean()
    penalty = reg * np.square(W).sum()
    return np.array([[svm, penalty, svm + penalty], [softmax, penalty, softmax + penalty]])

# %% right="one-hot-products"
from scipy.special import log_softmax


def loss_table(W, X, y, reg):
    S = X @ W
    hot = np.eye(W.shape[1])[y]
    right = (S * hot).sum(axis=1, keepdims=True)
    hinge = np.clip(S - right + 1, 0, None) * (1 - hot)
    data = np.array([hinge.sum(axis=1).mean(), -(log_softmax(S, axis=1) * hot).sum(axis=1).mean()])
    penalty = np.full(2, reg * np.vdot(W, W))
    return np.stack([data, penalty, data + penalty], axis=1)

# %% right="lists-of-examples"
import math


def loss_table(W, X, y, reg):
    svm, softmax = [], []
    for n in range(len(y)):
        s = [float(v) for v in X[n] @ W]
        svm.append(sum(max(0.0, s[j] - s[y[n]] + 1) for j in range(len(s)) if j != y[n]))
        top = max(s)
        softmax.append(math.log(sum(math.exp(v - top) for v in s)) + top - s[y[n]])
    rows = []
    for losses in (svm, softmax):
        data = sum(losses) / len(losses)
        penalty = reg * sum(w * w for w in W.ravel())
        rows.append([data, penalty, data + penalty])
    return rows

# %% mistake="right-class-counted" edits="textbook"
# the SVM's data loss is 1 too large: the right class is counted, whose own margin is always 1.
-     margins[np.arange(N), y] = 0

# %% mistake="margin-missing" edits="textbook"
# the hinge lacks the margin of 1: max(0, s_j - s_y + 1).
-     margins = np.maximum(0, S - right + 1)
+     margins = np.maximum(0, S - right)

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
-     m = S.max(axis=1, keepdims=True)
+     m = 0.0

# %% mistake="log-of-underflow" edits="textbook"
# the loss is the log of a probability that underflows to 0, so it is infinite. Take the logarithm on paper
# first: max - score of the label + log(sum(exp(scores - max))).
-     log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
+     log_loss = np.mean(-np.log(np.exp(right - m) / np.exp(S - m).sum(axis=1, keepdims=True)))

# %% mistake="full-loss-without-penalty" edits="textbook"
# the full loss is that of the data alone; it is data loss + penalty.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     return np.array([[svm, penalty, svm], [log_loss, penalty, log_loss]])

# %% mistake="penalty-halved" edits="textbook"
# the penalty has a factor 0.5. In this series it is reg * sum(W**2).
-     penalty = reg * np.sum(W**2)
+     penalty = 0.5 * reg * np.sum(W**2)

# %% mistake="penalty-without-reg" edits="textbook"
# the penalty lacks its weight reg.
-     penalty = reg * np.sum(W**2)
+     penalty = np.sum(W**2)

# %% mistake="sums-for-means" edits="textbook"
# the data losses are sums over the examples; the loss is their mean.
-     svm = margins.sum() / N
+     svm = margins.sum()

-     log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
+     log_loss = np.sum(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)

# %% mistake="rows-swapped" edits="textbook"
# the rows have changed places: the first is the SVM, the second softmax.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     return np.flipud([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])

# %% mistake="penalty-subtracted" edits="textbook"
# the penalty is subtracted from the data loss. The full loss is their sum.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     return np.array([[svm, penalty, svm - penalty], [log_loss, penalty, log_loss - penalty]])

# %% mistake="worst-class-only" edits="textbook"
# only the worst class of each example counts in the SVM's data loss. All classes within the margin are added
# up.
-     svm = margins.sum() / N
+     svm = margins.max(axis=1).mean()

# %% mistake="reg-missing-in-the-column" edits="textbook"
# the column of the penalty lacks its weight, while the full loss has it. It is reg * sum(W**2) in both.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     plain = np.sum(W**2)
+     return np.array([[svm, plain, svm + penalty], [log_loss, plain, log_loss + penalty]])

# %% mistake="averaged-over-classes" edits="textbook"
# the SVM's data loss is divided by the number of classes too (np.mean of all margins). The classes are added
# up, and only the examples averaged.
-     svm = margins.sum() / N
+     svm = margins.mean()

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the sum of exponentials, but not from the scores of the labels. Add it to
# the logarithm again.
-     log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
+     log_loss = np.mean(np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)

# %% mistake="transposed" edits="textbook"
# the table has 3 rows and 2 columns. Its rows are the two classifiers.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]]).T

# %% mistake="columns-in-another-order" edits="textbook"
# the columns stand in another order. They are the data loss, the penalty and the full loss.
-     return np.array([[svm, penalty, svm + penalty], [log_loss, penalty, log_loss + penalty]])
+     return np.array([[svm + penalty, svm, penalty], [log_loss + penalty, log_loss, penalty]])

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- margins = np.maximum(0, scores - right[:, np.newaxis] + 1)
+ margins = np.maximum(scores - right[:, np.newaxis] + 1, 0)

# %% equivalent="dropped call"
# the text accepts a list of the same numbers, or the check takes it for the array
- return np.array([[loss, penalty, loss + penalty] for loss in data_losses])
+ return [[loss, penalty, loss + penalty] for loss in data_losses]

# %% mistake="penalty-root"
# the penalty is reg times the length of W (np.linalg.norm). Leave out the root: it is the sum of the squares.
def loss_table(W, X, y, reg):
    rows = np.arange(len(X))
    S = X @ W
    margins = np.maximum(0, S - S[rows, y][:, None] + 1)
    margins[rows, y] = 0
    m = S.max(axis=1)
    log_loss = np.mean(m + np.log(np.exp(S - m[:, None]).sum(axis=1)) - S[rows, y])
    penalty = reg * np.linalg.norm(W)
    return np.array([[loss, penalty, loss + penalty] for loss in (margins.sum() / len(X), log_loss)])

# %% mistake="probabilities-cut-off" edits="textbook" free="EPS=1e-15"
# probabilities below {EPS} are cut off there, or it is added to them, so that the loss cannot grow. Take the logarithm on paper
# first: max - score of the label + log(sum(exp(scores - max))).
-     log_loss = np.mean(m + np.log(np.exp(S - m).sum(axis=1, keepdims=True)) - right)
+     log_loss = -np.mean(np.log(np.maximum(EPS, np.exp(right - m) / np.exp(S - m).sum(axis=1, keepdims=True))))
