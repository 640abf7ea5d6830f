# %% exercise="entropy" name="entropy"

# %% right="textbook"
def entropy(p):
    q = p[p > 0]
    return -np.sum(q * np.log(q))

# %% right="where"
def entropy(p):
    safe = np.where(p > 0, p, 1)
    return -np.dot(p, np.log(safe))

# %% right="nansum"
def entropy(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.nansum(p * np.log(p))

# %% right="loop"
import math

def entropy(p):
    return math.fsum(v * math.log(1 / v) for v in p if v != 0)

# %% right="scipy-entr"
from scipy.special import entr


def entropy(p):
    return entr(p).sum()

# %% right="scipy-stats"
from scipy import stats


def entropy(p):
    return stats.entropy(p)

# %% right="loop-with-if"
def entropy(p):
    h = 0
    for k in range(len(p)):
        if p[k] > 0:
            h -= p[k] * np.log(p[k])
    return h

# %% right="log-with-where"
def entropy(p):
    logs = np.zeros(p.shape)
    np.log(p, out=logs, where=p > 0)
    return -(p @ logs)

# %% mistake="zero-log-zero" edits="textbook"
# 0 * log(0) is nan in NumPy, but an impossible class should add 0. Leave out the entries with p = 0.
-     q = p[p > 0]
+     q = p

# %% mistake="sign" edits="textbook"
# the sign is wrong: logarithms of probabilities are negative, and the minus makes the entropy positive.
-     return -np.sum(q * np.log(q))
+     return np.sum(q * np.log(q))

# %% mistake="base-two" edits="textbook"
# the logarithm is that of base 2, which gives bits. The series uses the natural logarithm, np.log.
-     return -np.sum(q * np.log(q))
+     return -np.sum(q * np.log2(q))

# %% mistake="unweighted" edits="textbook"
# the logarithms are added up without their weights. Each surprise -log p counts as often as it happens, p.
-     return -np.sum(q * np.log(q))
+     return -np.sum(np.log(q))

# %% mistake="mean-for-sum" edits="textbook"
# this is the mean over the classes. The weights p already make a mean of the surprises: take the sum.
-     return -np.sum(q * np.log(q))
+     return -np.mean(q * np.log(q))

# %% mistake="coin-of-each-class"
# the term (1 - p) log(1 - p) is added, which counts each class as a coin of its own. Sum -p log p alone.
def entropy(p):
    total = 0.0
    for value in p:
        for each in (value, 1 - value):
            if each > 0:
                total -= each * np.log(each)
    return total

# %% mistake="epsilon-in-log"
# a small number is added inside the logarithm, which moves the result: the entropy of a one-hot row should
# be 0. Leave out the zeros instead.
def entropy(p):
    return -np.sum(p * np.log(p + 1e-6))

# %% mistake="scaled-to-one" edits="textbook"
# the entropy is divided by log C, its greatest value. Return it in nats, undivided.
-     return -np.sum(q * np.log(q))
+     return -np.sum(q * np.log(q)) / np.log(len(p))

# %% mistake="not-summed"
# these are the terms of the single classes; the entropy is their sum, one number.
def entropy(p):
    return np.array([-v * np.log(v) if v > 0 else 0.0 for v in p])

# %% mistake="two-classes-only"
# this is the entropy of a coin that falls on class 0 or not. Every class has its term: sum over all of them.
def entropy(p):
    total = 0.0
    for each in (p[0], 1 - p[0]):
        if each > 0:
            total -= each * np.log(each)
    return total

# %% mistake="any-epsilon-in-log" free="EPS=1e-12"
# {EPS} is added inside the logarithm, which moves the result: the entropy of a one-hot row is exactly 0, and
# no entropy is negative. Leave out the entries with p = 0 instead.
def entropy(p):
    return -np.sum(p * np.log(p + EPS))

# %% mistake="epsilon-added" free="EPS=1e-10"
# {EPS} is added to the probabilities, which moves the result: the entropy of a one-hot row is exactly 0. Leave
# out the entries with p = 0 instead.
def entropy(p):
    p = p + EPS
    return -np.sum(p * np.log(p))

# %% mistake="clipped" free="EPS=1e-10"
# the probabilities are clipped at {EPS}, which moves the result: the entropy of a one-hot row is exactly 0.
# Leave out the entries with p = 0 instead.
def entropy(p):
    p = np.clip(p, EPS, 1)
    return -np.sum(p * np.log(p))

# %% mistake="gini-index"
# this is 1 minus the sum of the squares (the Gini index), another measure of how mixed a distribution is. Sum p * log(p).
def entropy(p):
    return 1 - np.sum(np.square(p))

# %% mistake="small-ones-left-out" free="BOUND=1e-3"
# probabilities below {BOUND} are left out. Leave out those that are exactly 0, and no others.
def entropy(p):
    possible = p[p > BOUND]
    return float(-np.sum(possible * np.log(possible)))

# %% mistake="log-of-the-largest"
# this is minus the log of the largest probability alone. Every class counts, weighted with its probability.
def entropy(p):
    return -np.log(np.max(p))
