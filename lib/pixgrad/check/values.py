"""Checks of values: numbers, arrays, and answers to concept questions."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.compare import Tolerance, as_numbers, difference
from pixgrad.check.failure import CheckFailed
from pixgrad.check.wording import kind_of, show


def close(
    got: Any,
    want: Any,
    *,
    name: str,
    exercise: str | None = None,
    mix_ups: Mapping[str, Any] | None = None,
    rtol: float = 1e-6,
    atol: float = 1e-9,
) -> None:
    """Check that a value is the wanted one.

    Parameters
    ----------
    got, want : number, array, tuple or dict
        What the student has, and what is wanted.
    name : str
        How the student calls the value.
    exercise : str or None
        Label of the exercise, to recognise known mistakes by their value.
    mix_ups : mapping of str to value, or None
        Values that known mistakes of this exercise lead to where only the notebook can tell them: label of
        the mistake -> value.

    Raises
    ------
    CheckFailed
        With the place, the value got and the value wanted.

    Examples
    --------
    >>> close([1, 2.0], np.array([1, 2]), name="x")
    >>> close(3, 4, name="best_k")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: best_k is not right.
        got    3
        wanted 4
    """
    _answered(got, name)
    wrong = difference(got, want, Tolerance(rtol, atol))
    if wrong:
        known = _known(exercise, got, mix_ups)
        if known:
            raise CheckFailed(f"{name}: {known.message}", wrong.details, known.label)
        problem = "is not right" if wrong.details else wrong.problem
        raise CheckFailed(f"{name} {problem}.", wrong.details)


def shape(value: Any, want: tuple[int, ...], *, name: str) -> None:
    """Check the shape of an array (a list counts as one).

    Raises
    ------
    CheckFailed
        When the value is no array of numbers or has another shape.

    Examples
    --------
    >>> shape(np.zeros((2, 3)), (2, 3), name="dists")
    >>> shape(np.zeros((3, 2)), (2, 3), name="dists")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: dists should have shape (2, 3), not (3, 2).
    [slip: wrong-shape]
    """
    _answered(value, name)
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(
            f"{name} should be an array of shape {want}, not {kind_of(value)}.", (), "wrong-type"
        )
    if array.shape != want:
        raise CheckFailed(f"{name} should have shape {want}, not {array.shape}.", (), "wrong-shape")


def finite(value: Any, *, name: str) -> None:
    """Check that there is no NaN and no infinity in a value.

    Raises
    ------
    CheckFailed
        With the place of the first entry that is not finite.

    Examples
    --------
    >>> finite([1.0, np.nan], name="dists")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: dists[1] is nan; every entry should be a finite number.
    [slip: not-finite]
    """
    _answered(value, name)
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(f"{name} should hold numbers, not {kind_of(value)}.", (), "wrong-type")
    bad = np.argwhere(~np.isfinite(array))
    if bad.size or (array.ndim == 0 and not np.isfinite(array)):
        index = tuple(int(i) for i in bad[0])
        where = f"{name}{list(index) if index else ''}"
        message = f"{where} is {show(array[index])}; every entry should be a finite number."
        raise CheckFailed(message, (), "not-finite")


def choice(
    answer: Any, options: str, correct: Iterable[str] | None = None, *, name: str, exercise: str
) -> None:
    """Check the answer to a concept question, a set of letters.

    ``"bd"``, ``"B, D"``, ``{"b", "d"}`` and ``["d", "b"]`` are the same answer.

    Parameters
    ----------
    answer : str or iterable of str
        The student's letters.
    options : str
        All letters on offer.
    correct : iterable of str or None
        The right letters; None checks only that the answer has the right form.

    Raises
    ------
    CheckFailed
        Never says which letters are right; names the misconception where it is a known one.

    Examples
    --------
    >>> choice("B, d", "abcd", "bd", name="costs", exercise="concept-costs")
    >>> choice("x", "abcd", name="costs", exercise="concept-costs")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: costs should name letters out of a, b, c, d; got 'x'.
    [slip: wrong-form]
    """
    if isinstance(answer, str) and not answer.strip():
        answer = ...
    _answered(answer, name)
    letters = _letters(answer)
    if letters is None or not letters <= set(options):
        message = f"{name} should name letters out of {', '.join(options)}; got {show(answer)}."
        raise CheckFailed(message, (), "wrong-form")
    if correct is None or letters == set(correct):
        return
    for mistake in bank.mistakes(exercise):
        if _letters(mistake.value()) == letters:
            raise CheckFailed(f"{name}: {mistake.message}", (f"got    {_spoken(letters)}",), mistake.label)
    raise CheckFailed(
        f"{name}: {_spoken(letters)} is not the right choice. Go through the options one by one: "
        "is each letter you named true, and each you left out false?"
    )


def number(answer: Any, want: float | None = None, *, name: str, exercise: str, rtol: float = 1e-3) -> None:
    """Check the answer to a concept question, a number; `want` None checks only that it is a number.

    A list or an array of one number is taken for that number, but not where `want` is None: then the check
    goes on to compute with the answer.

    Raises
    ------
    CheckFailed
        Never says the wanted number; names the misconception where it is a known one.

    Examples
    --------
    >>> number(2.0402, 2.04022, name="loss", exercise="concept-loss")
    >>> number("2", name="loss", exercise="concept-loss")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: loss should be a number, not a str.
    [slip: wrong-form]
    """
    _answered(answer, name)
    value = as_numbers(answer)
    if value is None or value.size != 1 or (want is None and value.ndim):
        raise CheckFailed(f"{name} should be a number, not {kind_of(answer)}.", (), "wrong-form")
    got = float(value.reshape(()))
    if want is None or math.isclose(got, want, rel_tol=rtol, abs_tol=rtol * 1e-3):
        return
    known = _known(exercise, got, rtol=rtol)
    if known:
        raise CheckFailed(f"{name}: {known.message}", (f"got    {show(got)}",), known.label)
    raise CheckFailed(f"{name} = {show(got)} is not right.")


def _answered(value: Any, name: str) -> None:
    if value is None or value is ...:
        raise CheckFailed(f"not answered yet: {name} has no value.")


def _known(
    exercise: str | None, got: Any, mix_ups: Mapping[str, Any] | None = None, rtol: float = 1e-5
) -> bank.Mistake | None:
    """The known mistake with this very value, or None."""
    for mistake in bank.mistakes(exercise) if exercise else ():
        value = (mix_ups or {}).get(mistake.label, mistake.value())
        if value is not None and difference(got, value, Tolerance(rtol, 1e-8)) is None:
            return mistake
    return None


def _letters(answer: Any) -> set[str] | None:
    if isinstance(answer, str):
        return {letter for letter in answer.lower() if letter not in " ,;.()"}
    if not isinstance(answer, list | tuple | set | frozenset):
        return None
    return {str(letter).strip().lower() for letter in answer}


def _spoken(letters: set[str]) -> str:
    return ", ".join(sorted(letters)) or "no letter"
