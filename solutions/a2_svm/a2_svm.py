# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # The linear classifier and the hinge loss
#
# **What you will build.** Nearest neighbours keep every training image and learn nothing. Here you build a classifier
# that throws the images away: all it keeps is one matrix of weights. You write down what a good matrix is (a *loss*),
# work out in which direction the loss rises (its *gradient*), and walk the other way: with the scores, the hinge loss
# and its gradient with loops and without, two penalties, a numeric gradient that catches slips, and three trainers:
# random search, gradient descent, minibatches.
#
# **What you need.** NumPy as in notebook a0, above all `scores[np.arange(N), y]`; partial derivatives and the chain
# rule; paper.
#
# **How long it takes.** 4 to 5 hours; take a break before the section *Without loops*.
#
# **How it works.** As before: no check uses your answer to another exercise; marking skips the cells with pictures.
# No function may change its arguments, and float32 is precise enough for an answer, unless the text in quotes says
# *Compute in float64*.

# %% [markdown]
# ## Setting up
#
# 3,000 drawings for training, 1,000 others for validation.

# %%
import numpy as np

from pixgrad import check, data, plots
from pixgrad.check import lock

lock.teaches("a2_svm")  # pixgrad.models has what you build here; it stays shut until you have it
DATA = "shapes"  # "cifar10" after: pixgrad data fetch cifar10

dataset = data.load(DATA)
(images, y_train), (images_val, y_val) = data.split(
    dataset.X_train, dataset.y_train, sizes=(3000, 1000), seed=0
)
print(dataset)

# %% [markdown]
# ## Scores
#
# A linear classifier gives every class a *score*, a weighted sum of the pixels plus a constant. Take an image
# of four pixels, laid out as a row, and the three classes sun, moon and star:
#
# $$x = \begin{pmatrix} 2 & 0 & 1 & 3 \end{pmatrix}, \qquad
# W = \begin{pmatrix} 1 & 0 & -1 \\ 2 & 1 & 0 \\ 0 & 3 & 1 \\ 1 & -1 & 2 \end{pmatrix}, \qquad
# b = \begin{pmatrix} 0.5 & 1 & -2 \end{pmatrix}.$$
#
# Each *column* of $W$ belongs to one class. The score of the sun uses the first:
# $2 \cdot 1 + 0 \cdot 2 + 1 \cdot 0 + 3 \cdot 1 + 0.5 = 5.5$. The moon gets $3 - 3 + 1 = 1$ and the star
# $-2 + 1 + 6 - 2 = 3$. The highest score wins, so this $W$ calls the image a sun.
#
# With $N$ images as the rows of a matrix, all scores are one product:
#
# $$\underset{(N, C)}{S} = \underset{(N, D)}{X} \; \underset{(D, C)}{W} + \underset{(C,)}{b}.$$
#
# Many texts write $f(x, W) = W x + b$ with $x$ as a column. That is the same sum with everything transposed:
# their $W$, of shape (10, 3072) for ten classes, is our $W^T$. In this series examples are always rows.
#
# NumPy writes the matrix product as `@` and the transpose as `.T`: for `A` of shape (2, 4) and `B` of shape (4, 3),
# `A @ B` has shape (2, 3), and `A.T` has shape (4, 2).
# <!-- by hand: 5.5 -->
#
# ### Exercise: scores


# %% answer="linear-scores"
def linear_scores(X, W, b):
    """Score of every class for every row.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows, float64. N, D and C may all differ, and N may be 1.
    W : ndarray of shape (D, C)
        Weights, one column per class.
    b : ndarray of shape (C,)
        Biases, one per class.

    Returns
    -------
    ndarray of shape (N, C)
        ``scores[i, j] = sum over p of X[i, p] * W[p, j], plus b[j]``.
    """
    # BEGIN SOLUTION
    return X @ W + b
    # END SOLUTION


