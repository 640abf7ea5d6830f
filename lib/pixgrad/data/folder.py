"""A data set on disk: a folder of record files, class names and checksums.

``train.bin`` and ``test.bin`` (or both with ``.gz``), ``classes.txt`` with one name a line, and
``SHA256SUMS`` as the tool ``sha256sum`` writes it. The embedded set and a fetched CIFAR-10 are such folders.
"""

import functools
import gzip
import hashlib
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from pixgrad.data.binary import GZIP_ERRORS, NUM_CLASSES, RECORD_BYTES, read_records
from pixgrad.data.dataset import Dataset
from pixgrad.data.sealed import SealedTestSet, read_only
from pixgrad.errors import PixgradError

SUMS = "SHA256SUMS"
SUM_LINE = re.compile(r"([0-9a-f]{64}) [ *]([\w.-]+)")


def read_dataset(name: str, folder: Path, remedy: str) -> Dataset:
    """Read a data set from its folder, after its checksums were verified; unchanged files are read once.

    Parameters
    ----------
    name : str
        Name of the data set.
    folder : Path
        Where it is.
    remedy : str
        What a person should do when the files are missing or damaged; ends the message.

    Raises
    ------
    PixgradError
        If a file is missing, was changed, or is not in the binary layout.
    """
    read = _read_once(name, folder, remedy, _stamps(folder))
    test = SealedTestSet(name, len(read.test), partial(read_records, record_file(folder, "test")))
    return replace(read, test=test)  # openings are counted anew


@functools.lru_cache(maxsize=2)
def _read_once(name: str, folder: Path, remedy: str, stamps: tuple[tuple[str, int, int], ...]) -> Dataset:
    """Read and verify a data set; `stamps` tell whether its files are still the same."""
    verify(folder, remedy)
    X_train, y_train = read_records(record_file(folder, "train"))
    test_file = record_file(folder, "test")
    test = SealedTestSet(name, num_records(test_file), partial(read_records, test_file))
    return Dataset(name, read_classes(folder / "classes.txt"), read_only(X_train), read_only(y_train), test)


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of every file in a folder; none if there is no folder."""
    if not folder.is_dir():
        return ()
    status = {path.name: path.stat() for path in sorted(folder.iterdir())}
    return tuple((name, each.st_size, each.st_mtime_ns) for name, each in status.items())


def verify(folder: Path, remedy: str) -> None:
    """Compare every file of a data set with its checksum.

    Raises
    ------
    PixgradError
        If a file is missing, was changed, or has no checksum.
    """
    try:
        sums = read_sums(folder)
        for required in (record_file(folder, "train"), record_file(folder, "test"), folder / "classes.txt"):
            if required.name not in sums:
                raise PixgradError(f"{folder / SUMS} has no checksum of {required.name}; {remedy}")
        for file, expected in sums.items():
            if digest(folder / file) != expected:
                raise PixgradError(f"{folder / file} was changed or damaged (its checksum differs); {remedy}")
    except OSError as error:
        raise PixgradError(f"{error.filename} cannot be read ({error.strerror}); {remedy}") from error


def read_sums(folder: Path) -> dict[str, str]:
    """Read the checksums of a folder: file name -> SHA-256 in hexadecimal."""
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    matches = [SUM_LINE.fullmatch(line) for line in lines]
    if not all(matches):
        raise PixgradError(f"{folder / SUMS} has a line that is not `<sha256>  <file name>`")
    return {match[2]: match[1] for match in matches if match}


def write_sums(folder: Path) -> None:
    """Write the checksums of all files in a folder."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    text = "".join(f"{digest(path)}  {path.name}\n" for path in files)
    (folder / SUMS).write_text(text, encoding="utf-8", newline="\n")


def digest(path: Path, algorithm: str = "sha256") -> str:
    """Checksum of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def record_file(folder: Path, part: str) -> Path:
    """The file of a part, ``train`` or ``test``; compressed, unless only the plain one is there."""
    plain = folder / f"{part}.bin"
    return plain if plain.exists() else folder / f"{part}.bin.gz"


def num_records(path: Path) -> int:
    """Number of records in a file, compressed or not."""
    if path.suffix != ".gz":
        return path.stat().st_size // RECORD_BYTES
    try:
        with gzip.open(path) as stream:
            return stream.seek(0, 2) // RECORD_BYTES
    except GZIP_ERRORS as error:
        raise PixgradError(f"{path} is damaged ({error}); restore the file") from error


def read_classes(path: Path) -> tuple[str, ...]:
    """Read ten class names, one a line.

    Raises
    ------
    PixgradError
        If there are not ten names, or if two are equal.
    """
    return parse_classes(path.read_text(encoding="utf-8", errors="replace"), str(path))


def parse_classes(text: str, where: str) -> tuple[str, ...]:
    """Split a text into ten class names, one a line; blank lines do not count."""
    classes = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(set(classes)) != NUM_CLASSES or len(classes) != NUM_CLASSES:
        raise PixgradError(
            f"{where} must name {NUM_CLASSES} different classes, one a line, not {len(classes)}"
        )
    return classes
