"""The one writer of nbgrader's gradebook."""

import logging
import os
import sys
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    InvalidEntry,
    MissingEntry,
    Student,
    SubmittedAssignment,
)
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SAWarning, SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload

from pixgrad.course import Course
from pixgrad.errors import PixgradError

if TYPE_CHECKING:
    from pixgrad.marking.kit import Exercise

NBGRADERS_LOG = logging.getLogger("tornado.application")  # to which its gradebook writes
TABLES, CELLS = 734_901, 734_902  # what two markers on one server must not make at once
PORTION = 200  # submissions that are read at a time
# By which nbgrader's tables are asked, without an index of its own: every question would read a whole table.
ASKED_BY = {
    "grade": "notebook_id",
    "comment": "notebook_id",
    "submitted_notebook": "assignment_id",
    "submitted_assignment": "student_id",
}
NO_LOG = logging.Logger(
    "pixgrad.nbgrader", level=logging.CRITICAL + 1
)  # nbgrader would write to the terminal


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """Open the course's gradebook, creating it if need be, and close it again.

    Raises
    ------
    PixgradError
        If it cannot be opened, read or written.
    """
    course.make_grading()
    with _in_one_sentence(course), _open(course) as gradebook, _silent():
        yield gradebook


@contextmanager
def _in_one_sentence(course: Course) -> Iterator[None]:
    """Tell what a database refuses, or that its driver is missing, as a PixgradError."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise PixgradError(
            f"the gradebook {_called(course)} needs a driver ({error}); "
            "run: pip install 'pixgrad[postgres]', and let c.CourseDirectory.db_url begin with postgresql+psycopg://"
        ) from error
    except (SQLAlchemyError, InvalidEntry, OSError) as error:
        raise PixgradError(
            f"the gradebook {_called(course)} cannot be used: {_cause(error)}; mend that and run again"
        ) from error


@contextmanager
def _silent() -> Iterator[None]:
    """Keep nbgrader from printing the traceback of an error that is raised, too, and told in a sentence."""
    before, NBGRADERS_LOG.disabled = NBGRADERS_LOG.disabled, True
    try:
        yield
    finally:
        NBGRADERS_LOG.disabled = before


def _cause(error: Exception) -> str:
    """What the database said, in one line: nbgrader hands on its words only, with the whole statement."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__


def url_of(course: Course) -> str:
    """Return where the gradebook is: nbgrader's ``db_url``, as grader_config.py states it."""
    return str(course.config().CourseDirectory.get("db_url", f"sqlite:///{course.gradebook}"))


def is_there(course: Course) -> bool:
    """Tell whether there is a gradebook to read; one on a server is taken to be there."""
    return course.gradebook.exists() or not url_of(course).startswith("sqlite:")


def _called(course: Course) -> str:
    """What a person knows the gradebook by; no password is told."""
    url = url_of(course)
    return str(course.gradebook) if url.startswith("sqlite:") else make_url(url).render_as_string()


@contextmanager
def one_at_a_time(course: Course, what: int) -> Iterator[None]:
    """Hold a lock of the database server, if there is one, so that two markers do not make the same thing.

    A file is held by the run that marks; see `pixgrad.classroom.batch.only_run`.

    Parameters
    ----------
    course : Course
    what : int
        One of `TABLES` and `CELLS`.
    """
    if not url_of(course).startswith("postgresql"):
        yield
        return
    with _in_one_sentence(course):
        engine = create_engine(url_of(course))
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:what)"), {"what": what})
            yield
        engine.dispose()


def _open(course: Course) -> Gradebook:
    existed = course.gradebook.exists()
    try:
        with _scripts_on_path(), one_at_a_time(course, TABLES):
            gradebook = Gradebook(url_of(course))
            _index(gradebook)
        return gradebook
    except BaseException:
        if not existed:
            course.gradebook.unlink(missing_ok=True)  # half a database would be taken for a whole one
        raise


def _index(gradebook: Gradebook) -> None:
    """Add the indexes without which the time for a submission grows with the class.

    Somebody who may not, or is late by a moment, does without.
    """
    try:
        for table, column in ASKED_BY.items():
            gradebook.db.execute(text(f"CREATE INDEX IF NOT EXISTS pixgrad_{table} ON {table} ({column})"))
        gradebook.db.commit()
    except SQLAlchemyError:
        gradebook.db.rollback()


@contextmanager
def in_one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """Let everything that nbgrader would commit step by step be kept at once, or not at all.

    Each commit waits for the disk.
    """
    session = gradebook.db
    session.commit = session.flush
    try:
        yield
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.commit
    session.commit()


@contextmanager
def _scripts_on_path() -> Iterator[None]:
    """Let nbgrader find the ``alembic`` command, which it calls by name in any environment."""
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        yield
    finally:
        os.environ["PATH"] = path


