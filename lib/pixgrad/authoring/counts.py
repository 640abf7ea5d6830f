"""Figures of README and docs: what is counted by every build, and the day of what takes long to measure."""

import re
from datetime import UTC, datetime
from pathlib import Path

from pixgrad.check import bank

COUNTED = re.compile(r"(<!-- counts:begin[^>]*-->\n).*?(<!-- counts:end -->)", re.DOTALL)
ANSWER = re.compile(r'^# %% answer="', re.MULTILINE)
HEAD = "| notebook | exercises | known mistakes | right variants |\n| --- | ---: | ---: | ---: |\n"


def counted(text: str, sources: list[Path]) -> str:
    """A page whose counts of exercises, mistakes and variants, between the marks, are made new."""
    rows = [_row(path) for path in sources]
    rows.append(("all", *(sum(int(row[place]) for row in rows) for place in (1, 2, 3))))
    table = HEAD + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)
    return COUNTED.sub(lambda found: found[1] + table + found[2], text)


def _row(path: Path) -> tuple[str | int, ...]:
    known = bank.load(path.stem)
    exercises = len(ANSWER.findall(path.read_text(encoding="utf-8")))
    return f"`{path.stem}`", exercises, len(known.mistakes), len(known.variants)


def today() -> str:
    """The date of a measurement, in universal time.

    >>> len(today())
    10
    """
    return datetime.now(UTC).date().isoformat()
