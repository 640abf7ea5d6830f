"""The total of a course: assignments and other entries, each with its weight, the lowest left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from traitlets import Dict, Float, Int, Unicode
from traitlets.config import Configurable

from pixgrad.classroom.batch import NothingMarked, summary_of
from pixgrad.classroom.settings import settings_of
from pixgrad.course import Course
from pixgrad.errors import PixgradError, nearest
from pixgrad.export.roster import optional_table
from pixgrad.pages.total import Part, TotalRow, TotalTable

EXCUSED = "excused"


class Total(Configurable):
    """How the total of a course is made."""

    weights = Dict(
        value_trait=Float(min=0),
        key_trait=Unicode(),
        help="Weight by assignment or entry, such as {'a1_knn': 1, 'exam': 3}; while it is empty, everything "
        "that has marks weighs the same.",
    ).tag(config=True)
    drop_lowest = Int(
        0, min=0, help="So many assignments are left out for each student, those with the lowest percentage."
    ).tag(config=True)
    entries = Unicode(
        "grading/entries.csv",
        help="Table with the columns student, entry, score, max_score: marks of an exam, a talk; the score "
        "'excused' leaves something out; the name of an assignment in place of an entry replaces its mark.",
    ).tag(config=True)


@dataclass(frozen=True)
class Entries:
    """What a person wrote down: shares by entry and student; None for excused."""

    shares: dict[str, dict[str, float | None]]

    def of(self, name: str) -> dict[str, float | None]:
        """Return the shares of one entry by student."""
        return self.shares.get(name, {})


def total_of(course: Course) -> TotalTable:
    """Return the total of everybody who has a mark.

    Raises
    ------
    PixgradError
        If nothing is marked, or a setting or the table of entries names what there is not.
    """
    settings = settings_of(course, Total)
    entries = entries_of(course, settings)
    marked = _marked(course, settings)
    names = [*marked, *(name for name in entries.shares if name not in marked)]
    _require_known(settings, [*names, *course.slugs()])
    parts = [Part(name, float(settings.weights.get(name, 1.0)), name in marked) for name in names]
    if settings.weights:
        parts = [part for part in parts if part.weight and part.name in settings.weights]
    if not parts:
        raise PixgradError("nothing that counts is marked yet; run: pixgrad grade SLUG")
    shares = {name: {**marked.get(name, {}), **entries.of(name)} for name in names}
    students = sorted({student for name in names for student in shares[name]})
    rows = [_row(student, parts, shares, settings.drop_lowest) for student in students]
    return TotalTable(tuple(parts), tuple(rows), settings.drop_lowest)


def _marked(course: Course, settings: Total) -> dict[str, dict[str, float | None]]:
    """Return the share of its points that everybody has of each assignment that is marked."""
    found: dict[str, dict[str, float | None]] = {}
    for slug in course.slugs():
        if settings.weights and not settings.weights.get(slug):
            continue
        try:
            summary = summary_of(course, slug)
        except NothingMarked:
            continue
        most = sum(exercise.points for exercise in summary.kit.exercises)
        found[slug] = {student: total / most for student, total in summary.totals.items()}
    return found


def _require_known(settings: Total, names: Iterable[str]) -> None:
    known = list(dict.fromkeys(names))
    for name in settings.weights:
        if name not in known:
            raise PixgradError(
                f"grader_config.py: c.Total.weights: {name} is no assignment, and no entry of "
                f"{settings.entries}{nearest(name, known)}"
            )


def _row(student: str, parts: list[Part], shares: dict[str, dict[str, float | None]], drop: int) -> TotalRow:
    """Return one student's line; what is missing counts 0, what is excused does not count."""
    own = {part.name: shares[part.name].get(student, 0.0) for part in parts}
    counting = [part for part in parts if own[part.name] is not None]
    droppable = sorted(
        (part for part in counting if part.is_assignment), key=lambda part: own[part.name] or 0.0
    )
    dropped = droppable[: min(drop, max(0, len(counting) - 1))]
    kept = [part for part in counting if part not in dropped]
    weight = sum(part.weight for part in kept)
    total = sum(part.weight * (own[part.name] or 0.0) for part in kept) / weight if weight else 0.0
    missing = tuple(part.name for part in parts if student not in shares[part.name])
    return TotalRow(
        student,
        100 * total,
        own,
        tuple(p.name for p in dropped),
        missing,
    )


def entries_of(course: Course, settings: Total) -> Entries:
    """Read the table of entries; there are none where there is no file.

    Raises
    ------
    PixgradError
        If it is no such table, a score is none, or a student has two of one entry.
    """
    path = course.root / settings.entries
    shares: dict[str, dict[str, float | None]] = {}
    for row, cells in optional_table(path, ("student", "entry", "score", "max_score")):
        where, student, entry = f"{path.name}, row {row}", cells["student"], cells["entry"]
        if not student or not entry:
            raise PixgradError(f"{where}: it needs a student and an entry")
        if student in shares.setdefault(entry, {}):
            raise PixgradError(f"{where}: {student} has {entry} twice; remove one")
        shares[entry][student] = _share(where, cells["score"], cells["max_score"])
    return Entries(shares)


def _share(where: str, score: str, most: str) -> float | None:
    if score.casefold() == EXCUSED:
        return None
    try:
        points, out_of = (float(cell.replace(",", ".")) for cell in (score, most))
        if points >= 0 and 0 < out_of < float("inf"):
            return points / out_of
    except ValueError:
        pass
    raise PixgradError(f"{where}: {score!r} of {most!r} is no score; write numbers, or {EXCUSED}")
