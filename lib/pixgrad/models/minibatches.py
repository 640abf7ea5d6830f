"""Minibatches of examples, drawn at random."""

from collections.abc import Iterator

import numpy as np


def minibatches(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows with their labels, drawn with replacement, without end.

    Parameters
    ----------
    X : ndarray of shape (N, ...)
        Examples.
    y : ndarray of shape (N, ...)
        Their labels.
    batch_size : int
        Examples in a minibatch; may be greater than N.
    rng : numpy.random.Generator
        Draws the minibatches.

    Returns
    -------
    iterator of (ndarray of shape (batch_size, ...), ndarray of shape (batch_size, ...))
        Always the same two buffers, which the next minibatch overwrites.

    Raises
    ------
    ValueError
        If X and y differ in length or are empty, or `batch_size` is less than 1.

    Examples
    --------
    >>> batches = minibatches(np.array([[1.0], [2.0]]), np.array([1, 2]), 3, np.random.default_rng(0))
    >>> rows, labels = next(batches)
    >>> rows.ravel(), labels
    (array([2., 2., 2.]), array([2, 2, 2]))
    """
    # np.take copies an array that is not contiguous, all of it, each time.
    X, y = np.ascontiguousarray(X), np.ascontiguousarray(y)
    if len(X) != len(y) or not len(X):
        raise ValueError(f"X has {len(X)} examples and y {len(y)} labels; they must be as many, at least one")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, not {batch_size}")
    return _drawn(X, y, batch_size, rng)


def _drawn(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    rows = np.empty((batch_size, *X.shape[1:]), dtype=X.dtype)
    labels = np.empty((batch_size, *y.shape[1:]), dtype=y.dtype)
    while True:
        chosen = rng.integers(len(X), size=batch_size)
        np.take(X, chosen, axis=0, out=rows, mode="clip")  # mode="raise" would fill another buffer first
        np.take(y, chosen, axis=0, out=labels, mode="clip")
        yield rows, labels
