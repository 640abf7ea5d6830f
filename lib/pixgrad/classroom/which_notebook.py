"""Which of the files in a student's folder is the notebook to mark.

Everything below the folder is looked at, in archives too, in bounded depth, number and size; links are never
followed and nothing is written. A file that is there alone is marked whatever it is called; of several the
one that holds most answers to this assignment.
"""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath

from pixgrad.classroom.safe_reading import HEAD, Refused, read_regular
from pixgrad.marking.execution.checker_limits import Overworked, bounded
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake import Completeness, completeness
from pixgrad.marking.intake.reading import LARGEST_SUBMISSION, Unreadable
from pixgrad.marking.kit import Kit
from pixgrad.marking.sanitise import name

DEEPEST = 8  # folders in folders
MOST_NAMES = 20_000  # that are gone through, for those that may be notebooks
MOST_FILES = 500  # that are looked at
MOST_ENTRIES = 5000  # of one folder
MOST_NOTEBOOKS = 40  # of which one is chosen
MOST_BYTES = 2 * LARGEST_SUBMISSION  # that are read of a folder, unpacked
MOST_NAMED = 5  # files that a finding names
LONGEST_DIRECTORY = 2**20  # bytes of an archive's table of contents: some ten thousand files
SECONDS_TO_CHOOSE = 20.0  # of computing

NOTEBOOK = re.compile(r"\.ipynb(\.(txt|json|download))?$", re.IGNORECASE)
# What is added to the name of a copy: "(1)", "-Copy1", "_final", "-v2".
ADDED = re.compile(r"[ _.-]*(\(\d+\)|(copy|kopie|copie|copia|final|submission|solution|v)[ _-]?\d*)$")
INSTEAD = {
    ".py": "a script: a notebook that was converted has lost its cells, and scores 0",
    ".html": "a page made from a notebook, and scores 0",
    ".pdf": "a document made from a notebook, and scores 0",
    ".zip": "an archive in which no notebook was found, and scores 0",
}
ARCHIVE = b"PK\x03\x04"
UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for gigabytes to unpack a little


@dataclass(frozen=True)
class Candidate:
    """A file that may be the notebook: where it lies below the folder, its date, and what is in it."""

    where: str
    date: float  # seconds, whole: copying a folder changes what is behind the point
    payload: bytes

    @property
    def filename(self) -> str:
        """Its name without folders."""
        return self.where.rsplit("/", 1)[-1]


@dataclass
class Search:
    """What was found in a folder so far, and what was passed over."""

    folder: Path
    found: list[Candidate] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # names of other files
    passed: list[str] = field(default_factory=list)  # what would have been too much to look at
    files_left: int = MOST_FILES
    bytes_left: int = MOST_BYTES

    def offer(self, where: str, date: float, payload: bytes) -> None:
        """Take a file for a candidate if it is called a notebook or looks like one."""
        self.bytes_left -= len(payload)
        if NOTEBOOK.search(where) or _looks_like_a_notebook(payload):
            if len(self.found) < MOST_NOTEBOOKS:
                self.found.append(Candidate(where, float(int(date)), payload))
            else:
                self.passed.append(where)
        else:
            self.others.append(where)


def choose(folder: Path, kit: Kit) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the notebook to mark, and what is to be said about its name and its neighbours.

    Raises
    ------
    Refused
        If there is none.
    OSError
        If the folder cannot be read.
    """
    search, wanted = Search(folder), f"{kit.slug}.ipynb"
    paths = list(islice(_files(folder), MOST_NAMES))
    for path in sorted(paths, key=lambda path: (path.name != wanted, not NOTEBOOK.search(path.name))):
        if search.files_left <= 0 or search.bytes_left <= 0:
            search.passed.append(path.relative_to(folder).as_posix())
            break
        _look_at(search, path)
    if not search.found:
        raise _nothing(search, wanted)
    chosen = _best(search.found, kit)
    renamed = Finding(FindingKind.WRONG_NAME, f"called {name(chosen.where)} instead of {wanted}")
    beside = [other.where for other in search.found if other is not chosen] + search.passed
    findings = [renamed] if chosen.where != wanted else []
    return chosen.payload, (*findings, *_also_there(beside), *search.refused)


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Yield what is no folder, in natural order, the files of a folder before those of its folders."""
    entries = sorted(islice(folder.iterdir(), MOST_ENTRIES), key=lambda path: _natural(path.name))
    visible = [path for path in entries if not path.name.startswith((".", "__MACOSX"))]
    inner = [path for path in visible if stat.S_ISDIR(path.lstat().st_mode)]
    yield from (path for path in visible if path not in inner)
    yield from (path for path in inner if NOTEBOOK.search(path.name))
    if depth < DEEPEST:
        for path in inner:
            yield from _files(path, depth + 1)


