# %% exercise="predict-labels" name="predict_labels"

# %% right="counter-of-sorted"
from collections import Counter


def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        nearest = sorted(range(len(row)), key=lambda j: row[j])[:k]
        y_pred.append(Counter(sorted(y_train[nearest])).most_common(1)[0][0])
    return y_pred

# %% right="set-and-count"
def predict_labels(dists, y_train, k=1):
    def vote(row):
        nearest = list(y_train[row.argsort()[:k]])
        return max(sorted(set(nearest)), key=nearest.count)

    return np.array([vote(row) for row in dists])

# %% right="argpartition" teaches="The k nearest need not be sorted among themselves. argpartition only puts them in front, in time proportional to N instead of N log N."
def predict_labels(dists, y_train, k=1):
    nearest = np.argpartition(dists, k - 1, axis=1)[:, :k]
    y_pred = np.empty(len(dists), dtype=y_train.dtype)
    for i, neighbours in enumerate(y_train[nearest]):
        values, counts = np.unique(neighbours, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred

# %% right="one-hot-votes" teaches="The vote without a loop: labels become 0 .. C-1, one-hot rows are added up over the neighbours, and argmax gives ties to the smaller label."
def predict_labels(dists, y_train, k=1):
    classes, codes = np.unique(y_train, return_inverse=True)
    nearest = np.argsort(dists, axis=1, kind="stable")[:, :k]
    votes = (codes[nearest][:, :, np.newaxis] == np.arange(len(classes))).sum(axis=1)
    return classes[votes.argmax(axis=1)]

# %% right="scipy-mode"
def predict_labels(dists, y_train, k=1):
    from scipy.stats import mode

    return mode(y_train[np.argsort(dists, axis=1)[:, :k]], axis=1).mode

# %% right="lexsort"
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i, row in enumerate(dists):
        nearest = y_train[np.lexsort((y_train, row))[:k]]
        y_pred[i] = min(nearest, key=lambda label: (-np.sum(nearest == label), label))
    return y_pred

# %% right="shifted-bincount"
def predict_labels(dists, y_train, k=1):
    low = y_train.min()
    order = np.argsort(dists, axis=1)
    return np.array([np.bincount(y_train[row[:k]] - low).argmax() + low for row in order])

# %% right="step-by-step"
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(len(dists), dtype=y_train.dtype)
    for i, row in enumerate(dists):
        order = np.argsort(row)
        nearest = y_train[order[:k]]
        values, counts = np.unique(nearest, return_counts=True)
        y_pred[i] = values[counts.argmax()]
    return y_pred

# %% mistake="more-than-k-vote"
# every training example as near as the k-th votes, so more than k do where some are equally far. Take k of
# them: np.argsort(row)[:k].
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(len(dists), dtype=int)
    for i, row in enumerate(dists):
        values, counts = np.unique(y_train[row <= np.sort(row)[k - 1]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred

# %% mistake="ties-first-seen" edits="counter-of-sorted"
# of equally frequent labels this takes the one met first on the way from near to far, as
# Counter.most_common does. Ties go to the smallest label.
-     y_pred = []
-     for row in dists:
-         nearest = sorted(range(len(row)), key=lambda j: row[j])[:k]
-         y_pred.append(Counter(sorted(y_train[nearest])).most_common(1)[0][0])
+     y_pred = np.zeros(dists.shape[0])
+     for i in range(dists.shape[0]):
+         closest_y = y_train[np.argsort(dists[i])[:k]]
+         y_pred[i] = Counter(closest_y).most_common(1)[0][0]

# %% mistake="ties-nearest"
# on a tie this takes the label of the nearest neighbour, which may not even be among the most frequent.
# Ties go to the smallest of the most frequent labels.
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i])[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        winners = values[counts == counts.max()]
        y_pred[i] = winners[0] if len(winners) == 1 else closest_y[0]
    return y_pred

# %% mistake="ties-larger" edits="ties-nearest"
# of equally frequent labels this takes the largest. Ties go to the smallest label; argmax takes the first
# of several maxima.
-         winners = values[counts == counts.max()]
-         y_pred[i] = winners[0] if len(winners) == 1 else closest_y[0]
+         y_pred[i] = max(zip(counts, values))[1]

# %% mistake="ties-last-seen"
# of equally frequent labels this takes the one met last, because `>=` lets a later label replace an equally
# frequent one. Ties go to the smallest label.
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0])
    for i in range(dists.shape[0]):
        votes = {}
        for j in np.argsort(dists[i])[:k]:
            votes[y_train[j]] = votes.get(y_train[j], 0) + 1
        best = 0
        for label, count in votes.items():
            if count >= best:
                best, y_pred[i] = count, label
    return y_pred

