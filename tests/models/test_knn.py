import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.spatial.distance import cdist

from pixgrad.models import knn

DISTANCES = {"l1": knn.l1_distances, "l2": knn.l2_distances}
DTYPES = [np.uint8, np.int8, np.int64, np.bool_, np.float16, np.float32, np.float64]

sizes = st.integers(1, 6)
metrics = pytest.mark.parametrize("metric", ["l1", "l2"])


def slow_distances(X, X_train, metric):
    """Two loops and the definition."""
    dists = np.empty((len(X), len(X_train)))
    for i, a in enumerate(X):
        for j, b in enumerate(X_train):
            gap = np.abs(a.astype(float) - b.astype(float))
            dists[i, j] = gap.sum() if metric == "l1" else np.sqrt((gap**2).sum())
    return dists


def slow_labels(dists, y_train, k):
    """Sort by (distance, index), count, and take the smallest of the most frequent labels."""
    labels = []
    for row in dists:
        voters = sorted(range(len(row)), key=lambda j: (row[j], j))[:k]
        votes = [int(y_train[j]) for j in voters]
        labels.append(min(set(votes), key=lambda label: (-votes.count(label), label)))
    return labels


def pixels(rng, num, dim=48, dtype=np.uint8):
    return rng.integers(0, 256, (num, dim), dtype=np.uint8).astype(dtype)


@pytest.mark.slow
@metrics
@given(num=sizes, num_train=sizes, dim=sizes, dtype=st.sampled_from(DTYPES), data=st.data())
def test_distances_are_those_of_the_definition(metric, num, num_train, dim, dtype, data):
    """Do all shapes and dtypes agree with two loops over the definition?"""
    low, high = (
        (0, 1)
        if dtype == np.bool_
        else (np.iinfo(dtype).min, 127)
        if np.dtype(dtype).kind in "iu"
        else (-90, 90)
    )
    elements = st.integers(max(low, -1000), high)
    X = data.draw(hnp.arrays(np.int64, (num, dim), elements=elements)).astype(dtype)
    X_train = data.draw(hnp.arrays(np.int64, (num_train, dim), elements=elements)).astype(dtype)
    dists = DISTANCES[metric](X, X_train)
    assert dists.shape == (num, num_train)
    assert dists.dtype == (np.float32 if dtype in (np.float16, np.float32) else np.float64)
    np.testing.assert_allclose(dists, slow_distances(X, X_train, metric), rtol=1e-5, atol=1e-5)


