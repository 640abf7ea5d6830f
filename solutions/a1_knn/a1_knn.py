# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Nearest neighbours and cross-validation
#
# **What you will build.** A classifier that never learns anything: it keeps the training images and, asked about a
# new one, looks up which of them are most alike. You will measure "alike" in two ways, compute thousands of distances
# without a loop, let neighbours vote, and choose the settings of the classifier honestly, on images that are neither
# trained on nor tested on. It will turn out to be poor, and *why* is the reason for everything that follows in this
# series.
#
# **What you need.** Python functions and loops; NumPy arrays, `axis` and broadcasting, as in notebook a0. Square
# roots and sums; nothing of machine learning.
#
# **How long it takes.** 2.5 to 3.5 hours; take a break before the section *The vote*.
#
# **How it works.** As in a0; marking skips the cells with pictures. No function may change its arguments, and float32
# is precise enough for an answer, unless the text in quotes says *Compute in float64*.

# %% [markdown]
# ## Setting up
#
# The images are drawings in ten classes, of which the text speaks; one word changes them to the photographs of
# CIFAR-10.

# %%
from functools import cache

import numpy as np

from pixgrad import check, data, plots
from pixgrad.check import lock
from pixgrad.given.helpers import knn_accuracy, knn_curves

lock.teaches("a1_knn")  # pixgrad.models has what you build here; it stays shut until you have it
DATA = "shapes"  # "cifar10" after: pixgrad data fetch cifar10
num_train, num_test = 400, 300  # small, so that nothing below keeps you waiting

dataset = data.load(DATA)
images, labels = dataset.X_train[:num_train], dataset.y_train[:num_train]
print(dataset)

# %% [markdown]
# ## An image is a block of numbers
#
# As in a0, an image is an array of shape `(32, 32, 3)`: row, column, colour, 3072 numbers of type `uint8`.
#
# `dataset.X_train` has shape `(N, 32, 32, 3)` and `dataset.y_train` has shape `(N,)`: for each image the number of
# its class, from 0 to 9.

# %% [markdown]
# **Predict.** You are about to see eight images of each class. Could you tell a moon by any *one* pixel? What do
# two images of one class have in common that a computer could look up?

# %% tags=["explore"]
plots.images.class_sheet(dataset)

# %% [markdown]
# **What you should see.** You name the object in nearly every picture at a glance, wherever it stands, whatever its
# colour, and whatever is behind it. Not so the numbers: two pictures of one class rarely share a single pixel value,
# while pictures of two classes may share most of their background.

# %% [markdown]
# ### Exercise: from images to rows
#
# Distances do not care that an image has rows and columns. Laid out as one long row, every image becomes a point in a
# space of 3072 dimensions, and a set of images becomes a matrix: one **row per example**, as everywhere in
# this series. Converting to `float64` on the way removes the wrap-around once and for all.
#
# Two tools: `a.reshape(2, -1)` keeps the order of the numbers and only moves the brackets, with `-1` for "whatever is
# left"; `a.astype(np.float64)` is a copy with another type.


# %% answer="images-to-rows"
def images_to_rows(images):
    """Lay every image out as one row of numbers.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        Pixels, uint8. N may be 1, and H and W may differ.

    Returns
    -------
    ndarray of shape (N, H * W * 3), dtype float64
        Row n holds image n: pixel by pixel as you read a page (left to right, top row first), and of each
        pixel red, green, blue. The numbers stay what they are, from 0 to 255.
    """
    # BEGIN SOLUTION
    return images.reshape(len(images), -1).astype(np.float64)
    # END SOLUTION


# %% check="images-to-rows" points=5
one_by_two = np.array([[[[10, 20, 30], [40, 50, 60]]]], dtype=np.uint8)  # one image of one row, two pixels
two_images = np.array(
    [
        [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]],
        [[[201, 202, 203], [204, 205, 206]], [[207, 208, 209], [255, 0, 255]]],
    ],
    dtype=np.uint8,
)
check.returns(
    images_to_rows,
    [(one_by_two,), (two_images,)],
    [
        [[10, 20, 30, 40, 50, 60]],
        [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [201, 202, 203, 204, 205, 206, 207, 208, 209, 255, 0, 255]],
    ],
    exercise="images-to-rows",
)
float64_rule = (
    "float-dtype-missing",
    "the rows should be float64, since differences of uint8 pixels wrap around at 0 and 255",
    lambda rows, images: np.asarray(rows).dtype == np.float64,
)
check.satisfies(images_to_rows, [(two_images,)], [float64_rule], exercise="images-to-rows")
# BEGIN HIDDEN TESTS
rng = check.rng("images-to-rows")
fresh = [
    (rng.integers(0, 256, size=size, dtype=np.uint8),) for size in [(5, 4, 3, 3), (1, 2, 7, 3), (3, 1, 5, 3)]
]
wanted = [
    [[float(v) for line in image for pixel in line for v in pixel] for image in case] for (case,) in fresh
]
check.returns(images_to_rows, fresh, wanted, exercise="images-to-rows")
check.satisfies(images_to_rows, fresh, [float64_rule], exercise="images-to-rows")
# END HIDDEN TESTS

# %% [markdown] hint="images-to-rows"
# - In which order do the numbers of an image lie in memory, and in which do you want them?
# - Which axis has to survive, and what is its length?

# %% [markdown]
# ## How far apart are two images?
#
# Two images $a$ and $b$ of the same size differ a little in every number $p$. There are two classical ways of
# adding these differences up:
#
# $$d_1(a, b) = \sum_p |a_p - b_p| \qquad\qquad d_2(a, b) = \sqrt{\sum_p (a_p - b_p)^2}$$
#
# $d_1$ is called the **L1** or Manhattan distance: the way you walk when all streets run north-south or east-west.
# $d_2$ is the **L2** or Euclidean distance: the straight line.
#
# **By hand.** Two grey images of 4 x 4 pixels, and their differences:
#
# $$a = \begin{pmatrix} 12 & 200 & 31 & 90 \\ 255 & 0 & 64 & 17 \\ 80 & 120 & 7 & 45 \\ 160 & 33 & 240 & 98 \end{pmatrix}
# \quad
# b = \begin{pmatrix} 11 & 202 & 31 & 86 \\ 253 & 0 & 69 & 19 \\ 80 & 114 & 8 & 42 \\ 162 & 29 & 250 & 92 \end{pmatrix}
# \quad
# a - b = \begin{pmatrix} 1 & -2 & 0 & 4 \\ 2 & 0 & -5 & -2 \\ 0 & 6 & -1 & 3 \\ -2 & 4 & -10 & 6 \end{pmatrix}$$
#
# - L1: the absolute values add up to $7 + 9 + 10 + 22 = 48$, row by row. (Without the absolute values the
#   differences would cancel, down to 4.)
# - L2: the squares add up to $21 + 33 + 46 + 156 = 256$, and $\sqrt{256} = 16$. The single difference of $-10$
#   supplies 100 of the 256: squares make large differences count for more.

# %% [markdown]
# **Predict.** Draw all points whose distance from the origin is at most 1: what shape has this set by L1, and
# what shape by L2?

# %% tags=["explore"]
plots.images.metric_balls()

# %% [markdown]
# **What you should see.** All points of length at most 1: a diamond by L1, a disc by L2. The marked point (0.6,
# 0.6) lies inside the disc and outside the diamond, because L1 charges in full for moving along both axes. Turn the
# page by 45 degrees: the disc stays what it was, the diamond does not. L1 depends on the choice of axes, L2 does
# not.
# <!-- by hand: 0.6 -->

# %% claim="a-point-in-one-ball-only"
print(f"L1 {abs(0.6) + abs(0.6):.2f}, L2 {(0.6**2 + 0.6**2) ** 0.5:.2f}")
assert abs(0.6) + abs(0.6) > 1 > (0.6**2 + 0.6**2) ** 0.5

# %% [markdown]
# ### Exercise: the L1 distance of two images
#
# The two images come straight from a file, as `uint8`. What happens to a pixel where $a$ is smaller than $b$?


# %% answer="l1-distance"
def l1_distance(a, b):
    """Sum of absolute differences of two images.

    Parameters
    ----------
    a, b : ndarray
        Two images of the same shape: (H, W), (H, W, 3) or any other. uint8, as images come from a file, or
        float.

    Returns
    -------
    float
        The sum over all entries p of ``|a[p] - b[p]|``, not rounded. float32 will do.
    """
    # BEGIN SOLUTION
    return float(np.abs(a.astype(np.float64) - b.astype(np.float64)).sum())
    # END SOLUTION


# %% check="l1-distance" points=5
left = np.array([[12, 200, 31, 90], [255, 0, 64, 17], [80, 120, 7, 45], [160, 33, 240, 98]])
right = np.array([[11, 202, 31, 86], [253, 0, 69, 19], [80, 114, 8, 42], [162, 29, 250, 92]])
black, white = np.zeros((7, 5, 3), dtype=np.uint8), np.full((7, 5, 3), 255, dtype=np.uint8)
cases = [
    (left.astype(float), right.astype(float)),
    (left.astype(np.uint8), right.astype(np.uint8)),
    (right.astype(np.uint8), left.astype(np.uint8)),
    (left.astype(np.uint8), left.astype(np.uint8)),
    (black, white),
    (np.array([-1.5, 2.0, 0.25]), np.array([0.5, 2.0, -1.25])),
    (np.array([[0.25], [7.0]]), np.array([[2.0], [7.0]])),
]
check.returns(l1_distance, cases, [48, 48, 48, 0, 105 * 255, 3.5, 1.75], exercise="l1-distance")
# BEGIN HIDDEN TESTS
rng = check.rng("l1-distance")
fresh = [
    tuple(rng.integers(0, 256, size=(2, *size), dtype=np.uint8)) for size in [(4, 4), (5, 3, 3), (1, 2), (7,)]
]
fresh += [tuple(rng.normal(scale=9, size=(2, *size))) for size in [(3, 2, 3), (6, 1)]]
wanted = [sum(abs(float(p) - float(q)) for p, q in zip(a.ravel(), b.ravel(), strict=True)) for a, b in fresh]
check.returns(l1_distance, fresh, wanted, exercise="l1-distance")
# END HIDDEN TESTS

