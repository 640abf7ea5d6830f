# %% exercise="train-linear" name="train_linear"

# %% right="textbook"
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    N, D = X.shape
    W = np.zeros((D, np.max(y) + 1))
    history = []
    for it in range(num_iters):
        idx = rng.integers(N, size=batch_size)
        X_batch, y_batch = X[idx], y[idx]
        loss, grad = loss_fn(W, X_batch, y_batch, reg)
        history.append(loss)
        W -= learning_rate * grad
    return W, history

# %% right="choice" edits="textbook"
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, batch_size)

# %% right="from-zero"
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    history = np.zeros(num_iters)
    W = np.zeros(shape=(X.shape[1], int(max(y)) + 1))
    for t in range(num_iters):
        mask = rng.integers(low=0, high=y.shape[0], size=(batch_size,))
        history[t], dW = loss_fn(W, np.take(X, mask, axis=0), np.take(y, mask), reg)
        W = W - dW * learning_rate
    return W, history

# %% right="keywords-in-another-order" edits="textbook"
- def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
+ def train_linear(loss_fn, X, y, learning_rate=1e-3, num_iters=100, reg=0.0, batch_size=64, rng=None):

# %% mistake="rows-and-labels-unpaired" edits="textbook"
# rows and labels are drawn separately, so that images get the labels of others. Draw once and use the same
# numbers for X and y.
-         idx = rng.integers(N, size=batch_size)
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch = X[rng.integers(N, size=batch_size)]
+         y_batch = y[rng.integers(N, size=batch_size)]

# %% mistake="labels-not-drawn" edits="textbook"
# the rows are drawn, but the labels are always the first of y. Index both with the same numbers.
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X[idx], np.resize(y, batch_size)

# %% mistake="columns-drawn" edits="textbook"
# X[:, idx] picks features (columns). Examples are rows: X[idx].
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X[:, idx], y[idx]

# %% mistake="without-replacement" edits="textbook"
# the rows are drawn without replacement, which cannot give a batch larger than N. Use rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, batch_size, replace=False)

# %% mistake="shuffled" edits="textbook"
# the batch is the start of a shuffled order: no row comes twice, and no batch is larger than N. Use
# rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.permutation(N)[:batch_size]

# %% mistake="drawn-once" edits="textbook"
# the same minibatch is used in every step. Draw a new one inside the loop.
      history = []
+     idx = rng.integers(N, size=batch_size)

-         idx = rng.integers(N, size=batch_size)

# %% mistake="all-rows" edits="textbook"
# every step uses all rows. Draw a minibatch of batch_size rows for each.
-         idx = rng.integers(N, size=batch_size)
-         X_batch, y_batch = X[idx], y[idx]
+         X_batch, y_batch = X, y

# %% mistake="in-order" edits="textbook"
# the minibatches go through the rows in order. They should be drawn at random, with rng.integers.
-         idx = rng.integers(N, size=batch_size)
+         idx = np.arange(it * batch_size, (it + 1) * batch_size) % N

# %% mistake="one-row-too-few" edits="textbook"
# rng.integers(N - 1, ...) never draws the last row; its upper end is already excluded.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.integers(max(N - 1, 1), size=batch_size)

# %% mistake="one-row-drawn" edits="textbook"
# rng.integers(N) draws a single row. A minibatch has batch_size of them.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.integers(N, size=1)

# %% mistake="own-generator" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
      W = np.zeros((D, np.max(y) + 1))
+     rng = np.random.default_rng(42)

# %% mistake="uphill" edits="textbook"
# the steps go uphill: the gradient points to where the loss grows, so subtract it.
-         W -= learning_rate * grad
+         W += learning_rate * grad

# %% mistake="learning-rate-ignored" edits="textbook"
# the step is the whole gradient; multiply it by learning_rate.
-         W -= learning_rate * grad
+         W -= grad

# %% mistake="divided-again" edits="textbook"
# the gradient is divided by batch_size. loss_fn returns the gradient of a mean, so it is divided already.
-         W -= learning_rate * grad
+         W -= learning_rate * grad / batch_size

# %% mistake="reg-not-passed" edits="textbook"
# reg does not reach loss_fn. Pass it on, as the fourth argument.
-         loss, grad = loss_fn(W, X_batch, y_batch, reg)
+         loss, grad = loss_fn(W, X_batch, y_batch, 0.0)

# %% mistake="penalty-added-again" edits="textbook"
# the penalty's gradient is added to the step, but loss_fn already contains the penalty.
-         W -= learning_rate * grad
+         W -= learning_rate * (grad + 2 * reg * W)

# %% mistake="history-after-step" edits="textbook"
# the history holds the loss after each step. It should hold the one before, which loss_fn has just
# returned.
-         history.append(loss)

          W -= learning_rate * grad
