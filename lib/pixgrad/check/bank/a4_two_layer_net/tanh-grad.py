# %% exercise="tanh-grad" name="tanh_grad"

# %% right="by-exponentials"
def tanh_grad(x):
    e = np.exp(-2 * np.abs(x))
    return 4 * e / (1 + e) ** 2

# %% right="cosh"
def tanh_grad(x):
    return 1 / np.cosh(np.clip(x, -300, 300)) ** 2

# %% right="product"
def tanh_grad(x):
    return (1 - np.tanh(x)) * (1 + np.tanh(x))

# %% right="expit"
from scipy.special import expit

def tanh_grad(x):
    return 4 * expit(2 * x) * expit(-2 * x)

# %% right="loop"
import math

def tanh_grad(x):
    return np.array([1 - math.tanh(v) ** 2 for v in x.ravel()]).reshape(x.shape)

# %% mistake="takes-the-output"
# the argument is taken for the value that comes out of the activation. It is what goes in: compute tanh(x)
# first.
def tanh_grad(x):
    return 1 - x**2

# %% mistake="not-squared"
# the tangent is not squared: the slope is 1 - tanh(x)**2.
def tanh_grad(x):
    return 1 - np.tanh(x)

# %% mistake="square-of-difference"
# (1 - tanh(x))**2 was computed. Square the tangent alone: 1 - tanh(x)**2.
def tanh_grad(x):
    return (1 - np.tanh(x)) ** 2

# %% mistake="overflow"
# the values are right, but an exponential (cosh is made of two) overflows for large x and NumPy warns. Use
# 1 - np.tanh(x)**2.
def tanh_grad(x):
    return 1 / np.cosh(x) ** 2

# %% mistake="cosh-not-squared"
# 1 / cosh(x) was computed. The slope is 1 / cosh(x)**2, or 1 - tanh(x)**2.
def tanh_grad(x):
    return 1 / np.cosh(x)

# %% mistake="tanh-returned"
# this is tanh itself. Its slope is 1 - tanh(x)**2.
def tanh_grad(x):
    return np.tanh(x)

# %% mistake="sign"
# the sign is wrong: tanh rises everywhere, so its slope is positive.
def tanh_grad(x):
    return np.tanh(x) ** 2 - 1

# %% mistake="plus-for-minus"
# 1 + tanh(x)**2 was computed. The slope is 1 - tanh(x)**2, and never above 1.
def tanh_grad(x):
    return 1 + np.tanh(x) ** 2

# %% mistake="form-of-sigmoid"
# t * (1 - t) is the form for the sigmoid. For tanh it is 1 - t**2.
def tanh_grad(x):
    return np.tanh(x) * (1 - np.tanh(x))

# %% mistake="slope-of-sigmoid"
# this is the slope of the sigmoid. That of tanh is 1 - tanh(x)**2, and 1 at x = 0.
def tanh_grad(x):
    return 0.25 * (1 - np.tanh(0.5 * x) ** 2)

# %% mistake="slope-of-clipped-line"
# this is 1 between -1 and 1 and 0 outside, the slope of a straight line that is cut off. The slope of tanh
# falls smoothly: 1 - tanh(x)**2.
def tanh_grad(x):
    return (np.abs(x) < 1).astype(float)

# %% mistake="measured-not-derived"
# the slope is measured by differences of tanh, which lose their digits where it is flat. Use 1 - tanh(x)**2.
def tanh_grad(x):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num((np.tanh(x + 1e-3) - np.tanh(x - 1e-3)) / 2e-3)
