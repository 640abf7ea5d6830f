import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad import check
from pixgrad.check import CheckFailed

W = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]])
X = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 1.5], [2.0, -1.0]])
REG = 0.3


def loss(W):
    """A smooth loss with a penalty: mean of squares of X W, plus REG times the sum of squares of W."""
    return float(np.sum((X @ W) ** 2) / len(X) + REG * np.sum(W**2))


TERMS = {"data loss": 2 * X.T @ (X @ W) / len(X), "penalty": 2 * REG * W}


def test_numeric_gradient_agrees_with_the_terms():
    """Do central differences of the loss give the sum of its terms, and leave W alone?"""
    before = W.copy()
    np.testing.assert_allclose(check.numeric_gradient(loss, W), sum(TERMS.values()), rtol=1e-7)
    np.testing.assert_array_equal(W, before)


def told(data, penalty, extra=0.0):
    grad = data * TERMS["data loss"] + penalty * TERMS["penalty"] + extra
    with pytest.raises(CheckFailed) as caught:
        check.gradient(lambda W: (0.0, grad), (W,), TERMS, exercise="none")
    return caught.value


@pytest.mark.parametrize(
    ("data", "penalty", "said", "slip"),
    [
        (1, 0.5, "the penalty term is 0.5 times the right one", "penalty-times-0.5"),
        (4, 1, "the data loss term is 4 times the right one", "data-loss-times-4"),
        (1, 0, "the penalty term is missing", "penalty-missing"),
        (-1, 1, "the data loss term has the wrong sign", "data-loss-sign"),
        (
            0.25,
            0.5,
            "the data loss term is 0.25 times the right one and the penalty term is 0.5",
            "data-loss-times-0.25+penalty-times-0.5",
        ),
    ],
)
def test_the_term_that_is_off_is_named(data, penalty, said, slip):
    """Is a gradient made of the right terms with a wrong factor told which factor?"""
    error = told(data, penalty)
    assert said in str(error)
    assert error.slip == slip


def test_a_gradient_of_other_stuff_gets_the_first_entry():
    """Does a gradient that no factors explain get the entry, the value got and the value wanted?"""
    error = told(1, 1, extra=np.arange(6).reshape(2, 3))
    assert "got    dW[0, 1]" in str(error)
    assert "times the right one" not in str(error)


@pytest.mark.parametrize(
    "value", [None, 3.0, (1.0,), (1.0, None), (1.0, np.zeros(6)), (1.0, np.full((2, 3), np.nan))]
)
def test_values_that_are_no_gradient_fail_cleanly(value):
    """Is a missing, misshapen or NaN gradient refused with a message of ours?"""
    with pytest.raises(CheckFailed):
        check.gradient(lambda W: value, (W,), TERMS, exercise="none")


def test_dict_and_plain_outputs_are_found():
    """Can the gradient stand under a key, or be the returned value itself?"""
    right = sum(TERMS.values())
    check.gradient(lambda W: (0.0, {"W1": right}["W1"]), (W,), TERMS, exercise="none")
    check.gradient(lambda W: {"W1": right}, (W,), TERMS, exercise="none", output="W1")
    check.gradient(lambda W: right, (W,), TERMS, exercise="none", output=None)
    check.gradient(lambda W: (0.0, {"W1": right}), (W,), TERMS, exercise="none", output=(1, "W1"))
    with pytest.raises(CheckFailed):
        check.gradient(lambda W: (0.0, {"W2": right}), (W,), TERMS, exercise="none", output=(1, "W1"))


@settings(max_examples=50, deadline=None)
@given(st.floats(-3, 3), st.floats(-3, 3))
def test_a_gradient_passes_only_with_both_factors_one(data, penalty):
    """Over random factors, does only the right gradient pass?"""
    if max(abs(data - 1), abs(penalty - 1)) > 1e-4:
        told(data, penalty)
