"""What an assignment expects of a submission, as one picklable value; its entry in nbgrader's gradebook."""

import copy
import hashlib
import re
import tempfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.verdict import Exercise
from pixgrad.notebook.cells import grade_id_of, label_of, points_of, role_of

if TYPE_CHECKING:
    from traitlets.config import Config

SUMMARY = re.compile(r"<summary>.*?</summary>|</?details[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Kit:
    """An assignment as marking needs it: solutions cleared, hidden tests in."""

    slug: str
    title: str
    notebook: str  # nbformat JSON
    exercises: tuple[Exercise, ...]
    digest: str

    def blank(self) -> NotebookNode:
        """Return a fresh copy of the notebook: unanswered, hidden tests in."""
        return copy.deepcopy(self._parsed)

    @cached_property
    def _parsed(self) -> NotebookNode:
        return nbformat.reads(self.notebook, as_version=4)

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
    return Kit(slug, title, text, exercises, digest)


def _prepare(nb: NotebookNode, config: "Config") -> NotebookNode:
    """Run what GenerateAssignment runs before it saves the cells: solutions go, hidden tests stay."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import SaveCells

    steps = GenerateAssignment.preprocessors.default_args[0]
    for step in steps[: steps.index(SaveCells)]:
        nb, _ = step(config=config).preprocess(nb, {"nbgrader": {}})
    return nb


def register(course: Course, kit: Kit) -> None:
    """Enter an assignment in the gradebook with nbgrader's GenerateAssignment; assignments/ is not touched.

    Afterwards formgrader and ``nbgrader autograde`` know the cells, hidden tests included. Nothing is done if
    the gradebook has them as they are.

    Raises
    ------
    PixgradError
        If cells were added or removed although submissions have been marked, or nbgrader refuses.
    """
    known = _known_checksums(course, kit.slug)
    wanted = {grade_id: cell.metadata.nbgrader.get("checksum") for grade_id, cell in kit.cells.items()}
    if known == wanted:
        return
    _refuse_other_cells(course, kit.slug, set(known), set(wanted))
    with tempfile.TemporaryDirectory(prefix="pixgrad-release-") as folder:
        generate(course, kit.slug, folder)


def generate(course: Course, slug: str, folder: str) -> None:
    """Call nbgrader's GenerateAssignment with the course's configuration, releasing into a folder.

    Raises
    ------
    PixgradError
        If nbgrader refuses.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    from pixgrad.marking.nbgrader_log import QUIET

    config = copy.deepcopy(course.config())
    config.CourseDirectory.merge(
        {"root": str(course.root), "release_directory": folder, "assignment_id": slug}
    )
    coursedir = CourseDirectory(config=config, log=QUIET)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=QUIET)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise PixgradError(
            f"nbgrader could not register {slug}; see: nbgrader generate_assignment {slug}"
        ) from error


def _known_checksums(course: Course, slug: str) -> dict[str, str | None]:
    from nbgrader.api import MissingEntry

    from pixgrad.classroom.gradebook import opened

    with opened(course) as gradebook:
        try:
            notebook = gradebook.find_notebook(slug, slug)
        except MissingEntry:
            return {}
        return {cell.name: cell.checksum for cell in notebook.source_cells}


def _refuse_other_cells(course: Course, slug: str, known: set[str], wanted: set[str]) -> None:
    from pixgrad.classroom.gradebook import opened

    if not known or known == wanted:
        return
    with opened(course) as gradebook:
        if not gradebook.find_notebook(slug, slug).submissions:
            return
    changes = [f"+{name}" for name in sorted(wanted - known)] + [
        f"-{name}" for name in sorted(known - wanted)
    ]
    raise PixgradError(
        f"{slug} has other cells ({', '.join(changes[:5])}) than when submissions in {course.gradebook} were "
        "marked, and nbgrader cannot change that; move the gradebook away to start anew, or restore the cells"
    )
