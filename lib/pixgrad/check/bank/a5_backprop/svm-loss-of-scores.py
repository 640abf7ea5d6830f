# %% exercise="svm-loss-of-scores" name="svm_loss"

# %% right="textbook"
def svm_loss(scores, y):
    N = scores.shape[0]
    correct = scores[np.arange(N), y].reshape(N, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    dscores = np.zeros_like(scores)
    dscores[margins > 0] = 1
    dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
    dscores /= N
    return loss, dscores

# %% right="label-margin-taken-off"
def svm_loss(scores, y):
    N = scores.shape[0]
    correct = scores[range(N), y].reshape(N, 1)
    margins = np.maximum(0, scores - correct + 1.0)
    loss = (np.sum(margins) - N) / N  # each label's own margin is 1
    counts = np.where(margins > 0, 1.0, 0.0)
    counts[range(N), y] -= counts.sum(axis=1)
    return loss, counts / N

# %% right="one-hot-products"
def svm_loss(scores, y):
    N, C = scores.shape
    truth = (np.arange(C) == y[:, None]).astype(float)
    own = np.einsum("nc,nc->n", scores, truth)
    margins = (scores - own[:, None] + 1) * (1 - truth)
    on = (margins > 0) * 1.0
    dscores = on - on.sum(axis=1, keepdims=True) * truth
    return np.tensordot(on, margins, axes=2) / N, dscores / N

# %% right="mask-matrix"
def svm_loss(scores, y):
    right = np.eye(scores.shape[1], dtype=bool)[y]
    gaps = np.where(right, 0.0, scores - scores[right][:, None] + 1)
    broken = (gaps > 0).astype(float)
    broken[right] = -broken.sum(axis=1)
    return gaps.clip(min=0).sum(axis=1).mean(), broken / len(scores)

# %% right="library"
from pixgrad.models.linear import hinge_loss

def svm_loss(scores, y):
    return hinge_loss(scores, y)

# %% mistake="equal-scores-left-out" edits="textbook"
# a class whose score equals that of the right one is taken for it; its margin is 1. The right class is
# known by its number: margins[np.arange(N), y] = 0.
-     margins[np.arange(N), y] = 0
+     margins[scores == correct] = 0

# %% mistake="right-class-counted" edits="textbook"
# the right class is counted too: the loss is 1 too large. Set its own margin to 0 before you sum.
      margins = np.maximum(0, scores - correct + 1.0)
+     loss = np.sum(margins) / N

-     loss = np.sum(margins) / N

# %% mistake="label-gradient-missing" edits="textbook"
# the gradient of each label's own score is missing: minus the number of positive margins in its row.
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)

# %% mistake="label-gradient-once" edits="textbook"
# the label's entry is -1. It is -1 for every positive margin of its row.
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1) > 0

# %% mistake="label-gradient-sign" edits="textbook"
# the label's entry has the wrong sign: raising the right score lowers the loss.
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     dscores[np.arange(N), y] += np.sum(margins > 0, axis=1)

# %% mistake="label-gradient-margins" edits="textbook"
# the label's entry holds the margins themselves. It holds minus their number.
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     dscores[np.arange(N), y] -= np.sum(margins, axis=1)

# %% mistake="gradient-is-margin" edits="textbook"
# the entries hold the margins. The slope of a positive margin is 1, however large it is.
-     dscores[margins > 0] = 1
+     dscores += margins

# %% mistake="gradient-not-averaged" edits="textbook"
# the loss is averaged over the N examples, but dscores is not.
-     dscores /= N

# %% mistake="loss-not-averaged" edits="textbook"
# dscores is averaged over the N examples, but the loss is not.
-     loss = np.sum(margins) / N
+     loss = np.sum(margins)

# %% mistake="averaged-over-entries" edits="textbook"
# the mean is taken over all N * C entries. Divide by the number of examples, N.
-     loss = np.sum(margins) / N
+     loss = np.mean(margins)

# %% mistake="margin-missing" edits="textbook"
# the margin of 1 is missing: max(0, s_j - s_y + 1).
-     margins = np.maximum(0, scores - correct + 1.0)
+     margins = np.maximum(0, scores - correct)

