# %% exercise="concept-memory" name="megabytes"

# %% right="as-a-product"
megabytes = 5 * 3072 * 8 / 1000

# %% right="from-an-array"
megabytes = np.array(5000 * np.zeros((32, 32, 3)).nbytes) / 10**6

# %% mistake="bytes-of-uint8" caught="hidden tests"
# this is their size as uint8; a float64 takes eight bytes.
megabytes = 15.36

# %% mistake="one-channel-counted" caught="hidden tests"
# three channels, three numbers per pixel.
megabytes = 40.96

# %% mistake="one-image-only" caught="hidden tests"
# this is one image; there are 5,000.
megabytes = 0.024576

# %% mistake="bytes-of-float32" caught="hidden tests"
# this is their size as float32; a float64 takes eight bytes.
megabytes = 61.44

# %% mistake="in-bytes" caught="hidden tests"
# this is in bytes; a megabyte has 10**6 of them.
megabytes = 122880000

# %% mistake="binary-megabytes" caught="hidden tests"
# this divides by 2**20. The question counts a megabyte as 10**6 bytes.
megabytes = 5000 * 3072 * 8 / 2**20

# %% mistake="wrong-form"
# a number is wanted.
megabytes = '122.88 MB'
