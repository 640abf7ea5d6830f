"""What can be read off the text of a notebook without running anything: numbers that could be false.

Numbers of a worked example are no claims; a comment in their text cell, ``<!-- by hand: 5.5, 28.25 -->``,
says so, and stands in no built notebook.
"""

import re
from collections.abc import Iterator

from pixgrad.authoring.source import Cell, Source

# One on a line of its own goes with its line break.
COMMENT = r"[ \t]*<!-- by hand:(?:.*?)-->"
BY_HAND = re.compile(rf"^{COMMENT}\n?|{COMMENT}", re.DOTALL | re.MULTILINE)
# A number that could be false: a share, a decimal, or one with a unit of what is measured.
MEASURED = re.compile(
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?=\s?%)|(?<![\w.])\d[\d,]*\.\d+(?!\w)"
    r"|(?<![\w.])\d[\d,]*(?=[\s-](?:times|points|ms|seconds|million|MB|MiB|GB|GiB)\b)"
)
# The time on the first page has a rule of its own (`minutes`).
NO_PROSE = re.compile(
    r"[\d.]+ to [\d.]+ hours|```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", re.DOTALL
)


def for_readers(text: str) -> str:
    """The text of a cell without what is said to the audit alone.

    Examples
    --------
    >>> for_readers("Half of 3 is 1.5.\\n<!-- by hand: 1.5 -->\\n")
    'Half of 3 is 1.5.\\n'
    >>> for_readers("Half of 3 is 1.5. <!-- by hand: 1.5 -->\\n\\nNext.")
    'Half of 3 is 1.5.\\n\\nNext.'
    """
    return BY_HAND.sub("", text)


def measured_numbers(text: str) -> list[str]:
    """Numbers in the prose of a text cell that could be false, but for those said to be worked by hand.

    Examples
    --------
    >>> measured_numbers("About 43.4 % of 1,000, 8 times as fast as `0.5`; $0.1$ is by rule.")
    ['43.4', '8']
    >>> measured_numbers("It is 1.5, and 20 %. <!-- by hand: 1.5 -->")
    ['20']
    """
    by_hand = set(re.findall(r"\d[\d,]*(?:\.\d+)?", " ".join(BY_HAND.findall(text))))
    prose = NO_PROSE.sub(" ", for_readers(text))
    return [number for number in MEASURED.findall(prose) if number not in by_hand]


def unclaimed(source: Source) -> Iterator[str]:
    """One line for each number of the text that no claim of its section mentions.

    A decimal that stands in the code of its section is a setting, not a claim.
    """
    for section in _sections(source.cells):
        claimed = " ".join(cell.source for cell in section if cell.role == "claim").replace(",", "")
        code = " ".join(cell.source for cell in section if cell.role not in ("text", "hint", "claim"))
        known = set(re.findall(r"\d+(?:\.\d+)?", claimed)) | set(_as_shares(claimed))
        known |= set(re.findall(r"\d*\.\d+", code))
        for cell in section:
            if cell.role == "text":
                yield from (
                    f"{source.slug}: the text says {number} ({_line_of(cell.source, number)!r}), which "
                    "no claim of its section mentions; measure it in a claim cell, or say <!-- by hand: -->"
                    for number in measured_numbers(cell.source)
                    if number.replace(",", "") not in known
                )


def _as_shares(text: str) -> Iterator[str]:
    """The percentages that decimals below 1 stand for: 0.41 mentions 41."""
    for number in re.findall(r"(?<![\w.])0?\.\d+", text):
        yield f"{100 * float(number):g}"


def _sections(cells: tuple[Cell, ...]) -> Iterator[list[Cell]]:
    """Cells from one heading to the next."""
    section: list[Cell] = []
    for cell in cells:
        if cell.role == "text" and re.match(r"#{1,3} ", cell.source) and section:
            yield section
            section = []
        section.append(cell)
    yield section


def _line_of(text: str, number: str) -> str:
    return next(line.strip() for line in text.splitlines() if number in line)
