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
from pixgrad.pages.own_verdict import show_findings, show_results
from pixgrad.pages.progress import DONE, Stretch, following, slug_of, stretch_of

WELCOME = "On each save (Ctrl-S in JupyterLab), what you changed is checked. Ctrl-C ends."


def watch(paths: list[Path], limits: Limits, kept: KeptResults) -> None:
    """Check notebooks whenever they are saved, until interrupted; one alone is checked at once, too.

    A notebook that comes to lie beside them, as a copy or under another name, is one of them from then on.
    """
    click.echo(f"Watching {paths[0] if len(paths) == 1 else f'{len(paths)} notebooks'}.\n{WELCOME}")
    known: dict[Path, Rechecked] = {}
    for path in _in_turn(paths):
        try:
            rechecked = recheck(path, limits, kept)
        except PixgradError as error:
            click.echo(f"{path.name}: {error}")
            continue
        _tell(path, rechecked, known.get(path))
        known[path] = rechecked


def _in_turn(paths: list[Path]) -> Iterator[Path]:
    """The notebooks to check: one alone to begin with, then each that is saved."""
    folders = {path.parent for path in paths}
    beside = lambda: {other for folder in folders for other in folder.glob("*.ipynb")}
    before = beside()
    saved = saves(
        lambda: [*paths, *sorted(beside() - before)]
    )  # from here on, while the first is checked too
    if len(paths) == 1:
        yield paths[0]
    yield from (path for path in saved if path in paths or slug_of(path))


def _tell(path: Path, now: Rechecked, before: Rechecked | None) -> None:
    """Say what became of the exercises that changed, what is odd about the notebook, and what to do next."""
    click.echo(click.style(f"\n{time.strftime('%H:%M:%S')}  {path.name}", bold=True))
    changed = _worth_saying(now, before)
    show_results(path, now.checked, changed)
    findings = now.checked.verdict.findings
    odd = [each for each in findings if before is None or each not in before.checked.verdict.findings]
    show_findings(odd)
    if before is not None and not changed and not odd:
        click.echo("saved; no answer has changed")
    stretch = stretch_of(path, now)
    done = f"{stretch.done} of {len(stretch.stops)} exercises done"
    click.echo(f"{done}, {stretch.score:g} of {stretch.points:g} points.\n{_next(path, stretch)}")


def _worth_saying(now: Rechecked, before: Rechecked | None) -> frozenset[str]:
    """Labels of the exercises that changed; at the first look, of those that are wrong, known or not."""
    results = now.checked.verdict.results
    changed = now.ran & {each.label for each in results if each.outcome != "unanswered"}
    if before is None:
        return changed | {each.label for each in results if each.outcome not in (*DONE, "unanswered")}
    return changed | {label for label, key in now.keys.items() if key != before.keys.get(label)}


def _next(path: Path, stretch: Stretch) -> str:
    if stretch.next is None:
        after = following(path, stretch.slug)
        return f"That is all of {stretch.slug}." + (f" The next notebook: {after}" if after else "")
    heading = stretch.next.cell.heading
    return f"Next: {stretch.next.result.label}" + (f', under "{heading}".' if heading else ".")
