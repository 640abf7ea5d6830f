# %% exercise="softmax-grad-one" name="softmax_grad_one"

# %% right="textbook"
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    p[label] -= 1
    return p

# %% right="one-hot-row" teaches="Prediction minus truth, as the derivation writes it; nothing is changed in place."
from scipy import special

def softmax_grad_one(scores, label):
    return special.softmax(scores) - np.eye(len(scores))[label]

# %% right="loop"
def softmax_grad_one(scores, label):
    top = max(scores)
    total = sum(np.exp(s - top) for s in scores)
    return [np.exp(s - top) / total - (k == label) for k, s in enumerate(scores)]

# %% right="through-the-jacobian" teaches="The derivative of all log-probabilities by all scores is a matrix, the identity minus p in every row; the loss asks for one row of it."
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    log_jacobian = np.eye(len(p)) - p[np.newaxis, :]
    return -log_jacobian[label]

# %% right="one-hot-in-place"
def softmax_grad_one(scores, label):
    shifted = scores - scores.max()
    p = np.exp(shifted) / np.exp(shifted).sum()
    one_hot = np.zeros(len(scores))
    one_hot[label] = 1
    return p - one_hot

# %% right="subtract-at"
def softmax_grad_one(scores, label):
    p = np.exp(scores - np.logaddexp.reduce(scores.astype(float)))
    np.subtract.at(p, label, 1.0)
    return p

# %% right="where"
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.amax(scores))
    p = e / e.sum()
    return np.where(np.arange(p.size) == label, p - 1, p)

# %% mistake="overflow" edits="textbook"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
-     e = np.exp(scores - np.max(scores))
+     e = np.exp(scores)

# %% mistake="one-hot-missing" edits="textbook"
# these are the probabilities alone. The gradient is prediction minus truth: take 1 off at the label.
-     p[label] -= 1

# %% mistake="one-hot-sign" edits="textbook"
# 1 is added at the label instead of taken off. A larger score of the right class lowers the loss.
-     p[label] -= 1
+     p[label] += 1

# %% mistake="sign" edits="textbook"
# the sign is wrong throughout: this is truth minus prediction, the direction in which to step, not the
# gradient.
-     return p
+     return -p

# %% mistake="one-from-all" edits="textbook"
# 1 is taken off every entry. Only the label's entry has the -1; the entries of a right gradient sum to 0.
-     p[label] -= 1
+     p -= 1

# %% mistake="label-only" edits="textbook"
# only the entry of the label is filled. The loss depends on every score, through the sum: the others have
# the gradient p.
-     return p
+     grad = np.zeros(len(p))
+     grad[label] = p[label]
+     return grad

# %% mistake="of-the-probability" edits="textbook"
# this is the gradient of the probability of the label, not of minus its logarithm. Divide by -p[label].
-     p[label] -= 1
-     return p
+     return p[label] * ((np.arange(len(p)) == label) - p)

# %% mistake="label-zeroed" edits="textbook"
# the label's entry is set to 0, as for the mask of the SVM. Here it is its probability minus 1.
-     p[label] -= 1
+     p[label] = 0

# %% mistake="label-set-to-minus-one" edits="textbook"
# the label's entry is set to -1. Its own probability belongs to it too: p[label] - 1.
-     p[label] -= 1
+     p[label] = -1

# %% mistake="input-modified" edits="textbook"
# the argument is changed in place, so that the caller's scores are lost. Work on a copy.
-     e = np.exp(scores - np.max(scores))
-     p = e / np.sum(e)
+     scores -= np.max(scores)
+     p = np.exp(scores) / np.sum(np.exp(scores))

# %% mistake="divided-by-classes" edits="textbook"
# the gradient is divided by the number of classes. It is p minus the one-hot row, undivided.
-     return p
+     return p / len(p)

# %% mistake="best-class-for-label" edits="textbook"
# 1 is taken off where the score is highest. Take it off at label, whatever the scores are.
-     p[label] -= 1
+     p[np.argmax(p)] -= 1

# %% mistake="next-class-for-label" edits="textbook"
# 1 is taken off beside the label. Labels count from 0, as indices do.
-     p[label] -= 1
+     p[label - 1] -= 1

# %% mistake="one-hot-of-the-label" edits="textbook"
# the one-hot row minus p is minus the gradient, and here only the label's entry has it. Take 1 off the
# probability of the label, and leave the others.
-     p[label] -= 1
+     p[label] = 1 - p[label]

# %% mistake="measured-not-derived"
# the gradient is measured by finite differences, and rounding leaves it a few digits, fewer the larger the
# scores are. Return the derived one: the probabilities, and 1 less at the label.
def softmax_grad_one(scores, label):
    scores = scores.astype(float)
    steps = 1e-5 * np.eye(len(scores))

    def loss(s):
        return np.logaddexp.reduce(s) - s[label]

    return np.array([(loss(scores + step) - loss(scores - step)) / 2e-5 for step in steps])

# %% mistake="scores-for-probabilities"
# 1 is taken off the scores themselves. Turn them into probabilities first.
def softmax_grad_one(scores, label):
    grad = np.array(scores, dtype=float)
    grad[label] -= 1
    return grad

# %% mistake="slope-of-each"
# this is p * (1 - p) for every class, the slope of a sigmoid. The gradient of the loss is p, minus 1 at the label.
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    return p * (1 - p)

# %% mistake="last-class-for-label"
# 1 is taken off the last entry. Take it off at label.
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    p[-1] -= 1
    return p

# %% mistake="smoothed-label" free="SHARE=1e-1"
# the label is smoothed: a share of {SHARE} is spread over all classes. Subtract 1 from the label's entry, and nothing from the others.
def softmax_grad_one(scores, label):
    e = np.exp(scores - np.max(scores))
    grad = e / np.sum(e) - SHARE / len(e)
    grad[label] -= 1 - SHARE
    return grad
