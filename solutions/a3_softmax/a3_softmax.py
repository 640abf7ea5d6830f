# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Softmax: probabilities, entropy, cross-entropy
#
# The SVM of the last notebook says which class has the greatest score. It cannot say how sure it is. Here you
# turn the same scores into probabilities, learn to measure how far one distribution is from another, and build
# from that the loss on which nearly every classifier of today is trained.
#
# **You will build** a softmax that no score can break, entropy, cross-entropy and KL divergence, the softmax loss
# with its gradient (for one example, with loops, and without), a trained classifier, a table that sets the SVM
# against it, and a thermostat for probabilities that are too sure of themselves.
#
# **You need** a0 (axes, `keepdims`, `scores[np.arange(N), y]`) and a2 (linear scores, the hinge loss, penalties,
# gradient descent). From calculus: the derivative of `exp` and of `log`, and the chain rule.
#
# **It takes** 3.5 to 4.5 hours.
#
# Marking skips the cells that draw or train. As always rows are examples: `X` has shape `(N, D)`, `W` has shape `(D,
# C)`, and the scores `X @ W` have shape `(N, C)`. Logarithms are natural ones, `np.log`. No function may change its
# arguments, and float32 is precise enough for an answer, unless the text in quotes says *Compute in float64*.

# %%
import numpy as np

from pixgrad import check, data, plots
from pixgrad.check import lock

lock.teaches("a3_softmax")  # pixgrad.models has what you build here; it stays shut until you have it
DATA = "shapes"  # "cifar10" after: pixgrad data fetch cifar10

dataset = data.load(DATA)
print(dataset)

# %% [markdown]
# ## Scores become probabilities
#
# Scores are any real numbers. Probabilities are positive and sum to 1. The softmax makes the one into the other:
# `exp` makes every score positive, and a division by the sum of the row makes the row sum to 1:
#
# $$p_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# Two properties follow at once. A score that is larger by $\log 2 \approx 0.69$ than another has twice its
# probability, wherever on the scale the two stand. And only differences count: adding the same number $c$ to all
# scores of a row multiplies numerator and denominator by $e^{c}$, which cancels.
#
# `np.exp(710.0)` is already `inf`, and `inf / inf` is `nan`; scores of that size turn up as soon as a learning rate
# is too large. As you may subtract any number from a row, subtract one that makes overflow impossible. Think about
# which: it should leave no positive exponent, and it should leave at least one that is not far below zero, so that
# the sum you divide by cannot become 0. And every row needs its own: two examples of one batch may have scores that
# lie thousands apart.
#
# The tools are those of a0: `np.exp` of a whole array, `np.max(a, axis=1, keepdims=True)` and
# `np.sum(a, axis=1, keepdims=True)`. <!-- by hand: 0.69 -->


# %% answer="softmax"
def softmax(scores):
    """Probabilities of the classes, row by row.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Scores of N examples for C classes, float or integer. They may be of any size: 1e4 or -1e4, 2e4 apart
        within a row, and thousands apart from row to row.

    Returns
    -------
    ndarray of float of shape (N, C)
        Entry [n, k] is ``exp(scores[n, k])`` divided by the sum of ``exp(scores[n, j])`` over the classes j.
        Every row sums to 1. No entry is NaN; a probability below the smallest float is 0. Compute in float64:
        of scores near 1e4 float32 keeps too few digits.
    """
    # BEGIN SOLUTION
    exps = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return exps / np.sum(exps, axis=1, keepdims=True)
    # END SOLUTION


# %% check="softmax" points=12
logs = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]])  # so that exp gives 1, 2, 5 and 3, 3, 2: both sum to 8
eighths = [[0.125, 0.25, 0.625], [0.375, 0.375, 0.25]]
cases = [
    (logs,),
    (np.array([[0.0, 0.0]]),),  # equal scores, equal probabilities
    (np.array([[7, 7, 7, 7], [0, 5000, 0, 5000], [2, 2, -9000, 2]]),),  # whole numbers
    (logs - 1e4,),
    (logs + 1e4,),  # exp(1e4) is more than a float can hold
    (np.array([[1e4, 0.0, -1e4], [-1e4, 0.0, -1e4], [0.0, 0.0, -1e4]]),),
    (logs + np.array([[1000.0], [-1000.0]]),),  # rows that lie far apart
    (np.log([[1.0, 3.0], [1.0, 1.0], [3.0, 1.0]]) + np.array([[0.0], [-5000.0], [9000.0]]),),
    (np.array([[0, 1, 2]]),),  # whole numbers near each other
]
wanted = [
    eighths,
    [[0.5, 0.5]],
    [[0.25, 0.25, 0.25, 0.25], [0, 0.5, 0, 0.5], [1 / 3, 1 / 3, 0, 1 / 3]],
    eighths,
    eighths,
    [[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0]],
    eighths,
    [[0.25, 0.75], [0.5, 0.5], [0.75, 0.25]],
    [np.array([1, np.e, np.e**2]) / (1 + np.e + np.e**2)],
]
check.returns(softmax, cases, wanted, exercise="softmax")
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("softmax")
fresh = [(rng.normal(scale=2, size=size),) for size in [(5, 3), (1, 2), (3, 7), (4, 4), (1, 1)]]
fresh += [(rng.integers(-6, 7, size=(3, 5)),), (rng.permutation(np.arange(-2, 2) * 5000).reshape(2, 2),)]
fresh += [(rng.normal(size=(4, 3)) + rng.permutation([-1e4, -1e3, 1e3, 1e4])[:, np.newaxis],)]
fresh += [(rng.permutation(30).reshape(6, 5) * rng.uniform(900, 1100),), (rng.normal(size=(2, 3)) - 1e4,)]
check.returns(softmax, fresh, lambda scores: special.softmax(scores, axis=1), exercise="softmax")
# END HIDDEN TESTS

# %% [markdown] hint="softmax"
# Which number of a row makes all exponents at most 0, and one of them exactly 0? What shape must these numbers
# have, so that each row loses its own?

# %% [markdown]
# ## How much a distribution leaves open
#
# An event of probability $p$ is worth a *surprise* of $-\log p$: nothing when it was certain, much when it was
# rare. The entropy of a distribution is the surprise to expect when you draw from it:
#
# $$H(p) = -\sum_k p_k \log p_k$$
#
# A class with $p_k = 0$ is never drawn and adds nothing: $t \log t$ goes to 0 as $t$ does. NumPy does not know
# that limit; for it `0 * np.log(0)` is `0 * -inf`, which is `nan`. A one-hot label is full of such zeros, so this
# is the case that matters. (A mask of a0 leaves them out: `p[p > 0]` has the positive entries alone.)


# %% answer="entropy"
def entropy(p):
    """Entropy of a distribution, in nats (natural logarithm).

    Parameters
    ----------
    p : ndarray of shape (C,)
        Probabilities: at least 0, with sum 1; float, or integer for a one-hot row.

    Returns
    -------
    float
        Minus the sum of ``p[k] * log(p[k])``, where an entry of 0 adds 0. A one-hot row gives exactly 0, with no
        small number added on the way; C equal entries give log C. Compute in float64: float32 is too coarse
        for the log of a probability near 1.
    """
    # BEGIN SOLUTION
    possible = p[p > 0]
    return float(-np.sum(possible * np.log(possible)))
    # END SOLUTION


# %% check="entropy" points=5
cases = [
    (np.array([0.5, 0.5]),),
    (np.array([0.25, 0.25, 0.25, 0.25]),),
    (np.array([0.5, 0.25, 0.25]),),  # half of log 2, twice a quarter of log 4
    (np.array([0.0, 0.5, 0.0, 0.5]),),  # two classes are impossible
    (np.array([1.0, 0.0, 0.0]),),  # nothing is open
    (np.array([0, 1]),),  # the same in whole numbers
    (np.array([0.13, 0.87, 0.0]),),
    (np.array([0.0001, 0.9999]),),  # a small probability counts
    (np.array([0.000001, 0.999999]),),
]
wanted = [
    np.log(2),
    np.log(4),
    1.5 * np.log(2),
    np.log(2),
    0,
    0,
    -(0.13 * np.log(0.13) + 0.87 * np.log(0.87)),
    -0.0001 * np.log(0.0001) - 0.9999 * np.log(0.9999),
    -0.000001 * np.log(0.000001) - 0.999999 * np.log(0.999999),
]
check.returns(entropy, cases, wanted, exercise="entropy")
certain = [(np.array([1.0, 0.0, 0.0]),), (np.array([0, 1]),)]  # what is certain leaves nothing open at all
check.returns(entropy, certain, [0, 0], exercise="entropy", rtol=0, atol=0)
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("entropy")
fresh = [rng.dirichlet(np.ones(size)) for size in [2, 3, 5, 11]]
fresh += [np.insert(rng.dirichlet(np.ones(3)), place, 0.0) for place in (0, 2, 3)]
fresh += [np.eye(6)[rng.integers(6)], np.eye(4, dtype=int)[rng.integers(4)], np.full(7, 1 / 7)]
check.returns(entropy, [(p,) for p in fresh], lambda p: special.entr(p).sum(), exercise="entropy")
certain = [(np.eye(5)[rng.integers(5)],), (np.eye(3, dtype=int)[rng.integers(3)],)]
check.returns(entropy, certain, [0, 0], exercise="entropy", rtol=0, atol=0)
# END HIDDEN TESTS

# %% [markdown] hint="entropy"
# Which classes add nothing? See to it that no logarithm is taken of them at all.

# %% [markdown]
# ## How wrong a prediction is
#
# Let $p$ be what really happens and $q$ what you predicted. Draw from $p$, but be surprised by the measure of
# $q$: the surprise to expect is the **cross-entropy**
#
# $$H(p, q) = -\sum_k p_k \log q_k .$$
#
# Zeros now matter in two ways. Where $p_k = 0$ the class never happens and adds 0, whatever $q_k$ is, be it 0
# too. Where $p_k > 0$ but $q_k = 0$, something happens that you called impossible: the cross-entropy is infinite.
# That is no accident to be smoothed away with a small number inside the logarithm, it is the answer.
#
# The order of the arguments matters as well: $p$ weighs, $q$ stands inside the logarithm.


# %% answer="cross-entropy"
def cross_entropy(p, q):
    """Cross-entropy of a prediction q under the true distribution p, in nats.

    Parameters
    ----------
    p : ndarray of shape (C,)
        What happens: probabilities with sum 1, often one-hot; float or integer.
    q : ndarray of shape (C,)
        What was predicted: probabilities with sum 1.

    Returns
    -------
    float
        Minus the sum of ``p[k] * log(q[k])``. Where p[k] is 0 the class adds 0, even if q[k] is 0 too. If some
        q[k] is 0 where p[k] is positive, the result is ``inf``.
    """
    # BEGIN SOLUTION
    possible = p > 0
    if np.any(q[possible] == 0):
        return float("inf")
    return float(-np.sum(p[possible] * np.log(q[possible])))
    # END SOLUTION


