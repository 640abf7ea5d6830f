"""Reference accuracies of nearest neighbours, as Markdown: metric and k chosen by validation, then one test.

    python benchmarks/reference_accuracy.py [--cifar FILE]

Measures the embedded set, and CIFAR-10 if it was fetched or if FILE is an archive in its layout. A fifth of
the training images validates; the test is done once, with all training images.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from pixgrad.data import Dataset, cifar10, load, split
from pixgrad.models.knn import METRICS, accuracy, predict, predict_labels

K_CHOICES = (1, 3, 5, 8, 10, 15, 20, 50, 100)
OFFICIAL_TRAIN = 50_000


def rows(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)


def validate(dataset: Dataset) -> dict[tuple[str, int], float]:
    """Accuracy on a held-out fifth of the training images, for every metric and k."""
    num_val = len(dataset.y_train) // 5
    sizes = (len(dataset.y_train) - num_val, num_val)
    (X, y), (X_val, y_val) = split(dataset.X_train, dataset.y_train, sizes, seed=0)
    accuracies = {}
    for metric, distances in METRICS.items():
        dists = distances(rows(X_val), rows(X))
        for k in K_CHOICES:
            accuracies[metric, k] = accuracy(predict_labels(dists, y, k), y_val)
    return accuracies


def report(dataset: Dataset) -> None:
    num_train, num_test = len(dataset.y_train), len(dataset.test)
    part = num_train < OFFICIAL_TRAIN and dataset.name == cifar10.NAME
    kind = f" (a subset: {num_train:,} of {OFFICIAL_TRAIN:,} training images)" if part else ""
    accuracies = validate(dataset)
    metric, k = max(accuracies, key=lambda choice: accuracies[choice])
    with contextlib.redirect_stdout(sys.stderr):
        X_test, y_test = dataset.test.open()
    y_pred = predict(rows(X_test), rows(dataset.X_train), dataset.y_train, k=k, metric=metric)
    test = accuracy(y_pred, y_test)
    margin = 1.96 * np.sqrt(test * (1 - test) / num_test)
    print(f"\n### {dataset.name}{kind}\n")
    print(f"| validation | {' | '.join(f'k = {k}' for k in K_CHOICES)} |")
    print(f"|---|{'---:|' * len(K_CHOICES)}")
    for name in METRICS:
        print(f"| {name.upper()} | {' | '.join(f'{accuracies[name, k]:.1%}' for k in K_CHOICES)} |")
    print(f"\nChosen: {metric.upper()}, k = {k}. Test: **{test:.1%}** ± {margin:.1%} ({num_test:,} images).")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cifar", type=Path, metavar="FILE", help="an archive in CIFAR-10's layout")
    archive = parser.parse_args().cifar
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["PIXGRAD_STATE"] = scratch  # a benchmark is not a look at the test set
        report(load("shapes"))
        if archive:
            os.environ["PIXGRAD_CACHE"] = scratch
            cifar10.install(archive, unofficial=True)
        if cifar10.folder().is_dir():
            report(load(cifar10.NAME))


if __name__ == "__main__":
    main()
