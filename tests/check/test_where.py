"""Where nothing tells what is wrong with a result, it is told where it is wrong."""

import numpy as np
import pytest

from pixgrad import check

rng = np.random.default_rng(3)
X = [(rng.normal(size=size).round(2),) for size in [(4, 3), (5, 4), (3, 5)]]
WITH_LABELS = [(x, np.arange(len(x))[::-1] % x.shape[1]) for (x,) in X]
WITH_REG = [(x, reg) for (x,), reg in zip([*X, *X[:1]], [0.0, 0.5, 0.0, 2.0], strict=True)]


def told(function, cases, want=lambda x, *rest: x):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, cases, want, exercise="none")
    return caught.value.slip


def odd(x):
    """A number that is never the right one, and no plain relation to it."""
    return np.sin(7 * x) + x**2 + 3


def only(x, *place):
    result = x.copy()
    result[place] = odd(x)[place]
    return result


def but(x, *place):
    result = odd(x)
    result[place] = x[place]
    return result


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (lambda x: only(x, 0), "first-row-wrong"),
        (lambda x: only(x, -1), "last-row-wrong"),
        (lambda x: only(x, slice(None), -1), "last-column-wrong"),
        (lambda x: but(x, 0), "only-first-row-right"),
        (lambda x: but(x, slice(None), 0), "only-first-column-right"),
        (lambda x: np.where(x < 0, odd(x), x), "wrong-where-negative"),
        (lambda x: np.where(x > 0, x * (x > 1), x), "partly-zero"),
        (lambda x: np.where(x > 0.5, -x, x), "some-signs"),
        (lambda x: np.where(np.cos(9 * x) > 0, odd(x), x), None),
        (odd, None),
    ],
)
def test_the_places_that_are_wrong_are_told(answer, slip):
    """Is it told that one row, one sign or what is left at 0 is wrong, and nothing where there is no rule?"""
    assert told(answer, X) == slip


def test_the_entries_of_the_labels_are_told():
    """Is it told that only the entry of each row's label is wrong, or right?"""
    at = lambda x, y: (np.arange(len(x)), y)
    assert told(lambda x, y: only(x, *at(x, y)), WITH_LABELS) == "label-entry-wrong"
    assert told(lambda x, y: but(x, *at(x, y)), WITH_LABELS) == "only-label-entry-right"


def test_the_one_entry_that_is_wrong_is_told():
    """Is the place told that is the only wrong one in results of one shape?"""
    cases = [(rng.normal(size=(3, 2)),) for _ in range(4)]
    assert told(lambda x: only(x, 1, 0), cases) == "one-entry-wrong"


def test_nothing_is_said_of_a_diagonal_that_is_not_there():
    """Is an image, which has no diagonal, told nothing of one?"""
    cases = [(rng.normal(size=size),) for size in [(3, 4, 3), (5, 2, 3), (4, 4, 3)]]
    assert told(lambda x: np.where(np.cos(9 * x) > 0, odd(x), x), cases) is None


def test_the_cases_that_are_wrong_are_told_by_an_argument():
    """Is it told that a result is wrong wherever reg is not 0, where two cases are right and two wrong?"""
    assert told(lambda x, reg: odd(x) if reg else x, WITH_REG) == "wrong-where-not-0"
    assert told(lambda x, reg: odd(x) if reg == 2 else x, WITH_REG) is None


def test_what_is_left_as_it_came_in_is_told():
    """Is it told that an argument stands unchanged where the result is wrong?"""
    want = lambda x: odd(x)
    assert told(lambda x: np.where(np.cos(9 * x) > 0, x, odd(x)), X, want) == "partly-unchanged"


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (lambda x: np.where(x > 0.3, odd(x), x), "wrong-beyond-a-bound"),
        (lambda x: np.where(x < -0.4, odd(x), x), "wrong-beyond-a-bound"),
        (lambda x: np.where((x > 0.3) & (x < 0.9), odd(x), x), None),
    ],
)
def test_a_bound_beyond_which_it_is_wrong_is_told(answer, slip):
    """Is it told that only the numbers above, or below, some bound are wrong?"""
    assert told(answer, X) == slip


@pytest.mark.parametrize(("lowest", "slip"), [(1e9, "infinity-lost"), (np.nan, None)])
def test_a_finite_number_for_an_infinite_one_is_told(lowest, slip):
    """Is it told that a finite number comes back where inf is wanted?"""
    answer = lambda x: lowest if x < 0 else x
    assert told(answer, [(1.5,), (2.5,), (-1.0,)], lambda x: np.inf if x < 0 else x) in (slip, "not-finite")


def test_whole_numbers_are_told_by_their_parity():
    """Is it told that a number rounded down to an even one is wrong where an odd one is wanted?"""
    cases = [(rng.integers(0, 255, size=size),) for size in [(4, 3), (5, 4)]]
    assert told(lambda x: x // 2 * 2, cases, lambda x: x) == "wrong-where-odd"


def test_numbers_of_another_place_are_told():
    """Is it told that what comes back is in the same row, or elsewhere in the same argument?"""
    of_label = lambda x, y: x[np.arange(len(x)), y]
    at = lambda x, y, shift: x[(np.arange(len(x)) * 3 + shift) % len(x), (y * y + shift) % x.shape[1]]
    assert (
        told(lambda x, y: x[np.arange(len(x)), (y * y + 1) % 3], WITH_LABELS[:1], of_label) == "other-entries"
    )
    assert told(lambda x, y: at(x, y, 1), WITH_LABELS, of_label) == "other-entries"
