"""The points that notebooks hand out: what no line separates, and a curved border does."""

import numpy as np
import pytest

from pixgrad.given.points import spiral, xor_corners


@pytest.mark.slow
def test_no_line_separates_the_spiral_though_near_points_share_a_class():
    """Is a linear classifier wrong on much of the spiral, and the nearest neighbour nearly always right?"""
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    X, y = spiral(100, 3, noise=0.2, rng=np.random.default_rng(1))
    linear = LogisticRegression(C=1e4).fit(X, y).score(X, y)
    X_new, y_new = spiral(100, 3, noise=0.2, rng=np.random.default_rng(2))
    assert linear < 0.6
    assert KNeighborsClassifier(1).fit(X, y).score(X_new, y_new) > 0.95


@pytest.mark.parametrize(("num_per_class", "num_classes"), [(1, 1), (7, 2), (40, 5)])
def test_every_arm_has_its_points_in_random_order(num_per_class, num_classes):
    """Does each class have as many points as asked for, mixed, inside the unit circle?"""
    X, y = spiral(num_per_class, num_classes, noise=0.1, rng=np.random.default_rng(0))
    assert np.bincount(y).tolist() == [num_per_class] * num_classes
    assert X.shape == (num_per_class * num_classes, 2) and X.dtype == np.float64
    assert np.linalg.norm(X, axis=1).max() <= 1 + 1e-12
    assert num_classes == 1 or (np.diff(y) < 0).any()


def test_without_noise_the_arms_are_turned_copies():
    """Is each arm the first one, turned by a part of a full circle?"""
    X, y = spiral(30, 4, noise=0.0, rng=np.random.default_rng(0))
    arms = [X[y == label] for label in range(4)]
    arms = [arm[np.argsort(np.linalg.norm(arm, axis=1))] for arm in arms]
    quarter = np.array([[0.0, 1.0], [-1.0, 0.0]])  # rows turn by 90 degrees
    np.testing.assert_allclose(arms[0] @ quarter, arms[1], atol=1e-12)
    np.testing.assert_allclose(arms[3] @ quarter, arms[0], atol=1e-12)


def test_the_same_generator_draws_the_same_points():
    """Is a spiral reproducible?"""
    first, again = (spiral(9, 3, 0.3, np.random.default_rng(5))[0] for _ in range(2))
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("arguments", [(0, 3, 0.1), (5, 0, 0.1), (5, 3, -0.1)])
def test_impossible_spirals_are_refused(arguments):
    """Is a spiral without points, without classes or with negative noise refused?"""
    with pytest.raises(ValueError, match="a spiral needs points, classes and noise >= 0"):
        spiral(*arguments, np.random.default_rng(0))


def test_xor_is_the_parity_of_the_corner():
    """Is each label the sum of its two coordinates, modulo 2?"""
    X, y = xor_corners()
    assert sorted(map(tuple, X.tolist())) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    np.testing.assert_array_equal(y, X.sum(axis=1) % 2)