# %% mistake="ties-drop-farthest"
# on a tie this drops the farthest neighbour and votes again. That is a sensible rule, but here ties go to
# the smallest label.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        closest_y = y_train[np.argsort(row)[:k]]
        while True:
            values, counts = np.unique(closest_y, return_counts=True)
            if (counts == counts.max()).sum() == 1:
                break
            closest_y = closest_y[:-1]
        y_pred.append(values[counts.argmax()])
    return np.array(y_pred)

# %% mistake="k-ignored"
# only the nearest neighbour is asked, whatever k is. Let the k nearest vote.
def predict_labels(dists, y_train, k=1):
    return y_train[np.argmin(dists, axis=1)]

# %% mistake="argsort-misread"
# argsort is taken for ranks: its entries are the positions of the nearest, second nearest, ... example. The
# first k entries of argsort(row) are the positions wanted.
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(dists.shape[0], dtype=y_train.dtype)
    for i in range(dists.shape[0]):
        closest_y = y_train[np.argsort(dists[i]) < k]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred

# %% mistake="positions-for-labels" edits="ties-larger"
# positions of training examples vote, not their labels. Look the labels up: y_train[positions].
-         closest_y = y_train[np.argsort(dists[i])[:k]]
-         values, counts = np.unique(closest_y, return_counts=True)
-         y_pred[i] = max(zip(counts, values))[1]
+         closest = np.argsort(dists[i])[:k]
+         y_pred[i] = np.bincount(closest).argmax()

# %% mistake="farthest-instead" edits="positions-for-labels"
# the k farthest examples vote. argsort puts the smallest distance first, so take the first k.
-         closest = np.argsort(dists[i])[:k]
-         y_pred[i] = np.bincount(closest).argmax()
+         values, counts = np.unique(y_train[np.argsort(dists[i])[-k:]], return_counts=True)
+         y_pred[i] = values[np.argmax(counts)]

# %% mistake="nearest-skipped" edits="positions-for-labels"
# the nearest example is skipped, as if it were the test example itself. Test examples are not in the
# training data: take the first k of argsort.
-         closest = np.argsort(dists[i])[:k]
-         y_pred[i] = np.bincount(closest).argmax()
+         values, counts = np.unique(y_train[np.argsort(dists[i])[1 : k + 1]], return_counts=True)
+         y_pred[i] = values[np.argmax(counts)] if len(values) else 0

# %% mistake="negative-labels" edits="ties-larger"
# np.bincount counts whole numbers from 0 up, and labels may be negative. np.unique with return_counts=True
# counts any labels.
-         values, counts = np.unique(closest_y, return_counts=True)
-         y_pred[i] = max(zip(counts, values))[1]
+         y_pred[i] = np.argmax(np.bincount(closest_y))

# %% mistake="ten-labels-assumed" edits="positions-for-labels"
# the votes are counted in ten boxes, for labels 0 to 9. Labels may be any whole numbers; np.unique with
# return_counts=True counts those that occur.
-         closest = np.argsort(dists[i])[:k]
-         y_pred[i] = np.bincount(closest).argmax()
+         votes = np.zeros(10)
+         for label in y_train[np.argsort(dists[i])[:k]]:
+             votes[label] += 1
+         y_pred[i] = np.argmax(votes)

