# %% exercise="sample-batch" name="sample_batch"

# %% right="choice"
def sample_batch(X, y, batch_size, rng):
    drawn = rng.choice(len(X), batch_size)
    return X[drawn], y[drawn]

# %% right="one-at-a-time"
def sample_batch(X, y, batch_size, rng):
    rows, labels = [], []
    for _ in range(batch_size):
        i = int(rng.integers(0, X.shape[0]))
        rows.append(X[i])
        labels.append(y[i])
    return np.array(rows), np.array(labels)

# %% right="by-floor-of-uniform"
def sample_batch(X, y, batch_size, rng):
    drawn = np.floor(rng.random(batch_size) * len(X)).astype(int)
    return np.take(X, drawn, axis=0), np.take(y, drawn)

# %% right="drawn-together-as-a-list"
def sample_batch(X, y, batch_size, rng):
    both = np.column_stack([X, y])
    batch = rng.choice(both, size=batch_size, axis=0)
    return [batch[:, :-1], batch[:, -1]]

# %% mistake="unpaired"
# a row and its label come from two different examples: they are drawn separately. Draw the row numbers once
# and use them for both.
def sample_batch(X, y, batch_size, rng):
    X_batch = X[rng.integers(len(X), size=batch_size)]
    y_batch = y[rng.integers(len(X), size=batch_size)]
    return X_batch, y_batch

# %% mistake="labels-not-drawn"
# the labels are the first batch_size ones, whichever rows were drawn. Pick them with the same row numbers.
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(len(X), size=batch_size)
    return X[drawn], np.resize(y, batch_size)

# %% mistake="replacement-only-when-needed" edits="choice"
# up to N examples are drawn without replacement. Each place of the batch is to be drawn from all rows, so
# an example may come twice in a small batch too.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.choice(len(X), size=batch_size, replace=batch_size > len(X))

# %% mistake="without-replacement" edits="choice"
# the rows are drawn without replacement, which cannot work for a batch larger than N. An example may be
# drawn more than once.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.choice(len(X), size=batch_size, replace=False)

# %% mistake="start-of-a-permutation" edits="choice"
# a permutation has each row once, so a batch larger than N comes out too short. Draw with replacement.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.permutation(len(X))[:batch_size]

# %% mistake="ends-half-as-likely" edits="choice"
# rounding gives the first and the last row half the chance of the others. rng.integers draws whole numbers
# that are equally likely.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = np.round(rng.random(batch_size) * (len(X) - 1)).astype(int)

# %% mistake="among-the-first" edits="choice"
# only as many rows as the batch has are drawn from, so the rows behind them never come. Draw from all rows
# of X.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.integers(min(batch_size, len(X)), size=batch_size)

# %% mistake="first-rows"
# these are always the first rows. Let rng choose.
def sample_batch(X, y, batch_size, rng):
    rows = np.arange(batch_size) % len(X)
    return X[rows], y[rows]

# %% mistake="global-random" edits="choice"
# two generators with the same seed should give the same batch; this draws from NumPy's global randomness
# and not from rng.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = np.random.choice(len(X), batch_size)

# %% mistake="own-generator" edits="choice"
# the function makes a generator of its own, with the same seed at each call, so every batch is the same.
# Draw from the rng that you are given.
-     drawn = rng.choice(len(X), batch_size)
+     rng = np.random.default_rng(0)
+     drawn = rng.integers(0, len(X), size=batch_size)

# %% mistake="columns-drawn"
# columns are drawn, not rows. The examples lie along the first axis.
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(X.shape[1], size=batch_size)
    return X[:, drawn], y[rng.integers(len(X), size=batch_size)]

# %% mistake="last-row-never" edits="choice"
# the last row can never be drawn: the upper end of rng.integers is left out already.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.integers(0, max(1, len(X) - 1), size=batch_size)

# %% mistake="one-row-repeated" edits="choice"
# one row is drawn and repeated. Each place of the batch needs a draw of its own.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = np.full(batch_size, rng.integers(len(X)))

# %% mistake="neighbouring-rows" edits="choice"
# only the beginning is drawn, and the next rows follow in order. Each place of the batch needs a draw of
# its own.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = (rng.integers(len(X)) + np.arange(batch_size)) % len(X)

# %% mistake="row-numbers-returned" edits="labels-not-drawn"
# these are the row numbers. The rows and the labels themselves are wanted.
-     return X[drawn], np.resize(y, batch_size)
+     return drawn, drawn

# %% mistake="far-rows-never" edits="choice"
# row numbers are drawn in one byte, so no row behind the 256th can come. Draw them as int64, which is what
# rng.integers does by itself.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.integers(0, 256, size=batch_size, dtype=np.uint8) % len(X)

# %% mistake="far-rows-cut-off" edits="choice"
# row numbers are squeezed into two bytes, so no row behind the 65,536th can come. Leave them as rng.integers
# draws them, in int64.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.choice(len(X), batch_size).astype(np.uint16)

# %% mistake="few-batches" edits="choice"
# rng draws only the seed of another generator, and there are few seeds, so the same batches come again and
# again. Draw the rows from rng itself.
-     drawn = rng.choice(len(X), batch_size)
+     own = np.random.default_rng(int(rng.integers(16)))
+     drawn = own.integers(len(X), size=batch_size)

# %% mistake="first-row-never" edits="choice"
# the first row can never be drawn: counting begins at 0.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.integers(min(1, len(X) - 1), len(X), size=batch_size)

# %% mistake="sorted" edits="choice"
# the row numbers are sorted, so early rows always stand in front. Every row should be equally likely in
# every place.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = np.sort(rng.choice(len(X), batch_size))

# %% mistake="middle-rows-never" edits="choice"
# row numbers are squeezed into int16, where those above 32,767 become negative and point elsewhere. Leave
# them as rng.integers draws them, in int64.
-     drawn = rng.choice(len(X), batch_size)
+     drawn = rng.choice(len(X), batch_size).astype(np.int16)
