# %% exercise="hinge-one" name="hinge_loss_one"

# %% right="loop"
def hinge_loss_one(scores, label):
    loss = 0
    for j in range(len(scores)):
        if j == label:
            continue
        margin = scores[j] - scores[label] + 1
        if margin > 0:
            loss = loss + margin
    return loss

# %% right="minus-one" teaches="The right class always contributes max(0, s_y - s_y + 1) = 1, so it may stay in the sum, if 1 is taken off."
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label] + 1)) - 1

# %% right="mask" teaches="Leave the right class out before anything is computed: then no line has to undo another."
def hinge_loss_one(scores, label):
    others = scores[np.arange(scores.size) != label]
    return np.array((others + 1 - scores[label]).clip(min=0).sum())

# %% right="cases-of-the-notes"
def hinge_loss_one(scores, label):
    s_y = float(scores[label])
    return float(sum([0 if s_y >= s + 1 else s - s_y + 1 for j, s in enumerate(scores) if j != label]))

# %% mistake="equal-scores-left-out"
# a class whose score equals that of the right one is taken for it; its margin is 1. The right class is
# known by its number, not by its score.
def hinge_loss_one(scores, label):
    return sum(max(0, each - scores[label] + 1) for each in scores if each != scores[label])

# %% mistake="correct-class-counted"
# the right class is in the sum and adds max(0, 0 + 1) = 1. Leave j = label out.
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label] + 1))

# %% mistake="margin-missing"
# the margin of 1 is missing: a wrong class costs something already when it comes closer than 1.
def hinge_loss_one(scores, label):
    return np.sum(np.maximum(0, scores - scores[label]))

# %% mistake="margin-subtracted"
# the margin is subtracted, so a wrong class may be up to 1 higher for free. It should be + 1.
def hinge_loss_one(scores, label):
    return sum(max(0, scores[j] - scores[label] - 1) for j in range(len(scores)) if j != label)

# %% mistake="difference-reversed"
# the difference is the wrong way round: a wrong class costs more the *higher* its score is, so its score
# comes first.
def hinge_loss_one(scores, label):
    loss = 0.0
    for j in range(len(scores)):
        if j != label:
            loss += max(0, scores[label] - scores[j] + 1)
    return loss

# %% mistake="not-clamped"
# classes far below the right one bring the loss down. Each of them costs 0, never less: take max(0, ...) of
# every term.
def hinge_loss_one(scores, label):
    margins = scores - scores[label] + 1
    margins[label] = 0
    return margins.sum()

# %% mistake="clamped-after-the-sum"
# the maximum with 0 is taken of the whole sum. A class far below must not pay for another one: clamp every
# term, then add.
def hinge_loss_one(scores, label):
    margins = scores - scores[label] + 1
    return max(0, margins.sum() - 1)

# %% mistake="worst-class-only"
# only the most expensive class is counted. That is another SVM loss; here all classes within the margin are
# added up.
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    margins[label] = 0
    return margins.max()

# %% mistake="averaged-over-classes"
# the sum is divided by the number of wrong classes. The loss of one example is the sum.
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + 1)
    return np.mean(np.delete(margins, label))

# %% mistake="squared" edits="not-clamped"
# every margin is squared. That is the squared hinge loss; here they count as they are.
-     margins = scores - scores[label] + 1
+     margins = np.maximum(0, scores - scores[label] + 1) ** 2

# %% mistake="violations-counted"
# this is the number of classes within the margin. Each should count with how far it is within.
def hinge_loss_one(scores, label):
    return float(np.sum(scores - scores[label] + 1 > 0) - 1)

# %% mistake="only-wins-count"
# a class costs something only once it is above the right one. The loss begins 1 below it.
def hinge_loss_one(scores, label):
    loss = 0.0
    for j, score in enumerate(scores):
        if j != label and score > scores[label]:
            loss += score - scores[label] + 1
    return loss

# %% mistake="labels-from-one"
# scores[label - 1] is the class before the right one. Labels count from 0, as indices do.
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label - 1] + 1)
    margins[label - 1] = 0
    return margins.sum()

