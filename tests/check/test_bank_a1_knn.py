"""The known mistakes of a1_knn are recognised by what they do, not by how they are written."""

import statistics

import numpy as np
import pytest

from pixgrad import check
from pixgrad.models import knn

LINE = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])
VOTES = [
    (LINE, np.array([9, 4, 4, 2, 2]), 5),
    (LINE, np.array([9, 2, 4, 4, 2]), 5),
    (LINE, np.array([3, 7, 7, 7, 3]), 2),
    (LINE, np.array([1, 8, 8, 1, 1]), 3),
]
ROWS = [
    (np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])),
    (np.array([[-6.0], [2.0], [1.5]]), np.array([[2.0], [-6.0]])),
]


def first_seen(dists, y_train, k=1):
    near = [sorted(zip(row, y_train, strict=True), key=lambda pair: pair[0])[:k] for row in dists]
    return [statistics.mode(label for _, label in pairs) for pairs in near]


def larger(dists, y_train, k=1):
    votes = y_train[dists.argsort(axis=1)[:, :k]]
    return np.array([max(row, key=lambda label: (list(row).count(label), label)) for row in votes])


def only_nearest(dists, y_train, k=1):
    return [y_train[row.argmin()] for row in dists]


@pytest.mark.parametrize(
    ("answer", "slip"),
    [(first_seen, "ties-first-seen"), (larger, "ties-larger"), (only_nearest, "k-ignored")],
)
def test_votes_are_recognised_in_other_words(answer, slip):
    """Is a wrong vote named when the code looks nothing like the bank's?"""
    with pytest.raises(check.CheckFailed) as failed:
        check.returns(answer, VOTES, knn.predict_labels, exercise="predict-labels")
    assert failed.value.slip == slip


@pytest.mark.parametrize("exercise", ["distances-two-loops", "distances-one-loop", "distances-no-loops"])
def test_a_missing_root_is_recognised_in_every_distance(exercise):
    """Is the most frequent slip of all named in each of the three exercises?"""

    def squared(X, X_train):
        return [[float((x - t) @ (x - t)) for t in X_train] for x in X]

    with pytest.raises(check.CheckFailed) as failed:
        check.returns(squared, ROWS, knn.l2_distances, exercise=exercise)
    assert failed.value.slip == "no-square-root"


def test_rounding_does_not_hide_a_nan():
    """Is NaN under the root named even if another order of the terms puts it elsewhere?"""

    def unclipped(X, X_train):
        return np.sqrt((X_train**2).sum(axis=1) + (X**2).sum(axis=1)[:, None] - 2 * (X @ X_train.T))

    rows = np.random.default_rng(0).normal(size=(40, 30))
    with pytest.raises(check.CheckFailed) as failed:
        check.returns(unclipped, [(rows, rows)], knn.l2_distances, exercise="distances-no-loops", atol=1e-6)
    assert failed.value.slip == "not-finite"
