"""The class report of an assignment: what a class knows, and what it stumbles over."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import Any

from pixgrad.marking.findings import Finding
from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Outcome, Verdict
from pixgrad.pages import identical, standing
from pixgrad.pages.html import render
from pixgrad.pages.standing import Mark, Standing

BINS = 10
# A class of any size is one page that a phone can open.
MOST_ROWS = 200  # of a table, or of a fold of it; of whom there is more to say, the name is said
MOST_LINKS = 20  # names of a list that lead to a page; the others are folded


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


@dataclass(frozen=True, slots=True)
class Line:
    """What the table of submissions says of a verdict."""

    passed: int
    seconds: float
    status: str
    isolation: str
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, verdict: Verdict) -> "Line":
        """Return what is needed of a verdict, of which there may be many."""
        passed = sum(result.outcome == "passed" for result in verdict.results)
        isolation = sys.intern(verdict.isolation)
        return cls(passed, verdict.seconds, sys.intern(verdict.status), isolation, verdict.findings)


def folds(students: Iterable[str]) -> list[list[str]]:
    """Return a large class in portions, by name, and a small one in its order.

    >>> [len(fold) for fold in folds(map(str, range(500)))]
    [200, 200, 100]
    """
    everybody = list(students)
    if len(everybody) > MOST_ROWS:
        everybody.sort()
    return [everybody[start : start + MOST_ROWS] for start in range(0, len(everybody), MOST_ROWS)]


def cut(rows: list[tuple[str, Any]], most: int) -> tuple[list[tuple[str, Any]], list[str]]:
    """Return as many rows as can be shown, and whose the others are; each begins with a student.

    >>> cut([("ada", 1), ("ben", 2), ("ben", 3)], 1)
    ([('ada', 1)], ['ben'])
    """
    return rows[:most], list(dict.fromkeys(row[0] for row in rows[most:]))


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
    verdicts: Mapping[str, Verdict],
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
        By student; those without one were not marked by pixgrad. Gone through a few times, one at a time.
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
    lines = {student: Line.of(verdict) for student, verdict in verdicts.items()}
    numbers = ranked(totals, [*lines, *absent, *unstorable])
    seconds = [line.seconds for line in lines.values() if line.status == "marked"]
    return render(
        "report.html",
        kit=kit,
        totals=totals,
        standings=standings,
        by_hand=_by_hand(numbers, standings),
        waiting=[
            (who, standings[who].waiting) for who in numbers if who in standings and standings[who].waiting
        ],
        lines=lines,
        findings=_findings(numbers, lines, absent, unstorable),
        numbers=numbers,
        folds=folds(student for student in numbers if student in totals),
        cut=cut,
        MOST_ROWS=MOST_ROWS,
        MOST_LINKS=MOST_LINKS,
        rows=rows,
        unsolved=[row for row in rows if row.total and not row.counts["passed"]],
        slips=[replace(each, students=by_rank(each.students, numbers)) for each in slips(verdicts.values())],
        questions=identical.questions(kit, verdicts.values()),
        identical=identical,
        median_seconds=median(seconds) if seconds else 0.0,
        longest_seconds=max(seconds, default=0.0),
        seconds=sum(line.seconds for line in lines.values()),
        isolations=Counter(line.isolation for line in lines.values() if line.isolation),
        **_marks(kit, totals),
    )


def by_rank(students: Iterable[str], numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Return students in the order of their numbers, which gives no name away."""
    return tuple(sorted(students, key=lambda student: numbers[student]))


def _findings(
    numbers: Mapping[str, int], lines: Mapping[str, Line], absent: Iterable[str], unstorable: Iterable[str]
) -> list[tuple[str, str, str]]:
    """Return whose submission was unusual, what to call that where names are hidden, and how."""
    nothing, odd = "no submission", "not marked: the name of the folder cannot be stored"
    return [
        *((who, each.kind, each.message) for who in numbers if who in lines for each in lines[who].findings),
        *((student, nothing, nothing) for student in absent),
        *((student, odd, odd) for student in unstorable),
    ]


def _waiting(numbers: Iterable[str], standings: Mapping[str, Standing]) -> list[tuple[str, tuple[str, ...]]]:
    """Return whom a person has to look at, and where."""
    found = ((who, standings[who].waiting) for who in numbers if who in standings)
    return [(who, labels) for who, labels in found if labels]


def _by_hand(numbers: Iterable[str], standings: Mapping[str, Standing]) -> list[tuple[str, str, Mark]]:
    """Return who has a mark or words from a person, for which exercise, and what."""
    return [
        (who, label, mark)
        for who in numbers
        if who in standings
        for label, mark in standings[who].marks.items()
        if _is_by_hand(mark)
    ]


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
