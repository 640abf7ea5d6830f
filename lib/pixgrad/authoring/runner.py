"""Running the cells of a notebook without a kernel, many times over: the audit's engine.

What a notebook says depends only on its code cells in order. So a mistake in one answer is tried in a process
forked just before that answer, where all that stands above has run once and for all; and of the cells below,
those run again that the answer can reach (see `pixgrad.notebook.names`).
"""

import contextlib
import functools
import io
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from typing import Any

from nbformat.notebooknode import NotebookNode

from pixgrad.check.lock import UNLOCK
from pixgrad.errors import PixgradError
from pixgrad.notebook.cells import is_explore, label_of, role_of
from pixgrad.notebook.marks import HIDDEN_LAST, visible_part
from pixgrad.notebook.names import names_of
from pixgrad.notebook.running import run_source


@dataclass(frozen=True)
class CodeCell:
    """One code cell: its id, role, exercise and source."""

    id: str
    role: str
    exercise: str
    source: str


@dataclass
class Run:
    """What happened to the cells of one notebook.

    Attributes
    ----------
    checks : dict of str to (str or None)
        For each check cell its failure message, or None where it passed.
    visible : dict of str to (str or None)
        The same for the part of the check that a student sees, where it was asked for.
    errors : dict of str to str
        Errors of answer, given and explore cells.
    stderr : dict of str to str
        What check cells wrote to stderr.
    cpu_seconds, wall_seconds : float
        Time of the cells.
    """

    checks: dict[str, str | None] = field(default_factory=dict)
    visible: dict[str, str | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    stderr: dict[str, str] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0


def steps(notebook: NotebookNode, explore: bool = False) -> list[CodeCell]:
    """The code cells of a notebook in order, with or without those that marking skips."""
    return [
        CodeCell(cell.id, role_of(cell), label_of(cell), cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and (explore or not is_explore(cell))
    ]


def to_run(sources: list[str], own: set[int], changed: Set[str]) -> set[int]:
    """Places of the cells that must run again after some names have changed.

    These are the cells asked for, those that read a changed name or one that such a cell sets, and, since
    nothing below the change has run, whatever sets a name that one of these reads.

    Parameters
    ----------
    sources : list of str
        The cells below the change, in order.
    own : set of int
        Places of cells to run in any case.
    changed : set of str
        The names that have changed.

    Examples
    --------
    >>> cells = ["a = f(1)", "b = 2", "c = a + b", "d = 4", "check(d)"]
    >>> sorted(to_run(cells, own=set(), changed={"f"}))
    [0, 1, 2]
    """
    cells = [names_of(source) for source in sources]
    running, tainted = set(own), set(changed)
    for place, cell in enumerate(cells):
        if place in own or cell.read & tainted:
            running.add(place)
            tainted |= cell.changed
    wanted: set[str] = set()
    for place, cell in reversed(list(enumerate(cells))):
        if place in running or cell.changed & wanted:
            running.add(place)
            wanted |= cell.read
    return running


class Program:
    """The namespace in which cells run, and what they did."""

    def __init__(self) -> None:
        os.environ[UNLOCK] = "1"  # the audit, not a notebook, lives in this process
        self.run = Run()
        self.scope: dict[str, Any] = {"__name__": "__main__"}

    def execute(self, step: CodeCell, visible_first: bool = False, until_failed: bool = False) -> None:
        """Run one cell; a check may be run as a student sees it first, and left at that if this fails."""
        wall, cpu = time.perf_counter(), _cpu()
        if step.role == "check" and visible_first:
            self._execute_in_two_parts(step, until_failed)
        elif step.role == "check":
            self.run.checks[step.id] = self._execute(step)
        elif error := self._execute(step):
            self.run.errors[step.id] = error
        self.run.wall_seconds += time.perf_counter() - wall
        self.run.cpu_seconds += _cpu() - cpu

    def _execute_in_two_parts(self, step: CodeCell, until_failed: bool) -> None:
        """Run a check as a student sees it, then the whole, or what is left of it where this is the same."""
        seen = replace(step, id=f"{step.id}-visible", source=visible_part(step.source))
        told = self.run.visible[step.id] = self._execute(seen)
        hidden = HIDDEN_LAST.fullmatch(step.source)
        if told and (until_failed or hidden):
            self.run.checks[step.id] = told
        elif hidden:  # blank lines in place of the visible part, so that lines keep their numbers
            rest = replace(step, source="\n" * hidden["visible"].count("\n") + hidden["hidden"])
            self.run.checks[step.id] = self._execute(rest)
        else:
            self.run.checks[step.id] = self._execute(step)

    def _execute(self, step: CodeCell) -> str | None:
        """Run one cell; returns its error as a notebook would show it, or None."""
        name = f"<cell {step.id}>"
        out, err = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                run_source(step.source, name, self.scope)
        except Exception as error:
            kind = type(error).__name__
            return str(error) if kind == "CheckFailed" else f"{kind}: {error}"
        finally:
            if step.role == "check" and err.getvalue():
                self.run.stderr[step.id] = err.getvalue()
        return None


@dataclass(frozen=True)
class Bounds:
    """What a run of an alternative may use, of which only its own checks are wanted."""

    cpu_seconds: int
    memory_bytes: int

    def set(self) -> None:
        """Let the system end this process where it uses more."""
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu_seconds, self.cpu_seconds))
        with contextlib.suppress(OSError, ValueError):  # macOS knows no limit of this kind
            resource.setrlimit(resource.RLIMIT_AS, (self.memory_bytes, self.memory_bytes))


