"""The check that trains with a student's numbers."""

import sys

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import bank, lock, trainings
from pixgrad.check.accuracy import ALLOWED, RECIPES, _runs

SVM = {"exercise": "svm-accuracy", "data": "shapes", "prefix": "svm_"}


@pytest.fixture
def accuracies(monkeypatch):
    """Replace every training of the SVM by a table: (rate, reg) -> (accuracy, on others, losses)."""
    table, asked = {}, []

    def train(data, learning_rate, reg):
        asked.append((learning_rate, reg))
        here, there, *losses = table.get((learning_rate, reg), (0.1, 0.1, 9, 5))
        return trainings.Training(here, tuple(losses)), trainings.Training(there, tuple(losses))

    recipe = RECIPES["svm-accuracy"]
    monkeypatch.setitem(RECIPES, "svm-accuracy", type(recipe)(train, recipe.forgiven, recipe.reasons))
    _runs.cache_clear()
    yield table, asked
    _runs.cache_clear()


def told(rate, reg, **options):
    """The slip and the sentence of a pair that does not pass."""
    with pytest.raises(check.CheckFailed) as failed:
        check.accuracy(0.37, **SVM, learning_rate=rate, reg=reg, **options)
    return failed.value.slip, str(failed.value)


@pytest.mark.parametrize(
    "rate, reg", [(0.0, 0), (-1, 0), (np.inf, 0), (np.nan, 0), (0.1, -1e-9), (0.1, np.inf)]
)
def test_what_cannot_be_trained_with_is_told_before_training(accuracies, rate, reg):
    """Is a number out of its range named, with the range, and nothing trained?"""
    slip, message = told(rate, reg)
    assert slip == "not-a-choice"
    assert message.startswith("svm_")
    assert accuracies[1] == []


@pytest.mark.parametrize("value", ["0.1", [0.1, 0.2], None, ...])
def test_what_is_no_number_is_told(accuracies, value):
    """Do words and lists fail with their form, and does a missing answer say that it is missing?"""
    slip, message = told(value, 0)
    assert slip == "wrong-form" or message.startswith("not answered yet: svm_learning_rate")


@pytest.mark.parametrize(
    "role, least, most",
    [("hidden_size", 1, 100), ("patch_size", 3, 10), ("num_words", 1, 200), ("regions", 1, 4)],
)
def test_sizes_go_from_the_least_to_the_most(role, least, most):
    """Are both ends of a range allowed, and neither what lies beyond nor half a unit?"""
    fine = ALLOWED[role][2]
    assert all(map(fine, (float(least), float(most))))
    assert not any(map(fine, (least - 1.0, most + 1.0, least + 0.5)))


def test_both_parts_train_once(accuracies):
    """Does the hidden part judge the very training of the visible part, on its other images?"""
    table, asked = accuracies
    table[0.1, 0.0] = (0.4, 0.35, 9, 5)
    for other_images in (False, True):
        check.accuracy(0.37, **SVM, learning_rate=0.1, reg=0, other_images=other_images)
    assert asked == [(0.1, 0.0)]


def test_the_bar_forgives_rounding_here_and_more_on_other_images(accuracies):
    """Does half a point below the bar pass where the numbers were chosen, and six points elsewhere?"""
    table, _ = accuracies
    table[0.1, 0.0] = (0.365, 0.31, 9, 5)
    table[0.2, 0.0] = (0.364, 0.309, 9, 5)
    for other_images in (False, True):
        check.accuracy(0.37, **SVM, learning_rate=0.1, reg=0, other_images=other_images)
        assert told(0.2, 0, other_images=other_images)[0] == "below-the-bar"


@pytest.mark.parametrize(
    "slip, around",
    [
        ("step-too-large", {(0.1, 1.0): (0.1, 0.1, 9, np.nan)}),
        ("step-too-large", {(0.1, 1.0): (0.3, 0.3, 9, 30)}),
        ("penalty-too-strong", {(0.1, 0.0): (0.4, 0.4, 9, 5)}),
        ("step-too-small", {(0.1, 1.0): (0.1, 0.1, 9, 8.9)}),
        ("step-too-small", {(0.1 * 3, 1.0): (0.2, 0.2, 9, 5)}),
        ("below-the-bar", {}),
    ],
)
def test_the_reason_is_named_with_accuracy_and_bar(accuracies, slip, around):
    """Is each way to miss the bar told apart, with how far it was missed?"""
    accuracies[0].update(around)
    got, message = told(0.1, 1)
    assert got == slip
    assert "svm_learning_rate = 0.1, svm_reg = 1: the accuracy is" in message
    assert "the bar 37%" in message


@pytest.mark.slow
def test_a_training_that_overflows_warns_nobody(capfd):
    """Is a loss of nan a message and nothing on stderr? (Warnings are errors in tests.)"""
    slip, message = told(1e308, 1e308)
    assert slip == "step-too-large" and "nan" in message
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_the_lock_is_shut_again_after_training(monkeypatch):
    """Can the check train in the notebook that teaches the trainer, without opening it for the student?"""
    monkeypatch.delenv(lock.UNLOCK, raising=False)
    before = {name: module for name, module in sys.modules.items() if name.startswith("pixgrad.models")}
    try:
        lock.teaches("a2_svm")
        check.accuracy(0.1, **SVM, learning_rate=0.003, reg=0)
        with pytest.raises(lock.Locked):
            from pixgrad.models import sgd  # noqa: F401
    finally:
        lock.release()
        sys.modules.update(before)
        for name, module in before.items():
            setattr(sys.modules[name.rpartition(".")[0]], name.rpartition(".")[2], module)


@pytest.mark.parametrize("exercise", RECIPES)
def test_every_trained_mistake_of_the_bank_is_visible(exercise):
    """Is no green tick shown for numbers that marking would refuse?"""
    assert all(mistake.visible for mistake in bank.mistakes(exercise))
