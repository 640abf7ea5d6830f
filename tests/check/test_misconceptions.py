"""What people most often get wrong is in the bank wherever it can be made, and marking names it."""

from dataclasses import replace

import pytest

from pixgrad.authoring import runner
from pixgrad.check import bank, slip_of

from .styles import SLUGS, cells

pytestmark = pytest.mark.slow

# For each misconception: the exercises in which it can be made, and the labels of its mistakes there.
SOFTMAX_LOSSES = "softmax-loss-naive softmax-loss-vectorized two-layer-loss mlp-loss"
SVM_LOSSES = "svm-loss-naive svm-loss-vectorized"
WITHOUT_PENALTY = "softmax-loss-one loss-table"
TABLE = {
    "scores are exponentiated as they are": {
        f"softmax softmax-grad-one {WITHOUT_PENALTY} {SOFTMAX_LOSSES}": "overflow",
    },
    "the penalty's gradient is reg * W": {
        "l2-penalty": "gradient-without-2",
        SVM_LOSSES: "penalty-gradient-half",
        SOFTMAX_LOSSES: "penalty-gradient-halved",
    },
    "a tied vote goes to another than the smallest label": {
        "predict-labels": "ties-first-seen ties-nearest ties-larger ties-last-seen",
    },
    "one maximum serves the whole batch": {
        "softmax softmax-loss-vectorized": "one-maximum-for-all",
        "two-layer-loss mlp-loss": "one-maximum-for-all",
        "softmax-loss-naive": "maximum-of-the-batch",
    },
    "the penalty is in the loss or in the gradient alone, or in neither": {
        SVM_LOSSES: "penalty-missing penalty-missing-in-loss penalty-missing-in-gradient",
        SOFTMAX_LOSSES: "penalty-missing loss-penalty-missing gradient-penalty-missing",
    },
    "a shape, an index or the bound of a loop is wrong": {
        "images-to-rows": "size-hard-coded",
        "distances-two-loops": "last-one-left-out",
        "distances-no-loops": "axis-lost",
        "predict-labels": "partition-out-of-range",
        "softmax softmax-loss-vectorized": "keepdims-missing",
        "svm-loss-naive": "sizes-mixed-up last-example-skipped",
        "svm-loss-vectorized": "raises-error columns-for-labels",
        "linear-scores two-layer-scores": "weights-transposed",
        "mlp-loss": "layers-miscounted",
    },
    "the distance is left squared": {
        "l2-distance distances-two-loops distances-one-loop distances-no-loops": "no-square-root",
    },
    "algebra: precedence, the log of a sum, exp for log, = for +=, added twice": {
        f"numeric-gradient numeric-gradients {SVM_LOSSES}": "precedence",
        "softmax-loss-naive softmax-loss-vectorized two-layer-loss": "divided-by-sum",
        "softmax-loss-one": "sum-of-logs exp-for-log",
        "svm-loss-naive": "assigned-not-added loss-overwritten penalty-in-the-loop",
        "softmax-loss-naive": "last-example-only last-loss-only penalty-inside-loop",
        "two-layer-loss": "loss-penalty-precedence",
    },
    "biases are penalised": {
        "two-layer-loss": "biases-regularised biases-regularised-in-loss biases-regularised-in-gradient",
        "mlp-loss": "biases-regularised",
    },
    "minibatch: pairs torn, columns for rows, wrong size, uphill": {
        "sample-batch": "unpaired columns-drawn one-row-repeated",
        "train-linear train-two-layer": "rows-and-labels-unpaired labels-not-drawn uphill",
        "train-two-layer train-linear": "one-row-too-few one-row-drawn",
        "train-linear": "columns-drawn",
    },
    "the right class counts in the hinge loss": {
        f"hinge-one {SVM_LOSSES}": "correct-class-counted",
        "loss-table": "right-class-counted",
    },
    "the right class's part of the gradient is missing, there once, or of the wrong sign": {
        SVM_LOSSES: "correct-term-missing correct-term-once correct-term-sign",
        "softmax-loss-naive softmax-loss-vectorized two-layer-loss": "one-hot-missing one-hot-sign",
        "softmax-grad-one": "one-hot-missing one-hot-sign",
        "mlp-loss": "one-hot-missing one-hot-sign",
    },
    "names that the function does not have": {
        f"{SVM_LOSSES} {SOFTMAX_LOSSES} distances-two-loops": "undefined-name notebook-global",
    },
    "a Python loop in the version without loops": {
        "distances-one-loop distances-no-loops svm-loss-vectorized softmax-loss-vectorized": "python-loop",
        "two-layer-scores two-layer-loss mlp-loss": "python-loop",
        "matmul-backward affine-backward relu-backward": "python-loop",
        "nearest-words update-centroids": "python-loop",
    },
    "a penalty of another form": {
        "l2-penalty": "halved sum-then-square",
        SVM_LOSSES: "penalty-halved penalty-not-squared penalty-gradient-constant",
        SOFTMAX_LOSSES: "penalty-with-half penalty-not-squared",
    },
    "the ReLU is missing, or there is one on the scores": {
        "two-layer-scores two-layer-loss predict-two-layer": "relu-missing second-relu",
        "mlp-loss": "relu-missing relu-on-scores",
    },
    "loss or gradient is summed, not averaged": {
        SVM_LOSSES: "loss-not-averaged gradient-not-averaged nothing-averaged",
        SOFTMAX_LOSSES: "loss-not-averaged gradient-not-averaged not-averaged",
    },
    "the penalty is divided or multiplied by N, or added twice": {
        SVM_LOSSES: "penalty-divided-by-n penalty-times-n penalty-twice",
        SOFTMAX_LOSSES: "penalty-over-n",
        "softmax-loss-naive softmax-loss-vectorized": "penalty-added-twice",
        "two-layer-loss mlp-loss": "penalty-twice",
    },
    "idioms of Python 2 and of old NumPy": {
        "softmax-loss-naive": "python-two",
        "softmax-loss-vectorized": "old-numpy",
    },
    "bias gradient with an axis too many, along the wrong axis, zero, or left out": {
        "affine-backward": "bias-keepdims bias-wrong-axis bias-zero bias-left-out",
        "two-layer-loss": "bias-gradient-as-row bias-gradient-zero bias-gradients-left-out",
        "mlp-loss": "bias-keepdims bias-wrong-axis",
        "softmax-loss-naive": "gradient-left-at-zero",
    },
    "k ignored, argsort misread": {
        "predict-labels": "k-ignored argsort-misread",
        "cross-validate": "k-ignored",
    },
    "a wrong mask of the ReLU": {
        "relu-backward": "passes-at-zero mask-from-upstream mask-reversed mask-missing",
        "two-layer-loss": "relu-mask-missing mask-of-the-gradient mask-inverted",
        "mlp-loss": "mask-missing mask-from-gradient mask-reversed",
    },
    "an argument is changed in place": {
        "predict-labels svm-loss-vectorized softmax relu relu-forward relu-backward": "input-modified",
        "softmax-loss-naive softmax-loss-vectorized two-layer-loss": "aliased-weights",
        "affine-backward": "cache-modified upstream-modified",
        "mlp-loss": "weights-modified rows-modified",
    },
    "another signature": {
        "softmax-loss-naive softmax-loss-vectorized two-layer-loss": "signature-changed",
    },
    "the log of a probability that has underflowed": {
        f"{WITHOUT_PENALTY} {SOFTMAX_LOSSES}": "log-of-underflow",
    },
    "a root of what rounding made negative": {"distances-no-loops": "not-finite"},
    "uint8 pixels wrap around": {
        "pixel-difference": "wraps-around",
        "l1-distance l2-distance color-histogram": "uint8-wraps",
    },
    "a batch cannot be larger than the data": {
        "sample-batch train-linear train-two-layer": "without-replacement",
    },
    "infinity times 0 through a masked unit": {"relu-backward": "inf-times-zero inf-times-zero-at-zero"},
}


def wanted():
    """Every (exercise, label) of the table."""
    for row in TABLE.values():
        for exercises, labels in row.items():
            yield from ((exercise, label) for exercise in exercises.split() for label in labels.split())


def test_the_bank_has_every_frequent_mistake():
    """Does each misconception stand in the bank, in every exercise where it can be made?"""
    known = {(mistake.exercise, mistake.label) for slug in SLUGS for mistake in bank.load(slug).mistakes}
    assert set(wanted()) - known == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_marking_names_every_frequent_mistake(slug):
    """Does the check of each of these answers end in the very label of its mistake?"""
    asked = set(wanted())
    mistakes = [each for each in bank.load(slug).mistakes if (each.exercise, each.label) in asked]
    answers = {step.exercise: step for step in cells(slug) if step.role == "answer"}
    running = runner.Program()
    for step in cells(slug):
        if step.role != "check":
            running.execute(step)
            continue
        for mistake in (each for each in mistakes if each.exercise == step.exercise):
            running.execute(replace(answers[step.exercise], source=mistake.source))
            running.execute(step)
            message = running.run.checks[step.id] or "passes"
            assert slip_of(message) == mistake.label, f"{mistake.exercise}/{mistake.label}: {message}"
        running.execute(answers[step.exercise])