# %% mistake="sign-of-margin" edits="textbook"
# the difference has the wrong sign: s_j - s_y + 1.
-     margins = np.maximum(0, scores - correct + 1.0)
+     margins = np.maximum(0, correct - scores + 1.0)

# %% mistake="squared" edits="textbook"
# the hinge is squared.
-     loss = np.sum(margins) / N
+     loss = np.sum(margins**2) / N

# %% mistake="kink-counted" edits="textbook"
# a margin of exactly 0 adds to the gradient. Only positive ones do.
-     dscores[margins > 0] = 1
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     broken = scores - correct + 1.0 >= 0
+     broken[np.arange(N), y] = False
+     dscores[broken] = 1
+     dscores[np.arange(N), y] -= broken.sum(axis=1)

# %% mistake="whole-columns" edits="textbook"
# scores[:, y] picks whole columns, for all rows. One entry per row is scores[np.arange(N), y].
-     margins[np.arange(N), y] = 0
+     margins[:, y] = 0

# %% mistake="gradient-missing" edits="textbook"
# only the loss is returned. Return both: loss, dscores.
-     return loss, dscores
+     return loss

# %% mistake="input-modified" edits="textbook"
# an argument is changed in place, so the caller's array is lost. Work on a copy.
-     margins = np.maximum(0, scores - correct + 1.0)
+     margins = np.maximum(0, np.add(scores, 1.0 - correct, out=scores))

# %% mistake="python-loop" edits="textbook"
# there is a Python loop over the rows; NumPy can pick all labels' entries with [np.arange(N), y].
-     margins[np.arange(N), y] = 0
+     for n in range(N):
+         margins[n, y[n]] = 0

# %% mistake="keepdims-missing" edits="textbook"
# the scores of the labels have shape (N,), which lines up with the classes and not with the rows. Make a
# column of them, (N, 1).
-     correct = scores[np.arange(N), y].reshape(N, 1)
+     correct = scores[np.arange(N), y]

# %% mistake="worst-class-only" edits="textbook"
# only the class with the largest margin counts. This loss adds up the margins of all wrong classes.
-     loss = np.sum(margins) / N
-     dscores = np.zeros_like(scores)
-     dscores[margins > 0] = 1
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     worst = np.argmax(margins, axis=1)
+     top = margins[np.arange(N), worst]
+     loss = np.sum(top) / N
+     dscores = np.zeros_like(scores)
+     dscores[np.arange(N), worst] = top > 0
+     dscores[np.arange(N), y] -= top > 0

# %% mistake="label-gradient-minus-one" edits="textbook"
# at the label the gradient is -1 in every row. It is minus the number of classes with a positive margin, which may
# be 0, 1 or more.
-     dscores[np.arange(N), y] -= np.sum(margins > 0, axis=1)
+     dscores[np.arange(N), y] = -1

# %% mistake="not-averaged" edits="textbook"
# loss and gradient are sums over the examples. The loss is their mean: divide both by N.
-     loss = np.sum(margins) / N
+     loss = np.sum(margins)

-     dscores /= N

# %% mistake="gradient-in-whole-numbers"
# the gradient is divided by N with //, which rounds down. Divide with /.
def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    dscores = (margins > 0).astype(int)
    dscores[rows, y] = -dscores.sum(axis=1)
    return margins.sum() / len(y), dscores // len(y)

# %% mistake="gradient-in-uint8"
# the table of the gradient is uint8, which knows no negative numbers: -2 becomes 254. Use floats.
def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    dscores = (margins > 0).astype(np.uint8)
    dscores[rows, y] = (256 - dscores.sum(axis=1)) % 256
    return margins.sum() / len(y), dscores / len(y)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
+ margins = np.maximum(scores - scores[rows, y][:, np.newaxis] + 1, 0)

# %% equivalent="dtype"
# zeros and ones in float32; the division that follows rounds by 1e-7, within the tolerance
- dscores = (margins > 0).astype(np.float64)
+ dscores = (margins > 0).astype(np.float32)
