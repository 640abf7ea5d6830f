"""The commands of somebody on their way through the course: progress, watch."""

from pathlib import Path

import click

from pixgrad.course import Course
from pixgrad.errors import UsageError
from pixgrad.files import seen_from_here, write_whole
from pixgrad.marking.commands import CELL_SECONDS, SUBMISSION_SECONDS, as_page


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...", type=click.Path(path_type=Path))
@CELL_SECONDS
@SUBMISSION_SECONDS
@click.option("--html", type=click.Path(path_type=Path), help="Also write the map as a page, NAME.html.")
def progress(
    places: tuple[Path, ...], cell_seconds: float, submission_seconds: float, html: Path | None
) -> None:
    """Show how far you have come: the map of the course, and what to do next.

    \b
        pixgrad progress                      the notebooks in this folder and below
        pixgrad progress ~/course a1.ipynb    in these places
        pixgrad progress --html map.html      as a page, too

    Each exercise is passed (✓), noted (·), not right yet (✗, with the slip where it is recognised) or not
    answered (○). Notebooks are read as they were saved last, and not changed. An exercise is run once for
    each answer: its result is kept until the answer, something that it needs, or its check changes.
    """
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.marking.kept_results import KeptResults
    from pixgrad.pages import course_map
    from pixgrad.pages.progress import survey

    as_page(html)
    limits = Limits(cell_seconds, submission_seconds, isolation="none")
    found = survey(places or (Path(),), limits, KeptResults())
    course_map.show(found)
    if html is not None:
        write_whole(html, course_map.page(found))
        click.echo(f"page: {seen_from_here(html)}")


@click.command()
@click.argument("places", nargs=-1, metavar="[NOTEBOOK]...", type=click.Path(path_type=Path))
@CELL_SECONDS
@SUBMISSION_SECONDS
def watch(places: tuple[Path, ...], cell_seconds: float, submission_seconds: float) -> None:
    """Check what you change, every time that you save; Ctrl-C ends it.

    \b
        pixgrad watch                                       all notebooks in this folder and below
        pixgrad watch assignments/a0_numpy/a0_numpy.ipynb   this one, beginning with what it holds now
        pixgrad watch solutions/a0_numpy                    an author: build, audit the touched exercises

    Keep it open in a terminal beside JupyterLab. Only exercises are run whose answer changed, or something
    that it needs; the verdict, the hint and the next step are said.
    """
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.marking.kept_results import KeptResults
    from pixgrad.pages.progress import notebooks_in
    from pixgrad.pages.watch import watch as watch_notebooks

    try:
        if len(places) == 1 and (source := _source_of(places[0])):
            from pixgrad.authoring.watching import watch_source  # an author's machine has what it needs

            watch_source(*source)
        else:
            paths = list(notebooks_in(places or (Path(),)))
            watch_notebooks(paths, Limits(cell_seconds, submission_seconds, isolation="none"), KeptResults())
    except KeyboardInterrupt:
        click.echo("\nStopped watching.")


def _source_of(place: Path) -> tuple[Path, str] | None:
    """Return the course and the assignment whose source a path is, or None if it is no source.

    A source is named by its folder, ``solutions/SLUG``, or by the file in it.

    Raises
    ------
    UsageError
        If the path lies in ``solutions/``, but there is no such source.
    """
    try:
        course = Course.find(place if place.is_dir() else place.parent)
    except UsageError:
        return None
    if not place.resolve().is_relative_to(course.solutions):
        return None
    inside = place.resolve().relative_to(course.solutions).parts
    if not inside:
        raise UsageError(f"{place} has many sources; name one: pixgrad watch {place}/{course.written()[0]}")
    return course.root, course.chosen(inside[:1])[0]
