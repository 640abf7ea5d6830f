# %% exercise="jacobian-bytes" name="jacobian_bytes"

# %% right="pair-by-pair-count"
def jacobian_bytes(N, D, itemsize=4):
    inputs = outputs = N * D
    pairs = inputs * outputs
    return itemsize * pairs

# %% right="an-empty-array-of-that-shape"
def jacobian_bytes(N, D, itemsize=4):
    return int(np.prod([N, D, N, D], dtype=np.int64)) * itemsize

# %% right="spelled-out"
def jacobian_bytes(N, D, itemsize=4):
    return N * D * N * D * itemsize

# %% right="float"
def jacobian_bytes(N, D, itemsize=4):
    return float(N * D) ** 2 * itemsize

# %% mistake="one-example"
# this is the Jacobian of one row, D by D, N times. The table of the whole layer also has the entries for an
# input of one row and an output of another, all of them 0: (N D) by (N D).
def jacobian_bytes(N, D, itemsize=4):
    return N * D * D * itemsize

# %% mistake="one-row-only"
# this is the Jacobian of a single row. The minibatch has N.
def jacobian_bytes(N, D, itemsize=4):
    return D * D * itemsize

# %% mistake="input-only"
# this is the memory of the input. The Jacobian has an entry for every pair of an input and an output.
def jacobian_bytes(N, D, itemsize=4):
    return N * D * itemsize

# %% mistake="entries-not-bytes"
# these are the entries. Each takes itemsize bytes.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D) ** 2

# %% mistake="itemsize-ignored"
# the size of a number is always 4. Use itemsize.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D) ** 2 * 4

# %% mistake="bits"
# these are bits. A byte has 8 of them; leave the 8 out.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D) ** 2 * itemsize * 8

# %% mistake="square-of-bytes"
# itemsize is squared too. Square the number of entries alone.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D * itemsize) ** 2

# %% mistake="input-plus-output"
# input and output are added. A table has rows times columns.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D + N * D) * itemsize

# %% mistake="gibibytes"
# this is in GiB. The number of bytes is asked for.
def jacobian_bytes(N, D, itemsize=4):
    return (N * D) ** 2 * itemsize / 2**30

# %% mistake="int32-overflow"
# the number does not fit into 32 bits and wraps around. Python's own integers have no limit.
def jacobian_bytes(N, D, itemsize=4):
    return int(np.array([N * D], dtype=np.int32)[0] * np.array([N * D], dtype=np.int32) @ np.array([itemsize], dtype=np.int32))

# %% mistake="only-rows-squared"
# N is squared and D is not. Input and output have N * D entries each: (N * D)**2.
def jacobian_bytes(N, D, itemsize=4):
    return N**2 * D * itemsize

# %% mistake="sum-for-product"
# N and D are added. Input and output have N * D entries each.
def jacobian_bytes(N, D, itemsize=4):
    return (N + D) ** 2 * itemsize
