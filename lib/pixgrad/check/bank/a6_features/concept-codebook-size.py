# %% exercise="concept-codebook-size" name="codebook_size_answer"

# %% right="spelt-0"
codebook_size_answer = "eba"

# %% right="spelt-1"
codebook_size_answer = ("a", "b", "e")

# %% mistake="a-word-for-each-patch" caught="hidden tests"
# with a word for every patch, no word occurs in two images: nothing can be learnt from the counts.
codebook_size_answer = "abce"

# %% mistake="objective-chooses-k" caught="hidden tests"
# the objective falls with every further word, down to 0; it knows nothing of the classes.
codebook_size_answer = "abde"

# %% mistake="objective-instead-of-validation" caught="hidden tests"
# the objective falls with every further word, down to 0. What do you want to be good at?
codebook_size_answer = "abd"

# %% mistake="objective-may-rise" caught="hidden tests"
# one more word can be put onto any patch, and no other patch becomes farther by it.
codebook_size_answer = "ae"

# %% mistake="one-word-differs" caught="hidden tests"
# with one word, which share of the patches has it, in whatever image?
codebook_size_answer = "be"
