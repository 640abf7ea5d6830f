"""Known mistakes and right variants of a6_features."""

from pixgrad.check.bank import Exercise, Mistake, Variant


def _edited(source: str, *edits: tuple[str, str]) -> str:
    """A right answer with a few lines changed, each of which must stand in it."""
    for old, new in edits:
        if old not in source:
            raise ValueError(f"{old!r} is not in the answer to edit")
        source = source.replace(old, new)
    return source


UINT8 = "the numbers are not floats; in uint8 the arithmetic wraps around from 255 to 0. Convert to float64."
CHANNELS_FIRST = (
    "each patch is flattened channel by channel. The order is (row, column, channel): red, green and "
    "blue of a "
    "pixel stand together, so the channels must be the last axis before you flatten."
)
COLUMNS_FIRST = (
    "each patch is flattened column by column. The order is (row, column, channel): from left to right, and "
    "then from top to bottom."
)
LAST_PLACE = (
    "the last place is missing. In H rows a patch of `size` rows can begin at 0, 1, ... H - size, which are "
    "H - size + 1 places."
)
MEMORY = (
    "an array of shape (M, k, D) holds all the differences at once. With |x|^2 - 2 x.c + |c|^2 an (M, k) is "
    "enough."
)
LOOP = "a Python loop goes over the patches. Let NumPy go over them."
MODIFIED = "the argument is changed in place, so that the caller's array is lost. Work on a copy."
STICKING_OUT = "patches that stick out of the image are asked for. The last one begins at or before H - size."
LAST_WORD_WINS = (
    "of equally near words the last is taken. Ties go to the smallest number; `argmin` does that."
)
EMPTY_NAN = "a word without patches becomes nan, the mean of nothing. Move it to the farthest patch."
EMPTY_ZERO = "a word without patches is left at 0. Move it to the farthest patch."
EMPTY_DROPPED = (
    "words without patches are left out, so the codebook shrinks. Move them to the farthest patches."
)
SAME_PATCH = (
    "all words without patches move to the same patch. The first goes to the farthest, the second to the "
    "second "
    "farthest, and so on."
)
NEAREST_PATCH = "words without patches move to the nearest patches. It is the farthest that need a word most."
LATER_TIE = (
    "of equally far patches, the one with the larger index comes first. Sort the negative distances with a "
    'stable sort (kind="stable"), instead of turning the order round.'
)
UNSTABLE = (
    "of equally far patches, not always the one with the smaller index comes first: np.argsort alone may "
    'exchange equal ones. Give it kind="stable".'
)
PER_COLUMN_REGIONS = (
    "the regions come column by column. The order is from left to right and then from top to bottom."
)
COUNTS = "these are counts. Divide each by the number of patches in its region."
WHOLE_IMAGE = (
    "the counts are divided by the patches of the whole image. Each region sums to 1, so divide by the "
    "patches of that region."
)
MINLENGTH = (
    "words that do not occur at the end of the codebook get no entry. `np.bincount` needs minlength=k."
)
REMAINDER = (
    "rows or columns that remain in the division are left out. np.array_split makes the first parts larger "
    "by one instead."
)

COLOR_RIGHT = """
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
"""

COLOR = Exercise(
    "color-histogram",
    "color_histogram",
    mistakes=(
        Mistake(
            "uint8-cannot-hold-256",
            "the pixels are still uint8, which holds neither the product with bins nor 256. Convert them "
            "to a wider "
            "type first.",
            _edited(COLOR_RIGHT, (".astype(int) * bins", " * bins")),
        ),
        Mistake(
            "uint8-wraps",
            "the product of pixel and bins is computed in uint8 and wraps around: 200 * 4 is 32 there. "
            "Convert "
            "the pixels to a wider type first.",
            _edited(
                COLOR_RIGHT,
                ("image[:, :, c].astype(int) * bins // 256", "(image[:, :, c] * bins / 256).astype(int)"),
            ),
        ),
        Mistake(
            "divided-by-255",
            "the range is taken to end at 255 and not at 256. The bin of v is floor(v * bins / 256): "
            "then 255 is in the "
            "last bin, and all bins are equally wide.",
            _edited(
                COLOR_RIGHT,
                ("* bins // 256", "* bins // 255"),
                ("(numbers.ravel()", "(np.minimum(numbers, bins - 1).ravel()"),
            ),
        ),
        Mistake(
            "a-bin-too-many",
            "dividing by 255 gives the value 255 a bin of its own, beyond the last. Divide by 256.",
            _edited(COLOR_RIGHT, ("* bins // 256", "* bins // 255")),
        ),
        Mistake(
            "range-of-the-data",
            "the bins are spread between the smallest and the largest value of the image. They go over 0 "
            "to 256 whatever "
            "the image holds: give the range.",
            _edited(
                COLOR_RIGHT,
                ("            numbers = image[:, :, c].astype(int) * bins // 256\n", ""),
                (
                    "np.bincount(numbers.ravel(), minlength=bins)",
                    "np.histogram(image[:, :, c], bins=bins)[0]",
                ),
            ),
        ),
        Mistake(
            "width-as-a-float",
            "256 / bins is rounded as a float (25.6 comes out a little too large), so a value on the edge of "
            "a bin falls below it. Multiply first: v * bins // 256.",
            _edited(
                COLOR_RIGHT,
                (".astype(int) * bins // 256", ".astype(int) // (256 / bins)"),
                ("(numbers.ravel()", "(numbers.astype(int).ravel()"),
            ),
        ),
        Mistake(
            "edges-rounded-down",
            "the edges of the bins are rounded down to whole numbers, so a value just below an edge falls "
            "into the next bin: with 10 bins the first ends at 25.6, and 25 belongs to it. Take "
            "v * bins // 256.",
            _edited(
                COLOR_RIGHT,
                (
                    "            numbers = image[:, :, c].astype(int) * bins // 256\n",
                    "            edges = np.arange(bins) * 256 // bins\n"
                    "            numbers = np.searchsorted(edges, image[:, :, c], side='right') - 1\n",
                ),
            ),
        ),
        Mistake(
            "width-rounded",
            "the width of a bin is rounded down, 256 // bins, so where bins does not divide 256 the "
            "values at the end fall "
            "beyond the last bin. Multiply first: v * bins // 256.",
            _edited(COLOR_RIGHT, (".astype(int) * bins // 256", ".astype(int) // (256 // bins)")),
        ),
        Mistake(
            "width-rounded-and-clipped",
            "the width of a bin is rounded down, 256 // bins, so where bins does not divide 256 the bins "
            "are too narrow and "
            "the last too wide. Multiply first: v * bins // 256.",
            _edited(
                COLOR_RIGHT,
                (".astype(int) * bins // 256", ".astype(int) // (256 // bins)"),
                ("(numbers.ravel()", "(np.minimum(numbers, bins - 1).ravel()"),
            ),
        ),
        Mistake(
            "counts",
            "these are counts. Divide each by the number of pixels, H * W.",
            _edited(COLOR_RIGHT, ("counts / counts.sum()", "counts")),
        ),
        Mistake(
            "channels-share-the-sum",
            "the counts are divided by all 3 * H * W numbers. Each channel's shares sum to 1: divide by "
            "H * W.",
            _edited(COLOR_RIGHT, ("counts.sum()", "image.size")),
        ),
        Mistake(
            "per-channel-missing",
            "all three channels are counted in one histogram. Count each by itself: 3 * bins numbers for "
            "an image.",
            """
def color_histogram(images, bins):
    v = images.astype(int) * bins // 256
    return np.array([np.bincount(i.ravel(), minlength=bins) / i.size for i in v])
""",
        ),
        Mistake(
            "joint-histogram",
            "this counts the combinations of red, green and blue, bins**3 of them. Wanted are three "
            "separate histograms.",
            """
def color_histogram(images, bins):
    v = images.astype(int) * bins // 256
    joint = (v[..., 0] * bins + v[..., 1]) * bins + v[..., 2]
    return np.array([np.bincount(j.ravel(), minlength=bins**3) / j.size for j in joint])
""",
        ),
        Mistake(
            "blue-first",
            "the channels come in the order blue, green, red. Red is channel 0 and comes first.",
            _edited(COLOR_RIGHT, ("for c in range(3)", "for c in (2, 1, 0)")),
        ),
        Mistake(
            "bins-before-channels",
            "the numbers are interleaved: red, green and blue of the first bin, then of the second. All "
            "bins of red come first.",
            _edited(COLOR_RIGHT, ("np.concatenate(row)", "np.stack(row, axis=1).ravel()")),
        ),
        Mistake(
            "channels-scrambled",
            "reshape(3, -1) cuts the image into three parts, not into its channels: the channels are the "
            "last axis. Use "
            "image[:, :, c].",
            _edited(COLOR_RIGHT, ("image[:, :, c]", "image.reshape(3, -1)[c]")),
        ),
        Mistake(
            "rows-for-channels",
            "image[c] is a row of pixels. The channels are the last axis: image[:, :, c].",
            _edited(COLOR_RIGHT, ("image[:, :, c]", "image[c % len(image)]")),
        ),
        Mistake(
            "one-for-all-images",
            "all images are counted together. Every image has its own row.",
            """
def color_histogram(images, bins):
    v = images.astype(int) * bins // 256
    row = np.concatenate([np.bincount(v[..., c].ravel(), minlength=bins) for c in range(3)])
    return np.tile(row / v[..., 0].size, (len(images), 1))
""",
        ),
        Mistake(
            "density",
            "density=True divides by the width of the bins too. Wanted are shares: counts over H * W.",
            _edited(
                COLOR_RIGHT,
                ("            numbers = image[:, :, c].astype(int) * bins // 256\n", ""),
                (
                    "counts = np.bincount(numbers.ravel(), minlength=bins)",
                    "counts = np.histogram(image[:, :, c], bins=bins, range=(0, 256), density=True)[0]",
                ),
                ("counts / counts.sum()", "counts"),
            ),
        ),
        Mistake(
            "minlength-missing",
            "empty bins at the end are left out, so the rows have different lengths. `np.bincount` needs "
            "minlength=bins.",
            _edited(COLOR_RIGHT, (", minlength=bins", "")),
        ),
        Mistake(
            "cumulative",
            "the shares are summed up from the first bin on. Each bin has its own share.",
            _edited(COLOR_RIGHT, ("counts / counts.sum()", "np.cumsum(counts) / counts.sum()")),
        ),
    ),
    variants=(
        Variant(
            "counted-one-by-one",
            """
def color_histogram(images, bins):
    N, H, W, _ = images.shape
    shares = np.zeros((N, 3, bins))
    for n in range(N):
        for c in range(3):
            for v in images[n, :, :, c].ravel():
                shares[n, c, int(v) * bins // 256] += 1
    return shares.reshape(N, 3 * bins) / (H * W)
""",
        ),
        Variant(
            "table-of-bins",
            """
def color_histogram(images, bins):
    table = np.array([v * bins // 256 for v in range(256)])
    hist = np.zeros((len(images), 3, bins))
    where = np.arange(len(images))[:, None, None, None], np.arange(3), table[images]
    np.add.at(hist, where, 1 / images[0, :, :, 0].size)
    return hist.reshape(len(images), -1)
""",
        ),
        Variant("by-bincount", COLOR_RIGHT),
        Variant(
            "by-numpy-histogram",
            """
def color_histogram(images, bins):
    edges = [np.ceil(256 * b / bins) for b in range(bins)] + [256]
    return [
        np.concatenate([np.histogram(im[..., c], bins=edges)[0] for c in range(3)]) / im[..., 0].size
        for im in images
    ]
""",
        ),
        Variant(
            "by-comparison",
            """
def color_histogram(images, bins):
    n = len(images)
    numbers = np.floor(images.reshape(n, -1, 3) / 256 * bins)
    hits = numbers[..., np.newaxis] == np.arange(bins)
    return hits.mean(axis=1, dtype=np.float32).reshape(n, 3 * bins)
""",
        ),
    ),
)

