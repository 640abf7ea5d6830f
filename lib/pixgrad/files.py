"""Files that are written whole or not at all, or watched; and how a path is told to a person."""

import contextlib
import difflib
import errno
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from pixgrad.errors import PixgradError

# Errors that concern the whole batch, not one student's folder.
FULL = {errno.ENOSPC, errno.EDQUOT}
SECONDS_TO_LOCK = 60.0  # that a folder may be there before its process has locked it
EVERYBODY = {*FULL, errno.EROFS}


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
        _raise_for(path, error)


def write_if_other(path: Path, text: str) -> None:
    """Write a small file whole, unless that is what it holds; raises as `write_whole`."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.read_text(encoding="utf-8") == text:
            return
    write_whole(path, text)


def append(path: Path, lines: str) -> None:
    """Add lines to a file that is there, all of them or none; raises as `write_whole`."""
    with path.open("r+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        whole = file.read(1) in (b"\n", b"")
        data = (lines if whole else f"\n{lines}").encode()
        try:
            if file.write(data) == len(data):
                return
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        except OSError as error:
            file.truncate(end)
            _raise_for(path, error)


def _raise_for(path: Path, error: OSError) -> NoReturn:
    """Raise an error that concerns the whole batch as such."""
    if error.errno in EVERYBODY:
        raise PixgradError(
            f"{path} could not be written: {error.strerror}; make room, then run the same command again "
            "(what is marked is kept)"
        ) from error
    raise error


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


class OwnFolder:
    """A temporary folder that is there as long as its process.

    Of one whose process was killed, the next that is made removes what was left: nobody holds its lock.

    Parameters
    ----------
    prefix : str
        What such folders are called.

    Attributes
    ----------
    path : Path
    close : callable
        Removes it before the end of the process.
    """

    def __init__(self, prefix: str) -> None:
        _remove_left_over(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self.lock = os.open(self.path, os.O_RDONLY)
        _take(self.lock)
        self.close = weakref.finalize(self, _remove, self.path, self.lock, os.getpid())


def _remove(path: Path, lock: int, owner: int) -> None:
    """Remove the folder, unless this is a forked copy of the process that it belongs to."""
    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)
    os.close(lock)


def _take(folder: int) -> bool:
    """Lock an open folder, and tell whether nobody else had."""
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_left_over(prefix: str) -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # another account's
            folder = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                stat = os.fstat(folder)
                begun = time.time() - stat.st_mtime < SECONDS_TO_LOCK
                if stat.st_uid == os.geteuid() and not begun and _take(folder):
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(folder)


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


def seen_from_here(path: Path) -> str:
    """Return a path as seen from here, if it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def nearest_notebook(path: Path) -> str:
    """Return ``"; did you mean X?"`` for the notebook that somebody may have meant, or an empty string.

    It is looked for beside the path, in it, and where the notebooks of a course lie.
    """
    near = (*path.parent.glob("*.ipynb"), *path.glob("*.ipynb"), *Path("assignments").glob("*/*.ipynb"))
    named = {other.name: other for other in reversed(near)}
    close = difflib.get_close_matches(f"{path.stem}.ipynb", named, n=1)
    return f"; did you mean {named[close[0]]}?" if close else ""


def saves(listed: Callable[[], Iterable[Path]]) -> Iterator[Path]:
    """Yield each of some files whenever its content may have changed since this call, until interrupted.

    A file system that tells nothing of changes is looked at every second.

    Parameters
    ----------
    listed : callable
        Returns the files, at each look anew; one that it did not return before counts as changed.
    """
    return _saves(listed, {path: _stamp(path) for path in listed()})


def _saves(listed: Callable[[], Iterable[Path]], seen: dict[Path, tuple[int, int] | None]) -> Iterator[Path]:
    from watchfiles import watch

    folders = {path.resolve().parent for path in seen}
    for _ in watch(*folders, recursive=False, debounce=200, rust_timeout=1000, yield_on_timeout=True):
        for path in listed():
            now = _stamp(path)
            if now not in (seen.get(path), None):
                seen[path] = now
                yield path


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells that a file was saved; None while it is replaced."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
