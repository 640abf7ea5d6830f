# %% exercise="cross-validate" name="cross_validate"

# %% right="textbook"
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies

# %% right="folds-of-arrays"
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {}
    for k in k_choices:
        accuracies[k] = []
        for i in range(num_folds):
            X_rest = np.vstack(X_folds[:i] + X_folds[i + 1 :])
            y_rest = np.hstack(y_folds[:i] + y_folds[i + 1 :])
            accuracies[k].append(knn_accuracy(X_rest, y_rest, X_folds[i], y_folds[i], k, distance))
    return accuracies

# %% right="masks-and-arrays" teaches="A mask and its opposite (~) are the two parts of a split that cannot overlap."
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    fold_of = np.concatenate([np.full(len(f), i) for i, f in enumerate(np.array_split(y, num_folds))])

    def accuracy(k, i):
        out = fold_of == i
        return knn_accuracy(X[~out], y[~out], X[out], y[out], k, distance=distance)

    return {k: np.array([accuracy(k, i) for i in range(num_folds)]) for k in k_choices}

# %% right="slices-and-delete" teaches="The same by bookkeeping. It is longer, and each line is a place for an error by one: compare it with array_split."
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    size, longer = divmod(len(X), num_folds)
    result, start = {k: () for k in k_choices}, 0
    for i in range(num_folds):
        stop = start + size + (i < longer)
        part = slice(start, stop)
        for k in k_choices:
            rest = np.delete(X, part, axis=0), np.delete(y, part)
            result[k] += (knn_accuracy(*rest, X[part], y[part], k, distance),)
        start = stop
    return result

# %% right="appended-fold-by-fold"
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    k_to_accuracies = {}
    folds = np.array_split(range(len(X)), num_folds)
    for k in k_choices:
        k_to_accuracies[k] = []
        for i in range(num_folds):
            train = np.concatenate([folds[j] for j in range(num_folds) if j != i])
            acc = knn_accuracy(X[train], y[train], X[folds[i]], y[folds[i]], k, distance)
            k_to_accuracies[k].append(acc)
    return k_to_accuracies

# %% right="isin"
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    everything = np.arange(X.shape[0])
    result = dict((k, [0.0] * num_folds) for k in k_choices)
    for i, val in enumerate(np.array_split(everything, num_folds)):
        held_out = np.isin(everything, val)
        for k in k_choices:
            known = {"X_train": X[~held_out], "y_train": y[~held_out]}
            result[k][i] = float(knn_accuracy(X_val=X[val], y_val=y[val], k=k, distance=distance, **known))
    return result

# %% mistake="trained-on-everything" edits="textbook"
# the fold is left in the training part, so that every row finds itself as its nearest neighbour. Train on
# the rows outside the fold.
-         rest = np.setdiff1d(np.arange(len(X)), fold)

-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X, y, X[fold], y[fold], k, distance))

# %% mistake="validated-on-training" edits="textbook"
# the training rows are labelled by themselves. Measure on the fold that was held out.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[rest], y[rest], k, distance))

# %% mistake="parts-exchanged" edits="textbook"
# each fold trains and all others validate. It should be the other way round, or little is left to learn
# from.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             k = min(k, len(fold))
+             accuracies.setdefault(k, []).append(knn_accuracy(X[fold], y[fold], X[rest], y[rest], k, distance))

# %% mistake="parts-exchanged-for-each-k"
# each fold trains and all others validate. It should be the other way round, or little is left to learn
# from.
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {}
    for k in k_choices:
        accuracies[k] = []
        for fold in np.array_split(np.arange(len(X)), num_folds):
            rest = np.setdiff1d(np.arange(len(X)), fold)
            accuracies[k].append(knn_accuracy(X[fold], y[fold], X[rest], y[rest], k, distance))
    return accuracies

# %% mistake="distance-ignored" edits="folds-of-arrays"
# `distance` is not passed on to knn_accuracy, which then uses L2 always.
-             X_rest = np.vstack(X_folds[:i] + X_folds[i + 1 :])
-             y_rest = np.hstack(y_folds[:i] + y_folds[i + 1 :])
-             accuracies[k].append(knn_accuracy(X_rest, y_rest, X_folds[i], y_folds[i], k, distance))
+             X_rest = np.concatenate(X_folds[:i] + X_folds[i + 1 :])
+             y_rest = np.concatenate(y_folds[:i] + y_folds[i + 1 :])
+             accuracies[k].append(knn_accuracy(X_rest, y_rest, X_folds[i], y_folds[i], k))

# %% mistake="means-only"
# each k comes with one mean. Keep the accuracy of every fold in a list: their spread tells how far a mean
# can be trusted.
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {}
    folds = np.array_split(np.arange(len(X)), num_folds)
    for k in k_choices:
        found = []
        for fold in folds:
            rest = np.setdiff1d(np.arange(len(X)), fold)
            found.append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
        accuracies[k] = np.mean(found)
    return accuracies

# %% mistake="only-last-fold" edits="textbook"
# only the last fold is left, because the list is made anew for every fold. Make it once for each k, before
# the loop over the folds.
-     accuracies = {k: [] for k in k_choices}
+     accuracies = {}

          for k in k_choices:
+             accuracies[k] = []

