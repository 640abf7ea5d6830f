"""A companion at the keyboard: on every save of a notebook, what changed in it is checked."""

import time
from collections.abc import Iterator
from pathlib import Path

import click

from pixgrad.errors import PixgradError
from pixgrad.files import saves
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kept_results import KeptResults
from pixgrad.marking.recheck import Rechecked, recheck
from pixgrad.pages.own_verdict import show_results
from pixgrad.pages.progress import Stop, stretch_of

WELCOME = "Save a notebook (Ctrl-S in JupyterLab), and what you changed in it is checked. Ctrl-C ends this."


def watch(paths: list[Path], limits: Limits, kept: KeptResults) -> None:
    """Check notebooks whenever they are saved, until interrupted; one alone is checked at once, too."""
    click.echo(f"Watching {paths[0] if len(paths) == 1 else f'{len(paths)} notebooks'}. {WELCOME}")
    known: dict[Path, dict[str, str]] = {}
    for path in _in_turn(paths):
        try:
            rechecked = recheck(path, limits, kept)
        except PixgradError as error:
            click.echo(f"{path.name}: {error}")
            continue
        _tell(path, rechecked, known.get(path))
        known[path] = rechecked.keys


def _in_turn(paths: list[Path]) -> Iterator[Path]:
    """The notebooks to check: one alone to begin with, then each that is saved."""
    saved = saves(paths)  # from here on, while the first is checked too
    if len(paths) == 1:
        yield paths[0]
    yield from saved


def _tell(path: Path, rechecked: Rechecked, before: dict[str, str] | None) -> None:
    """Say what became of the exercises that changed, and what to do next."""
    results = rechecked.checked.verdict.results
    changed = rechecked.ran & {each.label for each in results if each.outcome != "unanswered"}
    if before is None:  # what is wrong is worth saying, known or not
        changed |= {each.label for each in results if each.outcome not in ("passed", "noted", "unanswered")}
    else:
        changed |= {label for label, key in rechecked.keys.items() if key != before.get(label)}
    click.echo(click.style(f"\n{time.strftime('%H:%M:%S')}  {path.name}", bold=True))
    show_results(path, rechecked.checked, changed)
    if before is not None and not changed:
        click.echo("saved; no answer has changed")
    stretch = stretch_of(path, rechecked)
    done = f"{stretch.done} of {len(stretch.stops)} exercises done"
    click.echo(f"{done}, {stretch.score:g} of {stretch.points:g} points. {_next(stretch.next)}")


def _next(stop: Stop | None) -> str:
    if stop is None:
        return "Nothing is left to do here."
    return f"Next: {stop.result.label}" + (f', under "{stop.cell.heading}".' if stop.cell.heading else ".")
