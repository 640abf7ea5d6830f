"""From a parsed source to nbgrader's source notebook."""

import re
from dataclasses import replace
from functools import partial
from textwrap import indent

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pixgrad.authoring import install_cell
from pixgrad.authoring.prose import for_readers
from pixgrad.authoring.reasons import comment, other_ways, questions
from pixgrad.authoring.source import Cell, Source, cell_ids
from pixgrad.notebook.marks import END_SOLUTION

# What folds a cell's code and leaves its output open. JupyterLab, Notebook 7 and nbconvert know the first,
# Colab the second. VS Code reads no folding from a notebook: it remembers what was folded (vscode#135872).
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}
END = re.compile(rf"^([ ]*)# {END_SOLUTION}", re.MULTILINE)
RUN = "# Check of {}: run this cell.\n"  # the one line that JupyterLab shows of a folded cell
SKIPPED = "# To explore: this cell is not run when your notebook is marked.\n"
HINT = "<details><summary>Hint</summary>\n\n{}\n\n</details>"


def build(source: Source) -> NotebookNode:
    """The source notebook of an assignment, with nbgrader metadata and stable cell ids, without outputs."""
    cells = tuple(_with_reasons([cell for cell in source.cells if cell.role != "claim"]))
    notebook = new_notebook(cells=[_cell(*pair) for pair in zip(cells, cell_ids(cells), strict=True)])
    _add_installation(notebook)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "pixgrad": {"slug": source.slug, "title": source.title},
        }
    )
    return notebook


def _add_installation(notebook: NotebookNode) -> None:
    """Put the cell that installs the package, where it is missing, before all other code."""
    first = next((place for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"), None)
    if first is not None:
        node = _cell(Cell("given", install_cell.SOURCE), "install")
        node.metadata["jupyter"] = {"source_hidden": True}  # folded: nobody has to read it
        notebook.cells.insert(first, node)


def _with_reasons(cells: list[Cell]) -> list[Cell]:
    """The cells, each answer with what the solution notebook says behind it.

    To a concept question these are the reasons that its check knows, to a function other ways to write it.
    """
    told = {
        cell.exercise: "".join(map(comment, questions(cell.source))) + other_ways(cell.exercise)
        for cell in cells
        if cell.role == "check"
    }
    return [
        replace(cell, source=END.sub(partial(_before_end, told[cell.exercise]), cell.source))
        if told.get(cell.exercise)
        else cell
        for cell in cells
    ]


def _before_end(told: str, end: re.Match[str]) -> str:
    """The mark that ends a solution, with a comment in front of it, as far to the right as the mark is."""
    return indent(told, end[1]) + end[0]


def to_text(notebook: NotebookNode) -> str:
    """A notebook as nbgrader writes it: sorted keys, one-space indent, one newline at the end."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def _cell(cell: Cell, cell_id: str) -> NotebookNode:
    if cell.role in ("text", "hint"):
        body = HINT.format(cell.source) if cell.role == "hint" else for_readers(cell.source)
        node = new_markdown_cell(body, id=cell_id)
    else:
        first = {"explore": SKIPPED, "check": RUN.format(cell.exercise)}.get(cell.role, "")
        node = new_code_cell(first + cell.source, id=cell_id)
    node.metadata = nbformat.from_dict(_metadata(cell, cell_id))
    return node


def _metadata(cell: Cell, cell_id: str) -> dict[str, object]:
    if cell.role == "text":
        return {}
    ours = {"role": cell.role} | ({"exercise": cell.exercise} if cell.exercise else {})
    if cell.role == "explore":
        return {"pixgrad": ours, "tags": ["explore"]}
    if cell.role == "hint":
        return {"pixgrad": ours}
    nbgrader: dict[str, object] = {
        "grade": cell.role == "check",
        "grade_id": cell_id,
        "locked": cell.role != "answer",
        "schema_version": 3,
        "solution": cell.role == "answer",
        "task": False,
    }
    if cell.role == "check":
        return {"nbgrader": nbgrader | {"points": cell.points}, "pixgrad": ours} | FOLDED
    return {"nbgrader": nbgrader, "pixgrad": ours}
