# %% exercise="region-histograms" name="region_histograms"

# %% right="limits-by-hand"
def region_histograms(words, k, regions):
    def limits(length):
        base, rest = divmod(length, regions)
        sizes = [base + 1 if i < rest else base for i in range(regions)]
        return [sum(sizes[:i]) for i in range(regions + 1)]

    N, R, C = words.shape
    tops, lefts = limits(R), limits(C)
    out = np.zeros((N, regions * regions * k))
    for n in range(N):
        for a in range(regions):
            for b in range(regions):
                part = words[n, tops[a] : tops[a + 1], lefts[b] : lefts[b + 1]]
                first = (a * regions + b) * k
                for word in range(k):
                    out[n, first + word] = np.mean(part == word)
    return out

# %% right="image-by-image"
def region_histograms(words, k, regions):
    rows = []
    for grid in words:
        row = []
        for band in np.array_split(grid, regions, axis=0):
            for block in np.array_split(band, regions, axis=1):
                counts = np.bincount(block.ravel(), minlength=k)
                row.append(counts / block.size)
        rows.append(np.concatenate(row))
    return np.array(rows)

# %% right="one-hot-means" teaches="Compare with all words at once and take means over regions: nothing is counted, for k times the memory."
def region_histograms(words, k, regions):
    hits = (words[..., np.newaxis] == np.arange(k)).astype(np.float32)
    parts = [
        b.mean(axis=(1, 2))
        for a in np.array_split(hits, regions, axis=1)
        for b in np.array_split(a, regions, axis=2)
    ]
    return np.concatenate(parts, axis=1)

# %% right="region-numbers" teaches="Give each patch the number of its region, and let np.add.at count all at once."
def region_histograms(words, k, regions):
    N, R, C = words.shape
    def place(length):
        parts = np.array_split(range(length), regions)
        return np.concatenate([np.full(len(part), i) for i, part in enumerate(parts)])

    region = place(R)[:, None] * regions + place(C)
    out = np.zeros((N, regions * regions, k))
    np.add.at(out, (np.arange(N)[:, None, None], region, words), 1)
    return (out / out.sum(axis=2, keepdims=True)).reshape(N, -1)

# %% mistake="counts" edits="image-by-image"
# these are counts. Divide each by the number of patches in its region.
-                 row.append(counts / block.size)
+                 row.append(counts)

# %% mistake="divided-by-the-image" edits="image-by-image"
# the counts are divided by the patches of the whole image. Each region sums to 1, so divide by the patches
# of that region.
-                 row.append(counts / block.size)
+                 row.append(counts / grid.size)

# %% mistake="divided-by-the-mean-size" edits="image-by-image"
# the counts are divided by the mean size of a region. Where rows or columns do not divide evenly, regions
# differ in size.
-                 row.append(counts / block.size)
+                 row.append(counts / (grid.size / regions**2))

# %% mistake="divided-by-k" edits="image-by-image"
# the counts are divided by the number of words. Divide by the number of patches in the region.
-                 row.append(counts / block.size)
+                 row.append(counts / k)

