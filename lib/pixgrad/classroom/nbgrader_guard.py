"""nbgrader's own commands and formgrader, made to see a class as pixgrad sees it, and as carefully.

nbgrader opens ``timestamp.txt`` whatever it is, and copies all that lies beside a notebook, through links. A
pipe of that name would stop a command or the whole Jupyter server for ever; a link would bring any file of
the instructor's into what students get back. grader_config.py, which nbgrader executes, calls `guard`.
"""

import glob
import stat
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from pixgrad.classroom.safe_reading import Refused, receipts, require
from pixgrad.marking.sanitise import name

LARGEST_COPIED = 32 * 2**20  # bytes of a file beside a notebook


def guard() -> None:
    """Let nbgrader's own commands and pages open regular files alone; nothing if nbgrader is not loaded."""
    if "nbgrader.apps.api" not in sys.modules:
        return
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.converters import base
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import find_all_files

    def regular_files(folder: str, exclude: list[str] | None = None) -> list[str]:
        return [file for file in find_all_files(folder, exclude) if may_be_copied(Path(folder), Path(file))]

    def submitted(api: Any, slug: str, student: str) -> datetime | None:
        course = api.coursedir
        return timestamp(course, course.format_path(course.submitted_directory, student, slug))

    base.find_all_files = regular_files
    CourseDirectory.get_existing_timestamp = timestamp
    NbGraderAPI.get_submitted_timestamp = submitted


def timestamp(_course: object, folder: str) -> datetime | None:
    """Return when what lies in a folder was handed in; None if it does not say."""
    from pixgrad.classroom.submissions import submitted_at  # brings nbformat along

    return submitted_at(receipts(Path(folder).absolute()))


def may_be_copied(folder: Path, file: Path) -> bool:
    """Tell whether a file is a regular one of bounded size, not reached through a link."""
    try:
        for real in (folder.absolute().parent, folder):
            require(real, "a folder")
        found = file.lstat()
    except (Refused, OSError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST_COPIED


def offer_every_folder(converter: Any) -> None:
    """Let nbgrader ask for the assignment's notebook in every folder, whatever lies there.

    It passes by a folder without a notebook of that name, and stops at a student's id that it cannot match.

    Parameters
    ----------
    converter : nbgrader.converters.base.BaseConverter
        About to go through the folders of a class.
    """
    from pixgrad.classroom.submissions import CANNOT_BE_STORED, can_be_stored

    course = converter.coursedir
    if course.notebook_id != "*":
        return
    pattern = converter._format_source(course.assignment_id, course.student_id)
    folders = glob.glob(pattern)  # noqa: PTH207 - the pattern is absolute
    converter.assignments = {}
    for folder in map(Path, folders):
        if can_be_stored(folder.parent.name):
            converter.assignments[str(folder)] = [str(folder / f"{folder.name}.ipynb")]
        else:
            converter.log.warning("%s %s", name(folder.parent.name), CANNOT_BE_STORED)
