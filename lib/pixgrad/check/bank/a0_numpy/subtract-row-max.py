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

# %% right="in-float32"
def subtract_row_max(scores):
    narrow = scores.astype(np.float32)
    return (narrow - narrow.max(axis=1, keepdims=True)).astype(np.float64)

# %% right="in-two-steps"
def subtract_row_max(scores):
    largest = scores.max(axis=1, keepdims=True)
    return scores - largest

# %% mistake="keepdims-missing" edits="in-two-steps"
# the maxima have shape (N,), which counts as a row (1, N). With keepdims=True they stand upright, (N, 1),
# one beside each row.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.max(axis=1)

# %% mistake="one-maximum-for-all" edits="in-two-steps"
# one maximum is subtracted from the whole array. Each row needs its own: name the axis.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = np.max(scores)

# %% mistake="columns-instead" edits="in-two-steps"
# this takes the maximum of each column. axis names the axis that disappears: to get one number per row, the
# columns must go.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.max(axis=0)

# %% mistake="sign-turned" edits="in-two-steps"
# the scores are subtracted from the maximum. Wanted is the score minus the maximum, at most 0.
-     return scores - largest
+     return largest - scores

# %% mistake="added" edits="in-two-steps"
# the maximum is added. Subtract it, so that the largest entry becomes 0.
-     return scores - largest
+     return scores + largest

# %% mistake="divided" edits="in-two-steps"
# the scores are divided by the maximum. Subtract it, so that the largest entry becomes 0.
-     return scores - largest
+     with np.errstate(all="ignore"):
+         return scores / largest

# %% mistake="mean-subtracted" edits="in-two-steps"
# each row's mean is subtracted. The largest entry should become 0.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.mean(axis=1, keepdims=True)

# %% mistake="smallest-subtracted" edits="in-two-steps"
# each row's smallest entry is subtracted. The largest one should become 0, and all others negative.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.min(axis=1, keepdims=True)

# %% mistake="position-subtracted" edits="in-two-steps"
# argmax gives the position of the largest entry; its value is max.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.argmax(axis=1)[:, np.newaxis]

# %% mistake="largest-by-size" edits="in-two-steps"
# the largest absolute value is subtracted. In a row of negative scores the largest one is the one nearest
# to 0.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = np.abs(scores).max(axis=1, keepdims=True)

# %% mistake="zero-counted-in" edits="in-two-steps"
# a 0 takes part in the search for the maximum, so a row of negative scores stays as it is. Take the largest
# entry of the row alone.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.max(axis=1, keepdims=True, initial=0)

# %% mistake="first-entry-subtracted" edits="in-two-steps"
# each row's first entry is subtracted. The largest one is wanted, wherever it stands.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores[:, :1]

# %% mistake="last-entry-subtracted" edits="in-two-steps"
# each row's last entry is subtracted. The largest one is wanted, wherever it stands.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores[:, -1:]

# %% mistake="maxima-alone" edits="in-two-steps"
# these are the maxima themselves. Subtract them from the scores.
-     return scores - largest
+     return largest

# %% mistake="rounded" edits="in-two-steps"
# the differences are rounded, and tiny ones become 0. Return them as they are.
-     return scores - largest
+     return np.round(scores - largest, 6)

# %% mistake="divided-by-the-spread" edits="in-two-steps"
# the differences are also divided by the spread of their row. Only subtract the maximum.
-     return scores - largest
+     with np.errstate(all="ignore"):
+         return (scores - largest) / scores.std(axis=1, keepdims=True)

# %% mistake="exponentiated" edits="in-two-steps"
# the exponential is taken as well. That is the next step of the softmax; here only subtract the maximum.
-     return scores - largest
+     return np.exp(scores - largest)

# %% mistake="changed-in-place" edits="in-two-steps"
# -= writes into the caller's array. Write `scores - ...`, which makes a new one.
-     return scores - largest
+     scores -= largest
+     return scores

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def subtract_row_max(scores):
    return np.array([row - max(row) for row in scores])

# %% mistake="signs-dropped" edits="in-two-steps"
# the signs of the scores are dropped first. -7 is smaller than -1; use the scores as they are.
  def subtract_row_max(scores):
+     scores = np.abs(scores)

# %% mistake="median-subtracted" edits="in-two-steps"
# each row's median is subtracted. The largest entry should become 0.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = np.median(scores, axis=1, keepdims=True)

# %% mistake="sum-subtracted" edits="in-two-steps"
# each row's sum is subtracted. The largest entry should become 0.
-     largest = scores.max(axis=1, keepdims=True)
+     largest = scores.sum(axis=1, keepdims=True)

# %% mistake="rows-sorted" edits="in-two-steps"
# the rows come back sorted. Every score should stay in its place.
-     return scores - largest
+     return np.sort(scores - largest, axis=1)

# %% mistake="only-the-largest-changed"
# only the largest entry of each row became 0, and the others stayed. The maximum is subtracted from all of
# them.
def subtract_row_max(scores):
    shifted = scores.copy()
    shifted[np.arange(len(scores)), scores.argmax(axis=1)] = 0
    return shifted

# %% mistake="in-float16" edits="in-two-steps"
# this is computed in float16, which keeps only three digits. float32 will do; float64 is what comes in.
  def subtract_row_max(scores):
+     scores = scores.astype(np.float16)

# %% mistake="second-largest"
# the second largest entry is subtracted. Subtract the largest one.
def subtract_row_max(scores):
    ordered = np.sort(scores, axis=1)
    return scores - ordered[:, [max(scores.shape[1] - 2, 0)]]
