"""Reference accuracies of tuned linear classifiers, as Markdown, and how far small tuning runs spread.

    python benchmarks/reference_linear.py [--cifar FILE] [--seeds 3] [--small-seeds 10]

Measures the embedded set, and CIFAR-10 if it was fetched or if FILE is an archive in its layout. For every
seed a fifth of the training images validates; learning rate and reg are chosen on it, and the classifier is
trained anew on all training images. The test set is opened once, when all choices are made.

The second table is for the bars of the notebooks: every seed draws other images, other minibatches, and tunes
over a small grid on few images. A bar is the worst validation accuracy of all seeds minus MARGIN, in whole
per cent. Pixels are scaled with the mean of the training images (per pixel) and one standard deviation (of
all pixels), and get a column of ones.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from pixgrad.data import Dataset, cifar10, load, split
from pixgrad.models.linear import accuracy, add_bias_column, predict, svm_loss
from pixgrad.models.sgd import Choice, choose_hyperparameters, train
from pixgrad.models.softmax import softmax_loss

LOSSES = {"SVM": svm_loss, "softmax": softmax_loss}
RATES, REGS, STEPS = (3e-4, 1e-3, 3e-3), (0.01, 0.1, 1.0), 1000
SMALL_RATES, SMALL_REGS = (1e-3, 3e-3), (0.1, 1.0)
# images, side of the blocks that are averaged, steps
SMALL = [(1000, 1, 100), (2000, 1, 200), (1000, 2, 100), (2000, 2, 200)]
MARGIN = 0.03
OFFICIAL_TRAIN = 50_000
Part = tuple[np.ndarray, np.ndarray]
Rows = Callable[[np.ndarray], np.ndarray]


def scaler(images: np.ndarray, dtype: type, pool: int = 1) -> Rows:
    """How to turn images into rows, by the statistics of these (training) images."""

    def rows(images: np.ndarray) -> np.ndarray:
        size = 32 // pool
        blocks = images.reshape(len(images), size, pool, size, pool, 3)
        return blocks.mean(axis=(2, 4), dtype=dtype).reshape(len(images), -1)

    mean = rows(images).mean(axis=0)
    std = (rows(images) - mean).std()
    return lambda images: add_bias_column((rows(images) - mean) / std)


def fit(loss_fn: Callable, X: np.ndarray, y: np.ndarray, rate: float, reg: float, **options) -> np.ndarray:
    start = np.zeros((X.shape[1], 10), dtype=X.dtype)
    return train(loss_fn, start, X, y, learning_rate=rate, reg=reg, learning_rate_decay=0.95, **options)[0]


def tune(loss_fn: Callable, train_part: Part, val_part: Part, rates, regs, **options) -> Choice:
    X_val, y_val = val_part
    validate = lambda W: accuracy(predict(W, X_val), y_val)
    return choose_hyperparameters(partial(fit, loss_fn, *train_part, **options), validate, rates, regs)


def tuned(loss_fn: Callable, dataset: Dataset, seed: int) -> tuple[Choice, Rows]:
    """The choice by validation, and the classifier trained with it on all training images."""
    num_val = len(dataset.y_train) // 5
    sizes = (len(dataset.y_train) - num_val, num_val)
    (X, y), (X_val, y_val) = split(dataset.X_train, dataset.y_train, sizes, seed)
    rows = scaler(X, np.float32)
    options: dict[str, Any] = {"num_iters": STEPS, "batch_size": 200, "rng": np.random.default_rng(seed)}
    choice = tune(loss_fn, (rows(X), y), (rows(X_val), y_val), RATES, REGS, **options)
    rows = scaler(dataset.X_train, np.float32)
    all_images = rows(dataset.X_train), dataset.y_train
    W = fit(loss_fn, *all_images, choice.learning_rate, choice.reg, **options)
    return choice, lambda images: predict(W, rows(images))


def percent(values: Sequence[float]) -> str:
    return f"{np.mean(values):.1%} ({min(values):.1%} to {max(values):.1%})"


def report(dataset: Dataset, num_seeds: int) -> None:
    runs = {
        name: [tuned(loss_fn, dataset, seed) for seed in tqdm(range(num_seeds), f"{dataset.name}, {name}")]
        for name, loss_fn in LOSSES.items()
    }
    with contextlib.redirect_stdout(sys.stderr):
        X_test, y_test = dataset.test.open()
    print(f"\n{num_seeds} seeds; mean (worst to best); test of {len(y_test):,} images\n")
    print("| classifier | chosen (learning rate, reg) | validation | test |")
    print("|---|---|---:|---:|")
    for name, choices in runs.items():
        chosen = ", ".join(f"({choice.learning_rate:g}, {choice.reg:g})" for choice, _ in choices)
        validation = percent([choice.accuracy for choice, _ in choices])
        test = percent([accuracy(classify(X_test), y_test) for _, classify in choices])
        print(f"| {name} | {chosen} | {validation} | {test} |", flush=True)


def small_run(
    loss_fn: Callable, dataset: Dataset, size: int, pool: int, steps: int, seed: int
) -> tuple[float, float]:
    """Validation accuracy of a small tuning run, and its CPU seconds, pictures and rows not counted."""
    (X, y), (X_val, y_val) = split(dataset.X_train, dataset.y_train, (size, 1000), seed)
    rows = scaler(X, np.float64, pool)
    parts = (rows(X), y), (rows(X_val), y_val)
    options: dict[str, Any] = {"num_iters": steps, "batch_size": 100, "rng": np.random.default_rng(seed)}
    start = time.process_time()
    rates = [rate * pool**2 for rate in SMALL_RATES]  # the fewer features, the flatter the loss
    choice = tune(loss_fn, *parts, rates, SMALL_REGS, **options)
    return choice.accuracy, time.process_time() - start


def report_spread(dataset: Dataset, num_seeds: int) -> None:
    print(f"\nSmall tuning runs in float64, {num_seeds} seeds, minibatches of 100, 1,000 images to validate;")
    print(f"learning rates {SMALL_RATES} (four times as great for 769 features), regs {SMALL_REGS}\n")
    print("| classifier | images | features | steps | CPU seconds | validation | bar |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, loss_fn in LOSSES.items():
        for size, pool, steps in SMALL:
            runs = [small_run(loss_fn, dataset, size, pool, steps, seed) for seed in range(num_seeds)]
            accuracies, seconds = zip(*runs, strict=True)
            bar = np.floor(100 * (min(accuracies) - MARGIN)) / 100
            figures = f"{np.median(seconds):.2f} | {percent(accuracies)} | {bar:.0%}"
            print(f"| {name} | {size:,} | {(32 // pool) ** 2 * 3 + 1:,} | {steps} | {figures} |", flush=True)


def title(dataset: Dataset) -> str:
    num_train = len(dataset.y_train)
    part = num_train < OFFICIAL_TRAIN and dataset.name == cifar10.NAME
    kind = f" (a subset: {num_train:,} of {OFFICIAL_TRAIN:,} training images)" if part else ""
    return f"\n### {dataset.name}{kind}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cifar", type=Path, metavar="FILE", help="an archive in CIFAR-10's layout")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of the full tuning runs; 0: none")
    parser.add_argument("--small-seeds", type=int, default=10, help="seeds of the small ones; 0: none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["PIXGRAD_STATE"] = scratch  # a benchmark is not a look at the test set
        datasets = [load("shapes")]
        if options.cifar:
            os.environ["PIXGRAD_CACHE"] = scratch
            cifar10.install(options.cifar, unofficial=True)
        if cifar10.folder().is_dir():
            datasets.append(load(cifar10.NAME))
        for dataset in datasets:
            print(title(dataset))
            if options.seeds:
                report(dataset, options.seeds)
            if options.small_seeds:
                report_spread(dataset, options.small_seeds)


if __name__ == "__main__":
    main()
