"""The class report of an assignment: what a class knows, and what it stumbles over."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Outcome, Verdict
from pixgrad.pages import identical, standing
from pixgrad.pages.html import render
from pixgrad.pages.standing import Mark, Standing

BINS = 10


@dataclass(frozen=True)
class Bar:
    """One bar of the distribution of marks: from `low` to `high` percent."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Row:
    """How one exercise went."""

    label: str
    points: float
    counts: Counter[Outcome]
    total: int

    @property
    def rate(self) -> float:
        """Share of the submissions that passed, in percent."""
        return 100.0 * self.counts["passed"] / self.total if self.total else 0.0

    @property
    def silent(self) -> int:
        """Submissions that did not answer, or that could not be run so far."""
        return self.counts["unanswered"] + self.counts["not-run"]

    @property
    def wrong(self) -> int:
        """Submissions whose answer ran and did not pass."""
        return self.total - self.counts["passed"] - self.silent


@dataclass(frozen=True)
class Slip:
    """A recognised mistake and who made it."""

    label: str
    exercise: str
    students: tuple[str, ...]


def distribution(shares: Iterable[float]) -> list[Bar]:
    """Count marks, given as shares of the full marks, in ten bins; full marks belong to the last.

    >>> [bar.count for bar in distribution([0.0, 0.05, 0.1, 0.95, 1.0])]
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    """
    counts = Counter(min(BINS - 1, max(0, int(share * BINS + 1e-9))) for share in shares)
    return [Bar(10 * place, 10 * place + 10, counts[place]) for place in range(BINS)]


def exercise_rows(kit: Kit, verdicts: Iterable[Verdict]) -> list[Row]:
    """Return how each exercise of an assignment went, in reading order."""
    outcomes: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for verdict in verdicts:
        for result in verdict.results:
            outcomes[result.label][result.outcome] += 1
    return [
        Row(exercise.label, exercise.points, outcomes[exercise.label], outcomes[exercise.label].total())
        for exercise in kit.exercises
    ]


def slips(verdicts: Iterable[Verdict]) -> list[Slip]:
    """Return the recognised mistakes, the most frequent first; two at once, ``a+b``, count for each."""
    who: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verdict in verdicts:
        for result in verdict.results:
            for slip in (result.slip or "").split("+"):
                if slip:
                    who[slip, result.label].append(verdict.student)
    ranked = sorted(who.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Slip(label, exercise, tuple(students)) for (label, exercise), students in ranked]


def ranked(totals: dict[str, float], others: Iterable[str] = ()) -> dict[str, int]:
    """Number the students by their marks, the best first, so that a number gives no name away.

    >>> ranked({"ada": 3.0, "ben": 7.0}, ["cleo"])
    {'ben': 1, 'ada': 2, 'cleo': 3}
    """
    order = sorted(totals, key=lambda student: (-totals[student], student))
    everybody = dict.fromkeys([*order, *others])
    return {student: place for place, student in enumerate(everybody, 1)}


def page(
    kit: Kit,
    scores: dict[str, dict[str, float]],
    verdicts: dict[str, Verdict],
    absent: tuple[str, ...] = (),
    unstorable: tuple[str, ...] = (),
    standings: Mapping[str, Standing] | None = None,
) -> str:
    """Return the class report as a self-contained HTML page.

    Parameters
    ----------
    kit : Kit
    scores : dict of str to dict of str to float
        Points per student and exercise as the gradebook has them.
    verdicts : dict of str to Verdict
        By student; those without one were not marked by pixgrad.
    absent : tuple of str
        Students who handed nothing in.
    unstorable : tuple of str
        Folders whose names are no ids of students.
    standings : mapping of str to Standing
        By student: lateness, and what a person marked, wrote or has to look at.
    """
    standings = standings or {}
    totals = standing.totals(scores, standings)
    rows = exercise_rows(kit, verdicts.values())
    seconds = [verdict.seconds for verdict in verdicts.values() if verdict.status == "marked"]
    return render(
        "report.html",
        kit=kit,
        totals=totals,
        standings=standings,
        by_hand=any(_is_by_hand(mark) for each in standings.values() for mark in each.marks.values()),
        waiting={student: each.waiting for student, each in standings.items() if each.waiting},
        verdicts=verdicts,
        absent=absent,
        unstorable=unstorable,
        numbers=ranked(totals, [*verdicts, *absent, *unstorable]),
        rows=rows,
        unsolved=[row for row in rows if row.total and not row.counts["passed"]],
        slips=slips(verdicts.values()),
        questions=identical.questions(kit, verdicts.values()),
        identical=identical,
        median_seconds=median(seconds) if seconds else 0.0,
        longest_seconds=max(seconds, default=0.0),
        seconds=sum(verdict.seconds for verdict in verdicts.values()),
        isolations=Counter(verdict.isolation for verdict in verdicts.values() if verdict.isolation),
        **_marks(kit, totals),
    )


def _is_by_hand(mark: Mark) -> bool:
    return mark.manual is not None or bool(mark.extra or mark.comment)


def _marks(kit: Kit, totals: dict[str, float]) -> dict[str, Any]:
    """Return what the page says about the marks of all."""
    most = sum(exercise.points for exercise in kit.exercises)
    bars = distribution(total / most for total in totals.values())
    return {
        "most": most,
        "bars": bars,
        "tallest": max([bar.count for bar in bars] + [1]),
        "mean": mean(totals.values()) if totals else 0.0,
        "median": median(totals.values()) if totals else 0.0,
    }
