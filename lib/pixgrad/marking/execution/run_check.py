"""Running a check in this process, which is trusted, on values and proxies of the student's process."""

import contextlib
import io
import os
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from pixgrad.check.failure import SLIP, CheckFailed
from pixgrad.check.lock import unlocked
from pixgrad.marking.execution.check_inputs import CheckInputs
from pixgrad.marking.execution.proxies import StudentError, StudentProcess
from pixgrad.marking.outputs import error_output
from pixgrad.notebook.marks import is_in_hidden_tests
from pixgrad.notebook.running import run_source

LONGEST_PRINT = 100_000
# Names of errors from which something is concluded, so that no error of a student may have them.
OURS = ("CheckFailed", "TimeLimit", "NotRun", "ProcessDied", "AssertionError")


def run_check(
    cell: NotebookNode, inputs: CheckInputs, student: StudentProcess
) -> tuple[str, NotebookNode | None]:
    """Run one check cell.

    Parameters
    ----------
    cell : NotebookNode
        Its source is the course's own. Where it fails, ``cell.metadata.pixgrad.failed_part`` says whether its
        ``visible`` or its ``hidden`` part did.
    inputs : CheckInputs
    student : StudentProcess

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
    printed = io.StringIO()
    error = None
    fetched, refused = student.fetch(inputs.asked[cell.id])
    scope = {"__name__": "__main__", **inputs.known[cell.id], **fetched}
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
            _without_warnings(),
        ):
            run_source(cell.source, name, scope)
    except MemoryError:  # of this process; what the student's runs out of comes as data
        raise
    except Exception as problem:
        missed = refused.get(str(problem.name)) if isinstance(problem, NameError) else None
        error = _error_of(problem if missed is None else missed)
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
    part = "hidden" if lines and is_in_hidden_tests(cell.source, lines[0]) else "visible"
    cell.metadata["pixgrad"] = {**cell.metadata.get("pixgrad", {}), "failed_part": part}


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
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
