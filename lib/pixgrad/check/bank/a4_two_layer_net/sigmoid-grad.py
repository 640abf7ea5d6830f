# %% exercise="sigmoid-grad" name="sigmoid_grad"

# %% right="clipped"
def sigmoid_grad(x):
    s = 1.0 / (1.0 + np.exp(-np.clip(x, -500, 500)))
    return s * (1.0 - s)

# %% right="loop"
import math

def sigmoid_grad(x):
    def slope(v):
        e = math.exp(-abs(v))
        return e / (1 + e) / (1 + e)

    return np.array([slope(v) for v in x.ravel()]).reshape(x.shape)

# %% right="cosh"
def sigmoid_grad(x):
    half = np.minimum(np.abs(x) / 2, 350)
    return 1 / (4 * np.cosh(half) ** 2)

# %% right="expit"
from scipy.special import expit

def sigmoid_grad(x):
    return expit(x) * expit(-x)

# %% right="by-tanh"
def sigmoid_grad(x):
    return 0.25 * (1 - np.tanh(x / 2) ** 2)

# %% right="s-minus-square"
def sigmoid_grad(x):
    s = 1 / (1 + np.exp(-np.clip(x, -600, 600)))
    return s - s**2

# %% mistake="overflow"
# the values are right, but an exponential overflows on the way and NumPy warns. Take exp of numbers that
# are never positive, such as -|x|. (np.where does not protect: it computes both its branches for all
# entries.)
def sigmoid_grad(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)

# %% mistake="quotient-overflows"
# for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of numbers
# that are never positive, such as -|x|.
def sigmoid_grad(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2

# %% mistake="takes-the-output"
# the argument is taken for the value that comes out of the activation. It is what goes in: compute s =
# sigmoid(x) first.
def sigmoid_grad(x):
    return x * (1 - x)

# %% mistake="sigmoid-returned"
# this is the sigmoid itself. Its slope is s * (1 - s).
def sigmoid_grad(x):
    return 0.5 * (1 + np.tanh(0.5 * x))

# %% mistake="one-minus-square"
# 1 - s**2 is the form for tanh. The slope of the sigmoid is s * (1 - s) = s - s**2.
def sigmoid_grad(x):
    s = 0.5 * (1 + np.tanh(0.5 * x))
    return 1 - s**2

# %% mistake="slope-of-tanh"
# this is the slope of tanh. That of the sigmoid is s * (1 - s), at most 1/4.
def sigmoid_grad(x):
    return 1 - np.tanh(x) ** 2

# %% mistake="sign" edits="one-minus-square"
# the sign is wrong: the sigmoid rises everywhere, so its slope is positive. It is s * (1 - s).
-     return 1 - s**2
+     return s * (s - 1)

# %% mistake="plus-for-minus" edits="one-minus-square"
# s * (1 + s) was computed; the slope is s * (1 - s).
-     return 1 - s**2
+     return s * (1 + s)

# %% mistake="square-missing"
# the denominator is not squared: the slope is exp(-|x|) / (1 + exp(-|x|))**2.
def sigmoid_grad(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e)

# %% mistake="sigmoid-twice" edits="overflow"
# s * (1 - s) is computed of a value that went through the sigmoid twice. Once is enough.
-     s = 1 / (1 + np.exp(-x))
+     s = 0.5 * (1 + np.tanh(0.5 * x))
+     s = 0.5 * (1 + np.tanh(0.5 * s))

# %% mistake="input-modified"
# the argument is changed in place, so that the caller's numbers are lost. Work on a copy.
def sigmoid_grad(x):
    np.abs(x, out=x)
    e = np.exp(-x)
    return e / (1 + e) ** 2

# %% mistake="bell-curve"
# this is a bell curve as high as the slope of the sigmoid, but not the slope. That is s * (1 - s).
def sigmoid_grad(x):
    return 0.25 * np.exp(-(x**2) / 4)

# %% mistake="numeric-difference"
# this measures the slope by a difference, which is right to a few digits only, or nan for infinite numbers.
# Use the formula s * (1 - s).
def sigmoid_grad(x):
    s = lambda v: 0.5 * (1 + np.tanh(0.5 * v))
    return (s(x + 1e-5) - s(x - 1e-5)) / ((x + 1e-5) - (x - 1e-5))

# %% mistake="hard-sigmoid"
# this is the slope of a straight line that is cut off. The sigmoid bends: its slope is s * (1 - s).
def sigmoid_grad(x):
    return np.where(np.abs(x) < 2, 0.25, 0.0)

# %% mistake="factor-squared"
# one of the two factors is squared. The slope is s * (1 - s), each factor once.
def sigmoid_grad(x):
    s = 0.5 * (1 + np.tanh(np.asarray(x) / 2))
    return s**2 * (1 - s)

# %% mistake="measured-not-derived"
# the slope is measured by differences of the sigmoid, which lose their digits where it is flat. Use s * (1 - s).
def sigmoid_grad(x):
    def s(x):
        return 0.5 * (1 + np.tanh(np.asarray(x, dtype=float) / 2))

    with np.errstate(invalid="ignore"):
        return np.nan_to_num((s(x + 1e-3) - s(x - 1e-3)) / 2e-3)
