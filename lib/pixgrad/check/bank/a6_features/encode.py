# %% exercise="encode" name="encode"

# %% right="one-window-at-a-time"
def encode(images, codebook, size, stride, regions, prepare):
    N, H, W, _ = images.shape
    R, C = (H - size) // stride + 1, (W - size) // stride + 1
    band, side = np.zeros(R, dtype=int), np.zeros(C, dtype=int)
    for i in range(regions):
        band[np.array_split(np.arange(R), regions)[i]] = i
        side[np.array_split(np.arange(C), regions)[i]] = i
    counts = np.zeros((N, regions, regions, len(codebook)))
    for n in range(N):
        patches = np.empty((R * C, size * size * 3))
        for p in range(R * C):
            y, x = p // C * stride, p % C * stride
            patches[p] = images[n, y : y + size, x : x + size].ravel()
        patches = prepare(patches)
        closest, word = np.full(R * C, np.inf), np.zeros(R * C, dtype=int)
        for j in range(len(codebook)):
            squared = np.sum((patches - codebook[j]) ** 2, axis=1)
            word = np.where(squared < closest, j, word)
            closest = np.minimum(squared, closest)
        np.add.at(counts, (n, np.repeat(band, C), np.tile(side, R), word), 1)
    return (counts / counts.sum(axis=3, keepdims=True)).reshape(N, -1)

# %% right="row-extended-number-by-number"
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for image in images:
        tops = range(0, image.shape[0] - size + 1, stride)
        lefts = range(0, image.shape[1] - size + 1, stride)
        P = [image[y : y + size, x : x + size].flatten() for y in tops for x in lefts]
        P = prepare(np.array(P).astype(np.float64))
        words = np.array([np.argmin(np.sum((codebook - patch) ** 2, axis=1)) for patch in P])
        row = []
        for band in np.array_split(words.reshape(len(tops), len(lefts)), regions):
            for block in np.array_split(band, regions, axis=1):
                values = block.ravel().tolist()
                row.extend(values.count(j) / len(values) for j in range(len(codebook)))
        rows.append(row)
    return np.array(rows)

# %% right="differences-of-one-image"
def encode(images, codebook, size, stride, regions, prepare):
    features = []
    for image in images:
        windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
        windows = windows[::stride, ::stride]
        P = np.moveaxis(windows, 2, 4).reshape(-1, size * size * 3)
        differences = prepare(P.astype(float))[:, np.newaxis] - codebook
        words = (differences**2).sum(axis=2).argmin(axis=1).reshape(windows.shape[:2])
        one_hot = np.eye(len(codebook))[words]
        for band in np.array_split(one_hot, regions, axis=0):
            features += [block.mean(axis=(0, 1)) for block in np.array_split(band, regions, axis=1)]
    return np.array(features).reshape(len(images), -1)

# %% right="spelt-out"
def encode(images, codebook, size, stride, regions, prepare):
    k = len(codebook)
    H, W = images.shape[1:3]
    ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
    features = []
    for image in images:
        P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
        P = prepare(P)
        squared = (P**2).sum(axis=1)[:, None] - 2 * P @ codebook.T + (codebook**2).sum(axis=1)
        words = squared.argmin(axis=1).reshape(len(ys), len(xs))
        row = []
        for band in np.array_split(words, regions, axis=0):
            for block in np.array_split(band, regions, axis=1):
                row.append(np.bincount(block.ravel(), minlength=k) / block.size)
        features.append(np.concatenate(row))
    return np.array(features)

# %% right="calls-the-steps"
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for n in range(len(images)):
        P = dense_patches(images[n:n + 1], size, stride)
        labels, _ = nearest_words(prepare(P.reshape(-1, P.shape[-1])), codebook)
        rows.append(region_histograms(labels.reshape(P.shape[:3]), len(codebook), regions)[0])
    return np.array(rows)

# %% right="by-cdist-into-an-array"
from scipy.spatial.distance import cdist

