"""Answers to concept questions, in whatever way people write them."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.check.answers import letters_of, readings

OPTIONS = "abcdef"
LETTERS = st.sets(st.sampled_from(OPTIONS), min_size=1)
SEPARATORS = st.sampled_from(
    ["", " ", ",", ", ", ";", "/", " / ", "|", "+", " & ", " and ", ", and ", " und ", "\n"]
)
WRAPPED = st.sampled_from(["{}", "({})", "{})", "{}.", "[{}]", "'{}'", '"{}"', "**{}**", "`{}`"])
AROUND = st.sampled_from(["{}", " {} ", "{}\n", "({})", "[{}]", "options {}", "Answer: {}", "letters {}."])
CONTAINERS = st.sampled_from([list, tuple, set, frozenset, np.array, lambda parts: [list(parts)]])


@given(LETTERS, SEPARATORS, WRAPPED, AROUND, st.booleans(), st.randoms())
def test_any_spelling_of_letters_is_read_as_these_letters(letters, separator, wrapped, around, upper, random):
    """Is a choice read alike whatever parts the letters, stands around them, and in any order and case?"""
    order = list(letters)
    random.shuffle(order)
    text = around.format(separator.join(wrapped.format(letter) for letter in order))
    assert letters_of(text.upper() if upper else text, OPTIONS) == letters


@given(LETTERS, CONTAINERS, st.booleans())
def test_containers_of_letters_are_read_as_these_letters(letters, container, upper):
    """Is a list, tuple, set or array of letters the same choice as a text?"""
    parts = [letter.upper() if upper else letter for letter in sorted(letters)]
    assert letters_of(container(parts), OPTIONS) == letters


@pytest.mark.parametrize("answer", ["- a\n- c", "• a\n• c", "a, b and d", "(a) b) d", "ａ", "a\tb"])
def test_lists_with_bullets_and_wide_letters_are_read(answer):
    """Are bullets, tabs and the letters of another keyboard no obstacle?"""
    assert letters_of(answer, "abcd")


@pytest.mark.parametrize(
    "answer",
    ["a-c", "a to c", "a..c", "a…c", "not a", "all but b", "yes", "x", 3, [1, 2], {"a": True}, b"a", len],
)
def test_what_may_mean_other_letters_is_not_guessed(answer):
    """Is a range, a negation or anything else that is no list of letters left unread?"""
    assert letters_of(answer, "abcdef") is None


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("11", 11),
        (" +11\n", 11),
        ("−10", -10),
        ("1,350", 1350),
        ("1 350", 1350),
        ("1\u202f350", 1350),
        ("1'350", 1350),
        ("1_350", 1350),
        ("154,160", 154160),
        ("1,234,567.5", 1234567.5),
        ("2.5e3", 2500),
        ("2.5E3", 2500),
        ("1/4", 0.25),
        ("3 / 5", 0.6),
        ("0.6", 0.6),
        ("0,6", 0.6),
        (".6", 0.6),
        ("11.", 11),
        (Fraction(3, 5), 0.6),
        (Decimal("2.5"), 2.5),
        (np.float32(2.5), 2.5),
        (np.array([11.0]), 11),
        (np.array([[11]]), 11),
        ([11], 11),
        (["11"], 11),
        ({11}, 11),
        (np.array("11"), 11),
        (np.array([Fraction(3, 5)]), 0.6),
        (11, 11),
    ],
)
def test_numbers_are_read_as_people_write_them(answer, value):
    """Is a number recognised as a text, a fraction, or alone in a list?"""
    assert readings(answer)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("answer", "values"),
    [("1,350", (1350, 1.35)), ("2.303", (2.303, 2303)), ("0,600", (0.6,)), ("12,5", (12.5,))],
)
def test_a_comma_before_three_digits_is_read_both_ways(answer, values):
    """Does a text that means different numbers in different countries stand for both?"""
    assert readings(answer) == values


@pytest.mark.parametrize(
    "answer",
    ["11 images", "122.88 MB", "eleven", "nan", "inf", "1e999", "1/0", "", "x = 11", "~11", [1, 2], {1, 2}],
)
def test_what_is_no_single_number_is_not_read(answer):
    """Are units, words, and several numbers left unread?"""
    assert readings(answer) == ()


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_read_with_any_grouping(value):
    """Is a whole number the same with or without separators of thousands?"""
    for text in (
        f"{value}",
        f"{value:,}",
        f"{value:_}",
        f"{value:,}".replace(",", " "),
        f"{value:,}".replace(",", "."),
    ):
        assert value in readings(text)
