# %% exercise="subtract-row-max" name="subtract_row_max"

# %% right="newaxis"
def subtract_row_max(scores):
    return scores - np.max(scores, axis=1)[:, None]

# %% right="transposed"
def subtract_row_max(scores):
    return (scores.T - scores.T.max(axis=0)).T

# %% right="on-a-copy-by-sorting"
def subtract_row_max(scores):
    out = scores.copy()
    out -= np.sort(scores, axis=-1)[:, -1:]
    return out

# %% right="repeated"
def subtract_row_max(scores):
    N, C = scores.shape
    biggest = np.repeat(scores.max(axis=1), C).reshape(N, C)
    return np.subtract(scores, biggest)

# %% right="picked-by-argmax"
def subtract_row_max(scores):
    best = scores.argmax(axis=1)
    return scores - scores[np.arange(scores.shape[0]), best].reshape(-1, 1)

# %% right="accumulated"
def subtract_row_max(scores):
    shifted = np.array(scores, copy=True)
    shifted -= np.maximum.accumulate(scores, axis=1)[:, [-1]]
    return shifted

# %% mistake="keepdims-missing"
# the maxima have shape (N,), which counts as a row (1, N). With keepdims=True they stand upright, (N, 1),
# one beside each row.
def subtract_row_max(scores):
    return scores - scores.max(axis=1)

# %% mistake="one-maximum-for-all"
# one maximum is subtracted from the whole array. Each row needs its own: name the axis.
def subtract_row_max(scores):
    return scores - np.max(scores)

# %% mistake="columns-instead"
# this takes the maximum of each column. axis names the axis that disappears: to get one number per row, the
# columns must go.
def subtract_row_max(scores):
    return scores - scores.max(axis=0)

# %% mistake="sign-turned"
# the scores are subtracted from the maximum. Wanted is the score minus the maximum, at most 0.
def subtract_row_max(scores):
    return scores.max(axis=1, keepdims=True) - scores

# %% mistake="mean-subtracted"
# each row's mean is subtracted. The largest entry should become 0.
def subtract_row_max(scores):
    return scores - scores.mean(axis=1, keepdims=True)

# %% mistake="position-subtracted"
# argmax gives the position of the largest entry; its value is max.
def subtract_row_max(scores):
    return scores - scores.argmax(axis=1)[:, np.newaxis]

# %% mistake="largest-by-size"
# the largest absolute value is subtracted. In a row of negative scores the largest one is the one nearest
# to 0.
def subtract_row_max(scores):
    return scores - np.abs(scores).max(axis=1, keepdims=True)

# %% mistake="maxima-alone"
# these are the maxima themselves. Subtract them from the scores.
def subtract_row_max(scores):
    return scores.max(axis=1, keepdims=True)

# %% mistake="changed-in-place"
# -= writes into the caller's array. Write `scores - ...`, which makes a new one.
def subtract_row_max(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return scores

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def subtract_row_max(scores):
    return np.array([row - max(row) for row in scores])
