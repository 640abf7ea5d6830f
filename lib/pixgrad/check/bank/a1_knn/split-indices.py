# %% exercise="split-indices" name="split_indices"

# %% right="textbook"
def split_indices(n, num_val, num_test, rng):
    order = rng.permutation(n)
    return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]

# %% right="shuffle-in-place"
def split_indices(n, num_val, num_test, rng):
    indices = np.arange(n)
    rng.shuffle(indices)
    num_train = n - num_val - num_test
    train, val, test = np.split(indices, [num_train, num_train + num_val])
    return train, val, test

# %% right="choice-and-setdiff"
def split_indices(n, num_val, num_test, rng):
    held_out = rng.choice(n, size=num_val + num_test, replace=False)
    return [np.setdiff1d(np.arange(n), held_out), np.sort(held_out[:num_val]), np.sort(held_out[num_val:])]

# %% right="random-keys"
def split_indices(n, num_val, num_test, rng):
    order = np.argsort(rng.random(n)).tolist()
    val, test, train = order[:num_val], order[num_val : num_val + num_test], order[num_val + num_test :]
    return train, val, test

# %% right="lists-and-shuffle"
def split_indices(n, num_val, num_test, rng):
    indices = list(range(n))
    rng.shuffle(indices)
    test = np.array(indices[:num_test], dtype=int)
    val = np.array(indices[num_test : num_test + num_val], dtype=int)
    train = np.array(indices[num_test + num_val :], dtype=int)
    return train, val, test

# %% right="labels-of-parts"
def split_indices(n, num_val, num_test, rng):
    part = np.zeros(n, dtype=int)
    part[:num_val] = 1
    part[num_val : num_val + num_test] = 2
    part = rng.permutation(part)
    return np.flatnonzero(part == 0), np.flatnonzero(part == 1), np.flatnonzero(part == 2)

# %% right="sets"
def split_indices(n, num_val, num_test, rng):
    left = set(range(n))
    val = rng.choice(sorted(left), num_val, replace=False) if num_val else np.array([], dtype=int)
    left -= set(val.tolist())
    test = rng.choice(sorted(left), num_test, replace=False) if num_test else np.array([], dtype=int)
    left -= set(test.tolist())
    return np.array(sorted(left), dtype=int), val, test

# %% mistake="not-random"
# the indices are cut without being shuffled, so the test part is always the same. Data are often sorted by
# class; shuffle with rng.permutation(n) first.
def split_indices(n, num_val, num_test, rng):
    indices = np.arange(n)
    num_train = n - num_val - num_test
    return indices[:num_train], indices[num_train : num_train + num_val], indices[num_train + num_val :]

# %% mistake="few-splits" edits="textbook"
# the indices keep their order and are moved on by one random number, so only n different splits can come
# up. Shuffle them with rng.permutation(n).
-     order = rng.permutation(n)
+     order = np.roll(np.arange(n), rng.integers(n))

# %% mistake="global-random" edits="textbook"
# np.random is another source of randomness than the rng that was passed in, so nobody can repeat the split.
# Call rng.permutation(n).
-     order = rng.permutation(n)
+     order = np.random.permutation(n)

# %% mistake="rng-replaced" edits="textbook"
# the function makes a generator of its own with a fixed seed and leaves rng alone, so every split is the
# same. Draw from rng.
  def split_indices(n, num_val, num_test, rng):
+     rng = np.random.default_rng(0)

# %% mistake="drawn-with-replacement" edits="textbook"
# the indices are drawn one by one, and an index may be drawn twice, so that test examples are also training
# examples. rng.permutation(n) holds each index once.
-     order = rng.permutation(n)
+     order = rng.integers(0, n, size=n)

# %% mistake="drawn-independently"
# the validation and the test part are drawn independently of each other, so they overlap. Shuffle once and
# cut the shuffled indices.
def split_indices(n, num_val, num_test, rng):
    val = rng.choice(n, size=num_val, replace=False)
    test = rng.choice(n, size=num_test, replace=False)
    rest = np.setdiff1d(np.arange(n), np.concatenate([val, test]))
    return rest, val, test

# %% mistake="parts-in-wrong-order" edits="textbook"
# the parts come back as (train, test, val). The order asked for is train, val, test.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order[num_val + num_test :], order[num_val : num_val + num_test], order[:num_val]

# %% mistake="minus-zero" edits="textbook"
# order[-num_test:] is the whole array when num_test is 0, because -0 is 0. Count from the front: order[n -
# num_test:].
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     num_train = n - num_val - num_test
+     return order[:num_train], order[num_train : num_train + num_val], order[-num_test:]

# %% mistake="one-left-out" edits="textbook"
# an index is lost at a cut: the end of a slice is not part of it, so the next part begins at that very
# index, not one further on.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order[num_val + num_test + 1 :], order[:num_val], order[num_val : num_val + num_test]

# %% mistake="shuffle-returns-nothing" edits="textbook"
# rng.shuffle shuffles its argument in place and returns None. Shuffle an array that you keep, or use
# rng.permutation(n).
-     order = rng.permutation(n)
+     order = rng.shuffle(np.arange(n))

# %% mistake="pairs-kept-apart" edits="textbook"
# even and odd indices are shuffled each for themselves, so that some two never come into the validation part
# together. Shuffle all the indices at once: rng.permutation(n).
-     order = rng.permutation(n)
+     order = np.concatenate([rng.permutation(np.arange(0, n, 2)), rng.permutation(np.arange(1, n, 2))])
+     order = order if rng.integers(2) else order[::-1]

# %% mistake="halves-kept-apart" edits="textbook"
# the first and the second half are shuffled each for themselves, so that some two never come into the
# validation part together. Shuffle all the indices at once: rng.permutation(n).
-     order = rng.permutation(n)
+     order = np.concatenate([rng.permutation(n // 2), n // 2 + rng.permutation(n - n // 2)])
+     order = order if rng.integers(2) else order[::-1]

# %% mistake="counted-from-one" edits="textbook"
# the indices run from 1 to n. They should run from 0 to n - 1.
-     order = rng.permutation(n)
+     order = rng.permutation(n) + 1

# %% mistake="test-first" edits="textbook"
# the parts come back as (test, val, train). The order asked for is train, val, test.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order[num_val : num_val + num_test], order[:num_val], order[num_val + num_test :]

# %% mistake="two-parts-only" edits="textbook"
# only two parts come back. Three are asked for: train, val, test.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order[num_val + num_test :], order[: num_val + num_test]

# %% mistake="validation-in-training" edits="textbook"
# the training part still holds the validation part. Each index stands in one part only.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order[num_test:], order[num_test : num_test + num_val], order[:num_test]

# %% mistake="all-for-training" edits="textbook"
# the training part holds all indices. Leave out those of the other two parts.
-     return order[num_val + num_test :], order[:num_val], order[num_val : num_val + num_test]
+     return order, order[:num_val], order[num_val : num_val + num_test]
