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

# %% mistake="gradient-without-2"
# the gradient lacks the factor 2: the derivative of w**2 is 2 * w.
def l2_penalty(W):
    return np.sum(W * W), W.copy()

# %% mistake="halved"
# value and gradient belong to 0.5 * sum(W**2). Many texts halve it; this series does not.
def l2_penalty(W):
    return 0.5 * np.sum(W * W), 1.0 * W

# %% mistake="value-halved"
# the value is halved, and the gradient is not. Here the value is sum(W**2).
def l2_penalty(W):
    return 0.5 * np.sum(W**2), 2 * W

# %% mistake="square-root"
# the square root is taken: that is the length of W. The penalty is the plain sum of squares.
def l2_penalty(W):
    return np.linalg.norm(W), 2 * W

# %% mistake="mean"
# the mean of the squares is taken, the penalty is their sum.
def l2_penalty(W):
    return np.mean(W**2), 2 * W / W.size

# %% mistake="sum-then-square"
# the sum is squared. Positive and negative weights then cancel; square every weight first.
def l2_penalty(W):
    return np.sum(W) ** 2, 2 * np.sum(W) * np.ones_like(W)

# %% mistake="gradient-summed"
# the gradient is a single number. It needs one entry per weight, in the shape of W.
def l2_penalty(W):
    return np.sum(W**2), np.sum(2 * W)

# %% mistake="l1-instead"
# this is the L1 penalty; the L2 penalty squares the weights.
def l2_penalty(W):
    return np.abs(W).sum(), np.sign(W)

# %% mistake="last-row-left-out"
# the last row of W is left out. It may hold biases, but the sum goes over all entries here.
def l2_penalty(W):
    gradient = 2 * W
    gradient[-1] = 0
    return np.sum(W[:-1] ** 2), gradient
