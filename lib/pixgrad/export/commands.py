"""The command that writes grades for spreadsheets and platforms; what is heavy is imported when it runs."""

from pathlib import Path

import click

from pixgrad.errors import PixgradError
from pixgrad.files import seen_from_here, write_whole


@click.command()
@click.argument("slug")
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "canvas", "moodle"]),
    default="csv",
    show_default=True,
    help="Our own table, or what a platform imports.",
)
@click.option(
    "--roster", type=click.Path(path_type=Path), help="List of students as Canvas or Moodle exported it."
)
@click.option(
    "--column", metavar="NAME", help="Column of the assignment.  [default: the one called like SLUG]"
)
@click.option(
    "--match",
    "heading",
    metavar="NAME",
    help="Column of the roster that holds the names of submission folders.  [default: found by itself]",
)
@click.option(
    "--output", type=click.Path(path_type=Path, allow_dash=True), help="File, or - for the terminal."
)
def export(
    slug: str, form: str, roster: Path | None, column: str | None, heading: str | None, output: Path | None
) -> None:
    """Write the grades of an assignment as they are now: manual marks and penalties for lateness included.

    \b
        pixgrad export a1_knn --output a1.csv     a column for each exercise
        pixgrad export a1_knn --to canvas --roster gradebook.csv
        pixgrad export a1_knn --to moodle --roster grades.csv --match "ID number"

    Canvas' roster is its gradebook: Grades, Export, Export Entire Gradebook. Moodle's is its grade export:
    Grades, Export, Plain text file. If no id in it is the name of a submission folder, add a column called
    student that holds them. Who is only in one of the two is listed; nobody gets a 0 for not being marked.
    """
    from pixgrad.classroom.batch import summary_of
    from pixgrad.course import Course
    from pixgrad.export import platforms
    from pixgrad.pages.grade_file import grades_csv

    course = Course.find()
    platforms.require_options(form, roster, column, heading, output)
    summary = summary_of(course, slug)
    path, text, advice = course.grades(slug), "", ""
    if roster is None:
        text = grades_csv(summary.kit, summary.scores, summary.standings)
    else:
        made = platforms.export(form, summary.kit, summary.totals, roster, column, heading)
        path, text, advice = path.with_stem(f"{path.stem}-{form}"), made.text, f"\n{made.advice}"
        click.echo("\n".join(made.remarks), err=True)
    path = output or path
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    try:
        write_whole(path, text)
    except OSError as error:
        raise PixgradError(f"{path} could not be written: {error.strerror}") from error
    click.echo(f"grades: {seen_from_here(path)}{advice}")
