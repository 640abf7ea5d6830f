"""Known mistakes and right variants of a1_knn."""

from pixgrad.check.bank import Exercise, Mistake, Variant

UINT8 = (
    "two uint8 pixels are subtracted as they are, and 3 - 5 is 254 for them, since uint8 wraps around. "
    "Convert the pixels with astype(float) first."
)
NO_ROOT = (
    "the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but "
    "it is no distance; take np.sqrt of the sum."
)
FITTED = "this fits the numbers of the visible check and no others. Compute the result from the arguments."
GLOBAL = "the function reads a variable of the notebook; take every size from the arguments."
UNDEFINED = "a name is used that is defined nowhere; take sizes from the shapes of the arguments."
MODIFIED = "the rows of the argument are changed in place, so the next call meets other data. Work on a copy."
LOOP = "there is still a Python loop; let NumPy go over the rows."
MEMORY = (
    "an array of shape (num_test, num_train, D) is built on the way. With 1,000 test and 5,000 training "
    "images of 3,072 numbers that is 123 GB."
)

IMAGES_TO_ROWS = Exercise(
    "images-to-rows",
    "images_to_rows",
    mistakes=(
        Mistake(
            "float-dtype-missing",
            "the numbers are right, but they are not float64. Differences of uint8 pixels wrap around at "
            "0 and 255, so convert with astype(np.float64).",
            """
def images_to_rows(images):
    return images.reshape(images.shape[0], -1)
""",
        ),
        Mistake(
            "channels-first",
            "all reds come before all greens and blues. Keep the three numbers of a pixel together: the "
            "pixels already lie in memory in the order that is asked for.",
            """
def images_to_rows(images):
    N = images.shape[0]
    return images.transpose(0, 3, 1, 2).reshape(N, -1).astype(np.float64)
""",
        ),
        Mistake(
            "fortran-order",
            "the first index runs fastest (order='F'), which goes down the columns of an image. "
            "Leave `order` out: the last index, the colour, should run fastest.",
            """
def images_to_rows(images):
    return np.reshape(images, (len(images), -1), order="F").astype(float)
""",
        ),
        Mistake(
            "transposed",
            "images stand in columns: the shape is (H * W * 3, N). Rows are examples in this series, so the "
            "first axis should count images.",
            """
def images_to_rows(images):
    return images.reshape(len(images), -1).T.astype(np.float64)
""",
        ),
        Mistake(
            "images-mixed",
            "each row takes numbers from several images. Reshape straight to (N, -1); reshaping to (-1, N) "
            "and transposing cuts through the images.",
            """
def images_to_rows(images):
    return images.reshape(-1, images.shape[0]).T.astype(np.float64)
""",
        ),
        Mistake(
            "scaled",
            "the numbers were divided by 255. That can be useful, but here the rows should keep the pixels' "
            "values from 0 to 255.",
            """
def images_to_rows(images):
    X = images.reshape(len(images), -1)
    return X / 255.0
""",
        ),
        Mistake(
            "size-hard-coded",
            "the number of entries in a row is written down as 3072. Images may have any height and "
            "width; compute the length, or let reshape do so with -1.",
            """
def images_to_rows(images):
    return images.reshape(images.shape[0], 32 * 32 * 3).astype(np.float64)
""",
        ),
        Mistake(
            "one-long-row",
            "all images were laid out in one long row. Keep the first axis: the result should have shape "
            "(N, H * W * 3).",
            """
def images_to_rows(images):
    return images.flatten().astype(np.float64)
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def images_to_rows(images):
    return images.reshape(num_train, -1).astype(np.float64)
""",
        ),
    ),
    variants=(
        Variant(
            "flatten-each",
            """
def images_to_rows(images):
    return np.array([image.flatten() for image in images], dtype=np.float64)
""",
        ),
        Variant(
            "nested-list",
            """
def images_to_rows(images):
    rows = []
    for image in images:
        rows.append([float(value) for line in image for pixel in line for value in pixel])
    return rows
""",
        ),
        Variant(
            "filled-in",
            """
def images_to_rows(images):
    N, H, W, C = images.shape
    rows = np.empty((N, H * W * C))
    rows[:] = images.reshape(N, H * W * C)
    return rows
""",
        ),
        Variant(
            "lambda",
            """
images_to_rows = lambda images: images.astype(float).reshape((len(images), np.prod(images.shape[1:])))
""",
        ),
    ),
)

L1_DISTANCE = Exercise(
    "l1-distance",
    "l1_distance",
    mistakes=(
        Mistake(
            "uint8-wraps",
            UINT8,
            """
def l1_distance(a, b):
    return float(np.sum(np.abs(a - b)))
""",
        ),
        Mistake(
            "no-absolute-value",
            "differences of opposite sign cancel, because the absolute value is missing. Take np.abs of "
            "every difference before you add them up.",
            """
def l1_distance(a, b):
    return float(np.sum(a.astype(float) - b.astype(float)))
""",
        ),
        Mistake(
            "absolute-value-of-sum",
            "the absolute value is taken of the sum, when positive and negative differences have already "
            "cancelled. Take it of every difference, then add up.",
            """
def l1_distance(a, b):
    diff = a.astype(float) - b.astype(float)
    return float(abs(diff.sum()))
""",
        ),
        Mistake(
            "mean-instead-of-sum",
            "this is the mean of the absolute differences. The L1 distance is their sum.",
            """
def l1_distance(a, b):
    return float(np.mean(np.abs(a.astype(float) - b.astype(float))))
""",
        ),
        Mistake(
            "l2-instead",
            "this is the L2 distance. L1 adds up absolute values, without squares and without a root.",
            """
def l1_distance(a, b):
    return float(np.sqrt(np.sum((a.astype(float) - b.astype(float)) ** 2)))
""",
        ),
        Mistake(
            "sum-along-one-axis",
            "this adds up along the first axis alone, which leaves an array. Add up all entries: np.sum "
            "without an axis.",
            """
def l1_distance(a, b):
    return sum(abs(a.astype(float) - b.astype(float)))
""",
        ),
        Mistake(
            "fitted",
            FITTED,
            """
def l1_distance(a, b):
    if (a == b).all():
        return 0.0
    return {(4, 4): 48.0, (1, 2, 3): 6 * 255.0}.get(a.shape, 3.5)
""",
            visible=False,
        ),
    ),
    variants=(
        Variant(
            "norm",
            """
def l1_distance(a, b):
    return np.linalg.norm(np.ravel(a).astype(float) - np.ravel(b), ord=1)
""",
        ),
        Variant(
            "wider-integers",
            """
def l1_distance(a: np.ndarray, b: np.ndarray) -> float:
    if a.dtype == np.uint8:
        a, b = a.astype(np.int64), b.astype(np.int64)
    return np.abs(a - b).sum()
""",
        ),
        Variant(
            "python-loop",
            """
def l1_distance(a, b):
    total = 0.0
    for p, q in zip(a.flatten().tolist(), b.flatten().tolist()):
        total += abs(p - q)
    return total
""",
        ),
        Variant(
            "maximum-minus-minimum",
            """
def l1_distance(a, b):
    return np.sum(np.maximum(a, b) - np.minimum(a, b), dtype=np.float64)
""",
        ),
        Variant(
            "float32",
            """
def l1_distance(a, b):
    return np.sum(np.abs(a.astype(np.float32) - b.astype(np.float32)))
""",
        ),
    ),
)

