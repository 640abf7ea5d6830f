# %% exercise="dropout-forward" name="dropout_forward"

# %% right="textbook"
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    factors = mask / (1 - p)
    out = x * factors
    return out, factors

# %% right="where" teaches="np.where draws the two cases side by side, and reads like the docstring."
def dropout_forward(x, p, rng):
    factors = np.where(rng.random(x.shape) < p, 0.0, 1.0 / (1.0 - p))
    return np.where(factors > 0, x / (1 - p), 0.0), factors

# %% right="set-to-zero"
def dropout_forward(x, p, rng):
    keep = 1 - p
    dropped = rng.random(x.shape) < p
    cache = np.full(x.shape, 1 / keep)
    cache[dropped] = 0
    return cache * x, cache

# %% right="float-mask"
def dropout_forward(x, p, rng):
    scale = (rng.random(x.shape) >= p).astype(float)
    scale /= 1 - p
    return np.multiply(x, scale), scale

# %% mistake="not-rescaled" edits="textbook"
# the entries that stay are not divided by 1 - p, so the expected output is smaller than the input.
-     factors = mask / (1 - p)
+     factors = mask * 1.0

# %% mistake="divided-by-p" edits="textbook"
# the entries that stay are divided by p. They stay with the probability 1 - p: divide by that.
-     factors = mask / (1 - p)
+     factors = mask / max(p, 1e-9)

# %% mistake="kept-with-probability-p" edits="textbook"
# p is taken for the probability to stay. It is the probability to be dropped.
-     mask = rng.random(x.shape) >= p
-     factors = mask / (1 - p)
+     mask = rng.random(x.shape) < p
+     factors = mask / max(p, 1e-9)

# %% mistake="wrong-side" edits="textbook"
# entries are dropped where the drawn number is p or more. They are dropped where it is below p.
-     mask = rng.random(x.shape) >= p
+     mask = rng.random(x.shape) < p

# %% mistake="multiplied" edits="textbook"
# what stays is multiplied by 1 - p. Divide, so that the expected output is the input.
-     factors = mask / (1 - p)
+     factors = mask * (1 - p)

# %% mistake="cache-is-the-mask" edits="textbook"
# the cache holds 0 and 1. It holds the factor of each entry, which is 1 / (1 - p) where it stays.
-     return out, factors
+     return out, mask * 1.0

# %% mistake="cache-is-the-input" edits="textbook"
# the cache holds the input. The way back needs the factors: nobody can draw the same numbers again.
-     return out, factors
+     return out, x

# %% mistake="out-not-rescaled" edits="textbook"
# the cache has the factor 1 / (1 - p), but the output was not multiplied by it.
-     out = x * factors
+     out = x * mask

# %% mistake="whole-columns" edits="textbook"
# whole columns are dropped, the same in every row. Draw a number for each entry: rng.random(x.shape).
-     mask = rng.random(x.shape) >= p
+     mask = np.broadcast_to(rng.random(x.shape[-1]) >= p, x.shape)

# %% mistake="normal-numbers" edits="textbook"
# the numbers are normal ones. Draw evenly from 0 to 1: rng.random(x.shape).
-     mask = rng.random(x.shape) >= p
+     mask = rng.standard_normal(x.shape) >= p

# %% mistake="only-the-output" edits="textbook"
# only the output is returned. Return a pair: the output, and the factors.
-     return out, factors
+     return out

# %% mistake="exchanged" edits="textbook"
# the output and the cache have changed places. The output comes first.
-     return out, factors
+     return factors, out

# %% mistake="input-modified" edits="textbook"
# the input is changed in place, so that the caller's array is lost. Make a new array.
-     out = x * factors
+     x *= factors
+     out = x

# %% mistake="whole-rows"
# one number is drawn for each row, so that whole rows are dropped. Draw one for each entry: rng.random(x.shape).
def dropout_forward(x, p, rng):
    factors = (rng.random(x.shape[0]) >= p) / (1 - p)
    return (x.T * factors).T, factors

# %% mistake="drawn-as-a-coin"
# the entries to keep are drawn by rng.binomial, which gives others than rng.random(x.shape) >= p. The draw is given, so that
# results can be compared.
def dropout_forward(x, p, rng):
    factors = rng.binomial(1, 1 - p, size=x.shape) / (1 - p)
    return x * factors, factors

# %% equivalent="comparison"
# that a random number is p to the last digit happens once in some 10**16 numbers
- factors = (rng.random(x.shape) >= p) / (1 - p)
+ factors = (rng.random(x.shape) > p) / (1 - p)
