"""Reading what a learning platform packed: a zip, or a folder that somebody unpacked; nothing is trusted.

Names decide where nothing is written, sizes are those that come out, and one bad name refuses the whole.
"""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.marking.intake.reading import LARGEST_SUBMISSION
from pixgrad.marking.sanitise import name as shown

MOST_FILES = 20_000
MOST_BYTES = 4 * 2**30  # of all files together, unpacked
OUTSIDE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|\0")


@dataclass(frozen=True)
class Packed:
    """A file of a download.

    Attributes
    ----------
    where : str
        Its path in the download, with slashes.
    date : int
        Seconds, as the archive or the disk says.
    size : int
        Bytes that were unpacked to look at it.
    content : bytes or None
        None if it is too large, a link, or damaged.
    """

    where: str
    date: int
    size: int
    content: bytes | None


def read(path: Path) -> Iterator[Packed]:
    """Yield the files of a download, in order of their names; hidden ones are passed over.

    Raises
    ------
    UsageError
        If there is nothing at that path.
    PixgradError
        If it is neither a zip nor a folder, names files outside of itself, or is too large.
    """
    if path.is_dir():
        files = _of_folder(path)
    elif path.is_file():
        files = _of_zip(path)
    else:
        known = [other.name for other in path.parent.glob("*")] if path.parent.is_dir() else []
        raise UsageError(f"there is no file {path}{nearest(path.name, known)}")
    left = MOST_BYTES
    for file in files:
        left -= file.size
        if left < 0:
            raise PixgradError(
                f"{path} holds more than {MOST_BYTES // 2**30} GB unpacked; is it made to fill a disk?"
            )
        yield file


def _of_zip(path: Path) -> Iterator[Packed]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _require_harmless(path, [member.filename for member in members])
            for member in sorted(members, key=lambda member: member.filename):
                if not member.is_dir() and _is_shown(member.filename):
                    size = min(member.file_size, LARGEST_SUBMISSION)
                    yield Packed(member.filename, _date(member), size, _unpacked(archive, member))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise PixgradError(f"{path} is neither a folder nor a zip that can be read: {error}") from error
    except OSError as error:
        raise PixgradError(f"{path} cannot be read: {error.strerror or error}") from error


def _require_harmless(path: Path, names: list[str]) -> None:
    if len(names) > MOST_FILES:
        raise PixgradError(f"{path} holds {len(names)} files, more than the {MOST_FILES} that are looked at")
    outside = next((name for name in names if OUTSIDE.search(name.replace("\\", "/"))), None)
    if outside is not None:
        raise PixgradError(
            f"{path} names a file outside of itself, {shown(outside)}; no platform does, so nothing is taken"
        )


def _is_shown(where: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(where).parts)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    if member.flag_bits & 1 or stat.S_ISLNK(member.external_attr >> 16):
        return None
    try:
        with archive.open(member) as file:
            content = file.read(LARGEST_SUBMISSION + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return None
    return content if len(content) <= LARGEST_SUBMISSION else None


def _date(member: zipfile.ZipInfo) -> int:
    try:
        return int(datetime(*member.date_time).timestamp())
    except (ValueError, OverflowError, OSError):
        return 0


def _of_folder(folder: Path) -> Iterator[Packed]:
    paths = sorted(Path(top) / name for top, _, names in os.walk(folder) for name in names)
    _require_harmless(folder, [path.relative_to(folder).as_posix() for path in paths])
    for path in paths:
        where = path.relative_to(folder).as_posix()
        if _is_shown(where):
            content = _of_disk(path)
            yield Packed(where, int(path.lstat().st_mtime), len(content or b""), content)


def _of_disk(path: Path) -> bytes | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_SUBMISSION:
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None
