# %% exercise="one-hot-rows" name="one_hot"

# %% right="textbook"
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    rows[np.arange(len(y)), y] = 1
    return rows

# %% right="rows-of-the-identity" teaches="Row c of the identity matrix is the one-hot row of class c, so that y as an index picks all rows at once."
def one_hot(y, num_classes):
    return np.eye(num_classes)[y]

# %% right="comparison-as-bools" teaches="The labels as a column against all classes as a row: the table of answers is the one-hot matrix."
def one_hot(y, num_classes):
    return y[:, np.newaxis] == np.arange(num_classes)

# %% right="loop-over-classes-int"
def one_hot(y, num_classes):
    return np.stack([(y == c).astype(int) for c in range(num_classes)], axis=1)

# %% right="add-at"
def one_hot(y, num_classes):
    rows = np.zeros((y.shape[0], num_classes), dtype=np.float32)
    np.add.at(rows, (np.arange(y.shape[0]), y), 1)
    return rows

# %% mistake="whole-columns" edits="textbook"
# a slice for the rows writes into every row, so whole columns are 1. Give the row numbers as an array, so
# that they go in step with y.
-     rows[np.arange(len(y)), y] = 1
+     rows[:, y] = 1

# %% mistake="transposed"
# the table is transposed: there should be one row per label and one column per class.
def one_hot(y, num_classes):
    return np.eye(num_classes)[:, y]

# %% mistake="width-from-the-labels"
# the width comes from the largest label that happens to occur. There are num_classes columns, also for
# classes that are absent.
def one_hot(y, num_classes):
    return np.eye(y.max() + 1)[y]

# %% mistake="labels-renumbered"
# the labels are renumbered by rank among those that occur, so the 1 moves where a class is absent.
def one_hot(y, num_classes):
    ranks = np.unique(y, return_inverse=True)[1]
    return np.eye(num_classes)[ranks.reshape(-1)]

# %% mistake="counted-from-one" edits="textbook"
# the labels are counted from 1 here, so every 1 stands one place too far left (and label 0 at the end).
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), y - 1] = 1

# %% mistake="label-written" edits="textbook"
# the label itself is written into its place. A 1 is wanted there.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), y] = y

# %% mistake="indices-swapped" edits="textbook"
# rows and columns are swapped: the first index is the example, the second its label.
-     rows[np.arange(len(y)), y] = 1
+     rows[y, np.arange(len(y))] = 1

# %% mistake="up-to-the-label"
# all places up to the label are 1. In a one-hot row exactly one is.
def one_hot(y, num_classes):
    return np.arange(num_classes) <= y[:, None]

# %% mistake="one-row-only"
# all labels are written into one single row. Every label needs a row of its own.
def one_hot(y, num_classes):
    row = np.zeros(num_classes)
    row[y] = 1
    return row

# %% mistake="python-loop" edits="textbook"
# there is still a Python loop; let NumPy go over the rows.
-     rows[np.arange(len(y)), y] = 1
+     for i, label in enumerate(y):
+         rows[i, label] = 1

# %% mistake="labels-in-one-byte" edits="textbook"
# the labels are squeezed into one byte, where 256 becomes 0. Use them as they are.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), y.astype(np.uint8)] = 1

# %% mistake="one-column-too-many" edits="textbook"
# there is one column too many. Classes 0 to num_classes - 1 are num_classes ones.
-     rows = np.zeros((len(y), num_classes))
+     rows = np.zeros((len(y), num_classes + 1))

# %% mistake="background-not-zero" edits="textbook"
# the other places are -1. They should be 0.
-     rows = np.zeros((len(y), num_classes))
+     rows = -np.ones((len(y), num_classes))

# %% mistake="ones-everywhere" edits="textbook"
# all places are 1. Start from zeros.
-     rows = np.zeros((len(y), num_classes))
+     rows = np.ones((len(y), num_classes))

# %% mistake="numbered-ahead" edits="textbook"
# every 1 stands one place too far right (and the last class at the front). Labels begin at 0, as the columns
# do.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), (y + 1) % num_classes] = 1

# %% mistake="sorted-labels" edits="textbook"
# the labels have been sorted, so the rows belong to other examples. Keep their order.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), np.sort(y)] = 1

# %% mistake="from-the-end" edits="textbook"
# the columns are counted from the last one. Column c belongs to class c.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), num_classes - 1 - y] = 1

# %% mistake="row-numbers-for-labels" edits="textbook"
# the 1 stands on the diagonal, whatever the label. Row i has it at position y[i].
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), np.arange(len(y)) % num_classes] = 1

# %% mistake="shared-among-equals" edits="textbook"
# the rows are divided by how many labels there are. Each row should add up to 1.
-     rows[np.arange(len(y)), y] = 1
+     rows[np.arange(len(y)), y] = 1 / len(y)

# %% mistake="other-value" free="VALUE=2"
# {VALUE} stands in the place of the label. A 1 is wanted there.
def one_hot(y, num_classes):
    return VALUE * np.eye(num_classes)[y]

# %% mistake="from-the-label-on"
# all places from the label on are 1. In a one-hot row exactly one is.
def one_hot(y, num_classes):
    return np.arange(num_classes) >= y[:, None]

# %% mistake="one-long-row"
# the rows stand in one long row. Shape (N, num_classes) is wanted.
def one_hot(y, num_classes):
    return np.eye(num_classes)[y].ravel()
