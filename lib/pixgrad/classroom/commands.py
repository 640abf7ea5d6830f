"""The commands that mark a class; everything heavy is imported by the command that needs it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pixgrad.errors import PixgradError
from pixgrad.files import seen_from_here
from pixgrad.marking.commands import CELL_SECONDS, SUBMISSION_SECONDS

if TYPE_CHECKING:
    from pixgrad.classroom.batch import Summary
    from pixgrad.course import Course

SEED = click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="Seed of the hidden tests' numbers, for all.  [default: each submission's own, from the course's "
    "secret; verdict.json has it]",
)
REVEAL = click.option(
    "--reveal",
    is_flag=True,
    help="Show hidden tests and their values in feedback, after the deadline.",
)


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
    click.echo(f"{len(written)} made-up submissions of {slug} are in {seen_from_here(course.submitted)}")
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
    seed: int | None,
    again: bool,
    reveal: bool,
) -> int:
    """Mark a class: run every new or changed submission, record the scores, write feedback and report.

    \b
        pixgrad grade a1_knn                      what is new in grading/submitted
        pixgrad grade a1_knn --student ada        one student
        pixgrad grade a1_knn --student ada --seed 7    with the hidden numbers that a verdict names

    Submissions are read from grading/submitted/STUDENT/SLUG/SLUG.ipynb. A bad submission is a finding, not an
    error. Ctrl-C keeps what is marked; the same command goes on from there. Manual scores that were given in
    formgrader stay.
    """
    from pixgrad.course import Course
    from pixgrad.marking.execution.limits import ONE_THREAD, Limits

    course = Course.find()
    course.require(slug)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # before NumPy: this process is forked
    if scheduler is None and (again or _has_unmarked(course, submitted or course.submitted, slug)):
        from pixgrad.marking.execution.fork_server import zygotes

        zygotes().door(slug)  # what students' processes need is imported while this one does the same
    from pixgrad.classroom import without_server  # isort: skip  # noqa: F401  # before nbgrader

    from pixgrad.classroom.batch import Options
    from pixgrad.classroom.batch import grade as mark_class
    from pixgrad.marking.execution.sandbox import choose, describe

    click.echo(describe(isolation), err=True)
    limits = Limits(cell_seconds, submission_seconds, memory_mb=memory_mb, isolation=choose(isolation))
    jobs = jobs or os.cpu_count() or 1
    with _ending_like_ctrl_c():
        options = Options(limits, jobs, scheduler, submitted, students, again, seed)
        summary = mark_class(course, slug, options)
    write_results(course, summary)
    if reveal:
        write_pages(course, summary, reveal)
    show_results(course, summary)
    return 1 if summary.failed else 0


@click.command()
@click.argument("slug")
@REVEAL
def report(slug: str, reveal: bool) -> None:
    """Write class report, grades and feedback pages again from what is marked; nothing is run.

    \b
        pixgrad report a1_knn                     after marking by hand in formgrader, or moving a due date
        pixgrad report a1_knn --reveal            with the hidden tests on every feedback page
    """
    from pixgrad.classroom.batch import summary_of
    from pixgrad.course import Course

    course = Course.find()
    summary = summary_of(course, slug)
    write_results(course, summary)
    write_pages(course, summary, reveal)
    click.echo(f"report: {seen_from_here(course.report(slug))}")


def _has_unmarked(course: "Course", submitted: Path, slug: str) -> bool:
    """Tell at a glance whether there is a submission without a verdict; one that changed is seen later."""
    from pixgrad.classroom.verdict_files import verdict_path

    students = (folder.parent.name for folder in submitted.glob(f"*/{slug}"))
    return any(not verdict_path(course, student, slug).exists() for student in students)


def write_results(course: "Course", summary: "Summary") -> None:
    """Write the grade table and the class report; raises PixgradError if grading/ refuses."""
    from pixgrad.files import write_whole
    from pixgrad.pages import report as class_report
    from pixgrad.pages.grade_file import grades_csv

    slug = summary.kit.slug
    page = class_report.page(
        summary.kit,
        summary.scores,
        summary.verdicts,
        summary.absent,
        summary.unstorable,
        summary.standings,
    )
    try:
        write_whole(course.grades(slug), grades_csv(summary.kit, summary.scores, summary.standings))
        write_whole(course.report(slug), page)
    except OSError as error:
        raise PixgradError(f"{error.filename} could not be written: {error.strerror}") from error


def write_pages(course: "Course", summary: "Summary", reveal: bool) -> None:
    """Write every feedback page again, as marks stand now; `reveal` shows hidden tests and what they said."""
    from pixgrad.pages import feedback

    refused = feedback.write_class(course, summary.kit, summary.verdicts, summary.standings, reveal)
    if refused:
        click.echo(f"feedback not written, the folder refuses: {', '.join(refused)}", err=True)


def show_results(course: "Course", summary: "Summary") -> None:
    """Print the grade table, what a person should know about the run, and the files to open."""
    from pixgrad.classroom.submissions import CANNOT_BE_STORED
    from pixgrad.export.roster import listed
    from pixgrad.pages.class_table import show

    slug = summary.kit.slug
    show(summary.kit, summary.scores, summary.verdicts, summary.standings)
    counts = f"marked now: {len(summary.marked)}; unchanged: {len(summary.verdicts) - len(summary.marked)}"
    ran_in = sorted({verdict.isolation for verdict in summary.verdicts.values()} - {""})
    click.echo(f"{counts}; isolation: {', '.join(ran_in) or 'nothing was run'}")
    lists = {
        "no submission": summary.absent,
        f"not marked, a name that {CANNOT_BE_STORED}": summary.unstorable,
        "new in the gradebook": summary.new,
    }
    for lead, names in lists.items():
        if names:
            click.echo(f"{lead} ({len(names)}): {listed(names)}")
    for line in summary.remarks:
        click.echo(line, err=True)
    for student, reason in summary.failed.items():
        click.echo(f"not marked, will be tried again next time: {student} ({reason})", err=True)
    click.echo(f"grades: {seen_from_here(course.grades(slug))}")
    click.echo(f"report: {seen_from_here(course.report(slug))}")
    click.echo(f"feedback: {seen_from_here(course.grading / 'feedback')}/<student>/{slug}/{slug}.html")


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
