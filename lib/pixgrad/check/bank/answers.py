"""What is known about the answers to one exercise: wrong ones, right ones, and mutants that are right."""

import functools
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.given import helpers

# The names that an answer may use without an import of its own.
_SCOPE: dict[str, Any] = {"np": np, "numpy": np} | {name: getattr(helpers, name) for name in helpers.__all__}

COMPILED = "<mistake in"  # how the file of an answer's code begins


@dataclass(frozen=True)
class Edit:
    """Lines that a patch replaces.

    Attributes
    ----------
    start : int
        Where they begin in the answer that is patched, counted from 0.
    old, new : tuple of str
        The lines that go and those that come in their place; nothing in `old` where lines are put in between.
    """

    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]


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
        The label of the exercise, and the function or variable it asks for.
    visible : bool
        False for an answer fitted to the visible check, which only fresh numbers can tell.
    base, edits : str, tuple of Edit
        Label of the answer that this one is a patch of, and what the patch does to it; empty where the whole
        answer is written down.
    free, template, example : str
        A number of the mistake's own, such as ``EPS``, the source with it, and the example that `source` has
        in its place.
    """

    label: str
    message: str
    source: str
    exercise: str = ""
    name: str = ""
    visible: bool = True
    base: str = ""
    edits: tuple[Edit, ...] = ()
    free: str = ""
    template: str = ""
    example: str = ""

    def said(self, number: str) -> str:
        """The message, with a number in the place of the mistake's own."""
        return self.message.replace(f"{{{self.free}}}", number) if self.free else self.message

    def with_number(self) -> tuple[Callable[..., Any], dict[str, Any]] | None:
        """The wrong function that reads its number from a scope, and that scope; None where it has none."""
        if not self.free:
            return None
        scope = {**_SCOPE, self.free: 1.0}
        exec(compile(self.template, f"{COMPILED} {self.name}>", "exec"), scope)
        return scope[self.name], scope

    def value(self) -> Any:
        """What the wrong cell assigns to the name that the exercise asks for (None: it cannot run alone)."""
        return _value(self.source, self.name)

    def function(self) -> Callable[..., Any] | None:
        """The wrong function, or None where the cell defines none or does not run alone."""
        value = self.value()
        return value if callable(value) else None


@dataclass(frozen=True)
class Variant:
    """A right answer, written in another way; it must keep full marks.

    Attributes
    ----------
    label, source, exercise : str
        Its name, the answer cell, and the label of the exercise.
    teaches : str
        What it teaches; the solution notebook shows those that teach something.
    """

    label: str
    source: str
    exercise: str = ""
    teaches: str = ""

    def function(self, name: str) -> Callable[..., Any] | None:
        """The right function of this name, or None where the cell defines none or does not run alone."""
        value = _value(self.source, name)
        return value if isinstance(value, types.FunctionType) else None


@dataclass(frozen=True)
class Equivalent:
    """A small change to the solution that leaves it right, so that no check can tell it.

    Attributes
    ----------
    kind : str
        What was changed: ``operator``, ``constant``, ``dropped call`` ...
    old, new : str
        The lines that differ, as a mutant has them.
    reason : str
        Why the changed answer is right.
    exercise : str
        Label of the exercise.
    """

    kind: str
    old: str
    new: str
    reason: str
    exercise: str


@dataclass(frozen=True)
class KnownAnswers:
    """The known answers to one exercise.

    Attributes
    ----------
    label : str
        Label of the exercise, as in ``answer="..."`` of the source.
    name : str
        The function or variable that the exercise asks for.
    mistakes : tuple of Mistake
        In the order in which they are tried.
    """

    label: str
    name: str
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Variant, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()


@functools.cache
def _value(source: str, name: str) -> Any:
    scope = dict(_SCOPE)
    try:
        exec(compile(source, f"{COMPILED} {name}>", "exec"), scope)
    except Exception:  # a cell that needs the rest of the notebook is no model
        return None
    return scope.get(name)
