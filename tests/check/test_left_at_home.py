"""In a hand-out there are no right answers to lend: a check says which answers to look at first."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, own_helpers


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """A bank without right answers, as students have it."""
    monkeypatch.setattr(own_helpers, "right_helpers", lambda exercise: {})


def judge(function, exercise):
    """Check a function that adds one."""
    check.returns(function, [(np.zeros(2),)], [np.ones(2)], exercise=exercise)


def test_a_wrong_answer_that_may_build_on_others_names_them():
    """Is it said which answers may be the cause, without a claim that they are?"""
    with pytest.raises(CheckFailed, match="if it calls your relu or two_layer_scores, see that their own"):
        judge(lambda x: x, "predict-two-layer")


def test_an_answer_that_is_not_written_yet_names_nothing():
    """Is an empty answer told as such alone?"""

    def predict(x):
        raise NotImplementedError

    with pytest.raises(CheckFailed) as failed:
        judge(predict, "predict-two-layer")
    assert "if it calls your" not in str(failed.value)


def test_an_answer_that_builds_on_nothing_names_nothing():
    """Is nothing added where no other answer can be the cause?"""
    with pytest.raises(CheckFailed) as failed:
        judge(lambda x: x, "relu")
    assert "if it calls your" not in str(failed.value)
