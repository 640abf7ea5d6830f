# %% exercise="concept-wrap-around" name="wrapped_value"

# %% right="tried-out"
wrapped_value = (np.array([20], dtype=np.uint8) - np.array([30], dtype=np.uint8))[0]

# %% right="as-a-float"
wrapped_value = 256.0 - 10

# %% mistake="no-wrap" caught="hidden tests"
# a byte has no place for a sign: it cannot hold a negative number.
wrapped_value = -10

# %% mistake="absolute-value" caught="hidden tests"
# subtracting does not drop the sign, it wraps around.
wrapped_value = 10

# %% mistake="cut-off-at-zero" caught="hidden tests"
# the counter does not stop at 0; below it, it goes on at 255.
wrapped_value = 0

# %% mistake="modulo-255" caught="hidden tests"
# a byte has 256 values, since 0 is one of them.
wrapped_value = 245

# %% mistake="wrong-form"
# a number is wanted.
wrapped_value = 'an error'
