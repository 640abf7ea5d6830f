# %% exercise="kl-divergence" name="kl_divergence"

# %% right="textbook"
def kl_divergence(p, q):
    total = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            total += p[k] * np.log(p[k] / q[k])
    return total

# %% right="rel-entr"
from scipy.special import rel_entr

def kl_divergence(p, q):
    return np.sum(rel_entr(p, q))

# %% right="cross-entropy-minus-entropy" teaches="The definition in words: the surprise under q, less the surprise that nobody can avoid."
def kl_divergence(p, q):
    seen = p > 0
    with np.errstate(divide="ignore"):
        return -np.sum(p[seen] * np.log(q[seen])) + np.sum(p[seen] * np.log(p[seen]))

# %% right="where-argument"
def kl_divergence(p, q):
    ratio = np.divide(p, q, out=np.full(len(p), np.inf), where=q > 0)
    logs = np.log(ratio, out=np.zeros(len(p)), where=p > 0)
    return float(sum(a * b for a, b in zip(p, logs) if a))

# %% right="loop"
def kl_divergence(p, q):
    total = 0
    for k in range(p.shape[0]):
        if p[k] > 0:
            total += p[k] * np.log(p[k] / q[k]) if q[k] > 0 else np.inf
    return total

# %% right="scipy-stats"
from scipy.stats import entropy as relative_entropy


def kl_divergence(p, q):
    return relative_entropy(p, q)

# %% right="difference-of-logs"
def kl_divergence(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * (np.log(p) - np.log(q))
    return np.where(p == 0, 0.0, terms).sum()

# %% mistake="reversed" edits="textbook"
# this is the divergence the other way round, KL(q || p). What really happens, p, is the weight and stands
# above in the quotient.
-         if p[k] > 0:
-             total += p[k] * np.log(p[k] / q[k])
+         if q[k] > 0:
+             total += q[k] * np.log(q[k] / p[k])

# %% mistake="quotient-upside-down" edits="textbook"
# the quotient is upside down (or the minus is missing): the result is negative. The logarithm is that of p
# / q.
-             total += p[k] * np.log(p[k] / q[k])
+             total += p[k] * np.log(q[k] / p[k])

# %% mistake="weighted-by-q" edits="textbook"
# the weight is q, the prediction. What really happens decides how often a class counts: weigh with p.
-             total += p[k] * np.log(p[k] / q[k])
+             total += q[k] * np.log(p[k] / q[k])

# %% mistake="cross-entropy-returned" edits="textbook"
# this is the cross-entropy, larger than the divergence by the entropy of p. The logarithm is that of p / q.
-             total += p[k] * np.log(p[k] / q[k])
+             total += p[k] * -np.log(q[k])

# %% mistake="zero-log-zero"
# 0 * log(0) and 0 / 0 are nan in NumPy, but a class with p = 0 should add 0, whatever q is. Leave it out.
def kl_divergence(p, q):
    return np.sum(p * np.log(p / q))

# %% mistake="zeros-of-q-left-out" edits="textbook"
# the classes with q = 0 are left out. If such a class can happen (p > 0) the result is inf; leave out those
# with p = 0 alone.
-         if p[k] > 0:
+         if p[k] > 0 and q[k] > 0:

# %% mistake="epsilon-in-log"
# a small number inside the logarithm makes a finite result of an infinite one. Where p > 0 and q = 0 the
# result is inf.
def kl_divergence(p, q):
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))

# %% mistake="symmetrised" edits="textbook"
# this is KL(p || q) + KL(q || p). The divergence is one of the two, and not symmetric.
-         if p[k] > 0:
-             total += p[k] * np.log(p[k] / q[k])
+         if p[k] > 0 or q[k] > 0:
+             total += (p[k] - q[k]) * np.log(p[k] / q[k])

# %% mistake="logs-divided" edits="textbook"
# log p is divided by log q. The logarithm of a quotient is a difference: log p - log q.
-             total += p[k] * np.log(p[k] / q[k])
+             total += p[k] * np.log(p[k]) / np.log(q[k])

