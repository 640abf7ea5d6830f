"""A list of students as a learning platform wrote it: every cell is text and stays as it is."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pixgrad.errors import PixgradError, UsageError, nearest
from pixgrad.marking.sanitise import name as shown

SEPARATORS = ",;\t"
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods, .xls
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HERE = "student"  # heading of a column that somebody added for the names of our submission folders


@dataclass(frozen=True)
class Roster:
    """A table with one heading per column; `rows` are as long as `header`.

    Attributes
    ----------
    separator : str
        What stands between two cells.
    decimal_comma : bool
        Whether numbers in it are written as 62,5.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str = field(default=",", compare=False)
    decimal_comma: bool = field(default=False, compare=False)

    def number(self, points: str) -> str:
        """Return points, 62.5, as the table writes numbers.

        >>> Roster("r", (), (), ";", decimal_comma=True).number("62.5")
        '62,5'
        """
        return points.replace(".", ",") if self.decimal_comma else points

    def column(self, heading: str) -> int:
        """Return where a column is; raises UsageError if there is none, or more than one."""
        places = [place for place, name in enumerate(self.header) if name == heading]
        if len(places) == 1:
            return places[0]
        count = "two columns" if places else "no column"
        hint = "" if places else nearest(heading, self.header)
        raise UsageError(f"{self.name} has {count} called {heading!r}{hint} (columns: {listed(self.header)})")


@dataclass(frozen=True)
class Match:
    """Which row of a roster is which student.

    Attributes
    ----------
    column : int
        Where the names of the students were found.
    student_of : dict of int to str
        The student of each row that is one of ours.
    unknown : tuple of str
        Students that are in no row.
    zeros : tuple of str
        Those of them who would be in a row if leading zeros did not count.
    """

    column: int
    student_of: dict[int, str]
    unknown: tuple[str, ...]
    zeros: tuple[str, ...]


def listed(names: Iterable[str], most: int | None = 12) -> str:
    """Return names as part of a sentence, the first of many; control characters in them have no effect.

    >>> listed(["ada", "bo", "cy"], most=2)
    'ada; bo; and 1 more'
    """
    names = [shown(name) for name in names]
    more = [f"and {len(names) - most} more"] if most is not None and len(names) > most else []
    return "; ".join([*names[:most], *more])


def key(name: str) -> str:
    """Return what two spellings of one id have in common: case, blanks and composition do not count.

    >>> key(" Ada ") == key("ada"), key("007") == key("7")
    (True, False)
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def optional_table(path: Path, headings: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Read a table of the course's own; without the file, or with headings alone, it has no rows.

    Parameters
    ----------
    path : Path
    headings : tuple of str
        The columns that must be there; others may be.

    Returns
    -------
    list of (int, dict of str to str)
        The number of each row, the headings being row 1, and its cells by heading.

    Raises
    ------
    PixgradError
        If it is no such table.
    """
    if not path.is_file() or sum(map(bool, map(bytes.strip, path.read_bytes().splitlines()))) < 2:
        return []
    roster = read(path)
    missing = [heading for heading in headings if heading not in roster.header]
    if missing:
        raise PixgradError(f"{path.name} has no column {listed(missing)} (columns: {listed(roster.header)})")
    return [
        (number, {heading: cell.strip() for heading, cell in zip(roster.header, cells, strict=True)})
        for number, cells in enumerate(roster.rows, start=2)
    ]


