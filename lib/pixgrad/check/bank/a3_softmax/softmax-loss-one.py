# %% exercise="softmax-loss-one" name="softmax_loss_one"

# %% right="textbook"
def softmax_loss_one(scores, label):
    m = np.max(scores)
    return m - scores[label] + np.log(np.sum(np.exp(scores - m)))

# %% right="logaddexp"
def softmax_loss_one(scores, label):
    return np.logaddexp.reduce(scores - float(scores[label]))

# %% right="scipy-logsumexp" teaches="The whole safe computation has a name, scipy.special.logsumexp. PyTorch's cross-entropy takes scores ('logits') and not probabilities for the same reason."
from scipy.special import logsumexp

def softmax_loss_one(scores, label):
    return logsumexp(scores) - scores[label]

# %% right="plain-python"
import math

def softmax_loss_one(scores, label):
    top = max(scores)
    total = 0.0
    for s in scores:
        total += math.exp(s - top)
    return math.log(total) - (scores[label] - top)

# %% right="gaps" teaches="After the shift the loss is the log of the sum minus one shifted score: nothing has to be given back."
def softmax_loss_one(scores, label):
    s = scores.astype(np.float64)
    s -= s.max()
    return -s[label] + np.log(np.exp(s).sum())

# %% right="scipy-log-softmax"
from scipy.special import log_softmax


def softmax_loss_one(scores, label):
    return -log_softmax(scores.astype(float))[label]

# %% right="sorted-log1p"
def softmax_loss_one(scores, label):
    *others, top = sorted(float(s) for s in scores)
    rest = sum(np.exp(s - top) for s in others)
    return top - scores[label] + np.log1p(rest)

# %% mistake="overflow"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
def softmax_loss_one(scores, label):
    return -scores[label] + np.log(np.sum(np.exp(scores)))

# %% mistake="quotient-overflows"
# no maximum is subtracted before exp. np.exp(1e4) is inf and inf / inf is nan; subtract from every row its
# own maximum, which changes no probability.
def softmax_loss_one(scores, label):
    return -np.log(np.exp(scores[label]) / np.sum(np.exp(scores)))

# %% mistake="log-of-underflow"
# the loss is the log of a probability that underflows to 0, so it is infinite. Take the logarithm on paper
# first: max - score of the label + log(sum(exp(scores - max))).
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    p = e / np.sum(e)
    return -np.log(p[label])

# %% mistake="epsilon-in-log" edits="log-of-underflow"
# a small number inside the logarithm replaces the loss of very unlikely labels by a constant (27.6 for
# 1e-12). Do not take the log of a probability at all: use log-sum-exp.
-     return -np.log(p[label])
+     return -np.log(p[label] + 1e-12)

# %% mistake="probability-clipped"
# the probability is clipped before the logarithm, so very wrong examples all cost the same (34.5 for
# 1e-15). Use log-sum-exp: the loss is then the gap.
def softmax_loss_one(scores, label):
    e = np.exp(scores - np.max(scores))
    return -np.log(np.clip(e[label] / e.sum(), 1e-15, 1.0))

# %% mistake="maximum-not-given-back" edits="textbook"
# the maximum is subtracted inside the sum of exponentials, but not from the score of the label. Add it to
# the logarithm again.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return -scores[label] + np.log(np.sum(np.exp(scores - m)))

# %% mistake="label-left-out-of-sum" edits="textbook"
# the sum of exponentials leaves out the right class. For the softmax all classes are in it, else the loss
# can become negative.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     others = np.delete(scores, label)
+     return m - scores[label] + np.log(np.sum(np.exp(others - m)))

# %% mistake="sum-of-logs" edits="textbook"
# the logarithm is taken of each exponential and then summed, which gives back the sum of the scores. Sum
# first, then take one logarithm.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return m - scores[label] + np.sum(np.log(np.exp(scores - m)))

# %% mistake="sign" edits="textbook"
# the sign is wrong: the loss is minus the log-probability, and never negative.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return scores[label] - m - np.log(np.sum(np.exp(scores - m)))

# %% mistake="exp-for-log" edits="probability-clipped"
# np.exp is taken where the logarithm belongs: the loss is minus the log of the probability.
-     return -np.log(np.clip(e[label] / e.sum(), 1e-15, 1.0))
+     return -np.exp(e[label] / np.sum(e))

# %% mistake="probability-returned" edits="probability-clipped"
# this is the probability of the label; the loss is minus its logarithm.
-     return -np.log(np.clip(e[label] / e.sum(), 1e-15, 1.0))
+     return e[label] / np.sum(e)

