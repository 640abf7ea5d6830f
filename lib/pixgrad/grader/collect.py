"""Finding what students handed in; files are read here, never interpreted."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.grader.mark import Submission
from pixgrad.grader.reading import LARGEST_SUBMISSION
from pixgrad.grader.verdict import Finding


@dataclass(frozen=True)
class Class:
    """The folders of one assignment: who handed something in, and who did not."""

    folders: dict[str, Path]
    absent: tuple[str, ...]


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
    students = sorted(path.name for path in submitted.iterdir() if _is_student(path))
    for student in only:
        if student not in students:
            raise UsageError(f"{submitted} has no folder of a student {student}{nearest(student, students)}")
    chosen = [student for student in students if not only or student in only]
    folders = {student: submitted / student / slug for student in chosen}
    present = {
        student: folder for student, folder in folders.items() if folder.is_symlink() or folder.exists()
    }
    if not present:
        raise PixgradError(
            f"{submitted} has no submission of {slug} (looked for <student>/{slug}/{slug}.ipynb)"
        )
    return Class(present, tuple(student for student in chosen if student not in present))


def _is_student(path: Path) -> bool:
    return not path.name.startswith(".") and (path.is_dir() or path.is_symlink())


def read_submission(student: str, folder: Path) -> Submission:
    """Read what a student handed in for the assignment that the folder is named after.

    A link, a folder in place of the notebook, or nothing at all is a finding, not an error.
    """
    try:
        path, findings = _locate(folder)
        return Submission(student, path.read_bytes(), findings)
    except _Nothing as nothing:
        return Submission(student, None, (nothing.finding,))
    except OSError as error:
        reason = f"the notebook could not be read from disk ({error.strerror}); tell your instructor"
        return Submission(student, None, (Finding("unreadable", reason),))


class _Nothing(Exception):
    def __init__(self, kind: str, message: str) -> None:
        self.finding = Finding(kind, message)


def _locate(folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Return the notebook to mark: the one with the right name, or the only one."""
    _require(folder, stat.S_ISDIR, "a folder")
    wanted = folder / f"{folder.name}.ipynb"
    others = sorted(path for path in folder.glob("*.ipynb") if path != wanted)
    if wanted.is_symlink() or wanted.exists():
        _require(wanted, stat.S_ISREG, "a file")
        names = ", ".join(path.name for path in others)
        return wanted, (Finding("extra-notebook", f"also there, not marked: {names}"),) if others else ()
    if len(others) == 1:
        _require(others[0], stat.S_ISREG, "a file")
        return others[0], (Finding("wrong-name", f"called {others[0].name} instead of {wanted.name}"),)
    if others:
        raise _Nothing("wrong-name", f"none of the {len(others)} notebooks handed in is called {wanted.name}")
    raise _Nothing("missing", f"no notebook was handed in (looked for {wanted.name})")


def _require(path: Path, kind_of: object, wanted: str) -> None:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise _Nothing("link", f"{path.name} is a link, not {wanted}; links are not followed")
    if not kind_of(status.st_mode):  # type: ignore[operator]
        raise _Nothing("not-a-file", f"{path.name} is not {wanted}")
    if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_SUBMISSION:
        limit = LARGEST_SUBMISSION // 2**20
        raise _Nothing(
            "too-large", f"{path.name} is larger than {limit} MB; clear the outputs and hand it in again"
        )


def submitted_at(folder: Path) -> datetime | None:
    """Return when a submission was handed in, from nbgrader's timestamp.txt; None if it does not say."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None