# %% [markdown] hint="l1-distance"
# - Try `np.uint8(3) - np.uint8(5)` in a cell of your own. The difference has to be taken between numbers that can
#   be negative, so convert both images first.
# - `np.sum` without an axis adds up all entries, whatever the shape.

# %% [markdown]
# ### Exercise: the L2 distance of two images
#
# The root is `np.sqrt`.


# %% answer="l2-distance"
def l2_distance(a, b):
    """Euclidean distance of two images.

    Parameters
    ----------
    a, b : ndarray
        Two images of the same shape: (H, W), (H, W, 3) or any other. uint8, as images come from a file, or
        float.

    Returns
    -------
    float
        The square root of the sum over all entries p of ``(a[p] - b[p])**2``, not rounded. float32 will do.
    """
    # BEGIN SOLUTION
    return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float64)) ** 2).sum()))
    # END SOLUTION


# %% check="l2-distance" points=5
left = np.array([[12, 200, 31, 90], [255, 0, 64, 17], [80, 120, 7, 45], [160, 33, 240, 98]])
right = np.array([[11, 202, 31, 86], [253, 0, 69, 19], [80, 114, 8, 42], [162, 29, 250, 92]])
black, white = np.zeros((7, 5, 3), dtype=np.uint8), np.full((7, 5, 3), 255, dtype=np.uint8)
cases = [
    (left.astype(float), right.astype(float)),
    (left.astype(np.uint8), right.astype(np.uint8)),
    (right.astype(np.uint8), left.astype(np.uint8)),
    (left.astype(np.uint8), left.astype(np.uint8)),
    (black, white),
    (np.array([-1.5, 2.0, 0.25]), np.array([0.5, 2.0, -1.25])),
]
check.returns(l2_distance, cases, [16, 16, 16, 0, 105**0.5 * 255, 2.5], exercise="l2-distance")
# BEGIN HIDDEN TESTS
rng = check.rng("l2-distance")
fresh = [
    tuple(rng.integers(0, 256, size=(2, *size), dtype=np.uint8)) for size in [(4, 4), (5, 3, 3), (1, 2), (7,)]
]
fresh += [tuple(rng.normal(scale=9, size=(2, *size))) for size in [(3, 2, 3), (6, 1)]]
wanted = [
    sum((float(p) - float(q)) ** 2 for p, q in zip(a.ravel(), b.ravel(), strict=True)) ** 0.5
    for a, b in fresh
]
check.returns(l2_distance, fresh, wanted, exercise="l2-distance")
# END HIDDEN TESTS

# %% [markdown] hint="l2-distance"
# Follow the formula from the inside out: difference, square, sum, root. Each step is one NumPy call on the whole
# array. There is exactly one root, of one number.

# %% [markdown]
# ## Every test image against every training image
#
# To classify a new image we need its distance to *every* training image. With $M$ test rows and $N$ training rows
# that makes a matrix of $M \times N$ distances, shape `(num_test, num_train)`: entry `[i, j]` belongs to test row
# `i` and training row `j`. You will compute it three times, each time leaving more of the looping to NumPy.

# %% [markdown]
# ### Exercise: two loops
#
# The plainest way first: one pair at a time.


# %% answer="distances-two-loops"
def compute_distances_two_loops(X, X_train):
    """Euclidean distance of every test row to every training row, one pair at a time.

    Parameters
    ----------
    X : ndarray of shape (num_test, D)
        Test rows, float64.
    X_train : ndarray of shape (num_train, D)
        Training rows, float64.

    Returns
    -------
    ndarray of float of shape (num_test, num_train)
        Entry [i, j] is the L2 distance of X[i] and X_train[j], with the square root, not rounded to fewer than
        six decimal places.
    """
    # BEGIN SOLUTION
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists
    # END SOLUTION


# %% check="distances-two-loops" points=8
cases = [
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])),
    (np.array([[1.0, 2.0, 2.0, 0.0]]), np.array([[0.0, 0.0, 0.0, 0.0]])),
    (np.array([[-6.0], [2.0], [1.5]]), np.array([[2.0], [-6.0]])),
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 8.0]])),
    (np.array([[1.0, 1.0]]), np.array([[0.0, 0.0], [3.0, 2.0]])),
    (np.zeros((1, 2)), np.array([[0.0, 0.012346]])),  # close to each other
]
wanted = [[[3, 4, 5], [4, 3, 0]], [[3]], [[8, 0], [0, 8], [0.5, 7.5]], [[3, 8], [4, 5]], [[2**0.5, 5**0.5]]]
wanted += [[[0.012346]]]
check.returns(
    compute_distances_two_loops, cases, wanted, exercise="distances-two-loops", rtol=1e-5, atol=1e-6
)
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("distances-two-loops")
fresh = [
    (rng.normal(size=(m, d)), rng.normal(size=(n, d)))
    for m, n, d in [(5, 3, 4), (1, 6, 2), (4, 1, 7), (3, 4, 1)]
]
fresh += [(rows, np.concatenate([rows[2:], rows[:1]])) for rows in [rng.normal(scale=50, size=(4, 6))]]
check.returns(
    compute_distances_two_loops, fresh, knn.l2_distances, exercise="distances-two-loops", rtol=1e-5, atol=1e-6
)
# END HIDDEN TESTS

# %% [markdown] hint="distances-two-loops"
# - An empty table first: how many rows and columns has it, and which of the arguments knows?
# - `X[i]` is a whole row of D numbers. Do you need a third loop for the distance of two rows?
# - Check where your `return` stands.

# %% [markdown]
# ### Exercise: one loop
#
# NumPy can subtract one row from all rows of a matrix at once: in `X_train - X[i]` the shapes `(num_train, D)` and
# `(D,)` are broadcast, and the row is subtracted from every training row. So the inner loop is not needed.


# %% answer="distances-one-loop"
def compute_distances_one_loop(X, X_train):
    """Euclidean distance of every test row to every training row, one test row at a time.

    Parameters
    ----------
    X : ndarray of shape (num_test, D)
        Test rows, float64.
    X_train : ndarray of shape (num_train, D)
        Training rows, float64.

    Returns
    -------
    ndarray of float of shape (num_test, num_train)
        Entry [i, j] is the L2 distance of X[i] and X_train[j], with the square root, not rounded to fewer than
        six decimal places.

    Notes
    -----
    A Python loop may go over the rows of X; nothing may loop over the rows of X_train, nor over the features.
    """
    # BEGIN SOLUTION
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.sqrt(np.sum((X_train - X[i]) ** 2, axis=1))
    return dists
    # END SOLUTION


# %% check="distances-one-loop" points=8
cases = [
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])),
    (np.array([[1.0, 2.0, 2.0, 0.0]]), np.array([[0.0, 0.0, 0.0, 0.0]])),
    (np.array([[-6.0], [2.0], [1.5]]), np.array([[2.0], [-6.0]])),
    (np.array([[0.0, 3.0]]), np.array([[4.0, 0.0], [0.0, 3.0]])),
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 8.0]])),
    (np.array([[1.0, 1.0]]), np.array([[0.0, 0.0], [3.0, 2.0]])),
    (np.zeros((1, 2)), np.array([[0.0, 0.012346]])),  # close to each other
]
wanted = [[[3, 4, 5], [4, 3, 0]], [[3]], [[8, 0], [0, 8], [0.5, 7.5]], [[5, 0]], [[3, 8], [4, 5]]]
wanted += [[[2**0.5, 5**0.5]], [[0.012346]]]
check.returns(compute_distances_one_loop, cases, wanted, exercise="distances-one-loop", rtol=1e-5, atol=1e-6)
small, large = (np.ones((4, 5)), np.ones((6, 5))), (np.ones((4, 70)), np.ones((90, 70)))
check.vectorized(compute_distances_one_loop, small, large, exercise="distances-one-loop")
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("distances-one-loop")
fresh = [
    (rng.normal(size=(m, d)), rng.normal(size=(n, d)))
    for m, n, d in [(5, 3, 4), (1, 6, 2), (4, 1, 7), (3, 4, 1)]
]
fresh += [(rows, np.concatenate([rows[2:], rows[:1]])) for rows in [rng.normal(scale=50, size=(4, 6))]]
check.returns(
    compute_distances_one_loop, fresh, knn.l2_distances, exercise="distances-one-loop", rtol=1e-5, atol=1e-6
)
small, large = [(rng.normal(size=(3, d)), rng.normal(size=(n, d))) for n, d in [(5, 4), (80, 60)]]
check.vectorized(compute_distances_one_loop, small, large, exercise="distances-one-loop")
# END HIDDEN TESTS

# %% [markdown] hint="distances-one-loop"
# - Write down the shape after every step, from the differences to the result. You want one number per training row.
# - Which axis should disappear, 0 or 1?

# %% [markdown]
# ### What the matrix looks like
#
# The next cell takes 100 images that are not among our 400 training images and draws all 40,000 distances: dark is
# near, bright is far. Beside the matrix stand the means of its rows and columns.
#
# **Predict.** Suppose that one row is bright from end to end. What must be true of the image behind it? And of
# the one behind a bright column? The second picture shows those images: the brightest rows above, the brightest
# columns below.

