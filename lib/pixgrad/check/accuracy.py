"""The check of tuned hyperparameters: it trains with the student's numbers, and asks for an accuracy."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.check import codebooks, lock, trainings
from pixgrad.check.failure import CheckFailed
from pixgrad.check.passed import passed
from pixgrad.check.questions import plain_number
from pixgrad.remembered import remembered

ALLOWED: dict[str, tuple[str, str, Callable[[float], bool]]] = {
    "learning_rate": ("not-a-choice", "must be above 0", lambda value: 0 < value < np.inf),
    "std": ("not-a-choice", "must be above 0", lambda value: 0 < value < np.inf),
    "reg": ("not-a-choice", "must be 0 or above", lambda value: 0 <= value < np.inf),
    "hidden_size": (
        "not-a-size",
        "must be a whole number from 1 to 100",
        lambda value: value in range(1, 101),
    ),
    "patch_size": (
        "not-a-choice",
        "must be a whole number from 3 to 10",
        lambda value: value in range(3, 11),
    ),
    "num_words": (
        "not-a-choice",
        "must be a whole number from 1 to 200",
        lambda value: value in range(1, 201),
    ),
    "regions": ("not-a-choice", "must be a whole number from 1 to 4", lambda value: value in range(1, 5)),
}


@dataclass(frozen=True)
class Trial:
    """A choice of numbers, to be trained with, as often as an explanation needs it.

    Attributes
    ----------
    exercise, data : str
        Label of the exercise, and name of the data set.
    other_images : bool
        Whether to judge on the images that the notebook does not use.
    needed : float
        The accuracy that passes.
    numbers : dict of str to float
        The choice, by role.
    """

    exercise: str
    data: str
    other_images: bool
    needed: float
    numbers: Mapping[str, float]

    def run(self, **changes: float) -> trainings.Training:
        """Train with these numbers, but for the changes."""
        numbers = tuple(sorted({**self.numbers, **changes}.items()))
        return _runs(self.exercise, self.data, numbers)[self.other_images]

    def reaches(self, **changes: float) -> bool:
        """Tell whether the numbers, but for the changes, reach what is needed."""
        return self.run(**changes).accuracy >= self.needed - 1e-9


@functools.lru_cache(maxsize=16)
def _runs(exercise: str, data: str, numbers: tuple[tuple[str, float], ...]) -> trainings.TrainingPair:
    here, others = (
        trainings.Training(accuracy, tuple(history))
        for accuracy, history in _trained(exercise, data, numbers)
    )
    return here, others


@remembered
def _trained(
    exercise: str, data: str, numbers: tuple[tuple[str, float], ...]
) -> list[tuple[float, tuple[float, ...]]]:
    """Accuracy and history of both trainings."""
    with lock.lifted(), np.errstate(all="ignore"):  # steps that are too long overflow
        pair = RECIPES[exercise].train(data, **dict(numbers))
    return [(each.accuracy, each.history) for each in pair]


Reason = tuple[str, str, Callable[[Trial], bool]]  # slip, sentence, whether it explains the trial


@dataclass(frozen=True)
class Recipe:
    """How to train for an exercise, what to forgive, and what may be wrong.

    Attributes
    ----------
    train : callable
        ``train(data, **numbers)`` returns the run as judged on the notebook's images, and on others.
    forgiven : (float, float)
        How far below the bar an accuracy may lie on the notebook's images, for the rounding of other
        platforms, and on others, since they are not those that the numbers were chosen by.
    reasons : tuple of (slip, sentence, rule)
        The first whose rule holds is told; the last always holds.
    """

    train: Callable[..., trainings.TrainingPair]
    forgiven: tuple[float, float]
    reasons: tuple[Reason, ...]


def accuracy(
    bar: float, *, exercise: str, data: str, prefix: str, other_images: bool = False, **numbers: Any
) -> None:
    """Train with the numbers that a student has chosen, and check the accuracy that they reach.

    Parameters
    ----------
    bar : float
        The accuracy to reach, from 0 to 1.
    exercise : str
        Label of the exercise; says what is trained.
    data : str
        Name of the data set.
    prefix : str
        What the student's names of the numbers begin with.
    other_images : bool
        Whether to judge on images that the notebook does not use, as hidden tests do. There the accuracy may
        lie a little below the bar.
    **numbers : float
        The student's numbers by their role, such as ``learning_rate`` and ``reg``.

    Raises
    ------
    CheckFailed
        If a number is none or cannot be trained with, or if the accuracy is too low; with the accuracy, the
        bar and the likely reason.

    Examples
    --------
    >>> accuracy(0.37, exercise="svm-accuracy", data="shapes", prefix="svm_", learning_rate=3e-3, reg=-1)
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: svm_reg = -1 must be 0 or above.
    [slip: not-a-choice]
    """
    chosen = {role: _allowed(prefix + role, role, value) for role, value in numbers.items()}
    needed = bar - RECIPES[exercise].forgiven[other_images]
    trial = Trial(exercise, data, other_images, needed, chosen)
    if trial.reaches():
        passed(exercise)
        return
    slip, sentence, _ = next(each for each in RECIPES[exercise].reasons if each[2](trial))
    spoken = ", ".join(f"{prefix}{role} = {value:g}" for role, value in chosen.items())
    losses = f"loss   {trial.run().history[0]:.3g} at the start, {trial.run().tail:.3g} at the end"
    raise CheckFailed(f"{spoken}: {_reached(trial, bar)}; {sentence}.", (losses,), slip)


def _allowed(name: str, role: str, value: Any) -> float:
    plain_number(value, name)
    slip, sentence, fine = ALLOWED[role]
    if not fine(float(value)):
        raise CheckFailed(f"{name} = {float(value):g} {sentence}.", (), slip)
    return float(value)


def _reached(trial: Trial, bar: float) -> str:
    where = " on images that the notebook does not use" if trial.other_images else ""
    return f"the accuracy{where} is {trial.run().accuracy:.1%}, the bar {bar:.0%}"


def _overshoots(trial: Trial) -> bool:
    """The loss is not lower at the end than at the start, or no number at all."""
    return not trial.run().tail < trial.run().history[0] + 0.1


def _penalized(trial: Trial) -> bool:
    return trial.numbers["reg"] > 0 and trial.reaches(reg=0.0)


def _too_small(trial: Trial) -> bool:
    return trial.numbers["hidden_size"] < 20 and trial.reaches(hidden_size=50.0)


def _creeps(trial: Trial) -> bool:
    """The loss has hardly fallen, or longer steps lead farther."""
    run, longer = trial.run(), 3 * trial.numbers["learning_rate"]
    hardly = run.tail > 0.9 * run.history[0]
    return hardly or trial.run(learning_rate=longer).accuracy > run.accuracy + 0.01


OVERSHOOTS: Reason = (
    "step-too-large",
    "the loss is not lower at the end than at the start, or it is nan: the steps overshoot, choose a smaller "
    "learning rate",
    _overshoots,
)
PENALIZED: Reason = (
    "penalty-too-strong",
    "without the penalty it would not be, choose a smaller reg",
    _penalized,
)
TOO_SMALL: Reason = ("too-few-units", "with more hidden units it would not be", _too_small)
CREEPS: Reason = (
    "step-too-small",
    "the steps do not lead far enough, choose a larger learning rate",
    _creeps,
)
BELOW: Reason = (
    "below-the-bar",
    "change one number at a time, by factors of 3, and watch the validation accuracy",
    lambda trial: True,
)

TWENTY: tuple[Reason, ...] = (
    (
        "step-too-large",
        "the loss does not stay below where it began, or it is nan: each step is too long, try a learning "
        "rate a tenth as large",
        lambda trial: not trial.run().tail < 1.2 * trial.run().history[0],
    ),
    (
        "weights-too-large",
        "the loss begins far above log 10, so the first weights are too large and all gradients are wild; "
        "try a std a tenth as large",
        lambda trial: trial.run().history[0] >= 20,
    ),
    (
        "weights-too-small",
        "after 200 steps the loss is still near log 10: the first weights are so small that hardly any "
        "gradient comes back through three layers, and only the last biases learn; try a larger std",
        lambda trial: trial.run().tail >= 1.9 and trial.run().history[0] <= 2.306,
    ),
    ("not-learned", "not all twenty images are known; try other values, in factors of 3", lambda trial: True),
)

CODEBOOK: tuple[Reason, ...] = (
    (
        "too-few-words",
        "with 200 words it would not be, take more words",
        lambda trial: trial.reaches(num_words=200.0),
    ),
    (
        "too-few-regions",
        "with 2 x 2 regions it would not be; one histogram of the whole image forgets too much",
        lambda trial: trial.numbers["regions"] == 1 and trial.reaches(regions=2.0),
    ),
    (
        "wrong-patch-size",
        "with another size of the patches it would not be; too small a patch shows nothing, and too large a "
        "one looks like no other",
        lambda trial: any(trial.reaches(patch_size=size) for size in (6.0, 5.0)),
    ),
    (
        "below-the-bar",
        "more than one of the three numbers is to blame; try more words, more regions, patches of 5 or 6 "
        "pixels",
        lambda trial: True,
    ),
)

RECIPES = {
    "svm-accuracy": Recipe(trainings.svm, (0.005, 0.06), (OVERSHOOTS, PENALIZED, CREEPS, BELOW)),
    "softmax-accuracy": Recipe(trainings.softmax, (0.005, 0.06), (OVERSHOOTS, PENALIZED, CREEPS, BELOW)),
    "network-accuracy": Recipe(
        trainings.two_layer, (0.005, 0.06), (OVERSHOOTS, PENALIZED, TOO_SMALL, CREEPS, BELOW)
    ),
    "overfit-twenty": Recipe(trainings.twenty, (0.05, 0.15), TWENTY),
    "codebook-accuracy": Recipe(codebooks.codebook, (0.005, 0.06), CODEBOOK),
}
