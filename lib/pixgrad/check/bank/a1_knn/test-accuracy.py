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

# %% mistake="worst-choice" caught="hidden tests"
# the pair with the lowest mean accuracy was chosen. High accuracy is good.
best_distance, best_k = min(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="validation-accuracy" caught="hidden tests"
# this is the mean accuracy in cross-validation, by which the pair was chosen. Report the accuracy on the
# test images.
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: np.mean(curves[pair[0]][pair[1]]),
)
test_accuracy = np.mean(curves[best_distance][best_k])

# %% mistake="in-percent" caught="hidden tests" edits="validation-accuracy"
# this is the accuracy in per cent. Report it as a number from 0 to 1.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = 100 * knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="default-distance" caught="hidden tests" edits="validation-accuracy"
# this is the accuracy by the default distance, L2. Pass best_distance on to knn_accuracy.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k)

# %% mistake="nearest-only" caught="hidden tests" edits="validation-accuracy"
# this is the accuracy of the nearest neighbour alone. Pass best_k on to knn_accuracy.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(images, labels, *open_test_set(), 1, best_distance)

# %% mistake="other-pair" caught="hidden tests"
# another pair has a higher mean. Compare the means over all folds, not single folds or medians, of all pairs of
# a distance and a k in `curves`, and leave the test images out of the choice.
best_distance, best_k = max(
    ((distance, k) for distance in curves for k in k_choices),
    key=lambda pair: max(curves[pair[0]][pair[1]]),
)
test_accuracy = knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="share-of-errors" caught="hidden tests" edits="validation-accuracy"
# this is the share of errors. Report the accuracy.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = 1 - knn_accuracy(images, labels, *open_test_set(), best_k, best_distance)

# %% mistake="rounded" caught="hidden tests" edits="validation-accuracy"
# the accuracy is rounded. Report it as it is; round where you print.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = round(knn_accuracy(images, labels, *open_test_set(), best_k, best_distance), 3)

# %% mistake="on-training-images" caught="hidden tests" edits="validation-accuracy"
# this is measured on the training images, where each finds itself. Measure on what open_test_set() returns.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(images, labels, images, labels, best_k, best_distance)

# %% mistake="test-and-training-exchanged" caught="hidden tests" edits="validation-accuracy"
# test and training images are exchanged: the first two arguments of knn_accuracy are the training part.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(*open_test_set(), images, labels, best_k, best_distance)

# %% mistake="trained-on-all" caught="hidden tests" edits="validation-accuracy"
# this is trained on all of dataset.X_train. Train on `images` and `labels`, the 400 images that `curves` is
# about.
- test_accuracy = np.mean(curves[best_distance][best_k])
+ test_accuracy = knn_accuracy(dataset.X_train, dataset.y_train, *open_test_set(), best_k, best_distance)
