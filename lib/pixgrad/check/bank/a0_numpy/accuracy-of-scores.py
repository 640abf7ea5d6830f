# %% exercise="accuracy-of-scores" name="accuracy"

# %% right="by-a-loop"
def accuracy(scores, y):
    right = 0
    for i in range(len(y)):
        best = 0
        for j in range(scores.shape[1]):
            if scores[i, j] > scores[i, best]:
                best = j
        right += best == y[i]
    return right / len(y)

# %% right="zero-d-array"
def accuracy(scores, y):
    return np.array(np.count_nonzero(np.argmax(scores, axis=-1) == y) / y.size)

# %% right="stable-sort-of-the-negated"
def accuracy(scores, y):
    return 1 - np.mean(np.argsort(-scores, axis=1, kind="stable")[:, 0] != y)

# %% right="sum-of-a-list"
def accuracy(scores, y):
    predictions = [row.index(max(row)) for row in scores.tolist()]
    return sum(int(p == t) for p, t in zip(predictions, y)) / len(predictions)

# %% right="add-at"
def accuracy(scores, y):
    counts = np.zeros(2)
    np.add.at(counts, (np.argmax(scores, 1) == y).astype(int), 1)
    return counts[1] / counts.sum()

# %% right="float32-mean"
def accuracy(scores, y):
    hits = np.zeros(len(scores), dtype=np.float32)
    hits[scores.argmax(1) == y] = 1
    return hits.mean()

# %% mistake="columns-instead"
# argmax goes down the columns. One prediction per row is wanted, so the axis of the classes must disappear.
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=0) == y)

# %% mistake="whole-array"
# without an axis, argmax looks at the flattened array and gives one single place for all rows.
def accuracy(scores, y):
    return np.mean(scores.argmax() == y)

# %% mistake="score-for-class"
# the highest score is compared with the label. Its position is the predicted class: argmax.
def accuracy(scores, y):
    return np.mean(scores.max(axis=1) == y)

# %% mistake="count-not-share"
# this is how many are right. Divide by the number of examples.
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y)

# %% mistake="in-percent"
# this is in per cent. A share from 0 to 1 is wanted.
def accuracy(scores, y):
    return 100 * np.mean(scores.argmax(axis=1) == y)

# %% mistake="share-of-errors"
# this is the share of the wrong predictions.
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=1) != y)

# %% mistake="ties-counted-right"
# where several classes share the highest score, this counts as right whichever of them is. The prediction
# is the smallest of them.
def accuracy(scores, y):
    return np.mean(scores[np.arange(len(y)), y] == scores.max(axis=1))

# %% mistake="ties-to-the-larger"
# where several classes share the highest score, the last of them is predicted. Ties go to the smaller
# class, as argmax has it.
def accuracy(scores, y):
    predicted = np.argsort(scores, axis=1, kind="stable")[:, -1]
    return np.mean(predicted == y)

# %% mistake="ties-counted-wrong"
# where the right class shares its highest score with another one, this never counts as right. It does if
# the right class is the smallest of them.
def accuracy(scores, y):
    right = 0
    for row, label in zip(scores, y):
        right += all(row[label] > s for j, s in enumerate(row) if j != label)
    return right / len(y)

# %% mistake="lowest-score"
# this predicts the class with the lowest score.
def accuracy(scores, y):
    return np.mean(np.argmin(scores, axis=1) == y)

# %% mistake="divided-by-classes"
# the count is divided by the number of classes. Divide by the number of examples.
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y) / scores.shape[1]

# %% mistake="one-for-each-row"
# this tells for each example whether it is right. One number is wanted: their mean.
def accuracy(scores, y):
    return scores.argmax(axis=1) == y

# %% mistake="labels-in-one-byte"
# the predictions are squeezed into one byte, where 299 becomes 43. Compare them as they are.
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=1).astype(np.uint8) == y)

# %% mistake="rounded" free="UNIT=1e-4"
# the share is rounded to steps of {UNIT}. Return it as it is.
def accuracy(scores, y):
    return np.round(np.mean(scores.argmax(axis=1) == y) / UNIT) * UNIT

# %% mistake="counted-from-one"
# the predictions are counted from 1. Positions, and the labels too, begin at 0.
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=1) + 1 == y)

# %% mistake="sizes-compared"
# the entry that is largest without its sign is taken for the prediction. A score of -5 is lower than one of
# 1.
def accuracy(scores, y):
    return np.mean(np.abs(scores).argmax(axis=1) == y)

# %% mistake="all-right-or-not"
# this tells whether all predictions are right. The share of the right ones is wanted.
def accuracy(scores, y):
    return float(np.all(scores.argmax(axis=1) == y))

# %% mistake="labels-averaged"
# this is the mean of the predicted labels. Compare them with y first.
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=1))

# %% mistake="one-too-many"
# the count is divided by one more than the number of examples. Divide by N.
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y) / (len(y) + 1)

# %% mistake="one-too-few"
# the count is divided by one less than the number of examples. Divide by N.
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y) / max(len(y) - 1, 1)

# %% mistake="best-two-count"
# this counts as right when the right class has one of the two highest scores. Only the highest counts.
def accuracy(scores, y):
    return np.mean([y[i] in np.argsort(-scores[i], kind="stable")[:2] for i in range(len(y))])

# %% mistake="distance-of-labels"
# labels are subtracted, but they are names: 4 is not nearer to 3 than to 0. Count how many are equal.
def accuracy(scores, y):
    return 1 - np.mean(np.abs(scores.argmax(axis=1) - y))

# %% mistake="first-example-alone"
# only the first example is looked at. All of them count.
def accuracy(scores, y):
    return float(scores[0].argmax() == y[0])

# %% mistake="columns-predicted"
# argmax runs down the columns and gives one number for each class. Take it along each row: axis=1.
def accuracy(scores, y):
    best = np.argmax(scores, axis=0)
    both = min(len(best), len(y))
    return float(np.mean(best[:both] == y[:both]))

# %% mistake="mean-over-the-classes"
# the share is computed for each class by itself, and then averaged, so that a rare class counts as much as a frequent one.
# Every example counts once.
def accuracy(scores, y):
    predicted = scores.argmax(axis=1)
    return float(np.mean([np.mean(predicted[y == label] == label) for label in np.unique(y)]))
