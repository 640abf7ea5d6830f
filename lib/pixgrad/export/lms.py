"""Grades in the form that a learning platform imports.

Only numbers are added to what the platform's own file says: ids and names go back exactly as they came, so no
cell is defused against spreadsheets as in `pixgrad.pages.table`, and no name of ours gets into the file.

Sources: what Canvas takes is what it writes, columns for the student first, `Section` last of them, then
``Title (id)`` for an assignment; its importer is
https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb, and
https://teaching.resources.osu.edu/toolsets/carmencanvas/guides/calculating-final-grades/import-csv-file-carmen-grades
tells it to instructors. Moodle: https://docs.moodle.org/405/en/Grade_import and its importer,
https://github.com/moodle/moodle/blob/main/grade/import/csv/classes/load_data.php.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pixgrad.errors import PixgradError, UsageError
from pixgrad.export.roster import HERE, Match, Roster, key, listed, match, read, written
from pixgrad.marking.kit import Kit
from pixgrad.pages.table import number

HOW_TO_GET = {
    "canvas": "in Canvas, create the assignment, then choose Grades, Export, Export Entire Gradebook",
    "moodle": "in Moodle, choose Grades, Export, Plain text file",
}
NAMES = (["Student"], ["LastName", "FirstName"])
CANVAS_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
CANVAS_COLUMNS = {"Student", "LastName", "FirstName", *CANVAS_IDS, "Root Account", "Section"}
MOODLE_IDS = ("Email address", "ID number", "Username", "email", "idnumber")


@dataclass(frozen=True)
class Export:
    """A file for a platform, and what a person should know about it.

    Attributes
    ----------
    rows : list of list of str
        The file, its headings first.
    advice : str
        What to choose on the platform.
    remarks : tuple of str
        Who is not in it, or keeps another grade.
    """

    rows: list[list[str]]
    advice: str
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The file as CSV."""
        return written(self.rows)


def require_options(
    form: str, path: Path | None, column: str | None, heading: str | None, output: Path | None
) -> None:
    """Raise UsageError unless a platform's export has a roster, and no other has an option of theirs."""
    if form in HOW_TO_GET and path is None:
        raise UsageError(
            f"--to {form} needs to know your students as {form.title()} does: {HOW_TO_GET[form]}, "
            "and give that file by --roster FILE"
        )
    if form not in HOW_TO_GET and (path, column, heading) != (None, None, None):
        raise UsageError(
            f"--roster, --column and --match go with --to canvas or --to moodle, not --to {form}"
        )
    if path is not None and output is not None and path.resolve() == output.resolve():
        raise UsageError(f"the export would overwrite the roster {path}; choose another --output")


def export(
    form: str,
    kit: Kit,
    scores: dict[str, dict[str, float]],
    path: Path,
    column: str | None,
    heading: str | None,
) -> Export:
    """Return the grades of an assignment for a platform.

    Parameters
    ----------
    form : {"canvas", "moodle"}
    kit : Kit
    scores : dict of str to dict of str to float
        Points per student and exercise.
    path : Path
        The platform's own list of students.
    column : str or None
        The column that takes the scores, if not the one that is called like the assignment.
    heading : str or None
        The column of the list that holds the names of submission folders, if it cannot be found.

    Raises
    ------
    UsageError
        If there is no list, or a column that was named is not in it.
    PixgradError
        If the list cannot be used.
    """
    total = {student: number(sum(row.values())) for student, row in scores.items()}
    return {"canvas": canvas, "moodle": moodle}[form](read(path), kit, total, column, heading)


def canvas(
    roster: Roster, kit: Kit, scores: dict[str, str], column: str | None, heading: str | None
) -> Export:
    """Return a Canvas gradebook with one assignment: the rows and ids of `roster`, with our scores.

    Students who are not marked, are excused or have not been given the assignment keep the cell they have.
    See `export` for the other parameters.
    """
    keep = _canvas_columns(roster)
    points = next((row for row in roster.rows if "Points Possible" in row[0]), None)
    place = _assignment(roster, points, kit, column)
    if points is not None:
        _require_points(roster.header[place], points[place], kit)
    people = [
        row
        for row, cells in enumerate(roster.rows)
        if cells is not points and any(cells[at].strip() for at in keep)
    ]
    # never by "Student", the name: Canvas can let students choose it
    likely = [place for place, name in enumerate(roster.header) if name in (*CANVAS_IDS, HERE)]
    matched = match(roster, people, list(scores), likely, heading)
    cells = {
        row: _cell(roster.rows[row][place], scores.get(matched.student_of.get(row, ""))) for row in people
    }
    kept = [student for row, student in matched.student_of.items() if cells[row] != scores[student]]
    rows = [[*_at(roster.header, keep), roster.header[place]]]
    if points is not None:
        rows.append([*_at(points, keep), points[place]])
    rows += [[*_at(roster.rows[row], keep), cells[row]] for row in people]
    absent = [_name(roster, row) for row in people if row not in matched.student_of]
    remarks = (
        *_about_matches(roster, matched),
        *_about("not marked, the cell stays as it is in Canvas", absent),
        *_about("excused in Canvas, or not assigned, which stays so: their scores are NOT in the file", kept),
    )
    advice = f"import it in Canvas by Grades, Import; it fills the column {roster.header[place]}"
    return Export(rows, advice, remarks)


def _at(cells: tuple[str, ...], places: list[int]) -> list[str]:
    return [cells[place] for place in places]


