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

# %% right="in-three-steps"
def l2_distance(a, b):
    left = a.astype(float)
    right = b.astype(float)
    return np.sqrt(np.sum((left - right) ** 2))

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

# %% mistake="cut-to-whole-numbers" edits="in-three-steps"
# the numbers are cut to whole numbers before they are subtracted. Images may be floats too: convert to
# float.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a.astype(int)
+     right = b.astype(int)

# %% mistake="largest-difference" edits="in-three-steps"
# this is the largest of the differences. Add all of them up.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.max(np.abs(left - right))

# %% mistake="one-direction-only" edits="in-three-steps"
# differences below 0 are dropped. They count as well, whichever image is the brighter.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.sqrt(np.sum(np.maximum(left - right, 0) ** 2))

# %% mistake="other-direction-only" edits="in-three-steps"
# differences above 0 are dropped. They count as well, whichever image is the brighter.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.sqrt(np.sum(np.maximum(right - left, 0) ** 2))

# %% mistake="scaled" edits="in-three-steps"
# the pixels were divided by 255. Here they should keep their values.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a / 255
+     right = b / 255

# %% mistake="added" edits="in-three-steps"
# the two images are added. Their difference is wanted.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.sqrt(np.sum((left + right) ** 2))

# %% mistake="one-for-each-row" edits="in-three-steps"
# this leaves one number for each row. The distance is one number: add up all entries.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.sqrt(np.sum((left - right) ** 2, axis=-1))

# %% mistake="in-int8" edits="in-three-steps"
# int8 holds -128 to 127, so pixels above 127 wrap around. Convert to float.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a.astype(np.int8).astype(float)
+     right = b.astype(np.int8).astype(float)

# %% mistake="sum-before-square" edits="in-three-steps"
# the differences are added up before they are squared, so those of opposite sign cancel. Square each of
# them, then add up.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.sqrt(np.sum(left - right) ** 2)

# %% mistake="roots-of-rows-added" edits="in-three-steps"
# each row gets a root of its own, and the roots are added up. There is exactly one root, of the sum of all
# squares: without `axis`.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.linalg.norm(left - right, axis=-1).sum()

# %% mistake="roots-of-columns-added" edits="in-three-steps"
# each column gets a root of its own, and the roots are added up. There is exactly one root, of the sum of
# all squares: without `axis`.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return np.linalg.norm(left - right, axis=0).sum()

# %% mistake="difference-of-lengths" edits="in-three-steps"
# the lengths of the two images are subtracted. Subtract the images first, entry by entry.
-     return np.sqrt(np.sum((left - right) ** 2))
+     return abs(np.sqrt(np.sum(left**2)) - np.sqrt(np.sum(right**2)))

# %% mistake="number-added" free="EPS=1e-8"
# {EPS} is added under the root, so that equal images are not at distance 0. Leave it out.
def l2_distance(a, b):
    return np.sqrt(np.sum((a.astype(float) - b.astype(float)) ** 2) + EPS)

# %% mistake="cubes-and-cube-root"
# the differences are cubed, and the cube root is taken. L2 takes squares and the square root.
def l2_distance(a, b):
    return float(np.sum(np.abs(a.astype(float) - b) ** 3) ** (1 / 3))

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

# %% mistake="root-of-absolute-values"
# this is the root of the sum of absolute differences. Square the differences before they are added up.
def l2_distance(a, b):
    return float(np.sqrt(np.abs(a.astype(float) - b.astype(float)).sum()))

# %% mistake="distances-of-slices-added"
# each [..., c] gets a distance of its own, and these are added up. Add up the squares of all entries, then take one root.
def l2_distance(a, b):
    difference = a.astype(float) - b.astype(float)
    return float(sum(np.sqrt(np.sum(difference[..., c] ** 2)) for c in range(difference.shape[-1])))
