"""Which cell of a notebook is which cell of the kit, also when the notebook's metadata is lost or made up.

The rules are tried in turn; each looks at the cells that no rule before it has recognised. Several cells of a
notebook may turn out to be the same cell of the kit; `pixgrad.marking.intake.rebuild` says which one counts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from pixgrad.marking.intake.released import Original, squeezed
from pixgrad.notebook.names import Names, names_of, parsed

LEAST_SHARE = 0.5  # share of common lines from which an edited cell is recognised
EXERCISE = re.compile(r"exercise\s*=\s*[\"']([a-z0-9-]+)[\"']")


@dataclass
class SubmittedCell:
    """A cell of a submission.

    Attributes
    ----------
    place : float
        Where it stands in the submission; what was taken out of a cell stands half a step beside it.
    claims : dict
        Its nbgrader metadata, made up or not.
    key : str or None
        Which cell of the kit it is; None for a student's own cell.
    """

    place: float
    kind: str
    source: str
    claims: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    key: str | None = None

    @property
    def names(self) -> Names:
        """What it binds and reads."""
        return names_of(self.source)


Rule = Callable[[SubmittedCell, "Known"], str | None]


@dataclass
class Known:
    """The kit's cells, and the submission's cells as far as they are recognised."""

    originals: Mapping[str, Original]
    cells: list[SubmittedCell]

    def taken(self) -> set[str]:
        """Return the cells of the kit that have been found."""
        return {cell.key for cell in self.cells if cell.key is not None}


def match(nb: NotebookNode, originals: Mapping[str, Original]) -> list[SubmittedCell]:
    """Return the cells of a submission, each with the cell of the kit that it is."""
    cells = [
        SubmittedCell(place, cell.cell_type, cell.source, cell.metadata.get("nbgrader", {}), cell.id)
        for place, cell in enumerate(nb.cells)
    ]
    known = Known(originals, cells)
    for rule in (by_claim, by_id, by_source, by_asked_names, by_lines, by_neighbours):
        for cell in cells:
            if cell.key is None:
                cell.key = rule(cell, known)
    return cells


def by_claim(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell by its nbgrader metadata."""
    claim = cell.claims.get("grade_id")
    return str(claim) if claim in known.originals else None


def by_id(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell by its id, which JupyterLab keeps when metadata is lost."""
    return cell.id if cell.id in known.originals else None


def by_source(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell that is as it was handed out; of several alike the first that has not been found."""
    text = squeezed(cell.source)
    keys = [key for key, original in known.originals.items() if original.text == text] if text else []
    taken = known.taken()
    return next((key for key in keys if key not in taken), keys[0] if keys else None)


def by_asked_names(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise an answer by the names that it binds, if the answer cell has not been found."""
    missing = [each for each in _missing(known) if each.role == "answer" and each.asked]
    if not missing or (cell.kind != "code" and parsed(cell.source) is None):
        return None
    bound = cell.names.bound
    return next((each.key for each in missing if each.asked & bound), None)


def by_lines(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise an edited check by its label, any other cell but an answer by most of its lines."""
    lines = _lines(cell.source)
    if not lines:
        return None
    labels = set(EXERCISE.findall(cell.source))
    best, share = None, LEAST_SHARE
    for each in _missing(known):
        if each.role == "check" and labels & set(EXERCISE.findall(each.source)):
            return each.key
        common = _share(lines, _lines(each.source)) if each.role != "answer" else 0.0
        if common > share:
            best, share = each.key, common
    return best


def by_neighbours(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise an answer by its place: alone where one answer alone is missing."""
    if cell.kind != "code" or not cell.source.strip():
        return None
    before = next((other for other in reversed(known.cells) if other.key and other.place < cell.place), None)
    after = next((other for other in known.cells if other.key and other.place > cell.place), None)
    low = before.place if before else -1
    high = after.place if after else len(known.cells)
    rivals = (other for other in known.cells if low < other.place < high and other is not cell)
    if any(other.kind == "code" and other.source.strip() for other in rivals):
        return None
    keys = list(known.originals)
    first = keys.index(str(before.key)) + 1 if before else 0
    last = keys.index(str(after.key)) if after else len(keys)
    between = set(keys[first:last])
    missing = [each.key for each in _missing(known) if each.key in between and each.role == "answer"]
    return missing[0] if len(missing) == 1 else None


def _missing(known: Known) -> Iterator[Original]:
    taken = known.taken()
    return (original for key, original in known.originals.items() if key not in taken)


def _lines(source: str) -> set[str]:
    return {stripped for line in source.splitlines() if len(stripped := line.strip()) > 1}


def _share(lines: set[str], others: set[str]) -> float:
    return len(lines & others) / max(len(lines), len(others), 1)
