"""What kind of cell a cell is."""

from nbformat import NotebookNode


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell is worth points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade", False))


def is_explore(cell: NotebookNode) -> bool:
    """Tell whether a cell is left out while marking: pictures and long training, never a graded cell."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return "explore" in cell.metadata.get("tags", []) and not (
        nbgrader.get("grade") or nbgrader.get("solution")
    )
