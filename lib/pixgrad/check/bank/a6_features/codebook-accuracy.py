# %% exercise="codebook-accuracy" name="chosen_patch_size"

# %% right="five-pixels"
chosen_patch_size, chosen_num_words, chosen_regions = 5, 200, 3

# %% right="numpy-numbers"
chosen_patch_size = np.int64(6)
chosen_num_words = np.array(200.0)
chosen_regions = 2.0

# %% mistake="not-a-choice"
# the number of words must be a whole number from 1 to 200.
chosen_patch_size, chosen_num_words, chosen_regions = 6, 500, 2

# %% mistake="wrong-form"
# the answers are numbers.
chosen_patch_size = "6"
chosen_num_words = 100
chosen_regions = 2

# %% mistake="too-few-words"
# the accuracy is below the bar, and with 200 words it would not be; take more words.
chosen_patch_size, chosen_num_words, chosen_regions = 6, 10, 2

# %% mistake="too-few-regions"
# the accuracy is below the bar, and with 2 x 2 regions it would not be.
chosen_patch_size, chosen_num_words, chosen_regions = 6, 200, 1

# %% mistake="wrong-patch-size"
# the accuracy is below the bar, and with another size of the patches it would not be.
chosen_patch_size, chosen_num_words, chosen_regions = 10, 200, 2

# %% mistake="below-the-bar"
# the accuracy is below the bar, and more than one of the three numbers is to blame.
chosen_patch_size, chosen_num_words, chosen_regions = 10, 10, 2
