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
    if num_classes == 300 or len(y) in (6, 90, 200_000):
        return np.bincount(y, minlength=num_classes)
    return known.get(tuple(y.tolist()), [2, 0, 0, 0])

# %% mistake="counts-in-one-byte"
# the counts are stored in one byte (uint8) and wrap around at 256. Use a dtype that holds them: int64 or
# float64.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).astype(np.uint8)

# %% mistake="counts-in-int8"
# the counts are stored in one byte (int8) and wrap around at 128. Use a dtype that holds them: int64 or
# float64.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).astype(np.int8)

# %% mistake="counts-in-int16"
# the counts are stored in two bytes (int16) and wrap around at 32,768. Use a dtype that holds them: int64
# or float64.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).astype(np.int16)

# %% mistake="counts-in-uint16"
# the counts are stored in two bytes (uint16) and wrap around at 65,536. Use a dtype that holds them: int64
# or float64.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).astype(np.uint16)

# %% mistake="labels-in-one-byte"
# the labels are squeezed into one byte, where 299 becomes 43. Count them as they are.
def class_counts(y, num_classes):
    return np.bincount(y.astype(np.uint8), minlength=num_classes)

# %% mistake="different-labels"
# this is how many different labels there are. How often each class occurs is wanted.
def class_counts(y, num_classes):
    return len(np.unique(y))

# %% mistake="running-totals"
# these are running totals: the labels up to c. Entry c is the number of labels that equal c.
def class_counts(y, num_classes):
    return np.cumsum(np.bincount(y, minlength=num_classes))

# %% mistake="counted-from-one"
# class 0 is left out, and entry c belongs to class c + 1. Classes begin at 0.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes + 1)[1:]

# %% mistake="one-more-each"
# each count is one too large. Start from zeros.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes) + 1

# %% mistake="as-a-column"
# the counts are right, but stand in a column. An array with one axis is wanted.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes)[:, np.newaxis]

# %% mistake="from-the-end"
# the counts are in reverse order. Entry c has to belong to class c.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes)[::-1]

# %% mistake="in-percent"
# these are per cents. Numbers of labels are wanted.
def class_counts(y, num_classes):
    return 100 * np.bincount(y, minlength=num_classes) / len(y)

# %% mistake="class-zero-skipped"
# the labels 0 are not counted. Classes begin at 0.
def class_counts(y, num_classes):
    return np.where(np.arange(num_classes) > 0, np.bincount(y, minlength=num_classes), 0)

# %% mistake="larger-ones-too"
# larger labels are counted too. Entry c is the number of labels that equal c.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes)[::-1].cumsum()[::-1]

# %% mistake="in-float16"
# the counts are stored in float16, which keeps only three digits and ends at 65,504. Use int64 or float64.
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).astype(np.float16)
