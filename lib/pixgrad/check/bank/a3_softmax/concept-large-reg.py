# %% exercise="concept-large-reg" name="large_reg_answer"

# %% right="other-form"
large_reg_answer = ("b", "a")

# %% mistake="thought-to-sharpen" caught="hidden tests"
# a penalty makes weights small, small weights make scores alike, and alike scores give probabilities near
# 1/C.
large_reg_answer = "c"

# %% mistake="predictions-thought-random" caught="hidden tests"
# the order of the scores can stay right however close they lie; the last picture shows the accuracy.
large_reg_answer = "abd"

# %% mistake="penalty-thought-to-explode" caught="hidden tests"
# W = 0 has the full loss log C, and the trained weights have no more: the penalty stays below log C.
large_reg_answer = "abe"

# %% mistake="data-loss-overlooked" caught="hidden tests"
# if each class has probability 1/C, what is the data loss?
large_reg_answer = "a"
