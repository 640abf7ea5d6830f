"""From the outputs of an executed notebook to the result of each exercise."""

import ast
import hashlib
import re
import warnings

from nbformat import NotebookNode

from pixgrad.check import noted
from pixgrad.check.failure import SLIP
from pixgrad.check.own_helpers import excuse_in
from pixgrad.marking.kit import Exercise
from pixgrad.marking.redact import OURS, UNSHOWN, discreet
from pixgrad.marking.sanitise import plain
from pixgrad.marking.verdict import Outcome, Result
from pixgrad.notebook.cells import grade_id_of
from pixgrad.notebook.marks import has_hidden_tests
from pixgrad.notebook.names import without_magics

UNANSWERED = "not answered yet"
STUB = "NotImplementedError"  # what the answer cells of a release raise
LONGEST_MESSAGE = 4000
LONGEST_ANSWER = 20_000
LONGEST_STOP = 300
NO_PYTHON = ("SyntaxError", "IndentationError", "TabError", "_IncompleteInputError")
IN_CELL = re.compile(r" \(<[^<>]*>, line (\d+)\)")

# Error names that the executor writes itself -> outcome.
ENAME_OUTCOMES: dict[str, Outcome] = {
    "TimeLimit": "timeout",
    "NotRun": "not-run",
    "CheckFailed": "failed",
    "AssertionError": "failed",
}


def judge(nb: NotebookNode, exercises: tuple[Exercise, ...], blanks: dict[str, str]) -> tuple[Result, ...]:
    """Read the verdict on each exercise from the outputs of an executed notebook.

    Parameters
    ----------
    nb : NotebookNode
        Executed; check cells hold an error output or none (see `pixgrad.marking.outputs.settle`).
    exercises : tuple of Exercise
    blanks : dict of str to str
        Source of every answer cell as it was handed out, by grade id.

    Returns
    -------
    tuple of Result
        One for each exercise, in the same order.
    """
    cells = {name: cell for cell in nb.cells if (name := grade_id_of(cell)) is not None}
    return tuple(_judge_exercise(exercise, cells, blanks) for exercise in exercises)


def _judge_exercise(exercise: Exercise, cells: dict[str, NotebookNode], blanks: dict[str, str]) -> Result:
    from nbgrader.utils import determine_grade

    checks = [cells[grade_id] for grade_id in exercise.checks if grade_id in cells]
    answers = [cells[grade_id] for grade_id in exercise.answers if grade_id in cells]
    score = sum(float(determine_grade(cell)[0] or 0.0) for cell in checks)
    source = "\n\n".join(cell.source for cell in answers)
    shown = plain(source, LONGEST_ANSWER)
    failed = next(((cell, error) for cell in checks if (error := error_of(cell)) is not None), None)
    digest = _digest(checks)
    if failed is None:
        note = excuse_in(_printed(checks), exercise.label)
        return Result(exercise.label, exercise.points, score, "passed", answer=shown, note=note, check=digest)
    check, error = failed
    stopped = _first_error(answers)
    untouched = bool(answers) and all(cell.source.strip() == _blank(cell, blanks) for cell in answers)
    untouched = untouched or STUB in (error.ename, stopped.ename if stopped else "")
    outcome = "unanswered" if untouched else outcome_of(error)
    message, slip = message_of(error, stopped, untouched)
    if slip is None and outcome in ("error", "failed"):
        slip = _kind_of_stop(error, stopped)
    told = message
    if outcome != "unanswered" and is_hidden(check):
        told = _stop(error, stopped) + discreet(error.ename, plain(error.evalue, LONGEST_MESSAGE), source)
        if noted.is_question(exercise.label):  # a reason, and there are no numbers to be silent about
            told = told.removesuffix(f"\n{UNSHOWN}")
    return Result(exercise.label, exercise.points, score, outcome, message, slip, shown, told, check=digest)


def _digest(checks: list[NotebookNode]) -> str:
    return hashlib.sha256("\0".join(check.source for check in checks).encode()).hexdigest()[:16]


