# %% exercise="numeric-gradients" name="numeric_gradients"

# %% right="textbook"
def numeric_gradients(loss_fn, params, h=1e-5):
    grads = {}
    for name in params:
        x = params[name]
        grad = np.zeros_like(x)
        for index in np.ndindex(*x.shape):
            old = x[index]
            x[index] = old + h
            above = loss_fn(params)
            x[index] = old - h
            below = loss_fn(params)
            x[index] = old
            grad[index] = (above - below) / (2 * h)
        grads[name] = grad
    return grads

# %% right="working-copy" teaches="One copy of everything, made once: the caller's arrays cannot be harmed, and only numbers are put back."
def numeric_gradients(loss_fn, params, h=1e-5):
    work = {name: array.copy() for name, array in params.items()}
    grads = {name: np.empty(array.shape) for name, array in params.items()}
    for name, array in work.items():
        for k in range(array.size):
            values = []
            for side in (h, -h):
                array.flat[k] = params[name].flat[k] + side
                values.append(loss_fn(work))
            array.flat[k] = params[name].flat[k]
            grads[name].flat[k] = (values[0] - values[1]) / (2 * h)
    return grads

# %% right="unit-steps" teaches="Each step is a row of h times the identity, laid out in the shape of the array: the formula without an index."
def numeric_gradients(loss_fn, params, h=1e-5):
    def slopes(name, array):
        steps = (h * np.eye(array.size)).reshape(-1, *array.shape)
        moved = lambda step: loss_fn({**params, name: array + step})
        return np.array([(moved(step) - moved(-step)) / h / 2 for step in steps]).reshape(array.shape)

    return {name: slopes(name, array) for name, array in params.items()}

# %% right="nditer"
def numeric_gradients(loss_fn, params, h=1e-5):
    grads = dict()
    for name, value in params.items():
        grads[name] = np.zeros(value.shape, dtype=np.float64)
        it = np.nditer(value, flags=["multi_index"])
        for _ in it:
            ix = it.multi_index
            plus = {k: v.copy() for k, v in params.items()}
            minus = {k: v.copy() for k, v in params.items()}
            plus[name][ix] += h
            minus[name][ix] -= h
            grads[name][ix] = 0.5 * (loss_fn(plus) - loss_fn(minus)) / h
    return grads

# %% mistake="twice-too-large" edits="textbook"
# the difference is divided by h, but the two points are 2 * h apart.
-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / h

# %% mistake="precedence" edits="textbook"
# `/ 2 * h` divides by 2 and then multiplies by h. Put the divisor in brackets: / (2 * h).
-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / 2 * h

# %% mistake="sign" edits="textbook"
# the sign is wrong: take the loss with the entry raised minus the loss with it lowered.
-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (below - above) / (2 * h)

# %% mistake="one-sided" edits="textbook"
# the difference is one-sided. Measure on both sides of the entry: the error then shrinks like h**2.
-             x[index] = old - h
+             x[index] = old

-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / h

# %% mistake="one-sided-below" edits="textbook"
# the difference is one-sided, from the entry down. Measure on both sides: the error then shrinks like h**2.
-             x[index] = old + h
+             x[index] = old

-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / h

# %% mistake="half-a-step" edits="textbook"
# the entry is moved by h / 2 in both directions. Move it by h, and divide by the whole distance, 2 * h.
-             x[index] = old + h
+             x[index] = old + h / 2

-             x[index] = old - h
+             x[index] = old - h / 2

-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / h

# %% mistake="h-ignored" edits="textbook"
# the result does not follow h: it is that of a much smaller step. Use the h that is given.
  def numeric_gradients(loss_fn, params, h=1e-5):
+     h = 1e-5

# %% mistake="moved-together" edits="textbook"
# all entries of an array are moved together, so each gets the slope of all. Move one entry at a time.
-             old = x[index]
-             x[index] = old + h
+             old = x.copy()
+             x[...] = old + h

-             x[index] = old - h
+             x[...] = old - h

-             x[index] = old
+             x[...] = old

# %% mistake="not-put-back" edits="textbook"
# the entry is not put back before the next one is measured, and the caller's array stays changed. Put the old
# number back, or move it in a copy.
-             x[index] = old
-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / (2 * h)

# %% mistake="rounding-left-behind" edits="textbook"
# the entry is put back by adding what was subtracted, which leaves a rounding error. Keep the old number and
# assign it, or work on a copy.
-             x[index] = old + h
+             x[index] += h

-             x[index] = old - h
+             x[index] -= 2 * h

-             x[index] = old
+             x[index] += h

# %% mistake="flat" edits="textbook"
# the gradients are rows of numbers. Each has the shape of its parameter.
-         grads[name] = grad
+         grads[name] = grad.ravel()

# %% mistake="first-parameter-only" edits="textbook"
# only the first parameter has a gradient: the function returns inside the loop over the names.
-         grads[name] = grad
-     return grads
+         grads[name] = grad
+         return grads

# %% mistake="relative-step" edits="textbook"
# the step grows with the entry. The exercise asks for h itself, for every entry.
-             x[index] = old + h
+             step = h * max(1, abs(old))
+             x[index] = old + step

-             x[index] = old - h
+             x[index] = old - step

-             grad[index] = (above - below) / (2 * h)
+             grad[index] = (above - below) / (2 * step)

# %% equivalent="function"
# every entry is written afterwards
- grads[name] = np.zeros(array.shape)
+ grads[name] = np.ones(array.shape)
