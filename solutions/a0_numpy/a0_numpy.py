# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Arrays, images and how checking works
#
# **What you will build.** Eleven small functions, most of them one or two lines long, that the later notebooks
# lean on: differences of pixels that do not wrap around, a table of all pairs without a loop, one score picked
# from each row, class counts, random batches that can be repeated.
#
# **What you need.** Python, and a first meeting with NumPy (`np.array`, indexing, `+` and `*`). No machine
# learning yet.
#
# **How long it takes.** 1.5 to 2.5 hours. (By one rule for all seven notebooks: a minute for 100 words, three for
# each line that you write and each question, one and a half for each picture.) The drills are independent: one that
# you skip costs you nothing in the next. (Where the text says what you should see, it speaks of the course's
# drawings; every notebook runs on CIFAR-10 too.)

# %%
import numpy as np

from pixgrad import check, data, plots

DATA = "shapes"  # "cifar10" after: pixgrad data fetch cifar10

dataset = data.load(DATA)
train_images, train_labels = dataset.X_train, dataset.y_train
print(dataset)

# %% [markdown]
# ## How to work through a notebook
#
# | part | what you do with it |
# | --- | --- |
# | text | read why the exercise is there, and which tools it needs |
# | **answer** | replace `raise NotImplementedError()` by your code; the text in quotes says exactly what is wanted |
# | **check** | its code is folded: run the cell without reading it. (Click on the three dots to unfold it; VS Code shows it unfolded.) One line with a tick means that all is well, *noted* that your answer was read and is judged when the notebook is marked; otherwise one message says what is not |
# | **hint** | unfold it when you are stuck; it helps without giving the code away |
# | picture | say first what you expect, then run the cell, which uses your own function, and compare |
#
# Cells that draw pictures, or train for some seconds, are there for you alone: they are not run when your notebook is
# marked, and nothing that you change in them costs points. Their first line says so.
#
# Your code may look quite unlike anybody else's. Where an array is asked for, a list of the same numbers will do, and
# where a float is asked for, any number of Python's or NumPy's, in all seven notebooks. No function may change its
# arguments. For floats, float32 is precise enough, unless the text in quotes says *Compute in float64*. A check looks
# at what your function returns, whether it leaves its arguments as they were and, where the text forbids a Python
# loop, at how many Python steps it takes. It never looks at a clock. When your notebook is marked, the same questions
# are asked again with fresh numbers, so a function that only knows the numbers on this page earns nothing.

# %% [markdown]
# ## How to read a failed check
#
# Here are three wrong functions, failing on purpose. The task was: *return the largest pixel of a list of
# pixels, and leave the list as it was*. The second cell catches each failure and prints its message; in your own
# checks, the message appears in red under the cell.


# %%
def largest_pixel_first(pixels):
    return pixels[0]


def largest_pixel_silent(pixels):
    max(pixels)


def largest_pixel_sorted(pixels):
    pixels.sort()
    return pixels[-1]


# %% tags=["explore"]
for wrong_function in [largest_pixel_first, largest_pixel_silent, largest_pixel_sorted]:
    try:
        check.returns(wrong_function, [([9, 4],), ([7, 80, 3],)], [9, 80], exercise="reading-a-message")
    except check.CheckFailed as error:
        print(error, end="\n\n")

# %% [markdown]
# Read a message from the top.
#
# 1. **The call** that went wrong, as you would type it: `largest_pixel_first(pixels)`. The first pair of pixels,
#    `[9, 4]`, was answered rightly, so the message is about the second case.
# 2. **What is wrong** with it: the wrong value, the wrong kind of thing (`None`: there is no `return`), or a
#    changed argument (sorting in place reorders the caller's own list).
# 3. **The numbers**: `with` is what went in, `got` is what came back, `wanted` is what should have. Copy the
#    `with` line into a new cell and try it by hand; an array comes with its dtype, so that the same thing happens.
# 4. **The slip**, in square brackets: a short name, where the check recognises the mistake. For common mistakes the
#    message says in a sentence what to look at.


# %% claim="a-message-can-be-tried-by-hand"
def told(function, cases, wanted):
    try:
        check.returns(function, cases, wanted, exercise="reading-a-message")
    except check.CheckFailed as error:
        return str(error)


first = told(largest_pixel_first, [([9, 4],), ([7, 80, 3],)], [9, 80])
assert first.startswith("largest_pixel_first(pixels) ") and "with   pixels = [7, 80, 3]" in first, first
pixels = np.array([3, 5, 4], np.uint8)
[given] = [line for line in told(largest_pixel_first, [(pixels,)], [5]).splitlines() if "with " in line]
print(given.strip())
again = eval(given.split("=", 1)[1])
assert again.dtype == np.uint8 and (again[:1] - again[1:2]) == 254  # so that the same thing happens

from fractions import Fraction  # "any number of Python's or NumPy's"

for half in (0.5, np.float32(0.5), Fraction(1, 2)):
    check.returns(lambda half=half: half, [()], [0.5], exercise="any-number")

# %% [markdown]
# ## An image is a grid of numbers
#
# A picture is stored as an array of shape `(height, width, 3)`: rows first, then columns, then red, green and
# blue. A photo that is *800 pixels wide and 600 tall* (people say "800 x 600 x 3") is therefore an array of shape
# `(600, 800, 3)` with $600 \cdot 800 \cdot 3 = 1{,}440{,}000$ numbers. The small images of this course have
# $32 \cdot 32 \cdot 3 = 3072$.
#
# The `dtype` says how each number is stored. Files hold `uint8`: one byte, whole numbers from 0 to 255.
# Computing is done in `float64`: eight bytes a number.

# %% tags=["explore"]
print(train_images.shape, train_images.dtype)
plots.arrays.channels(train_images[0])

# %% [markdown]
# On the left is the image, then its three channels, each drawn in its own colour: black is 0, full colour is 255. The
# next picture goes close, to rows 12 to 15 and columns 8 to 13: these are the very numbers that you will compute
# with.

# %% tags=["explore"]
plots.arrays.pixel_numbers(train_images[0, 12:16, 8:14])

# %% [markdown]
# ### Drill 1: the size of an image
#
# Most errors with arrays are errors of shape, and asking an array about itself is the quickest way to find them.


# %% answer="image-facts"
def image_facts(image):
    """Height, width, number of numbers and number of bytes of an image.

    Parameters
    ----------
    image : ndarray of shape (H, W, 3)
        Pixels of any dtype: uint8, int16, float32, float64, ... H and W may differ.

    Returns
    -------
    tuple of four ints
        ``(height, width, num_numbers, num_bytes)``: H, W, how many numbers the array holds (all three
        channels), and how many bytes these numbers take up, which depends on the dtype. A list is accepted.
    """
    # BEGIN SOLUTION
    height, width, _ = image.shape
    return height, width, image.size, image.nbytes
    # END SOLUTION


