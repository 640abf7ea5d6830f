# %% exercise="relu" name="relu"

# %% right="where-option"
def relu(x):
    result = np.zeros(x.shape)
    np.copyto(result, x, where=x > 0)
    return result

# %% right="list-building"
def relu(x):
    flat = [max(0, v) for v in x.flatten().tolist()]
    return np.array(flat, dtype=float).reshape(x.shape)

# %% right="recursion"
def relu(x):
    if np.ndim(x) == 0:
        return x if x > 0 else 0.0
    return np.array([relu(part) for part in x])

# %% right="where"
def relu(x):
    return np.where(x > 0, x, 0)

# %% right="clip"
def relu(x):
    return x.clip(min=0)

# %% right="copy-and-mask"
def relu(x):
    out = x.copy()
    out[out < 0] = 0
    return out

# %% right="vectorize"
import numpy
relu = numpy.vectorize(lambda v: v if v > 0 else 0 * abs(v) if abs(v) < 1 else 0.0)

# %% mistake="mask-times-input"
# -inf comes out as nan, as -inf * 0 and -inf + inf have no value. Do not multiply x by a mask or add |x| to
# it; take the maximum of 0 and x.
def relu(x):
    return x * (x > 0)

# %% mistake="maximum-along-an-axis"
# np.max(x, 0) looks for the greatest entry along axis 0. np.maximum(0, x) compares each entry with 0.
def relu(x):
    return np.max(x, 0)

# %% mistake="max-of-python"
# Python's max wants to know whether a whole array is greater than 0, which has no one answer. Use
# np.maximum.
def relu(x):
    return max(0, x)

# %% mistake="absolute-value"
# negative entries come back with their sign changed. They should become 0.
def relu(x):
    return np.abs(x)

# %% mistake="minimum"
# this keeps what is negative. The ReLU keeps what is positive: np.maximum.
def relu(x):
    return np.minimum(0, x)

# %% mistake="leaky"
# a small share of the negative entries is let through, as in a leaky ReLU. Here they become exactly 0.
def relu(x):
    return np.where(x > 0, x, 0.01 * x)

# %% mistake="slope-returned"
# this is the slope of the ReLU, 0 or 1. The ReLU itself gives back x where it is positive.
def relu(x):
    return (x > 0).astype(float)

# %% mistake="softplus"
# this is log(1 + exp(x)), a rounded-off ReLU. The ReLU has a corner: max(0, x).
def relu(x):
    return np.logaddexp(0, x)

# %% mistake="capped-at-one"
# entries above 1 are cut to 1. The ReLU has no upper bound.
def relu(x):
    return np.clip(x, 0, 1)

# %% mistake="negatives-left-out"
# the negative entries are left out, so the shape changes. They should stay in place as 0.
def relu(x):
    return x[x > 0]

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's numbers are lost. Work on a copy.
def relu(x):
    x[x < 0] = 0
    return x

# %% mistake="integer-result"
# the result is made of whole numbers, so that 0.5 becomes 0. Return the numbers as they are.
def relu(x):
    return np.maximum(0, x).astype(int)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return np.maximum(0, x)
+ return np.maximum(x, 0)

# %% mistake="squared"
# the positive entries are squared. They come back as they are.
def relu(x):
    return np.where(x > 0, x, 0) ** 2

# %% mistake="exponential-below-zero"
# negative numbers come back as exp(x) - 1, which is the ELU. The ReLU gives 0 there.
def relu(x):
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0.0)))
