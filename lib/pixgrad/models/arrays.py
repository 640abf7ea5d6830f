"""What the models ask of arrays: float types, shapes, labels, and blocks of rows.

Nothing here is what a notebook teaches, so it is open in all of them.
"""

from collections.abc import Iterator

import numpy as np

__all__ = ["blocks", "blocks_of_entries", "float_type", "matrix", "scores_and_labels", "squared_sizes"]

BLOCK_SIZE = 1024  # rows per block: blocks of 3072 float64 pixels take 25 MB, and BLAS is at full speed
BLOCK_ENTRIES = 2**21  # entries of the greatest temporary array, 8 MB in float32


def float_type(*arrays: np.ndarray) -> np.dtype:
    """The float type that holds all arrays: at least float32, and float64 where no array is of floats.

    Parameters
    ----------
    *arrays : ndarray of any shape
        At least one.

    Returns
    -------
    dtype

    Raises
    ------
    ValueError
        If the arrays do not hold real numbers.

    Examples
    --------
    >>> float_type(np.zeros(3, np.float32), np.zeros(3, np.uint8))
    dtype('float32')
    >>> float_type(np.zeros(3, np.uint8))
    dtype('float64')
    """
    joint = np.result_type(*(array.dtype for array in arrays))
    if joint.kind not in "biuf":
        raise ValueError(f"the arrays must hold real numbers, not {joint}")
    return np.result_type(joint, np.float32) if joint.kind == "f" else np.dtype(np.float64)


def matrix(array: np.ndarray, name: str) -> np.ndarray:
    """The argument as an array, once it is known to have rows and columns.

    Parameters
    ----------
    array : array_like of shape (N, D)
        What somebody passed.
    name : str
        Name of the parameter, for the message.

    Returns
    -------
    ndarray of shape (N, D)

    Raises
    ------
    ValueError
        If it has not 2 axes.

    Examples
    --------
    >>> matrix([[1, 2, 3]], "X").shape
    (1, 3)
    >>> matrix(np.zeros(3), "X")
    Traceback (most recent call last):
    ValueError: X must have 2 axes, rows and columns, but its shape is (3,)
    """
    array = np.asarray(array)
    if array.ndim != 2:
        raise ValueError(f"{name} must have 2 axes, rows and columns, but its shape is {array.shape}")
    return array


def scores_and_labels(scores: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores and labels, once they are known to fit together.

    Parameters
    ----------
    scores : array_like of shape (N, C)
        Scores, at least one row and one column.
    y : array_like of shape (N,)
        Labels, whole numbers from 0 to C - 1.

    Returns
    -------
    scores : ndarray of shape (N, C)
    y : ndarray of shape (N,)

    Raises
    ------
    ValueError
        If shapes or types do not fit, or a label is not in 0 to C - 1.

    Examples
    --------
    >>> scores_and_labels([[0.5, 2.0]], [2])
    Traceback (most recent call last):
    ValueError: labels must be 0 to 1, not 2 to 2
    """
    scores, y = matrix(scores, "scores"), np.asarray(y)
    if not scores.size:
        raise ValueError(f"scores {scores.shape} must have at least one example and one class")
    if y.shape != scores.shape[:1] or y.dtype.kind not in "iu":
        raise ValueError(
            f"y must be {len(scores)} whole numbers, one per row of scores, not {y.dtype} {y.shape}"
        )
    if y.min() < 0 or y.max() >= scores.shape[1]:
        raise ValueError(f"labels must be 0 to {scores.shape[1] - 1}, not {y.min()} to {y.max()}")
    return scores, y


def blocks(num_rows: int, block_size: int | None = None) -> Iterator[slice]:
    """Consecutive slices that cover the rows.

    Parameters
    ----------
    num_rows : int
        Number of rows.
    block_size : int, optional
        Rows in a slice; the last may have fewer.

    Returns
    -------
    iterator of slice

    Raises
    ------
    ValueError
        If `block_size` is less than 1.

    Examples
    --------
    >>> list(blocks(5, 3))
    [slice(0, 3, None), slice(3, 6, None)]
    """
    size = BLOCK_SIZE if block_size is None else block_size
    if size < 1:
        raise ValueError(f"block_size must be at least 1, not {size}")
    return (slice(start, start + size) for start in range(0, num_rows, size))


def blocks_of_entries(num_rows: int, entries_per_row: int) -> Iterator[slice]:
    """Consecutive slices that cover the rows, of about 2 million array entries each.

    Parameters
    ----------
    num_rows : int
        Number of rows.
    entries_per_row : int
        Entries of all temporary arrays that a row asks for.

    Returns
    -------
    iterator of slice

    Examples
    --------
    >>> list(blocks_of_entries(3, 2**20))
    [slice(0, 2, None), slice(2, 4, None)]
    """
    return blocks(num_rows, max(1, BLOCK_ENTRIES // entries_per_row))


def squared_sizes(P: np.ndarray) -> np.ndarray:
    """Sum of squares along the last axis.

    Parameters
    ----------
    P : ndarray of shape (..., D)
        Rows of floats.

    Returns
    -------
    ndarray of shape (...,)

    Examples
    --------
    >>> squared_sizes(np.array([[3.0, 4.0], [0.0, 1.0]]))
    array([25.,  1.])
    """
    return np.einsum("...i,...i->...", P, P)
