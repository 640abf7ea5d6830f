"""Which student a file of a download is from, by the platform's own list."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pixgrad.errors import PixgradError
from pixgrad.export.download_names import HandedIn
from pixgrad.export.roster import HERE, Roster, key, listed

NUMBERS = {"canvas": "ID", "moodle": "Identifier"}  # columns of the number that is in the names of files
# Columns of the id that a student's folder is called by, the best first.
IDS = {
    "canvas": (HERE, "SIS Login ID", "SIS User ID", "Integration ID", "ID"),
    "moodle": (HERE, "Username", "ID number", "Email address", "Identifier"),
}
HANDED_IN = "Last modified (submission)"  # in Moodle's worksheet
FULL_NAMES = (("Full name",), ("First name", "Last name"), ("First name", "Surname"))
UNFIT = re.compile(r"^\.|[/\\\0]")  # what no folder may be called


@dataclass(frozen=True)
class Directory:
    """The people of a roster.

    Attributes
    ----------
    heading : str
        The column that their folders are called by.
    by_number, by_name : dict of str to list of str
        Students, by the platform's number and by their full name.
    handed_in : dict of str to str
        When each student's last attempt came, in the platform's words, where it says so.
    """

    heading: str
    by_number: dict[str, list[str]]
    by_name: dict[str, list[str]]
    handed_in: dict[str, str]

    def find(self, handed: HandedIn) -> list[str]:
        """Return the students that a file may be from: one, if all is well."""
        return self.by_number.get(handed.number) or self.by_name.get(key(handed.name)) or []


def directory(roster: Roster, platform: str, heading: str | None, there: Collection[str]) -> Directory:
    """Read the people of a roster.

    Parameters
    ----------
    roster : Roster
    platform : {"canvas", "moodle"}
    heading : str or None
        The column that folders are called by, if it is named.
    there : collection of str
        The folders that there are; of several columns the one that holds most of them is taken.

    Raises
    ------
    UsageError
        If there is no such column.
    PixgradError
        If the roster is not one of this platform, or has an id twice.
    """
    place = _ids(roster, platform, heading, there)
    _require_one_each(roster, place)
    number = _numbers(roster, platform)
    by_number: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    handed_in: dict[str, str] = {}
    for row in roster.rows:
        student = _bare(row[place]) if place == number else row[place].strip()
        if student and not UNFIT.search(student):
            by_number.setdefault(_bare(row[number]) if number is not None else "", []).append(student)
            by_name.setdefault(_name(roster, row), []).append(student)
            handed_in[student] = row[roster.header.index(HANDED_IN)] if HANDED_IN in roster.header else ""
    for nobody in (by_number, by_name):
        nobody.pop("", None)
    return Directory(roster.header[place], by_number, by_name, handed_in)


def _ids(roster: Roster, platform: str, heading: str | None, there: Collection[str]) -> int:
    if heading is not None:
        return roster.column(heading)
    places = [roster.header.index(name) for name in IDS[platform] if name in roster.header]
    filled = [place for place in places if any(row[place].strip() for row in roster.rows)]
    if not filled:
        raise PixgradError(
            f"{roster.name} has no column {listed(IDS[platform][1:])}, so it is no list of "
            f"{platform.title()} that tells who is who (columns: {listed(roster.header)}); name one: --match"
        )
    known = set(map(key, there))
    return max(filled, key=lambda place: len(known & {key(row[place]) for row in roster.rows}))


def _require_one_each(roster: Roster, place: int) -> None:
    """Raise PixgradError if two rows have the same id."""
    first: dict[str, int] = {}
    for number, row in enumerate(roster.rows, start=2):
        name = key(row[place])
        if name and first.setdefault(name, number) != number:
            raise PixgradError(
                f"two students have one id, {row[place]!r}, in column {roster.header[place]!r} of "
                f"{roster.name} (rows {first[name]} and {number}); mend one, or choose another by --match"
            )


def _numbers(roster: Roster, platform: str) -> int | None:
    """Where the numbers are; in another language than English Moodle's worksheet has them first."""
    if NUMBERS[platform] in roster.header:
        return roster.header.index(NUMBERS[platform])
    first = [row[0] for row in roster.rows]
    return 0 if all(re.search(r"\D\d+$", cell) for cell in first) else None


def _bare(cell: str) -> str:
    """The number alone: Moodle writes ``Participant 4711``.

    >>> _bare("Participant 4711"), _bare("4711")
    ('4711', '4711')
    """
    found = re.search(r"\d+$", cell.strip())
    return found[0] if found else ""


def _name(roster: Roster, row: tuple[str, ...]) -> str:
    for headings in FULL_NAMES:
        if all(heading in roster.header for heading in headings):
            return key(" ".join(row[roster.header.index(heading)] for heading in headings))
    return ""
