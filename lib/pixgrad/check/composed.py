"""Two slips at once: two patches of one right answer that touch different lines make a third answer."""

import functools
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Any

from pixgrad.check import bank
from pixgrad.check.bank import Mistake, reading

LONG = 300  # characters of two messages together, above which the first sentence of each has to do


class OutOfPatience(BaseException):
    """The time for looking is over; no `except Exception` of an answer holds it up."""


@contextmanager
def until(deadline: float) -> Iterator[None]:
    """Raise `OutOfPatience` in Python code that still runs at this time of `time.thread_time`."""

    def look(frame: FrameType, event: str, arg: Any) -> Any:
        if time.thread_time() > deadline and not _tidies_up(frame):
            raise OutOfPatience
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)


def _tidies_up(frame: FrameType | None) -> bool:
    """Whether a finalizer runs, in which an exception is lost."""
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


@functools.cache
def pairs(exercise: str) -> tuple[tuple[Mistake, Mistake], ...]:
    """Every two mistakes of an exercise that can be made together."""
    patches = [mistake for mistake in bank.mistakes(exercise) if mistake.edits and mistake.visible]
    return tuple(
        (a, b)
        for a, b in itertools.combinations(patches, 2)
        if a.base == b.base and reading.disjoint([*a.edits, *b.edits])
    )


def both(a: Mistake, b: Mistake) -> Mistake:
    """Two mistakes of `pairs` as one: the first, with the patches of the second where they lie in it."""
    source = reading.edited(a.source, [replace(edit, start=_moved(edit.start, a)) for edit in b.edits])
    return Mistake(f"{a.label}+{b.label}", both_said(a.message, b.message), source, a.exercise, a.name)


def _moved(line: int, by: Mistake) -> int:
    """Where a line of the answer that a mistake is a patch of lies in the mistake."""
    return line + sum(len(edit.new) - len(edit.old) for edit in by.edits if edit.start < line)


def both_said(first: str, second: str) -> str:
    """Two messages in one.

    Examples
    --------
    >>> both_said("the root is missing.", "the mean is taken.")
    'two things at once: the root is missing. Also, the mean is taken.'
    """
    if len(first) + len(second) > LONG:
        first, second = _first_sentence(first), _first_sentence(second)
    return f"two things at once: {first} Also, {second}"


def _first_sentence(text: str) -> str:
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


def model_of(mistake: Mistake) -> Callable[..., Any] | None:
    """The bug model of a pair; None where two patches make no answer together."""
    try:
        return mistake.function()
    except SyntaxError:
        return None
