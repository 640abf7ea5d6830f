# %% exercise="numeric-gradient" name="numeric_gradient"

# %% right="textbook"
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        grad[index] = (above - below) / (2 * h)
    return grad

# %% right="nditer"
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        oldval = x[ix]
        x[ix] = oldval + h
        fxph = f(x)
        x[ix] = oldval - h
        fxmh = f(x)
        x[ix] = oldval
        grad[ix] = (fxph - fxmh) / (2 * h)
        it.iternext()
    return grad

# %% right="unit-steps" teaches="Each row of h times the identity is one step along one axis, which is the formula word for word. It copies x instead of changing it."
def numeric_gradient(f, x, h=1e-5):
    steps = h * np.eye(x.size)
    slopes = [(f(x + s.reshape(x.shape)) - f(x - s.reshape(x.shape))) / h / 2 for s in steps]
    return np.array(slopes).reshape(x.shape)

# %% right="flat-copies"
def numeric_gradient(f, x, h=1e-5):
    grad = np.empty(x.size)
    for k in range(x.size):
        up, down = x.copy(), x.copy()
        up.flat[k] += h
        down.flat[k] -= h
        grad[k] = 0.5 * (f(up) - f(down)) / h
    return grad.reshape(x.shape)

# %% right="restored-copy"
def numeric_gradient(f, x, h=1e-5):
    x0, grad = x.copy(), {}
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        grad[index] = (above - f(x)) / (2 * h)
        x[:] = x0
    return np.array(list(grad.values())).reshape(x.shape)

# %% right="flat-iterator" teaches="x.flat numbers the entries of any array from 0, so that one loop serves all shapes."
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros(x.size)
    for k in range(x.size):
        old = x.flat[k]
        x.flat[k] = old + h
        above = f(x)
        x.flat[k] = old - h
        grad[k] = (above - f(x)) / (2 * h)
        x.flat[k] = old
    return grad.reshape(x.shape)

# %% mistake="forward-difference"
# the difference is one-sided, f(x + h) - f(x). Measure on both sides: its error shrinks like h**2.
def numeric_gradient(f, x, h=1e-5):
    here = f(x)
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        old = x[index]
        x[index] = old + h
        grad[index] = (f(x) - here) / h
        x[index] = old
    return grad

# %% mistake="backward-difference" edits="forward-difference"
# the difference is one-sided, f(x) - f(x - h). Measure on both sides: its error shrinks like h**2.
-         x[index] = old + h
-         grad[index] = (f(x) - here) / h
+         x[index] = old - h
+         grad[index] = (here - f(x)) / h

# %% mistake="twice-too-large" edits="textbook"
# the difference is divided by h, but the two points are 2 * h apart.
-         grad[index] = (above - below) / (2 * h)
+         grad[index] = (above - below) / h

# %% mistake="precedence" edits="textbook"
# `/ 2 * h` divides by 2 and then multiplies by h. Put the divisor in brackets: / (2 * h).
-         grad[index] = (above - below) / (2 * h)
+         grad[index] = (above - below) / 2 * h

# %% mistake="half-steps" edits="textbook"
# the points are x + h/2 and x - h/2. Here h is half the distance between the points.
-         x[index] = old + h
+         x[index] = old + h / 2

-         x[index] = old - h
+         x[index] = old - h / 2

-         grad[index] = (above - below) / (2 * h)
+         grad[index] = (above - below) / h

# %% mistake="h-ignored" edits="textbook"
# the result does not follow h: it is that of a much smaller step. Use (f(x + h) - f(x - h)) / (2 * h) with
# the h that is given.
  def numeric_gradient(f, x, h=1e-5):
+     h = 1e-5

# %% mistake="sign" edits="textbook"
# the gradient has the wrong sign: take f(x + h) minus f(x - h).
-         grad[index] = (above - below) / (2 * h)
+         grad[index] = (below - above) / (2 * h)

# %% mistake="not-put-back" edits="textbook"
# the entries are not put back, so later entries are measured at another point and x stays changed. Restore
# each entry before you go to the next.
-         x[index] = old

# %% mistake="rounding-left-behind-once" edits="textbook"
# x is put back by adding h again, which leaves rounding errors behind: x is no longer quite what it was.
# Keep the old number and assign it.
-         x[index] = old
+         x[index] += h

# %% mistake="rounding-left-behind" edits="textbook"
# x is put back by adding what was subtracted, which leaves rounding errors behind: x is no longer quite
# what it was. Keep the old number and assign it.
-         old = x[index]
-         x[index] = old + h
+         x[index] += h

-         x[index] = old - h
+         x[index] -= 2 * h

-         x[index] = old
+         x[index] += h

# %% mistake="moved-all-at-once"
# all entries are moved together, which gives one slope for all. Move one entry at a time.
def numeric_gradient(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))

# %% mistake="rows-moved-together"
# only the first index is looped over, so all entries of a row move together. Go over every entry, for
# instance with np.ndindex(x.shape).
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad

# %% mistake="same-array-twice"
# `up = x` makes no copy: up, down and x are one array, and the two moves cancel. Use x.copy().
def numeric_gradient(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        up = x
        down = x
        up[index] = up[index] + h
        down[index] = down[index] - h
        grad[index] = (f(up) - f(down)) / (2 * h)
    return grad

# %% mistake="flat"
# the gradient comes back as one long row. It should have the shape of x.
def numeric_gradient(f, x, h=1e-5):
    grad = []
    for index in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[index] = h
        grad.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(grad)

# %% mistake="moved-in-a-copy"
# for some x nothing moves: x.ravel() and x.reshape(-1) are views of x only where its rows lie one after the
# other in memory, and copies of it elsewhere, as for a transposed matrix. f then sees an unchanged x. Use
# x[index] with np.ndindex(x.shape), or x.flat.
def numeric_gradient(f, x, h=1e-5):
    flat = x.ravel()
    grad = np.zeros(flat.shape)
    for k in range(flat.size):
        old = flat[k]
        flat[k] = old + h
        above = f(x)
        flat[k] = old - h
        below = f(x)
        flat[k] = old
        grad[k] = (above - below) / (2 * h)
    return grad.reshape(x.shape)

# %% mistake="one-function-only"
# this is the gradient of sum(x**2), whatever f is. Ask f: evaluate it at x + h and x - h, entry by entry.
def numeric_gradient(f, x, h=1e-5):
    return 2 * x

# %% mistake="relative-step"
# the step grows with the entry: it is h times x. Move each entry by h itself, to either side.
def numeric_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] *= 1 + h
        below[index] *= 1 - h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient

# %% equivalent="function"
# every entry is written afterwards
- gradient = np.zeros_like(x)
+ gradient = np.ones_like(x)

# %% mistake="one-sided-over-two-steps"
# the difference is one-sided, f(x + h) - f(x), but it is divided by 2 * h. Take f(x - h) for the second point.
def numeric_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient
