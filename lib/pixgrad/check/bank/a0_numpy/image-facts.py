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

# %% mistake="width-first"
# height and width are swapped. Rows come first: image.shape is (height, width, 3), also for a photo that
# people call "800 x 600".
def image_facts(image):
    return image.shape[1], image.shape[0], image.size, image.nbytes

# %% mistake="channels-forgotten"
# these are the pixels, not the numbers: each pixel has three, one for each channel.
def image_facts(image):
    height, width = image.shape[:2]
    return height, width, height * width, image.nbytes

# %% mistake="length-only"
# len() counts along the first axis only, so this is the height once more. The array knows how many numbers
# it holds in all.
def image_facts(image):
    return len(image), image.shape[1], len(image), image.nbytes

# %% mistake="one-byte-each" edits="multiplied-out"
# this counts one byte per number, which holds for uint8 alone. How wide a number is depends on the dtype.
-     return [h, w, h * w * c, h * w * c * image.itemsize]
+     return h, w, h * w * c, h * w * c

# %% mistake="eight-bytes-each"
# this counts eight bytes per number, which holds for float64 alone. How wide a number is depends on the
# dtype.
def image_facts(image):
    n = image.size
    return image.shape[0], image.shape[1], n, 8 * n

# %% mistake="bits-not-bytes" edits="eight-bytes-each"
# the last number is in bits; one byte has eight of them.
-     return image.shape[0], image.shape[1], n, 8 * n
+     return image.shape[0], image.shape[1], n, n * image.itemsize * 8

# %% mistake="bytes-of-one-number"
# the last number is what a single number takes up; multiply it by how many there are.
def image_facts(image):
    return image.shape[0], image.shape[1], image.size, image.itemsize

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every value from the arguments.
def image_facts(image):
    h, w, c = images.shape[1:]
    return h, w, h * w * c, h * w * c * image.itemsize

# %% mistake="undefined-name"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
def image_facts(image):
    h, w, _ = image.shape
    return h, w, h * w * num_channels, image.nbytes