def run(cells: list[CodeCell]) -> Run:
    """Run a notebook from start to end."""
    program = Program()
    for step in cells:
        program.execute(step)
    return program.run


def run_alternatives(
    cells: list[CodeCell],
    alternatives: list[tuple[str, str]],
    reference: Run,
    jobs: int,
    bounds: Bounds | None = None,
) -> Iterator[tuple[int, Run | None]]:
    """Run a notebook once for each alternative answer, sharing whatever the answer cannot change.

    Parameters
    ----------
    cells : list of CodeCell
        The notebook with its own answers.
    alternatives : list of (exercise, source)
        In each, one answer cell has another source.
    reference : Run
        What the cells do with the notebook's own answers; holds for those that the answer cannot reach.
    jobs : int
        How many processes may run at once.
    bounds : Bounds or None
        If given, each alternative is run within them, and only as far as its own checks.

    Yields
    ------
    (int, Run or None)
        Index of the alternative, and what its cells did, as they end; None where the process was ended.
    """
    program = Program()
    waiting: dict[int, tuple[int, int]] = {}
    answered = {exercise for exercise, _ in alternatives}
    last = max(
        (i for i, step in enumerate(cells) if step.role == "answer" and step.exercise in answered), default=-1
    )
    for position, step in enumerate(cells[: last + 1]):
        for index, (exercise, source) in enumerate(alternatives):
            if step.role == "answer" and step.exercise == exercise:
                if len(waiting) >= jobs:
                    yield next_result(waiting)
                changed = replace(step, source=source)
                tainted = names_of(step.source).changed | names_of(source).changed
                below = cells[position + 1 :]
                rest = functools.partial(_rest, program, changed, below, tainted, reference, bounds)
                pid, pipe = fork(rest)
                waiting[pid] = (index, pipe)
        if position < last:
            program.execute(step)
    while waiting:
        yield next_result(waiting)


def _rest(
    program: Program,
    changed: CodeCell,
    below: list[CodeCell],
    tainted: Set[str],
    reference: Run,
    bounds: Bounds | None,
) -> Run:
    """In a forked process: run another answer, its checks, and every cell below that it can reach."""
    own = {place for place, step in enumerate(below) if step.exercise == changed.exercise}
    if bounds:
        bounds.set()
        below = below[: max(own) + 1]
    program.execute(changed)
    running = to_run([step.source for step in below], own, tainted)
    for place, step in enumerate(below):
        if place in running:
            program.execute(step, visible_first=place in own, until_failed=bounds is not None)
        elif step.role == "check":
            program.run.checks[step.id] = reference.checks[step.id]
        elif step.id in reference.errors:
            program.run.errors[step.id] = reference.errors[step.id]
    return program.run


def fork(work: Callable[[], Any]) -> tuple[int, int]:
    """Run a function in a forked process; returns its pid and the pipe that will hold the pickled result."""
    if not hasattr(os, "fork"):
        raise PixgradError("the audit needs a system with fork (Linux, macOS or WSL)")
    read, write = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    status = 1
    try:
        os.close(read)
        with os.fdopen(write, "wb") as pipe:
            pickle.dump(work(), pipe)
        status = 0
    finally:
        os._exit(status)


def next_result(waiting: dict[int, tuple[int, int]]) -> tuple[int, Any]:
    """The result of the process that was started first, None if it ended without one."""
    pid = next(iter(waiting))
    index, read = waiting.pop(pid)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    return index, pickle.loads(data) if data else None


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