EXTRACT_RIGHT = """
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
"""

EXTRACT = Exercise(
    "extract-patches",
    "extract_patches",
    mistakes=(
        Mistake(
            "arrays-in-slices",
            "a slice needs two single numbers, and tops and lefts are arrays. Cut one patch at a time, "
            "in a loop.",
            """
def extract_patches(images, size, num_patches, rng):
    n = rng.integers(len(images), size=num_patches)
    y = rng.integers(images.shape[1] - size + 1, size=num_patches)
    x = rng.integers(images.shape[2] - size + 1, size=num_patches)
    return images[n, y:y + size, x:x + size].reshape(num_patches, -1).astype(float)
""",
        ),
        Mistake(
            "last-place-missing",
            LAST_PLACE,
            _edited(EXTRACT_RIGHT, ("H - size + 1", "H - size"), ("W - size + 1", "W - size")),
        ),
        Mistake(
            "last-image-missing",
            "the last image is never drawn: the upper bound of `integers` is left out already. Draw with "
            "rng.integers(N).",
            _edited(EXTRACT_RIGHT, ("rng.integers(N,", "rng.integers(max(1, N - 1),")),
        ),
        Mistake(
            "channels-first",
            CHANNELS_FIRST,
            _edited(EXTRACT_RIGHT, (".reshape(-1)", ".transpose(2, 0, 1).reshape(-1)")),
        ),
        Mistake(
            "columns-first",
            COLUMNS_FIRST,
            _edited(EXTRACT_RIGHT, (".reshape(-1)", ".transpose(1, 0, 2).reshape(-1)")),
        ),
        Mistake(
            "wrong-dtype",
            UINT8,
            _edited(EXTRACT_RIGHT, ("size * size * 3))", "size * size * 3), dtype=np.uint8)")),
        ),
        Mistake(
            "not-flattened",
            "the patches are still blocks of shape (size, size, 3). Each is to be one row.",
            _edited(
                EXTRACT_RIGHT,
                ("(num_patches, size * size * 3)", "(num_patches, size, size, 3)"),
                (".reshape(-1)", ""),
            ),
        ),
        Mistake(
            "places-swapped",
            "rows and columns are mixed up in the slice: the first axis of an image goes down, the "
            "second across.",
            _edited(
                EXTRACT_RIGHT, ("images[n, t:t + size, l:l + size]", "images[n, l:l + size, t:t + size]")
            ),
        ),
        Mistake(
            "bounds-swapped",
            "the top rows are drawn by the width and the left columns by the height. An image has shape "
            "(H, W, 3).",
            _edited(EXTRACT_RIGHT, ("N, H, W, _", "N, W, H, _")),
        ),
        Mistake(
            "other-order-of-draws",
            "the left columns are drawn before the top rows. The order of the draws is given, so that "
            "results can be compared.",
            _edited(
                EXTRACT_RIGHT,
                ("    tops = rng.integers(H - size + 1, size=num_patches)\n", ""),
                (
                    "    patches = np.zeros",
                    "    tops = rng.integers(H - size + 1, size=num_patches)\n    patches = np.zeros",
                ),
            ),
        ),
        Mistake(
            "one-draw-per-patch",
            "image, row and column are drawn patch by patch. Make three draws of num_patches numbers "
            "each, so that results can be "
            "compared.",
            """
def extract_patches(images, size, num_patches, rng):
    N, H, W, _ = images.shape
    rows = []
    for _ in range(num_patches):
        n, t, l = rng.integers(N), rng.integers(H - size + 1), rng.integers(W - size + 1)
        rows.append(images[n, t:t + size, l:l + size].reshape(-1).astype(float))
    return np.array(rows)
""",
        ),
        Mistake(
            "own-generator",
            "the numbers come from a generator of your own. Draw from the `rng` that is passed in.",
            _edited(
                EXTRACT_RIGHT,
                (
                    "    N, H, W, _ = images.shape\n",
                    "    N, H, W, _ = images.shape\n    rng = np.random.default_rng(0)\n",
                ),
            ),
        ),
        Mistake(
            "without-replacement",
            "the images are drawn without replacement, so there cannot be more patches than images. Use "
            "rng.integers(N, "
            "size=num_patches).",
            _edited(
                EXTRACT_RIGHT,
                ("rng.integers(N, size=num_patches)", "rng.choice(N, size=num_patches, replace=False)"),
            ),
        ),
        Mistake(
            "first-image-only",
            "all patches come from the first image. Use the image numbers that were drawn.",
            _edited(EXTRACT_RIGHT, ("n, t, l = numbers[p]", "n, t, l = 0")),
        ),
        Mistake(
            "same-place-everywhere",
            "one place is drawn for all patches. Draw num_patches top rows and as many left columns.",
            _edited(
                EXTRACT_RIGHT,
                ("H - size + 1, size=num_patches)", "H - size + 1, size=1).repeat(num_patches)"),
                ("W - size + 1, size=num_patches)", "W - size + 1, size=1).repeat(num_patches)"),
            ),
        ),
        Mistake(
            "scaled",
            "the values are divided by 255. The patches keep the values of the pixels.",
            _edited(EXTRACT_RIGHT, ("return patches", "return patches / 255")),
        ),
        Mistake(
            "one-row-too-many",
            "a slice start:stop leaves out stop, so t:t + size already has `size` rows.",
            _edited(EXTRACT_RIGHT, ("t:t + size, l:l + size", "t:t + size + 1, l:l + size + 1")),
        ),
    ),
    variants=(
        Variant(
            "index-arrays",
            """
def extract_patches(images, size, num_patches, rng):
    N, H, W, C = images.shape
    n = rng.integers(N, size=num_patches)[:, None, None]
    y = rng.integers(H - size + 1, size=num_patches)[:, None, None] + np.arange(size)[:, None]
    x = rng.integers(W - size + 1, size=num_patches)[:, None, None] + np.arange(size)
    return images[n, y, x].reshape(num_patches, size * size * C).astype(np.float64)
""",
        ),
        Variant("into-an-array", EXTRACT_RIGHT),
        Variant(
            "by-windows",
            """
def extract_patches(images, size, num_patches, rng):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    places = tuple(rng.integers(bound, size=num_patches) for bound in windows.shape[:3])
    return np.moveaxis(windows[places], 1, -1).reshape(num_patches, -1).astype(float)
""",
        ),
        Variant(
            "float32-list",
            """
def extract_patches(images, size, num_patches, rng):
    n = rng.integers(0, len(images), num_patches)
    t = rng.integers(0, images.shape[1] - size, num_patches, endpoint=True)
    l = rng.integers(0, images.shape[2] - size, num_patches, endpoint=True)
    return [images[n[i], t[i]:, l[i]:][:size, :size].astype(np.float32).flatten() for i in range(num_patches)]
""",
        ),
    ),
)

NORMALIZE_RIGHT = """
def normalize_patches(P, eps):
    mean = np.mean(P, axis=1, keepdims=True)
    var = np.var(P, axis=1, keepdims=True)
    return (P - mean) / np.sqrt(var + eps)
"""

