"""The rows that notebooks hand out for linear classifiers."""

import numpy as np
import pytest

from pixgrad.data import Dataset
from pixgrad.given.helpers import linear_data


@pytest.fixture
def dataset():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, size=(40, 32, 32, 3), dtype=np.uint8)
    images[:, 0, 0, 0] = np.arange(40)  # so that a row tells which image it is
    return Dataset("noise", tuple("abcdefghij"), images, np.arange(40) % 10, test=None)


def test_rows_are_centred_pixels_and_a_one(dataset):
    """Is the mean training image taken off both parts, and is the last column 1?"""
    X_train, y_train, X_val, y_val = linear_data(dataset, num_train=25, num_val=10)
    assert (X_train.shape, y_train.shape, X_val.shape, y_val.shape) == ((25, 3073), (25,), (10, 3073), (10,))
    assert X_train.dtype == X_val.dtype == np.float32
    np.testing.assert_allclose(X_train[:, :-1].mean(axis=0), 0, atol=1e-6)
    assert (X_train[:, -1] == 1).all() and (X_val[:, -1] == 1).all()


def test_no_image_is_in_both_parts_and_labels_stay_with_their_rows(dataset):
    """Do the rows tell different images, each with its own label?"""
    parts = linear_data(dataset, num_train=30, num_val=10)
    X, y = np.concatenate(parts[::2]), np.concatenate(parts[1::2])
    numbers = np.rint((X[:, 0] - X[:, 0].min()) * 255).astype(int)
    assert sorted(numbers) == list(range(40))
    np.testing.assert_array_equal(y, numbers % 10)


def test_the_same_seed_draws_the_same_images(dataset):
    """Is the choice reproducible, and another one with another seed?"""
    first, again, other = (linear_data(dataset, 20, 10, seed=seed)[0] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("sizes", [(0, 5), (35, 6)])
def test_impossible_sizes_are_refused(dataset, sizes):
    """Is a training part without an image refused, and one image too many?"""
    with pytest.raises(ValueError, match=r"at least 1|cannot be drawn"):
        linear_data(dataset, *sizes)
