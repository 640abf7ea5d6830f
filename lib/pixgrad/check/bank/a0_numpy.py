"""Known mistakes and right variants of a0_numpy."""

from pixgrad.check.bank import Exercise, Mistake, Variant

FITTED = "this fits the numbers of the visible check and no others. Compute the result from the arguments."
GLOBAL = "the function reads a variable of the notebook; take every value from the arguments."
UNDEFINED = "a name is used that is defined nowhere; take sizes from the shapes of the arguments."
LOOP = "there is still a Python loop; let NumPy go over the rows."

IMAGE_FACTS = Exercise(
    "image-facts",
    "image_facts",
    mistakes=(
        Mistake(
            "width-first",
            "height and width are swapped. Rows come first: image.shape is (height, width, 3), also for a "
            'photo that people call "800 x 600".',
            """
def image_facts(image):
    return image.shape[1], image.shape[0], image.size, image.nbytes
""",
        ),
        Mistake(
            "channels-forgotten",
            "these are the pixels, not the numbers: each pixel has three, one for each channel.",
            """
def image_facts(image):
    height, width = image.shape[:2]
    return height, width, height * width, image.nbytes
""",
        ),
        Mistake(
            "length-only",
            "len() counts along the first axis only, so this is the height once more. The array knows how "
            "many numbers it holds in all.",
            """
def image_facts(image):
    return len(image), image.shape[1], len(image), image.nbytes
""",
        ),
        Mistake(
            "one-byte-each",
            "this counts one byte per number, which holds for uint8 alone. How wide a number is depends on "
            "the dtype.",
            """
def image_facts(image):
    h, w, c = image.shape
    return h, w, h * w * c, h * w * c
""",
        ),
        Mistake(
            "eight-bytes-each",
            "this counts eight bytes per number, which holds for float64 alone. How wide a number is "
            "depends on the dtype.",
            """
def image_facts(image):
    n = image.size
    return image.shape[0], image.shape[1], n, 8 * n
""",
        ),
        Mistake(
            "bits-not-bytes",
            "the last number is in bits; one byte has eight of them.",
            """
def image_facts(image):
    n = image.size
    return image.shape[0], image.shape[1], n, n * image.itemsize * 8
""",
        ),
        Mistake(
            "bytes-of-one-number",
            "the last number is what a single number takes up; multiply it by how many there are.",
            """
def image_facts(image):
    return image.shape[0], image.shape[1], image.size, image.itemsize
""",
        ),
        Mistake(
            "notebook-global",
            GLOBAL,
            """
def image_facts(image):
    h, w, c = images.shape[1:]
    return h, w, h * w * c, h * w * c * image.itemsize
""",
        ),
        Mistake(
            "undefined-name",
            UNDEFINED,
            """
def image_facts(image):
    h, w, _ = image.shape
    return h, w, h * w * num_channels, image.nbytes
""",
        ),
    ),
    variants=(
        Variant(
            "multiplied-out",
            """
def image_facts(image):
    h, w, c = image.shape
    return [h, w, h * w * c, h * w * c * image.itemsize]
""",
        ),
        Variant(
            "numpy-integers",
            """
def image_facts(image):
    n = np.prod(image.shape)
    return len(image), len(image[0]), n, n * np.dtype(image.dtype).itemsize
""",
        ),
        Variant(
            "flattened-first",
            """
def image_facts(image):
    flat = image.reshape(-1)
    return image.shape[0], image.shape[1], len(flat), len(flat.tobytes())
""",
        ),
        Variant(
            "one-at-a-time",
            """
def image_facts(image):
    height = len(image)
    width = image.shape[1]
    num_numbers = height * width * 3
    num_bytes = num_numbers * image.dtype.itemsize
    return height, width, num_numbers, num_bytes
""",
        ),
        Variant(
            "counted-by-loops",
            """
def image_facts(image):
    numbers = 0
    for row in image:
        for pixel in row:
            for channel in pixel:
                numbers += 1
    first_row = image[0, :, 0]
    return [image[:, 0, 0].size, first_row.size, numbers, numbers * image.itemsize]
""",
        ),
    ),
)

CONCEPT_MEMORY = Exercise(
    "concept-memory",
    "megabytes",
    mistakes=(
        Mistake(
            "bytes-of-uint8",
            "this is their size as uint8; a float64 takes eight bytes.",
            "megabytes = 15.36",
            visible=False,
        ),
        Mistake(
            "one-channel-counted",
            "three channels, three numbers per pixel.",
            "megabytes = 40.96",
            visible=False,
        ),
        Mistake(
            "one-image-only", "this is one image; there are 5,000.", "megabytes = 0.024576", visible=False
        ),
        Mistake(
            "bytes-of-float32",
            "this is their size as float32; a float64 takes eight bytes.",
            "megabytes = 61.44",
            visible=False,
        ),
        Mistake(
            "in-bytes",
            "this is in bytes; a megabyte has 10**6 of them.",
            "megabytes = 122880000",
            visible=False,
        ),
        Mistake(
            "binary-megabytes",
            "this divides by 2**20. The question counts a megabyte as 10**6 bytes.",
            "megabytes = 5000 * 3072 * 8 / 2**20",
            visible=False,
        ),
        Mistake("wrong-form", "a number is wanted.", "megabytes = '122.88 MB'"),
    ),
    variants=(
        Variant("as-a-product", "megabytes = 5 * 3072 * 8 / 1000"),
        Variant("from-an-array", "megabytes = np.array(5000 * np.zeros((32, 32, 3)).nbytes) / 10**6"),
    ),
)

