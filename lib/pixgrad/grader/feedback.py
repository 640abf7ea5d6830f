"""The page that a student gets back."""

from pixgrad.grader import store
from pixgrad.grader.course import Course
from pixgrad.grader.kit import Kit
from pixgrad.grader.pages import render
from pixgrad.grader.verdict import Verdict


def page(kit: Kit, verdict: Verdict) -> str:
    """Return the feedback on one submission as a self-contained HTML page without active content.

    Parameters
    ----------
    kit : Kit
        For title and hints; the source of its checks is not shown.
    verdict : Verdict
    """
    hints = {exercise.label: exercise.hint for exercise in kit.exercises}
    return render("feedback.html", kit=kit, verdict=verdict, hints=hints)


def write(course: Course, kit: Kit, verdict: Verdict) -> None:
    """Write a student's page; raises OSError if its folder refuses, PixgradError if the disk does."""
    store.write_whole(course.feedback(verdict.student, kit.slug), page(kit, verdict))
