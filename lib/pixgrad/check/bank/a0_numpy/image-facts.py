# %% exercise="image-facts" name="image_facts"

# %% right="multiplied-out"
def image_facts(image):
    h, w, c = image.shape
    return [h, w, h * w * c, h * w * c * image.itemsize]

# %% right="numpy-integers"
def image_facts(image):
    n = np.prod(image.shape)
    return len(image), len(image[0]), n, n * np.dtype(image.dtype).itemsize

# %% right="flattened-first"
def image_facts(image):
    flat = image.reshape(-1)
    return image.shape[0], image.shape[1], len(flat), len(flat.tobytes())

# %% right="one-at-a-time"
def image_facts(image):
    height = len(image)
    width = image.shape[1]
    num_numbers = height * width * 3
    num_bytes = num_numbers * image.dtype.itemsize
    return height, width, num_numbers, num_bytes

# %% right="counted-by-loops"
def image_facts(image):
    numbers = 0
    for row in image:
        for pixel in row:
            for channel in pixel:
                numbers += 1
    first_row = image[0, :, 0]
    return [image[:, 0, 0].size, first_row.size, numbers, numbers * image.itemsize]

# %% right="line-by-line"
def image_facts(image):
    height = image.shape[0]
    width = image.shape[1]
    num_numbers = image.size
    num_bytes = image.nbytes
    return height, width, num_numbers, num_bytes

# %% mistake="width-first" edits="line-by-line"
# height and width are swapped. Rows come first: image.shape is (height, width, 3), also for a photo that
# people call "800 x 600".
-     height = image.shape[0]
-     width = image.shape[1]
+     width, height = image.shape[:2]

# %% mistake="height-twice" edits="line-by-line"
# the width is that of the first axis, which is the height once more. The second axis goes along a row:
# image.shape[1].
-     width = image.shape[1]
+     width = len(image)

# %% mistake="channels-forgotten" edits="line-by-line"
# these are the pixels, not the numbers: each pixel has three, one for each channel.
-     num_numbers = image.size
+     num_numbers = height * width

# %% mistake="length-only" edits="line-by-line"
# len() counts along the first axis only, so this is the height once more. The array knows how many numbers
# it holds in all.
-     num_numbers = image.size
+     num_numbers = len(image)

# %% mistake="four-channels" edits="line-by-line"
# the numbers are counted with four channels. A pixel of these images has three: red, green and blue.
-     num_numbers = image.size
+     num_numbers = height * width * 4

# %% mistake="one-byte-each" edits="line-by-line"
# this counts one byte per number, which holds for uint8 alone. How wide a number is depends on the dtype.
-     num_bytes = image.nbytes
+     num_bytes = image.size

# %% mistake="eight-bytes-each" edits="line-by-line"
# this counts eight bytes per number, which holds for float64 alone. How wide a number is depends on the
# dtype.
-     num_bytes = image.nbytes
+     num_bytes = 8 * image.size

# %% mistake="bits-not-bytes" edits="line-by-line"
# the last number is in bits; one byte has eight of them.
-     num_bytes = image.nbytes
+     num_bytes = 8 * image.nbytes

# %% mistake="bytes-of-one-number" edits="line-by-line"
# the last number is what a single number takes up; multiply it by how many there are.
-     num_bytes = image.nbytes
+     num_bytes = image.itemsize

# %% mistake="bytes-of-the-pixels" edits="line-by-line"
# the bytes of one channel are counted. Each pixel has three numbers.
-     num_bytes = image.nbytes
+     num_bytes = height * width * image.itemsize

# %% mistake="one-byte-or-eight" edits="line-by-line"
# every dtype but uint8 is given eight bytes a number here. There are others, such as int16 with two and
# float32 with four; the array itself knows.
-     num_bytes = image.nbytes
+     num_bytes = image.size * (1 if image.dtype == np.uint8 else 8)

# %% mistake="whole-object" edits="line-by-line"
# sys.getsizeof counts what Python keeps for the array as well, some hundred bytes more than its numbers
# take up. The array itself knows the bytes of its numbers.
-     num_bytes = image.nbytes
+     import sys
+
+     num_bytes = sys.getsizeof(image)

# %% mistake="bytes-before-numbers" edits="line-by-line"
# the last two are swapped: the numbers come first, then the bytes.
-     num_numbers = image.size
-     num_bytes = image.nbytes
+     num_bytes = image.size
+     num_numbers = image.nbytes

# %% mistake="size-written-down" edits="line-by-line"
# the height and width of this course's images, 32, are written down. Images may have any size; ask the
# array.
-     height = image.shape[0]
-     width = image.shape[1]
-     num_numbers = image.size
-     num_bytes = image.nbytes
+     height = width = 32
+     num_numbers = height * width * 3
+     num_bytes = num_numbers * image.itemsize

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every value from the arguments.
def image_facts(image):
    return len(image), image.shape[1], images.size, image.nbytes

# %% mistake="undefined-name"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
def image_facts(image):
    h, w, _ = image.shape
    return h, w, h * w * num_channels, image.nbytes

# %% mistake="four-bytes-each" edits="line-by-line"
# this counts four bytes per number, which holds for float32 alone. How wide a number is depends on the
# dtype.
-     num_bytes = image.nbytes
+     num_bytes = 4 * image.size

# %% mistake="axes-for-numbers" edits="line-by-line"
# the third entry is 3, the number of axes or of channels. How many numbers the whole array holds is wanted.
-     num_numbers = image.size
+     num_numbers = image.ndim

# %% mistake="shape-and-size" edits="line-by-line"
# this is the shape followed by the size. The third entry should be how many numbers there are, the fourth
# how many bytes.
-     num_numbers = image.size
-     num_bytes = image.nbytes
+     num_numbers, num_bytes = image.shape[2], image.size