class SaveInto(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, writing to a gradebook that is open already, in one transaction."""

    def __init__(
        self, gradebook: Gradebook, student: str, slug: str, unchanged: Collection[str] = ()
    ) -> None:
        super().__init__(log=NO_LOG)
        self.unchanged = unchanged
        self.gradebook = _Entries(gradebook, student, slug)
        self.notebook_id = self.assignment_id = slug
        self.student_id = student

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Save the score of each check and a comment on each answer; manual scores stay."""
        for index, cell in enumerate(nb.cells):
            self.preprocess_cell(cell, resources, index)
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        """Save the score of a check; where nothing changed, what a person has looked at stays looked at."""
        entry = self.gradebook.find_grade(cell.metadata["nbgrader"]["grade_id"])
        before = entry.auto_score, entry.needs_manual_grade
        super()._add_score(cell, resources)
        if (
            entry.cell.name in self.unchanged
            and entry.manual_score is not None
            and entry.auto_score == before[0]
        ):
            entry.needs_manual_grade = before[1]


class _Entries:
    """A gradebook as SaveAutoGrades uses it, all entries of one submission read at once.

    nbgrader asks for each entry by itself and commits after each, five times the work.
    """

    def __init__(self, gradebook: Gradebook, student: str, slug: str) -> None:
        notebook = gradebook.find_submission_notebook(slug, slug, student)
        self.db = self
        self.entries = {
            kind: {entry.cell.name: entry for entry in of_notebook(gradebook, kind, notebook.id)}
            for kind in (Grade, Comment)
        }

    def find_grade(self, grade_id: str, *_: str) -> Any:
        """Return the entry of a check."""
        return self.entries[Grade][grade_id]

    def find_comment(self, grade_id: str, *_: str) -> Any:
        """Return the comment on an answer."""
        return self.entries[Comment][grade_id]

    def commit(self) -> None:
        """Leave that to `record`, which commits once."""


def of_notebook(gradebook: Gradebook, kind: Any, notebook_id: str) -> list[Any]:
    """Return the grades or the comments of a submitted notebook, with their cells, in one query."""
    return of_notebooks(gradebook, kind, [notebook_id])[notebook_id]


def of_notebooks(gradebook: Gradebook, kind: Any, notebook_ids: Collection[str]) -> dict[str, list[Any]]:
    """Return the grades or the comments of submitted notebooks, with their cells, in one query."""
    query = gradebook.db.query(kind).options(joinedload(kind.cell))
    found: dict[str, list[Any]] = {each: [] for each in notebook_ids}
    for entry in query.filter(kind.notebook_id.in_(notebook_ids)):
        found[entry.notebook_id].append(entry)
    return found


def portions(
    gradebook: Gradebook, slug: str, students: Collection[str] | None = None
) -> Iterator[list[SubmittedAssignment]]:
    """Yield the submissions of an assignment, some at a time, with their notebooks.

    A class of any size fits into memory, if who asks keeps none of them.
    """
    query = gradebook.db.query(SubmittedAssignment.id).join(Assignment).filter(Assignment.name == slug)
    if students is not None:
        query = query.filter(SubmittedAssignment.student_id.in_(students))
    ids = [row.id for row in query.order_by(SubmittedAssignment.student_id)]
    wanted = gradebook.db.query(SubmittedAssignment).options(
        selectinload(SubmittedAssignment.notebooks), joinedload(SubmittedAssignment.assignment)
    )
    for start in range(0, len(ids), PORTION):
        portion = wanted.filter(SubmittedAssignment.id.in_(ids[start : start + PORTION]))
        yield portion.order_by(SubmittedAssignment.student_id).all()


def record(
    gradebook: Gradebook,
    student: str,
    slug: str,
    nb: NotebookNode,
    submitted: datetime | None,
    unchanged: Collection[str] = (),
) -> None:
    """Write the scores of one executed notebook.

    Parameters
    ----------
    gradebook : Gradebook
    student, slug : str
    nb : NotebookNode
        Executed, all cells of the kit present.
    submitted : datetime or None
        When it was handed in, if that is known.
    unchanged : collection of str
        Checks of which nothing changed since they were recorded, neither answer nor check nor points: a mark
        by hand that a person has looked at waits for nobody, unless the automatic one has changed.
    """
    gradebook.update_or_create_student(student)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader adds the submission one flush late
        gradebook.update_or_create_submission(slug, student, timestamp=submitted)
    SaveInto(gradebook, student, slug, unchanged).preprocess(nb, {})
    gradebook.db.commit()


def students(gradebook: Gradebook) -> list[str]:
    """Return the ids of all students in the gradebook."""
    return sorted(row.id for row in gradebook.db.query(Student.id))


def recorded(gradebook: Gradebook, slug: str) -> set[str]:
    """Return the students whose submission of an assignment has scores."""
    query = gradebook.db.query(SubmittedAssignment.student_id).join(Assignment)
    return {row.student_id for row in query.filter(Assignment.name == slug)}


def scores(gradebook: Gradebook, slug: str, exercises: "tuple[Exercise, ...]") -> dict[str, dict[str, float]]:
    """Return every student's points per exercise as the gradebook has them, manual scores included."""
    label_of = {grade_id: exercise.label for exercise in exercises for grade_id in exercise.checks}
    table: dict[str, dict[str, float]] = {}
    for submission in gradebook.notebook_submissions(slug, slug):
        row = {exercise.label: 0.0 for exercise in exercises}
        for grade in submission.grades:
            if grade.name in label_of:
                row[label_of[grade.name]] += float(grade.score)
        table[submission.student.id] = row
    return dict(sorted(table.items()))


def forget(gradebook: Gradebook, slug: str, students: Iterable[str]) -> None:
    """Remove the submissions of some students, and the students who have no other."""
    for student in students:
        try:
            gradebook.remove_submission(slug, student)
        except MissingEntry:
            continue
        if not gradebook.student_submissions(student):
            gradebook.remove_student(student)
