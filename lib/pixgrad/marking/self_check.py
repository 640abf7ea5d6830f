"""A student checks their own notebook: the verdict on each exercise, with the reason and the hint."""

import difflib
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from tqdm import tqdm

from pixgrad.check import noted
from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.judging import judge
from pixgrad.marking.kit import Exercise, exercises_of
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.notebook.cells import grade_id_of, is_check, is_explore


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


@dataclass(frozen=True)
class Checked:
    """A student's notebook after a check of its own.

    Attributes
    ----------
    nb : NotebookNode
        Executed.
    verdict : Verdict
    whole : bool
        Whether the hidden tests were at hand too, so that everything was judged.
    """

    nb: NotebookNode
    exercises: tuple[Exercise, ...]
    verdict: Verdict
    whole: bool

    @property
    def remark(self) -> str:
        """What was judged and what was not."""
        if self.whole:
            return "Everything was judged, by the hidden tests too."
        judged, points = self.verdict.max_score, self.verdict.all_points
        if judged < points:
            return f"Judged here: {judged:g} of {points:g} points. The rest is {noted.WORDS}."
        return "Marking adds checks of the same kind on other numbers."


def check(path: Path, limits: Limits) -> Checked:
    """Run a student's notebook, apart from its ``explore`` cells, and judge what can be judged here.

    In a course that is whole, with its ``solutions/``, these are the hidden tests too. In a hand-out, an
    answer that the visible check can only read is noted.
    """
    nb, exercises = load(path)
    slug = _slug(nb)
    whole = _add_hidden_tests(nb, slug, path)
    cells = sum(cell.cell_type == "code" and not is_explore(cell) for cell in nb.cells)
    with tqdm(total=cells, desc="running your cells", unit="cell", leave=False) as bar:
        execute(nb, limits, progress=bar.update, slug=slug)
    printed = {output.text for cell in nb.cells for output in _printed(cell)}
    results = tuple(
        replace(result, told=result.message) if whole else _noted(result, printed)
        for result in judge(nb, exercises, {})
    )
    return Checked(nb, exercises, Verdict("", slug or path.stem, "marked", results), whole)


def _add_hidden_tests(nb: NotebookNode, slug: str, path: Path) -> bool:
    """Give the checks of a notebook their hidden parts, where they are at hand; tells whether they are."""
    source = _solution(slug, path)
    if source is None:
        return False
    checks = {grade_id_of(cell): cell.source for cell in source.cells if is_check(cell)}
    for cell in nb.cells:
        if is_check(cell):
            cell.source = checks.get(grade_id_of(cell), cell.source)
    return True


def _solution(slug: str, path: Path) -> NotebookNode | None:
    """The source notebook of the course that a notebook lies in, if that has one of this assignment."""
    try:
        course = Course.find(path.parent)
    except UsageError:  # a hand-out
        return None
    return nbformat.read(course.source(slug), as_version=4) if slug in course.slugs() else None


def _printed(cell: NotebookNode) -> list[NotebookNode]:
    """What a check cell printed; the checks run apart from the student's code, so it is the checks' own."""
    return [output for output in cell.outputs if output.output_type == "stream"] if is_check(cell) else []


def _noted(result: Result, printed: set[str]) -> Result:
    """The result of an exercise whose visible check has judged nothing."""
    line = noted.line(result.label)
    if result.outcome != "passed" or not any(line in text.splitlines() for text in printed):
        return result
    return replace(result, outcome="noted", score=0.0)


def _slug(nb: NotebookNode) -> str:
    """The assignment that a notebook says it is of."""
    pixgrad = nb.metadata.get("pixgrad", {})
    return str(pixgrad.get("slug", "")) if isinstance(pixgrad, dict) else ""
