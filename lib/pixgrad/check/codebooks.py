"""Training with the patch size, number of words and regions that a student has chosen, as a6 does."""

import numpy as np

from pixgrad.check.trainings import NUM_VAL, Training, TrainingPair
from pixgrad.data import load, split

NUM_TRAIN, NUM_JUDGED, NUM_PATCHES, ROUNDS, STRIDE = 1000, 500, 5000, 8, 2
EPS, WHITEN_EPS = 1000, 0.5


def codebook(
    data: str, patch_size: float, num_words: float, regions: float, split_seed: int = 0
) -> TrainingPair:
    """Learn a codebook from 1,000 images, and train a small net on their features in 400 steps.

    With another seed of the split than the notebook's 0 it does so on other images, as for finding a bar.
    """
    (images, y), (others, labels) = _images(data, split_seed)
    rng = np.random.default_rng(0)
    size, k = int(patch_size), int(num_words)
    words = _learned(_sample(images, size, rng), k, rng)
    F, F_judged = (_features(each, *words, size, int(regions)) for each in (images, others))
    centre, spread = F.mean(axis=0), F.std(axis=0) + 0.01
    F, F_judged = (((each - centre) / spread).astype(np.float32) for each in (F, F_judged))
    right, history = _trained(F, y, F_judged, labels, rng)
    seen, other = (Training(float(np.mean(half)), tuple(history)) for half in np.split(right, 2))
    return seen, other


def _images(data: str, seed: int) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """The images to learn from, and those to judge by: half of them the notebook's own, half of them not."""
    dataset = load(data)
    (X, y), (X_val, y_val) = split(dataset.X_train, dataset.y_train, (3000, 2 * NUM_VAL), seed)
    judged = np.r_[:NUM_JUDGED, NUM_VAL : NUM_VAL + NUM_JUDGED]
    return (X[:NUM_TRAIN], y[:NUM_TRAIN]), (X_val[judged], y_val[judged])


def _sample(images: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Normalised patches to learn the words from, (NUM_PATCHES, D)."""
    P = _windows(images, size, size).reshape(-1, 3 * size**2)
    return _normalized(P[rng.choice(len(P), size=NUM_PATCHES, replace=False)])


def _windows(images: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Patches (N, R, C, D), float32."""
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    windows = windows[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)
    return windows.reshape(*windows.shape[:3], -1).astype(np.float32)


def _normalized(P: np.ndarray) -> np.ndarray:
    P = P - P.mean(axis=1, keepdims=True)
    normalized: np.ndarray = P / np.sqrt(np.mean(P**2, axis=1, keepdims=True) + EPS)
    return normalized


def _learned(P: np.ndarray, k: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """What turns normalised patches into scores of k words: a matrix (D, k), and a row to subtract (k,)."""
    mean = P.mean(axis=0)
    eigenvalues, U = np.linalg.eigh(np.cov(P, rowvar=False, bias=True))
    T = ((U / np.sqrt(eigenvalues + WHITEN_EPS)) @ U.T).astype(np.float32)
    Q = (P - mean) @ T
    words = Q[rng.choice(len(Q), size=k, replace=False)]
    for _ in range(ROUNDS):
        nearest = (Q @ words.T - np.sum(words**2, axis=1) / 2).argmax(axis=1)
        members = nearest == np.arange(k)[:, np.newaxis]
        counts = members.sum(axis=1, keepdims=True)
        means = members.astype(np.float32) @ Q / np.maximum(counts, 1)
        words = np.where(counts > 0, means, words).astype(np.float32)
    return T @ words.T, mean @ T @ words.T + np.sum(words**2, axis=1) / 2


def _features(
    images: np.ndarray, factors: np.ndarray, offsets: np.ndarray, size: int, regions: int
) -> np.ndarray:
    """Shares of the k words in each region, (N, regions * regions * k); 20 images at a time."""
    rows, k = [], len(offsets)
    for part in np.array_split(images, len(images) // 20):
        P = _windows(part, size, STRIDE)
        scores = _normalized(P.reshape(-1, P.shape[-1])) @ factors - offsets
        grids = scores.argmax(axis=1).reshape(P.shape[:3])
        blocks = [
            block.reshape(len(part), -1)
            for band in np.array_split(grids, regions, axis=1)
            for block in np.array_split(band, regions, axis=2)
        ]
        rows.append(np.hstack([_shares(block, k) for block in blocks]))
    return np.vstack(rows)


def _shares(block: np.ndarray, k: int) -> list[np.ndarray]:
    return [np.bincount(row, minlength=k) / len(row) for row in block]


def _trained(
    F: np.ndarray, y: np.ndarray, F_judged: np.ndarray, labels: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, list[float]]:
    """Which of the judged rows a net labels rightly, and its losses."""
    from pixgrad.models import sgd
    from pixgrad.models.two_layer import init_two_layer, predict_two_layer, two_layer_loss

    net, history = sgd.train(
        two_layer_loss,
        init_two_layer(F.shape[1], 50, 10, None, rng, dtype=np.float32),
        F,
        y,
        rng=rng,
        learning_rate=min(0.1, 150 / F.shape[1]),
        reg=0.01,
        num_iters=400,
        batch_size=50,
    )
    return predict_two_layer(net, F_judged) == labels, history
