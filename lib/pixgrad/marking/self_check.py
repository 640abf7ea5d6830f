"""A student checks their own notebook: the visible checks, the verdict and the hint of each exercise."""

import difflib
from pathlib import Path

from nbformat import NotebookNode
from tqdm import tqdm

from pixgrad.errors import PixgradError, UsageError
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.judging import judge
from pixgrad.marking.kit import Exercise, exercises_of
from pixgrad.marking.verdict import Result
from pixgrad.notebook.cells import is_explore


def load(path: Path) -> tuple[NotebookNode, tuple[Exercise, ...]]:
    """Read a student's notebook and find its exercises by the notebook's own metadata.

    Raises
    ------
    UsageError
        If the path is no file.
    PixgradError
        If the file is no notebook, or has no checks.
    """
    if not path.is_file():
        near = difflib.get_close_matches(
            path.name, [other.name for other in path.parent.glob("*.ipynb")], n=1
        )
        hint = f"; did you mean {path.parent / near[0]}?" if near else ""
        raise UsageError(f"there is no notebook at {path}{hint}")
    try:
        nb, _ = read(path.read_bytes())
        exercises = exercises_of(nb)
    except Unreadable as error:
        raise PixgradError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PixgradError(
            f"{path}: the metadata of its cells is damaged; start from a fresh copy"
        ) from error
    if not exercises:
        raise PixgradError(f"{path} has no check cells; open the notebook from assignments/")
    return nb, exercises


def check(path: Path, limits: Limits) -> tuple[NotebookNode, tuple[Exercise, ...], tuple[Result, ...]]:
    """Run a student's notebook, apart from its ``explore`` cells; returns it and the verdicts."""
    nb, exercises = load(path)
    cells = sum(cell.cell_type == "code" and not is_explore(cell) for cell in nb.cells)
    with tqdm(total=cells, desc="running your cells", unit="cell", leave=False) as bar:
        execute(nb, limits, progress=bar.update, slug=_slug(nb))
    return nb, exercises, judge(nb, exercises, {})


def _slug(nb: NotebookNode) -> str:
    """The assignment that a notebook says it is of."""
    pixgrad = nb.metadata.get("pixgrad", {})
    return str(pixgrad.get("slug", "")) if isinstance(pixgrad, dict) else ""
