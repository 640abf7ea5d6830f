"""The total of a course: as a page, and as a table for spreadsheets."""

import csv
import io
from dataclasses import dataclass
from statistics import mean, median

from pixgrad.pages.grade_file import inert, number
from pixgrad.pages.html import render
from pixgrad.pages.report import distribution, ranked


@dataclass(frozen=True)
class Part:
    """What counts into a total: an assignment, or an entry that a person wrote."""

    name: str
    weight: float
    is_assignment: bool


@dataclass(frozen=True)
class TotalRow:
    """One student's total, out of 100, and the share of each part; None for what is excused."""

    student: str
    total: float
    shares: dict[str, float | None]
    dropped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class TotalTable:
    """The totals of a class."""

    parts: tuple[Part, ...]
    rows: tuple[TotalRow, ...]
    drop_lowest: int = 0

    @property
    def totals(self) -> dict[str, float]:
        """Total by student."""
        return {row.student: row.total for row in self.rows}


def cell(row: TotalRow, name: str) -> str:
    """Return a part of a student's total in percent, as a table says it."""
    share = row.shares[name]
    if share is None:
        return "excused"
    return "" if name in row.missing else number(100 * share)


def csv_of(table: TotalTable) -> str:
    """Return the totals as CSV: student, total, max_total, a column of percent for each part, dropped."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", "total", "max_total", *(part.name for part in table.parts), "dropped"])
    for row in table.rows:
        cells = [cell(row, part.name) for part in table.parts]
        writer.writerow([inert(row.student), number(row.total), "100", *cells, " ".join(row.dropped)])
    return text.getvalue()


def page(table: TotalTable) -> str:
    """Return the totals as a self-contained HTML page."""
    totals = table.totals
    bars = distribution(total / 100 for total in totals.values())
    return render(
        "total.html",
        table=table,
        cell=cell,
        numbers=ranked(totals),
        rows={row.student: row for row in table.rows},
        bars=bars,
        tallest=max([bar.count for bar in bars] + [1]),
        mean=mean(totals.values()),
        median=median(totals.values()),
    )