# %% check="image-facts" points=8
cases = [
    (np.zeros((600, 800, 3), dtype=np.uint8),),  # 800 pixels wide, 600 tall, one byte a number
    (np.zeros((32, 32, 3), dtype=np.uint8),),
    (np.zeros((32, 32, 3), dtype=np.float64),),  # eight bytes a number
    (np.zeros((1, 5, 3), dtype=np.float32),),  # four bytes a number
    (np.zeros((4, 2, 3), dtype=np.int16),),  # two bytes a number
]
wanted = [(600, 800, 1_440_000, 1_440_000), (32, 32, 3072, 3072), (32, 32, 3072, 24_576), (1, 5, 15, 60)]
wanted += [(4, 2, 24, 48)]
check.returns(image_facts, cases, wanted, exercise="image-facts")
# BEGIN HIDDEN TESTS
rng = check.rng("image-facts")
fresh = [
    (np.zeros((int(h), int(w), 3), dtype=dtype),)
    for dtype in ["uint8", "float32", "float64", "int16"]
    for h, w in [rng.choice(np.arange(2, 60), size=2, replace=False)]
]
bytes_each = {"uint8": 1, "int16": 2, "float32": 4, "float64": 8}
wanted = [
    (
        len(image),
        len(image[0]),
        len(image) * len(image[0]) * 3,
        len(image) * len(image[0]) * 3 * bytes_each[str(image.dtype)],
    )
    for (image,) in fresh
]
check.returns(image_facts, fresh, wanted, exercise="image-facts")
# END HIDDEN TESTS

# %% [markdown] hint="image-facts"
# Type `image.` and press Tab: which attributes tell a shape, a number of entries, a number of bytes? There are no
# brackets behind an attribute.

# %% [markdown]
# ### Question: memory
#
# How many megabytes do 5,000 images of shape (32, 32, 3) need as `float64`? (One megabyte: $10^6$ bytes. A number
# within 0.1 % is near enough.)
# <!-- by hand: 0.1 -->

# %% answer="concept-memory"
megabytes = None  # a number
# BEGIN SOLUTION
megabytes = 5000 * 32 * 32 * 3 * 8 / 1e6
# END SOLUTION

# %% check="concept-memory" points=2
check.number(megabytes, name="megabytes", exercise="concept-memory")
# BEGIN HIDDEN TESTS
check.number(
    megabytes,
    122.88,
    name="megabytes",
    exercise="concept-memory",
    rtol=1e-3,
    reasons={
        122: "this is rounded down to a whole number, as `//` and `int` do; keep what follows the point.",
    },
    way=(
        "multiply the numbers in one image by the number of images and by the 8 bytes of a float64, "
        "then divide by 10**6."
    ),
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-memory"
# Numbers in one image, times images, times bytes per number.

# %% [markdown]
# ## Small numbers wrap around
#
# A `uint8` knows only 0 to 255. When a result falls below 0, it re-enters at 255, like the counter of a car that
# runs backwards: $3 - 5 = -2$ becomes $256 - 2 = 254$. NumPy says nothing, for speed. Subtracting two images is
# the most natural thing to do with them, and this is how it goes wrong.
#
# $$ \texttt{a - b in uint8} = (a - b) \bmod 256 $$
#
# The way out is a copy with a roomier dtype: `a.astype(np.float64)` holds the same numbers, and -2 besides.
#
# **Predict.** From every value between 0 and 255 the number 100 is subtracted in `uint8`. What is stored for 0,
# for 99, and for 100? Then run the picture.

# %% tags=["explore"]
plots.arrays.wrap_around(subtracted=100)

# %% [markdown]
# **What you should see.** Left of 100 the true difference is negative; the stored one is larger by 256, and the
# *darker* the pixel was, the nearer to 156 it comes. `np.abs` comes too late: the sign is gone by then.

# %% claim="what-uint8-stores"
stored = np.array([0, 99, 100], np.uint8) - np.uint8(100)
assert stored.tolist() == [156, 255, 0], stored
print(stored)

# %% [markdown]
# ### Drill 2: the difference of two images


# %% answer="pixel-difference"
def pixel_difference(a, b):
    """Absolute difference of two images, pixel by pixel.

    Parameters
    ----------
    a, b : ndarray of shape (H, W, 3), dtype uint8
        Two images of the same shape.

    Returns
    -------
    ndarray of shape (H, W, 3)
        Each entry is the true ``|a - b|``, a number from 0 to 255. Any dtype that holds these values.
    """
    # BEGIN SOLUTION
    return np.abs(a.astype(np.float64) - b.astype(np.float64))
    # END SOLUTION


# %% check="pixel-difference" points=8
left = np.array([[[3, 200, 90], [0, 255, 17]]], dtype=np.uint8)  # one row of two pixels
right = np.array([[[5, 40, 90], [255, 0, 20]]], dtype=np.uint8)
tall = np.array([[[10, 20, 30]], [[130, 140, 250]], [[7, 99, 0]]], dtype=np.uint8)
bright, dark = np.array([[[200, 72, 130]]], np.uint8), np.array([[[72, 200, 2]]], np.uint8)
cases = [(left, right), (right, left), (left, left), (tall, tall[::-1]), (bright, dark)]
wanted = [
    [[[2, 160, 0], [255, 255, 3]]],
    [[[2, 160, 0], [255, 255, 3]]],
    [[[0, 0, 0], [0, 0, 0]]],
    [[[3, 79, 30]], [[0, 0, 0]], [[3, 79, 30]]],
    [[[128, 128, 128]]],
]
check.returns(pixel_difference, cases, wanted, exercise="pixel-difference")
# BEGIN HIDDEN TESTS
rng = check.rng("pixel-difference")
fresh = [
    tuple(rng.integers(0, 256, size=(2, *size), dtype=np.uint8)) for size in [(4, 5, 3), (1, 6, 3), (7, 1, 3)]
]
fresh += [(a, (255 - a.astype(int)).astype(np.uint8)) for a, _ in fresh[:1]]
wanted = [
    [
        [[abs(int(p) - int(q)) for p, q in zip(*pixel, strict=True)] for pixel in zip(*row, strict=True)]
        for row in zip(a, b, strict=True)
    ]
    for a, b in fresh
]
check.returns(pixel_difference, fresh, wanted, exercise="pixel-difference")
# END HIDDEN TESTS

# %% [markdown] hint="pixel-difference"
# Give the numbers room *before* you subtract: `astype` makes an array of another dtype. The new dtype must know
# negative numbers, and more than 127 of them.

# %% [markdown]
# **Predict.** The picture takes an image, moves it one pixel to the right, and draws the difference of the two,
# once true and once as `np.abs(a - b)` in `uint8`. Where will the true one be bright, and what share of the
# entries will the other one get wrong?

# %% tags=["explore"]
one, moved = train_images[0], np.roll(train_images[0], 1, axis=1)
true, wrapped = pixel_difference(one, moved), np.abs(one - moved)
print(f"mean true difference {np.mean(true):.1f}, mean wrapped difference {np.mean(wrapped):.1f}")
plots.arrays.image_row([one, moved, true, wrapped], ["a", "b", "true |a - b|", "np.abs(a - b) in uint8"])

# %% [markdown]
# **What you should see.** Neighbouring pixels are alike, so the true difference is dark almost everywhere, but
# for edges. In `uint8`, `np.abs(a - b)` turns every slightly *negative* difference into a number near 255:
# between a third and two thirds of the entries are loud noise. A distance computed from them says nothing about
# the images.

# %% claim="wrapped-differences-are-noise" seeds=5
picture = train_images[seed]
shifted = np.roll(picture, 1, axis=1)
exact, noisy = pixel_difference(picture, shifted), np.abs(picture - shifted)
wrong = np.mean(exact != noisy)
assert 1 / 3 < wrong < 2 / 3 and np.median(exact) < 40 and np.median(noisy[exact != noisy]) > 215
print(
    f"image {seed}: {wrong:.0%} of the entries wrong; medians {np.median(exact):.0f} and {np.median(noisy[exact != noisy]):.0f}"
)

# %% [markdown]
# ### Question: one pixel
#
# `a` and `b` are `uint8` arrays. One entry of `a` is 20, and the same entry of `b` is 30. Which number is that
# entry of `a - b`? Work it out before you try it.

# %% answer="concept-wrap-around"
wrapped_value = None  # a number
# BEGIN SOLUTION
wrapped_value = (20 - 30) % 256
# END SOLUTION

# %% check="concept-wrap-around" points=2
check.number(wrapped_value, name="wrapped_value", exercise="concept-wrap-around")
# BEGIN HIDDEN TESTS
check.number(
    wrapped_value,
    246,
    name="wrapped_value",
    exercise="concept-wrap-around",
    reasons={
        247: (
            "count the steps: twenty lead from 20 down to 0, the next one to 255, and there are nine more."
        ),
        226: "this is 0 - 30, wrapped around; the 20 is still to be counted.",
        50: "this is the sum of the two; their difference is asked for.",
    },
    way=(
        "take the difference as it would be without bounds, then go round the circle of 256 values "
        "that a byte has."
    ),
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-wrap-around"
# How many different values does one byte have? Count down from 0: the next one is 255.

# %% [markdown]
# ## Views and copies
#
# `corner = image[:8, :8]` copies nothing. It is a *view*: another window on the same numbers, made in an
# instant however large the image is. Writing through the window (`corner[:] = 0`) changes the image. Whoever
# wants numbers of their own says `.copy()`.
#
# Functions get arrays in the same way, as windows: `X += 1` inside a function changes the caller's `X`.

# %% [markdown]
# ### Drill 3: paint on a copy


# %% answer="white-corner"
def with_white_corner(image, size):
    """The image with a white square in its top left corner; the image itself stays as it is.

    Parameters
    ----------
    image : ndarray of shape (H, W, 3), dtype uint8
        Pixels.
    size : int
        Side of the square in pixels, from 0 (nothing is painted) to the smaller of H and W.

    Returns
    -------
    ndarray of shape (H, W, 3)
        The same pixels, but 255 in all three channels of the first `size` rows and first `size` columns.
    """
    # BEGIN SOLUTION
    painted = image.copy()
    painted[:size, :size] = 255
    return painted
    # END SOLUTION


# %% check="white-corner" points=8
grey = np.full((3, 4, 3), 100, dtype=np.uint8)
white_one, white_two = [
    [[[255] * 3 if row < size and column < size else [100] * 3 for column in range(4)] for row in range(3)]
    for size in (1, 2)
]
stripes = np.array(
    [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]], [[13, 14, 15], [16, 17, 18]]], dtype=np.uint8
)
cases = [(grey, 1), (grey, 2), (stripes, 1), (stripes, 0)]
wanted = [
    white_one,
    white_two,
    [[[255, 255, 255], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]], [[13, 14, 15], [16, 17, 18]]],
    stripes,
]
check.returns(with_white_corner, cases, wanted, exercise="white-corner")
# BEGIN HIDDEN TESTS
rng = check.rng("white-corner")
fresh = [
    (rng.integers(0, 255, size=(h, w, 3), dtype=np.uint8), size)
    for h, w, size in [(6, 5, 2), (4, 7, 4), (5, 5, 3), (1, 1, 1), (3, 9, 0)]
]
wanted = [
    [
        [[255 if i < size and j < size else int(v) for v in pixel] for j, pixel in enumerate(row)]
        for i, row in enumerate(image)
    ]
    for image, size in fresh
]
check.returns(with_white_corner, fresh, wanted, exercise="white-corner")
# END HIDDEN TESTS

