"""Keeping what marking one submission gave: scores in the gradebook, then the student's files."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from pixgrad.classroom.verdict_files import save_verdict
from pixgrad.course import Course
from pixgrad.files import write_whole
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Verdict
from pixgrad.pages import feedback

RecordT = TypeVar("RecordT")


def keep(
    course: Course, kit: Kit, verdict: Verdict, record: Callable[[], RecordT], notebook: str | None = None
) -> tuple[RecordT, Verdict]:
    """Record the scores, then write the page, then the verdict, which says that all else is in place.

    Parameters
    ----------
    course : Course
    kit : Kit
    verdict : Verdict
    record : callable
        Enters the scores in the gradebook.
    notebook : str or None
        The executed notebook, unless somebody else writes it.

    Returns
    -------
    RecordT
        What recording returned.
    Verdict
        With a finding if the student's folder refuses a file; that is no end of the batch.
    """
    recorded = record()
    try:
        if notebook is not None:
            write_whole(course.autograded(verdict.student, kit.slug), notebook)
        feedback.write(course, kit, verdict)
        save_verdict(course, verdict)
    except OSError as error:
        message = f"scores are recorded, but {error.filename} could not be written: {error.strerror}"
        finding = Finding(FindingKind.UNWRITABLE, message)
        return recorded, replace(verdict, findings=(*verdict.findings, finding))
    return recorded, verdict
