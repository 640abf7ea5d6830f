# %% exercise="concept-reviving" name="reviving_steps"

# %% right="float"
reviving_steps = 4.0

# %% right="computed"
reviving_steps = next(t for t in range(99) if 1 - 8 / 2**t > 0)

# %% mistake="at-exactly-0" caught="hidden tests"
# after three steps exactly 0 goes into it, and a ReLU is off at 0.
reviving_steps = 3

# %% mistake="one-halving-per-unit" caught="hidden tests"
# what the image brings is halved with every step: -8, -4, -2 ... It does not shrink by 1.
reviving_steps = 8

# %% mistake="never" caught="hidden tests"
# without a penalty it would stay dead. Here the penalty shrinks w, while the bias stays above 0.
reviving_steps = 0
