"""Running the cells of a notebook without a kernel, many times over: the audit's engine.

What a notebook says depends only on its code cells in order, so a mistake in one answer is tried in a process
forked just before that answer: all that stands above it has run once and for all.
"""

import contextlib
import functools
import io
import linecache
import os
import pickle
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from nbformat.notebooknode import NotebookNode

from pixgrad.course.notebook import exercise_of, role_of
from pixgrad.errors import PixgradError

HIDDEN = re.compile(r"^[ \t]*#+ BEGIN HIDDEN TESTS.*?#+ END HIDDEN TESTS[^\n]*\n?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
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


def steps(notebook: NotebookNode, explore: bool = False) -> list[Step]:
    """The code cells of a notebook in order, with or without those that marking skips."""
    return [
        Step(cell.id, role_of(cell), exercise_of(cell), cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and (explore or role_of(cell) != "explore")
    ]


def visible_part(source: str) -> str:
    """A check without its hidden tests.

    Examples
    --------
    >>> visible_part("check(1)\\n# BEGIN HIDDEN TESTS\\ncheck(2)\\n# END HIDDEN TESTS")
    'check(1)\\n'
    """
    return HIDDEN.sub("", source)


class Program:
    """A namespace and a place in a list of cells."""

    def __init__(self, cells: list[Step]) -> None:
        self.cells = cells
        self.run = Run()
        self.scope: dict[str, Any] = {"__name__": "__main__"}

    def execute(self, start: int, stop: int, visible_for: str = "") -> None:
        """Run some of the cells; the checks of one exercise may be run as a student sees them first."""
        wall, cpu = time.perf_counter(), _cpu()
        for step in self.cells[start:stop]:
            if step.role == "check":
                if step.exercise == visible_for:
                    seen = replace(step, id=f"{step.id}-visible", source=visible_part(step.source))
                    self.run.visible[step.id] = self._execute(seen)
                self.run.checks[step.id] = self._execute(step)
            elif error := self._execute(step):
                self.run.errors[step.id] = error
        self.run.wall_seconds += time.perf_counter() - wall
        self.run.cpu_seconds += _cpu() - cpu

    def _execute(self, step: Step) -> str | None:
        """Run one cell; returns its error as a notebook would show it, or None."""
        name = f"<cell {step.id}>"
        linecache.cache[name] = (len(step.source), None, step.source.splitlines(keepends=True), name)
        out, err = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                exec(compile(step.source, name, "exec"), self.scope)
        except Exception as error:
            kind = type(error).__name__
            return str(error) if kind == "CheckFailed" else f"{kind}: {error}"
        finally:
            if step.role == "check" and err.getvalue():
                self.run.stderr[step.id] = err.getvalue()
        return None


def run(cells: list[Step]) -> Run:
    """Run a notebook from start to end."""
    program = Program(cells)
    program.execute(0, len(cells))
    return program.run


def run_alternatives(
    cells: list[Step], alternatives: list[tuple[str, str]], jobs: int
) -> Iterator[tuple[int, Run]]:
    """Run a notebook once for each alternative answer, sharing what comes before it.

    Parameters
    ----------
    cells : list of Step
        The notebook with its own answers.
    alternatives : list of (exercise, source)
        In each, one answer cell has another source.
    jobs : int
        How many processes may run at once.

    Yields
    ------
    (int, Run)
        Index of the alternative, and what its cells did, as they end.
    """
    program = Program(cells)
    waiting: dict[int, tuple[int, int]] = {}
    for position, step in enumerate(cells):
        for index, (exercise, source) in enumerate(alternatives):
            if step.role == "answer" and step.exercise == exercise:
                if len(waiting) >= jobs:
                    yield _next_result(waiting)
                changed = replace(step, source=source)
                pid, pipe = _fork(functools.partial(_rest, program, changed, position))
                waiting[pid] = (index, pipe)
        program.execute(position, position + 1)
    while waiting:
        yield _next_result(waiting)


def _rest(program: Program, changed: Step, position: int) -> Run:
    """In a forked process: put another answer in, and run from there to the end."""
    program.cells = [*program.cells[:position], changed, *program.cells[position + 1 :]]
    program.execute(position, len(program.cells), visible_for=changed.exercise)
    return program.run


def _fork(work: Callable[[], Run]) -> tuple[int, int]:
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


def _next_result(waiting: dict[int, tuple[int, int]]) -> tuple[int, Run]:
    """The result of the process that was started first."""
    pid = next(iter(waiting))
    index, read = waiting.pop(pid)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    if not data:
        raise PixgradError(f"an audited process (alternative {index}) ended without a result")
    return index, pickle.loads(data)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
