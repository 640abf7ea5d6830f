"""The whole battery from the command line: ``python tests/battery/run.py [--slug SLUG] [--only NAME]``."""

import sys
from dataclasses import replace
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from battery.bench import BATTERY, LIMITS, Found, apart, slugs
from pixgrad.errors import nearest
from pixgrad.marking.execution.sandbox import why_not_bwrap

COLUMNS = ("undeserved", "lost", "aborted", "leaked", "touched", "left", "remaining")
HEADER = f"{'assignment':20} {'isolation':9} {'submissions':>11}" + "".join(f"{c:>11}" for c in COLUMNS)


def _known(_context: click.Context, option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    known = list(BATTERY) if option.name == "only" else slugs()
    for name in names:
        if name not in known:
            raise click.BadParameter(f"there is no {name}{nearest(name, known)}")
    return names


@click.command()
@click.option(
    "--slug", "only_slugs", multiple=True, callback=_known, help="Only this assignment; can be repeated."
)
@click.option(
    "--only",
    multiple=True,
    callback=_known,
    metavar="NAME",
    help="Only this submission; can be repeated.",
)
@click.option(
    "--isolation", "isolations", multiple=True, type=click.Choice(["bwrap", "none"]), help="[default: both]"
)
@click.option("--progress/--no-progress", default=True)
def main(
    only_slugs: tuple[str, ...], only: tuple[str, ...], isolations: tuple[str, ...], progress: bool
) -> None:
    """Mark hostile, broken and odd submissions of every assignment; exit status 1 if anything went wrong."""
    reason = why_not_bwrap()
    wanted = isolations or (("none",) if reason else ("bwrap", "none"))
    if reason and not isolations:
        click.echo(f"only the tame submissions are tried: {reason}", err=True)
    rows = []
    for slug in only_slugs or slugs():
        for isolation in wanted:
            found = apart(slug, only, replace(LIMITS, isolation=isolation), progress)
            rows.append(found)
            _tell(found)
            click.echo(_row(found))
    click.echo(HEADER)
    for found in rows:
        click.echo(_row(found))
    sys.exit(any(lines for found in rows for lines in found.problems().values()))


def _tell(found: Found) -> None:
    for kind in COLUMNS:
        for line in getattr(found, kind):
            click.echo(f"{found.slug} ({found.isolation}) {kind}: {line}")


def _row(found: Found) -> str:
    counts = "".join(f"{len(getattr(found, column)):>11}" for column in COLUMNS)
    return f"{found.slug:20} {found.isolation:9} {found.submissions:>11}{counts}"


if __name__ == "__main__":
    main()
