# %% exercise="kmeans" name="kmeans"

# %% right="recursion"
def kmeans(P, k, num_iters, rng):
    def distances_to(words):
        return np.stack([np.sum((P - word) ** 2, axis=1) for word in words], axis=1)

    def go(words, rounds):
        squared = distances_to(words)
        labels, nearest = squared.argmin(axis=1), squared.min(axis=1)
        if rounds == 0:
            return words, labels, [nearest.mean()]
        far = list(np.argsort(-nearest, kind="stable"))
        new = []
        for j in range(k):
            new.append(P[labels == j].mean(axis=0) if j in labels else P[far.pop(0)])
        words, final, later = go(np.array(new), rounds - 1)
        return words, final, [nearest.mean(), *later]

    return go(P[rng.choice(len(P), size=k, replace=False)], num_iters)

# %% right="with-inner-function"
def kmeans(P, k, num_iters, rng):
    def assign(words):
        squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ words.T + (words**2).sum(axis=1), 0)
        labels = squared.argmin(axis=1)
        return labels, squared[np.arange(len(P)), labels]

    words = P[rng.choice(len(P), size=k, replace=False)].copy()
    labels, distances = assign(words)
    history = [distances.mean()]
    for _ in range(num_iters):
        order = np.argsort(-distances, kind="stable")
        used = 0
        for j in range(k):
            mask = labels == j
            if mask.any():
                words[j] = P[mask].mean(axis=0)
            else:
                words[j] = P[order[used]]
                used += 1
        labels, distances = assign(words)
        history.append(distances.mean())
    return words, labels, history

# %% right="calls-the-steps"
def kmeans(P, k, num_iters, rng):
    centroids = rng.choice(P, size=k, replace=False)
    labels, distances = nearest_words(P, centroids)
    history = [distances.mean()]
    for _ in range(num_iters):
        centroids = update_centroids(P, labels, distances, k)
        labels, distances = nearest_words(P, centroids)
        history.append(distances.mean())
    return centroids, labels, history

# %% right="by-cdist"
from scipy.spatial.distance import cdist

def kmeans(P, k, num_iters, rng):
    words = P[rng.choice(np.arange(len(P)), k, replace=False)]
    history = np.zeros(num_iters + 1)
    for step in range(num_iters + 1):
        squared = cdist(P, words, "sqeuclidean")
        labels = np.argmin(squared, axis=1)
        distances = np.min(squared, axis=1)
        history[step] = np.mean(distances)
        if step == num_iters:
            return words, labels, history
        members = labels == np.arange(k)[:, None]
        counts = members.sum(axis=1)
        words = members @ P / np.maximum(counts, 1)[:, None]
        empty = counts == 0
        words[empty] = P[np.argsort(-distances, kind="stable")[:empty.sum()]]

# %% mistake="unstable-sort" edits="with-inner-function"
# of equally far patches, not always the one with the smaller index comes first: np.argsort alone may
# exchange equal ones. Give it kind="stable".
-         order = np.argsort(-distances, kind="stable")
+         order = np.argsort(-distances)

# %% mistake="history-too-short" edits="with-inner-function"
# the history has num_iters numbers: the one before the first round is missing. It has num_iters + 1.
-     history = [distances.mean()]
+     history = []

# %% mistake="last-number-missing" edits="with-inner-function"
# the history ends before the last round, and the labels belong to the words before it. Assign once more
# after the last move.
-     history = [distances.mean()]
+     history = []

      for _ in range(num_iters):
+         labels, distances = assign(words)
+         history.append(distances.mean())

-         labels, distances = assign(words)
-         history.append(distances.mean())

# %% mistake="stale-labels" edits="with-inner-function"
# the labels belong to the words before the last move. Assign once more, to the words that are returned.
      for _ in range(num_iters):
+         before = labels

-     return words, labels, history
+     return words, before if num_iters else labels, history

# %% mistake="one-round-too-many" edits="with-inner-function"
# there is one round too many. num_iters rounds, and an assignment after the last.
-     for _ in range(num_iters):
+     for _ in range(num_iters + 1):

# %% mistake="first-patches" edits="with-inner-function"
# the first k patches are the starting words. Draw them: P[rng.choice(M, size=k, replace=False)].
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[:k].copy()

# %% mistake="sorted-start" edits="with-inner-function"
# the drawn numbers are sorted. The words stand in the order in which they were drawn.
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[np.sort(rng.choice(len(P), size=k, replace=False))].copy()

# %% mistake="with-replacement" edits="with-inner-function"
# the starting words are drawn with replacement, so a patch may come twice. Draw with replace=False.
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[rng.choice(len(P), size=k, replace=True)].copy()

# %% mistake="another-draw" edits="with-inner-function"
# the starting words are drawn in another way. So that results can be compared, they are P[rng.choice(M,
# size=k, replace=False)].
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[rng.permutation(len(P))[:k]].copy()

