"""The map of the course, in the terminal and as a page."""

import time
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pixgrad.marking.verdict import Outcome
from pixgrad.pages.html import WORDS, render
from pixgrad.pages.progress import CourseMap, Stop, Stretch

COLOURS: dict[Outcome, str] = {
    "passed": "green",
    "noted": "cyan",
    "failed": "red",
    "error": "red",
    "timeout": "red",
    "not-run": "yellow",
    "unanswered": "bright_black",
}
BAR = 24  # characters
GAP = 2  # between columns
SPANS = ((86_400, "day"), (3600, "hour"), (60, "minute"))


def show(found: CourseMap, console: Console | None = None) -> None:
    """Print the map: a bar for each notebook, a sign for each exercise, and what to do next."""
    console = console or Console(highlight=False)
    for stretch in found.stretches:
        console.print(_heading(stretch), no_wrap=True, overflow="ellipsis")
        if any(stop.result.outcome != "unanswered" for stop in stretch.stops):
            console.print(Padding(_signs(stretch, console.width - 4), (0, 0, 1, 4)))
    for line in closing(found):
        console.print(line, soft_wrap=True)


def _heading(stretch: Stretch) -> Text:
    share = stretch.score / stretch.points if stretch.points else 0.0
    full = round(BAR * share)
    said = f"{stretch.score:g} of {stretch.points:g}" if stretch.stops else "not in this folder"
    return Text.assemble(
        (f"{stretch.slug:<17}", "bold"),
        ("█" * full, "green"),
        ("░" * (BAR - full), "bright_black"),
        f" {said:>12}  ",
        (stretch.title, "dim"),
    )


def _signs(stretch: Stretch, width: int) -> Table:
    """The exercises of a notebook in columns, read downwards."""
    texts = [_sign(stop) for stop in stretch.stops]
    rows = next(
        rows
        for rows in (-(-len(texts) // n) for n in (3, 2, 1))
        if _fits(texts, rows, width) or rows == len(texts)
    )
    table = Table.grid(padding=(0, GAP))
    for row in range(rows):
        table.add_row(*texts[row::rows])
    return table


def _fits(texts: list[Text], rows: int, width: int) -> bool:
    """Whether columns of some rows, each as wide as its widest text, stand side by side."""
    columns = [texts[first : first + rows] for first in range(0, len(texts), rows)]
    return sum(max(text.cell_len for text in column) + GAP for column in columns) - GAP <= width


def _sign(stop: Stop) -> Text:
    sign, word = WORDS[stop.result.outcome]
    text = Text(f"{sign} {stop.result.label}", COLOURS[stop.result.outcome])
    if stop.result.slip:
        text.append(f"  {stop.result.slip}", "dim")
    elif not stop.is_done and stop.result.outcome not in ("unanswered", "failed"):
        text.append(f"  {word}", "dim")
    return text


def closing(found: CourseMap) -> list[str]:
    """The lines below the map: the sum, the last step, what to do next, and what was left out."""
    stops = [stop for stretch in found.stretches for stop in stretch.stops]
    done, score = sum(stop.is_done for stop in stops), sum(each.score for each in found.stretches)
    points = sum(each.points for each in found.stretches)
    lines = [f"{done} of {len(stops)} exercises done, {score:g} of {points:g} points."]
    if found.last is not None:
        stretch, stop = found.last
        when = ago(time.time() - (stop.at or 0.0))
        lines.append(f"Last step: {stop.result.label} in {stretch.slug}, {when}.")
    return [*lines, *_next(found), *(f"({remark})" for remark in found.remarks)]


def _next(found: CourseMap) -> list[str]:
    if found.next is None:
        return ["Nothing is left to do." if found.stretches else ""]
    stretch, stop = found.next
    path = stretch.path or Path(f"{stretch.slug}.ipynb")
    heading = f', under "{stop.cell.heading}"' if stop.cell.heading else ""
    lines = [f"Next: {stop.result.label} in {path}{heading}."]
    if stretch.address:
        lines.append(f"link: {stretch.address}{stop.cell.cell_id}")
    if stop.result.outcome != "unanswered":
        lines.append(f"What is wrong with it: pixgrad check {path}")
    return lines


def ago(seconds: float) -> str:
    """Return a span of time in words.

    >>> ago(30), ago(60), ago(3 * 3600 + 50), ago(86_400 * 2.6)
    ('just now', '1 minute ago', '3 hours ago', '2 days ago')
    """
    for size, name in SPANS:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"


def page(found: CourseMap) -> str:
    """Return the map as a self-contained page."""
    last = ago(time.time() - (found.last[1].at or 0.0)) if found.last else ""
    return render("progress.html", map=found, last=last, closing=closing(found)[0])