def _look_at(search: Search, path: Path) -> None:
    where = path.relative_to(search.folder).as_posix()
    search.files_left -= 1
    try:
        payload = read_regular(path, LARGEST_SUBMISSION, _may_be_one(where))
    except Refused as refused:
        if NOTEBOOK.search(where) or refused.finding.kind is FindingKind.LINK:
            search.refused.append(refused.finding)
        else:
            search.others.append(where)
        return
    if payload.startswith(ARCHIVE):
        search.others.append(where)
        _unpack(search, where, payload)
    else:
        search.offer(where, path.lstat().st_mtime, payload)


def _may_be_one(where: str) -> Callable[[bytes], bool]:
    """What may be a notebook or hold one, by its first bytes; what is called one is read in any case."""
    called_so = NOTEBOOK.search(where) is not None
    return lambda head: called_so or head.startswith(ARCHIVE) or _begins_like_a_notebook(head)


def _unpack(search: Search, where: str, payload: bytes) -> None:
    """Look at the files of an archive, in memory, as far as there is room for them."""
    try:
        _require_small_directory(payload)
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            for member in archive.infolist():
                if search.files_left <= 0 or search.bytes_left <= 0:
                    raise zipfile.BadZipFile
                if _is_looked_at(member):
                    search.files_left -= 1
                    _look_into(search, where, archive, member)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        search.passed.append(where)


def _is_looked_at(member: zipfile.ZipInfo) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/"))
    locked = bool(member.flag_bits & 1) or member.compress_type not in UNPACKED
    return not (hidden or locked or member.is_dir() or stat.S_ISLNK(member.external_attr >> 16))


def _look_into(search: Search, where: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    inside, most = f"{where}/{member.filename}", min(LARGEST_SUBMISSION, search.bytes_left)
    try:
        with archive.open(member) as file:
            payload = file.read(most + 1)
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, RuntimeError):  # type: ignore[attr-defined]
        search.passed.append(inside)
        return
    if len(payload) > most:
        search.bytes_left -= most
        search.passed.append(inside)
        return
    try:
        date = datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        date = 0.0
    search.offer(inside, date, payload)


def _require_small_directory(payload: bytes) -> None:
    """Raise BadZipFile for an archive whose table of contents would fill the memory."""
    tail = payload[-(2**16 + 22) :]
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or b"PK\x06\x07" in tail or struct.unpack_from("<I", tail, end + 12)[0] > LONGEST_DIRECTORY:
        raise zipfile.BadZipFile


def _looks_like_a_notebook(payload: bytes) -> bool:
    text = payload.replace(b"\0", b"")  # of UTF-16 and UTF-32
    return _begins_like_a_notebook(payload) and (b'"cell_type"' in text or b'"worksheets"' in text)


def _begins_like_a_notebook(payload: bytes) -> bool:
    start = payload[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"{")


def _best(found: list[Candidate], kit: Kit) -> Candidate:
    """Return the candidate with most answers; in a tie the newest, then the one that is called right."""
    if len(found) == 1:
        return found[0]
    by_name = [(_likeness(each, kit.slug), place) for place, each in enumerate(found)]
    ranks = [
        (_completeness_of(each, kit), each.date, likeness)
        for each, likeness in zip(found, by_name, strict=True)
    ]
    if all(rank[0] is None for rank in ranks):
        return found[by_name.index(max(by_name))]
    readable = [(rank, each) for rank, each in zip(ranks, found, strict=True) if rank[0] is not None]
    return max(readable, key=lambda pair: pair[0])[1]


def _completeness_of(candidate: Candidate, kit: Kit) -> Completeness | None:
    try:
        with bounded(SECONDS_TO_CHOOSE):
            return completeness(candidate.payload, kit)
    except (Unreadable, Overworked, MemoryError):
        return None


def _likeness(candidate: Candidate, slug: str) -> int:
    if candidate.where == f"{slug}.ipynb":
        return 2
    return int(_core(candidate.filename) == _core(f"{slug}.ipynb"))


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


def _also_there(others: list[str]) -> tuple[Finding, ...]:
    if not others:
        return ()
    listed = ", ".join(map(name, others[:MOST_NAMED]))
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    return (Finding(FindingKind.EXTRA_NOTEBOOK, f"also there, not marked: {listed}{more}"),)


def _nothing(search: Search, wanted: str) -> Refused:
    """Say that there is no notebook, and what there is in its place."""
    if search.refused:
        return Refused(search.refused[0].kind, search.refused[0].message)
    for where in search.others:
        if (advice := INSTEAD.get(PurePosixPath(where).suffix.lower())) is not None:
            return Refused(
                FindingKind.MISSING, f"{name(where)} is {advice}; hand in the notebook itself, {wanted}"
            )
    return Refused(FindingKind.MISSING, f"no notebook was handed in (looked for {wanted})")
