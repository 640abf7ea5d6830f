"""Where in a notebook an exercise is answered, so that a message leads to a cell.

A page in a file cannot link into a notebook: only JupyterLab knows its own address. It does follow a heading
behind the "#" of the notebook's address, so the heading is what a person is given.
"""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from pixgrad.grader.kit import grade_id_of
from pixgrad.grader.text import plain
from pixgrad.grader.verdict import Exercise

HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>.+?)[ \t]*$", re.MULTILINE)
MARKS = re.compile(r"[`*]")
LONGEST = 100


@dataclass(frozen=True)
class Place:
    """An answer cell: the heading above it, its first line, and the number it gets by Run All Cells."""

    heading: str = ""
    first: str = ""
    number: int = 0

    @property
    def fragment(self) -> str:
        """What JupyterLab follows behind the address of the notebook; empty for a heading with a formula.

        >>> Place("Exercise: two loops").fragment
        '#Exercise:-two-loops'
        """
        return f"#{self.heading.replace(' ', '-')}" if self.heading and "$" not in self.heading else ""


def places(nb: NotebookNode, exercises: tuple[Exercise, ...]) -> dict[str, Place]:
    """Return where each exercise is answered, or checked if it has no answer cell, by its label."""
    at = _cells(nb)
    cells = {exercise.label: [*exercise.answers, *exercise.checks] for exercise in exercises}
    return {
        label: next((at[grade_id] for grade_id in grade_ids if grade_id in at), Place())
        for label, grade_ids in cells.items()
    }


def _cells(nb: NotebookNode) -> dict[str, Place]:
    found: dict[str, Place] = {}
    heading, number = "", 0
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            heading = next((MARKS.sub("", head["text"]) for head in HEADING.finditer(cell.source)), heading)
        if cell.cell_type == "code" and cell.source.strip():
            number += 1
        if (grade_id := grade_id_of(cell)) is not None:
            first = next((line for line in cell.source.splitlines() if line.strip()), "")
            found[grade_id] = Place(plain(heading, LONGEST), plain(first.strip(), LONGEST), number)
    return found
