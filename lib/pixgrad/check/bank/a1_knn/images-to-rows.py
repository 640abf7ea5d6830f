# %% exercise="images-to-rows" name="images_to_rows"

# %% right="flatten-each"
def images_to_rows(images):
    return np.array([image.flatten() for image in images], dtype=np.float64)

# %% right="nested-list"
def images_to_rows(images):
    rows = []
    for image in images:
        rows.append([float(value) for line in image for pixel in line for value in pixel])
    return rows

# %% right="filled-in"
def images_to_rows(images):
    N, H, W, C = images.shape
    rows = np.empty((N, H * W * C))
    rows[:] = images.reshape(N, H * W * C)
    return rows

# %% right="lambda"
images_to_rows = lambda images: images.astype(float).reshape((len(images), np.prod(images.shape[1:])))

# %% mistake="float-dtype-missing"
# the numbers are right, but they are not float64. Differences of uint8 pixels wrap around at 0 and 255, so
# convert with astype(np.float64).
def images_to_rows(images):
    return images.reshape(images.shape[0], -1)

# %% mistake="channels-first"
# all reds come before all greens and blues. Keep the three numbers of a pixel together: the pixels already
# lie in memory in the order that is asked for.
def images_to_rows(images):
    N = images.shape[0]
    return images.transpose(0, 3, 1, 2).reshape(N, -1).astype(np.float64)

# %% mistake="fortran-order"
# the first index runs fastest (order='F'), which goes down the columns of an image. Leave `order` out: the
# last index, the colour, should run fastest.
def images_to_rows(images):
    return np.reshape(images, (len(images), -1), order="F").astype(float)

# %% mistake="transposed"
# images stand in columns: the shape is (H * W * 3, N). Rows are examples in this series, so the first axis
# should count images.
def images_to_rows(images):
    return images.reshape(len(images), -1).T.astype(np.float64)

# %% mistake="images-mixed"
# each row takes numbers from several images. Reshape straight to (N, -1); reshaping to (-1, N) and
# transposing cuts through the images.
def images_to_rows(images):
    return images.reshape(-1, images.shape[0]).T.astype(np.float64)

# %% mistake="scaled"
# the numbers were divided by 255. That can be useful, but here the rows should keep the pixels' values from
# 0 to 255.
def images_to_rows(images):
    X = images.reshape(len(images), -1)
    return X / 255.0

# %% mistake="size-hard-coded"
# the number of entries in a row is written down as 3072. Images may have any height and width; compute the
# length, or let reshape do so with -1.
def images_to_rows(images):
    return images.reshape(images.shape[0], 32 * 32 * 3).astype(np.float64)

# %% mistake="one-long-row"
# all images were laid out in one long row. Keep the first axis: the result should have shape (N, H * W *
# 3).
def images_to_rows(images):
    return images.flatten().astype(np.float64)

# %% mistake="notebook-global"
# the function reads a variable of the notebook; take every size from the arguments.
def images_to_rows(images):
    return images.reshape(num_train, -1).astype(np.float64)

# %% equivalent="constant"
# reshape takes any negative number for the one left open
- return images.reshape(len(images), -1).astype(np.float64)
+ return images.reshape(len(images), -2).astype(np.float64)