NORMALIZE = Exercise(
    "normalize-patches",
    "normalize_patches",
    mistakes=(
        Mistake(
            "roots-added",
            "the roots of variance and eps are added. Add first, then take one root: sqrt(variance + eps).",
            _edited(NORMALIZE_RIGHT, ("np.sqrt(var + eps)", "(np.sqrt(var) + np.sqrt(eps))")),
        ),
        Mistake(
            "columns-normalised",
            "the columns are normalised. Each patch is a row, and uses its own mean and variance: axis=1.",
            _edited(NORMALIZE_RIGHT, ("axis=1", "axis=0")),
        ),
        Mistake(
            "eps-outside-the-root",
            "eps is added to the root. It belongs inside: sqrt(variance + eps).",
            _edited(NORMALIZE_RIGHT, ("np.sqrt(var + eps)", "(np.sqrt(var) + eps)")),
        ),
        Mistake(
            "eps-missing",
            "there is no eps, so a constant patch becomes 0 / 0. Add it to the variance, inside the root.",
            _edited(NORMALIZE_RIGHT, ("var + eps", "var")),
        ),
        Mistake(
            "eps-squared",
            "eps is squared. Add eps itself to the variance.",
            _edited(NORMALIZE_RIGHT, ("var + eps", "var + eps**2")),
        ),
        Mistake(
            "eps-as-a-floor",
            "the variance is raised to eps where it is smaller. Add eps to every variance.",
            _edited(NORMALIZE_RIGHT, ("var + eps", "np.maximum(var, eps)")),
        ),
        Mistake(
            "root-missing",
            "the rows are divided by the variance. Divide by its root.",
            _edited(NORMALIZE_RIGHT, ("np.sqrt(var + eps)", "(var + eps)")),
        ),
        Mistake(
            "one-degree-less",
            "the variance is divided by D - 1. It is the mean of the D squared deviations (ddof=0).",
            _edited(
                NORMALIZE_RIGHT,
                (
                    "np.var(P, axis=1, keepdims=True)",
                    "np.sum((P - mean)**2, axis=1, keepdims=True) / max(1, P.shape[1] - 1)",
                ),
            ),
        ),
        Mistake(
            "not-averaged",
            "the squared deviations are added up and not averaged. The variance is their mean.",
            _edited(
                NORMALIZE_RIGHT,
                ("np.var(P, axis=1, keepdims=True)", "np.sum((P - mean)**2, axis=1, keepdims=True)"),
            ),
        ),
        Mistake(
            "mean-stays",
            "the mean is not taken off before dividing.",
            _edited(NORMALIZE_RIGHT, ("(P - mean) /", "P /")),
        ),
        Mistake(
            "variance-around-zero",
            "the variance is taken around 0, as the mean of P**2. Subtract each patch's mean first.",
            _edited(
                NORMALIZE_RIGHT, ("np.var(P, axis=1, keepdims=True)", "np.mean(P**2, axis=1, keepdims=True)")
            ),
        ),
        Mistake(
            "only-centred",
            "the mean is taken off, but the patches are not divided by their spread.",
            _edited(NORMALIZE_RIGHT, (" / np.sqrt(var + eps)", "")),
        ),
        Mistake(
            "one-spread-for-all",
            "one variance of all patches is used. Each patch has its own: axis=1, keepdims=True.",
            _edited(NORMALIZE_RIGHT, ("np.var(P, axis=1, keepdims=True)", "np.var(P)")),
        ),
        Mistake(
            "one-mean-for-all",
            "the mean of all patches is subtracted. Each patch has its own: axis=1, keepdims=True.",
            _edited(NORMALIZE_RIGHT, ("np.mean(P, axis=1, keepdims=True)", "np.mean(P)")),
        ),
        Mistake(
            "keepdims-missing",
            "means and variances have shape (M,), which lines up with the columns. keepdims=True makes "
            "them (M, 1).",
            _edited(NORMALIZE_RIGHT, (", keepdims=True", "")),
        ),
        Mistake(
            "stretched-to-one",
            "each patch is stretched between its smallest and its largest value. Take off the mean and "
            "divide by the spread.",
            """
def normalize_patches(P, eps):
    low, high = P.min(axis=1, keepdims=True), P.max(axis=1, keepdims=True)
    return (P - low) / (high - low + eps)
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def normalize_patches(P, eps):
    rows = []
    for x in P:
        rows.append((x - x.mean()) / np.sqrt(x.var() + eps))
    return np.array(rows)
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def normalize_patches(P, eps):
    P -= P.mean(axis=1, keepdims=True)
    P /= np.sqrt(np.mean(P**2, axis=1, keepdims=True) + eps)
    return P
""",
        ),
    ),
    variants=(
        Variant(
            "loop-over-columns",
            """
def normalize_patches(P, eps):
    total, squares = np.zeros(len(P)), np.zeros(len(P))
    for column in P.T:
        total += column
    centred = P - (total / P.shape[1])[:, np.newaxis]
    for column in centred.T:
        squares += column**2
    return centred / np.sqrt(squares / P.shape[1] + eps)[:, np.newaxis]
""",
        ),
        Variant(
            "outer-products-and-std",
            """
def normalize_patches(P, eps):
    ones = np.ones(P.shape[1])
    centred = P - np.outer(P @ ones / P.shape[1], ones)
    spread = np.sqrt(np.std(centred, axis=1) ** 2 + eps)
    return np.einsum("md,m->md", centred, 1 / spread)
""",
        ),
        Variant(
            "in-place-on-a-copy",
            """
def normalize_patches(P, eps):
    out = P.copy()
    out -= out.mean(axis=1).reshape(-1, 1)
    out /= np.sqrt((out**2).sum(axis=1).reshape(-1, 1) / out.shape[1] + eps)
    return out
""",
        ),
        Variant("by-var", NORMALIZE_RIGHT),
        Variant(
            "transposed",
            """
def normalize_patches(P, eps):
    Q = P.T - np.average(P, axis=1)
    return (Q * (eps + (Q * Q).sum(0) / Q.shape[0]) ** -0.5).T
""",
        ),
        Variant(
            "mean-of-squares-minus-square",
            """
def normalize_patches(P, eps):
    m = P.mean(1)[:, None]
    variance = np.einsum("md,md->m", P - m, P - m)[:, None] / P.shape[1]
    return (P - m) / np.hypot(np.sqrt(variance), np.sqrt(eps))
""",
        ),
    ),
)

WHITEN_RIGHT = """
def whiten(P, eps):
    mean = P.mean(axis=0)
    Q = P - mean
    S = Q.T @ Q / len(P)
    values, U = np.linalg.eigh(S)
    transform = U @ np.diag(1 / np.sqrt(values + eps)) @ U.T
    return Q @ transform, mean, transform
"""

WHITEN = Exercise(
    "whiten",
    "whiten",
    mistakes=(
        Mistake(
            "cov-by-default",
            "np.cov divides by M - 1 if it is not told bias=True, and of a single patch it makes nan. "
            "The covariance is "
            "the mean over the M patches.",
            _edited(WHITEN_RIGHT, ("S = Q.T @ Q / len(P)", "S = np.cov(Q.T)")),
        ),
        Mistake(
            "not-turned-back",
            "this is PCA whitening: the last U.T is missing, so the numbers are no longer pixels of a "
            "patch. The transform is "
            "U @ diag(1 / sqrt(eigenvalues + eps)) @ U.T.",
            _edited(WHITEN_RIGHT, (" @ U.T\n    return", "\n    return")),
        ),
        Mistake(
            "eps-outside-the-root",
            "eps is added to the root of the eigenvalues. It belongs inside: 1 / sqrt(eigenvalues + eps).",
            _edited(WHITEN_RIGHT, ("np.sqrt(values + eps)", "(np.sqrt(np.maximum(values, 0)) + eps)")),
        ),
        Mistake(
            "eps-missing",
            "there is no eps, so directions without variance are divided by (nearly) 0. Add it to every "
            "eigenvalue, inside the root.",
            _edited(WHITEN_RIGHT, ("values + eps", "np.maximum(values, 1e-12)")),
        ),
        Mistake(
            "eps-in-every-entry",
            "eps is added to all entries of the covariance. It belongs on the diagonal alone, or to the "
            "eigenvalues.",
            _edited(
                WHITEN_RIGHT,
                ("/ len(P)\n", "/ len(P) + eps\n"),
                ("values + eps", "np.maximum(values, 1e-12)"),
            ),
        ),
        Mistake(
            "root-missing",
            "the directions are divided by their variances. Divide by the roots: 1 / sqrt(eigenvalues + "
            "eps).",
            _edited(WHITEN_RIGHT, ("np.sqrt(values + eps)", "(values + eps)")),
        ),
        Mistake(
            "spread-multiplied",
            "the directions are multiplied by their spread, which makes the strong ones stronger. Divide "
            "by it.",
            _edited(WHITEN_RIGHT, ("1 / np.sqrt", "np.sqrt")),
        ),
        Mistake(
            "one-degree-less",
            "the covariance is divided by M - 1. It is the mean over the M patches.",
            _edited(WHITEN_RIGHT, ("/ len(P)", "/ max(1, len(P) - 1)")),
        ),
        Mistake(
            "not-averaged",
            "the covariance is a sum over the patches and not their mean. Divide by M.",
            _edited(WHITEN_RIGHT, (" / len(P)", "")),
        ),
        Mistake(
            "divided-by-columns",
            "the covariance is divided by D, the number of columns. It is the mean over the M patches.",
            _edited(WHITEN_RIGHT, ("/ len(P)", "/ P.shape[1]")),
        ),
        Mistake(
            "covariance-not-centred",
            "the covariance is computed without taking the mean off. It is (P - mean).T @ (P - mean) / M.",
            _edited(WHITEN_RIGHT, ("Q.T @ Q / len(P)", "P.T @ P / len(P)")),
        ),
        Mistake(
            "patches-not-centred",
            "the transform is applied to P itself. Take the mean off first: (P - mean) @ transform.",
            _edited(WHITEN_RIGHT, ("return Q @ transform", "return P @ transform")),
        ),
        Mistake(
            "mean-of-each-patch",
            "the mean of every patch is taken off. Here it is the mean patch, one number for each "
            "column: axis=0.",
            _edited(WHITEN_RIGHT, ("P.mean(axis=0)", "P.mean(axis=1, keepdims=True)")),
        ),
        Mistake(
            "mean-has-two-axes",
            "the mean has shape (1, D). Return it with shape (D,), without keepdims.",
            _edited(WHITEN_RIGHT, ("P.mean(axis=0)", "P.mean(axis=0, keepdims=True)")),
        ),
        Mistake(
            "columns-only-scaled",
            "each column is divided by its own spread, which leaves the correlations between them. Use "
            "the eigenvectors of the "
            "covariance.",
            _edited(
                WHITEN_RIGHT,
                ("U @ np.diag(1 / np.sqrt(values + eps)) @ U.T", "np.diag(1 / np.sqrt(np.diag(S) + eps))"),
            ),
        ),
        Mistake(
            "eig-for-eigh",
            "np.linalg.eig does not know that the covariance is symmetric, and where several eigenvalues are "
            "equal its eigenvectors are not orthogonal, so U.T is not the inverse of U. Use np.linalg.eigh.",
            _edited(WHITEN_RIGHT, ("np.linalg.eigh", "np.linalg.eig")),
        ),
        Mistake(
            "eigenvectors-in-rows",
            "the rows of U are taken for eigenvectors. eigh returns them as columns: U @ diag @ U.T, not "
            "U.T @ diag @ U.",
            _edited(
                WHITEN_RIGHT,
                (
                    "U @ np.diag(1 / np.sqrt(values + eps)) @ U.T",
                    "U.T @ np.diag(1 / np.sqrt(values + eps)) @ U",
                ),
            ),
        ),
        Mistake(
            "covariance-of-the-rows",
            "this is the (M, M) matrix of products between patches. The covariance of the D columns is "
            "Q.T @ Q / M, (D, D).",
            _edited(WHITEN_RIGHT, ("Q.T @ Q / len(P)", "Q @ Q.T / len(P)")),
        ),
        Mistake(
            "singular-values-unsquared",
            "singular values of the centred patches are taken for eigenvalues of the covariance. The "
            "eigenvalues are their "
            "squares over M.",
            """
def whiten(P, eps):
    mean = P.mean(axis=0)
    Q = P - mean
    _, s, Vt = np.linalg.svd(Q)
    values = np.zeros(P.shape[1])
    values[:len(s)] = s
    transform = Vt.T @ np.diag(1 / np.sqrt(values + eps)) @ Vt
    return Q @ transform, mean, transform
""",
        ),
        Mistake(
            "triangular-transform",
            "the transform comes from a Cholesky factor. It whitens too, but not on the old axes; the "
            "ZCA transform is symmetric.",
            _edited(
                WHITEN_RIGHT,
                (
                    "U @ np.diag(1 / np.sqrt(values + eps)) @ U.T",
                    "np.linalg.cholesky(np.linalg.inv(S + eps * np.eye(len(S))))",
                ),
            ),
        ),
        Mistake(
            "patches-unchanged",
            "the patches are only centred. Multiply them with the transform.",
            _edited(WHITEN_RIGHT, ("return Q @ transform", "return Q")),
        ),
        Mistake(
            "results-swapped",
            "the results come in another order than patches, mean, transform.",
            _edited(
                WHITEN_RIGHT,
                ("return Q @ transform, mean, transform", "return Q @ transform, transform, mean"),
            ),
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            _edited(WHITEN_RIGHT, ("    Q = P - mean\n", "    P -= mean\n    Q = P\n")),
        ),
    ),
    variants=(
        Variant("by-diag", WHITEN_RIGHT),
        Variant(
            "by-svd-of-the-covariance",
            """
def whiten(P, eps):
    mean = np.mean(P, 0)
    U, s, _ = np.linalg.svd(np.dot((P - mean).T, P - mean) / P.shape[0])
    T = np.dot(U * (1.0 / np.sqrt(s + eps)), U.T)
    return [(P - mean).dot(T), mean, T]
""",
        ),
        Variant(
            "eps-on-the-diagonal",
            """
def whiten(P, eps):
    mean = P.mean(axis=0)
    d = P.shape[1]
    S = np.cov(P.T, bias=True).reshape(d, d) + eps * np.eye(d)
    values, U = np.linalg.eigh(S)
    T = U @ np.diag(values**-0.5) @ U.T
    return (P - mean) @ T, mean, T
""",
        ),
        Variant(
            "by-svd-of-the-patches",
            """
def whiten(P, eps):
    mean = P.mean(axis=0)
    _, s, Vt = np.linalg.svd(P - mean, full_matrices=True)
    values = np.zeros(P.shape[1])
    values[:len(s)] = s**2 / len(P)
    T = (Vt.T / np.sqrt(values + eps)) @ Vt
    return (P - mean) @ T, mean, T
""",
        ),
    ),
)

