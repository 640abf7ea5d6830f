# %% exercise="nearest-words" name="nearest_words"

# %% right="expanded"
def nearest_words(P, codebook):
    squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
    squared = np.maximum(squared, 0)
    labels = np.argmin(squared, axis=1)
    return labels, squared[np.arange(len(P)), labels]

# %% right="by-cdist" teaches="SciPy has all distances ready."
from scipy.spatial.distance import cdist

def nearest_words(P, codebook):
    squared = cdist(P, codebook) ** 2
    return squared.argmin(1), squared.min(1)

# %% right="word-by-word" teaches="A loop over the words keeps the best so far: slower for many words, but it needs the memory of one column, and rounding takes nothing away."
def nearest_words(P, codebook):
    best, labels = np.full(len(P), np.inf), np.zeros(len(P), dtype=int)
    for j, word in enumerate(codebook):
        squared = ((P - word) ** 2).sum(axis=1)
        nearer = squared < best
        best[nearer], labels[nearer] = squared[nearer], j
    return labels, best

# %% right="clipped-at-the-end"
def nearest_words(P, codebook):
    half = codebook.dot(P.T) - 0.5 * (codebook * codebook).sum(axis=1)[:, None]
    labels = half.argmax(axis=0)
    differences = P - codebook[labels]
    return labels, np.einsum("md,md->m", differences, differences)

# %% mistake="negative-distances" edits="expanded"
# some distances are below 0, by rounding. Raise them to 0 with np.maximum.
-     squared = np.maximum(squared, 0)

# %% mistake="root-taken" edits="expanded"
# these are distances. The *squared* distances are wanted, without the root.
-     squared = np.maximum(squared, 0)
+     squared = np.sqrt(np.maximum(squared, 0))

# %% mistake="last-word-wins" edits="expanded"
# of equally near words the last is taken. Ties go to the smallest number; `argmin` does that.
-     labels = np.argmin(squared, axis=1)
+     labels = squared.shape[1] - 1 - np.argmin(squared[:, ::-1], axis=1)

# %% mistake="farthest-word" edits="expanded"
# this is the farthest word. Take the least distance, argmin.
-     labels = np.argmin(squared, axis=1)
+     labels = np.argmax(squared, axis=1)

# %% mistake="patch-for-each-word" edits="expanded"
# for each word the nearest patch is found. It is the other way round: for each patch (row) the nearest
# word, axis=1.
-     labels = np.argmin(squared, axis=1)
-     return labels, squared[np.arange(len(P)), labels]
+     return squared.argmin(axis=0), squared.min(axis=0)

# %% mistake="factor-two-missing" edits="expanded"
# the factor 2 of the product is missing: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
+     squared = np.sum(P**2, axis=1, keepdims=True) - P @ codebook.T + np.sum(codebook**2, axis=1)

# %% mistake="sign-of-the-product" edits="expanded"
# the product has the wrong sign: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
+     squared = np.sum(P**2, axis=1, keepdims=True) + 2 * P @ codebook.T + np.sum(codebook**2, axis=1)

# %% mistake="words-squared-missing" edits="expanded"
# the squares of the words are left out. They differ from word to word, and decide which is nearest.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
+     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T

# %% mistake="patches-squared-missing"
# the squares of the patches are left out. That does not change the labels, but the distances.
def nearest_words(P, codebook):
    squared = np.sum(codebook**2, axis=1) - 2 * P @ codebook.T
    return squared.argmin(axis=1), squared.min(axis=1)

# %% mistake="largest-product" edits="expanded"
# the word with the largest product x.c is taken, which favours long words. Nearest is least |x - c|^2.
-     labels = np.argmin(squared, axis=1)
+     labels = np.argmax(P @ codebook.T, axis=1)

# %% mistake="absolute-differences"
# absolute differences are added up. The Euclidean distance is wanted: add up the squares.
def nearest_words(P, codebook):
    sums = np.stack([np.abs(P - word).sum(axis=1) for word in codebook], axis=1)
    return sums.argmin(axis=1), sums.min(axis=1)

# %% mistake="averaged" edits="expanded"
# the squares are averaged over the D numbers. The squared distance is their sum.
-     return labels, squared[np.arange(len(P)), labels]
+     return labels, squared[np.arange(len(P)), labels] / P.shape[1]

# %% mistake="results-swapped" edits="expanded"
# the distances come first. Return the labels, then the distances.
-     return labels, squared[np.arange(len(P)), labels]
+     return squared[np.arange(len(P)), labels], labels

# %% mistake="only-labels" edits="expanded"
# only the labels are returned. Return the labels and the distances.
-     return labels, squared[np.arange(len(P)), labels]
+     return labels

# %% mistake="all-distances" edits="expanded"
# the distances from all words are returned, (M, k). Return for each patch that from its own word, (M,).
-     return labels, squared[np.arange(len(P)), labels]
+     return labels, squared

# %% mistake="columns-for-labels" edits="expanded"
# squared[:, labels] picks whole columns. One number per row is squared[np.arange(M), labels].
-     return labels, squared[np.arange(len(P)), labels]
+     return labels, squared[:, labels]

# %% mistake="too-much-memory" edits="patches-squared-missing"
# an array of shape (M, k, D) holds all the differences at once. With |x|^2 - 2 x.c + |c|^2 an (M, k) is
# enough.
-     squared = np.sum(codebook**2, axis=1) - 2 * P @ codebook.T
+     squared = np.sum((P[:, np.newaxis, :] - codebook) ** 2, axis=2)

