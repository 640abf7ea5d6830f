# %% exercise="l2-distance" name="l2_distance"

# %% right="norm"
def l2_distance(a, b):
    return np.linalg.norm(a.astype("float64") - b.astype("float64"))

# %% right="dot"
def l2_distance(a, b):
    d = a.ravel().astype(float) - b.ravel()
    return np.sqrt(d @ d)

# %% right="math"
import math


def l2_distance(a, b):
    squares = [(float(p) - float(q)) ** 2 for p, q in zip(a.flat, b.flat)]
    return math.sqrt(sum(squares))

# %% right="float32"
def l2_distance(a, b):
    difference = a.astype(np.float32) - b.astype(np.float32)
    return np.sqrt(np.sum(difference**2))

# %% right="scipy"
from scipy.spatial.distance import euclidean


def l2_distance(a, b):
    return euclidean(a.ravel().astype(float), b.ravel().astype(float))

# %% right="hypot"
import math


def l2_distance(a, b):
    return math.hypot(*(np.asarray(a, dtype=float) - np.asarray(b, dtype=float)).ravel())

# %% right="multiplied-out"
def l2_distance(a, b):
    a, b = a.astype(np.longdouble).flatten(), b.astype(np.longdouble).flatten()
    return float(np.sum((a - b) * (a - b)) ** 0.5)

# %% mistake="no-square-root"
# the square root is missing: this is the sum of squared differences. It ranks neighbours alike, but it is
# no distance; take np.sqrt of the sum.
def l2_distance(a, b):
    return float(np.sum((a.astype(float) - b.astype(float)) ** 2))

# %% mistake="uint8-wraps"
# two uint8 pixels are subtracted as they are, and 3 - 5 is 254 for them, since uint8 wraps around. Convert
# the pixels with astype(float) first.
def l2_distance(a, b):
    return float(np.sqrt(np.sum((a - b) ** 2)))

# %% mistake="square-overflows"
# the square of a difference up to 255 does not fit into 16 bits: 255**2 is 65025, more than 32767. Convert
# to float before squaring.
def l2_distance(a, b):
    diff = a.astype(np.int16) - b.astype(np.int16)
    return float(np.sqrt(np.sum(diff**2)))

# %% mistake="root-of-each"
# the root is taken of every square, which gives the absolute differences back, so this is the L1 distance.
# Add the squares up first, then take one root.
def l2_distance(a, b):
    return float(np.sum(np.sqrt((a.astype(float) - b.astype(float)) ** 2)))

# %% mistake="mean-instead-of-sum"
# the squares are averaged, not added up. That is the root mean square difference; the L2 distance has a sum
# under the root.
def l2_distance(a, b):
    return float(np.sqrt(np.mean((a.astype(float) - b.astype(float)) ** 2)))

# %% mistake="difference-of-squares"
# the pixels are squared before they are subtracted. Subtract first, then square the difference.
def l2_distance(a, b):
    a, b = a.astype(float), b.astype(float)
    return float(np.sqrt(abs(np.sum(a**2 - b**2))))

# %% mistake="matrix-norm"
# np.linalg.norm(..., ord=2) of a matrix is its largest singular value. Leave `ord` out, or flatten the
# difference first.
def l2_distance(a, b):
    diff = (a.astype(float) - b.astype(float)).reshape(a.shape[0], -1)
    return float(np.linalg.norm(diff, ord=2))

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float64)) ** 2).sum()))
+ return float(np.sqrt(((a - b.astype(np.float64)) ** 2).sum()))

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float64)) ** 2).sum()))
+ return float(np.sqrt(((a.astype(np.float64) - b) ** 2).sum()))

# %% equivalent="dtype"
# float32 holds pixels exactly and rounds other numbers by 1e-7, within the tolerance; it is a right variant
# of the bank
- return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float64)) ** 2).sum()))
+ return float(np.sqrt(((a.astype(np.float32) - b.astype(np.float64)) ** 2).sum()))

# %% equivalent="dtype"
# float32 holds pixels exactly and rounds other numbers by 1e-7, within the tolerance; it is a right variant
# of the bank
- return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float64)) ** 2).sum()))
+ return float(np.sqrt(((a.astype(np.float64) - b.astype(np.float32)) ** 2).sum()))
