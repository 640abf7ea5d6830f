"""The verdict on one's own notebook, as lines in the terminal."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Set
from pathlib import Path

import click

from pixgrad.check import noted
from pixgrad.marking.findings import Finding
from pixgrad.marking.self_check import Checked
from pixgrad.pages.cell_links import AnswerCell, address, answer_cells

MARKS = {"passed": ("✓", "green"), "unanswered": ("○", "yellow"), "noted": ("·", "cyan")}
WRONG = ("✗", "red")
SHAPED = re.compile(r"^(\s|[-*|>] |\d+\. |```|\$\$|#)", re.MULTILINE)  # a line of more than plain text
NARROWEST = 10  # characters of a line; below that, breaking helps nobody


def show(path: Path, checked: Checked) -> None:
    """Print the verdict on each exercise, with message, hint and cell where it is not passed yet."""
    results = checked.verdict.results
    show_results(path, checked, {result.label for result in results})
    show_findings(checked.verdict.findings)
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
            _say("hint: ", flowing(exercise.hint))
            _say("go to: ", _where(at[exercise.label]))
            _say("link: ", shown_at and shown_at + at[exercise.label].cell_id)


def show_findings(findings: Iterable[Finding]) -> None:
    """Print what was odd about the notebook, and that it was mended in what was checked alone."""
    said = [finding.message for finding in findings]
    for message in said:
        _say("note: ", message)
    if said:
        _say("", "(That is how it was checked; your file was left as it is.)")


def _where(cell: AnswerCell) -> str:
    """Return the way to a cell: the heading above it, its first line, its number after a full run."""
    heading = f'"{cell.heading}", ' if cell.heading else ""
    return f"{heading}[{cell.number}] after Run All Cells:\n    {cell.first}" if cell.number else ""


def _say(lead: str, text: str) -> None:
    """Print a text, indented; in a terminal, its sentences are broken at words."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    indent = " " * (4 + len(lead))
    for place, line in enumerate(
        line for part in text.strip().splitlines() for line in _broken(part, width - len(indent))
    ):
        click.echo((indent if place else f"    {lead}") + line)


def flowing(markdown: str) -> str:
    """Return Markdown with each paragraph of plain text as one line, to be broken anew.

    >>> flowing("one\\ntwo\\n\\n- a\\n- b")
    'one two\\n\\n- a\\n- b'
    """
    parts = markdown.strip().split("\n\n")
    return "\n\n".join(part if SHAPED.search(part) else part.replace("\n", " ") for part in parts)


def _broken(line: str, width: int) -> list[str]:
    """A line in lines that are no longer than a width; code, which is indented, and a link stay whole.

    >>> _broken("take argmax, not argmin", 12)
    ['take argmax,', 'not argmin']
    >>> _broken("    x = 1 + 1 + 1", 12)
    ['    x = 1 + 1 + 1']
    """
    if width < NARROWEST or line.startswith(" "):
        return [line]
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [line]