# %% check="cross-entropy" points=7
half, skewed = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25])
prediction = np.array([0.13, 0.87, 0.0])
cases = [
    (np.array([0.5, 0.5]), np.array([0.25, 0.75])),
    (half, skewed),  # half of log 4, half of log 2
    (skewed, skewed),  # of itself: the entropy
    (np.array([1.0, 0.0, 0.0]), prediction),  # the worked example: -log 0.13
    (np.array([0, 1, 0]), prediction),  # -log 0.87
    (np.array([0.0, 0.0, 1.0]), prediction),  # happens though it was called impossible
    (skewed, half),
    (half, half),
    (np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])),  # certain, and right
    (np.array([0.5, 0.5]), np.array([1e-20, 1.0])),  # nearly impossible is not impossible
    (np.array([1e-9, 1 - 1e-9]), np.array([0.0, 1.0])),  # happens, if hardly ever
]
wanted = [
    -0.5 * np.log(0.1875),
    1.5 * np.log(2),
    1.5 * np.log(2),
    2.0402208,
    0.1392621,
    np.inf,
    np.inf,
    np.log(2),
    0,
    10 * np.log(10),
    np.inf,
]
check.returns(cross_entropy, cases, wanted, exercise="cross-entropy", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("cross-entropy")
fresh = [tuple(rng.dirichlet(np.ones(size), size=2)) for size in [2, 3, 5, 12]]
fresh += [(np.eye(4)[rng.integers(4)], rng.dirichlet(np.ones(4))) for _ in range(2)]
sparse = np.array([0.0, *rng.dirichlet(np.ones(3)), 0.0])
fresh += [(sparse, sparse), (sparse, rng.dirichlet(np.ones(5))), (rng.dirichlet(np.ones(5)), sparse)]
fresh += [
    (np.eye(3, dtype=int)[2], np.array([0.5, 0.5, 0.0])),
    (np.eye(3, dtype=int)[0], np.array([0.2, 0.8, 0.0])),
]
check.returns(
    cross_entropy,
    fresh,
    lambda p, q: -special.xlogy(p, q).sum(),
    exercise="cross-entropy",
    rtol=1e-5,
    atol=1e-6,
)
# END HIDDEN TESTS

# %% [markdown] hint="cross-entropy"
# Which classes count at all? If something is wrong among *these*, the answer is known without a logarithm; else
# the formula stands as written.

# %% [markdown]
# ### The price of a prediction
#
# How much of that surprise is your fault? Even a perfect prediction $q = p$ costs $H(p, p) = H(p)$, which no one
# can avoid. What is left is the price of having predicted $q$, the **Kullback-Leibler divergence**:
#
# $$D_{KL}(p \,\|\, q) = \sum_k p_k \log \frac{p_k}{q_k}
# = \underbrace{-\sum_k p_k \log q_k}_{H(p,\, q)} - \underbrace{\Big(-\sum_k p_k \log p_k\Big)}_{H(p)} .$$
#
# It is 0 if $q = p$ and positive otherwise. It is no distance: $D_{KL}(p \,\|\, q)$ and $D_{KL}(q \,\|\, p)$
# differ.


# %% answer="kl-divergence"
def kl_divergence(p, q):
    """Kullback-Leibler divergence of a prediction q from the true distribution p, in nats.

    Parameters
    ----------
    p : ndarray of shape (C,)
        What happens: probabilities with sum 1, often one-hot; float or integer.
    q : ndarray of shape (C,)
        What was predicted: probabilities with sum 1.

    Returns
    -------
    float
        The sum of ``p[k] * log(p[k] / q[k])``. Where p[k] is 0 the class adds 0, even if q[k] is 0 too. If
        some q[k] is 0 where p[k] is positive, the result is ``inf``.
    """
    # BEGIN SOLUTION
    possible = p > 0
    if np.any(q[possible] == 0):
        return float("inf")
    return float(np.sum(p[possible] * np.log(p[possible] / q[possible])))
    # END SOLUTION


# %% check="kl-divergence" points=6
half, skewed = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25])
prediction = np.array([0.13, 0.87, 0.0])
cases = [
    (np.array([0.5, 0.5]), np.array([0.25, 0.75])),
    (np.array([0.25, 0.75]), np.array([0.5, 0.5])),  # the other way round: another number
    (half, skewed),  # half of log 2, half of log 1
    (skewed, skewed),  # nothing to improve
    (np.array([1.0, 0.0, 0.0]), prediction),  # the worked example: -log 0.13
    (np.array([0, 1, 0]), prediction),  # -log 0.87
    (np.array([0.0, 0.0, 1.0]), prediction),  # happens though it was called impossible
    (skewed, half),
    (half, half),
    (np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0])),  # certain, and right
    (np.array([0.5, 0.5]), np.array([1e-20, 1.0])),  # nearly impossible is not impossible
    (np.array([1e-9, 1 - 1e-9]), np.array([0.0, 1.0])),  # happens, if hardly ever
]
wanted = [
    0.5 * np.log(0.25 / 0.1875),
    0.25 * np.log(0.5) + 0.75 * np.log(1.5),
    0.5 * np.log(2),
    0,
    2.0402208,
    0.1392621,
    np.inf,
    np.inf,
    0,
    0,
    10 * np.log(10) - np.log(2),
    np.inf,
]
check.returns(kl_divergence, cases, wanted, exercise="kl-divergence", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("kl-divergence")
fresh = [tuple(rng.dirichlet(np.ones(size), size=2)) for size in [2, 3, 5, 12]]
fresh += [(np.eye(4)[rng.integers(4)], rng.dirichlet(np.ones(4))) for _ in range(2)]
sparse = np.array([0.0, *rng.dirichlet(np.ones(3)), 0.0])
fresh += [(sparse, sparse), (sparse, rng.dirichlet(np.ones(5))), (rng.dirichlet(np.ones(5)), sparse)]
fresh += [
    (np.eye(3, dtype=int)[2], np.array([0.5, 0.5, 0.0])),
    (np.eye(3, dtype=int)[0], np.array([0.2, 0.8, 0.0])),
]
check.returns(
    kl_divergence,
    fresh,
    lambda p, q: special.rel_entr(p, q).sum(),
    exercise="kl-divergence",
    rtol=1e-5,
    atol=1e-6,
)
# END HIDDEN TESTS

# %% [markdown] hint="kl-divergence"
# The same mask as in the cross-entropy. The quotient has p above and q below; the weight in front of the
# logarithm is p.

# %% [markdown]
# ### One example, read twice
#
# The truth is the first of three classes, $p = (1, 0, 0)$. The prediction is $q = (0.13, 0.87, 0)$.
#
# *As a divergence:* only the first class has a weight, so $D_{KL}(p \,\|\, q) = 1 \cdot \log \frac{1}{0.13} + 0 +
# 0 = -\log 0.13 = 2.04$.
#
# *As a cross-entropy:* $H(p, q) = -(1 \cdot \log 0.13 + 0 + 0) = -\log 0.13 = 2.04$.
#
# The two agree, and not by chance: they always differ by $H(p)$, and the entropy of a one-hot target is 0, as it
# leaves nothing open. So for labels it does not matter which of the two you speak of. The 0.87 that went to the wrong
# class and the 0 of the third do not enter at all. Swap the arguments and both become infinite: the prediction gives
# 0.87 to a class that the "truth" $(1, 0, 0)$ excludes.
#
# **Predict.** Next $p = (0.7, 0.3)$ is fixed and $q = (t, 1 - t)$ moves. For which t is each of the two curves
# lowest, and how low do they come? On the right the target is one-hot: where does its cross-entropy begin to
# differ from its divergence? <!-- by hand: 0.87, 0.13, 0.7, 0.3, 2.04 -->

# %% tags=["explore"]
plots.softmax.divergence_curves([[0.7, 0.3], [1.0, 0.0]], entropy, cross_entropy, kl_divergence)

# %% [markdown]
# **What you should see.** Both curves are lowest at $t = 0.7$; the divergence reaches 0 there and the
# cross-entropy only the dashed line, which is $H(p)$. The gap between the curves is the same everywhere. On the
# right the dashed line is at 0, and the curves are one.

# %% claim="the-gap-is-the-entropy"
t = np.linspace(0.01, 0.99, 99)
p = np.array([0.7, 0.3])
cross, kl = (
    np.array([f(p, np.array([each, 1 - each])) for each in t]) for f in (cross_entropy, kl_divergence)
)
print(
    f"lowest at t = {t[cross.argmin()]:.2f} and {t[kl.argmin()]:.2f}; the gap is {entropy(p):.3f} everywhere"
)
assert np.isclose(t[cross.argmin()], 0.7) and np.isclose(t[kl.argmin()], 0.7) and abs(kl.min()) < 1e-9
assert np.allclose(cross - kl, entropy(p))

# %% [markdown]
# ## The loss of one example
#
# The target is one-hot, the prediction is the softmax of the scores, and the loss is their cross-entropy:
#
# $$L = -\log p_y = -\log \frac{e^{s_y}}{\sum_j e^{s_j}} .$$
#
# **Read as likelihood.** $p_y$ is the probability that the model gives to the label that was observed. The labels
# of N independent examples together have the probability $\prod_n p_{n, y_n}$. The weights under which the
# observed labels are most probable are the *maximum-likelihood estimate*. The logarithm turns the product, far
# too small for a float, into a sum and leaves the maximum where it was; with a minus sign and divided by N it is
# the mean loss. To minimise the mean of $-\log p_y$ *is* maximum likelihood.
#
# **Computed safely.** Subtracting the maximum $m$ saves `exp` from overflow, but not `log` from underflow: with
# the scores (0, 1000) and the label 0, $p_y = e^{-1000}$ becomes exactly 0, and $-\log 0$ is infinite. Yet the
# true loss is an innocent 1000. A small number added inside the logarithm only hides that: $-\log(10^{-12})$ is
# 27.6, and not 1000. The way out is not to compute $p_y$ at all. Take the logarithm on paper first:
#
# $$L = -s_y + \log \sum_j e^{s_j} = -s_y + m + \log \sum_j e^{s_j - m}, \qquad m = \max_j s_j .$$
#
# This is known as *log-sum-exp*. One term of the last sum is $e^0 = 1$ and no term is larger, so the sum lies between
# 1 and C: `exp` cannot overflow and `log` never meets a 0. For scores far apart the last logarithm vanishes and the
# loss is $m - s_y$, the gap between the best score and the right one.


# %% claim="a-small-number-hides-the-loss"
print(f"-log(1e-12) is {-np.log(1e-12):.1f}; exp(-1000) is {np.exp(-1000.0):g}")
assert round(-np.log(1e-12), 1) == 27.6 and np.exp(-1000.0) == 0


# %% answer="softmax-loss-one"
def softmax_loss_one(scores, label):
    """Softmax loss of one example: minus the log of the probability of its label.

    Parameters
    ----------
    scores : ndarray of shape (C,)
        Scores of the classes, float or integer, of any size: 1e4 or -1e4, or 2e4 apart.
    label : int
        The right class, from 0 to C - 1.

    Returns
    -------
    float
        ``-log(p[label])`` where p is the softmax of the scores. Finite for all finite scores: where p[label]
        is too small for a float, the loss is still the right one, about the greatest score minus ``scores[label]``.
        Compute in float64: of scores near 1e4 float32 keeps too few digits.
    """
    # BEGIN SOLUTION
    greatest = np.max(scores)
    return float(greatest - scores[label] + np.log(np.sum(np.exp(scores - greatest))))
    # END SOLUTION


# %% check="softmax-loss-one" points=8
logs = np.log([1.0, 2.0, 5.0])
cases = [
    (logs, 0),  # p = (1/8, 2/8, 5/8)
    (logs, 1),
    (logs, 2),
    (np.log([13.0, 87.0]), 0),  # p = (0.13, 0.87)
    (np.array([3, 3, 3, 3]), 2),  # whole numbers; p = 1/4
    (logs + 1e4, 1),
    (logs - 1e4, 1),
    (np.array([0.0, 1000.0]), 0),  # p[0] underflows; the loss is the gap
    (np.array([1000.0, 0.0]), 0),
    (np.array([1e4, -1e4, 0.0]), 1),
    (np.array([-4000, -4000, -9000]), 2),  # the gap, and log 2
]
wanted = [
    np.log(8),
    np.log(4),
    np.log(1.6),
    2.0402208,
    np.log(4),
    np.log(4),
    np.log(4),
    1000,
    0,
    2e4,
    5000 + np.log(2),
]
check.returns(softmax_loss_one, cases, wanted, exercise="softmax-loss-one")
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("softmax-loss-one")
fresh = [(rng.normal(scale=2, size=size), int(rng.integers(size))) for size in [2, 3, 5, 11]]
fresh += [(rng.integers(-5, 6, size=4), int(rng.integers(4))), (rng.integers(-9, 9, size=3) * 1000, 1)]
fresh += [(rng.normal(size=4) + shift, int(rng.integers(4))) for shift in (1e4, -1e4, 800.0)]
fresh += [(rng.permutation([1e4, -1e4, 0.0, 30.0]) + rng.normal(size=4), label) for label in range(4)]
want = [special.logsumexp(scores) - scores[label] for scores, label in fresh]
check.returns(softmax_loss_one, fresh, want, exercise="softmax-loss-one")
# END HIDDEN TESTS

# %% [markdown] hint="softmax-loss-one"
# The last formula has three terms. Which of them can overflow, and which can meet a 0? If your loss is right for
# small scores and off for large ones: where did you subtract the maximum, and where is it given back?

# %% [markdown]
# ## The gradient with respect to the scores
#
# How should the scores of one example move to lower its loss? Take $L = -s_y + \log \sum_j e^{s_j}$, with scores
# $s$ of shape (C,), and differentiate with respect to one score $s_k$. The first term gives $-1$ if $k$ is the
# label, else 0. In the second the outer derivative is one over the sum, and the inner one keeps a single summand,
# $e^{s_k}$:
#
# $$\frac{\partial L}{\partial s_k} = -[k = y] + \frac{e^{s_k}}{\sum_j e^{s_j}} = p_k - [k = y] .$$
#
# All C of them together, with $e_y$ for the one-hot row of the label:
#
# $$\underbrace{\nabla_s L}_{(C,)} = \underbrace{p}_{(C,)} - \underbrace{e_y}_{(C,)} .$$
#
# It is prediction minus truth. Every wrong class is pushed down by its own probability, the right class is pulled
# up by what it lacks to 1, and the entries sum to 0: whatever is taken from one class is given to the others.
# When the prediction is perfect the gradient is 0; for the SVM that happens sooner, as soon as all margins are
# kept.


# %% answer="softmax-grad-one"
def softmax_grad_one(scores, label):
    """Gradient of the softmax loss of one example with respect to its scores.

    Parameters
    ----------
    scores : ndarray of shape (C,)
        Scores of the classes, float or integer, of any size: 1e7 or -1e4, or 2e4 apart.
    label : int
        The right class, from 0 to C - 1.

    Returns
    -------
    ndarray of float of shape (C,)
        Entry k is ``p[k]``, minus 1 if k is the label; p is the softmax of the scores. Never NaN.
        Derived, not measured: finite differences lose digits where scores are large. Compute in float64:
        float32 has lost them already.
    """
    # BEGIN SOLUTION
    exps = np.exp(scores - np.max(scores))
    grad = exps / np.sum(exps)
    grad[label] -= 1
    return grad
    # END SOLUTION


# %% check="softmax-grad-one" points=8
logs = np.log([1.0, 2.0, 5.0])
tenths = np.log([1.0, 2.0, 1.0, 5.0, 1.0])  # the label is neither the first, the last nor the likeliest class
terms = {"probability": np.array([1, 2, 1, 5, 1]) / 10, "one-hot": np.array([0, -1, 0, 0, 0])}
check.gradient(
    softmax_grad_one, (tenths, 1), terms, exercise="softmax-grad-one", output=None, name="gradient"
)
cases = [
    (logs, 0),
    (logs, 1),
    (logs, 2),
    (np.array([0.0, 0.0]), 1),
    (np.array([3, 3, 3, 3]), 2),  # whole numbers
    (logs + 1e4, 1),
    (logs - 1e4, 2),
    (np.array([0.0, 1000.0]), 0),  # wholly wrong
    (np.array([0.0, 1000.0]), 1),  # wholly right
    (np.array([1e4, -1e4, 1e4]), 1),
    (logs + 1e7, 1),  # measured with finite differences it has three digits
]
wanted = [
    [-0.875, 0.25, 0.625],
    [0.125, -0.75, 0.625],
    [0.125, 0.25, -0.375],
    [0.5, -0.5],
    [0.25, 0.25, -0.75, 0.25],
    [0.125, -0.75, 0.625],
    [0.125, 0.25, -0.375],
    [-1, 1],
    [0, 0],
    [0.5, -1, 0.5],
    [0.125, -0.75, 0.625],
]
check.returns(softmax_grad_one, cases, wanted, exercise="softmax-grad-one")
# BEGIN HIDDEN TESTS
from scipy import special

rng = check.rng("softmax-grad-one")
scores, label = rng.normal(size=5), int(rng.integers(5))
terms = {"probability": special.softmax(scores), "one-hot": -np.eye(5)[label]}
check.gradient(
    softmax_grad_one, (scores, label), terms, exercise="softmax-grad-one", output=None, name="gradient"
)
fresh = [(rng.normal(scale=2, size=size), int(rng.integers(size))) for size in [2, 3, 4, 9]]
fresh += [(rng.integers(-4, 5, size=4), int(rng.integers(4))), (rng.permutation([9000, 0, -9000]), 0)]
fresh += [(rng.normal(size=4) + shift, int(rng.integers(4))) for shift in (1e4, -1e4, 800.0, 1e7)]
fresh += [(rng.permutation([1e4, -1e4, 0.0, 1e4]), label) for label in range(4)]
want = [special.softmax(scores) - np.eye(len(scores))[label] for scores, label in fresh]
check.returns(softmax_grad_one, fresh, want, exercise="softmax-grad-one")
# END HIDDEN TESTS

# %% [markdown] hint="softmax-grad-one"
# Prediction minus truth. The prediction is a row of probabilities; in how many entries is the truth not 0?

# %% [markdown]
# ### Scores at work
#
# Here is all of it at once: three scores of one example, whose right class is 0; the probabilities that they
# make; what the SVM of a2 and the softmax loss charge; and how a step against each gradient would move the
# scores. The temperature divides all scores before anything else; it will come back at the end of this notebook.
#
# **Predict.** Leave the scores at 2, 1 and -1, and raise the first to 5. What does the SVM's step look like, and
# what softmax's? Then raise the third above the first: by how much can one step of softmax move a score at most,
# and one of the SVM? And what does a temperature of 5 do to the three probabilities?

# %% tags=["explore"]
from pixgrad.models import linear


def at_work(score_0=2.0, score_1=1.0, score_2=-1.0, temperature=1.0):
    """Probabilities, losses and steps of three scores; class 0 is right."""
    scores = np.array([score_0, score_1, score_2]) / temperature
    svm_loss, svm_gradient = linear.hinge_loss(scores[np.newaxis], np.array([0]))
    losses = {"SVM": svm_loss, "softmax": softmax_loss_one(scores, 0)}
    gradients = {"SVM": svm_gradient[0], "softmax": softmax_grad_one(scores, 0)}
    return plots.softmax.scores_at_work(scores, 0, losses, gradients)


reach = (-6.0, 6.0, 0.5)
plots.interactive.explore(at_work, score_0=reach, score_1=reach, score_2=reach, temperature=(0.25, 5.0, 0.25))

# %% [markdown]
# **What you should see.** With a first score of 5 the SVM does not move anything: its margins are kept. Softmax still
# moves a little, for the first class has not quite all probability. With the third score on top, softmax pushes it
# down by its probability, which is at most 1, and pulls the first up by what it lacks. The SVM pushes every offender
# down by exactly 1, and the right class up by as many. All steps of softmax sum to 0, and so do those of the SVM. A
# high temperature makes the probabilities alike and a low one gives all to the greatest score; their order stays. The
# name says so: a *soft* version of "take the maximum".

# %% claim="scores-at-work"
hinge = lambda scores: linear.hinge_loss(scores[np.newaxis], np.array([0]))[1][0]
lead, behind = np.array([5.0, 1.0, -1.0]), np.array([2.0, 1.0, 6.0])
print(f"SVM {hinge(lead)} and {hinge(behind)}, softmax {softmax_grad_one(lead, 0).round(2)}")
assert not hinge(lead).any() and 0 < -softmax_grad_one(lead, 0)[0] < 0.05
assert hinge(behind).tolist() == [-1, 0, 1] and hinge(np.array([2.0, 1.5, 6.0])).tolist() == [-2, 1, 1]
hot, cold = (softmax(np.array([[2.0, 1.0, -1.0]]) / T)[0] for T in (5, 0.25))
assert np.ptp(hot) < 0.2 and cold[0] > 0.98 and all(np.all(np.diff(each) < 0) for each in (hot, cold))
for scores in (lead, behind):
    assert abs(softmax_grad_one(scores, 0).sum()) < 1e-12 and np.abs(softmax_grad_one(scores, 0)).max() <= 1

# %% [markdown]
# ## A whole batch
#
# Now the scores come from a linear model, and there are N examples:
#
# $$\underbrace{S}_{(N, C)} = \underbrace{X}_{(N, D)} \underbrace{W}_{(D, C)}, \qquad
# L = \frac{1}{N} \sum_{n} L_n + \lambda \sum_{d, k} W_{dk}^2 ,$$
#
# where $L_n$ is the loss of row n of $S$ with the label $y_n$, and $\lambda$ is `reg`. How does $L$ depend on one
# weight, $W_{dk}$? It enters column k of the scores and no other: $S_{nk} = \sum_d X_{nd} W_{dk}$, so $\partial
# S_{nk} / \partial W_{dk} = X_{nd}$. The chain rule collects this over all examples, with $P$ of shape (N, C) for
# the probabilities and $Y$ of shape (N, C) for the one-hot rows of the labels:
#
# $$\frac{\partial L}{\partial W_{dk}}
# = \sum_n \underbrace{\frac{1}{N} \big(P_{nk} - Y_{nk}\big)}_{\partial L / \partial S_{nk}} X_{nd} + 2 \lambda W_{dk} .$$
#
# **One example at a time** (for loops): example n adds to column k of dW, of shape (D,), its row $x_n$, of shape
# (D,), times the number $(p_k - [k = y_n]) / N$.
#
# **All at once** (without loops): a sum over n of a product, first index d and second index k, is a matrix
# product, and the shapes leave no choice of what to transpose:
#
# $$\underbrace{\nabla_W L}_{(D, C)}
# = \underbrace{X^T}_{(D, N)} \underbrace{\tfrac{1}{N} (P - Y)}_{(N, C)} + 2 \lambda \underbrace{W}_{(D, C)} .$$
#
# Two things go wrong more often than all others: the maximum (missing, or one for the whole batch), and the 2 of the
# penalty's gradient.


# %% answer="softmax-loss-naive"
def softmax_loss_naive(W, X, y, reg):
    """Softmax loss of a linear classifier and its gradient, with loops.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows of features, float64.
    y : ndarray of int of shape (N,)
        Labels from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    loss : float
        Mean over the examples of ``-log(p[n, y[n]])``, plus ``reg * sum(W**2)``; p is the softmax of ``X @ W``,
        row by row. Finite and right for scores of any size: where p[n, y[n]] is too small for a float, that
        example's loss is about the gap between its greatest score and the score of its label. Compute in
        float64: of scores near 1e4 float32 keeps too few digits.
    dW : ndarray of shape (D, C)
        Gradient of the loss with respect to W.

    Notes
    -----
    Loops are welcome here, but no one counts them.
    """
    # BEGIN SOLUTION
    loss = 0.0
    dW = np.zeros(W.shape)
    for row, label in zip(X, y, strict=True):
        scores = row @ W
        greatest = np.max(scores)
        exps = np.exp(scores - greatest)
        loss += greatest - scores[label] + np.log(np.sum(exps))
        for k in range(W.shape[1]):
            dW[:, k] += (exps[k] / np.sum(exps) - (k == label)) * row
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW
    # END SOLUTION


# %% check="softmax-loss-naive" points=12
# Four examples, two features, three classes. The scores are the logarithms of (1, 2, 5), (3, 3, 2), (1, 2, 5) again, and
# of their products (3, 6, 10); the probabilities are these numbers divided by 8, 8, 8 and 19.
W_logs = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]])
X_four, y_four = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([2, 0, 1, 2])
data_loss = -(np.log(5 / 8) + np.log(3 / 8) + np.log(2 / 8) + np.log(10 / 19)) / 4
terms = {
    "probability": np.array(
        [
            [2 / 8 + 3 / 19, 4 / 8 + 6 / 19, 10 / 8 + 10 / 19],
            [3 / 8 + 3 / 19, 3 / 8 + 6 / 19, 2 / 8 + 10 / 19],
        ]
    )
    / 4,
    "one-hot": np.array([[0, -1, -2], [-1, 0, -1]]) / 4,
}
data_dW, penalty = terms["probability"] + terms["one-hot"], np.sum(W_logs**2)
check.gradient(
    softmax_loss_naive,
    (W_logs, X_four, y_four, 0.75),
    terms | {"penalty": 1.5 * W_logs},
    exercise="softmax-loss-naive",
)
cases = [
    (W_logs, X_four, y_four, 0.0),
    (W_logs, X_four, y_four, 30.0),  # a strong penalty
    (W_logs, X_four[1:2], np.array([2]), 0.0),  # one example; p = (3/8, 3/8, 2/8)
    (
        np.array([[np.log(3.0), 0.0], [1.0, 1.0], [-0.5, -0.5]]),
        np.array([[1.0, 1.0, 2.0]]),
        np.array([1]),
        0.0,
    ),  # p = (3/4, 1/4)
    (W_logs[:, :2], X_four[[1, 1, 1]], np.array([1, 1, 1]), 0.0),  # class 0 is absent; p = (1/2, 1/2)
    # scores 2e4 apart: gaps of 2e4 and 0, and two classes that share
    (
        np.array([[1.0, -1.0, 0.0], [0.0, 1.0, 1.0]]),
        np.array([[1e4, 0.0], [-1e4, 0.0], [0.0, 1e4]]),
        np.array([1, 1, 2]),
        0.0,
    ),
    # the first row's scores are 1000 more, the second row's 1000 less, which changes no probability
    (
        np.vstack([W_logs, np.ones(3)]),
        np.array([[1.0, 0.0, 1000.0], [0.0, 1.0, -1000.0]]),
        np.array([2, 0]),
        0.0,
    ),
    (np.array([[-4000.0, -4000.0, -9000.0]]), np.array([[1.0]]), np.array([2]), 0.0),  # p = (1/2, 1/2, 0)
    (W_logs - 1, np.eye(2), np.array([0, 1]), 0.5),  # weights of both signs; class 2 is absent
]
far = (
    np.array([[0.125, 0.25, 0.625 - 1], [0.375 - 1, 0.375, 0.25]]) / 2
)  # (p - one-hot) / N of the case above
wanted = [
    (data_loss, data_dW),
    (data_loss + 30 * penalty, data_dW + 60 * W_logs),
    (np.log(4), [[0, 0, 0], [0.375, 0.375, -0.75]]),
    (np.log(4), [[0.75, -0.75], [0.75, -0.75], [1.5, -1.5]]),
    (np.log(2), [[0, 0], [0.5, -0.5]]),
    ((2e4 + 0 + np.log(2)) / 3, [[1e4 / 3, -1e4 / 3, 0], [0, 0.5e4 / 3, -0.5e4 / 3]]),
    (-(np.log(5 / 8) + np.log(3 / 8)) / 2, np.vstack([far, 1000 * (far[0] - far[1])])),
    (5000 + np.log(2), [[0.5, 0.5, -1]]),
    (
        -(np.log(1 / 8) + np.log(3 / 8)) / 2 + 0.5 * np.sum((W_logs - 1) ** 2),
        np.array([[1 - 8, 2, 5], [3, 3 - 8, 2]]) / 16 + (W_logs - 1),
    ),
]
check.returns(softmax_loss_naive, cases, wanted, exercise="softmax-loss-naive")
# BEGIN HIDDEN TESTS
from scipy import special


