# %% exercise="affine-backward" name="affine_backward"

# %% right="textbook"
def affine_backward(dout, cache):
    X, W, b = cache
    dX = dout.dot(W.T)
    dW = X.T.dot(dout)
    db = np.sum(dout, axis=0)
    return dX, dW, db

# %% right="mean-times-rows"
def affine_backward(dout, cache):
    X, W = cache[:2]
    dX = np.dot(dout, W.T)
    dW = np.dot(dout.T, X).T
    db = len(dout) * np.mean(dout, axis=0)
    return dX, dW, db

# %% right="bias-as-a-row-of-weights" teaches="The bias is one more row of W for a column of ones (a2): db is then the last row of one product."
def affine_backward(dout, cache):
    (X, W, b) = cache
    with_ones = np.column_stack([X, np.ones(len(X))])
    both = with_ones.T @ dout
    return np.tensordot(dout, W, axes=([1], [1])), both[:-1], both[-1]

# %% right="ones-for-the-sum"
def affine_backward(dout, cache):
    X, W = cache[0], cache[1]
    return dout @ W.T, X.T @ dout, np.ones(len(X)) @ dout

# %% right="einsum" teaches="einsum says the index formula of the text outright; what is summed over is what is missing behind the arrow."
def affine_backward(dout, cache):
    X, W, b = cache
    return [np.einsum('nc,dc->nd', dout, W), np.einsum('nd,nc->dc', X, dout), np.einsum('nc->c', dout)]

# %% right="add-reduce"
def affine_backward(dout, cache):
    (X, W, b) = cache
    db = np.add.reduce(dout).reshape(b.shape)
    return np.inner(dout, W), np.dot(dout.T, X).T, db

# %% right="in-float32"
def affine_backward(dout, cache):
    X, W, b = (array.astype(np.float32) for array in cache)
    dout = dout.astype(np.float32)
    return dout @ W.T, X.T @ dout, dout.sum(axis=0)

# %% mistake="bias-not-summed" edits="textbook"
# db is dout itself. One bias serves all N rows, and gradients add: sum over the rows, axis=0.
-     db = np.sum(dout, axis=0)
+     db = dout

# %% mistake="bias-wrong-axis" edits="textbook"
# db is summed over the columns (axis=1), which gives one number per row. Sum over the rows: axis=0.
-     db = np.sum(dout, axis=0)
+     db = np.sum(dout, axis=1)

# %% mistake="bias-keepdims" edits="textbook"
# db has shape (1, C). A gradient has the shape of its parameter, (C,): leave keepdims out.
-     db = np.sum(dout, axis=0)
+     db = np.sum(dout, axis=0, keepdims=True)

# %% mistake="bias-one-number" edits="textbook"
# db is one number, the sum of all of dout. Each of the C biases has its own sum, axis=0.
-     db = np.sum(dout, axis=0)
+     db = np.sum(dout)

# %% mistake="bias-averaged" edits="textbook"
# db: the sum over the rows is divided by N. A layer does not average: the loss has done so already, and its
# gradient arrives here with the 1 / N inside.
-     db = np.sum(dout, axis=0)
+     db = np.mean(dout, axis=0)

# %% mistake="bias-first-row" edits="textbook"
# db is the first row of dout. One bias serves all N rows: sum over them.
-     db = np.sum(dout, axis=0)
+     db = dout[0]

# %% mistake="bias-times-b" edits="textbook"
# db is multiplied by b. A bias is a term of a sum: its local gradient is 1.
-     db = np.sum(dout, axis=0)
+     db = np.sum(dout, axis=0) * b

# %% mistake="bias-zero" edits="textbook"
# db is left at 0.
-     db = np.sum(dout, axis=0)
+     db = np.zeros_like(b)

# %% mistake="bias-ones" edits="textbook"
# db is the local gradient, N times 1. Multiply by the upstream gradient: sum dout over the rows.
-     db = np.sum(dout, axis=0)
+     db = np.full(b.shape, float(len(X)))

# %% mistake="weights-averaged" edits="textbook"
# dW: the sum over the rows is divided by N. A layer does not average: the loss has done so already, and its
# gradient arrives here with the 1 / N inside.
-     dW = X.T.dot(dout)
+     dW = X.T.dot(dout) / len(X)

