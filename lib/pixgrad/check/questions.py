"""Checks of answers to concept questions: letters and numbers, each wrong one with its reason."""

import math
import re
from collections.abc import Mapping
from typing import Any

from pixgrad.check import bank, noted
from pixgrad.check.answers import letters_of, readings
from pixgrad.check.compare import as_numbers, kind_of, show
from pixgrad.check.failure import CheckFailed
from pixgrad.check.values import answered, known_value


def choice(
    answer: Any,
    options: str,
    correct: str | None = None,
    *,
    name: str,
    exercise: str,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Check the answer to a concept question, a set of letters.

    ``"bd"``, ``"B, D"``, ``"b and d"``, ``{"b", "d"}`` and ``["d", "b"]`` are the same answer; see
    `pixgrad.check.answers.letters_of`.

    Parameters
    ----------
    answer : str or iterable of str
        The student's letters.
    options : str
        All letters on offer.
    correct : str or None
        The right letters; None checks only that the answer can be read, and notes it.
    reasons : mapping of str to str, or None
        For every letter, why it belongs to the answer or why it does not.

    Raises
    ------
    CheckFailed
        With the reason of one letter, a wrong one first (slip ``names-d``), else one that is missing (slip
        ``misses-b``). A known mistake, which explains the whole set of letters, goes before.

    Examples
    --------
    >>> choice("B, d", "abcd", name="costs", exercise="concept-costs")
    · concept-costs: noted, judged when marked
    >>> choice("bc", "abcd", "bd", name="costs", exercise="concept-costs", reasons={"c": "k only votes."})
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: costs: c does not belong to the answer: k only votes.
        got    b, c
    [slip: names-c]
    >>> choice("x", "abcd", name="costs", exercise="concept-costs")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: costs should name letters out of a, b, c, d; got 'x'. Write them
    in quotes, one after the other, such as "ad".
    [slip: wrong-form]
    """
    answered(answer, name)
    letters = letters_of(answer, options)
    if letters is None:
        message = f"{name} should name letters out of {', '.join(options)}; got {show(answer)}."
        how = f'Write them in quotes, one after the other, such as "{options[0]}{options[-1]}".'
        raise CheckFailed(f"{message} {how}", (), "wrong-form")
    answered(letters or None, name)
    if correct is None:
        noted.note(exercise)
    elif letters != set(correct):
        raise _wrong_choice(letters, options, set(correct), name, exercise, reasons or {})


def _wrong_choice(
    letters: set[str], options: str, right: set[str], name: str, exercise: str, reasons: Mapping[str, str]
) -> CheckFailed:
    details = (f"got    {', '.join(sorted(letters))}",)
    for mistake in bank.mistakes(exercise):
        if letters_of(mistake.value(), options) == letters:
            return CheckFailed(f"{name}: {mistake.message}", details, mistake.label)
    too_many = sorted(letters - right)
    letter = (too_many or sorted(right - letters))[0]
    said = "does not belong to the answer" if too_many else "is missing"
    slip = f"{'names' if too_many else 'misses'}-{letter}"
    return CheckFailed(f"{name}: {letter} {said}: {reasons.get(letter, 'think it over.')}", details, slip)


def number(
    answer: Any,
    want: float | None = None,
    *,
    name: str,
    exercise: str,
    rtol: float = 1e-9,
    reasons: Mapping[float, str] | None = None,
    way: str = "",
) -> None:
    """Check the answer to a concept question, a number; `want` None checks only that it is one.

    A text of a number (``"1,350"``, ``"1/4"``), a fraction and a list or an array of one number are taken
    for that number; see `pixgrad.check.answers.readings`.

    Parameters
    ----------
    answer : object
        What the student gave.
    want : float or None
        The right number.
    rtol : float
        How far off the number may be, relative to `want`. Without it the number has to be exact; where
        rounding is allowed, the text of the question says how far.
    reasons : mapping of float to str, or None
        For usual wrong numbers that the bank does not know, what is wrong.
    way : str
        How to get to the number; told with any other wrong one.

    Raises
    ------
    CheckFailed
        With what is wrong with this number (slips: that of the bank, ``gives-`` and the number, ``close-by``
        for a number next to the right one, ``other-number``). Never says the wanted one.

    Examples
    --------
    >>> number("11", name="slope", exercise="concept-slope")
    · concept-slope: noted, judged when marked
    >>> number(5, 11, name="slope", exercise="concept-slope", reasons={5: "this is one way of two."})
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: slope: this is one way of two.
        got    5
    [slip: gives-5]
    >>> number("11 images", name="slope", exercise="concept-slope")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: slope should be a number without unit or words; got '11 images'.
    [slip: wrong-form]
    """
    answered(answer, name)
    values = readings(answer)
    if not values:
        raise CheckFailed(f"{name} {_no_number(answer)}.", (), "wrong-form")
    if want is None:
        noted.note(exercise)
    elif not any(_near(value, want, rtol) for value in values):
        raise _wrong_number(values, want, name, exercise, rtol, reasons or {}, way)


def plain_number(answer: Any, name: str) -> None:
    """Check that an answer is a number that a check can go on to compute with: no text, no array.

    Raises
    ------
    CheckFailed
        Where it is none (slip ``wrong-form``), or still missing.
    """
    answered(answer, name)
    value = as_numbers(answer)
    if value is None or value.ndim:
        raise CheckFailed(f"{name} {_no_number(answer)}.", (), "wrong-form")


def _no_number(answer: Any) -> str:
    if isinstance(answer, str):
        return f"should be a number without unit or words; got {show(answer)}"
    return f"should be a number, not {kind_of(answer)}"


def _near(value: float, want: float, rtol: float) -> bool:
    return math.isclose(value, want, rel_tol=rtol, abs_tol=rtol * 1e-3)


def _wrong_number(
    values: tuple[float, ...],
    want: float,
    name: str,
    exercise: str,
    rtol: float,
    reasons: Mapping[float, str],
    way: str,
) -> CheckFailed:
    details = (f"got    {show(values[0])}",)
    for value in values:
        known = known_value(exercise, value, rtol=max(rtol, 1e-6))
        if known:
            return CheckFailed(f"{name}: {known.message}", details, known.label)
        for wrong, reason in reasons.items():
            if _near(value, wrong, max(rtol, 1e-6)):
                slip = f"gives-{re.sub('[^0-9a-z]+', '-', show(wrong)).strip('-')}"
                return CheckFailed(f"{name}: {reason}", details, slip)
    if any(_close_by(value, want) for value in values):
        asked = "to more digits" if rtol > 1e-6 else "exactly"
        near = f"this is close, but the number is asked for {asked}. Do not round, and count again."
        return CheckFailed(f"{name}: {near}", details, "close-by")
    told = f": {way}" if way else "."
    return CheckFailed(
        f"{name}: {show(values[0])} is not right{told}", details, "other-number" if way else None
    )


def _close_by(value: float, want: float) -> bool:
    """Whether a number is the right one badly rounded, or a count that is off by one."""
    counted = float(want).is_integer() and abs(want) > 1 and abs(value - want) <= 1
    return counted or math.isclose(value, want, rel_tol=0.02)