def _canvas_columns(roster: Roster) -> list[int]:
    """Return where the columns are that tell who a row is."""
    header = list(roster.header)
    starts = any(header[: len(names) + 1] == [*names, "ID"] for names in NAMES)
    if not starts or "Section" not in header:
        raise PixgradError(
            f"{roster.name} is not a gradebook of Canvas, which begins with Student, ID and has a Section "
            f"(columns: {listed(header)}); {HOW_TO_GET['canvas']}"
        )
    return [place for place in range(header.index("Section") + 1) if header[place] in CANVAS_COLUMNS]


def _name(roster: Roster, row: int) -> str:
    """Return the name of a student as Canvas writes it."""
    return ", ".join(roster.rows[row][: roster.header.index("ID")])


def _assignment(roster: Roster, points: tuple[str, ...] | None, kit: Kit, column: str | None) -> int:
    """Return the column of the assignment: the one that was named, or that is called like it."""
    titles = {
        place: found.groups()
        for place, heading in enumerate(roster.header)
        if (found := re.fullmatch(r"(.*) \((\d+)\)", heading))
        and not (points and "read only" in points[place])  # a total of a period that is called by a number
    }
    if column is None:
        fits = [place for place, (title, _) in titles.items() if _is_called(title, kit)]
    else:
        fits = [place for place, names in titles.items() if column in (roster.header[place], *names)]
    if len(fits) == 1:
        return fits[0]
    headings = listed(roster.header[place] for place in fits or titles) or "none"
    if fits:
        raise PixgradError(f"several assignments of {roster.name} fit; choose by --column: {headings}")
    if column is not None:
        raise UsageError(f"{roster.name} has no assignment called {column!r} (assignments: {headings})")
    raise PixgradError(
        f"no assignment of {roster.name} is called {kit.slug} or {kit.title!r}: name it by --column, "
        f"or create it in Canvas and export the gradebook again (assignments: {headings})"
    )


def _is_called(title: str, kit: Kit) -> bool:
    """Tell whether a title is the assignment's, or has its slug as a word."""
    return key(title) == key(kit.title) or key(kit.slug) in re.findall(r"\w+", key(title))


def _require_points(heading: str, cell: str, kit: Kit) -> None:
    """Raise PixgradError if Canvas counts the assignment out of another number of points."""
    try:
        same = not cell.strip() or float(cell.replace(",", ".")) == _most(kit)
    except ValueError:
        same = False
    if not same:
        most = number(_most(kit))
        raise PixgradError(
            f"Canvas counts {heading} out of {cell.strip()} points, pixgrad out of {most}: set its points to "
            f"{most} in Canvas and export the gradebook again"
        )


def _most(kit: Kit) -> float:
    return sum(exercise.points for exercise in kit.exercises)


def _cell(before: str, score: str | None) -> str:
    """Return the new cell of a student; words, such as EX for excused, are a person's decision and stay."""
    words = before.strip() and not re.fullmatch(r"-|-?[\d.,]+%?", before.strip())
    return before if score is None or words else score


def moodle(
    roster: Roster, kit: Kit, scores: dict[str, str], column: str | None, heading: str | None
) -> Export:
    """Return a table for Moodle's grade import: one id and the score of each marked student.

    A student who is not marked has no row: Moodle takes an empty cell for "no grade" and removes the one
    that may be there, and makes a 0 of it where the import creates the grade item. See `export` for the
    parameters.
    """
    people = range(len(roster.rows))
    known = {key(name) for name in (*MOODLE_IDS, HERE)}
    likely = [place for place, name in enumerate(roster.header) if key(name) in known]
    matched = match(roster, people, list(scores), likely, heading)
    place = _identifier(roster, matched)
    _require_ids(roster, matched, place)
    title = column or kit.slug
    rows = [[roster.header[place], title]]
    rows += [[roster.rows[row][place], scores[student]] for row, student in matched.student_of.items()]
    absent = [roster.rows[row][place] for row in people if row not in matched.student_of]
    remarks = (*_about_matches(roster, matched), *_about("not marked, so not in the file", absent))
    advice = (
        "import it in Moodle by Grades, Import, CSV file, encoding UTF-8, separator comma; "
        f"map from {roster.header[place]!r} to the same kind of id, "
        f"and {title!r} to a grade item of {number(_most(kit))} points"
    )
    return Export(rows, advice, remarks)


def _identifier(roster: Roster, matched: Match) -> int:
    """Return the column that Moodle knows: the one that students were found by, unless it is ours alone."""
    if key(roster.header[matched.column]) != HERE:
        return matched.column
    others = {place: key(name) for place, name in enumerate(roster.header) if place != matched.column}
    known = [place for name in MOODLE_IDS for place, other in others.items() if other == key(name)]
    if not known and len(others) > 1:
        raise PixgradError(
            f"{roster.name} has no column {listed(MOODLE_IDS[:3])} (columns: {listed(roster.header)}); "
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


def _about(what: str, names: Iterable[str]) -> tuple[str, ...]:
    names = list(names)
    return (f"{what} ({len(names)}): {listed(names, most=None)}",) if names else ()


def _about_matches(roster: Roster, matched: Match) -> tuple[str, ...]:
    where = f"column {roster.header[matched.column]!r} of {roster.name}"
    return (
        f"students are matched by {where}",
        *_about(f"marked, but not in {where}, so NOT in the file", matched.unknown),
        *_about("of these, ids that are there but for leading zeros, which spreadsheets drop", matched.zeros),
    )