NEAREST_RIGHT = """
def nearest_words(P, codebook):
    squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
    squared = np.maximum(squared, 0)
    labels = np.argmin(squared, axis=1)
    return labels, squared[np.arange(len(P)), labels]
"""

NEAREST = Exercise(
    "nearest-words",
    "nearest_words",
    mistakes=(
        Mistake(
            "negative-distances",
            "some distances are below 0, by rounding. Raise them to 0 with np.maximum.",
            _edited(NEAREST_RIGHT, ("    squared = np.maximum(squared, 0)\n", "")),
        ),
        Mistake(
            "root-taken",
            "these are distances. The *squared* distances are wanted, without the root.",
            _edited(NEAREST_RIGHT, ("np.maximum(squared, 0)", "np.sqrt(np.maximum(squared, 0))")),
        ),
        Mistake(
            "last-word-wins",
            LAST_WORD_WINS,
            _edited(
                NEAREST_RIGHT,
                ("np.argmin(squared, axis=1)", "squared.shape[1] - 1 - np.argmin(squared[:, ::-1], axis=1)"),
            ),
        ),
        Mistake(
            "farthest-word",
            "this is the farthest word. Take the least distance, argmin.",
            _edited(NEAREST_RIGHT, ("np.argmin", "np.argmax")),
        ),
        Mistake(
            "patch-for-each-word",
            "for each word the nearest patch is found. It is the other way round: for each patch (row) "
            "the nearest word, axis=1.",
            """
def nearest_words(P, codebook):
    squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
    squared = np.maximum(squared, 0)
    return squared.argmin(axis=0), squared.min(axis=0)
""",
        ),
        Mistake(
            "factor-two-missing",
            "the factor 2 of the product is missing: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.",
            _edited(NEAREST_RIGHT, ("- 2 * P @", "- P @")),
        ),
        Mistake(
            "sign-of-the-product",
            "the product has the wrong sign: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.",
            _edited(NEAREST_RIGHT, ("- 2 * P @", "+ 2 * P @")),
        ),
        Mistake(
            "words-squared-missing",
            "the squares of the words are left out. They differ from word to word, and decide which is "
            "nearest.",
            _edited(NEAREST_RIGHT, (" + np.sum(codebook**2, axis=1)", "")),
        ),
        Mistake(
            "patches-squared-missing",
            "the squares of the patches are left out. That does not change the labels, but the distances.",
            """
def nearest_words(P, codebook):
    squared = np.sum(codebook**2, axis=1) - 2 * P @ codebook.T
    return squared.argmin(axis=1), squared.min(axis=1)
""",
        ),
        Mistake(
            "largest-product",
            "the word with the largest product x.c is taken, which favours long words. Nearest is least "
            "|x - c|^2.",
            _edited(
                NEAREST_RIGHT,
                ("labels = np.argmin(squared, axis=1)", "labels = np.argmax(P @ codebook.T, axis=1)"),
            ),
        ),
        Mistake(
            "absolute-differences",
            "absolute differences are added up. The Euclidean distance is wanted: add up the squares.",
            """
def nearest_words(P, codebook):
    sums = np.stack([np.abs(P - word).sum(axis=1) for word in codebook], axis=1)
    return sums.argmin(axis=1), sums.min(axis=1)
""",
        ),
        Mistake(
            "averaged",
            "the squares are averaged over the D numbers. The squared distance is their sum.",
            _edited(
                NEAREST_RIGHT,
                (
                    "return labels, squared[np.arange(len(P)), labels]",
                    "return labels, squared[np.arange(len(P)), labels] / P.shape[1]",
                ),
            ),
        ),
        Mistake(
            "results-swapped",
            "the distances come first. Return the labels, then the distances.",
            _edited(
                NEAREST_RIGHT,
                (
                    "return labels, squared[np.arange(len(P)), labels]",
                    "return squared[np.arange(len(P)), labels], labels",
                ),
            ),
        ),
        Mistake(
            "only-labels",
            "only the labels are returned. Return the labels and the distances.",
            _edited(NEAREST_RIGHT, ("return labels, squared[np.arange(len(P)), labels]", "return labels")),
        ),
        Mistake(
            "all-distances",
            "the distances from all words are returned, (M, k). Return for each patch that from its own "
            "word, (M,).",
            _edited(NEAREST_RIGHT, ("squared[np.arange(len(P)), labels]", "squared")),
        ),
        Mistake(
            "columns-for-labels",
            "squared[:, labels] picks whole columns. One number per row is squared[np.arange(M), labels].",
            _edited(NEAREST_RIGHT, ("squared[np.arange(len(P)), labels]", "squared[:, labels]")),
        ),
        Mistake(
            "too-much-memory",
            MEMORY,
            """
def nearest_words(P, codebook):
    squared = np.sum((P[:, np.newaxis, :] - codebook) ** 2, axis=2)
    return squared.argmin(axis=1), squared.min(axis=1)
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def nearest_words(P, codebook):
    labels, distances = [], []
    for x in P:
        squared = np.sum((codebook - x) ** 2, axis=1)
        labels.append(np.argmin(squared))
        distances.append(squared.min())
    return np.array(labels), np.array(distances)
""",
        ),
    ),
    variants=(
        Variant("expanded", NEAREST_RIGHT),
        Variant(
            "by-cdist",
            """
from scipy.spatial.distance import cdist

def nearest_words(P, codebook):
    squared = cdist(P, codebook) ** 2
    return squared.argmin(1), squared.min(1)
""",
        ),
        Variant(
            "word-by-word",
            """
def nearest_words(P, codebook):
    best, labels = np.full(len(P), np.inf), np.zeros(len(P), dtype=int)
    for j, word in enumerate(codebook):
        squared = ((P - word) ** 2).sum(axis=1)
        nearer = squared < best
        best[nearer], labels[nearer] = squared[nearer], j
    return labels, best
""",
        ),
        Variant(
            "clipped-at-the-end",
            """
def nearest_words(P, codebook):
    half = codebook.dot(P.T) - 0.5 * (codebook * codebook).sum(axis=1)[:, None]
    labels = half.argmax(axis=0)
    differences = P - codebook[labels]
    return labels, np.einsum("md,md->m", differences, differences)
""",
        ),
    ),
)

UPDATE_RIGHT = """
def update_centroids(P, labels, distances, k):
    words = np.zeros((k, P.shape[1]))
    order = np.argsort(-distances, kind="stable")
    used = 0
    for j in range(k):
        mask = labels == j
        if mask.any():
            words[j] = P[mask].mean(axis=0)
        else:
            words[j] = P[order[used]]
            used += 1
    return words
"""

