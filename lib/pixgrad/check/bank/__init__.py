"""The bank of known answers: mistakes, right answers written in other ways, and mutants that are right.

``<slug>/<exercise>.py`` holds what is known about one exercise, in percent format; `reading` tells the form.
These files are read, never imported: a cell is an answer as a student would hand it in. Labels of exercises
are unique in the whole series, so that a check needs only the label to find the mistakes that might explain
what it saw. What is handed out has the wrong answers alone, in one file; see `packed`.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

from pixgrad.check.bank import packed, reading
from pixgrad.check.bank.answers import Edit, Equivalent, KnownAnswers, Mistake, Variant

__all__ = [
    "Bank",
    "Edit",
    "Equivalent",
    "KnownAnswers",
    "Mistake",
    "Variant",
    "asked",
    "exercises",
    "known",
    "load",
    "mistakes",
]

FOLDER = Path(__file__).parent

_read = functools.cache(reading.read)


@dataclass(frozen=True)
class Bank:
    """Everything known about the answers to one notebook."""

    mistakes: tuple[Mistake, ...]
    variants: tuple[Variant, ...]
    equivalents: tuple[Equivalent, ...]


def load(slug: str) -> Bank:
    """The bank of one notebook; empty where none is written yet.

    Examples
    --------
    >>> load("no_such_notebook").mistakes
    ()
    """
    found = exercises(slug)
    return Bank(
        tuple(mistake for exercise in found for mistake in exercise.mistakes),
        tuple(variant for exercise in found for variant in exercise.variants),
        tuple(mutant for exercise in found for mutant in exercise.equivalents),
    )


def exercises(slug: str) -> tuple[KnownAnswers, ...]:
    """What is known about each exercise of a notebook, by label."""
    files = sorted((FOLDER / slug).glob("*.py"))
    return tuple(map(_read, files)) or packed.exercises(FOLDER, slug)


def mistakes(exercise: str) -> tuple[Mistake, ...]:
    """The known mistakes of one exercise, in the order in which they are tried."""
    found = known(exercise)
    return found.mistakes if found else ()


def asked(exercise: str) -> str | None:
    """The function or variable that an exercise asks for, or None for an exercise that the bank lacks."""
    found = known(exercise)
    return found.name if found else None


def known(label: str) -> KnownAnswers | None:
    """What is known about an exercise, or None for one that the bank lacks; no other file is read."""
    path = _files(FOLDER).get(label)
    return _read(path) if path else packed.known(FOLDER, label)


@functools.cache
def _files(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob("*/*.py")}
