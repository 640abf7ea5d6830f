# %% exercise="concept-ties" name="ties_answer"

# %% right="other-notation"
ties_answer = ("a", "d")

# %% mistake="odd-k-thought-tie-free" caught="hidden tests"
# with more than two classes an odd k can tie: three neighbours may have three different labels.
ties_answer = "abd"

# %% mistake="nearest-thought-to-win" caught="hidden tests"
# with one vote each the smaller label wins here, not the nearer one, so k = 2 can differ from k = 1.
ties_answer = "acd"
