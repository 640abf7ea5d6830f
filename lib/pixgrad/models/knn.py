"""Nearest neighbours: the search, the vote of the k nearest, cross-validation."""

from collections.abc import Sequence

import numpy as np

from pixgrad.models.arrays import blocks, float_type, squared_sizes
from pixgrad.models.distances import LONG_BLOCK, METRICS, comparable, l1_distances, l2_distances

__all__ = [
    "METRICS",
    "accuracy",
    "cross_validate",
    "l1_distances",
    "l2_distances",
    "nearest",
    "predict",
    "predict_labels",
]

HUGE = 1e30  # errors of squares that are near to what float32 can hold


def nearest(dists: np.ndarray, k: int) -> np.ndarray:
    """Indices of the k smallest distances of each row, nearest first.

    Parameters
    ----------
    dists : ndarray of shape (M, N)
        Distances.
    k : int
        Number of neighbours, from 1 to N.

    Returns
    -------
    ndarray of shape (M, k)
        Columns of `dists`. Of equal distances, the smaller column comes first.

    Raises
    ------
    ValueError
        If `dists` is not a matrix, holds NaN, or if k is not in 1 to N.

    Examples
    --------
    >>> nearest(np.array([[5.0, 1.0, 3.0, 1.0], [2.0, 2.0, 2.0, 2.0]]), k=2)
    array([[1, 3],
           [0, 1]])
    """
    dists = np.asarray(dists)
    if dists.ndim != 2:
        raise ValueError(f"dists must have shape (num_test, num_train), not {dists.shape}")
    if dists.size and np.isnan(dists.min()):
        raise ValueError("dists holds NaN, which is neither near nor far")
    _check_k(k, dists.shape[1])
    chosen = np.empty((len(dists), k), dtype=np.intp)
    for rows in blocks(len(dists)):
        chosen[rows] = _nearest_block(dists[rows], k)
    return chosen


def _nearest_block(dists: np.ndarray, k: int) -> np.ndarray:
    """Sort only what is at most a limit: the k nearest are among it."""
    rows, columns = _places(dists <= _limits(dists, k))
    return _first_of_each_row(dists[rows, columns], rows, columns, k)


