# %% exercise="matmul-backward" name="matmul_backward"

# %% right="textbook"
def matmul_backward(dY, X, W):
    dX = dY.dot(W.T)
    dW = X.T.dot(dY)
    return dX, dW

# %% right="dot-methods"
def matmul_backward(dY, X, W):
    dX = dY.dot(W.transpose())
    dW = X.transpose().dot(dY)
    return dX, dW

# %% right="einsum"
def matmul_backward(dY, X, W):
    return np.einsum('nc,dc->nd', dY, W), np.einsum('nd,nc->dc', X, dY)

# %% right="transposed-products"
def matmul_backward(dY, X, W):
    return (W @ dY.T).T, (dY.T @ X).T

# %% right="tensordot"
def matmul_backward(dY, X, W):
    return [np.inner(dY, W), np.tensordot(X, dY, axes=(0, 0))]

# %% mistake="w-not-transposed" edits="textbook"
# dX is dY @ W. Each entry is a dot product with a row of W: dY @ W.T.
-     dX = dY.dot(W.T)
+     dX = dY.dot(W)

# %% mistake="x-not-transposed" edits="textbook"
# dW is X @ dY. The sum goes over the rows of X and dY: X.T @ dY.
-     dW = X.T.dot(dY)
+     dW = X.dot(dY)

# %% mistake="transposed-dw" edits="textbook"
# dW is dY.T @ X, the transpose, of shape (C, D). A gradient has the shape of its parameter.
-     dW = X.T.dot(dY)
+     dW = dY.T.dot(X)

# %% mistake="transposed-dx" edits="textbook"
# dX is W @ dY.T, the transpose. A gradient has the shape of what it belongs to, (N, D).
-     dX = dY.dot(W.T)
+     dX = W.dot(dY.T)

# %% mistake="order-swapped" edits="textbook"
# the gradients have changed places. Return dX, dW.
-     return dX, dW
+     return dW, dX

# %% mistake="averaged" edits="textbook"
# the sum over the rows is divided by N. A layer does not average: the loss has done so already, and its
# gradient arrives here with the 1 / N inside.
-     dW = X.T.dot(dY)
+     dW = X.T.dot(dY) / len(X)

# %% mistake="upstream-forgotten" edits="textbook"
# the upstream gradient dY is missing: ones stand in its place.
-     return dX, dW
+     ones = np.ones(dY.shape)
+     return ones @ W.T, X.T @ ones

# %% mistake="factors-kept" edits="textbook"
# each factor gets its own value back. A product swaps: dX holds W, and dW holds X.
-     return dX, dW
+     return dY.sum() * X, dY.sum() * W

# %% mistake="dw-missing" edits="textbook"
# only dX is returned. Return both: dX, dW.
-     return dX, dW
+     return dX

# %% mistake="python-loop" edits="textbook"
# there is a Python loop over the rows. The matrix product does the sum: X.T @ dY.
-     dW = X.T.dot(dY)
+     dW = np.zeros(W.shape)
+     for x, d in zip(X, dY):
+         dW += np.outer(x, d)

# %% mistake="too-much-memory" edits="textbook"
# an array of shape (N, D, C) is built on the way; X.T @ dY needs none.
-     dW = X.T.dot(dY)
+     dW = (X[:, :, None] * dY[:, None, :]).sum(axis=0)

# %% mistake="reshaped" edits="textbook"
# X and W are reshaped where they should be transposed: reshape keeps the order of the numbers and breaks the
# rows elsewhere. Use X.T and W.T.
-     dX = dY.dot(W.T)
-     dW = X.T.dot(dY)
+     dX = dY.dot(W.reshape(W.shape[::-1]))
+     dW = X.reshape(X.shape[::-1]).dot(dY)

# %% mistake="transposes-missing"
# the transposes are missing where the shapes allow it. dX is dY @ W.T, and dW is X.T @ dY.
def matmul_backward(dY, X, W):
    square = dY.shape == X.shape == W.shape
    return (dY @ W, X @ dY) if square else (dY @ W.T, X.T @ dY)