+         history.append(loss_fn(W, X_batch, y_batch, reg)[0])

# %% mistake="history-on-all-rows" edits="textbook"
# the history holds the loss on all rows. It should hold that of the minibatch, which costs nothing extra.
-         history.append(loss)
+         history.append(loss_fn(W, X, y, reg)[0])

# %% mistake="starts-at-random" edits="textbook"
# W starts at random numbers. Here it starts at 0, and rng is used for the minibatches alone.
-     W = np.zeros((D, np.max(y) + 1))
+     W = 0.001 * rng.standard_normal((D, np.max(y) + 1))

# %% mistake="classes-counted" edits="textbook"
# W has as many columns as there are different labels. Some classes may have no example: C is the largest
# label + 1.
-     W = np.zeros((D, np.max(y) + 1))
+     W = np.zeros((D, len(np.unique(y))))

# %% mistake="weights-transposed" edits="textbook"
# W has shape (C, D). It should be (D, C), one column per class.
-     W = np.zeros((D, np.max(y) + 1))
+     W = np.zeros((np.max(y) + 1, D))

# %% mistake="epochs" edits="textbook"
# num_iters is taken for the number of passes through the data. It is the number of steps.
-     for it in range(num_iters):
+     for it in range(num_iters * max(N // batch_size, 1)):

# %% mistake="history-not-returned" edits="textbook"
# only W comes back. The function should return two values: W, history.
-     return W, history
+     return W

# %% mistake="own-generator-of-0" edits="textbook"
# the function makes its own random generator. Draw from the argument rng.
      W = np.zeros((D, np.max(y) + 1))
+     rng = np.random.default_rng(0)

# %% mistake="batch-capped" edits="textbook"
# the minibatch is cut to N rows. Rows are drawn with replacement, so batch_size may be larger than N.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.integers(N, size=min(batch_size, N))

# %% mistake="without-replacement-and-capped" edits="textbook"
# the rows are drawn without replacement, and the batch is cut to N rows. Draw with replacement, with
# rng.integers: then it may be larger than N.
-         idx = rng.integers(N, size=batch_size)
+         idx = rng.choice(N, min(batch_size, N), replace=False)

# %% mistake="one-loss-only" edits="textbook"
# the SVM's loss is used, whatever loss_fn is. Call loss_fn: the trainer takes any loss.
-         loss, grad = loss_fn(W, X_batch, y_batch, reg)
+         n = np.arange(len(y_batch))
+         scores = X_batch @ W
+         margins = np.maximum(0, scores - scores[n, y_batch][:, np.newaxis] + 1)
+         margins[n, y_batch] = 0
+         G = (margins > 0).astype(float)
+         G[n, y_batch] = -G.sum(axis=1)
+         loss = margins.sum() / len(n) + reg * np.sum(W**2)
+         grad = X_batch.T @ G / len(n) + 2 * reg * W

# %% mistake="one-step-too-few" edits="textbook"
# there is one step too few; range(num_iters) already yields num_iters numbers.
-     for it in range(num_iters):
+     for it in range(1, num_iters):

# %% mistake="decays" edits="textbook"
# the learning rate changes from step to step. Here it stays the same.
-         W -= learning_rate * grad
+         W -= learning_rate / (it + 1) * grad

# %% mistake="history-summed" edits="textbook"
# the history adds the losses up. It holds one loss for each step.
-         history.append(loss)
+         history.append(loss + (history[-1] if history else 0))

# %% mistake="step-length" edits="textbook" free="FACTOR=2"
# every step is {FACTOR} times what it should be. It is learning_rate times the gradient, and nothing else.
-         W -= learning_rate * grad
+         W -= FACTOR * learning_rate * grad

# %% mistake="best-weights-returned"
# the weights with the smallest loss on their minibatch are returned. Return those after the last step.
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    W, history = np.zeros((X.shape[1], y.max() + 1)), []
    best_W, least = W, np.inf
    for _ in range(num_iters):
        rows = rng.integers(len(X), size=batch_size)
        loss, gradient = loss_fn(W, X[rows], y[rows], reg)
        history.append(loss)
        if loss < least:
            best_W, least = W, loss
        W = W - learning_rate * gradient
    return best_W, history

# %% mistake="step-times-batch"
# each step is multiplied by batch_size. The gradient is a mean already: subtract learning_rate * gradient.
def train_linear(loss_fn, X, y, *, learning_rate, reg, num_iters, batch_size, rng):
    W, history = np.zeros((X.shape[1], y.max() + 1)), []
    for _ in range(num_iters):
        rows = rng.integers(len(X), size=batch_size)
        loss, gradient = loss_fn(W, X[rows], y[rows], reg)
        history.append(loss)
        W = W - learning_rate * batch_size * gradient
    return W, history