# %% [markdown] hint="white-corner"
# What has to come first, so that the caller's image is out of reach? For the square, one slice per axis: rows
# first, then columns; an axis you do not mention is taken whole.

# %% [markdown]
# ### Question: view or copy?
#
# `image` is an array of shape (32, 32, 3) fresh from `np.zeros`. Which of these share their numbers with it, so that
# writing into them would change `image`?
#
# - **a)** `image[8:24, 8:24]`
# - **b)** `image.reshape(-1)`
# - **c)** `image.astype(np.float32)`
# - **d)** `image[[0, 5, 9]]` (a list of row numbers)
# - **e)** `image[image > 0.5]`
# - **f)** `image.T`

# %% answer="concept-views"
views_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
views_answer = "abf"
# END SOLUTION

# %% check="concept-views" points=3
check.choice(views_answer, "abcdef", name="views_answer", exercise="concept-views")
# BEGIN HIDDEN TESTS
check.choice(
    views_answer,
    "abcdef",
    "abf",
    name="views_answer",
    exercise="concept-views",
    reasons={
        "a": (
            "a slice has a start, a stop and a step along each axis and reads the bytes of `image` itself."
        ),
        "b": (
            "an array fresh from `np.zeros` lies in memory row after row, so `reshape` only counts "
            "the same numbers along another axis; nothing has to be copied."
        ),
        "c": (
            "a float32 takes four bytes and a float64 eight, so `astype` has to write new numbers in "
            "another place."
        ),
        "d": (
            "NumPy copies whatever a list of indices picks: rows 0, 5 and 9 do not lie at equal "
            "steps, and a view can describe nothing else."
        ),
        "e": (
            "a mask may pick numbers from anywhere, which no start and step can describe, so NumPy "
            "copies what it picks."
        ),
        "f": (
            "`.T` reverses the order of the axes, each with the step it had, and leaves the numbers "
            "where they are."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-views"
# `np.shares_memory(image, ...)` knows. Ask yourself first: can the result be described by a start and a constant step
# along each axis, in the same bytes?

# %% [markdown]
# ## Axis and keepdims
#
# `X.sum(axis=0)` adds *along* axis 0: that axis disappears. For `X` of shape (N, D):
#
# | expression | shape | one number for each |
# | --- | --- | --- |
# | `X.sum(axis=0)` | (D,) | column |
# | `X.sum(axis=1)` | (N,) | row |
# | `X.sum(axis=1, keepdims=True)` | (N, 1) | row, kept upright |
# | `X.sum()` | () | array |
#
# With `keepdims=True` the axis stays, with length 1, so that the result still lines up with the rows it came from.
#
# **Predict.** Below is an array of shape (3, 4). Which of the two sums has three numbers?

# %% tags=["explore"]
plots.arrays.reductions(np.array([[1, 5, 2, 0], [4, 1, 1, 3], [2, 2, 6, 1]]))

# %% [markdown]
# ## Broadcasting
#
# When two shapes differ, NumPy lines them up *from the right*. Along each axis the lengths must be equal, or one
# of them must be 1 (or missing): then that array is repeated along it, without a copy being made.
#
# | | shape | |
# | --- | --- | --- |
# | `a` as a column, `a[:, np.newaxis]` | (M, 1) | repeated N times to the right |
# | `b` as a row, `b[np.newaxis, :]` | (1, N) | repeated M times downwards |
# | `column + row` | (M, N) | entry [i, j] is `a[i] + b[j]` |
#
# Missing axes are added **on the left**: shape (N,) counts as the row (1, N), never as a column. That is why
# `X - X.max(axis=1)` does not do what it seems to: for N rows and D columns it fails, and for N = D it is worse:
# it runs.

# %% [markdown]
# ### Drill 4: every row by its own maximum
#
# Scores are compared within a row (one image), never between rows. Later, the softmax classifier begins by moving
# every row so that its largest score is 0. The two most frequent slips in that classifier are to leave this line
# out, and to subtract one maximum from the whole array.


# %% answer="subtract-row-max"
def subtract_row_max(scores):
    """Subtract from every row its own largest entry.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        One row of scores per image, float64; negative and tiny ones too. N and C may be equal, or 1.

    Returns
    -------
    ndarray of shape (N, C)
        ``scores[i, j]`` minus the largest entry of row i, not rounded (float32 will do). The largest entry of every
        row is now 0.

    Notes
    -----
    No Python loop over the rows.
    """
    # BEGIN SOLUTION
    return scores - scores.max(axis=1, keepdims=True)
    # END SOLUTION


# %% check="subtract-row-max" points=8
cases = [
    (np.array([[1.0, 4.0, 2.0], [-3.0, -1.0, -7.0]]),),
    (np.array([[1.0, 4.0, 2.0], [-3.0, -1.0, -7.0], [9.0, 0.0, 5.0]]),),  # as many rows as columns
    (np.array([[1000.25, 1003.0]]),),  # one row
    (np.array([[5.0], [8.0]]),),  # one column
    (np.array([[5.0, 8.0, 6.0], [-3.0, -1.0, -9.0]]) / 2**24,),  # tiny scores
]
wanted = [
    [[-3, 0, -2], [-2, 0, -6]],
    [[-3, 0, -2], [-2, 0, -6], [0, -9, -4]],
    [[-2.75, 0]],
    [[0], [0]],
    np.array([[-3, 0, -2], [-2, 0, -8]]) / 2**24,
]
check.returns(subtract_row_max, cases, wanted, exercise="subtract-row-max")
check.vectorized(subtract_row_max, (np.ones((3, 4)),), (np.ones((60, 4)),), exercise="subtract-row-max")
# BEGIN HIDDEN TESTS
rng = check.rng("subtract-row-max")
fresh = [
    ((rng.integers(-9999, 9999, size=size) + rng.integers(-99999, 99999, size=(size[0], 1))) / scale,)
    for size, scale in [((5, 3), 2**10), ((4, 4), 2**10), ((1, 6), 2**10), ((2, 2), 2**36), ((3, 1), 2**10)]
]  # float32 holds all of them and their differences exactly
wanted = [[[v - max(row) for v in row] for row in case.tolist()] for (case,) in fresh]
check.returns(subtract_row_max, fresh, wanted, exercise="subtract-row-max")
check.vectorized(
    subtract_row_max, (rng.normal(size=(4, 5)),), (rng.normal(size=(70, 5)),), exercise="subtract-row-max"
)
# END HIDDEN TESTS

# %% [markdown] hint="subtract-row-max"
# The maxima must come as a column of shape (N, 1). Which axis has to disappear, and what keeps its place?

# %% [markdown]
# ### Drill 5: all pairs at once
#
# Every table of distances between images will be made in this way.


# %% answer="difference-table"
def difference_table(a, b):
    """All differences of an entry of `a` and an entry of `b`.

    Parameters
    ----------
    a : ndarray of shape (M,)
        Numbers, float64.
    b : ndarray of shape (N,)
        Numbers, float64; M and N may differ, and the numbers may be tiny.

    Returns
    -------
    ndarray of shape (M, N)
        Entry [i, j] is ``a[i] - b[j]``, not rounded (float32 will do).

    Notes
    -----
    No Python loop.
    """
    # BEGIN SOLUTION
    return a[:, np.newaxis] - b[np.newaxis, :]
    # END SOLUTION


# %% check="difference-table" points=8
cases = [
    (np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0])),
    (np.array([1.0, 5.0]), np.array([4.0, 0.5])),  # M = N
    (np.array([1007.25]), np.array([1.0, -2.0, 3.0])),
    (np.array([0.0, 3.0]), np.array([2.0])),
    (np.array([9.0, 2.0]) / 2**20, np.array([4.0, 1.0]) / 2**20),  # tiny numbers
]
wanted = [[[9, 8], [19, 18], [29, 28]], [[-3, 0.5], [1, 4.5]], [[1006.25, 1009.25, 1004.25]], [[-2], [1]]]
wanted += [np.array([[5, 8], [-2, 1]]) / 2**20]
check.returns(difference_table, cases, wanted, exercise="difference-table")
check.vectorized(
    difference_table, (np.ones(3), np.ones(4)), (np.ones(60), np.ones(50)), exercise="difference-table"
)
# BEGIN HIDDEN TESTS
rng = check.rng("difference-table")
fresh = [
    (rng.integers(-2000, 2000, size=m) / scale, rng.integers(-9000, 9000, size=n) / scale)
    for m, n, scale in [(4, 6, 2**10), (5, 3, 2**10), (4, 4, 2**30), (1, 5, 2**10), (6, 1, 2**10)]
]  # float32 holds all of them and their differences exactly
wanted = [[[float(p) - float(q) for q in b] for p in a] for a, b in fresh]
check.returns(difference_table, fresh, wanted, exercise="difference-table")
small, large = [(rng.normal(size=m), rng.normal(size=n)) for m, n in [(4, 3), (50, 70)]]
check.vectorized(difference_table, small, large, exercise="difference-table")
# END HIDDEN TESTS

# %% [markdown] hint="difference-table"
# Which of the two has to stand upright, so that there is one *row* per entry of it? `a.reshape(-1, 1)` and
# `a[:, np.newaxis]` both raise a vector up.

# %% [markdown]
# **Predict.** The column (10, 20, 30, 40) meets the row (1, 5, 8). Which shape has the table of differences, and
# what stands in its first line?

# %% tags=["explore"]
column, row = np.array([10, 20, 30, 40]), np.array([1, 5, 8])
plots.arrays.broadcast_table(column, row, difference_table(column, row))

# %% [markdown]
# **What you should see.** The column on the left, the row on top, and in every cell the one minus the other: the
# first line, 9, 5, 2, holds only differences from `a[0]`.

# %% [markdown]
# ### Question: shapes
#
# `X` has shape (500, 3072): 500 images as rows. Which statements are true?
#
# - **a)** `X - X.mean(axis=0)` subtracts from every column the mean of that column.
# - **b)** `X - X.mean(axis=1)` subtracts from every row the mean of that row.
# - **c)** `X - X.mean(axis=1, keepdims=True)` subtracts from every row the mean of that row.
# - **d)** Arrays of shapes (500, 1) and (1, 300) add up to an array of shape (500, 300).
# - **e)** Arrays of shapes (500,) and (300,) add up to an array of shape (500, 300).

# %% answer="concept-shapes"
shapes_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
shapes_answer = "acd"
# END SOLUTION

# %% check="concept-shapes" points=3
check.choice(shapes_answer, "abcde", name="shapes_answer", exercise="concept-shapes")
# BEGIN HIDDEN TESTS
check.choice(
    shapes_answer,
    "abcde",
    "acd",
    name="shapes_answer",
    exercise="concept-shapes",
    reasons={
        "a": (
            "axis=0 is the one that disappears: one mean for each column is left, in shape (3072,), "
            "which lines up with the last axis of X."
        ),
        "b": (
            "these means have shape (500,). Compared from the right, 500 meets 3072, and NumPy stops "
            "with a ValueError."
        ),
        "c": (
            "keepdims=True leaves shape (500, 1), and the axis of length 1 is repeated along all 3072 "
            "columns, so that each row meets its own mean."
        ),
        "d": (
            "each array has one axis of length 1, and it is repeated as often as the other array is "
            "long there."
        ),
        "e": (
            "compared from the right, 500 meets 300, and neither of them is 1. For a table, one of "
            "the arrays needs a new axis."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-shapes"
# Write the two shapes above each other, flush right, and compare the lengths from right to left.

# %% [markdown]
# ## One entry from every row
#
# Every loss of this course begins with the same question: which score did the *right* class get? `scores[i, y[i]]`
# for every i. Given two arrays of indices of the same length, NumPy walks through them in step: `scores[[0, 1, 2],
# [4, 0, 2]]` is the three entries `scores[0, 4]`, `scores[1, 0]`, `scores[2, 2]`. (`np.arange(3)` is 0, 1, 2.) A
# slice instead (`scores[:, [4, 0, 2]]`) means *all rows, with these columns*: a whole block.

# %% [markdown]
# ### Drill 6: the score of the right class


# %% answer="correct-class-scores"
def correct_class_scores(scores, y):
    """The score that each example gives to its own class.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        One row of scores per example.
    y : ndarray of int of shape (N,)
        Right class of each example, from 0 to C-1, in any order; some classes may not occur, and there may be
        hundreds of them.

    Returns
    -------
    ndarray of shape (N,)
        Entry i is ``scores[i, y[i]]``, not rounded (float32 will do).

    Notes
    -----
    No Python loop over the examples.
    """
    # BEGIN SOLUTION
    return scores[np.arange(len(y)), y]
    # END SOLUTION


# %% check="correct-class-scores" points=8
cases = [
    (np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]]), np.array([0, 1, 2])),
    (np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]]), np.array([1, 2, 0])),
    (np.array([[1.0, 2.0], [0.0, 4.0], [5.0, 6.0], [7.0, 8.0]]), np.array([1, 0, 0, 1])),
    (np.array([[1.5, -2.5, 3.5, 0.5]]), np.array([2])),
    (np.arange(600.0).reshape(2, 300), np.array([256, 299])),  # 300 classes
    (np.array([[3.0, 5.0], [7.0, 1.0]]) / 2**20, np.array([0, 1])),  # tiny scores
]
wanted = [[3.2, 4.9, -3.1], [5.1, 2.0, 2.2], [2, 0, 5, 8], [3.5], [256, 599], np.array([3, 1]) / 2**20]
check.returns(correct_class_scores, cases, wanted, exercise="correct-class-scores")
small, large = [(np.ones((n, 5)), np.arange(n) % 4) for n in (6, 80)]
check.vectorized(correct_class_scores, small, large, exercise="correct-class-scores")
# BEGIN HIDDEN TESTS
rng = check.rng("correct-class-scores")
fresh = [
    (rng.normal(scale=5, size=(n, c)), rng.integers(0, c, size=n))
    for n, c in [(6, 3), (4, 4), (3, 7), (1, 2), (9, 2), (5, 400)]
]
fresh += [(1e-6 * scores, y) for scores, y in fresh[:1]]
wanted = [[float(row[label]) for row, label in zip(scores, y, strict=True)] for scores, y in fresh]
check.returns(correct_class_scores, fresh, wanted, exercise="correct-class-scores")
small, large = [(rng.normal(size=(n, 6)), rng.integers(0, 6, size=n)) for n in (5, 90)]
check.vectorized(correct_class_scores, small, large, exercise="correct-class-scores")
# END HIDDEN TESTS

