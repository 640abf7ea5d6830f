# %% exercise="sigmoid-neuron" name="sigmoid_neuron"

# %% right="textbook"
def sigmoid_neuron(w, x, b):
    t = np.sum(w * x) + b
    out = 1 / (1 + np.exp(-t))
    dt = out * (1 - out)
    return out, dt * x, dt * w, dt

# %% right="both-fractions"
import math

def sigmoid_neuron(w, x, b):
    t = sum(wi * xi for wi, xi in zip(w, x)) + b
    if t >= 0:
        out = 1 / (1 + math.exp(-t))
    else:
        out = math.exp(t) / (1 + math.exp(t))
    slope = out * (1 - out)
    return out, [slope * xi for xi in x], [slope * wi for wi in w], slope

# %% right="clipped"
def sigmoid_neuron(w, x, b):
    out = 1.0 / (1.0 + np.exp(-np.clip(w @ x + b, -500, 500)))
    db = out - out**2
    dw, dx = np.outer(db, np.stack([x, w]).ravel()).reshape(2, -1)
    return out, dw, dx, db

# %% right="expit"
from scipy.special import expit

def sigmoid_neuron(w, x, b):
    s = expit(w @ x + b)
    return s, s * (1 - s) * x, s * (1 - s) * w, s * (1 - s)

# %% right="by-tanh"
def sigmoid_neuron(w, x, b):
    half = np.tanh((w.dot(x) + b) / 2)
    slope = (1 - half * half) / 4
    return np.array(0.5 + half / 2), [slope * v for v in x], [slope * v for v in w], np.array(slope)

# %% mistake="not-swapped" edits="textbook"
# dw and dx have changed places. A product swaps: w gets dt times x, and x gets dt times w.
-     return out, dt * x, dt * w, dt
+     return out, dt * w, dt * x, dt

# %% mistake="slope-missing" edits="textbook"
# the gradients lack the slope of the sigmoid. Upstream times local: multiply by out * (1 - out).
-     dt = out * (1 - out)
+     dt = 1.0

# %% mistake="slope-is-output" edits="textbook"
# the slope of the sigmoid is out * (1 - out), not out.
-     dt = out * (1 - out)
+     dt = out

# %% mistake="slope-is-one-minus-output" edits="textbook"
# the slope of the sigmoid is out * (1 - out); the factor out is missing.
-     dt = out * (1 - out)
+     dt = 1 - out

# %% mistake="slope-from-input" edits="textbook"
# the slope is computed as t * (1 - t). It is out * (1 - out), with the output and not the input of the
# sigmoid.
-     dt = out * (1 - out)
+     dt = t * (1 - t)

# %% mistake="slope-of-tanh" edits="textbook"
# 1 - out**2 is the slope of tanh. That of the sigmoid is out * (1 - out).
-     dt = out * (1 - out)
+     dt = 1 - out**2

# %% mistake="sigmoid-twice" edits="textbook"
# the slope is taken at the output, as if the sigmoid were applied once more. Use out * (1 - out).
-     dt = out * (1 - out)
+     s = 1 / (1 + np.exp(-out))
+     dt = s * (1 - s)

# %% mistake="bias-forgotten" edits="textbook"
# the bias is missing in t = sum(w * x) + b.
-     t = np.sum(w * x) + b
+     t = np.sum(w * x)

# %% mistake="bias-gradient-is-one" edits="textbook"
# db is 1, the local gradient of t alone. Multiply it by what arrives at t: out * (1 - out).
-     return out, dt * x, dt * w, dt
+     return out, dt * x, dt * w, 1.0

# %% mistake="bias-gradient-times-b" edits="textbook"
# db is multiplied by b. The bias is a term of a sum: its local gradient is 1.
-     return out, dt * x, dt * w, dt
+     return out, dt * x, dt * w, dt * b

# %% mistake="sign-of-exponent" edits="textbook"
# the exponent has the wrong sign: sigmoid(t) = 1 / (1 + exp(-t)).
-     out = 1 / (1 + np.exp(-t))
+     out = 1 / (1 + np.exp(t))

# %% mistake="overflow" edits="textbook"
# exp(t) / (1 + exp(t)) is inf / inf = nan for t = 1000. Write 1 / (1 + exp(-t)).
-     out = 1 / (1 + np.exp(-t))
+     out = np.exp(t) / (1 + np.exp(t))

# %% mistake="overflow-in-slope" edits="textbook"
# the output is right, but exp(-t) / (1 + exp(-t))**2 is nan for t = -1000. Use out * (1 - out).
-     dt = out * (1 - out)
+     dt = np.exp(-t) / (1 + np.exp(-t)) ** 2

# %% mistake="gradients-summed" edits="textbook"
# dw and dx are summed to single numbers. A gradient has the shape of what it belongs to, (D,).
-     return out, dt * x, dt * w, dt
+     return out, np.sum(dt * x), np.sum(dt * w), dt

# %% mistake="products-not-summed" edits="textbook"
# the products w * x are not added up, so there is one output for each input. A neuron has one.
-     t = np.sum(w * x) + b
+     t = w * x + b

# %% mistake="bias-gradient-left-out" edits="textbook"
# only three values are returned; the gradient of the bias is missing. Return out, dw, dx, db.
-     return out, dt * x, dt * w, dt
+     return out, dt * x, dt * w

# %% mistake="sum-clipped" edits="textbook"
# t is cut off at 20 and -20 before the sigmoid, and what is beyond loses its true slope, which is far smaller.
# Cut off, if at all, where the exponential would be too large: at some 700.
-     out = 1 / (1 + np.exp(-t))
+     out = 1 / (1 + np.exp(-np.clip(t, -20, 20)))

# %% mistake="sum-clipped-close" edits="textbook" free="BOUND=5"
# t is cut off at {BOUND} and -{BOUND} before the sigmoid, so the output never gets near 0 or 1. Cut off, if at
# all, where the exponential would be too large: at some 700.
-     out = 1 / (1 + np.exp(-t))
+     out = 1 / (1 + np.exp(-np.clip(t, -BOUND, BOUND)))

# %% mistake="sigmoids-added"
# each product gets a sigmoid of its own, and these are added. Add up w * x and b first; one sigmoid goes over the sum.
def sigmoid_neuron(w, x, b):
    out = np.sum(0.5 * (1 + np.tanh((w * x + b) / 2)))
    slope = out * (1 - out)
    return out, slope * x, slope * w, slope

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- t = float(np.dot(w, x) + b)
+ t = float(np.dot(x, w) + b)

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- out = float(np.exp(-np.logaddexp(0, -t)))
+ out = float(np.exp(-np.logaddexp(-t, 0)))
