"""The commands that write for spreadsheets and platforms; what is heavy is imported when they run."""

from pathlib import Path

import click

from pixgrad.errors import PixgradError
from pixgrad.files import seen_from_here, write_whole


@click.command()
@click.argument("slug")
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "canvas", "moodle", "moodle-worksheet"]),
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
        pixgrad export a1_knn --to moodle-worksheet --roster worksheet.csv

    Canvas' roster is its gradebook: Grades, Export, Export Entire Gradebook. Moodle's is its grade export:
    Grades, Export, Plain text file; or, for an assignment of Moodle's own, its grading worksheet. A file has
    the separator and the decimal sign that the roster has. If no id in it is the name of a submission folder,
    add a column called student that holds them. Who is only in one of the two is listed; nobody gets a 0 for
    not being marked.
    """
    from pixgrad.classroom.batch import summary_of
    from pixgrad.course import Course
    from pixgrad.export import platforms
    from pixgrad.export.platform_file import about
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
    waiting = [student for student, standing in summary.standings.items() if standing.waiting]
    for line in about("a person still has to look at these, their scores may change", waiting):
        click.echo(line, err=True)
    path = output or path
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    try:
        write_whole(path, text)
    except OSError as error:
        raise PixgradError(f"{path} could not be written: {error.strerror}") from error
    click.echo(f"grades: {seen_from_here(path)}{advice}")


@click.command()
@click.argument("platform", type=click.Choice(["gradescope", "github"]))
@click.argument("slug")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to.  [default: dist/gradescope-SLUG.zip, dist/github-SLUG]",
)
def bundle(platform: str, slug: str, out: Path | None) -> None:
    """Write what Gradescope or GitHub needs to check an assignment by itself.

    \b
        pixgrad bundle gradescope a1_knn     dist/gradescope-a1_knn.zip, for Configure Autograder
        pixgrad bundle github a1_knn         dist/github-a1_knn, for a template repository

    Gradescope marks as `pixgrad grade` does, a test for each exercise; what hidden tests saw shows when
    grades are published. The zip has hidden tests and solutions in it, so give it to nobody else. At GitHub
    students can read everything, so only the checks that they have run there.
    """
    from pixgrad.classroom.hidden_seed import seeds_of
    from pixgrad.course import Course
    from pixgrad.export import bundles

    course = Course.find()
    course.require(slug)
    dist = course.root / "dist"
    if platform == "gradescope":
        seeds_of(course)  # makes the course's secret, if there is none
        out = out or dist / f"gradescope-{slug}.zip"
        bundles.gradescope(course, slug, out)
        click.echo(f"autograder: {seen_from_here(out)}\nupload it at Gradescope, Configure Autograder")
    else:
        out = (out or dist / f"github-{slug}").absolute()
        bundles.github(course, slug, out)
        click.echo(
            f"repository: {seen_from_here(out)}\ncommit it, .github included, as a template repository"
        )
