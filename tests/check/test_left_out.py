"""A result that lacks one term, or one row, is told so."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check.other_arguments import right_functions

rng = np.random.default_rng(2)
entropy = right_functions("entropy")[0]
SHARES = [(rng.dirichlet(np.ones(size)),) for size in (3, 4, 5, 6)]


def told(function, cases, want, exercise):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, cases, want, exercise=exercise)
    return caught.value.slip, str(caught.value)


def test_a_term_that_is_left_out_is_told():
    """Is it told that the sum would be right without one entry, and which that is in the first wrong case?"""
    second = lambda p: entropy(np.where(p == np.sort(p)[1], 0, p))
    slip, message = told(second, SHARES, entropy, "entropy")
    assert slip == "one-term-left-out" and f"[{np.argsort(SHARES[0][0])[1]}]" in message


def test_what_no_single_entry_explains_is_not_told():
    """Is nothing said of a term where the numbers are those of no sum without one?"""
    assert told(lambda p: entropy(p) ** 2 + p[0], SHARES, entropy, "entropy")[0] is None