def read(path: Path) -> Roster:
    """Read a CSV file with commas, semicolons or tabs, in UTF-8 or, with its mark, UTF-16.

    Raises
    ------
    UsageError
        If there is no such file.
    PixgradError
        If it is no such table.
    """
    if not path.is_file():
        known = [other.name for other in path.parent.glob("*.csv")] if path.parent.is_dir() else []
        raise UsageError(f"there is no file {path}{nearest(path.name, known)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PixgradError(f"{path} cannot be read: {error.strerror}") from error
    return parse(path.name, _decoded(path.name, content))


def _decoded(name: str, content: bytes) -> str:
    if content.startswith(WORKBOOKS):
        raise PixgradError(f"{name} is a workbook, not CSV; export it as CSV, or save it as CSV UTF-8")
    try:
        return content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PixgradError(
            f"{name} is not in UTF-8 (line {line}); take it as it was downloaded, or save it as CSV UTF-8"
        ) from error


def parse(name: str, text: str) -> Roster:
    """Return the table that a text is; see `read`."""
    text = re.sub(r"\Asep=.\r?\n", "", text)  # a line for Excel alone
    try:
        separator = _separator(text)
        header, *rows = _records(text, separator) or [[]]
    except csv.Error as error:
        raise PixgradError(f"{name} is not a CSV file: {error}") from error
    if len(header) < 2 or not rows:
        raise PixgradError(f"{name} is not a list of students: it needs a row of headings and rows below it")
    for number, row in enumerate(rows, start=2):
        if any(row[len(header) :]):
            raise PixgradError(f"{name}: row {number} has {len(row)} cells, the headings are {len(header)}")
    padded = (tuple([*row, *[""] * len(header)][: len(header)]) for row in rows)
    commas = separator != "," and any(DECIMAL_COMMA.fullmatch(cell.strip()) for row in rows for cell in row)
    return Roster(name, tuple(heading.strip() for heading in header), tuple(padded), separator, commas)


def _separator(text: str) -> str:
    """Return the separator that gives the most headings."""
    return max(
        SEPARATORS, key=lambda sign: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), []))
    )


def _records(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [row for row in reader if any(cell.strip() for cell in row)]


def written(rows: Iterable[Sequence[str]], separator: str) -> str:
    """Return a table as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def match(
    roster: Roster, rows: Sequence[int], students: Sequence[str], likely: list[int], heading: str | None
) -> Match:
    """Find students in the rows of a roster, by one column for all.

    Parameters
    ----------
    roster : Roster
    rows : sequence of int
        The rows that are people.
    students : sequence of str
        Names of submission folders.
    likely : list of int
        Columns that may hold them; the one that holds most is taken.
    heading : str or None
        The column to take instead.

    Raises
    ------
    UsageError
        If there is no such column.
    PixgradError
        If nobody is found, or it is not certain who is who.
    """
    ours = _by_key(students)
    places = likely if heading is None else [roster.column(heading)]
    found = {place: _found(roster, rows, ours, place) for place in places}
    most = max(map(len, found.values()), default=0)
    best = [place for place in places if len(found[place]) == most]
    if not most:
        raise PixgradError(_nobody(roster, rows, students, places))
    if any(found[place] != found[best[0]] for place in best):
        names = listed(roster.header[place] for place in best)
        raise PixgradError(f"students fit several columns of {roster.name} ({names}); say which by --match")
    return _certain(roster, rows, ours, best[0], found[best[0]])


def _by_key(students: Sequence[str]) -> dict[str, str]:
    ours: dict[str, str] = {}
    for student in students:
        twin = ours.setdefault(key(student), student)
        if twin != student:
            raise PixgradError(f"{twin!r} and {student!r} are one id to a learning platform; rename a folder")
    return ours


def _found(roster: Roster, rows: Sequence[int], ours: dict[str, str], place: int) -> dict[int, str]:
    keys = {row: key(roster.rows[row][place]) for row in rows}
    return {row: ours[name] for row, name in keys.items() if name in ours}


def _nobody(roster: Roster, rows: Sequence[int], students: Sequence[str], places: list[int]) -> str:
    examples = []
    for place in places:
        cells = (roster.rows[row][place] for row in rows)
        examples.append(f"{roster.header[place]}, such as {next(filter(None, cells), '')!r}")
    looked = f"looked in {listed(examples)}" if examples else "it has no column of ids that is known"
    return (
        f"none of the {len(students)} marked students, such as {students[0]!r}, is in {roster.name}: "
        f"{looked}; say by --match which column holds the names of the submission folders, or add one called "
        f"{HERE!r} (columns: {listed(roster.header)})"
    )


def _certain(
    roster: Roster, rows: Sequence[int], ours: dict[str, str], place: int, found: dict[int, str]
) -> Match:
    first: dict[str, int] = {}
    for row, student in found.items():
        if first.setdefault(student, row) != row:
            raise PixgradError(
                f"{student!r} is twice in column {roster.header[place]!r} of {roster.name}, "
                f"in rows {first[student] + 2} and {row + 2}; remove one, or use another column by --match"
            )
    bare = {key(roster.rows[row][place]).lstrip("0") for row in rows}
    unknown = tuple(student for student in ours.values() if student not in first)
    zeros = tuple(student for student in unknown if key(student).lstrip("0") in bare - {""})
    return Match(place, found, unknown, zeros)
