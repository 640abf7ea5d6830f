"""Keeping what marking one submission gave: scores in the gradebook, then the student's files."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from pixgrad.classroom.changes import ChangeLog, differences
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.classroom.safe_reading import RECEIPTS
from pixgrad.classroom.verdict_files import load_verdict, save_verdict
from pixgrad.course import Course
from pixgrad.files import write_if_other, write_whole
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Verdict
from pixgrad.pages import feedback
from pixgrad.pages.standing import Standing

RecordT = TypeVar("RecordT")


def keep(
    course: Course,
    kit: Kit,
    verdict: Verdict,
    record: Callable[[], RecordT],
    standing: Callable[[], Standing | None],
    received: Mapping[str, str],
    changes: ChangeLog,
    notebook: str | None = None,
) -> tuple[RecordT, Verdict]:
    """Record the scores, then write the page, then the verdict, which says that all else is in place.

    Parameters
    ----------
    course : Course
    kit : Kit
    verdict : Verdict
    record : callable
        Enters the scores in the gradebook.
    standing : callable
        Reads from the gradebook how the submission stands; the page shows it, and a change is written down.
    received : mapping of str to str
        What nbgrader's exchange has put beside the submission; its ``release_feedback`` reads that beside the
        page.
    changes : ChangeLog
        To which a change is added.
    notebook : str or None
        The executed notebook, unless somebody else writes it.

    Returns
    -------
    RecordT
        What recording returned.
    Verdict
        With a finding if the student's folder refuses a file; that is no end of the batch.
    """
    old, before = load_verdict(course, verdict.student, kit.slug), standing()
    recorded = record()
    after = standing()
    if new := differences(old, before, verdict, after):
        changes.add(verdict.student, new)
        after = standing()  # with these changes
    try:
        if notebook is not None:
            write_whole(course.autograded(verdict.student, kit.slug), notebook)
        give_back(course, kit, verdict, after, received)
        save_verdict(course, verdict)
    except OSError as error:
        message = f"scores are recorded, but {error.filename} could not be written: {error.strerror}"
        finding = Finding(FindingKind.UNWRITABLE, message)
        return recorded, replace(verdict, findings=(*verdict.findings, finding))
    return recorded, verdict


def give_back(
    course: Course, kit: Kit, verdict: Verdict, standing: Standing | None, received: Mapping[str, str]
) -> None:
    """Write a student's page, and what nbgrader needs to release it; raises OSError if a folder refuses."""
    feedback.write(course, kit, verdict, standing)
    receipts = _without_exchange(course, verdict) | dict(received)
    for folder in (course.autograded(verdict.student, kit.slug), course.feedback(verdict.student, kit.slug)):
        for filename, text in receipts.items():
            write_if_other(folder.with_name(filename), text)


def _without_exchange(course: Course, verdict: Verdict) -> dict[str, str]:
    """Return receipts for what did not come by nbgrader's exchange: it releases no page of anybody without.

    The page is released under a name that nobody can guess, and nobody fetches it.
    """
    text = f"{verdict.slug} {verdict.student}".encode()
    secret = hmac.new(seeds_of(course).secret.encode(), text, "sha256").hexdigest()
    return dict(zip(RECEIPTS, ("", secret), strict=True))
