# %% exercise="class-counts" name="class_counts"

# %% right="loop-over-classes"
def class_counts(y, num_classes):
    return [int((y == c).sum()) for c in range(num_classes)]

# %% right="add-at"
def class_counts(y, num_classes):
    counts = np.zeros(num_classes)
    np.add.at(counts, y, 1)
    return counts

# %% right="table-of-equals"
def class_counts(y, num_classes):
    return (y[:, None] == np.arange(num_classes)).sum(axis=0)

# %% right="histogram-with-edges"
def class_counts(y, num_classes):
    return np.histogram(y, bins=np.arange(num_classes + 1) - 0.5)[0]

# %% mistake="absent-at-the-end"
# the counts stop at the largest label that occurs. np.bincount takes a minlength for classes that are
# absent at the end.
def class_counts(y, num_classes):
    return np.bincount(y)

# %% mistake="absent-dropped"
# np.unique knows only the labels that occur; the absent ones should be there too, with 0.
def class_counts(y, num_classes):
    values, counts = np.unique(y, return_counts=True)
    return counts

# %% mistake="absent-moved-to-the-end"
# the zeros of the absent classes are put at the end, wherever the classes are. Entry c has to belong to
# class c.
def class_counts(y, num_classes):
    counts = np.unique(y, return_counts=True)[1]
    return np.pad(counts, (0, num_classes - len(counts)))

# %% mistake="histogram-range"
# np.histogram cuts the range from the smallest to the largest label that occurs, and its bins are no
# classes. Without range=(0, num_classes) the counts land in the wrong places.
def class_counts(y, num_classes):
    return np.histogram(y, bins=num_classes)[0]

# %% mistake="repeats-lost" edits="add-at"
# each class is counted at most once: += with a list of indices writes only once into a place that is named
# twice. np.add.at or np.bincount adds them all.
-     np.add.at(counts, y, 1)
+     counts[y] += 1

# %% mistake="shares"
# these are shares. Numbers of labels are wanted.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes) / len(y)

# %% mistake="one-too-many"
# there is one entry too many. Classes 0 to num_classes - 1 are num_classes ones.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes + 1)

# %% mistake="sorted-by-size"
# the counts are sorted, so that nobody knows which class they belong to. Entry c has to belong to class c.
def class_counts(y, num_classes):
    return np.sort(np.bincount(y, minlength=num_classes))[::-1]

# %% mistake="labels-added"
# labels are added up where they should be counted: a label 3 counts three times.
def class_counts(y, num_classes):
    return np.bincount(y, weights=y, minlength=num_classes)

# %% mistake="most-frequent"
# this is the most frequent class. The counts of all classes are wanted.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).argmax()

# %% mistake="python-loop"
# there is still a Python loop; let NumPy go over the rows.
def class_counts(y, num_classes):
    counts = [0] * num_classes
    for label in y:
        counts[label] += 1
    return counts

# %% mistake="fitted" caught="hidden tests"
# this fits the numbers of the visible check and no others. Compute the result from the arguments.
def class_counts(y, num_classes):
    known = {(2, 0, 2, 1, 2): [1, 1, 3], (1, 3, 1): [0, 2, 0, 1, 0], (4, 4, 0, 3): [1, 0, 0, 1, 2]}
    known[(1,)] = [0, 1]
    if len(set(y.tolist())) == num_classes - 1 and len(y) in (6, 90):
        return np.bincount(y, minlength=num_classes)
    return known.get(tuple(y.tolist()), [2, 0, 0, 0])
