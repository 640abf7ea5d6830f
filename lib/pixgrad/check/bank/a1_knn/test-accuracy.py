# %% exercise="test-accuracy" name="test_accuracy"

# %% right="loops"
best = -1.0
for distance in ("l1", "l2"):
    for k, values in curves[distance].items():
        if np.mean(values) > best:
            best, best_distance, best_k = np.mean(values), distance, k
X_test, y_test = open_test_set()
test_accuracy = np.array(knn_accuracy(images, labels, X_test, y_test, k=best_k, distance=best_distance))

# %% right="sorted-table"
table = sorted((-sum(v) / len(v), k, name) for name, curve in curves.items() for k, v in curve.items())
_, best_k, best_distance = table[0]
best_k = np.int64(best_k)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="worst-choice"
# the pair with the lowest mean accuracy was chosen. High accuracy is good.
best_distance, best_k = min(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="validation-accuracy"
# this is the mean accuracy in cross-validation, by which the pair was chosen. Report the accuracy on the
# test images.
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = np.mean(curves[best_distance][best_k])

# %% mistake="in-percent" edits="validation-accuracy"
# this is the accuracy in per cent. Report it as a number from 0 to 1.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = 100 * knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="default-distance" edits="validation-accuracy"
# this is the accuracy by the default distance, L2. Pass best_distance on to knn_accuracy.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k)

# %% mistake="nearest-only" edits="validation-accuracy"
# this is the accuracy of the nearest neighbour alone. Pass best_k on to knn_accuracy.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(images, labels, *open_test_set(), 1, best_distance)
