# %% exercise="relu-backward" name="relu_backward"

# %% right="textbook"
def relu_backward(dout, x):
    dx = np.array(dout)
    dx[x <= 0] = 0
    return dx

# %% right="copy-and-zero" teaches="An assignment of 0 multiplies nothing, so inf cannot become nan." edits="textbook"
-     dx = np.array(dout)
+     dx = dout.copy()

# %% right="where"
def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)

# %% right="fill-a-zero-array" teaches="Begin with zeros and fill in what passes: it reads like the rule in the text."
def relu_backward(dout, x):
    dx = np.zeros_like(dout)
    dx[x > 0] = dout[x > 0]
    return dx

# %% right="multiply-where"
def relu_backward(dout, x):
    return np.multiply(dout, 1.0, out=np.zeros(x.shape), where=np.maximum(x, 0) > 0)

# %% right="copyto" edits="copy-and-zero"
-     dx[x <= 0] = 0
+     np.putmask(dx, ~(x > 0), 0)

# %% mistake="passes-at-zero" edits="textbook"
# the gradient passes where x is exactly 0. In this series it passes where x > 0 only.
-     dx[x <= 0] = 0
+     dx[x < 0] = 0

# %% mistake="mask-from-upstream" edits="textbook"
# the mask is made of the gradient that arrives. What passes depends on the input x of the forward pass.
-     dx[x <= 0] = 0
+     dx[dout <= 0] = 0

# %% mistake="mask-reversed" edits="textbook"
# the mask is reversed: the gradient passes where x > 0.
-     dx[x <= 0] = 0
+     dx[x > 0] = 0

# %% mistake="input-modified" edits="textbook"
# an argument is changed in place, so the caller's array is lost. Work on a copy.
-     dx = np.array(dout)
+     dx = dout

# %% mistake="mask-missing" edits="textbook"
# the gradient passes everywhere. It is 0 where x <= 0.
-     dx[x <= 0] = 0

# %% mistake="scaled-by-x" edits="textbook"
# the gradient is multiplied by x. The slope of the ReLU is 1 where x > 0, however large x is.
-     dx[x <= 0] = 0
+     dx = np.where(x > 0, dout * x, 0)

# %% mistake="mask-returned" edits="textbook"
# this is the local gradient, the mask. Upstream times local: dout where x > 0.
-     return dx
+     return (x > 0) * 1.0

# %% mistake="ones-for-masked" edits="textbook"
# the masked entries are set to 1. They are 0: nothing passes.
-     dx[x <= 0] = 0
+     dx[x <= 0] = 1

# %% mistake="inf-times-zero"
# inf * 0 is nan: a product with the mask lets an infinite upstream gradient through to entries that are
# masked. Pick entries with np.where instead of multiplying.
def relu_backward(dout, x):
    return dout * (x > 0)

# %% mistake="inf-times-zero-at-zero"
# the gradient passes where x is exactly 0. In this series it passes where x > 0 only. Also, inf * 0 is nan:
# a product with the mask lets an infinite upstream gradient through to entries that are masked. Pick
# entries with np.where instead of multiplying.
def relu_backward(dout, x):
    return dout * (x >= 0)

# %% mistake="nan-to-num"
# nan_to_num also replaces an infinity that passes by a large number. Do not make the nan: use np.where.
def relu_backward(dout, x):
    return np.nan_to_num(dout * (x > 0))

# %% mistake="arguments-swapped"
# dout and x have changed places: the result holds entries of x. Return dout where x > 0.
def relu_backward(dout, x):
    return np.where(dout > 0, x, 0.0)

# %% mistake="sign-of-x"
# negative entries of x send the gradient back with a minus. They send back 0.
def relu_backward(dout, x):
    with np.errstate(all='ignore'):
        return np.where(x == 0, 0, dout * np.sign(x))

# %% mistake="python-loop"
# there is a Python loop over the entries. Let NumPy pick them: np.where(x > 0, dout, 0).
def relu_backward(dout, x):
    dx = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            dx[index] = dout[index]
    return dx

# %% mistake="too-much-memory"
# the explicit Jacobian is formed, which is what this function is there to avoid.
def relu_backward(dout, x):
    mask = (x > 0).ravel()
    safe = np.where(mask, dout.ravel(), 0.0)
    blocked = np.where(np.isfinite(safe), safe, 0.0)
    dx = (np.diag(mask * 1.0) @ blocked).reshape(x.shape)
    return np.where(np.isinf(dout) & (x > 0), dout, dx)

# %% mistake="written-into-upstream-and-at-zero" edits="textbook"
# two things at once: dx = dout is no copy, so dout itself is changed; make a new array. And the mask is x < 0,
# so the gradient passes where x is exactly 0; it should be 0 where x <= 0.
-     dx = np.array(dout)
-     dx[x <= 0] = 0
+     dx = dout
+     dx[x < 0] = 0

# %% mistake="whole-numbers" edits="textbook"
# the result is made of whole numbers, so that 0.5 becomes 0. Make a float array.
-     dx = np.array(dout)
-     dx[x <= 0] = 0
+     dx = np.zeros(x.shape, dtype=int)
+     dx[x > 0] = dout[x > 0]

# %% mistake="input-passed-on" edits="textbook"
# x comes back where it is positive: this is the forward pass. Backward, dout passes there.
-     dx = np.array(dout)
+     dx = np.array(x)

# %% mistake="negative-gradient-lost" edits="textbook"
# where dout is negative nothing passes. A gradient may be negative: only the sign of x decides.
-     dx[x <= 0] = 0
+     dx[(x <= 0) | (dout < 0)] = 0

# %% mistake="negative-gradient-lost-and-infinite"
# where dout is negative nothing passes, and where it is infinite the mask makes nan of it. Only the sign of x
# decides: np.where(x > 0, dout, 0).
def relu_backward(dout, x):
    return np.maximum(0, dout) * (x > 0)

# %% mistake="multiplied-by-relu"
# dout is multiplied by the output of the ReLU. The local gradient is its slope, 1 where x > 0 and 0 elsewhere.
def relu_backward(dout, x):
    return dout * np.maximum(0, x)

# %% mistake="input-where-negative"
# where x is not positive, x itself comes back. Nothing passes there: 0.
def relu_backward(dout, x):
    return np.where(x > 0, dout, x)

# %% mistake="half-at-zero"
# half of the gradient passes where x is exactly 0. In this series none does.
def relu_backward(dout, x):
    return np.where(x > 0, dout, np.where(x == 0, dout / 2, 0.0))
