"""Partial credit by slip: since the slip of a wrong answer is known, a course can say what it is worth.

The credit stands in the check cell as nbgrader reads it, a shown number before the error. So nbgrader's own
commands, formgrader and the gradebook have it as a partial automatic score.
"""

from collections.abc import Mapping
from dataclasses import replace

from nbformat import NotebookNode
from nbformat.v4 import new_output

from pixgrad.marking.judging import error_of
from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.notebook.cells import grade_id_of, points_of

Rubric = Mapping[str, Mapping[str, float]]  # exercise -> slip -> share of the points


def share_of(rubric: Rubric, label: str, slip: str | None) -> float:
    """Return the share of its points that an answer with a slip earns; two at once earn the product.

    >>> rubric = {"loss": {"halved": 0.5, "shifted": 0.8}}
    >>> [share_of(rubric, "loss", slip) for slip in ("halved", "halved+shifted", "halved+other", None)]
    [0.5, 0.4, 0.0, 0.0]
    """
    shares = rubric.get(label, {})
    if slip is None or slip in shares:
        return shares[slip] if slip else 0.0
    product = 1.0
    for each in slip.split("+"):
        product *= shares.get(each, 0.0)
    return product


def credited(rubric: Rubric, verdict: Verdict) -> Verdict:
    """Return a verdict with the partial credit that a rubric gives, and no other."""
    return replace(verdict, results=tuple(_credited(rubric, result) for result in verdict.results))


def _credited(rubric: Rubric, result: Result) -> Result:
    if not result.credit and not result.slip:
        return result
    earned = result.score - result.credit
    credit = round(share_of(rubric, result.label, result.slip) * (result.points - earned), 2)
    return replace(result, score=round(earned + credit, 2), credit=credit)


def show_credit(nb: NotebookNode, kit: Kit, verdict: Verdict) -> None:
    """Put the partial credit of a verdict into the check cells of its executed notebook, and no other."""
    cells = {name: cell for cell in nb.cells if (name := grade_id_of(cell)) is not None}
    credits = {result.label: result.credit for result in verdict.results}
    for exercise in kit.exercises:
        checks = [cells[name] for name in exercise.checks if name in cells]
        failed = [cell for cell in checks if error_of(cell) is not None]
        lost = sum(points_of(cell) for cell in failed)
        for cell in failed:
            points = credits[exercise.label] * points_of(cell) / lost if lost else 0.0
            _show(cell, round(points, 2))


def _show(cell: NotebookNode, points: float) -> None:
    """Leave a failed check cell with its error, and the points that it earns all the same before that."""
    kept = [output for output in cell.outputs if output.output_type != "execute_result"]
    shown = new_output("execute_result", data={"text/plain": f"{points:g}"}, execution_count=None)
    cell.outputs = [shown, *kept] if points else kept