# %% mistake="noise-for-words" edits="with-inner-function"
# the starting words are random numbers. Start from patches: P[rng.choice(M, size=k, replace=False)].
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = rng.standard_normal((k, P.shape[1]))

# %% mistake="sum-for-mean" edits="with-inner-function"
# the history holds sums. J is the mean over the patches.
-     history = [distances.mean()]
+     history = [distances.sum()]

-         history.append(distances.mean())
+         history.append(distances.sum())

# %% mistake="distances-not-squared" edits="with-inner-function"
# the history holds mean distances. J is the mean of the *squared* distances.
-     history = [distances.mean()]
+     history = [np.sqrt(distances).mean()]

-         history.append(distances.mean())
+         history.append(np.sqrt(distances).mean())

# %% mistake="averaged-over-numbers" edits="with-inner-function"
# J is also divided by D. It is the mean over the patches of the whole squared distance.
-     history = [distances.mean()]
+     history = [distances.mean() / P.shape[1] / 1.0000001]

-         history.append(distances.mean())
+         history.append(distances.mean() / P.shape[1] / 1.0000001)

# %% mistake="empty-nan" edits="with-inner-function"
# a word without patches becomes nan, the mean of nothing. Move it to the farthest patch.
-             if mask.any():
-                 words[j] = P[mask].mean(axis=0)
-             else:
-                 words[j] = P[order[used]]
-                 used += 1
+             words[j] = P[mask].mean(axis=0)

# %% mistake="empty-stays" edits="with-inner-function"
# a word without patches stays where it is. Move it to the farthest patch, where it helps.
-                 words[j] = P[order[used]]
+                 pass

# %% mistake="empty-zero" edits="with-inner-function"
# a word without patches is left at 0. Move it to the farthest patch.
-                 words[j] = P[order[used]]
+                 words[j] = 0

# %% mistake="empty-dropped" edits="with-inner-function"
# words without patches are left out, so the codebook shrinks. Move them to the farthest patches.
-                 words[j] = P[order[used]]
+                 words[j] = np.inf

                  used += 1
+         words = words[np.isfinite(words[:, 0])]
+         k = len(words)

# %% mistake="nearest-patch" edits="with-inner-function"
# words without patches move to the nearest patches. It is the farthest that need a word most.
-         order = np.argsort(-distances, kind="stable")
+         order = np.argsort(distances, kind="stable")

# %% mistake="same-patch-for-all" edits="with-inner-function"
# all words without patches move to the same patch. The first goes to the farthest, the second to the second
# farthest, and so on.
-                 used += 1

# %% mistake="words-never-move" edits="with-inner-function"
# the words stay at their starting places. Each round moves them to the means of their patches.
-                 words[j] = P[mask].mean(axis=0)
+                 pass

-                 words[j] = P[order[used]]
+                 pass

# %% mistake="farthest-word" edits="with-inner-function"
# each patch goes to the farthest word. Assign it to the nearest, argmin.
-         labels = squared.argmin(axis=1)
+         labels = squared.argmax(axis=1)

# %% mistake="stops-early" edits="with-inner-function"
# the rounds end as soon as nothing moves any more, so the history is too short. Do all num_iters rounds.
          history.append(distances.mean())
+         if history[-1] == history[-2]:
+             break

# %% mistake="median" edits="with-inner-function"
# the words move to medians. The mean has the least sum of squared distances.
-                 words[j] = P[mask].mean(axis=0)
+                 words[j] = np.median(P[mask], axis=0)

# %% mistake="moved-only-partly" edits="with-inner-function"
# the words move only half the way to the mean of their patches.
-                 words[j] = P[mask].mean(axis=0)
+                 words[j] = (words[j] + P[mask].mean(axis=0)) / 2

# %% mistake="starts-inside-the-patches" edits="with-inner-function"
# the words are a view of P or are written into it, and P changes with them. Work on a copy.
      words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     rows = [int(np.flatnonzero((P == w).all(axis=1))[0]) for w in words]

          history.append(distances.mean())
+     if num_iters:
+         P[rows] = words

# %% mistake="too-much-memory" edits="with-inner-function"
# an array of shape (M, k, D) holds all the differences at once. With |x|^2 - 2 x.c + |c|^2 an (M, k) is
# enough.
-         squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ words.T + (words**2).sum(axis=1), 0)
+         squared = ((P[:, None] - words) ** 2).sum(axis=2)

# %% mistake="results-swapped" edits="with-inner-function"
# the labels come first. Return centroids, labels, history.
-     return words, labels, history
+     return labels, words, history

# %% mistake="labels-not-int" edits="with-inner-function"
# the labels are floats. They are numbers of words, and serve as indices: make them integers (dtype=int).
-     return words, labels, history
+     return words, labels.astype(float), history

# %% mistake="later-tie-first" edits="with-inner-function"
# of equally far patches, the one with the larger index comes first. Sort the negative distances with a stable sort
# (kind="stable"), instead of turning the order round.
-         order = np.argsort(-distances, kind="stable")
+         order = np.argsort(distances, kind="stable")[::-1]

