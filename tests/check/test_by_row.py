"""In which rows a result is wrong is told by what the arguments have there."""

import numpy as np
import pytest

from pixgrad import check

rng = np.random.default_rng(6)
CASES = [(rng.normal(size=(n, 3)) + 0.5, np.arange(n) % 3) for n in (5, 7, 6)]


def told(rows):
    """The slip where only these rows are wrong, without any rule inside them."""
    answer = lambda x, y: np.where(rows(x, y)[:, np.newaxis], np.sin(7 * x) + x**2 + 3, x)
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(answer, CASES, lambda x, y: x, exercise="none")
    return caught.value.slip, str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (lambda x, y: y == 0, "wherever y[i] is 0"),
        (lambda x, y: (x < 0).any(axis=1), "wherever the row of x has a negative number"),
        (lambda x, y: np.arange(len(x)) % 2 == 1, "wherever its number is odd"),
    ],
)
def test_the_rows_that_are_wrong_are_told(rows, said):
    """Is it told what the rows that are wrong have in common?"""
    slip, message = told(rows)
    assert slip == "wrong-in-some-rows" and said in message


def test_rows_without_a_rule_are_not_told():
    """Is nothing said where some rows are wrong and nothing tells which?"""
    assert told(lambda x, y: np.sin(50 * x[:, 0]) > 0)[0] is None
