"""Moodle's grading worksheet, filled in: the grades of one of its assignments, beside the submissions there.

Its importer is https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php:
it reads the identifier, the grade, when the grade was last changed, and the columns of feedback, by their
headings in the language of the site. So every heading and every other cell goes back as it came.
"""

import re

from pixgrad.errors import PixgradError
from pixgrad.export.moodle import IDS
from pixgrad.export.platform_file import (
    PlatformFile,
    about,
    about_matches,
    most_points,
    separator_name,
)
from pixgrad.export.roster import HERE, Match, Roster, key, listed, match
from pixgrad.marking.kit import Kit
from pixgrad.pages.grade_file import number

HOW_TO_GET = "in Moodle, on the page of the assignment's submissions, choose Download grading worksheet"
IDENTIFIER, GRADE, MOST, CHANGEABLE = "Identifier", "Grade", "Maximum grade", "Grade can be changed"


def export(
    roster: Roster, kit: Kit, scores: dict[str, str], column: str | None, heading: str | None
) -> PlatformFile:
    """Return the worksheet with our scores in its column of grades.

    Who is not marked keeps the cell there is, and so does whose grade Moodle has locked. See
    `pixgrad.export.platforms.export` for the parameters; `column` is that of the grades, in another language
    than English.
    """
    place = _grades(roster, column)
    _require_points(roster, kit)
    people = range(len(roster.rows))
    known = {key(name) for name in (*IDS, HERE, IDENTIFIER)}
    likely = [at for at, name in enumerate(roster.header) if key(name) in known or at == 0]
    matched = match(_with_bare_numbers(roster), people, list(scores), likely, heading)
    locked = [row for row in matched.student_of if _is_locked(roster, row)]
    rows = [list(cells) for cells in roster.rows]
    for row, student in matched.student_of.items():
        if row not in locked:
            rows[row][place] = scores[student]
    return PlatformFile(
        [list(roster.header), *rows], _advice(roster), _remarks(roster, matched, locked), roster.separator
    )


def _advice(roster: Roster) -> str:
    separator = separator_name(roster.separator)
    return (
        "give it to Moodle on the page of the assignment's submissions, Upload grading worksheet, encoding "
        f"UTF-8, separator {separator}; it fills the grades of that assignment"
    )


def _remarks(roster: Roster, matched: Match, locked: list[int]) -> tuple[str, ...]:
    absent = [row for row in range(len(roster.rows)) if row not in matched.student_of]
    return (
        *about_matches(roster, matched),
        *about("not marked, the cell stays as it is in Moodle", [_who(roster, row) for row in absent]),
        *about(
            "locked in Moodle, so their scores are NOT in the file",
            [matched.student_of[row] for row in locked],
        ),
    )


def _grades(roster: Roster, column: str | None) -> int:
    if column is not None:
        return roster.column(column)
    if GRADE not in roster.header or len(roster.header) < 3:
        raise PixgradError(
            f"{roster.name} has no column {GRADE!r} (columns: {listed(roster.header)}), so it is no grading "
            f"worksheet of Moodle; {HOW_TO_GET}. In another language name the column of grades by --column"
        )
    return roster.column(GRADE)


def _with_bare_numbers(roster: Roster) -> Roster:
    """The same people, ``Participant 4711`` called 4711, as students are where no id is to be had."""
    rows = ((re.sub(r"^\D+(?=\d+$)", "", cells[0]), *cells[1:]) for cells in roster.rows)
    return Roster(roster.name, roster.header, tuple(rows), roster.separator, roster.decimal_comma)


def _require_points(roster: Roster, kit: Kit) -> None:
    """Raise PixgradError if Moodle counts the assignment out of another number of points."""
    if MOST not in roster.header:
        return
    most, place = most_points(kit), roster.header.index(MOST)
    for cells in roster.rows:
        said = cells[place].strip().replace(",", ".")
        if re.fullmatch(r"\d+(\.\d+)?", said) and float(said) != most:
            raise PixgradError(
                f"Moodle counts this assignment out of {said} points, pixgrad out of {number(most)}: set its "
                f"maximum grade to {number(most)} and download the worksheet again"
            )


def _is_locked(roster: Roster, row: int) -> bool:
    return CHANGEABLE in roster.header and roster.rows[row][roster.header.index(CHANGEABLE)].strip() == "No"


def _who(roster: Roster, row: int) -> str:
    return " ".join(cell for cell in roster.rows[row][:2] if cell)
