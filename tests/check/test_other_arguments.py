"""A wrong result that is the right one of other arguments is told so, and no other."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check.arguments import exchanged
from pixgrad.check.calls import named
from pixgrad.check.other_arguments import right_function, right_functions

rng = np.random.default_rng(11)
SIZES = [(4, 3, 2), (2, 4, 5), (6, 2, 3)]
LAYERS = [
    (
        {
            "W1": rng.normal(size=(d, 4)),
            "b1": rng.normal(size=4),
            "W2": rng.normal(size=(4, c)),
            "b2": rng.normal(size=c),
        },
        rng.normal(size=(n, d)),
    )
    for n, d, c in SIZES
]
LABELLED = [
    (rng.normal(size=(d, c)), rng.normal(size=(n, d)), rng.integers(0, c, size=n), reg)
    for (n, d, c), reg in zip(SIZES, (0.5, 0.0, 3.0), strict=True)
]
scores, loss = right_functions("two-layer-scores")[0], right_functions("svm-loss-vectorized")[0]


def told(function, cases, want, exercise):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, cases, want, exercise=exercise)
    return caught.value.slip, str(caught.value)


def with_(params, **other):
    return {name: other.get(name, value) for name, value in params.items()}


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (lambda params, X: scores(with_(params, b1=-params["b1"]), X), "negated-params-b1"),
        (lambda params, X: scores(with_(params, b1=2 * params["b1"]), X), None),
        (lambda params, X: scores(params, np.trunc(X)), "truncated-x"),
        (lambda params, X: scores(params, X - X.mean(axis=0)), "without-mean-x"),
        (lambda params, X: scores(params, X[:1]), "first-row"),
        (lambda params, X: scores(params, np.sin(X)), None),
    ],
)
def test_the_argument_that_was_exchanged_is_told(answer, slip):
    """Is the right result of another argument recognised, and the result of a stranger one not?"""
    told_slip, _ = told(answer, LAYERS, scores, "two-layer-scores")
    assert told_slip == slip or (slip is None and "would be right" not in _)


@pytest.mark.slow
def test_a_part_of_the_result_is_told_by_its_name():
    """Is the part that follows other labels named, where the rest is right?"""

    def answer(W, X, y, reg):
        """Two results.

        Returns
        -------
        loss : float
            The loss.
        dW : ndarray of shape (D, C)
            Its gradient.
        """
        return loss(W, X, y, reg)[0], loss(W, X, np.sort(y), reg)[1]

    slip, message = told(answer, LABELLED, loss, "svm-loss-vectorized")
    assert slip == "sorted-y" and "dW would be right for y in ascending order" in message


def test_what_was_done_to_all_arrays_is_told():
    """Is it told that the result would be right for the squares of both arguments?"""
    distances = right_functions("l1-distances")[0]
    cases = [(rng.normal(size=(3, 4)), rng.normal(size=(n, 4))) for n in (2, 5)]
    slip, message = told(lambda A, B: distances(A**2, B**2), cases, distances, "l1-distances")
    assert slip == "squared-all" and "for the squares of A and B" in message


def test_an_exercise_without_a_right_function_is_told_nothing():
    """Is nothing exchanged where the bank has no right function, as in a hand-out?"""
    assert right_function("no-such-exercise", ()) is None
    slip, _ = told(lambda x: np.sin(x), [(x,) for _, x in LAYERS], lambda x: x, "no-such-exercise")
    assert slip is None


def test_named_arguments_can_be_exchanged():
    """Are arguments that a check passes by name exchanged under their name?"""
    changed = exchanged((1, named(reg=2, k=3)), {(1, "reg"): 4})
    assert changed[1].values == {"reg": 4, "k": 3}


@pytest.mark.parametrize("exercise", ["two-layer-scores", "cross-validate", "affine-backward", "none"])
def test_cases_of_any_form_are_looked_at(exercise):
    """Does a check fail as it should, however much the arguments of its cases differ in number and kind?"""
    array, table = np.arange(3.0), {"W1": np.ones((2, 2)), "b1": np.ones(2)}
    cases = [
        (array, "l2", table, 2.5, (array, array)),
        (array[:, None], "l1"),
        (table, array),
        (2, None),
        (array[:0], 3),
    ]
    function = lambda *given: np.array([1.0, 2.0, len(given)])
    for order in (cases, cases[::-1], cases[2:] + cases[:2]):
        with pytest.raises(check.CheckFailed):
            check.returns(function, order, [np.array([3.5, 0.25, i]) for i in range(5)], exercise=exercise)
