"""What an assignment expects of a submission, as one picklable value."""

import copy
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.handed_out import HandedOut, earlier_versions
from pixgrad.notebook.cells import grade_id_of, label_of, points_of, role_of

if TYPE_CHECKING:
    from traitlets.config import Config

SUMMARY = re.compile(r"<summary>.*?</summary>|</?details[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """One exercise of an assignment: its label and the cells that belong to it."""

    label: str
    points: float
    checks: tuple[str, ...]
    answers: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Kit:
    """An assignment as marking needs it: solutions cleared, hidden tests in."""

    slug: str
    title: str
    notebook: str  # nbformat JSON
    exercises: tuple[Exercise, ...]
    digest: str
    earlier: frozenset[tuple[str, HandedOut]] = frozenset()  # other forms of cells, by grade id
    newer: frozenset[str] = frozenset()  # cells that were not there from the beginning

    def blank(self) -> NotebookNode:
        """Return a fresh copy of the notebook: unanswered, hidden tests in."""
        return copy.deepcopy(self._parsed)

    @cached_property
    def _parsed(self) -> NotebookNode:
        return _read(self.notebook)

    @cached_property
    def cells(self) -> dict[str, NotebookNode]:
        """Cells that nbgrader knows, by grade id, in reading order; not to be changed."""
        return {grade_id: cell for cell in self._parsed.cells if (grade_id := grade_id_of(cell)) is not None}

    @cached_property
    def blanks(self) -> dict[str, str]:
        """Source of every answer cell as it was handed out, by grade id."""
        answers = {grade_id for exercise in self.exercises for grade_id in exercise.answers}
        return {grade_id: cell.source for grade_id, cell in self.cells.items() if grade_id in answers}

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the fields only; what is derived from them is derived again."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}


@lru_cache(maxsize=4)
def _read(notebook: str) -> NotebookNode:
    """The notebook of a kit, which comes to a worker anew with every submission."""
    return nbformat.reads(notebook, as_version=4)


def exercises_of(nb: NotebookNode) -> tuple[Exercise, ...]:
    """Return the exercises of a notebook in reading order.

    Parameters
    ----------
    nb : NotebookNode
        A source, release or student notebook with nbgrader metadata.
    """
    parts: dict[str, dict[str, list[NotebookNode]]] = {}
    for cell in nb.cells:
        if label := label_of(cell):
            parts.setdefault(label, {"check": [], "answer": [], "hint": []})[role_of(cell)].append(cell)
    return tuple(_exercise(label, cells) for label, cells in parts.items() if cells["check"])


def _exercise(label: str, cells: dict[str, list[NotebookNode]]) -> Exercise:
    return Exercise(
        label=label,
        points=sum(points_of(cell) for cell in cells["check"]),
        checks=tuple(cell.metadata.nbgrader["grade_id"] for cell in cells["check"]),
        answers=tuple(cell.metadata.nbgrader["grade_id"] for cell in cells["answer"]),
        hint="\n\n".join(SUMMARY.sub("", cell.source).strip() for cell in cells["hint"]),
    )


def load_kit(course: Course, slug: str) -> Kit:
    """Build the kit of an assignment from its source notebook with nbgrader's own preprocessors.

    Raises
    ------
    UsageError
        If the assignment does not exist.
    PixgradError
        If its source notebook cannot be read or has no checks.
    """
    course.require(slug)
    path = course.source(slug)
    try:
        nb = nbformat.read(path, as_version=4)
        prepared = _prepare(nb, course.config())
    except PixgradError:
        raise
    except Exception as error:  # whatever nbformat or nbgrader finds wrong with it
        line = str(error).strip().splitlines()
        raise PixgradError(
            f"{path} is not a usable source notebook: {line[0] if line else error!r}"
        ) from error
    exercises = exercises_of(prepared)
    if not exercises:
        raise PixgradError(f"{path} has no check cell with points; run: pixgrad build")
    text = nbformat.writes(prepared)
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = str(prepared.metadata.get("pixgrad", {}).get("title", slug))
    versions = earlier_versions(course, slug)
    earlier = frozenset(item for version in versions for item in version.items())
    known = {name for name in _grade_ids(prepared) if all(name in version for version in versions)}
    return Kit(slug, title, text, exercises, digest, earlier, _grade_ids(prepared) - known)


def _grade_ids(nb: NotebookNode) -> frozenset[str]:
    return frozenset(name for cell in nb.cells if (name := grade_id_of(cell)) is not None)


def _prepare(nb: NotebookNode, config: "Config") -> NotebookNode:
    """Run what GenerateAssignment runs before it saves the cells: solutions go, hidden tests stay."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import SaveCells

    steps = GenerateAssignment.preprocessors.default_args[0]
    for step in steps[: steps.index(SaveCells)]:
        nb, _ = step(config=config).preprocess(nb, {"nbgrader": {}})
    return nb