# %% mistake="sorted-by-column" edits="farthest-instead"
# distances are sorted down the columns (axis=0), which ranks test examples. Sort each row: axis=1.
  def predict_labels(dists, y_train, k=1):
+     nearest = np.argsort(dists, axis=0)[:k].T

-         values, counts = np.unique(y_train[np.argsort(dists[i])[-k:]], return_counts=True)
+         values, counts = np.unique(y_train[nearest[i]], return_counts=True)

# %% mistake="labels-averaged"
# labels are averaged, but they are names, not quantities: the mean of cat and frog is not dog. Count the
# votes.
def predict_labels(dists, y_train, k=1):
    nearest = np.argsort(dists, axis=1)[:, :k]
    return np.round(y_train[nearest].mean(axis=1)).astype(int)

# %% mistake="partition-out-of-range" edits="farthest-instead"
# np.argpartition(row, k) fails when k is the number of training examples. Partition at k - 1.
-         values, counts = np.unique(y_train[np.argsort(dists[i])[-k:]], return_counts=True)
+         closest_y = y_train[np.argpartition(dists[i], k)[:k]]
+         values, counts = np.unique(closest_y, return_counts=True)

# %% mistake="input-modified" edits="partition-out-of-range"
# the distances are sorted or overwritten in place, so the caller's matrix is spoilt for the next k. Work on
# a copy, or use argsort, which leaves them alone.
-         closest_y = y_train[np.argpartition(dists[i], k)[:k]]
+         closest_y = []
+         for _ in range(k):
+             j = np.argmin(dists[i])
+             closest_y.append(y_train[j])
+             dists[i, j] = np.inf

# %% mistake="notebook-global" edits="farthest-instead"
# the function reads a variable of the notebook; take every size from the arguments.
-         values, counts = np.unique(y_train[np.argsort(dists[i])[-k:]], return_counts=True)
+         values, counts = np.unique(labels[np.argsort(dists[i])[:k]], return_counts=True)

# %% mistake="count-position-returned" edits="step-by-step"
# this is the place of the largest count, not the label that stands there: values[counts.argmax()].
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = counts.argmax()

# %% mistake="votes-returned" edits="step-by-step"
# this is how many votes the winner has. Its label is wanted.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = counts.max()

# %% mistake="one-too-few" edits="step-by-step"
# only k - 1 examples vote (one, where k is 1). order[:k] ends before k, and so has k entries.
-         nearest = y_train[order[:k]]
+         nearest = y_train[order[: max(k - 1, 1)]]

# %% mistake="one-too-many" edits="step-by-step"
# k + 1 examples vote. order[:k] ends before k, and so has k entries.
-         nearest = y_train[order[:k]]
+         nearest = y_train[order[: k + 1]]

# %% mistake="kth-only" edits="step-by-step"
# only the k-th nearest example is asked. All of the k nearest vote.
-         nearest = y_train[order[:k]]
+         nearest = y_train[order[k - 1 : k]]

# %% mistake="all-vote" edits="step-by-step"
# all training examples vote, however far. Only the k nearest do.
-         nearest = y_train[order[:k]]
+         nearest = y_train

# %% mistake="smallest-label" edits="step-by-step"
# this is the smallest label among the k nearest, however many votes it has. The most frequent one wins.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = values[0]

# %% mistake="largest-label" edits="step-by-step"
# this is the largest label among the k nearest, however many votes it has. The most frequent one wins.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = values[-1]

# %% mistake="rarest-label" edits="step-by-step"
# the rarest label wins here. The most frequent one should.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = values[counts.argmin()]

# %% mistake="ties-as-text" edits="step-by-step"
# of equally frequent labels this takes the one that comes first as text, where "10" stands before "9". Compare
# them as numbers.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = min(values[counts == counts.max()].tolist(), key=str)

