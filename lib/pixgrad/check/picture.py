"""A small picture beside a failed check: where an array differs, two curves, or which neighbours voted.

It is shown where a notebook runs, below the message, and says nothing that the message's own numbers do not.
Marking neither makes it nor keeps it: of a check cell only printed text and the error count.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import numpy as np

from pixgrad.check.calls import Named
from pixgrad.check.wording import show

Array = np.ndarray
MOST_ROWS, MOST_COLUMNS = 12, 16  # cells that a person takes in at a glance
MOST_NUMBERS = 48  # cells that are large enough for their numbers
FEWEST_POINTS = 12  # of a curve
WIDTH, HEIGHT = 420, 120  # of a curve, in pixels
RIGHT, WRONG, ASIDE = "#1a6e3c", "#b3261e", "#59636e"  # white text can be read on them
WANTED, GOT = "#2f8f5b", "#d9483b"  # lines that can be seen on white and on black
TABLE = "border-collapse:separate;border-spacing:2px;font:12px/1.4 monospace;width:auto;margin:0"
CELL = "padding:2px 6px;min-width:14px;height:16px;text-align:right;color:#fff;background:{colour}"


class Picture:
    """HTML for those who can show it, one line of text for all.

    Parameters
    ----------
    caption : str
    html : str
    """

    def __init__(self, caption: str, html: str) -> None:
        self.caption = caption
        self.html = f'<figure style="margin:4px 0">{html}<figcaption>{escape(caption)}</figcaption></figure>'

    def __repr__(self) -> str:
        """The caption, in a terminal and wherever HTML is not shown."""
        return f"[picture: {self.caption}]"

    def _repr_html_(self) -> str:
        return self.html


def picture(got: Array, want: Array, wrong: Array, exercise: str, case: Sequence[Any]) -> Picture | None:
    """Return the picture of a wrong array that helps, if any does.

    Parameters
    ----------
    got, want : ndarray
        Of the same shape, numbers.
    wrong : ndarray of bool
        Where they differ.
    exercise : str
    case : sequence
        The arguments of the call.
    """
    if exercise in OF_EXERCISES:
        return OF_EXERCISES[exercise](got, want, wrong, case)
    if got.size < 2:
        return None
    if got.ndim == 1 and got.size >= FEWEST_POINTS and np.isfinite(got).all():
        return _curves(got.astype(float), want.astype(float))
    return _cells(got, want, wrong)


def _cells(got: Array, want: Array, wrong: Array) -> Picture:
    """Each entry as a cell: green where it is right; wrong ones red, with what is wanted."""
    rows = [array.reshape(-1, array.shape[-1])[:MOST_ROWS, :MOST_COLUMNS] for array in (got, want, wrong)]
    numbers = rows[0].size <= MOST_NUMBERS
    lines = [
        "".join(_cell(g, w, bool(x), numbers) for g, w, x in zip(*line, strict=True))
        for line in zip(*rows, strict=True)
    ]
    part = " (the first of them)" if rows[0].size < got.size else ""
    caption = f"the {got.size} entries of your result{part}: ✓ right, ✗ wrong"
    caption += ", below it what is wanted" if numbers else ""
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return Picture(caption, f'<table style="{TABLE}">{body}</table>')


def _cell(got: Any, want: Any, wrong: bool, numbers: bool) -> str:
    sign = "✗" if wrong else "✓"
    text = sign if not numbers else f"{sign} {show(got)}" + (f"<br>{escape(show(want))}" if wrong else "")
    return f'<td style="{CELL.format(colour=WRONG if wrong else RIGHT)}">{text}</td>'


def _curves(got: Array, want: Array) -> Picture:
    """Two curves over the index: what came back dashed, what was wanted in full."""
    low, high = min(got.min(), want.min()), max(got.max(), want.max())
    styles = (want, f'stroke="{WANTED}"'), (got, f'stroke="{GOT}" stroke-dasharray="5 3"')
    lines = "".join(
        f'<polyline points="{_points(values, low, high)}" fill="none" stroke-width="2" {style}/>'
        for values, style in styles
    )
    caption = f"your {got.size} numbers (dashed) and the wanted ones, from {show(low)} to {show(high)}"
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return Picture(caption, f'<svg {box} role="img" aria-label="{escape(caption)}">{lines}</svg>')


def _points(values: Array, low: float, high: float) -> str:
    x = np.linspace(4, WIDTH - 4, len(values))
    y = HEIGHT - 4 - (HEIGHT - 8) * (values - low) / ((high - low) or 1.0)
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))


def _neighbours(got: Array, want: Array, wrong: Array, case: Sequence[Any]) -> Picture | None:
    """The nearest neighbours of the first row that is wrong, with their labels, and which of them vote."""
    try:
        *positional, last = case
        k = int(last.values["k"] if isinstance(last, Named) else last)
        dists, labels = (np.asarray(value) for value in positional[:2])
        row = int(np.flatnonzero(wrong)[0])
        order = np.argsort(dists[row], kind="stable")[: min(k + 3, MOST_COLUMNS)]
        cells = [(float(dists[row, i]), labels[i], place < k) for place, i in enumerate(order)]
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    body = "".join(
        f'<td style="{CELL.format(colour=RIGHT if votes else ASIDE)}">{escape(show(label))}'
        f"<br>{escape(show(round(far, 3)))}</td>"
        for far, label, votes in cells
    )
    caption = (
        f"the neighbours of row {row} by distance, label above, distance below; the first {k} vote (green). "
        f"You say {show(got[row])}, wanted is {show(want[row])}"
    )
    return Picture(caption, f'<table style="{TABLE}"><tr>{body}</tr></table>')


OF_EXERCISES: dict[str, Callable[[Array, Array, Array, Sequence[Any]], Picture | None]] = {
    "predict-labels": _neighbours,
}
