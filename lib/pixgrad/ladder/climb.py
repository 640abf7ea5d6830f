"""Tune every rung, train it on all training images, then open the test set once."""

import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from tqdm import tqdm

from pixgrad.data import Dataset, split
from pixgrad.ladder.rungs import RUNGS, Plan
from pixgrad.models.knn import accuracy

LEAST_GAP = 0.04  # by which each kind of model is to beat the one before


@dataclass(frozen=True)
class Measurement:
    """What was measured of one rung.

    Parameters
    ----------
    name, kind, notebook, settings : str
        As in `Rung` and `TunedSettings`.
    size : int
        Numbers that the model keeps.
    tuning, training, prediction : float
        Seconds of processor time: for the choice, for the final training, for classifying 1,000 test images.
    validation, test : float
        Accuracies, from 0 to 1.
    """

    name: str
    kind: str
    notebook: str
    settings: str
    size: int
    tuning: float
    training: float
    prediction: float
    validation: float
    test: float


def climb(dataset: Dataset, plan: Plan, num_images: int | None = None) -> list[Measurement]:
    """Measure every rung on a data set.

    A fifth of the training images validates. The test set is opened when all choices are made and all models
    are trained.

    Parameters
    ----------
    dataset : Dataset
        The data.
    plan : Plan
        How much work goes into every rung.
    num_images : int, optional
        Use only so many training images, drawn by the plan's seed.

    Returns
    -------
    list of Measurement
        In the order of the course.
    """
    size = len(dataset.y_train) if num_images is None else num_images
    val_part, train_part = split(dataset.X_train, dataset.y_train, (size // 5, size - size // 5), plan.seed)
    everything = tuple(np.concatenate(parts) for parts in zip(train_part, val_part, strict=True))
    trained = []
    with tqdm(RUNGS, dataset.name, disable=not plan.progress, leave=False, unit="rung") as bar:
        for rung in bar:
            bar.set_postfix_str(rung.name)
            start = time.process_time()
            choice = rung.tune(train_part, val_part, plan)
            chosen = time.process_time()
            model = choice.fit(*everything)
            trained.append((rung, choice, model, chosen - start, time.process_time() - chosen))
    X_test, y_test = dataset.test.open()
    results = []
    for rung, choice, model, tuning, training in trained:
        start = time.process_time()
        test = accuracy(model.classify(X_test), y_test)
        prediction = (time.process_time() - start) * 1000 / len(y_test)
        names = rung.name, rung.kind, rung.notebook, choice.settings
        results.append(Measurement(*names, model.size, tuning, training, prediction, choice.accuracy, test))
    return results


def gaps(results: list[Measurement]) -> dict[tuple[str, str], float]:
    """By how much the worst rung of each kind beats the best of the kind before, in test accuracy.

    Parameters
    ----------
    results : list of Measurement
        As `climb` returns them.

    Returns
    -------
    dict of (str, str) to float
        For each pair of kinds that follow each other; negative where the order does not hold.
    """
    tests: dict[str, list[float]] = {}
    for result in results:
        tests.setdefault(result.kind, []).append(result.test)
    return {(low, high): min(tests[high]) - max(tests[low]) for low, high in pairwise(tests)}