# %% [markdown] hint="correct-class-scores"
# The text walks through two lists in step. One of them is `y`. Which numbers stand in the other, and how do you
# make an array of them for any N?

# %% [markdown]
# ## Boolean masks
#
# A comparison of arrays gives an array of answers: `y == 3` holds `True` or `False` for every example. Used as an
# index, such a *mask* keeps what is `True`. Its sum counts, its mean is a share, `np.any` and `np.all` of it ask for
# one and for all, `~mask` turns it round, and `&` and `|` combine two of them (each comparison in brackets).

# %% [markdown]
# ### Drill 7: all examples of one class


# %% answer="rows-of-class"
def rows_of_class(X, y, label):
    """The examples that carry a label, in their order.

    Parameters
    ----------
    X : ndarray of shape (N, ...)
        Examples along the first axis: rows (N, D) or images (N, H, W, 3).
    y : ndarray of int of shape (N,)
        Their labels, any whole numbers, in any order.
    label : int
        The label wanted; it may not occur at all.

    Returns
    -------
    ndarray of shape (M, ...)
        The M examples whose label is `label`, in the order of X. M is 1 for a single one, and 0 if there is none:
        then the shape is (0, ...), with the other axes as in X.

    Notes
    -----
    No Python loop over the examples.
    """
    # BEGIN SOLUTION
    return X[y == label]
    # END SOLUTION