UPDATE = Exercise(
    "update-centroids",
    "update_centroids",
    mistakes=(
        Mistake(
            "empty-nan",
            EMPTY_NAN,
            "def update_centroids(P, labels, distances, k):\n    return np.array([P[labels == "
            "j].mean(axis=0) for j in range(k)])",
        ),
        Mistake("empty-zero", EMPTY_ZERO, _edited(UPDATE_RIGHT, ("words[j] = P[order[used]]", "pass"))),
        Mistake(
            "empty-dropped",
            EMPTY_DROPPED,
            "def update_centroids(P, labels, distances, k):\n    return np.array([P[labels == "
            "j].mean(axis=0) for j in np.unique(labels)])",
        ),
        Mistake("same-patch-for-all", SAME_PATCH, _edited(UPDATE_RIGHT, ("            used += 1\n", ""))),
        Mistake("nearest-patch", NEAREST_PATCH, _edited(UPDATE_RIGHT, ("-distances", "distances"))),
        Mistake(
            "unstable-sort",
            UNSTABLE,
            _edited(UPDATE_RIGHT, ('np.argsort(-distances, kind="stable")', "np.argsort(-distances)")),
        ),
        Mistake(
            "later-tie-first",
            LATER_TIE,
            _edited(
                UPDATE_RIGHT,
                ('np.argsort(-distances, kind="stable")', 'np.argsort(distances, kind="stable")[::-1]'),
            ),
        ),
        Mistake(
            "distance-of-the-word-number",
            "the j-th empty word takes the patch at place j of the order, though words before it were "
            "not empty. Count the empty "
            "words: the first takes the farthest patch.",
            _edited(UPDATE_RIGHT, ("order[used]", "order[j]")),
        ),
        Mistake(
            "empty-words-from-behind",
            "the last empty word takes the farthest patch. The empty words are served in ascending order.",
            _edited(UPDATE_RIGHT, ("for j in range(k)", "for j in range(k - 1, -1, -1)")),
        ),
        Mistake(
            "sum-for-mean",
            "the patches of a word are added up. A word is their mean.",
            _edited(UPDATE_RIGHT, ("P[mask].mean(axis=0)", "P[mask].sum(axis=0)")),
        ),
        Mistake(
            "divided-by-all",
            "the sums are divided by the number of all patches. Each word divides by the number of its own.",
            _edited(UPDATE_RIGHT, ("P[mask].mean(axis=0)", "P[mask].sum(axis=0) / len(P)")),
        ),
        Mistake(
            "median",
            "the median is taken. The mean has the least sum of squared distances.",
            _edited(UPDATE_RIGHT, ("P[mask].mean(axis=0)", "np.median(P[mask], axis=0)")),
        ),
        Mistake(
            "axis-missing",
            "one mean of all numbers is taken. A word has D numbers: the mean over its patches, axis=0.",
            _edited(UPDATE_RIGHT, ("mean(axis=0)", "mean()")),
        ),
        Mistake(
            "k-from-the-labels",
            "the number of words is taken from the labels. The last words may have no patch: use k.",
            _edited(
                UPDATE_RIGHT, ("    order =", "    k = labels.max() + 1\n    words = words[:k]\n    order =")
            ),
        ),
        Mistake(
            "patch-taken-away",
            "the farthest patch is taken away from its own word before the mean. It still counts there.",
            _edited(
                UPDATE_RIGHT,
                (
                    "    used = 0\n",
                    "    used = 0\n    empty = k - len(np.unique(labels))\n    labels = labels.copy()\n  "
                    "  taken = order[:empty]\n",
                ),
                (
                    "        if mask.any():\n            words[j] = P[mask].mean(axis=0)",
                    "        if mask.any():\n            kept = mask & ~np.isin(np.arange(len(P)), "
                    "taken)\n            words[j] = P[kept if kept.any() else mask].mean(axis=0)",
                ),
            ),
        ),
        Mistake(
            "weighted-by-distance",
            "the mean is weighted by the distances. All patches of a word count alike.",
            _edited(
                UPDATE_RIGHT,
                ("P[mask].mean(axis=0)", "np.average(P[mask], axis=0, weights=distances[mask] + 1e-9)"),
            ),
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def update_centroids(P, labels, distances, k):
    sums, counts = np.zeros((k, P.shape[1])), np.zeros(k)
    for x, label in zip(P, labels):
        sums[label] += x
        counts[label] += 1
    order = iter(np.argsort(-distances, kind="stable"))
    return np.array([sums[j] / counts[j] if counts[j] else P[next(order)] for j in range(k)])
""",
        ),
        Mistake(
            "input-modified",
            MODIFIED,
            """
def update_centroids(P, labels, distances, k):
    words = np.zeros((k, P.shape[1]))
    for j in range(k):
        mask = labels == j
        if mask.any():
            words[j] = P[mask].mean(axis=0)
        else:
            farthest = distances.argmax()
            words[j] = P[farthest]
            distances[farthest] = -1
    return words
""",
        ),
    ),
    variants=(
        Variant(
            "sorted-list-of-the-far",
            """
def update_centroids(P, labels, distances, k):
    far = np.argsort(-distances, kind="stable").tolist()
    words = []
    for j in range(k):
        mine = P[np.flatnonzero(labels == j)]
        if len(mine) == 0:
            mine = P[[far.pop(0)]]
        words.append(mine.sum(axis=0) / len(mine))
    return words
""",
        ),
        Variant("counter", UPDATE_RIGHT),
        Variant(
            "membership-matrix",
            """
def update_centroids(P, labels, distances, k):
    members = labels == np.arange(k)[:, np.newaxis]
    counts = members.sum(axis=1)
    words = members.astype(float) @ P / np.maximum(counts, 1)[:, np.newaxis]
    empty = np.flatnonzero(counts == 0)
    words[empty] = P[np.lexsort((np.arange(len(P)), -distances))[:len(empty)]]
    return words
""",
        ),
        Variant(
            "add-at",
            """
def update_centroids(P, labels, distances, k):
    sums = np.zeros((k, P.shape[1]))
    np.add.at(sums, labels, P)
    counts = np.bincount(labels, minlength=k)
    left = np.array(distances, dtype=float)
    for j in range(k):
        if counts[j]:
            sums[j] /= counts[j]
        else:
            i = int(np.argmax(left))
            sums[j], left[i] = P[i], -np.inf
    return sums
""",
        ),
    ),
)

KMEANS_RIGHT = """
def kmeans(P, k, num_iters, rng):
    def assign(words):
        squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ words.T + (words**2).sum(axis=1), 0)
        labels = squared.argmin(axis=1)
        return labels, squared[np.arange(len(P)), labels]

    words = P[rng.choice(len(P), size=k, replace=False)].copy()
    labels, distances = assign(words)
    history = [distances.mean()]
    for _ in range(num_iters):
        order = np.argsort(-distances, kind="stable")
        used = 0
        for j in range(k):
            mask = labels == j
            if mask.any():
                words[j] = P[mask].mean(axis=0)
            else:
                words[j] = P[order[used]]
                used += 1
        labels, distances = assign(words)
        history.append(distances.mean())
    return words, labels, history
"""

KMEANS = Exercise(
    "kmeans",
    "kmeans",
    mistakes=(
        Mistake(
            "unstable-sort",
            UNSTABLE,
            _edited(KMEANS_RIGHT, ('np.argsort(-distances, kind="stable")', "np.argsort(-distances)")),
        ),
        Mistake(
            "history-too-short",
            "the history has num_iters numbers: the one before the first round is missing. It has "
            "num_iters + 1.",
            _edited(KMEANS_RIGHT, ("history = [distances.mean()]", "history = []")),
        ),
        Mistake(
            "last-number-missing",
            "the history ends before the last round, and the labels belong to the words before it. "
            "Assign once more after the last "
            "move.",
            _edited(
                KMEANS_RIGHT,
                ("    history = [distances.mean()]\n", "    history = []\n"),
                (
                    "        order = np.argsort",
                    "        labels, distances = assign(words)\n        "
                    "history.append(distances.mean())\n        order = np.argsort",
                ),
                (
                    "        labels, distances = assign(words)\n        "
                    "history.append(distances.mean())\n    return",
                    "    return",
                ),
            ),
        ),
        Mistake(
            "stale-labels",
            "the labels belong to the words before the last move. Assign once more, to the words that "
            "are returned.",
            _edited(
                KMEANS_RIGHT,
                ("        order = np.argsort", "        before = labels\n        order = np.argsort"),
                ("return words, labels, history", "return words, before if num_iters else labels, history"),
            ),
        ),
        Mistake(
            "one-round-too-many",
            "there is one round too many. num_iters rounds, and an assignment after the last.",
            _edited(KMEANS_RIGHT, ("range(num_iters)", "range(num_iters + 1)")),
        ),
        Mistake(
            "first-patches",
            "the first k patches are the starting words. Draw them: P[rng.choice(M, size=k, replace=False)].",
            _edited(KMEANS_RIGHT, ("P[rng.choice(len(P), size=k, replace=False)].copy()", "P[:k].copy()")),
        ),
        Mistake(
            "sorted-start",
            "the drawn numbers are sorted. The words stand in the order in which they were drawn.",
            _edited(
                KMEANS_RIGHT,
                (
                    "P[rng.choice(len(P), size=k, replace=False)]",
                    "P[np.sort(rng.choice(len(P), size=k, replace=False))]",
                ),
            ),
        ),
        Mistake(
            "with-replacement",
            "the starting words are drawn with replacement, so a patch may come twice. Draw with "
            "replace=False.",
            _edited(KMEANS_RIGHT, ("replace=False", "replace=True")),
        ),
        Mistake(
            "another-draw",
            "the starting words are drawn in another way. So that results can be compared, they are "
            "P[rng.choice(M, size=k, "
            "replace=False)].",
            _edited(
                KMEANS_RIGHT, ("rng.choice(len(P), size=k, replace=False)", "rng.permutation(len(P))[:k]")
            ),
        ),
        Mistake(
            "noise-for-words",
            "the starting words are random numbers. Start from patches: P[rng.choice(M, size=k, "
            "replace=False)].",
            _edited(
                KMEANS_RIGHT,
                (
                    "P[rng.choice(len(P), size=k, replace=False)].copy()",
                    "rng.standard_normal((k, P.shape[1]))",
                ),
            ),
        ),
        Mistake(
            "sum-for-mean",
            "the history holds sums. J is the mean over the patches.",
            _edited(KMEANS_RIGHT, ("distances.mean()", "distances.sum()")),
        ),
        Mistake(
            "distances-not-squared",
            "the history holds mean distances. J is the mean of the *squared* distances.",
            _edited(KMEANS_RIGHT, ("distances.mean()", "np.sqrt(distances).mean()")),
        ),
        Mistake(
            "averaged-over-numbers",
            "J is also divided by D. It is the mean over the patches of the whole squared distance.",
            _edited(KMEANS_RIGHT, ("distances.mean()", "distances.mean() / P.shape[1] / 1.0000001")),
        ),
        Mistake(
            "empty-nan",
            EMPTY_NAN,
            _edited(
                KMEANS_RIGHT,
                (
                    "            if mask.any():\n                words[j] = P[mask].mean(axis=0)\n       "
                    "     else:\n                words[j] = P[order[used]]\n                used += 1\n",
                    "            words[j] = P[mask].mean(axis=0)\n",
                ),
            ),
        ),
        Mistake(
            "empty-stays",
            "a word without patches stays where it is. Move it to the farthest patch, where it helps.",
            _edited(KMEANS_RIGHT, ("words[j] = P[order[used]]", "pass")),
        ),
        Mistake(
            "empty-zero", EMPTY_ZERO, _edited(KMEANS_RIGHT, ("words[j] = P[order[used]]", "words[j] = 0"))
        ),
        Mistake(
            "empty-dropped",
            EMPTY_DROPPED,
            _edited(
                KMEANS_RIGHT,
                ("                words[j] = P[order[used]]\n", "                words[j] = np.inf\n"),
                (
                    "        labels, distances = assign(words)\n        history",
                    "        words = words[np.isfinite(words[:, 0])]\n        k = len(words)\n        "
                    "labels, distances = assign(words)\n        history",
                ),
            ),
        ),
        Mistake(
            "nearest-patch",
            NEAREST_PATCH,
            _edited(KMEANS_RIGHT, ("np.argsort(-distances", "np.argsort(distances")),
        ),
        Mistake(
            "same-patch-for-all",
            SAME_PATCH,
            _edited(KMEANS_RIGHT, ("                used += 1\n", "")),
        ),
        Mistake(
            "words-never-move",
            "the words stay at their starting places. Each round moves them to the means of their patches.",
            _edited(
                KMEANS_RIGHT,
                ("words[j] = P[mask].mean(axis=0)", "pass"),
                ("words[j] = P[order[used]]", "pass"),
            ),
        ),
        Mistake(
            "farthest-word",
            "each patch goes to the farthest word. Assign it to the nearest, argmin.",
            _edited(KMEANS_RIGHT, ("squared.argmin(axis=1)", "squared.argmax(axis=1)")),
        ),
        Mistake(
            "stops-early",
            "the rounds end as soon as nothing moves any more, so the history is too short. Do all "
            "num_iters rounds.",
            _edited(
                KMEANS_RIGHT,
                (
                    "        history.append(distances.mean())\n",
                    "        history.append(distances.mean())\n        if history[-1] == history[-2]:\n  "
                    "          break\n",
                ),
            ),
        ),
        Mistake(
            "median",
            "the words move to medians. The mean has the least sum of squared distances.",
            _edited(KMEANS_RIGHT, ("P[mask].mean(axis=0)", "np.median(P[mask], axis=0)")),
        ),
        Mistake(
            "moved-only-partly",
            "the words move only half the way to the mean of their patches.",
            _edited(
                KMEANS_RIGHT,
                ("words[j] = P[mask].mean(axis=0)", "words[j] = (words[j] + P[mask].mean(axis=0)) / 2"),
            ),
        ),
        Mistake(
            "starts-inside-the-patches",
            "the words are a view of P or are written into it, and P changes with them. Work on a copy.",
            _edited(
                KMEANS_RIGHT,
                (
                    "    labels, distances = assign(words)\n    history",
                    "    rows = [int(np.flatnonzero((P == w).all(axis=1))[0]) for w in words]\n    "
                    "labels, distances = assign(words)\n    history",
                ),
                ("    return words", "    if num_iters:\n        P[rows] = words\n    return words"),
            ),
        ),
        Mistake(
            "too-much-memory",
            MEMORY,
            _edited(
                KMEANS_RIGHT,
                (
                    "np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ words.T + (words**2).sum(axis=1), 0)",
                    "((P[:, None] - words) ** 2).sum(axis=2)",
                ),
            ),
        ),
        Mistake(
            "results-swapped",
            "the labels come first. Return centroids, labels, history.",
            _edited(KMEANS_RIGHT, ("return words, labels, history", "return labels, words, history")),
        ),
    ),
    variants=(
        Variant(
            "recursion",
            """
def kmeans(P, k, num_iters, rng):
    def distances_to(words):
        return np.stack([np.sum((P - word) ** 2, axis=1) for word in words], axis=1)

    def go(words, rounds):
        squared = distances_to(words)
        labels, nearest = squared.argmin(axis=1), squared.min(axis=1)
        if rounds == 0:
            return words, labels, [nearest.mean()]
        far = list(np.argsort(-nearest, kind="stable"))
        new = []
        for j in range(k):
            new.append(P[labels == j].mean(axis=0) if j in labels else P[far.pop(0)])
        words, final, later = go(np.array(new), rounds - 1)
        return words, final, [nearest.mean(), *later]

    return go(P[rng.choice(len(P), size=k, replace=False)], num_iters)
""",
        ),
        Variant("with-inner-function", KMEANS_RIGHT),
        Variant(
            "calls-the-steps",
            """
def kmeans(P, k, num_iters, rng):
    centroids = rng.choice(P, size=k, replace=False)
    labels, distances = nearest_words(P, centroids)
    history = [distances.mean()]
    for _ in range(num_iters):
        centroids = update_centroids(P, labels, distances, k)
        labels, distances = nearest_words(P, centroids)
        history.append(distances.mean())
    return centroids, labels, history
""",
        ),
        Variant(
            "by-cdist",
            """
from scipy.spatial.distance import cdist

def kmeans(P, k, num_iters, rng):
    words = P[rng.choice(np.arange(len(P)), k, replace=False)]
    history = np.zeros(num_iters + 1)
    for step in range(num_iters + 1):
        squared = cdist(P, words, "sqeuclidean")
        labels = np.argmin(squared, axis=1)
        distances = np.min(squared, axis=1)
        history[step] = np.mean(distances)
        if step == num_iters:
            return words, labels, history
        members = labels == np.arange(k)[:, None]
        counts = members.sum(axis=1)
        words = members @ P / np.maximum(counts, 1)[:, None]
        empty = counts == 0
        words[empty] = P[np.argsort(-distances, kind="stable")[:empty.sum()]]
""",
        ),
    ),
)

DENSE_RIGHT = """
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    R, C = (H - size) // stride + 1, (W - size) // stride + 1
    patches = np.zeros((N, R, C, size * size * 3))
    for r in range(R):
        for c in range(C):
            y, x = r * stride, c * stride
            patches[:, r, c] = images[:, y:y + size, x:x + size].reshape(N, -1)
    return patches
"""

DENSE = Exercise(
    "dense-patches",
    "dense_patches",
    mistakes=(
        Mistake(
            "last-place-missing",
            "the last row and the last column of patches are missing. There are (H - size) // stride + 1 "
            "places.",
            _edited(
                DENSE_RIGHT,
                ("(H - size) // stride + 1", "(H - size) // stride"),
                ("(W - size) // stride + 1", "(W - size) // stride"),
            ),
        ),
        Mistake(
            "channels-first",
            CHANNELS_FIRST,
            """
def dense_patches(images, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return windows.reshape(*windows.shape[:3], -1).astype(float)
""",
        ),
        Mistake(
            "columns-first",
            COLUMNS_FIRST,
            _edited(DENSE_RIGHT, (".reshape(N, -1)", ".transpose(0, 2, 1, 3).reshape(N, -1)")),
        ),
        Mistake(
            "wrong-dtype",
            UINT8,
            _edited(DENSE_RIGHT, ("size * size * 3))", "size * size * 3), dtype=images.dtype)")),
        ),
        Mistake(
            "stride-ignored",
            "the patches are one pixel apart. The upper left pixel of patch [r, c] is at (r * stride, c "
            "* stride).",
            _edited(DENSE_RIGHT, ("y, x = r * stride, c * stride", "y, x = r, c")),
        ),
        Mistake(
            "always-stride-one",
            "there is a patch at every pixel. Take a step of `stride` pixels from one to the next.",
            _edited(
                DENSE_RIGHT,
                ("    N, H, W, _ = images.shape\n", "    N, H, W, _ = images.shape\n    stride = 1\n"),
            ),
        ),
        Mistake(
            "side-by-side",
            "the patches lie side by side, `size` pixels apart. The distance from one to the next is "
            "`stride`.",
            _edited(
                DENSE_RIGHT,
                ("    N, H, W, _ = images.shape\n", "    N, H, W, _ = images.shape\n    stride = size\n"),
            ),
        ),
        Mistake(
            "stride-across-only",
            "the stride is applied across and not down. It holds in both directions.",
            """
def dense_patches(images, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, :, ::stride]
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1).astype(float)
""",
        ),
        Mistake(
            "rows-and-columns-swapped",
            "rows and columns of patches are swapped: entry [n, r, c] is at row r * stride and column c "
            "* stride.",
            _edited(DENSE_RIGHT, ("return patches", "return patches.swapaxes(1, 2)")),
        ),
        Mistake(
            "height-for-width",
            "the height is used in both directions. The number of columns follows from the width.",
            _edited(DENSE_RIGHT, ("(W - size)", "(H - size)")),
        ),
        Mistake(
            "grid-flattened",
            "the places are in one axis. Keep two: (N, R, C, size * size * 3).",
            _edited(DENSE_RIGHT, ("return patches", "return patches.reshape(N, R * C, -1)")),
        ),
        Mistake(
            "images-flattened",
            "all patches of all images are in one axis. Keep image, row and column apart: (N, R, C, size "
            "* size * 3).",
            _edited(DENSE_RIGHT, ("return patches", "return patches.reshape(N * R * C, -1)")),
        ),
        Mistake(
            "patches-not-flattened",
            "the patches are still blocks of shape (size, size, 3). The last axis is one row of size * "
            "size * 3 numbers.",
            _edited(DENSE_RIGHT, ("return patches", "return patches.reshape(N, R, C, size, size, 3)")),
        ),
        Mistake(
            "edge-patched-up",
            "where the stride does not divide, a patch is added at the edge. Patches stand at multiples "
            "of the stride alone.",
            """
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    ys, xs = (sorted({*range(0, L - size + 1, stride), L - size}) for L in (H, W))
    rows = [[images[:, y:y + size, x:x + size].reshape(N, -1) for x in xs] for y in ys]
    return np.array(rows).transpose(2, 0, 1, 3).astype(float)
""",
        ),
        Mistake(
            "padded",
            "the images are padded with zeros, which makes patches that stick out. Leave those out.",
            _edited(
                DENSE_RIGHT,
                (
                    "    N, H, W, _ = images.shape\n",
                    "    images = np.pad(images, ((0, 0), (0, size - 1), (0, size - 1), (0, 0)))\n    N, "
                    "H, W, _ = images.shape\n",
                ),
            ),
        ),
        Mistake(
            "sticking-out",
            STICKING_OUT,
            _edited(
                DENSE_RIGHT,
                (
                    "R, C = (H - size) // stride + 1, (W - size) // stride + 1",
                    "R, C = -(-H // stride), -(-W // stride)",
                ),
            ),
        ),
        Mistake(
            "python-loop",
            "a Python loop goes over the images. Slices over the first axis take all of them at once.",
            """
def dense_patches(images, size, stride):
    H, W = images.shape[1:3]
    return np.array([
        [
            [image[y:y + size, x:x + size].ravel().astype(float) for x in range(0, W - size + 1, stride)]
            for y in range(0, H - size + 1, stride)
        ]
        for image in images
    ])
""",
        ),
    ),
    variants=(
        Variant(
            "strided-view",
            """
def dense_patches(images, size, stride):
    N, H, W, channels = images.shape
    R, C = (H - size) // stride + 1, (W - size) // stride + 1
    n, y, x, c = images.strides
    shape = (N, R, C, size, size, channels)
    steps = (n, y * stride, x * stride, y, x, c)
    view = np.lib.stride_tricks.as_strided(images, shape, steps, writeable=False)
    return np.reshape(view, (N, R, C, -1)).astype(float)
""",
        ),
        Variant("place-by-place", DENSE_RIGHT),
        Variant(
            "pixel-by-pixel-of-the-patch",
            """
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    R, C = 1 + (H - size) // stride, 1 + (W - size) // stride
    pixels = [
        images[:, y:y + (R - 1) * stride + 1:stride, x:x + (C - 1) * stride + 1:stride]
        for y in range(size)
        for x in range(size)
    ]
    return np.concatenate(pixels, axis=3).astype(np.float32)
""",
        ),
        Variant(
            "fancy-indexing",
            """
def dense_patches(images, size, stride):
    N, H, W, _ = images.shape
    y = np.arange(0, H - size + 1, stride)[:, None, None, None] + np.arange(size)[:, None]
    x = np.arange(0, W - size + 1, stride)[:, None, None] + np.arange(size)
    return images[:, y, x].reshape(N, y.shape[0], x.shape[0], -1) * 1.0
""",
        ),
    ),
)

REGIONS_RIGHT = """
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
"""

REGIONS = Exercise(
    "region-histograms",
    "region_histograms",
    mistakes=(
        Mistake("counts", COUNTS, _edited(REGIONS_RIGHT, ("counts / block.size", "counts"))),
        Mistake("divided-by-the-image", WHOLE_IMAGE, _edited(REGIONS_RIGHT, ("block.size", "grid.size"))),
        Mistake(
            "divided-by-the-mean-size",
            "the counts are divided by the mean size of a region. Where rows or columns do not divide "
            "evenly, regions differ in size.",
            _edited(REGIONS_RIGHT, ("block.size", "(grid.size / regions**2)")),
        ),
        Mistake(
            "divided-by-k",
            "the counts are divided by the number of words. Divide by the number of patches in the region.",
            _edited(REGIONS_RIGHT, ("block.size", "k")),
        ),
        Mistake(
            "column-by-column",
            PER_COLUMN_REGIONS,
            _edited(
                REGIONS_RIGHT,
                ("np.array_split(grid, regions, axis=0)", "np.array_split(grid, regions, axis=1)"),
                ("np.array_split(band, regions, axis=1)", "np.array_split(band, regions, axis=0)"),
            ),
        ),
        Mistake("minlength-missing", MINLENGTH, _edited(REGIONS_RIGHT, (", minlength=k", ""))),
        Mistake(
            "regions-ignored",
            "the words are counted over the whole image. Count in each region by itself.",
            _edited(REGIONS_RIGHT, ("regions, axis", "1, axis")),
        ),
        Mistake(
            "bands-only",
            "the images are divided into bands of rows only. The columns are divided too: regions * "
            "regions parts.",
            _edited(REGIONS_RIGHT, ("np.array_split(band, regions, axis=1)", "[band]")),
        ),
        Mistake(
            "remainder-spread",
            "the rows and columns that are left over are spread over the bands. The first bands get them: "
            "6 rows in 4 bands are 2, 2, 1, 1. `np.array_split` does it.",
            _edited(
                REGIONS_RIGHT,
                (
                    "np.array_split(grid, regions, axis=0)",
                    "[grid[np.arange(len(grid)) * regions // len(grid) == i] for i in range(regions)]",
                ),
                (
                    "np.array_split(band, regions, axis=1)",
                    "[band[:, np.arange(band.shape[1]) * regions // band.shape[1] == i] for i in "
                    "range(regions)]",
                ),
            ),
        ),
        Mistake(
            "remainder-left-out",
            REMAINDER,
            _edited(
                REGIONS_RIGHT,
                (
                    "np.array_split(grid, regions, axis=0)",
                    "[grid[i * (len(grid) // regions):(i + 1) * (len(grid) // regions)] for i in "
                    "range(regions)]",
                ),
                (
                    "np.array_split(band, regions, axis=1)",
                    "[band[:, i * (band.shape[1] // regions):(i + 1) * (band.shape[1] // regions)] for i "
                    "in range(regions)]",
                ),
            ),
        ),
        Mistake(
            "remainder-to-the-last",
            "the rows and columns that remain in the division go to the last region. The *first* regions "
            "are larger by one, as "
            "np.array_split has it.",
            _edited(
                REGIONS_RIGHT,
                (
                    "np.array_split(grid, regions, axis=0)",
                    "[part[::-1] for part in np.array_split(grid[::-1], regions, axis=0)][::-1]",
                ),
                (
                    "np.array_split(band, regions, axis=1)",
                    "[part[:, ::-1] for part in np.array_split(band[:, ::-1], regions, axis=1)][::-1]",
                ),
            ),
        ),
        Mistake(
            "presence-only",
            "this says whether a word occurs, not how often. Count.",
            _edited(REGIONS_RIGHT, ("counts / block.size", "(counts > 0) / max(1, (counts > 0).sum())")),
        ),
        Mistake(
            "word-by-word",
            "the numbers are interleaved: word 0 of all regions, then word 1. All words of the first "
            "region come first.",
            _edited(REGIONS_RIGHT, ("np.concatenate(row)", "np.stack(row, axis=1).ravel()")),
        ),
        Mistake(
            "images-pooled",
            "all images are counted together. Every image has its own row.",
            _edited(
                REGIONS_RIGHT,
                (
                    "for grid in words:",
                    "for grid in [np.concatenate(list(words), axis=1) if regions == 1 else "
                    "words.mean(axis=0).astype(int)] * len(words):",
                ),
            ),
        ),
        Mistake(
            "regions-not-joined",
            "the regions have an axis of their own. Put them side by side: (N, regions * regions * k).",
            _edited(REGIONS_RIGHT, ("np.concatenate(row)", "np.array(row)")),
        ),
        Mistake(
            "histogram-range",
            "np.histogram spreads its bins between the smallest and the largest word that occurs. Give "
            "it the edges, or use np.bincount.",
            _edited(
                REGIONS_RIGHT, ("np.bincount(block.ravel(), minlength=k)", "np.histogram(block, bins=k)[0]")
            ),
        ),
    ),
    variants=(
        Variant(
            "limits-by-hand",
            """
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
""",
        ),
        Variant("image-by-image", REGIONS_RIGHT),
        Variant(
            "one-hot-means",
            """
def region_histograms(words, k, regions):
    hits = (words[..., np.newaxis] == np.arange(k)).astype(np.float32)
    parts = [
        b.mean(axis=(1, 2))
        for a in np.array_split(hits, regions, axis=1)
        for b in np.array_split(a, regions, axis=2)
    ]
    return np.concatenate(parts, axis=1)
""",
        ),
        Variant(
            "region-numbers",
            """
def region_histograms(words, k, regions):
    N, R, C = words.shape
    def place(length):
        parts = np.array_split(range(length), regions)
        return np.concatenate([np.full(len(part), i) for i, part in enumerate(parts)])

    region = place(R)[:, None] * regions + place(C)
    out = np.zeros((N, regions * regions, k))
    np.add.at(out, (np.arange(N)[:, None, None], region, words), 1)
    return (out / out.sum(axis=2, keepdims=True)).reshape(N, -1)
""",
        ),
    ),
)

ENCODE_RIGHT = """
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
"""

ENCODE = Exercise(
    "encode",
    "encode",
    mistakes=(
        Mistake(
            "not-prepared",
            "the patches are compared with the words as they are. Prepare them first: prepare(P).",
            _edited(ENCODE_RIGHT, ("        P = prepare(P)\n", "")),
        ),
        Mistake(
            "codebook-prepared",
            "the words are prepared too. They are in the space of prepared patches already.",
            _edited(
                ENCODE_RIGHT,
                ("    k = len(codebook)\n", "    k = len(codebook)\n    codebook = prepare(codebook)\n"),
            ),
        ),
        Mistake(
            "image-prepared",
            "the whole image is prepared as if it were one patch. Cut the patches first, then prepare them.",
            _edited(
                ENCODE_RIGHT,
                (
                    "    for image in images:\n",
                    "    for image in images:\n        image = prepare(image.reshape(1, "
                    "-1).astype(float)).reshape(image.shape)\n",
                ),
                ("        P = prepare(P)\n", ""),
            ),
        ),
        Mistake(
            "prepared-in-uint8",
            "prepare is given uint8 patches, whose arithmetic wraps around. Convert them to float64 first.",
            _edited(
                ENCODE_RIGHT,
                ("for y in ys for x in xs], dtype=float)", "for y in ys for x in xs])"),
                ("P = prepare(P)", "P = prepare(P).astype(float)"),
            ),
        ),
        Mistake(
            "channels-first",
            CHANNELS_FIRST,
            _edited(ENCODE_RIGHT, (".reshape(-1) for", ".transpose(2, 0, 1).reshape(-1) for")),
        ),
        Mistake(
            "columns-first",
            COLUMNS_FIRST,
            _edited(ENCODE_RIGHT, (".reshape(-1) for", ".transpose(1, 0, 2).reshape(-1) for")),
        ),
        Mistake(
            "last-place-missing",
            "the last row and the last column of patches are missing. range(0, H - size + 1, stride) "
            "ends where it should.",
            _edited(ENCODE_RIGHT, ("H - size + 1", "H - size"), ("W - size + 1", "W - size")),
        ),
        Mistake(
            "stride-ignored",
            "there is a patch at every pixel. Take a step of `stride` pixels from one to the next.",
            _edited(
                ENCODE_RIGHT,
                ("+ 1, stride), range", "+ 1), range"),
                ("W - size + 1, stride)", "W - size + 1)"),
            ),
        ),
        Mistake(
            "patches-across-first",
            "the patches are listed column by column, but their words are laid out row by row. Loop over "
            "the rows outside.",
            _edited(ENCODE_RIGHT, ("for y in ys for x in xs", "for x in xs for y in ys")),
        ),
        Mistake(
            "largest-product",
            "the word with the largest product is taken, which favours long words. Nearest is least |x - "
            "c|^2.",
            _edited(ENCODE_RIGHT, ("squared.argmin(axis=1)", "(P @ codebook.T).argmax(axis=1)")),
        ),
        Mistake(
            "farthest-word",
            "each patch takes the farthest word. Take the nearest, argmin.",
            _edited(ENCODE_RIGHT, ("squared.argmin", "squared.argmax")),
        ),
        Mistake(
            "last-word-wins",
            LAST_WORD_WINS,
            _edited(ENCODE_RIGHT, ("squared.argmin(axis=1)", "(k - 1 - squared[:, ::-1].argmin(axis=1))")),
        ),
        Mistake(
            "factor-two-missing",
            "the factor 2 of the product is missing: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.",
            _edited(ENCODE_RIGHT, ("- 2 * P @", "- P @")),
        ),
        Mistake("counts", COUNTS, _edited(ENCODE_RIGHT, (" / block.size", ""))),
        Mistake("divided-by-the-image", WHOLE_IMAGE, _edited(ENCODE_RIGHT, ("block.size", "words.size"))),
        Mistake("minlength-missing", MINLENGTH, _edited(ENCODE_RIGHT, (", minlength=k", ""))),
        Mistake(
            "regions-ignored",
            "the words are counted over the whole image. Count in each region by itself.",
            _edited(ENCODE_RIGHT, ("regions, axis", "1, axis")),
        ),
        Mistake(
            "column-by-column",
            PER_COLUMN_REGIONS,
            _edited(
                ENCODE_RIGHT,
                ("np.array_split(words, regions, axis=0)", "np.array_split(words, regions, axis=1)"),
                ("np.array_split(band, regions, axis=1)", "np.array_split(band, regions, axis=0)"),
            ),
        ),
        Mistake(
            "too-much-memory",
            "the patches of all images are in memory together. Take one image at a time.",
            """
def encode(images, codebook, size, stride, regions, prepare):
    k, N = len(codebook), len(images)
    H, W = images.shape[1:3]
    ys, xs = range(0, H - size + 1, stride), range(0, W - size + 1, stride)
    P = [image[y:y + size, x:x + size].ravel() for image in images for y in ys for x in xs]
    P = prepare(np.array(P, dtype=float))
    words = ((codebook**2).sum(axis=1) - 2 * P @ codebook.T).argmin(axis=1).reshape(N, len(ys), len(xs))
    parts = [b for a in np.array_split(words, regions, axis=1) for b in np.array_split(a, regions, axis=2)]
    return np.hstack([[np.bincount(row.ravel(), minlength=k) / row.size for row in part] for part in parts])
""",
        ),
    ),
    variants=(
        Variant(
            "one-window-at-a-time",
            """
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
""",
        ),
        Variant(
            "row-extended-number-by-number",
            """
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
""",
        ),
        Variant(
            "differences-of-one-image",
            """
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
""",
        ),
        Variant("spelt-out", ENCODE_RIGHT),
        Variant(
            "calls-the-steps",
            """
def encode(images, codebook, size, stride, regions, prepare):
    rows = []
    for n in range(len(images)):
        P = dense_patches(images[n:n + 1], size, stride)
        labels, _ = nearest_words(prepare(P.reshape(-1, P.shape[-1])), codebook)
        rows.append(region_histograms(labels.reshape(P.shape[:3]), len(codebook), regions)[0])
    return np.array(rows)
""",
        ),
        Variant(
            "by-cdist-into-an-array",
            """
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
""",
        ),
    ),
)

ACCURACY = Exercise(
    "codebook-accuracy",
    "chosen_patch_size",
    mistakes=(
        Mistake(
            "not-a-choice",
            "three whole numbers are wanted: a patch size from 3 to 10, from 1 to 200 words, from 1 to 4 "
            "regions.",
            "chosen_patch_size, chosen_num_words, chosen_regions = 6, 500, 2",
        ),
        Mistake(
            "wrong-form",
            "the answers are numbers.",
            'chosen_patch_size = "6"\nchosen_num_words = 100\nchosen_regions = 2',
        ),
        Mistake(
            "too-few-words",
            "the accuracy is below the bar, and with 200 words it would not be; take more words.",
            "chosen_patch_size, chosen_num_words, chosen_regions = 6, 10, 2",
            visible=False,
        ),
        Mistake(
            "too-few-regions",
            "the accuracy is below the bar, and with 2 x 2 regions it would not be.",
            "chosen_patch_size, chosen_num_words, chosen_regions = 6, 200, 1",
            visible=False,
        ),
        Mistake(
            "wrong-patch-size",
            "the accuracy is below the bar, and with another size of the patches it would not be.",
            "chosen_patch_size, chosen_num_words, chosen_regions = 10, 200, 2",
            visible=False,
        ),
        Mistake(
            "below-the-bar",
            "the accuracy is below the bar, and more than one of the three numbers is to blame.",
            "chosen_patch_size, chosen_num_words, chosen_regions = 10, 10, 1",
            visible=False,
        ),
    ),
    variants=(
        Variant("five-pixels", "chosen_patch_size, chosen_num_words, chosen_regions = 5, 200, 3"),
        Variant(
            "numpy-numbers",
            "chosen_patch_size = np.int64(6)\nchosen_num_words = np.array(200.0)\nchosen_regions = 2.0",
        ),
    ),
)


def _letters(label: str, name: str, answers: dict[str, tuple[str, str]], right: tuple[str, ...]) -> Exercise:
    """A concept question: {letters: (label of the misconception, message)}, and right spellings."""
    return Exercise(
        label,
        name,
        mistakes=tuple(
            Mistake(slip, message, f'{name} = "{letters}"', visible=False)
            for letters, (slip, message) in answers.items()
        ),
        variants=tuple(Variant(f"spelt-{i}", f"{name} = {spelling}") for i, spelling in enumerate(right)),
    )


WHITENING = _letters(
    "concept-whitening",
    "whitening_answer",
    {
        "abc": (
            "sums-to-one",
            "whitening is about the columns of many patches together; a single patch need not sum to "
            "anything.",
        ),
        "acd": (
            "larger-eps-amplifies",
            "a faint direction is divided by sqrt(lambda + eps): a larger eps makes it smaller, not larger.",
        ),
        "ace": (
            "whitened-by-themselves",
            "words and patches must be measured with the same ruler: the mean and transform of the "
            "training patches hold for all.",
        ),
        "a": (
            "faint-directions-forgotten",
            "work out lambda / (lambda + eps) for a small and a large lambda, with eps nearly 0.",
        ),
        "c": (
            "smooth-directions-forgotten",
            "a squared distance is a sum over the directions; which of them have the largest differences "
            "before whitening?",
        ),
    },
    ('"c, a"', '["A", "C"]'),
)

ROW_LENGTH = Exercise(
    "concept-row-length",
    "row_length_answer",
    mistakes=(
        Mistake(
            "one-region",
            "this is the number of words; each of the regions has a histogram of its own.",
            "row_length_answer = 150",
            visible=False,
        ),
        Mistake(
            "regions-not-squared",
            "there are 3 bands of rows and 3 of columns: count the parts again.",
            "row_length_answer = 450",
            visible=False,
        ),
        Mistake(
            "patches-counted",
            "this is the number of patches; the histograms only count them.",
            "row_length_answer = 49",
            visible=False,
        ),
        Mistake(
            "words-per-patch",
            "the number of patches does not matter: they are counted, not listed.",
            "row_length_answer = 7350",
            visible=False,
        ),
        Mistake(
            "pixels-of-the-patches",
            "a word is one entry of the histogram, however many numbers it has itself.",
            "row_length_answer = 28800",
            visible=False,
        ),
    ),
    variants=(Variant("float", "row_length_answer = 150 * 9.0"),),
)

FORGETS = _letters(
    "concept-forgets",
    "forgets_answer",
    {
        "abcd": (
            "patches-survive-shuffling",
            "shuffled pixels make new patches. Only what counts single pixels, the colour histogram, "
            "does not notice.",
        ),
        "acde": (
            "mirror-is-the-same",
            "the mirror image of a patch is another patch, and usually another word.",
        ),
        "ac": (
            "shift-changes-all",
            "at stride 1 a moved object shows the windows the same patches as before, in other places.",
        ),
        "ad": (
            "colour-histogram-has-places",
            "a colour histogram counts pixels one by one, wherever they are.",
        ),
        "cd": ("counts-are-forgotten", "counting is all that a histogram does; what it loses is the order."),
        "abcde": ("forgets-everything", "the histogram forgets where patches are, not what they look like."),
    },
    ('"dca"', '{"a", "c", "d"}'),
)

CODEBOOK_SIZE = _letters(
    "concept-codebook-size",
    "codebook_size_answer",
    {
        "abce": (
            "a-word-for-each-patch",
            "with a word for every patch, no word occurs in two images: nothing can be learnt from the "
            "counts.",
        ),
        "abde": (
            "objective-chooses-k",
            "the objective falls with every further word, down to 0; it knows nothing of the classes.",
        ),
        "abd": (
            "objective-instead-of-validation",
            "the objective falls with every further word, down to 0. What do you want to be good at?",
        ),
        "ae": (
            "objective-may-rise",
            "one more word can be put onto any patch, and no other patch becomes farther by it.",
        ),
        "be": ("one-word-differs", "with one word, which share of the patches has it, in whatever image?"),
    },
    ('"eba"', '("a", "b", "e")'),
)

ERRORS = _letters(
    "concept-errors",
    "errors_answer",
    {
        "ac": (
            "contrast-seen",
            "each patch is divided by its own spread, so contrast is gone before the words are looked up.",
        ),
        "ae": (
            "arrangement-seen",
            "a window of 6 x 6 pixels sees fields and their corners; how the board lies in the image it "
            "does not see.",
        ),
        "ce": ("place-seen", "with one region, the histogram does not know where the door is."),
        "abce": (
            "shapes-not-seen",
            "a wheel shows edges in all directions and a window only upright and lying ones: their words "
            "differ.",
        ),
        "acde": ("lines-not-seen", "lines are just what words show best; the wall's patches are all flat."),
    },
    ('"eca"', '"A C E"'),
)

EXERCISES = (
    COLOR,
    EXTRACT,
    NORMALIZE,
    WHITEN,
    WHITENING,
    NEAREST,
    UPDATE,
    KMEANS,
    DENSE,
    REGIONS,
    ENCODE,
    ROW_LENGTH,
    FORGETS,
    CODEBOOK_SIZE,
    ERRORS,
    ACCURACY,
)
