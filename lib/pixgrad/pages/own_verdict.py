"""The verdict on one's own notebook, as lines in the terminal."""

from collections.abc import Set
from pathlib import Path

import click

from pixgrad.check import noted
from pixgrad.marking.self_check import Checked
from pixgrad.pages.cell_links import AnswerCell, address, answer_cells

MARKS = {"passed": ("✓", "green"), "unanswered": ("○", "yellow"), "noted": ("·", "cyan")}
WRONG = ("✗", "red")


def show(path: Path, checked: Checked) -> None:
    """Print the verdict on each exercise, with message, hint and cell where it is not passed yet."""
    results = checked.verdict.results
    show_results(path, checked, {result.label for result in results})
    passed = sum(result.outcome == "passed" for result in results)
    judged = sum(result.outcome != "noted" for result in results)
    points = f"{checked.verdict.score:g} of {checked.verdict.max_score:g} points"
    click.echo(f"\n{passed} of {judged} exercises pass, {points}.")
    click.echo(checked.remark)


def show_results(path: Path, checked: Checked, labels: Set[str]) -> None:
    """Print the verdict on some exercises."""
    at, shown_at = answer_cells(checked.nb, checked.exercises), address(path)
    pairs = zip(checked.exercises, checked.verdict.results, strict=True)
    shown = [(exercise, result) for exercise, result in pairs if result.label in labels]
    width = max((len(result.label) for _, result in shown), default=0)
    for exercise, result in shown:
        sign, colour = MARKS.get(result.outcome, WRONG)
        said = noted.WORDS if result.outcome == "noted" else f"{result.score:g} of {result.points:g}"
        click.echo(click.style(f"{sign} {result.label:{width}}  {said}", fg=colour))
        _say("", result.note)
        if result.outcome not in ("passed", "noted"):
            _say("", result.message)
            _say("hint: ", exercise.hint)
            _say("go to: ", _where(at[exercise.label]))
            _say("link: ", shown_at and shown_at + at[exercise.label].cell_id)


def _where(cell: AnswerCell) -> str:
    """Return the way to a cell: the heading above it, its first line, its number after a full run."""
    heading = f'"{cell.heading}", ' if cell.heading else ""
    return f"{heading}cell [{cell.number}] of a full run: {cell.first}" if cell.number else ""


def _say(lead: str, text: str) -> None:
    for place, line in enumerate(text.strip().splitlines()):
        click.echo("    " + (lead if place == 0 else " " * len(lead)) + line)
