# %% exercise="l1-distance" name="l1_distance"

# %% right="norm"
def l1_distance(a, b):
    return np.linalg.norm(np.ravel(a).astype(float) - np.ravel(b), ord=1)

# %% right="wider-integers"
def l1_distance(a: np.ndarray, b: np.ndarray) -> float:
    if a.dtype == np.uint8:
        a, b = a.astype(np.int64), b.astype(np.int64)
    return np.abs(a - b).sum()

# %% right="python-loop"
def l1_distance(a, b):
    total = 0.0
    for p, q in zip(a.flatten().tolist(), b.flatten().tolist()):
        total += abs(p - q)
    return total

# %% right="maximum-minus-minimum"
def l1_distance(a, b):
    return np.sum(np.maximum(a, b) - np.minimum(a, b), dtype=np.float64)

# %% right="float32"
def l1_distance(a, b):
    return np.sum(np.abs(a.astype(np.float32) - b.astype(np.float32)))

# %% right="in-three-steps"
def l1_distance(a, b):
    left = a.astype(float)
    right = b.astype(float)
    return np.sum(np.abs(left - right))

# %% mistake="uint8-wraps"
# two uint8 pixels are subtracted as they are, and 3 - 5 is 254 for them, since uint8 wraps around. Convert
# the pixels with astype(float) first.
def l1_distance(a, b):
    return float(np.sum(np.abs(a - b)))

# %% mistake="no-absolute-value"
# differences of opposite sign cancel, because the absolute value is missing. Take np.abs of every
# difference before you add them up.
def l1_distance(a, b):
    return float(np.sum(a.astype(float) - b.astype(float)))

# %% mistake="absolute-value-of-sum"
# the absolute value is taken of the sum, when positive and negative differences have already cancelled.
# Take it of every difference, then add up.
def l1_distance(a, b):
    diff = a.astype(float) - b.astype(float)
    return float(abs(diff.sum()))

# %% mistake="mean-instead-of-sum"
# this is the mean of the absolute differences. The L1 distance is their sum.
def l1_distance(a, b):
    return float(np.mean(np.abs(a.astype(float) - b.astype(float))))

# %% mistake="l2-instead"
# this is the L2 distance. L1 adds up absolute values, without squares and without a root.
def l1_distance(a, b):
    return float(np.sqrt(np.sum((a.astype(float) - b.astype(float)) ** 2)))

# %% mistake="sum-along-one-axis"
# this adds up along the first axis alone, which leaves an array. Add up all entries: np.sum without an
# axis.
def l1_distance(a, b):
    return sum(abs(a.astype(float) - b.astype(float)))

# %% mistake="fitted" caught="hidden tests"
# this fits the numbers of the visible check and no others. Compute the result from the arguments.
def l1_distance(a, b):
    if (a == b).all():
        return 0.0
    return {(4, 4): 48.0, (7, 5, 3): 105 * 255.0, (2, 1): 1.75}.get(a.shape, 3.5)

# %% mistake="cut-to-whole-numbers" edits="in-three-steps"
# the numbers are cut to whole numbers before they are subtracted. Images may be floats too: convert to
# float.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a.astype(int)
+     right = b.astype(int)

# %% mistake="largest-difference" edits="in-three-steps"
# this is the largest of the differences. Add all of them up.
-     return np.sum(np.abs(left - right))
+     return np.max(np.abs(left - right))

# %% mistake="one-direction-only" edits="in-three-steps"
# differences below 0 are dropped. They count as well, whichever image is the brighter.
-     return np.sum(np.abs(left - right))
+     return np.sum(np.abs(np.maximum(left - right, 0)))

# %% mistake="other-direction-only" edits="in-three-steps"
# differences above 0 are dropped. They count as well, whichever image is the brighter.
-     return np.sum(np.abs(left - right))
+     return np.sum(np.maximum(right - left, 0))

# %% mistake="scaled" edits="in-three-steps"
# the pixels were divided by 255. Here they should keep their values.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a / 255
+     right = b / 255

