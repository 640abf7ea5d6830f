# %% exercise="linear-scores" name="linear_scores"

# %% right="loops"
def linear_scores(X, W, b):
    return [[sum(x[p] * W[p, j] for p in range(len(x))) + b[j] for j in range(len(b))] for x in X]

# %% right="einsum"
def linear_scores(X, W, b):
    return np.einsum("nd,dc->nc", X, W) + b[None, :]

# %% right="bias-trick-inside"
def linear_scores(X, W, b):
    return np.column_stack([np.ones(len(X)), X]).dot(np.vstack([b, W]))

# %% right="class-by-class"
def linear_scores(X, W, b):
    scores = np.zeros((X.shape[0], W.shape[1]))
    for j in range(W.shape[1]):
        scores[:, j] = np.dot(X, W[:, j]) + b[j]
    return scores

# %% right="broadcast-and-sum"
def linear_scores(X, W, b):
    return (X[:, :, np.newaxis] * W[np.newaxis, :, :]).sum(axis=1) + b

# %% right="row-by-row-in-place"
def linear_scores(X, W, b):
    out = np.tile(b, (len(X), 1)).astype(np.float64)
    for i, x in enumerate(X):
        out[i] += W.T.dot(x)
    return out

# %% mistake="bias-missing"
# these are the scores without b. Each class has a constant of its own that is added to its column.
def linear_scores(X, W, b):
    return X.dot(W)

# %% mistake="bias-subtracted"
# b is subtracted, it should be added.
def linear_scores(X, W, b):
    return X @ W - b

# %% mistake="bias-inside"
# b was added to every row of W before the product, so each pixel brings the bias along once more. Add b to
# the scores.
def linear_scores(X, W, b):
    return X @ (W + b)

# %% mistake="bias-down-the-rows"
# b stands as a column, (C, 1), so it meets the rows (images) and not the classes. As (C,) it broadcasts
# over the rows by itself.
def linear_scores(X, W, b):
    return X @ W + b[:, np.newaxis]

# %% mistake="weights-transposed"
# W was transposed. It already has shape (D, C): (N, D) times (D, C) needs no transpose.
def linear_scores(X, W, b):
    return X @ W.T + b

# %% mistake="images-in-columns"
# the result has shape (C, N): the images stand in columns, as in texts that write Wx. In this series rows
# are examples, so the scores should be (N, C).
def linear_scores(X, W, b):
    return W.T @ X.T + b.reshape(-1, 1)

# %% mistake="first-image-only"
# only the first row of X got scores. The result should have one row per row of X.
def linear_scores(X, W, b):
    return W.T @ X[0] + b

# %% mistake="class-returned"
# these are the classes with the highest score; the scores themselves are wanted, (N, C).
def linear_scores(X, W, b):
    scores = X @ W + b
    return scores.argmax(axis=1)

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def linear_scores(X, W, b):
    scores = np.zeros((len(y_train), W.shape[1]))
    for i in range(X.shape[0]):
        scores[i] = X[i] @ W + b
    return scores

# %% mistake="biases-summed"
# all biases are added up, so that every class gets the same constant. Add b itself: each class has its own.
def linear_scores(X, W, b):
    return X @ W + b.sum()

# %% mistake="first-bias-for-all"
# every class gets the first bias. Add b itself: each class has its own.
def linear_scores(X, W, b):
    return X @ W + b[0]

# %% mistake="relu-on-scores"
# negative scores are cut off at 0. Scores may be negative; leave them as they are.
def linear_scores(X, W, b):
    return np.maximum(0, X @ W + b)

# %% mistake="bias-of-the-row"
# each row gets the bias with the row's own number, in all its columns. The biases belong to the classes: b is added along each row.
def linear_scores(X, W, b):
    return X @ W + np.resize(b, len(X))[:, np.newaxis]

# %% mistake="mean-of-biases"
# every class gets the mean of the biases. Each class has a bias of its own: add b as it is.
def linear_scores(X, W, b):
    return X @ W + np.mean(b)

# %% mistake="bias-multiplied"
# the scores are multiplied by b. It is added to them.
def linear_scores(X, W, b):
    return X @ W * b

# %% mistake="averaged-over-features"
# the products are averaged over the features. Take their sum, and add b.
def linear_scores(X, W, b):
    return X @ W / X.shape[1] + b
