"""Right helpers that a notebook hands out, so that a slip in one exercise costs nothing in the next."""

import tracemalloc
from collections.abc import Callable, Iterable

import numpy as np

from pixgrad.data.dataset import Dataset, split
from pixgrad.remembered import remembered

__all__ = ["knn_accuracy", "knn_curves", "linear_data", "peak_bytes"]

METRICS = {"l1": "cityblock", "l2": "euclidean"}


@remembered
def knn_accuracy(
    X_train: np.ndarray,
    y_train: np.ndarray,
    X_val: np.ndarray,
    y_val: np.ndarray,
    k: int,
    distance: str = "l2",
) -> float:
    """Share of validation rows that the k nearest training rows label rightly.

    Parameters
    ----------
    X_train : ndarray of shape (N, D) or (N, H, W, 3)
        Training rows; images count as rows of their pixels.
    y_train : ndarray of shape (N,)
        Their labels, any whole numbers.
    X_val : ndarray of shape (M, D) or (M, H, W, 3)
        Rows to label.
    y_val : ndarray of shape (M,)
        Their true labels.
    k : int
        Number of neighbours that vote, from 1 to N; ties go to the smaller label.
    distance : {"l2", "l1"}
        Euclidean distance, or sum of absolute differences.

    Returns
    -------
    float
        Accuracy, from 0 to 1.

    Raises
    ------
    ValueError
        If the distance is unknown, k is not in 1 to N, there is no row to label, or shapes do not match.

    Examples
    --------
    >>> X_train, y_train = np.array([[0.0], [1.0], [5.0]]), np.array([3, 3, 8])
    >>> knn_accuracy(X_train, y_train, np.array([[2.0], [9.0]]), np.array([3, 8]), k=1)
    1.0
    >>> knn_accuracy(X_train, y_train, np.array([[2.0], [9.0]]), np.array([3, 8]), k=3)
    0.5
    """
    return _accuracy(_distances(X_val, X_train, distance), y_train, y_val, k)


@remembered
def knn_curves(
    X: np.ndarray, y: np.ndarray, k_choices: Iterable[int], num_folds: int = 5
) -> dict[str, dict[int, list[float]]]:
    """Cross-validated accuracy of every k by both distances; each distance is computed once.

    Parameters
    ----------
    X : ndarray of shape (N, D) or (N, H, W, 3)
        Rows or images, in random order: fold i is part i of ``np.array_split(np.arange(N), num_folds)``.
    y : ndarray of shape (N,)
        Labels, any whole numbers.
    k_choices : iterable of int
        Numbers of neighbours to try.
    num_folds : int
        Number of folds, from 2 to N.

    Returns
    -------
    dict of str to dict of int to list of float
        ``{"l1": {k: [accuracy on each fold]}, "l2": {...}}``.

    Raises
    ------
    ValueError
        If `num_folds` is not in 2 to N, or a k is not in 1 to the size of the smallest training part.

    Examples
    --------
    >>> X, y = np.array([[0.0], [9.0], [1.0], [8.0]]), np.array([0, 1, 0, 1])
    >>> knn_curves(X, y, k_choices=[1, 2], num_folds=2)["l1"]
    {1: [1.0, 1.0], 2: [0.5, 0.5]}
    """
    y = np.asarray(y)
    if not 2 <= num_folds <= len(y):
        raise ValueError(f"num_folds must be from 2 to the {len(y)} rows, not {num_folds}")
    folds = np.array_split(np.arange(len(y)), num_folds)
    choices = list(k_choices)
    curves = {}
    for distance in METRICS:
        dists = _distances(X, X, distance)
        curves[distance] = {k: [_fold_accuracy(dists, y, fold, k) for fold in folds] for k in choices}
    return curves


def _fold_accuracy(dists: np.ndarray, y: np.ndarray, fold: np.ndarray, k: int) -> float:
    """Accuracy on one fold, given the distances (N, N) of all rows and trained on all others."""
    rest = np.setdiff1d(np.arange(len(y)), fold)
    return _accuracy(dists[np.ix_(fold, rest)], y[rest], y[fold], k)


