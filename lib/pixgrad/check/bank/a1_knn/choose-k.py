# %% exercise="choose-k" name="choose_k"

# %% right="sorted-loop"
def choose_k(accuracies):
    best_k, best = None, -np.inf
    for k in sorted(accuracies):
        mean = sum(accuracies[k]) / len(accuracies[k])
        if mean > best:
            best_k, best = k, mean
    return best_k

# %% right="argmax"
def choose_k(accuracies):
    ks = np.array(sorted(accuracies))
    return ks[np.argmax([np.mean(accuracies[k]) for k in ks])]

# %% right="annotated"
from statistics import fmean


def choose_k(accuracies: dict[int, list[float]]) -> int:
    best = max(map(fmean, accuracies.values()))
    return min(k for k, values in accuracies.items() if fmean(values) == best)

# %% right="ties-while-walking"
def choose_k(accuracies):
    best_k = None
    for k, values in accuracies.items():
        mean = np.mean(np.array(values))
        if best_k is None or mean > best_mean or (mean == best_mean and k < best_k):
            best_k, best_mean = k, mean
    return best_k

# %% right="matrix-of-folds"
def choose_k(accuracies):
    items = sorted(accuracies.items())
    table = np.array([values for _, values in items])
    means = table @ np.full(table.shape[1], 1 / table.shape[1])
    return int(items[int(means.argmax())][0])

# %% mistake="median-of-folds"
# the medians of the folds are compared. The mean counts every fold.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: np.median(accuracies[k]))

# %% mistake="best-starts-at-zero"
# the search starts with a best mean of 0 and asks for more, so where all means are 0 no k is found. Start
# with -1, or with the first k.
def choose_k(accuracies):
    best, best_k = 0, None
    for k in sorted(accuracies):
        if np.mean(accuracies[k]) > best:
            best, best_k = np.mean(accuracies[k]), k
    return best_k

# %% mistake="best-single-fold"
# the k with the best single fold is chosen, and one fold can be lucky. Compare means over the folds.
def choose_k(accuracies):
    return min(accuracies, key=lambda k: (-max(accuracies[k]), k))

# %% mistake="worst-chosen"
# the k with the lowest mean accuracy is chosen. High accuracy is good.
def choose_k(accuracies):
    return min(sorted(accuracies), key=lambda k: np.mean(accuracies[k]))

# %% mistake="ties-larger"
# of several equally good k this takes the largest. Take the smallest.
def choose_k(accuracies):
    return max(accuracies, key=lambda k: (np.mean(accuracies[k]), k))

# %% mistake="ties-first-seen"
# of several equally good k this takes the one that comes first in the dict, and the dict may have any
# order. Take the smallest: sort the k first.
def choose_k(accuracies):
    best_k, best_mean = None, -1.0
    for k, values in accuracies.items():
        if np.mean(values) > best_mean:
            best_k, best_mean = k, np.mean(values)
    return best_k

# %% mistake="accuracy-returned"
# this is the best mean accuracy. What is asked for is the k that reaches it.
def choose_k(accuracies):
    return max(np.mean(values) for values in accuracies.values())

# %% mistake="position-returned"
# this is the position of the best k in the dict. Look up which k stands there.
def choose_k(accuracies):
    means = [np.mean(values) for values in accuracies.values()]
    return int(np.argmax(means))

# %% mistake="notebook-global"
# the function goes through a list of k that stands outside it. Take the k from the argument: its keys.
k_options = [1, 3, 5, 8, 12, 20, 50, 100]


def choose_k(accuracies):
    means = [np.mean(accuracies.get(k, 0)) for k in k_options]
    return k_options[int(np.argmax(means))]

# %% mistake="zero-taken-for-none"
# a best mean of 0 is taken for "none yet" (`not best` is true for 0 as well), so a later k with 0 replaces
# it. Ask `best is None`.
def choose_k(accuracies):
    best = best_k = None
    for k in sorted(accuracies):
        if not best or np.mean(accuracies[k]) > best:
            best, best_k = np.mean(accuracies[k]), k
    return best_k

