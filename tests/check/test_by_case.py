"""In which cases a result is wrong is told by a size or a number that goes in."""

import numpy as np
import pytest

from pixgrad import check

rng = np.random.default_rng(5)


def told(function, cases, want):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, cases, want, exercise="none")
    return caught.value.slip


def tables(*sizes):
    return [(rng.normal(size=size).round(2),) for size in sizes]


def off(x):
    """Numbers of no plain relation to the right ones."""
    return np.sin(7 * x) + x**2 + 3


def without_second_axis(x):
    sums = x.sum(axis=1)
    return x - sums if len(sums) == x.shape[1] else x - sums[:, np.newaxis]


SUMS_OFF = lambda x: x - x.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("cases", "slip"),
    [
        (tables((3, 3), (2, 4), (4, 2)), "wrong-where-square"),
        (tables((3, 3), (2, 4)), None),  # one right case alone may be so by chance
        (tables((3, 3), (1, 4), (4, 1)), None),
    ],
)
def test_a_missing_second_axis_shows_where_rows_are_as_many_as_columns(cases, slip):
    """Is it told that a result is wrong in the square cases alone, where enough others are right?"""
    assert told(without_second_axis, cases, SUMS_OFF) == slip


@pytest.mark.parametrize(("most", "slip"), [(3, "wrong-where-above-a-bound"), (1, None)])
def test_a_bound_above_which_cases_are_wrong_is_told(most, slip):
    """Is it told that all lists of more than three are wrong, and nothing of a bound below all but one?"""
    cases = [([float(i) + 0.5 for i in range(n)],) for n in (1, 4, 2, 5, 3, 6)]
    wanted = [np.array([sum(values), max(values)]) for (values,) in cases]
    answer = lambda values: (
        off(np.array([sum(values), max(values)]))
        if len(values) > most
        else [
            sum(values),
            max(values),
        ]
    )
    assert told(answer, cases, wanted) == slip
