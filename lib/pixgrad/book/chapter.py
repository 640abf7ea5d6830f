"""One notebook of the course as a page of the book: what MyST-NB reads."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pixgrad.authoring.expand import SKIPPED
from pixgrad.book import exercise
from pixgrad.book.executed import PICTURE
from pixgrad.marking.kit import SUMMARY
from pixgrad.notebook.cells import label_of, points_of, role_of

SHORT = 3  # lines of a cell for pictures that are shown
INSTALLS = "install"  # the cell that readers of a book need not see


def chapter(
    slug: str, executed: NotebookNode, release: NotebookNode, solved: bool, links: str
) -> NotebookNode:
    """Return a notebook with the text and pictures of an assignment, and its exercises with what is folded.

    Parameters
    ----------
    slug : str
    executed : NotebookNode
        The solved notebook with its outputs.
    release : NotebookNode
        What students open, cell by cell the same.
    solved : bool
        Whether solutions are shown.
    links : str
        Markdown that follows the title: where the notebook is to be had.
    """
    blank = {cell.id: cell.source for cell in release.cells}
    parts = {role: _by_label(executed, role) for role in ("check", "hint", "answer")}
    cells: list[NotebookNode] = []
    for cell in executed.cells:
        role, label = role_of(cell), label_of(cell)
        if role == "text":
            cells.append(new_markdown_cell(_text(slug, cell)))
            if not cells[1:]:
                cells.append(new_markdown_cell(links))
        elif role == "answer":
            check, hint, answer = (parts[role].get(label) for role in ("check", "hint", "answer"))
            assert check is not None and answer is not None  # the rules of an assignment
            told = SUMMARY.sub("", hint.source).strip() if hint else ""
            folded = exercise.under(label, check.source, told, answer.source, solved)
            cells.append(new_markdown_cell(f"{_head(label, check, blank[cell.id])}\n\n{folded}"))
        elif role in ("given", "explore") and cell.id != INSTALLS:
            cells.append(_code(cell, role))
    for number, cell in enumerate(cells):
        cell.id = f"part-{number}"
    return new_notebook(cells=cells, metadata=executed.metadata)


def headings(notebook: NotebookNode) -> Iterator[tuple[str, str, str]]:
    """Yield each text cell: the id and text of the heading that it stands under, and its own text."""
    at, heading = "", ""
    for cell in notebook.cells:
        if role_of(cell) == "text":
            found = re.match(r"#{1,4} (.+)", cell.source)
            at, heading = (cell.id, found.group(1)) if found else (at, heading)
            yield at, heading, cell.source


def anchor(slug: str, cell_id: str) -> str:
    """Return the name by which Sphinx knows a place of the book."""
    return f"{slug}-{cell_id}".replace("_", "-")


def _by_label(notebook: NotebookNode, role: str) -> dict[str, NotebookNode]:
    """The first cell of a role of each exercise; checks of one exercise are one."""
    found: dict[str, NotebookNode] = {}
    for cell in notebook.cells:
        if role_of(cell) == role:
            found.setdefault(label_of(cell), cell)
    return found


def _text(slug: str, cell: NotebookNode) -> str:
    is_heading = re.match(r"#{1,4} ", cell.source)
    return f"({anchor(slug, cell.id)})=\n{cell.source}" if is_heading else str(cell.source)


def _head(label: str, check: NotebookNode, stub: str) -> str:
    points = f"{points_of(check):g} points"
    title = f"<strong>Exercise</strong> <code>{label}</code>, {points}"
    return f'<p class="exercise" id="{label}">{title}</p>\n\n{exercise.code(stub)}'


def _code(cell: NotebookNode, role: str) -> NotebookNode:
    source = cell.source.removeprefix(SKIPPED)
    shown = new_code_cell(source, outputs=cell.outputs, execution_count=cell.execution_count)
    if role == "explore" and source.count("\n") >= SHORT:
        shown.metadata["tags"] = ["hide-input"]
    if any(PICTURE in output.get("data", {}) for output in cell.outputs):
        last = source.strip().splitlines()[-1].strip()
        shown.metadata["mystnb"] = {"image": {"alt": f"What this draws: {last}"}}
    return shown