def reference(W, X, y, reg):
    log_probs = special.log_softmax(X @ W, axis=1)
    dscores = (np.exp(log_probs) - np.eye(W.shape[1])[y]) / len(X)
    return -np.mean(log_probs[np.arange(len(X)), y]) + reg * np.sum(W**2), X.T @ dscores + 2 * reg * W


rng = check.rng("softmax-loss-naive")


def fresh_case(num, dim, num_classes, reg, scale=1.0):
    y = rng.integers(num_classes, size=num)
    return rng.normal(size=(dim, num_classes)), scale * rng.normal(size=(num, dim)), y, reg


W, X, y, reg = fresh_case(7, 4, 3, float(rng.uniform(0.2, 0.8)))
fresh_terms = {
    "probability": X.T @ special.softmax(X @ W, axis=1) / 7,
    "one-hot": -X.T @ np.eye(3)[y] / 7,
    "penalty": 2 * reg * W,
}
check.gradient(softmax_loss_naive, (W, X, y, reg), fresh_terms, exercise="softmax-loss-naive")
fresh = [
    fresh_case(6, 3, 4, 0.0),
    fresh_case(5, 2, 3, 40.0),
    fresh_case(1, 4, 3, 0.3),
    fresh_case(8, 5, 2, 0.1),
]
fresh += [fresh_case(3, 4, 9, 0.5), fresh_case(4, 4, 4, 0.2), fresh_case(6, 3, 5, 0.0, scale=1e4)]
W, X, y, _ = fresh_case(4, 3, 3, 0.0)
fresh += [(np.vstack([W, np.ones(3)]), np.hstack([X, [[1000.0], [-1000.0], [0.0], [-3000.0]]]), y, 0.0)]
check.returns(softmax_loss_naive, fresh, reference, exercise="softmax-loss-naive")
# END HIDDEN TESTS