PIXEL_DIFFERENCE = Exercise(
    "pixel-difference",
    "pixel_difference",
    mistakes=(
        Mistake(
            "wraps-around",
            "the pixels are subtracted as uint8, and 3 - 5 is 254 for them. By the time np.abs or astype "
            "sees the result the sign is gone; convert both images before you subtract.",
            """
def pixel_difference(a, b):
    return np.abs(a - b)
""",
        ),
        Mistake(
            "sign-kept",
            "negative differences are left as they are. The absolute difference is wanted.",
            """
def pixel_difference(a, b):
    return a.astype(float) - b.astype(float)
""",
        ),
        Mistake(
            "int8-too-small",
            "int8 holds -128 to 127, so pixels above 127 have already wrapped around when they are "
            "subtracted. Use a wider dtype, such as int16 or float64.",
            """
def pixel_difference(a, b):
    return np.abs(a.astype(np.int8) - b.astype(np.int8))
""",
        ),
        Mistake(
            "smaller-of-both",
            "the smaller of a - b and b - a is taken, and both wrap around in uint8: for 200 and 40 they "
            "are 160 and 96. Convert both images before you subtract.",
            """
def pixel_difference(a, b):
    return np.minimum(a - b, b - a)
""",
        ),
        Mistake(
            "still-unsigned",
            "a wider dtype helps only if it knows negative numbers: uint16 and uint32 wrap around below 0 "
            "as well.",
            """
def pixel_difference(a, b):
    return np.abs(a.astype(np.uint16) - b.astype(np.uint16))
""",
        ),
        Mistake(
            "still-unsigned-32",
            "a wider dtype helps only if it knows negative numbers: uint16 and uint32 wrap around below 0 "
            "as well.",
            """
def pixel_difference(a, b):
    return a.astype(np.uint32) - b.astype(np.uint32)
""",
        ),
        Mistake(
            "negative-cut-off",
            "where a is darker than b the difference became 0. Its size counts, whichever image is the "
            "brighter.",
            """
def pixel_difference(a, b):
    return np.clip(a.astype(float) - b.astype(float), 0, 255)
""",
        ),
        Mistake(
            "back-to-uint8",
            "the sign is dropped after the result has gone back to uint8, where it no longer exists. Take "
            "the absolute value first.",
            """
def pixel_difference(a, b):
    return np.abs((b.astype(int) - a.astype(int)).astype(np.uint8))
""",
        ),
        Mistake(
            "summed-up",
            "this adds all differences up. An array of the shape of the images is wanted, one difference "
            "per entry.",
            """
def pixel_difference(a, b):
    return np.abs(a.astype(float) - b.astype(float)).sum()
""",
        ),
        Mistake(
            "squared",
            "the differences are squared. Only their size is wanted, |a - b|.",
            """
def pixel_difference(a, b):
    return (a.astype(float) - b.astype(float)) ** 2
""",
        ),
        Mistake(
            "scaled-to-one",
            "the differences are divided by 255. They should stay between 0 and 255.",
            """
def pixel_difference(a, b):
    return np.abs(a / 255 - b / 255)
""",
        ),
    ),
    variants=(
        Variant(
            "larger-minus-smaller",
            """
def pixel_difference(a, b):
    return np.maximum(a, b) - np.minimum(a, b)
""",
        ),
        Variant(
            "where-in-uint8",
            """
def pixel_difference(a, b):
    return np.where(a > b, a - b, b - a)
""",
        ),
        Variant(
            "int16",
            """
def pixel_difference(a, b):
    return np.abs(a.astype(np.int16) - b)
""",
        ),
        Variant(
            "root-of-the-square-float32",
            """
def pixel_difference(a, b):
    return np.sqrt((np.float32(a) - np.float32(b)) ** 2)
""",
        ),
        Variant(
            "three-loops",
            """
def pixel_difference(a, b):
    out = np.zeros(a.shape, dtype=int)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            for k in range(3):
                out[i, j, k] = abs(int(a[i, j, k]) - int(b[i, j, k]))
    return out
""",
        ),
    ),
)

CONCEPT_WRAP_AROUND = Exercise(
    "concept-wrap-around",
    "wrapped_value",
    mistakes=(
        Mistake(
            "no-wrap",
            "a byte has no place for a sign: it cannot hold a negative number.",
            "wrapped_value = -10",
            visible=False,
        ),
        Mistake(
            "absolute-value",
            "subtracting does not drop the sign, it wraps around.",
            "wrapped_value = 10",
            visible=False,
        ),
        Mistake(
            "cut-off-at-zero",
            "the counter does not stop at 0; below it, it goes on at 255.",
            "wrapped_value = 0",
            visible=False,
        ),
        Mistake(
            "modulo-255",
            "a byte has 256 values, since 0 is one of them.",
            "wrapped_value = 245",
            visible=False,
        ),
        Mistake("wrong-form", "a number is wanted.", "wrapped_value = 'an error'"),
    ),
    variants=(
        Variant(
            "tried-out",
            "wrapped_value = (np.array([20], dtype=np.uint8) - np.array([30], dtype=np.uint8))[0]",
        ),
        Variant("as-a-float", "wrapped_value = 256.0 - 10"),
    ),
)

