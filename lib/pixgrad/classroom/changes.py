"""Marks that changed after they had been given: who, what, from what to what, and why; one table a course."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from pixgrad.course import Course
from pixgrad.export.roster import optional_table
from pixgrad.files import append, write_whole
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages.grade_file import inert, number
from pixgrad.pages.standing import Change, Mark, Standing

AGAIN = "handed in again"
MARKED_AGAIN = "marked again"  # all that is known where nbgrader has removed the verdict before
COLUMNS = ("when", "student", "exercise", "before", "after", "why")


def now() -> str:
    """Return the present moment as the table writes it."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def changes_of(course: Course, slug: str) -> dict[str, tuple[Change, ...]]:
    """Return what is written down of an assignment, by student, oldest first.

    Raises
    ------
    PixgradError
        If somebody made the table something else.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    for _, cells in optional_table(course.changes(slug), COLUMNS):
        change = Change(*(cells[name].removeprefix("'") for name in COLUMNS))
        found[change.student].append(change)
    return {student: tuple(each) for student, each in found.items()}


def write_down(course: Course, slug: str, changes: Iterable[Change]) -> None:
    """Add lines to the table of an assignment; raises OSError or PixgradError if it cannot be written."""
    new = list(changes)
    if not new:
        return
    path, text = course.changes(slug), io.StringIO()
    lines = ([inert(getattr(change, name)) for name in COLUMNS] for change in new)
    csv.writer(text, lineterminator="\n").writerows(lines)
    if path.is_file():
        append(path, text.getvalue())
    else:
        write_whole(path, ",".join(COLUMNS) + "\n" + text.getvalue())


class ChangeLog:
    """The table of an assignment while a class is marked: read once, so that many changes cost no more each.

    Raises
    ------
    PixgradError
        If somebody made the table something else.
    """

    def __init__(self, course: Course, slug: str) -> None:
        self.course, self.slug = course, slug
        self.known = changes_of(course, slug)

    def add(self, student: str, changes: list[Change]) -> None:
        """Add the changes of one student; raises as `write_down`."""
        write_down(self.course, self.slug, changes)
        self.known[student] = (*self.known.get(student, ()), *changes)


def differences(
    old: Verdict | None, before: Standing | None, verdict: Verdict, after: Standing | None
) -> list[Change]:
    """Return the exercises whose points changed by marking a submission again, each with the reason.

    Parameters
    ----------
    old : Verdict or None
        The verdict before, if it is known.
    before, after : Standing or None
        As the gradebook had it before, and has it now.
    verdict : Verdict
    """
    if before is None or after is None or all(mark.auto is None for mark in before.marks.values()):
        return []  # marked for the first time
    known = {result.label: result for result in old.results} if old is not None else {}
    changes = []
    for result in verdict.results:
        was, mark = before.marks.get(result.label, Mark(0.0)), after.marks[result.label]
        added = old is not None and result.label not in known
        why = "the course added it" if added else _why(old, verdict, known.get(result.label), result)
        kept = mark.manual is not None and why in (AGAIN, MARKED_AGAIN)
        stands = (
            f"; {number(mark.manual)} points given by hand stand for now" if mark.manual is not None else ""
        )
        if added or kept or was.score != mark.score:
            points = "" if added else number(was.score), number(mark.score)
            changes.append(Change(now(), verdict.student, result.label, *points, f"{why}{stands}"))
    return changes


def _why(old: Verdict | None, verdict: Verdict, was: Result | None, result: Result) -> str:
    """Return why the points of an exercise may have changed."""
    if old is None or was is None:
        return MARKED_AGAIN
    if old.submission != verdict.submission:
        return AGAIN
    reasons = []
    if was.points != result.points:
        reasons.append(f"the course gives {number(result.points)} points for it, {number(was.points)} before")
    if was.check != result.check:
        reasons.append("the course changed its check")
    if was.credit != result.credit:
        reasons.append(f"the course gives {number(result.credit)} points for the slip {result.slip}")
    reasons += [
        f"marked with {name} {version}, {old.versions.get(name, 'none')} before"
        for name, version in verdict.versions.items()
        if old.versions.get(name) != version
    ]
    return "; ".join(reasons) or "the checks of pixgrad or the course changed"
