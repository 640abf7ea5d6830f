"""Losses and training of linear classifiers, timed side by side in one run with the straightforward versions.

    python benchmarks/linear.py [--train 5000] [--batch 200] [--steps 50] [--rounds 10]

Every round runs every way once, so that a busy machine slows all of them; the best round counts. Ratios are
to pixgrad's own function. Peak memory is what NumPy allocated on top of the arguments, in a run of its own.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np

from pixgrad.models.linear import svm_loss
from pixgrad.models.sgd import train
from pixgrad.models.softmax import softmax_loss

NUM_CLASSES = 10
Ways = dict[str, Callable[[], object]]


def svm_by_masks(W, X, y, reg):
    """What most vectorised answers look like: a new array for every line."""
    rows, scores = np.arange(len(y)), X @ W
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    mask = (margins > 0).astype(X.dtype)
    mask[rows, y] = -mask.sum(axis=1)
    return margins.sum() / len(y) + reg * np.sum(W**2), X.T @ mask / len(y) + 2 * reg * W


def svm_by_loops(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for row, label in zip(X, y, strict=True):
        scores = row @ W
        for j in range(W.shape[1]):
            margin = scores[j] - scores[label] + 1
            if j != label and margin > 0:
                loss += margin
                dW[:, j] += row
                dW[:, label] -= row
    return loss / len(y) + reg * np.sum(W**2), dW / len(y) + 2 * reg * W


def softmax_by_probs(W, X, y, reg):
    rows, scores = np.arange(len(y)), X @ W
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    probs = exps / exps.sum(axis=1, keepdims=True)
    gaps = probs - np.eye(W.shape[1], dtype=X.dtype)[y]
    loss = -np.mean(np.log(probs[rows, y])) + reg * np.sum(W**2)
    return loss, X.T @ gaps / len(y) + 2 * reg * W


def softmax_by_loops(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for row, label in zip(X, y, strict=True):
        scores = row @ W
        probs = np.exp(scores - scores.max())
        probs /= probs.sum()
        loss -= np.log(probs[label])
        for j in range(W.shape[1]):
            dW[:, j] += (probs[j] - (j == label)) * row
    return loss / len(y) + reg * np.sum(W**2), dW / len(y) + 2 * reg * W


def train_by_copies(loss_fn, W, X, y, num_iters, batch_size, rng):
    """The usual loop: fancy indexing makes a new minibatch, the step a new W."""
    history = []
    for _ in range(num_iters):
        chosen = rng.choice(len(X), batch_size)
        loss, dW = loss_fn(W, X[chosen], y[chosen], 0.1)
        history.append(loss)
        W = W - 1e-4 * dW
    return W, history


def train_by_shuffling(loss_fn, W, X, y, num_iters, batch_size, rng):
    """Another usual loop: shuffle all rows, then take slices, again and again."""
    history = []
    while len(history) < num_iters:
        order = rng.permutation(len(X))
        X, y = X[order], y[order]
        for start in range(0, len(X) - batch_size + 1, batch_size):
            loss, dW = loss_fn(W, X[start : start + batch_size], y[start : start + batch_size], 0.1)
            history.append(loss)
            W = W - 1e-4 * dW
    return W, history


def no_loss(W, X, y, reg):
    """A loss without work, so that only the trainer's own work is timed."""
    return 0.0, W


def best_seconds(ways: Ways, rounds: int) -> dict[str, float]:
    seconds = dict.fromkeys(ways, np.inf)
    for _ in range(rounds):
        for name, way in ways.items():
            way()  # not timed: what ran before must not decide what is in the cache
            start = time.perf_counter()
            way()
            seconds[name] = min(seconds[name], time.perf_counter() - start)
    return seconds


def peak_bytes(way: Callable[[], object]) -> int:
    tracemalloc.start()
    way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def loss_ways(X: np.ndarray, y: np.ndarray, batch: int) -> dict[str, Ways]:
    W = np.random.default_rng(1).standard_normal((X.shape[1], NUM_CLASSES)).astype(X.dtype) / 100
    versions = {
        "SVM loss": {
            "pixgrad": svm_loss,
            "vectorised, new arrays": svm_by_masks,
            "loops": svm_by_loops,
        },
        "softmax loss": {
            "pixgrad": softmax_loss,
            "vectorised, new arrays": softmax_by_probs,
            "loops": softmax_by_loops,
        },
    }
    return {
        what: {name: partial(loss, W, X[:batch], y[:batch], 0.1) for name, loss in ways.items()}
        for what, ways in versions.items()
    }


def train_ways(X: np.ndarray, y: np.ndarray, batch: int, steps: int) -> dict[str, Ways]:
    W = np.zeros((X.shape[1], NUM_CLASSES), dtype=X.dtype)

    def ours(loss_fn):
        rng, rate = np.random.default_rng(0), 1e-4
        return train(
            loss_fn, W, X, y, learning_rate=rate, reg=0.1, num_iters=steps, batch_size=batch, rng=rng
        )

    def other(way, loss_fn):
        return way(loss_fn, W, X, y, steps, batch, np.random.default_rng(0))

    return {
        f"{steps} steps, {what}": {
            "pixgrad": partial(ours, loss_fn),
            "new arrays": partial(other, train_by_copies, usual),
            "shuffled copies": partial(other, train_by_shuffling, usual),
        }
        for what, loss_fn, usual in (("SVM", svm_loss, svm_by_masks), ("no loss", no_loss, no_loss))
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", type=int, default=5000, help="training rows")
    parser.add_argument("--batch", type=int, default=200, help="rows in a minibatch")
    parser.add_argument("--steps", type=int, default=50, help="steps of training")
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    pixels, y = rng.standard_normal((options.train, 3073)), rng.integers(NUM_CLASSES, size=options.train)
    print(f"{options.train} rows of 3073 numbers, {NUM_CLASSES} classes, minibatches of {options.batch}\n")
    print("| what | dtype | way | milliseconds | ratio | peak MB |")
    print("|---|---|---|---:|---:|---:|")
    for dtype in (np.float64, np.float32):
        X = pixels.astype(dtype)
        for what, ways in {
            **loss_ways(X, y, options.batch),
            **train_ways(X, y, options.batch, options.steps),
        }.items():
            seconds = best_seconds(ways, options.rounds)
            for name, way in ways.items():
                ratio, peak = seconds[name] / seconds["pixgrad"], peak_bytes(way) / 1e6
                cells = (
                    what,
                    dtype.__name__,
                    name,
                    f"{seconds[name] * 1e3:.2f}",
                    f"{ratio:.2f}",
                    f"{peak:.2f}",
                )
                print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
