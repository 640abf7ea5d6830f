# %% exercise="concept-correct-class" name="correct_class_answer"

# %% right="set"
correct_class_answer = {"A", "C", "D"}

# %% mistake="gradient-changes" caught="hidden tests"
# the new term is max(0, s_y - s_y + 1), a constant. What is the gradient of a constant?
correct_class_answer = "abd"

# %% mistake="best-weights-forgotten" caught="hidden tests"
# if every W's loss rises by the same constant, which W is best afterwards?
correct_class_answer = "ad"

# %% mistake="start-forgotten" caught="hidden tests"
# what does the changed sum give at W = 0, where all scores are equal?
correct_class_answer = "ac"

# %% mistake="everything-changes" caught="hidden tests"
# write the new term down: it does not contain W at all.
correct_class_answer = "bd"
