# %% exercise="dropout-backward" name="dropout_backward"

# %% right="textbook"
def dropout_backward(dout, cache):
    return dout * cache

# %% right="multiply"
def dropout_backward(dout, cache):
    return np.multiply(cache, dout)

# %% right="where"
def dropout_backward(dout, cache):
    return np.where(cache != 0, dout * cache, 0.0)

# %% right="copy"
def dropout_backward(dout, cache):
    dx = dout.copy()
    dx *= cache
    return dx

# %% mistake="mask-only" edits="textbook"
# what passes is not multiplied by its factor. The input entered times 1 / (1 - p), so the gradient does too.
-     return dout * cache
+     return dout * (cache > 0)

# %% mistake="passes-everywhere" edits="textbook"
# the gradient passes everywhere. A dropped entry has no influence on the output: its gradient is 0.
-     return dout * cache
+     return dout * 1.0

# %% mistake="divided" edits="textbook"
# the gradient is divided by the factor. The factor is the local gradient: multiply by it.
-     return dout * cache
+     return np.where(cache > 0, dout / np.maximum(cache, 1e-9), 0.0)

# %% mistake="factor-for-all" edits="textbook"
# dropped entries get a gradient too, by the factor of the others. Theirs is 0.
-     return dout * cache
+     return dout * cache.max()

# %% mistake="factors-returned" edits="textbook"
# these are the factors alone, the local gradients. Multiply them by the upstream gradient, dout.
-     return dout * cache
+     return cache.copy()

# %% mistake="input-modified" edits="textbook"
# dout is changed in place, so that the caller's array is lost. Make a new array.
-     return dout * cache
+     dout *= cache
+     return dout

# %% mistake="factors-added"
# the factors are added. An entry was multiplied by its factor, so its gradient is too.
def dropout_backward(dout, cache):
    return dout + cache
