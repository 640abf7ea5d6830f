"""Distances of rows to rows: Euclidean, and sums of absolute differences."""

from collections.abc import Callable, Iterator

import numpy as np

from pixgrad.models.arrays import BLOCK_SIZE, blocks, float_type, squared_sizes

LONG_BLOCK = 5 * BLOCK_SIZE  # training rows: BLAS arranges the test rows anew for each block
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
        Rows per block, of either matrix; by default 1024 test rows and 5120 training rows. Besides the
        result, memory for a few blocks of (block_size, D) and (block_size, block_size) is needed.

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
    X, X_train, dtype = comparable(X, X_train)
    dists = np.empty((len(X), len(X_train)), dtype=dtype)
    for rows in blocks(len(X), block_size):
        A = X[rows].astype(dtype, copy=False)
        for columns in blocks(len(X_train), block_size or LONG_BLOCK):
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
    X, X_train, dtype = comparable(X, X_train)
    dists = np.empty((len(X), len(X_train)), dtype=dtype)
    exact = np.float32 if _small_whole_numbers(X) and _small_whole_numbers(X_train) else dtype
    for rows in blocks(len(X), block_size):
        A = X[rows].astype(exact, copy=False)
        for columns in blocks(len(X_train), CACHED_ROWS):
            _l1_block(A, X_train[columns].astype(exact, copy=False), out=dists[rows, columns])
    return dists


def _l1_block(A: np.ndarray, B: np.ndarray, out: np.ndarray) -> None:
    """Sums of absolute differences of the rows of A (m, D) and B (n, D), exact where the expansion is not."""
    larger = np.empty_like(B)
    for i, row in enumerate(A):
        out[i] = _row_sums(np.maximum(B, row, out=larger))
    out *= 2
    out -= _row_sums(B)
    out -= _row_sums(A)[:, np.newaxis]
    for a, b in _close_pairs(out, _row_sums(np.abs(A))[:, np.newaxis], _row_sums(np.abs(B))):
        out[a, b] = np.abs(A[a] - B[b]).sum(axis=1)


def _row_sums(A: np.ndarray) -> np.ndarray:
    """Without BLAS, whose other threads would spin while they wait for the next of many short sums."""
    return np.einsum("ij->i", A)


def _small_whole_numbers(X: np.ndarray) -> bool:
    """Whether float32 holds all sums of the rows' entries exactly, as it does for 8-bit pixels."""
    whole = X.dtype.kind in "biu" or np.array_equal(X, np.rint(X))
    return bool(whole and X.size and 2 * X.shape[1] * max(-float(X.min()), float(X.max())) < 2**24)


METRICS: dict[str, Callable[..., np.ndarray]] = {"l1": l1_distances, "l2": l2_distances}


def comparable(X: np.ndarray, X_train: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Both arguments, once it is known that they have distances, and the float type of these.

    Parameters
    ----------
    X : array_like of shape (M, D)
        Test rows.
    X_train : array_like of shape (N, D)
        Training rows.

    Returns
    -------
    X : ndarray of shape (M, D)
    X_train : ndarray of shape (N, D)
    dtype : dtype
        That of the distances, so that uint8 never wraps around: float32 or float64.

    Raises
    ------
    ValueError
        If the arguments are not matrices of real, finite numbers with equally many columns.

    Examples
    --------
    >>> comparable([[0, 0]], [[3, 4]])[2]
    dtype('float64')
    """
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
    return X, X_train, float_type(X, X_train)


def _finite(matrix: np.ndarray) -> bool:
    """Whether there is no NaN and no infinity: both reach the least or the greatest entry."""
    return not matrix.size or bool(np.isfinite(matrix.min()) and np.isfinite(matrix.max()))
