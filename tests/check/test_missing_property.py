"""It is told what every wanted result is and a wrong one is not."""

import numpy as np
import pytest

from pixgrad import check

rng = np.random.default_rng(4)
TABLES = [(rng.normal(size=size),) for size in [(4, 3), (5, 4), (3, 5)]]


def shares(x):
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


def centred(x):
    return x - x.mean(axis=0)


def told(function, want):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, TABLES, want, exercise="none")
    return caught.value.slip, str(caught.value)


@pytest.mark.parametrize(
    ("answer", "want", "slip"),
    [
        (lambda x: shares(x) + np.abs(np.sin(9 * x)) / 9, shares, "other-row-sums"),
        (lambda x: shares(x) - 2 * np.abs(np.sin(9 * x)), shares, "negative-numbers"),
        (
            lambda x: x - x.mean(axis=0) + np.cos(9 * x) ** 2,
            lambda x: x - x.mean(axis=0),
            "other-column-sums",
        ),
        (lambda x: np.sin(9 * x) + x**2, lambda x: x, None),
    ],
)
def test_a_property_that_is_missing_is_told(answer, want, slip):
    """Are sums of rows and of columns, and the sign, told where what is wanted has them in common?"""
    assert told(answer, want)[0] == slip


def test_the_direction_is_said_and_is_no_slip():
    """Is it said that all is too large, without a label, since that says nothing of why?"""
    slip, message = told(lambda x: x + 2 + np.sin(9 * x), lambda x: x)
    assert slip is None and "every number that is wrong is too large" in message
