"""Data sets: the embedded one, CIFAR-10 once it was fetched, and how to split them.

>>> import pixgrad.data
>>> dataset = pixgrad.data.load("shapes")
>>> dataset.X_train.shape[1:], len(dataset.classes)
((32, 32, 3), 10)
"""

from pixgrad.data.cifar10 import load as load_cifar10
from pixgrad.data.dataset import Dataset, split
from pixgrad.data.folder import read_dataset
from pixgrad.data.paths import REINSTALL, embedded_folder
from pixgrad.data.sealed import SealedTestSet
from pixgrad.errors import UsageError

__all__ = ["Dataset", "SealedTestSet", "load", "split"]


def load(name: str = "shapes") -> Dataset:
    """Load a data set. Its name is the one setting that takes a notebook to another set.

    Parameters
    ----------
    name : {"shapes", "cifar10"}
        ``"shapes"`` comes with pixgrad; ``"cifar10"`` must have been fetched with
        ``pixgrad data fetch cifar10``.

    Returns
    -------
    Dataset
        Read-only arrays, and a test set that counts how often it is opened.

    Raises
    ------
    PixgradError
        If the files are missing or damaged.
    UsageError
        If there is no data set of that name.
    """
    if name == "shapes":
        return read_dataset(name, embedded_folder(name), REINSTALL)
    if name == "cifar10":
        return load_cifar10()
    raise UsageError(f"there is no data set {name!r}; choose shapes or cifar10")
