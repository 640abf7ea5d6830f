# %% exercise="white-corner" name="with_white_corner"

# %% right="textbook"
def with_white_corner(image, size):
    painted = image.copy()
    painted[:size, :size] = 255
    return painted

# %% right="by-a-mask"
def with_white_corner(image, size):
    rows = np.arange(image.shape[0])[:, None] < size
    columns = np.arange(image.shape[1]) < size
    return np.where((rows & columns)[:, :, None], 255, image)

# %% right="as-floats-by-loops"
def with_white_corner(image, size):
    out = image.astype(float)
    for i in range(size):
        for j in range(size):
            out[i, j] = [255, 255, 255]
    return out

# %% right="through-a-view"
def with_white_corner(image, size):
    painted = np.array(image)
    corner = painted[:size, :size]
    corner[...] = 255
    return painted

# %% right="ravelled-indices"
def with_white_corner(image, size):
    result = np.empty_like(image)
    result[:] = image
    rows, columns = np.meshgrid(range(size), range(size), indexing="ij")
    result[rows.astype(int), columns.astype(int), :] = (255, 255, 255)
    return result

# %% right="blocks-put-together"
def with_white_corner(image, size):
    white = np.full((size, size, 3), 255, dtype=image.dtype)
    top = np.concatenate([white, image[:size, size:]], axis=1)
    return np.concatenate([top, image[size:]], axis=0)

# %% right="brightest-of-two"
def with_white_corner(image, size):
    corner = np.zeros(image.shape, np.uint8)
    corner[0:size, 0:size, :] = 255
    return np.maximum(image, corner)

# %% mistake="painted-in-place" edits="textbook"
# the caller's image is painted too. A slice such as image[:] is a view of the same numbers (for a list it
# would be a copy); make a copy with image.copy().
-     painted = image.copy()
+     painted = image[:]

# %% mistake="unpainted" edits="textbook"
# the image comes back as it was. `corner = 255` only gives the name a new value, and writing into a copy of
# the corner leaves the rest alone; write into the slice itself, painted[...] = 255.
-     painted[:size, :size] = 255
+     corner = painted[:size, :size]
+     corner = 255

# %% mistake="corner-alone"
# only the corner comes back. The whole image is wanted, with the corner painted.
def with_white_corner(image, size):
    corner = image[:size, :size].copy()
    corner[:] = 255
    return corner

# %% mistake="diagonal-alone" edits="textbook"
# two lists of indices go in step, so only the pixels (0, 0), (1, 1), ... are painted. Two slices mark a
# square.
-     painted[:size, :size] = 255
+     painted[np.arange(size), np.arange(size)] = 255

# %% mistake="whole-rows" edits="textbook"
# the first rows are white in their whole width. Give a slice for the columns as well.
-     painted[:size, :size] = 255
+     painted[:size] = 255

# %% mistake="red-alone" edits="textbook"
# only the first channel is painted, which makes the corner reddish. White is 255 in all three.
-     painted[:size, :size] = 255
+     painted[:size, :size, 0] = 255

# %% mistake="one-too-many" edits="textbook"
# the square is one pixel too large. The slice 0:size ends before size, and so has size entries.
-     painted[:size, :size] = 255
+     painted[0 : size + 1, 0 : size + 1] = 255

# %% mistake="one-for-white" edits="textbook"
# the corner is painted with 1, nearly black among pixels from 0 to 255. White is 255.
-     painted[:size, :size] = 255
+     painted[:size, :size] = 1

# %% mistake="rest-black" edits="textbook"
# everything outside the corner is black. Start from a copy of the image rather than from zeros.
-     painted = image.copy()
+     painted = np.zeros_like(image)

# %% mistake="bottom-right" edits="textbook"
# another corner is painted, the one at the bottom right. Rows are counted from the top and columns from the
# left, so the top left corner is [:size, :size].
-     painted[:size, :size] = 255
+     painted[image.shape[0] - size :, image.shape[1] - size :] = 255

