"""Checked arrays, as every model takes them, and the blocks of rows that large ones are worked through in."""

from collections.abc import Iterator

import numpy as np

BLOCK_SIZE = 1024  # rows per block: blocks of 3072 float64 pixels take 25 MB, and BLAS is at full speed


def matrix(array: np.ndarray, name: str) -> np.ndarray:
    """The array itself, once it is known to have rows and columns; raises ValueError that names it if not."""
    array = np.asarray(array)
    if array.ndim != 2:
        raise ValueError(f"{name} must have 2 axes, rows and columns, but its shape is {array.shape}")
    return array


def float_type(*arrays: np.ndarray) -> np.dtype:
    """The float type that holds all arrays: at least float32, and float64 where no array is of floats."""
    joint = np.result_type(*(array.dtype for array in arrays))
    if joint.kind not in "biuf":
        raise ValueError(f"the arrays must hold real numbers, not {joint}")
    return np.result_type(joint, np.float32) if joint.kind == "f" else np.dtype(np.float64)


def scores_and_labels(scores: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores (N, C) and labels (N,), once they are known to fit together."""
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


def row_blocks(num_rows: int, block_size: int | None) -> Iterator[slice]:
    """Consecutive slices that cover the rows."""
    size = BLOCK_SIZE if block_size is None else block_size
    if size < 1:
        raise ValueError(f"block_size must be at least 1, not {size}")
    return (slice(start, start + size) for start in range(0, num_rows, size))
