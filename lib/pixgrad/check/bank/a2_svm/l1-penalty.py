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

# %% right="two-lines"
def l1_penalty(W):
    value = np.sum(np.abs(W))
    gradient = np.sign(W)
    return value, gradient

# %% mistake="not-absolute" edits="two-lines"
# the weights are added with their signs, so that they cancel. Take np.abs first.
-     value = np.sum(np.abs(W))
+     value = np.sum(W)

# %% mistake="absolute-of-sum" edits="two-lines"
# np.abs is taken of the sum, so that positive and negative weights have cancelled already. Take it of every
# weight, then add.
-     value = np.sum(np.abs(W))
+     value = abs(np.sum(W))

# %% mistake="mean" edits="two-lines"
# the value is a mean over the weights; the penalty is their sum.
-     value = np.sum(np.abs(W))
+     value = np.mean(np.abs(W))

# %% mistake="mean-in-both" edits="two-lines"
# value and gradient are those of a mean over the weights; the penalty is their sum.
-     value = np.sum(np.abs(W))
-     gradient = np.sign(W)
+     value = np.mean(np.abs(W))
+     gradient = np.sign(W) / W.size

# %% mistake="matrix-norm" edits="two-lines"
# np.linalg.norm(W, 1) of a matrix is its largest column sum. All entries should be added.
-     value = np.sum(np.abs(W))
+     value = np.linalg.norm(W, 1)

# %% mistake="largest-row-sum" edits="two-lines"
# the value is the largest sum of a row. All entries should be added.
-     value = np.sum(np.abs(W))
+     value = np.abs(W).sum(axis=1).max()

# %% mistake="largest-weight" edits="two-lines"
# the value is the largest weight by size. All of them should be added.
-     value = np.sum(np.abs(W))
+     value = np.max(np.abs(W))

# %% mistake="value-squared" edits="two-lines"
# the value adds up the squares, as the L2 penalty does. Take the absolute values.
-     value = np.sum(np.abs(W))
+     value = np.sum(W**2)

# %% mistake="gradient-is-absolute" edits="two-lines"
# the gradient returned is |W|. However large a weight is, |w| rises with slope 1 or -1.
-     gradient = np.sign(W)
+     gradient = np.abs(W)

# %% mistake="gradient-is-weights" edits="two-lines"
# the gradient returned is W. However large a weight is, |w| rises with slope 1 or -1: its sign.
-     gradient = np.sign(W)
+     gradient = 1 * W

# %% mistake="gradient-all-ones" edits="two-lines"
# the gradient is 1 everywhere. Where a weight is negative, |w| falls as w rises: slope -1.
-     gradient = np.sign(W)
+     gradient = np.ones_like(W)

# %% mistake="gradient-positive-only" edits="two-lines"
# the gradient is 0 where a weight is negative. There |w| falls as w rises: slope -1.
-     gradient = np.sign(W)
+     gradient = (W > 0) * 1.0

# %% mistake="plus-one-at-zero" edits="two-lines"
# the gradient is 1 where the weight is exactly 0. There the subgradient to use is 0.
-     gradient = np.sign(W)
+     gradient = np.where(W >= 0, 1.0, -1.0)

# %% mistake="minus-one-at-zero" edits="two-lines"
# the gradient is -1 where the weight is exactly 0. There the subgradient to use is 0.
-     gradient = np.sign(W)
+     gradient = np.where(W > 0, 1.0, -1.0)

# %% mistake="nan-at-zero" edits="two-lines"
# dividing W by its absolute value gives 0 / 0 = NaN where a weight is 0. np.sign says 0 there.
-     gradient = np.sign(W)
+     gradient = W / np.abs(W)

# %% mistake="small-taken-for-zero" edits="two-lines"
# weights near 0 are taken for 0, with a tolerance. Only a weight of exactly 0 has slope 0.
-     gradient = np.sign(W)
+     gradient = np.where(np.isclose(W, 0), 0, np.sign(W))

# %% mistake="gradient-times-2" edits="two-lines"
# the gradient has a factor of 2, as for the squares. |w| has slope 1 or -1.
-     gradient = np.sign(W)
+     gradient = 2 * np.sign(W)

# %% mistake="l2-instead" edits="two-lines"
# this is the L2 penalty; the L1 penalty takes absolute values.
-     value = np.sum(np.abs(W))
-     gradient = np.sign(W)
+     value = np.sum(W**2)
+     gradient = 2 * W

# %% mistake="epsilon-in-divisor" edits="two-lines" free="EPS=1e-8"
# the gradient is W divided by |W| + {EPS}, which is not 1 where a weight is small. np.sign is exact, and says
# 0 for 0.
-     gradient = np.sign(W)
+     gradient = W / (np.abs(W) + EPS)

# %% mistake="root-of-squares" edits="two-lines" free="EPS=1e-8"
# the absolute value is replaced by sqrt(W**2 + {EPS}), in the value or in the gradient. Use np.abs and np.sign.
-     gradient = np.sign(W)
+     gradient = W / np.sqrt(W**2 + EPS)
