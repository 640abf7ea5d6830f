"""When assignments are due, for whom they are due later, and what lateness costs: nbgrader's plug-in.

nbgrader's AssignLatePenalties asks `DueDates` for the penalty of a submission, whoever marks it. The dates
themselves go into nbgrader's gradebook, so that formgrader shows them, too.
"""

import math
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Dict, Enum, Float, Unicode, validate

from pixgrad.classroom.settings import settings_of
from pixgrad.course import Course
from pixgrad.errors import PixgradError, nearest
from pixgrad.pages.grade_file import number

SECONDS = {"hour": 3600, "day": 86400}
LIKE = "write it like 2026-10-12 23:59"


class DueDates(LateSubmissionPlugin):
    """Due dates of the course's assignments, and what is taken off for lateness.

    Everything is counted from the student's own due date, the extension included: the steps of the penalty,
    and the hard end. Within the grace nothing is taken off; after it, lateness counts from the due date.
    """

    due = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help="Due date by assignment, such as {'a1_knn': '2026-10-12 23:59'}; a day alone means its end. "
        "While it is empty, the due dates stand that were set in formgrader.",
    ).tag(config=True)
    timezone = Unicode(
        "UTC", help="Time zone of dates that name none, and of pages, such as 'Europe/Berlin'."
    ).tag(config=True)
    extensions = Unicode(
        "grading/extensions.csv",
        help="Table with the columns student, assignment and due: another date, or +3 days.",
    ).tag(config=True)
    grace_minutes = Float(0.0, min=0, help="Minutes after the due date that cost nothing.").tag(config=True)
    penalty_percent = Float(
        0.0, min=0, max=100, help="Percent of the points earned that each step begun takes off."
    ).tag(config=True)
    per = Enum(["day", "hour"], "day", help="Length of a step.").tag(config=True)
    cap_percent = Float(100.0, min=0, max=100, help="Percent that all steps together take off at most.").tag(
        config=True
    )
    hard_end_days = Float(
        None, allow_none=True, min=0, help="Days after which a submission earns 0; None: never."
    ).tag(config=True)

    @validate("timezone")
    def _known_zone(self, proposal: dict[str, Any]) -> str:
        _zone(proposal["value"])
        return str(proposal["value"])

    @property
    def zone(self) -> tzinfo:
        """The course's time zone."""
        return _zone(self.timezone)

    def due_date(self, slug: str) -> datetime | None:
        """Return when an assignment is due, with a time zone; None if that is not stated.

        Raises
        ------
        PixgradError
            If what is stated is no date.
        """
        stated = self.due.get(slug)
        if stated is None:
            return None
        try:
            return moment_of(stated, self.zone)
        except ValueError as error:
            raise PixgradError(f"grader_config.py: c.DueDates.due[{slug!r}]: {error}") from error

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Return the points to take off a submission; nbgrader calls this, see its LateSubmissionPlugin."""
        return round(score * self.share(total_seconds_late), 2)

    def share(self, seconds_late: float) -> float:
        """Return the share of the points that so much lateness takes off.

        >>> policy = DueDates(penalty_percent=10, cap_percent=25, grace_minutes=5, hard_end_days=7)
        >>> [policy.share(hours * 3600) for hours in (0, 0.05, 1, 25, 49, 8 * 24)]
        [0.0, 0.0, 0.1, 0.2, 0.25, 1.0]
        """
        if seconds_late <= 60 * self.grace_minutes:
            return 0.0
        if self.hard_end_days is not None and seconds_late > SECONDS["day"] * self.hard_end_days:
            return 1.0
        steps = math.ceil(seconds_late / SECONDS[self.per])
        return float(min(self.penalty_percent * steps, self.cap_percent) / 100)

    @property
    def rule(self) -> str:
        """What lateness costs, as a sentence.

        >>> DueDates(penalty_percent=10, cap_percent=50, hard_end_days=7).rule
        '10 % of the points for each day begun, 50 % at most; 0 points after 7 days.'
        >>> DueDates().rule
        'Lateness costs nothing.'
        """
        words = []
        if self.penalty_percent:
            cap = f", {number(self.cap_percent)} % at most" if self.cap_percent < 100 else ""
            words.append(f"{number(self.penalty_percent)} % of the points for each {self.per} begun{cap}")
        if self.hard_end_days is not None:
            words.append(f"0 points after {number(self.hard_end_days)} days")
        grace = f"The first {number(self.grace_minutes)} minutes cost nothing. " if self.grace_minutes else ""
        return f"{grace}{'; '.join(words)}." if words else "Lateness costs nothing."


def due_dates_of(course: Course) -> DueDates:
    """Return the course's due dates.

    Raises
    ------
    PixgradError
        If a setting is unknown or no value of its kind, if a date is none, or belongs to no assignment.
    """
    policy = settings_of(course, DueDates)
    known = course.slugs()
    for slug in policy.due:
        if slug not in known:
            raise PixgradError(
                f"{course.settings.name}: c.DueDates.due: no assignment is called {slug}"
                f"{nearest(slug, known)}"
            )
        policy.due_date(slug)
    return policy


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PixgradError(
            f"grader_config.py: c.DueDates.timezone: there is no time zone {name!r}; "
            "write it like Europe/Berlin"
        ) from error


def moment_of(text: str, zone: tzinfo) -> datetime:
    """Return the moment that a person wrote down, in a course's time zone unless they name another.

    >>> [moment_of(text, UTC).isoformat() for text in ("2026-10-12", "2026-10-12 18:00 Europe/Berlin")]
    ['2026-10-12T23:59:59+00:00', '2026-10-12T18:00:00+02:00']
    >>> moment_of("31.12.2026", UTC)
    Traceback (most recent call last):
    ValueError: '31.12.2026' is no date; write it like 2026-10-12 23:59

    Raises
    ------
    ValueError
        If it is no moment.
    """
    day, _, rest = text.strip().replace("T", " ", 1).partition(" ")
    clock, _, named = rest.strip().partition(" ")
    try:
        if named:
            zone = ZoneInfo(named.strip())
        when = datetime.fromisoformat(f"{day} {clock}" if clock else day)
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"{text!r} is no date; {LIKE}") from error
    if not clock:
        when = datetime.combine(when, time(23, 59, 59))
    return when if when.tzinfo is not None else when.replace(tzinfo=zone)


def to_utc(when: datetime) -> datetime:
    """Return a moment as nbgrader keeps it: in UTC, without saying so."""
    return when.astimezone(UTC).replace(tzinfo=None)


def from_utc(when: datetime | None, zone: tzinfo) -> datetime | None:
    """Return a moment that nbgrader kept, in a time zone."""
    return when.replace(tzinfo=UTC).astimezone(zone) if when is not None else None


def span_of(text: str) -> timedelta:
    """Return the span of time that a person wrote down, such as ``+3 days``.

    >>> span_of("+3 days"), span_of("+ 36 hours")
    (datetime.timedelta(days=3), datetime.timedelta(days=1, seconds=43200))

    Raises
    ------
    ValueError
        If it is none.
    """
    amount, _, unit = text.strip().removeprefix("+").strip().partition(" ")
    unit = unit.strip().removesuffix("s")
    try:
        return timedelta(seconds=abs(float(amount)) * SECONDS[unit])
    except (KeyError, ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no extension; {LIKE}, or +3 days") from error
