"""A mistake that the bank knows is named though the answer differs from the model in one more thing."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import bank

X = [
    (np.array([1.5, -2.25, 0.5]),),
    (np.array([4.0, 0.75]),),
    (np.array([-3.5, 2.5]),),
    (np.array([9.25, 1.0]),),
]


@pytest.fixture(autouse=True)
def one_mistake(monkeypatch):
    """The bank knows of one mistake in the exercise "e"."""
    known = (
        bank.Mistake(
            "cubed", "it is cubed.", "f = lambda x: x**3 + 1 if x[0] != 4 else x * np.inf", "e", "f"
        ),
    )
    monkeypatch.setattr(bank, "mistakes", lambda exercise: known if exercise == "e" else ())


def told(function):
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(function, X, lambda x: np.sin(x) + 5, exercise="e")
    return caught.value.slip, str(caught.value)


def test_a_mistake_with_the_other_sign_is_told_with_the_sign():
    """Is a model recognised whose result has the other sign, or is cut to whole numbers, and both told?"""
    slip, message = told(lambda x: -(x**3) - 1 if x[0] != 4 else -x * np.inf)
    assert slip == "cubed+negated" and "it is cubed. Also, the sign is the other one." in message
    assert told(lambda x: np.trunc(x**3 + 1) if x[0] != 4 else x * np.inf)[0] == "cubed+whole-numbers"


def test_a_mistake_that_breaks_down_in_one_case_is_told_with_the_rest():
    """Is a model named that explains all cases but one in which it overflows, and none that differs more?"""
    slip, message = told(lambda x: np.tan(x) if x[0] == 4 else x**3 + 1)
    assert slip == "cubed" and "In another case something else is wrong, too." in message
    assert told(lambda x: np.tan(x) if x[0] in (4, 1.5) else x**3 + 1)[0] is None


def test_a_function_that_changes_from_call_to_call_is_told_so():
    """Is it told that the same call gives another result each time?"""
    calls = []

    def answer(x):
        calls.append(x)
        return x + len(calls)

    assert told(answer)[0] == "another-result-each-time"


def test_a_right_result_is_not_explained_by_two_mistakes_that_undo_each_other(monkeypatch):
    """Is an answer that changes its argument told so, where a known mistake, turned, gives what it gives?"""
    turned = bank.Mistake("turned", "it is turned.", "f = lambda A: (2 * A).T", "e", "f")
    monkeypatch.setattr(bank, "mistakes", lambda exercise: (turned,))

    def doubled(A):
        A *= 2
        return A.copy()

    cases = [(np.arange(12.0).reshape(3, 4) + i,) for i in range(3)]
    with pytest.raises(check.CheckFailed) as caught:
        check.returns(doubled, cases, lambda A: 2 * A, exercise="e")
    assert caught.value.slip == "input-modified"


def test_one_thing_that_explains_all_is_not_told_as_two(monkeypatch):
    """Is a result cut to whole numbers told only that, though a known mistake, cut too, gives the same?"""
    rounded = bank.Mistake("rounded", "it is rounded.", "f = lambda x: np.round(np.sin(x) + 5, 1)", "e", "f")
    monkeypatch.setattr(bank, "mistakes", lambda exercise: (rounded,))
    assert told(lambda x: np.trunc(np.sin(x) + 5))[0] == "integer-result"
