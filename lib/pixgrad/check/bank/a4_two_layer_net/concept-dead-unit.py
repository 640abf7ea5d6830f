# %% exercise="concept-dead-unit" name="dead_unit_answer"

# %% right="list"
dead_unit_answer = ["a", "b", "d", "e"]

# %% mistake="revives" caught="hidden tests"
# what goes into the unit depends on the image, its own weights and its own bias. Do the other units change
# any of these?
dead_unit_answer = "abcde"

# %% mistake="second-layer-learns" caught="hidden tests"
# the gradient of its row of W2 is a sum of h times something. What is its h?
dead_unit_answer = "ade"

# %% mistake="dead-for-all-images" caught="hidden tests"
# it is off for every *training* image. Must a new image be like one of them?
dead_unit_answer = "abe"

# %% mistake="step-not-blamed" caught="hidden tests"
# think of a long step along the gradient of its bias: where might the bias end?
dead_unit_answer = "abd"
