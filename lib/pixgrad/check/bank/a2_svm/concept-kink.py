# %% exercise="concept-kink" name="kink_answer"

# %% right="computed"
kink_answer = (2e-6 + 1e-5) / (2 * 1e-5)

# %% mistake="derivative" caught="hidden tests"
# 1 is the derivative at z. The central difference looks at z - h too, on the other side of the kink.
kink_answer = 1

# %% mistake="exactly-at-the-kink" caught="hidden tests"
# 0.5 is what it returns exactly at the kink, z = 0. Here z is a little to its right.
kink_answer = 0.5

# %% mistake="divided-by-h" caught="hidden tests"
# that divides by h, but the two points are 2 h apart.
kink_answer = 1.2
