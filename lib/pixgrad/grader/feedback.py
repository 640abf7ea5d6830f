"""The page that a student gets back."""

from pixgrad.grader import store
from pixgrad.grader.course import Course
from pixgrad.grader.kit import Kit
from pixgrad.grader.pages import render
from pixgrad.grader.verdict import Verdict


def page(kit: Kit, verdict: Verdict, reveal: bool = False) -> str:
    """Return the feedback on one submission as a self-contained HTML page without active content.

    Parameters
    ----------
    kit : Kit
        For title and hints.
    verdict : Verdict
    reveal : bool
        Show the checks, hidden tests included, and every message in full: after the deadline.
    """
    hints = {exercise.label: exercise.hint for exercise in kit.exercises}
    checks = {exercise.label: _sources(kit, exercise.checks) for exercise in kit.exercises} if reveal else {}
    return render("feedback.html", kit=kit, verdict=verdict, hints=hints, checks=checks, reveal=reveal)


def _sources(kit: Kit, grade_ids: tuple[str, ...]) -> str:
    return "\n\n".join(kit.cells[grade_id].source for grade_id in grade_ids)


def write(course: Course, kit: Kit, verdict: Verdict, reveal: bool = False) -> None:
    """Write a student's page; raises OSError if its folder refuses, PixgradError if the disk does."""
    store.write_whole(course.feedback(verdict.student, kit.slug), page(kit, verdict, reveal))


def write_class(course: Course, kit: Kit, verdicts: dict[str, Verdict], reveal: bool) -> list[str]:
    """Write the pages of a class; returns the students whose folder refuses."""
    refused = []
    for student, verdict in verdicts.items():
        try:
            write(course, kit, verdict, reveal)
        except OSError:
            refused.append(student)
    return refused
