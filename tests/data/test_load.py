import numpy as np
import pytest

import pixgrad.data
from pixgrad.data import paths
from pixgrad.errors import PixgradError, UsageError


def test_the_embedded_set_loads_by_default():
    """Is the set that comes with pixgrad there, whole, and of the promised shapes and dtypes?"""
    dataset = pixgrad.data.load()
    assert dataset.name == "shapes"
    assert dataset.X_train.shape == (len(dataset.y_train), 32, 32, 3)
    assert (dataset.X_train.dtype, dataset.y_train.dtype) == (np.uint8, np.int64)
    assert set(dataset.y_train.tolist()) == set(range(10))
    assert len(dataset.classes) == 10 and isinstance(dataset.classes, tuple)
    assert len(dataset.test) > 0


def test_a_data_set_cannot_be_changed_by_accident(data_folder, monkeypatch):
    """Are the arrays and the attributes read-only?"""
    monkeypatch.setattr(pixgrad.data, "embedded_folder", lambda name: data_folder)
    dataset = pixgrad.data.load("shapes")
    for array in (dataset.X_train, dataset.y_train):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(AttributeError):
        dataset.name = "other"


def test_an_unfetched_set_says_how_to_fetch_it():
    """Does the error end with the command to run?"""
    with pytest.raises(PixgradError, match=r"run `pixgrad data fetch cifar10`$"):
        pixgrad.data.load("cifar10")


def test_an_unknown_name_lists_the_known_ones():
    """Is a misspelt name a usage error that names the choices?"""
    with pytest.raises(UsageError, match="no data set 'cifar'; choose shapes or cifar10"):
        pixgrad.data.load("cifar")


def test_a_data_set_introduces_itself(data_folder, monkeypatch):
    """Does the representation give sizes instead of a wall of numbers?"""
    monkeypatch.setattr(pixgrad.data, "embedded_folder", lambda name: data_folder)
    text = repr(pixgrad.data.load("shapes"))
    assert "10 classes, X_train (6, 32, 32, 3) uint8" in text
    assert "3 images, sealed" in text


def test_the_embedded_set_is_found_in_a_package_and_in_a_repository(tmp_path, monkeypatch):
    """Is the copy inside an installed package preferred to the folder beside lib/?"""
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "lib" / "pixgrad" / "data" / "paths.py"))
    assert paths.embedded_folder("shapes") == tmp_path / "data" / "shapes"
    inside = tmp_path / "lib" / "pixgrad" / "_data" / "shapes"
    inside.mkdir(parents=True)
    assert paths.embedded_folder("shapes") == inside


def test_the_users_folders_are_those_of_the_platform(monkeypatch):
    """Are cache and state kept apart, in folders called pixgrad, unless the environment says otherwise?"""
    monkeypatch.delenv("PIXGRAD_CACHE")
    monkeypatch.delenv("PIXGRAD_STATE")
    assert "pixgrad" in paths.cache_folder().parts and "pixgrad" in paths.state_folder().parts
    assert paths.cache_folder() != paths.state_folder()
