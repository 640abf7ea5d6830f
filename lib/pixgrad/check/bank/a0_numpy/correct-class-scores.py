# %% exercise="correct-class-scores" name="correct_class_scores"

# %% right="along-axis"
def correct_class_scores(scores, y):
    return np.take_along_axis(scores, y.reshape(-1, 1), axis=1)[:, 0]

# %% right="by-a-mask" teaches="A mask can do it too, and says what is wanted rather than where it stands; it looks at all C entries of a row for one of them."
def correct_class_scores(scores, y):
    return scores[np.arange(scores.shape[1]) == y[:, None]]

# %% right="one-hot-sum" teaches="Times the one-hot rows, everything but the right entry is 0, so a sum over the classes picks it. Derivations are written in this form."
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

# %% mistake="labels-renumbered"
# the labels are renumbered by rank among those that occur, so they point elsewhere where a class is absent.
# Use the labels themselves.
def correct_class_scores(scores, y):
    ranks = np.unique(y, return_inverse=True)[1]
    return scores[np.arange(len(y)), ranks]

# %% mistake="labels-in-one-byte"
# the labels are squeezed into one byte, where 256 becomes 0. Use them as they are.
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), y.astype(np.uint8)]

# %% mistake="numbered-ahead"
# each label is taken one place too far to the right. Labels begin at 0, as the columns do.
def correct_class_scores(scores, y):
    return scores[np.arange(len(scores)), (y + 1) % scores.shape[1]]

# %% mistake="all-but-the-right-class"
# these are the scores of all the other classes. The score of the right class is wanted.
def correct_class_scores(scores, y):
    return scores[np.arange(scores.shape[1]) != y[:, np.newaxis]].reshape(len(y), -1)

# %% mistake="others-zeroed"
# the table keeps its shape, with 0 for all other classes. One number for each row is wanted.
def correct_class_scores(scores, y):
    return scores * (np.arange(scores.shape[1]) == y[:, np.newaxis])

# %% mistake="labels-returned"
# these are the labels. The scores that stand in their places are wanted.
def correct_class_scores(scores, y):
    return y

# %% mistake="maximum-subtracted"
# the largest score of each row is subtracted as well. Return the score as it is.
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), y] - scores.max(axis=1)

# %% mistake="summed-up"
# the scores of all examples are added up, or averaged. One number for each example is wanted.
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), y].sum()

# %% mistake="diagonal"
# this is the diagonal: row i with column i, whatever the label. The column is y[i].
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), np.arange(len(y))]

# %% mistake="first-column"
# this is the first column, the score of class 0 in every row. The column is y[i].
def correct_class_scores(scores, y):
    return scores[:, 0]

# %% mistake="rounded"
# the scores are rounded, and tiny ones become 0. Return them as they are.
def correct_class_scores(scores, y):
    return np.round(scores[np.arange(len(y)), y], 6)

# %% mistake="sign-dropped"
# the signs are dropped. Return the score as it is.
def correct_class_scores(scores, y):
    return np.abs(scores[np.arange(len(y)), y])

# %% mistake="rows-sorted"
# the rows have been sorted, so the labels point to other scores. Keep each score in its place.
def correct_class_scores(scores, y):
    return np.sort(scores, axis=1)[np.arange(len(y)), y]

# %% mistake="block-averaged"
# this is the mean over a whole block, all rows with all labels. Give the row numbers as an array, so that
# the two go in step.
def correct_class_scores(scores, y):
    return scores[:, y].mean(axis=1)

# %% mistake="probabilities"
# the scores have been turned into probabilities. The scores themselves are wanted.
def correct_class_scores(scores, y):
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (shifted / shifted.sum(axis=1, keepdims=True))[np.arange(len(y)), y]

# %% mistake="first-label-for-all"
# the column of the first label is taken for all rows. Each row has a label of its own: pair row numbers with y.
def correct_class_scores(scores, y):
    return scores[:, y[0]]

# %% mistake="best-other-class"
# the scores of all other classes are looked at, and the best of them is taken. Take the score of the own class.
def correct_class_scores(scores, y):
    others = scores.copy()
    others[np.arange(len(y)), y] = 0
    return others.max(axis=1)

# %% mistake="mask-then-maximum"
# the other scores are set to 0, and the maximum of each row is taken. Where the own score is negative, 0 is the greater:
# add the row up instead, or pick the score by its index.
def correct_class_scores(scores, y):
    return (scores * np.eye(scores.shape[1])[y]).max(axis=1)
