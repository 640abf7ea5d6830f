# %% exercise="concept-forgets" name="forgets_answer"

# %% right="spelt-0"
forgets_answer = "dca"

# %% right="spelt-1"
forgets_answer = {"a", "c", "d"}

# %% mistake="patches-survive-shuffling" caught="hidden tests"
# shuffled pixels make new patches. Only what counts single pixels, the colour histogram, does not notice.
forgets_answer = "abcd"

# %% mistake="mirror-is-the-same" caught="hidden tests"
# the mirror image of a patch is another patch, and usually another word.
forgets_answer = "acde"

# %% mistake="shift-changes-all" caught="hidden tests"
# at stride 1 a moved object shows the windows the same patches as before, in other places.
forgets_answer = "ac"

# %% mistake="colour-histogram-has-places" caught="hidden tests"
# a colour histogram counts pixels one by one, wherever they are.
forgets_answer = "ad"

# %% mistake="counts-are-forgotten" caught="hidden tests"
# counting is all that a histogram does; what it loses is the order.
forgets_answer = "cd"

# %% mistake="forgets-everything" caught="hidden tests"
# the histogram forgets where patches are, not what they look like.
forgets_answer = "abcde"
