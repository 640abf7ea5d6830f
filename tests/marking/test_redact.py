"""What is told about hidden tests."""

import pytest

from pixgrad.check.failure import CheckFailed
from pixgrad.marking.redact import UNSHOWN, discreet


def told(headline, details=(), answer=""):
    """First line of what a student is told about a failed check."""
    first, rest = discreet("CheckFailed", str(CheckFailed(headline, details, "some-slip")), answer).split(
        "\n"
    )
    assert rest == UNSHOWN
    return first


@pytest.mark.parametrize(
    "headline, want",
    [
        ("f(X, 0.5): 2 * reg * W is the derivative.", "f(X, …): 2 * reg * W is the derivative."),
        ("f(X, k=-3, mode='l1') returned the wrong value.", "f(X, k=…, mode='l1') returned the wrong value."),
        ("f(X, 1e-05, nan, inf) is not right: n is odd.", "f(X, …, …, …) is not right: n is odd."),
        (
            "f(x) should return shape (3, 2), not shape (2,).",
            "f(x) should return shape (3, 2), not shape (2,).",
        ),
        ("f(x) should return the keys [1, 3], not [2].", "f(x) should return other keys."),
        ("f(x) raised ValueError: 3.25 is odd.", "f(x) raised ValueError: … is odd."),
        ("f(x) raised KeyError: 7\nwanted 8", "f(x) raised KeyError: …"),
        ("f(x) raised IndexError: 9 at `y = x[7]`.", "f(x) raised IndexError: … at `y = x[7]`."),
        ("f(x) raised IndexError: 9 at `12.5 -3`.", "f(x) raised IndexError: … at `… …`."),
        ("your answer is not right.", "your answer is not right."),
    ],
)
def test_a_message_keeps_its_words_and_loses_the_values(headline, want):
    """Is the slip still named when the numbers of a hidden test are gone?"""
    assert told(headline, ("with   x = [731]", "got    5", "wanted 6"), "y = x[7]") == want


def test_other_errors_say_only_their_kind():
    """Can neither an assertion nor a broken check quote a value?"""
    assert "731" not in discreet("AssertionError", "got 731", "") + discreet("TypeError", "731", "")
    assert "TypeError" in discreet("TypeError", "731", "")


@pytest.mark.parametrize("ename", ["TimeLimit", "NotRun", "ProcessDied"])
def test_what_the_executor_says_is_told_in_full(ename):
    """Does a student hear of a time limit in a hidden test what everybody hears?"""
    assert discreet(ename, "stopped after 20 s", "") == "stopped after 20 s"
