"""Arguments that a check passes by name."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check.calls import call


def draw(X, *, scale, rng):
    return scale * X[rng.integers(len(X), size=3)]


def case(scale=2.0):
    return np.arange(5.0), check.named(scale=scale, rng=np.random.default_rng(0))


def test_arguments_are_passed_by_name():
    """Does a function with keyword-only parameters get them, and a reference too?"""
    check.returns(draw, [case(), case(3.0)], draw, exercise="none")
    check.returns(draw, [case()], [2.0 * np.random.default_rng(0).integers(5, size=3)], exercise="none")


def test_a_generator_is_fresh_in_every_call():
    """Does each call draw the same numbers, however often a case is used?"""
    args = case()
    first, second = call(draw, args), call(draw, args)
    np.testing.assert_array_equal(first.value, second.value)
    assert first.modified == ()


def test_a_failure_spells_the_names():
    """Does the message show the call with its names, numbers in full and other things by name?"""
    with pytest.raises(check.CheckFailed, match=r"^draw\(X, scale=2, rng=rng\) returned") as failure:
        check.returns(draw, [case()], [np.full(3, -1.0)], exercise="none")
    assert "with   X = np.array([0., 1., 2., 3., 4.])" in str(failure.value)
    assert "scale = " not in str(failure.value)
