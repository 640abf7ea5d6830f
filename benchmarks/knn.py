"""Ways to compute distances, timed side by side in one run: loops, one matrix product, blocks, SciPy.

    python benchmarks/knn.py [--test 50] [--train 1000] [--rounds 3]

Every round runs every way once, so that a busy machine slows all of them; the best round counts. Ratios are
to pixgrad's own function. Peak memory is what NumPy allocated on top of the arguments, in a run of its own.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from scipy.spatial.distance import cdist

from pixgrad.models.knn import l1_distances, l2_distances

Ways = dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]]


def l2_two_loops(X, X_train):
    return np.array([[np.sqrt(np.sum((a - b) ** 2)) for b in X_train] for a in X])


def l2_one_loop(X, X_train):
    return np.stack([np.sqrt(np.sum((X_train - a) ** 2, axis=1)) for a in X])


def l2_no_loops_naive(X, X_train):
    squares = np.sum(X**2, axis=1)[:, np.newaxis] - 2 * X @ X_train.T + np.sum(X_train**2, axis=1)
    return np.sqrt(np.maximum(squares, 0))


def l1_two_loops(X, X_train):
    return np.array([[np.sum(np.abs(a - b)) for b in X_train] for a in X])


def l1_one_loop(X, X_train):
    return np.stack([np.sum(np.abs(X_train - a), axis=1) for a in X])


def l1_broadcast(X, X_train):
    return np.sum(np.abs(X[:, np.newaxis] - X_train), axis=2)


def l1_tiles(X, X_train, rows=64):
    """One loop over tiles of training rows that stay in the cache, one over test rows; sums by BLAS."""
    dists, tile = np.empty((len(X), len(X_train)), X.dtype), np.empty((rows, X.shape[1]), X.dtype)
    ones = np.ones(X.shape[1], X.dtype)
    for start in range(0, len(X_train), rows):
        part = X_train[start : start + rows]
        for i, row in enumerate(X):
            gaps = np.subtract(part, row, out=tile[: len(part)])
            dists[i, start : start + rows] = np.abs(gaps, out=gaps) @ ones
    return dists


L2: Ways = {
    "pixgrad": l2_distances,
    "two loops": l2_two_loops,
    "one loop": l2_one_loop,
    "no loops, naive": l2_no_loops_naive,
    "SciPy cdist": lambda X, X_train: cdist(X, X_train),
}
L1: Ways = {
    "pixgrad": l1_distances,
    "two loops": l1_two_loops,
    "one loop": l1_one_loop,
    "broadcast (M, N, D)": l1_broadcast,
    "tiles in the cache": l1_tiles,
    "SciPy cdist": lambda X, X_train: cdist(X, X_train, "cityblock"),
}


def best_seconds(ways: Ways, X: np.ndarray, X_train: np.ndarray, rounds: int) -> dict[str, float]:
    seconds = dict.fromkeys(ways, np.inf)
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way(X, X_train)
            seconds[name] = min(seconds[name], time.perf_counter() - start)
    return seconds


def peak_bytes(way: Callable, X: np.ndarray, X_train: np.ndarray) -> int:
    tracemalloc.start()
    way(X, X_train)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--test", type=int, default=50, help="test rows")
    parser.add_argument("--train", type=int, default=1000, help="training rows")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    X, X_train = (rng.integers(0, 256, (num, 3072)).astype(float) for num in (options.test, options.train))
    print(f"{options.test} test rows, {options.train} training rows of 3072 numbers\n")
    print("| metric | dtype | way | seconds | ratio | peak MB | largest error |")
    print("|---|---|---|---:|---:|---:|---:|")
    for metric, ways in (("L2", L2), ("L1", L1)):
        exact = ways["pixgrad"](X, X_train)
        for dtype in (np.float64, np.float32):
            rows = X.astype(dtype), X_train.astype(dtype)
            seconds = best_seconds(ways, *rows, options.rounds)
            for name, way in ways.items():
                error = np.max(np.abs(way(*rows) - exact) / exact)
                ratio, peak = seconds[name] / seconds["pixgrad"], peak_bytes(way, *rows) / 1e6
                cells = (
                    metric,
                    dtype.__name__,
                    name,
                    f"{seconds[name]:.3f}",
                    f"{ratio:.1f}",
                    f"{peak:.0f}",
                    f"{error:.0e}",
                )
                print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