def _distances(X: np.ndarray, X_train: np.ndarray, distance: str) -> np.ndarray:
    if distance not in METRICS:
        raise ValueError(f"distance must be one of {', '.join(METRICS)}, not {distance!r}")
    from scipy.spatial.distance import cdist  # takes longer to import than all else here

    return cdist(_rows(X), _rows(X_train), METRICS[distance])


def _rows(X: np.ndarray) -> np.ndarray:
    """Images or rows as float64 rows of shape (N, D); uint8 must not wrap around."""
    X = np.asarray(X, np.float64)
    return X.reshape(len(X), int(np.prod(X.shape[1:])))


def _accuracy(dists: np.ndarray, y_train: np.ndarray, y_val: np.ndarray, k: int) -> float:
    """Accuracy of the vote of the k nearest; dists has shape (M, N)."""
    y_train, y_val = np.asarray(y_train), np.asarray(y_val)
    if dists.shape != (len(y_val), len(y_train)) or not len(y_val):
        raise ValueError(f"{dists.shape[0]} and {dists.shape[1]} rows need as many labels, and at least one")
    if not 1 <= k <= len(y_train):
        raise ValueError(f"k must be from 1 to the {len(y_train)} training rows, not {k}")
    nearest = np.argsort(dists, axis=1, kind="stable")[:, :k]
    labels, codes = np.unique(y_train, return_inverse=True)
    counts = np.sum(codes[nearest][:, :, None] == np.arange(len(labels)), axis=1)  # (M, C)
    votes = labels[counts.argmax(axis=1)]  # of equally frequent labels, the smallest
    return float(np.mean(votes == y_val))


def linear_data(
    dataset: Dataset, num_train: int, num_val: int, seed: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows for a linear classifier: pixels minus the mean training image, over 255, and a column of ones.

    Parameters
    ----------
    dataset : Dataset
        What `pixgrad.data.load` returned; its test set stays sealed.
    num_train, num_val : int
        How many of its training images to draw for training and for validation; no image is in both.
    seed : int
        The same seed draws the same images.

    Returns
    -------
    X_train : ndarray of shape (num_train, D + 1)
        Training rows, float32: D = 3072 pixels, and the 1 that makes the last row of W the biases.
    y_train : ndarray of shape (num_train,)
        Their labels, int64.
    X_val, y_val : ndarrays of shapes (num_val, D + 1) and (num_val,)
        The same for validation.

    Raises
    ------
    ValueError
        If the data set has fewer training images than the two numbers ask for, or `num_train` is 0.

    Examples
    --------
    >>> from pixgrad.data import load
    >>> X_train, y_train, X_val, y_val = linear_data(load("shapes"), num_train=30, num_val=20)
    >>> X_train.shape, y_val.shape, float(X_val[4, -1]), abs(float(X_train[:, :-1].mean())) < 1e-6
    ((30, 3073), (20,), 1.0, True)
    """
    if num_train < 1:
        raise ValueError(f"num_train must be at least 1, not {num_train}")
    (train, y_train), (val, y_val) = split(dataset.X_train, dataset.y_train, (num_train, num_val), seed)
    rows = [images.reshape(len(images), -1).astype(np.float32) / 255 for images in (train, val)]
    mean = rows[0].mean(axis=0)
    X_train, X_val = (np.hstack([X - mean, np.ones((len(X), 1), np.float32)]) for X in rows)
    return X_train, y_train, X_val, y_val


def peak_bytes(function: Callable[..., object], *args: object) -> int:
    """Greatest amount of new memory that a call holds at one time, its result included.

    Parameters
    ----------
    function : callable
        What to call; what it returns is thrown away.
    *args : object
        Its arguments, made before and so not counted.

    Returns
    -------
    int
        Bytes, as Python and NumPy ask for them.

    Raises
    ------
    RuntimeError
        If memory is being traced already, as by a surrounding call.

    Examples
    --------
    >>> 8000 <= peak_bytes(np.zeros, 1000) < 12000
    True
    """
    if tracemalloc.is_tracing():
        raise RuntimeError("memory is being traced already; measure one call at a time")
    tracemalloc.start()
    try:
        function(*args)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
