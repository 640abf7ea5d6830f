"""The training behind the choice of a codebook in a6."""

import numpy as np
import pytest

from pixgrad.check.codebooks import NUM_JUDGED, NUM_TRAIN, _images, _learned, codebook
from pixgrad.data import load, split


@pytest.mark.slow
def test_it_learns_and_is_judged_here_and_elsewhere():
    """Does a codebook of few words train one net for both sets of images, and far above chance?"""
    seen, other = codebook("shapes", 8, 10.0, 1)
    assert seen.history == other.history and len(seen.history) == 400
    assert seen.tail < seen.history[0]
    assert min(seen.accuracy, other.accuracy) > 0.2


def test_half_of_the_images_are_those_of_the_notebook():
    """Are the first judged images the notebook's validation images, and the others in no part of it?"""
    dataset = load("shapes")
    (X, y), (X_val, _) = split(dataset.X_train, dataset.y_train, sizes=(3000, 1000), seed=0)
    (few, labels), (judged, _) = _images("shapes", 0)
    assert np.array_equal(few, X[:NUM_TRAIN]) and np.array_equal(labels, y[:NUM_TRAIN])
    assert np.array_equal(judged[:NUM_JUDGED], X_val[:NUM_JUDGED])
    used = {image.tobytes() for image in [*X, *X_val]}
    assert not any(image.tobytes() in used for image in judged[NUM_JUDGED:])


def test_words_score_as_nearest_neighbours_in_whitened_space():
    """Is the word with the highest score the nearest one?"""
    P = np.random.default_rng(0).normal(size=(60, 5)).astype(np.float32)
    factors, offsets = _learned(P, 60, np.random.default_rng(1))  # each patch is a word
    assert sorted((P @ factors - offsets).argmax(axis=1)) == pytest.approx(range(60))
