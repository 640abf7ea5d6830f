"""The helpers that notebooks hand out are held against the project's models and against scikit-learn."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st

from pixgrad.given.helpers import knn_accuracy, knn_curves, peak_bytes
from pixgrad.models import knn


@st.composite
def data_sets(draw):
    """Rows of small whole numbers (equal distances are frequent) with labels of any sign."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    num, dim = draw(st.integers(4, 15)), draw(st.integers(1, 4))
    return rng.integers(-3, 4, size=(num, dim)).astype(float), rng.choice([-7, 0, 2, 4000], size=num)


@pytest.mark.slow
@pytest.mark.parametrize("metric", ["l1", "l2"])
def test_accuracy_is_that_of_scikit_learn(metric):
    """Does the vote agree with scikit-learn's, whose ties go to the smaller label too?"""
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(60, 5)), rng.integers(0, 4, size=60) * 5 - 3
    for k in (1, 2, 4, 7, 40):
        oracle = KNeighborsClassifier(k, p=int(metric[1])).fit(X[:40], y[:40])
        want = oracle.score(X[40:], y[40:])
        assert knn_accuracy(X[:40], y[:40], X[40:], y[40:], k, metric) == pytest.approx(want)


@settings(max_examples=60, deadline=None)
@draw(data_sets(), st.integers(2, 4), st.sampled_from(["l1", "l2"]))
def test_curves_are_those_of_the_model(rows_and_labels, num_folds, metric):
    """Do both distances give the model's cross-validation, ties and unequal folds included?"""
    X, y = rows_and_labels
    want = knn.cross_validate(X, y, [1, 2], num_folds, metric=metric)
    assert knn_curves(X, y, [1, 2], num_folds)[metric] == want


def test_curves_are_accuracies_of_folds():
    """Is every entry of the curves what knn_accuracy says of that fold?"""
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(23, 3)), rng.integers(0, 3, size=23)
    curves = knn_curves(X, y, [1, 5], num_folds=4)
    for i, fold in enumerate(np.array_split(np.arange(23), 4)):
        rest = np.delete(np.arange(23), fold)
        for distance in ("l1", "l2"):
            for k in (1, 5):
                want = knn_accuracy(X[rest], y[rest], X[fold], y[fold], k, distance)
                assert curves[distance][k][i] == want


def test_pixels_do_not_wrap_around():
    """Are uint8 rows compared as numbers?"""
    X_train, X_val = np.array([[250], [20]], np.uint8), np.array([[5]], np.uint8)
    assert knn_accuracy(X_train, [0, 1], X_val, [1], k=1, distance="l1") == 1.0


def test_images_count_as_rows_of_pixels():
    """Do images give what their rows of pixels give?"""
    rng = np.random.default_rng(6)
    images, y = rng.integers(0, 256, size=(12, 2, 4, 3), dtype=np.uint8), rng.integers(0, 2, size=12)
    assert knn_curves(images, y, [1, 3], 3) == knn_curves(images.reshape(12, 24), y, [1, 3], 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"k": 0}, "k must be from 1"),
        ({"k": 5}, "k must be from 1 to the 4"),
        ({"distance": "cosine"}, "one of l1, l2, not 'cosine'"),
        ({"y_train": np.zeros(3)}, "as many labels"),
        ({"X_val": np.zeros((0, 2)), "y_val": np.zeros(0)}, "at least one"),
    ],
)
def test_bad_arguments_are_named(changes, message):
    """Does a wrong argument of knn_accuracy say which one it is?"""
    fine = {
        "X_train": np.zeros((4, 2)),
        "y_train": np.zeros(4),
        "X_val": np.ones((1, 2)),
        "y_val": np.zeros(1),
    }
    with pytest.raises(ValueError, match=message):
        knn_accuracy(**({**fine, "k": 1} | changes))


def test_too_many_folds_are_named():
    """Is a number of folds that leaves one empty refused?"""
    with pytest.raises(ValueError, match="num_folds must be from 2 to the 3 rows, not 4"):
        knn_curves(np.zeros((3, 1)), np.zeros(3), [1], num_folds=4)


def test_peak_memory_counts_what_was_held_at_one_time():
    """Does the peak include temporaries and the result, and not the arguments?"""
    x = np.ones(100_000)
    assert peak_bytes(lambda: None) < 10_000
    assert peak_bytes(np.copy, x) == pytest.approx(x.nbytes, rel=0.05)
    assert peak_bytes(lambda x: (x + 1, x + 2), x) == pytest.approx(2 * x.nbytes, rel=0.05)


def test_measuring_memory_twice_at_once_is_refused():
    """Is a call inside another measurement refused, and tracing off afterwards?"""
    with pytest.raises(RuntimeError, match="one call at a time"):
        peak_bytes(peak_bytes, len, "abc")
    assert not tracemalloc.is_tracing()
