"""Opening what lies in a student's folder: small regular files, no links, nothing that may block."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.sanitise import name

SMALL = 10_000  # bytes of what nbgrader's exchange puts beside a notebook
HEAD = 64  # bytes by which a kind of file is known
RECEIPTS = ("timestamp.txt", "submission_secret.txt")
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Refused(Exception):
    """Something is not read; the finding says why."""

    def __init__(self, kind: FindingKind, message: str) -> None:
        super().__init__(message)
        self.finding = Finding(kind, message)


def read_regular(path: Path, longest: int, wanted: Callable[[bytes], bool] = lambda head: True) -> bytes:
    """Read a file of at most so many bytes.

    Parameters
    ----------
    path : Path
    longest : int
    wanted : callable
        Tells from the first bytes whether the rest is wanted; if not, they are all that is returned.

    Raises
    ------
    Refused
        If it is a link, no regular file, or larger.
    OSError
        If it cannot be read.
    """
    require(path, "a file")
    with open(path, "rb", opener=lambda where, _: os.open(where, FLAGS)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # put there since it was looked at
            raise Refused(FindingKind.NOT_A_FILE, f"{name(path.name)} is not a file")
        content = file.read(HEAD)
        if wanted(content):
            content += file.read(longest + 1 - len(content))
    if len(content) > longest:
        limit = f"{longest // 2**20} MB" if longest >= 2**20 else f"{longest} bytes"
        reason = f"{name(path.name)} is larger than {limit}; clear the outputs and hand it in again"
        raise Refused(FindingKind.TOO_LARGE, reason)
    return content


def require(path: Path, wanted: str) -> None:
    """Raise Refused unless a path is itself, not by way of a link, ``a file`` or ``a folder``."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise Refused(FindingKind.LINK, f"{name(path.name)} is a link, not {wanted}; links are not followed")
    if not (stat.S_ISDIR(mode) if wanted == "a folder" else stat.S_ISREG(mode)):
        raise Refused(FindingKind.NOT_A_FILE, f"{name(path.name)} is not {wanted}")


def receipts(folder: Path) -> dict[str, str]:
    """Return what nbgrader's exchange has put beside a submission, by file name; what is odd is left out."""
    found = {}
    for filename in RECEIPTS:
        try:
            for real in (folder.parent, folder):
                require(real, "a folder")
            found[filename] = read_regular(folder / filename, SMALL).decode("utf-8")
        except (Refused, OSError, ValueError):
            continue
    return found