WHITE_CORNER = Exercise(
    "white-corner",
    "with_white_corner",
    mistakes=(
        Mistake(
            "painted-in-place",
            "the caller's image is painted too. A slice such as image[:] is a view of the same numbers "
            "(for a list it would be a copy); make a copy with image.copy().",
            """
def with_white_corner(image, size):
    painted = image[:]
    painted[:size, :size] = 255
    return painted
""",
        ),
        Mistake(
            "unpainted",
            "the image comes back as it was. `corner = 255` only gives the name a new value, and writing "
            "into a copy of the corner leaves the rest alone; write into the slice itself, painted[...] = "
            "255.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    corner = painted[:size, :size]
    corner = 255
    return painted
""",
        ),
        Mistake(
            "corner-alone",
            "only the corner comes back. The whole image is wanted, with the corner painted.",
            """
def with_white_corner(image, size):
    corner = image[:size, :size].copy()
    corner[:] = 255
    return corner
""",
        ),
        Mistake(
            "diagonal-alone",
            "two lists of indices go in step, so only the pixels (0, 0), (1, 1), ... are painted. Two "
            "slices mark a square.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    painted[np.arange(size), np.arange(size)] = 255
    return painted
""",
        ),
        Mistake(
            "whole-rows",
            "the first rows are white in their whole width. Give a slice for the columns as well.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    painted[:size] = 255
    return painted
""",
        ),
        Mistake(
            "red-alone",
            "only the first channel is painted, which makes the corner reddish. White is 255 in all three.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    painted[:size, :size, 0] = 255
    return painted
""",
        ),
        Mistake(
            "one-too-many",
            "the square is one pixel too large. The slice 0:size ends before size, and so has size entries.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    painted[0 : size + 1, 0 : size + 1] = 255
    return painted
""",
        ),
        Mistake(
            "one-for-white",
            "the corner is painted with 1, nearly black among pixels from 0 to 255. White is 255.",
            """
def with_white_corner(image, size):
    painted = image.copy()
    painted[:size, :size] = 1
    return painted
""",
        ),
        Mistake(
            "rest-black",
            "everything outside the corner is black. Start from a copy of the image rather than from zeros.",
            """
def with_white_corner(image, size):
    painted = np.zeros_like(image)
    painted[:size, :size] = 255
    return painted
""",
        ),
    ),
    variants=(
        Variant(
            "by-a-mask",
            """
def with_white_corner(image, size):
    rows = np.arange(image.shape[0])[:, None] < size
    columns = np.arange(image.shape[1]) < size
    return np.where((rows & columns)[:, :, None], 255, image)
""",
        ),
        Variant(
            "as-floats-by-loops",
            """
def with_white_corner(image, size):
    out = image.astype(float)
    for i in range(size):
        for j in range(size):
            out[i, j] = [255, 255, 255]
    return out
""",
        ),
        Variant(
            "through-a-view",
            """
def with_white_corner(image, size):
    painted = np.array(image)
    corner = painted[:size, :size]
    corner[...] = 255
    return painted
""",
        ),
        Variant(
            "ravelled-indices",
            """
def with_white_corner(image, size):
    result = np.empty_like(image)
    result[:] = image
    rows, columns = np.meshgrid(range(size), range(size), indexing="ij")
    result[rows.astype(int), columns.astype(int), :] = (255, 255, 255)
    return result
""",
        ),
        Variant(
            "blocks-put-together",
            """
def with_white_corner(image, size):
    white = np.full((size, size, 3), 255, dtype=image.dtype)
    top = np.concatenate([white, image[:size, size:]], axis=1)
    return np.concatenate([top, image[size:]], axis=0)
""",
        ),
        Variant(
            "brightest-of-two",
            """
def with_white_corner(image, size):
    corner = np.zeros(image.shape, np.uint8)
    corner[0:size, 0:size, :] = 255
    return np.maximum(image, corner)
""",
        ),
    ),
)

CONCEPT_VIEWS = Exercise(
    "concept-views",
    "views_answer",
    mistakes=(
        Mistake(
            "reshape-copies",
            "b belongs to it: reshape moves brackets, not numbers.",
            "views_answer = 'af'",
            visible=False,
        ),
        Mistake(
            "transpose-copies",
            "f belongs to it: .T reads the same numbers in another order.",
            "views_answer = 'ab'",
            visible=False,
        ),
        Mistake(
            "slices-alone",
            "slices are not the only views: look at b and f again.",
            "views_answer = 'a'",
            visible=False,
        ),
        Mistake(
            "lists-are-views",
            "rows picked by a list need not lie at equal steps, so d must be a copy.",
            "views_answer = 'abdf'",
            visible=False,
        ),
        Mistake(
            "all-indexing-views",
            "rows picked by a list or a mask need not lie at equal steps, so d and e must be copies.",
            "views_answer = 'abdef'",
            visible=False,
        ),
        Mistake(
            "astype-is-a-view",
            "another dtype needs other bytes, so c must be a copy.",
            "views_answer = 'abcf'",
            visible=False,
        ),
        Mistake("wrong-form", "letters are wanted.", "views_answer = 'image.T'"),
    ),
    variants=(
        Variant("as-a-set", "views_answer = {'f', 'b', 'a'}"),
        Variant("in-capitals", "views_answer = 'A, B, F'"),
    ),
)

SUBTRACT_ROW_MAX = Exercise(
    "subtract-row-max",
    "subtract_row_max",
    mistakes=(
        Mistake(
            "keepdims-missing",
            "the maxima have shape (N,), which counts as a row (1, N). With keepdims=True they stand "
            "upright, (N, 1), one beside each row.",
            """
def subtract_row_max(scores):
    return scores - scores.max(axis=1)
""",
        ),
        Mistake(
            "one-maximum-for-all",
            "one maximum is subtracted from the whole array. Each row needs its own: name the axis.",
            """
def subtract_row_max(scores):
    return scores - np.max(scores)
""",
        ),
        Mistake(
            "columns-instead",
            "this takes the maximum of each column. axis names the axis that disappears: to get one number "
            "per row, the columns must go.",
            """
def subtract_row_max(scores):
    return scores - scores.max(axis=0)
""",
        ),
        Mistake(
            "sign-turned",
            "the scores are subtracted from the maximum. Wanted is the score minus the maximum, at most 0.",
            """
def subtract_row_max(scores):
    return scores.max(axis=1, keepdims=True) - scores
""",
        ),
        Mistake(
            "mean-subtracted",
            "each row's mean is subtracted. The largest entry should become 0.",
            """
def subtract_row_max(scores):
    return scores - scores.mean(axis=1, keepdims=True)
""",
        ),
        Mistake(
            "position-subtracted",
            "argmax gives the position of the largest entry; its value is max.",
            """
def subtract_row_max(scores):
    return scores - scores.argmax(axis=1)[:, np.newaxis]
""",
        ),
        Mistake(
            "largest-by-size",
            "the largest absolute value is subtracted. In a row of negative scores the largest one is the "
            "one nearest to 0.",
            """
def subtract_row_max(scores):
    return scores - np.abs(scores).max(axis=1, keepdims=True)
""",
        ),
        Mistake(
            "maxima-alone",
            "these are the maxima themselves. Subtract them from the scores.",
            """
def subtract_row_max(scores):
    return scores.max(axis=1, keepdims=True)
""",
        ),
        Mistake(
            "changed-in-place",
            "-= writes into the caller's array. Write `scores - ...`, which makes a new one.",
            """
def subtract_row_max(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return scores
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def subtract_row_max(scores):
    return np.array([row - max(row) for row in scores])
""",
        ),
    ),
    variants=(
        Variant(
            "newaxis",
            """
def subtract_row_max(scores):
    return scores - np.max(scores, axis=1)[:, None]
""",
        ),
        Variant(
            "transposed",
            """
def subtract_row_max(scores):
    return (scores.T - scores.T.max(axis=0)).T
""",
        ),
        Variant(
            "on-a-copy-by-sorting",
            """
def subtract_row_max(scores):
    out = scores.copy()
    out -= np.sort(scores, axis=-1)[:, -1:]
    return out
""",
        ),
        Variant(
            "repeated",
            """
def subtract_row_max(scores):
    N, C = scores.shape
    biggest = np.repeat(scores.max(axis=1), C).reshape(N, C)
    return np.subtract(scores, biggest)
""",
        ),
        Variant(
            "picked-by-argmax",
            """
def subtract_row_max(scores):
    best = scores.argmax(axis=1)
    return scores - scores[np.arange(scores.shape[0]), best].reshape(-1, 1)
""",
        ),
        Variant(
            "accumulated",
            """
def subtract_row_max(scores):
    shifted = np.array(scores, copy=True)
    shifted -= np.maximum.accumulate(scores, axis=1)[:, [-1]]
    return shifted
""",
        ),
    ),
)

DIFFERENCE_TABLE = Exercise(
    "difference-table",
    "difference_table",
    mistakes=(
        Mistake(
            "transposed",
            "the table is transposed: a should stand upright, so that row i holds the differences from a[i].",
            """
def difference_table(a, b):
    return a - b[:, np.newaxis]
""",
        ),
        Mistake(
            "sign-turned",
            "the signs are turned: this is b[j] - a[i].",
            """
def difference_table(a, b):
    return b[np.newaxis, :] - a[:, np.newaxis]
""",
        ),
        Mistake(
            "transposed-sign-turned",
            "rows and columns are swapped, and the signs too: entry [i, j] is b[i] - a[j] here.",
            """
def difference_table(a, b):
    return b.reshape(-1, 1) - a.reshape(1, -1)
""",
        ),
        Mistake(
            "entry-by-entry",
            "two arrays of one axis are subtracted entry by entry, which gives no table and fails for "
            "different lengths. Raise a up to a column, (M, 1).",
            """
def difference_table(a, b):
    return a - b
""",
        ),
        Mistake(
            "transpose-of-a-vector",
            "`.T` does nothing to an array with one axis: there is no second axis to swap it with. a[:, "
            "np.newaxis] makes the column.",
            """
def difference_table(a, b):
    column = a.T
    return np.subtract(column, b[:, None].T[0])[:, None]
""",
        ),
        Mistake(
            "sums",
            "the entries are added; their differences are wanted.",
            """
def difference_table(a, b):
    return a[:, None] + b[None, :]
""",
        ),
        Mistake(
            "products",
            "np.outer multiplies. Broadcasting works for every operation; use minus.",
            """
def difference_table(a, b):
    return np.outer(a, b)
""",
        ),
        Mistake(
            "absolute",
            "the signs are dropped. Wanted is a[i] - b[j], which may be negative.",
            """
def difference_table(a, b):
    return np.abs(a[:, None] - b)
""",
        ),
        Mistake(
            "extra-axis",
            "there is one axis too many. Two axes are wanted, (M, N).",
            """
def difference_table(a, b):
    return a[:, np.newaxis, np.newaxis] - b[np.newaxis, :]
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def difference_table(a, b):
    table = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = a[i] - b[j]
    return table
""",
        ),
    ),
    variants=(
        Variant(
            "outer-of-subtract",
            """
def difference_table(a, b):
    return np.subtract.outer(a, b)
""",
        ),
        Variant(
            "column-alone",
            """
def difference_table(a, b):
    return a.reshape(-1, 1) - b
""",
        ),
        Variant(
            "repeated-by-hand",
            """
def difference_table(a, b):
    return np.repeat(a, len(b)).reshape(len(a), len(b)) - np.tile(b, (len(a), 1))
""",
        ),
        Variant(
            "meshgrid",
            """
def difference_table(a, b):
    A, B = np.meshgrid(a, b, indexing="ij")
    return A - B
""",
        ),
    ),
)

CONCEPT_SHAPES = Exercise(
    "concept-shapes",
    "shapes_answer",
    mistakes=(
        Mistake(
            "rows-without-keepdims",
            "b does not hold: the means have shape (500,), and 500 and 3072 do not match from the right.",
            "shapes_answer = 'abcd'",
            visible=False,
        ),
        Mistake(
            "vectors-make-tables",
            "e does not hold: two arrays of one axis are matched entry by entry, and 500 and 300 differ.",
            "shapes_answer = 'acde'",
            visible=False,
        ),
        Mistake(
            "columns-need-keepdims-too",
            "a holds: shape (3072,) counts as the row (1, 3072), which lines up with the columns as it is.",
            "shapes_answer = 'cd'",
            visible=False,
        ),
        Mistake(
            "axes-swapped",
            "a holds and b does not: axis=0 disappears, and one number per column is left.",
            "shapes_answer = 'bcd'",
            visible=False,
        ),
        Mistake(
            "no-stretching",
            "d holds: an axis of length 1 is repeated, and here each array has one.",
            "shapes_answer = 'ac'",
            visible=False,
        ),
        Mistake("wrong-form", "letters are wanted.", "shapes_answer = 3"),
    ),
    variants=(Variant("as-a-list", "shapes_answer = ['a', 'c', 'd']"),),
)

CORRECT_CLASS_SCORES = Exercise(
    "correct-class-scores",
    "correct_class_scores",
    mistakes=(
        Mistake(
            "whole-block",
            "a slice for the rows takes every row with every label, an (N, N) block. Give the row numbers "
            "as an array, so that the two go in step.",
            """
def correct_class_scores(scores, y):
    return scores[:, y]
""",
        ),
        Mistake(
            "labels-as-rows",
            "a single index picks rows, and the labels are no row numbers. Two index arrays are needed: "
            "rows, columns.",
            """
def correct_class_scores(scores, y):
    return scores[y]
""",
        ),
        Mistake(
            "indices-swapped",
            "rows and columns are swapped: the first index is the example, the second its label.",
            """
def correct_class_scores(scores, y):
    return scores[y, np.arange(len(y))]
""",
        ),
        Mistake(
            "best-score",
            "this is the highest score of each row, whichever class it belongs to.",
            """
def correct_class_scores(scores, y):
    return np.max(scores, axis=1)
""",
        ),
        Mistake(
            "first-row-only",
            "all values come from the first row (as they also do with np.take(scores, y)). The row has to "
            "advance together with the label.",
            """
def correct_class_scores(scores, y):
    return scores[0, y]
""",
        ),
        Mistake(
            "zeros-lost",
            "a score of 0 is left out, because everything that is not 0 is taken for a score. Pick the "
            "scores by their places, not by their values.",
            """
def correct_class_scores(scores, y):
    own = scores * np.eye(scores.shape[1])[y]
    return own[own != 0]
""",
        ),
        Mistake(
            "labels-sorted",
            "the labels have been sorted, so they no longer belong to their rows.",
            """
def correct_class_scores(scores, y):
    return scores[np.arange(len(y)), np.sort(y)]
""",
        ),
        Mistake(
            "labels-from-one",
            "the labels are counted from 1 here; they begin at 0, as the columns do.",
            """
def correct_class_scores(scores, y):
    return scores[np.arange(len(scores)), y - 1]
""",
        ),
        Mistake(
            "column-shape",
            "the values are right, but stand in a column of shape (N, 1). An array with one axis is wanted.",
            """
def correct_class_scores(scores, y):
    return np.take_along_axis(scores, y[:, np.newaxis], axis=1)
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def correct_class_scores(scores, y):
    return [scores[i, y[i]] for i in range(len(y))]
""",
        ),
    ),
    variants=(
        Variant(
            "along-axis",
            """
def correct_class_scores(scores, y):
    return np.take_along_axis(scores, y.reshape(-1, 1), axis=1)[:, 0]
""",
        ),
        Variant(
            "by-a-mask",
            """
def correct_class_scores(scores, y):
    return scores[np.arange(scores.shape[1]) == y[:, None]]
""",
        ),
        Variant(
            "one-hot-sum",
            """
def correct_class_scores(scores, y):
    return np.einsum("nc,nc->n", scores, np.eye(scores.shape[1])[y])
""",
        ),
        Variant(
            "diagonal-of-the-block",
            """
def correct_class_scores(scores, y):
    return scores[:, y].diagonal()
""",
        ),
    ),
)

ROWS_OF_CLASS = Exercise(
    "rows-of-class",
    "rows_of_class",
    mistakes=(
        Mistake(
            "mask-as-numbers",
            "the mask has become the numbers 0 and 1, and these pick rows 0 and 1 again and again. Leave "
            "it boolean.",
            """
def rows_of_class(X, y, label):
    return X[(y == label).astype(int)]
""",
        ),
        Mistake(
            "row-of-that-number",
            "this is the row whose number is the label. The rows whose *label* is that number are wanted.",
            """
def rows_of_class(X, y, label):
    return X[label : label + 1]
""",
        ),
        Mistake(
            "first-match-only",
            "only the first of the rows comes back; argmax of a mask is the place of its first True.",
            """
def rows_of_class(X, y, label):
    return X[np.argmax(y == label)]
""",
        ),
        Mistake(
            "all-the-others",
            "these are the rows of all other classes.",
            """
def rows_of_class(X, y, label):
    return X[y != label]
""",
        ),
        Mistake(
            "zeros-kept",
            "the other rows are still there, as zeros. Use the mask as an index and not as a factor.",
            """
def rows_of_class(X, y, label):
    mask = (y == label).reshape(-1, *[1] * (X.ndim - 1))
    return X * mask
""",
        ),
        Mistake(
            "at-least",
            "larger labels are let in too. The label has to be equal.",
            """
def rows_of_class(X, y, label):
    return X[y >= label]
""",
        ),
        Mistake(
            "mask-on-columns",
            "the mask is applied to the columns. The examples lie along the first axis.",
            """
def rows_of_class(X, y, label):
    return X[:, y == label]
""",
        ),
        Mistake(
            "squeezed",
            "axes of length 1 have been dropped, so a single example loses its row. The first axis has to "
            "stay, however few there are.",
            """
def rows_of_class(X, y, label):
    return np.squeeze(X[y == label])
""",
        ),
        Mistake(
            "extra-axis",
            "np.where and np.nonzero return a tuple; put into an array it adds an axis. Take its entry 0, "
            "or use the mask itself.",
            """
def rows_of_class(X, y, label):
    return X[np.array(np.where(y == label))]
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def rows_of_class(X, y, label):
    rows = [X[i] for i in range(len(X)) if y[i] == label]
    return np.array(rows).reshape(-1, *X.shape[1:])
""",
        ),
    ),
    variants=(
        Variant(
            "row-numbers",
            """
def rows_of_class(X, y, label):
    return X[np.flatnonzero(y == label)]
""",
        ),
        Variant(
            "where-first-entry",
            """
def rows_of_class(X, y, label):
    return X[np.where(y == label)[0], ...]
""",
        ),
        Variant(
            "compress",
            """
def rows_of_class(X, y, label):
    return np.compress(y == label, X, axis=0)
""",
        ),
        Variant(
            "others-deleted",
            """
def rows_of_class(X, y, label):
    return np.delete(X, y != label, axis=0)
""",
        ),
    ),
)

ACCURACY = Exercise(
    "accuracy-of-scores",
    "accuracy",
    mistakes=(
        Mistake(
            "columns-instead",
            "argmax goes down the columns. One prediction per row is wanted, so the axis of the classes "
            "must disappear.",
            """
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=0) == y)
""",
        ),
        Mistake(
            "whole-array",
            "without an axis, argmax looks at the flattened array and gives one single place for all rows.",
            """
def accuracy(scores, y):
    return np.mean(scores.argmax() == y)
""",
        ),
        Mistake(
            "score-for-class",
            "the highest score is compared with the label. Its position is the predicted class: argmax.",
            """
def accuracy(scores, y):
    return np.mean(scores.max(axis=1) == y)
""",
        ),
        Mistake(
            "count-not-share",
            "this is how many are right. Divide by the number of examples.",
            """
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y)
""",
        ),
        Mistake(
            "in-percent",
            "this is in per cent. A share from 0 to 1 is wanted.",
            """
def accuracy(scores, y):
    return 100 * np.mean(scores.argmax(axis=1) == y)
""",
        ),
        Mistake(
            "share-of-errors",
            "this is the share of the wrong predictions.",
            """
def accuracy(scores, y):
    return np.mean(scores.argmax(axis=1) != y)
""",
        ),
        Mistake(
            "ties-counted-right",
            "where several classes share the highest score, this counts as right whichever of them is. The "
            "prediction is the smallest of them.",
            """
def accuracy(scores, y):
    return np.mean(scores[np.arange(len(y)), y] == scores.max(axis=1))
""",
        ),
        Mistake(
            "ties-to-the-larger",
            "where several classes share the highest score, the last of them is predicted. Ties go to the "
            "smaller class, as argmax has it.",
            """
def accuracy(scores, y):
    predicted = np.argsort(scores, axis=1, kind="stable")[:, -1]
    return np.mean(predicted == y)
""",
        ),
        Mistake(
            "ties-counted-wrong",
            "where the right class shares its highest score with another one, this never counts as right. "
            "It does if the right class is the smallest of them.",
            """
def accuracy(scores, y):
    right = 0
    for row, label in zip(scores, y):
        right += all(row[label] > s for j, s in enumerate(row) if j != label)
    return right / len(y)
""",
        ),
        Mistake(
            "lowest-score",
            "this predicts the class with the lowest score.",
            """
def accuracy(scores, y):
    return np.mean(np.argmin(scores, axis=1) == y)
""",
        ),
        Mistake(
            "divided-by-classes",
            "the count is divided by the number of classes. Divide by the number of examples.",
            """
def accuracy(scores, y):
    return np.sum(scores.argmax(axis=1) == y) / scores.shape[1]
""",
        ),
        Mistake(
            "one-for-each-row",
            "this tells for each example whether it is right. One number is wanted: their mean.",
            """
def accuracy(scores, y):
    return scores.argmax(axis=1) == y
""",
        ),
    ),
    variants=(
        Variant(
            "by-a-loop",
            """
def accuracy(scores, y):
    right = 0
    for i in range(len(y)):
        best = 0
        for j in range(scores.shape[1]):
            if scores[i, j] > scores[i, best]:
                best = j
        right += best == y[i]
    return right / len(y)
""",
        ),
        Variant(
            "zero-d-array",
            """
def accuracy(scores, y):
    return np.array(np.count_nonzero(np.argmax(scores, axis=-1) == y) / y.size)
""",
        ),
        Variant(
            "stable-sort-of-the-negated",
            """
def accuracy(scores, y):
    return 1 - np.mean(np.argsort(-scores, axis=1, kind="stable")[:, 0] != y)
""",
        ),
        Variant(
            "sum-of-a-list",
            """
def accuracy(scores, y):
    predictions = [row.index(max(row)) for row in scores.tolist()]
    return sum(int(p == t) for p, t in zip(predictions, y)) / len(predictions)
""",
        ),
        Variant(
            "add-at",
            """
def accuracy(scores, y):
    counts = np.zeros(2)
    np.add.at(counts, (np.argmax(scores, 1) == y).astype(int), 1)
    return counts[1] / counts.sum()
""",
        ),
        Variant(
            "float32-mean",
            """
def accuracy(scores, y):
    hits = np.zeros(len(scores), dtype=np.float32)
    hits[scores.argmax(1) == y] = 1
    return hits.mean()
""",
        ),
    ),
)

ONE_HOT = Exercise(
    "one-hot-rows",
    "one_hot",
    mistakes=(
        Mistake(
            "whole-columns",
            "a slice for the rows writes into every row, so whole columns are 1. Give the row numbers as "
            "an array, so that they go in step with y.",
            """
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    rows[:, y] = 1
    return rows
""",
        ),
        Mistake(
            "transposed",
            "the table is transposed: there should be one row per label and one column per class.",
            """
def one_hot(y, num_classes):
    return np.eye(num_classes)[:, y]
""",
        ),
        Mistake(
            "width-from-the-labels",
            "the width comes from the largest label that happens to occur. There are num_classes columns, "
            "also for classes that are absent.",
            """
def one_hot(y, num_classes):
    return np.eye(y.max() + 1)[y]
""",
        ),
        Mistake(
            "labels-renumbered",
            "the labels are renumbered by rank among those that occur, so the 1 moves where a class is "
            "absent.",
            """
def one_hot(y, num_classes):
    ranks = np.unique(y, return_inverse=True)[1]
    return np.eye(num_classes)[ranks.reshape(-1)]
""",
        ),
        Mistake(
            "counted-from-one",
            "the labels are counted from 1 here, so every 1 stands one place too far left (and label 0 at "
            "the end).",
            """
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    rows[np.arange(len(y)), y - 1] = 1
    return rows
""",
        ),
        Mistake(
            "label-written",
            "the label itself is written into its place. A 1 is wanted there.",
            """
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    rows[np.arange(len(y)), y] = y
    return rows
""",
        ),
        Mistake(
            "indices-swapped",
            "rows and columns are swapped: the first index is the example, the second its label.",
            """
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    rows[y, np.arange(len(y))] = 1
    return rows
""",
        ),
        Mistake(
            "up-to-the-label",
            "all places up to the label are 1. In a one-hot row exactly one is.",
            """
def one_hot(y, num_classes):
    return np.arange(num_classes) <= y[:, None]
""",
        ),
        Mistake(
            "one-row-only",
            "all labels are written into one single row. Every label needs a row of its own.",
            """
def one_hot(y, num_classes):
    row = np.zeros(num_classes)
    row[y] = 1
    return row
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def one_hot(y, num_classes):
    rows = np.zeros((len(y), num_classes))
    for i, label in enumerate(y):
        rows[i, label] = 1
    return rows
""",
        ),
    ),
    variants=(
        Variant(
            "rows-of-the-identity",
            """
def one_hot(y, num_classes):
    return np.eye(num_classes)[y]
""",
        ),
        Variant(
            "comparison-as-bools",
            """
def one_hot(y, num_classes):
    return y[:, np.newaxis] == np.arange(num_classes)
""",
        ),
        Variant(
            "loop-over-classes-int",
            """
def one_hot(y, num_classes):
    return np.stack([(y == c).astype(int) for c in range(num_classes)], axis=1)
""",
        ),
        Variant(
            "add-at",
            """
def one_hot(y, num_classes):
    rows = np.zeros((y.shape[0], num_classes), dtype=np.float32)
    np.add.at(rows, (np.arange(y.shape[0]), y), 1)
    return rows
""",
        ),
    ),
)

SAMPLE_BATCH = Exercise(
    "sample-batch",
    "sample_batch",
    mistakes=(
        Mistake(
            "unpaired",
            "a row and its label come from two different examples: they are drawn separately. Draw the row "
            "numbers once and use them for both.",
            """
def sample_batch(X, y, batch_size, rng):
    X_batch = X[rng.integers(len(X), size=batch_size)]
    y_batch = y[rng.integers(len(X), size=batch_size)]
    return X_batch, y_batch
""",
        ),
        Mistake(
            "labels-not-drawn",
            "the labels are the first batch_size ones, whichever rows were drawn. Pick them with the same "
            "row numbers.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(len(X), size=batch_size)
    return X[drawn], np.resize(y, batch_size)
""",
        ),
        Mistake(
            "replacement-only-when-needed",
            "up to N examples are drawn without replacement. Each place of the batch is to be drawn from "
            "all rows, so an example may come twice in a small batch too.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.choice(len(X), size=batch_size, replace=batch_size > len(X))
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "without-replacement",
            "the rows are drawn without replacement, which cannot work for a batch larger than N. An "
            "example may be drawn more than once.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.choice(len(X), size=batch_size, replace=False)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "start-of-a-permutation",
            "a permutation has each row once, so a batch larger than N comes out too short. Draw with "
            "replacement.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.permutation(len(X))[:batch_size]
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "ends-half-as-likely",
            "rounding gives the first and the last row half the chance of the others. rng.integers draws "
            "whole numbers that are equally likely.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = np.round(rng.random(batch_size) * (len(X) - 1)).astype(int)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "among-the-first",
            "only as many rows as the batch has are drawn from, so the rows behind them never come. Draw "
            "from all rows of X.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(min(batch_size, len(X)), size=batch_size)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "first-rows",
            "these are always the first rows. Let rng choose.",
            """
def sample_batch(X, y, batch_size, rng):
    rows = np.arange(batch_size) % len(X)
    return X[rows], y[rows]
""",
        ),
        Mistake(
            "global-random",
            "two generators with the same seed should give the same batch; this draws from NumPy's global "
            "randomness and not from rng.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = np.random.choice(len(X), batch_size)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "own-generator",
            "the function makes a generator of its own, with the same seed at each call, so every batch is "
            "the same. Draw from the rng that you are given.",
            """
def sample_batch(X, y, batch_size, rng):
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(X), size=batch_size)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "columns-drawn",
            "columns are drawn, not rows. The examples lie along the first axis.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(X.shape[1], size=batch_size)
    return X[:, drawn], y[rng.integers(len(X), size=batch_size)]
""",
        ),
        Mistake(
            "last-row-never",
            "the last row can never be drawn: the upper end of rng.integers is left out already.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(0, max(1, len(X) - 1), size=batch_size)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "one-row-repeated",
            "one row is drawn and repeated. Each place of the batch needs a draw of its own.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = np.full(batch_size, rng.integers(len(X)))
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "neighbouring-rows",
            "only the beginning is drawn, and the next rows follow in order. Each place of the batch needs "
            "a draw of its own.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = (rng.integers(len(X)) + np.arange(batch_size)) % len(X)
    return X[drawn], y[drawn]
""",
        ),
        Mistake(
            "row-numbers-returned",
            "these are the row numbers. The rows and the labels themselves are wanted.",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.integers(len(X), size=batch_size)
    return drawn, drawn
""",
        ),
    ),
    variants=(
        Variant(
            "choice",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = rng.choice(len(X), batch_size)
    return X[drawn], y[drawn]
""",
        ),
        Variant(
            "one-at-a-time",
            """
def sample_batch(X, y, batch_size, rng):
    rows, labels = [], []
    for _ in range(batch_size):
        i = int(rng.integers(0, X.shape[0]))
        rows.append(X[i])
        labels.append(y[i])
    return np.array(rows), np.array(labels)
""",
        ),
        Variant(
            "by-floor-of-uniform",
            """
def sample_batch(X, y, batch_size, rng):
    drawn = np.floor(rng.random(batch_size) * len(X)).astype(int)
    return np.take(X, drawn, axis=0), np.take(y, drawn)
""",
        ),
        Variant(
            "drawn-together-as-a-list",
            """
def sample_batch(X, y, batch_size, rng):
    both = np.column_stack([X, y])
    batch = rng.choice(both, size=batch_size, axis=0)
    return [batch[:, :-1], batch[:, -1]]
""",
        ),
    ),
)

CONCEPT_SEEDS = Exercise(
    "concept-seeds",
    "seeds_answer",
    mistakes=(
        Mistake(
            "generator-repeats",
            "b does not hold: a generator goes on where it stopped, so that the next three numbers are new.",
            "seeds_answer = 'abc'",
            visible=False,
        ),
        Mistake(
            "global-seed-counts",
            "d does not hold: default_rng() without a seed asks the system for a fresh one; the global "
            "seed is another generator's.",
            "seeds_answer = 'acd'",
            visible=False,
        ),
        Mistake(
            "own-generator-overlooked",
            "c holds: the generator is made anew at each call, and begins anew.",
            "seeds_answer = 'a'",
            visible=False,
        ),
        Mistake("everything-repeats", "b and d do not hold.", "seeds_answer = 'abcd'", visible=False),
        Mistake("wrong-form", "letters are wanted.", "seeds_answer = 'yes'"),
    ),
    variants=(Variant("with-a-space", "seeds_answer = 'c a'"),),
)

CLASS_COUNTS = Exercise(
    "class-counts",
    "class_counts",
    mistakes=(
        Mistake(
            "absent-at-the-end",
            "the counts stop at the largest label that occurs. np.bincount takes a minlength for classes "
            "that are absent at the end.",
            """
def class_counts(y, num_classes):
    return np.bincount(y)
""",
        ),
        Mistake(
            "absent-dropped",
            "np.unique knows only the labels that occur; the absent ones should be there too, with 0.",
            """
def class_counts(y, num_classes):
    values, counts = np.unique(y, return_counts=True)
    return counts
""",
        ),
        Mistake(
            "absent-moved-to-the-end",
            "the zeros of the absent classes are put at the end, wherever the classes are. Entry c has to "
            "belong to class c.",
            """
def class_counts(y, num_classes):
    counts = np.unique(y, return_counts=True)[1]
    return np.pad(counts, (0, num_classes - len(counts)))
""",
        ),
        Mistake(
            "histogram-range",
            "np.histogram cuts the range from the smallest to the largest label that occurs, and its bins "
            "are no classes. Without range=(0, num_classes) the counts land in the wrong places.",
            """
def class_counts(y, num_classes):
    return np.histogram(y, bins=num_classes)[0]
""",
        ),
        Mistake(
            "repeats-lost",
            "each class is counted at most once: += with a list of indices writes only once into a place "
            "that is named twice. np.add.at or np.bincount adds them all.",
            """
def class_counts(y, num_classes):
    counts = np.zeros(num_classes)
    counts[y] += 1
    return counts
""",
        ),
        Mistake(
            "shares",
            "these are shares. Numbers of labels are wanted.",
            """
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes) / len(y)
""",
        ),
        Mistake(
            "one-too-many",
            "there is one entry too many. Classes 0 to num_classes - 1 are num_classes ones.",
            """
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes + 1)
""",
        ),
        Mistake(
            "sorted-by-size",
            "the counts are sorted, so that nobody knows which class they belong to. Entry c has to belong "
            "to class c.",
            """
