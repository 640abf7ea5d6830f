"""What each check of an assignment reads: from the student, or from cells that no student can change.

A name that a given cell sets, from imports and other given cells alone, is worked out in the checker itself, once
for a whole class. Every other name of a check is asked of the student's process.
"""

import builtins
import contextlib
import io
import warnings
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from pixgrad.course.dataflow import needs, sets
from pixgrad.grader.cells import is_check, is_explore


@dataclass
class Plan:
    """Names and values for the checks of one notebook.

    Attributes
    ----------
    asked : dict of str to tuple of str
        For each check, by cell id, the names that are asked of the student.
    known : dict of str to dict
        For each check, by cell id, the names whose values are known here.
    """

    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: dict[str, dict[str, Any]] = field(default_factory=dict)


def make_plan(nb: NotebookNode) -> Plan:
    """Work out the plan of a notebook whose given cells and checks are the course's own.

    Parameters
    ----------
    nb : NotebookNode
        With or without solutions; explore cells are left out.
    """
    cells = [cell for cell in nb.cells if cell.cell_type == "code" and not is_explore(cell)]
    reads, writes = [_needs(cell) for cell in cells], [sets(cell.source) for cell in cells]
    plan, scope, done = Plan(), {"__name__": "__main__"}, set[int]()
    for place, cell in enumerate(cells):
        if not is_check(cell):
            continue
        setters = {name: _setter(name, place, cells, writes) for name in reads[place]}
        known = {name for name, at in setters.items() if at is not None and _trusted(at, cells, reads, writes)}
        for at in sorted(set().union(*(_closure(setters[name], cells, reads, writes) for name in known))):
            if at not in done:
                _execute(cells[at].source, scope)
                done.add(at)
        plan.known[cell.id] = {name: scope[name] for name in known if name in scope}
        plan.asked[cell.id] = tuple(
            sorted(name for name, at in setters.items() if name not in known and (at is not None or _free(name)))
        )
    return plan


def _needs(cell: NotebookNode) -> set[str]:
    try:
        return needs(cell.source)
    except SyntaxError:  # magics in a student's own cell
        return set()


def _free(name: str) -> bool:
    return not hasattr(builtins, name)


def _setter(name: str, place: int, cells: list[NotebookNode], writes: list[set[str]]) -> int | None:
    """Place of the last cell above, checks left out, that sets a name; None where there is none."""
    return next((at for at in reversed(range(place)) if name in writes[at] and not is_check(cells[at])), None)


def _closure(
    at: int | None, cells: list[NotebookNode], reads: list[set[str]], writes: list[set[str]]
) -> set[int]:
    """Places of a cell and of all cells that it depends on."""
    if at is None:
        return set()
    above = (_setter(name, at, cells, writes) for name in reads[at])
    return {at}.union(*(_closure(each, cells, reads, writes) for each in above))


def _trusted(at: int, cells: list[NotebookNode], reads: list[set[str]], writes: list[set[str]]) -> bool:
    return not any(is_answer(cells[each]) for each in _closure(at, cells, reads, writes))


def is_answer(cell: NotebookNode) -> bool:
    """Tell whether a cell can be written to by a student."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return bool(nbgrader.get("solution")) or not nbgrader.get("grade_id")


def _execute(source: str, scope: dict[str, Any]) -> None:
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "<given cell>", "exec"), scope)