# %% [markdown] hint="softmax-loss-naive"
# You have the loss and the gradient of one example with respect to its scores. What turns a slope in score k into
# slopes in the weights of column k? And which of mean, penalty and penalty's gradient belong inside the loop?

# %% [markdown]
# ### Without a loop
#
# Your check runs it on 5 rows and on 80 and counts the executed lines of Python: the count must not grow.


# %% answer="softmax-loss-vectorized"
def softmax_loss_vectorized(W, X, y, reg):
    """Softmax loss of a linear classifier and its gradient, without a loop.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows of features, float64.
    y : ndarray of int of shape (N,)
        Labels from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    loss : float
        The same loss as that of `softmax_loss_naive`, finite and right for scores of any size. Compute in float64:
        of scores near 1e4 float32 keeps too few digits.
    dW : ndarray of shape (D, C)
        Gradient of the loss with respect to W.

    Notes
    -----
    No Python loop (nor `map`, a comprehension or `np.vectorize`) over examples, features or classes, and no
    array of shape (N, D, C).
    """
    # BEGIN SOLUTION
    rows = np.arange(len(X))
    scores = X @ W
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    exps = np.exp(shifted)
    sums = np.sum(exps, axis=1, keepdims=True)
    loss = np.mean(np.log(sums[:, 0]) - shifted[rows, y]) + reg * np.sum(W**2)
    dscores = exps / sums
    dscores[rows, y] -= 1
    dW = X.T @ dscores / len(X) + 2 * reg * W
    return loss, dW
    # END SOLUTION


# %% check="softmax-loss-vectorized" points=16
# Five examples, two features, three classes. The scores are the logarithms of (1, 2, 5), (3, 3, 2), (1, 2, 5) again, of
# their products (3, 6, 10), and of (3, 3, 2) again; the probabilities are these numbers divided by 8, 8, 8, 19 and 8.
W_logs = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]])
X_five, y_five = (
    np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]),
    np.array([2, 0, 1, 2, 0]),
)
data_loss = -(np.log(5 / 8) + np.log(3 / 8) + np.log(2 / 8) + np.log(10 / 19) + np.log(3 / 8)) / 5
terms = {
    "probability": np.array(
        [
            [2 / 8 + 3 / 19, 4 / 8 + 6 / 19, 10 / 8 + 10 / 19],
            [6 / 8 + 3 / 19, 6 / 8 + 6 / 19, 4 / 8 + 10 / 19],
        ]
    )
    / 5,
    "one-hot": np.array([[0, -1, -2], [-2, 0, -1]]) / 5,
}
data_dW, penalty = terms["probability"] + terms["one-hot"], np.sum(W_logs**2)
check.gradient(
    softmax_loss_vectorized,
    (W_logs, X_five, y_five, 0.25),
    terms | {"penalty": 0.5 * W_logs},
    exercise="softmax-loss-vectorized",
)
cases = [
    (W_logs, X_five, y_five, 0.0),
    (W_logs, X_five, y_five, 30.0),  # a strong penalty
    (W_logs, X_five[1:2], np.array([2]), 0.0),  # one example; p = (3/8, 3/8, 2/8)
    (
        np.array([[np.log(3.0), 0.0], [1.0, 1.0], [-0.5, -0.5]]),
        np.array([[1.0, 1.0, 2.0]]),
        np.array([1]),
        0.0,
    ),  # p = (3/4, 1/4)
    (W_logs[:, :2], X_five[[1, 1, 1]], np.array([1, 1, 1]), 0.0),  # class 0 is absent; p = (1/2, 1/2)
    # scores 2e4 apart: gaps of 2e4 and 0, and two classes that share
    (
        np.array([[1.0, -1.0, 0.0], [0.0, 1.0, 1.0]]),
        np.array([[1e4, 0.0], [-1e4, 0.0], [0.0, 1e4]]),
        np.array([1, 1, 2]),
        0.0,
    ),
    # the first row's scores are 1000 more, the second row's 1000 less, which changes no probability
    (
        np.vstack([W_logs, np.ones(3)]),
        np.array([[1.0, 0.0, 1000.0], [0.0, 1.0, -1000.0]]),
        np.array([2, 0]),
        0.0,
    ),
    (np.array([[-4000.0, -4000.0, -9000.0]]), np.array([[1.0]]), np.array([2]), 0.0),  # p = (1/2, 1/2, 0)
    (W_logs - 1, np.eye(2), np.array([0, 1]), 0.5),  # weights of both signs; class 2 is absent
]
far = (
    np.array([[0.125, 0.25, 0.625 - 1], [0.375 - 1, 0.375, 0.25]]) / 2
)  # (p - one-hot) / N of the case above
wanted = [
    (data_loss, data_dW),
    (data_loss + 30 * penalty, data_dW + 60 * W_logs),
    (np.log(4), [[0, 0, 0], [0.375, 0.375, -0.75]]),
    (np.log(4), [[0.75, -0.75], [0.75, -0.75], [1.5, -1.5]]),
    (np.log(2), [[0, 0], [0.5, -0.5]]),
    ((2e4 + 0 + np.log(2)) / 3, [[1e4 / 3, -1e4 / 3, 0], [0, 0.5e4 / 3, -0.5e4 / 3]]),
    (-(np.log(5 / 8) + np.log(3 / 8)) / 2, np.vstack([far, 1000 * (far[0] - far[1])])),
    (5000 + np.log(2), [[0.5, 0.5, -1]]),
    (
        -(np.log(1 / 8) + np.log(3 / 8)) / 2 + 0.5 * np.sum((W_logs - 1) ** 2),
        np.array([[1 - 8, 2, 5], [3, 3 - 8, 2]]) / 16 + (W_logs - 1),
    ),
]
check.returns(softmax_loss_vectorized, cases, wanted, exercise="softmax-loss-vectorized")
small = (np.ones((4, 3)), np.ones((5, 4)), np.arange(5) % 3, 0.1)
large = (np.ones((60, 30)), np.ones((80, 60)), np.arange(80) % 30, 0.1)
check.vectorized(softmax_loss_vectorized, small, large, exercise="softmax-loss-vectorized")
# BEGIN HIDDEN TESTS
from scipy import special


