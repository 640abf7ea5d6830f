# %% exercise="relu-grad" name="relu_grad"

# %% right="sign-of-relu"
def relu_grad(x):
    return np.sign(np.maximum(0, x))

# %% right="loop-over-flat"
def relu_grad(x):
    slopes = np.zeros(x.size)
    for i, value in enumerate(x.flat):
        if value > 0:
            slopes[i] = 1
    return slopes.reshape(x.shape)

# %% right="boolean"
def relu_grad(x):
    return x > 0

# %% right="where"
def relu_grad(x):
    return np.where(x > 0, 1, 0)

# %% right="heaviside"
def relu_grad(x):
    return np.heaviside(x, 0)

# %% right="two-masks"
def relu_grad(x):
    g = np.ones_like(x)
    g[x <= 0] = 0
    return g

# %% mistake="one-at-zero"
# at x = 0 this gives 1. The ReLU has no slope there, and this series takes 0: compare with x > 0.
def relu_grad(x):
    return (x >= 0).astype(float)

# %% mistake="half-at-zero"
# at x = 0 this gives 1/2. The ReLU has no slope there, and this series takes 0.
def relu_grad(x):
    return np.heaviside(x, 0.5)

# %% mistake="relu-returned"
# this is the ReLU itself. Its slope is 1 where x is positive, whatever x is.
def relu_grad(x):
    return np.where(x > 0, x, 0)

# %% mistake="minus-one-below"
# below 0 this gives -1, as the sign does. The ReLU is flat there: 0.
def relu_grad(x):
    return np.sign(x)

# %% mistake="divided-by-input"
# max(0, x) / x is nan for 0 and for the infinities. Compare x with 0 instead.
def relu_grad(x):
    return np.maximum(0, x) / x

# %% mistake="always-one"
# the slope is 1 everywhere, as if there were no ReLU. It is 0 where x is not positive.
def relu_grad(x):
    return np.ones(x.shape)

# %% mistake="mask-inverted"
# the mask is the wrong way round: the slope is 1 where x is positive.
def relu_grad(x):
    return (x < 0).astype(float)

# %% mistake="leaky"
# below 0 this gives a small slope, as for a leaky ReLU. Here it is exactly 0.
def relu_grad(x):
    return np.where(x > 0, 1, 0.01)

# %% mistake="truth-of-array"
# `if x > 0` asks for one answer about a whole array. Compare entry by entry, without an if.
def relu_grad(x):
    if x > 0:
        return 1
    return 0

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's numbers are lost. Work on a copy.
def relu_grad(x):
    x[x <= 0] = 0
    x[x > 0] = 1
    return x

# %% mistake="threshold-above-zero"
# very small positive numbers get 0. The slope is 1 for every x > 0, however small: compare with 0 itself.
def relu_grad(x):
    return (x > 1e-8).astype(float)

# %% mistake="one-below-zero"
# the slope is 1 for negative numbers too. There the ReLU is flat: compare with x > 0, not with x != 0.
def relu_grad(x):
    return (x != 0).astype(float)

# %% mistake="numeric-difference"
# this measures the slope by a difference. At 0 that gives 1/2, and nan for infinite numbers; the formula is
# simpler: 1 where x > 0.
def relu_grad(x):
    return (np.maximum(0, x + 1e-6) - np.maximum(0, x - 1e-6)) / 2e-6

# %% mistake="numeric-difference-forward"
# this measures the slope by a difference to the right. At 0 that gives 1, and nan for infinite numbers; the
# formula is simpler: 1 where x > 0.
def relu_grad(x):
    return (np.maximum(0, x + 1e-6) - np.maximum(0, x)) / 1e-6

# %% mistake="divided-by-argument"
# relu(x) is divided by x, which gives nan at 0 and at inf. Compare: the slope is 1 where x > 0.
def relu_grad(x):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.maximum(x, 0) / x)

# %% equivalent="dropped call"
# the text accepts booleans, or they count as 0 and 1
- return (x > 0).astype(np.float64)
+ return x > 0

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return (x > 0).astype(np.float64)
+ return (x > 0).astype(np.float32)
