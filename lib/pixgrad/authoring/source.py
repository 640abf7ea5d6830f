"""Reading the one hand-edited source of an assignment: percent format with short keys."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import jupytext

from pixgrad.errors import PixgradError

ROLES = ("answer", "check", "hint", "claim")
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Cell:
    """One cell of a source.

    Attributes
    ----------
    role : str
        ``text``, ``given``, ``explore``, ``answer``, ``check``, ``hint`` or ``claim``.
    source : str
        Text of the cell.
    exercise : str
        Label of the exercise, or of the claim; empty for text, given and explore cells.
    points : int
        Points of a check; 0 for every other role.
    seeds : int
        How many times a claim is measured, with ``seed`` 0, 1, ...; 1 for every other role.
    """

    role: str
    source: str
    exercise: str = ""
    points: int = 0
    seeds: int = 1


@dataclass(frozen=True)
class Source:
    """A parsed source: slug, title (its first heading) and cells in reading order."""

    slug: str
    title: str
    cells: tuple[Cell, ...]

    def exercises(self) -> list[str]:
        """Labels of the exercises in reading order."""
        return [cell.exercise for cell in self.cells if cell.role == "answer"]


def read(path: Path) -> Source:
    """Read ``solutions/<slug>/<slug>.py``.

    Raises
    ------
    PixgradError
        When the file is missing, a cell has an unknown key or a malformed label, or there is no heading.
    """
    if not path.is_file():
        raise PixgradError(f"there is no source {path}; every assignment has one")
    notebook = jupytext.read(path, fmt="py:percent")
    cells = tuple(_cell(cell, path) for cell in notebook.cells)
    headings = (re.match(r"# (.+)", cell.source) for cell in cells if cell.role == "text")
    title = next((found.group(1).strip() for found in headings if found), None)
    if title is None:
        raise PixgradError(f"{path} has no heading; its first markdown cell should begin with '# Title'")
    return Source(path.stem, title, cells)


def _cell(cell: dict, path: Path) -> Cell:  # type: ignore[type-arg]  # a NotebookNode, untyped upstream
    keys = {key: value for key, value in cell["metadata"].items() if key != "lines_to_next_cell"}
    where = f"{path}, cell beginning {cell['source'].splitlines()[:1]}"
    tags = keys.pop("tags", [])
    points, seeds = keys.pop("points", 0), keys.pop("seeds", 1)
    roles = [role for role in ROLES if role in keys]
    unknown = sorted(set(keys) - set(ROLES)) + [tag for tag in tags if tag != "explore"]
    if unknown or len(roles) > 1 or cell["cell_type"] == "raw":
        raise PixgradError(
            f"{where}: wants at most one of answer, check, hint, claim or explore; got {unknown or roles}"
        )
    if not roles:
        plain = "text" if cell["cell_type"] == "markdown" else "given"
        return Cell("explore" if tags else plain, cell["source"])
    role, label = roles[0], str(keys[roles[0]])
    if not LABEL.fullmatch(label):
        raise PixgradError(f"{where}: the label {label!r} should be kebab-case, such as svm-loss")
    if (role == "hint") != (cell["cell_type"] == "markdown"):
        raise PixgradError(f"{where}: a hint is a markdown cell, an answer and a check are code cells")
    if (role == "check") != bool(points):
        raise PixgradError(f"{where}: a check needs points=..., no other cell has any")
    if seeds != 1 and role != "claim":
        raise PixgradError(f"{where}: only a claim has seeds=...")
    return Cell(role, cell["source"], label, int(points), int(seeds))


def cell_ids(cells: tuple[Cell, ...]) -> list[str]:
    """Stable ids: the label and role of an exercise's cells, the section and ordinal of all others.

    An edit inside a cell changes no id; a new cell changes only the ids behind it in its own section.

    Examples
    --------
    >>> check = Cell("check", "", "a", 5)
    >>> cell_ids((Cell("text", "# Two"), Cell("text", "more"), check, check))
    ['two', 'two-2', 'a-check', 'a-check-2']
    """
    section, ids, seen = "start", [], Counter[str]()
    for cell in cells:
        heading = re.match(r"#{1,3} (.+)", cell.source) if cell.role == "text" else None
        if heading:
            section = _slug(heading.group(1))
        base = f"{cell.exercise}-{cell.role}" if cell.exercise else section
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return ids


def _slug(heading: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    return words[:48].rstrip("-") or "section"
