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

# %% right="in-two-steps"
def images_to_rows(images):
    rows = images.reshape(len(images), -1)
    return rows.astype(np.float64)

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

# %% mistake="colours-reversed" edits="in-two-steps"
# the colours of each pixel are reversed: blue, green, red. Leave them as they are.
-     rows = images.reshape(len(images), -1)
+     rows = images[..., ::-1].reshape(len(images), -1)

# %% mistake="columns-first" edits="in-two-steps"
# the pixels are read down the columns. Read each image like a page, row by row, as reshape does by itself.
-     rows = images.reshape(len(images), -1)
+     rows = images.swapaxes(1, 2).reshape(len(images), -1)

# %% mistake="upside-down" edits="in-two-steps"
# the rows of each image are read from the bottom to the top. The top row comes first.
-     rows = images.reshape(len(images), -1)
+     rows = images[:, ::-1].reshape(len(images), -1)

# %% mistake="mirrored" edits="in-two-steps"
# the rows of each image are read from right to left. Read them like a page.
-     rows = images.reshape(len(images), -1)
+     rows = images[:, :, ::-1].reshape(len(images), -1)

# %% mistake="first-channel-only" edits="in-two-steps"
# only the first channel is there. All three numbers of each pixel are wanted.
-     rows = images.reshape(len(images), -1)
+     rows = images[..., 0].reshape(len(images), -1)

# %% mistake="averaged-to-grey" edits="in-two-steps"
# the three colours are averaged to grey. All three numbers of each pixel are wanted.
-     rows = images.reshape(len(images), -1)
+     rows = images.mean(axis=-1).reshape(len(images), -1)

# %% mistake="mean-subtracted" edits="in-two-steps"
# the mean image is subtracted. That can be useful, but here the numbers should stay what they are.
-     return rows.astype(np.float64)
+     return rows - rows.mean(axis=0)

# %% mistake="images-reversed" edits="in-two-steps"
# the images come in reverse order. Row n holds image n.
-     rows = images.reshape(len(images), -1)
+     rows = images[::-1].reshape(len(images), -1)

# %% mistake="signed-bytes" edits="in-two-steps"
# the pixels have been through int8, where 201 becomes -55. Convert them to float64 at once.
-     return rows.astype(np.float64)
+     return rows.astype(np.int8).astype(np.float64)

# %% mistake="between-minus-one-and-one" edits="in-two-steps"
# the numbers are moved to -1 to 1. Here they should keep the pixels' values from 0 to 255.
-     return rows.astype(np.float64)
+     return rows / 127.5 - 1

# %% equivalent="constant"
# reshape takes any negative number for the one left open
- return images.reshape(len(images), -1).astype(np.float64)
+ return images.reshape(len(images), -2).astype(np.float64)
