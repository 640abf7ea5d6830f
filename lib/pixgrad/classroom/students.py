"""Who is in the course, by gradebook and folders, and taking somebody out without a loss."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pixgrad.classroom import gradebook
from pixgrad.classroom.batch import only_run
from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError, nearest

FOLDERS = ("submitted", "autograded", "feedback")


@dataclass(frozen=True)
class Enrolled:
    """A student, and the assignments that are handed in and those that are marked."""

    student: str
    handed_in: tuple[str, ...]
    marked: tuple[str, ...]


def enrolled(course: Course) -> list[Enrolled]:
    """Return everybody who is in the gradebook or has handed something in."""
    marked = _marked(course)
    handed_in = {path.name: path for path in course.submitted.glob("[!.]*") if path.is_dir()}
    return [
        Enrolled(student, _assignments(handed_in.get(student)), marked.get(student, ()))
        for student in sorted({*marked, *handed_in})
    ]


def _assignments(folder: Path | None) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder else ()


def _marked(course: Course) -> dict[str, tuple[str, ...]]:
    if not gradebook.is_there(course):
        return {}
    with gradebook.opened(course) as book:
        return {
            each: tuple(sorted(one.assignment.name for one in book.student_submissions(each)))
            for each in gradebook.students(book)
        }


def remove(course: Course, students: Sequence[str]) -> Path:
    """Take students out of the gradebook and their files out of the way; returns where all of it is kept.

    Raises
    ------
    UsageError
        If one of them is not in the course; then nobody is removed.
    PixgradError
        If another run is marking, or the gradebook is on a server.
    """
    if gradebook.is_there(course) and not course.gradebook.exists():
        raise PixgradError(
            "the gradebook is on a server, of which no copy can be kept here; back it up, then run: "
            "nbgrader db student remove STUDENT --force"
        )
    known = [each.student for each in enrolled(course)]
    for student in students:
        if student not in known:
            raise UsageError(f"no student is called {student}{nearest(student, known)}")
    with only_run(course):
        kept = course.grading / "removed" / f"{datetime.now():%Y-%m-%d-%H%M%S}"
        kept.mkdir(parents=True)
        if course.gradebook.exists():
            shutil.copy2(course.gradebook, kept)
            with gradebook.opened(course) as book:
                for student in set(students) & set(gradebook.students(book)):
                    book.remove_student(student)
        for student in students:
            _move_away(course, student, kept)
    return kept


def _move_away(course: Course, student: str, kept: Path) -> None:
    for name in FOLDERS:
        folder = course.grading / name / student
        if folder.is_symlink():
            raise PixgradError(f"{folder} is a link; remove it by hand")
        if folder.exists():
            (kept / name).mkdir(exist_ok=True)
            shutil.move(folder, kept / name / student)
