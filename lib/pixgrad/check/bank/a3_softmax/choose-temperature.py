# %% exercise="choose-temperature" name="choose_temperature"

# %% right="textbook"
def choose_temperature(scores, y, temperatures, loss):
    best, best_loss = None, np.inf
    for T in sorted(temperatures):
        value = loss(scores / T, y)
        if value < best_loss:
            best, best_loss = T, value
    return best

# %% right="min-of-pairs"
def choose_temperature(scores, y, temperatures, loss):
    return min((loss(scores / T, y), T) for T in temperatures)[1]

# %% right="argmin" teaches="Once the temperatures ascend, argmin settles ties: of equal losses it takes the first."
def choose_temperature(scores, y, temperatures, loss):
    grid = np.sort(temperatures)
    return grid[np.argmin([loss(scores * (1.0 / T), y) for T in grid])]

# %% right="loop"
def choose_temperature(scores, y, temperatures, loss):
    best_T, best_loss = None, np.inf
    for T in temperatures:
        value = loss(scores / T, y)
        if best_T is None or value < best_loss or (value == best_loss and T < best_T):
            best_T, best_loss = T, value
    return best_T

# %% right="dict-of-losses"
def choose_temperature(scores, y, temperatures, loss):
    losses = {T: loss(np.divide(scores, T), y) for T in temperatures}
    least = min(losses.values())
    return min(T for T, value in losses.items() if value == least)

# %% right="sorted-and-strictly-better"
def choose_temperature(scores, y, temperatures, loss):
    candidates = sorted(temperatures)
    best = candidates.pop(0)
    for T in candidates:
        if loss(scores / T, y) < loss(scores / best, y):
            best = T
    return best

# %% mistake="multiplied" edits="textbook"
# the scores are multiplied by the temperature. Divide: a high temperature makes the scores small and the
# probabilities even.
-         value = loss(scores / T, y)
+         value = loss(scores * T, y)

# %% mistake="greatest-loss" edits="textbook"
# this is the temperature with the greatest loss. The least is wanted.
-     best, best_loss = None, np.inf
+     best, best_loss = None, -np.inf

-         if value < best_loss:
+         if value > best_loss:

# %% mistake="ties-to-the-first" edits="textbook"
# of equally good temperatures this returns the first in the list; the smallest is wanted.
-     for T in sorted(temperatures):
+     for T in temperatures:

# %% mistake="ties-to-the-largest" edits="textbook"
# of equally good temperatures this returns the largest; the smallest is wanted.
-         if value < best_loss:
+         if value <= best_loss:

# %% mistake="index-returned"
# this is the place of the temperature in the list. Return the temperature itself.
def choose_temperature(scores, y, temperatures, loss):
    return int(np.argmin([loss(scores / T, y) for T in temperatures]))

# %% mistake="loss-returned" edits="textbook"
# this is the least loss. Return the temperature that leads to it.
-     return best
+     return best_loss

# %% mistake="divided-again-and-again" edits="textbook"
# the scores are divided in place, so each temperature acts on what the last one left, and the caller's
# scores are changed.
-     for T in sorted(temperatures):
-         value = loss(scores / T, y)
+     for T in temperatures:
+         scores /= T
+         value = loss(scores, y)

# %% mistake="list-sorted-in-place" edits="ties-to-the-first"
# the list of temperatures is sorted in place, which changes the caller's list. Use sorted().
  def choose_temperature(scores, y, temperatures, loss):
+     temperatures.sort()

-             best, best_loss = T, value
+             temperatures.sort()
+     best, best_loss = T, value

# %% mistake="stops-when-loss-rises" edits="textbook"
# the search stops at the first temperature that is worse than the one before, but the loss may fall again.
# Try them all.
-         if value < best_loss:
-             best, best_loss = T, value
+         if value >= best_loss:
+             break
+         best, best_loss = T, value

# %% mistake="near-ties"
# losses that differ by a millionth are taken for equal. Compare them as they are: only equally good
# temperatures are a tie.
def choose_temperature(scores, y, temperatures, loss):
    losses = np.array([loss(scores / T, y) for T in temperatures])
    return min(T for T, value in zip(temperatures, losses) if np.isclose(value, losses.min()))

# %% mistake="accuracy-for-loss"
# every temperature counts as equally good: the scores are not divided by T, or the accuracy is compared, which
# no temperature changes. Compare the losses of scores / T.
def choose_temperature(scores, y, temperatures, loss):
    return max(sorted(temperatures), key=lambda T: np.mean(np.argmax(scores / T, axis=1) == y))

# %% mistake="greatest-loss-and-largest"
# this is the temperature with the greatest loss. The least is wanted, and of equally good ones the smallest.
def choose_temperature(scores, y, temperatures, loss):
    return max((loss(scores / T, y), T) for T in temperatures)[1]

# %% mistake="scores-divided-in-place" edits="textbook"
# the scores are divided in place, so each temperature acts on what the last one left, and the caller's
# scores are changed. Write scores / T.
-         value = loss(scores / T, y)
+         scores /= T
+         value = loss(scores, y)

# %% mistake="start-too-small"
# the least loss starts at a number that a loss may exceed, and then nothing better is found. Start at np.inf.
def choose_temperature(scores, y, temperatures, loss):
    best, best_loss = temperatures[0], 1000
    for T in sorted(temperatures):
        value = loss(scores / T, y)
        if value < best_loss:
            best, best_loss = T, value
    return best

# %% mistake="loss-of-its-own"
# a softmax loss of its own is used in place of the one that is given. Call loss(scores / T, y): another loss may have another best T.
def choose_temperature(scores, y, temperatures, loss):
    def own(scores):
        labels = np.clip(y, 0, scores.shape[1] - 1)
        return np.mean(np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(labels)), labels])

    return min(temperatures, key=lambda T: (own(scores / T), T))

# %% mistake="ties-to-the-nearest-to-one"
# of several equally good temperatures this takes the one nearest to 1. Take the smallest.
def choose_temperature(scores, y, temperatures, loss):
    return min(temperatures, key=lambda T: (loss(scores / T, y), abs(T - 1)))