# %% check="rows-of-class" points=8
X = np.array([[3.0, 30.0], [5.0, 50.0], [1.0, 10.0], [4.0, 40.0], [2.0, 20.0]])
y = np.array([2, 0, 2, 1, 0])
many = np.arange(200.0).reshape(100, 2)[::-1]
square = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
tiny_images = np.arange(12).reshape(3, 2, 1, 2)
cases = [
    (X, y, 2),
    (X, y, 0),
    (X, y, 1),  # a single example: still two axes
    (X, y, 3),  # none at all
    (square, np.array([0, 1, 1]), 1),
    (tiny_images, np.array([7, 4, 7]), 7),
    (np.array([[8.0, 2.0], [8.0, 2.0], [6.0, 0.0]]), np.array([4, 4, 0]), 4),  # twice the same row
    (X, np.array([-1, 255, 300, 1, 44]), -1),  # labels may be any whole numbers
    (X, np.array([-1, 255, 300, 1, 44]), 44),
    (many, np.arange(100) % 3, 1),  # many rows, in their order
]
wanted = [
    [[3, 30], [1, 10]],
    [[5, 50], [2, 20]],
    [[4, 40]],
    np.zeros((0, 2)),
    [[4, 5, 6], [7, 8, 9]],
    [[[[0, 1]], [[2, 3]]], [[[8, 9]], [[10, 11]]]],
    [[8, 2], [8, 2]],
    [[3, 30]],
    [[2, 20]],
    many[1::3],
]
check.returns(rows_of_class, cases, wanted, exercise="rows-of-class")
small, large = [(np.ones((n, 4)), np.arange(n) % 3, 1) for n in (6, 90)]
check.vectorized(rows_of_class, small, large, exercise="rows-of-class")
# BEGIN HIDDEN TESTS
rng = check.rng("rows-of-class")
fresh = [
    (rng.normal(size=(n, d)), rng.permutation(np.arange(n) % 3), label)
    for n, d, label in [(8, 2, 0), (7, 3, 2), (4, 4, 1), (5, 5, 0), (150, 2, 2)]
]
fresh += [(rng.integers(0, 256, size=(6, 2, 3, 3)), rng.permutation([1, 1, 5, 0, 5, 5]), 5)]
wanted = [np.array([x for x, name in zip(X, y, strict=True) if name == label]) for X, y, label in fresh]
fresh += [
    (rng.normal(size=(4, 3)), rng.integers(0, 4, size=4), 9),
    (rng.normal(size=(1, 3)), np.array([2]), 2),
]
wanted += [np.zeros((0, 3)), fresh[-1][0]]
check.returns(rows_of_class, fresh, wanted, exercise="rows-of-class")
small, large = [(rng.normal(size=(n, 3)), np.arange(n) % 4, 2) for n in (8, 100)]
check.vectorized(rows_of_class, small, large, exercise="rows-of-class")
# END HIDDEN TESTS

