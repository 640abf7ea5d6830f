"""The verdict on one's own notebook, as lines in the terminal."""

from pathlib import Path

import click
from nbformat import NotebookNode

from pixgrad.marking.kit import Exercise
from pixgrad.marking.verdict import Result
from pixgrad.pages.cell_links import AnswerCell, address, answer_cells

MARKS = {"passed": ("✓", "green"), "unanswered": ("○", "yellow")}
WRONG = ("✗", "red")


def show(path: Path, nb: NotebookNode, exercises: tuple[Exercise, ...], results: tuple[Result, ...]) -> None:
    """Print the verdict on each exercise, with message, hint and cell where it is not passed yet."""
    at, shown_at = answer_cells(nb, exercises), address(path)
    width = max(len(result.label) for result in results)
    for exercise, result in zip(exercises, results, strict=True):
        sign, colour = MARKS.get(result.outcome, WRONG)
        line = f"{sign} {result.label:{width}}  {result.score:g} of {result.points:g}"
        click.echo(click.style(line, fg=colour))
        if result.outcome != "passed":
            _say("", result.message)
            _say("hint: ", exercise.hint)
            _say("go to: ", _where(at[exercise.label]))
            _say("link: ", shown_at and shown_at + at[exercise.label].cell_id)
    passed = sum(result.outcome == "passed" for result in results)
    points = sum(result.score for result in results), sum(result.points for result in results)
    click.echo(f"\n{passed} of {len(results)} exercises pass, {points[0]:g} of {points[1]:g} points.")
    click.echo("Marking adds checks of the same kind on other numbers.")


def _where(cell: AnswerCell) -> str:
    """Return the way to a cell: the heading above it, its first line, its number after a full run."""
    heading = f'"{cell.heading}", ' if cell.heading else ""
    return f"{heading}cell [{cell.number}] of a full run: {cell.first}" if cell.number else ""


def _say(lead: str, text: str) -> None:
    for place, line in enumerate(text.strip().splitlines()):
        click.echo("    " + (lead if place == 0 else " " * len(lead)) + line)
