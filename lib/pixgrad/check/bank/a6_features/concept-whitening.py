# %% exercise="concept-whitening" name="whitening_answer"

# %% right="spelt-0"
whitening_answer = "c, a"

# %% right="spelt-1"
whitening_answer = ["A", "C"]

# %% mistake="sums-to-one" caught="hidden tests"
# whitening is about the columns of many patches together; a single patch need not sum to anything.
whitening_answer = "abc"

# %% mistake="larger-eps-amplifies" caught="hidden tests"
# a faint direction is divided by sqrt(lambda + eps): a larger eps makes it smaller, not larger.
whitening_answer = "acd"

# %% mistake="whitened-by-themselves" caught="hidden tests"
# words and patches must be measured with the same ruler: the mean and transform of the training patches
# hold for all.
whitening_answer = "ace"

# %% mistake="faint-directions-forgotten" caught="hidden tests"
# work out lambda / (lambda + eps) for a small and a large lambda, with eps nearly 0.
whitening_answer = "a"

# %% mistake="smooth-directions-forgotten" caught="hidden tests"
# a squared distance is a sum over the directions; which of them have the largest differences before
# whitening?
whitening_answer = "c"