def reference(W, X, y, reg):
    log_probs = special.log_softmax(X @ W, axis=1)
    dscores = (np.exp(log_probs) - np.eye(W.shape[1])[y]) / len(X)
    return -np.mean(log_probs[np.arange(len(X)), y]) + reg * np.sum(W**2), X.T @ dscores + 2 * reg * W


rng = check.rng("softmax-loss-vectorized")


def fresh_case(num, dim, num_classes, reg, scale=1.0):
    y = rng.integers(num_classes, size=num)
    return rng.normal(size=(dim, num_classes)), scale * rng.normal(size=(num, dim)), y, reg


W, X, y, reg = fresh_case(7, 4, 3, float(rng.uniform(0.2, 0.8)))
fresh_terms = {
    "probability": X.T @ special.softmax(X @ W, axis=1) / 7,
    "one-hot": -X.T @ np.eye(3)[y] / 7,
    "penalty": 2 * reg * W,
}
check.gradient(softmax_loss_vectorized, (W, X, y, reg), fresh_terms, exercise="softmax-loss-vectorized")
fresh = [
    fresh_case(6, 3, 4, 0.0),
    fresh_case(5, 2, 3, 40.0),
    fresh_case(1, 4, 3, 0.3),
    fresh_case(8, 5, 2, 0.1),
]
fresh += [fresh_case(3, 4, 9, 0.5), fresh_case(4, 4, 4, 0.2), fresh_case(6, 3, 5, 0.0, scale=1e4)]
W, X, y, _ = fresh_case(4, 3, 3, 0.0)
fresh += [(np.vstack([W, np.ones(3)]), np.hstack([X, [[1000.0], [-1000.0], [0.0], [-3000.0]]]), y, 0.0)]
check.returns(softmax_loss_vectorized, fresh, reference, exercise="softmax-loss-vectorized")
small, large = fresh_case(5, 6, 3, 0.1), fresh_case(90, 70, 30, 0.1)
check.vectorized(softmax_loss_vectorized, small, large, exercise="softmax-loss-vectorized")
# END HIDDEN TESTS

# %% [markdown] hint="softmax-loss-vectorized"
# Write the shape behind every line: which of your arrays are (N, C), which (N, 1), and which (N,)? Twice you need
# one entry of every row, once to read it and once to change it: which brackets of a0 pick it?

# %% [markdown]
# **Predict.** Two numbers. The softmax loss has no kinks: how many digits of the derived and of the measured
# gradient will agree? And what is the loss of ten classes while the weights are so small that all scores are
# nearly equal?

# %% tags=["explore"]
demo_rng = np.random.default_rng(0)
W_demo, X_demo, y_demo = (
    demo_rng.normal(size=(4, 3)),
    demo_rng.normal(size=(6, 4)),
    demo_rng.integers(3, size=6),
)
numeric = check.numeric_gradient(lambda W: softmax_loss_vectorized(W, X_demo, y_demo, 0.5)[0], W_demo)
dW_demo = softmax_loss_vectorized(W_demo, X_demo, y_demo, 0.5)[1]
print(f"largest difference to the numeric gradient: {np.abs(numeric - dW_demo).max():.1e}")

some_rows = dataset.X_train[:500].reshape(500, -1) / 255 - 0.5
W_small = 1e-4 * demo_rng.normal(size=(some_rows.shape[1], 10))
first_loss = softmax_loss_vectorized(W_small, some_rows, dataset.y_train[:500], 0.0)[0]
print(f"loss at small random weights: {first_loss:.3f}; log 10 = {np.log(10):.3f}")

# %% [markdown]
# **What you should see.** A largest difference below $10^{-8}$, with no exception to explain. Then a loss close
# to $\log 10 = 2.303$, as ten classes that look all alike have probability 1/10 each. It is the first thing to
# look at when a classifier of yours does not learn.

# %% claim="gradient-and-first-loss"
print(f"difference {np.abs(numeric - dW_demo).max():.0e}, first loss {first_loss:.3f}")
assert np.abs(numeric - dW_demo).max() < 1e-8 and abs(first_loss - 2.303) < 0.01

# %% [markdown]
# ## Training on images
#
# The trainer is the one you wrote in a2: minibatches, a step against the gradient, again. It takes any loss function
# with the arguments (W, X, y, reg), so it takes yours. The next cell lays 2,000 images out as rows, takes the mean
# image off, appends the column of ones, and keeps 1,000 other images for validation. (With the bias trick the last
# row of `W` holds the biases; the penalty of this notebook's loss counts them with the rest.)

# %%
from pixgrad.given.helpers import linear_data
from pixgrad.models import linear, sgd

num_train, num_val = 2000, 1000
X_train, y_train, X_val, y_val = linear_data(dataset, num_train, num_val)


def train_linear(loss_fn, learning_rate, reg, num_iters=400, num_images=num_train):
    """Train from W = 0 on the first num_images rows, 100 a step; returns W and the loss before every step."""
    W = np.zeros((X_train.shape[1], 10), dtype=X_train.dtype)
    settings = {"learning_rate": learning_rate, "reg": reg, "num_iters": num_iters, "batch_size": 100}
    return sgd.train(
        loss_fn, W, X_train[:num_images], y_train[:num_images], rng=np.random.default_rng(0), **settings
    )


def accuracy(W, X, y):
    """Share of the rows whose greatest score is that of their label."""
    return float(np.mean(linear.predict(W, X) == y))


# %% [markdown]
# The slider trains with your loss and shows the curve; the legend tells the accuracies. A loss that hardly falls
# wants a larger learning rate, one that jumps up and down, or becomes `nan`, a smaller one. Go in factors of 3 or
# 10, not in steps of 0.01. <!-- by hand: 0.01 -->
#
# **Predict.** Which rate will overshoot? And what will a penalty of 10 do at a rate of 0.1? (The step multiplies
# $W$ by $1 - 2 \cdot 0.1 \cdot 10 = -1$ before anything else.) Then search, and put your best pair into the
# answer cell, as two numbers. The check trains a classifier with them, just as `train_linear` does, with a loss of the
# course's own.


# %% tags=["explore"]
def trained(learning_rate=0.001, reg=0.1):
    """The loss curve of a training, with its accuracies in the legend."""
    W, losses = train_linear(softmax_loss_vectorized, learning_rate, reg)
    seen, unseen = accuracy(W, X_train, y_train), accuracy(W, X_val, y_val)
    return plots.linear.loss_curve({f"training {seen:.1%}, validation {unseen:.1%}": losses})