# %% mistake="first-fold-only"
# only the first fold is compared. Compare means over the folds.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: accuracies[k][0])

# %% mistake="last-fold-only"
# only the last fold is compared. Compare means over the folds.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: accuracies[k][-1])

# %% mistake="worst-fold-counts"
# the worst folds are compared. Compare means over the folds.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: min(accuracies[k]))

# %% mistake="spread-subtracted"
# the spread of the folds is subtracted from the mean. Compare the means themselves.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: np.mean(accuracies[k]) - np.std(accuracies[k]))

# %% mistake="spread-added"
# the spread of the folds is added to the mean. Compare the means themselves.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: np.mean(accuracies[k]) + np.std(accuracies[k]))

# %% mistake="smallest-spread"
# the k with the smallest spread of the folds is chosen. Compare the means.
def choose_k(accuracies):
    return min(sorted(accuracies), key=lambda k: np.std(accuracies[k]))

# %% mistake="rounded"
# the means are rounded to two places before they are compared, so that nearly equal ones become ties. Compare
# them as they are.
def choose_k(accuracies):
    return min(accuracies, key=lambda k: (-round(float(np.mean(accuracies[k])), 2), k))

# %% mistake="rounded-to-three-places"
# the means are rounded to three places before they are compared, so that nearly equal ones become ties.
# Compare them as they are.
def choose_k(accuracies):
    return min(accuracies, key=lambda k: (-round(float(np.mean(accuracies[k])), 3), k))

# %% mistake="lists-compared"
# the lists of the folds are compared, which goes by the first fold and by the next one only on a tie. Compare
# means.
def choose_k(accuracies):
    return max(sorted(accuracies), key=lambda k: accuracies[k])

# %% mistake="ties-last-seen"
# of several equally good k this takes the one that comes last in the dict, and the dict may have any order.
# Take the smallest: sort the k first.
def choose_k(accuracies):
    best_k, best_mean = None, -1.0
    for k, values in accuracies.items():
        if np.mean(values) >= best_mean:
            best_k, best_mean = k, np.mean(values)
    return best_k

# %% mistake="both-returned"
# the mean accuracy is returned as well. What is asked for is the k alone.
def choose_k(accuracies):
    best_k = min(accuracies, key=lambda k: (-np.mean(accuracies[k]), k))
    return best_k, np.mean(accuracies[best_k])

# %% mistake="smallest-k"
# this is the smallest k, whatever its accuracy. The k with the best mean is wanted.
def choose_k(accuracies):
    return min(accuracies)

# %% mistake="largest-k"
# this is the largest k, whatever its accuracy. The k with the best mean is wanted.
def choose_k(accuracies):
    return max(accuracies)

# %% mistake="position-for-k"
# this is the position of the best k in the sorted list, not the k itself. Look it up there.
def choose_k(accuracies):
    return int(np.argmax([np.mean(accuracies[k]) for k in sorted(accuracies)]))

# %% equivalent="function"
# all k have equally many folds, so sums and means are in the same order
- return min(accuracies, key=lambda k: (-np.mean(accuracies[k]), k))
+ return min(accuracies, key=lambda k: (-np.sum(accuracies[k]), k))

# %% mistake="ties-as-text"
# of several equally good k this takes the first in the order of text, where "10" comes before "5". Compare the k as numbers.
def choose_k(accuracies):
    return min(accuracies, key=lambda k: (-np.mean(accuracies[k]), str(k)))

# %% mistake="nearly-as-good" free="MARGIN=5e-2"
# the largest k that is at most {MARGIN} below the best mean is taken. Take the best one itself, and the smallest of equally good ones.
def choose_k(accuracies):
    means = {k: np.mean(accuracies[k]) for k in accuracies}
    return max(k for k in means if means[k] >= max(means.values()) - MARGIN)
