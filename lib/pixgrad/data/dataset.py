"""A data set in memory, and how to split it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixgrad.data.sealed import SealedTestSet


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Images in ten classes: the training part open, the test part sealed.

    Parameters
    ----------
    name : str
        The name that `pixgrad.data.load` takes.
    classes : tuple of str
        Ten class names; label 3 is ``classes[3]``.
    X_train : ndarray of shape (N, 32, 32, 3)
        Pixels, uint8 from 0 to 255, read-only: an image that a cell changes by accident would spoil all
        cells after it. Work on a copy.
    y_train : ndarray of shape (N,)
        Labels, int64 from 0 to 9, read-only.
    test : SealedTestSet
        ``test.open()`` returns the test images and labels, and counts.
    """

    name: str
    classes: tuple[str, ...]
    X_train: np.ndarray
    y_train: np.ndarray
    test: SealedTestSet

    def __repr__(self) -> str:
        return (
            f"<data set {self.name}: {len(self.classes)} classes, X_train {self.X_train.shape} "
            f"{self.X_train.dtype}, {self.test!r}>"
        )


def split(
    X: np.ndarray, y: np.ndarray, sizes: Sequence[int], seed: int | np.random.Generator
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw shuffled parts that share no example.

    Parameters
    ----------
    X : ndarray of shape (N, ...)
        Examples.
    y : ndarray of shape (N,)
        Their labels.
    sizes : sequence of int
        Number of examples in each part; together at most N, the rest is left out.
    seed : int or numpy.random.Generator
        The same seed gives the same parts.

    Returns
    -------
    list of (ndarray of shape (size, ...), ndarray of shape (size,))
        Examples and labels of each part, as copies that may be written to.

    Raises
    ------
    ValueError
        If X and y differ in length, or if the sizes are negative or ask for more than N examples.

    Examples
    --------
    >>> X, y = np.arange(10).reshape(5, 2), np.arange(5)
    >>> (X_train, y_train), (X_val, y_val) = split(X, y, sizes=(3, 2), seed=0)
    >>> X_train.shape, X_val.shape, sorted([*y_train.tolist(), *y_val.tolist()])
    ((3, 2), (2, 2), [0, 1, 2, 3, 4])
    """
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} examples but y has {len(y)} labels")
    if any(size < 0 for size in sizes) or sum(sizes) > len(X):
        raise ValueError(f"sizes {tuple(sizes)} cannot be drawn from {len(X)} examples without repeating one")
    order = np.random.default_rng(seed).permutation(len(X))
    stops = np.cumsum(sizes)
    return [
        (X[order[stop - size : stop]], y[order[stop - size : stop]])
        for size, stop in zip(sizes, stops, strict=True)
    ]