# %% check="linear-scores" points=4
four_pixels = np.array([[2.0, 0.0, 1.0, 3.0], [0.0, 0.0, 0.0, 2.0]])
weights = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, -1.0, 2.0]])
biases = np.array([0.5, 1.0, -2.0])
square = np.array([[1.0, 2.0], [0.0, -1.0]])
cases = [
    (four_pixels, weights, biases),
    (four_pixels[:1], 1000 * weights, biases),
    (np.array([[1.0, 3.0], [2.0, 0.0]]), square, np.array([10.0, 20.0])),  # N = D = C = 2
    (np.array([[2.0], [-1.0], [0.0]]), np.array([[3.0, 4.0]]), np.array([-1.0, 0.5])),  # N = 3, D = 1, C = 2
    (np.array([[0.5, -1.25]]), np.array([[2.0, 0.5], [4.0, -0.5]]), np.array([0.125, 0.0])),
]
wanted = [
    [[5.5, 1, 3], [2.5, -1, 2]],
    [[5000.5, 1, 4998]],
    [[11, 19], [12, 24]],
    [[5, 8.5], [-4, -3.5], [-1, 0.5]],
    [[-3.875, 0.875]],
]
check.returns(linear_scores, cases, wanted, exercise="linear-scores", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("linear-scores")
sizes = [(5, 4, 3), (1, 6, 2), (3, 3, 3), (4, 1, 5), (2, 2, 4)]
fresh = [(rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c)) for n, d, c in sizes]
check.returns(linear_scores, fresh, linear.linear_scores, exercise="linear-scores", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="linear-scores"
# Write the shapes next to each other: (N, D), (D, C), (C,). What turns the first two into (N, C)? And what does
# broadcasting do when a (C,) meets an (N, C)?

# %% [markdown]
# ## The bias trick
#
# Carrying $b$ through every formula is tedious. Give each image one more "pixel" that is always 1, and $W$
# one more row that holds the biases; then $x W + b$ becomes a plain product:
#
# $$\begin{pmatrix} x & 1 \end{pmatrix} \begin{pmatrix} W \\ b \end{pmatrix} = x W + 1 \cdot b, \qquad
# (1, D + 1)\,(D + 1, C) \to (1, C).$$
#
# From here on $X$ has its column of ones and $D$ counts it. The price: whatever is done to all of $W$, such
# as a penalty on its size, is now done to the biases too. For a linear classifier of images that does next to
# nothing; the networks of `a4_two_layer_net` keep their biases apart and never penalise them.
#
# ### Exercise: the bias column
#
# `np.hstack([A, B])` puts two matrices of equally many rows side by side.


# %% answer="bias-trick"
def add_bias_column(X):
    """Append a column of ones.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows, float64.

    Returns
    -------
    ndarray of shape (N, D + 1)
        The columns of X, and after them a last column that is 1 everywhere.
    """
    # BEGIN SOLUTION
    return np.hstack([X, np.ones((len(X), 1))])
    # END SOLUTION


# %% check="bias-trick" points=4
cases = [
    (np.array([[2.0, 0.0, 1.0, 3.0], [0.0, 0.0, 0.0, 2.0]]),),
    (np.array([[7.0, -8.0]]),),
    (np.array([[0.5], [0.125], [-4.0]]),),
    (np.array([[5.0, 6.0], [7.0, 8.0]]),),  # as many rows as columns
]
wanted = [
    [[2, 0, 1, 3, 1], [0, 0, 0, 2, 1]],
    [[7, -8, 1]],
    [[0.5, 1], [0.125, 1], [-4, 1]],
    [[5, 6, 1], [7, 8, 1]],
]
check.returns(add_bias_column, cases, wanted, exercise="bias-trick")
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("bias-trick")
fresh = [(rng.normal(scale=100, size=size),) for size in [(5, 3), (1, 6), (4, 4), (3, 1)]]
check.returns(add_bias_column, fresh, linear.add_bias_column, exercise="bias-trick")
# END HIDDEN TESTS

# %% [markdown] hint="bias-trick"
# Which shape must the ones have, so that they can stand beside X? A vector of shape (N,) has no column.

# %% [markdown]
# ## One example's loss
#
# Which scores are good? The multiclass SVM wants the right class to beat every other by a *margin* of 1. Each
# wrong class that comes closer costs what is missing:
#
# $$L_i = \sum_{j \ne y_i} \max(0,\; s_j - s_{y_i} + 1).$$
#
# Suppose the four-pixel image above shows a star: $y = 2$ (we count from 0) and $s = (5.5, 1, 3)$. The sun
# costs $5.5 - 3 + 1 = 3.5$. The moon is 2 below the star, more than the margin: $1 - 3 + 1 = -1$, so it costs
# nothing. Together $L = 3.5$. The sum leaves out $j = y_i$: a class need not beat itself.
#
# ### Exercise: the hinge loss of one example
#
# `np.maximum(0, a)` is the larger of 0 and `a[j]` in every place `j`. (`np.max` is another function: one number, the
# greatest entry.)


# %% answer="hinge-one"
def hinge_loss_one(scores, label):
    """Multiclass hinge loss of one example, with margin 1.

    Parameters
    ----------
    scores : ndarray of shape (C,)
        Score of every class, float64; C is at least 2.
    label : int
        The right class, from 0 to C - 1.

    Returns
    -------
    float
        Sum over all classes j other than `label` of ``max(0, scores[j] - scores[label] + 1)``; a Python float
        or a 0-d array. A class exactly 1 below the right one costs exactly 0.
    """
    # BEGIN SOLUTION
    margins = np.maximum(0, scores - scores[label] + 1)
    margins[label] = 0
    return float(margins.sum())
    # END SOLUTION


# %% check="hinge-one" points=6
cases = [
    (np.array([5.5, 1.0, 3.0]), 2),
    (np.array([5.5, 1.0, 3.0]), 1),  # 5.5 from the sun and 3 from the star
    (np.array([5.5, 1.0, 3.0]), 0),
    (np.array([2.0, 1.0]), 0),  # exactly the margin
    (np.array([0.0, 0.0, 0.0, 0.0]), 3),
    (np.array([-1.5, -0.75]), 1),
    (np.array([10000.0, -10000.0, 0.0]), 1),
    (np.array([2.0, 2.0, 2.5]), 2),  # 0.5 from either
    (np.array([0.125, 0.0, -1.0]), 0),
]
check.returns(
    hinge_loss_one, cases, [3.5, 8.5, 0, 0, 3, 0.25, 30002, 1, 0.875], exercise="hinge-one", atol=1e-6
)
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("hinge-one")
fresh = [
    (scale * rng.normal(size=c), int(rng.integers(c)))
    for c, scale in [(2, 1), (3, 2), (5, 1), (10, 3), (4, 1e4)]
]
fresh += [(np.array([4.0, 3.0, 3.0, 3.0]), 0), (rng.normal(size=3) + np.array([0, 1000, 0]), 0)]
wanted = [linear.hinge_loss(scores[np.newaxis], np.array([label]))[0] for scores, label in fresh]
check.returns(hinge_loss_one, fresh, wanted, exercise="hinge-one", atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="hinge-one"
# Compute what every class would cost, the right one included, in one array; then see to it that the right one
# is not in the sum. What would it have contributed?

# %% [markdown]
# **Predict.** The scores are (5.5, 1, 3) and the star, class 2, is right. Draw on paper how the loss moves as the
# star's own score rises from -3 to 9, the others held. Where does the line bend, and how steep is it between the
# bends? <!-- by hand: 5.5 -->

# %% tags=["explore"]
plots.linear.loss_response(np.array([5.5, 1.0, 3.0]), 2, {"hinge": hinge_loss_one})

# %% [markdown]
# **What you should see.** Left: as the star's own score rises, the loss falls in straight pieces. Both others are
# within the margin up to a score of 2: slope -2. From there the moon is beaten by more than 1, and only the sun
# costs: slope -1. From 6.5 on, 1 above the sun, the loss is exactly 0. Right: as the sun's score rises, the loss
# stays 0 until it comes within 1 of the star, at 2, and then rises one for one. The bends are called *kinks*;
# dotted lines mark them.

# %% claim="kinks-at-2-and-6-5"
star = lambda score: hinge_loss_one(np.array([5.5, 1.0, score]), 2)
slope = lambda a, b: (star(b) - star(a)) / (b - a)
print(f"slopes {slope(-3, 2):g} up to 2, {slope(2, 6.5):g} up to 6.5; loss there {star(6.5):g}")
assert slope(-3, 2) == -2 and slope(2, 6.5) == -1 and star(6.5) == 0 < star(6.4)
sun = lambda score: hinge_loss_one(np.array([score, 1.0, 3.0]), 2)
assert sun(2.0) == 0 and sun(2.5) == 0.5

# %% [markdown]
# ### Question: the first loss
#
# With all weights (nearly) 0, all scores are (nearly) 0. What is the SVM's mean loss then, without any
# penalty, on a data set of 7 classes? Whenever you train, compare the first loss you see with this number: it
# is the cheapest test of your code that there is. (A number within 1 % is near enough.) <!-- by hand: 1 -->

# %% answer="concept-initial-loss"
initial_loss_answer = None  # a number
# BEGIN SOLUTION
initial_loss_answer = 6
# END SOLUTION

# %% check="concept-initial-loss" points=3
check.number(initial_loss_answer, name="initial_loss_answer", exercise="concept-initial-loss")
# BEGIN HIDDEN TESTS
check.number(
    initial_loss_answer,
    6,
    name="initial_loss_answer",
    exercise="concept-initial-loss",
    rtol=0.01,
    reasons={
        9: "this fits 10 classes. How many has the data set of the question?",
        0.857: (
            "the terms of one example are divided by the number of classes here. They are added up; "
            "the mean is taken over the examples."
        ),
    },
    way=(
        "put 0 for every score into max(0, s_j - s_y + 1), and add up the terms of the wrong classes. "
        "Every example gives the same sum."
    ),
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-initial-loss"
# Put $s_j = 0$ for all $j$ into the formula of $L_i$. How many terms does the sum have?

# %% [markdown]
# ### Question: the right class in the sum
#
# Somebody forgets "$j \ne y_i$" and sums over *all* classes, the right one included, with everything else as
# it was. Which statements are true?
#
# - **a.** The loss of every example becomes larger by exactly 1.
# - **b.** The gradient with respect to $W$ changes.
# - **c.** The $W$ with the least loss stay the same.
# - **d.** At $W = 0$ the mean loss is now the number of classes, $C$.

# %% answer="concept-correct-class"
correct_class_answer = ""  # one or several letters, such as "bd"
# BEGIN SOLUTION
correct_class_answer = "acd"
# END SOLUTION

# %% check="concept-correct-class" points=3
check.choice(correct_class_answer, "abcd", name="correct_class_answer", exercise="concept-correct-class")
# BEGIN HIDDEN TESTS
check.choice(
    correct_class_answer,
    "abcd",
    "acd",
    name="correct_class_answer",
    exercise="concept-correct-class",
    reasons={
        "a": "the new term is max(0, s_y - s_y + 1), which is 1 whatever W is.",
        "b": ("the new term, max(0, s_y - s_y + 1), does not contain W, so it adds nothing to the gradient."),
        "c": "the loss of every W is lifted by the same amount, so the lowest place stays where it is.",
        "d": (
            "at W = 0 all scores are equal, so each term of the sum, the new one too, is max(0, 0 + "
            "1). How many terms are there now?"
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-correct-class"
# Write down the one new term, the one for $j = y_i$, and simplify it. Does it depend on $W$?

# %% [markdown]
# ### Question: two matrices, one loss
#
# Some $W$ (with the biases as its last row) gives the training images a mean hinge loss of exactly 0, and
# there is no penalty. Which of these matrices then have loss 0 on the same images, whatever the images are?
#
# - **a.** $2 W$
# - **b.** $\frac{1}{2} W$
# - **c.** $W$ with the same vector $u$ of shape (D,) added to each of its columns
# - **d.** $-W$

# %% answer="concept-equal-loss"
equal_loss_answer = ""  # one or several letters, such as "bd"
# BEGIN SOLUTION
equal_loss_answer = "ac"
# END SOLUTION

# %% check="concept-equal-loss" points=2
check.choice(equal_loss_answer, "abcd", name="equal_loss_answer", exercise="concept-equal-loss")
# BEGIN HIDDEN TESTS
check.choice(
    equal_loss_answer,
    "abcd",
    "ac",
    name="equal_loss_answer",
    exercise="concept-equal-loss",
    reasons={
        "a": (
            "twice W doubles every difference of scores: where the right class led by 1 or more, it "
            "then leads by 2 or more."
        ),
        "b": (
            "half of W halves the differences of scores: a lead of exactly 1 becomes a lead of 1/2, "
            "which is inside the margin and costs 1/2."
        ),
        "c": (
            "every score of an image rises by the same x @ u, so the differences between its scores "
            "stay as they are."
        ),
        "d": (
            "every difference of scores changes its sign: a class that led by 1 or more is then "
            "behind by as much."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-equal-loss"
# Loss 0 says that every difference $s_{y_i} - s_j$ is at least 1. What does each change do to these
# differences?

# %% [markdown]
# ## Penalties
#
# Since different $W$ can explain the training images equally well, the loss gets a second part that prefers
# *simple* ones. The weight $\lambda$ of this part, `reg` in code, says how much fit to give up for
# simplicity:
#
# $$L(W) = \underbrace{\frac{1}{N} \sum_i L_i}_{\text{data loss}} + \lambda R(W), \qquad
# R_{L2}(W) = \sum_{p, j} W_{pj}^2, \qquad R_{L1}(W) = \sum_{p, j} |W_{pj}|.$$
#
# Both sums go over *all* entries. The gradients, entry by entry, have the shape of $W$:
# $\partial R_{L2} / \partial W_{pj} = 2 W_{pj}$, and $\partial R_{L1} / \partial W_{pj}$ is the sign of
# $W_{pj}$. At 0 the absolute value has a kink and no derivative; any slope from $-1$ to $1$ is a valid
# *subgradient* there, and we take 0. `np.sign` agrees: it is 1, -1, or 0 at 0.
#
# ### Exercise: the L2 penalty
#
# Mind the factor in its gradient.


# %% answer="l2-penalty"
def l2_penalty(W):
    """Sum of the squares of all weights, and its gradient.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.

    Returns
    -------
    value : float
        Sum over all entries of ``W**2``: not halved, no root, no mean. A Python float or a 0-d array.
    gradient : ndarray of shape (D, C)
        Derivative of `value` with respect to every entry.
    """
    # BEGIN SOLUTION
    return float(np.sum(W**2)), 2 * W
    # END SOLUTION


# %% check="l2-penalty" points=4
cases = [
    (np.array([[1.0, -2.0, 0.0], [3.0, 0.5, -1.0]]),),
    (np.array([[-3.0], [4.0]]),),
    (np.array([[0.0, 0.0]]),),
    (np.array([[1.0, -0.5], [2.0, 0.0]]),),  # as many rows as columns
]
wanted = [(15.25, [[2, -4, 0], [6, 1, -2]]), (25, [[-6], [8]]), (0, [[0, 0]]), (5.25, [[2, -1], [4, 0]])]
check.returns(l2_penalty, cases, wanted, exercise="l2-penalty", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("l2-penalty")
fresh = [(rng.normal(scale=3, size=size),) for size in [(4, 3), (1, 5), (6, 1), (3, 3)]]
check.returns(l2_penalty, fresh, linear.l2_penalty, exercise="l2-penalty", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="l2-penalty"
# The value is one number, the gradient a matrix. What is the derivative of $w^2$?

# %% [markdown]
# ### Exercise: the L1 penalty
#
# It charges each weight by its size, not its square; the last section shows what that changes.


# %% answer="l1-penalty"
def l1_penalty(W):
    """Sum of the absolute values of all weights, and its subgradient.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.

    Returns
    -------
    value : float
        Sum over all entries of ``|W|``. A Python float or a 0-d array.
    gradient : ndarray of shape (D, C)
        1 where W is positive, -1 where it is negative, and 0 where it is exactly 0.
    """
    # BEGIN SOLUTION
    return float(np.abs(W).sum()), np.sign(W)
    # END SOLUTION


# %% check="l1-penalty" points=4
cases = [
    (np.array([[1.0, -2.0, 0.0], [3.0, 0.5, -1.0]]),),
    (np.array([[-3.0], [4.0]]),),
    (np.array([[0.0, 0.25]]),),
    (np.array([[1e-10, -1e-10]]),),  # small is not 0
    (np.array([[-0.25, -0.5]]),),
]
wanted = [
    (7.5, [[1, -1, 0], [1, 1, -1]]),
    (7, [[-1], [1]]),
    (0.25, [[0, 1]]),
    (2e-10, [[1, -1]]),
    (0.75, [[-1, -1]]),
]
check.returns(l1_penalty, cases, wanted, exercise="l1-penalty")
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("l1-penalty")
fresh = [(rng.normal(scale=3, size=size),) for size in [(4, 3), (1, 5), (6, 1), (3, 3)]]
fresh += [(np.array([[0.0, -1.0], [2.0, 0.0], [0.5, 3.0]]) * rng.uniform(0.5, 2),)]
check.returns(l1_penalty, fresh, linear.l1_penalty, exercise="l1-penalty")
# END HIDDEN TESTS

# %% [markdown] hint="l1-penalty"
# Which number has the derivative of the absolute value at 3, at -3, and, by agreement, at 0? Dividing W by its
# absolute value fails at one of the three.

# %% [markdown]
# ### Question: which weights does a penalty prefer?
#
# Let $x = (1, 1, 1, 1)$, and compare the weights $w_1 = (1, 0, 0, 0)$ and
# $w_2 = (\frac14, \frac14, \frac14, \frac14)$ of one class. A penalty *prefers* the weights for which it is
# smaller. Which statements are true?
#
# - **a.** Both give $x$ the same score.
# - **b.** The L2 penalty prefers $w_2$.
# - **c.** The L1 penalty prefers $w_1$.
# - **d.** The L1 penalty is the same for both.

# %% answer="concept-l1-l2"
penalty_answer = ""  # one or several letters, such as "bd"
# BEGIN SOLUTION
penalty_answer = "abd"
# END SOLUTION

# %% check="concept-l1-l2" points=2
check.choice(penalty_answer, "abcd", name="penalty_answer", exercise="concept-l1-l2")
# BEGIN HIDDEN TESTS
check.choice(
    penalty_answer,
    "abcd",
    "abd",
    name="penalty_answer",
    exercise="concept-l1-l2",
    reasons={
        "a": "the score of w_1 is 1, and that of w_2 is the sum of four quarters.",
        "b": "the squares of w_1 add up to 1, those of w_2 to 4/16.",
        "c": "add up the absolute values of both: the sum of w_1 is not the smaller one.",
        "d": "the absolute values of w_1 add up to 1, and those of w_2 are four quarters.",
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-l1-l2"
# Two scores, two sums of squares, two sums of absolute values: six small sums decide it. Do not answer from
# memory.

# %% [markdown]
# ## The full loss
#
# The last column of the table is a batch of $N = 2$ images: the star from above, and a moon $x = (0, 0, 0, 2)$ with
# scores $(2.5, -1, 2)$. With the bias trick $D = 5$, and $C = 3$, $\lambda = 0.1$.
#
# | part | formula | shape | worked example |
# | --- | --- | --- | --- |
# | scores | $S = X W$ | (N, D)(D, C) → (N, C) | (5.5, 1, 3) and (2.5, −1, 2) |
# | margins | $M_{ij} = \max(0, S_{ij} - S_{i y_i} + 1)$, and 0 at $j = y_i$ | (N, C) | (3.5, 0, 0) and (4.5, 0, 4) |
# | loss of an example | $L_i = \sum_j M_{ij}$ | (N,) | 3.5 and 8.5 |
# | data loss | $\frac{1}{N} \sum_i L_i$ | number | 6 |
# | penalty | $R(W) = \sum_{p, j} W_{pj}^2$ | number | 23 for the weights and 5.25 for the biases: 28.25 |
# | full loss | data loss $+ \lambda R(W)$ | number | 6 + 0.1 · 28.25 = 8.825 |
#
# The mean goes over the data loss alone: the penalty is neither divided by $N$ nor added once per example.
# <!-- by hand: 5.5, 2.5, 3.5, 4.5, 8.5, 5.25, 28.25, 0.1, 8.825 -->

# %% [markdown]
# ## A gradient without calculus
#
# Before you derive a gradient, build the tool that will tell you whether it is right. A slope can be
# measured: move one entry of $x$ a little to both sides and see what $f$ does,
#
# $$\frac{\partial f}{\partial x_k} \approx \frac{f(x + h e_k) - f(x - h e_k)}{2 h},$$
#
# where $e_k$ is 1 in entry $k$ and 0 elsewhere. Taking both sides (*central* differences) makes the error
# shrink like $h^2$ and not only like $h$. It needs two evaluations for each entry, so it is for checking, not
# for training: a $W$ of $3073 \cdot 10$ entries takes 61,460 losses for a single gradient.
#
# ### Exercise: the numeric gradient
#
# `np.ndindex((2, 3))` yields the index of every entry of an array of that shape, for any number of axes: (0, 0),
# (0, 1) ... (1, 2); `x[index]` reads and writes that entry.


# %% answer="numeric-gradient"
def numeric_gradient(f, x, h=1e-5):
    """Gradient of a function by central differences.

    Parameters
    ----------
    f : callable
        ``f(x)`` takes an array of the shape of x and returns a float. It does not change its argument.
    x : ndarray of any shape with at least one axis, (D,), (D, C), (D, C, K) ...
        Where to take the gradient, float64; its rows need not lie one after the other in memory, as those of
        a transposed matrix do not. It may be changed while `f` is being called, but afterwards every
        entry holds the very number it held before, to the last bit. (Adding h and subtracting it again does
        not always do that: 0.1 + 0.4 - 0.4 is not 0.1. Keep the old number and put it back.) Compute in
        float64: float32 has too few digits for so small a step.
    h : float
        Half the distance between the two points.

    Returns
    -------
    ndarray of the shape of x
        ``(f(x with x[k] + h) - f(x with x[k] - h)) / (2 * h)`` for every entry k, all other entries of x being
        as they were.
    """
    # BEGIN SOLUTION
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        gradient[index] = (above - below) / (2 * h)
    return gradient
    # END SOLUTION


# %% check="numeric-gradient" points=7
sum_of_squares = lambda x: float(np.sum(x**2))
sum_of_cubes = lambda x: float(np.sum(x**3))
product = lambda x: float(np.prod(x))
by_place = lambda x: float(5 * x[0, 0] + x[0, 1] * x[1, 2])
cases = [
    (sum_of_squares, np.array([1.0, -3.0])),  # 2 x
    (sum_of_cubes, np.array([[1.0, 2.0, 0.0], [-1.0, 0.5, 3.0]]), 0.5),  # 3 x**2 + h**2: h is half, not small
    (product, np.array([2.0, 3.0, 0.5]), 0.25),
    (
        sum_of_squares,
        np.array([[[0.1, 0.7]], [[0.3, -1.1]]]),
    ),  # three axes; numbers that do not survive + h - h
    (sum_of_squares, np.array([0.1, 1.7, 1.8]), 0.4),  # nor do these survive + 0.4 - 0.4
    (
        by_place,
        np.array([[2.0, 2.0, 3.0], [2.0, -1.0, 2.0]]),
        0.5,
    ),  # equal entries, and a slope for each place
    (by_place, np.array([[2.0, 2.0], [2.0, -1.0], [3.0, 2.0]]).T, 0.5),  # a transposed matrix
]
wanted = [
    [2, -6],
    [[3.25, 12.25, 0.25], [3.25, 1, 27.25]],
    [1.5, 1, 6],
    [[[0.2, 1.4]], [[0.6, -2.2]]],
    [0.2, 3.4, 3.6],
    [[5, 2, 0], [0, 0, 2]],
    [[5, 2, 0], [0, 0, 2]],
]
check.returns(numeric_gradient, cases, wanted, exercise="numeric-gradient", rtol=1e-5, atol=1e-7)
# BEGIN HIDDEN TESTS
rng = check.rng("numeric-gradient")


def wavy(x):
    return float(np.sum(np.sin(x)) + np.sum(x) ** 2)


def weighted(x):
    return float(np.sum(x**3 * np.arange(1, x.size + 1).reshape(x.shape)))


fresh = [
    (wavy, rng.normal(size=5)),
    (weighted, rng.normal(size=(3, 2)), 0.4),
    (wavy, rng.normal(size=(2, 4)), 0.1),
    (weighted, rng.normal(size=(2, 1, 3))),
    (wavy, rng.normal(size=(1, 1))),
    (weighted, rng.normal(size=(2, 3)).T, 0.2),
]
check.returns(
    numeric_gradient, fresh, check.numeric_gradient, exercise="numeric-gradient", rtol=1e-5, atol=1e-7
)
# END HIDDEN TESTS

# %% [markdown] hint="numeric-gradient"
# What must be in `x` when `f` is called the first time, and the second? How do you make sure that `x` is what it
# was, to the last bit, before the next entry has its turn?

# %% [markdown]
# ## The gradient, derived
#
# Take one example with row $x$ of shape (D,), scores $s = x W$ of shape (C,), and right class $y$. Its loss
# is $L = \sum_{j \ne y} \max(0, m_j)$ with $m_j = s_j - s_y + 1$. Go backwards in two steps.
#
# **Step 1: from the loss to the scores.** A class $j \ne y$ with $m_j \le 0$ adds 0, and still does after a
# small change: no slope. One with $m_j > 0$ adds $s_j - s_y + 1$: slope $+1$ in $s_j$ and slope $-1$ in
# $s_y$. So
#
# $$g_j = \frac{\partial L}{\partial s_j} = \begin{cases} 1 & m_j > 0 \\ 0 & m_j \le 0 \end{cases} \quad (j \ne y), \qquad
# g_y = \frac{\partial L}{\partial s_y} = -(\text{number of } j \ne y \text{ with } m_j > 0).$$
#
# The vector $g$ has the shape of $s$, (C,). (At $m_j = 0$ there is a kink; we choose slope 0.)
#
# **Step 2: from the scores to the weights.** $s_j = \sum_p x_p W_{pj}$ contains only column $j$ of $W$, and
# $\partial s_j / \partial W_{pj} = x_p$. The chain rule leaves one term:
#
# $$\frac{\partial L}{\partial W_{pj}} = x_p \, g_j, \qquad\text{that is}\qquad
# \underset{(D, C)}{\frac{\partial L}{\partial W}} = \underset{(D, 1)}{x^T} \; \underset{(1, C)}{g}.$$
#
# In words: every column $j$ that violates the margin gets $+x$, and the right column gets $-x$ *once for each
# violation*. Stepping against the gradient makes the right template more like the image and the offenders
# less like it.
#
# **All examples.** The loss is a mean, so the gradient is the mean of these matrices, plus the gradient of
# the penalty:
#
# $$\underset{(D, C)}{\frac{\partial}{\partial W} L(W)} = \frac{1}{N} \sum_i x_i^T g_i + 2 \lambda W.$$
#
# **The worked example.** The star $x_1 = (2, 0, 1, 3, 1)$ has margins $(3.5, \cdot, \cdot)$:
# $g_1 = (1, 0, -1)$. The moon $x_2 = (0, 0, 0, 2, 1)$ is beaten by both others: $g_2 = (1, -2, 1)$. Column by
# column, $\frac12 (x_1^T g_1 + x_2^T g_2)$ is
#
# - sun: $\frac12 (x_1 + x_2) = (1, 0, 0.5, 2.5, 1)$,
# - moon: $\frac12 (-2 x_2) = (0, 0, 0, -2, -1)$,
# - star: $\frac12 (-x_1 + x_2) = (-1, 0, -0.5, -0.5, 0)$.
#
# ### Exercise: the SVM loss, with loops
#
# Slow, and close to the derivation: first get it right.


# %% answer="svm-loss-naive"
def svm_loss_naive(W, X, y, reg):
    """Loss of the multiclass SVM and its gradient, with loops.

    ``loss = mean hinge loss (margin 1) + reg * sum(W**2)``; the sum takes all entries of W.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows, float64. N, D and C may all differ, and N may be 1.
    y : ndarray of shape (N,)
        Labels, int64 from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Weight of the penalty, 0 or more.

    Returns
    -------
    loss : float
        The loss; a Python float or a 0-d array.
    dW : ndarray of shape (D, C)
        Gradient of the loss with respect to W. A class exactly on the margin (m = 0) counts as no violation.
    """
    # BEGIN SOLUTION
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(len(X)):
        scores = X[i] @ W
        for j in range(W.shape[1]):
            margin = scores[j] - scores[y[i]] + 1
            if j != y[i] and margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W
    # END SOLUTION


# %% [markdown]
# **Measure it yourself, before any check does.** Replace the two `None` below: the first is the gradient that your
# function derives, the second what `numeric_gradient` measures on its *loss*, seen as a function of `W` alone.

# %% tags=["explore"]
rng = np.random.default_rng(1)
W, X, y = rng.normal(size=(5, 4)), rng.normal(size=(7, 5)), rng.integers(4, size=7)

derived = None  # what svm_loss_naive(W, X, y, 0.3) says
measured = None  # what numeric_gradient says; its f takes W and returns the loss

if derived is None or measured is None:
    print("derived and measured are still to be filled in")
else:
    gap = np.abs(derived - measured).max()
    print(
        "✓" if gap < 1e-7 else "✗",
        f"largest difference {gap:.1e}, for entries up to {np.abs(derived).max():.2f}",
    )

# %% [markdown]
# <details><summary>One way to fill it in</summary>
#
# ```python
# derived = svm_loss_naive(W, X, y, 0.3)[1]
# measured = numeric_gradient(lambda W: svm_loss_naive(W, X, y, 0.3)[0], W)
# ```
#
# </details>

# %% [markdown]
# **What you should see.** A difference below $10^{-8}$: the two agree to nine digits, since the weights are of size 1
# and no margin is near its kink. If it is larger, look at *which* entries differ: whole columns, all by the same
# factor, or only what the penalty adds?

# %% claim="derived-and-measured-agree" seeds=3
rng = np.random.default_rng(1 + seed)
W, X, y = rng.normal(size=(5, 4)), rng.normal(size=(7, 5)), rng.integers(4, size=7)
derived = svm_loss_naive(W, X, y, 0.3)[1]
measured = numeric_gradient(lambda W: svm_loss_naive(W, X, y, 0.3)[0], W)
print(f"{np.abs(derived - measured).max():.1e}")
assert np.abs(derived - measured).max() < 1e-8

# %% check="svm-loss-naive" points=10
W_worked = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, -1.0, 2.0], [0.5, 1.0, -2.0]])
X_worked = np.array([[2.0, 0.0, 1.0, 3.0, 1.0], [0.0, 0.0, 0.0, 2.0, 1.0]])
y_worked = np.array([2, 1])  # a star and a moon
W_two = np.array([[1.0, -1.0], [0.5, 2.0]])
X_four = np.array([[1.0, 1.0], [-2.0, 0.5], [-1.0, -1.0], [3.0, 2.0]])
W_four = np.array([[1.0, -1.0, 0.5, 0.0], [2.0, 0.0, -1.0, 1.0]])
y_four = np.array([2, 0, 3, 0])  # no example of class 1
terms = {
    "wrong-class": np.array([[0.25, -0.5, -0.75, -0.25], [0.25, 0.125, -0.125, 0.375]]),
    "correct-class": np.array([[1.5, 0, -0.75, 0.5], [-0.375, 0, -0.75, 0.5]]),
    "penalty": 2 * 10 * W_four,
}
check.gradient(svm_loss_naive, (W_four, X_four, y_four, 10.0), terms, exercise="svm-loss-naive")
cases = [
    (W_worked, X_worked, y_worked, 0.1),
    (W_two, np.array([[2.0, 4.0]]), np.array([0]), 0.0),  # one example; the scores are 4 and 6
    (W_four, X_four, y_four, 0.0),
    (W_four, X_four, y_four, 10.0),
    (1000 * W_two, np.array([[2.0, 4.0], [3.0, -2.0]]), np.array([0, 1]), 0.5),  # scores in the thousands
    (np.array([[2.0, 1.0, 0.5]]), np.array([[1.0]]), np.array([0]), 0.0),  # class 1 is exactly on the margin
    (
        np.array([[2.0, 1.0, 1.0009765625]]),
        np.array([[1.0]]),
        np.array([0]),
        0.0,
    ),  # class 2 is barely within it
    (np.zeros((2, 3)), np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 2]), 0.0),  # all scores are equal
]
wanted = [
    (8.825, [[1.2, 0, -1.2], [0.4, 0.2, 0], [0.5, 0.6, -0.3], [2.7, -2.2, -0.1], [1.1, -0.8, -0.4]]),
    (3, [[-2, 2], [-4, 4]]),
    (5, [[1.75, -0.5, -1.5, 0.25], [-0.125, 0.125, -0.875, 0.875]]),
    (87.5, [[21.75, -20.5, 8.5, 0.25], [39.875, 0.125, -20.875, 20.875]]),
    (3130501, [[1000.5, -1000.5], [497, 2003]]),
    (0, [[0, 0, 0]]),
    (0.0009765625, [[-1, 0, 1]]),
    (2, [[0.5, 2, -2.5], [-2.5, 0.5, 2]]),
]
check.returns(svm_loss_naive, cases, wanted, exercise="svm-loss-naive", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("svm-loss-naive")


def fresh_case(n, d, c, reg, labels=None, scale=1.0):
    labels = np.arange(c) if labels is None else np.array(labels)
    return rng.normal(size=(d, c)), scale * rng.normal(size=(n, d)), rng.choice(labels, size=n), reg


W, X, y, reg = fresh_case(6, 4, 3, 0.7)
dscores = linear.hinge_loss(X @ W, y)[1]
one_hot = np.eye(3)[y]
terms = {
    "wrong-class": X.T @ (dscores * (1 - one_hot)),
    "correct-class": X.T @ (dscores * one_hot),
    "penalty": 2 * reg * W,
}
check.gradient(svm_loss_naive, (W, X, y, reg), terms, exercise="svm-loss-naive")
fresh = [
    (W, X, y, reg),
    fresh_case(1, 3, 2, 0.0),
    fresh_case(7, 2, 5, 30.0),
    fresh_case(3, 6, 4, 0.0, [2, 0]),
]
fresh += [fresh_case(5, 3, 4, 0.2, [1]), fresh_case(4, 3, 3, 0.5, scale=1e4)]
check.returns(svm_loss_naive, fresh, linear.svm_loss, exercise="svm-loss-naive", rtol=1e-5, atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="svm-loss-naive"
# Say in words what one violation adds: to the loss, to which column of dW, and to which other column, and with
# which sign? And which parts of the loss do not belong inside the loop over the examples?

# %% [markdown]
# ### Question: at the kink
#
# Near a kink the two disagree although both are right. Let $f(z) = \max(0, z)$, $z = 2 \cdot 10^{-6}$ and
# $h = 10^{-5}$. The derivative at $z$ is 1. What does the central difference return? (So a single entry that
# is off need not be a slip. Try another $W$: kinks rarely follow you, slips do.) Give the number as it is, not
# rounded.

# %% answer="concept-kink"
kink_answer = None  # a number
# BEGIN SOLUTION
kink_answer = 0.6
# END SOLUTION

# %% check="concept-kink" points=2
check.number(kink_answer, name="kink_answer", exercise="concept-kink")
# BEGIN HIDDEN TESTS
check.number(
    kink_answer,
    0.6,
    name="kink_answer",
    exercise="concept-kink",
    reasons={
        0: "only f(z - h) is 0; z + h lies to the right of the kink, where f is above 0.",
        0.2: (
            "f is 0 to the left of the kink, so f(z - h) does not depend on how far to the left z - h lies."
        ),
        0.4: (
            "this is the size of z - h, divided by 2 h. To the left of the kink f is 0; it is z + h "
            "that counts."
        ),
        0.1: "this is f(z) / (2 h); the central difference does not look at z itself.",
    },
    way="work out f at z + h and f at z - h, subtract the second from the first, and divide by 2 h.",
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-kink"
# On which side of the kink is $z + h$, and on which is $z - h$? Evaluate $f$ at both, then divide by $2 h$.

# %% [markdown]
# ## Without loops
#
# The sum of outer products is itself a matrix product: stack the rows $g_i$ into a matrix $G$ of shape (N, C), and
#
# $$\sum_i x_i^T g_i = X^T G, \qquad (D, N)\,(N, C) \to (D, C).$$
#
# So the plan, with shapes: scores (N, C); the right scores as a column (N, 1), so that they broadcast;
# margins (N, C), set to 0 at the right class *before* anything is counted; $G$ from the signs of the margins
# (N, C), its entry at the right class from the number of violations in its row; then $X^T G / N$. In the
# worked example
#
# $$M = \begin{pmatrix} 3.5 & 0 & 0 \\ 4.5 & 0 & 4 \end{pmatrix}, \qquad
# G = \begin{pmatrix} 1 & 0 & -1 \\ 1 & -2 & 1 \end{pmatrix}.$$
#
# ### Exercise: the SVM loss, without loops


# %% answer="svm-loss-vectorized"
def svm_loss_vectorized(W, X, y, reg):
    """Loss of the multiclass SVM and its gradient, without Python loops.

    ``loss = mean hinge loss (margin 1) + reg * sum(W**2)``; the sum takes all entries of W.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows, float64. N, D and C may all differ, and N may be 1.
    y : ndarray of shape (N,)
        Labels, int64 from 0 to C - 1, in any order; some classes may be absent.
    reg : float
        Weight of the penalty, 0 or more.

    Returns
    -------
    loss : float
        The loss; a Python float or a 0-d array.
    dW : ndarray of shape (D, C)
        Gradient of the loss with respect to W. A class exactly on the margin (m = 0) counts as no violation.

    Notes
    -----
    No Python loop (nor `map`, a comprehension or `np.vectorize`) over examples, features or classes, and no
    array of shape (N, D, C).
    """
    # BEGIN SOLUTION
    rows = np.arange(len(X))
    scores = X @ W
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    G = (margins > 0).astype(float)
    G[rows, y] = -G.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), X.T @ G / len(X) + 2 * reg * W
    # END SOLUTION


# %% check="svm-loss-vectorized" points=14
W_worked = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, -1.0, 2.0], [0.5, 1.0, -2.0]])
X_worked = np.array([[2.0, 0.0, 1.0, 3.0, 1.0], [0.0, 0.0, 0.0, 2.0, 1.0]])
y_worked = np.array([2, 1])  # a star and a moon
W_two = np.array([[1.0, -1.0], [0.5, 2.0]])
X_four = np.array([[1.0, 1.0], [-2.0, 0.5], [-1.0, -1.0], [3.0, 2.0]])
W_four = np.array([[1.0, -1.0, 0.5, 0.0], [2.0, 0.0, -1.0, 1.0]])
y_four = np.array([2, 0, 3, 0])  # no example of class 1
terms = {
    "wrong-class": np.array([[0.25, -0.5, -0.75, -0.25], [0.25, 0.125, -0.125, 0.375]]),
    "correct-class": np.array([[1.5, 0, -0.75, 0.5], [-0.375, 0, -0.75, 0.5]]),
    "penalty": 2 * 10 * W_four,
}
check.gradient(svm_loss_vectorized, (W_four, X_four, y_four, 10.0), terms, exercise="svm-loss-vectorized")
cases = [
    (W_worked, X_worked, y_worked, 0.1),
    (W_two, np.array([[2.0, 4.0]]), np.array([0]), 0.0),  # one example; the scores are 4 and 6
    (W_four, X_four, y_four, 0.0),
    (W_four, X_four, y_four, 10.0),
    (1000 * W_two, np.array([[2.0, 4.0], [3.0, -2.0]]), np.array([0, 1]), 0.5),  # scores in the thousands
    (np.array([[2.0, 1.0, 0.5]]), np.array([[1.0]]), np.array([0]), 0.0),  # class 1 is exactly on the margin
    (
        np.array([[2.0, 1.0, 1.0009765625]]),
        np.array([[1.0]]),
        np.array([0]),
        0.0,
    ),  # class 2 is barely within it
    (np.zeros((2, 3)), np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 2]), 0.0),  # all scores are equal
]
wanted = [
    (8.825, [[1.2, 0, -1.2], [0.4, 0.2, 0], [0.5, 0.6, -0.3], [2.7, -2.2, -0.1], [1.1, -0.8, -0.4]]),
    (3, [[-2, 2], [-4, 4]]),
    (5, [[1.75, -0.5, -1.5, 0.25], [-0.125, 0.125, -0.875, 0.875]]),
    (87.5, [[21.75, -20.5, 8.5, 0.25], [39.875, 0.125, -20.875, 20.875]]),
    (3130501, [[1000.5, -1000.5], [497, 2003]]),
    (0, [[0, 0, 0]]),
    (0.0009765625, [[-1, 0, 1]]),
    (2, [[0.5, 2, -2.5], [-2.5, 0.5, 2]]),
]
check.returns(svm_loss_vectorized, cases, wanted, exercise="svm-loss-vectorized", rtol=1e-5, atol=1e-6)
small = (np.eye(4, 3), np.ones((5, 4)), np.array([0, 2, 1, 0, 2]), 0.5)
large = (np.eye(70, 30), np.ones((90, 70)), np.arange(90) % 30, 0.5)
check.vectorized(svm_loss_vectorized, small, large, exercise="svm-loss-vectorized")
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("svm-loss-vectorized")


def fresh_case(n, d, c, reg, labels=None, scale=1.0):
    labels = np.arange(c) if labels is None else np.array(labels)
    return rng.normal(size=(d, c)), scale * rng.normal(size=(n, d)), rng.choice(labels, size=n), reg


W, X, y, reg = fresh_case(6, 4, 3, 0.7)
dscores = linear.hinge_loss(X @ W, y)[1]
one_hot = np.eye(3)[y]
terms = {
    "wrong-class": X.T @ (dscores * (1 - one_hot)),
    "correct-class": X.T @ (dscores * one_hot),
    "penalty": 2 * reg * W,
}
check.gradient(svm_loss_vectorized, (W, X, y, reg), terms, exercise="svm-loss-vectorized")
fresh = [
    (W, X, y, reg),
    fresh_case(1, 3, 2, 0.0),
    fresh_case(7, 2, 5, 30.0),
    fresh_case(3, 6, 4, 0.0, [2, 0]),
]
fresh += [fresh_case(5, 3, 4, 0.2, [1]), fresh_case(4, 3, 3, 0.5, scale=1e4), fresh_case(3, 3, 3, 0.4)]
check.returns(
    svm_loss_vectorized, fresh, linear.svm_loss, exercise="svm-loss-vectorized", rtol=1e-5, atol=1e-6
)
small, large = fresh_case(4, 3, 2, 0.1), fresh_case(80, 60, 30, 0.1)
check.vectorized(svm_loss_vectorized, small, large, exercise="svm-loss-vectorized")
# END HIDDEN TESTS

# %% [markdown] hint="svm-loss-vectorized"
# `scores[np.arange(N), y]` has shape (N,); what must you add so that it broadcasts over the columns of an (N, C)?
# What else can the same pair of indices do? If the entry of G at the right class is off, compare your G for the
# worked example with the one above.

# %% [markdown]
# **Predict.** The next cell times both versions twice, the best of five runs each: on 300 images of 3,073 numbers in
# 10 classes, and on 300 rows of 50 numbers in 100 classes. Where will leaving out the loops gain more?

# %% tags=["explore"]
from functools import partial
from timeit import repeat

rng = np.random.default_rng(2)
for D, C in [(3073, 10), (50, 100)]:
    case = rng.normal(size=(D, C)), rng.normal(size=(300, D)), rng.integers(C, size=300), 0.1
    for function in (svm_loss_naive, svm_loss_vectorized):
        milliseconds = 1000 * min(repeat(partial(function, *case), number=1, repeat=5))
        loss = function(*case)[0]
        print(f"{D:5} numbers, {C:3} classes: {function.__name__:20}{milliseconds:8.2f} ms, loss {loss:.4f}")

# %% [markdown]
# **What you should see.** On the images it gains less, between 4 and 40 times: each of the loop's steps adds 3,073
# numbers at once, so NumPy does most of the work anyway. With 100 classes and short rows the steps of the loop are
# many and small, and it is left behind by a factor of hundreds. Loops cost by the *step*. (Timings differ between
# machines, and a busy one can turn all of this round: run the cell again.)

# %% claim="loops-cost-by-the-step"
from time import process_time


def fastest(function, tries, *args):
    times = []
    for _ in range(tries):
        start = process_time()
        function(*args)
        times.append(process_time() - start)
    return min(times)


rng = np.random.default_rng(2)
factors = {}
for D, C in [(3073, 10), (50, 100)]:
    case = rng.normal(size=(D, C)), rng.normal(size=(300, D)), rng.integers(C, size=300), 0.1
    factors[C] = fastest(svm_loss_naive, 2, *case) / fastest(svm_loss_vectorized, 9, *case)
print(f"{factors[10]:.0f} times with 10 classes, {factors[100]:.0f} times with 100")
assert 1 < factors[10] < 60 and factors[100] > 100  # 4 to 40 times on machines seen, and hundreds

# %% [markdown]
# ## Random search
#
# You can tell a good $W$ from a bad one; now find a good one. The first idea anybody has: try many at random
# and keep the best. It is a poor idea for thousands of weights, and worth seeing fail once.
#
# ### Exercise: random search
#
# The loss is an argument, so the same function searches anywhere.


# %% answer="random-search"
def random_search(loss, shape, num_tries, scale, rng):
    """Try random weights and keep the best.

    Parameters
    ----------
    loss : callable
        ``loss(W)`` takes an array of shape `shape` and returns a float, which may be of any size and sign.
    shape : tuple of int
        Shape of W.
    num_tries : int
        How many W to try, at least 1.
    scale : float
        Each W is ``scale * rng.standard_normal(shape)``: one such draw per try, and no other use of `rng`,
        so that results can be compared.
    rng : numpy.random.Generator
        Source of the random numbers.

    Returns
    -------
    W : ndarray of shape `shape`
        The W with the smallest loss; of equally good ones, the one tried first.
    best_loss : float
        Its loss.
    """
    # BEGIN SOLUTION
    best_W, best_loss = None, np.inf
    for _ in range(num_tries):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if value < best_loss:
            best_W, best_loss = W, value
    return best_W, best_loss
    # END SOLUTION


# %% check="random-search" points=5
dice = np.random.default_rng(4)
tries = [2.0 * dice.standard_normal((2, 3)) for _ in range(8)]  # the first case has five of them
small_tries = [W / 4 for W in tries]
far_from_one = lambda W: float(np.sum((W - 1) ** 2))
their_losses = [far_from_one(W) for W in tries]  # 32.0, 28.5, 53.1, 22.8, 62.1, 21.3, 19.1, 26.0
cases = [
    (far_from_one, (2, 3), 5, 2.0, np.random.default_rng(4)),
    (lambda W: 1e15 + far_from_one(W), (2, 3), 5, 2.0, np.random.default_rng(4)),  # huge losses
    (lambda W: far_from_one(W) - 1e3, (2, 3), 3, 2.0, np.random.default_rng(4)),  # negative losses
    (lambda W: 7.0, (2, 3), 4, 2.0, np.random.default_rng(4)),  # all equally good
    (lambda W: max(0.0, far_from_one(W) - 30), (2, 3), 5, 2.0, np.random.default_rng(4)),  # 0 for two of them
    (far_from_one, (2, 3), 8, 2.0, np.random.default_rng(4)),
    (
        lambda W: abs(far_from_one(W) - 30),
        (2, 3),
        5,
        2.0,
        np.random.default_rng(4),
    ),  # 2.0, 1.5, 23.1, 7.2, 32.1
    (far_from_one, (2, 3), 2, 2.0, np.random.default_rng(4)),  # the last of two tries is the best
    (far_from_one, (2, 3), 5, 0.5, np.random.default_rng(4)),  # a quarter of the weights above
]
wanted = [
    (tries[3], their_losses[3]),
    (tries[3], 1e15 + their_losses[3]),
    (tries[1], their_losses[1] - 1e3),
    (tries[0], 7),
    (tries[1], 0),
    (tries[6], their_losses[6]),
    (tries[1], 30 - their_losses[1]),
    (tries[1], their_losses[1]),
    (small_tries[1], far_from_one(small_tries[1])),
]
check.returns(random_search, cases, wanted, exercise="random-search")
# BEGIN HIDDEN TESTS
from pixgrad.models import sgd

rng = check.rng("random-search")


def fresh_case(shape, num_tries, scale, offset):
    target, seed = rng.normal(size=shape), int(rng.integers(2**32))
    loss = lambda W: float(np.sum(np.abs(W - target)) + offset)
    return loss, shape, num_tries, scale, np.random.default_rng(seed)


fresh = [fresh_case((3, 2), 7, 0.5, 0.0), fresh_case((4,), 1, 3.0, -50.0), fresh_case((2, 2), 40, 1.5, 1e6)]
check.returns(random_search, fresh, sgd.random_search, exercise="random-search")
# END HIDDEN TESTS

# %% [markdown] hint="random-search"
# Which loss could you start from that every loss is smaller than, however large? When a try is better, two
# things have to be remembered together.

# %% [markdown]
# ## Gradient descent
#
# A blindfolded walker on a hill does better: feel the slope underfoot and step downhill. The gradient points
# uphill, so
#
# $$W \leftarrow W - \text{step size} \cdot \nabla_W L(W), \qquad \text{all of shape } (D, C).$$
#
# ### Exercise: gradient descent


# %% answer="gradient-descent"
def gradient_descent(loss_and_grad, W, step_size, num_steps):
    """Walk downhill with steps of a fixed size.

    Parameters
    ----------
    loss_and_grad : callable
        ``loss_and_grad(W)`` returns the loss at W, a float, and its gradient, of the shape of W.
    W : ndarray of any shape
        Where to start, float64. Not to be changed: the caller may want to start there again.
    step_size : float
        Factor of the gradient, the same in every step.
    num_steps : int
        Number of steps, 0 or more.

    Returns
    -------
    W : ndarray of the shape of W
        Where the walk ends; without a step, where it began.
    history : list of float
        The loss *before* each step, so `num_steps` numbers. (An array is accepted.)
    """
    # BEGIN SOLUTION
    history = []
    for _ in range(num_steps):
        loss, gradient = loss_and_grad(W)
        history.append(loss)
        W = W - step_size * gradient
    return W, history
    # END SOLUTION


# %% check="gradient-descent" points=6
bowl = lambda W: (float(np.sum(W**2)), 2 * W)  # lowest at 0
tilted = lambda W: (float(np.sum((W - 3) ** 4)), 4 * (W - 3) ** 3)  # lowest at 3
cases = [
    (bowl, np.array([1.0, -2.0]), 0.25, 3),  # every step halves W
    (bowl, np.array([[8.0, 0.0], [4.0, -4.0]]), 0.125, 1),
    (tilted, np.array([[4.0]]), 0.125, 2),
    (bowl, np.array([5.0]), 0.5, 0),  # no step
    (bowl, np.array([1.0, -2.0]), 1.5, 3),  # steps too long: every one doubles W, away from the lowest point
    (bowl, np.array([1.0, -2.0]), 0.5, 3),  # there after one step, and two more
]
wanted = [
    ([0.125, -0.25], [5, 1.25, 0.3125]),
    ([[6, 0], [3, -3]], [96]),
    ([[3.4375]], [1, 0.0625]),
    ([5], []),
    ([-8, 16], [5, 20, 80]),
    ([0, 0], [5, 0, 0]),
]
check.returns(gradient_descent, cases, wanted, exercise="gradient-descent", rtol=1e-5, atol=1e-6)
# BEGIN HIDDEN TESTS
from pixgrad.models import sgd

rng = check.rng("gradient-descent")


def fresh_case(shape, step_size, num_steps):
    slopes, centre = rng.uniform(0.5, 2, size=shape), rng.normal(size=shape)
    hill = lambda W: (float(np.sum(slopes * (W - centre) ** 2)), 2 * slopes * (W - centre))
    return hill, rng.normal(size=shape), step_size, num_steps


fresh = [
    fresh_case((3, 2), 0.1, 5),
    fresh_case((4,), 0.3, 1),
    fresh_case((2, 2), 0.02, 20),
    fresh_case((1, 5), 0.1, 0),
]
check.returns(
    gradient_descent, fresh, sgd.gradient_descent, exercise="gradient-descent", rtol=1e-5, atol=1e-6
)
# END HIDDEN TESTS

# %% [markdown] hint="gradient-descent"
# Each round: ask for the loss and the gradient where you stand, note the loss, step. `W -= ...` changes the
# array that the caller gave you; `W = W - ...` makes a new one.

# %% [markdown]
# ### Three lines on their way
#
# In the plane a linear classifier can be watched. Each class has a line on which its score is 0, and an arrow
# that points to where its score is positive. Sixty points of three classes, weights of 0 to begin with, and your
# gradient descent on your SVM loss.
#
# **Predict.** Where do the lines have to go? Once the loss is 0, will they go on moving? (The penalty here is
# small, but not 0.)

# %% tags=["explore"]
plane_rng = np.random.default_rng(0)
corners = np.repeat([[-0.8, -0.5], [0.8, -0.5], [0.0, 0.8]], 20, axis=0)
plane = add_bias_column(corners + 0.25 * plane_rng.normal(size=(60, 2)))
corner_of = np.repeat([0, 1, 2], 20)


def lines(steps=30):
    """Points and lines after so many steps of gradient descent."""
    slope = lambda W: svm_loss_vectorized(W, plane, corner_of, 1e-3)
    W, _ = gradient_descent(slope, np.zeros((3, 3)), 0.1, steps)
    share = np.mean((plane @ W).argmax(axis=1) == corner_of)
    title = f"after step {steps}: loss {slope(W)[0]:.3f}, right {share:.0%}"
    return plots.linear.score_lines(W, plane, corner_of, title)


plots.interactive.explore(lines, steps=[0, 1, 2, 5, 10, 30, 100, 300])

# %% [markdown]
# **What you should see.** At 0 steps there is no line, for every score is 0 everywhere, and the loss is 2. A
# single step turns each line towards its own class; the arrows hardly turn after that, for the rest is a matter
# of scale: the scores grow until the margins are kept. After 300 steps all points are labelled rightly, each on
# the positive side of its own line, and the loss is nearly 0: what is left is mostly the penalty.

# %% claim="three-lines"
slope = lambda W: svm_loss_vectorized(W, plane, corner_of, 1e-3)
after = {steps: gradient_descent(slope, np.zeros((3, 3)), 0.1, steps)[0] for steps in (0, 1, 300)}
angle = lambda A, B: np.degrees(
    np.arccos(
        np.sum(A[:2] * B[:2], axis=0) / np.sqrt(np.sum(A[:2] ** 2, axis=0) * np.sum(B[:2] ** 2, axis=0))
    )
)
turned = angle(after[1], after[300])
own = (plane @ after[300])[np.arange(60), corner_of]
final, penalty = slope(after[300])[0], 1e-3 * np.sum(after[300] ** 2)
print(
    f"turned by {turned.round(1)} degrees; loss {final:.3f}, penalty {penalty:.3f}, own scores from {own.min():.2f}"
)
assert slope(after[0])[0] == 2 and turned.max() < 20
assert np.all((plane @ after[300]).argmax(axis=1) == corner_of) and own.min() > 0
assert final < 0.05 and final - penalty < penalty

# %% [markdown]
# ### Both at work
#
# Now let both methods look for a classifier. The rows are the pixels, centred on the mean training image and
# divided by 255, with your column of ones at the end; everything below uses them.
#
# **Predict.** Random search may try 300 matrices. Gradient descent takes 30 steps, each of which costs about as
# much as one or two tries. At $W = 0$ the loss is 9. How far below 9 will each of them come?

# %% tags=["explore"]
mean_image = images.reshape(len(images), -1).mean(axis=0)
X_train = add_bias_column((images.reshape(len(images), -1) - mean_image) / 255)
X_val = add_bias_column((images_val.reshape(len(images_val), -1) - mean_image) / 255)
X_few, y_few = X_train[:300], y_train[:300]

W_random, loss_random = random_search(
    lambda W: svm_loss_vectorized(W, X_few, y_few, 0.0)[0], (3073, 10), 300, 1e-3, np.random.default_rng(0)
)
W_descent, history = gradient_descent(
    lambda W: svm_loss_vectorized(W, X_few, y_few, 0.0), np.zeros((3073, 10)), 3e-3, 30
)
loss_descent = svm_loss_vectorized(W_descent, X_few, y_few, 0.0)[0]
for name, W, loss in [
    ("random search", W_random, loss_random),
    ("gradient descent", W_descent, loss_descent),
]:
    accuracy = np.mean((X_val @ W).argmax(axis=1) == y_val)
    print(f"{name:17} training loss {loss:5.2f}   validation accuracy {accuracy:.1%}")

# %% [markdown]
# **What you should see.** Three hundred random $W$ hardly beat guessing (10 %): the best of them still has a loss
# near the 9 of $W = 0$. Thirty steps downhill reach a loss of about half of that, and label at least twice as
# many validation images rightly.

# %% claim="downhill-beats-random" seeds=3
W_best, loss_best = random_search(
    lambda W: svm_loss_vectorized(W, X_few, y_few, 0.0)[0],
    (3073, 10),
    300,
    1e-3,
    np.random.default_rng(seed),
)
random_share, descent_share = (np.mean((X_val @ W).argmax(axis=1) == y_val) for W in (W_best, W_descent))
print(f"random {loss_best:.2f} and {random_share:.1%}, descent {loss_descent:.2f} and {descent_share:.1%}")
assert 8.5 < loss_best < 9 and abs(random_share - 0.10) < 0.05
assert 4 < loss_descent < 5 and descent_share > 2 * random_share

# %% [markdown]
# ## Minibatches
#
# One step on all images costs as much as many steps on a few, and a gradient from 64 images still points
# downhill, though by no means straight down. So the trainer draws a new *minibatch* for each step: stochastic
# gradient descent. It takes the loss as an argument, so it will train an SVM here and anything else with the same
# signature later.
#
# Rows are drawn *with replacement*: every row may come again at any time, so the batch may even be larger
# than the data set. What must never come apart is a row and its label.
#
# ### Exercise: the trainer


# %% claim="a-minibatch-points-downhill" seeds=3
whole = svm_loss_vectorized(W_descent, X_train, y_train, 0.0)[1].ravel()
drawn_rows = np.random.default_rng(seed).integers(len(X_train), size=64)
part = svm_loss_vectorized(W_descent, X_train[drawn_rows], y_train[drawn_rows], 0.0)[1].ravel()
angle = np.degrees(np.arccos(whole @ part / np.linalg.norm(whole) / np.linalg.norm(part)))
print(f"{angle:.0f} degrees apart")
assert 45 < angle < 85  # downhill is below 90, straight down is 0


# %% answer="train-linear"
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    """Train a linear classifier by stochastic gradient descent.

    Parameters
    ----------
    loss_fn : callable
        ``loss_fn(W, X_batch, y_batch, reg)`` returns a loss, float, and its gradient, of the shape of W, for
        X_batch of shape (batch_size, D) and y_batch of shape (batch_size,).
    X : ndarray of shape (N, D)
        Training rows, float64.
    y : ndarray of shape (N,)
        Their labels, int64, in any order. There are ``C = y.max() + 1`` classes, of which some may have no
        example.
    learning_rate : float
        Factor of the gradient in each step.
    reg : float
        To be passed on to `loss_fn`.
    num_iters : int
        Number of steps.
    batch_size : int
        Rows in each minibatch; may be larger than N.
    rng : numpy.random.Generator
        Every iteration draws the rows of its minibatch, with replacement, by exactly one
        ``rng.integers(N, size=batch_size)``; `rng` is not used for anything else, so that results can be
        compared.

    Returns
    -------
    W : ndarray of shape (D, C)
        The weights after the last step. They start at 0.
    history : list of float
        For each iteration the loss on its minibatch *before* the step. (An array is accepted.)
    """
    # BEGIN SOLUTION
    W, history = np.zeros((X.shape[1], y.max() + 1)), []
    for _ in range(num_iters):
        rows = rng.integers(len(X), size=batch_size)
        loss, gradient = loss_fn(W, X[rows], y[rows], reg)
        history.append(loss)
        W = W - learning_rate * gradient
    return W, history
    # END SOLUTION


# %% check="train-linear" points=11
def squared_error(W, X, y, reg):
    """Mean squared distance of the scores from the one-hot labels, with the penalty; its gradient."""
    error = X @ W - np.eye(W.shape[1])[y]
    return float(np.sum(error**2) / len(X) + reg * np.sum(W**2)), 2 * X.T @ error / len(X) + 2 * reg * W


def bookkeeping(W, X, y, reg):
    """A "loss" that tells which rows and labels came together; the gradient tells which rows."""
    return float(np.mean(X[:, 0] * (10 + y)) + 1000 * len(X) + W[0, 0]), W + np.mean(X[:, 0])


one_row, one_label = np.array([[1.0, 2.0]]), np.array([1])
X_six = np.array([[1.0, 0.0], [2.0, 0.0], [4.0, 0.0], [8.0, 0.0], [16.0, 0.0], [32.0, 0.0]])
y_six = np.array([3, 0, 5, 0, 1, 3])  # C = 6, and nothing of the classes 2 and 4
dice = np.random.default_rng(8)
drawn = [dice.integers(6, size=3) for _ in range(3)]  # the minibatches of the third case
means = [X_six[rows, 0].mean() for rows in drawn]
first = -means[0] / 2  # every entry of W after one step of the third case, two, three
second = first / 2 - means[1] / 2
third = second / 2 - means[2] / 2
dice = np.random.default_rng(9)
drawn_large = [dice.integers(2, size=7) for _ in range(2)]  # 7 rows out of 2, the fourth case
X_pair, y_pair = X_six[1:3], np.array([0, 1])
first_large, mean_large = -X_pair[drawn_large[0], 0].mean() / 2, X_pair[drawn_large[1], 0].mean()


def wanted_history(X, y, drawn, before):
    return [
        np.mean(X[rows, 0] * (10 + y[rows])) + 1000 * len(rows) + w
        for rows, w in zip(drawn, before, strict=True)
    ]


def options(learning_rate, reg, num_iters, batch_size, seed):
    rng = np.random.default_rng(seed)
    return check.named(
        learning_rate=learning_rate, reg=reg, num_iters=num_iters, batch_size=batch_size, rng=rng
    )


cases = [
    (squared_error, one_row, one_label, options(0.1, 0.0, 3, 1, 0)),  # there is just one row to draw
    (
        squared_error,
        one_row,
        one_label,
        options(0.05, 0.5, 2, 3, 0),
    ),  # the same row, three times in each batch
    (bookkeeping, X_six, y_six, options(0.5, 0.0, 3, 3, 8)),
    (bookkeeping, X_pair, y_pair, options(0.5, 0.25, 2, 7, 9)),
]
wanted = [
    ([[0, 0.2], [0, 0.4]], [1, 0, 0]),  # the first step leads straight to the target, two more stay there
    ([[0, 0.145], [0, 0.29]], [1, 0.275]),
    (np.full((2, 6), third), wanted_history(X_six, y_six, drawn, [0, first, second])),
    (
        np.full((2, 2), (first_large - mean_large) / 2),
        wanted_history(X_pair, y_pair, drawn_large, [0, first_large]),
    ),
]
check.returns(train_linear, cases, wanted, exercise="train-linear", atol=1e-6)
# BEGIN HIDDEN TESTS
rng = check.rng("train-linear")


def slowly(loss_fn, X, y, learning_rate, reg, num_iters, batch_size, rng):
    W, history = np.zeros((X.shape[1], max(y.tolist()) + 1)), []
    for _ in range(num_iters):
        rows = rng.integers(0, len(y), batch_size).tolist()
        batch = np.array([X[row] for row in rows]), np.array([y[row] for row in rows])
        loss, gradient = loss_fn(W.copy(), *batch, reg)
        history.append(loss)
        W = W - learning_rate * gradient
    return W, history


def fresh_case(loss_fn, n, d, labels, learning_rate, reg, num_iters, batch_size):
    y = np.append(rng.choice(labels, size=n - 1), max(labels))
    seed = int(rng.integers(2**32))
    return (
        loss_fn,
        rng.normal(size=(n, d)),
        rng.permutation(y),
        options(learning_rate, reg, num_iters, batch_size, seed),
    )


fresh = [
    fresh_case(squared_error, 9, 4, [0, 1, 2], 0.05, 0.3, 6, 5),
    fresh_case(squared_error, 3, 2, [0, 4], 0.02, 0.0, 4, 11),
    fresh_case(bookkeeping, 5, 3, [1, 2], 0.3, 0.1, 5, 1),
    fresh_case(squared_error, 12, 1, [0, 1], 0.1, 2.0, 8, 12),
]
check.returns(train_linear, fresh, slowly, exercise="train-linear", atol=1e-6)
# END HIDDEN TESTS

# %% [markdown] hint="train-linear"
# It is gradient descent with two more lines: one that draws row numbers, and one that asks `loss_fn` about
# those rows of X and of y. Draw once per iteration and use the *same* numbers for both.

# %% [markdown]
# ## Predictions and templates
#
# ### Exercise: predict
#
# Once training is over, a prediction is one product and a look at which score is highest.


# %% answer="predict-linear"
def predict_linear(W, X):
    """Label every row with the class of its highest score.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights, float64.
    X : ndarray of shape (N, D)
        Rows, float64; the biases, if any, are part of W.

    Returns
    -------
    ndarray of shape (N,)
        The label of each row, from 0 to C - 1; of several classes with the highest score, the smallest.
        (A list is accepted.)
    """
    # BEGIN SOLUTION
    return np.argmax(X @ W, axis=1)
    # END SOLUTION


# %% check="predict-linear" points=4
cases = [
    (
        np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]),
        np.array([[1.0, 0.0], [-1.0, 0.0], [-1.0, 1.0], [0.0, -3.0]]),
    ),
    (np.array([[1.0, 3.0], [0.0, -1.0]]), np.array([[1.0, 2.0], [-1.0, 0.0]])),  # a tie, then a clear case
    (np.array([[5.0, -5.0, 7.0, 7.0]]), np.array([[2.0]])),
    (np.array([[-5.0, -2.0], [-3.0, -4.0], [0.0, 0.0]]), np.array([[1.0, 1.0, 9.0], [1.0, 0.0, 9.0]])),
    (np.array([[1.0, 1.0001]]), np.array([[1.0], [-1.0]])),  # a near tie, no tie
    (np.array([[2000.0, 1000.0, 3000.0]]), np.array([[1.0], [-1.0]])),
]
wanted = [[0, 2, 0, 2], [0, 0], [2], [1, 1], [1, 0], [2, 1]]
check.returns(predict_linear, cases, wanted, exercise="predict-linear")
# BEGIN HIDDEN TESTS
from pixgrad.models import linear

rng = check.rng("predict-linear")
sizes = [(6, 4, 3), (1, 3, 5), (9, 2, 2), (4, 4, 4)]
fresh = [(rng.normal(size=(d, c)), rng.normal(size=(n, d))) for n, d, c in sizes]
fresh += [(rng.integers(-1, 2, size=(3, 4)).astype(float), rng.integers(-1, 2, size=(20, 3)).astype(float))]
check.returns(predict_linear, fresh, linear.predict, exercise="predict-linear")
# END HIDDEN TESTS

# %% [markdown] hint="predict-linear"
# Scores first, of shape (N, C). The question "which column is the largest?" is asked along which axis?

# %% [markdown]
# **Predict.** Each column of $W$ is an image of its own: bright where brightness speaks for the class. Moons
# among the shapes open to the left or to the right. What will the one template of the moon look like?

# %% tags=["explore"]
settings = {"learning_rate": 1e-3, "reg": 0.01, "num_iters": 1000, "batch_size": 64}
W_svm, _ = train_linear(svm_loss_vectorized, X_train, y_train, rng=np.random.default_rng(0), **settings)
print(f"training accuracy   {np.mean(predict_linear(W_svm, X_train) == y_train):.1%}")
print(f"validation accuracy {np.mean(predict_linear(W_svm, X_val) == y_val):.1%}")
plots.linear.templates(W_svm, dataset.classes)

# %% [markdown]
# **What you should see.** About 50 % of the training images and about 41 % of the validation images are labelled
# rightly, about 11 points more than nearest neighbours reach with the same images. The ten columns of $W$ are
# bright in the colour that speaks for the class, dark where light speaks against it, grey where a pixel does not
# matter. The template of the moon shows both crescents at once, as a ring; the fish, too, is alike at both ends.
# One template per class is all that a linear classifier has.

# %% claim="half-of-training-two-fifths-of-validation" seeds=3
options = {"learning_rate": 1e-3, "reg": 0.01, "num_iters": 1000, "batch_size": 64}
W, _ = train_linear(svm_loss_vectorized, X_train, y_train, rng=np.random.default_rng(seed), **options)
on_train, on_val = (np.mean(predict_linear(W, X) == y) for X, y in ((X_train, y_train), (X_val, y_val)))

from pixgrad.models import knn

pixels_of = lambda X: X[:, :-1].astype(np.float64)
neighbours = knn.accuracy(knn.predict(pixels_of(X_val), pixels_of(X_train), y_train, k=8), y_val)
drawn = W[:3072].reshape(32, 32, 3, 10)
asymmetry = np.abs(drawn - drawn[:, ::-1]).mean(axis=(0, 1, 2)) / np.abs(W[:3072]).mean(axis=0)
order = [dataset.classes[c] for c in np.argsort(asymmetry)]
print(
    f"training {on_train:.1%}, validation {on_val:.1%}, nearest neighbours {neighbours:.1%}; alike on both sides: {', '.join(order[:4])}"
)
assert on_val > neighbours + 0.05
if DATA == "shapes":
    assert (
        abs(on_train - 0.50) < 0.03 and abs(on_val - 0.41) < 0.03 and abs(on_val - neighbours - 0.11) < 0.03
    )
    assert {"moon", "fish"} < set(order[:4])

# %% [markdown]
# ## Choosing learning rate and penalty
#
# The learning rate and `reg` are not learnt, they are chosen: train once for each pair on a grid, and take
# the pair that does best on the *validation* images.
#
# The slider trains for 150 steps on 300 images with your trainer and your loss, and shows the loss; the legend tells
# the accuracies.
#
# **Predict.** Which learning rate makes the curve jump? What does a `reg` of 10 do to the loss, and what to the
# two accuracies?


# %% tags=["explore"]
def short_training(learning_rate=1e-3, reg=0.0):
    """The loss curve of a short training, with its accuracies in the legend."""
    settings = {"num_iters": 150, "batch_size": 64, "rng": np.random.default_rng(0)}
    W, losses = train_linear(
        svm_loss_vectorized, X_few, y_few, learning_rate=learning_rate, reg=reg, **settings
    )
    seen, unseen = np.mean(predict_linear(W, X_few) == y_few), np.mean(predict_linear(W, X_val) == y_val)
    return plots.linear.loss_curve({f"training {seen:.0%}, validation {unseen:.0%}": losses}, smooth=5)


plots.interactive.explore(
    short_training, learning_rate=[1e-5, 1e-4, 1e-3, 1e-2, 1e-1], reg=[0.0, 0.1, 1.0, 10.0]
)

# %% [markdown]
# **What you should see.** Every curve begins at 9, as it must for 10 classes and $W = 0$. It jitters because each
# minibatch is another sample: pale is the loss on each batch, bold its running mean. With a rate of $10^{-5}$ the
# loss hardly leaves 9 in 150 steps; the larger the rate, the sooner it falls. At $10^{-1}$ it first jumps *above* 9,
# as the steps overshoot, and then goes to 0: all 300 images are learnt by heart, and only about a third of the others
# are right. A `reg` of 10, at the rate $10^{-3}$, stops the loss far above 0. The gap between training and validation
# accuracy becomes narrower, but from above: it is the training accuracy that comes down. (A strong penalty and a
# large rate do not go together: each step multiplies $W$ by $1 - 2 \cdot \text{rate} \cdot \text{reg}$ before
# anything else. For 0.1 and 10 that is $-1$: what was learnt is turned round at every step.) <!-- by hand: 0.1 -->


# %% claim="what-rate-and-penalty-do"
def trained_shortly(learning_rate, reg):
    options = {"num_iters": 150, "batch_size": 64, "rng": np.random.default_rng(0)}
    W, losses = train_linear(
        svm_loss_vectorized, X_few, y_few, learning_rate=learning_rate, reg=reg, **options
    )
    seen, unseen = np.mean(predict_linear(W, X_few) == y_few), np.mean(predict_linear(W, X_val) == y_val)
    return losses, seen, unseen


table = {
    pair: trained_shortly(*pair)
    for pair in [(1e-5, 0.0), (1e-3, 0.0), (1e-1, 0.0), (1e-3, 10.0), (1e-1, 10.0)]
}
for pair, (losses, seen, unseen) in table.items():
    print(
        f"{pair}: loss {np.mean(losses[-20:]):.2f}, highest {max(losses):.1f}, training {seen:.0%}, validation {unseen:.0%}"
    )
assert np.mean(table[1e-5, 0.0][0][-20:]) > 8.5
assert all(losses[0] == 9 for losses, _, _ in table.values()) and np.std(np.diff(table[1e-3, 0.0][0])) > 0.1
assert max(table[1e-1, 0.0][0]) > 10 and table[1e-1, 0.0][0][-1] < 0.2 and table[1e-1, 0.0][1] > 0.98
if DATA == "shapes":
    assert table[1e-1, 0.0][1] == 1 and abs(table[1e-1, 0.0][2] - 1 / 3) < 0.05
assert np.mean(table[1e-3, 10.0][0][-20:]) > 6
assert table[1e-3, 10.0][1] < table[1e-3, 0.0][1] - 0.05
gaps = {pair: seen - unseen for pair, (_, seen, unseen) in table.items()}
assert gaps[1e-3, 10.0] < gaps[1e-3, 0.0]
assert 1 - 2 * 0.1 * 10 == -1

# %% [markdown]
# ### Exercise: choose on a grid
#
# Ties need a rule, so that the same table always gives the same choice. Ours prefers the simpler model.


# %% answer="choose-hyperparameters"
def choose_hyperparameters(validation_accuracy, learning_rates, regs):
    """Try every pair of a grid and choose the best.

    Parameters
    ----------
    validation_accuracy : callable
        ``validation_accuracy(learning_rate, reg)`` trains with this pair and returns the accuracy on the
        validation images, a float. Since it trains, call it exactly once for each pair.
    learning_rates, regs : list of float
        The values to combine, each in any order.

    Returns
    -------
    learning_rate, reg : float
        The pair with the highest accuracy; of several, the one with the smallest reg, and if there are still
        several, the smallest learning rate among these.
    accuracies : ndarray of shape (len(learning_rates), len(regs))
        Entry [i, j] is the accuracy of learning_rates[i] with regs[j]. (Nested lists are accepted.)
    """
    # BEGIN SOLUTION
    accuracies = np.array([[validation_accuracy(rate, reg) for reg in regs] for rate in learning_rates])
    best = [(regs[j], learning_rates[i]) for i, j in np.argwhere(accuracies == accuracies.max())]
    reg, learning_rate = min(best)
    return learning_rate, reg, accuracies
    # END SOLUTION


# %% check="choose-hyperparameters" points=5
class OnceEach:
    """Accuracies from a table {(learning_rate, reg): accuracy}; no pair is trained twice."""

    def __init__(self, table):
        self.table, self.asked = table, set()

    def __call__(self, learning_rate, reg):
        pair = (float(learning_rate), float(reg))
        if pair in self.asked:
            raise RuntimeError(f"validation_accuracy{pair} was called a second time; each call trains anew")
        self.asked.add(pair)
        return self.table.get(pair, 0.0)


clear = OnceEach({(0.1, 1.0): 0.25, (0.1, 2.0): 0.5, (0.1, 3.0): 0.375, (0.2, 1.0): 0.75, (0.2, 2.0): 0.625})
ties = OnceEach({(0.3, 2.0): 0.5, (0.1, 2.0): 0.5, (0.3, 0.5): 0.5, (0.2, 0.5): 0.5, (0.1, 8.0): 0.5})
only = OnceEach({(5.0, 7.0): 0.0})
near = OnceEach({(0.1, 0.0): 0.5, (0.1, 1.0): 0.25, (0.2, 0.0): 0.25, (0.2, 1.0): 0.5001})
perfect = OnceEach({(0.2, 2.0): 1.0, (0.1, 1.0): 1.0})
cases = [
    (clear, [0.1, 0.2], [1.0, 2.0, 3.0]),
    (ties, [0.3, 0.1, 0.2], [2.0, 8.0, 0.5, 1.0]),  # reg 0.5 is the smallest, and 0.2 < 0.3
    (ties, [0.1, 0.2, 0.3], [8.0, 2.0]),
    (only, [5.0], [7.0]),
    (ties, [0.2, 0.1], [0.5, 2.0]),  # the smallest reg comes first, whatever the learning rates
    (near, [0.1], [0.0, 1.0]),  # reg may be 0
    (near, [0.1, 0.2], [0.0, 1.0]),  # 0.5001 is more than 0.5
    (perfect, [0.2, 0.1], [2.0, 1.0]),  # a perfect pair does not end the search
    (ties, [0.1, 0.2], [0.5, 2.0]),
]
wanted = [
    (0.2, 1, [[0.25, 0.5, 0.375], [0.75, 0.625, 0]]),
    (0.2, 0.5, [[0.5, 0, 0.5, 0], [0.5, 0.5, 0, 0], [0, 0, 0.5, 0]]),
    (0.1, 2, [[0.5, 0.5], [0, 0], [0, 0.5]]),
    (5, 7, [[0]]),
    (0.2, 0.5, [[0.5, 0], [0, 0.5]]),
    (0.1, 0, [[0.5, 0.25]]),
    (0.2, 1, [[0.5, 0.25], [0.25, 0.5001]]),
    (0.1, 1, [[1, 0], [0, 1]]),
    (0.2, 0.5, [[0, 0.5], [0.5, 0]]),
]
check.returns(choose_hyperparameters, cases, wanted, exercise="choose-hyperparameters")
# BEGIN HIDDEN TESTS
rng = check.rng("choose-hyperparameters")


def fresh_case(num_rates, num_regs):
    rates = [float(v) for v in rng.permutation(40)[:num_rates] / 8 + 0.125]
    regs = [float(v) for v in rng.permutation(30)[:num_regs] / 4]
    table = {(rate, reg): float(rng.integers(1, 6) / 8) for rate in rates for reg in regs}
    return OnceEach(table), rates, regs


def answer_of(accuracies, rates, regs):
    table = {(reg, rate): accuracies.table[rate, reg] for rate in rates for reg in regs}
    reg, rate = min(pair for pair in table if table[pair] == max(table.values()))
    return rate, reg, np.array([[accuracies.table[rate, reg] for reg in regs] for rate in rates])


fresh = [fresh_case(*size) for size in [(2, 3), (5, 4), (6, 6), (1, 8), (7, 1)]]
check.returns(
    choose_hyperparameters, fresh, [answer_of(*case) for case in fresh], exercise="choose-hyperparameters"
)
# END HIDDEN TESTS

# %% [markdown] hint="choose-hyperparameters"
# Fill the table first, and only then look for the best. Python compares tuples from left to right, so the
# order in which you put reg and learning rate into a tuple settles ties for you.

# %% [markdown]
# The cell below begins with a grid that somebody has chosen badly: no pair of it reaches 37 %, which is what the next
# exercise asks for.
#
# **Predict.** Look at the slider once more: between which two learning rates of this grid should you look closer?
# Change the two lists and run the cell again, until the best cell lies *inside* the grid and not at its edge.
# (Nine pairs take some ten seconds.)


# %% tags=["explore"]
def validation_accuracy(learning_rate, reg):
    W, _ = train_linear(
        svm_loss_vectorized,
        X_train,
        y_train,
        learning_rate=learning_rate,
        reg=reg,
        num_iters=500,
        batch_size=64,
        rng=np.random.default_rng(0),
    )
    return np.mean(predict_linear(W, X_val) == y_val)


learning_rates, regs = [1e-6, 1e-5, 1e-1], [0.0, 1.0, 10.0]  # yours to change
best_learning_rate, best_reg, accuracies = choose_hyperparameters(validation_accuracy, learning_rates, regs)
print(f"best: learning rate {best_learning_rate:g}, reg {best_reg:g}, accuracy {accuracies.max():.1%}")
plots.linear.validation_heat_map(accuracies, learning_rates, regs)

# %% [markdown]
# **What you should see.** The rows matter most: with a rate that is too small 500 steps do not get far, and with
# one that is too large they overshoot. A good one lies in between, and there a strong penalty costs accuracy.
# That none at all does about as well as a small one is no law: in 500 steps the weights have no time to grow, and
# stopping early is a penalty of its own.

# %% claim="a-grid-that-was-chosen-badly"
assert accuracies.max() < {"shapes": 0.37, "cifar10": 0.29}[DATA], accuracies
inside = {(rate, reg): validation_accuracy(rate, reg) for rate in (1e-4, 1e-3, 1e-2) for reg in (0.0, 10.0)}
print(
    "bad grid",
    accuracies.round(3).tolist(),
    "inside",
    {pair: round(float(share), 3) for pair, share in inside.items()},
)
assert inside[1e-2, 0.0] > {"shapes": 0.40, "cifar10": 0.32}[DATA]
assert all(inside[rate, 0.0] > inside[rate, 10.0] for rate in (1e-3, 1e-2))

# %% [markdown]
# ## Reaching the bar
#
# ### Exercise: tune the SVM
#
# When you are content with your search, write down the best pair, **as two numbers** and not as names from the cell
# above: cells that explore do not run when your notebook is marked. The check trains a classifier with them, by a
# trainer of the course's own: 500 steps on minibatches of 64 of the 3,000 training images, prepared as above. The
# accuracy on the 1,000 validation images must reach `accuracy_bar`. Marking also looks at 1,000 images that this
# notebook does not use; there 6 points less are enough. The test images stay sealed. <!-- by hand: 6 -->

# %%
# Ten honest tunings, each with another split, other minibatches and a grid of 20 pairs, reached at least 40.9 % on
# the drawings and 32.6 % on CIFAR-10. The bar lies 4 points below the worst of them, rounded to whole points.
accuracy_bar = {"shapes": 0.37, "cifar10": 0.29}[DATA]

# %% answer="svm-accuracy"
svm_learning_rate = None  # a number
svm_reg = None  # a number
# BEGIN SOLUTION
# Found by a coarse grid first, then a finer one around its best pair:
#
#     tried = {}
#     for rate in (1e-4, 1e-3, 1e-2):
#         for reg in (0.0, 0.1, 1.0):
#             tried[rate, reg] = validation_accuracy(rate, reg)
#     best = max(tried, key=tried.get)  # (0.01, 0.0)
#     for rate in (best[0] / 3, best[0], 3 * best[0]):
#         for reg in (0.0, 0.01, 0.03):
#             tried[rate, reg] = validation_accuracy(rate, reg)
#
# Pairs near the best differ by less than chance does with 1,000 images (some 1.6 points), so that any of them will do.
svm_learning_rate = 3e-3
svm_reg = 0.01
# END SOLUTION

# %% claim="the-search-of-the-solution"
tried = {
    (rate, reg): validation_accuracy(rate, reg) for rate in (1e-4, 1e-3, 1e-2) for reg in (0.0, 0.1, 1.0)
}
best = max(tried, key=tried.get)
chosen = validation_accuracy(svm_learning_rate, svm_reg)
print({pair: round(float(share), 3) for pair, share in tried.items()}, f"chosen {chosen:.1%}")
assert best[0] == 0.01 and (DATA != "shapes" or best[1] == 0)
assert abs(chosen - tried[best]) < 2 * 0.016
assert round(np.sqrt(0.42 * 0.58 / 1000), 3) == 0.016

# %% check="svm-accuracy" points=4
svm_numbers = {"learning_rate": svm_learning_rate, "reg": svm_reg}
svm_training = {"exercise": "svm-accuracy", "data": DATA, "prefix": "svm_", **svm_numbers}
check.accuracy(accuracy_bar, **svm_training)
# BEGIN HIDDEN TESTS
check.accuracy(accuracy_bar, **svm_training, other_images=True)
# END HIDDEN TESTS

# %% [markdown] hint="svm-accuracy"
# Steps by factors of 3 (0.001, 0.003, 0.01 ...) cover a lot of ground with few trainings. Keep reg small at
# first and find the learning rate; then see whether a larger reg helps.

# %% [markdown]
# ## L1 against L2
#
# Your trainer takes any loss. The cell below trains two classifiers whose data loss is the SVM's: one pays for
# the squares of its weights, the other for their absolute values.
#
# **Predict.** The slope of $w^2$ at a small $w$ is small, that of $|w|$ is 1 or $-1$ however small $w$ is. Which
# penalty goes on pushing a weight that hardly matters? Sort the sizes of all weights, the largest first: how will
# the two curves differ?


# %% tags=["explore"]
def with_penalty(penalty):
    def loss_fn(W, X, y, reg):
        loss, dW = svm_loss_vectorized(W, X, y, 0.0)
        value, gradient = penalty(W)
        return loss + reg * value, dW + reg * gradient

    return loss_fn


trained = {}
for name, penalty, reg in [("L2", l2_penalty, 0.1), ("L1", l1_penalty, 0.01)]:
    trained[name], _ = train_linear(
        with_penalty(penalty),
        X_train,
        y_train,
        learning_rate=1e-3,
        reg=reg,
        num_iters=1000,
        batch_size=64,
        rng=np.random.default_rng(0),
    )
    print(f"{name}: validation accuracy {np.mean(predict_linear(trained[name], X_val) == y_val):.1%}")
plots.linear.weight_sizes({name: W[:-1] for name, W in trained.items()}, small=0.02)  # without the biases

# %% [markdown]
# **What you should see.** Both curves fall steadily at first. With L2 nine weights in ten stay above 2 % of the
# largest, the dotted line. The dashed curve, L1, is below that line from the middle on: more than half of its weights
# are next to nothing. (They hover around 0 rather than being 0, because every step carries them a little across.) It
# costs a few points of accuracy.

# %% claim="l1-empties-more-than-half" seeds=3
trained = {}
for name, penalty, reg in [("L2", l2_penalty, 0.1), ("L1", l1_penalty, 0.01)]:
    options = {"learning_rate": 1e-3, "reg": reg, "num_iters": 1000, "batch_size": 64}
    loss_fn = with_penalty(penalty)
    trained[name], _ = train_linear(loss_fn, X_train, y_train, rng=np.random.default_rng(seed), **options)
below = {name: np.mean(np.abs(W[:-1]) < 0.02 * np.abs(W[:-1]).max()) for name, W in trained.items()}
cost = np.mean(predict_linear(trained["L2"], X_val) == y_val) - np.mean(
    predict_linear(trained["L1"], X_val) == y_val
)
exact = np.mean(trained["L1"][:-1] == 0)
print(
    f"below 2 %: L2 {below['L2']:.0%}, L1 {below['L1']:.0%}, exactly 0 {exact:.1%}; L1 costs {100 * cost:.1f} points"
)
assert abs(below["L2"] - 0.10) < 0.04 and 0.5 < below["L1"] < 0.7 and exact < 0.01
assert DATA != "shapes" or 0.01 < cost < 0.06

# %% [markdown]
# ## What you take along
#
# - A linear classifier is one product, `X @ W`; each column of W is a template, and there is one per class.
# - For every linear classifier the gradient is `X.T @ G`, where G holds the slopes of the loss in the scores. Measure
#   it before you trust it, with weights of size 1, few features, and a penalty that is not 0.
#
# The hinge loss is content as soon as the margins are kept. The next notebook keeps the scores, the penalty,
# the trainer and `X.T @ G`, and replaces the hinge by a loss that is never content: it reads the scores as
# *probabilities*.
