"""Nearest neighbours: distances, the vote of the k nearest, cross-validation."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pixgrad.models.arrays import blocks, squared_sizes

CACHED_ROWS = 64  # of 3072 float32 pixels take 0.8 MB, as much as a processor keeps near at hand


def l2_distances(X: np.ndarray, X_train: np.ndarray, *, block_size: int | None = None) -> np.ndarray:
    """Euclidean distance of every row of X to every row of X_train.

    Expands ``|a - b|**2 = |a|**2 + |b|**2 - 2 a.b``, so that the work is a matrix product, a block at a time.
    The expansion loses digits where a and b are close together and far from the origin: wherever that could
    be seen, the distance is computed again from the differences. So a test row that is also a training row
    has distance exactly 0, and 8-bit pixels give correctly rounded distances: equal ones are equal.

    Parameters
    ----------
    X : ndarray of shape (M, D)
        Test rows.
    X_train : ndarray of shape (N, D)
        Training rows.
    block_size : int, optional
        Rows per block. Besides the result, memory for a few blocks of (block_size, D) and
        (block_size, block_size) is needed.

    Returns
    -------
    ndarray of shape (M, N)
        Distances, float32 if both arguments are float32 (or float16), else float64.

    Raises
    ------
    ValueError
        If the arguments are not matrices of real, finite numbers with equally many columns.

    Examples
    --------
    >>> l2_distances(np.array([[0, 0], [3, 4]]), np.array([[3, 4]]))
    array([[5.],
           [0.]])
    """
    X, X_train, dtype = _matrices(X, X_train)
    dists = np.empty((len(X), len(X_train)), dtype=dtype)
    for rows in blocks(len(X), block_size):
        A = X[rows].astype(dtype, copy=False)
        for columns in blocks(len(X_train), block_size):
            _l2_block(A, X_train[columns].astype(dtype, copy=False), out=dists[rows, columns])
    return dists


def _l2_block(A: np.ndarray, B: np.ndarray, out: np.ndarray) -> None:
    """Euclidean distances of the rows of A (m, D) and B (n, D), exact where the expansion is not."""
    sizes_a, sizes_b = squared_sizes(A)[:, np.newaxis], squared_sizes(B)
    squares = np.matmul(-2 * A, B.T, out=out)
    squares += sizes_b
    squares += sizes_a
    for a, b in _close_pairs(squares, sizes_a, sizes_b):
        squares[a, b] = squared_sizes(A[a] - B[b])
    np.sqrt(squares, out=squares)


def _close_pairs(
    values: np.ndarray, sizes_a: np.ndarray, sizes_b: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places in the values (m, n) so far below ``sizes_a + sizes_b`` that half of their digits are lost."""
    tolerance = 64 * np.sqrt(np.finfo(values.dtype).eps)
    suspects = np.flatnonzero(values.min(axis=1) <= tolerance * (sizes_a[:, 0] + sizes_b.max()))
    close_a, close_b = np.nonzero(values[suspects] <= tolerance * (sizes_a[suspects] + sizes_b))
    for pairs in blocks(len(close_a), 256):
        yield suspects[close_a[pairs]], close_b[pairs]


def l1_distances(X: np.ndarray, X_train: np.ndarray, *, block_size: int | None = None) -> np.ndarray:
    """Sum of absolute differences of every row of X and every row of X_train.

    Uses ``|a - b| = 2 * max(a, b) - a - b``, so that all that is computed for each pair of rows is a maximum
    and its sum, in blocks of training rows that stay in the processor's cache. Where a sum of differences is
    so small that digits are lost, it is computed again from the differences: as with `l2_distances`, equal
    rows have distance exactly 0, and 8-bit pixels give exact distances.

    Parameters
    ----------
    X : ndarray of shape (M, D)
        Test rows.
    X_train : ndarray of shape (N, D)
        Training rows.
    block_size : int, optional
        Test rows per block. Besides the result, memory for a few blocks of (block_size, D) is needed.

    Returns
    -------
    ndarray of shape (M, N)
        Distances, float32 if both arguments are float32 (or float16), else float64.

    Raises
    ------
    ValueError
        If the arguments are not matrices of real, finite numbers with equally many columns.

    Examples
    --------
    >>> l1_distances(np.array([[0, 0], [3, 4]]), np.array([[3, 4]]))
    array([[7.],
           [0.]])
    """
    X, X_train, dtype = _matrices(X, X_train)
    dists = np.empty((len(X), len(X_train)), dtype=dtype)
    exact = np.float32 if _small_whole_numbers(X) and _small_whole_numbers(X_train) else dtype
    for rows in blocks(len(X), block_size):
        A = X[rows].astype(exact, copy=False)
        for columns in blocks(len(X_train), CACHED_ROWS):
            _l1_block(A, X_train[columns].astype(exact, copy=False), out=dists[rows, columns])
    return dists