# %% [markdown] hint="rows-of-class"
# Which comparison is `True` for just the examples you want? Its answer goes between the square brackets of `X`,
# alone.

# %% [markdown]
# **Predict.** Next come the mean images of the ten classes, from the rows that your function picks. The moons
# among the shapes open to the left or to the right. What will their mean look like?

# %% tags=["explore"]
mean_images = [
    rows_of_class(train_images, train_labels, label).mean(axis=0) for label in range(len(dataset.classes))
]
plots.images.image_grid(np.stack(mean_images), np.arange(10), dataset.classes, ncols=5)

# %% [markdown]
# **What you should see.** Where all images of a class agree the mean is clear; where they differ it blurs. A class
# that comes in two poses shows both at once: among the shapes, moons that open to the left and to the right add up to
# a ring.

# %% [markdown]
# ## The best class in every row
#
# A classifier predicts the class with the highest score: the *position* of the maximum in each row, `argmax`, not
# the maximum itself. If several entries are equally high, `argmax` gives the first one, so ties go to the smaller
# class. This course keeps to that rule everywhere.

# %% [markdown]
# ### Drill 8: accuracy


# %% answer="accuracy-of-scores"
def accuracy(scores, y):
    """Share of the examples whose highest score is that of the right class.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        One row of scores per example; N is at least 1.
    y : ndarray of int of shape (N,)
        Right class of each example, from 0 to C-1.

    Returns
    -------
    float
        How many of the N predictions are right, divided by N: from 0 to 1. The prediction for a row is the position
        of its highest score; of several equally high ones, the smallest position.
    """
    # BEGIN SOLUTION
    return float(np.mean(scores.argmax(axis=1) == y))
    # END SOLUTION