# %% mistake="k-ignored"
# every entry is the accuracy of one neighbour: k is not passed on to knn_accuracy.
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for k in k_choices:
        for fold in np.array_split(np.arange(len(X)), num_folds):
            rest = np.setdiff1d(np.arange(len(X)), fold)
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], 1, distance))
    return accuracies

# %% mistake="equal-folds-only" edits="textbook"
# np.split fails when the rows cannot be divided into equal folds. np.array_split makes parts whose sizes
# differ by at most one.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for fold in np.split(np.arange(len(X)), num_folds):

# %% mistake="remainder-left-out" edits="textbook"
# with a fold size of N // num_folds the last rows are never validated when N is no multiple. np.array_split
# deals them out.
  def cross_validate(X, y, k_choices, num_folds, distance="l2"):
+     size = len(X) // num_folds

-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for i in range(num_folds):
+         fold = np.arange(i * size, (i + 1) * size)

# %% mistake="strided-folds" edits="trained-on-everything"
# fold i holds every num_folds-th row. That would do as well, but the specification asks for consecutive
# rows: the i-th part of np.array_split.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for i in range(num_folds):
+         held_out = np.arange(len(X)) % num_folds == i

-             accuracies[k].append(knn_accuracy(X, y, X[fold], y[fold], k, distance))
+             found = knn_accuracy(X[~held_out], y[~held_out], X[held_out], y[held_out], k, distance)
+             accuracies[k].append(found)

# %% mistake="notebook-global" edits="textbook"
# the function reads a variable of the notebook; take every size from the arguments.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
-         rest = np.setdiff1d(np.arange(len(X)), fold)
+     for fold in np.array_split(np.arange(num_train), num_folds):
+         rest = np.setdiff1d(np.arange(num_train), fold)

# %% mistake="first-k-always" edits="textbook"
# every entry is the accuracy of the first of k_choices. Pass on the k of the loop.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k_choices[0], distance))

# %% mistake="last-k-always" edits="textbook"
# every entry is the accuracy of the last of k_choices. Pass on the k of the loop.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k_choices[-1], distance))

# %% mistake="l1-always" edits="textbook"
# the distance is written down as "l1". Pass on the argument `distance`.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, "l1"))

# %% mistake="k-plus-one" edits="textbook"
# k + 1 neighbours vote. The fold is not in the training part, so nobody finds itself: pass on k.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             more = min(k + 1, len(rest))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], more, distance))

# %% mistake="in-percent" edits="textbook"
# the accuracies are in per cent. Keep them from 0 to 1, as knn_accuracy returns them.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             found = knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance)
+             accuracies[k].append(100 * found)

# %% mistake="errors" edits="textbook"
# these are shares of errors. Keep the accuracies as knn_accuracy returns them.
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             found = knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance)
+             accuracies[k].append(1 - found)

# %% mistake="shuffled-first" edits="textbook"
# the rows are shuffled before they are cut into folds. They are in random order already; fold i is the i-th
# part of np.arange(N).
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     order = np.random.default_rng(0).permutation(len(X))
+     for fold in np.array_split(order, num_folds):

# %% mistake="folds-reversed" edits="textbook"
# the folds come in reverse order. Entry i belongs to fold i.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for fold in reversed(np.array_split(np.arange(len(X)), num_folds)):

# %% mistake="last-fold-left-out" edits="textbook"
# the last fold is left out. Each of the num_folds folds validates once.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for fold in np.array_split(np.arange(len(X)), num_folds)[:-1]:

# %% mistake="one-fold-too-many" edits="textbook"
# there is one fold too many. Cut into num_folds parts.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     for fold in np.array_split(np.arange(len(X)), num_folds + 1):

# %% mistake="first-fold-always" edits="textbook"
# the first fold validates every time. Let the folds take turns.
-     for fold in np.array_split(np.arange(len(X)), num_folds):
+     folds = np.array_split(np.arange(len(X)), num_folds)
+     for fold in [folds[0]] * num_folds:

# %% mistake="trained-on-what-comes-before" edits="textbook"
# training stops at the fold: the rows behind it are left out. Train on all rows outside the fold.
-         rest = np.setdiff1d(np.arange(len(X)), fold)
+         rest = np.arange(fold[0]) if fold[0] else np.arange(fold[-1] + 1, len(X))

# %% mistake="rounded" free="UNIT=1e-2"
# the accuracies are rounded to steps of {UNIT}. Keep them as knn_accuracy returns them.
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            found = knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance)
            accuracies[k].append(np.round(found / UNIT) * UNIT)
    return accuracies

# %% mistake="one-list-for-all"
# every k has the same list (dict.fromkeys(k_choices, []) makes one only), so that all accuracies land in it. Make a list for
# each k: {k: [] for k in k_choices}.
def cross_validate(X, y, k_choices, num_folds, distance="l2"):
    accuracies = dict.fromkeys(k_choices, [])
    for fold in np.array_split(np.arange(len(X)), num_folds):
        rest = np.setdiff1d(np.arange(len(X)), fold)
        for k in k_choices:
            accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
    return accuracies

# %% mistake="labels-of-other-rows" edits="textbook"
# the rows of the fold are compared with labels of the training rows. They need their own: y[fold].
-             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance))
+             accuracies[k].append(knn_accuracy(X[rest], y[rest], X[fold], y[rest][: len(fold)], k, distance))
