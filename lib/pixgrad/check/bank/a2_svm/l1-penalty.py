# %% exercise="l1-penalty" name="l1_penalty"

# %% right="masks"
def l1_penalty(W):
    return np.sum(np.abs(W)), (W > 0).astype(int) - (W < 0).astype(int)

# %% right="loops"
def l1_penalty(W):
    gradient = [[1 if w > 0 else -1 if w < 0 else 0 for w in row] for row in W]
    return sum(abs(w) for row in W for w in row), gradient

# %% right="divided-where-possible"
def l1_penalty(W):
    gradient = np.zeros(W.shape, dtype=np.float32)
    np.divide(W, np.abs(W), out=gradient, where=W != 0, casting="unsafe")
    return np.linalg.norm(W.ravel(), 1), gradient

# %% right="where"
def l1_penalty(W):
    gradient = np.where(W > 0, 1.0, np.where(W < 0, -1.0, 0.0))
    return float(np.sum(W * gradient)), gradient

# %% right="assigned-by-masks"
def l1_penalty(W):
    dW = np.zeros_like(W)
    dW[W > 0] = 1
    dW[W < 0] = -1
    return np.abs(W).sum(axis=0).sum(), dW

# %% right="select"
def l1_penalty(W):
    value = np.sqrt(W**2).sum()
    return value, np.select([W > 0, W < 0], [np.ones(W.shape), -np.ones(W.shape)])

# %% mistake="not-absolute"
# the weights are added with their signs, so that they cancel. Take np.abs first.
def l1_penalty(W):
    return np.sum(W), np.sign(W)

# %% mistake="gradient-is-absolute"
# the gradient returned is |W|. However large a weight is, |w| rises with slope 1 or -1.
def l1_penalty(W):
    return np.abs(W).sum(), np.abs(W)

# %% mistake="gradient-all-ones"
# the gradient is 1 everywhere. Where a weight is negative, |w| falls as w rises: slope -1.
def l1_penalty(W):
    return np.abs(W).sum(), np.ones_like(W)

# %% mistake="plus-one-at-zero"
# the gradient is 1 where the weight is exactly 0. There the subgradient to use is 0.
def l1_penalty(W):
    return np.sum(np.abs(W)), np.where(W >= 0, 1.0, -1.0)

# %% mistake="minus-one-at-zero"
# the gradient is -1 where the weight is exactly 0. There the subgradient to use is 0.
def l1_penalty(W):
    return np.sum(np.abs(W)), np.where(W > 0, 1.0, -1.0)

# %% mistake="nan-at-zero"
# dividing W by its absolute value gives 0 / 0 = NaN where a weight is 0. np.sign says 0 there.
def l1_penalty(W):
    return np.sum(np.abs(W)), W / np.abs(W)

# %% mistake="gradient-times-2"
# the gradient has a factor of 2, as for the squares. |w| has slope 1 or -1.
def l1_penalty(W):
    return np.sum(np.abs(W)), 2 * np.sign(W)

# %% mistake="matrix-norm"
# np.linalg.norm(W, 1) of a matrix is its largest column sum. All entries should be added.
def l1_penalty(W):
    return np.linalg.norm(W, 1), np.sign(W)

# %% mistake="l2-instead"
# this is the L2 penalty; the L1 penalty takes absolute values.
def l1_penalty(W):
    return np.sum(W**2), 2 * W
