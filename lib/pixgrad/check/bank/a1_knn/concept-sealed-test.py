# %% exercise="concept-sealed-test" name="sealed_answer"

# %% right="other-notation"
sealed_answer = "da"

# %% mistake="winner-thought-unbiased" caught="hidden tests"
# the validation accuracy of the winner is the highest of many, so part of it is luck: too optimistic.
sealed_answer = "ade"

# %% mistake="looking-thought-training" caught="hidden tests"
# predicting test images stores none of them. The leak is in you: you choose by what you saw.
sealed_answer = "acd"

# %% mistake="luck-overlooked" caught="hidden tests"
# there is a second reason among the options: the best of many noisy numbers is partly luck.
sealed_answer = "a"