# %% mistake="ties-nearest-to-zero" edits="step-by-step"
# of equally frequent labels this takes the one nearest to 0. The smallest of -9 and 2 is -9.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = min(values[counts == counts.max()].tolist(), key=abs)

# %% mistake="distances-cut" edits="step-by-step"
# the distances are cut to whole numbers before they are sorted, so near ones count as equal. Sort them as they
# are.
-         order = np.argsort(row)
+         order = np.argsort(row.astype(int), kind="stable")

# %% mistake="distances-rounded" edits="step-by-step"
# the distances are rounded before they are sorted, so near ones count as equal. Sort them as they are.
-         order = np.argsort(row)
+         order = np.argsort(np.round(row, 3), kind="stable")

# %% mistake="ranked-by-column" edits="step-by-step"
# distances are sorted down the columns (axis=0), which ranks test examples. Sort each row: axis=1.
-         order = np.argsort(row)
+         order = np.argsort(dists, axis=0)[i] % len(y_train)

# %% mistake="median-of-labels" edits="step-by-step"
# this is the label in the middle of the k nearest. Labels are names, not quantities: count the votes.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = np.sort(nearest)[(k - 1) // 2]

# %% mistake="labels-rounded-mean" edits="step-by-step"
# labels are averaged, but they are names, not quantities: the mean of cat and frog is not dog. Count the
# votes.
-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = nearest.mean()

# %% mistake="small-integers" edits="step-by-step"
# the result has a narrow dtype, where large labels do not fit. Use that of y_train.
-     y_pred = np.zeros(len(dists), dtype=y_train.dtype)
+     y_pred = np.zeros(len(dists), dtype=np.int16)

# %% mistake="unsigned-labels" edits="step-by-step"
# the labels lose their sign, or become huge numbers, because the result is unsigned. Labels may be negative.
-     y_pred = np.zeros(len(dists), dtype=y_train.dtype)
+     y_pred = np.zeros(len(dists), dtype=np.uint64)

-         y_pred[i] = values[counts.argmax()]
+         y_pred[i] = values[counts.argmax()].astype(np.uint64)

# %% mistake="returns-too-early" edits="step-by-step"
# the function returns inside the loop, after the first test example. Move `return` out of the loop.
-     return y_pred
+         return y_pred

# %% mistake="column-shape" edits="step-by-step"
# the labels stand in a column of shape (num_test, 1). An array with one axis is wanted.
-     return y_pred
+     return y_pred[:, np.newaxis]

# %% mistake="ties-by-a-set"
# of equally frequent labels this takes the one that a set happens to hold first, and a set has no order of its
# own. Ties go to the smallest label: sort the set, or use np.unique.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        nearest = y_train[np.argsort(row)[:k]].tolist()
        y_pred.append(max(set(nearest), key=nearest.count))
    return np.array(y_pred)

# %% mistake="weighted-by-distance"
# near examples count for more here: votes are weighted by 1 / distance. Each of the k nearest has one vote.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        order = np.argsort(row)[:k]
        labels = np.unique(y_train[order])
        weights = [np.sum(1 / (row[order][y_train[order] == label] + 1e-9)) for label in labels]
        y_pred.append(labels[np.argmax(weights)])
    return np.array(y_pred)

# %% mistake="ties-by-total-distance"
# of equally frequent labels this takes the one whose examples are nearer in sum. That is a sensible rule, but
# here ties go to the smallest label.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        order = np.argsort(row)[:k]
        nearest, near = y_train[order], row[order]
        y_pred.append(min(np.unique(nearest), key=lambda c: (-np.sum(nearest == c), near[nearest == c].sum())))
    return np.array(y_pred)

# %% mistake="sentinel-is-a-label"
# -1 is taken for "no label yet", but it may be a label itself. Start with None, or with the first label.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        labels, votes, last = [], [], -1
        for label in np.sort(y_train[np.argsort(row)[:k]]):
            if label != last:
                labels.append(label)
                votes.append(0)
                last = label
            votes[-1] += 1
        y_pred.append(labels[int(np.argmax(votes))])
    return np.array(y_pred)

