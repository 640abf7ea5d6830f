"""What the gradebook says of one submission, besides what marking found: what pages and tables show of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)  # there are many
class Mark:
    """The points of one exercise.

    Attributes
    ----------
    score : float
        What counts: a person's mark, or else the automatic one, and extra credit.
    auto, manual : float or None
        The two marks; None where there is none.
    extra : float
        Extra credit, from a person.
    waiting : bool
        Whether a person has to look at it: there is no mark yet, or the submission changed since.
    comment : str
        What a person wrote about the answer.
    """

    score: float
    auto: float | None = None
    manual: float | None = None
    extra: float = 0.0
    waiting: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Change:
    """Points of an exercise that changed after they had been given, as a line of a table: all of it is text.

    ``before`` is empty for an exercise that was added, ``after`` for one that was dropped.
    """

    when: str
    student: str
    exercise: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The points of a submission, and when it came.

    Attributes
    ----------
    marks : dict of str to Mark
        By exercise.
    penalty : float
        Points taken off because it came late.
    submitted, due : datetime or None
        When it came, and when it was due for this student, extension included; with a time zone.
    extension : timedelta or None
        By how much this student's due date was moved.
    rule : str
        What the course takes off for lateness, as a sentence.
    changes : tuple of Change
        What changed after it had been marked, oldest first.
    """

    marks: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    submitted: datetime | None = None
    due: datetime | None = None
    extension: timedelta | None = None
    rule: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def total(self) -> float:
        """Points that count, the penalty taken off."""
        return max(0.0, sum(mark.score for mark in self.marks.values()) - self.penalty)

    @property
    def late(self) -> timedelta:
        """By how much it came late; zero if it did not, or if a time is unknown."""
        if self.submitted is None or self.due is None:
            return timedelta()
        return max(timedelta(), self.submitted - self.due)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The exercises that a person has to look at."""
        return tuple(label for label, mark in self.marks.items() if mark.waiting)

    @property
    def extra(self) -> float:
        """Extra credit of all exercises."""
        return sum(mark.extra for mark in self.marks.values())

    @property
    def comments(self) -> dict[str, str]:
        """What a person wrote, by exercise."""
        return {label: mark.comment for label, mark in self.marks.items() if mark.comment}


def totals(scores: Mapping[str, Mapping[str, float]], standings: Mapping[str, Standing]) -> dict[str, float]:
    """Return the points that count of every student, penalties taken off where a standing says so.

    >>> totals({"ada": {"add": 4.0}, "ben": {"add": 4.0}}, {"ben": Standing({"add": Mark(4.0)}, penalty=1.0)})
    {'ada': 4.0, 'ben': 3.0}
    """
    return {
        student: standings[student].total if student in standings else sum(row.values())
        for student, row in scores.items()
    }


def duration(span: timedelta) -> str:
    """Return a span of time as people say it, to the minute, rounded up.

    >>> [duration(timedelta(**span)) for span in ({"days": 2, "seconds": 5}, {"minutes": 90}, {})]
    ['2 days 1 min', '1 h 30 min', '0 min']
    """
    minutes = -(-span // timedelta(minutes=1))
    days, rest = divmod(minutes, 24 * 60)
    parts = [
        f"{days} day{'s' if days > 1 else ''}" if days else "",
        f"{rest // 60} h" if rest // 60 else "",
        f"{rest % 60} min" if rest % 60 else "",
    ]
    return " ".join(filter(None, parts)) or "0 min"


def moment(when: datetime) -> str:
    """Return a moment as people read it, with its time zone.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 10, 12, 23, 59, tzinfo=UTC))
    '2026-10-12 23:59 UTC'
    """
    return f"{when:%Y-%m-%d %H:%M} {when.tzname()}"
