# %% exercise="sigmoid" name="sigmoid"

# %% right="math-loop"
import math

def sigmoid(x):
    out = []
    for v in x.flat:
        if v >= 0:
            out.append(1 / (1 + math.exp(-v)))
        else:
            e = math.exp(v)
            out.append(e / (1 + e))
    return np.array(out).reshape(x.shape)

# %% right="mirrored"
def sigmoid(x):
    positive_half = 1 / (1 + np.exp(-abs(x)))
    return np.where(x < 0, 1 - positive_half, positive_half)

# %% right="expit"
from scipy.special import expit

def sigmoid(x):
    return expit(x)

# %% right="by-tanh" teaches="Sigmoid and tanh are one function, stretched and moved."
def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))

# %% right="wide-clip"
def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))

# %% right="two-masks"
def sigmoid(x):
    out = np.empty(x.shape)
    up = x >= 0
    out[up] = 1 / (1 + np.exp(-x[up]))
    e = np.exp(x[~up])
    out[~up] = e / (1 + e)
    return out

# %% right="errstate"
def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))

# %% right="logaddexp" teaches="np.logaddexp(a, b) is log(exp(a) + exp(b)), computed safely: so the sigmoid is exp(-logaddexp(0, -x))."
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))

# %% right="where-with-safe-exponents"
def sigmoid(x):
    down = np.exp(np.minimum(x, 0))
    up = np.exp(-np.maximum(x, 0))
    return np.where(x < 0, down / (1 + down), 1 / (1 + up))

# %% mistake="overflow"
# the values are right, but an exponential overflows on the way and NumPy warns. Take exp of numbers that
# are never positive, such as -|x|. (np.where does not protect: it computes both its branches for all
# entries.)
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

# %% mistake="quotient-overflows"
# for large x the exponential is inf above and below the line, and inf / inf is nan. Take exp of numbers
# that are never positive, such as -|x|.
def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))

# %% mistake="sign"
# the sign of the exponent is wrong: 1 / (1 + exp(x)) falls. The sigmoid rises, with exp(-x).
def sigmoid(x):
    return 1 / (1 + np.exp(x))

# %% mistake="sign-lost"
# exp(-|x|) is used, but a negative x is treated like a positive one. Where x < 0 the numerator is exp(x).
def sigmoid(x):
    return 1 / (1 + np.exp(-np.abs(x)))

# %% mistake="one-missing"
# the 1 in the denominator is missing: 1 / exp(-x) is just exp(x), and has no upper bound.
def sigmoid(x):
    return 1 / np.exp(-x)

# %% mistake="tanh-returned"
# this is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.
def sigmoid(x):
    return np.tanh(x)

# %% mistake="slope-returned"
# this is the slope of the sigmoid, s * (1 - s). Wanted is s itself.
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2

# %% mistake="softmax-returned"
# everything is divided by the sum over all entries, as in a softmax. The sigmoid treats each entry by
# itself.
def sigmoid(x):
    e = np.exp(x - x.max())
    return e / e.sum()

# %% mistake="tanh-argument"
# the sigmoid is (1 + tanh(x / 2)) / 2. The half inside is missing.
def sigmoid(x):
    return 0.5 * (1 + np.tanh(x))

# %% mistake="clipped-too-close"
# x is clipped so close to 0 that the result is visibly wrong beyond it. Use the form with exp(-|x|).
def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -10, 10)))

# %% mistake="hard-sigmoid"
# this is a straight line, cut at 0 and 1. The sigmoid is curved: 1 / (1 + exp(-x)).
def sigmoid(x):
    return np.clip(0.25 * x + 0.5, 0, 1)

# %% mistake="math-exp"
# math.exp takes one number. np.exp takes a whole array.
import math

def sigmoid(x):
    return 1 / (1 + math.exp(-x))

# %% mistake="truncated-to-int" edits="two-masks"
# the result takes over the integer type of x, and every value is cut to a whole number. Make a float array
# for it.
-     out = np.empty(x.shape)
+     out = np.zeros_like(x)

# %% mistake="input-modified" edits="overflow"
# the argument is changed in place, so that the caller's numbers are lost. Work on a copy.
  def sigmoid(x):
+     np.clip(x, -500, 500, out=x)

# %% mistake="argument-clipped" free="BOUND=5"
# the argument is clipped at {BOUND}, where the sigmoid is not yet 0 or 1. Clip at 700 and more, or not at all.
def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -BOUND, BOUND)))

# %% mistake="straight-line"
# this is a straight line cut off at 0 and 1 (the hard sigmoid). Use the formula with exp.
def sigmoid(x):
    return np.clip(0.2 * np.asarray(x, dtype=float) + 0.5, 0, 1)

# %% equivalent="comparison"
# at 0 both branches are 1 / 2
- return np.where(x >= 0, 1, small) / (1 + small)
+ return np.where(x > 0, 1, small) / (1 + small)

# %% mistake="brackets-missing"
# 1 / 1 + exp(-x) divides 1 by 1, and then adds. Put the divisor in brackets: 1 / (1 + exp(-x)).
def sigmoid(x):
    return 1 / 1 + np.exp(-np.clip(x, -500, 500))

# %% mistake="stretched-to-minus-one"
# this is 2 * sigmoid(x) - 1, which runs from -1 to 1. The sigmoid runs from 0 to 1.
def sigmoid(x):
    small = np.exp(-np.abs(x))
    return 2 * np.where(x >= 0, 1, small) / (1 + small) - 1