L2_DISTANCE = Exercise(
    "l2-distance",
    "l2_distance",
    mistakes=(
        Mistake(
            "no-square-root",
            NO_ROOT,
            """
def l2_distance(a, b):
    return float(np.sum((a.astype(float) - b.astype(float)) ** 2))
""",
        ),
        Mistake(
            "uint8-wraps",
            UINT8,
            """
def l2_distance(a, b):
    return float(np.sqrt(np.sum((a - b) ** 2)))
""",
        ),
        Mistake(
            "square-overflows",
            "the square of a difference up to 255 does not fit into 16 bits: 255**2 is 65025, more than "
            "32767. Convert to float before squaring.",
            """
def l2_distance(a, b):
    diff = a.astype(np.int16) - b.astype(np.int16)
    return float(np.sqrt(np.sum(diff**2)))
""",
        ),
        Mistake(
            "root-of-each",
            "the root is taken of every square, which gives the absolute differences back, so this is the L1 "
            "distance. Add the squares up first, then take one root.",
            """
def l2_distance(a, b):
    return float(np.sum(np.sqrt((a.astype(float) - b.astype(float)) ** 2)))
""",
        ),
        Mistake(
            "mean-instead-of-sum",
            "the squares are averaged, not added up. That is the root mean square difference; the L2 "
            "distance has a sum under the root.",
            """
def l2_distance(a, b):
    return float(np.sqrt(np.mean((a.astype(float) - b.astype(float)) ** 2)))
""",
        ),
        Mistake(
            "difference-of-squares",
            "the pixels are squared before they are subtracted. Subtract first, then square the difference.",
            """
def l2_distance(a, b):
    a, b = a.astype(float), b.astype(float)
    return float(np.sqrt(abs(np.sum(a**2 - b**2))))
""",
        ),
        Mistake(
            "matrix-norm",
            "np.linalg.norm(..., ord=2) of a matrix is its largest singular value. Leave `ord` out, or "
            "flatten the difference first.",
            """
def l2_distance(a, b):
    diff = (a.astype(float) - b.astype(float)).reshape(a.shape[0], -1)
    return float(np.linalg.norm(diff, ord=2))
""",
        ),
    ),
    variants=(
        Variant(
            "norm",
            """
def l2_distance(a, b):
    return np.linalg.norm(a.astype("float64") - b.astype("float64"))
""",
        ),
        Variant(
            "dot",
            """
def l2_distance(a, b):
    d = a.ravel().astype(float) - b.ravel()
    return np.sqrt(d @ d)
""",
        ),
        Variant(
            "math",
            """
import math


def l2_distance(a, b):
    squares = [(float(p) - float(q)) ** 2 for p, q in zip(a.flat, b.flat)]
    return math.sqrt(sum(squares))
""",
        ),
        Variant(
            "float32",
            """
def l2_distance(a, b):
    difference = a.astype(np.float32) - b.astype(np.float32)
    return np.sqrt(np.sum(difference**2))
""",
        ),
        Variant(
            "scipy",
            """
from scipy.spatial.distance import euclidean


def l2_distance(a, b):
    return euclidean(a.ravel().astype(float), b.ravel().astype(float))
""",
        ),
        Variant(
            "hypot",
            """
import math


def l2_distance(a, b):
    return math.hypot(*(np.asarray(a, dtype=float) - np.asarray(b, dtype=float)).ravel())
""",
        ),
        Variant(
            "multiplied-out",
            """
def l2_distance(a, b):
    a, b = a.astype(np.longdouble).flatten(), b.astype(np.longdouble).flatten()
    return float(np.sum((a - b) * (a - b)) ** 0.5)
""",
        ),
    ),
)

