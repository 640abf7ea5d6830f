# %% exercise="reused-input" name="reused_input"

# %% right="textbook"
def reused_input(x, y):
    q = x + y
    r = x * y
    dq = r
    dr = q
    dx = dq * 1.0
    dx += dr * y
    dy = dq * 1.0
    dy += dr * x
    return q * r, dx, dy

# %% right="product-rule"
def reused_input(x, y):
    df_dx = 1 * (x * y) + (x + y) * y
    df_dy = 1 * (x * y) + (x + y) * x
    return (x + y) * x * y, df_dx, df_dy

# %% right="tape"
def reused_input(x, y):
    values = [x, y, x + y, x * y]
    grads = [0.0, 0.0, 0.0, 0.0]
    grads[2] += values[3]
    grads[3] += values[2]
    for i in (0, 1):
        grads[i] += grads[2]
        grads[i] += grads[3] * values[1 - i]
    return values[2] * values[3], grads[0], grads[1]

# %% right="expanded"
def reused_input(x, y):
    return x**2 * y + x * y**2, 2 * x * y + y**2, x**2 + 2 * x * y

# %% right="accumulated-in-an-array"
def reused_input(x, y):
    q, r = x + y, x * y
    grads = np.zeros(2)
    grads += r
    grads += q * np.array([y, x])
    return q * r, grads[0], grads[1]

# %% mistake="sum-way-only" edits="textbook"
# the input is used twice, but only one of its two parts is here. What comes back on different ways adds.
# The part through the product r = x * y is missing.
-     dx += dr * y

-     dy += dr * x

# %% mistake="overwritten" edits="textbook"
# the input is used twice, but only one of its two parts is here. What comes back on different ways adds.
# The second assignment (=) overwrites the first; write +=.
-     dx += dr * y
+     dx = dr * y

-     dy += dr * x
+     dy = dr * x

# %% mistake="mean-of-the-ways" edits="textbook"
# the two parts are averaged. What comes back on different ways adds.
-     return q * r, dx, dy
+     return q * r, dx / 2, dy / 2

# %% mistake="ways-multiplied" edits="textbook"
# the two parts are multiplied. Along one way factors multiply; different ways add.
-     dx += dr * y
+     dx *= dr * y

-     dy += dr * x
+     dy *= dr * x

# %% mistake="ways-subtracted" edits="textbook"
# the two parts are subtracted. What comes back on different ways adds.
-     dx += dr * y
+     dx -= dr * y

-     dy += dr * x
+     dy -= dr * x

# %% mistake="product-not-swapped" edits="textbook"
# through the product x gets the upstream times y, the value of the other input, and y gets it times x. Here
# the two have changed places.
-     dx += dr * y
+     dx += dr * x

-     dy += dr * x
+     dy += dr * y

# %% mistake="upstream-not-swapped" edits="textbook"
# what arrives at q is r and what arrives at r is q: the last gate is a product, and products swap.
-     dq = r
-     dr = q
+     dq = q
+     dr = r

# %% mistake="upstream-forgotten" edits="textbook"
# the parts are local gradients only. Multiply each by what arrives at its gate.
-     dq = r
-     dr = q
+     dq = 1.0
+     dr = 1.0

# %% mistake="last-gate-adds" edits="textbook"
# the value is q + r. The last gate is a product: (x + y) * (x * y).
-     return q * r, dx, dy
+     return q + r, dx, dy

# %% mistake="local-gradient-of-product-forgotten" edits="textbook"
# what comes back through the product lacks its local gradient: dr is still to be multiplied by y on its way to x,
# and by x on its way to y.
-     dx += dr * y
+     dx += dr

-     dy += dr * x
+     dy += dr
