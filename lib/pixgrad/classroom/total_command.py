"""The command that makes the total of a course; what is heavy is imported when it runs."""

from pathlib import Path

import click

from pixgrad.errors import PixgradError
from pixgrad.files import seen_from_here, write_whole


@click.command()
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "canvas", "moodle"]),
    default="csv",
    show_default=True,
    help="Our own table, or what a platform imports.",
)
@click.option(
    "--roster", type=click.Path(path_type=Path), help="List of students as the platform exported it."
)
@click.option("--column", metavar="NAME", help="Column of the total.  [default: the one called Total]")
@click.option("--match", "heading", metavar="NAME", help="Column of the roster with our names of students.")
def total(form: str, roster: Path | None, column: str | None, heading: str | None) -> None:
    """Make the total of the course: assignments with weights, dropped lowest, marks of an exam.

    \b
        pixgrad total                             grading/total.csv and grading/total.html
        pixgrad total --to canvas --roster gradebook.csv

    grader_config.py says how: c.Total.weights, c.Total.drop_lowest. Marks that no notebook gives, such as an
    exam's, stand in grading/entries.csv: student, entry, score, max_score. The score "excused" leaves a part
    out for that student; an entry that is called like an assignment replaces its mark.
    """
    from pixgrad.classroom.course_total import total_of
    from pixgrad.course import Course
    from pixgrad.export import platforms
    from pixgrad.marking.kit import Exercise, Kit
    from pixgrad.pages import total as pages

    course = Course.find()
    platforms.require_options(form, roster, column, heading, None)
    table = total_of(course)
    files = {course.total: pages.csv_of(table), course.total.with_suffix(".html"): pages.page(table)}
    advice = ""
    if roster is not None:
        whole = Kit("total", "Total", "", (Exercise("total", 100.0, ()),), "")
        made = platforms.export(form, whole, table.totals, roster, column, heading)
        files[course.total.with_stem(f"total-{form}")] = made.text
        advice = f"\n{made.advice}"
        click.echo("\n".join(made.remarks), err=True)
    for path, text in files.items():
        _write(path, text)
        click.echo(f"total: {seen_from_here(path)}")
    click.echo(f"{len(table.rows)} students; {', '.join(part.name for part in table.parts)}{advice}")


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise PixgradError(f"{path} could not be written: {error.strerror}") from error
