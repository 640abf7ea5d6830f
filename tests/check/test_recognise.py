"""A known mistake is named where it explains what the check saw, and only there."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, bank

x = np.array([1.0, 2.0, 3.0])


def knows(monkeypatch, **sources):
    """Let the bank know of mistakes in the exercise "e": label = the right side of ``f = ...``."""
    known = tuple(
        bank.Mistake(label.replace("_", "-"), f"{label} it is.", f"f = {source}", "e", "f")
        for label, source in sources.items()
    )
    monkeypatch.setattr(bank, "mistakes", lambda exercise: known if exercise == "e" else ())


def slip(function, want=lambda x: 2 * x, cases=((x,), (x + 1,)), **how):
    with pytest.raises(CheckFailed) as caught:
        check.returns(function, cases, want, exercise="e", **how)
    return caught.value.slip


def test_a_model_that_would_pass_explains_nothing(monkeypatch):
    """Is a slow but right answer of the bank never named for what another answer gets wrong by a hair?"""
    knows(monkeypatch, loop="lambda x: np.array([2 * v for v in x])")
    assert slip(lambda x: (2 * x) * (1 + 3e-6)) == "few-digits"
    assert slip(lambda x: (2 * x).astype(np.float32) * np.float32(1 + 3e-6)) == "single-precision"


@pytest.mark.parametrize("rtol", [1e-4, 1e-6, 1e-8])
def test_models_are_compared_within_the_tolerance_of_the_check(monkeypatch, rtol):
    """Is a mistake named when an answer is as near to it as the check asks for, and not when it is far?"""
    knows(monkeypatch, thrice="lambda x: 3 * x")
    assert slip(lambda x: 3 * x * (1 + rtol / 2), rtol=rtol) == "thrice"
    assert slip(lambda x: 3 * x * (1 + 100 * rtol), rtol=rtol) == "constant-factor"


def test_a_mistake_in_single_precision_is_still_the_mistake(monkeypatch):
    """Is a wrong answer in float32, a little off its model, told its slip where the model is far off?"""
    knows(monkeypatch, nudged="lambda x: 2 * x * (1 + 5e-6)", thrice="lambda x: 3 * x")
    assert slip(lambda x: 3 * x * (1 + 4e-6)) == "thrice"
    assert slip(lambda x: 2 * x * (1 + 2e-6)) == "few-digits"  # nearer to right than to the model


def test_a_changed_input_is_the_same_one_changed_in_the_same_way(monkeypatch):
    """Is a mistake that changes an argument named only where that argument is left with the same content?"""
    knows(monkeypatch, doubles_a="lambda a, b: np.multiply(a, 2, out=a) + b")
    cases, want = [(x, x + 1)], lambda a, b: 2 * a + b

    def zeroes_a(a, b):
        result = 2 * a + b
        a[:] = 0
        return result

    def doubles_b(a, b):
        result = 2 * a + b
        b *= 2
        return result

    assert slip(lambda a, b: np.add(a, a, out=a) + b, want, cases) == "doubles-a"
    assert slip(zeroes_a, want, cases) == "input-modified"
    assert slip(doubles_b, want, cases) == "input-modified"


W = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]])
DATA = np.array([[0.5, 1.0, -1.0], [2.0, 0.25, 0.0]])


@pytest.mark.parametrize(
    ("penalty", "said"),
    [
        (lambda W, reg: 4 * reg * W, "penalty-times-2"),
        (lambda W, reg: 0 * W, "penalty-missing"),
        (lambda W, reg: 2 * W, "reg-left-out"),
        (lambda W, reg: W, "reg-left-out"),
        (lambda W, reg: 2 * reg**2 * W, None),
        (lambda W, reg: 2 * (reg + 0.1) * W, None),
    ],
)
@pytest.mark.parametrize("reg", [0.25, 0.6, 10.0])
def test_a_factor_is_one_only_if_it_holds_for_another_reg(penalty, said, reg):
    """Is 2 * W not told to be 4 times the penalty's gradient, which it is for a reg of 1/4 alone?"""
    terms = {"data": DATA, "penalty": 2 * reg * W}
    with pytest.raises(CheckFailed) as caught:
        answer = lambda W, data, reg, penalty=penalty: (0, data + penalty(W, reg))
        check.gradient(answer, (W, DATA, reg), terms, exercise="none")
    assert caught.value.slip == said


def test_a_slip_in_the_search_for_a_reason_costs_the_reason_alone(monkeypatch):
    """Is a wrong answer told that it is wrong, and that the reason is missing, where explaining it fails?"""

    def broken(seen):
        raise IndexError("too many indices")

    monkeypatch.setattr("pixgrad.check.recognise.recognise", broken)
    with pytest.raises(CheckFailed) as caught:
        check.returns(lambda x: x, [(x,)], [x + 1], exercise="e")
    assert " returned the wrong values." in str(caught.value)
    assert "looked for the reason and failed (IndexError)" in str(caught.value)
