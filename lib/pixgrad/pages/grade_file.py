"""Grades as a file that spreadsheets read."""

import csv
import io

from pixgrad.marking.kit import Kit


def number(value: float) -> str:
    """Return points as people write them.

    >>> number(7.0), number(2.5)
    ('7', '2.5')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def grades_csv(kit: Kit, scores: dict[str, dict[str, float]]) -> str:
    """Return the grade table as CSV: student, score, max_score, then one column for each exercise."""
    labels = [exercise.label for exercise in kit.exercises]
    most = sum(exercise.points for exercise in kit.exercises)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "score", "max_score", *labels])
    for student, row in scores.items():
        points = [row[label] for label in labels]
        writer.writerow([_inert(student), number(sum(points)), number(most), *map(number, points)])
    return text.getvalue()


def _inert(cell: str) -> str:
    """Return a cell of a table that no spreadsheet takes for a formula.

    >>> _inert("ada"), _inert("=1+1")
    ('ada', "'=1+1")
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
