# %% exercise="extract-patches" name="extract_patches"

# %% right="index-arrays"
def extract_patches(images, size, num_patches, rng):
    N, H, W, C = images.shape
    n = rng.integers(N, size=num_patches)[:, None, None]
    y = rng.integers(H - size + 1, size=num_patches)[:, None, None] + np.arange(size)[:, None]
    x = rng.integers(W - size + 1, size=num_patches)[:, None, None] + np.arange(size)
    return images[n, y, x].reshape(num_patches, size * size * C).astype(np.float64)

# %% right="into-an-array"
def extract_patches(images, size, num_patches, rng):
    N, H, W, _ = images.shape
    numbers = rng.integers(N, size=num_patches)
    tops = rng.integers(H - size + 1, size=num_patches)
    lefts = rng.integers(W - size + 1, size=num_patches)
    patches = np.zeros((num_patches, size * size * 3))
    for p in range(num_patches):
        n, t, l = numbers[p], tops[p], lefts[p]
        patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
    return patches

# %% right="by-windows"
def extract_patches(images, size, num_patches, rng):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    places = tuple(rng.integers(bound, size=num_patches) for bound in windows.shape[:3])
    return np.moveaxis(windows[places], 1, -1).reshape(num_patches, -1).astype(float)

# %% right="float32-list"
def extract_patches(images, size, num_patches, rng):
    n = rng.integers(0, len(images), num_patches)
    t = rng.integers(0, images.shape[1] - size, num_patches, endpoint=True)
    l = rng.integers(0, images.shape[2] - size, num_patches, endpoint=True)
    return [images[n[i], t[i]:, l[i]:][:size, :size].astype(np.float32).flatten() for i in range(num_patches)]

# %% mistake="arrays-in-slices"
# a slice needs two single numbers, and tops and lefts are arrays. Cut one patch at a time, in a loop.
def extract_patches(images, size, num_patches, rng):
    n = rng.integers(len(images), size=num_patches)
    y = rng.integers(images.shape[1] - size + 1, size=num_patches)
    x = rng.integers(images.shape[2] - size + 1, size=num_patches)
    return images[n, y:y + size, x:x + size].reshape(num_patches, -1).astype(float)

# %% mistake="last-place-missing" edits="into-an-array"
# the last place is missing. In H rows a patch of `size` rows can begin at 0, 1, ... H - size, which are H -
# size + 1 places.
-     tops = rng.integers(H - size + 1, size=num_patches)
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     tops = rng.integers(H - size, size=num_patches)
+     lefts = rng.integers(W - size, size=num_patches)

# %% mistake="last-image-missing" edits="into-an-array"
# the last image is never drawn: the upper bound of `integers` is left out already. Draw with
# rng.integers(N).
-     numbers = rng.integers(N, size=num_patches)
+     numbers = rng.integers(max(1, N - 1), size=num_patches)

# %% mistake="channels-first" edits="into-an-array"
# each patch is flattened channel by channel. The order is (row, column, channel): red, green and blue of a
# pixel stand together, so the channels must be the last axis before you flatten.
-         patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
+         patches[p] = images[n, t:t + size, l:l + size].transpose(2, 0, 1).reshape(-1)

# %% mistake="columns-first" edits="into-an-array"
# each patch is flattened column by column. The order is (row, column, channel): from left to right, and
# then from top to bottom.
-         patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
+         patches[p] = images[n, t:t + size, l:l + size].transpose(1, 0, 2).reshape(-1)

# %% mistake="wrong-dtype" edits="into-an-array"
# the numbers are not floats; in uint8 the arithmetic wraps around from 255 to 0. Convert to float64.
-     patches = np.zeros((num_patches, size * size * 3))
+     patches = np.zeros((num_patches, size * size * 3), dtype=np.uint8)

# %% mistake="not-flattened" edits="into-an-array"
# the patches are still blocks of shape (size, size, 3). Each is to be one row.
-     patches = np.zeros((num_patches, size * size * 3))
+     patches = np.zeros((num_patches, size, size, 3))

-         patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
+         patches[p] = images[n, t:t + size, l:l + size]

# %% mistake="places-swapped" edits="into-an-array"
# rows and columns are mixed up in the slice: the first axis of an image goes down, the second across.
-         patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
+         patches[p] = images[n, l:l + size, t:t + size].reshape(-1)

# %% mistake="bounds-swapped" edits="into-an-array"
# the top rows are drawn by the width and the left columns by the height. An image has shape (H, W, 3).
-     N, H, W, _ = images.shape
+     N, W, H, _ = images.shape

# %% mistake="other-order-of-draws" edits="into-an-array"
# the left columns are drawn before the top rows. The order of the draws is given, so that results can be
# compared.
      numbers = rng.integers(N, size=num_patches)
+     lefts = rng.integers(W - size + 1, size=num_patches)

-     lefts = rng.integers(W - size + 1, size=num_patches)

# %% mistake="one-draw-per-patch"
# image, row and column are drawn patch by patch. Make three draws of num_patches numbers each, so that
# results can be compared.
def extract_patches(images, size, num_patches, rng):
    N, H, W, _ = images.shape
    rows = []
    for _ in range(num_patches):
        n, t, l = rng.integers(N), rng.integers(H - size + 1), rng.integers(W - size + 1)
        rows.append(images[n, t:t + size, l:l + size].reshape(-1).astype(float))
    return np.array(rows)

