"""The verdict on one's own notebook, as lines in the terminal."""

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
    at, shown_at = answer_cells(checked.nb, checked.exercises), address(path)
    width = max(len(result.label) for result in results)
    for exercise, result in zip(checked.exercises, results, strict=True):
        sign, colour = MARKS.get(result.outcome, WRONG)
        said = noted.WORDS if result.outcome == "noted" else f"{result.score:g} of {result.points:g}"
        click.echo(click.style(f"{sign} {result.label:{width}}  {said}", fg=colour))
        _say("", result.note)
        if result.outcome not in ("passed", "noted"):
            _say("", result.message)
            _say("hint: ", exercise.hint)
            _say("go to: ", _where(at[exercise.label]))
            _say("link: ", shown_at and shown_at + at[exercise.label].cell_id)
    passed = sum(result.outcome == "passed" for result in results)
    judged = sum(result.outcome != "noted" for result in results)
    points = f"{checked.verdict.score:g} of {checked.verdict.max_score:g} points"
    click.echo(f"\n{passed} of {judged} exercises pass, {points}.")
    click.echo(checked.remark)


def _where(cell: AnswerCell) -> str:
    """Return the way to a cell: the heading above it, its first line, its number after a full run."""
    heading = f'"{cell.heading}", ' if cell.heading else ""
    return f"{heading}cell [{cell.number}] of a full run: {cell.first}" if cell.number else ""


def _say(lead: str, text: str) -> None:
    for place, line in enumerate(text.strip().splitlines()):
        click.echo("    " + (lead if place == 0 else " " * len(lead)) + line)