# %% mistake="number-of-nearest"
# the number of the nearest training image is returned in place of its label. Look the label up: y_train[number].
def predict_labels(dists, y_train, k=1):
    return np.argmin(dists, axis=1)

# %% mistake="labels-sorted-first"
# y_train is sorted by itself before it is indexed, so that labels go to other images. Leave it in the order of the distances' columns.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        values, counts = np.unique(np.sort(y_train)[np.argsort(row)[:k]], return_counts=True)
        y_pred.append(values[np.argmax(counts)])
    return np.array(y_pred)

# %% mistake="labels-in-int8"
# the result is stored in int8, which ends at 127; larger labels wrap around. Give it the dtype of y_train.
def predict_labels(dists, y_train, k=1):
    y_pred = np.zeros(len(dists), dtype=np.int8)
    for i, row in enumerate(dists):
        values, counts = np.unique(y_train[np.argsort(row)[:k]], return_counts=True)
        y_pred[i] = values[np.argmax(counts)].astype(np.int8)
    return y_pred

# %% mistake="minus-one-means-none"
# -1 stands for "no label yet", but it may be a label. Use None, or begin with the first label.
def predict_labels(dists, y_train, k=1):
    y_pred = np.full(len(dists), -1)
    for i, row in enumerate(dists):
        nearest, most = y_train[np.argsort(row)[:k]], 0
        for label in np.unique(y_train):
            votes = np.sum(nearest == label)
            if votes > most or y_pred[i] == -1:
                most, y_pred[i] = votes, label
    return y_pred

# %% mistake="tied-labels-averaged"
# labels with equally many votes are averaged, which gives a label that nobody voted for. Take the smallest of them.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        values, counts = np.unique(y_train[np.argsort(row)[:k]], return_counts=True)
        y_pred.append(np.mean(values[counts == counts.max()]))
    return np.array(y_pred)

# %% equivalent="dropped keyword"
# float labels are equal to whole ones up to 2**53, beyond which no check can tell
- y_pred = np.zeros(len(dists), dtype=y_train.dtype)
+ y_pred = np.zeros(len(dists))

# %% equivalent="function"
# every entry is written afterwards
- y_pred = np.zeros(len(dists), dtype=y_train.dtype)
+ y_pred = np.ones(len(dists), dtype=y_train.dtype)

# %% mistake="upper-median-of-labels"
# this is the label in the middle of the k nearest. Labels are names, not quantities: count the votes.
def predict_labels(dists, y_train, k=1):
    return np.array([np.sort(y_train[np.argsort(row)[:k]])[k // 2] for row in dists])

# %% mistake="nearest-left-out"
# the nearest example is left out, as if it were the test example itself: argsort(row)[1 : k + 1]. Take the first k.
def predict_labels(dists, y_train, k=1):
    y_pred = []
    for row in dists:
        nearest = y_train[np.argsort(row)[1 : k + 1]]
        values, counts = np.unique(nearest, return_counts=True)
        y_pred.append(values[counts.argmax()] if len(values) else y_train[0])
    return np.array(y_pred)

# %% mistake="down-the-columns"
# the distances are sorted down the columns (axis=0), which ranks the test examples for each training example. Rank the training
# examples for each test example: axis=1.
def predict_labels(dists, y_train, k=1):
    nearest = y_train[np.argsort(dists, axis=0)[:k] % len(y_train)]
    y_pred = []
    for column in nearest.T:
        values, counts = np.unique(column, return_counts=True)
        y_pred.append(values[counts.argmax()])
    return np.array(y_pred)[: len(dists)]

# %% mistake="mean-of-the-middle-labels"
# this is the median of the labels of the k nearest. Labels are names, not quantities: count the votes.
def predict_labels(dists, y_train, k=1):
    return np.median(y_train[np.argsort(dists, axis=1)[:, :k]], axis=1).astype(int)