def encode(images, codebook, size, stride, regions, prepare):
    k = codebook.shape[0]
    out = np.zeros((images.shape[0], regions, regions, k))
    for n, image in enumerate(images.astype(float)):
        view = np.lib.stride_tricks.sliding_window_view(image, (size, size, 3))[::stride, ::stride, 0]
        words = cdist(prepare(view.reshape(-1, size * size * 3)), codebook).argmin(1).reshape(view.shape[:2])
        for i, rows in enumerate(np.array_split(np.arange(words.shape[0]), regions)):
            for j, columns in enumerate(np.array_split(np.arange(words.shape[1]), regions)):
                values, counts = np.unique(words[np.ix_(rows, columns)], return_counts=True)
                out[n, i, j, values] = counts / counts.sum()
    return out.reshape(len(images), -1)

# %% mistake="not-prepared" edits="spelt-out"
# the patches are compared with the words as they are. Prepare them first: prepare(P).
-         P = prepare(P)

# %% mistake="codebook-prepared" edits="spelt-out"
# the words are prepared too. They are in the space of prepared patches already.
      k = len(codebook)
+     codebook = prepare(codebook)

# %% mistake="image-prepared" edits="spelt-out"
# the whole image is prepared as if it were one patch. Cut the patches first, then prepare them.
      for image in images:
+         image = prepare(image.reshape(1, -1).astype(float)).reshape(image.shape)

-         P = prepare(P)

# %% mistake="prepared-in-uint8" edits="spelt-out"
# prepare is given uint8 patches, whose arithmetic wraps around. Convert them to float64 first.
-         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
-         P = prepare(P)
+         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs])
+         P = prepare(P).astype(float)

# %% mistake="channels-first" edits="spelt-out"
# each patch is flattened channel by channel. The order is (row, column, channel): red, green and blue of a
# pixel stand together, so the channels must be the last axis before you flatten.
-         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
+         P = np.array([image[y:y + size, x:x + size].transpose(2, 0, 1).reshape(-1) for y in ys for x in xs], dtype=float)

# %% mistake="columns-first" edits="spelt-out"
# each patch is flattened column by column. The order is (row, column, channel): from left to right, and
# then from top to bottom.
-         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
+         P = np.array([image[y:y + size, x:x + size].transpose(1, 0, 2).reshape(-1) for y in ys for x in xs], dtype=float)

# %% mistake="last-place-missing" edits="spelt-out"
# the last row and the last column of patches are missing. range(0, H - size + 1, stride) ends where it
# should.
-     ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
+     ys, xs = range(0, H - size, stride), range(0, W - size, stride)

# %% mistake="stride-ignored" edits="spelt-out"
# there is a patch at every pixel. Take a step of `stride` pixels from one to the next.
-     ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
+     ys, xs = range(0, H - size + 1), range(0, W - size + 1)

# %% mistake="patches-across-first" edits="spelt-out"
# the patches are listed column by column, but their words are laid out row by row. Loop over the rows
# outside.
-         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
+         P = np.array([image[y:y + size, x:x + size].reshape(-1) for x in xs for y in ys], dtype=float)

# %% mistake="largest-product" edits="spelt-out"
# the word with the largest product is taken, which favours long words. Nearest is least |x - c|^2.
-         words = squared.argmin(axis=1).reshape(len(ys), len(xs))
+         words = (P @ codebook.T).argmax(axis=1).reshape(len(ys), len(xs))

# %% mistake="farthest-word" edits="spelt-out"
# each patch takes the farthest word. Take the nearest, argmin.
-         words = squared.argmin(axis=1).reshape(len(ys), len(xs))
+         words = squared.argmax(axis=1).reshape(len(ys), len(xs))

# %% mistake="last-word-wins" edits="spelt-out"
# of equally near words the last is taken. Ties go to the smallest number; `argmin` does that.
-         words = squared.argmin(axis=1).reshape(len(ys), len(xs))
+         words = (k - 1 - squared[:, ::-1].argmin(axis=1)).reshape(len(ys), len(xs))

# %% mistake="factor-two-missing" edits="spelt-out"
# the factor 2 of the product is missing: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.
-         squared = (P**2).sum(axis=1)[:, None] - 2 * P @ codebook.T + (codebook**2).sum(axis=1)
+         squared = (P**2).sum(axis=1)[:, None] - P @ codebook.T + (codebook**2).sum(axis=1)

# %% mistake="counts" edits="spelt-out"
# these are counts. Divide each by the number of patches in its region.
-                 row.append(np.bincount(block.ravel(), minlength=k) / block.size)
+                 row.append(np.bincount(block.ravel(), minlength=k))

