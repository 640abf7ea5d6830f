# %% exercise="layer-error" name="layer_error"

# %% right="textbook"
def layer_error(forward, backward, x, dout):
    h = 1e-5
    measured = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slope = (forward(up)[0] - forward(down)[0]) / (2 * h)
        measured[index] = np.sum(slope * dout)
    out, cache = forward(x)
    difference = backward(dout, cache) - measured
    return float(np.max(np.abs(difference)))

# %% right="own-jacobian"
def layer_error(forward, backward, x, dout):
    def flat(v):
        return forward(v.reshape(x.shape))[0].ravel()

    def jacobian(f, v, h=1e-5):
        columns = [(f(v + step) - f(v - step)) / (2 * h) for step in h * np.eye(v.size)]
        return np.stack(columns)

    J = jacobian(flat, x.ravel().copy())
    dx = backward(dout, forward(x)[1])
    return np.abs(dx.ravel() - J @ dout.ravel()).max()

# %% right="directional" teaches="The upstream gradient makes one number of all outputs, and differences of that number are the gradient itself: no Jacobian is needed."
def layer_error(forward, backward, x, dout):
    total = lambda z: np.vdot(forward(z)[0], dout)
    steps = 1e-5 * np.eye(x.size).reshape(-1, *x.shape)
    measured = np.array([total(x + step) - total(x - step) for step in steps]) / 2e-5
    return np.linalg.norm(backward(dout, forward(x)[1]).ravel() - measured, ord=np.inf)

# %% right="running-maximum"
def layer_error(forward, backward, x, dout):
    _, cache = forward(x)
    dx, worst = backward(dout, cache), 0.0
    for i in range(x.size):
        step = np.zeros(x.size)
        step[i] = 1e-5
        step = step.reshape(x.shape)
        slope = float(np.sum((forward(x + step)[0] - forward(x - step)[0]) * dout)) / 2e-5
        worst = max(worst, abs(float(dx.flat[i]) - slope))
    return worst

# %% mistake="signed" edits="textbook"
# a difference below 0 counts as small. Take absolute values before the maximum.
-     return float(np.max(np.abs(difference)))
+     return float(np.max(difference))

# %% mistake="mean-for-maximum" edits="textbook"
# the differences are averaged, so that one wrong entry hides among the right ones. Take the greatest.
-     return float(np.max(np.abs(difference)))
+     return float(np.mean(np.abs(difference)))

# %% mistake="summed" edits="textbook"
# the differences are added up. Take the greatest of them.
-     return float(np.max(np.abs(difference)))
+     return float(np.sum(np.abs(difference)))

# %% mistake="norm" edits="textbook"
# this is the root of the sum of squares of the differences. Take the greatest absolute difference.
-     return float(np.max(np.abs(difference)))
+     return float(np.sqrt(np.sum(difference**2)))

# %% mistake="upstream-forgotten" edits="textbook"
# the measured slopes are added up without the upstream gradient. Multiply each output's slope by its dout.
-         measured[index] = np.sum(slope * dout)
+         measured[index] = np.sum(slope)

# %% mistake="twice-too-large" edits="textbook"
# the difference of the two outputs is divided by h, but the two points are 2 * h apart.
-         slope = (forward(up)[0] - forward(down)[0]) / (2 * h)
+         slope = (forward(up)[0] - forward(down)[0]) / h

# %% mistake="relative" edits="textbook"
# the difference is divided by the size of the gradients. Here the absolute difference is asked for.
-     return float(np.max(np.abs(difference)))
+     return float(np.max(np.abs(difference) / np.maximum(1e-8, np.abs(measured) + np.abs(difference + measured))))

# %% mistake="backward-not-asked" edits="textbook"
# this is the greatest measured gradient; what `backward` returns does not enter. Compare the two.
-     difference = backward(dout, cache) - measured
+     difference = measured

# %% mistake="not-measured" edits="textbook"
# this is the greatest entry of what `backward` returns; nothing is measured. Compare it with the differences.
-     difference = backward(dout, cache) - measured
+     difference = backward(dout, cache)

# %% mistake="sizes-compared" edits="textbook"
# the greatest entries of both gradients are compared with each other. Compare entry by entry.
-     return float(np.max(np.abs(difference)))
+     return float(abs(np.max(np.abs(difference + measured)) - np.max(np.abs(measured))))

# %% mistake="first-entry-only" edits="textbook"
# only the first entry is compared. Take the greatest difference over all of them.
-     return float(np.max(np.abs(difference)))
+     return float(np.abs(difference).flat[0])

# %% mistake="smallest-for-greatest"
# the smallest difference is returned. One right entry would hide all the wrong ones: take the greatest.
def layer_error(forward, backward, x, dout):
    _, cache = forward(x)
    measured = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += 1e-5
        below[index] -= 1e-5
        measured[index] = np.sum((forward(above)[0] - forward(below)[0]) * dout) / 2e-5
    return float(np.min(np.abs(backward(dout, cache) - measured)))

# %% equivalent="function"
# every entry is written afterwards
- measured = np.zeros(x.shape)
+ measured = np.ones(x.shape)
