"""How long a notebook takes, by one rule for all, against which the first page of each is held."""

import re
from collections.abc import Iterator

from pixgrad.authoring.prose import for_readers
from pixgrad.authoring.source import Cell, Source

# Chosen so that three notebooks take as long as careful readers judged a student to need; no student's time
# was measured. A line is long in coming: thinking, trying, and a check that fails are in it. The seconds for
# which a picture keeps a reader waiting are in its minutes.
WORDS_A_MINUTE = 100  # of text and docstrings, with formulas that are followed on paper
MINUTES_A_LINE = 3.0  # of a function that is written
MINUTES_A_QUESTION = 3.0
MINUTES_A_PICTURE = 1.5
WIDEST = 1.5  # hours between the two numbers of the first page
SOLUTION = re.compile(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", re.DOTALL)
SAID = re.compile(r"(\d+(?:\.\d)?) to (\d+(?:\.\d)?)\s+(hours|minutes)")


def minutes(source: Source) -> float:
    """Minutes that a student needs, by the rule above.

    Examples
    --------
    >>> minutes(Source("t1", "T", (Cell("text", "word " * 200), Cell("explore", "f(1)"))))
    3.5
    """
    told = sum(len(re.findall(r"\w+", _read(cell))) for cell in source.cells)
    answers = [cell.source for cell in source.cells if cell.role == "answer"]
    lines = [_lines(answer) for answer in answers]
    pictures = sum(cell.role == "explore" for cell in source.cells)
    return (
        told / WORDS_A_MINUTE
        + MINUTES_A_LINE * sum(lines)
        + MINUTES_A_QUESTION * lines.count(0)
        + MINUTES_A_PICTURE * pictures
    )


def untrue(source: Source) -> Iterator[str]:
    """What is wrong with the time on the first page."""
    hours = minutes(source) / 60
    found = SAID.search(next(cell.source for cell in source.cells if cell.role == "text"))
    if not found:
        yield f"{source.slug}: its first page does not say how long it takes: '3 to 4 hours' ({hours:.1f})"
        return
    unit = {"hours": 1, "minutes": 1 / 60}[found[3]]
    low, high = (float(number) * unit for number in found.groups()[:2])
    if not low <= hours <= high or high - low > WIDEST:
        yield f"{source.slug}: its first page says '{found[0]}'; by the rule it is {hours:.1f} hours"


def _read(cell: Cell) -> str:
    """What is read of a cell: its text, or the specification of an answer."""
    if cell.role == "text":
        return for_readers(cell.source)
    return SOLUTION.sub("", cell.source) if cell.role == "answer" else ""


def _lines(answer: str) -> int:
    """Lines of a function that is to be written; 0 for a question and a value."""
    if not re.search(r"^(def|class) ", answer, re.MULTILINE):
        return 0
    written = "\n".join(SOLUTION.findall(answer)).splitlines()
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in written)
