"""What a cell is for: its role, the exercise it belongs to and what it is worth."""

import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, from_dict

from pixgrad.notebook.marks import without_solution_marks

ROLES_OF_EXERCISES = ("answer", "check", "hint")
GRADE_ID = re.compile(r"^(?P<label>.+?)-(?:check|answer|hint)(?:-\d+)?$")


def role_of(cell: NotebookNode) -> str:
    """Return what a cell is for, by its metadata, in which a stranger may have written anything.

    ``text``, ``given`` (locked code of the course), ``explore`` (pictures and long training, which marking
    leaves out), ``answer``, ``check`` (worth points), ``hint``, or ``own``: code that was not handed out.
    """
    nbgrader, tags = _metadata(cell, "nbgrader"), cell.metadata.get("tags")
    if nbgrader.get("grade"):
        return "check"
    if nbgrader.get("solution"):
        return "answer"
    if isinstance(tags, list) and "explore" in tags:
        return "explore"
    if nbgrader.get("locked") and grade_id_of(cell):
        return "given"
    if _metadata(cell, "pixgrad").get("role") == "hint":
        return "hint"
    return "own" if cell.cell_type == "code" else "text"


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell is worth points."""
    return role_of(cell) == "check"


def is_explore(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out while marking."""
    return role_of(cell) == "explore"


def grade_id_of(cell: NotebookNode) -> str | None:
    """Return the name by which nbgrader knows a cell, if it has one."""
    grade_id = _metadata(cell, "nbgrader").get("grade_id")
    return grade_id if isinstance(grade_id, str) else None


def label_of(cell: NotebookNode) -> str:
    """Return the exercise that a cell belongs to, or "".

    By pixgrad's metadata, else by the form of its grade id; one of another form is an exercise by itself.
    """
    if role_of(cell) not in ROLES_OF_EXERCISES:
        return ""
    label = _metadata(cell, "pixgrad").get("exercise")
    if isinstance(label, str):
        return label
    grade_id = grade_id_of(cell) or ""
    match = GRADE_ID.match(grade_id)
    return match["label"] if match else grade_id


def points_of(cell: NotebookNode) -> float:
    """Return what a check is worth."""
    return float(cell.metadata.nbgrader["points"])


def answers(notebook: NotebookNode) -> dict[str, str]:
    """Return the answer of each exercise as a student would have it: the solution without its marks."""
    cells = (cell for cell in notebook.cells if role_of(cell) == "answer")
    return {label_of(cell): without_solution_marks(cell.source) for cell in cells}


def with_answers(notebook: NotebookNode, filled: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook with the answer cells of some exercises filled in."""
    copy = from_dict(notebook)
    for cell in copy.cells:
        if role_of(cell) == "answer" and label_of(cell) in filled:
            cell.source = filled[label_of(cell)].rstrip("\n")
    return copy


def _metadata(cell: NotebookNode, whose: str) -> Mapping[str, Any]:
    found = cell.metadata.get(whose)
    return found if isinstance(found, dict) else {}
