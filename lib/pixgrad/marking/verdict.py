"""What is said about one submission: plain data, picklable and JSON-friendly."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from pixgrad.marking.findings import Finding, FindingKind

# "noted" is for a student's own check of a hand-out alone: marking judges everything.
Outcome = Literal["passed", "failed", "error", "timeout", "not-run", "unanswered", "noted"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Result:
    """The verdict on one exercise.

    Attributes
    ----------
    message : str
        What the check said, in full: for the instructor, and for everybody after the deadline.
    told : str
        What the student is told before it; see `pixgrad.marking.redact.discreet`.
    note : str
        What else the check said of an answer that passed: that a helper of it is wrong.
    check : str
        A digest of the check's source, by which a changed check is known.
    credit : float
        Of the score: what the course gives for the slip; see `pixgrad.marking.rubric`.
    """

    label: str
    points: float
    score: float
    outcome: Outcome
    message: str = ""
    slip: str | None = None
    answer: str = ""
    told: str = ""
    note: str = ""
    check: str = ""
    credit: float = 0.0


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
    seed: int | None = None  # of the hidden tests' numbers; None where nothing ran
    submission: str = ""  # a digest of what was handed in

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
        """Rebuild a verdict from `to_json`; raises KeyError, TypeError or ValueError for anything else."""
        results = tuple(Result(**result) for result in data["results"])
        findings = tuple(Finding(FindingKind.of(each["kind"]), each["message"]) for each in data["findings"])
        return cls(**{**data, "results": results, "findings": findings})
