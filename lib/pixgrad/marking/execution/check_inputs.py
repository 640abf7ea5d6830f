"""What each check of an assignment reads: from the student, or from cells that no student can change.

A name that a given cell sets, from imports and other given cells alone, is worked out in the checker itself,
once for a whole class. Every other name that a check reads of its notebook is asked of the student's process;
names that are local to its functions, lambdas and comprehensions, or that it binds first, are not.
"""

import builtins
import contextlib
import io
import warnings
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from nbformat import NotebookNode

from pixgrad.check.lock import unlocked
from pixgrad.errors import PixgradError
from pixgrad.notebook.cells import is_check, is_explore, role_of
from pixgrad.notebook.names import names_of
from pixgrad.notebook.running import run_source

ROLES = ("given", "answer", "check")
STOPPED = (
    "the given cell {cell} stops with {said}. The notebook may be of another version of pixgrad: put a fresh "
    "copy of the assignment beside it"
)


@dataclass
class CheckInputs:
    """Names and values for the checks of one notebook.

    Attributes
    ----------
    asked : dict of str to tuple of str
        For each check, by cell id, the names that are asked of the student.
    known : dict of str to dict
        For each check, by cell id, the names whose values are known here.
    beginning : tuple of str
        Sources of the given cells with which the notebook begins; empty unless they are known to be the
        course's own, for they are run without a sandbox.
    """

    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    beginning: tuple[str, ...] = ()


def inputs_of_checks(nb: NotebookNode) -> CheckInputs:
    """Work out the inputs of a notebook whose given cells and checks are the course's own.

    A student's own cells count for nothing here: whatever they do to a name that a given cell sets, a check
    reads what the given cell says, the same on every way of marking.

    Parameters
    ----------
    nb : NotebookNode
        With or without solutions.

    Raises
    ------
    PixgradError
        If a given cell cannot be run.
    """
    flow = _Flow([cell for cell in nb.cells if cell.cell_type == "code" and role_of(cell) in ROLES])
    inputs, scope, done = CheckInputs(), {"__name__": "__main__"}, set[int]()
    for place, cell in enumerate(flow.cells):
        if not is_check(cell):
            continue
        setters = {name: flow.setter(name, place) for name in flow.names[place].read}
        known = {name for name, at in setters.items() if at is not None and flow.is_ours(at)}
        for at in sorted(set().union(*(flow.closure(setters[name]) for name in known)) - done):
            _execute(flow.cells[at], scope)
            done.add(at)
        inputs.known[cell.id] = {name: scope[name] for name in known if name in scope}
        asked = (name for name, at in setters.items() if at is not None or not hasattr(builtins, name))
        inputs.asked[cell.id] = tuple(sorted(set(asked) - known))
    return inputs


def beginning_of(nb: NotebookNode) -> tuple[str, ...]:
    """Return the sources of the given cells with which a notebook begins, before all that students write."""
    code = (cell for cell in nb.cells if cell.cell_type == "code" and not is_explore(cell))
    return tuple(cell.source for cell in takewhile(lambda cell: role_of(cell) == "given", code))


class _Flow:
    """Which cell sets what another reads; checks set nothing that counts."""

    def __init__(self, cells: list[NotebookNode]) -> None:
        self.cells = cells
        self.names = [names_of(cell.source) for cell in cells]

    def setter(self, name: str, place: int) -> int | None:
        """Place of the last cell above that sets a name; None where there is none."""
        above = (at for at in reversed(range(place)) if not is_check(self.cells[at]))
        return next((at for at in above if name in self.names[at].changed), None)

    def closure(self, at: int | None) -> set[int]:
        """Places of a cell and of all cells that it depends on."""
        if at is None:
            return set()
        return {at}.union(*(self.closure(self.setter(name, at)) for name in self.names[at].read))

    def is_ours(self, at: int) -> bool:
        """Tell whether no student's cell can change what a cell sets."""
        return not any(role_of(self.cells[each]) == "answer" for each in self.closure(at))


def _execute(cell: NotebookNode, scope: dict[str, Any]) -> None:
    with unlocked(), contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            run_source(cell.source, f"<given {cell.id}>", scope)
        except Exception as error:
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            raise PixgradError(STOPPED.format(cell=cell.id, said=said)) from error
