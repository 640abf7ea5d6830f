# %% exercise="relu-jacobian" name="relu_jacobian"

# %% right="loop"
def relu_jacobian(x):
    N = len(x)
    J = np.zeros((N, N))
    for n in range(N):
        if x[n] > 0:
            J[n, n] = 1
    return J

# %% right="booleans"
def relu_jacobian(x):
    return np.diag(x > 0)

# %% right="masked-identity"
def relu_jacobian(x):
    return np.eye(x.size) * (x > 0)[:, None]

# %% right="fill-diagonal"
def relu_jacobian(x):
    J = np.zeros((x.shape[0], x.shape[0]), dtype=int)
    np.fill_diagonal(J, np.heaviside(x, 0))
    return J

# %% mistake="passes-at-zero" edits="loop"
# the diagonal is 1 also where x is exactly 0. In this series it is 1 where x > 0 only.
-         if x[n] > 0:
-             J[n, n] = 1
+         if x[n] >= 0:
+             J[n, n] = 1.0

# %% mistake="x-on-the-diagonal" edits="loop"
# the diagonal holds the output. It holds the slope, 1 where x > 0.
-             J[n, n] = 1
+             J[n, n] = x[n]

# %% mistake="mask-reversed" edits="loop"
# the mask is reversed: 1 belongs where x > 0.
-         if x[n] > 0:
-             J[n, n] = 1
+         if not x[n] > 0:
+             J[n, n] = 1.0

# %% mistake="whole-rows" edits="loop"
# whole rows are set to 1. Output m depends on input m alone: off the diagonal all is 0.
-             J[n, n] = 1
+             J[n] = 1.0

# %% mistake="anti-diagonal" edits="loop"
# the ones stand on the other diagonal.
-             J[n, n] = 1
+             J[n, N - 1 - n] = 1.0

# %% mistake="identity"
# this is the identity. Where x <= 0 the diagonal is 0.
def relu_jacobian(x):
    return np.eye(len(x))

# %% mistake="mask-only"
# this is the diagonal alone, of shape (N,). The Jacobian is the whole matrix, (N, N).
def relu_jacobian(x):
    return (x > 0) * 1.0

# %% mistake="outer-product"
# the outer product of the mask with itself fills entries off the diagonal. Those are 0, always.
def relu_jacobian(x):
    mask = (x > 0) * 1.0
    return np.outer(mask, mask)

# %% mistake="sign-on-the-diagonal"
# the diagonal is the sign of x, -1 for negative entries. There the slope of the ReLU is 0.
def relu_jacobian(x):
    return np.diag(np.sign(x))

# %% mistake="half-at-zero" edits="loop"
# at x = 0 the diagonal holds 1/2. This series takes 0 there.
-         if x[n] > 0:
-             J[n, n] = 1
+         J[n, n] = np.heaviside(x[n], 0.5)

# %% mistake="mask-in-every-row"
# every row holds the whole mask. Output m depends on input m alone: all entries off the diagonal are 0.
def relu_jacobian(x):
    return np.tile((x > 0) * 1.0, (len(x), 1))

# %% mistake="minus-one-below"
# -1 stands where x is not positive. The slope is 0 there.
def relu_jacobian(x):
    return np.diag(np.where(x > 0, 1.0, -1.0))

# %% equivalent="dropped call"
# the text accepts booleans, or they count as 0 and 1
- return np.diag((x > 0).astype(np.float64))
+ return np.diag(x > 0)

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return np.diag((x > 0).astype(np.float64))
+ return np.diag((x > 0).astype(np.float32))
