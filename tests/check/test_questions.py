"""Checks of answers to concept questions: noted, right, or wrong with a reason."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, bank
from pixgrad.check.questions import plain_number

KNOWN = (
    bank.Mistake("took-training", "this is the training accuracy.", "x = 1.0", name="x"),
    bank.Mistake("nearest-only", "one letter is not enough.", 'x = "b"', name="x"),
)
REASONS = {"a": "because of a.", "b": "because of b.", "c": "because of c.", "d": "because of d."}


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(bank, "mistakes", lambda exercise: KNOWN if exercise == "concept-e" else ())


def failure(function, *args, **kwargs):
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    return caught.value


def wrong_choice(answer, right="bd", exercise="concept-x"):
    return failure(check.choice, answer, "abcd", right, name="x", exercise=exercise, reasons=REASONS)


@pytest.mark.parametrize(
    "answer", ["bd", "B, D", " d b ", {"b", "d"}, ["D", "b"], ("b", "d"), "(b),(d)", "b and d"]
)
def test_choice_reads_letters_as_people_write_them(answer):
    """Is the same choice accepted in every notation?"""
    check.choice(answer, "abcd", "bd", name="x", exercise="none")


@pytest.mark.parametrize(
    ("answer", "said", "slip"),
    [
        ("", "not answered yet", None),
        ("  ", "not answered yet", None),
        ([], "not answered yet", None),
        (None, "not answered yet", None),
        ("xyz", "letters out of a, b, c, d", "wrong-form"),
        (3, "letters out of a, b, c, d", "wrong-form"),
        ([1, 2], "letters out of", "wrong-form"),
        ("b, n", "letters out of", "wrong-form"),
    ],
)
def test_what_cannot_be_read_is_told_how_to_write_it(answer, said, slip):
    """Is an answer without letters refused for its form, in the visible check too?"""
    for right in (None, "bd"):
        error = failure(check.choice, answer, "abcd", right, name="x", exercise="concept-x")
        assert said in str(error) and error.slip == slip


@pytest.mark.parametrize(
    ("answer", "said", "slip"),
    [
        ("abd", "x: a does not belong to the answer: because of a.", "names-a"),
        ("c", "x: c does not belong to the answer: because of c.", "names-c"),
        ("b", "x: d is missing: because of d.", "misses-d"),
        ("d", "x: b is missing: because of b.", "misses-b"),
    ],
)
def test_a_wrong_choice_is_told_the_reason_of_one_letter(answer, said, slip):
    """Is a wrongly named letter explained, else a missing one, and no other letter?"""
    error = wrong_choice(answer)
    assert error.headline == said and error.slip == slip


def test_a_known_wrong_choice_is_told_what_it_misses(known):
    """Does the explanation of the whole answer go before that of a letter?"""
    assert wrong_choice(["B"], exercise="concept-e").slip == "nearest-only"


def test_an_answer_that_is_only_read_is_noted(capsys):
    """Does a check without the right answer say that it has judged nothing?"""
    check.choice("b", "abcd", name="x", exercise="concept-x")
    check.number("11", name="x", exercise="concept-y")
    check.choice("bd", "abcd", "bd", name="x", exercise="concept-x")
    check.number(11, 11, name="x", exercise="concept-y")
    noted = ["· concept-x: noted, judged when marked", "· concept-y: noted, judged when marked"]
    assert capsys.readouterr().out.splitlines() == noted


@pytest.mark.parametrize(
    "answer",
    [
        1350,
        1350.0,
        "1350",
        "1,350",
        "1 350",
        "1.350e3",
        [1350],
        np.array([1350.0]),
        Fraction(2700, 2),
        Decimal(1350),
    ],
)
def test_number_reads_numbers_as_people_write_them(answer):
    """Is the right number accepted in every notation?"""
    check.number(answer, 1350, name="x", exercise="concept-x")


@pytest.mark.parametrize("answer", [1349, 1351, 1350.5, "1350.5", 1350 * (1 + 1e-8)])
def test_a_number_is_asked_for_exactly(answer):
    """Is a number next to the right one wrong, and told to be close?"""
    assert failure(check.number, answer, 1350, name="x", exercise="concept-x").slip == "close-by"


def test_rounding_is_allowed_where_the_question_says_so(known):
    """Is a rounded answer accepted within rtol, and a wrong one not told the right number?"""
    check.number(2.04, 2.0402, name="x", exercise="concept-e", rtol=1e-3)
    check.number("2,04", 2.0402, name="x", exercise="concept-e", rtol=1e-3)
    error = failure(check.number, 2.03, 2.0402, name="x", exercise="concept-e", rtol=1e-3)
    assert error.slip == "close-by" and "2.04" not in str(error) and "more digits" in str(error)


def test_a_wrong_number_is_told_its_reason(known):
    """Does a usual wrong number get its own sentence, and any other the way to the right one?"""
    options = {"name": "x", "exercise": "concept-e", "reasons": {5: "one way of two.", 0.25: "halved twice."}}
    assert failure(check.number, 1, 11, **options).slip == "took-training"
    assert failure(check.number, "5", 11, **options).slip == "gives-5"
    assert failure(check.number, "1/4", 11, **options).slip == "gives-0-25"
    assert failure(check.number, 20, 11, **options).slip is None
    other = failure(check.number, 20, 11, **options, way="add both ways.")
    assert (other.headline, other.slip) == ("x: 20 is not right: add both ways.", "other-number")


@pytest.mark.parametrize("answer", ["11 images", [1, 2], len, "eleven"])
def test_what_is_no_number_is_told_how_to_write_it(answer):
    """Is an answer with a unit, several numbers or a function refused for its form?"""
    assert failure(check.number, answer, 11, name="x", exercise="concept-x").slip == "wrong-form"
    assert failure(check.number, answer, name="x", exercise="concept-x").slip == "wrong-form"


@pytest.mark.parametrize("answer", [[50], (50,), np.array([0.3]), "0.3"])
def test_a_number_to_compute_with_is_a_plain_number(answer):
    """Is a text or a list refused where the check goes on to compute with the number?"""
    plain_number(np.array(5), "x")
    assert failure(plain_number, answer, "x").slip == "wrong-form"
