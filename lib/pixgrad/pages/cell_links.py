"""Where in a notebook an exercise is answered, so that a message leads to a cell.

Only a running JupyterLab has an address, so the page of a marked class cannot link into a notebook. A check
of one's own can, if JupyterLab is open on that folder. JupyterLab 4 opens the notebook at its top, whatever
stands behind the "#" of an address, so heading, first line and number are given too.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from pixgrad.marking.kit import Exercise
from pixgrad.marking.sanitise import plain
from pixgrad.notebook.cells import grade_id_of

HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>.+?)[ \t]*$", re.MULTILINE)
MARKS = re.compile(r"[`*]")
LONGEST = 100


@dataclass(frozen=True)
class AnswerCell:
    """An answer cell: the heading above it, its first line, its number after Run All Cells, and its id."""

    heading: str = ""
    first: str = ""
    number: int = 0
    cell_id: str = ""


def answer_cells(nb: NotebookNode, exercises: tuple[Exercise, ...]) -> dict[str, AnswerCell]:
    """Return where each exercise is answered, or checked if it has no answer cell, by its label."""
    at = _cells(nb)
    cells = {exercise.label: [*exercise.answers, *exercise.checks] for exercise in exercises}
    return {
        label: next((at[grade_id] for grade_id in grade_ids if grade_id in at), AnswerCell())
        for label, grade_ids in cells.items()
    }


def address(notebook: Path) -> str:
    """Return the address, but for the id of a cell, at which a running JupyterLab shows a notebook, or "".

    One behind a JupyterHub is left out: it knows its own host, but not the one that its student sees.
    """
    from jupyter_server.serverapp import list_running_servers
    from jupyter_server.utils import url_escape, url_path_join

    notebook = notebook.resolve()
    for server in list_running_servers():
        root = Path(server["root_dir"]).resolve()
        if notebook.is_relative_to(root) and not server["base_url"].startswith("/user/"):
            inside = url_escape(notebook.relative_to(root).as_posix())
            return f"{url_path_join(server['url'], 'lab/tree', inside)}#cell-id="
    return ""


def _cells(nb: NotebookNode) -> dict[str, AnswerCell]:
    found: dict[str, AnswerCell] = {}
    heading, number = "", 0
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            heading = next((MARKS.sub("", head["text"]) for head in HEADING.finditer(cell.source)), heading)
        if cell.cell_type == "code" and cell.source.strip():
            number += 1
        if (grade_id := grade_id_of(cell)) is not None:
            first = next((line for line in cell.source.splitlines() if line.strip()), "")
            found[grade_id] = AnswerCell(
                plain(heading, LONGEST), plain(first.strip(), LONGEST), number, cell.get("id", "")
            )
    return found