# %% tags=["explore"]
query_images = dataset.X_train[num_train : num_train + 100]
query_labels = dataset.y_train[num_train : num_train + 100]
query_dists = compute_distances_one_loop(images_to_rows(query_images), images_to_rows(images))
plots.images.distance_matrix(query_dists)

# %% tags=["explore"]
far_queries = np.argsort(query_dists.mean(axis=1))[-5:]
far_images = np.argsort(query_dists.mean(axis=0))[-5:]
plots.images.image_grid(
    np.concatenate([query_images[far_queries], images[far_images]]),
    np.concatenate([query_labels[far_queries], labels[far_images]]),
    dataset.classes,
    ncols=5,
)

# %% [markdown]
# **What you should see.** Some rows and some columns of the matrix are bright from end to end. The images behind
# them are unusual in brightness, very light ones above all, of any class. They are far from everything because
# most images are of medium brightness.

# %% claim="far-images-are-unusually-bright"
brightness = images.reshape(len(images), -1).mean(axis=1)
far = brightness[far_images]
rank = np.mean(brightness[:, np.newaxis] <= far, axis=0)
print("mean brightness of the far columns", far.round(), "share of images that are darker", rank.round(2))
assert np.sum(rank > 0.85) > np.sum(rank < 0.15)  # very light ones above all
assert DATA != "shapes" or np.all((rank > 0.85) | (rank < 0.15))

# %% [markdown]
# ## No loop: one matrix product
#
# Could NumPy subtract all pairs at once? It could: `X[:, np.newaxis, :] - X_train` has shape `(M, N, D)`. But
# count: with 1000 test images and 5000 training images that is $1000 \cdot 5000 \cdot 3072$ numbers of 8 bytes,
# **123 GB**. The result itself, `(M, N)`, takes 40 MB.
#
# The way out is to multiply the square out before anything is summed. For one test row $x$ and one training row $t$:
#
# $$\|x - t\|^2 = \sum_p (x_p - t_p)^2 = \sum_p x_p^2 \;-\; 2 \sum_p x_p t_p \;+\; \sum_p t_p^2
# = \|x\|^2 - 2\, x \cdot t + \|t\|^2$$
#
# The first piece depends on the test row alone, the last on the training row alone; only the middle one is needed for
# every pair, and all these dot products together are one matrix product. For all pairs at once:
#
# | piece | computed from | shape |
# |---|---|---|
# | $\lVert x_i \rVert^2$, one for each test row | squares of `X`, summed over the features, kept as a column | `(M, 1)` |
# | $x_i \cdot t_j$, one for each pair | `X` of shape `(M, D)` times the transpose of `X_train`, `(D, N)` | `(M, N)` |
# | $\lVert t_j \rVert^2$, one for each training row | squares of `X_train`, summed over the features | `(N,)` |
# | first − 2 · second + third | broadcasting: the column is repeated to the right, the row downwards | `(M, N)` |
#
# As in a0, `@` is the matrix product and `.T` the transpose, with the two axes exchanged: for `A` of shape `(2, 5)`
# and `B` of shape `(3, 5)`, `A @ B.T` has shape `(2, 5)(5, 3) = (2, 3)`, and its entry `[i, j]` is the dot product of
# row i of `A` and row j of `B`.
#
# **By hand**, for the test rows (0, 0), (3, 4) and the training rows (3, 0), (0, 4), (3, 4):
#
# $$\begin{pmatrix} 0 \\ 25 \end{pmatrix} - 2 \begin{pmatrix} 0 & 0 & 0 \\ 9 & 16 & 25 \end{pmatrix}
# + \begin{pmatrix} 9 & 16 & 25 \end{pmatrix}
# = \begin{pmatrix} 9 & 16 & 25 \\ 16 & 9 & 0 \end{pmatrix}
# \quad\xrightarrow{\ \text{root}\ }\quad
# \begin{pmatrix} 3 & 4 & 5 \\ 4 & 3 & 0 \end{pmatrix}$$
#
# **One trap.** The last entry is $25 - 50 + 25 = 0$: a test row that is also a training row. In whole numbers the
# three pieces cancel exactly. In general each is rounded: a `float64` has about 16 digits, and the squared length of
# an image is about $5 \cdot 10^7$, so what remains of the sum may be $+10^{-8}$, or $-10^{-8}$, and the root of a
# negative number is NaN, "not a number". So set every value below 0 to 0 before you take the root: `np.maximum(a, 0)`
# takes the larger of the two in every place. (A leftover of $+10^{-8}$ becomes a distance of $10^{-4}$, which does no
# harm among thousands.)

# %% claim="memory-of-all-differences"
all_differences, result = 1000 * 5000 * 3072 * 8, 1000 * 5000 * 8
assert round(all_differences / 1e9) == 123 and result == 40e6
squared_length = (dataset.X_train[:400].astype(float) ** 2).sum(axis=(1, 2, 3)).mean()
assert 2e7 < squared_length < 9e7  # "about 5 * 10^7"
print(
    f"{all_differences / 1e9:.1f} GB against {result / 1e6:.0f} MB; mean squared length {squared_length:.2g}"
)

# %% [markdown]
# ### Exercise: no loop


# %% answer="distances-no-loops"
def compute_distances_no_loops(X, X_train):
    """Euclidean distance of every test row to every training row, by one matrix product.

    Parameters
    ----------
    X : ndarray of shape (num_test, D)
        Test rows, float64.
    X_train : ndarray of shape (num_train, D)
        Training rows, float64.

    Returns
    -------
    ndarray of float of shape (num_test, num_train)
        Entry [i, j] is the L2 distance of X[i] and X_train[j], with the square root. Where X[i] and
        X_train[j] are the same row it is 0 up to rounding (at most a millionth of the largest distance), and
        never NaN. Compute in float64: float32 is too coarse for that.

    Notes
    -----
    No Python loop (nor `map`, a comprehension or `np.vectorize`), and no array of shape
    (num_test, num_train, D).
    """
    # BEGIN SOLUTION
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))
    # END SOLUTION


# %% check="distances-no-loops" points=15
from scipy.spatial.distance import cdist  # SciPy's answer to the same question, for the larger cases

same_rows = np.random.default_rng(0).normal(size=(40, 30))  # every row is a test row and a training row
pixels = np.random.default_rng(1).uniform(0, 255, size=(6, 3072))
cases = [
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])),
    (np.array([[1.0, 2.0, 2.0, 0.0]]), np.array([[0.0, 0.0, 0.0, 0.0]])),
    (np.array([[-6.0], [2.0], [1.5]]), np.array([[2.0], [-6.0]])),
    (same_rows, same_rows),
    (pixels, pixels[1:4]),
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 8.0]])),
]
wanted = [[[3, 4, 5], [4, 3, 0]], [[3]], [[8, 0], [0, 8], [0.5, 7.5]], *(cdist(*case) for case in cases[3:])]
check.returns(compute_distances_no_loops, cases, wanted, exercise="distances-no-loops", atol=1e-6)
small, large = (np.ones((4, 5)), np.ones((6, 5))), (np.ones((60, 70)), np.ones((80, 70)))
check.vectorized(compute_distances_no_loops, small, large, exercise="distances-no-loops")
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("distances-no-loops")
fresh = [
    (rng.normal(size=(m, d)), rng.normal(size=(n, d)))
    for m, n, d in [(5, 3, 4), (1, 6, 2), (4, 1, 7), (3, 4, 1)]
]
fresh += [(rows, rows[5:]) for rows in [rng.normal(scale=3, size=(50, 20))]]
fresh += [(rows[2:], rows) for rows in [rng.uniform(0, 255, size=(7, 3072))]]
check.returns(compute_distances_no_loops, fresh, knn.l2_distances, exercise="distances-no-loops", atol=1e-6)
small, large = [(rng.normal(size=(m, d)), rng.normal(size=(n, d))) for m, n, d in [(3, 5, 4), (70, 50, 80)]]
check.vectorized(compute_distances_no_loops, small, large, exercise="distances-no-loops")
# END HIDDEN TESTS

# %% [markdown] hint="distances-no-loops"
# - Make three variables, one for each piece of the table. Which shape has each of them, and which should it have?
# - Which of the three has to stand upright, and what keeps it so?
# - Where in your last line could a number just below 0 turn up?

# %% [markdown]
# ### What it buys
#
# **Predict.** Three functions, the same 40,000 distances. By what factor will each be faster than the one before?

# %% tags=["explore"]
from functools import partial
from timeit import repeat

query_rows, rows = images_to_rows(query_images), images_to_rows(images)
for function in (compute_distances_two_loops, compute_distances_one_loop, compute_distances_no_loops):
    fastest = min(repeat(partial(function, query_rows, rows), number=1, repeat=3))
    gap = np.abs(function(query_rows, rows) - query_dists).max()
    print(
        f"{function.__name__:28}{1000 * fastest:7.1f} ms, largest deviation from the picture above {gap:.0e}"
    )

# %% [markdown]
# **What you should see.** Three times exactly the same distances (squares of whole pixels are whole numbers, which
# nothing rounds), and the matrix product at least 3 times as fast as the loops, usually far more. *One loop* may gain
# little over two: with 3072 numbers in a row the Python loop was never the bottleneck, moving large temporary arrays
# through memory is.

# %% claim="a-product-is-faster"
from time import process_time


def best_of(function):
    times = []
    for _ in range(3):
        start = process_time()
        assert np.array_equal(function(query_rows, rows), query_dists)  # "exactly the same"
        times.append(process_time() - start)
    return min(times)


