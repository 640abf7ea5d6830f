# %% exercise="update-centroids" name="update_centroids"

# %% right="counter"
def update_centroids(P, labels, distances, k):
    words = np.zeros((k, P.shape[1]))
    order = np.argsort(-distances, kind="stable")
    used = 0
    for j in range(k):
        mask = labels == j
        if mask.any():
            words[j] = P[mask].mean(axis=0)
        else:
            words[j] = P[order[used]]
            used += 1
    return words

# %% right="sorted-list-of-the-far"
def update_centroids(P, labels, distances, k):
    far = np.argsort(-distances, kind="stable").tolist()
    words = []
    for j in range(k):
        mine = P[np.flatnonzero(labels == j)]
        if len(mine) == 0:
            mine = P[[far.pop(0)]]
        words.append(mine.sum(axis=0) / len(mine))
    return words

# %% right="membership-matrix"
def update_centroids(P, labels, distances, k):
    members = labels == np.arange(k)[:, np.newaxis]
    counts = members.sum(axis=1)
    words = members.astype(float) @ P / np.maximum(counts, 1)[:, np.newaxis]
    empty = np.flatnonzero(counts == 0)
    words[empty] = P[np.lexsort((np.arange(len(P)), -distances))[:len(empty)]]
    return words

# %% right="add-at"
def update_centroids(P, labels, distances, k):
    sums = np.zeros((k, P.shape[1]))
    np.add.at(sums, labels, P)
    counts = np.bincount(labels, minlength=k)
    left = np.array(distances, dtype=float)
    for j in range(k):
        if counts[j]:
            sums[j] /= counts[j]
        else:
            i = int(np.argmax(left))
            sums[j], left[i] = P[i], -np.inf
    return sums

# %% mistake="empty-nan"
# a word without patches becomes nan, the mean of nothing. Move it to the farthest patch.
def update_centroids(P, labels, distances, k):
    return np.array([P[labels == j].mean(axis=0) for j in range(k)])

# %% mistake="empty-zero" edits="counter"
# a word without patches is left at 0. Move it to the farthest patch.
-             words[j] = P[order[used]]
+             pass

# %% mistake="empty-dropped"
# words without patches are left out, so the codebook shrinks. Move them to the farthest patches.
def update_centroids(P, labels, distances, k):
    return np.array([P[labels == j].mean(axis=0) for j in np.unique(labels)])

# %% mistake="same-patch-for-all" edits="counter"
# all words without patches move to the same patch. The first goes to the farthest, the second to the second
# farthest, and so on.
-             used += 1

# %% mistake="nearest-patch" edits="counter"
# words without patches move to the nearest patches. It is the farthest that need a word most.
-     order = np.argsort(-distances, kind="stable")
+     order = np.argsort(distances, kind="stable")

# %% mistake="unstable-sort" edits="counter"
# of equally far patches, not always the one with the smaller index comes first: np.argsort alone may
# exchange equal ones. Give it kind="stable".
-     order = np.argsort(-distances, kind="stable")
+     order = np.argsort(-distances)

# %% mistake="later-tie-first" edits="counter"
# of equally far patches, the one with the larger index comes first. Sort the negative distances with a
# stable sort (kind="stable"), instead of turning the order round.
-     order = np.argsort(-distances, kind="stable")
+     order = np.argsort(distances, kind="stable")[::-1]

# %% mistake="distance-of-the-word-number" edits="counter"
# the j-th empty word takes the patch at place j of the order, though words before it were not empty. Count
# the empty words: the first takes the farthest patch.
-             words[j] = P[order[used]]
+             words[j] = P[order[j]]

# %% mistake="empty-words-from-behind" edits="counter"
# the last empty word takes the farthest patch. The empty words are served in ascending order.
-     for j in range(k):
+     for j in range(k - 1, -1, -1):

# %% mistake="sum-for-mean" edits="counter"
# the patches of a word are added up. A word is their mean.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = P[mask].sum(axis=0)

# %% mistake="divided-by-all" edits="counter"
# the sums are divided by the number of all patches. Each word divides by the number of its own.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = P[mask].sum(axis=0) / len(P)

# %% mistake="median" edits="counter"
# the median is taken. The mean has the least sum of squared distances.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = np.median(P[mask], axis=0)

# %% mistake="axis-missing" edits="counter"
# one mean of all numbers is taken. A word has D numbers: the mean over its patches, axis=0.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = P[mask].mean()

# %% mistake="k-from-the-labels" edits="counter"
# the number of words is taken from the labels. The last words may have no patch: use k.
      words = np.zeros((k, P.shape[1]))
+     k = labels.max() + 1
+     words = words[:k]

# %% mistake="patch-taken-away" edits="counter"
# the farthest patch is taken away from its own word before the mean. It still counts there.
      used = 0
+     empty = k - len(np.unique(labels))
+     labels = labels.copy()
+     taken = order[:empty]

-             words[j] = P[mask].mean(axis=0)
+             kept = mask & ~np.isin(np.arange(len(P)), taken)
+             words[j] = P[kept if kept.any() else mask].mean(axis=0)

# %% mistake="weighted-by-distance" edits="counter"
# the mean is weighted by the distances. All patches of a word count alike.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = np.average(P[mask], axis=0, weights=distances[mask] + 1e-9)

# %% mistake="python-loop"
# a Python loop goes over the patches. Let NumPy go over them.
def update_centroids(P, labels, distances, k):
    sums, counts = np.zeros((k, P.shape[1])), np.zeros(k)
    for x, label in zip(P, labels):
        sums[label] += x
        counts[label] += 1
    order = iter(np.argsort(-distances, kind="stable"))
    return np.array([sums[j] / counts[j] if counts[j] else P[next(order)] for j in range(k)])