@metrics
@pytest.mark.parametrize(("dtype", "rtol"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_distances_agree_with_scipy(metric, dtype, rtol):
    """Do real-valued rows of image size agree with cdist?"""
    rng = np.random.default_rng(0)
    X, X_train = (rng.normal(size=(num, 3072)).astype(dtype) for num in (7, 30))
    name = {"l1": "cityblock", "l2": "euclidean"}[metric]
    expected = cdist(X.astype(float), X_train.astype(float), name)
    np.testing.assert_allclose(DISTANCES[metric](X, X_train), expected, rtol=rtol)


@metrics
def test_bytes_do_not_wrap_around(metric):
    """Is the distance of black and white 255 per pixel in either order, not 1?"""
    black, white = np.zeros((1, 4), np.uint8), np.full((1, 4), 255, np.uint8)
    expected = 4 * 255 if metric == "l1" else 2 * 255
    assert DISTANCES[metric](black, white) == DISTANCES[metric](white, black) == expected


@pytest.mark.parametrize("dtype", [np.uint8, np.float64])
def test_distances_of_pixels_are_correctly_rounded(dtype):
    """Is the L2 distance of 8-bit images the root of the exact whole number, so that true ties are ties?"""
    rng = np.random.default_rng(1)
    X, X_train = pixels(rng, 20, 3072), pixels(rng, 60, 3072)
    squares = ((X[:, np.newaxis].astype(np.int64) - X_train.astype(np.int64)) ** 2).sum(axis=2)
    np.testing.assert_array_equal(knn.l2_distances(X.astype(dtype), X_train.astype(dtype)), np.sqrt(squares))


@metrics
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("offset", [0.0, 1e3, 1e5])
def test_a_row_that_was_trained_on_has_distance_zero(metric, dtype, offset):
    """Is the distance of a row to itself exactly 0, and never NaN, far from the origin too?"""
    X_train = (np.random.default_rng(2).normal(size=(40, 300)) + offset).astype(dtype)
    dists = DISTANCES[metric](X_train[:10].copy(), X_train)
    np.testing.assert_array_equal(np.diagonal(dists), 0)
    assert np.count_nonzero(dists) == dists.size - 10


@pytest.mark.parametrize(("dtype", "rtol"), [(np.float64, 1e-9), (np.float32, 1e-3)])
def test_rows_close_together_and_far_from_the_origin_keep_their_digits(dtype, rtol):
    """Is a small distance right where |a|^2 + |b|^2 - 2ab has lost it?"""
    rng = np.random.default_rng(3)
    base = rng.normal(size=(1, 100)) * 100
    X_train = (base + rng.normal(size=(20, 100)) * 1e-3).astype(dtype)
    X_train = np.concatenate([X_train, -X_train])
    X = (base + rng.normal(size=(5, 100)) * 1e-3).astype(dtype)
    expected = cdist(X.astype(float), X_train.astype(float))
    np.testing.assert_allclose(knn.l2_distances(X, X_train), expected, rtol=rtol)


@metrics
def test_the_order_of_the_pixels_does_not_matter(metric):
    """Are distances the same after one permutation of all columns?"""
    rng = np.random.default_rng(4)
    X, X_train, order = pixels(rng, 5), pixels(rng, 9), rng.permutation(48)
    np.testing.assert_array_equal(
        DISTANCES[metric](X, X_train), DISTANCES[metric](X[:, order], X_train[:, order])
    )


@metrics
def test_a_common_shift_does_not_matter_and_a_scale_scales(metric):
    """Are distances unchanged by adding one row to all, and multiplied by a common factor?"""
    rng = np.random.default_rng(5)
    X, X_train, shift = rng.normal(size=(5, 30)), rng.normal(size=(9, 30)), rng.normal(size=30) * 10
    dists = DISTANCES[metric](X, X_train)
    np.testing.assert_allclose(DISTANCES[metric](X + shift, X_train + shift), dists, rtol=1e-10)
    np.testing.assert_allclose(DISTANCES[metric](-3 * X, -3 * X_train), 3 * dists, rtol=1e-10)


@metrics
@given(block_size=st.integers(1, 12))
def test_blocks_do_not_show(metric, block_size):
    """Is the result the same for any size of blocks, also one that does not divide the rows?"""
    rng = np.random.default_rng(6)
    X, X_train = pixels(rng, 7), pixels(rng, 11)
    blocked = DISTANCES[metric](X, X_train, block_size=block_size)
    np.testing.assert_array_equal(blocked, DISTANCES[metric](X, X_train))


@metrics
def test_memory_is_bounded(metric):
    """Does no temporary come near the size of all differences, (M, N, D)?"""
    rng = np.random.default_rng(7)
    X, X_train = pixels(rng, 100, 1000), pixels(rng, 200, 1000)
    tracemalloc.start()
    DISTANCES[metric](X, X_train, block_size=50)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 200 * 1000 * 8 / 50


@metrics
def test_many_equal_rows_need_no_more_memory(metric):
    """Does the exact repetition of close pairs stay in blocks where every pair is close?"""
    X = np.full((200, 500), 7.0)
    tracemalloc.start()
    dists = DISTANCES[metric](X, X)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not dists.any()
    assert peak < 8e6


@metrics
def test_arguments_are_not_modified(metric):
    """Are read-only arrays accepted?"""
    X = np.random.default_rng(8).normal(size=(4, 5))
    X.flags.writeable = False
    DISTANCES[metric](X, X)


@metrics
def test_no_rows_give_no_distances(metric):
    """Do empty sets keep their shape?"""
    assert DISTANCES[metric](np.zeros((0, 3)), np.zeros((2, 3))).shape == (0, 2)
    assert DISTANCES[metric](np.zeros((2, 3)), np.zeros((0, 3))).shape == (2, 0)


@metrics
@pytest.mark.parametrize(
    ("X", "message"),
    [
        (np.zeros((2, 2, 2)), r"X must have shape \(rows, columns\), not \(2, 2, 2\)"),
        (np.zeros(3), "X must have shape"),
        (np.zeros((2, 4)), r"X \(2, 4\) and X_train \(5, 3\) must have equally many columns"),
        (np.full((2, 3), np.nan), "X must hold real, finite numbers"),
        (np.full((2, 3), np.inf), "X must hold real, finite numbers"),
        (np.zeros((2, 3), complex), "X must hold real, finite numbers"),
        (np.array([["a", "b", "c"]]), "X must hold real, finite numbers"),
    ],
    ids=["images", "one row", "columns", "nan", "inf", "complex", "text"],
)
def test_what_has_no_distance_is_refused(metric, X, message):
    """Do shapes and values that make no sense give an error that says what is wanted?"""
    with pytest.raises(ValueError, match=message):
        DISTANCES[metric](X, np.zeros((5, 3)))


@given(
    dists=hnp.arrays(
        np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(0, 4)
    )
)
def test_of_equal_distances_the_smaller_index_is_nearer(dists):
    """Are all ties, inside and at the k-th place, broken as a stable sort breaks them?"""
    order = np.argsort(dists, axis=1, kind="stable")
    for k in range(1, dists.shape[1] + 1):
        np.testing.assert_array_equal(knn.nearest(dists, k), order[:, :k])


@pytest.mark.parametrize("k", [0, -1, 4])
def test_k_must_be_possible(k):
    """Is a k below 1 or above the number of training examples refused?"""
    with pytest.raises(ValueError, match="k must be from 1 to the 3 training examples"):
        knn.nearest(np.zeros((2, 3)), k)


def test_distances_must_be_numbers_in_a_matrix():
    """Are NaN and other shapes refused by the search?"""
    with pytest.raises(ValueError, match="NaN"):
        knn.nearest(np.array([[0.0, np.nan]]), 1)
    with pytest.raises(ValueError, match="must have shape"):
        knn.nearest(np.zeros(3), 1)


@given(
    dists=hnp.arrays(
        np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.integers(0, 5)
    ),
    data=st.data(),
)
def test_the_vote_is_that_of_the_slow_loop(dists, data):
    """Are majority, ties of distance and ties of votes right for any labels, negative ones too?"""
    y_train = data.draw(hnp.arrays(np.int64, dists.shape[1], elements=st.integers(-3, 3)))
    k = data.draw(st.integers(1, dists.shape[1]))
    predicted = knn.predict_labels(dists, y_train, k)
    assert predicted.tolist() == slow_labels(dists, y_train, k)
    assert predicted.dtype == y_train.dtype


@pytest.mark.slow
@metrics
@pytest.mark.parametrize("k", [1, 3, 5])
def test_predictions_agree_with_scikit_learn(metric, k):
    """Does an independent classifier predict the same where two classes cannot tie?"""
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(9)
    X_train, y_train, X = rng.normal(size=(80, 6)), rng.integers(0, 2, 80), rng.normal(size=(50, 6))
    oracle = KNeighborsClassifier(k, metric={"l1": "manhattan", "l2": "euclidean"}[metric]).fit(
        X_train, y_train
    )
    predicted = knn.predict(X, X_train, y_train, k=k, metric=metric, block_size=7)
    np.testing.assert_array_equal(predicted, oracle.predict(X))


@metrics
def test_predicting_in_blocks_is_predicting_from_all_distances(metric):
    """Is the label the one that the full matrix of distances gives?"""
    rng = np.random.default_rng(10)
    X, X_train, y_train = pixels(rng, 13), pixels(rng, 30), rng.integers(0, 4, 30)
    whole = knn.predict_labels(DISTANCES[metric](X, X_train), y_train, k=4)
    np.testing.assert_array_equal(knn.predict(X, X_train, y_train, k=4, metric=metric, block_size=3), whole)


@pytest.mark.parametrize(
    ("scale", "offset"),
    [(1, 0), (1e-25, 0), (1e140, 0), (1e17, 0), (1, 1e7)],
    ids=["near 1", "too small for float32", "too large", "squares too large", "far from the origin"],
)
def test_the_search_in_float32_finds_the_same_neighbours(scale, offset):
    """Are the nearest rows those of float64 where float32 cannot tell distances apart, or has no room?"""
    rng = np.random.default_rng(13)
    X = rng.normal(size=(40, 300))
    directions = rng.normal(size=(600, 300))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    radii = 5 + 1e-7 * rng.permutation(600)[:, np.newaxis]  # around the first row, all but equally far
    X_train = np.concatenate([X[0] + radii * directions, rng.normal(size=(600, 300))])
    X, X_train, y = X * scale + offset, X_train * scale + offset, np.arange(1200)
    dists = knn.l2_distances(X, X_train)
    for k in (1, 2, 7):
        np.testing.assert_array_equal(knn.predict(X, X_train, y, k=k), knn.predict_labels(dists, y, k))


def test_labels_must_match():
    """Are labels of another number, and an unknown metric, refused?"""
    with pytest.raises(ValueError, match=r"y_train must have shape \(3,\) to match dists, not \(2,\)"):
        knn.predict_labels(np.zeros((1, 3)), np.zeros(2, int))
    with pytest.raises(ValueError, match=r"y_train must have shape \(3,\) to match X_train"):
        knn.predict(np.zeros((1, 2)), np.zeros((3, 2)), np.zeros(2, int), k=1, metric="l2")
    with pytest.raises(ValueError, match="metric must be one of l1, l2, not 'cosine'"):
        knn.predict(np.zeros((1, 2)), np.zeros((3, 2)), np.zeros(3, int), k=1, metric="cosine")
    with pytest.raises(ValueError, match="block_size must be at least 1"):
        knn.l2_distances(np.zeros((1, 2)), np.zeros((3, 2)), block_size=0)


@metrics
@pytest.mark.parametrize("num_folds", [2, 3, 7])
def test_cross_validation_is_a_loop_over_folds(metric, num_folds):
    """Is every accuracy that of predicting one fold from all others, with folds as equal as can be?"""
    rng = np.random.default_rng(11)
    X, y = pixels(rng, 20, 6), rng.integers(0, 3, 20)
    accuracies = knn.cross_validate(X, y, [1, 4, 2], num_folds, metric=metric)
    assert list(accuracies) == [1, 4, 2]
    for fold in range(num_folds):
        held_out = np.isin(np.arange(20), np.array_split(np.arange(20), num_folds)[fold])
        for k in (1, 2, 4):
            dists = slow_distances(X[held_out], X[~held_out], metric)
            expected = np.mean(np.array(slow_labels(dists, y[~held_out], k)) == y[held_out])
            assert accuracies[k][fold] == pytest.approx(expected)


def test_folds_must_be_possible():
    """Are too few and too many folds, and a k that a fold cannot serve, refused?"""
    X, y = np.zeros((4, 2)), np.zeros(4, int)
    for num_folds in (1, 5):
        with pytest.raises(ValueError, match="num_folds must be from 2 to the 4 examples"):
            knn.cross_validate(X, y, [1], num_folds)
    with pytest.raises(ValueError, match="k must be from 1 to the 2 training examples"):
        knn.cross_validate(X, y, [3], 2)


def test_accuracy_is_the_share_of_right_labels():
    """Is it 1 for equal labels and 0 for none, and undefined without labels?"""
    y = np.arange(8)
    assert (knn.accuracy(y, y), knn.accuracy(y + 1, y), knn.accuracy(y % 2, y)) == (1.0, 0.0, 0.25)
    for y_pred in (np.zeros(7), np.zeros((8, 1))):
        with pytest.raises(ValueError, match="as many labels"):
            knn.accuracy(y_pred, y)
    with pytest.raises(ValueError, match="at least one"):
        knn.accuracy(y[:0], y[:0])