two, one, none = map(
    best_of, (compute_distances_two_loops, compute_distances_one_loop, compute_distances_no_loops)
)
print(f"two loops {two / none:.0f} times, one loop {one / none:.0f} times as long as none")
assert min(one, two) > 3 * none

# %% [markdown]
# ### Exercise: L1 for all pairs
#
# Absolute values cannot be multiplied out, so L1 has no such shortcut: every pair costs $D$ subtractions. What
# remains is to do without the `(M, N, D)` array.


# %% answer="l1-distances"
def compute_l1_distances(X, X_train):
    """L1 distance of every test row to every training row, in bounded memory.

    Parameters
    ----------
    X : ndarray of shape (num_test, D)
        Test rows, float64.
    X_train : ndarray of shape (num_train, D)
        Training rows, float64.

    Returns
    -------
    ndarray of float of shape (num_test, num_train)
        Entry [i, j] is the sum over the features p of ``|X[i, p] - X_train[j, p]|``, not rounded to fewer than six
        decimal places.

    Notes
    -----
    Python loops are allowed, and so is `scipy.spatial.distance.cdist`. At one time, at most
    100 test rows may be compared with all training rows, in an array of shape (100, num_train, D); an array
    of shape (num_test, num_train, D) needs too much memory.
    """
    # BEGIN SOLUTION
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.abs(X_train - X[i]).sum(axis=1)
    return dists
    # END SOLUTION


# %% check="l1-distances" points=8
cases = [
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [3.0, 5.0]])),
    (np.array([[1.0, 2.0, -2.0, 0.0]]), np.array([[0.0, 0.0, 0.0, 0.0]])),
    (np.array([[-6.0], [2.0], [1.5]]), np.array([[2.0], [-6.0]])),
    (np.array([[2.0, -3.0]]), np.array([[-3.0, 2.0], [2.0, -3.0]])),
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 8.0]])),
    (np.arange(250.0)[:, np.newaxis] * [1, 2], np.zeros((1, 2))),  # many rows, should you take them in blocks
    (np.array([[0.1, 0.7]]), np.array([[0.0, 0.0]])),
    (np.zeros((1, 2)), np.array([[0.004, 0.008346]])),  # close to each other
]
wanted = [[[3, 4, 8], [4, 3, 1]], [[5]], [[8, 0], [0, 8], [0.5, 7.5]], [[10, 0]], [[3, 8], [4, 7]]]
wanted += [3 * np.arange(250)[:, np.newaxis], [[0.8]], [[0.012346]]]
check.returns(compute_l1_distances, cases, wanted, exercise="l1-distances", rtol=1e-5, atol=1e-6)
small, large = (np.ones((4, 5)), np.ones((6, 5))), (np.ones((400, 24)), np.ones((25, 24)))
check.vectorized(compute_l1_distances, small, large, loops=True, exercise="l1-distances")
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("l1-distances")
fresh = [
    (rng.normal(size=(m, d)), rng.normal(size=(n, d)))
    for m, n, d in [(5, 3, 4), (1, 6, 2), (4, 1, 7), (3, 4, 1)]
]
fresh += [(rows, np.concatenate([rows[2:], rows[:1]])) for rows in [rng.normal(scale=50, size=(4, 6))]]
check.returns(compute_l1_distances, fresh, knn.l1_distances, exercise="l1-distances", rtol=1e-5, atol=1e-6)
small, large = [(rng.normal(size=(m, d)), rng.normal(size=(n, d))) for m, n, d in [(3, 5, 4), (390, 26, 24)]]
check.vectorized(compute_l1_distances, small, large, loops=True, exercise="l1-distances")
# END HIDDEN TESTS

# %% [markdown] hint="l1-distances"
# Your answer with one loop over the test rows needs a single array of shape `(num_train, D)` at a time. What has to
# change in it for L1?

# %% [markdown]
# ### Question: what leaves L1 neighbours as they are?
#
# Each of the following is done to all training and test images alike, as floats. Which of them can *never* change
# which training image is the nearest by L1?
#
# - **a.** Subtract one number from everything: the mean over all pixels of all training images.
# - **b.** Subtract the mean training image, that is, from each pixel its own mean.
# - **c.** Divide everything by 255.
# - **d.** Divide each pixel by its own standard deviation over the training images.
# - **e.** Rotate the axes of the 3072-dimensional space, the same rotation for all images.
# - **f.** Shuffle the 3072 entries, in the same order for all images.

# %% answer="concept-preprocessing"
preprocessing_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
preprocessing_answer = "abcf"
# END SOLUTION

