"""Everything that a student handed in for an assignment, attempt by attempt, under ``grading/collected``."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pixgrad.classroom.safe_reading import RECEIPTS
from pixgrad.course import Course
from pixgrad.errors import PixgradError

ABOUT = "attempt.json"
BY_HAND = "grading/submitted"  # where an attempt came from that no download brought


@dataclass(frozen=True)
class Attempt:
    """One attempt.

    Attributes
    ----------
    source : str
        Name of the download that it came by.
    order : int
        Grows with time.
    late : bool
        Whether the platform calls it late.
    files : dict of str to Path
        Name that the student gave -> where it lies now.
    called : str
        What the platform called its first file, by which it knows the attempt; "" if none did.
    when : str
        When it came, as nbgrader's timestamp.txt has it; "" if that is not known.
    """

    source: str
    order: int
    late: bool
    files: dict[str, Path]
    called: str = ""
    when: str = ""

    @property
    def folder(self) -> Path:
        """Where the files lie, all below one folder."""
        name, path = next(iter(self.files.items()))
        return path.parents[name.count("/")]

    @property
    def digest(self) -> str:
        """Equal for equal files of equal names, whenever they came."""
        digest = hashlib.sha256()
        for name in sorted(set(self.files) - set(RECEIPTS)):
            digest.update(f"{name}\0{hashlib.sha256(self.files[name].read_bytes()).hexdigest()}\0".encode())
        return digest.hexdigest()


def last(student: str, attempts: list[Attempt]) -> Attempt:
    """Return the attempt that was handed in last; of equal ones that which was kept last."""
    return max(reversed(attempts), key=lambda attempt: attempt.order)


def attempts(course: Course, slug: str, student: str) -> list[Attempt]:
    """Return what is kept of a student, in the order in which it was kept."""
    return [_load(path) for path in sorted(_folder(course, slug, student).glob("[0-9]*"))]


def _folder(course: Course, slug: str, student: str) -> Path:
    return course.grading / "collected" / slug / student


def _load(folder: Path) -> Attempt:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        called, files, when = str(about["called"]), _files(folder / "files"), str(about["when"])
        return Attempt(str(about["from"]), int(about["order"]), bool(about["late"]), files, called, when)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PixgradError(f"{folder} is no attempt that was kept ({error}); move it away") from error


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path for path in found}


def keep(course: Course, slug: str, student: str, attempt: Attempt) -> bool:
    """Keep an attempt; returns False if the same is kept already."""
    before = attempts(course, slug, student)
    if attempt.digest in {each.digest for each in before}:
        return False
    folder = _folder(course, slug, student)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as scratch:
        made = Path(scratch) / "attempt"
        _copy(attempt.files, made / "files")
        about: dict[str, object] = {"from": attempt.source, "order": attempt.order, "late": attempt.late}
        about |= {"called": attempt.called, "when": attempt.when}
        (made / ABOUT).write_text(json.dumps(about) + "\n", encoding="utf-8")
        made.rename(folder / f"{len(before) + 1:03d}")
    return True


def _copy(files: dict[str, Path], folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)


def save_what_is_there(course: Course, slug: str, student: str) -> bool:
    """Keep what lies where marking looks, unless it is a kept attempt; tells whether it was new."""
    files = _files(course.submitted / student / slug)
    if not set(files) - set(RECEIPTS):
        return False
    return keep(course, slug, student, Attempt(BY_HAND, 0, False, files))


def place(course: Course, slug: str, student: str, attempt: Attempt) -> None:
    """Put an attempt where marking looks, whole, in the place of what lies there."""
    target = course.submitted / student / slug
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_symlink():
        raise PixgradError(f"{target} is a link; remove it, so that submissions can be put there")
    with tempfile.TemporaryDirectory(prefix=".collect-", dir=course.grading) as scratch:
        _copy(attempt.files, Path(scratch) / "new")
        if attempt.when:
            (Path(scratch) / "new" / RECEIPTS[0]).write_text(attempt.when + "\n", encoding="utf-8")
        if target.exists():
            target.rename(Path(scratch) / "old")
        (Path(scratch) / "new").rename(target)
