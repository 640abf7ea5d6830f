# %% exercise="correct-class-scores" name="correct_class_scores"

# %% right="along-axis"
def correct_class_scores(scores, y):
    return np.take_along_axis(scores, y.reshape(-1, 1), axis=1)[:, 0]

# %% right="by-a-mask"
def correct_class_scores(scores, y):
    return scores[np.arange(scores.shape[1]) == y[:, None]]

# %% right="one-hot-sum"
def correct_class_scores(scores, y):
    return np.einsum("nc,nc->n", scores, np.eye(scores.shape[1])[y])

# %% right="diagonal-of-the-block"
def correct_class_scores(scores, y):
    return scores[:, y].diagonal()

# %% mistake="whole-block"
# a slice for the rows takes every row with every label, an (N, N) block. Give the row numbers as an array,
# so that the two go in step.
def correct_class_scores(scores, y):
    return scores[:, y]

# %% mistake="labels-as-rows"
# a single index picks rows, and the labels are no row numbers. Two index arrays are needed: rows, columns.
def correct_class_scores(scores, y):
    return scores[y]

# %% mistake="indices-swapped"
# rows and columns are swapped: the first index is the example, the second its label.
def correct_class_scores(scores, y):
    return scores[y, np.arange(len(y))]

# %% mistake="best-score"
# this is the highest score of each row, whichever class it belongs to.
def correct_class_scores(scores, y):
    return np.max(scores, axis=1)

# %% mistake="first-row-only"
# all values come from the first row (as they also do with np.take(scores, y)). The row has to advance
# together with the label.
def correct_class_scores(scores, y):
    return scores[0, y]

# %% mistake="zeros-lost"
# a score of 0 is left out, because everything that is not 0 is taken for a score. Pick the scores by their
# places, not by their values.
def correct_class_scores(scores, y):
    own = scores * np.eye(scores.shape[1])[y]
    return own[own != 0]

# %% mistake="labels-sorted"
# the labels have been sorted, so they no longer belong to their rows.
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), np.sort(y)]

# %% mistake="labels-from-one"
# the labels are counted from 1 here; they begin at 0, as the columns do.
def correct_class_scores(scores, y):
    return scores[np.arange(len(scores)), y - 1]

# %% mistake="column-shape"
# the values are right, but stand in a column of shape (N, 1). An array with one axis is wanted.
def correct_class_scores(scores, y):
    return np.take_along_axis(scores, y[:, np.newaxis], axis=1)

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def correct_class_scores(scores, y):
    return [scores[i, y[i]] for i in range(len(y))]
