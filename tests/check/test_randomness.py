"""Tests of what is said of random numbers that do not come from the generator given."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check.calls import named
from pixgrad.check.failure import CheckFailed

CASES = [(3, np.random.default_rng(seed)) for seed in (1, 2)]
WANTED = [np.random.default_rng(seed).random(3) for seed in (1, 2)]


def told(function, cases=CASES):
    """The slip that a function which should be `rng.random(n)` is told."""
    with pytest.raises(CheckFailed) as failure:
        check.returns(function, cases, WANTED, exercise="doc")
    return failure.value.slip


def test_another_source_of_random_numbers_is_named():
    """Is a function that draws from NumPy's global generator told so?"""
    assert told(lambda n, rng: np.random.random(n)) == "random-numbers-from-elsewhere"  # noqa: NPY002


@pytest.mark.parametrize("seed", [0, 1, 77])
def test_a_generator_of_its_own_is_named(seed):
    """Is a function that makes its own generator told so, whatever its seed?"""
    assert told(lambda n, rng: np.random.default_rng(seed).random(n)) == "generator-ignored"


def test_a_generator_that_is_passed_by_name_is_exchanged_too():
    """Is it seen where the generator is an argument by name?"""
    cases = [(n, named(rng=rng)) for n, rng in CASES]
    assert told(lambda n, rng: np.random.default_rng(5).random(n), cases) == "generator-ignored"


def test_a_function_that_draws_from_its_generator_is_not_accused():
    """Is nothing said of random numbers where they come from rng and are used wrongly?"""
    assert told(lambda n, rng: rng.random(n) ** 0.7) is None