def _printed(checks: list[NotebookNode]) -> str:
    """What check cells printed; a check runs apart from the student's code, so it is the check's own."""
    outputs = [output for cell in checks for output in cell.get("outputs", [])]
    return "".join(str(output.text) for output in outputs if output.output_type == "stream")


def is_hidden(check: NotebookNode) -> bool:
    """Tell whether a failed check failed in its hidden part; where nobody recorded that, assume so."""
    part = check.metadata.get("pixgrad", {}).get("failed_part")
    return has_hidden_tests(check.source) and part != "visible"


def _blank(cell: NotebookNode, blanks: dict[str, str]) -> str | None:
    blank = blanks.get(str(grade_id_of(cell)))
    return blank.strip() if blank is not None else None


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """Return the first error among a cell's outputs, or None."""
    return next((output for output in cell.get("outputs", []) if output.output_type == "error"), None)


def _first_error(cells: list[NotebookNode]) -> NotebookNode | None:
    found = next(((cell, error) for cell in cells if (error := error_of(cell)) is not None), None)
    if found is None or found[1].ename not in NO_PYTHON:
        return None if found is None else found[1]
    return NotebookNode(found[1] | {"evalue": _where_python_ends(*found)})


def _where_python_ends(cell: NotebookNode, error: NotebookNode) -> str:
    """What is wrong with a cell that is no Python, in Python's own words, and in which line.

    IPython says "incomplete input" of a bracket that was never closed, and names a file that nobody has.
    """
    said = IN_CELL.sub(r", line \1 of the cell", str(error.evalue))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes in strings
            ast.parse(without_magics(cell.source[:LONGEST_ANSWER]))
    except SyntaxError as own:
        return f"{own.msg}, line {own.lineno} of the cell: {(own.text or '').strip()}"
    except (ValueError, RecursionError, MemoryError):
        pass
    return said


def outcome_of(error: NotebookNode) -> Outcome:
    """Classify the error of a check cell."""
    if error.evalue.startswith(UNANSWERED):
        return "unanswered"
    return ENAME_OUTCOMES.get(error.ename, "error")


def message_of(
    error: NotebookNode, answer_error: NotebookNode | None, untouched: bool
) -> tuple[str, str | None]:
    """Return what to tell the student about a failed check, and the label of the slip if it was recognised.

    >>> from nbformat.v4 import new_output
    >>> failed = new_output("error", ename="CheckFailed", evalue="add(2, 3): got -1\\n[slip: minus]")
    >>> message_of(failed, None, untouched=False)
    ('add(2, 3): got -1', 'minus')
    """
    if untouched:
        return UNANSWERED, None
    text = plain(error.evalue, LONGEST_MESSAGE).strip()
    slip = SLIP.search(text)
    text = SLIP.sub("", text).rstrip()
    if error.ename not in ("CheckFailed", *OURS):
        text = text if error.ename == "AssertionError" and text else headline(error, text)
    stop = _stop(error, answer_error)
    if stop and error.ename == "NameError":  # what the cell did not get to bind; it says nothing more
        return stop.rstrip(), None
    return stop + text, slip.group(1) if slip else None


def _stop(error: NotebookNode, answer_error: NotebookNode | None) -> str:
    """Return a line about the answer cell, if it stopped before the check could make sense of it."""
    if answer_error is None or outcome_of(error) != "error":
        return ""
    stopped = headline(answer_error, plain(answer_error.evalue, LONGEST_STOP).strip())
    return f"your answer cell itself stopped: {stopped}\n"


def _kind_of_stop(error: NotebookNode, answer_error: NotebookNode | None) -> str | None:
    """The slip of an answer that no check could look at, since its cell stopped or sets another name."""
    if answer_error is not None:
        return "answer-stops"
    return "not-defined" if error.ename == "NameError" else None


def headline(error: NotebookNode, text: str) -> str:
    """Return an error as the last line of a traceback says it."""
    kind = plain(str(error.ename), LONGEST_STOP)
    return f"{kind}: {text}" if text else kind
