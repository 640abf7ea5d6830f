"""Running a check in this process, which is trusted, on values and proxies of the student's process."""

import contextlib
import io
import linecache
import os
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from pixgrad.check.failure import SLIP, CheckFailed
from pixgrad.check.lock import unlocked
from pixgrad.marking.execution.check_inputs import Plan
from pixgrad.marking.execution.proxies import Student, StudentError
from pixgrad.notebook.cells import error_output

LONGEST_PRINT = 100_000
BEGIN_HIDDEN = "BEGIN HIDDEN TESTS"
# Names of errors from which something is concluded, so that no error of a student may have them.
OURS = ("CheckFailed", "TimeLimit", "NotRun", "KernelDied", "AssertionError")


def run_check(cell: NotebookNode, plan: Plan, student: Student) -> tuple[str, NotebookNode | None]:
    """Run one check cell.

    Parameters
    ----------
    cell : NotebookNode
        Its source is the course's own. Where it fails, ``cell.metadata.pixgrad.failed_part`` says whether its
        ``visible`` or its ``hidden`` part did.
    plan : Plan
    student : Student

    Returns
    -------
    str
        What the check printed.
    NotebookNode or None
        The error output that it earned.

    Raises
    ------
    OutOfTime, Died, Overrun
        What the student's process did in the meantime.
    MemoryError
        If what it sent cannot be looked at in the memory that there is.
    """
    name = f"<check {cell.id}>"
    linecache.cache[name] = (len(cell.source), None, cell.source.splitlines(keepends=True), name)
    printed = io.StringIO()
    error = None
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), _quiet():
            scope = {"__name__": "__main__", **plan.known[cell.id], **student.fetch(plan.asked[cell.id])}
            exec(compile(cell.source, name, "exec"), scope)
    except MemoryError:  # of this process; what the student's runs out of comes as data
        raise
    except Exception as problem:
        error = _error_of(problem)
        _note_part(cell, problem, name)
    student.forget()
    return printed.getvalue()[:LONGEST_PRINT], error


def _error_of(problem: Exception) -> NotebookNode:
    if isinstance(problem, CheckFailed):
        return error_output("CheckFailed", str(problem))
    if isinstance(problem, StudentError):
        ename, _, text = SLIP.sub("", str(problem)).rstrip().partition(": ")
        return error_output("Error", f"{ename}: {text}") if ename in OURS else error_output(ename, text)
    return error_output(type(problem).__name__, str(problem))


def _note_part(cell: NotebookNode, problem: Exception, name: str) -> None:
    lines = [
        frame.lineno or 0 for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == name
    ]
    begin = next(
        (at for at, line in enumerate(cell.source.splitlines(), 1) if BEGIN_HIDDEN in line),
        len(cell.source) + 1,
    )
    part = "hidden" if lines and lines[0] > begin else "visible"
    cell.metadata["pixgrad"] = {**cell.metadata.get("pixgrad", {}), "failed_part": part}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def marking(seed: int, state: Path) -> Iterator[None]:
    """Set the environment of checks: their seed, a memory of test sets of their own, and no lock."""
    wanted: dict[str, Any] = {"PIXGRAD_SEED": str(seed), "PIXGRAD_STATE": str(state)}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        with unlocked():
            yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
