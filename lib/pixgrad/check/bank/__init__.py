"""The bank of known mistakes, and of right answers written in other ways.

One module a notebook, named after it, holds ``EXERCISES``. Labels of exercises are unique in the whole
series, so that a check needs only the label to find the mistakes that might explain what it saw.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pixgrad.given import helpers


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people really give.

    Attributes
    ----------
    label : str
        Kebab label, unique within the exercise; ends the message and stands in the class report.
    message : str
        What is wrong and why, in one or two sentences that follow the call; no blame.
    source : str
        The whole answer cell as such a student would fill it in; it is also the bug model that recognises
        the mistake.
    exercise, name : str
        Filled in by `Exercise`: the label of the exercise, and the function or variable it asks for.
    visible : bool
        False for an answer fitted to the visible check, which only fresh numbers can tell.
    """

    label: str
    message: str
    source: str
    exercise: str = ""
    name: str = ""
    visible: bool = True

    def value(self) -> Any:
        """What the wrong cell assigns to the name that the exercise asks for (None: it cannot run alone)."""
        return _value(self.source, self.name)

    def function(self) -> Callable[..., Any] | None:
        """The wrong function, or None where the cell defines none or does not run alone."""
        value = self.value()
        return value if callable(value) else None


@dataclass(frozen=True)
class Variant:
    """A right answer, written in another way; it must keep full marks."""

    label: str
    source: str
    exercise: str = ""


@dataclass(frozen=True)
class Exercise:
    """The known mistakes and the known right variants of one exercise.

    Attributes
    ----------
    label : str
        Label of the exercise, as in ``answer="..."`` of the source.
    name : str
        The function or variable that the exercise asks for.
    """

    label: str
    name: str
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Variant, ...] = field(default=())


@dataclass(frozen=True)
class Bank:
    """Everything known about the answers to one notebook."""

    mistakes: tuple[Mistake, ...]
    variants: tuple[Variant, ...]


@functools.cache
def load(slug: str) -> Bank:
    """The bank of one notebook; empty where none is written yet.

    Examples
    --------
    >>> load("no_such_notebook").mistakes
    ()
    """
    exercises = _exercises(slug)
    return Bank(
        tuple(
            Mistake(m.label, m.message, m.source.strip() + "\n", e.label, e.name, m.visible)
            for e in exercises
            for m in e.mistakes
        ),
        tuple(Variant(v.label, v.source.strip() + "\n", e.label) for e in exercises for v in e.variants),
    )


def mistakes(exercise: str) -> tuple[Mistake, ...]:
    """The known mistakes of one exercise, in the order in which they are tried."""
    return _by_exercise().get(exercise, ())


def asked(exercise: str) -> str | None:
    """The function or variable that an exercise asks for, or None for an exercise that the bank lacks."""
    known = mistakes(exercise)
    return known[0].name if known else None


@functools.cache
def _by_exercise() -> dict[str, tuple[Mistake, ...]]:
    found: dict[str, tuple[Mistake, ...]] = {}
    for module in pkgutil.iter_modules(__path__):
        for mistake in load(module.name).mistakes:
            found[mistake.exercise] = (*found.get(mistake.exercise, ()), mistake)
    return found


def _exercises(slug: str) -> tuple[Exercise, ...]:
    if slug not in {module.name for module in pkgutil.iter_modules(__path__)}:
        return ()
    exercises: tuple[Exercise, ...] = importlib.import_module(f"{__name__}.{slug}").EXERCISES
    return exercises


@functools.cache
def _value(source: str, name: str) -> Any:
    scope: dict[str, Any] = {"np": np, "numpy": np}
    scope |= {each: getattr(helpers, each) for each in helpers.__all__}
    try:
        exec(compile(source, f"<mistake in {name}>", "exec"), scope)
    except Exception:  # a cell that needs the rest of the notebook is no model
        return None
    return scope.get(name)
