# %% exercise="cross-entropy" name="cross_entropy"

# %% right="textbook"
def cross_entropy(p, q):
    total = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            total -= p[k] * np.log(q[k])
    return total

# %% right="xlogy" teaches="xlogy(p, q) is p * log(q), and 0 where p is 0: the limit that NumPy's product does not know."
from scipy.special import xlogy

def cross_entropy(p, q):
    return -xlogy(p, q).sum()

# %% right="masked-dot"
def cross_entropy(p, q):
    with np.errstate(divide="ignore"):
        return -(p[p != 0] @ np.log(q[p != 0]))

# %% right="nan-to-zero"
def cross_entropy(p, q):
    with np.errstate(all="ignore"):
        terms = p * np.log(q)
    terms[np.isnan(terms)] = 0
    return np.array(-terms.sum())

# %% right="loop-with-math"
import math


def cross_entropy(p, q):
    total = 0.0
    for pk, qk in zip(p, q):
        if pk == 0:
            continue
        if qk == 0:
            return math.inf
        total -= pk * math.log(qk)
    return total

# %% right="log-with-where"
def cross_entropy(p, q):
    surprise = np.full(len(q), np.inf)
    surprise[q > 0] = -np.log(q[q > 0])
    happens = np.nonzero(p)[0]
    return np.inner(p[happens], surprise[happens])

# %% right="scipy-entr-and-kl"
from scipy.special import entr, rel_entr


def cross_entropy(p, q):
    return float(np.sum(entr(p)) + np.sum(rel_entr(p, q)))

# %% mistake="swapped" edits="textbook"
# p and q have changed places. What really happens, p, is the weight, and the prediction q stands inside the
# logarithm.
-         if p[k] > 0:
-             total -= p[k] * np.log(q[k])
+         if q[k] > 0:
+             total -= q[k] * np.log(p[k])

# %% mistake="zero-log-zero"
# 0 * log(0) is nan in NumPy, but a class with p = 0 should add 0, whatever q is. Leave it out.
def cross_entropy(p, q):
    return -np.sum(p * np.log(q))

# %% mistake="zeros-of-q-left-out" edits="textbook"
# the classes with q = 0 are left out. If such a class can happen (p > 0) the result is inf; leave out those
# with p = 0 instead.
-         if p[k] > 0:
+         if q[k] > 0:

# %% mistake="epsilon-in-log"
# a small number inside the logarithm makes a finite result of an infinite one. What happens though it was
# called impossible is infinitely surprising: return inf.
def cross_entropy(p, q):
    return -np.sum(p * np.log(q + 1e-12))

# %% mistake="clipped"
# q is clipped away from 0, which makes a finite result of an infinite one. Where p > 0 and q = 0 the result
# is inf.
def cross_entropy(p, q):
    return -np.sum(p * np.log(np.clip(q, 1e-15, 1)))

# %% mistake="infinity-replaced"
# nan_to_num turns the infinite terms into large finite numbers. Only nan, from 0 * log(0), should become 0.
def cross_entropy(p, q):
    return -np.sum(np.nan_to_num(p * np.log(q)))

# %% mistake="divergence-returned" edits="textbook"
# this is the KL divergence, smaller than the cross-entropy by the entropy of p. Take the logarithm of q
# alone, not of q / p.
-             total -= p[k] * np.log(q[k])
+             total -= p[k] * np.log(q[k] / p[k])

# %% mistake="only-the-likeliest"
# only the class with the greatest p is counted. That is right for a one-hot target; in general every class
# counts, with its weight p.
def cross_entropy(p, q):
    return -np.log(q[np.argmax(p)])

# %% mistake="sign" edits="textbook"
# the sign is wrong: the logarithm of a probability is negative, and the minus makes the surprise positive.
-             total -= p[k] * np.log(q[k])
+             total += p[k] * np.log(q[k])

# %% mistake="base-two" edits="textbook"
# the logarithm is that of base 2, which gives bits. The series uses the natural logarithm, np.log.
-             total -= p[k] * np.log(q[k])
+             total -= p[k] * np.log2(q[k])

# %% mistake="mean-for-sum" edits="textbook"
# this is the mean over the classes. The weights p already make a mean of the surprises: take the sum.
-     return total
+     return total / len(p)

# %% mistake="mean-over-the-possible"
# this is the mean over the classes that can happen. The weights p already make a mean of the surprises: take
# the sum.
def cross_entropy(p, q):
    terms = [p[k] * np.log(q[k]) for k in range(len(p)) if p[k] > 0]
    return -sum(terms) / len(terms)

# %% mistake="minus-infinity"
# where p > 0 and q = 0 the result is minus infinity. What was called impossible is infinitely surprising, and
# no surprise is negative: +inf.
def cross_entropy(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return -np.inf
    return -np.sum(p[possible] * np.log(q[possible]))

# %% mistake="zero-for-infinity"
# where p > 0 and q = 0 the result is 0 or another finite number. What was called impossible is infinitely
# surprising: return inf.
def cross_entropy(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return 0.0
    return -np.sum(p[possible] * np.log(q[possible]))

# %% mistake="any-epsilon-in-log" free="EPS=1e-9"
# {EPS} inside the logarithm, added or as a lower bound, makes a finite result of an infinite one. What happens though it was called
# impossible is infinitely surprising: return inf.
def cross_entropy(p, q):
    return -np.sum(p * np.log(q + EPS))

# %% mistake="coin-of-each-class"
# every class is taken for a coin of its own, with a second term (1 - p) * log(1 - q). The sum of p * log(q) is all.
def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, p * np.log(q), 0) + np.where(p < 1, (1 - p) * np.log(1 - q), 0)
    return -np.sum(terms)

# %% mistake="large-number-for-infinity" free="LARGE=1e9"
# what happens though it was called impossible gives {LARGE}, a large number. The docstring asks for inf.
def cross_entropy(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return LARGE
    return float(-np.sum(p[possible] * np.log(q[possible])))

# %% mistake="log-of-the-sum"
# this is the logarithm of the sum of p * q. Take the logarithm of each q first, then the sum of p * log(q).
def cross_entropy(p, q):
    if np.any(q[p > 0] == 0):
        return float("inf")
    return -float(np.log(np.sum(p * q)))

# %% equivalent="dropped statement"
# np.log gives -inf at 0, silently or with a warning, and the sum is inf all the same
- if np.any(q[possible] == 0):; return float('inf')
+ pass

# %% equivalent="constant"
# np.log gives -inf at 0, silently or with a warning, and the sum is inf all the same
- if np.any(q[possible] == 0):
+ if np.any(q[possible] == -1):

# %% mistake="coin-of-each-class-with-epsilon" free="EPS=1e-12"
# every class is taken for a coin of its own, with a second term (1 - p) * log(1 - q), and {EPS} is added inside the logarithms.
# The sum of p * log(q) is all.
def cross_entropy(p, q):
    return -np.sum(p * np.log(q + EPS) + (1 - p) * np.log(1 - q + EPS))

# %% mistake="weighted-by-the-prediction"
# the terms are q * log(q), of the prediction alone. The weights are p, what really happens.
def cross_entropy(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return np.inf
    return float(-np.sum(q[possible] * np.log(q[possible])))

# %% mistake="only-the-likeliest-weighted"
# only the term of the likeliest class is there, p[k] * log(q[k]). Add up those of all classes.
def cross_entropy(p, q):
    k = np.argmax(p)
    return np.inf if q[k] == 0 else -p[k] * np.log(q[k])