# %% check="concept-preprocessing" points=1
check.choice(preprocessing_answer, "abcdef", name="preprocessing_answer", exercise="concept-preprocessing")
# BEGIN HIDDEN TESTS
check.choice(
    preprocessing_answer,
    "abcdef",
    "abcf",
    name="preprocessing_answer",
    exercise="concept-preprocessing",
    reasons={
        "a": (
            "the same number leaves both images of a pair, so each difference of two pixels stays as it was."
        ),
        "b": (
            "pixel p loses the same number in every image, so a_p - b_p stays as it was for every "
            "pair of images."
        ),
        "c": "every distance becomes 255 times smaller, and the order of the distances stays.",
        "d": (
            "each pixel gets a factor of its own: pixels that vary little count for more than before, "
            "and another image can become the nearest."
        ),
        "e": (
            "a rotation keeps L2 distances but not L1: the step (1, 0) has the L1 length 1, turned by "
            "45 degrees 1.41."
        ),
        "f": (
            "the distance is a sum with one term for each pixel, and a sum does not depend on the "
            "order of its terms."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-preprocessing"
# Write down $\sum_p |a_p - b_p|$ after the change, for two images $a$ and $b$ that were both changed. Is each term
# the same as before, or the same but for one factor common to all terms? For (e), look at the two shapes of the
# picture above.

# %% [markdown]
# ## The vote
#
# The nearest training image gives its label to the test image: that is the *nearest neighbour* classifier. One odd
# training image is enough to mislead it. So let the $k$ nearest vote.
#
# **By hand.** A test image has these five nearest training images, nearest first:
#
# | neighbour | 1st | 2nd | 3rd | 4th | 5th |
# |---|:---:|:---:|:---:|:---:|:---:|
# | label | 9 | 4 | 4 | 2 | 2 |
#
# | $k$ | votes | label |
# |:---:|---|:---:|
# | 1 | 9: one | 9 |
# | 2 | 9: one, 4: one | 4, a tie: the smaller label |
# | 3 | 4: two, 9: one | 4 |
# | 4 | 4: two, 9 and 2: one each | 4 |
# | 5 | 4: two, 2: two, 9: one | 2, a tie: the smaller of 2 and 4 |
#
# A tie needs *some* rule, or two people with the same data get different results. Ours is the simplest to state and
# to test: of the most frequent labels, **the smallest**. It does not matter which was met first, nor which is
# nearest.
#
# Two tools. `np.argsort([0.3, 0.1, 0.2])` is `[1, 2, 0]`: not the sorted numbers but their *positions*, that of
# the smallest first. And `np.unique([4, 9, 4], return_counts=True)` gives the different values in ascending
# order, `[4, 9]`, and how often each occurs, `[2, 1]`; unlike `np.bincount`, it takes labels such as -5.

# %% [markdown]
# ### Exercise: predict labels
#
# Speed is no concern here: a loop over test examples is fine.


# %% answer="predict-labels"
def predict_labels(dists, y_train, k=1):
    """Label every test example by the vote of its k nearest training examples.

    Parameters
    ----------
    dists : ndarray of shape (num_test, num_train)
        Distances of test examples to training examples.
    y_train : ndarray of shape (num_train,)
        Labels of the training examples: any whole numbers, negative and large ones too, in any order.
    k : int
        How many neighbours vote, from 1 to num_train.

    Returns
    -------
    ndarray of shape (num_test,)
        For each test example the label that is most frequent among its k nearest training examples; of
        several equally frequent labels, the smallest. (Should the k-th and the next training example be
        equally far, either may vote.)
    """
    # BEGIN SOLUTION
    y_pred = np.zeros(len(dists), dtype=y_train.dtype)
    for i, row in enumerate(dists):
        nearest = y_train[np.argsort(row)[:k]]
        values, counts = np.unique(nearest, return_counts=True)  # values ascend: argmax takes the smallest
        y_pred[i] = values[counts.argmax()]
    return y_pred
    # END SOLUTION


# %% check="predict-labels" points=13
line = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])  # one test example: the training examples stand in order
cases = [
    (np.array([[0.3, 0.1, 0.2], [5.0, 9.0, 7.0]]), np.array([5, 7, 8])),  # without k: the nearest alone
    (np.array([[0.3, 0.1, 0.2], [5.0, 9.0, 7.0]]), np.array([5, 7, 5]), 3),  # k = num_train
    (line, np.array([9, 4, 4, 2, 2]), 5),  # 4 and 2 have two votes each
    (line, np.array([9, 2, 4, 4, 2]), 5),
    (line[:, ::-1], np.array([9, 4, 4, 2, 2]), 4),
    (line, np.array([7, 3, 3, 3, 7]), 2),  # one vote each
    (line, np.array([3, 7, 7, 7, 3]), 2),
    (line, np.array([7, 3, 7, 7, 3]), 4),
    (line, np.array([1, 8, 8, 1, 1]), 3),
    (line, np.array([-5, 6, -5, 6, 6]), 4),  # negative labels
    (line, np.array([70000, 12, 70000, -70000, -70000]), 5),
    (np.array([[2.0, 8.0, 8.0, 9.0, 1.0], [0.0, 6.0, 0.0, 9.0, 0.0]]), np.array([30, 20, 20, 10, 30]), 4),
    (np.array([[3e6, 1e6, 2e6], [2e6, 3e6, 1e6], [7.0, 7.0, 7.0], [1e6, 2e6, 3e6]]), np.array([1, 0, 0]), 3),
    (np.array([[0.7]]), np.array([3]), 1),
    (1e12 * np.array([[3.0, 1.0, 2.0]]), np.array([4, 9, 4]), 3),
    (np.array([[0.3000004, 0.3, 0.5]]), np.array([3, 5, 4])),  # a near tie, no tie
    (line, np.array([-9, 2, -9, 2, 5]), 5),  # -9 is the smallest label, if not the nearest to 0
    (line, np.array([0, -8, 0, 5, 5]), 2),
    (line, np.array([-1, 5, -1, 5, 0]), 4),  # -1 is a label like any other
    (line, np.array([10, 9, 0, 0, 0]), 2),  # as text, "10" comes before "9"
    (np.array([[1.0, 2.0, 2.5, 9.0]]), np.array([3, 5, 5, 3]), 4),  # 5 is nearer in sum
    # Three are equally far, whichever of them vote: one beside two 3, two beside one 3.
    (np.array([[1.0, 1.5, 2.0, 2.0, 2.0], [1.0, 9.0, 2.0, 2.0, 2.0]]), np.array([3, 3, 1, 1, 1]), 3),
]
wanted = [[7, 5], [5, 5], [2], [2], [2], [3], [3], [7], [8], [-5], [-70000], [20, 20], [0, 0, 0, 0], [3]]
wanted += [[4], [5], [-9], [-8], [-1], [9], [3], [3, 1]]
check.returns(predict_labels, cases, wanted, exercise="predict-labels")
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("predict-labels")


def fresh_case(num_test, num_examples, names, k):
    dists = np.array([rng.permutation(num_examples) + rng.uniform(0.1, 0.9) for _ in range(num_test)])
    return dists, rng.choice(names, size=num_examples), k


fresh = [
    fresh_case(m, n, [3, -8, 0, 12], k)
    for m, n, k in [(6, 4, 2), (3, 9, 4), (9, 7, 6), (1, 8, 8), (5, 30, 5)]
]
fresh += [
    fresh_case(8, 40, [-90000, 1, 4321, 80000], 6),
    fresh_case(7, 12, [1, 0], 1),
    fresh_case(4, 1, [-2], 1),
    fresh_case(9, 12, [-1, 0, 9, 10, 100], 4),
]
fresh += [fresh_case(6, 11, np.arange(10), 3), fresh_case(6, 5, [15, 4], 1)[:2]]
check.returns(predict_labels, fresh, knn.predict_labels, exercise="predict-labels")
# END HIDDEN TESTS

# %% [markdown] hint="predict-labels"
# - What do you get if you use the first k positions of an `argsort` as an index into `y_train`?
# - Of several maxima, `argmax` returns the first. Which of several equally frequent values stands first?

# %% [markdown]
# ### What the vote does to the plane
#
# Before you let it loose on images, watch it on points that you can see. Each point of the plane gets the colour
# of the class that your function gives it.
#
# **Predict.** Some points of one class lie among those of the other. What does the border look like for k = 1?
# What becomes of the lonely points as k grows, and what happens when k is nearly the number of all points? Then
# move the slider.

# %% tags=["explore"]
cloud_rng = np.random.default_rng(2)
centres = np.repeat([[-0.6, 0.0], [0.6, 0.3]], 30, axis=0)
cloud, sides = centres + 0.55 * cloud_rng.normal(size=(60, 2)), np.repeat([0, 1], 30)


def regions(k=1):
    """The plane as the k nearest of the 60 points vote."""
    vote = lambda points: predict_labels(compute_distances_no_loops(points, cloud), sides, k)
    return plots.network.decision_regions(cloud, sides, {f"k = {k}, right on its own points": vote}, steps=50)


plots.interactive.explore(regions, k=(1, 59))

# %% [markdown]
# **What you should see.** With k = 1 every point is right about itself, and lonely points have islands of their
# own: the plane falls into six regions, and chance has drawn them. With k = 5 two are left, and about one point
# in ten is now on the wrong side of the border, which gets smoother still up to k = 25. With k = 59 all of the 60
# vote but the farthest; there are 30 of each class, so that the *farthest* point alone decides. (Without a
# slider, change the number in `def regions(k=1)`.)

# %% claim="islands-vanish-as-k-grows"
grid = np.stack(np.meshgrid(np.linspace(-2, 2, 60), np.linspace(-2, 2, 60)), axis=2).reshape(-1, 2)


def islands(k):
    """Number of connected regions."""
    from scipy.ndimage import label

    sides_of_grid = predict_labels(compute_distances_no_loops(grid, cloud), sides, k).reshape(60, 60)
    return sum(label(sides_of_grid == side)[1] for side in (0, 1))


own = compute_distances_no_loops(cloud, cloud)
right = {k: float(np.mean(predict_labels(own, sides, k) == sides)) for k in (1, 5, 25)}
counts = {k: islands(k) for k in (1, 5, 25)}
print("regions", counts, "right on own points", {k: round(share, 2) for k, share in right.items()})
assert counts == {1: 6, 5: 2, 25: 2} and right[1] == 1 and round(right[5], 2) == 0.9
to_grid = compute_distances_no_loops(grid, cloud)
assert np.array_equal(predict_labels(to_grid, sides, 59), 1 - sides[to_grid.argmax(axis=1)])

# %% [markdown]
# ### Back to the images
#
# **Predict.** On the left you will see six images, to the right of each its seven nearest training images. What
# will the neighbours share with the image: the object, its colour, or something else?

# %% tags=["explore"]
shown = slice(0, 6)
nearest = np.argsort(query_dists[shown], axis=1)[:, :7]
plots.images.neighbour_gallery(
    query_images[shown], query_labels[shown], images[nearest], labels[nearest], dataset.classes
)

# %% [markdown]
# **What you should see.** Most neighbours are wrong, and wrong in a telling way: they share the
# **colour and brightness of the background**, not the object. Most pixels are background, so background makes up
# most of the distance.
#
# Distance by pixels has a second weakness. Below stands one image, with altered copies of *itself* (what is moved out
# on the right comes in on the left) and, last, the nearest image of another class; with each one's L2 distance from the
# first.
#
# **Predict.** To you, which of them is farthest from the first? And by pixels?

# %% claim="neighbours-are-poor"
of_shown, of_all = (
    np.mean(labels[np.argsort(query_dists[part], axis=1)[:, :7]] != query_labels[part][:, np.newaxis])
    for part in (shown, slice(None))
)
print(f"wrong neighbours: {of_shown:.0%} of those shown, {of_all:.0%} of all")
assert min(of_shown, of_all) > 0.5  # most neighbours are wrong
corners = images.astype(float)[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean(
    axis=1
)  # (N, 3): colour of the corners
own = query_images.astype(float)[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean(axis=1)
order = np.argsort(query_dists, axis=1)[:, :7]
to_near = np.abs(corners[order] - own[:, np.newaxis]).mean()
to_any = np.abs(corners[np.newaxis] - own[:, np.newaxis]).mean()
print(f"background of neighbours differs by {to_near:.0f} grey values, of any two images by {to_any:.0f}")
assert to_near < 0.7 * to_any

# %% tags=["explore"]
one = query_images[99].astype(float)
another = images[np.where(labels == query_labels[99], np.inf, query_dists[99]).argmin()]
versions = {
    "itself": one,
    "4 to the right": np.roll(one, 4, axis=1),
    "60 brighter": np.minimum(one + 60, 255),
    "another class": another,
}
apart = [np.sqrt(np.sum((version - one) ** 2)) for version in versions.values()]
titles = [f"{name}\n{distance:.0f} away" for name, distance in zip(versions, apart, strict=True)]
plots.arrays.image_row(list(versions.values()), titles)

# %% [markdown]
# **What you should see.** To you the first three are one picture and the last is another. By pixels the last is the
# *nearest* to the first. So it is for 24 of our 100 images, whatever class they are of. And even one pixel to the
# right, which you would hardly notice, makes up more than half of the distance to the nearest other image; made 60
# brighter, nearly every image is farther from its own copy than from some picture of something else.

# %% claim="another-class-is-nearer"
copies = query_images.astype(float)
shifted = np.sqrt(((np.roll(copies, 4, axis=2) - copies) ** 2).sum(axis=(1, 2, 3)))
lighter = np.sqrt(((np.minimum(copies + 60, 255) - copies) ** 2).sum(axis=(1, 2, 3)))
of_others = np.where(labels == query_labels[:, np.newaxis], np.inf, query_dists).min(axis=1)
nearer = int(np.sum(of_others < np.minimum(shifted, lighter)))
print(f"distances {[round(each) for each in apart]}; another class is nearer for {nearer} of 100 images")
assert apart[3] < min(apart[1:3]) and nearer > 10
assert DATA != "shapes" or nearer == 24

# %% claim="pixels-are-not-meaning"
originals = query_images.astype(float)
altered = {
    "moved right by 1 pixel": np.roll(originals, 1, axis=2),
    "moved right by 4 pixels": np.roll(originals, 4, axis=2),
    "30 brighter": np.minimum(originals + 30, 255),
    "60 brighter": np.minimum(originals + 60, 255),
}
ratios = {}
for change, copies in altered.items():
    itself = np.sqrt(((copies - originals) ** 2).sum(axis=(1, 2, 3)))
    other = compute_distances_no_loops(images_to_rows(copies), images_to_rows(images)).min(axis=1)
    ratios[change] = (itself.mean() / other.mean(), np.mean(itself > other))
print({change: (round(float(a), 2), round(float(b), 2)) for change, (a, b) in ratios.items()})
assert 0.4 < ratios["moved right by 1 pixel"][0] < 1 and ratios["60 brighter"][1] > 0.5
if DATA == "shapes":
    assert ratios["moved right by 1 pixel"][0] > 0.5  # "more than half"
    assert ratios["60 brighter"][1] > 0.9  # "nearly every image"

# %% [markdown]
# ### Question: bright rows and columns
#
# Think of the picture of all distances once more: bright means a large distance. Which statements hold for the
# matrix `dists` of shape `(num_test, num_train)`?
#
# - **a.** A row that is bright throughout belongs to a test image that is far from all training images.
# - **b.** A column that is bright throughout belongs to a training image that is far from all test images.
# - **c.** A row that is bright throughout belongs to a training image that is unlike all others.
# - **d.** A column that is bright throughout belongs to a test image that is unlike all others.
# - **e.** The test image of a bright row will be given a wrong label.

# %% answer="concept-bright-rows"
brightness_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
brightness_answer = "ab"
# END SOLUTION

# %% check="concept-bright-rows" points=1
check.choice(brightness_answer, "abcde", name="brightness_answer", exercise="concept-bright-rows")
# BEGIN HIDDEN TESTS
check.choice(
    brightness_answer,
    "abcde",
    "ab",
    name="brightness_answer",
    exercise="concept-bright-rows",
    reasons={
        "a": (
            "row i holds the distances of test image i to all training images; if all of them are "
            "large, it is far from every one."
        ),
        "b": (
            "column j holds the distances of training image j to all test images; if all of them are "
            "large, it is far from every one."
        ),
        "c": "a row belongs to a test image: the first index of `dists` counts the num_test images.",
        "d": (
            "a column belongs to a training image: the second index of `dists` counts the num_train images."
        ),
        "e": (
            "the vote asks which distances of a row are the smallest, not how large they are: the "
            "nearest of many far images can still have the right label."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-bright-rows"
# Which of the two sets does the first index of `dists[i, j]` count? And for (e): does the vote look at how large the
# distances of a row are, or only at which of them are the smallest?

# %% [markdown]
# ### Question: ties
#
# Take the vote as specified above, and suppose that no two distances are equal. Which statements hold?
#
# - **a.** With two classes and an odd k there is never a tie.
# - **b.** With ten classes and an odd k there is never a tie.
# - **c.** With k = 2 the result is always the same as with k = 1.
# - **d.** The predicted label does not depend on the order in which the training images are stored.
# - **e.** The smaller label wins a tie because it is more likely to be right.

# %% answer="concept-ties"
ties_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
ties_answer = "ad"
# END SOLUTION

# %% check="concept-ties" points=1
check.choice(ties_answer, "abcde", name="ties_answer", exercise="concept-ties")
# BEGIN HIDDEN TESTS
check.choice(
    ties_answer,
    "abcde",
    "ad",
    name="ties_answer",
    exercise="concept-ties",
    reasons={
        "a": "an odd number of votes cannot be split into two equal halves.",
        "b": (
            "with more than two classes there are other ways to tie: three neighbours with three "
            "different labels have one vote each."
        ),
        "c": (
            "two neighbours with different labels tie, and then the smaller label wins, which need "
            "not be that of the nearer one."
        ),
        "d": (
            "where no two distances are equal, they alone settle who votes, and a tie is settled by "
            "the labels: the place in the training set enters nowhere."
        ),
        "e": (
            "it wins because some rule has to give the same result every time. The numbers of the "
            "classes are only names."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-ties"
# Try to build a counterexample to each: three neighbours, three labels; two neighbours where the farther one has
# the smaller label.

# %% [markdown]
# ### Question: what does it cost?
#
# The training set has N images of D numbers each. Which statements hold for the nearest-neighbour classifier of
# this notebook?
#
# - **a.** "Training" costs next to nothing: the images are kept, and that is all.
# - **b.** The time to classify one image grows in proportion to N.
# - **c.** The time to classify one image does not depend on N, since training is over by then.
# - **d.** With k = 20, twenty times as many distances have to be computed as with k = 1.

# %% answer="concept-cost"
cost_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
cost_answer = "ab"
# END SOLUTION

# %% check="concept-cost" points=1
check.choice(cost_answer, "abcd", name="cost_answer", exercise="concept-cost")
# BEGIN HIDDEN TESTS
check.choice(
    cost_answer,
    "abcd",
    "ab",
    name="cost_answer",
    exercise="concept-cost",
    reasons={
        "a": "nothing is computed before a test image comes; the training images only have to be kept.",
        "b": "every one of the N training images is compared with the new one, at D numbers each.",
        "c": (
            "nothing has been computed in advance: the comparison with the training images begins "
            "when the new image comes in."
        ),
        "d": (
            "the same N distances are needed for every k; k only says how many of the nearest images vote."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-cost"
# Which of your functions runs when a new image comes in, and over what does it loop? Where does k enter for the
# first time?

# %% [markdown]
# ## Choosing honestly
#
# Two settings are still open: the number of neighbours k, and the distance. Such settings are called
# **hyperparameters**: they are not learnt from the training images, somebody chooses them. On which images should
# we compare the choices?
#
# - On the **training** images? With k = 1 each is its own nearest neighbour, at distance 0: always right, and it
#   says nothing.
# - On the **test** images? Then the test images have helped to choose, and the accuracy we report on them is too
#   high: of many tries we kept the one that happened to suit these very images.
# - So on a third part: the **validation** images. Train on the training part, choose on the validation part, and
#   open the test part once, at the very end, to *report*.

# %% [markdown]
# ### Exercise: split
#
# Data sets often come sorted, by class or by date. A split has to be drawn at random, and so that someone else
# can draw the same one: hence the generator `rng` as an argument. `rng.permutation(5)` returns 0, 1, 2, 3, 4 in
# random order.


# %% answer="split-indices"
def split_indices(n, num_val, num_test, rng):
    """Deal the indices 0 .. n-1 out to a training, a validation and a test part, at random.

    Parameters
    ----------
    n : int
        Number of examples.
    num_val, num_test : int
        Sizes of the validation and the test part, at least 0 and together at most n. The rest is for training.
    rng : numpy.random.Generator
        The only source of randomness: the same generator state gives the same split, another one another.

    Returns
    -------
    train, val, test : ndarrays of int of shapes (n - num_val - num_test,), (num_val,) and (num_test,)
        Every index from 0 to n-1 stands in exactly one of them. Every split is possible; the order inside a
        part does not matter.
    """
    # BEGIN SOLUTION
    order = rng.permutation(n)
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
    # END SOLUTION


# %% check="split-indices" points=8
sizes_rule = (
    "wrong-sizes",
    "the three parts should have n - num_val - num_test, num_val and num_test indices, in this order",
    lambda parts, n, num_val, num_test, rng: (
        [len(p) for p in parts] == [n - num_val - num_test, num_val, num_test]
    ),
)
partition_rule = (
    "not-a-partition",
    "each index from 0 to n-1 should stand in exactly one part",
    lambda parts, n, *others: sorted(i for p in parts for i in np.asarray(p).tolist()) == list(range(n)),
)
whole_rule = (
    "not-whole-numbers",
    "indices are whole numbers; 3.0 is a float, which no array takes as an index",
    lambda parts, *case: all(isinstance(i, int) for p in parts for i in np.asarray(p).tolist()),
)


def splits_of_ten(seeds):
    splits = check.drawn(split_indices, [(10, 4, 3, np.random.default_rng(seed)) for seed in seeds])
    return [[{int(i) for i in part} for part in split] for split in splits]


def sixty_splits():
    return splits_of_ten(range(60))


def any_two_validate_together(parts, *case):
    together = {(i, j) for _, val, _ in splits_of_ten(range(150)) for i in val for j in val if i < j}
    return len(together) == 45  # as many as there are pairs


def every_index_in_every_part(parts, *case):
    return all(set().union(*column) == set(range(10)) for column in zip(*sixty_splits(), strict=True))


def many_different(parts, *case):
    return len({repr([sorted(part) for part in split]) for split in sixty_splits()}) > 40


repeat_rule = (
    "global-random",
    "two generators with the same seed should give the same split; draw from rng and from nothing else",
    lambda parts, *case: splits_of_ten([5]) == splits_of_ten([5]),
)
random_rule = (
    "not-random",
    "in 60 splits of ten indices, each with its own generator, some index never came into some part; "
    "shuffle all the indices with rng",
    every_index_in_every_part,
)
many_rule = (
    "few-splits",
    "in 60 splits of ten indices, each with its own generator, the same few came up again and again; every "
    "split should be possible, so shuffle the indices instead of moving them all by one random number",
    many_different,
)
pairs_rule = (
    "pairs-kept-apart",
    "in 150 splits of ten indices, some two indices never came into the validation part together; every split "
    "should be possible, so shuffle all the indices at once",
    any_two_validate_together,
)
cases = [
    (10, 4, 3, np.random.default_rng(0)),
    (9, 0, 2, np.random.default_rng(1)),
    (9, 2, 0, np.random.default_rng(2)),
    (3, 1, 1, np.random.default_rng(3)),
    (5, 2, 3, np.random.default_rng(4)),
    (4, 0, 0, np.random.default_rng(5)),
]
check.satisfies(split_indices, cases, [sizes_rule, partition_rule, whole_rule], exercise="split-indices")
one_case = [(10, 4, 3, np.random.default_rng(5))]
check.satisfies(
    split_indices, one_case, [repeat_rule, random_rule, many_rule, pairs_rule], exercise="split-indices"
)
# BEGIN HIDDEN TESTS
seeds = check.rng("split-indices")
sizes = [
    (200, 30, 50),
    (1, 0, 0),
    (1, 1, 0),
    (7, 0, 7),
    *((20, *seeds.integers(0, 9, size=2)) for _ in range(5)),
]
fresh = [(*map(int, size), np.random.default_rng(int(seeds.integers(2**32)))) for size in sizes]
check.satisfies(split_indices, fresh, [sizes_rule, partition_rule], exercise="split-indices")
seed = int(seeds.integers(2**32))
again = [tuple(split_indices(30, 9, 8, np.random.default_rng(seed))) for _ in range(2)]
check.close(
    again[1], again[0], name="split_indices, called again with the same seed,", exercise="split-indices"
)
# END HIDDEN TESTS

# %% [markdown] hint="split-indices"
# - How often may you shuffle, if the parts must not overlap? Where do you cut?
# - Count from the front. `order[-0:]` is the whole array, not an empty one.

# %% [markdown]
# ## Cross-validation
#
# When images are few, a fixed validation part is wasteful and its accuracy noisy. **Cross-validation** lets each
# image validate once: cut the data into folds of equal size (up to one image), and let the folds take turns.
#
# | | fold 0 | fold 1 | fold 2 | fold 3 | fold 4 | gives |
# |---|:---:|:---:|:---:|:---:|:---:|---|
# | run 0 | **validate** | train | train | train | train | accuracy 0 |
# | run 1 | train | **validate** | train | train | train | accuracy 1 |
# | run 2 | train | train | **validate** | train | train | accuracy 2 |
# | run 3 | train | train | train | **validate** | train | accuracy 3 |
# | run 4 | train | train | train | train | **validate** | accuracy 4 |
#
# `np.array_split(np.arange(7), 3)` cuts into folds as equal as can be: `[0, 1, 2]`, `[3, 4]`, `[5, 6]`.
#
# That makes five accuracies for each k. Their mean says how good k is; their spread says how far the mean can be
# trusted.
#
# **By hand.** Six points on a line, 0, 1, 10, 11, 2, 12, with labels 0, 0, 1, 1, 0, 1, in three folds {0, 1}, {10,
# 11}, {2, 12}. For k = 3, fold 0: training on 10, 11, 2, 12 (labels 1, 1, 0, 1), the three nearest to 0 are 2, 10,
# 11, which vote for 1, wrong. The same for 1: accuracy 0. Fold 1 goes wrong in the same way. Fold 2: training on 0,
# 1, 10, 11, the three nearest to 2 are 1, 0, 10, right, and those to 12 are 11, 10, 1, right: accuracy 1. Together:
# `{3: [0.0, 0.0, 1.0]}`.

# %% [markdown]
# ### Exercise: cross-validate
#
# So that a slip above costs you nothing here, use the given function `knn_accuracy(X_train, y_train, X_val, y_val,
# k, distance)`. It trains on the first two arguments, labels the rows of the third, and returns the share that is
# right.


# %% answer="cross-validate"
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    """Accuracy of every k on every fold; each example is in the validation part exactly once.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows, already in random order: do not shuffle them again.
    y : ndarray of shape (N,)
        Their labels.
    k_choices : list of int
        The numbers of neighbours to try.
    num_folds : int
        Number of folds, from 2 to N. The rows of fold i are the i-th part of
        ``np.array_split(np.arange(N), num_folds)``, so that sizes differ by at most 1.
    distance : str
        "l2" or "l1", to be passed on to `knn_accuracy`.

    Returns
    -------
    dict of int to list of float
        For each k of `k_choices` the list [accuracy on fold 0, accuracy on fold 1, ...]. The accuracy on a
        fold is what the given `knn_accuracy(X_train, y_train, X_val, y_val, k, distance)` returns, not rounded,
        with the fold for validation and all other rows, in their order, for training.
    """
    # BEGIN SOLUTION
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies
    # END SOLUTION


# %% check="cross-validate" points=10
points_on_a_line = np.array([[0.0], [1.0], [10.0], [11.0], [2.0], [12.0], [3.0]])
sides = np.array([0, 0, 1, 1, 0, 1, 0])
plane = np.array([[0.0, 0.0], [3.0, 3.0], [0.0, 5.0], [9.0, 9.0], [7.0, 5.5]])
cases = [
    (points_on_a_line[:6], sides[:6], [1, 2], 3),  # folds {0, 1}, {2, 3}, {4, 5}
    (points_on_a_line, -7 * sides, [4, 1, 3], 3),  # folds {0, 1, 2}, {3, 4}, {5, 6}
    (plane, np.array([4, 4, 9, 9, 9]), [1, 2], 5, "l1"),
    (plane, np.array([4, 4, 9, 9, 9]), [1, 2], 5),  # (0, 0) has another nearest neighbour by L2 than by L1
]
wanted = [
    {1: [1, 1, 1], 2: [1, 0, 1]},
    {4: [1 / 3, 1, 1], 1: [1, 1, 1], 3: [1, 1, 1]},
    {1: [0, 0, 0, 1, 1], 2: [1, 1, 0, 0, 0]},
    {1: [1, 0, 0, 1, 1], 2: [1, 1, 0, 0, 0]},
]
check.returns(cross_validate, cases, wanted, exercise="cross-validate")
# BEGIN HIDDEN TESTS
from pixgrad.models import knn

rng = check.rng("cross-validate")


def fresh_case(num, dim, ks, num_folds, metric):
    return rng.normal(size=(num, dim)), rng.choice([-4, 2, 11], size=num), ks, num_folds, metric


fresh = [
    fresh_case(23, 3, [1, 5], 4, "l2"),
    fresh_case(31, 6, [7, 1, 2], 3, "l1"),
    fresh_case(6, 2, [2], 6, "l2"),
]
wanted = [knn.cross_validate(X, y, ks, folds, metric=metric) for X, y, ks, folds, metric in fresh]
check.returns(cross_validate, fresh, wanted, exercise="cross-validate")
# END HIDDEN TESTS

# %% [markdown] hint="cross-validate"
# - If a fold is given by its indices, which indices are left for training? `np.delete` takes entries out; a mask
#   can do it too.
# - There are two loops, over folds and over k. The list of each k has to outlive the loop over the folds.
# - Pass everything on, `distance` too.

# %% [markdown]
# ### Exercise: choose k


# %% answer="choose-k"
def choose_k(accuracies):
    """The k with the best mean accuracy.

    Parameters
    ----------
    accuracies : dict of int to list of float
        ``{k: [accuracy on each fold]}``, with the k in any order.

    Returns
    -------
    int
        The k whose mean accuracy, not rounded, is the highest; of several equally good ones, the smallest.
    """
    # BEGIN SOLUTION
    return min(accuracies, key=lambda k: (-np.mean(accuracies[k]), k))
    # END SOLUTION


# %% check="choose-k" points=5
cases = [
    ({1: [0.25, 0.5], 3: [0.5, 0.75], 5: [0.5, 0.25]},),
    ({8: [0.5, 0.5], 5: [0.25, 0.75], 20: [0.75, 0.25], 1: [0.0, 0.5]},),  # three means of 0.5
    ({1: [0.5, 0.5, 0.5, 0.5], 4: [1.0, 0.25, 0.25, 0.25]},),  # one lucky fold
    ({10: [0.25], 2: [0.125]},),
    ({7: [0.5, 0.25]},),
    ({3: [0.0, 0.0], 2: [0.0, 0.0]},),  # nothing right at all
    ({2: [0.501, 0.5], 150: [0.5, 0.502]},),  # 0.5005 and 0.501
    ({1: [0.5, 0.0, 0.5], 4: [0.375, 0.375, 0.375]},),  # one unlucky fold
    ({1: [0.5, 0.5, 0.125], 2: [0.125, 0.25, 0.5]},),
    ({1: [0.875, 0.125, 0.25], 2: [0.75, 0.75, 0.0]},),
    ({1: [0.5, 0.25], 2: [0.5, 0.75]},),
    ({2: [0.5001, 0.5], 150: [0.5, 0.5004]},),  # 0.50005 and 0.5002
    ({k: [0.25, 0.75] for k in (12, 30, 5, 10, 9)},),  # the same mean throughout
    ({1: [0.5, 0.5], 3: [0.5, 0.46]},),  # 0.5 and 0.48
]
check.returns(choose_k, cases, [3, 5, 1, 10, 7, 2, 150, 4, 1, 2, 2, 150, 5, 1], exercise="choose-k")
# BEGIN HIDDEN TESTS
rng = check.rng("choose-k")
fresh = [
    ({int(k): [float(a) for a in rng.integers(2, 7, size=4) / 8] for k in rng.permutation(30)[:num] + 1},)
    for num in [1, 2, 3, 5, 8, 12, 20]
]
wanted = [min(k for k in curve if sum(curve[k]) == max(map(sum, curve.values()))) for (curve,) in fresh]
check.returns(choose_k, fresh, wanted, exercise="choose-k")
# END HIDDEN TESTS

# %% [markdown] hint="choose-k"
# - Compare means over the folds, not single folds: one fold can be lucky.
# - If you go through the k in ascending order and replace the best only by a *better* one, ties take care of
#   themselves.

# %% [markdown]
# ### Accuracy over k
#
# The given function `knn_curves` cross-validates both distances, here on 1000 images.
#
# **Predict.** How much will the best k gain over the worst? And which of L1 and L2 will be ahead?

# %% tags=["explore"]
many = 1000
curves_of_many = knn_curves(dataset.X_train[:many], dataset.y_train[:many], [1, 3, 5, 8, 12, 20, 50, 100])
for name, curve in curves_of_many.items():
    print(f"{name}: best k = {choose_k(curve)}")
plots.images.accuracy_over_k({"L1": curves_of_many["l1"], "L2": curves_of_many["l2"]}, chance=0.1)

# %% [markdown]
# **What you should see.** Small dots are single folds, bars their standard deviation, rings the best mean. Every
# choice is at least twice as good as guessing. The best k of each curve lies about 5 points above its worst, and the
# bars reach some 3 points up and down: those of many good and less good k overlap, and so do those of L1 and L2. So
# the "best" k is best partly by luck. No choice of k or of distance repairs a distance that looks at backgrounds.

# %% claim="the-bars-overlap"
for name, curve in curves_of_many.items():
    means = {k: 100 * float(np.mean(folds)) for k, folds in curve.items()}
    reach = np.mean([100 * np.std(curve[k]) for k in curve])
    print(f"{name}: { ({k: round(v, 1) for k, v in means.items()}) }, bars reach {reach:.1f}")
    assert min(means.values()) > 20  # twice as good as guessing
    if DATA == "shapes":
        assert abs(reach - 3) < 1  # some 3 points up and down
        assert 4 < max(means.values()) - min(means.values()) < 6  # about 5 points
for k in curves_of_many["l1"] if DATA == "shapes" else ():
    apart_by = abs(np.mean(curves_of_many["l1"][k]) - np.mean(curves_of_many["l2"][k]))
    assert apart_by < np.std(curves_of_many["l1"][k]) + np.std(curves_of_many["l2"][k]), k

# %% [markdown]
# ## The test set, once
#
# The test set of this course is sealed: it counts how often it is opened. Below, `curves` holds cross-validated
# accuracies on our 400 images, `curves["l1"][3]` being the list of eight, one for each fold, for L1 and k = 3.
# `open_test_set()` returns 300 test images and their labels.

# %%
k_choices = [1, 2, 3, 6, 8, 15, 50, 100]
curves = knn_curves(images, labels, k_choices, num_folds=8)


@cache  # so that running a cell twice does not open the test set twice
def open_test_set():
    """Open the sealed test set; return its first num_test images and labels."""
    test_images, test_labels = dataset.test.open()
    return test_images[:num_test], test_labels[:num_test]


# %% [markdown]
# ### Exercise: report the test accuracy
#
# Among all pairs in `curves`, find the distance and the k with the best *mean* accuracy. Set
#
# - `best_distance` to `"l1"` or `"l2"`,
# - `best_k` to the k,
# - `test_accuracy` to the accuracy, from 0 to 1, of this one pair: trained on all of `images` and `labels`,
#   measured on what `open_test_set()` returns, not rounded. The given `knn_accuracy` takes images as well as rows.
#
# The check here only reads the three; marking judges them. If you get them by functions of your own, such as
# `choose_k`, a slip in those counts here too.

# %% answer="test-accuracy"
best_distance = best_k = test_accuracy = None
# BEGIN SOLUTION
options = [(name, number) for name in curves for number in curves[name]]
best_distance, best_k = max(options, key=lambda option: np.mean(curves[option[0]][option[1]]))
images_test, labels_test = open_test_set()
test_accuracy = knn_accuracy(images, labels, images_test, labels_test, best_k, best_distance)
# END SOLUTION

# %% check="test-accuracy" points=5
check.number(best_k, name="best_k", exercise="test-accuracy")
check.number(test_accuracy, name="test_accuracy", exercise="test-accuracy")
# BEGIN HIDDEN TESTS
from pixgrad.given import helpers

pairs = [(distance, k) for distance in ("l1", "l2") for k in k_choices]
means = {pair: float(np.mean(curves[pair[0]][pair[1]])) for pair in pairs}
best = max(pairs, key=means.get)
chosen = means.get((str(best_distance), int(best_k)), 0.0)
check.close(
    chosen,
    means[best],
    name="the mean accuracy of (best_distance, best_k) in curves",
    exercise="test-accuracy",
    mix_ups={"worst-choice": min(means.values()), "other-pair": chosen},
)
test_set = open_test_set()


def on_test(distance, k):
    """Accuracy of a pair on the test images."""
    return helpers.knn_accuracy(images, labels, *test_set, k, distance)


reported = on_test(*best)
places = len(str(float(np.ravel(test_accuracy)[0])).partition(".")[2])
mix_ups = {
    "validation-accuracy": means[best],
    "in-percent": 100 * reported,
    "share-of-errors": 1 - reported,
    "rounded": round(reported, places),
    "default-distance": lambda: on_test("l2", best[1]),
    "nearest-only": lambda: on_test(best[0], 1),
    "on-training-images": lambda: helpers.knn_accuracy(images, labels, images, labels, best[1], best[0]),
    "test-and-training-exchanged": lambda: helpers.knn_accuracy(*test_set, images, labels, best[1], best[0]),
    "trained-on-all": lambda: helpers.knn_accuracy(
        dataset.X_train, dataset.y_train, *test_set, best[1], best[0]
    ),
}
check.close(test_accuracy, reported, name="test_accuracy", exercise="test-accuracy", mix_ups=mix_ups)
# END HIDDEN TESTS

# %% [markdown] hint="test-accuracy"
# - There are 2 x 8 = 16 means to compare. What must you remember while you walk through them?
# - Then call `open_test_set()` once, and `knn_accuracy` once, with both of your choices.

# %% tags=["explore"]
spread = np.sqrt(test_accuracy * (1 - test_accuracy) / num_test)
print(
    f"{best_distance}, k = {best_k}: mean accuracy {np.mean(curves[best_distance][best_k]):.1%} in cross-validation"
)
print(f"on {num_test} test images: {test_accuracy:.1%}, give or take {spread:.1%}")

# %% [markdown]
# **What you should see.** Two similar numbers. With $n$ test images, an accuracy $p$ has a standard error of
# $\sqrt{p (1 - p) / n}$: here about 2.5 points. A difference smaller than that means nothing, and this is the
# number to report whether you like it or not.
#
# Would more training images help? You may ask that as often as you like, on validation images.
#
# **Predict.** With forty times as many training images, will the accuracy double?

# %% claim="test-accuracy-is-near-validation"
error = 100 * np.sqrt(test_accuracy * (1 - test_accuracy) / num_test)
assert 2.25 < error < 2.75  # "about 2.5 points"
gap = 100 * abs(test_accuracy - np.mean(curves[best_distance][best_k]))
assert gap < 1.5 * error  # "two similar numbers"
print(f"standard error {error:.2f} points, gap {gap:.2f} points")

# %% tags=["explore"]
validation_images, validation_labels = dataset.X_train[-300:], dataset.y_train[-300:]
for count in (100, 400, 1600, 4000):
    dists = compute_distances_no_loops(
        images_to_rows(validation_images), images_to_rows(dataset.X_train[:count])
    )
    predicted = predict_labels(dists, dataset.y_train[:count], 8)
    print(
        f"{count:5d} training images: {np.mean(predicted == validation_labels):.1%} of 300 validation images right"
    )

# %% [markdown]
# **What you should see.** More images do help, but slowly: forty times as many, and forty times the work for each
# prediction, do not even double the accuracy.

# %% claim="more-images-help-slowly"
shares = []
for count in (100, 4000):
    near = compute_distances_no_loops(
        images_to_rows(validation_images), images_to_rows(dataset.X_train[:count])
    )
    shares.append(np.mean(predict_labels(near, dataset.y_train[:count], 8) == validation_labels))
print([f"{share:.1%}" for share in shares])
assert 1.1 * shares[0] < shares[1] < 2 * shares[0]

# %% [markdown]
# ### Question: why open it only once?
#
# Which statements hold?
#
# - **a.** If k is chosen by its accuracy on the test images, that accuracy is too optimistic for new images.
# - **b.** Opening the test set twice changes its labels.
# - **c.** Predicting the test images makes the classifier learn them by heart.
# - **d.** The more settings are compared on the test images, the larger the part of luck in the best result.
# - **e.** The validation accuracy of the winning setting is an unbiased estimate of its accuracy on new images.

# %% answer="concept-sealed-test"
sealed_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
sealed_answer = "ad"
# END SOLUTION

# %% check="concept-sealed-test" points=1
check.choice(sealed_answer, "abcde", name="sealed_answer", exercise="concept-sealed-test")
# BEGIN HIDDEN TESTS
check.choice(
    sealed_answer,
    "abcde",
    "ad",
    name="sealed_answer",
    exercise="concept-sealed-test",
    reasons={
        "a": (
            "the k that does best on these images is also the one that was luckiest on them, and on "
            "new images the luck does not come again."
        ),
        "b": (
            "the labels stay what they are. What changes is you: you have seen a result, and may "
            "choose by it."
        ),
        "c": (
            "predicting stores nothing: the classifier keeps its training images and no others. The "
            "test set leaks in through your choices."
        ),
        "d": (
            "each accuracy is part truth and part chance, and the best of many is the best by its "
            "chance as well, the more so the more there are."
        ),
        "e": (
            "it was picked for being the highest of several, so some chance is in it and it is a "
            "little too high. That is why a test set is kept aside."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-sealed-test"
# Think of twenty people who each guess a hundred coin tosses. The best of them is right more often than not. What
# will happen at the next hundred? And does it matter for this whether the tosses were called "test" or
# "validation"?

# %% [markdown]
# ## What you take along
#
# - Many pairwise computations become one matrix product once the square is multiplied out; watch the shapes, and
#   watch what rounding does to numbers that should cancel.
# - The nearest-neighbour classifier is free to train and expensive to use, and distances between pixels see
#   backgrounds and brightness rather than objects.
#
# The next notebook turns this round: a *linear classifier* spends its time on training, keeps one template per
# class instead of all the images, and classifies by one matrix product.