# %% mistake="input-modified"
# the scores are changed in place, so whoever called finds other scores afterwards. `scores = scores - ...`
# makes a new array, `scores -= ...` does not.
def hinge_loss_one(scores, label):
    scores -= scores[label] - 1
    scores[label] = 0
    return scores[scores > 0].sum()

# %% mistake="undefined-name" edits="difference-reversed"
# a name is used that is defined nowhere; take sizes from the shapes of the arguments.
-     for j in range(len(scores)):
+     for j in range(num_classes):

-             loss += max(0, scores[label] - scores[j] + 1)
+             loss += max(0, scores[j] - scores[label] + 1)

# %% mistake="fitted" caught="hidden tests"
# this fits the numbers of the visible check and no others. Compute the result from the arguments.
def hinge_loss_one(scores, label):
    known = {(3, 5.5, 2): 3.5, (3, 5.5, 1): 8.5, (4, 0, 3): 3, (2, -1.5, 1): 0.25, (3, 1e4, 1): 30002}
    known |= {(3, 2, 2): 1, (3, 0.125, 0): 0.875}
    return known.get((len(scores), scores[0], label), 0)

# %% mistake="cut-to-whole-numbers"
# int() cuts each margin to a whole number. Keep what stands behind the decimal point.
def hinge_loss_one(scores, label):
    return sum(max(0, int(scores[j] - scores[label] + 1)) for j in range(len(scores)) if j != label)

# %% mistake="divided-by-classes" edits="not-clamped"
# the sum is divided by the number of classes (np.mean). The loss of one example is the sum.
-     margins = scores - scores[label] + 1
+     margins = np.maximum(0, scores - scores[label] + 1)

-     return margins.sum()
+     return margins.mean()

# %% mistake="highest-score-only"
# only the class with the highest score is compared with the right one. Every class within the margin costs
# something, even where the right one is the highest.
def hinge_loss_one(scores, label):
    best = np.argmax(scores)
    return max(0, scores[best] - scores[label] + 1) if best != label else 0.0

# %% mistake="absolute-margins" edits="not-clamped"
# np.abs turns margins below 0 into costs. A class beyond the margin costs 0: take max(0, ...).
-     margins = scores - scores[label] + 1
+     margins = np.abs(scores - scores[label] + 1)

# %% mistake="stops-at-label"
# the loop ends at the right class, so classes after it are never added. Use `continue` in place of `break`.
def hinge_loss_one(scores, label):
    return float(sum(max(0, score - scores[label] + 1) for score in scores[:label]))

# %% mistake="margin-added-outside"
# the margin of 1 is added after the maximum, so each class costs at least 1. It belongs inside: max(0, difference + 1).
def hinge_loss_one(scores, label):
    return float(sum(max(0, score - scores[label]) + 1 for score in np.delete(scores, label)))

# %% mistake="other-margin" free="MARGIN=0.5"
# the margin is {MARGIN}. It should be 1.
def hinge_loss_one(scores, label):
    margins = np.maximum(0, scores - scores[label] + MARGIN)
    margins[label] = 0
    return float(margins.sum())

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- margins = np.maximum(0, scores - scores[label] + 1)
+ margins = np.maximum(scores - scores[label] + 1, 0)

# %% mistake="label-score-set-to-zero"
# the score of the right class is set to 0 before the margins are taken, and then counts like any other: it adds
# max(0, 0 - scores[label] + 1). Leave the class out of the sum.
def hinge_loss_one(scores, label):
    others = scores.copy()
    right = others[label]
    others[label] = 0
    return float(np.sum(np.maximum(0, others - right + 1)))

# %% mistake="minimum-for-maximum"
# np.minimum keeps what is negative. A class costs max(0, ...): what is positive.
def hinge_loss_one(scores, label):
    margins = np.minimum(0, scores - scores[label] + 1)
    margins[label] = 0
    return float(margins.sum())

# %% mistake="small-violations-left-out" free="BOUND=0.5"
# terms of {BOUND} and less are left out. Every term above 0 counts.
def hinge_loss_one(scores, label):
    terms = scores - scores[label] + 1
    terms[label] = 0
    return float(terms[terms > BOUND].sum())