# %% mistake="input-modified" edits="counter"
# the argument is changed in place, so that the caller's array is lost. Work on a copy.
-     order = np.argsort(-distances, kind="stable")
-     used = 0

-             words[j] = P[order[used]]
-             used += 1
+             farthest = distances.argmax()
+             words[j] = P[farthest]
+             distances[farthest] = -1

# %% mistake="sum-of-zero-is-empty" edits="counter"
# a word whose patches sum to 0 is taken for one without patches. Ask how many patches it has: mask.any().
-         if mask.any():
+         if P[mask].sum() != 0:

# %% mistake="zeros-are-empty" edits="counter"
# a word whose patches are all 0 is taken for one without patches. Ask the mask, not the patches: mask.any().
-         if mask.any():
+         if P[mask].any():

# %% mistake="farthest-set-to-zero" edits="counter"
# the distance of a patch that was taken is set to 0, so it is taken again where all that are left are 0. Set it to -1,
# or go through the order of `np.argsort`.
-     order = np.argsort(-distances, kind="stable")
-     used = 0
+     left = distances.copy()

-             words[j] = P[order[used]]
-             used += 1
+             words[j] = P[left.argmax()]
+             left[left.argmax()] = 0

# %% mistake="farthest-deleted" edits="counter"
# the farthest patch is deleted from the distances, but not from P, so that the places no longer fit. Keep the order of
# `np.argsort` and count.
-             words[j] = P[order[used]]
-             used += 1
+             farthest = distances.argmax()
+             words[j] = P[farthest]
+             distances = np.delete(distances, farthest)

# %% mistake="only-the-last-is-added"
# `words[labels] += P` adds only the last patch of each word, since NumPy reads the old value once. Use np.add.at, or a
# loop over the words.
def update_centroids(P, labels, distances, k):
    words = np.zeros((k, P.shape[1]))
    words[labels] += P
    counts = np.bincount(labels, minlength=k)
    words /= np.maximum(counts, 1)[:, None]
    empty = np.flatnonzero(counts == 0)
    words[empty] = P[np.argsort(-distances, kind="stable")[:len(empty)]]
    return words

# %% mistake="labels-changed"
# the farthest patch is given the label of the empty word, and its own word loses it before the mean. It still counts
# there.
def update_centroids(P, labels, distances, k):
    labels = labels.copy()
    far = list(np.argsort(-distances, kind="stable"))
    for j in range(k):
        if not np.any(labels == j):
            labels[far.pop(0)] = j
    return np.array([P[labels == j].mean(axis=0) for j in range(k)])

# %% mistake="distances-of-the-new-words"
# the distances are computed again, from the words that have just moved. Use those that are passed in.
def update_centroids(P, labels, distances, k):
    words = np.zeros((k, P.shape[1]))
    for j in range(k):
        if np.any(labels == j):
            words[j] = P[labels == j].mean(axis=0)
    order = np.argsort(-((P - words[labels]) ** 2).sum(axis=1), kind="stable")
    used = 0
    for j in range(k):
        if not np.any(labels == j):
            words[j] = P[order[used]]
            used += 1
    return words

# %% mistake="largest-patches" edits="counter"
# words without patches move to the longest patches. Farthest is meant from a patch's own word: use `distances`.
-     order = np.argsort(-distances, kind="stable")
+     order = np.argsort(-(P**2).sum(axis=1), kind="stable")

# %% mistake="farthest-from-the-mean" edits="counter"
# words without patches move to the patches farthest from the mean of all. Farthest is meant from a patch's own word:
# use `distances`.
-     order = np.argsort(-distances, kind="stable")
+     order = np.argsort(-((P - P.mean(axis=0)) ** 2).sum(axis=1), kind="stable")

# %% mistake="first-patches" edits="counter"
# words without patches move to the first patches. Move them to those with the greatest distances.
-             words[j] = P[order[used]]
+             words[j] = P[used]

# %% mistake="mean-of-all" edits="counter"
# words without patches move to the mean of all patches. Move them to the farthest patches.
-             words[j] = P[order[used]]
+             words[j] = P.mean(axis=0)

# %% mistake="whole-numbers" edits="counter"
# the words are whole numbers, so that what stands behind the decimal point of a mean is lost. Use float64.
-     words = np.zeros((k, P.shape[1]))
+     words = np.zeros((k, P.shape[1]), dtype=int)

# %% mistake="one-too-many" edits="counter"
# the sums are divided by one more than the number of patches. A word is the mean of its patches.
-             words[j] = P[mask].mean(axis=0)
+             words[j] = P[mask].sum(axis=0) / (mask.sum() + 1)

# %% equivalent="dropped call"
# the text accepts a list of the same numbers, or the check takes it for the array
- return np.array(words)
+ return words

# %% mistake="member-nearest-to-the-mean" edits="counter"
# each word is moved to the one of its patches that is nearest to their mean. Wanted is the mean itself.
-             words[j] = P[mask].mean(axis=0)
+             mine = P[mask]
+             words[j] = mine[np.sum((mine - mine.mean(axis=0)) ** 2, axis=1).argmin()]

# %% mistake="copied-patches-change-their-word"
# a patch that is copied leaves its own word before the means are taken. It still counts there: leave the labels as they are.
def update_centroids(P, labels, distances, k):
    labels = labels.copy()
    order = iter(np.argsort(-distances, kind="stable"))
    for j in range(k):
        if not np.any(labels == j):
            labels[next(order)] = j
    return np.array([P[labels == j].mean(axis=0) if np.any(labels == j) else P[0] for j in range(k)])