# %% mistake="base-two" edits="textbook"
# the logarithm is that of base 2, which gives bits. The series uses the natural logarithm, np.log.
-             total += p[k] * np.log(p[k] / q[k])
+             total += p[k] * np.log2(p[k] / q[k])

# %% mistake="absolute-terms" edits="textbook"
# the terms are added without their signs. A class that is more likely in q than in p has a negative term, and
# it counts as such.
-             total += p[k] * np.log(p[k] / q[k])
+             total += abs(p[k] * np.log(p[k] / q[k]))

# %% mistake="mean-of-both-ways" edits="textbook"
# this is the mean of KL(p || q) and KL(q || p). The divergence is the first alone, and not symmetric.
-         if p[k] > 0:
-             total += p[k] * np.log(p[k] / q[k])
+         if p[k] > 0 or q[k] > 0:
+             total += (p[k] - q[k]) * np.log(p[k] / q[k]) / 2

# %% mistake="mean-for-sum" edits="textbook"
# this is the mean over the classes. The weights p already make a mean of the terms: take the sum.
-     return total
+     return total / len(p)

# %% mistake="epsilon-added" free="EPS=1e-10"
# {EPS} is added to p and q, or to both inside the logarithm, which makes a finite result of an infinite one. Where p > 0 and q = 0 the result
# is inf; leave out the classes with p = 0.
def kl_divergence(p, q):
    p, q = p + EPS, q + EPS
    return np.sum(p * np.log(p / q))

# %% mistake="epsilon-in-divisor" edits="textbook" free="EPS=1e-9"
# {EPS} in the divisor makes a finite result of an infinite one. Where p > 0 and q = 0 the result is inf.
-             total += p[k] * np.log(p[k] / q[k])
+             total += p[k] * np.log(p[k] / (q[k] + EPS))

# %% mistake="large-number-for-infinity" free="LARGE=1e9"
# what happens though it was called impossible gives {LARGE}, a large number. The docstring asks for inf.
def kl_divergence(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return LARGE
    return float(np.sum(p[possible] * np.log(p[possible] / q[possible])))

# %% mistake="unweighted"
# the logarithms are added without their weights p. Each log(p / q) counts p times.
def kl_divergence(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return float("inf")
    return float(np.sum(np.log(p[possible] / q[possible])))

# %% mistake="logs-added"
# the logarithms of p and q are added. The log of a quotient is the difference of the logs: log(p) - log(q).
def kl_divergence(p, q):
    possible = p > 0
    if np.any(q[possible] == 0):
        return float("-inf")
    return float(np.sum(p[possible] * (np.log(p[possible]) + np.log(q[possible]))))

# %% mistake="squared-differences"
# this is the sum of squared differences of p and q. The divergence is the sum of p * log(p / q).
def kl_divergence(p, q):
    return float(np.sum((p - q) ** 2))

# %% equivalent="dropped statement"
# np.log gives -inf at 0, silently or with a warning, and the sum is inf all the same
- if np.any(q[possible] == 0):; return float('inf')
+ pass

# %% equivalent="constant"
# np.log gives -inf at 0, silently or with a warning, and the sum is inf all the same
- if np.any(q[possible] == 0):
+ if np.any(q[possible] == -1):

# %% mistake="absolute-differences"
# the absolute differences of p and q are added up. That is another distance of two distributions; the divergence has
# a logarithm.
def kl_divergence(p, q):
    return float(np.sum(np.abs(p - q)))

# %% mistake="mean-distribution-between"
# both distributions are compared with their mean (the Jensen-Shannon divergence). Compare p with q itself.
def kl_divergence(p, q):
    between = (p + q) / 2
    there, here = p > 0, q > 0
    first = np.sum(p[there] * np.log(p[there] / between[there]))
    return float(first + np.sum(q[here] * np.log(q[here] / between[here]))) / 2

# %% mistake="negative-terms-dropped" edits="textbook"
# the negative terms are dropped. Single terms may be negative; only their sum never is.
-             total += p[k] * np.log(p[k] / q[k])
+             total += max(0, p[k] * np.log(p[k] / q[k]))
