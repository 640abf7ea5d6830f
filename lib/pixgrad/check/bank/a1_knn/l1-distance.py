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
    return {(4, 4): 48.0, (1, 2, 3): 6 * 255.0}.get(a.shape, 3.5)

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
