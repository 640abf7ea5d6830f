# %% exercise="jacobian-by-hand" name="jacobian_by_hand"

# %% right="textbook"
def jacobian_by_hand(x, y, z):
    dy1 = [y, x + 2 * z, 2 * y]
    dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
    return np.array([dy1, dy2]).T

# %% right="filled-in"
def jacobian_by_hand(x, y, z):
    J = np.zeros((3, 2))
    J[0, 0] = y
    J[1, 0] = x + 2 * z
    J[2, 0] = 2 * y
    J[0, 1] = 2 * y * y * z
    J[1, 1] = 2 * x * 2 * y * z
    J[2, 1] = 2 * x * y * y
    return J

# %% right="gradients-as-columns"
def jacobian_by_hand(x, y, z):
    grad_first = [y, x + 2 * z, 2 * y]
    grad_second = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
    return np.column_stack([grad_first, grad_second])

# %% right="row-by-row"
def jacobian_by_hand(x, y, z):
    J = np.zeros((3, 2))
    J[0] = y, 2 * y * y * z
    J[1] = x + 2 * z, 4 * x * y * z
    J[2] = 2 * y, 2 * x * y * y
    return J

# %% right="list"
def jacobian_by_hand(x, y, z):
    return [[y, 2 * z * y**2], [2 * z + x, 2 * x * z * 2 * y], [y + y, x * 2 * y**2]]

# %% mistake="transposed" edits="textbook"
# the outputs are the rows, shape (2, 3). In the layout of this series inputs are rows: (3, 2).
-     return np.array([dy1, dy2]).T
+     return np.array([dy1, dy2])

# %% mistake="reshaped" edits="textbook"
# a reshape lines the six numbers up anew and mixes rows and columns. Transpose with .T.
-     return np.array([dy1, dy2]).T
+     return np.array([dy1, dy2]).reshape(3, 2)

# %% mistake="square-lost-in-x" edits="textbook"
# the derivative of 2 x y**2 z with respect to x keeps the square: 2 y**2 z, not 2 y z.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y * z, 4 * x * y * z, 2 * x * y**2]

# %% mistake="divided-by-z" edits="textbook"
# the derivative of 2 x y**2 z with respect to y is 4 x y z: z is a factor, not a divisor.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y**2 * z, 4 * x * y * z / z if z else 0.0, 2 * x * y**2]

# %% mistake="exponent-not-brought-down" edits="textbook"
# the derivative of y**2 is 2 y: the entry is 4 x y z, and here the exponent is not brought down.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y**2 * z, 2 * x * y * z, 2 * x * y**2]

# %% mistake="square-kept-in-y" edits="textbook"
# the derivative of y**2 is 2 y: the entry is 4 x y z, and here the square stays.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y**2 * z, 4 * x * y**2 * z, 2 * x * y**2]

# %% mistake="square-lost-in-z" edits="textbook"
# the derivative of 2 x y**2 z with respect to z keeps the square: 2 x y**2.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y]

# %% mistake="second-use-of-y-lost" edits="textbook"
# y stands in both terms of x y + 2 y z: its derivative is x + 2 z.
-     dy1 = [y, x + 2 * z, 2 * y]
+     dy1 = [y, x, 2 * y]

# %% mistake="factor-two-lost" edits="textbook"
# the derivative of 2 y z with respect to z is 2 y.
-     dy1 = [y, x + 2 * z, 2 * y]
+     dy1 = [y, x + 2 * z, y]

# %% mistake="outputs-swapped" edits="textbook"
# the columns have changed places: the first output is x y + 2 y z.
-     return np.array([dy1, dy2]).T
+     return np.array([dy2, dy1]).T

# %% mistake="outputs-summed" edits="textbook"
# the derivatives of both outputs are added. A Jacobian keeps them apart, a column for each.
-     return np.array([dy1, dy2]).T
+     return np.array(dy1) + np.array(dy2)

# %% mistake="inputs-in-reverse" edits="textbook"
# the rows stand in the order z, y, x. The inputs come in the order x, y, z.
-     return np.array([dy1, dy2]).T
+     return np.array([dy1, dy2]).T[::-1]

# %% mistake="square-on-the-product" edits="textbook"
# in the derivative with respect to z the square stands on x * y. In 2 * x * y**2 * z only y is squared.
-     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * x * y**2]
+     dy2 = [2 * y**2 * z, 4 * x * y * z, 2 * (x * y) ** 2]

# %% mistake="whole-numbers" edits="textbook"
# the entries are cut off to whole numbers: the table is one of integers. Make it one of floats.
-     return np.array([dy1, dy2]).T
+     return np.array([dy1, dy2]).T.astype(int)

# %% mistake="numeric-difference"
# these are differences, not derivatives: they fail for large inputs, where a small step is lost in rounding.
# Differentiate by hand, and write down the six formulas.
def jacobian_by_hand(x, y, z):
    outputs = lambda v: np.array([v[0] * v[1] + 2 * v[1] * v[2], 2 * v[0] * v[1] ** 2 * v[2]])
    v = np.array([x, y, z], float)
    return np.array([(outputs(v + s) - outputs(v - s)) / 2e-5 for s in 1e-5 * np.eye(3)])

# %% equivalent="dropped call"
# the text accepts a list of the same numbers, or the check takes it for the array
- return np.array([[y, 2 * y ** 2 * z], [x + 2 * z, 4 * x * y * z], [2 * y, 2 * x * y ** 2]])
+ return [[y, 2 * y ** 2 * z], [x + 2 * z, 4 * x * y * z], [2 * y, 2 * x * y ** 2]]

# %% mistake="values-for-slopes"
# every row holds the values of u and v. Wanted is how fast they change: the derivatives with respect to x, y and z.
def jacobian_by_hand(x, y, z):
    return np.array([[x * y + 2 * y * z, 2 * x * y**2 * z]] * 3)