# %% mistake="all-averaged" edits="textbook"
# the sum over the rows is divided by N. A layer does not average: the loss has done so already, and its
# gradient arrives here with the 1 / N inside.
-     return dX, dW, db
+     return dX / len(X), dW / len(X), db / len(X)

# %% mistake="w-not-transposed" edits="textbook"
# dX is dout @ W. Each entry is a dot product with a row of W: dout @ W.T.
-     dX = dout.dot(W.T)
+     dX = dout.dot(W)

# %% mistake="x-not-transposed" edits="textbook"
# dW is X @ dout. The sum goes over the rows of both: X.T @ dout.
-     dW = X.T.dot(dout)
+     dW = X.dot(dout)

# %% mistake="transposed-dw" edits="textbook"
# dW has the shape (C, D). A gradient has the shape of its parameter: X.T @ dout.
-     dW = X.T.dot(dout)
+     dW = dout.T.dot(X)

# %% mistake="order" edits="textbook"
# the gradients stand in the order dW, db, dX. Return dX, dW, db.
-     return dX, dW, db
+     return dW, db, dX

# %% mistake="bias-left-out" edits="textbook"
# only two gradients are returned. Return three: dX, dW, db.
-     return dX, dW, db
+     return dX, dW

# %% mistake="penalty-added" edits="textbook"
# dW holds a penalty's gradient. A layer knows nothing of the penalty.
-     dW = X.T.dot(dout)
+     dW = X.T.dot(dout) + 2 * W

# %% mistake="relu-masked" edits="textbook"
# dX is masked as behind a ReLU. That is the business of the ReLU layer.
-     dX = dout.dot(W.T)
+     dX = np.where(X > 0, dout.dot(W.T), 0)

# %% mistake="bias-in-dx" edits="textbook"
# b is added to dX, as in the forward pass.
-     dX = dout.dot(W.T)
+     dX = (dout + b).dot(W.T)

# %% mistake="cache-modified" edits="textbook"
# an array of the cache is changed in place; it belongs to the caller. Make a new array.
      dW = X.T.dot(dout)
+     W *= 0

# %% mistake="upstream-modified" edits="textbook"
# an argument is changed in place, so the caller's array is lost. Work on a copy.
      db = np.sum(dout, axis=0)
+     dout *= 0

# %% mistake="python-loop" edits="textbook"
# there is a Python loop over the rows; np.sum(dout, axis=0) adds them.
-     db = np.sum(dout, axis=0)
+     db = np.zeros(len(b))
+     for row in dout:
+         db = db + row

# %% mistake="too-much-memory" edits="textbook"
# an array of shape (N, D, C) is built on the way; X.T @ dout needs none.
-     dW = X.T.dot(dout)
+     dW = (X[:, :, None] * dout[:, None, :]).sum(axis=0)

# %% mistake="cache-of-two" edits="textbook"
# the cache is unpacked into two parts. It has three, (X, W, b).
-     X, W, b = cache
+     X, W = cache

# %% mistake="bias-mean-everywhere" edits="textbook"
# every entry of db is the mean of the right ones. Each bias has a gradient of its own: sum dout over the rows, and
# over nothing else.
-     db = np.sum(dout, axis=0)
+     db = np.full(b.shape, np.sum(dout, axis=0).mean())

# %% mistake="parameters-averaged" edits="textbook"
# dW and db are divided by N. Whoever computes the loss has divided already, and dout contains it.
-     dW = X.T.dot(dout)
-     db = np.sum(dout, axis=0)
+     dW = X.T.dot(dout) / len(X)
+     db = np.sum(dout, axis=0) / len(X)

# %% mistake="axis-guessed-from-shape" edits="textbook"
# the axis of the sum is guessed from the shape of dout, and where dout is square the guess is wrong. The bias is
# added to every row, so db is the sum over the rows, axis=0, always.
-     db = np.sum(dout, axis=0)
+     db = dout.sum(axis=0) if dout.shape[0] != dout.shape[1] else dout.sum(axis=1)
