"""What marking leaves on disk for each student: written whole or not at all."""

import contextlib
import errno
import json
import os
import tempfile
from pathlib import Path

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.verdict import Verdict

# Errors that concern the whole batch, not one student's folder.
EVERYBODY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or an interruption, never meets half of it.

    Raises
    ------
    PixgradError
        If the disk is full or read-only.
    OSError
        If only this file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_rename(path, text)
    except OSError as error:
        if error.errno in EVERYBODY:
            raise PixgradError(
                f"{path} could not be written: {error.strerror}; make room, then run the same command again "
                "(what is marked is kept)"
            ) from error
        raise


def _write_and_rename(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def verdict_path(course: Course, student: str, slug: str) -> Path:
    """Return where the verdict is kept: beside the executed notebook, so that both go together."""
    return course.autograded(student, slug).with_name("verdict.json")


def load_verdict(course: Course, student: str, slug: str) -> Verdict | None:
    """Return the verdict that an earlier run kept, or None if there is none that can be used."""
    try:
        data = json.loads(verdict_path(course, student, slug).read_text(encoding="utf-8"))
        verdict = Verdict.from_json(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return verdict if course.autograded(student, slug).is_file() else None


def save_verdict(course: Course, verdict: Verdict) -> None:
    """Keep a verdict; written last, it says that everything else of this submission is in place."""
    path = verdict_path(course, verdict.student, verdict.slug)
    write_whole(path, json.dumps(verdict.to_json(), indent=1, ensure_ascii=False) + "\n")


def require_writable(folder: Path) -> None:
    """Raise PixgradError unless files can be created in a folder, which is made if it does not exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise PixgradError(
            f"nothing can be written into {folder}: {error.strerror}; mend that and run again"
        ) from error
