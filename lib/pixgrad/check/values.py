"""Checks of values: numbers and arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.compare import Tolerance, as_numbers, difference
from pixgrad.check.failure import CheckFailed
from pixgrad.check.passed import passed
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
        the mistake -> value, or a function without arguments that computes it where it is needed.

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
    answered(got, name)
    wrong = difference(got, want, Tolerance(rtol, atol))
    if wrong:
        known = known_value(exercise, got, mix_ups)
        if known:
            raise CheckFailed(f"{name}: {known.message}", wrong.details, known.label)
        problem = "is not right" if wrong.details else wrong.problem
        raise CheckFailed(f"{name} {problem}.", wrong.details)
    passed(exercise)


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
    answered(value, name)
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
    answered(value, name)
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(f"{name} should hold numbers, not {kind_of(value)}.", (), "wrong-type")
    bad = np.argwhere(~np.isfinite(array))
    if bad.size or (array.ndim == 0 and not np.isfinite(array)):
        index = tuple(int(i) for i in bad[0])
        where = f"{name}{list(index) if index else ''}"
        message = f"{where} is {show(array[index])}; every entry should be a finite number."
        raise CheckFailed(message, (), "not-finite")


def answered(value: Any, name: str) -> None:
    """Raise CheckFailed where a value is still missing."""
    if value is None or value is ...:
        raise CheckFailed(f"not answered yet: {name} has no value.")


def known_value(
    exercise: str | None, got: Any, mix_ups: Mapping[str, Any] | None = None, rtol: float = 1e-5
) -> bank.Mistake | None:
    """The known mistake with this very value, or None."""
    for mistake in bank.mistakes(exercise) if exercise else ():
        value = (mix_ups or {}).get(mistake.label, mistake.value)
        value = value() if callable(value) else value
        if value is not None and difference(got, value, Tolerance(rtol, 1e-8)) is None:
            return mistake
    return None
