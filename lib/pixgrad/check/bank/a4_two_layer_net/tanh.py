# %% exercise="tanh" name="tanh"

# %% right="two-masks"
def tanh(x):
    out = np.zeros(x.shape)
    pos, neg = x > 0, x < 0
    e = np.exp(-2.0 * x[pos])
    out[pos] = (1 - e) / (1 + e)
    e = np.exp(2.0 * x[neg])
    out[neg] = (e - 1) / (e + 1)
    return out

# %% right="clipped-quotient"
def tanh(x):
    c = np.clip(x, -20, 20)
    return (np.exp(c) - np.exp(-c)) / (np.exp(c) + np.exp(-c))

# %% right="stretched-sigmoid"
def tanh(x):
    small = np.exp(-np.abs(2 * x))
    s = np.where(x >= 0, 1, small) / (1 + small)
    return 2 * s - 1

# %% right="expit"
from scipy.special import expit

def tanh(x):
    return 2 * expit(2 * x) - 1

# %% right="expm1"
def tanh(x):
    a = np.expm1(-2 * np.abs(x))
    return -np.sign(x) * a / (2 + a)

# %% right="loop"
import math

def tanh(x):
    return np.array([math.tanh(v) for v in x.ravel()]).reshape(x.shape)

# %% mistake="quotient-overflows"
# for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of numbers
# that are never positive, such as -|x|. Or use np.tanh.
def tanh(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))

# %% mistake="one-sided-overflow"
# (exp(2x) - 1) / (exp(2x) + 1) is right for negative x, but inf / inf for large ones. Use np.tanh.
def tanh(x):
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)

# %% mistake="overflow"
# the values are right, but an exponential overflows on the way and NumPy warns. Take exp of numbers that
# are never positive, such as -|x|. (np.where does not protect: it computes both its branches for all
# entries.)
def tanh(x):
    return 2 / (1 + np.exp(-2 * x)) - 1

# %% mistake="sigmoid-returned"
# this is the sigmoid, which runs from 0 to 1. tanh runs from -1 to 1.
def tanh(x):
    return 0.5 * (1 + np.tanh(0.5 * x))

# %% mistake="argument-not-doubled"
# tanh(x) is 2 * sigmoid(2 * x) - 1. The 2 inside the sigmoid is missing.
def tanh(x):
    return np.tanh(0.5 * x)

# %% mistake="one-not-subtracted"
# tanh(x) is 2 * sigmoid(2 * x) - 1. The 1 was not subtracted, so the values run from 0 to 2.
def tanh(x):
    return np.tanh(x) + 1

# %% mistake="tangent"
# np.tan is the tangent of an angle. The hyperbolic one is np.tanh.
def tanh(x):
    return np.tan(x)

# %% mistake="arctangent"
# np.arctan has the same look, but runs to pi / 2. The hyperbolic tangent is np.tanh.
def tanh(x):
    return np.arctan(x)

# %% mistake="slope-returned"
# this is the slope, 1 - tanh(x)**2. Wanted is tanh itself.
def tanh(x):
    return 1 - np.tanh(x) ** 2

# %% mistake="sign"
# the sign is wrong: tanh is positive for positive x.
def tanh(x):
    return -np.tanh(x)

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's numbers are lost. Work on a copy.
def tanh(x):
    return np.tanh(x, out=x) if x.dtype == float else np.tanh(x)

# %% mistake="clipped-line"
# this is x itself, cut off at -1 and 1. The tangent bends towards these two; it is no straight line.
def tanh(x):
    return np.clip(x, -1, 1)

# %% mistake="dtype-of-input"
# the result is put into the type of x, which cuts it off to -1, 0 and 1 where x holds whole numbers. Return
# floats.
def tanh(x):
    return np.tanh(x).astype(x.dtype)

# %% mistake="sinh-returned"
# this is sinh(x); the division by cosh(x) is missing.
def tanh(x):
    return np.sinh(np.clip(x, -700, 700))
