# %% exercise="sum-product" name="sum_product"

# %% right="textbook"
def sum_product(x, y, z):
    q = x + y
    f = q * z
    dq = z
    dz = q
    return f, dq * 1.0, dq * 1.0, dz

# %% right="one-array"
def sum_product(x, y, z):
    q = x + y
    return np.array([q * z, z, z, q])

# %% right="upstream-first"
def sum_product(x, y, z):
    f = (x + y) * z
    df_df = 1.0
    df_dq = df_df * z
    df_dz = df_df * (x + y)
    df_dx = df_dq * 1
    df_dy = df_dq * 1
    return f, df_dx, df_dy, df_dz

# %% right="by-differences"
def sum_product(x, y, z):
    # f is linear in each of its inputs, so a step of 1 measures its slope without error
    f = lambda a, b, c: a * c + b * c
    return f(x, y, z), f(x + 1, y, z) - f(x, y, z), f(x, y + 1, z) - f(x, y, z), f(x, y, z + 1) - f(x, y, z)

# %% right="one-line"
def sum_product(x, y, z):
    return (x + y) * z, z, z, x + y

# %% right="list-and-arrays"
def sum_product(x, y, z):
    grads = np.array([z, z, x + y])
    return [x * z + y * z, *grads]

# %% mistake="upstream-forgotten" edits="textbook"
# the gradients of x and y are the local ones of q = x + y, 1. Multiply them by the upstream gradient, z.
-     return f, dq * 1.0, dq * 1.0, dz
+     return f, 1.0, 1.0, dz

# %% mistake="factors-not-swapped" edits="textbook"
# the two factors of the product get their own values. A product swaps: the gradient of z is x + y, and that
# of q is z.
-     dq = z
-     dz = q
+     dq = q
+     dz = z

# %% mistake="own-input-as-local" edits="textbook"
# the gradients of x and y are multiplied by x and y. The local gradient of a sum is 1 for each term.
-     return f, dq * 1.0, dq * 1.0, dz
+     return f, dq * x, dq * y, dz

# %% mistake="gradient-of-z-is-f" edits="textbook"
# the gradient of z is the output f. The derivative of q * z with respect to z is q = x + y.
-     dz = q
+     dz = f

# %% mistake="gradient-of-z-is-one" edits="textbook"
# the gradient of z is 1. The derivative of q * z with respect to z is q = x + y.
-     dz = q
+     dz = 1.0

# %% mistake="brackets-missing" edits="textbook"
# f is x + y * z. The sum comes first: (x + y) * z.
-     f = q * z
+     f = x + y * z

# %% mistake="z-first" edits="textbook"
# the three gradients stand in the order z, x, y. Return f, df_dx, df_dy, df_dz.
-     return f, dq * 1.0, dq * 1.0, dz
+     return f, dz, dq, dq

# %% mistake="value-missing" edits="textbook"
# only the three gradients are returned. Return the value f first: four values.
-     return f, dq * 1.0, dq * 1.0, dz
+     return dq * 1.0, dq * 1.0, dz

# %% mistake="nested-tuple" edits="textbook"
# the gradients are packed into a tuple of their own. Return four values: f, df_dx, df_dy, df_dz.
-     return f, dq * 1.0, dq * 1.0, dz
+     return f, (dq, dq, dz)

# %% mistake="gradient-of-z-is-x-times-y" edits="textbook"
# the gradient of z is x * y. The other factor of the last product is q = x + y.
-     dz = q
+     dz = x * y

# %% mistake="value-multiplied-in" edits="textbook"
# the gradients are multiplied by f itself. The backward pass starts with df/df = 1, not with the value of f.
-     dq = z
-     dz = q
+     dq = z * f
+     dz = q * f

# %% mistake="whole-numbers" edits="textbook"
# the inputs are cut off to whole numbers. They may be any numbers; leave them as they are.
-     q = x + y
+     x, y, z = int(x), int(y), int(z)
+     q = x + y
