"""The course's setting of partial credit by slip, checked against its exercises and their known slips."""

import re
from collections.abc import Iterable

from traitlets import Dict
from traitlets.config import Configurable

from pixgrad.check import bank
from pixgrad.classroom.settings import settings_of
from pixgrad.course import Course
from pixgrad.errors import PixgradError, nearest
from pixgrad.marking.kit import Exercise, Kit
from pixgrad.marking.rubric import Rubric as Shares

NAMED = re.compile(r"\[slip: ([a-z0-9-]+)\]")


class Rubric(Configurable):
    """What a known slip is worth."""

    by_slip = Dict(
        value_trait=Dict(),
        help="Share of an exercise's points by slip, such as "
        "{'svm-loss-vectorized': {'penalty-missing-2': 0.7}}; empty, a wrong answer earns nothing.",
    ).tag(config=True)


def rubric_of(course: Course, kit: Kit) -> Shares:
    """Return the rubric of an assignment.

    Raises
    ------
    PixgradError
        If it names an exercise or a slip that there is not, or a share that is none.
    """
    stated = settings_of(course, Rubric).by_slip
    exercises = {exercise.label: exercise for exercise in kit.exercises}
    for label, shares in stated.items():
        if label in exercises:
            _require_slips(kit, exercises[label], shares)
        elif not any(f'"{label}"' in course.source(slug).read_text("utf-8") for slug in course.slugs()):
            raise PixgradError(f"{_where(label)}: no exercise is called so{nearest(label, exercises)}")
    return {label: dict(shares) for label, shares in stated.items() if label in exercises}


def _require_slips(kit: Kit, exercise: Exercise, shares: dict[str, object]) -> None:
    known = sorted({*(each.label for each in bank.mistakes(exercise.label)), *_named_in(kit, exercise)})
    for slip, share in shares.items():
        _require_known(exercise.label, slip.split("+"), known)
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise PixgradError(
                f"{_where(exercise.label)}[{slip!r}]: {share!r} is no share of the points (0 to 1)"
            )


def _named_in(kit: Kit, exercise: Exercise) -> Iterable[str]:
    """Return the slips that a check names by itself."""
    return (found for check in exercise.checks for found in NAMED.findall(kit.cells[check].source))


def _require_known(label: str, slips: Iterable[str], known: list[str]) -> None:
    for slip in slips:
        if slip not in known:
            raise PixgradError(f"{_where(label)}: no slip is called {slip}{nearest(slip, known)}")


def _where(label: str) -> str:
    return f"grader_config.py: c.Rubric.by_slip[{label!r}]"
