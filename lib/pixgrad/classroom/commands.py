"""The command line of marking; everything heavy is imported by the command that needs it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pixgrad.errors import PixgradError, UsageError

if TYPE_CHECKING:
    from pixgrad.classroom.batch import Summary
    from pixgrad.course import Course

CELL_SECONDS = click.option(
    "--cell-seconds",
    type=click.FloatRange(min=0.1),
    default=20,
    show_default=True,
    help="Time limit of a cell.",
)
SUBMISSION_SECONDS = click.option(
    "--submission-seconds",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help="Time limit of a whole notebook.",
)
SEED = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of the numbers that checks draw.",
)
REVEAL = click.option(
    "--reveal",
    is_flag=True,
    help="Show hidden tests and their values in feedback, after the deadline.",
)


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@CELL_SECONDS
@SUBMISSION_SECONDS
@click.option("--html", type=click.Path(path_type=Path), help="Also write the verdict as a page, NAME.html.")
def check(notebook: Path, cell_seconds: float, submission_seconds: float, html: Path | None) -> int:
    """Check your own notebook: a verdict for each exercise, and a hint where it is not right yet.

    \b
        pixgrad check assignments/a1_knn/a1_knn.ipynb
        pixgrad check assignments/a1_knn/a1_knn.ipynb --html a1_knn.html

    The notebook is run from top to bottom in a fresh kernel, without the cells tagged "explore"; the file is
    not changed. Exit status 0 if everything passes, 1 if not, 2 if there is no such notebook.
    """
    from pixgrad.marking import self_check
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.pages import feedback

    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"--html writes a page, so give it a name that ends in .html, not {html.name}")
    limits = Limits(cell_seconds, submission_seconds, isolation="none")
    nb, exercises, results = self_check.check(notebook, limits)
    self_check.show(notebook, nb, exercises, results)
    if html is not None:
        feedback.write_alone(html, feedback.page_alone(notebook, nb, exercises, results))
        click.echo(f"page: {_short(html)}")
    return 0 if all(result.outcome == "passed" for result in results) else 1


@click.command()
@click.argument("slug")
@click.option(
    "--students", type=click.IntRange(min=1), default=14, show_default=True, help="Size of the class."
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another seed, another class."
)
@click.option("--force", is_flag=True, help="Also if real submissions are there; they are not touched.")
def simulate(slug: str, students: int, seed: int, force: bool) -> None:
    """Make up a class: right, half-right, mistaken and broken submissions of an assignment.

    \b
        pixgrad simulate a1_knn --students 14
        pixgrad grade a1_knn

    Ids say what a made-up student did, such as s07-no-square-root. The same seed makes the same class.
    """
    from pixgrad.classroom.simulate import simulate as make_up
    from pixgrad.course import Course

    course = Course.find()
    written = make_up(course, slug, students, seed, force)
    click.echo(f"{len(written)} made-up submissions of {slug} are in {_short(course.submitted)}")
    click.echo(f"mark them with: pixgrad grade {slug}")


@click.command()
@click.argument("slug")
@click.option(
    "--submitted",
    type=click.Path(path_type=Path),
    help="Folder of submissions.  [default: grading/submitted]",
)
@click.option(
    "--student", "students", multiple=True, metavar="NAME", help="Only this student; can be repeated."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Notebooks at a time.  [default: number of cores]")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Mark on a dask.distributed cluster, such as tcp://host:8786."
)
@click.option(
    "--isolation",
    type=click.Choice(["auto", "bwrap", "none"]),
    default="auto",
    show_default=True,
    help="Sandbox of student code: bubblewrap's (auto, bwrap), or none, for people you trust.",
)
@CELL_SECONDS
@SUBMISSION_SECONDS
@click.option(
    "--memory-mb",
    type=click.IntRange(min=512),
    default=4096,
    show_default=True,
    help="MiB of memory that the code of a notebook may hold.",
)
@SEED
@click.option("--again", is_flag=True, help="Also run what is marked already and has not changed.")
@REVEAL
def grade(
    slug: str,
    submitted: Path | None,
    students: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    isolation: str,
    cell_seconds: float,
    submission_seconds: float,
    memory_mb: int,
    seed: int,
    again: bool,
    reveal: bool,
) -> int:
    """Mark a class: run every new or changed submission, record the scores, write feedback and report.

    \b
        pixgrad grade a1_knn                      what is new in grading/submitted
        pixgrad grade a1_knn --student ada        one student
        pixgrad grade a1_knn --again --seed 7     everything, with other hidden numbers

    Submissions are read from grading/submitted/STUDENT/SLUG/SLUG.ipynb. A bad submission is a finding, not an
    error. Ctrl-C keeps what is marked; the same command goes on from there. Manual scores that were given in
    formgrader stay.
    """
    from pixgrad.classroom.batch import Options
    from pixgrad.classroom.batch import grade as mark_class
    from pixgrad.course import Course
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.marking.execution.sandbox import choose, describe

    course = Course.find()
    course.require(slug)
    click.echo(describe(isolation), err=True)
    limits = Limits(
        cell_seconds, submission_seconds, seed=seed, memory_mb=memory_mb, isolation=choose(isolation)
    )
    jobs = jobs or os.cpu_count() or 1
    with _ending_like_ctrl_c():
        options = Options(limits, jobs, scheduler, submitted, students, again)
        summary = mark_class(course, slug, options)
    write_results(course, summary)
    if reveal:
        reveal_tests(course, summary)
    show_results(course, summary)
    return 1 if summary.failed else 0


@click.command()
@click.argument("slug")
@REVEAL
def report(slug: str, reveal: bool) -> None:
    """Write the class report again from what is marked, manual scores included.

    \b
        pixgrad report a1_knn
        pixgrad report a1_knn --reveal            and every feedback page, hidden tests included
    """
    from pixgrad.classroom.batch import summary_of
    from pixgrad.course import Course

    course = Course.find()
    summary = summary_of(course, slug)
    write_results(course, summary)
    if reveal:
        reveal_tests(course, summary)
    click.echo(f"report: {_short(course.report(slug))}")


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
    """Write the grades of an assignment as they are in the gradebook now, manual scores included.

    \b
        pixgrad export a1_knn --output a1.csv     a column for each exercise
        pixgrad export a1_knn --to canvas --roster gradebook.csv
        pixgrad export a1_knn --to moodle --roster grades.csv --match "ID number"

    Canvas' roster is its gradebook: Grades, Export, Export Entire Gradebook. Moodle's is its grade export:
    Grades, Export, Plain text file. If no id in it is the name of a submission folder, add a column called
    student that holds them. Who is only in one of the two is listed; nobody gets a 0 for not being marked.
    """
    from pixgrad.classroom.batch import summary_of
    from pixgrad.classroom.store import write_whole
    from pixgrad.course import Course
    from pixgrad.export import lms
    from pixgrad.pages.table import grades_csv

    course = Course.find()
    lms.require_options(form, roster, column, heading, output)
    summary = summary_of(course, slug)
    path, text, advice = course.grades(slug), "", ""
    if roster is None:
        text = grades_csv(summary.kit, summary.scores)
    else:
        made = lms.export(form, summary.kit, summary.scores, roster, column, heading)
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
    click.echo(f"grades: {_short(path)}{advice}")


def write_results(course: "Course", summary: "Summary") -> None:
    """Write the grade table and the class report; raises PixgradError if grading/ refuses."""
    from pixgrad.classroom.store import write_whole
    from pixgrad.pages import report as class_report
    from pixgrad.pages.table import grades_csv

    slug = summary.kit.slug
    page = class_report.page(summary.kit, summary.scores, summary.verdicts, summary.absent)
    try:
        write_whole(course.grades(slug), grades_csv(summary.kit, summary.scores))
        write_whole(course.report(slug), page)
    except OSError as error:
        raise PixgradError(f"{error.filename} could not be written: {error.strerror}") from error


def reveal_tests(course: "Course", summary: "Summary") -> None:
    """Write every feedback page again, with the hidden tests and all that they said."""
    from pixgrad.pages import feedback

    refused = feedback.write_class(course, summary.kit, summary.verdicts, reveal=True)
    if refused:
        click.echo(f"feedback not written, the folder refuses: {', '.join(refused)}", err=True)


def show_results(course: "Course", summary: "Summary") -> None:
    """Print the grade table, what a person should know about the run, and the files to open."""
    from pixgrad.pages.table import show

    slug = summary.kit.slug
    show(summary.kit, summary.scores, summary.verdicts)
    counts = f"marked now: {len(summary.marked)}; unchanged: {len(summary.verdicts) - len(summary.marked)}"
    ran_in = sorted({verdict.isolation for verdict in summary.verdicts.values()} - {""})
    click.echo(f"{counts}; isolation: {', '.join(ran_in) or 'nothing was run'}")
    for lead, names in (("no submission", summary.absent), ("new in the gradebook", summary.new)):
        if names:
            click.echo(f"{lead}: {', '.join(names)}")
    for student, reason in summary.failed.items():
        click.echo(f"not marked, will be tried again next time: {student} ({reason})", err=True)
    click.echo(f"grades: {_short(course.grades(slug))}")
    click.echo(f"report: {_short(course.report(slug))}")
    click.echo(f"feedback: {_short(course.grading / 'feedback')}/<student>/{slug}/{slug}.html")


@contextmanager
def _ending_like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM, and the end of a terminal session, stop a run as Ctrl-C does."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _short(path: Path) -> str:
    """Return a path as seen from here, if it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
