# %% exercise="concept-row-length" name="row_length_answer"

# %% right="float"
row_length_answer = 150 * 9.0

# %% mistake="one-region" caught="hidden tests"
# this is the number of words; each of the regions has a histogram of its own.
row_length_answer = 150

# %% mistake="regions-not-squared" caught="hidden tests"
# there are 3 bands of rows and 3 of columns: count the parts again.
row_length_answer = 450

# %% mistake="patches-counted" caught="hidden tests"
# this is the number of patches; the histograms only count them.
row_length_answer = 49

# %% mistake="words-per-patch" caught="hidden tests"
# the number of patches does not matter: they are counted, not listed.
row_length_answer = 7350

# %% mistake="pixels-of-the-patches" caught="hidden tests"
# a word is one entry of the histogram, however many numbers it has itself.
row_length_answer = 28800
