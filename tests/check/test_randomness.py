"""Chance from elsewhere than the generator that a function is given."""

import numpy as np
import pytest

from pixgrad import check

CASES = [(np.arange(90.0), np.random.default_rng(seed)) for seed in (1, 2)]


def drawn(x, rng):
    return x[rng.integers(len(x), size=8)]


def told(function):
    with pytest.raises(check.CheckFailed) as failed:
        check.returns(function, CASES, drawn, exercise="drawing")
    return failed.value.slip


def test_draws_from_numpys_own_generator_are_named():
    """Is an answer that uses np.random told that it does not repeat?"""
    assert told(lambda x, rng: x[np.random.randint(len(x), size=8)]) == "not-repeatable"  # noqa: NPY002


def test_a_generator_of_ones_own_is_named_whatever_its_seed():
    """Is an answer that does not look at `rng` told so?"""
    assert told(lambda x, rng: drawn(x, np.random.default_rng(231))) == "generator-not-used"


def test_other_draws_from_the_right_generator_are_not_accused():
    """Is nothing said about generators where the right one is used in another way?"""
    assert told(lambda x, rng: x[rng.permutation(len(x))[:8]]) is None