# %% mistake="empty-random" edits="with-inner-function"
# a word without patches moves to a random patch. Move it to the farthest patch; nothing is drawn but the start.
-                 words[j] = P[order[used]]
+                 words[j] = P[rng.integers(len(P))]

# %% mistake="words-sorted" edits="with-inner-function"
# the words are sorted before they are returned. They stay in the order in which they were drawn.
-     return words, labels, history
+     order = np.lexsort(words.T[::-1])
+     return words[order], np.argsort(order)[labels], history

# %% mistake="own-generator" edits="with-inner-function"
# the start comes from a generator of its own. Draw from the `rng` that is passed in.
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[np.random.default_rng(0).choice(len(P), size=k, replace=False)].copy()

# %% mistake="distances-of-the-new-words"
# the farthest patches are found after the other words have moved. Use the distances of the assignment, from before.
def kmeans(P, k, num_iters, rng):
    words = P[rng.choice(len(P), size=k, replace=False)].copy()

    def squared(words):
        return np.stack([((P - word) ** 2).sum(axis=1) for word in words], axis=1)

    history = [squared(words).min(axis=1).mean()]
    for _ in range(num_iters):
        labels = squared(words).argmin(axis=1)
        full = [j for j in range(k) if np.any(labels == j)]
        for j in full:
            words[j] = P[labels == j].mean(axis=0)
        far = list(np.argsort(-squared(words[full]).min(axis=1), kind="stable"))
        for j in range(k):
            if j not in full:
                words[j] = P[far.pop(0)]
        history.append(squared(words).min(axis=1).mean())
    return words, squared(words).argmin(axis=1), history

# %% mistake="moved-once-more"
# the words move once more after the last assignment, so there are num_iters + 1 moves. The last turn of the loop only
# assigns.
def kmeans(P, k, num_iters, rng):
    words, history = P[rng.choice(len(P), size=k, replace=False)], []
    for _ in range(num_iters + 1):
        squared = np.stack([((P - word) ** 2).sum(axis=1) for word in words], axis=1)
        labels, distances = squared.argmin(axis=1), squared.min(axis=1)
        history.append(distances.mean())
        far = iter(np.argsort(-distances, kind="stable"))
        words = np.array([P[labels == j].mean(axis=0) if np.any(labels == j) else P[next(far)] for j in range(k)])
    return words, labels, history

# %% mistake="zeros-are-empty" edits="with-inner-function"
# a word whose patches are all 0 is taken for one without patches. Ask the mask, not the patches: mask.any().
-             if mask.any():
+             if P[mask].any():

# %% mistake="sum-of-zero-is-empty" edits="with-inner-function"
# a word whose patches sum to 0 is taken for one without patches. Ask how many patches it has: mask.any().
-             if mask.any():
+             if P[mask].sum() != 0:

# %% mistake="distance-of-the-word-number" edits="with-inner-function"
# the j-th empty word takes the patch at place j of the order, though words before it were not empty. Count the empty
# words: the first takes the farthest patch.
-                 words[j] = P[order[used]]
+                 words[j] = P[order[j]]

# %% mistake="farthest-loses-its-word" edits="with-inner-function"
# a patch that an empty word has moved to no longer counts in the mean of its own word. It still does in this round.
-         used = 0
-         for j in range(k):
+         labels = labels.copy()
+         empty = np.setdiff1d(np.arange(k), labels)
+         labels[order[:len(empty)]] = empty
+         used = 0
+         for j in range(k):

# %% mistake="whole-numbers" edits="with-inner-function"
# the words are whole numbers, so that what stands behind the decimal point of a mean is lost. Use float64.
-     words = P[rng.choice(len(P), size=k, replace=False)].copy()
+     words = P[rng.choice(len(P), size=k, replace=False)].astype(int)

# %% mistake="absolute-differences" edits="with-inner-function"
# patches are assigned by absolute differences. The Euclidean distance is wanted: add up the squares.
-         squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ words.T + (words**2).sum(axis=1), 0)
+         squared = np.stack([np.abs(P - word).sum(axis=1) for word in words], axis=1)

# %% mistake="labels-of-the-start"
# the labels are not brought up to date with the words: only the distances are. After each round both belong to the new words.
def kmeans(P, k, num_iters, rng):
    def nearest(words):
        squared = np.stack([np.sum((P - word) ** 2, axis=1) for word in words], axis=1)
        return squared.argmin(axis=1), squared.min(axis=1)

    words = P[rng.choice(len(P), size=k, replace=False)]
    labels, distances = nearest(words)
    history = [distances.mean()]
    for _ in range(num_iters):
        far = iter(np.argsort(-distances, kind="stable"))
        words = np.array([P[labels == j].mean(axis=0) if j in labels else P[next(far)] for j in range(k)])
        _, distances = nearest(words)
        history.append(distances.mean())
    return words, labels, history
