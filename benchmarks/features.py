"""Ways to assign patches to words and to move the words, timed side by side in one run.

    python benchmarks/features.py [--patches 2000] [--words 200] [--rounds 5]

Every round runs every way once, so that a busy machine slows all of them; the best round counts. Ratios are
to pixgrad's own function. Peak memory is what NumPy allocated on top of the arguments, in a run of its own.
"""

import argparse

import numpy as np
from linear import Ways, best_seconds, peak_bytes
from scipy.spatial.distance import cdist

from pixgrad.models.kmeans import _means, nearest_centroids
from pixgrad.models.patches import dense_patches, extract_patches

SIZE = 6
NUM_NUMBERS = SIZE * SIZE * 3


def assign_ways(P: np.ndarray, words: np.ndarray) -> Ways:
    def expanded():
        squares = np.sum(P**2, axis=1)[:, np.newaxis] - 2 * P @ words.T + np.sum(words**2, axis=1)
        return squares.argmin(axis=1), squares.min(axis=1)

    def one_loop():
        squares = [np.sum((words - patch) ** 2, axis=1) for patch in P]
        return [row.argmin() for row in squares], [row.min() for row in squares]

    def broadcast():
        squares = np.sum((P[:, np.newaxis] - words) ** 2, axis=2)
        return squares.argmin(axis=1), squares.min(axis=1)

    def by_scipy():
        squares = cdist(P, words, "sqeuclidean")
        return squares.argmin(axis=1), squares.min(axis=1)

    return {
        "pixgrad, blocks": lambda: nearest_centroids(P, words),
        "one matrix product": expanded,
        "one loop": one_loop,
        "broadcast (N, k, D)": broadcast,
        "SciPy cdist": by_scipy,
    }


def mean_ways(P: np.ndarray, words: np.ndarray) -> Ways:
    labels = np.random.default_rng(1).permutation(np.arange(len(P)) % len(words))

    def add_at():
        sums = np.zeros_like(words)
        np.add.at(sums, labels, P)
        return sums / np.bincount(labels)[:, np.newaxis]

    return {
        "pixgrad, sparse product": lambda: _means(P, labels, words),
        "masks": lambda: np.array([P[labels == word].mean(axis=0) for word in range(len(words))]),
        "np.add.at": add_at,
        "one-hot product": lambda: np.eye(len(words), dtype=P.dtype)[labels].T @ P,
    }


def patch_ways(images: np.ndarray) -> Ways:
    def by_slices():
        places = range(0, 32 - SIZE + 1, 2)
        return np.array(
            [
                [[image[i : i + SIZE, j : j + SIZE].ravel() for j in places] for i in places]
                for image in images
            ]
        )

    return {
        "pixgrad, one view": lambda: dense_patches(images, SIZE, 2),
        "loops over slices": by_slices,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patches", type=int, default=2000)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (100, 32, 32, 3), dtype=np.uint8)
    pixels = extract_patches(images, SIZE, options.patches, rng) / 128
    print(
        f"{options.patches} patches of {NUM_NUMBERS} numbers, {options.words} words; {len(images)} images\n"
    )
    print("| what | dtype | way | milliseconds | ratio | peak MB |")
    print("|---|---|---|---:|---:|---:|")
    for dtype in (np.float64, np.float32):
        P = pixels.astype(dtype)
        words = P[: options.words] + dtype(0.01)
        tables = {"nearest words": assign_ways(P, words), "means of words": mean_ways(P, words)}
        if dtype is np.float32:
            tables["patches of images"] = patch_ways(images)
        for what, ways in tables.items():
            seconds = best_seconds(ways, options.rounds)
            ours = next(iter(seconds.values()))
            kind = "uint8" if what == "patches of images" else dtype.__name__
            for name, way in ways.items():
                figures = (
                    f"{seconds[name] * 1e3:.2f} | {seconds[name] / ours:.2f} | {peak_bytes(way) / 1e6:.2f}"
                )
                print(f"| {what} | {kind} | {name} | {figures} |")


if __name__ == "__main__":
    main()