def _l1_block(A: np.ndarray, B: np.ndarray, out: np.ndarray) -> None:
    """Sums of absolute differences of the rows of A (m, D) and B (n, D), exact where the expansion is not."""
    larger, ones = np.empty_like(B), np.ones(B.shape[1], dtype=B.dtype)
    for i, row in enumerate(A):
        np.matmul(np.maximum(B, row, out=larger), ones, out=out[i])
    out *= 2
    out -= B @ ones
    out -= (A @ ones)[:, np.newaxis]
    for a, b in _close_pairs(out, np.abs(A) @ ones[:, np.newaxis], np.abs(B) @ ones):
        out[a, b] = np.abs(A[a] - B[b]).sum(axis=1)


def _small_whole_numbers(X: np.ndarray) -> bool:
    """Whether float32 holds all sums of the rows' entries exactly, as it does for 8-bit pixels."""
    whole = X.dtype.kind in "biu" or np.array_equal(X, np.rint(X))
    return bool(whole and X.size and 2 * X.shape[1] * max(-float(X.min()), float(X.max())) < 2**24)


METRICS: dict[str, Callable[..., np.ndarray]] = {"l1": l1_distances, "l2": l2_distances}


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
    if not 1 <= k <= dists.shape[1]:
        raise ValueError(f"k must be from 1 to the {dists.shape[1]} training examples, not {k}")
    chosen = np.empty((len(dists), k), dtype=np.intp)
    for rows in blocks(len(dists)):
        chosen[rows] = _nearest_block(dists[rows], k)
    return chosen


def _nearest_block(dists: np.ndarray, k: int) -> np.ndarray:
    """Sort only what is at most the k-th least minimum of groups of columns: the k nearest are among it."""
    size = min(16, dists.shape[1] // k)  # of a group; there are at least k of them
    grouped = dists[:, : dists.shape[1] // size * size].reshape(len(dists), size, -1)
    limits = np.partition(grouped.min(axis=1), k - 1, axis=1)[:, k - 1, np.newaxis]
    rows, columns = np.nonzero(dists <= limits)
    order = np.lexsort((dists[rows, columns], rows))  # stable: of equal distances, the smaller column first
    starts = np.searchsorted(rows, np.arange(len(dists)))[:, np.newaxis]
    return columns[order[starts + np.arange(k)]]


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
    labels = np.empty((len(X), k), dtype=y_train.dtype)
    for rows in blocks(len(X), block_size):
        dists = METRICS[metric](X[rows], X_train, block_size=block_size)
        labels[rows] = y_train[nearest(dists, k)]
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


def _matrices(X: np.ndarray, X_train: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Both arguments as checked matrices, and the dtype of their distances (uint8 never wraps around)."""
    X, X_train = np.asarray(X), np.asarray(X_train)
    for name, matrix in (("X", X), ("X_train", X_train)):
        if matrix.ndim != 2:
            raise ValueError(
                f"{name} must have shape (rows, columns), not {matrix.shape}; make images rows first"
            )
        if matrix.dtype.kind not in "biuf" or not _finite(matrix):
            raise ValueError(f"{name} must hold real, finite numbers (dtype {matrix.dtype})")
    if X.shape[1] != X_train.shape[1]:
        raise ValueError(f"X {X.shape} and X_train {X_train.shape} must have equally many columns")
    joint = np.result_type(X, X_train)
    return X, X_train, np.result_type(joint, np.float32) if joint.kind == "f" else np.dtype(np.float64)


def _finite(matrix: np.ndarray) -> bool:
    """Whether there is no NaN and no infinity: both reach the least or the greatest entry."""
    return not matrix.size or bool(np.isfinite(matrix.min()) and np.isfinite(matrix.max()))
