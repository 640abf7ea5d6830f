# %% exercise="l2-penalty" name="l2_penalty"

# %% right="loops"
def l2_penalty(W):
    value, gradient = 0.0, np.zeros(W.shape)
    for p in range(W.shape[0]):
        for j in range(W.shape[1]):
            value += W[p, j] ** 2
            gradient[p, j] = 2 * W[p, j]
    return value, gradient

# %% right="vdot"
def l2_penalty(W):
    return np.array(np.vdot(W, W)), (W + W).tolist()

# %% right="norm"
def l2_penalty(W):
    return [np.linalg.norm(W, "fro") ** 2, W * 2]

# %% right="trace"
def l2_penalty(W):
    return np.trace(W.T @ W), 2.0 * W.copy()

# %% right="einsum"
def l2_penalty(W):
    gradient = np.zeros_like(W)
    gradient += W
    gradient += W
    return np.einsum("dc,dc->", W, W), gradient

# %% right="list-sums"
def l2_penalty(W):
    value = sum(sum(w * w for w in row) for row in W.tolist())
    return value, np.array([[2 * w for w in row] for row in W.tolist()])

# %% right="two-lines"
def l2_penalty(W):
    value = np.sum(W**2)
    gradient = 2 * W
    return value, gradient

# %% mistake="gradient-without-2" edits="two-lines"
# the gradient lacks the factor 2: the derivative of w**2 is 2 * w.
-     gradient = 2 * W
+     gradient = 1 * W

# %% mistake="halved" edits="two-lines"
# value and gradient belong to 0.5 * sum(W**2). Many texts halve it; this series does not.
-     value = np.sum(W**2)
-     gradient = 2 * W
+     value = 0.5 * np.sum(W**2)
+     gradient = 1 * W

# %% mistake="value-halved" edits="two-lines"
# the value is halved, and the gradient is not. Here the value is sum(W**2).
-     value = np.sum(W**2)
+     value = 0.5 * np.sum(W**2)

# %% mistake="square-root" edits="two-lines"
# the square root is taken: that is the length of W. The penalty is the plain sum of squares.
-     value = np.sum(W**2)
+     value = np.linalg.norm(W)

# %% mistake="mean-value" edits="two-lines"
# the value is the mean of the squares; the penalty is their sum.
-     value = np.sum(W**2)
+     value = np.mean(W**2)

# %% mistake="mean" edits="two-lines"
# the mean of the squares is taken, the penalty is their sum.
-     value = np.sum(W**2)
-     gradient = 2 * W
+     value = np.mean(W**2)
+     gradient = 2 * W / W.size

# %% mistake="sum-then-square" edits="two-lines"
# the sum is squared. Positive and negative weights then cancel; square every weight first.
-     value = np.sum(W**2)
-     gradient = 2 * W
+     value = np.sum(W) ** 2
+     gradient = 2 * np.sum(W) * np.ones_like(W)

# %% mistake="value-sum-then-square" edits="two-lines"
# the sum is squared. Positive and negative weights then cancel; square every weight first.
-     value = np.sum(W**2)
+     value = np.sum(W) ** 2

# %% mistake="doubled-not-squared" edits="two-lines"
# the value adds up 2 * W: `*` multiplies, the power is written W**2.
-     value = np.sum(W**2)
+     value = np.sum(W * 2)

# %% mistake="not-squared" edits="two-lines"
# the value adds up the weights themselves. Square every weight first: W**2.
-     value = np.sum(W**2)
+     value = np.sum(W)

# %% mistake="length-and-its-gradient" edits="two-lines"
# this is the length of W, with the root, and its gradient. The penalty is the plain sum of squares, and its
# gradient 2 * W.
-     value = np.sum(W**2)
-     gradient = 2 * W
+     value = np.linalg.norm(W)
+     gradient = W / (np.linalg.norm(W) or 1.0)

# %% mistake="gradient-is-square" edits="two-lines"
# the gradient returned is W**2. The derivative of w**2 is 2 * w.
-     gradient = 2 * W
+     gradient = W**2

# %% mistake="gradient-summed" edits="two-lines"
# the gradient is a single number. It needs one entry per weight, in the shape of W.
-     gradient = 2 * W
+     gradient = np.sum(2 * W)

# %% mistake="l1-instead" edits="two-lines"
# this is the L1 penalty; the L2 penalty squares the weights.
-     value = np.sum(W**2)
-     gradient = 2 * W
+     value = np.abs(W).sum()
+     gradient = np.sign(W)

# %% mistake="last-row-left-out"
# the last row of W is left out. It may hold biases, but the sum goes over all entries here.
def l2_penalty(W):
    gradient = 2 * W
    gradient[-1] = 0
    return np.sum(W[:-1] ** 2), gradient

# %% mistake="matrix-product"
# all entries of W.T @ W are added, products of different columns too. Square each weight by itself: np.sum(W**2).
def l2_penalty(W):
    return float(np.sum(W.T @ W)), 2 * W

# %% mistake="trace-of-square"
# for a square W this is the trace of W @ W, in which weights across the diagonal are multiplied. Square each weight by itself.
def l2_penalty(W):
    square = W.shape[0] == W.shape[1]
    return float(np.trace(W @ W) if square else np.sum(W**2)), 2 * W
