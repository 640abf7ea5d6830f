"""Grades in the form that a learning platform imports.

Only numbers are added to what the platform's own file says: ids and names go back exactly as they came, so no
cell is defused against spreadsheets as in `pixgrad.pages.grade_file`, and no name of ours gets into the file.
"""

from pathlib import Path

from pixgrad.errors import UsageError
from pixgrad.export import canvas, moodle, worksheet
from pixgrad.export.platform_file import PlatformFile
from pixgrad.export.roster import read
from pixgrad.marking.kit import Kit
from pixgrad.pages.grade_file import number

PLATFORMS = {"canvas": canvas, "moodle": moodle, "moodle-worksheet": worksheet}


def require_options(
    form: str, path: Path | None, column: str | None, heading: str | None, output: Path | None
) -> None:
    """Raise UsageError unless a platform's export has a roster, and no other has an option of theirs."""
    if form in PLATFORMS and path is None:
        raise UsageError(
            f"--to {form} needs to know your students as {form.partition('-')[0].title()} does: "
            f"{PLATFORMS[form].HOW_TO_GET}, and give that file by --roster FILE"
        )
    if form not in PLATFORMS and (path, column, heading) != (None, None, None):
        raise UsageError(
            f"--roster, --column and --match go with --to canvas or --to moodle, not --to {form}"
        )
    if path is not None and output is not None and path.resolve() == output.resolve():
        raise UsageError(f"the export would overwrite the roster {path}; choose another --output")


def export(
    form: str,
    kit: Kit,
    totals: dict[str, float],
    path: Path,
    column: str | None,
    heading: str | None,
) -> PlatformFile:
    """Return the grades of an assignment for a platform.

    Parameters
    ----------
    form : {"canvas", "moodle", "moodle-worksheet"}
    kit : Kit
    totals : dict of str to float
        Points that count, by student.
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
    roster = read(path)
    scores = {student: roster.number(number(total)) for student, total in totals.items()}
    return PLATFORMS[form].export(roster, kit, scores, column, heading)