plots.interactive.explore(
    trained,
    learning_rate=[0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
    reg=[0.0, 0.001, 0.01, 0.1, 1.0, 10.0],
)

# %% [markdown]
# **What you should see.** Every curve begins at $\log 10$. With the rate 0.3 and a small penalty it first jumps above
# that, and is noisy to the end. With 0.1 and a penalty of 10 the loss runs up to hundreds of thousands.

# %% claim="which-rates-overshoot" seeds=2
curves = {}
for rate, strength in ((0.1, 0.001), (0.3, 0.001), (0.1, 10.0)):
    options = {"learning_rate": rate, "reg": strength, "num_iters": 400, "batch_size": 100}
    W = np.zeros((X_train.shape[1], 10), dtype=X_train.dtype)
    options["rng"] = np.random.default_rng(seed)
    curves[rate, strength] = np.array(sgd.train(softmax_loss_vectorized, W, X_train, y_train, **options)[1])
print(
    {
        pair: f"first {h[0]:.3f}, highest {h.max():.2f}, last {h[-50:].mean():.2f}"
        for pair, h in curves.items()
    }
)
assert all(abs(curve[0] - np.log(10)) < 1e-5 for curve in curves.values())
assert DATA != "shapes" or curves[0.3, 0.001].max() > np.log(10) + 0.05 > curves[0.1, 0.001].max()
assert curves[0.3, 0.001][-50:].std() > curves[0.1, 0.001][-50:].std()
assert 1e5 < curves[0.1, 10.0].max() < 1e6

# %% answer="softmax-accuracy"
# Two numbers with which `train_linear`, given the softmax loss and its own 400 steps, reaches a validation accuracy of
# at least 39 % on shapes (31 % on CIFAR-10); on the other images that marking looks at, 6 points less are enough. The
# learning rate is positive, the penalty at least 0.
best_learning_rate = best_reg = None
# BEGIN SOLUTION
# Found by trying pairs on a coarse grid, and then more of them around the best:
#
#     tried = {}
#     for rate in (0.001, 0.01, 0.1):
#         for reg in (0.0, 0.001, 0.01, 0.1):
#             W, _ = train_linear(softmax_loss_vectorized, rate, reg)
#             tried[rate, reg] = accuracy(W, X_val, y_val)
#     best = max(tried, key=tried.get)
#
# It lies at the rates of 0.01 to 0.1 and a small penalty; pairs near it differ by less than chance does (1.6 points).
best_learning_rate, best_reg = 0.05, 1e-3
# END SOLUTION

# %% claim="the-search-of-the-solution"
tried = {}
for rate in (0.001, 0.01, 0.1):
    for strength in (0.0, 0.001, 0.1):
        W, _ = train_linear(softmax_loss_vectorized, rate, strength)
        tried[rate, strength] = accuracy(W, X_val, y_val)
best = max(tried, key=tried.get)
W, _ = train_linear(softmax_loss_vectorized, best_learning_rate, best_reg)
print({pair: round(share, 3) for pair, share in tried.items()}, f"chosen {accuracy(W, X_val, y_val):.1%}")
assert 0.01 <= best[0] <= 0.1 and best[1] < 0.1
assert abs(accuracy(W, X_val, y_val) - tried[best]) < 0.032
assert tried[0.001, 0.1] < 0.39  # the pair that the slider begins with falls short

# %% check="softmax-accuracy" points=6
# How the bars were chosen: for six seeds (of the subset and of the minibatches) the best validation accuracy over the
# learning rates 0.001, 0.003, 0.01, 0.03, 0.1 and the penalties 0, 0.001, 0.01, 0.1; the worst of the six was 40.9 % on
# shapes and 33.8 % on CIFAR-10. The bars are two points (shapes) and three points (CIFAR-10) below, which leaves room for a
# coarser grid; on the subset used here about half of that grid passes.
softmax_bar = {"shapes": 0.39, "cifar10": 0.31}[DATA]
softmax_numbers = {"learning_rate": best_learning_rate, "reg": best_reg}
softmax_training = {"exercise": "softmax-accuracy", "data": DATA, "prefix": "best_", **softmax_numbers}
check.accuracy(softmax_bar, **softmax_training)
# BEGIN HIDDEN TESTS
check.accuracy(softmax_bar, **softmax_training, other_images=True)
# END HIDDEN TESTS

# %% [markdown] hint="softmax-accuracy"
# The pair that the slider begins with falls short. Is its curve still falling at the end? And what does the
# penalty do to it? Two loops over a few rates and penalties take some seconds: what would you note for each pair?

# %% [markdown]
# ## SVM and softmax side by side
#
# Both classifiers share everything but one line:
#
# | | SVM | softmax |
# | --- | --- | --- |
# | loss of one example | $\sum_{j \ne y} \max(0,\, s_j - s_y + 1)$ | $-s_y + \log \sum_j e^{s_j}$ |
# | data loss | mean over the examples | mean over the examples |
# | full loss | data loss $+ \lambda \sum_{d,k} W_{dk}^2$ | data loss $+ \lambda \sum_{d,k} W_{dk}^2$ |
# | at $W = 0$ | $C - 1$ | $\log C$ |
# | what it asks for | each margin at least 1; then it is content | all probability for the label; never content |
#
# Compute that table for given weights.


# %% answer="loss-table"
def loss_table(W, X, y, reg):
    """Data loss, penalty and full loss of the same weights, for the SVM and for softmax.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows of features, float64; scores may be 1e4 apart.
    y : ndarray of int of shape (N,)
        Labels from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Strength of the penalty, at least 0.

    Returns
    -------
    ndarray of shape (2, 3), or the same as a list of two lists
        Row 0 is the SVM with margin 1, row 1 softmax. The columns are the data loss (mean over the examples),
        the penalty ``reg * sum(W**2)``, and their sum, the full loss. Compute in float64: of scores near 1e4
        float32 keeps too few digits.
    """
    # BEGIN SOLUTION
    scores = X @ W
    right = scores[np.arange(len(X)), y]
    margins = np.maximum(0, scores - right[:, np.newaxis] + 1)
    margins[np.arange(len(X)), y] = 0  # a class need not beat itself
    greatest = np.max(scores, axis=1)
    log_sums = greatest + np.log(np.sum(np.exp(scores - greatest[:, np.newaxis]), axis=1))
    data_losses = [np.mean(np.sum(margins, axis=1)), np.mean(log_sums - right)]
    penalty = reg * np.sum(W**2)
    return np.array([[loss, penalty, loss + penalty] for loss in data_losses])
    # END SOLUTION


# %% check="loss-table" points=7
# Three classes. The scores of the two examples are log(1, 2, 5) and log(3, 3, 2).
W_logs = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 2.0]])
svm = [np.log(2) + 1 + np.log(5) + 1, 1 + np.log(2 / 3) + 1]  # labels 0 and 1: no margin is kept
softmax_ = [np.log(8), np.log(8 / 3)]
sum_of_squares = np.sum(W_logs**2)
far_apart = np.array([[5000.0, 0.0, -5000.0]])
cases = [
    (W_logs, np.eye(2), np.array([0, 1]), 0.0),
    (W_logs, np.eye(2), np.array([0, 1]), 3.0),
    (W_logs, np.eye(2)[[1]], np.array([1]), 0.5),  # the second example alone
    (np.zeros((2, 4)), np.ones((3, 2)), np.array([3, 0, 0]), 10.0),  # C - 1 and log C
    (far_apart, np.array([[1.0], [-1.0]]), np.array([1, 2]), 0.0),  # gaps of 5000 and 0
    (
        np.vstack([W_logs, np.ones(3)]),
        np.array([[1.0, 0.0, 1e4]]),
        np.array([1]),
        0.0,
    ),  # log(1, 2, 5), all 1e4 more
]
wanted = [
    [[sum(svm) / 2, 0, sum(svm) / 2], [sum(softmax_) / 2, 0, sum(softmax_) / 2]],
    [
        [sum(svm) / 2, 3 * sum_of_squares, sum(svm) / 2 + 3 * sum_of_squares],
        [sum(softmax_) / 2, 3 * sum_of_squares, sum(softmax_) / 2 + 3 * sum_of_squares],
    ],
    [
        [svm[1], sum_of_squares / 2, svm[1] + sum_of_squares / 2],
        [softmax_[1], sum_of_squares / 2, softmax_[1] + sum_of_squares / 2],
    ],
    [[3, 0, 3], [np.log(4), 0, np.log(4)]],
    [[5001 / 2, 0, 5001 / 2], [2500, 0, 2500]],
    [[1 - np.log(2) + np.log(5 / 2) + 1, 0, 1 - np.log(2) + np.log(5 / 2) + 1], [np.log(4), 0, np.log(4)]],
]
check.returns(loss_table, cases, wanted, exercise="loss-table")
# BEGIN HIDDEN TESTS
from scipy import special


def reference(W, X, y, reg):
    pairs = [(row @ W, label) for row, label in zip(X, y, strict=True)]
    hinge = np.mean([sum(max(0, s[j] - s[k] + 1) for j in range(len(s)) if j != k) for s, k in pairs])
    log_loss = np.mean([special.logsumexp(s) - s[k] for s, k in pairs])
    penalty = reg * np.sum(W**2)
    return np.array([[hinge, penalty, hinge + penalty], [log_loss, penalty, log_loss + penalty]])


rng = check.rng("loss-table")
fresh = [
    (
        rng.normal(size=(dim, num_classes)),
        scale * rng.normal(size=(num, dim)),
        rng.integers(num_classes, size=num),
        reg,
    )
    for num, dim, num_classes, reg, scale in [
        (6, 3, 4, 0.0, 1),
        (5, 2, 3, 7.0, 1),
        (1, 4, 3, 0.3, 1),
        (8, 5, 2, 0.1, 1),
        (3, 2, 9, 1.0, 1),
        (6, 3, 5, 0.1, 1e4),
    ]
]
check.returns(loss_table, fresh, reference, exercise="loss-table")
# END HIDDEN TESTS

# %% [markdown] hint="loss-table"
# Which parts do the two rows share? And which class is not in the sum of the hinge?

# %% [markdown]
# **Predict.** Two classifiers, each trained for 800 steps with its own loss and the same penalty, `reg = 0.1`,
# and each measured by both losses. Which of the two has the smaller softmax loss? Think of the data loss first,
# then of the full loss: which of them does a training make small?

# %% tags=["explore"]
side_reg = 0.1
W_by_svm, _ = train_linear(linear.svm_loss, 0.003, side_reg, num_iters=800)
W_by_softmax, _ = train_linear(softmax_loss_vectorized, 0.01, side_reg, num_iters=800)
print(
    f"{'trained with':14}{'measured by':13}{'data loss':>10}{'penalty':>10}{'full loss':>11}{'validation accuracy':>21}"
)
for name, W_trained in {"SVM loss": W_by_svm, "softmax loss": W_by_softmax}.items():
    shown_table = loss_table(W_trained, X_train, y_train, side_reg)
    for measure, row in zip(["SVM", "softmax"], shown_table, strict=True):
        print(
            f"{name:14}{measure:13}{row[0]:10.3f}{row[1]:10.3f}{row[2]:11.3f}{accuracy(W_trained, X_val, y_val):21.1%}"
        )

# %% [markdown]
# **What you should see.** By the *full* loss each is the better one by the loss that it was trained with, as it
# must be once both have been trained for long enough: nothing else was made small. By the data loss alone that
# need not be so, and here it is not: the SVM's weights are larger, since the same `reg` weighs less against a
# loss that begins at 9 than against one that begins at 2.3, and larger weights fit the training images better by
# *both* data losses. So compare full losses with the same penalty, or accuracies; these are a few points apart.
# The numbers of the two losses cannot be compared with each other.

# %% claim="each-is-better-by-its-own-full-loss" seeds=2
tables = {}
for name, loss_fn, rate in (("SVM", linear.svm_loss, 0.003), ("softmax", softmax_loss_vectorized, 0.01)):
    W = np.zeros((X_train.shape[1], 10), dtype=X_train.dtype)
    options = {"learning_rate": rate, "reg": 0.1, "num_iters": 800, "batch_size": 100}
    W, _ = sgd.train(loss_fn, W, X_train, y_train, rng=np.random.default_rng(seed), **options)
    tables[name] = loss_table(W, X_train, y_train, 0.1), accuracy(W, X_val, y_val), float(np.sum(W**2))
by_svm, by_softmax = tables["SVM"][0], tables["softmax"][0]
print(
    "full losses",
    by_svm[:, 2].round(2),
    by_softmax[:, 2].round(2),
    "data losses",
    by_svm[:, 0].round(2),
    by_softmax[:, 0].round(2),
)
assert by_svm[0, 2] < by_softmax[0, 2] and by_softmax[1, 2] < by_svm[1, 2]
assert (
    by_svm[0, 0] < by_softmax[0, 0]
    and by_svm[1, 0] < by_softmax[1, 0]
    and tables["SVM"][2] > tables["softmax"][2]
)
assert abs(tables["SVM"][1] - tables["softmax"][1]) < 0.05
assert round(np.log(10), 1) == 2.3

# %% [markdown]
# Now one example, with the scores (2, 1, -1) and the label 0, and one score that moves; dotted lines mark the
# kinks of the SVM's loss.
#
# **Predict.** Left, the score of the right class rises: how steep is each loss far to the left, and which of them
# ever reaches 0? Right, the score of a wrong class rises: which of the two notices it first?


# %% tags=["explore"]
def hinge_loss_one(scores, label):
    """Hinge loss of one example, with margin 1."""
    return linear.hinge_loss(scores[np.newaxis], np.array([label]))[0]


plots.linear.loss_response(
    np.array([2.0, 1.0, -1.0]), 0, {"SVM": hinge_loss_one, "softmax": softmax_loss_one}
)

