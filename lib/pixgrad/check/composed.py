"""Two slips at once: two patches of one right answer that touch different lines make a third answer."""

import functools
import itertools
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from pixgrad.check import bank
from pixgrad.check.bank import Mistake, reading
from pixgrad.check.bank.answers import COMPILED

FoundT = TypeVar("FoundT")

INTERRUPTED = (COMPILED, str(Path(__file__).parents[1]))  # files in whose code the time may run out
LONG = 300  # characters of two messages together, above which the first sentence of each has to do


class _OutOfPatience(BaseException):
    """The time for looking is over; no `except Exception` of an answer holds it up."""


def in_time(seconds: float, look_for: Callable[[], FoundT]) -> FoundT | None:
    """What is found within so many seconds of CPU time, or None.

    The time is looked at before each line of pixgrad and of the bank's answers, and nowhere else: what runs
    in between without being called, such as a finalizer or a callback of the garbage collector, would lose
    the exception, and the clock with it.
    """
    deadline = time.thread_time() + seconds

    def look(frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line" and time.thread_time() > deadline:
            raise _OutOfPatience
        return look if frame.f_code.co_filename.startswith(INTERRUPTED) else None

    before = sys.gettrace()
    sys.settrace(look)
    try:
        return look_for()
    except _OutOfPatience:
        return None
    finally:
        sys.settrace(before)


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