# %% mistake="counted-from-the-end" edits="textbook"
# another corner is painted, the one at the bottom right: a minus counts from the end (and -0 is 0, so that
# for size 0 all is painted). The top left corner is [:size, :size].
-     painted[:size, :size] = 255
+     painted[-size:, -size:] = 255

# %% mistake="top-right" edits="textbook"
# another corner is painted, the one at the top right. Columns are counted from the left: [:size, :size].
-     painted[:size, :size] = 255
+     painted[:size, image.shape[1] - size :] = 255

# %% mistake="bottom-left" edits="textbook"
# another corner is painted, the one at the bottom left. Rows are counted from the top: [:size, :size].
-     painted[:size, :size] = 255
+     painted[image.shape[0] - size :, :size] = 255

# %% mistake="whole-columns" edits="textbook"
# the first columns are white in their whole height. Give a slice for the rows as well, and give it first.
-     painted[:size, :size] = 255
+     painted[:, :size] = 255

# %% mistake="one-too-few" edits="textbook"
# the square is one pixel too small. The slice 0:size ends before size, and so has size entries.
-     painted[:size, :size] = 255
+     painted[: max(size - 1, 0), : max(size - 1, 0)] = 255

# %% mistake="begins-at-one" edits="textbook"
# the square begins at row 1 and column 1. Counting begins at 0.
-     painted[:size, :size] = 255
+     painted[1 : size + 1, 1 : size + 1] = 255

# %% mistake="all-white" edits="textbook"
# the whole image is white. Paint the first size rows and columns only.
-     painted[:size, :size] = 255
+     painted[:] = 255

# %% mistake="last-channel-alone" edits="textbook"
# only the last channel is painted. White is 255 in all three.
-     painted[:size, :size] = 255
+     painted[:size, :size, -1] = 255

# %% mistake="black-corner" edits="textbook"
# the corner is black: 0 is the darkest value. White is 255 in all three channels.
-     painted[:size, :size] = 255
+     painted[:size, :size] = 0

# %% mistake="other-value" free="VALUE=256"
# the corner is painted with {VALUE}. White is 255.
def with_white_corner(image, size):
    painted = image.astype(float)
    painted[:size, :size] = VALUE
    return painted

# %% mistake="cross-of-bands" edits="textbook"
# the first rows and the first columns are white in their whole length. Only where the two meet is the
# corner: one pair of brackets with both slices.
-     painted[:size, :size] = 255
+     painted[:size] = 255
+     painted[:, :size] = 255

# %% mistake="added-to" edits="textbook"
# 255 is added to the pixels, and uint8 wraps around. Give them the value 255.
-     painted[:size, :size] = 255
+     painted[:size, :size] += np.uint8(255)

# %% mistake="inside-out" edits="textbook"
# everything but the corner is white. It is the other way round.
-     painted = image.copy()
-     painted[:size, :size] = 255
+     painted = np.full_like(image, 255)
+     painted[:size, :size] = image[:size, :size]

# %% mistake="triangle" edits="textbook"
# only half of the square is painted, up to its diagonal. Both slices have to run up to size.
-     painted[:size, :size] = 255
+     for i in range(size):
+         painted[i, : i + 1] = 255

# %% mistake="in-the-middle" edits="textbook"
# the square lies in the middle of the image. It belongs into the top left corner, [:size, :size].
-     painted[:size, :size] = 255
+     top, left = (image.shape[0] - size) // 2, (image.shape[1] - size) // 2
+     painted[top : top + size, left : left + size] = 255

# %% mistake="channels-taken-for-the-first-axis"
# the square is painted as if the channels were the first axis, as in PyTorch. Here they are the last: the first two are rows and columns.
def with_white_corner(image, size):
    painted = image.copy()
    painted[:, :size, :size] = 255
    return painted
