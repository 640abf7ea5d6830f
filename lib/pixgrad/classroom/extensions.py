"""Who may hand in later: a table of one line for each extension."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from pixgrad.classroom.due_dates import DueDates, moment_of, span_of
from pixgrad.course import Course
from pixgrad.errors import PixgradError, nearest
from pixgrad.export.roster import key, optional_table

EVERY = ("", "*")  # assignment of an extension that is meant for all


@dataclass(frozen=True)
class Extension:
    """One line of the table: a later date, or so much more time."""

    row: int
    student: str
    slug: str
    until: datetime | None = None
    more: timedelta = timedelta()

    def beyond(self, due: datetime) -> timedelta:
        """Return by how much the due date is moved; an earlier date than the course's moves nothing."""
        return max(timedelta(), self.until - due) if self.until is not None else self.more


@dataclass(frozen=True)
class Extensions:
    """All extensions of a course."""

    name: str
    all: tuple[Extension, ...]

    def of(self, student: str, slug: str, due: datetime) -> timedelta | None:
        """Return by how much a student's due date is moved, or None; of several lines the most generous."""
        moved = [
            each.beyond(due)
            for each in self.all
            if key(each.student) == key(student) and (each.slug in EVERY or each.slug == slug)
        ]
        return max(moved, default=None)

    def for_nobody(self, known: Collection[str]) -> list[str]:
        """Return a line about each extension of somebody whom the course does not know."""
        keys = {key(student) for student in known}
        return [
            f"{self.name}, row {each.row}: nobody is called {each.student!r}{nearest(each.student, known)}; "
            "the extension is kept in case they hand something in"
            for each in self.all
            if key(each.student) not in keys
        ]


def extensions_of(course: Course, policy: DueDates) -> Extensions:
    """Read the extensions of a course; there are none where there is no file.

    Raises
    ------
    PixgradError
        If the file is no such table, or a line of it is no extension.
    """
    path = course.root / policy.extensions
    rows = optional_table(path, ("student", "assignment", "due"))
    return Extensions(path.name, tuple(_extension(course, policy, path.name, *row) for row in rows))


def _extension(course: Course, policy: DueDates, name: str, row: int, cells: dict[str, str]) -> Extension:
    student, slug, due = cells["student"], cells["assignment"], cells["due"]
    known = course.slugs()
    where = f"{name}, row {row}"
    if not student:
        raise PixgradError(f"{where}: which student is meant?")
    if slug not in (*known, *EVERY):
        raise PixgradError(f"{where}: no assignment is called {slug}{nearest(slug, known)}")
    try:
        if due.startswith("+"):
            return Extension(row, student, slug, more=span_of(due))
        if slug in EVERY:
            raise ValueError("an extension of every assignment is one like +3 days, not a date")
        return Extension(row, student, slug, until=moment_of(due, policy.zone))
    except ValueError as error:
        raise PixgradError(f"{where}: {error}") from error