# %% mistake="python-loop"
# a Python loop goes over the patches. Let NumPy go over them.
def nearest_words(P, codebook):
    labels, distances = [], []
    for x in P:
        squared = np.sum((codebook - x) ** 2, axis=1)
        labels.append(np.argmin(squared))
        distances.append(squared.min())
    return np.array(labels), np.array(distances)

# %% mistake="labels-not-int" edits="expanded"
# the labels are floats. They are numbers of words, and serve as indices: make them integers (dtype=int).
-     return labels, squared[np.arange(len(P)), labels]
+     return labels.astype(float), squared[np.arange(len(P)), labels]

# %% mistake="labels-too-narrow"
# the labels are in int8, which ends at 127, and there may be more words than that. Leave them as `argmin` returns
# them.
def nearest_words(P, codebook):
    squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ codebook.T + (codebook**2).sum(axis=1), 0)
    return squared.argmin(axis=1).astype(np.int8), squared.min(axis=1)

# %% mistake="labels-wrap-at-128"
# the labels begin again at 0 after 127, and there may be more words than that. Leave them as `argmin` returns them.
def nearest_words(P, codebook):
    squared = np.maximum((P**2).sum(axis=1)[:, None] - 2 * P @ codebook.T + (codebook**2).sum(axis=1), 0)
    return squared.argmin(axis=1) % 128, squared.min(axis=1)

# %% mistake="absolute-differences-squared" edits="absolute-differences"
# absolute differences are added up, and the sum is squared. The squared Euclidean distance is the sum of the squares.
-     return sums.argmin(axis=1), sums.min(axis=1)
+     return sums.argmin(axis=1), sums.min(axis=1) ** 2

# %% mistake="label-by-absolute-differences" edits="expanded"
# the nearest word is found by absolute differences. Nearest is the least sum of squares.
-     labels = np.argmin(squared, axis=1)
+     labels = np.argmin([np.abs(P - word).sum(axis=1) for word in codebook], axis=0)

# %% mistake="largest-difference" edits="absolute-differences"
# the largest single difference is taken for the distance. Add up the squares of all of them.
-     sums = np.stack([np.abs(P - word).sum(axis=1) for word in codebook], axis=1)
+     sums = np.stack([np.abs(P - word).max(axis=1) ** 2 for word in codebook], axis=1)

# %% mistake="clipped-too-soon" edits="expanded"
# negative numbers are raised to 0 before the squares of the words are added. Raise only the whole sum.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
-     squared = np.maximum(squared, 0)
+     squared = np.maximum(np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T, 0)
+     squared = squared + np.sum(codebook**2, axis=1)

# %% mistake="clipped-without-the-patches" edits="expanded"
# negative numbers are raised to 0 before the squares of the patches are added. Raise only the whole sum.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
-     squared = np.maximum(squared, 0)
+     squared = np.maximum(np.sum(codebook**2, axis=1) - 2 * P @ codebook.T, 0)
+     squared = squared + np.sum(P**2, axis=1, keepdims=True)

# %% mistake="lengths-not-squared" edits="expanded"
# lengths are added where their squares belong: |x - c|^2 = |x|^2 - 2 x.c + |c|^2.
-     squared = np.sum(P**2, axis=1, keepdims=True) - 2 * P @ codebook.T + np.sum(codebook**2, axis=1)
+     squared = np.linalg.norm(P, axis=1)[:, None] - 2 * P @ codebook.T + np.linalg.norm(codebook, axis=1)

# %% mistake="largest-cosine" edits="expanded"
# the word that points in the most similar direction is taken. Nearest is least |x - c|^2.
-     labels = np.argmin(squared, axis=1)
+     labels = np.argmax(P @ codebook.T / (np.linalg.norm(codebook, axis=1) + 1e-12), axis=1)

# %% mistake="labels-from-one" edits="expanded"
# the labels begin with 1. The first word has the number 0.
-     return labels, squared[np.arange(len(P)), labels]
+     return labels + 1, squared[np.arange(len(P)), labels]

# %% mistake="words-for-labels" edits="expanded"
# the words themselves are returned. Return their numbers.
-     return labels, squared[np.arange(len(P)), labels]
+     return codebook[labels], squared[np.arange(len(P)), labels]

# %% mistake="mean-distance" edits="expanded"
# the distances are averaged over the patches. Return one for each patch, (M,).
-     return labels, squared[np.arange(len(P)), labels]
+     return labels, squared[np.arange(len(P)), labels].mean()

# %% equivalent="swapped arguments"
# np.maximum, np.logaddexp, np.dot of two vectors and max do not depend on the order of their arguments
- return (squared.argmin(axis=1), np.maximum(squared.min(axis=1), 0))
+ return (squared.argmin(axis=1), np.maximum(0, squared.min(axis=1)))

# %% mistake="second-nearest"
# the nearest word is left out, and the second nearest taken, as if a patch were one of the words. Take the nearest.
def nearest_words(P, codebook):
    squared = np.stack([np.sum((P - word) ** 2, axis=1) for word in codebook], axis=1)
    labels = np.argsort(squared, axis=1, kind="stable")[:, min(1, len(codebook) - 1)]
    return labels, squared[np.arange(len(P)), labels]

# %% mistake="smallest-angle"
# this takes the word in the most similar direction, as the cosine does. Wanted is the least Euclidean distance, in which lengths count.
def nearest_words(P, codebook):
    lengths, word_lengths = np.linalg.norm(P, axis=1), np.linalg.norm(codebook, axis=1)
    directions = P / np.where(lengths == 0, 1, lengths)[:, np.newaxis]
    words = codebook / np.where(word_lengths == 0, 1, word_lengths)[:, np.newaxis]
    labels = (directions @ words.T).argmax(axis=1)
    return labels, np.sum((P - codebook[labels]) ** 2, axis=1)