# %% mistake="column-by-column" edits="image-by-image"
# the regions come column by column. The order is from left to right and then from top to bottom.
-         for band in np.array_split(grid, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in np.array_split(grid, regions, axis=1):
+             for block in np.array_split(band, regions, axis=0):

# %% mistake="minlength-missing" edits="image-by-image"
# words that do not occur at the end of the codebook get no entry. `np.bincount` needs minlength=k.
-                 counts = np.bincount(block.ravel(), minlength=k)
+                 counts = np.bincount(block.ravel())

# %% mistake="regions-ignored" edits="image-by-image"
# the words are counted over the whole image. Count in each region by itself.
-         for band in np.array_split(grid, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in np.array_split(grid, 1, axis=0):
+             for block in np.array_split(band, 1, axis=1):

# %% mistake="bands-only" edits="image-by-image"
# the images are divided into bands of rows only. The columns are divided too: regions * regions parts.
-             for block in np.array_split(band, regions, axis=1):
+             for block in [band]:

# %% mistake="remainder-spread" edits="image-by-image"
# the rows and columns that are left over are spread over the bands. The first bands get them: 6 rows in 4
# bands are 2, 2, 1, 1. `np.array_split` does it.
-         for band in np.array_split(grid, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in [grid[np.arange(len(grid)) * regions // len(grid) == i] for i in range(regions)]:
+             for block in [band[:, np.arange(band.shape[1]) * regions // band.shape[1] == i] for i in range(regions)]:

# %% mistake="remainder-left-out" edits="image-by-image"
# rows or columns that remain in the division are left out. np.array_split makes the first parts larger by
# one instead.
-         for band in np.array_split(grid, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in [grid[i * (len(grid) // regions):(i + 1) * (len(grid) // regions)] for i in range(regions)]:
+             for block in [band[:, i * (band.shape[1] // regions):(i + 1) * (band.shape[1] // regions)] for i in range(regions)]:

# %% mistake="remainder-to-the-last" edits="image-by-image"
# the rows and columns that remain in the division go to the last region. The *first* regions are larger by
# one, as np.array_split has it.
-         for band in np.array_split(grid, regions, axis=0):
-             for block in np.array_split(band, regions, axis=1):
+         for band in [part[::-1] for part in np.array_split(grid[::-1], regions, axis=0)][::-1]:
+             for block in [part[:, ::-1] for part in np.array_split(band[:, ::-1], regions, axis=1)][::-1]:

# %% mistake="presence-only" edits="image-by-image"
# this says whether a word occurs, not how often. Count.
-                 row.append(counts / block.size)
+                 row.append((counts > 0) / max(1, (counts > 0).sum()))

# %% mistake="word-by-word" edits="image-by-image"
# the numbers are interleaved: word 0 of all regions, then word 1. All words of the first region come first.
-         rows.append(np.concatenate(row))
+         rows.append(np.stack(row, axis=1).ravel())

# %% mistake="images-pooled" edits="image-by-image"
# all images are counted together. Every image has its own row.
-     for grid in words:
+     for grid in [np.concatenate(list(words), axis=1) if regions == 1 else words.mean(axis=0).astype(int)] * len(words):

# %% mistake="regions-not-joined" edits="image-by-image"
# the regions have an axis of their own. Put them side by side: (N, regions * regions * k).
-         rows.append(np.concatenate(row))
+         rows.append(np.array(row))

# %% mistake="histogram-range" edits="image-by-image"
# np.histogram spreads its bins between the smallest and the largest word that occurs. Give it the edges, or
# use np.bincount.
-                 counts = np.bincount(block.ravel(), minlength=k)
+                 counts = np.histogram(block, bins=k)[0]

# %% mistake="counted-over-all-images"
# all images are counted together, and each gets the same row. Every image has its own.
def region_histograms(words, k, regions):
    row = []
    for band in np.array_split(words, regions, axis=1):
        for block in np.array_split(band, regions, axis=2):
            row.append(np.bincount(block.ravel(), minlength=k) / block.size)
    return np.tile(np.concatenate(row), (len(words), 1))

# %% mistake="limits-rounded-down"
# the limits are i * R // regions, which makes later bands the larger ones. The *first* bands are larger by one, as
# np.array_split has it.
def region_histograms(words, k, regions):
    N, R, C = words.shape
    tops, lefts = np.arange(regions + 1) * R // regions, np.arange(regions + 1) * C // regions
    rows = []
    for grid in words:
        row = []
        for i in range(regions):
            for j in range(regions):
                block = grid[tops[i]:tops[i + 1], lefts[j]:lefts[j + 1]]
                row.append(np.bincount(block.ravel(), minlength=k) / block.size)
        rows.append(np.concatenate(row))
    return np.array(rows)

# %% mistake="limits-rounded" edits="limits-rounded-down"
# the limits are rounded from equal steps, so any band may be the larger one. The *first* bands are larger by one, as
# np.array_split has it.
-     tops, lefts = np.arange(regions + 1) * R // regions, np.arange(regions + 1) * C // regions
+     tops, lefts = (np.linspace(0, length, regions + 1).round().astype(int) for length in (R, C))

# %% mistake="limits-rounded-up" edits="limits-rounded-down"
# the bands have the rounded up size each, so the last ones get too little, or nothing. The *first* bands are larger
# by one, as np.array_split has it.
-     tops, lefts = np.arange(regions + 1) * R // regions, np.arange(regions + 1) * C // regions
+     tops, lefts = (np.minimum(np.arange(regions + 1) * -(-length // regions), length) for length in (R, C))

# %% mistake="rest-to-the-last-band" edits="limits-rounded-down"
# the last band gets all rows and columns that remain in the division. The *first* bands are larger by one, as
# np.array_split has it.
-     tops, lefts = np.arange(regions + 1) * R // regions, np.arange(regions + 1) * C // regions
+     tops, lefts = np.arange(regions + 1) * (R // regions), np.arange(regions + 1) * (C // regions)
+     tops[-1], lefts[-1] = R, C

# %% mistake="divided-by-the-largest" edits="image-by-image"
# the counts are divided by the largest of them. A share is a count over the number of patches in the region.
-                 row.append(counts / block.size)
+                 row.append(counts / counts.max())

# %% mistake="unit-length" edits="image-by-image"
# the counts are divided by the root of the sum of their squares. A share is a count over the number of patches in the
# region.
-                 row.append(counts / block.size)
+                 row.append(counts / np.sqrt((counts**2).sum()))

# %% mistake="one-region-for-another" edits="image-by-image"
# the regions come from below to above. The order is from left to right and then from top to bottom.
-         for band in np.array_split(grid, regions, axis=0):
+         for band in np.array_split(grid, regions, axis=0)[::-1]:

# %% mistake="columns-only" edits="image-by-image"
# the images are divided into bands of columns only. The rows are divided too: regions * regions parts.
-         for band in np.array_split(grid, regions, axis=0):
+         for band in [grid]:

# %% mistake="words-present"
# a word counts 1 wherever it occurs at all. Count how often it does, and divide by the patches of the region.
def region_histograms(words, k, regions):
    rows = []
    for image in words:
        bands = np.array_split(image, regions)
        blocks = [block for band in bands for block in np.array_split(band, regions, axis=1)]
        rows.append(np.concatenate([np.bincount(b.ravel(), minlength=k) > 0 for b in blocks]))
    return np.array(rows, dtype=float)

# %% mistake="last-region-overwrites"
# every region is written to the same place, so that only the last one is left. Put them one after the other.
def region_histograms(words, k, regions):
    rows = np.zeros((len(words), regions * regions * k))
    for n, image in enumerate(words):
        for band in np.array_split(image, regions):
            for block in np.array_split(band, regions, axis=1):
                rows[n, :k] = np.bincount(block.ravel(), minlength=k) / block.size
    return rows

# %% equivalent="constant"
# reshape takes any negative number for the one left open
- blocks = [block.reshape(len(words), -1) for band in np.array_split(words, regions, axis=1) for block in np.array_split(band, regions, axis=2)]
+ blocks = [block.reshape(len(words), -2) for band in np.array_split(words, regions, axis=1) for block in np.array_split(band, regions, axis=2)]
