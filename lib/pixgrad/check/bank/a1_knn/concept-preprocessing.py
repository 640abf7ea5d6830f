# %% exercise="concept-preprocessing" name="preprocessing_answer"

# %% right="other-notation"
preprocessing_answer = "A, B, C, F"

# %% mistake="pixel-order-thought-to-matter" caught="hidden tests"
# L1 adds up one term for each pixel, and a sum does not depend on the order of its terms.
preprocessing_answer = "abc"

# %% mistake="rotation-thought-harmless" caught="hidden tests"
# a rotation keeps L2 distances but not L1: (1, 0) has L1 length 1, turned by 45 degrees 1.41.
preprocessing_answer = "abcef"

# %% mistake="pixel-scales-thought-harmless" caught="hidden tests"
# dividing each pixel by a number of its own changes how much the pixels count against each other.
preprocessing_answer = "abcdf"

# %% mistake="mean-image-thought-to-matter" caught="hidden tests"
# the same mean image is subtracted from both images of a pair, so it drops out of the difference.
preprocessing_answer = "acf"
