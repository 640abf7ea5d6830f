"""Grades in the form that Canvas imports: its own gradebook, with one assignment filled in.

What Canvas takes is what it writes, columns for the student first, `Section` last of them, then
``Title (id)`` for an assignment; its importer is
https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb, and
https://teaching.resources.osu.edu/toolsets/carmencanvas/guides/calculating-final-grades/import-csv-file-carmen-grades
tells it to instructors.
"""

import re

from pixgrad.errors import PixgradError, UsageError
from pixgrad.export.platform_file import PlatformFile, about, about_matches, most_points
from pixgrad.export.roster import HERE, Roster, key, listed, match
from pixgrad.marking.kit import Kit
from pixgrad.pages.grade_file import number

HOW_TO_GET = "in Canvas, create the assignment, then choose Grades, Export, Export Entire Gradebook"
NAMES = (["Student"], ["LastName", "FirstName"])
IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
COLUMNS = {"Student", "LastName", "FirstName", *IDS, "Root Account", "Section"}


def export(
    roster: Roster, kit: Kit, scores: dict[str, str], column: str | None, heading: str | None
) -> PlatformFile:
    """Return a Canvas gradebook with one assignment: the rows and ids of `roster`, with our scores.

    Students who are not marked, are excused or have not been given the assignment keep the cell they have.
    See `pixgrad.export.platforms.export` for the other parameters.
    """
    keep = _columns_of_student(roster)
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
    likely = [place for place, name in enumerate(roster.header) if name in (*IDS, HERE)]
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
        *about_matches(roster, matched),
        *about("not marked, the cell stays as it is in Canvas", absent),
        *about("excused in Canvas, or not assigned, which stays so: their scores are NOT in the file", kept),
    )
    advice = f"import it in Canvas by Grades, Import; it fills the column {roster.header[place]}"
    separator = ";" if roster.separator == ";" else ","  # the two that Canvas reads and writes
    return PlatformFile(rows, advice, remarks, separator)


def _at(cells: tuple[str, ...], places: list[int]) -> list[str]:
    return [cells[place] for place in places]


def _columns_of_student(roster: Roster) -> list[int]:
    """Return where the columns are that tell who a row is."""
    header = list(roster.header)
    starts = any(header[: len(names) + 1] == [*names, "ID"] for names in NAMES)
    if not starts or "Section" not in header:
        raise PixgradError(
            f"{roster.name} is not a gradebook of Canvas, which begins with Student, ID and has a Section "
            f"(columns: {listed(header)}); {HOW_TO_GET}"
        )
    return [place for place in range(header.index("Section") + 1) if header[place] in COLUMNS]


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
        same = not cell.strip() or float(cell.replace(",", ".")) == most_points(kit)
    except ValueError:
        same = False
    if not same:
        most = number(most_points(kit))
        raise PixgradError(
            f"Canvas counts {heading} out of {cell.strip()} points, pixgrad out of {most}: set its points to "
            f"{most} in Canvas and export the gradebook again"
        )


def _cell(before: str, score: str | None) -> str:
    """Return the new cell of a student; words, such as EX for excused, are a person's decision and stay."""
    words = before.strip() and not re.fullmatch(r"-|-?[\d.,]+%?", before.strip())
    return before if score is None or words else score