# %% [markdown]
# **What you should see.** On the left the SVM's loss falls with slope -2 while both margins are broken, with slope -1
# while one is, and is 0 from the score 2 on (the best other score plus the margin). The softmax loss never falls more
# steeply than with slope -1, bends gently, and never ends. On the right the SVM does not notice the wrong class until
# it comes within 1 of the right one, softmax notices it always, and in the end both rise with slope 1.

# %% claim="slopes-of-the-two-losses"
right_moves = lambda f, s: f(np.array([s, 1.0, -1.0]), 0)
wrong_moves = lambda f, s: f(np.array([2.0, s, -1.0]), 0)
slope = lambda f, way, s: (way(f, s + 1e-5) - way(f, s - 1e-5)) / 2e-5
slopes = [slope(hinge_loss_one, right_moves, s) for s in (-2, 1, 3)]
print(f"slopes of the SVM's loss {', '.join(f'{each:.2f}' for each in slopes)}")
assert np.allclose(slopes, [-2, -1, 0])
assert all(-1 < slope(softmax_loss_one, right_moves, s) < 0 for s in np.linspace(-6, 8, 50))
assert hinge_loss_one(np.array([2.0, 1.0, -1.0]), 0) == 0 < hinge_loss_one(np.array([1.9, 1.0, -1.0]), 0)
assert np.isclose(slope(hinge_loss_one, wrong_moves, 7), 1) and slope(softmax_loss_one, wrong_moves, 7) > 0.99
assert slope(hinge_loss_one, wrong_moves, 0.9) == 0 < slope(softmax_loss_one, wrong_moves, 0.9)

# %% [markdown]
# ## Can you believe the probabilities?
#
# A forecaster who says "70 %" should be right in 70 % of such cases. Such a forecaster is called *calibrated*. A
# classifier trained for long on few images is not: on its training images it is nearly always right, so the loss
# rewards it for being ever more sure, and on new images it goes on being sure where it is wrong.
#
# The simplest cure you have seen at work above: multiplying scores changes the sharpness of the probabilities, and
# never their order. Divide all scores by one number, the *temperature* T, chosen on validation images for the least
# cross-entropy. T > 1 makes the model more modest, T < 1 bolder, and its predictions stay what they were.
# <!-- by hand: 70 -->


# %% answer="choose-temperature"
def choose_temperature(scores, y, temperatures, loss):
    """The temperature by which to divide the scores for the least loss.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Scores of validation examples, float64.
    y : ndarray of int of shape (N,)
        Their labels.
    temperatures : list of float
        The temperatures to try, all positive, in any order.
    loss : callable
        ``loss(scores, y)`` returns the mean loss of scores of shape (N, C), a float. Call it; which loss it is does
        not matter here.

    Returns
    -------
    float
        The T of `temperatures` for which the loss of ``scores / T`` is the least; of several equally good ones,
        the smallest.
    """
    # BEGIN SOLUTION
    return min(temperatures, key=lambda T: (loss(scores / T, y), T))
    # END SOLUTION


# %% check="choose-temperature" points=6
def distance_to_label(scores, y):
    """A loss that is easy to follow by hand: how far the first score of each row is from its label, on average."""
    return float(np.mean(np.abs(scores[:, 0] - y)))


cases = [
    (
        np.array([[6.0, 1.0], [12.0, 1.0]]),
        np.array([3, 6]),
        [4.0, 2.0, 1.0, 0.5],
        distance_to_label,
    ),  # 6/2 and 12/2
    (
        np.array([[2.0, 0.0], [1.0, 0.0]]),
        np.array([8, 4]),
        [1.0, 0.5, 0.25, 2.0],
        distance_to_label,
    ),  # 2/0.25, 1/0.25
    (
        np.array([[9.0, 0.0, 1.0]]),
        np.array([1]),
        [3.0, 6.0, 2.0, 8.0],
        distance_to_label,
    ),  # 9/8 is nearest to 1
    (
        np.array([[0.0, 3.0]]),
        np.array([2]),
        [5.0, 0.25, 1.5, 7.0],
        distance_to_label,
    ),  # all alike: the smallest
    (
        np.array([[12.0, 0.0]]),
        np.array([4]),
        [6.0, 2.0],
        distance_to_label,
    ),  # 12/6 = 2 and 12/2 = 6 are equally far
    (np.array([[5.0, 5.0]]), np.array([1]), [1.5], distance_to_label),
    (np.array([[1.0, 5.0]]), np.array([3]), [3.0, 0.25, 0.1], distance_to_label),  # 1/3, 4 or 10
    (np.array([[0.0, 3.0]]), np.array([5000]), [5.0, 3.0, 7.0], distance_to_label),  # large losses, all alike
    (np.array([[6.0, 0.0]]), np.array([3]), [1.0, 2.0, 3.0], lambda S, y: distance_to_label(S, y) - 10),
    (
        np.array([[12.000001, 0.0]]),
        np.array([4]),
        [2.0, 6.0],
        distance_to_label,
    ),  # nearly as good is not as good
    (
        np.array([[16.0, 0.0]]),
        np.array([0]),
        [2.0, 4.0, 8.0, 16.0],
        lambda S, y: float(abs(abs(S[0, 0] - 5) - 4)),
    ),  # 1, 3, 1, 0: the loss may rise and fall again
]
wanted = [2.0, 0.25, 8.0, 0.25, 2.0, 1.5, 0.25, 3.0, 2.0, 6.0, 16.0]
check.returns(choose_temperature, cases, wanted, exercise="choose-temperature")
# BEGIN HIDDEN TESTS
from scipy import special


def mean_log_loss(scores, y):
    return float(-np.mean(special.log_softmax(scores, axis=1)[np.arange(len(y)), y]))


def distance_to_label_again(scores, y):
    return float(np.mean(np.abs(scores[:, 0] - y)))


rng = check.rng("choose-temperature")
fresh = []
for num, num_classes in [(30, 3), (50, 5), (40, 2), (1, 4)]:
    truth = rng.normal(size=(num, num_classes))
    y = np.array([rng.choice(num_classes, p=row) for row in special.softmax(truth, axis=1)])
    grid = [float(T) for T in rng.permutation([0.125, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 9.0])]
    fresh.append((truth * float(rng.choice([0.25, 1.0, 4.0])), y, grid, mean_log_loss))
for _ in range(3):
    T, others = float(rng.choice([0.25, 0.5, 2.0, 4.0])), [1.0, 3.0, 8.0]
    y = rng.integers(1, 9, size=4)
    fresh.append(
        (np.stack([y * T, rng.normal(size=4)], axis=1), y, [8.0, T, 1.0, 3.0], distance_to_label_again)
    )
fresh.append(
    (np.zeros((2, 3)), np.array([0, 1]), [float(T) for T in rng.permutation([1.0, 2.0, 3.0])], mean_log_loss)
)
want = [min((loss(scores / T, y), T) for T in grid)[1] for scores, y, grid, loss in fresh]
check.returns(choose_temperature, fresh, want, exercise="choose-temperature")
# END HIDDEN TESTS

# %% [markdown] hint="choose-temperature"
# What would you note for every T? Python compares tuples from left to right: what must stand first, and what
# second, so that `min` settles ties as the text wants them settled?

# %% [markdown]
# A classifier is trained on 1,000 images, without a penalty and with long steps, until it knows all of them. Then
# the validation images are sorted by the probability of the predicted class into ten bins, one dot each (a dot of
# few images means little). On the dashed line predictions are as often right as they say.
#
# **Predict.** Will the curve of this classifier lie above the line or below it? And where will a temperature of 2
# move it?

# %% tags=["explore"]
W_long, _ = train_linear(softmax_loss_vectorized, 0.3, 0.0, num_iters=1500, num_images=1000)
scores_val = (X_val @ W_long).astype(np.float64)
choosing, showing = slice(0, 500), slice(500, 1000)


def mean_cross_entropy(scores, y):
    """Your softmax loss of given scores: scores times the identity matrix, without a penalty."""
    return softmax_loss_vectorized(np.eye(scores.shape[1]), scores, y, 0.0)[0]


temperatures = [0.5, 1.0, 1.5, 2.0, 3.0, 4.0]
temperature = choose_temperature(scores_val[choosing], y_val[choosing], temperatures, mean_cross_entropy)
print(f"training accuracy {accuracy(W_long, X_train[:1000], y_train[:1000]):.1%}")
for T in (1.0, temperature):
    print(f"T = {T:g}: cross-entropy {mean_cross_entropy(scores_val[showing] / T, y_val[showing]):.2f}")
plots.softmax.calibration_curve(
    {f"T = {T:g}": softmax(scores_val[showing] / T) for T in (1.0, temperature)}, y_val[showing]
)

# %% [markdown]
# **What you should see.** The curve with round marks, T = 1, lies below the line almost everywhere: the
# classifier speaks of 57 % and is right in 43 %. The temperature was chosen on one half of the validation images.
# On the other half, which you see, it moves the predictions to the left, lowers the cross-entropy, and about
# halves the gap between what is said and what is right, with the very same predictions. It does not make every
# bin right: most of the curve with square marks now lies above the line, as the classifier has become too modest.
# The cross-entropy punishes most what is confident and wrong, and a single number cannot make every bin right.

# %% claim="one-temperature-halves-the-gap" seeds=3
options = {"learning_rate": 0.3, "reg": 0.0, "num_iters": 1500, "batch_size": 100}
W = np.zeros((X_train.shape[1], 10), dtype=X_train.dtype)
options["rng"] = np.random.default_rng(seed)
W, _ = sgd.train(softmax_loss_vectorized, W, X_train[:1000], y_train[:1000], **options)
assert accuracy(W, X_train[:1000], y_train[:1000]) > {"shapes": 0.99, "cifar10": 0.9}[DATA]
scores = (X_val @ W).astype(np.float64)
temperature = choose_temperature(scores[choosing], y_val[choosing], temperatures, mean_cross_entropy)
said, right, above = {}, {}, {}
for T in (1.0, temperature):
    probs = softmax(scores[showing] / T)
    confidence, hit = probs.max(axis=1), probs.argmax(axis=1) == y_val[showing]
    said[T], right[T] = confidence.mean(), hit.mean()
    bins = np.minimum((10 * confidence).astype(int), 9)
    above[T] = np.mean(
        [hit[bins == b].mean() > confidence[bins == b].mean() for b in range(10) if np.any(bins == b)]
    )
before, after = (mean_cross_entropy(scores[showing] / T, y_val[showing]) for T in (1.0, temperature))
print(
    "; ".join(f"T = {T:g}: says {said[T]:.1%}, right {right[T]:.1%}, {above[T]:.0%} above" for T in said),
    f"cross-entropy {before:.2f} and {after:.2f}",
)
assert right[temperature] == right[1.0] and after < before
if DATA == "shapes" and seed == 0:  # what the picture says
    assert round(100 * said[1.0]) == 57 and round(100 * right[1.0]) == 43
assert abs(said[temperature] - right[1.0]) < 0.6 * (said[1.0] - right[1.0])
assert above[1.0] < 0.3 and (DATA != "shapes" or above[temperature] > 0.5)

