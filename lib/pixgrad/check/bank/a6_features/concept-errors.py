# %% exercise="concept-errors" name="errors_answer"

# %% right="spelt-0"
errors_answer = "eca"

# %% right="spelt-1"
errors_answer = "A C E"

# %% mistake="contrast-seen" caught="hidden tests"
# each patch is divided by its own spread, so contrast is gone before the words are looked up.
errors_answer = "ac"

# %% mistake="arrangement-seen" caught="hidden tests"
# a window of 6 x 6 pixels sees fields and their corners; how the board lies in the image it does not see.
errors_answer = "ae"

# %% mistake="place-seen" caught="hidden tests"
# with one region, the histogram does not know where the door is.
errors_answer = "ce"

# %% mistake="shapes-not-seen" caught="hidden tests"
# a wheel shows edges in all directions and a window only upright and lying ones: their words differ.
errors_answer = "abce"

# %% mistake="lines-not-seen" caught="hidden tests"
# lines are just what words show best; the wall's patches are all flat.
errors_answer = "acde"
