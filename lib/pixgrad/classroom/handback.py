"""Feedback pages in the zip that a platform takes, each called as it calls the submission.

Moodle's importer reads ``fullname_number_assignfeedback_file_NAME``
(https://github.com/moodle/moodle/blob/main/mod/assign/feedback/file/importziplib.php). Canvas takes the first
two numbers between underscores for the student and the file that was handed in
(https://github.com/instructure/canvas-lms, ``infer_comment_context_from_filename``).
"""

import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pixgrad.classroom import attempts as kept
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.export.download_names import HandedIn, parse

ADVICE = {
    "canvas": "give it to Canvas on the assignment's page, Upload Submissions; each submission is commented "
    "with its page, under the name of the file that was handed in: a page to be opened in a browser",
    "moodle": "give it to Moodle on the page of the assignment's submissions, Upload multiple feedback files "
    "in a zip",
}


@dataclass(frozen=True)
class HandedBack:
    """The zip for one platform, and whose pages are in it."""

    platform: str
    path: Path
    students: tuple[str, ...]


def hand_back(course: Course, slug: str) -> tuple[list[HandedBack], list[str]]:
    """Write a zip for each platform that submissions were collected from.

    Returns
    -------
    list of HandedBack
    list of str
        Students who have no page yet.

    Raises
    ------
    UsageError
        If the assignment does not exist.
    PixgradError
        If no submission of it was collected, or none of those is marked.
    """
    course.require(slug)
    pages: dict[str, dict[str, tuple[str, Path]]] = {}
    without: list[str] = []
    for folder in sorted((course.grading / "collected" / slug).glob("*/")):
        student = folder.name
        handed, page = _last(course, slug, student), course.feedback(student, slug)
        if handed is not None and page.is_file():
            pages.setdefault(handed.platform, {})[student] = (_called(handed, slug), page)
        elif handed is not None:
            without.append(student)
    if not pages:
        raise PixgradError(_nothing(slug, without))
    return [_zipped(course, slug, platform, each) for platform, each in pages.items()], without


def _nothing(slug: str, without: list[str]) -> str:
    if without:
        return (
            f"none of the {len(without)} collected submissions of {slug} is marked; run: pixgrad grade {slug}"
        )
    return (
        f"no submission of {slug} was collected from Canvas or Moodle, so it is not known what they call it; "
        "see: pixgrad collect --help"
    )


def _last(course: Course, slug: str, student: str) -> HandedIn | None:
    """What the platform calls the attempt that it has last."""
    theirs = [attempt for attempt in kept.attempts(course, slug, student) if attempt.called]
    return parse(kept.last(student, theirs).called) if theirs else None


def _called(handed: HandedIn, slug: str) -> str:
    if handed.platform == "moodle":
        return f"{handed.name}_{handed.number}_assignfeedback_file_{slug}-feedback.html"
    late = "_LATE" if handed.late else ""
    return f"{handed.name}{late}_{handed.number}_{handed.order}_{slug}-feedback.html"


def _zipped(course: Course, slug: str, platform: str, pages: dict[str, tuple[str, Path]]) -> HandedBack:
    path = course.grading / f"feedback-{slug}-{platform}.zip"
    handle, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=course.grading)
    os.close(handle)
    try:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            for called, page in pages.values():
                archive.write(page, called)
        Path(scratch).replace(path)
    finally:
        Path(scratch).unlink(missing_ok=True)
    return HandedBack(platform, path, tuple(pages))