def _limits(dists: np.ndarray, k: int) -> np.ndarray:
    """The k-th least minimum of groups of columns, of each row (M, 1): at least k entries are no greater."""
    size = min(16, dists.shape[1] // k)  # of a group; there are at least k of them
    grouped = dists[:, : dists.shape[1] // size * size].reshape(len(dists), size, -1)
    return np.partition(grouped.min(axis=1), k - 1, axis=1)[:, k - 1, np.newaxis]


def _places(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of what is true in a matrix, in reading order, in a fifth of `np.nonzero`'s time."""
    rows, columns = np.divmod(np.flatnonzero(chosen), chosen.shape[1])
    return rows, columns


def _first_of_each_row(dists: np.ndarray, rows: np.ndarray, columns: np.ndarray, k: int) -> np.ndarray:
    """Columns of the k least distances in each row (M, k); given are at least k of each, in reading order."""
    order = np.lexsort((dists, rows))  # stable: of equal distances, the smaller column first
    starts = np.flatnonzero(np.diff(rows, prepend=-1))[:, np.newaxis]
    return columns[order[starts + np.arange(k)]]


def _nearest_in_l2(X: np.ndarray, X_train: np.ndarray, k: int) -> np.ndarray:
    """As ``nearest(l2_distances(X, X_train), k)`` in float64, from a matrix product in float32: (M, k).

    Where the k-th least of the rough squares is L and none is off by more than `error`, the k nearest rows
    have true squares of at most ``L + error``, and so rough ones of at most ``L + 2 * error``. Those few
    candidates are measured in full. Where there are many, because rows lie close together and far from the
    origin, nothing is gained, and all distances are measured.
    """
    X, X_train, _ = comparable(X, X_train)
    squares, error = _rough_squares(X, X_train)
    close = squares <= _limits(squares, k) + 2 * error
    if not error.max() < HUGE or np.count_nonzero(close) > len(X) * (4 * k + len(X_train) // 100):
        return nearest(l2_distances(X, X_train), k)
    rows, columns = _places(close)
    dists = np.empty(len(rows))
    for pairs in blocks(len(rows), 256):
        gaps = np.subtract(X[rows[pairs]], X_train[columns[pairs]], dtype=np.float64)
        dists[pairs] = np.sqrt(squared_sizes(gaps))
    return _first_of_each_row(dists, rows, columns, k)


def _rough_squares(X: np.ndarray, X_train: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Squared distances in float32 (M, N), and for each row by how much they may be off (M, 1).

    Each of the three sums of D products is off by at most ``D * eps / 2`` times the sum of their absolute
    values, in whatever order they are added, and ``2 |a| |b| <= |a|**2 + |b|**2``. Rounding the numbers, and
    adding the sums, takes less than ``8 * eps``; what is too small for float32 is off by less than `tiny`.
    Source: N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1.
    """
    squares = np.empty((len(X), len(X_train)), dtype=np.float32)
    sizes_train = np.empty(len(X_train), dtype=np.float32)
    limits, D = np.finfo(np.float32), X.shape[1]
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for float32 makes the error huge
        A = X.astype(np.float32)
        for columns in blocks(len(X_train), LONG_BLOCK):
            B = X_train[columns].astype(np.float32)
            sizes_train[columns] = squared_sizes(B)
            np.matmul(A, B.T, out=squares[:, columns])
        sizes = squared_sizes(A)[:, np.newaxis]
        squares *= -2
        squares += sizes_train
        squares += sizes
        return squares, (D + 16) * (limits.eps * (sizes + sizes_train.max()) + limits.tiny)


def _check_k(k: int, num_train: int) -> None:
    if not 1 <= k <= num_train:
        raise ValueError(f"k must be from 1 to the {num_train} training examples, not {k}")


def predict_labels(dists: np.ndarray, y_train: np.ndarray, k: int = 1) -> np.ndarray:
    """Label each test example with the most frequent label of its k nearest training examples.

    Parameters
    ----------
    dists : ndarray of shape (M, N)
        Distances of test examples to training examples.
    y_train : ndarray of shape (N,)
        Labels, any whole numbers.
    k : int
        Number of neighbours that vote, from 1 to N.

    Returns
    -------
    ndarray of shape (M,)
        Labels. Of equally frequent labels, the smallest; of equally distant examples, the first vote.

    Raises
    ------
    ValueError
        If the shapes do not match, or if k is not in 1 to N.

    Examples
    --------
    >>> predict_labels(np.array([[1.0, 2.0, 3.0]]), np.array([7, 5, 5]), k=3)
    array([5])
    >>> predict_labels(np.array([[1.0, 2.0, 3.0]]), np.array([7, 5, 5]), k=2)  # a tie
    array([5])
    """
    y_train = np.asarray(y_train)
    if y_train.shape != np.shape(dists)[1:]:
        raise ValueError(f"y_train must have shape {np.shape(dists)[1:]} to match dists, not {y_train.shape}")
    return _vote(y_train[nearest(dists, k)])


def _vote(labels: np.ndarray) -> np.ndarray:
    """Most frequent label of each row of an (M, k) matrix; of equally frequent ones, the smallest."""
    values, codes = np.unique(labels, return_inverse=True)
    cells = codes.reshape(labels.shape) + len(values) * np.arange(len(labels))[:, np.newaxis]
    counts = np.bincount(cells.ravel(), minlength=len(labels) * len(values))
    return values[counts.reshape(len(labels), -1).argmax(axis=1)]


def predict(
    X: np.ndarray,
    X_train: np.ndarray,
    y_train: np.ndarray,
    *,
    k: int = 1,
    metric: str = "l2",
    block_size: int | None = None,
) -> np.ndarray:
    """Label each row of X by its k nearest training rows, without holding all distances at once.

    Parameters
    ----------
    X : ndarray of shape (M, D)
        Test rows.
    X_train : ndarray of shape (N, D)
        Training rows.
    y_train : ndarray of shape (N,)
        Their labels, any whole numbers.
    k : int
        Number of neighbours that vote, from 1 to N.
    metric : {"l2", "l1"}
        Euclidean distance, or sum of absolute differences.
    block_size : int, optional
        Rows per block; distances of (block_size, N) are held at a time.

    Returns
    -------
    ndarray of shape (M,)
        Labels; ties as in `predict_labels`.

    Raises
    ------
    ValueError
        If the shapes do not match, k is not in 1 to N, or the metric is unknown.

    Examples
    --------
    >>> X_train, y_train = np.array([[0.0], [1.0], [10.0]]), np.array([4, 4, 8])
    >>> predict(np.array([[2.0], [9.0]]), X_train, y_train, k=1, metric="l1")
    array([4, 8])
    """
    return _vote(_neighbour_labels(X, X_train, y_train, k, metric, block_size))


def _neighbour_labels(
    X: np.ndarray, X_train: np.ndarray, y_train: np.ndarray, k: int, metric: str, block_size: int | None
) -> np.ndarray:
    """Labels of the k nearest training rows of each row of X, nearest first: (M, k)."""
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(sorted(METRICS))}, not {metric!r}")
    y_train = np.asarray(y_train)
    if y_train.shape != np.shape(X_train)[:1]:
        raise ValueError(
            f"y_train must have shape {np.shape(X_train)[:1]} to match X_train, not {y_train.shape}"
        )
    _check_k(k, len(X_train))
    in_float64 = float_type(np.asarray(X), np.asarray(X_train)) == np.float64
    labels = np.empty((len(X), k), dtype=y_train.dtype)
    for rows in blocks(len(X), block_size):
        if metric == "l2" and in_float64:
            labels[rows] = y_train[_nearest_in_l2(X[rows], X_train, k)]
        else:
            labels[rows] = y_train[nearest(METRICS[metric](X[rows], X_train, block_size=block_size), k)]
    return labels


def cross_validate(
    X: np.ndarray, y: np.ndarray, k_choices: Sequence[int], num_folds: int, *, metric: str = "l2"
) -> dict[int, list[float]]:
    """Accuracy of every k on every fold, each fold validated once by training on the others.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows, in random order: the folds are consecutive parts.
    y : ndarray of shape (N,)
        Labels, any whole numbers.
    k_choices : sequence of int
        Numbers of neighbours to try.
    num_folds : int
        Number of folds, from 2 to N; their sizes differ by at most 1.
    metric : {"l2", "l1"}
        Euclidean distance, or sum of absolute differences.

    Returns
    -------
    dict of int to list of float
        For each k, the accuracy on each fold.

    Raises
    ------
    ValueError
        If `num_folds` is not in 2 to N, or if a k is greater than the training part of a fold.

    Examples
    --------
    >>> X, y = np.array([[0.0], [9.0], [1.0], [8.0]]), np.array([0, 1, 0, 1])
    >>> cross_validate(X, y, k_choices=[1, 2], num_folds=2)
    {1: [1.0, 1.0], 2: [0.5, 0.5]}
    """
    X, y = np.asarray(X), np.asarray(y)
    if not 2 <= num_folds <= len(X):
        raise ValueError(f"num_folds must be from 2 to the {len(X)} examples, not {num_folds}")
    accuracies: dict[int, list[float]] = {k: [] for k in k_choices}
    for fold in np.array_split(np.arange(len(X)), num_folds):
        train = np.delete(np.arange(len(X)), fold)
        labels = _neighbour_labels(X[fold], X[train], y[train], max(k_choices), metric, None)
        for k in accuracies:
            accuracies[k].append(accuracy(_vote(labels[:, :k]), y[fold]))
    return accuracies


def accuracy(y_pred: np.ndarray, y: np.ndarray) -> float:
    """Share of examples whose predicted label is right.

    Parameters
    ----------
    y_pred : ndarray of shape (N,)
        Predicted labels.
    y : ndarray of shape (N,)
        True labels.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If the shapes differ, or if there is no example.

    Examples
    --------
    >>> accuracy(np.array([1, 2, 3, 3]), np.array([1, 2, 3, 4]))
    0.75
    """
    if np.shape(y_pred) != np.shape(y) or not np.size(y):
        raise ValueError(
            f"y_pred {np.shape(y_pred)} and y {np.shape(y)} must be as many labels, at least one"
        )
    return float(np.mean(np.asarray(y_pred) == np.asarray(y)))