# %% [markdown]
# A penalty works against overconfidence too, already in training: it keeps the weights small, small weights give
# scores close to each other, and such scores give probabilities close to 1/C.
#
# A strong penalty needs a smaller learning rate: each step multiplies $W$ by
# $1 - 2 \cdot \text{rate} \cdot \text{reg}$ before anything else, and this factor should stay between 0 and 1. So
# the cell below divides its rate by $1 + \text{reg}$.
#
# **Predict.** The same 500 images with a growing penalty. The left picture shows the probabilities of one
# validation image, a row for each `reg`, the right one, over all validation images, the mean probability of the
# predicted class, and the accuracy. Which of the two curves falls faster? Can they cross?

# %% tags=["explore"]
probs_by_reg = {}
for strength in [0.0, 0.01, 0.1, 1.0, 10.0]:
    rate = 0.05 / (1 + strength)
    W_reg, _ = train_linear(softmax_loss_vectorized, rate, strength, num_iters=1500, num_images=500)
    probs_by_reg[strength] = softmax((X_val @ W_reg).astype(np.float64))
surest = int(np.argmax(probs_by_reg[0.0].max(axis=1)))
plots.softmax.probabilities_by_reg(probs_by_reg, y_val, dataset.classes, example=surest)

# %% [markdown]
# **What you should see.** On the left, from one class that has nearly all to ten shares of about a tenth. On the
# right both curves fall, the probability of the predicted class faster. Without a penalty the model is surer than
# it is right; with one of 0.1 and more it is right more often than it says; where the curves cross, the two
# agree. At the right end the probability is next to 1/C, and yet one prediction in five is right: twice as good
# as guessing. The order of the scores survives long after their differences have all but gone.

# %% claim="a-penalty-makes-modest"
said = {strength: float(probs.max(axis=1).mean()) for strength, probs in probs_by_reg.items()}
right = {strength: float(np.mean(probs.argmax(axis=1) == y_val)) for strength, probs in probs_by_reg.items()}
print("says", {s: round(v, 3) for s, v in said.items()}, "right", {s: round(v, 3) for s, v in right.items()})
strengths = sorted(said)
assert np.all(np.diff([said[s] for s in strengths]) < 0)
assert DATA != "shapes" or np.all(np.diff([right[s] for s in strengths]) < 0)
assert said[0.0] > right[0.0] and all(right[s] > said[s] for s in strengths if s >= 0.1)
assert said[10.0] < 0.13 and right[10.0] > 0.18
assert DATA != "shapes" or abs(right[10.0] - 0.2) < 0.03
assert probs_by_reg[0.0][surest].max() > 0.9 and abs(probs_by_reg[10.0][surest] - 0.1).max() < 0.1
W_full = np.zeros(
    (X_train.shape[1], 10), dtype=X_train.dtype
)  # no minibatches: is the right end no artefact?
for _ in range(200):
    W_full -= 0.02 * softmax_loss_vectorized(W_full, X_train[:500], y_train[:500], 10.0)[1]
print(f"by full batches {accuracy(W_full, X_val, y_val):.3f}")
assert abs(accuracy(W_full, X_val, y_val) - right[10.0]) < 0.03

# %% [markdown]
# ## Questions
#
# For the first give a number. For the others give all letters that are true, such as `"ac"`.
#
# **First loss.** A softmax classifier for 10 classes starts with weights so small that all its scores are about
# 0. What is its data loss, to three digits?

# %% answer="concept-first-softmax-loss"
first_softmax_loss = None
# BEGIN SOLUTION
first_softmax_loss = 2.303
# END SOLUTION

# %% check="concept-first-softmax-loss" points=1
check.number(first_softmax_loss, name="first_softmax_loss", exercise="concept-first-softmax-loss")
# BEGIN HIDDEN TESTS
check.number(
    first_softmax_loss,
    2.302585,
    name="first_softmax_loss",
    exercise="concept-first-softmax-loss",
    rtol=3e-3,
    way="all ten classes have the same probability; take minus the natural logarithm of it.",
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-first-softmax-loss"
# What probability has each class? The loss is minus its natural logarithm.

# %% [markdown]
# **Likelihood.** Which statements about the mean softmax loss without a penalty are true?
#
# - a) The weights with the least loss are those under which the observed labels, taken as independent, are most
#   probable.
# - b) If the mean loss is 2.04, the geometric mean of the probabilities given to the right classes is
#   $e^{-2.04} = 0.13$.
# - c) Having every example twice in the training set changes which weights have the least mean loss.
# - d) The loss uses the sum of logarithms, as the product of the probabilities is greatest for other weights.
# - e) Given two classifiers, the one with the lower loss has at least the accuracy of the other.
# <!-- by hand: 2.04, 0.13 -->

# %% answer="concept-likelihood"
likelihood_answer = ""
# BEGIN SOLUTION
likelihood_answer = "ab"
# END SOLUTION

# %% check="concept-likelihood" points=2
check.choice(likelihood_answer, "abcde", name="likelihood_answer", exercise="concept-likelihood")
# BEGIN HIDDEN TESTS
check.choice(
    likelihood_answer,
    "abcde",
    "ab",
    name="likelihood_answer",
    exercise="concept-likelihood",
    reasons={
        "a": (
            "the loss is minus 1/N times the logarithm of the product of these probabilities, so it "
            "is least where the product is greatest."
        ),
        "b": (
            "the mean of the logarithms is the logarithm of the geometric mean, so exp of minus the "
            "mean loss is that mean."
        ),
        "c": (
            "the sum and the number of examples both double, so the mean loss is the same as before "
            "for all weights."
        ),
        "d": (
            "the logarithm is increasing, so a product and its logarithm are greatest for the same "
            "weights. Logarithms are used because a product of thousands of probabilities underflows "
            "to 0."
        ),
        "e": (
            "one example that is utterly wrong can cost more than many that are only just wrong, so "
            "the classifier with the lower loss can be right less often."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-likelihood"
# The logarithm is increasing, and turns a product into a sum. For e), invent three examples: two just right and
# one utterly wrong, against none right but all nearly.

# %% [markdown]
# **Which loss moves?** An example with label 0 has the scores (5, 2, 1). Which changes alter its softmax loss but
# leave its SVM loss (margin 1) as it is?
#
# - a) The first score rises from 5 to 9.
# - b) The third score falls from 1 to -3.
# - c) All three scores rise by 100.
# - d) The second score rises from 2 to 6.
# - e) All three scores are doubled.

# %% answer="concept-which-loss-moves"
which_loss_answer = ""
# BEGIN SOLUTION
which_loss_answer = "abe"
# END SOLUTION

# %% check="concept-which-loss-moves" points=1
check.choice(which_loss_answer, "abcde", name="which_loss_answer", exercise="concept-which-loss-moves")
# BEGIN HIDDEN TESTS
check.choice(
    which_loss_answer,
    "abcde",
    "abe",
    name="which_loss_answer",
    exercise="concept-which-loss-moves",
    reasons={
        "a": (
            "the SVM loss was 0 and stays 0, as the lead only grows; the probability of the right "
            "class still rises a little."
        ),
        "b": (
            "every score is in the sum of exponentials, so the softmax loss falls a little; the SVM "
            "loss was 0 and stays 0."
        ),
        "c": "no difference between the scores changes, so the softmax loss stays as it is too.",
        "d": "the second score overtakes the first, so the SVM loss moves too: it becomes 6 - 5 + 1.",
        "e": (
            "all differences double: the softmax becomes surer of the first class, while the SVM loss "
            "was 0 and stays 0."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-which-loss-moves"
# The SVM loss is 0 as long as the first score leads each other one by 1 or more. The softmax loss depends on all
# differences of scores, and on nothing else.

# %% [markdown]
# **A large penalty.** You train a softmax classifier to the end, with a `reg` that grows and grows. (As in this
# notebook, the last row of `W` holds the biases, and the penalty counts it with the rest.) What happens?
#
# - a) All probabilities approach 1/C.
# - b) The data loss approaches log C.
# - c) The probability of the predicted class approaches 1.
# - d) As the probabilities become nearly equal, the predictions are bound to become random guesses.
# - e) The penalty ``reg * sum(W**2)`` grows without limit.

# %% answer="concept-large-reg"
large_reg_answer = ""
# BEGIN SOLUTION
large_reg_answer = "ab"
# END SOLUTION

# %% check="concept-large-reg" points=1
check.choice(large_reg_answer, "abcde", name="large_reg_answer", exercise="concept-large-reg")
# BEGIN HIDDEN TESTS
check.choice(
    large_reg_answer,
    "abcde",
    "ab",
    name="large_reg_answer",
    exercise="concept-large-reg",
    reasons={
        "a": (
            "the penalty drives all of W, whose last row holds the biases, towards 0; the scores "
            "become alike, and the softmax of equal scores is 1/C for each."
        ),
        "b": (
            "the weights go to 0, where every class has the same probability, and minus the logarithm "
            "of that one is log C."
        ),
        "c": (
            "a strong penalty makes the weights small, small weights make the scores alike, and alike "
            "scores leave no class a probability near 1."
        ),
        "d": (
            "a prediction is the class of the greatest score, however small its lead: scores can lie "
            "close together and still be in the right order."
        ),
        "e": (
            "the trained weights are no worse than W = 0, whose full loss is log C, so their penalty "
            "cannot be above log C."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-large-reg"
# Look at the right half of the last picture. And what would the full loss be at W = 0? The trained weights cannot
# have a greater one.

# %% [markdown]
# **KL or cross-entropy?** A target distribution p is fixed, the prediction q is the softmax of scores that you
# train. Which are true?
#
# - a) $D_{KL}(p \,\|\, q)$ and $H(p, q)$ have the same gradient with respect to the scores, since H(p) does not
#   depend on them.
# - b) They have the same gradient only if p is one-hot.
# - c) They have the same value if p is one-hot.
# - d) For p = (0.7, 0.3) the least possible value of $H(p, q)$ is 0.
# - e) For p = (0.7, 0.3) the least possible value of $D_{KL}(p \,\|\, q)$ is 0.

# %% answer="concept-same-gradient"
same_gradient_answer = ""
# BEGIN SOLUTION
same_gradient_answer = "ace"
# END SOLUTION

# %% check="concept-same-gradient" points=2
check.choice(same_gradient_answer, "abcde", name="same_gradient_answer", exercise="concept-same-gradient")
# BEGIN HIDDEN TESTS
check.choice(
    same_gradient_answer,
    "abcde",
    "ace",
    name="same_gradient_answer",
    exercise="concept-same-gradient",
    reasons={
        "a": (
            "the two differ by H(p), which stays what it is when the scores change, and so has the "
            "gradient 0."
        ),
        "b": (
            "ask whether H(p), by which the two differ, contains a score; whether p is one-hot does "
            "not matter for that."
        ),
        "c": "a one-hot p has H(p) = 0, and H(p) is all by which the two differ.",
        "d": "H(p, q) is H(p) plus something that is never negative, and for this p, H(p) is 0.61.",
        "e": (
            "the softmax can give q = (0.7, 0.3) exactly, and then every quotient p / q is 1 and has "
            "the logarithm 0."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-same-gradient"
# H(p, q) = H(p) + KL(p || q). Which of the three depends on q? And what is H(p) for a one-hot p?

# %% [markdown]
# ## What you have now
#
# A classifier that says how sure it is, trained by maximum likelihood, with a loss that survives any scores. The
# gradient "prediction minus truth" will come back unchanged at the top of every network: in a4 a hidden layer goes
# below it, and the probabilities, the log-sum-exp and the table of losses stay as they are.
