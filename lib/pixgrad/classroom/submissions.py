"""Finding what students handed in; files are read here, never interpreted."""

import os
import re
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake.reading import LARGEST_SUBMISSION
from pixgrad.marking.mark import Submission
from pixgrad.marking.sanitise import name

LONGEST_ID = 128  # characters of a student's id
MOST_NAMED = 5  # files that a finding names
NOTEBOOK = re.compile(r"\.ipynb(\.(txt|json|download))?$", re.IGNORECASE)
# What is added to the name of a copy: "(1)", "-Copy1", "_final", "-v2".
ADDED = re.compile(r"[ _.-]*(\(\d+\)|(copy|kopie|copie|copia|final|submission|solution|v)[ _-]?\d*)$")
INSTEAD = {
    ".py": "a script: a notebook that was converted has lost its cells, and scores 0",
    ".html": "a page made from a notebook, and scores 0",
    ".pdf": "a document made from a notebook, and scores 0",
    ".zip": "an archive, which is not unpacked, and scores 0",
}


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
    names = sorted(path.name for path in submitted.iterdir() if _is_student(path))
    students = [student for student in names if _can_be_stored(student)]
    unnamed = tuple(name(student) for student in names if not _can_be_stored(student) and not only)
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
    return Class(present, (*(student for student in chosen if student not in present), *unnamed))


def _is_student(path: Path) -> bool:
    return not path.name.startswith(".") and (path.is_dir() or path.is_symlink())


def _can_be_stored(name: str) -> bool:
    """Tell whether a folder's name is text that a gradebook can hold."""
    return name.isprintable() and len(name) <= LONGEST_ID


def read_submission(student: str, folder: Path) -> Submission:
    """Read what a student handed in for the assignment that the folder is named after.

    A link, a folder in place of the notebook, or nothing at all is a finding, not an error.
    """
    try:
        for link in (folder.parent, folder):
            _require(link, stat.S_ISDIR, "a folder")
        path, findings = _locate(folder)
        _require(path, stat.S_ISREG, "a file")
        return Submission(student, _contents(path), findings)
    except _Nothing as nothing:
        return Submission(student, None, (nothing.finding,))
    except OSError as error:
        reason = f"the notebook could not be read from disk ({error.strerror}); tell your instructor"
        return Submission(student, None, (Finding(FindingKind.UNREADABLE, reason),))


class _Nothing(Exception):
    def __init__(self, kind: FindingKind, message: str) -> None:
        self.finding = Finding(kind, message)


def _locate(folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Return the notebook to mark: the one with the right name, the one most like it, or the only one."""
    files = sorted(folder.iterdir(), key=lambda path: _natural(path.name))
    wanted = folder / f"{folder.name}.ipynb"
    notebooks = [path for path in files if NOTEBOOK.search(path.name)] or _one_level_down(files)
    if wanted in files:
        return wanted, _also_there([path for path in notebooks if path != wanted])
    namesakes = [path for path in notebooks if _core(path.name) == _core(wanted.name)]
    if namesakes or len(notebooks) == 1:
        chosen = namesakes[-1] if namesakes else notebooks[0]
        renamed = Finding(FindingKind.WRONG_NAME, f"called {_said(chosen, folder)} instead of {wanted.name}")
        return chosen, (renamed, *_also_there([path for path in notebooks if path != chosen]))
    if notebooks:
        count = len(notebooks)
        raise _Nothing(
            FindingKind.WRONG_NAME, f"none of the {count} notebooks handed in is called {wanted.name}"
        )
    raise _Nothing(FindingKind.MISSING, _why_none(files, wanted))


def _one_level_down(files: list[Path]) -> list[Path]:
    """Return the notebooks in the folders of a submission, as unpacking an archive may leave them."""
    folders = [path for path in files if not path.name.startswith((".", "__")) and _is_real_folder(path)]
    return [path for folder in folders for path in sorted(folder.iterdir()) if NOTEBOOK.search(path.name)]


def _is_real_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _core(filename: str) -> str:
    """Return what is left of a file name without capitals and what browsers, Jupyter and people add to it.

    >>> [_core(name) for name in ("A1_kNN (2).ipynb", "a1_knn-Copy1.ipynb", "Copy of a1-knn.ipynb.txt")]
    ['a1knn', 'a1knn', 'a1knn']
    """
    stem = NOTEBOOK.sub("", filename).lower().removeprefix("copy of ")
    while (shorter := ADDED.sub("", stem)) != stem:
        stem = shorter
    return re.sub(r"[\W_]", "", stem)


def _natural(filename: str) -> list[tuple[int, str]]:
    """Return a key that sorts copy 10 behind copy 9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,9})", filename)]


def _said(path: Path, folder: Path) -> str:
    return name(str(path.relative_to(folder)))


def _also_there(others: list[Path]) -> tuple[Finding, ...]:
    if not others:
        return ()
    listed = ", ".join(name(path.name) for path in others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    return (Finding(FindingKind.EXTRA_NOTEBOOK, f"also there, not marked: {listed}{more}"),)


def _why_none(files: list[Path], wanted: Path) -> str:
    """Say that there is no notebook, and what there is in its place."""
    for path in files:
        if (advice := INSTEAD.get(path.suffix.lower())) is not None:
            return f"{name(path.name)} is {advice}; hand in the notebook itself, {wanted.name}"
    return f"no notebook was handed in (looked for {wanted.name})"


def _require(path: Path, kind_of: Callable[[int], bool], wanted: str) -> None:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise _Nothing(FindingKind.LINK, f"{name(path.name)} is a link, not {wanted}; links are not followed")
    if not kind_of(status.st_mode):
        raise _Nothing(FindingKind.NOT_A_FILE, f"{name(path.name)} is not {wanted}")
    if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_SUBMISSION:
        limit = LARGEST_SUBMISSION // 2**20
        raise _Nothing(
            FindingKind.TOO_LARGE,
            f"{name(path.name)} is larger than {limit} MB; clear the outputs and hand it in again",
        )


def _contents(path: Path) -> bytes:
    """Read a file, also where something else has been put in its place since it was looked at."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(path, "rb", opener=lambda where, _: os.open(where, flags)) as file:
        return file.read(LARGEST_SUBMISSION + 1)


def submitted_at(folder: Path) -> datetime | None:
    """Return when a submission was handed in, from nbgrader's timestamp.txt; None if it does not say."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc((folder / "timestamp.txt").read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None
