"""Grades in the form that Moodle imports: a table of one id and one score.

See https://docs.moodle.org/405/en/Grade_import and its importer,
https://github.com/moodle/moodle/blob/main/grade/import/csv/classes/load_data.php.
"""

from pixgrad.errors import PixgradError
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

HOW_TO_GET = "in Moodle, choose Grades, Export, Plain text file"
IDS = ("Email address", "ID number", "Username", "email", "idnumber")


def export(
    roster: Roster, kit: Kit, scores: dict[str, str], column: str | None, heading: str | None
) -> PlatformFile:
    """Return a table for Moodle's grade import: one id and the score of each marked student.

    A student who is not marked has no row: Moodle takes an empty cell for "no grade" and removes the one
    that may be there, and makes a 0 of it where the import creates the grade item. See
    `pixgrad.export.platforms.export` for the
    parameters.
    """
    people = range(len(roster.rows))
    known = {key(name) for name in (*IDS, HERE)}
    likely = [place for place, name in enumerate(roster.header) if key(name) in known]
    matched = match(roster, people, list(scores), likely, heading)
    place = _identifier(roster, matched)
    _require_ids(roster, matched, place)
    title = column or kit.slug
    rows = [[roster.header[place], title]]
    rows += [[roster.rows[row][place], scores[student]] for row, student in matched.student_of.items()]
    absent = [roster.rows[row][place] for row in people if row not in matched.student_of]
    remarks = (*about_matches(roster, matched), *about("not marked, so not in the file", absent))
    advice = (
        "import it in Moodle by Grades, Import, CSV file, encoding UTF-8, "
        f"separator {separator_name(roster.separator)}; "
        f"map from {roster.header[place]!r} to the same kind of id, "
        f"and {title!r} to a grade item of {number(most_points(kit))} points"
    )
    return PlatformFile(rows, advice, remarks, roster.separator)


def _identifier(roster: Roster, matched: Match) -> int:
    """Return the column that Moodle knows: the one that students were found by, unless it is ours alone."""
    if key(roster.header[matched.column]) != HERE:
        return matched.column
    others = {place: key(name) for place, name in enumerate(roster.header) if place != matched.column}
    known = [place for name in IDS for place, other in others.items() if other == key(name)]
    if not known and len(others) > 1:
        raise PixgradError(
            f"{roster.name} has no column {listed(IDS[:3])} (columns: {listed(roster.header)}); "
            f"leave only {HERE!r} and the column by which Moodle shall know the students"
        )
    return [*known, *others][0]


def _require_ids(roster: Roster, matched: Match, place: int) -> None:
    """Raise PixgradError unless each marked student has an id of his own.

    Moodle gives the grade of a row without id to the student of the row before.
    """
    owner: dict[str, str] = {}
    for row, student in matched.student_of.items():
        name = key(roster.rows[row][place])
        where = f"in column {roster.header[place]!r} of {roster.name}"
        if not name:
            raise PixgradError(f"{student!r} has no id {where}")
        if owner.setdefault(name, student) != student:
            raise PixgradError(f"{owner[name]!r} and {student!r} have the same id {where}")
