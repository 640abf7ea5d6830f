import numpy as np
import pytest

from pixgrad.data import Dataset, SealedTestSet
from pixgrad.ladder.climb import Measurement


@pytest.fixture(autouse=True)
def private_folders(tmp_path, monkeypatch):
    """Keep the user's cache and memory of opened test sets out of every test."""
    monkeypatch.setenv("PIXGRAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIXGRAD_STATE", str(tmp_path / "state"))


@pytest.fixture
def tiny():
    """A data set of 120 training and 30 test images, with a bright bar the lower the higher the label."""

    def make(name="shapes"):
        rng = np.random.default_rng(0)

        def draw(num):
            y = np.arange(num) % 10
            images = rng.integers(0, 60, (num, 32, 32, 3), dtype=np.uint8)
            for image, label in zip(images, y, strict=True):
                image[3 * label : 3 * label + 3] += 15
            return images, y

        X, y = draw(120)
        test = draw(30)
        classes = tuple(f"bar {label}" for label in range(10))
        return Dataset(name, classes, X, y, SealedTestSet(name, 30, lambda: test))

    return make


@pytest.fixture
def results():
    """Made-up results: results(neighbours, linear, net, words) in test accuracy."""

    def make(*tests):
        kinds = ("neighbours", "linear", "net", "words")
        names = ("k nearest neighbours", "multiclass SVM", "two-layer net", "visual words + net")
        return [
            Measurement(name, kind, "a1_knn", "reg 0.1", 1000 * 10**i, 30.0, 2.0 * i, 0.5, test + 0.01, test)
            for i, (kind, name, test) in enumerate(zip(kinds, names, tests, strict=True))
        ]

    return make
