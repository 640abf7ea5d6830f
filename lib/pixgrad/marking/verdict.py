"""What is said about one submission: plain data, picklable and JSON-friendly."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from nbformat import NotebookNode

from pixgrad.check import noted
from pixgrad.check.failure import SLIP
from pixgrad.marking.redact import OURS, UNSHOWN, discreet
from pixgrad.marking.sanitise import plain

# "noted" is for a student's own check of a hand-out alone: marking judges everything.
Outcome = Literal["passed", "failed", "error", "timeout", "not-run", "unanswered", "noted"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

UNANSWERED = "not answered yet"
STUB = "NotImplementedError"  # what the answer cells of a release raise
LONGEST_MESSAGE = 4000
LONGEST_ANSWER = 20_000
LONGEST_STOP = 300
HIDDEN = "BEGIN HIDDEN TESTS"

# Error names that the executor writes itself -> outcome.
ENAME_OUTCOMES: dict[str, Outcome] = {
    "TimeLimit": "timeout",
    "NotRun": "not-run",
    "CheckFailed": "failed",
    "AssertionError": "failed",
}


@dataclass(frozen=True)
class Finding:
    """Something unusual about a submission that a person may want to know; never an error of the batch."""

    kind: str
    message: str


@dataclass(frozen=True)
class Exercise:
    """One exercise of an assignment: its label and the cells that belong to it."""

    label: str
    points: float
    checks: tuple[str, ...]
    answers: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Result:
    """The verdict on one exercise.

    Attributes
    ----------
    message : str
        What the check said, in full: for the instructor, and for everybody after the deadline.
    told : str
        What the student is told before it; see `pixgrad.marking.redact.discreet`.
    """

    label: str
    points: float
    score: float
    outcome: Outcome
    message: str = ""
    slip: str | None = None
    answer: str = ""
    told: str = ""


@dataclass(frozen=True)
class Verdict:
    """The verdict on one submission; ``key`` tells from what it was made (submission, kit, limits)."""

    student: str
    slug: str
    status: Literal["marked", "unreadable", "crashed"]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    key: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    isolation: str = ""  # what the student's code ran in; empty where nothing ran

    @property
    def score(self) -> float:
        """Points earned, as the autograder sees them.

        >>> results = (Result("sum", 4, 4, "passed"), Result("dot", 6, 0, "failed"))
        >>> Verdict("ada", "a1", "marked", results).score
        4.0
        """
        return float(sum(result.score for result in self.results))

    @property
    def max_score(self) -> float:
        """Points that could be earned; what is only noted is not among them."""
        return float(sum(result.points for result in self.results if result.outcome != "noted"))

    @property
    def all_points(self) -> float:
        """Points of all exercises, judged or noted."""
        return float(sum(result.points for result in self.results))

    def to_json(self) -> dict[str, Any]:
        """Return a dictionary that ``json.dumps`` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Verdict":
        """Rebuild a verdict from `to_json`; raises KeyError or TypeError for anything else."""
        results = tuple(Result(**result) for result in data["results"])
        findings = tuple(Finding(**finding) for finding in data["findings"])
        return cls(**{**data, "results": results, "findings": findings})


def judge(nb: NotebookNode, exercises: tuple[Exercise, ...], blanks: dict[str, str]) -> tuple[Result, ...]:
    """Read the verdict on each exercise from the outputs of an executed notebook.

    Parameters
    ----------
    nb : NotebookNode
        Executed; check cells hold an error output or none (see `pixgrad.notebook.cells.settle`).
    exercises : tuple of Exercise
    blanks : dict of str to str
        Source of every answer cell as it was handed out, by grade id.

    Returns
    -------
    tuple of Result
        One for each exercise, in the same order.
    """
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
    return tuple(_judge_exercise(exercise, cells, blanks) for exercise in exercises)


def _judge_exercise(exercise: Exercise, cells: dict[str, NotebookNode], blanks: dict[str, str]) -> Result:
    from nbgrader.utils import determine_grade

    checks = [cells[grade_id] for grade_id in exercise.checks if grade_id in cells]
    answers = [cells[grade_id] for grade_id in exercise.answers if grade_id in cells]
    score = sum(float(determine_grade(cell)[0] or 0.0) for cell in checks)
    source = "\n\n".join(cell.source for cell in answers)
    shown = plain(source, LONGEST_ANSWER)
    failed = next(((cell, error) for cell in checks if (error := error_of(cell)) is not None), None)
    if failed is None:
        return Result(exercise.label, exercise.points, score, "passed", answer=shown)
    check, error = failed
    stopped = _first_error(answers)
    untouched = bool(answers) and all(cell.source.strip() == _blank(cell, blanks) for cell in answers)
    untouched = untouched or STUB in (error.ename, stopped.ename if stopped else "")
    outcome = "unanswered" if untouched else outcome_of(error)
    message, slip = message_of(error, stopped, untouched)
    told = message
    if outcome != "unanswered" and is_hidden(check):
        told = _stop(error, stopped) + discreet(error.ename, plain(error.evalue, LONGEST_MESSAGE), source)
        if noted.is_question(exercise.label):  # a reason, and there are no numbers to be silent about
            told = told.removesuffix(f"\n{UNSHOWN}")
    return Result(exercise.label, exercise.points, score, outcome, message, slip, shown, told)


def is_hidden(check: NotebookNode) -> bool:
    """Tell whether a failed check failed in its hidden part; where nobody recorded that, assume so."""
    part = check.metadata.get("pixgrad", {}).get("failed_part")
    return HIDDEN in check.source and part != "visible"


def _blank(cell: NotebookNode, blanks: dict[str, str]) -> str | None:
    blank = blanks.get(cell.metadata.nbgrader["grade_id"])
    return blank.strip() if blank is not None else None


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """Return the first error among a cell's outputs, or None."""
    return next((output for output in cell.get("outputs", []) if output.output_type == "error"), None)


def _first_error(cells: list[NotebookNode]) -> NotebookNode | None:
    return next((error for cell in cells if (error := error_of(cell)) is not None), None)


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
    return _stop(error, answer_error) + text, slip.group(1) if slip else None


def _stop(error: NotebookNode, answer_error: NotebookNode | None) -> str:
    """Return a line about the answer cell, if it stopped before the check could make sense of it."""
    if answer_error is None or outcome_of(error) != "error":
        return ""
    stopped = headline(answer_error, plain(answer_error.evalue, LONGEST_STOP).strip())
    return f"your answer cell itself stopped: {stopped}\n"


def headline(error: NotebookNode, text: str) -> str:
    """Return an error as the last line of a traceback says it."""
    kind = plain(str(error.ename), LONGEST_STOP)
    return f"{kind}: {text}" if text else kind