# %% check="accuracy-of-scores" points=8
cases = [
    (np.array([[0.1, 0.9, 0.3], [2.0, 1.0, 0.0], [0.0, 0.0, 4.0], [5.0, 6.0, 1.0]]), np.array([1, 0, 0, 1])),
    (np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([0, 0])),  # as many rows as columns
    (np.array([[-5.0, -1.0, -3.0]]), np.array([1])),
    (np.array([[7.0, 7.0, 1.0], [1.0, 7.0, 7.0], [4.0, 0.0, 4.0]]), np.array([0, 2, 0])),  # ties
    (np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 2.0, 0.0]]), np.array([0, 0, 0])),
    (np.arange(600.0).reshape(2, 300), np.array([299, 299])),  # 300 classes
    (np.array([[2.0, 1.0]] * 300), np.zeros(300, dtype=int)),  # 300 examples
]
check.returns(accuracy, cases, [0.75, 0.5, 1, 2 / 3, 1 / 3, 1, 1], exercise="accuracy-of-scores")
# BEGIN HIDDEN TESTS
rng = check.rng("accuracy-of-scores")
fresh = []
for n, c in [(8, 3), (5, 5), (12, 4), (1, 6), (30, 2), (700, 3), (6, 400)]:
    scores, y = rng.normal(size=(n, c)), rng.integers(0, c, size=n)
    scores[: n // 2 + 1, 0] = scores[: n // 2 + 1].max(axis=1)  # ties with class 0
    y[: n // 2 + 1 : 2] = 0
    fresh.append((scores, y))
wanted = [
    sum(row.index(max(row)) == label for row, label in zip(s.tolist(), y.tolist(), strict=True)) / len(y)
    for s, y in fresh
]
check.returns(accuracy, fresh, wanted, exercise="accuracy-of-scores")
# END HIDDEN TESTS

# %% [markdown] hint="accuracy-of-scores"
# Predictions first: which axis disappears when you look for the best *class* of every row? Then compare them with
# `y`; what is the mean of a mask?

# %% [markdown]
# **Predict.** Four rows of scores: the right class has a frame, the highest score a dot. Which four numbers does your
# drill 6 pick, to be written on the right? And what is the accuracy?

# %% tags=["explore"]
few_scores = np.array(
    [[2.1, 0.3, -1.0, 0.8], [0.2, 1.9, 1.2, -0.4], [1.0, 1.4, 0.1, 1.7], [-0.5, 0.6, 2.2, 0.9]]
)
few_labels = np.array([0, 2, 3, 1])
picked = correct_class_scores(few_scores, few_labels)
print(f"accuracy: {accuracy(few_scores, few_labels):.2f}")
plots.arrays.score_table(few_scores, few_labels, dataset.classes[:4], [f"{score:g}" for score in picked])

# %% [markdown]
# **What you should see.** On the right the framed score of every row; frame and dot agree in two of four.

# %% [markdown]
# ## One-hot rows
#
# A label is a number, but a class is not an amount: class 4 is not twice class 2. Written as a row with a single
# 1, every class gets a place of its own. In this form a label is a *distribution over classes*, which is what the
# cross-entropy of the softmax classifier compares a prediction with.

# %% [markdown]
# ### Drill 9: labels as rows


# %% answer="one-hot-rows"
def one_hot(y, num_classes):
    """Every label as a row with a single 1.

    Parameters
    ----------
    y : ndarray of int of shape (N,)
        Labels from 0 to num_classes - 1, in any order; some may not occur.
    num_classes : int
        Number of classes, at least 1; there may be hundreds.

    Returns
    -------
    ndarray of shape (N, num_classes)
        Row i is 1 at position ``y[i]`` and 0 elsewhere. Floats, ints and bools are all accepted.

    Notes
    -----
    No Python loop over the labels.
    """
    # BEGIN SOLUTION
    rows = np.zeros((len(y), num_classes))
    rows[np.arange(len(y)), y] = 1
    return rows
    # END SOLUTION


# %% check="one-hot-rows" points=8
cases = [
    (np.array([2, 0]), 3),
    (np.array([1, 3, 1]), 5),  # classes 0, 2 and 4 do not occur
    (np.array([1, 0, 2]), 3),
    (np.array([2, 2, 0, 1, 2]), 3),
    (np.array([0]), 1),
    (np.array([256, 299]), 300),  # 300 classes
]
wanted = [
    [[0, 0, 1], [1, 0, 0]],
    [[0, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 1, 0, 0, 0]],
    [[0, 1, 0], [1, 0, 0], [0, 0, 1]],
    [[0, 0, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[1]],
    [[0] * 256 + [1] + [0] * 43, [0] * 299 + [1]],
]
check.returns(one_hot, cases, wanted, exercise="one-hot-rows")
check.vectorized(one_hot, (np.arange(6) % 4, 5), (np.arange(90) % 4, 5), exercise="one-hot-rows")
# BEGIN HIDDEN TESTS
rng = check.rng("one-hot-rows")
fresh = [
    (rng.integers(0, top, size=n), c)
    for n, top, c in [(7, 4, 4), (5, 3, 6), (4, 2, 4), (1, 3, 3), (12, 9, 10), (9, 400, 400)]
]
wanted = [[[float(k == label) for k in range(c)] for label in y] for y, c in fresh]
check.returns(one_hot, fresh, wanted, exercise="one-hot-rows")
check.vectorized(
    one_hot, (rng.integers(0, 5, size=4), 6), (rng.integers(0, 5, size=80), 6), exercise="one-hot-rows"
)
# END HIDDEN TESTS

# %% [markdown] hint="one-hot-rows"
# Drill 6 *reads* one entry of every row. What happens if the same brackets stand on the left of a `=`?

# %% [markdown]
# One-hot rows turn "add up the images of each class" into one matrix product. `@` is NumPy's matrix product, and
# `Y.T` is the transpose, with the two axes exchanged: for $Y$ (N, C) and $X$ (N, D), `Y.T @ X` has shape (C, N)(N,
# D) = (C, D), and its row c is the sum of the images of class c.

# %% [markdown]
# ## Random numbers that can be repeated
#
# An experiment that cannot be repeated cannot be debugged. `rng = np.random.default_rng(7)` makes a *generator*:
# a stream of random numbers that begins in the same way for everybody who says 7. `rng.integers(10, size=3)`
# draws three whole numbers from 0 to 9, the same one more than once, if chance wants it. A function that needs
# randomness gets the generator as an argument and draws from nothing else. It makes no generator of its own (or
# it would draw the same numbers at each call) and does not touch the old global `np.random.seed`.

# %% [markdown]
# ### Drill 10: a random batch
#
# Training looks at a few random examples at a time. A row and its label must stay together: if they come apart,
# nothing can be learnt, and no error says so.


# %% answer="sample-batch"
def sample_batch(X, y, batch_size, rng):
    """Draw examples at random, with replacement, each with its own label.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Examples.
    y : ndarray of shape (N,)
        Their labels.
    batch_size : int
        How many to draw, at least 1. It may be larger than N, since an example may be drawn more than once. N may be
        100,000 and more.
    rng : numpy.random.Generator
        The only source of randomness: the same generator state gives the same batch, and each further call with the
        same generator a new one.

    Returns
    -------
    X_batch : ndarray of shape (batch_size, D)
        Rows of X, digit for digit; every row of X is equally likely in every place. Compute in float64: float32
        would make other rows of them.
    y_batch : ndarray of shape (batch_size,)
        Their labels, in the same order.
    """
    # BEGIN SOLUTION
    drawn = rng.integers(len(X), size=batch_size)
    return X[drawn], y[drawn]
    # END SOLUTION


# %% check="sample-batch" points=8
five_rows = np.array([[0.0, 1.0], [10.0, 11.0], [20.0, 21.0], [30.0, 31.0], [40.0, 41.0]])


def rows_drawn(batch_size, seeds, times=1):
    """Numbers of the rows of five_rows in batches: of each generator so many, one after the other."""
    draws = [(five_rows, np.arange(5), batch_size, np.random.default_rng(seed)) for seed in seeds]
    batches = check.drawn(sample_batch, draws, times)
    return [[round(float(row[0]) / 10) for row in X_batch] for X_batch, _ in batches]


def many_batches(*case):
    """Whether a generator gives 150 batches of which hardly any two are the same."""
    return len(set(map(tuple, rows_drawn(20, [6], 150)))) > 140


def two_batches(seed):
    """Two batches of twenty, drawn one after the other from the same generator."""
    return rows_drawn(20, [seed], 2)


def pairs_in_order(drawn):
    """Every place of a batch with the place behind it."""
    return {(drawn[i], drawn[i + 1]) for i in range(len(drawn) - 1)}


batch_rules = [
    (
        "wrong-shape",
        "it should return two arrays of numbers, batch_size rows of X and their batch_size labels",
        lambda batch, X, y, size, rng: (
            [np.shape(part) for part in batch] == [(size, X.shape[1]), (size,)]
            and all(np.asarray(part).dtype.kind in "iuf" for part in batch)
        ),
    ),
    (
        "no-rows-of-x",
        "each row of the batch should be a row of X",
        lambda batch, X, *others: all(any(np.array_equal(row, known) for known in X) for row in batch[0]),
    ),
    (
        "unpaired",
        "a row and its label come from two different examples. Draw the row numbers once and use them for both",
        lambda batch, X, y, *others: all(
            y[[np.array_equal(row, known) for known in X].index(True)] == label
            for row, label in zip(*batch, strict=True)
        ),
    ),
]
random_rules = [
    (
        "global-random",
        "two generators with the same seed should give the same batches; draw from rng and from nothing else",
        lambda *case: two_batches(0) == two_batches(0),
    ),
    (
        "not-random",
        "another generator, or a second call with the same one, should give another batch; let rng draw the rows",
        lambda *case: two_batches(0)[0] != two_batches(0)[1] and two_batches(0) != two_batches(1),
    ),
    (
        "row-never-drawn",
        "in a batch of 800 out of five rows, some row was never drawn; all of them should be equally likely",
        lambda *case: set(rows_drawn(800, [2])[0]) == set(range(5)),
    ),
    (
        "unequal",
        "in a batch of 5,000 out of five rows, some rows came far more often than others; all should be equally likely",
        lambda *case: all(830 < count < 1170 for count in np.bincount(rows_drawn(5000, [4])[0], minlength=5)),
    ),
    (
        "few-rows",
        "in sixty batches of three out of five rows, some row was never drawn; draw from all rows, however small the batch",
        lambda *case: {row for rows in rows_drawn(3, range(60)) for row in rows} == set(range(5)),
    ),
    (
        "unequal-places",
        "in a hundred batches of three out of five rows, some row never stood in some place; every row should be "
        "equally likely in every place",
        lambda *case: len({place for rows in rows_drawn(3, range(100)) for place in enumerate(rows)}) == 15,
    ),
    (
        "places-depend",
        "in a batch of 800 out of five rows, some rows never stand side by side; draw each place anew",
        lambda *case: len(pairs_in_order(rows_drawn(800, [3])[0])) == 25,
    ),
    (
        "without-replacement",
        "in twenty batches of five out of five rows, no row came twice in a batch; draw with replacement",
        lambda *case: any(len(set(rows)) < 5 for rows in rows_drawn(5, range(20))),
    ),
    (
        "few-batches",
        "of 150 batches drawn with one generator many are the same; draw the rows from rng itself, not from another "
        "generator with one of a few seeds",
        many_batches,
    ),
]
far_rows = (
    "far-rows-never",
    "in a batch of 200 out of 100,000 rows, some tenth of the rows never came; row numbers need a dtype that holds them all",
    lambda batch, *case: (
        np.shape(batch[0]) == (200, 1) and {int(row[0]) // 10_000 for row in batch[0]} == set(range(10))
    ),
)
cases = [
    (five_rows + 0.1, np.arange(5), 3, np.random.default_rng(0)),
    (five_rows, np.array([7, -2, 7, 0, 3]), 4, np.random.default_rng(1)),
    (five_rows, np.arange(5), 12, np.random.default_rng(2)),  # more than there are
    (five_rows[:1], np.arange(1), 2, np.random.default_rng(3)),
]
check.satisfies(sample_batch, cases, batch_rules, exercise="sample-batch")
check.satisfies(sample_batch, cases[1:3], random_rules, exercise="sample-batch")
many_numbers = np.arange(100_000)
many_rows = [(many_numbers[:, np.newaxis], many_numbers, 200, np.random.default_rng(5))]
check.satisfies(sample_batch, many_rows, [far_rows], exercise="sample-batch")
# BEGIN HIDDEN TESTS
seeds = check.rng("sample-batch")
fresh = [
    (
        seeds.normal(size=(n, d)),
        seeds.permutation(n) - 3,
        size,
        np.random.default_rng(int(seeds.integers(2**32))),
    )
    for n, d, size in [(9, 3, 6), (4, 5, 11), (30, 2, 20), (6, 6, 6), (1, 4, 1)]
]
check.satisfies(sample_batch, fresh, batch_rules, exercise="sample-batch")
# END HIDDEN TESTS

# %% [markdown] hint="sample-batch"
# Draw *row numbers*, not rows. What has to be the same for X and for y?

# %% [markdown]
# **Predict.** Three batches of ten: one from a generator with seed 7, and two, one after the other, from a second
# generator with seed 7. Which of the three are the same?

# %% tags=["explore"]
flat = train_images.reshape(len(train_images), -1)
first, second = np.random.default_rng(7), np.random.default_rng(7)
batches = [sample_batch(flat, train_labels, 10, rng) for rng in (first, second, second)]
plots.images.image_grid(
    np.concatenate([X for X, y in batches]), np.concatenate([y for X, y in batches]), dataset.classes
)

# %% [markdown]
# **What you should see.** The first two lines, image by image. The third is what the second generator draws next.

# %% [markdown]
# ### Question: seeds
#
# Which statements are true?
#
# - **a)** Two generators made by `np.random.default_rng(7)` draw the same numbers, if asked for the same things.
# - **b)** One generator, asked twice for `rng.normal(size=3)`, gives the same three numbers twice.
# - **c)** A function that begins with `rng = np.random.default_rng(0)` draws the same numbers at every call.
# - **d)** After `np.random.seed(0)`, the numbers of `np.random.default_rng()` are the same in every run.

# %% answer="concept-seeds"
seeds_answer = ""  # one or several letters, such as "ac"
# BEGIN SOLUTION
seeds_answer = "ac"
# END SOLUTION

# %% check="concept-seeds" points=2
check.choice(seeds_answer, "abcd", name="seeds_answer", exercise="concept-seeds")
# BEGIN HIDDEN TESTS
check.choice(
    seeds_answer,
    "abcd",
    "ac",
    name="seeds_answer",
    exercise="concept-seeds",
    reasons={
        "a": (
            "what a generator draws follows from its seed and from what it has drawn before; in both "
            "the two are equal."
        ),
        "b": "a generator remembers how far it has come: the second call gets the next three numbers.",
        "c": (
            "every call makes a new generator from the same seed, and a new generator begins at the "
            "beginning."
        ),
        "d": (
            "`np.random.seed` sets the old global generator alone; `default_rng()` without a seed "
            "asks the system for a fresh one each time."
        ),
    },
)
# END HIDDEN TESTS

# %% [markdown] hint="concept-seeds"
# A generator remembers how far it has come. What does it know about the global seed?

# %% [markdown]
# ## Counting
#
# How often does each class occur? The answer tells you how well guessing would do, and the same count decides the
# vote of the nearest neighbours in the next notebook and fills the histograms of visual words in the last one. (Among
# this course's images all are equally frequent: guessing is right one time in ten.) A class that does not occur is
# counted too: with 0. `np.bincount([2, 0, 2])` gives `[1, 0, 2]`: how often 0, 1 and 2 occur, and no more, since it
# stops at the largest number it meets.

# %% [markdown]
# ### Drill 11: how many of each class


# %% answer="class-counts"
def class_counts(y, num_classes):
    """How often each class occurs.

    Parameters
    ----------
    y : ndarray of int of shape (N,)
        Labels from 0 to num_classes - 1, in any order.
    num_classes : int
        Number of classes; any of them may not occur, the first and the last too, and there may be hundreds.

    Returns
    -------
    ndarray of shape (num_classes,)
        Entry c is the number of labels that equal c, 0 where there are none; it may go into the hundred thousands.
        A list is accepted.

    Notes
    -----
    No Python loop over the labels (a loop over the classes is allowed).
    """
    # BEGIN SOLUTION
    return np.bincount(y, minlength=num_classes)
    # END SOLUTION


# %% check="class-counts" points=8
cases = [
    (np.array([2, 0, 2, 1, 2]), 3),
    (np.array([1, 3, 1]), 5),  # classes 0, 2 and 4 do not occur
    (np.array([4, 4, 0, 3]), 5),
    (np.array([1]), 2),
    (np.array([0, 0]), 4),
    (np.array([299, 256, 299]), 300),  # 300 classes
    (np.array([0, 1, 1, 1]).repeat(50_000), 2),  # 200,000 labels
]
wanted = [[1, 1, 3], [0, 2, 0, 1, 0], [1, 0, 0, 1, 2], [0, 1], [2, 0, 0, 0]]
wanted += [[0] * 256 + [1] + [0] * 42 + [2], [50_000, 150_000]]
check.returns(class_counts, cases, wanted, exercise="class-counts")
check.vectorized(class_counts, (np.arange(6) % 4, 5), (np.arange(90) % 4, 5), exercise="class-counts")
# BEGIN HIDDEN TESTS
rng = check.rng("class-counts")
fresh = [
    (rng.integers(low, top, size=n), c)
    for n, low, top, c in [
        (20, 0, 4, 4),
        (9, 1, 5, 7),
        (5, 0, 6, 6),
        (1, 2, 3, 4),
        (60, 3, 9, 10),
        (9, 0, 400, 400),
    ]
]
fresh += [(rng.integers(0, 2, size=140_000), 3)]
wanted = [[y.tolist().count(k) for k in range(c)] for y, c in fresh]
check.returns(class_counts, fresh, wanted, exercise="class-counts")
check.vectorized(
    class_counts, (rng.integers(0, 5, size=4), 6), (rng.integers(0, 5, size=80), 6), exercise="class-counts"
)
# END HIDDEN TESTS

# %% [markdown] hint="class-counts"
# `np.bincount?` shows its help, which names the option that makes it go on. Or count without it: what is the sum
# of a mask?

# %% claim="counts-of-the-classes"
counts_of_all = class_counts(train_labels, len(dataset.classes)).tolist()
print(f"of all {counts_of_all}")
assert DATA != "shapes" or len(set(counts_of_all)) == 1  # all are equally frequent
assert max(counts_of_all) < 1.1 * min(counts_of_all)
assert accuracy(few_scores, few_labels) == 0.5 and picked[3] == few_scores[3, 1]  # "agree in two of four"
assert not {"images", "labels"} & set(globals())  # a name that `images = 5000` takes away from nobody

# %% [markdown]
# ## What you take along
#
# Every drill comes back: in the distances of the next notebook, in the losses, in the batches, in the visual words.
# Whenever an array puzzles you, print its `shape` and its `dtype` before anything else.
