"""Grades as a file that spreadsheets read."""

import csv
import io
from collections.abc import Mapping

from pixgrad.marking.kit import Kit
from pixgrad.pages.standing import Standing, totals

EXTRA_COLUMNS = ("submitted", "hours_late", "late_penalty", "extra_credit", "needs_manual", "comments")


def number(value: float) -> str:
    """Return points as people write them.

    >>> number(7.0), number(2.5)
    ('7', '2.5')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def grades_csv(
    kit: Kit, scores: dict[str, dict[str, float]], standings: Mapping[str, Standing] | None = None
) -> str:
    """Return the grade table as CSV: student, score, max_score, one column for each exercise, then more.

    The score is the sum of the exercises, extra credit included, less the penalty for lateness. What else is
    known of a submission stands in `EXTRA_COLUMNS`, at the end.
    """
    standings = standings or {}
    labels = [exercise.label for exercise in kit.exercises]
    most = sum(exercise.points for exercise in kit.exercises)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "score", "max_score", *labels, *EXTRA_COLUMNS])
    total = totals(scores, standings)
    for student, row in scores.items():
        points = [number(row[label]) for label in labels]
        more = _more(standings.get(student, Standing()))
        writer.writerow([inert(student), number(total[student]), number(most), *points, *more])
    return text.getvalue()


def _more(standing: Standing) -> list[str]:
    """Return the cells of `EXTRA_COLUMNS`."""
    comments = "; ".join(f"{label}: {comment}" for label, comment in standing.comments.items())
    return [
        standing.submitted.isoformat(sep=" ", timespec="minutes") if standing.submitted else "",
        number(standing.late.total_seconds() / 3600),
        number(standing.penalty),
        number(standing.extra),
        " ".join(standing.waiting),
        inert(comments),
    ]


def inert(cell: str) -> str:
    """Return a cell of a table that no spreadsheet takes for a formula.

    >>> inert("ada"), inert("=1+1")
    ('ada', "'=1+1")
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