def class_counts(y, num_classes):
    return np.sort(np.bincount(y, minlength=num_classes))[::-1]
""",
        ),
        Mistake(
            "labels-added",
            "labels are added up where they should be counted: a label 3 counts three times.",
            """
def class_counts(y, num_classes):
    return np.bincount(y, weights=y, minlength=num_classes)
""",
        ),
        Mistake(
            "most-frequent",
            "this is the most frequent class. The counts of all classes are wanted.",
            """
def class_counts(y, num_classes):
    return np.bincount(y, minlength=num_classes).argmax()
""",
        ),
        Mistake(
            "python-loop",
            LOOP,
            """
def class_counts(y, num_classes):
    counts = [0] * num_classes
    for label in y:
        counts[label] += 1
    return counts
""",
        ),
        Mistake(
            "fitted",
            FITTED,
            """
def class_counts(y, num_classes):
    known = {(2, 0, 2, 1, 2): [1, 1, 3], (1, 3, 1): [0, 2, 0, 1, 0], (4, 4, 0, 3): [1, 0, 0, 1, 2]}
    known[(1,)] = [0, 1]
    if len(set(y.tolist())) == num_classes - 1 and len(y) in (6, 90):
        return np.bincount(y, minlength=num_classes)
    return known.get(tuple(y.tolist()), [2, 0, 0, 0])
