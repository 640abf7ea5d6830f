# %% exercise="numeric-jacobian" name="numeric_jacobian"

# %% right="textbook"
def numeric_jacobian(f, x, h=1e-5):
    N, M = len(x), len(f(x))
    J = np.zeros((N, M))
    for n in range(N):
        up = x.copy()
        down = x.copy()
        up[n] += h
        down[n] -= h
        J[n] = (f(up) - f(down)) / (2 * h)
    return J

# %% right="copies-and-preallocation"
def numeric_jacobian(f, x, h=1e-5):
    N, M = len(x), len(f(x))
    J = np.zeros((N, M))
    for n in range(N):
        up, down = x.copy(), x.copy()
        up[n] += h
        down[n] -= h
        y_up, y_down = f(up), f(down)
        for m in range(M):
            J[n, m] = (y_up[m] - y_down[m]) / (2 * h)
    return J

# %% right="comprehension-of-both-sides"
def numeric_jacobian(f, x, h=1e-5):
    steps = np.diag(np.full(x.shape, h))
    above = np.array([f(point) for point in x + steps])
    below = np.array([f(point) for point in x - steps])
    return (above - below) / (2.0 * h)

# %% right="put-back"
def numeric_jacobian(f, x, h=1e-5):
    rows = []
    for n in range(x.size):
        old = x[n]
        x[n] = old + h
        above = np.array(f(x))
        x[n] = old - h
        below = np.array(f(x))
        x[n] = old
        rows.append((above - below) / h / 2)
    return rows

# %% right="columns-then-transposed"
def numeric_jacobian(f, x, h=1e-5):
    steps = np.eye(x.size) * h
    return np.column_stack([f(x + s) - f(x - s) for s in steps]).T / (2 * h)

# %% mistake="transposed" edits="textbook"
# the outputs are the rows: this is the other layout, (M, N). Here J[n, m] = dy_m / dx_n.
-     return J
+     return J.T

# %% mistake="columns-filled" edits="textbook"
# each input fills a column. In the layout of this series it fills a row: J[n] = ...
-     J = np.zeros((N, M))
+     J = np.zeros((M, N))

# %% mistake="twice-too-large" edits="textbook"
# the difference is divided by h, but the two points are 2 * h apart.
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n] = (f(up) - f(down)) / h

# %% mistake="precedence" edits="textbook"
# `/ 2 * h` divides by 2 and then multiplies by h. Put the divisor in brackets: / (2 * h).
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n] = (f(up) - f(down)) / 2 * h

# %% mistake="sign" edits="textbook"
# the sign is wrong: take f(x + h) minus f(x - h).
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n] = (f(down) - f(up)) / (2 * h)

# %% mistake="one-sided" edits="textbook"
# the difference is one-sided, (f(x + h) - f(x)) / h. Measure on both sides: its error shrinks like h**2.
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n] = (f(up) - f(x)) / h

# %% mistake="h-ignored" edits="textbook"
# the result does not depend on h as the formula's does. Step exactly h to both sides.
  def numeric_jacobian(f, x, h=1e-5):
+     h = 1e-5

# %% mistake="moved-together" edits="textbook"
# all inputs are moved together, so every row holds the sum over all of them. Move one at a time.
-         up[n] += h
-         down[n] -= h
+         up += h
+         down -= h

# %% mistake="same-array-twice" edits="textbook"
# `up = x` makes no copy: up, down and x are one array, and the two moves cancel. Use x.copy().
-         up = x.copy()
-         down = x.copy()
+         up = x
+         down = x

# %% mistake="summed-over-outputs" edits="textbook"
# the outputs are summed. A Jacobian keeps a column for every output.
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n] = np.sum(f(up) - f(down)) / (2 * h)

# %% mistake="square-assumed" edits="textbook"
# the table is made N by N. Its columns are the outputs, and there may be more or fewer of them.
-     J = np.zeros((N, M))
+     J = np.zeros((N, N))

# %% mistake="diagonal-only" edits="textbook"
# only the diagonal is filled, the entries with n = m. Every input may move every output.
-         J[n] = (f(up) - f(down)) / (2 * h)
+         J[n, min(n, M - 1)] = ((f(up) - f(down)) / (2 * h))[min(n, M - 1)]

# %% mistake="last-input-missing" edits="textbook"
# the loop stops before the last input, and its row stays 0.
-     for n in range(N):
+     for n in range(N - 1):

# %% mistake="not-put-back"
# the entries are not put back, so later rows are measured at another point and x stays changed.
def numeric_jacobian(f, x, h=1e-5):
    rows = []
    for n in range(len(x)):
        x[n] += h
        up = f(x)
        x[n] -= 2 * h
        rows.append((up - f(x)) / (2 * h))
    return np.array(rows)

# %% mistake="rounding-left-behind" edits="not-put-back"
# x is put back by adding what was subtracted, which leaves rounding errors behind. Keep the old number and
# assign it, or work on a copy.
-         rows.append((up - f(x)) / (2 * h))
+         down = f(x)
+         x[n] += h
+         rows.append((up - down) / (2 * h))

# %% mistake="half-a-step" edits="textbook"
# x is moved by h / 2 in both directions. Move it by h, and divide by the whole distance, 2 * h.
-         up[n] += h
-         down[n] -= h
-         J[n] = (f(up) - f(down)) / (2 * h)
+         up[n] += h / 2
+         down[n] -= h / 2
+         J[n] = (f(up) - f(down)) / h

# %% mistake="relative-step" edits="textbook"
# the step grows with the entry of x. The exercise asks for h itself, for every entry.
-         up[n] += h
-         down[n] -= h
-         J[n] = (f(up) - f(down)) / (2 * h)
+         step = h * max(1, abs(x[n]))
+         up[n] += step
+         down[n] -= step
+         J[n] = (f(up) - f(down)) / (2 * step)

# %% mistake="purely-relative-step" edits="textbook"
# the step is h times the entry of x, so it is 0 where that is 0. The exercise asks for h itself.
-         up[n] += h
-         down[n] -= h
-         J[n] = (f(up) - f(down)) / (2 * h)
+         up[n] += h * x[n]
+         down[n] -= h * x[n]
+         J[n] = (f(up) - f(down)) / (2 * h * x[n])

# %% mistake="all-moved-at-once"
# all entries of x are moved at once, and the slopes stand on a diagonal. Move one entry at a time: it makes one row.
def numeric_jacobian(f, x, h=1e-5):
    slopes = (f(x + h) - f(x - h)) / (2 * h)
    J = np.zeros((len(x), len(slopes)))
    np.fill_diagonal(J, slopes)
    return J

# %% equivalent="dropped call"
# the text accepts a list of the same numbers, or the check takes it for the array
- return np.array(rows)
+ return rows

# %% mistake="own-step" edits="textbook" free="STEP=1e-2"
# the step is always {STEP}, whatever h is. Step exactly h to both sides.
  def numeric_jacobian(f, x, h=1e-5):
+     h = STEP
