"""The commands for a platform's downloads and uploads of files; what is heavy is imported when they run."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pixgrad.files import seen_from_here

if TYPE_CHECKING:
    from pixgrad.classroom.collect import Collected

MOST_NAMED = 8


@click.command()
@click.argument("slug")
@click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Zip of submissions, or the folder that it was unpacked in; can be repeated.",
)
@click.option(
    "--roster",
    required=True,
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Canvas' gradebook, or Moodle's grading worksheet.",
)
@click.option(
    "--match",
    "heading",
    metavar="NAME",
    help="Column of the roster to call students' folders by.  [default: found by itself]",
)
@click.option(
    "--keep",
    type=click.Choice(["last", "best"]),
    default="last",
    show_default=True,
    help="Which of several attempts to mark; best marks each, which takes its time.",
)
def collect(slug: str, sources: tuple[Path, ...], roster: Path, heading: str | None, keep: str) -> None:
    """Take submissions out of Canvas' or Moodle's download, to where `pixgrad grade` looks.

    \b
        pixgrad collect a1_knn --from submissions.zip --roster gradebook.csv
        pixgrad collect a1_knn --from monday.zip --from friday.zip --roster worksheet.csv --keep best

    Canvas: the assignment's page, Download Submissions; the roster is Grades, Export. Moodle: the page of the
    submissions, Download all submissions, and Download grading worksheet. Every attempt is kept under
    grading/collected; the same download twice changes nothing. What cannot be placed is listed.
    """
    from pixgrad.classroom.attempts import last
    from pixgrad.classroom.best_attempt import best
    from pixgrad.classroom.collect import collect as take
    from pixgrad.course import Course
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.marking.execution.sandbox import choose as choose_sandbox

    course = Course.find()
    course.require(slug)
    chosen_by = best(course, slug, Limits(isolation=choose_sandbox("auto"))) if keep == "best" else last
    found = take(course, slug, sources, roster, heading, chosen_by)
    _tell(found, roster.name)
    click.echo(f"{len(found.placed)} submissions of {slug} are in {seen_from_here(course.submitted)}")
    click.echo(f"mark them with: pixgrad grade {slug}")


def _tell(found: "Collected", roster: str) -> None:
    """Say who is who, what is new, and what could not be placed."""
    from pixgrad.export.roster import listed

    click.echo(f"folders are called by column {found.heading!r} of {roster}")
    click.echo(f"attempts that were not there yet: {len(found.new)}")
    lists = {
        "late, says the platform": found.late,
        "times that could not be read, so not late": found.unread,
        "put there in another way before, kept among the attempts": found.by_hand,
        **{f"not placed, {why}": names for why, names in found.unplaced.items()},
    }
    for what, names in lists.items():
        if names:
            click.echo(
                f"{what} ({len(names)}): {listed(names, MOST_NAMED)}", err=what.startswith("not placed")
            )


@click.command()
@click.argument("slug")
def handback(slug: str) -> None:
    """Put feedback pages into the zip that Canvas or Moodle takes.

    \b
        pixgrad collect a1_knn --from submissions.zip --roster gradebook.csv
        pixgrad grade a1_knn
        pixgrad handback a1_knn                   grading/feedback-a1_knn-canvas.zip

    For submissions that came by `pixgrad collect`: each page is called as the platform calls the submission.
    """
    from pixgrad.classroom.handback import ADVICE, hand_back
    from pixgrad.course import Course
    from pixgrad.export.roster import listed

    made, without = hand_back(Course.find(), slug)
    for each in made:
        click.echo(f"{len(each.students)} pages: {seen_from_here(each.path)}\n{ADVICE[each.platform]}")
    if without:
        click.echo(f"not marked, so not in it ({len(without)}): {listed(without, MOST_NAMED)}", err=True)