# %% mistake="base-two" edits="textbook"
# the logarithm is that of base 2, which gives bits. The series uses the natural logarithm, np.log.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return m - scores[label] + np.log2(np.sum(np.exp(scores - m)))

# %% mistake="hinge-returned"
# this is the hinge loss of the SVM. The softmax loss is minus the log of the label's probability.
def softmax_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    return np.sum(margins) - 1

# %% mistake="counted-from-one" edits="textbook"
# the score next to that of the label is used. Labels count from 0, as indices do.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return m - scores[label - 1] + np.log(np.sum(np.exp(scores - m)))

# %% mistake="input-modified" edits="overflow"
# the argument is changed in place, so that the caller's scores are lost. Work on a copy.
  def softmax_loss_one(scores, label):
+     scores -= np.max(scores)

# %% mistake="any-clip" edits="probability-clipped" free="EPS=1e-9"
# the probability is clipped at {EPS} before the logarithm, so very wrong examples all cost the same. Use
# log-sum-exp: the loss is then the gap.
-     return -np.log(np.clip(e[label] / e.sum(), 1e-15, 1.0))
+     return -np.log(np.clip(e[label] / e.sum(), EPS, 1.0))

# %% mistake="any-epsilon-in-log" edits="log-of-underflow" free="EPS=1e-8"
# {EPS} inside the logarithm replaces the loss of very unlikely labels by a constant. Do not take the log of a
# probability at all: use log-sum-exp.
-     return -np.log(p[label])
+     return -np.log(p[label] + EPS)

# %% mistake="log-of-one-plus-sum" edits="textbook"
# log1p adds 1 to a sum that holds the label's own exponential already. Take np.log of the whole sum.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return m - scores[label] + np.log1p(np.sum(np.exp(scores - m)))

# %% mistake="divided-by-classes" edits="textbook"
# the loss is divided by the number of classes. The loss of one example is minus one logarithm, undivided.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return (m - scores[label] + np.log(np.sum(np.exp(scores - m)))) / len(scores)

# %% mistake="mean-of-exponentials" edits="textbook"
# the mean of the exponentials is taken, which makes the loss too small by log C. Take their sum.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return m - scores[label] + np.log(np.mean(np.exp(scores - m)))

# %% mistake="summed-over-classes" edits="textbook"
# the losses of all classes are added up. Only that of the right class counts: the one at label.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return np.sum(m - scores + np.log(np.sum(np.exp(scores - m))))

# %% mistake="best-class-for-label" edits="textbook"
# the highest score is taken for that of the right class. Look it up with label.
-     return m - scores[label] + np.log(np.sum(np.exp(scores - m)))
+     return np.log(np.sum(np.exp(scores - m)))

# %% mistake="tiny-bound" edits="log-of-underflow" free="DIGITS=300"
# the probability is kept from 0 by a bound or an epsilon of 10 to the power of -{DIGITS}, so very wrong examples
# all cost the same. Use log-sum-exp: the loss is then the gap.
-     return -np.log(p[label])
+     return -np.log(max(p[label], 10.0**-DIGITS))

# %% mistake="label-not-in-sum"
# the sum of exponentials goes over the other classes only. It goes over all classes, the label's own too.
def softmax_loss_one(scores, label):
    others = np.delete(scores, label)
    greatest = np.max(others)
    return float(greatest - scores[label] + np.log(np.sum(np.exp(others - greatest))))

# %% mistake="score-added"
# the score of the label is added. It belongs below the fraction's line in the loss, so subtract it.
def softmax_loss_one(scores, label):
    shifted = scores - np.max(scores)
    return float(np.log(np.sum(np.exp(shifted))) + shifted[label])

# %% mistake="probability-negated"
# this is minus the probability of the label; its logarithm is missing. The loss is -log(p).
def softmax_loss_one(scores, label):
    exps = np.exp(scores - np.max(scores))
    return -float(exps[label] / np.sum(exps))

# %% mistake="one-minus-probability"
# this is 1 minus the probability of the label. The loss is minus its logarithm.
def softmax_loss_one(scores, label):
    exps = np.exp(scores - np.max(scores))
    return 1 - float(exps[label] / np.sum(exps))

# %% mistake="gap-only"
# this is the gap between the greatest score and the label's; the logarithm of the sum of exponentials is missing.
def softmax_loss_one(scores, label):
    return float(np.max(scores) - scores[label])
