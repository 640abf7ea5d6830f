# %% exercise="concept-bright-rows" name="brightness_answer"

# %% right="other-notation"
brightness_answer = {"B", "A"}

# %% mistake="rows-and-columns-exchanged" caught="hidden tests"
# rows belong to test images and columns to training images: dists has shape (num_test, num_train).
brightness_answer = "cd"

# %% mistake="far-thought-wrong" caught="hidden tests"
# far from everything does not mean wrongly labelled: its nearest neighbour may still be of its class.
brightness_answer = "abe"