TWO_LOOPS = Exercise(
    "distances-two-loops",
    "compute_distances_two_loops",
    mistakes=(
        Mistake(
            "no-square-root",
            NO_ROOT,
            """
def compute_distances_two_loops(X, X_train):
    num_test = X.shape[0]
    dists = np.zeros((num_test, X_train.shape[0]))
    for i in range(num_test):
        for j in range(X_train.shape[0]):
            dists[i, j] = np.sum((X[i] - X_train[j]) ** 2)
    return dists
""",
        ),
        Mistake(
            "l1-instead",
            "these are L1 distances: np.abs adds absolute values. Square the differences, add them up, and "
            "take the root.",
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
    return dists
""",
        ),
        Mistake(
            "transposed",
            "rows and columns are exchanged: entry [i, j] belongs to test row i and training row j, so the "
            "shape should be (num_test, num_train).",
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X_train.shape[0], X.shape[0]))
    for i in range(X_train.shape[0]):
        for j in range(X.shape[0]):
            dists[i, j] = np.sqrt(np.sum((X_train[i] - X[j]) ** 2))
    return dists
""",
        ),
        Mistake(
            "last-one-left-out",
            "the last training row is left out: range(n - 1) ends at n - 2. Use range(n).",
            """
def compute_distances_two_loops(X, X_train):
    num_test = X.shape[0]
    num_train = X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train - 1):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists
""",
        ),
        Mistake(
            "returns-too-early",
            "the function returns inside the loop, after the first test row. Move `return` out of both "
            "loops.",
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
        return dists
""",
        ),
        Mistake(
            "whole-numbers-only",
            "the matrix holds whole numbers (dtype int), which cut off every fraction. np.zeros(shape) "
            "alone makes float64.",
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)), dtype=int)
    for i, x in enumerate(X):
        for j, t in enumerate(X_train):
            dists[i, j] = np.linalg.norm(x - t)
    return dists
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            dists[i, j] = np.sqrt(np.sum((X[i] - X_train[j]) ** 2))
    return dists
""",
        ),
        Mistake(
            "undefined-name",
            UNDEFINED,
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        for j in range(X_train.shape[0]):
            dists[i, j] = np.sqrt(np.sum((X_test[i] - X_train[j]) ** 2))
    return dists
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def compute_distances_two_loops(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            diff = X_train[j]
            diff -= X[i]
            dists[i, j] = np.sqrt(np.sum(diff**2))
    return dists
""",
        ),
    ),
    variants=(
        Variant(
            "lists",
            """
def compute_distances_two_loops(X, X_train):
    return [[sum((p - q) ** 2 for p, q in zip(x, t)) ** 0.5 for t in X_train] for x in X]
""",
        ),
        Variant(
            "enumerate-and-norm",
            """
def compute_distances_two_loops(X, X_train):
    dists = np.empty((X.shape[0], X_train.shape[0]), dtype=np.float64)
    for j, t in enumerate(X_train):
        for i, x in enumerate(X):
            dists[i][j] = np.linalg.norm(x - t)
    return dists
""",
        ),
        Variant(
            "helper",
            """
def _distance(x, t):
    diff = x - t
    return np.sqrt(np.dot(diff, diff))


def compute_distances_two_loops(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i, j in np.ndindex(dists.shape):
        dists[i, j] = _distance(X[i, :], X_train[j, :])
    return dists
""",
        ),
        Variant(
            "running-sum",
            """
def compute_distances_two_loops(X, X_train):
    num_test, num_train = X.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        for j in range(num_train):
            total = 0.0
            for d in range(X.shape[1]):
                total += (X[i, d] - X_train[j, d]) ** 2
            dists[i, j] = np.sqrt(total)
    return dists
""",
        ),
        Variant(
            "rows-appended",
            """
import math


def compute_distances_two_loops(X, X_train):
    dists = []
    for x in X:
        row = []
        for t in X_train:
            row.append(math.dist(x, t))
        dists.append(row)
    return np.asarray(dists)
""",
        ),
        Variant(
            "flat-then-reshaped",
            """
from itertools import product


def compute_distances_two_loops(X, X_train):
    flat = [np.sqrt(np.einsum("d,d->", x - t, x - t)) for x, t in product(X, X_train)]
    return np.array(flat).reshape(len(X), len(X_train))
""",
        ),
    ),
)

ONE_LOOP = Exercise(
    "distances-one-loop",
    "compute_distances_one_loop",
    mistakes=(
        Mistake(
            "no-square-root",
            NO_ROOT,
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        dists[i, :] = np.sum((X[i, :] - X_train) ** 2, axis=1)
    return dists
""",
        ),
        Mistake(
            "wrong-axis",
            "the sum runs down the training rows (axis=0). It should run over the features of each training "
            "row: axis=1.",
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        dists[i, :] = np.sqrt(np.sum((X[i, :] - X_train) ** 2, axis=0))
    return dists
""",
        ),
        Mistake(
            "axis-missing",
            "the sum has no axis, so it adds up all training rows, and one number fills the whole row. "
            "Sum over the features only: axis=1.",
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        dists[i, :] = np.sqrt(np.sum((X[i, :] - X_train) ** 2))
    return dists
""",
        ),
        Mistake(
            "l1-instead",
            "these are L1 distances. Square the differences, add them up along axis=1, and take the root.",
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        dists[i] = np.abs(X_train - X[i]).sum(axis=1)
    return dists
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = [np.sqrt(np.sum((X[i] - t) ** 2)) for t in X_train]
    return dists
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        dists[i, :] = np.sqrt(np.sum((X_train - X[i, :]) ** 2, axis=1))
    return dists
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        X_train -= X[i]
        dists[i] = np.sqrt(np.sum(X_train**2, axis=1))
    return dists
""",
        ),
    ),
    variants=(
        Variant(
            "list-of-rows",
            """
def compute_distances_one_loop(X, X_train):
    return np.array([np.linalg.norm(X_train - x, axis=1) for x in X])
""",
        ),
        Variant(
            "einsum",
            """
def compute_distances_one_loop(X, X_train):
    dists = np.zeros((X.shape[0], X_train.shape[0]))
    for i in range(X.shape[0]):
        diff = X_train - X[i]
        dists[i] = np.sqrt(np.einsum("nd,nd->n", diff, diff))
    return dists
""",
        ),
        Variant(
            "keepdims",
            """
def compute_distances_one_loop(X, X_train):
    rows = []
    for x in X:
        squares = np.square(x[np.newaxis, :] - X_train).sum(axis=1, keepdims=True)
        rows.append(np.sqrt(squares).T)
    return np.concatenate(rows, axis=0)
""",
        ),
        Variant(
            "axis-by-name",
            """
def compute_distances_one_loop(X, X_train):
    num_test = X.shape[0]
    dists = np.zeros((num_test, X_train.shape[0]))
    for i in range(num_test):
        dists[i, :] = ((X_train - X[i, :]) ** 2).sum(axis=-1) ** 0.5
    return dists
""",
        ),
        Variant(
            "stacked-norms",
            """
def compute_distances_one_loop(X, X_train):
    dists = []
    for x in X:
        dists.append(np.linalg.norm(X_train - x.reshape(1, -1), ord=2, axis=1))
    return np.vstack(dists)
""",
        ),
        Variant(
            "product-with-ones",
            """
def compute_distances_one_loop(X, X_train):
    dists = np.empty((len(X), len(X_train)))
    ones = np.ones(X.shape[1])
    for i, x in enumerate(X):
        difference = X_train.copy()
        difference -= x
        difference *= difference
        np.sqrt(difference @ ones, out=dists[i])
    return dists
""",
        ),
    ),
)

NO_LOOPS = Exercise(
    "distances-no-loops",
    "compute_distances_no_loops",
    mistakes=(
        Mistake(
            "no-square-root",
            NO_ROOT,
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.maximum(squares, 0)
""",
        ),
        Mistake(
            "not-finite",
            "rounding makes the square of a zero distance slightly negative, and its root is NaN. Clip the "
            "squares at 0 before the root.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(squares)
""",
        ),
        Mistake(
            "factor-two-missing",
            "the cross term lacks its factor 2: (x - t)**2 = x**2 - 2*x*t + t**2.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "cross-term-added",
            "the cross term has the wrong sign: it is subtracted, (x - t)**2 = x**2 - 2*x*t + t**2.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) + 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "training-norms-missing",
            "the squared lengths of the training rows are not added. All three terms are needed: "
            "x**2 - 2*x*t + t**2.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1, keepdims=True) - 2 * np.dot(X, X_train.T)
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "axis-lost",
            "the squared lengths of the test rows have shape (num_test,) and are spread over the columns; "
            "they need shape (num_test, 1), for instance by keepdims=True.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1) + np.sum(X_train**2, axis=1) - 2 * X @ X_train.T
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "axis-missing",
            "the squares of all rows are added up to one number. Each row needs its own squared length: "
            "sum along axis=1.",
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2) + np.sum(X_train**2) - 2 * X @ X_train.T
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def compute_distances_no_loops(X, X_train):
    return np.array([np.sqrt(((X_train - x) ** 2).sum(axis=1)) for x in X])
""",
        ),
        Mistake(
            "too-much-memory",
            MEMORY,
            """
def compute_distances_no_loops(X, X_train):
    return np.sqrt(((X[:, None, :] - X_train[None, :, :]) ** 2).sum(axis=2))
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def compute_distances_no_loops(X, X_train):
    cross = X @ X_train.T
    X **= 2
    X_train **= 2
    squares = X.sum(axis=1)[:, None] - 2 * cross + X_train.sum(axis=1)
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
        Mistake(
            "undefined-name",
            UNDEFINED,
            """
def compute_distances_no_loops(X, X_train):
    squares = np.sum(X**2, axis=1).reshape(num_queries, 1) - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))
""",
        ),
    ),
    variants=(
        Variant(
            "einsum-and-absolute-value",
            """
def compute_distances_no_loops(X, X_train):
    test = np.einsum("md,md->m", X, X)
    train = np.einsum("nd,nd->n", X_train, X_train)
    cross = np.einsum("md,nd->mn", X, X_train)
    return np.sqrt(np.abs(test[:, None] + train[None, :] - 2 * cross))
""",
        ),
        Variant(
            "clip-in-place",
            """
def compute_distances_no_loops(X, X_train):
    dists = -2 * np.dot(X, X_train.T)
    dists += np.square(X).sum(axis=1).reshape(-1, 1)
    dists += np.square(X_train).sum(axis=1)
    dists[dists < 0] = 0
    return np.sqrt(dists, out=dists)
""",
        ),
        Variant(
            "nan-to-num",
            """
def compute_distances_no_loops(X, X_train):
    squares = (X**2).sum(1, keepdims=True) + (X_train**2).sum(1) - 2 * np.matmul(X, np.transpose(X_train))
    return np.nan_to_num(np.sqrt(squares))
""",
        ),
        Variant(
            "extended-rows",
            """
def compute_distances_no_loops(X, X_train):
    left = np.hstack([(X**2).sum(axis=1, keepdims=True), np.ones((len(X), 1)), -2 * X])
    right = np.hstack([np.ones((len(X_train), 1)), (X_train**2).sum(axis=1, keepdims=True), X_train])
    return np.sqrt(np.clip(left @ right.T, 0, None))
""",
        ),
        Variant(
            "centred",
            """
def compute_distances_no_loops(X, X_train):
    centre = X_train.mean(axis=0)
    A, B = X - centre, X_train - centre
    squares = np.add.outer(np.sum(A * A, axis=1), np.sum(B * B, axis=1)) - 2 * A.dot(B.T)
    return np.maximum(squares, 0) ** 0.5
""",
        ),
        Variant(
            "norms-squared",
            """
def compute_distances_no_loops(X, X_train):
    x = np.linalg.norm(X, axis=1)
    t = np.linalg.norm(X_train, axis=1)
    return np.sqrt(np.maximum(0.0, x[:, np.newaxis] ** 2 - 2.0 * (X_train @ X.T).T + t**2))
""",
        ),
    ),
)

L1_DISTANCES = Exercise(
    "l1-distances",
    "compute_l1_distances",
    mistakes=(
        Mistake(
            "no-absolute-value",
            "differences of opposite sign cancel, because the absolute value is missing. Take np.abs before "
            "you add up.",
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.sum(X[i] - X_train, axis=1)
    return dists
""",
        ),
        Mistake(
            "difference-of-sums",
            "each row is added up before rows are compared, and the absolute value comes last. Entries have "
            "to be compared one by one; L1 has no counterpart of the matrix product.",
            """
def compute_l1_distances(X, X_train):
    return np.abs(X.sum(axis=1, keepdims=True) - X_train.sum(axis=1))
""",
        ),
        Mistake(
            "l2-instead",
            "these are L2 distances. L1 adds up absolute values, without squares and without a root.",
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.sqrt(np.sum((X[i] - X_train) ** 2, axis=1))
    return dists
""",
        ),
        Mistake(
            "mean-instead-of-sum",
            "this is the mean over the features. The L1 distance is the sum.",
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.abs(X[i] - X_train).mean(axis=1)
    return dists
""",
        ),
        Mistake(
            "wrong-axis",
            "the sum runs down the training rows (axis=0). It should run over the features of each training "
            "row: axis=1.",
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        dists[i] = np.sum(np.abs(X[i] - X_train), axis=0)
    return dists
""",
        ),
        Mistake(
            "too-much-memory",
            MEMORY,
            """
def compute_l1_distances(X, X_train):
    return np.abs(X[:, np.newaxis] - X_train).sum(axis=-1)
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        dists[i] = np.abs(X_train - X[i]).sum(axis=1)
    return dists
""",
        ),
    ),
    variants=(
        Variant(
            "cdist",
            """
from scipy.spatial.distance import cdist


def compute_l1_distances(X, X_train):
    return cdist(X, X_train, metric="cityblock")
""",
        ),
        Variant(
            "two-loops",
            """
def compute_l1_distances(X, X_train):
    dists = np.zeros((len(X), len(X_train)))
    for i in range(len(X)):
        for j in range(len(X_train)):
            dists[i, j] = np.sum(np.abs(X[i] - X_train[j]))
    return dists
""",
        ),
        Variant(
            "blocks-of-rows",
            """
def compute_l1_distances(X, X_train, block=100):
    parts = []
    for start in range(0, len(X), block):
        rows = X[start : start + block]
        parts.append(np.abs(rows[:, None, :] - X_train[None, :, :]).sum(axis=2))
    return np.vstack(parts)
""",
        ),
        Variant(
            "loop-over-features",
            """
def compute_l1_distances(X, X_train):
    dists = 0
    for p in range(X.shape[1]):
        dists = dists + np.abs(X[:, p : p + 1] - X_train[:, p])
    return dists
""",
        ),
    ),
)

PREDICT_LABELS = Exercise(
    "predict-labels",
    "predict_labels",
    mistakes=(
        Mistake(
            "more-than-k-vote",
            "every training example as near as the k-th votes, so more than k do where some are equally far. "
            "Take k of them: np.argsort(row)[:k].",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(len(dists), dtype=int)
    for i, row in enumerate(dists):
        values, counts = np.unique(y_train[row <= np.sort(row)[k - 1]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "ties-first-seen",
            "of equally frequent labels this takes the one met first on the way from near to far, as "
            "Counter.most_common does. Ties go to the smallest label.",
            """
from collections import Counter


def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i])[:k]]
        y_pred[i] = Counter(closest_y).most_common(1)[0][0]
    return y_pred