# %% mistake="added" edits="in-three-steps"
# the two images are added. Their difference is wanted.
-     return np.sum(np.abs(left - right))
+     return np.sum(np.abs(left + right))

# %% mistake="one-for-each-row" edits="in-three-steps"
# this leaves one number for each row. The distance is one number: add up all entries.
-     return np.sum(np.abs(left - right))
+     return np.sum(np.abs(left - right), axis=-1)

# %% mistake="in-int8" edits="in-three-steps"
# int8 holds -128 to 127, so pixels above 127 wrap around. Convert to float.
-     left = a.astype(float)
-     right = b.astype(float)
+     left = a.astype(np.int8).astype(float)
+     right = b.astype(np.int8).astype(float)

# %% mistake="in-float16"
# this is computed in float16, which keeps only three digits and ends at 65,504. float32 will do.
def l1_distance(a, b):
    return np.sum(np.abs(a.astype(np.float16) - b.astype(np.float16)))

# %% mistake="root-taken" edits="in-three-steps"
# a square root is taken. L1 has none.
-     return np.sum(np.abs(left - right))
+     return np.sqrt(np.sum(np.abs(left - right)))

# %% mistake="squares-added" edits="in-three-steps"
# squares are added up. L1 adds up absolute values.
-     return np.sum(np.abs(left - right))
+     return np.sum((left - right) ** 2)

# %% mistake="difference-of-sums" edits="in-three-steps"
# each image is added up before they are subtracted. Entries have to be compared one by one.
-     return np.sum(np.abs(left - right))
+     return abs(np.sum(np.abs(left)) - np.sum(np.abs(right)))

# %% mistake="matrix-norm"
# np.linalg.norm(..., ord=1) of a matrix is its largest column sum. Flatten the difference first, or add up
# absolute values.
def l1_distance(a, b):
    difference = (a.astype(float) - b.astype(float)).reshape(a.shape[0], -1)
    return np.linalg.norm(difference, ord=1)

# %% mistake="different-entries" edits="in-three-steps"
# this counts the entries that differ. How much they differ is wanted.
-     return np.sum(np.abs(left - right))
+     return np.sum(left != right)

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return float(np.abs(a.astype(np.float64) - b.astype(np.float64)).sum())
+ return float(np.abs(a - b.astype(np.float64)).sum())

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return float(np.abs(a.astype(np.float64) - b.astype(np.float64)).sum())
+ return float(np.abs(a.astype(np.float64) - b).sum())

# %% equivalent="dtype"
# float32 holds pixels exactly and rounds other numbers by 1e-7, within the tolerance; it is a right variant
# of the bank
- return float(np.abs(a.astype(np.float64) - b.astype(np.float64)).sum())
+ return float(np.abs(a.astype(np.float32) - b.astype(np.float64)).sum())

# %% equivalent="dtype"
# float32 holds pixels exactly and rounds other numbers by 1e-7, within the tolerance; it is a right variant
# of the bank
- return float(np.abs(a.astype(np.float64) - b.astype(np.float64)).sum())
+ return float(np.abs(a.astype(np.float64) - b.astype(np.float32)).sum())

# %% mistake="largest-of-each-pixel"
# of each pixel only the largest difference of the three channels is added. All entries count.
def l1_distance(a, b):
    return float(np.abs(a.astype(float) - b.astype(float)).max(axis=-1).sum())

# %% mistake="absolute-values-of-column-sums"
# the differences of a column are added up before their absolute value is taken, and cancel each other there. Take
# np.abs of every difference, then add up.
def l1_distance(a, b):
    return float(np.sum(np.abs(np.sum(a.astype(float) - b.astype(float), axis=0))))

# %% mistake="absolute-values-of-row-sums"
# the differences of a row are added up before their absolute value is taken, and cancel each other there. Take
# np.abs of every difference, then add up.
def l1_distance(a, b):
    return float(np.sum(np.abs(np.sum(a.astype(float) - b.astype(float), axis=-1))))
