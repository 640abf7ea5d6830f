# %% exercise="concept-saturation" name="saturation_answer"

# %% right="spaces"
saturation_answer = "A B E"

# %% mistake="relu-too" caught="hidden tests"
# what is the slope of the ReLU at 20, or at 2000?
saturation_answer = "abce"

# %% mistake="slope-of-one" caught="hidden tests"
# the slope of the sigmoid is s * (1 - s), greatest for s = 1/2.
saturation_answer = "abd"

# %% mistake="tanh-forgotten" caught="hidden tests"
# tanh(20) is 1 to all digits. What is 1 - tanh(20)**2?
saturation_answer = "ae"

# %% mistake="product-forgotten" caught="hidden tests"
# the slope of the sigmoid is at most 1/4. Multiply four of them.
saturation_answer = "ab"