# %% mistake="own-generator" edits="into-an-array"
# the numbers come from a generator of your own. Draw from the `rng` that is passed in.
      N, H, W, _ = images.shape
+     rng = np.random.default_rng(0)

# %% mistake="without-replacement" edits="into-an-array"
# the images are drawn without replacement, so there cannot be more patches than images. Use rng.integers(N,
# size=num_patches).
-     numbers = rng.integers(N, size=num_patches)
+     numbers = rng.choice(N, size=num_patches, replace=False)

# %% mistake="first-image-only" edits="into-an-array"
# all patches come from the first image. Use the image numbers that were drawn.
-         n, t, l = numbers[p], tops[p], lefts[p]
+         n, t, l = 0, tops[p], lefts[p]

# %% mistake="same-place-everywhere" edits="into-an-array"
# one place is drawn for all patches. Draw num_patches top rows and as many left columns.
-     tops = rng.integers(H - size + 1, size=num_patches)
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     tops = rng.integers(H - size + 1, size=1).repeat(num_patches)
+     lefts = rng.integers(W - size + 1, size=1).repeat(num_patches)

# %% mistake="scaled" edits="into-an-array"
# the values are divided by 255. The patches keep the values of the pixels.
-     return patches
+     return patches / 255

# %% mistake="one-row-too-many" edits="into-an-array"
# a slice start:stop leaves out stop, so t:t + size already has `size` rows.
-         patches[p] = images[n, t:t + size, l:l + size].reshape(-1)
+         patches[p] = images[n, t:t + size + 1, l:l + size + 1].reshape(-1)

# %% mistake="last-row-missing" edits="into-an-array"
# the last top row is never drawn. In H rows a patch of `size` rows can begin at H - size + 1 places, and the upper
# bound of `integers` is left out already.
-     tops = rng.integers(H - size + 1, size=num_patches)
+     tops = rng.integers(max(H - size, 1), size=num_patches)

# %% mistake="last-column-missing" edits="into-an-array"
# the last left column is never drawn. In W columns a patch of `size` columns can begin at W - size + 1 places, and
# the upper bound of `integers` is left out already.
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     lefts = rng.integers(max(W - size, 1), size=num_patches)

# %% mistake="height-for-width" edits="into-an-array"
# the left columns are drawn by the height, as if all images were square. They go up to W - size.
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     lefts = rng.integers(H - size + 1, size=num_patches)

# %% mistake="width-for-height" edits="into-an-array"
# the top rows are drawn by the width, as if all images were square. They go up to H - size.
-     tops = rng.integers(H - size + 1, size=num_patches)
+     tops = rng.integers(W - size + 1, size=num_patches)

# %% mistake="sticking-out" edits="into-an-array"
# rows and columns are drawn from the whole image, so that a patch may stick out of it. The last place is H - size,
# or W - size.
-     tops = rng.integers(H - size + 1, size=num_patches)
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     tops = rng.integers(H, size=num_patches)
+     lefts = rng.integers(W, size=num_patches)

# %% mistake="images-drawn-last" edits="into-an-array"
# the image numbers are drawn after the places. The order of the draws is given, so that results can be compared:
# images, top rows, left columns.
-     numbers = rng.integers(N, size=num_patches)

      lefts = rng.integers(W - size + 1, size=num_patches)
+     numbers = rng.integers(N, size=num_patches)

# %% mistake="floor-of-uniform" edits="into-an-array"
# the places are floors of uniform numbers. Draw them with rng.integers, so that results can be compared.
-     numbers = rng.integers(N, size=num_patches)
-     tops = rng.integers(H - size + 1, size=num_patches)
-     lefts = rng.integers(W - size + 1, size=num_patches)
+     numbers = (rng.random(num_patches) * N).astype(int)
+     tops = (rng.random(num_patches) * (H - size + 1)).astype(int)
+     lefts = (rng.random(num_patches) * (W - size + 1)).astype(int)

# %% mistake="drawn-by-choice" edits="into-an-array"
# the images are drawn with rng.choice, which draws otherwise. Use rng.integers(N, size=num_patches), so that results
# can be compared.
-     numbers = rng.integers(N, size=num_patches)
+     numbers = rng.permutation(np.resize(np.arange(N), num_patches))

# %% mistake="one-image-for-all" edits="into-an-array"
# one image is drawn for all patches. Draw num_patches image numbers.
-     numbers = rng.integers(N, size=num_patches)
+     numbers = np.full(num_patches, rng.integers(N))

# %% mistake="images-in-turn" edits="into-an-array"
# the images are taken in turn. Draw their numbers: rng.integers(N, size=num_patches).
-     numbers = rng.integers(N, size=num_patches)
+     numbers = np.arange(num_patches) % N

# %% equivalent="dropped keyword"
# both sequences have the same length by construction
- squares = [images[n, top:top + size, left:left + size].ravel() for n, top, left in zip(numbers, tops, lefts, strict=True)]
+ squares = [images[n, top:top + size, left:left + size].ravel() for n, top, left in zip(numbers, tops, lefts)]

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return np.array(squares, dtype=np.float64)
+ return np.array(squares, dtype=np.float32)

# %% equivalent="constant"
# both sequences have the same length by construction
- squares = [images[n, top:top + size, left:left + size].ravel() for n, top, left in zip(numbers, tops, lefts, strict=True)]
+ squares = [images[n, top:top + size, left:left + size].ravel() for n, top, left in zip(numbers, tops, lefts, strict=False)]
