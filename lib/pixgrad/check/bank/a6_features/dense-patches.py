# %% exercise="dense-patches" name="dense_patches"

# %% right="strided-view"
def dense_patches(images, size, stride):
    N, H, W, channels = images.shape
    R, C = (H - size) // stride + 1, (W - size) // stride + 1
    n, y, x, c = images.strides
    shape = (N, R, C, size, size, channels)
    steps = (n, y * stride, x * stride, y, x, c)
    view = np.lib.stride_tricks.as_strided(images, shape, steps, writeable=False)
    return np.reshape(view, (N, R, C, -1)).astype(float)

# %% right="place-by-place" teaches="Two loops over the places, each with one slice for all images: the easiest to read, and fast enough."
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    R, C = (H - size) // stride + 1, (W - size) // stride + 1
    patches = np.zeros((N, R, C, size * size * 3))
    for r in range(R):
        for c in range(C):
            y, x = r * stride, c * stride
            patches[:, r, c] = images[:, y:y + size, x:x + size].reshape(N, -1)
    return patches

# %% right="pixel-by-pixel-of-the-patch" teaches="Two loops over the pixels of a patch instead: at stride 2 these are 36 slices and not 196."
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    R, C = 1 + (H - size) // stride, 1 + (W - size) // stride
    pixels = [
        images[:, y:y + (R - 1) * stride + 1:stride, x:x + (C - 1) * stride + 1:stride]
        for y in range(size)
        for x in range(size)
    ]
    return np.concatenate(pixels, axis=3).astype(np.float32)

# %% right="fancy-indexing"
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    y = np.arange(0, H - size + 1, stride)[:, None, None, None] + np.arange(size)[:, None]
    x = np.arange(0, W - size + 1, stride)[:, None, None] + np.arange(size)
    return images[:, y, x].reshape(N, y.shape[0], x.shape[0], -1) * 1.0

# %% mistake="last-place-missing" edits="place-by-place"
# the last row and the last column of patches are missing. There are (H - size) // stride + 1 places.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = (H - size) // stride, (W - size) // stride

# %% mistake="channels-first"
# each patch is flattened channel by channel. The order is (row, column, channel): red, green and blue of a
# pixel stand together, so the channels must be the last axis before you flatten.
def dense_patches(images, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return windows.reshape(*windows.shape[:3], -1).astype(float)

# %% mistake="columns-first" edits="place-by-place"
# each patch is flattened column by column. The order is (row, column, channel): from left to right, and
# then from top to bottom.
-             patches[:, r, c] = images[:, y:y + size, x:x + size].reshape(N, -1)
+             patches[:, r, c] = images[:, y:y + size, x:x + size].transpose(0, 2, 1, 3).reshape(N, -1)

# %% mistake="wrong-dtype" edits="place-by-place"
# the numbers are not floats; in uint8 the arithmetic wraps around from 255 to 0. Convert to float64.
-     patches = np.zeros((N, R, C, size * size * 3))
+     patches = np.zeros((N, R, C, size * size * 3), dtype=images.dtype)

# %% mistake="stride-ignored" edits="place-by-place"
# the patches are one pixel apart. The upper left pixel of patch [r, c] is at (r * stride, c * stride).
-             y, x = r * stride, c * stride
+             y, x = r, c

# %% mistake="always-stride-one" edits="place-by-place"
# there is a patch at every pixel. Take a step of `stride` pixels from one to the next.
      N, H, W, _ = images.shape
+     stride = 1

# %% mistake="side-by-side" edits="place-by-place"
# the patches lie side by side, `size` pixels apart. The distance from one to the next is `stride`.
      N, H, W, _ = images.shape
+     stride = size

# %% mistake="stride-across-only"
# the stride is applied across and not down. It holds in both directions.
def dense_patches(images, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, :, ::stride]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1).astype(float)

# %% mistake="rows-and-columns-swapped" edits="place-by-place"
# rows and columns of patches are swapped: entry [n, r, c] is at row r * stride and column c * stride.
-     return patches
+     return patches.swapaxes(1, 2)

# %% mistake="height-for-width" edits="place-by-place"
# the height is used in both directions. The number of columns follows from the width.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = (H - size) // stride + 1, (H - size) // stride + 1

# %% mistake="grid-flattened" edits="place-by-place"
# the places are in one axis. Keep two: (N, R, C, size * size * 3).
-     return patches
+     return patches.reshape(N, R * C, -1)

# %% mistake="images-flattened" edits="place-by-place"
# all patches of all images are in one axis. Keep image, row and column apart: (N, R, C, size * size * 3).
-     return patches
+     return patches.reshape(N * R * C, -1)

# %% mistake="patches-not-flattened" edits="place-by-place"
# the patches are still blocks of shape (size, size, 3). The last axis is one row of size * size * 3
# numbers.
-     return patches
+     return patches.reshape(N, R, C, size, size, 3)

# %% mistake="edge-patched-up"
# where the stride does not divide, a patch is added at the edge. Patches stand at multiples of the stride
# alone.
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    ys, xs = (sorted({*range(0, L - size + 1, stride), L - size}) for L in (H, W))
    rows = [[images[:, y:y + size, x:x + size].reshape(N, -1) for x in xs] for y in ys]
    return np.array(rows).transpose(2, 0, 1, 3).astype(float)

# %% mistake="padded" edits="place-by-place"
# the images are padded with zeros, which makes patches that stick out. Leave those out.
  def dense_patches(images, size, stride):
+     images = np.pad(images, ((0, 0), (0, size - 1), (0, size - 1), (0, 0)))

# %% mistake="sticking-out" edits="place-by-place"
# patches that stick out of the image are asked for. The last one begins at or before H - size.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = -(-H // stride), -(-W // stride)

# %% mistake="python-loop"
# a Python loop goes over the images. Slices over the first axis take all of them at once.
def dense_patches(images, size, stride):
    H, W = images.shape[1:3]
    return np.array([
        [
            [image[y:y + size, x:x + size].ravel().astype(float) for x in range(0, W - size + 1, stride)]
            for y in range(0, H - size + 1, stride)
        ]
        for image in images
    ])

# %% mistake="stride-down-only" edits="place-by-place"
# the stride is applied down and not across. It holds in both directions: column c * stride.
-             y, x = r * stride, c * stride
+             y, x = r * stride, c

# %% mistake="stride-across-alone" edits="place-by-place"
# the stride is applied across and not down. It holds in both directions: row r * stride.
-             y, x = r * stride, c * stride
+             y, x = r, c * stride

# %% mistake="width-for-height" edits="place-by-place"
# the width is used in both directions. The number of rows of patches follows from the height.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = (W - size) // stride + 1, (W - size) // stride + 1

# %% mistake="at-least-one-place" edits="place-by-place"
# the last row and the last column of patches are missing where there is more than one. There are (H - size) // stride
# + 1 places.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = max((H - size) // stride, 1), max((W - size) // stride, 1)

# %% mistake="scaled" edits="place-by-place"
# the values are divided by 255. The patches keep the values of the pixels.
-     return patches
+     return patches / 255

# %% mistake="size-ignored-in-the-count" edits="place-by-place"
# the number of places does not count that the whole patch must fit. It is (H - size) // stride + 1.
-     R, C = (H - size) // stride + 1, (W - size) // stride + 1
+     R, C = H // stride, W // stride

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1).astype(np.float64)
+ return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1).astype(np.float32)

# %% equivalent="constant"
# reshape takes any negative number for the one left open
- return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1).astype(np.float64)
+ return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -2).astype(np.float64)
