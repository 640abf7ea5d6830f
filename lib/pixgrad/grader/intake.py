"""From the bytes of a submission to a notebook that can be executed, and the list of what was unusual.

Nothing of a submission is executed or rendered here. Each repair is a small function in `REPAIRS`.
"""

from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import OverwriteCells

from pixgrad.grader.cells import error_output, is_check, settle
from pixgrad.grader.kit import Kit, grade_id_of
from pixgrad.grader.quiet import QUIET
from pixgrad.grader.reading import Unreadable, read
from pixgrad.grader.verdict import Finding

CELL_TYPES = ("code", "markdown", "raw")


def drop_odd_cells(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Leave out cells that no notebook can have, and give every cell the parts that it must have."""
    whole = [cell for cell in nb.cells if isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES]
    odd = len(nb.cells) - len(whole)
    nb.cells = whole
    for cell in nb.cells:
        cell.source = _text(cell.get("source", ""))
        cell.metadata = cell.metadata if isinstance(cell.get("metadata"), dict) else NotebookNode()
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if not isinstance(cell.metadata.get("tags", []), list):
            del cell.metadata["tags"]
    return [Finding("odd-cells", f"{odd} cells of no known kind were left out")] if odd else []


def _text(source: object) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def drop_copies(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Make copies of a cell, all but the last, ordinary cells, and forget ids that the kit does not have."""
    seen: set[str] = set()
    copied: list[str] = []
    for cell in reversed(nb.cells):
        grade_id = grade_id_of(cell)
        if grade_id in kit.cells and grade_id not in seen:
            seen.add(str(grade_id))
            continue
        if grade_id in seen:
            copied.append(str(grade_id))
        cell.metadata.pop("nbgrader", None)
    return [
        Finding("copied-cell", f"{grade_id} is there twice; the last one counts")
        for grade_id in sorted(set(copied))
    ]


def restore_metadata(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Give every cell that the kit knows its metadata and id back; what was in its place is not trusted."""
    for cell in nb.cells:
        original = kit.cells.get(grade_id_of(cell) or "")
        if original is not None:
            cell.metadata = nbformat.from_dict(original.metadata)
        elif cell.get("id") in kit.explore_ids:
            cell.metadata.tags = ["explore"]
    return []


def restore_sources(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Put locked cells, hidden tests included, back as they were, with nbgrader's OverwriteCells."""
    before = {grade_id_of(cell): cell.cell_type for cell in nb.cells}
    KitCells(kit).preprocess(nb, {})
    return [
        Finding("retyped-cell", f"{grade_id} had become a {kind} cell; turned back")
        for grade_id, kind in before.items()
        if grade_id is not None and kit.cells[grade_id].cell_type != kind
    ]


def restore_missing(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Put deleted cells back, each behind the cell that it followed."""
    present = {grade_id_of(cell) for cell in nb.cells}
    missing = [grade_id for grade_id in kit.cells if grade_id not in present]
    previous = dict(zip(kit.cells, [None, *kit.cells], strict=False))
    for grade_id in missing:
        places = {grade_id_of(cell): place for place, cell in enumerate(nb.cells)}
        behind = places[previous[grade_id]] + 1 if previous[grade_id] is not None else 0
        nb.cells.insert(behind, nbformat.from_dict(kit.cells[grade_id]))
    return [Finding("deleted-cell", f"{grade_id} was missing; put back") for grade_id in missing]


def restore_frame(nb: NotebookNode, kit: Kit) -> list[Finding]:
    """Give the notebook the kit's metadata and format, and every cell an id of its own."""
    blank = kit.blank()
    nb.metadata, nb.nbformat, nb.nbformat_minor = blank.metadata, blank.nbformat, blank.nbformat_minor
    seen: set[str] = set()
    for place, cell in enumerate(nb.cells):
        wanted = grade_id_of(cell) or str(cell.get("id", ""))
        cell.id = wanted if wanted and wanted not in seen else f"cell-{place}"
        seen.add(cell.id)
    return []


REPAIRS: tuple[Callable[[NotebookNode, Kit], list[Finding]], ...] = (
    drop_odd_cells,
    drop_copies,
    restore_metadata,
    restore_sources,
    restore_missing,
    restore_frame,
)


class KitCells(OverwriteCells):
    """nbgrader's OverwriteCells, reading from a kit instead of a database."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(log=QUIET)
        self.gradebook = _KitBook(kit)
        self.notebook_id = self.assignment_id = kit.slug

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Overwrite the cells that the kit knows."""
        for index, cell in enumerate(nb.cells):
            self.preprocess_cell(cell, resources, index)
        return nb, resources


class _KitBook:
    """The part of a gradebook that OverwriteCells asks for."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> NotebookNode:
        if name not in self.kit.cells:
            raise MissingEntry(name)
        cell = self.kit.cells[name]
        meta = cell.metadata.nbgrader
        return NotebookNode(
            name=name,
            cell_type=cell.cell_type,
            source=cell.source,
            locked=meta.locked,
            checksum=meta.checksum,
        )

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> NotebookNode:
        return NotebookNode(name=name, max_score=float(self.kit.cells[name].metadata.nbgrader.points))


def admit(payload: bytes, kit: Kit) -> tuple[NotebookNode, list[Finding]]:
    """Turn the bytes of a submission into a notebook with all cells of the kit.

    Raises
    ------
    Unreadable
        With a sentence for the student.
    """
    nb, findings = read(payload)
    try:
        for repair in REPAIRS:
            findings += repair(nb, kit)
        nbformat.validate(nb)
    except Exception as error:  # a notebook so odd that a repair fails is one that cannot be read
        raise Unreadable(f"the notebook is damaged beyond repair ({type(error).__name__})") from error
    return nb, findings


def blank_with_reason(kit: Kit, reason: str) -> NotebookNode:
    """Return the untouched notebook, every check failed for one reason."""
    nb = kit.blank()
    for cell in nb.cells:
        if is_check(cell):
            settle(cell, error_output("NotRun", reason))
    return nb
