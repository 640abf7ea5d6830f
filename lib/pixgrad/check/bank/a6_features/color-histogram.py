# %% exercise="color-histogram" name="color_histogram"

# %% right="counted-one-by-one"
def color_histogram(images, bins):
    N, H, W, _ = images.shape
    shares = np.zeros((N, 3, bins))
    for n in range(N):
        for c in range(3):
            for v in images[n, :, :, c].ravel():
                shares[n, c, int(v) * bins // 256] += 1
    return shares.reshape(N, 3 * bins) / (H * W)

# %% right="table-of-bins"
def color_histogram(images, bins):
    table = np.array([v * bins // 256 for v in range(256)])
    hist = np.zeros((len(images), 3, bins))
    where = np.arange(len(images))[:, None, None, None], np.arange(3), table[images]
    np.add.at(hist, where, 1 / images[0, :, :, 0].size)
    return hist.reshape(len(images), -1)

# %% right="by-bincount"
def color_histogram(images, bins):
    rows = []
    for image in images:
        row = []
        for c in range(3):
            numbers = image[:, :, c].astype(int) * bins // 256
            counts = np.bincount(numbers.ravel(), minlength=bins)
            row.append(counts / counts.sum())
        rows.append(np.concatenate(row))
    return np.array(rows)

# %% right="by-numpy-histogram"
def color_histogram(images, bins):
    edges = [np.ceil(256 * b / bins) for b in range(bins)] + [256]
    return [
        np.concatenate([np.histogram(im[..., c], bins=edges)[0] for c in range(3)]) / im[..., 0].size
        for im in images
    ]

# %% right="by-comparison"
def color_histogram(images, bins):
    n = len(images)
    numbers = np.floor(images.reshape(n, -1, 3) / 256 * bins)
    hits = numbers[..., np.newaxis] == np.arange(bins)
    return hits.mean(axis=1, dtype=np.float32).reshape(n, 3 * bins)

# %% mistake="uint8-cannot-hold-256" edits="by-bincount"
# the pixels are still uint8, which holds neither the product with bins nor 256. Convert them to a wider
# type first.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[:, :, c] * bins // 256

# %% mistake="uint8-wraps" edits="by-bincount"
# the product of pixel and bins is computed in uint8 and wraps around: 200 * 4 is 32 there. Convert the
# pixels to a wider type first.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = (image[:, :, c] * bins / 256).astype(int)

# %% mistake="divided-by-255" edits="by-bincount"
# the range is taken to end at 255 and not at 256. The bin of v is floor(v * bins / 256): then 255 is in the
# last bin, and all bins are equally wide.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             numbers = image[:, :, c].astype(int) * bins // 255
+             counts = np.bincount(np.minimum(numbers, bins - 1).ravel(), minlength=bins)

# %% mistake="a-bin-too-many" edits="by-bincount"
# dividing by 255 gives the value 255 a bin of its own, beyond the last. Divide by 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[:, :, c].astype(int) * bins // 255

# %% mistake="range-of-the-data" edits="by-bincount"
# the bins are spread between the smallest and the largest value of the image. They go over 0 to 256
# whatever the image holds: give the range.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             counts = np.histogram(image[:, :, c], bins=bins)[0]

# %% mistake="width-as-a-float" edits="by-bincount"
# 256 / bins is rounded as a float (25.6 comes out a little too large), so a value on the edge of a bin
# falls below it. Multiply first: v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             numbers = image[:, :, c].astype(int) // (256 / bins)
+             counts = np.bincount(numbers.astype(int).ravel(), minlength=bins)

# %% mistake="edges-rounded-down" edits="by-bincount"
# the edges of the bins are rounded down to whole numbers, so a value just below an edge falls into the next
# bin: with 10 bins the first ends at 25.6, and 25 belongs to it. Take v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             edges = np.arange(bins) * 256 // bins
+             numbers = np.searchsorted(edges, image[:, :, c], side='right') - 1

# %% mistake="width-rounded" edits="by-bincount"
# the width of a bin is rounded down, 256 // bins, so where bins does not divide 256 the values at the end
# fall beyond the last bin. Multiply first: v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[:, :, c].astype(int) // (256 // bins)

# %% mistake="width-rounded-and-clipped" edits="by-bincount"
# the width of a bin is rounded down, 256 // bins, so where bins does not divide 256 the bins are too narrow
# and the last too wide. Multiply first: v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             numbers = image[:, :, c].astype(int) // (256 // bins)
+             counts = np.bincount(np.minimum(numbers, bins - 1).ravel(), minlength=bins)

# %% mistake="counts" edits="by-bincount"
# these are counts. Divide each by the number of pixels, H * W.
-             row.append(counts / counts.sum())
+             row.append(counts)

# %% mistake="channels-share-the-sum" edits="by-bincount"
# the counts are divided by all 3 * H * W numbers. Each channel's shares sum to 1: divide by H * W.
-             row.append(counts / counts.sum())
+             row.append(counts / image.size)

# %% mistake="per-channel-missing"
# all three channels are counted in one histogram. Count each by itself: 3 * bins numbers for an image.
def color_histogram(images, bins):
    v = images.astype(int) * bins // 256
    return np.array([np.bincount(i.ravel(), minlength=bins) / i.size for i in v])

# %% mistake="joint-histogram" edits="per-channel-missing"
# this counts the combinations of red, green and blue, bins**3 of them. Wanted are three separate
# histograms.
-     return np.array([np.bincount(i.ravel(), minlength=bins) / i.size for i in v])
+     joint = (v[..., 0] * bins + v[..., 1]) * bins + v[..., 2]
+     return np.array([np.bincount(j.ravel(), minlength=bins**3) / j.size for j in joint])

# %% mistake="blue-first" edits="by-bincount"
# the channels come in the order blue, green, red. Red is channel 0 and comes first.
-         for c in range(3):
+         for c in (2, 1, 0):

# %% mistake="bins-before-channels" edits="by-bincount"
# the numbers are interleaved: red, green and blue of the first bin, then of the second. All bins of red
# come first.
-         rows.append(np.concatenate(row))
+         rows.append(np.stack(row, axis=1).ravel())

# %% mistake="channels-scrambled" edits="by-bincount"
# reshape(3, -1) cuts the image into three parts, not into its channels: the channels are the last axis. Use
# image[:, :, c].
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image.reshape(3, -1)[c].astype(int) * bins // 256

# %% mistake="rows-for-channels" edits="by-bincount"
# image[c] is a row of pixels. The channels are the last axis: image[:, :, c].
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[c % len(image)].astype(int) * bins // 256

# %% mistake="one-for-all-images" edits="per-channel-missing"
# all images are counted together. Every image has its own row.
-     return np.array([np.bincount(i.ravel(), minlength=bins) / i.size for i in v])
+     row = np.concatenate([np.bincount(v[..., c].ravel(), minlength=bins) for c in range(3)])
+     return np.tile(row / v[..., 0].size, (len(images), 1))

# %% mistake="density" edits="by-bincount"
# density=True divides by the width of the bins too. Wanted are shares: counts over H * W.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
-             row.append(counts / counts.sum())
+             counts = np.histogram(image[:, :, c], bins=bins, range=(0, 256), density=True)[0]
+             row.append(counts)

# %% mistake="minlength-missing" edits="by-bincount"
# empty bins at the end are left out, so the rows have different lengths. `np.bincount` needs
# minlength=bins.
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             counts = np.bincount(numbers.ravel())

# %% mistake="cumulative" edits="by-bincount"
# the shares are summed up from the first bin on. Each bin has its own share.
-             row.append(counts / counts.sum())
+             row.append(np.cumsum(counts) / counts.sum())

# %% mistake="bins-not-whole" edits="by-bincount"
# 256 / bins is rounded as a float, and v over it may come out a little below a whole number: 128 / (256 / 186)
# is less than 93. Multiply first: v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = (image[:, :, c] / (256 / bins)).astype(int)

# %% mistake="square-images" edits="by-bincount"
# the counts are divided by the square of the height, as if all images were square. Divide by H * W.
-             row.append(counts / counts.sum())
+             row.append(counts / len(image) ** 2)

# %% mistake="square-of-the-width" edits="by-bincount"
# the counts are divided by the square of the width, as if all images were square. Divide by H * W.
-             row.append(counts / counts.sum())
+             row.append(counts / image.shape[1] ** 2)

# %% mistake="pixels-of-all-images" edits="by-bincount"
# the counts of an image are divided by the pixels of all images. Divide by H * W, the pixels of one.
-             row.append(counts / counts.sum())
+             row.append(counts / images[..., 0].size)

# %% mistake="divided-by-the-bins" edits="by-bincount"
# the counts are divided by the number of bins. Divide by H * W, the number of pixels.
-             row.append(counts / counts.sum())
+             row.append(counts / bins)

# %% mistake="divided-by-the-largest" edits="by-bincount"
# the counts are divided by the largest of them. A share is a count over H * W.
-             row.append(counts / counts.sum())
+             row.append(counts / counts.max())

# %% mistake="unit-length" edits="by-bincount"
# the counts are divided by the root of the sum of their squares. A share is a count over H * W.
-             row.append(counts / counts.sum())
+             row.append(counts / np.sqrt((counts**2).sum()))

# %% mistake="rounded-to-a-bin" edits="by-bincount"
# v * (bins - 1) / 255 is rounded to the nearest bin, which makes the first and the last bin half as wide. The bin
# of v is floor(v * bins / 256).
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = np.round(image[:, :, c].astype(float) * (bins - 1) / 255).astype(int)

# %% mistake="floor-of-bins-minus-one" edits="by-bincount"
# v * (bins - 1) / 255 leaves only the value 255 for the last bin. The bin of v is floor(v * bins / 256).
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[:, :, c].astype(int) * (bins - 1) // 255

# %% mistake="edge-belongs-below" edits="by-bincount"
# a value on the edge between two bins is counted in the lower one. It belongs to the upper: bin floor(v * bins /
# 256).
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = np.maximum(0, -(-image[:, :, c].astype(int) * bins // 256) - 1)

# %% mistake="modulo" edits="by-bincount"
# v % bins is a remainder, which puts neighbouring values into different bins. The bin of v is v * bins // 256.
-             numbers = image[:, :, c].astype(int) * bins // 256
+             numbers = image[:, :, c].astype(int) % bins

# %% mistake="multiplied-in-uint8"
# the pixels are multiplied as uint8, where the product wraps around at 256. Give them a wider dtype first.
def color_histogram(images, bins):
    numbers = images * np.uint8(min(bins, 255)) // 255
    counts = [
        np.concatenate([np.bincount(image[..., c].ravel(), minlength=bins)[:bins] for c in range(3)])
        for image in numbers
    ]
    return np.array(counts) / (images.shape[1] * images.shape[2])

# %% mistake="mean-colours"
# the mean colour is repeated in each bin. Count, for each bin, the pixels that fall into it.
def color_histogram(images, bins):
    means = images.reshape(len(images), -1, 3).mean(axis=1)
    return np.repeat(means, bins, axis=1) / 255

# %% mistake="brightest-in-no-bin" edits="by-bincount"
# the range is taken to end at 255, so that the value 255 itself falls behind the last bin and is lost. The bin of v is
# floor(v * bins / 256).
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             numbers = image[:, :, c].astype(int) * bins // 255
+             counts = np.bincount(numbers.ravel(), minlength=bins)[:bins]

# %% mistake="rounded-and-clipped" edits="by-bincount"
# v * bins / 256 is rounded to the nearest whole number, so that values move up half a bin. Round down.
-             numbers = image[:, :, c].astype(int) * bins // 256
-             counts = np.bincount(numbers.ravel(), minlength=bins)
+             numbers = np.minimum(np.round(image[:, :, c] * (bins / 256)).astype(int), bins - 1)
+             counts = np.bincount(numbers.ravel(), minlength=bins)