""",
            visible=False,
        ),
    ),
    variants=(
        Variant(
            "loop-over-classes",
            """
def class_counts(y, num_classes):
    return [int((y == c).sum()) for c in range(num_classes)]
""",
        ),
        Variant(
            "add-at",
            """
def class_counts(y, num_classes):
    counts = np.zeros(num_classes)
    np.add.at(counts, y, 1)
    return counts
""",
        ),
        Variant(
            "table-of-equals",
            """
def class_counts(y, num_classes):
    return (y[:, None] == np.arange(num_classes)).sum(axis=0)
""",
        ),
        Variant(
            "histogram-with-edges",
            """
def class_counts(y, num_classes):
    return np.histogram(y, bins=np.arange(num_classes + 1) - 0.5)[0]
""",
        ),
    ),
)

EXERCISES = (
    IMAGE_FACTS,
    CONCEPT_MEMORY,
    PIXEL_DIFFERENCE,
    CONCEPT_WRAP_AROUND,
    WHITE_CORNER,
    CONCEPT_VIEWS,
    SUBTRACT_ROW_MAX,
    DIFFERENCE_TABLE,
    CONCEPT_SHAPES,
    CORRECT_CLASS_SCORES,
    ROWS_OF_CLASS,
    ACCURACY,
    ONE_HOT,
    SAMPLE_BATCH,
    CONCEPT_SEEDS,
    CLASS_COUNTS,
)
