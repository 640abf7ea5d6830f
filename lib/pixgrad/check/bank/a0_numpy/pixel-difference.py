# %% exercise="pixel-difference" name="pixel_difference"

# %% right="larger-minus-smaller"
def pixel_difference(a, b):
    return np.maximum(a, b) - np.minimum(a, b)

# %% right="where-in-uint8"
def pixel_difference(a, b):
    return np.where(a > b, a - b, b - a)

# %% right="int16"
def pixel_difference(a, b):
    return np.abs(a.astype(np.int16) - b)

# %% right="root-of-the-square-float32"
def pixel_difference(a, b):
    return np.sqrt((np.float32(a) - np.float32(b)) ** 2)

# %% right="three-loops"
def pixel_difference(a, b):
    out = np.zeros(a.shape, dtype=int)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            for k in range(3):
                out[i, j, k] = abs(int(a[i, j, k]) - int(b[i, j, k]))
    return out

# %% right="in-three-steps"
def pixel_difference(a, b):
    left = a.astype(float)
    right = b.astype(float)
    return np.abs(left - right)

# %% mistake="wraps-around"
# the pixels are subtracted as uint8, and 3 - 5 is 254 for them. By the time np.abs or astype sees the
# result the sign is gone; convert both images before you subtract.
def pixel_difference(a, b):
    return np.abs(a - b)

# %% mistake="sign-kept" edits="in-three-steps"
# negative differences are left as they are. The absolute difference is wanted.
-     return np.abs(left - right)
+     return left - right

# %% mistake="sign-kept-turned-round" edits="in-three-steps"
# this is b - a, with its sign. The absolute difference is wanted.
-     return np.abs(left - right)
+     return right - left

# %% mistake="int8-too-small"
# int8 holds -128 to 127, so pixels above 127 have already wrapped around when they are subtracted. Use a
# wider dtype, such as int16 or float64.
def pixel_difference(a, b):
    return np.abs(a.astype(np.int8) - b.astype(np.int8))

# %% mistake="smaller-of-both"
# the smaller of a - b and b - a is taken, and both wrap around in uint8: for 200 and 40 they are 160 and
# 96. Convert both images before you subtract.
def pixel_difference(a, b):
    return np.minimum(a - b, b - a)

# %% mistake="still-unsigned"
# a wider dtype helps only if it knows negative numbers: uint16 and uint32 wrap around below 0 as well.
def pixel_difference(a, b):
    return np.abs(a.astype(np.uint16) - b.astype(np.uint16))

# %% mistake="still-unsigned-32"
# a wider dtype helps only if it knows negative numbers: uint16 and uint32 wrap around below 0 as well.
def pixel_difference(a, b):
    return a.astype(np.uint32) - b.astype(np.uint32)

# %% mistake="negative-cut-off"
# where a is darker than b the difference became 0. Its size counts, whichever image is the brighter.
def pixel_difference(a, b):
    return np.clip(a.astype(float) - b.astype(float), 0, 255)

# %% mistake="back-to-uint8"
# the sign is dropped after the result has gone back to uint8, where it no longer exists. Take the absolute
# value first.
def pixel_difference(a, b):
    return np.abs((b.astype(int) - a.astype(int)).astype(np.uint8))

# %% mistake="summed-up"
# this adds all differences up. An array of the shape of the images is wanted, one difference per entry.
def pixel_difference(a, b):
    return np.abs(a.astype(float) - b.astype(float)).sum()

# %% mistake="squared"
# the differences are squared. Only their size is wanted, |a - b|.
def pixel_difference(a, b):
    return (a.astype(float) - b.astype(float)) ** 2

# %% mistake="scaled-to-one"
# the differences are divided by 255. They should stay between 0 and 255.
def pixel_difference(a, b):
    return np.abs(a / 255 - b / 255)

# %% mistake="larger-of-both"
# the larger of a - b and b - a is taken, and one of the two has wrapped around in uint8: for 3 and 5 they
# are 254 and 2. Convert both images before you subtract.
def pixel_difference(a, b):
    return np.maximum(a - b, b - a)

# %% mistake="added" edits="in-three-steps"
# the pixels are added. Their difference is wanted.
-     return np.abs(left - right)
+     return left + right

# %% mistake="halved-first"
# the pixels are divided by 2 before they are subtracted, which loses their last bit. Convert them to a dtype
# with room instead.
def pixel_difference(a, b):
    return 2 * np.abs((a // 2).astype(int) - (b // 2).astype(int))

# %% mistake="bits-compared"
# this compares the bits of the pixels. Their difference as numbers is wanted.
def pixel_difference(a, b):
    return a ^ b

# %% mistake="over-the-channels" edits="in-three-steps"
# the differences of the three channels are put together to one number for each pixel. Keep them apart: the
# result has the shape of the images.
-     return np.abs(left - right)
+     return np.abs(left - right).sum(axis=2)

# %% mistake="averaged-over-the-channels" edits="in-three-steps"
# the differences of the three channels are put together to one number for each pixel. Keep them apart: the
# result has the shape of the images.
-     return np.abs(left - right)
+     return np.abs(left - right).mean(axis=2)

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return np.abs(a.astype(np.float64) - b.astype(np.float64))
+ return np.abs(a - b.astype(np.float64))

# %% equivalent="dropped call"
# the other operand is float64 already, so the difference is
- return np.abs(a.astype(np.float64) - b.astype(np.float64))
+ return np.abs(a.astype(np.float64) - b)

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return np.abs(a.astype(np.float64) - b.astype(np.float64))
+ return np.abs(a.astype(np.float32) - b.astype(np.float64))

# %% equivalent="dtype"
# float32 holds these values exactly: pixels, zeros and ones
- return np.abs(a.astype(np.float64) - b.astype(np.float64))
+ return np.abs(a.astype(np.float64) - b.astype(np.float32))