""",
        ),
        Mistake(
            "ties-nearest",
            "on a tie this takes the label of the nearest neighbour, which may not even be among the most "
            "frequent. Ties go to the smallest of the most frequent labels.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i])[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        winners = values[counts == counts.max()]
        y_pred[i] = winners[0] if len(winners) == 1 else closest_y[0]
    return y_pred
""",
        ),
        Mistake(
            "ties-larger",
            "of equally frequent labels this takes the largest. Ties go to the smallest label; argmax takes "
            "the first of several maxima.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i])[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = max(zip(counts, values))[1]
    return y_pred
""",
        ),
        Mistake(
            "ties-last-seen",
            "of equally frequent labels this takes the one met last, because `>=` lets a later label replace "
            "an equally frequent one. Ties go to the smallest label.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        votes = {}
        for j in np.argsort(dists[i])[:k]:
            votes[y_train[j]] = votes.get(y_train[j], 0) + 1
        best = 0
        for label, count in votes.items():
            if count >= best:
                best, y_pred[i] = count, label
    return y_pred
""",
        ),
        Mistake(
            "ties-drop-farthest",
            "on a tie this drops the farthest neighbour and votes again. That is a sensible rule, but here "
            "ties go to the smallest label.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        closest_y = y_train[np.argsort(row)[:k]]
        while True:
            values, counts = np.unique(closest_y, return_counts=True)
            if (counts == counts.max()).sum() == 1:
                break
            closest_y = closest_y[:-1]
        y_pred.append(values[counts.argmax()])
    return np.array(y_pred)
""",
        ),
        Mistake(
            "k-ignored",
            "only the nearest neighbour is asked, whatever k is. Let the k nearest vote.",
            """
def predict_labels(dists, y_train, k=1):
    return y_train[np.argmin(dists, axis=1)]
""",
        ),
        Mistake(
            "argsort-misread",
            "argsort is taken for ranks: its entries are the positions of the nearest, second nearest, ... "
            "example. The first k entries of argsort(row) are the positions wanted.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0], dtype=y_train.dtype)
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i]) < k]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "positions-for-labels",
            "positions of training examples vote, not their labels. Look the labels up: y_train[positions].",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest = np.argsort(dists[i])[:k]
        y_pred[i] = np.bincount(closest).argmax()
    return y_pred
""",
        ),
        Mistake(
            "farthest-instead",
            "the k farthest examples vote. argsort puts the smallest distance first, so take the first k.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        values, counts = np.unique(y_train[np.argsort(dists[i])[-k:]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "nearest-skipped",
            "the nearest example is skipped, as if it were the test example itself. Test examples are not "
            "in the training data: take the first k of argsort.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        values, counts = np.unique(y_train[np.argsort(dists[i])[1 : k + 1]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)] if len(values) else 0
    return y_pred
""",
        ),
        Mistake(
            "negative-labels",
            "np.bincount counts whole numbers from 0 up, and labels may be negative. np.unique with "
            "return_counts=True counts any labels.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i])[:k]]
        y_pred[i] = np.argmax(np.bincount(closest_y))
    return y_pred
""",
        ),
        Mistake(
            "ten-labels-assumed",
            "the votes are counted in ten boxes, for labels 0 to 9. Labels may be any whole numbers; "
            "np.unique with return_counts=True counts those that occur.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        votes = np.zeros(10)
        for label in y_train[np.argsort(dists[i])[:k]]:
            votes[label] += 1
        y_pred[i] = np.argmax(votes)
    return y_pred
""",
        ),
        Mistake(
            "sorted-by-column",
            "distances are sorted down the columns (axis=0), which ranks test examples. Sort each row: "
            "axis=1.",
            """
def predict_labels(dists, y_train, k=1):
    nearest = np.argsort(dists, axis=0)[:k].T
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        values, counts = np.unique(y_train[nearest[i]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "labels-averaged",
            "labels are averaged, but they are names, not quantities: the mean of cat and frog is not dog. "
            "Count the votes.",
            """
def predict_labels(dists, y_train, k=1):
    nearest = np.argsort(dists, axis=1)[:, :k]
    return np.round(y_train[nearest].mean(axis=1)).astype(int)
""",
        ),
        Mistake(
            "partition-out-of-range",
            "np.argpartition(row, k) fails when k is the number of training examples. Partition at k - 1.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argpartition(dists[i], k)[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "input-modified",
            "the distances are sorted or overwritten in place, so the caller's matrix is spoilt for the "
            "next k. Work on a copy, or use argsort, which leaves them alone.",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = []
        for _ in range(k):
            j = np.argmin(dists[i])
            closest_y.append(y_train[j])
            dists[i, j] = np.inf
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        values, counts = np.unique(labels[np.argsort(dists[i])[:k]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
    ),
    variants=(
        Variant(
            "counter-of-sorted",
            """
from collections import Counter


def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        nearest = sorted(range(len(row)), key=lambda j: row[j])[:k]
        y_pred.append(Counter(sorted(y_train[nearest])).most_common(1)[0][0])
    return y_pred
""",
        ),
        Variant(
            "set-and-count",
            """
def predict_labels(dists, y_train, k=1):
    def vote(row):
        nearest = list(y_train[row.argsort()[:k]])
        return max(sorted(set(nearest)), key=nearest.count)

    return np.array([vote(row) for row in dists])
""",
        ),
        Variant(
            "argpartition",
            """
def predict_labels(dists, y_train, k=1):
    nearest = np.argpartition(dists, k - 1, axis=1)[:, :k]
    y_pred = np.empty(len(dists), dtype=y_train.dtype)
    for i, neighbours in enumerate(y_train[nearest]):
        values, counts = np.unique(neighbours, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
""",
        ),
        Variant(
            "one-hot-votes",
            """
def predict_labels(dists, y_train, k=1):
    classes, codes = np.unique(y_train, return_inverse=True)
    nearest = np.argsort(dists, axis=1, kind="stable")[:, :k]
    votes = (codes[nearest][:, :, np.newaxis] == np.arange(len(classes))).sum(axis=1)
    return classes[votes.argmax(axis=1)]
""",
        ),
        Variant(
            "scipy-mode",
            """
def predict_labels(dists, y_train, k=1):
    from scipy.stats import mode

    return mode(y_train[np.argsort(dists, axis=1)[:, :k]], axis=1).mode
""",
        ),
        Variant(
            "lexsort",
            """
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i, row in enumerate(dists):
        nearest = y_train[np.lexsort((y_train, row))[:k]]
        y_pred[i] = min(nearest, key=lambda label: (-np.sum(nearest == label), label))
    return y_pred
""",
        ),
        Variant(
            "shifted-bincount",
            """
def predict_labels(dists, y_train, k=1):
    low = y_train.min()
    order = np.argsort(dists, axis=1)
    return np.array([np.bincount(y_train[row[:k]] - low).argmax() + low for row in order])
""",
        ),
    ),
)

SPLIT_INDICES = Exercise(
    "split-indices",
    "split_indices",
    mistakes=(
        Mistake(
            "not-random",
            "the indices are cut without being shuffled, so the test part is always the same. Data are often "
            "sorted by class; shuffle with rng.permutation(n) first.",
            """
def split_indices(n, num_val, num_test, rng):
    indices = np.arange(n)
    num_train = n - num_val - num_test
    return indices[:num_train], indices[num_train : num_train + num_val], indices[num_train + num_val :]
""",
        ),
        Mistake(
            "few-splits",
            "the indices keep their order and are moved on by one random number, so only n different splits "
            "can come up. Shuffle them with rng.permutation(n).",
            """
def split_indices(n, num_val, num_test, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
        Mistake(
            "global-random",
            "np.random is another source of randomness than the rng that was passed in, so nobody can repeat "
            "the split. Call rng.permutation(n).",
            """
def split_indices(n, num_val, num_test, rng):
    order = np.random.permutation(n)
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
        Mistake(
            "rng-replaced",
            "the function makes a generator of its own with a fixed seed and leaves rng alone, so every "
            "split is the same. Draw from rng.",
            """
def split_indices(n, num_val, num_test, rng):
    rng = np.random.default_rng(0)
    order = rng.permutation(n)
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
        Mistake(
            "drawn-with-replacement",
            "the indices are drawn one by one, and an index may be drawn twice, so that test examples are "
            "also training examples. rng.permutation(n) holds each index once.",
            """
def split_indices(n, num_val, num_test, rng):
    order = rng.integers(0, n, size=n)
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
        Mistake(
            "drawn-independently",
            "the validation and the test part are drawn independently of each other, so they overlap. "
            "Shuffle once and cut the shuffled indices.",
            """
def split_indices(n, num_val, num_test, rng):
    val = rng.choice(n, size=num_val, replace=False)
    test = rng.choice(n, size=num_test, replace=False)
    rest = np.setdiff1d(np.arange(n), np.concatenate([val, test]))
    return rest, val, test
""",
        ),
        Mistake(
            "parts-in-wrong-order",
            "the parts come back as (train, test, val). The order asked for is train, val, test.",
            """
def split_indices(n, num_val, num_test, rng):
    order = rng.permutation(n)
    return order[num_val + num_test :], order[num_val : num_val + num_test], order[:num_val]
""",
        ),
        Mistake(
            "minus-zero",
            "order[-num_test:] is the whole array when num_test is 0, because -0 is 0. Count from the front: "
            "order[n - num_test:].",
            """
def split_indices(n, num_val, num_test, rng):
    order = rng.permutation(n)
    num_train = n - num_val - num_test
    return order[:num_train], order[num_train : num_train + num_val], order[-num_test:]
""",
        ),
        Mistake(
            "one-left-out",
            "an index is lost at a cut: the end of a slice is not part of it, so the next part begins at "
            "that very index, not one further on.",
            """
def split_indices(n, num_val, num_test, rng):
    order = rng.permutation(n)
    return order[num_val + num_test + 1 :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
        Mistake(
            "shuffle-returns-nothing",
            "rng.shuffle shuffles its argument in place and returns None. Shuffle an array that you keep, or "
            "use rng.permutation(n).",
            """
def split_indices(n, num_val, num_test, rng):
    order = rng.shuffle(np.arange(n))
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
""",
        ),
    ),
    variants=(
        Variant(
            "shuffle-in-place",
            """
def split_indices(n, num_val, num_test, rng):
    indices = np.arange(n)
    rng.shuffle(indices)
    num_train = n - num_val - num_test
    train, val, test = np.split(indices, [num_train, num_train + num_val])
    return train, val, test
""",
        ),
        Variant(
            "choice-and-setdiff",
            """
def split_indices(n, num_val, num_test, rng):
    held_out = rng.choice(n, size=num_val + num_test, replace=False)
    return [np.setdiff1d(np.arange(n), held_out), np.sort(held_out[:num_val]), np.sort(held_out[num_val:])]
""",
        ),
        Variant(
            "random-keys",
            """
def split_indices(n, num_val, num_test, rng):
    order = np.argsort(rng.random(n)).tolist()
    val, test, train = order[:num_val], order[num_val : num_val + num_test], order[num_val + num_test :]
    return train, val, test
""",
        ),
        Variant(
            "lists-and-shuffle",
            """
def split_indices(n, num_val, num_test, rng):
    indices = list(range(n))
    rng.shuffle(indices)
    test = np.array(indices[:num_test], dtype=int)
    val = np.array(indices[num_test : num_test + num_val], dtype=int)
    train = np.array(indices[num_test + num_val :], dtype=int)
    return train, val, test
""",
        ),
        Variant(
            "labels-of-parts",
            """
def split_indices(n, num_val, num_test, rng):
    part = np.zeros(n, dtype=int)
    part[:num_val] = 1
    part[num_val : num_val + num_test] = 2
    part = rng.permutation(part)
    return np.flatnonzero(part == 0), np.flatnonzero(part == 1), np.flatnonzero(part == 2)
""",
        ),
        Variant(
            "sets",
            """
def split_indices(n, num_val, num_test, rng):
    left = set(range(n))
    val = rng.choice(sorted(left), num_val, replace=False) if num_val else np.array([], dtype=int)
    left -= set(val.tolist())
    test = rng.choice(sorted(left), num_test, replace=False) if num_test else np.array([], dtype=int)
    left -= set(test.tolist())
    return np.array(sorted(left), dtype=int), val, test
""",
        ),
    ),
)

CROSS_VALIDATE = Exercise(
    "cross-validate",
    "cross_validate",
    mistakes=(
        Mistake(
            "trained-on-everything",
            "the fold is left in the training part, so that every row finds itself as its nearest neighbour. "
            "Train on the rows outside the fold.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X, y, X[fold], y[fold], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "validated-on-training",
            "the training rows are labelled by themselves. Measure on the fold that was held out.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[rest], y[rest], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "parts-exchanged",
            "each fold trains and all others validate. It should be the other way round, or little is left "
            "to learn from.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            k = min(k, len(fold))
            accuracies.setdefault(k, []).append(knn_accuracy(X[fold], y[fold], X[rest], y[rest], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "distance-ignored",
            "`distance` is not passed on to knn_accuracy, which then uses L2 always.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {}
    for k in k_choices:
        accuracies[k] = []
        for i in range(num_folds):
            X_rest = np.concatenate(X_folds[:i] + X_folds[i + 1 :])
            y_rest = np.concatenate(y_folds[:i] + y_folds[i + 1 :])
            accuracies[k].append(knn_accuracy(X_rest, y_rest, X_folds[i], y_folds[i], k))
    return accuracies
""",
        ),
        Mistake(
            "means-only",
            "each k comes with one mean. Keep the accuracy of every fold in a list: their spread tells how "
            "far a mean can be trusted.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {}
    folds = np.array_split(np.arange(len(X)), num_folds)
    for k in k_choices:
        found = []
        for fold in folds:
            rest = np.setdiff1d(np.arange(len(X)), fold)
            found.append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
        accuracies[k] = np.mean(found)
    return accuracies
""",
        ),
        Mistake(
            "only-last-fold",
            "only the last fold is left, because the list is made anew for every fold. Make it once for each "
            "k, before the loop over the folds.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k] = []
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "k-ignored",
            "every entry is the accuracy of one neighbour: k is not passed on to knn_accuracy.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for k in k_choices:
        for fold in np.array_split(np.arange(len(X)), num_folds):
            rest = np.setdiff1d(np.arange(len(X)), fold)
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], 1, distance))
    return accuracies
""",
        ),
        Mistake(
            "equal-folds-only",
            "np.split fails when the rows cannot be divided into equal folds. np.array_split makes parts "
            "whose sizes differ by at most one.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "remainder-left-out",
            "with a fold size of N // num_folds the last rows are never validated when N is no multiple. "
            "np.array_split deals them out.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    size = len(X) // num_folds
    accuracies = {k: [] for k in k_choices}
    for i in range(num_folds):
        fold = np.arange(i * size, (i + 1) * size)
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies
""",
        ),
        Mistake(
            "strided-folds",
            "fold i holds every num_folds-th row. That would do as well, but the specification asks for "
            "consecutive rows: the i-th part of np.array_split.",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for i in range(num_folds):
        held_out = np.arange(len(X)) % num_folds == i
        for k in k_choices:
            found = knn_accuracy(X[~held_out], y[~held_out], X[held_out], y[held_out], k, distance)
            accuracies[k].append(found)
    return accuracies
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(num_train), num_folds):
        rest = np.setdiff1d(np.arange(num_train), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies
""",
        ),
    ),
    variants=(
        Variant(
            "folds-of-arrays",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {}
    for k in k_choices:
        accuracies[k] = []
        for i in range(num_folds):
            X_rest = np.vstack(X_folds[:i] + X_folds[i + 1 :])
            y_rest = np.hstack(y_folds[:i] + y_folds[i + 1 :])
            accuracies[k].append(knn_accuracy(X_rest, y_rest, X_folds[i], y_folds[i], k, distance))
    return accuracies
""",
        ),
        Variant(
            "masks-and-arrays",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    fold_of = np.concatenate([np.full(len(f), i) for i, f in enumerate(np.array_split(y, num_folds))])

    def accuracy(k, i):
        out = fold_of == i
        return knn_accuracy(X[~out], y[~out], X[out], y[out], k, distance=distance)

    return {k: np.array([accuracy(k, i) for i in range(num_folds)]) for k in k_choices}
""",
        ),
        Variant(
            "slices-and-delete",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    size, longer = divmod(len(X), num_folds)
    result, start = {k: () for k in k_choices}, 0
    for i in range(num_folds):
        stop = start + size + (i < longer)
        part = slice(start, stop)
        for k in k_choices:
            rest = np.delete(X, part, axis=0), np.delete(y, part)
            result[k] += (knn_accuracy(*rest, X[part], y[part], k, distance),)
        start = stop
    return result
""",
        ),
        Variant(
            "appended-fold-by-fold",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    k_to_accuracies = {}
    folds = np.array_split(range(len(X)), num_folds)
    for k in k_choices:
        k_to_accuracies[k] = []
        for i in range(num_folds):
            train = np.concatenate([folds[j] for j in range(num_folds) if j != i])
            acc = knn_accuracy(X[train], y[train], X[folds[i]], y[folds[i]], k, distance)
            k_to_accuracies[k].append(acc)
    return k_to_accuracies
""",
        ),
        Variant(
            "isin",
            """
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    everything = np.arange(X.shape[0])
    result = dict((k, [0.0] * num_folds) for k in k_choices)
    for i, val in enumerate(np.array_split(everything, num_folds)):
        held_out = np.isin(everything, val)
        for k in k_choices:
            known = {"X_train": X[~held_out], "y_train": y[~held_out]}
            result[k][i] = float(knn_accuracy(X_val=X[val], y_val=y[val], k=k, distance=distance, **known))
    return result
""",
        ),
    ),
)

CHOOSE_K = Exercise(
    "choose-k",
    "choose_k",
    mistakes=(
        Mistake(
            "median-of-folds",
            "the medians of the folds are compared. The mean counts every fold.",
            """
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: np.median(accuracies[k]))
""",
        ),
        Mistake(
            "best-starts-at-zero",
            "the search starts with a best mean of 0 and asks for more, so where all means are 0 no k is "
            "found. Start with -1, or with the first k.",
            """
def choose_k(accuracies):
    best, best_k = 0, None
    for k in sorted(accuracies):
        if np.mean(accuracies[k]) > best:
            best, best_k = np.mean(accuracies[k]), k
    return best_k
""",
        ),
        Mistake(
            "best-single-fold",
            "the k with the best single fold is chosen, and one fold can be lucky. Compare means over the "
            "folds.",
            """
def choose_k(accuracies):
    return min(accuracies, key=lambda k: (-max(accuracies[k]), k))
""",
        ),
        Mistake(
            "worst-chosen",
            "the k with the lowest mean accuracy is chosen. High accuracy is good.",
            """
def choose_k(accuracies):
    return min(sorted(accuracies), key=lambda k: np.mean(accuracies[k]))
""",
        ),
        Mistake(
            "ties-larger",
            "of several equally good k this takes the largest. Take the smallest.",
            """
def choose_k(accuracies):
    return max(accuracies, key=lambda k: (np.mean(accuracies[k]), k))
""",
        ),
        Mistake(
            "ties-first-seen",
            "of several equally good k this takes the one that comes first in the dict, and the dict may "
            "have any order. Take the smallest: sort the k first.",
            """
def choose_k(accuracies):
    best_k, best_mean = None, -1.0
    for k, values in accuracies.items():
        if np.mean(values) > best_mean:
            best_k, best_mean = k, np.mean(values)
    return best_k
""",
        ),
        Mistake(
            "accuracy-returned",
            "this is the best mean accuracy. What is asked for is the k that reaches it.",
            """
def choose_k(accuracies):
    return max(np.mean(values) for values in accuracies.values())
""",
        ),
        Mistake(
            "position-returned",
            "this is the position of the best k in the dict. Look up which k stands there.",
            """
def choose_k(accuracies):
    means = [np.mean(values) for values in accuracies.values()]
    return int(np.argmax(means))
""",
        ),
        Mistake(
            "notebook-global",
            "the function goes through a list of k that stands outside it. Take the k from "
            "the argument: its keys.",
            """
k_options = [1, 3, 5, 8, 12, 20, 50, 100]


def choose_k(accuracies):
    means = [np.mean(accuracies.get(k, 0)) for k in k_options]
    return k_options[int(np.argmax(means))]
""",
        ),
    ),
    variants=(
        Variant(
            "sorted-loop",
            """
def choose_k(accuracies):
    best_k, best = None, -np.inf
    for k in sorted(accuracies):
        mean = sum(accuracies[k]) / len(accuracies[k])
        if mean > best:
            best_k, best = k, mean
    return best_k
""",
        ),
        Variant(
            "argmax",
            """
def choose_k(accuracies):
    ks = np.array(sorted(accuracies))
    return ks[np.argmax([np.mean(accuracies[k]) for k in ks])]
""",
        ),
        Variant(
            "annotated",
            """
from statistics import fmean


def choose_k(accuracies: dict[int, list[float]]) -> int:
    best = max(map(fmean, accuracies.values()))
    return min(k for k, values in accuracies.items() if fmean(values) == best)
""",
        ),
        Variant(
            "ties-while-walking",
            """
def choose_k(accuracies):
    best_k = None
    for k, values in accuracies.items():
        mean = np.mean(np.array(values))
        if best_k is None or mean > best_mean or (mean == best_mean and k < best_k):
            best_k, best_mean = k, mean
    return best_k
""",
        ),
        Variant(
            "matrix-of-folds",
            """
def choose_k(accuracies):
    items = sorted(accuracies.items())
    table = np.array([values for _, values in items])
    means = table @ np.full(table.shape[1], 1 / table.shape[1])
    return int(items[int(means.argmax())][0])
""",
        ),
    ),
)

TEST_ACCURACY = Exercise(
    "test-accuracy",
    "test_accuracy",
    mistakes=(
        Mistake(
            "worst-choice",
            "the pair with the lowest mean accuracy was chosen. High accuracy is good.",
            """
best_distance, best_k = min(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)
""",
        ),
        Mistake(
            "validation-accuracy",
            "this is the mean accuracy in cross-validation, by which the pair was chosen. Report the "
            "accuracy on the test images.",
            """
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = np.mean(curves[best_distance][best_k])
""",
        ),
        Mistake(
            "in-percent",
            "this is the accuracy in per cent. Report it as a number from 0 to 1.",
            """
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = 100 * knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)
""",
        ),
        Mistake(
            "default-distance",
            "this is the accuracy by the default distance, L2. Pass best_distance on to knn_accuracy.",
            """
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k)
""",
        ),
        Mistake(
            "nearest-only",
            "this is the accuracy of the nearest neighbour alone. Pass best_k on to knn_accuracy.",
            """
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), 1, best_distance)
""",
        ),
    ),
    variants=(
        Variant(
            "loops",
            """
best = -1.0
for distance in ("l1", "l2"):
    for k, values in curves[distance].items():
        if np.mean(values) > best:
            best, best_distance, best_k = np.mean(values), distance, k
X_test, y_test = open_test_set()
test_accuracy = np.array(knn_accuracy(images, labels, X_test, y_test, k=best_k, distance=best_distance))
""",
        ),
        Variant(
            "sorted-table",
            """
table = sorted((-sum(v) / len(v), k, name) for name, curve in curves.items() for k, v in curve.items())
_, best_k, best_distance = table[0]
best_k = np.int64(best_k)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)
""",
        ),
    ),
)


def _concept(label: str, name: str, *mistakes: tuple[str, str, str], variant: str = "") -> Exercise:
    """Concept question: every mistake is (label, letters, message); the variant writes the right letters "
    "otherwise."""
    return Exercise(
        f"concept-{label}",
        name,
        tuple(
            Mistake(slip, message, f'{name} = "{letters}"', visible=False)
            for slip, letters, message in mistakes
        ),
        (Variant("other-notation", f"{name} = {variant}"),) if variant else (),
    )


CONCEPTS = (
    _concept(
        "cost",
        "cost_answer",
        (
            "prediction-thought-free",
            "ac",
            "every prediction compares the image with all N training images, so its time grows with N.",
        ),
        (
            "k-thought-to-cost-distances",
            "abd",
            "the same N distances are computed whatever k is; k only says how many of them vote.",
        ),
        variant='["a", "b"]',
    ),
    _concept(
        "bright-rows",
        "brightness_answer",
        (
            "rows-and-columns-exchanged",
            "cd",
            "rows belong to test images and columns to training images: dists has shape (num_test, "
            "num_train).",
        ),
        (
            "far-thought-wrong",
            "abe",
            "far from everything does not mean wrongly labelled: its nearest neighbour may still be of its "
            "class.",
        ),
        variant='{"B", "A"}',
    ),
    _concept(
        "preprocessing",
        "preprocessing_answer",
        (
            "pixel-order-thought-to-matter",
            "abc",
            "L1 adds up one term for each pixel, and a sum does not depend on the order of its terms.",
        ),
        (
            "rotation-thought-harmless",
            "abcef",
            "a rotation keeps L2 distances but not L1: (1, 0) has L1 length 1, turned by 45 degrees 1.41.",
        ),
        (
            "pixel-scales-thought-harmless",
            "abcdf",
            "dividing each pixel by a number of its own changes how much the pixels count against each "
            "other.",
        ),
        (
            "mean-image-thought-to-matter",
            "acf",
            "the same mean image is subtracted from both images of a pair, so it drops out of the "
            "difference.",
        ),
        variant='"A, B, C, F"',
    ),
    _concept(
        "sealed-test",
        "sealed_answer",
        (
            "winner-thought-unbiased",
            "ade",
            "the validation accuracy of the winner is the highest of many, so part of it is luck: too "
            "optimistic.",
        ),
        (
            "looking-thought-training",
            "acd",
            "predicting test images stores none of them. The leak is in you: you choose by what you saw.",
        ),
        (
            "luck-overlooked",
            "a",
            "there is a second reason among the options: the best of many noisy numbers is partly luck.",
        ),
        variant='"da"',
    ),
    _concept(
        "ties",
        "ties_answer",
        (
            "odd-k-thought-tie-free",
            "abd",
            "with more than two classes an odd k can tie: three neighbours may have three different labels.",
        ),
        (
            "nearest-thought-to-win",
            "acd",
            "with one vote each the smaller label wins here, not the nearer one, so k = 2 can differ from "
            "k = 1.",
        ),
        variant='("a", "d")',
    ),
)

EXERCISES = (
    IMAGES_TO_ROWS,
    L1_DISTANCE,
    L2_DISTANCE,
    TWO_LOOPS,
    ONE_LOOP,
    NO_LOOPS,
    L1_DISTANCES,
    PREDICT_LABELS,
    SPLIT_INDICES,
    CROSS_VALIDATE,
    CHOOSE_K,
    TEST_ACCURACY,
    *CONCEPTS,
)
