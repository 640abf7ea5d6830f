# %% exercise="affine-forward" name="affine_forward"

# %% right="in-place-bias"
def affine_forward(X, W, b):
    out = np.dot(X, W)
    out += b
    cache = (X, W, b)
    return out, cache

# %% right="columns-inside"
def affine_forward(X, W, b):
    columns = W.T @ X.T + b[:, np.newaxis]
    return columns.T, tuple([X, W, b])

# %% right="einsum"
def affine_forward(X, W, b):
    return np.einsum('nd,dc->nc', X, W) + b[np.newaxis], [X, W, b]

# %% right="bias-trick"
def affine_forward(X, W, b):
    ones = np.ones((len(X), 1))
    return np.hstack([X, ones]) @ np.vstack([W, b]), (X.copy(), W.copy(), b.copy())

# %% mistake="bias-missing" edits="in-place-bias"
# the bias is missing: X @ W + b.
-     out = np.dot(X, W)
-     out += b
+     out = X.dot(W)

# %% mistake="bias-subtracted" edits="in-place-bias"
# the bias is subtracted.
-     out = np.dot(X, W)
-     out += b
+     out = X.dot(W) - b

# %% mistake="bias-per-row" edits="in-place-bias"
# the bias is added along the rows, as a column. There is one for every column of the output.
-     out = np.dot(X, W)
-     out += b
+     out = X.dot(W) + np.resize(b, (len(X), 1))

# %% mistake="cache-without-bias"
# the cache holds X and W alone. It is asked to be (X, W, b).
def affine_forward(X, W, b):
    out = X.dot(W) + b
    cache = (X, W)
    return out, cache

# %% mistake="cache-order" edits="cache-without-bias"
# the cache has another order. It is asked to be (X, W, b).
-     cache = (X, W)
+     cache = (W, X, b)

# %% mistake="cache-of-output" edits="cache-without-bias"
# the cache starts with the output. The backward pass needs the input X.
-     cache = (X, W)
+     cache = (out, W, b)

# %% mistake="cache-missing"
# only the output is returned. Return the pair: out, cache.
def affine_forward(X, W, b):
    out = X.dot(W) + b
    cache = (X, W, b)
    return out

# %% mistake="relu-applied" edits="in-place-bias"
# negative outputs are cut off. An affine layer has no ReLU.
-     out = np.dot(X, W)
-     out += b
+     out = np.maximum(0, X.dot(W) + b)

# %% mistake="entry-by-entry" edits="in-place-bias"
# * multiplies entry by entry. The layer is a matrix product, X @ W.
-     out = np.dot(X, W)
-     out += b
+     out = X * W + b

# %% mistake="w-transposed" edits="in-place-bias"
# W is transposed. With rows as examples the output is X @ W + b.
-     out = np.dot(X, W)
-     out += b
+     out = X.dot(W.T) + b

# %% mistake="input-modified" edits="in-place-bias"
# an argument is changed in place, so the caller's array is lost. Work on a copy.
-     out = np.dot(X, W)
-     out += b
+     b -= -0.0
+     b += 1e-300 + b * 1e-12
+     out = X.dot(W) + b

# %% mistake="cache-of-four"
# the cache has an entry too many. It is the tuple (X, W, b) and nothing else.
def affine_forward(X, W, b):
    return X @ W + b, (X, W, b, X.shape)

# %% mistake="cache-transposed"
# the cache holds X and W transposed. Keep the inputs as they came: (X, W, b).
def affine_forward(X, W, b):
    return X @ W + b, (X.T, W.T, b)
