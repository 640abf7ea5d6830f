"""Finding what students handed in; files are read here, never interpreted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pixgrad.classroom.safe_reading import Refused, require
from pixgrad.classroom.which_notebook import choose
from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.kit import Kit
from pixgrad.marking.mark import Submission
from pixgrad.marking.sanitise import name

LONGEST_ID = 128  # characters of a student's id in nbgrader's gradebook
JOINERS = "\u200c\u200d"  # inside of Persian and Hindi names, and of emoji
CANNOT_BE_STORED = (
    f"cannot be stored (no tabs, line ends or invisible signs, at most {LONGEST_ID} characters); rename the "
    "folder"
)


@dataclass(frozen=True)
class Class:
    """The folders of one assignment: who handed something in, who did not, and whose id cannot be stored."""

    folders: dict[str, Path]
    absent: tuple[str, ...]
    unstorable: tuple[str, ...] = ()


def collect(submitted: Path, slug: str, only: Sequence[str] = ()) -> Class:
    """Find the submissions of an assignment.

    Parameters
    ----------
    submitted : Path
        Holds a folder for each student, which holds one for each assignment.
    slug : str
    only : sequence of str
        Students to restrict it to; all if empty.

    Raises
    ------
    PixgradError
        If there is no submission at all.
    UsageError
        If a student of `only` has no folder.
    """
    if not submitted.is_dir():
        raise PixgradError(
            f"{submitted} does not exist; collect submissions there, or try: pixgrad simulate {slug}"
        )
    names = sorted(path.name for path in submitted.iterdir() if _is_student(path))
    students = [student for student in names if can_be_stored(student)]
    unstorable = tuple(name(student) for student in names if not can_be_stored(student) and not only)
    for student in only:
        if not can_be_stored(student):
            raise UsageError(f"{name(student)} {CANNOT_BE_STORED}")
        if student not in students:
            raise UsageError(f"{submitted} has no folder of a student {student}{nearest(student, students)}")
    chosen = [student for student in students if not only or student in only]
    folders = {student: submitted / student / slug for student in chosen}
    present = {
        student: folder for student, folder in folders.items() if folder.is_symlink() or folder.exists()
    }
    if not present and not unstorable:
        raise PixgradError(
            f"{submitted} has no submission of {slug} (looked for <student>/{slug}/{slug}.ipynb)"
        )
    absent = tuple(student for student in chosen if student not in present)
    return Class(present, absent, unstorable)


def _is_student(path: Path) -> bool:
    return not path.name.startswith(".") and (path.is_dir() or path.is_symlink())


def can_be_stored(student: str) -> bool:
    r"""Tell whether a folder's name is text that a gradebook and a table of one line each can hold.

    >>> [can_be_stored(each) for each in ("\u0639\u0644\u06cc\u200c\u0631", "a\tb", "x" * 129)]
    [True, False, False]
    """
    visible = "".join(character for character in student if character not in JOINERS)
    return visible.isprintable() and bool(visible.strip()) and len(student) <= LONGEST_ID


def read_submission(student: str, folder: Path, kit: Kit) -> Submission:
    """Read what a student handed in for an assignment.

    A link, a folder in place of the notebook, or nothing at all is a finding, not an error.
    """
    try:
        for real in (folder.parent, folder):
            require(real, "a folder")
        return Submission(student, *choose(folder, kit))
    except Refused as refused:
        return Submission(student, None, (refused.finding,))
    except OSError as error:
        reason = f"the notebook could not be read from disk ({error.strerror}); tell your instructor"
        return Submission(student, None, (Finding(FindingKind.UNREADABLE, reason),))


def submitted_at(received: Mapping[str, str]) -> datetime | None:
    """Return when a submission was handed in, from nbgrader's timestamp.txt; None if it does not say."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(received["timestamp.txt"].strip())
    except (KeyError, ValueError, OverflowError):
        return None
