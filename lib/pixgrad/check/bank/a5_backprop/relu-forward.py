# %% exercise="relu-forward" name="relu_forward"

# %% right="copy-and-zero"
def relu_forward(x):
    out = np.array(x)
    out[out < 0] = 0
    return out, x

# %% right="mask"
def relu_forward(x):
    return x * (x > 0), x.copy()

# %% right="where"
def relu_forward(x):
    out = np.where(x < 0, 0, x)
    return [out, x]

# %% right="clip"
def relu_forward(x):
    return x.clip(min=0), x

# %% right="input-itself"
def relu_forward(x):
    if np.all(x >= 0):
        return x, x
    return np.maximum(0, x), x

# %% mistake="cache-is-output"
# the cache is the output. It is asked to be the input x, as relu_backward(dout, x) wants it.
def relu_forward(x):
    out = np.maximum(0, x)
    cache = out
    return out, cache

# %% mistake="cache-is-mask" edits="cache-is-output"
# the cache is the mask. It is asked to be the input x itself.
-     cache = out
+     cache = x > 0

# %% mistake="cache-missing"
# only the output is returned. Return the pair: out, cache.
def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out

# %% mistake="pair-swapped" edits="cache-missing"
# output and cache have changed places.
-     return out
+     return cache, out

# %% mistake="absolute-value"
# this is the absolute value. A ReLU makes negative entries 0.
def relu_forward(x):
    out = np.abs(x)
    cache = x
    return out, cache

# %% mistake="minimum" edits="absolute-value"
# the negative entries are kept. max(0, x) keeps the positive ones.
-     out = np.abs(x)
+     out = np.minimum(0, x)

# %% mistake="slope-returned" edits="absolute-value"
# the output is the slope of the ReLU. Its value is x where x > 0.
-     out = np.abs(x)
+     out = (x > 0) * 1.0

# %% mistake="leaky" edits="absolute-value"
# negative entries leak through with a small factor. A ReLU makes them 0.
-     out = np.abs(x)
+     out = np.maximum(0.01 * x, x)

# %% mistake="one-maximum" edits="absolute-value"
# np.max gives one number for the whole array. np.maximum(0, x) works entry by entry.
-     out = np.abs(x)
+     out = np.max(x)

# %% mistake="input-modified" edits="absolute-value"
# x is cut off in place, so the caller's array and the cache are lost. Make a new array.
-     out = np.abs(x)
+     x[x < 0] = 0
+     out = x

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return (np.maximum(0, x), x)
+ return (np.maximum(x, 0), x)