# %% mistake="divided-by-the-image" edits="spelt-out"
# the counts are divided by the patches of the whole image. Each region sums to 1, so divide by the patches
# of that region.
-                 row.append(np.bincount(block.ravel(), minlength=k) / block.size)
+                 row.append(np.bincount(block.ravel(), minlength=k) / words.size)

# %% mistake="minlength-missing" edits="spelt-out"
# words that do not occur at the end of the codebook get no entry. `np.bincount` needs minlength=k.
-                 row.append(np.bincount(block.ravel(), minlength=k) / block.size)
+                 row.append(np.bincount(block.ravel()) / block.size)

# %% mistake="regions-ignored" edits="spelt-out"
# the words are counted over the whole image. Count in each region by itself.
-         for band in np.array_split(words, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in np.array_split(words, 1, axis=0):
+             for block in np.array_split(band, 1, axis=1):

# %% mistake="column-by-column" edits="spelt-out"
# the regions come column by column. The order is from left to right and then from top to bottom.
-         for band in np.array_split(words, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in np.array_split(words, regions, axis=1):
+             for block in np.array_split(band, regions, axis=0):

# %% mistake="too-much-memory"
# the patches of all images are in memory together; even as uint8 they are too many. Take one image at a time.
def encode(images, codebook, size, stride, regions, prepare):
    rows, columns = (range(0, side - size + 1, stride) for side in images.shape[1:3])
    patches = np.array([[images[:, r : r + size, c : c + size] for c in columns] for r in rows])
    patches = patches.transpose(2, 0, 1, 3, 4, 5).reshape(len(images), len(rows) * len(columns), -1)
    histograms = []
    for mine in patches:
        words, _ = nearest_words(prepare(mine.astype(float)), codebook)
        histograms.append(region_histograms(words.reshape(1, len(rows), -1), len(codebook), regions)[0])
    return np.array(histograms)

# %% mistake="height-for-width" edits="spelt-out"
# the height is used in both directions, as if all images were square. The number of columns follows from the width.
-     ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
+     ys, xs = range(0, H - size + 1, stride), range(0, H - size + 1, stride)

# %% mistake="at-least-one-place" edits="spelt-out"
# the last row and the last column of patches are missing. There are (H - size) // stride + 1 places, and the same for
# W.
-     ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
+     ys = [stride * r for r in range(max((H - size) // stride, 1))]
+     xs = [stride * c for c in range(max((W - size) // stride, 1))]

# %% mistake="mean-patch-taken-off" edits="spelt-out"
# the mean of the image's patches is taken off before they are prepared. Give `prepare` the patches as they are.
-         P = prepare(P)
+         P = prepare(P - P.mean(axis=0))

# %% mistake="row-sums-to-one" edits="spelt-out"
# the whole row is divided by its sum. Each region's shares sum to 1, and so the row to regions * regions.
-     return np.array(features)
+     features = np.array(features)
+     return features / features.sum(axis=1, keepdims=True)

# %% mistake="half-precision" edits="spelt-out"
# the patches are in float16, which overflows at 65504. Convert them to float64.
-         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=float)
+         P = np.array([image[y:y + size, x:x + size].reshape(-1) for y in ys for x in xs], dtype=np.float16)

# %% mistake="scaled" edits="spelt-out"
# the pixels are divided by 255. The words were learnt from patches of pixels from 0 to 255: leave them as they are.
-         P = prepare(P)
+         P = prepare(P / 255)

# %% mistake="prepared-twice" edits="spelt-out"
# the patches are prepared twice. Call `prepare` once.
-         P = prepare(P)
+         P = prepare(prepare(P))

# %% mistake="own-mean-and-contrast" edits="spelt-out"
# the patches are prepared in a way of its own. Use the function `prepare` that is passed in.
-         P = prepare(P)
+         P = P - P.mean(axis=1, keepdims=True)
+         P = P / np.sqrt(np.mean(P**2, axis=1, keepdims=True) + 10)

# %% mistake="later-bands-larger" edits="spelt-out"
# the limits of the regions are rounded down, which makes later bands the larger ones. The *first* are larger by one,
# as np.array_split has it.
-         for band in np.array_split(words, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in np.split(words, np.arange(1, regions) * len(words) // regions, axis=0):
+             for block in np.split(band, np.arange(1, regions) * words.shape[1] // regions, axis=1):

# %% mistake="divided-by-the-largest" edits="spelt-out"
# the counts are divided by the largest of them. A share is a count over the number of patches in the region.
-                 row.append(np.bincount(block.ravel(), minlength=k) / block.size)
+                 row.append(np.bincount(block.ravel(), minlength=k) / np.bincount(block.ravel()).max())

# %% mistake="divided-by-k" edits="spelt-out"
# the counts are divided by the number of words. Divide by the number of patches in the region.
-                 row.append(np.bincount(block.ravel(), minlength=k) / block.size)
+                 row.append(np.bincount(block.ravel(), minlength=k) / k)

# %% mistake="one-histogram-repeated"
# the histogram of the whole image is repeated for every region. Count each region by itself.
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for image in images:
        windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
        P = windows[::stride, ::stride].transpose(0, 1, 3, 4, 2).reshape(-1, codebook.shape[1])
        squared = np.sum(codebook**2, axis=1) - 2 * prepare(P.astype(np.float64)) @ codebook.T
        shares = np.bincount(squared.argmin(axis=1), minlength=len(codebook)) / len(P)
        rows.append(np.tile(shares, regions * regions))
    return np.array(rows)

# %% mistake="second-nearest"
# the second nearest word is taken. Take the nearest one.
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for image in images:
        windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
        windows = windows[::stride, ::stride]
        P = windows.transpose(0, 1, 3, 4, 2).reshape(-1, codebook.shape[1]).astype(np.float64)
        squared = np.sum(codebook**2, axis=1) - 2 * prepare(P) @ codebook.T
        words = np.argsort(squared, axis=1)[:, 1].reshape(windows.shape[:2])
        blocks = [b for band in np.array_split(words, regions) for b in np.array_split(band, regions, axis=1)]
        rows.append(np.concatenate([np.bincount(b.ravel(), minlength=len(codebook)) / b.size for b in blocks]))
    return np.array(rows)

# %% equivalent="dropped call"
# the text accepts a list of the same numbers, or the check takes it for the array
- return np.array(rows)
+ return rows

# %% mistake="rows-for-columns"
# the word numbers are put into C rows of R, where there are R rows of C, so that regions hold the wrong patches. Reshape them
# to (1, R, C).
def encode(images, codebook, size, stride, regions, prepare):
    N, H, W, _ = images.shape
    tops, lefts = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
    rows = []
    for image in images:
        patches = [image[y : y + size, x : x + size].ravel() for y in tops for x in lefts]
        prepared = prepare(np.array(patches, dtype=float))
        squared = np.stack([np.sum((prepared - word) ** 2, axis=1) for word in codebook], axis=1)
        words = squared.argmin(axis=1).reshape(len(lefts), len(tops))
        blocks = [b for band in np.array_split(words, regions) for b in np.array_split(band, regions, axis=1)]
        shares = [np.bincount(b.ravel(), minlength=len(codebook)) / b.size for b in blocks]
        rows.append(np.concatenate(shares))
    return np.array(rows)

# %% equivalent="index"
# the next image is encoded too, and left out again
- patches = dense_patches(images[n:n + 1], size, stride)
+ patches = dense_patches(images[n:n + 1 + 1], size, stride)

# %% equivalent="constant"
# the next image is encoded too, and left out again
- patches = dense_patches(images[n:n + 1], size, stride)
+ patches = dense_patches(images[n:n + 2], size, stride)

# %% equivalent="constant"
# the axis has length 1: its first entry is its last
- rows.append(region_histograms(words.reshape(patches.shape[:3]), len(codebook), regions)[0])
+ rows.append(region_histograms(words.reshape(patches.shape[:3]), len(codebook), regions)[-1])

# %% equivalent="constant"
# reshape takes any negative number for the one left open
- words, _ = nearest_words(prepare(patches.reshape(-1, patches.shape[-1])), codebook)
+ words, _ = nearest_words(prepare(patches.reshape(-2, patches.shape[-1])), codebook)

# %% right="fifty-at-a-time"
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for start in range(0, len(images), 50):
        patches = dense_patches(images[start : start + 50], size, stride)
        words, _ = nearest_words(prepare(patches.reshape(-1, patches.shape[-1])), codebook)
        rows.append(region_histograms(words.reshape(patches.shape[:3]), len(codebook), regions))
    return np.concatenate(rows)
