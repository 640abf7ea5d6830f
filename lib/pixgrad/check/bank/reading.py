"""Reading the known answers to one exercise from its percent file.

The first cell, ``# %% exercise="label" name="function"``, says what is asked. Every other cell begins with
one of these:

``# %% right="label"``
    A right answer, exactly as a student would hand it in. ``teaches="..."``: a sentence that stands above it
    in the solution notebook, where it is shown as another way.
``# %% mistake="label"``
    The comment that comes first is the sentence that the student is told; then comes the wrong answer.
    ``caught="hidden tests"``: the visible check cannot tell it.
    ``free="EPS=1e-8"``: the answer holds ``EPS``, a positive number that is solved for and that the sentence
    may quote as ``{EPS}``; 1e-8 is an example.
``# %% equivalent="kind"``
    The comment says why a mutant is right, ``- `` and ``+ `` lines what it changes: the form in which
    ``pixgrad audit --mutate`` prints it.

A right answer or a mistake may be a patch of an answer above it: it names that by ``edits="label"`` and
holds blocks of ``- `` and ``+ `` lines, with an empty line between two of them. Lines that begin with two
spaces stay as they are and tell where a block belongs: each block fits in one place only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pixgrad.check.bank.answers import Edit, Equivalent, KnownAnswers, Mistake, Variant
from pixgrad.errors import PixgradError, nearest

MARK = "# %%"
KEY = re.compile(r'\s+(\w+)="([^"]*)"')
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HIDDEN = "hidden tests"
EDITS = 'edits="label"'
KEYS: dict[str, dict[str, str]] = {  # of each kind of cell, besides the one that it is called by
    "exercise": {"name": 'name="function"'},
    "right": {"edits": EDITS, "teaches": 'teaches="what it shows"'},
    "mistake": {"edits": EDITS, "caught": f'caught="{HIDDEN}"', "free": 'free="EPS=1e-8"'},
    "equivalent": {},
}


@dataclass(frozen=True)
class _Cell:
    """A cell: its kind, label and other keys, and its lines; `number` is that of its heading in the file."""

    path: Path
    number: int
    kind: str
    label: str
    keys: dict[str, str]
    lines: list[str]

    def error(self, what: str, line: int = 0) -> PixgradError:
        """What is wrong, and where: in the heading, or `line` lines below it."""
        return _error(self.path, self.number + line, what)


@dataclass(frozen=True)
class _Answer:
    """A whole answer, and what it is a patch of."""

    source: str
    base: str = ""
    edits: tuple[Edit, ...] = ()


def read(path: Path) -> KnownAnswers:
    """Read ``bank/<slug>/<exercise>.py``.

    Raises
    ------
    PixgradError
        For a key or a label that is none, a label used twice, an unknown answer to edit, or a patch that does
        not fit in exactly one place: one line, which begins with the file and the number of the line.
    """
    head, *cells = _cells(path)
    if head.kind != "exercise" or "name" not in head.keys or head.label != path.stem:
        raise head.error(f'the first cell should be: {MARK} exercise="{path.stem}" name="..."')
    answers: dict[str, _Answer] = {}
    mistakes, variants, equivalents = [], [], []
    for cell in cells:
        if cell.kind == "equivalent":
            equivalents.append(_equivalent(cell, head.label))
        elif cell.kind == "mistake":
            mistakes.append(_mistake(cell, answers, head))
        elif cell.kind == "right":
            source, teaches = _answer(cell, 0, answers).source, cell.keys.get("teaches", "")
            variants.append(Variant(cell.label, source, head.label, teaches))
        else:
            raise cell.error("a file holds the answers to one exercise")
    return KnownAnswers(head.label, head.keys["name"], tuple(mistakes), tuple(variants), tuple(equivalents))


def edited(source: str, edits: Iterable[Edit]) -> str:
    """An answer with some of its lines replaced.

    Examples
    --------
    >>> edited("a\\nb\\nc\\n", [Edit(0, ("a",), ("A",)), Edit(2, (), ("x", "y"))]).split()
    ['A', 'b', 'x', 'y', 'c']
    """
    lines = source.splitlines()
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        lines[edit.start : edit.start + len(edit.old)] = edit.new
    return "\n".join(lines) + "\n"


def disjoint(edits: Iterable[Edit]) -> bool:
    """Whether no line is touched twice."""
    free = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < free:
            return False
        free = edit.start + max(len(edit.old), 1)
    return True


def _error(path: Path, number: int, what: str) -> PixgradError:
    return PixgradError(f"{path}:{number}: {what}")


def _cells(path: Path) -> list[_Cell]:
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith(MARK)]
    if starts[:1] != [0]:
        raise _error(path, 1, f"the first line should be the heading of a cell, {MARK} ...")
    ends = [*starts[1:], len(lines)]
    return [_cell(path, start, lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _cell(path: Path, start: int, lines: list[str]) -> _Cell:
    heading = lines[0].removeprefix(MARK).rstrip()
    keys = dict(KEY.findall(heading))
    kind = next((kind for kind in KEYS if kind in keys), "")
    cell = _Cell(path, start + 1, kind, keys.pop(kind, ""), keys, lines[1:])
    if not kind or KEY.sub("", heading):
        raise cell.error(f'wants one of {", ".join(KEYS)} as key="value", not: {heading.strip()}')
    unknown = [key for key in keys if key not in KEYS[kind]]
    if unknown or keys.get("caught", HIDDEN) != HIDDEN:
        key = unknown[0] if unknown else "caught"
        allowed = ", ".join(KEYS[kind].values()) or "no other key"
        raise cell.error(f'{key}="{keys[key]}" is unknown in a cell with {kind}=; it may have {allowed}')
    if kind != "equivalent" and not LABEL.fullmatch(cell.label):
        raise cell.error(f"the label {cell.label!r} should be kebab-case, such as sign-wrong")
    return cell


def _mistake(cell: _Cell, answers: dict[str, _Answer], head: _Cell) -> Mistake:
    message, begin = _comment(cell)
    answer = _answer(cell, begin, answers)
    free, _, example = cell.keys.get("free", "").partition("=")
    source = re.sub(rf"\b{free}\b", example, answer.source) if free else answer.source
    return Mistake(
        cell.label,
        message,
        source,
        head.label,
        head.keys["name"],
        visible="caught" not in cell.keys,
        base="" if free else answer.base,  # a number to solve for is not composed
        edits=() if free else answer.edits,
        free=free,
        template=answer.source if free else "",
        example=example,
    )


def _equivalent(cell: _Cell, exercise: str) -> Equivalent:
    reason, begin = _comment(cell)
    marked = [line for line in cell.lines[begin:] if line]
    if not marked or any(line[:2] not in ("- ", "+ ") for line in marked):
        raise cell.error(
            "wants a reason as a comment, then the lines of the mutant that begin with '- ' and '+ '"
        )
    old, new = ("; ".join(line[2:] for line in marked if line[0] == sign) for sign in "-+")
    return Equivalent(cell.label, old, new, reason, exercise)


def _comment(cell: _Cell) -> tuple[str, int]:
    """The comment that a cell begins with, as one line, and the number of lines that it takes."""
    end = next((i for i, line in enumerate(cell.lines) if not line.startswith("#")), len(cell.lines))
    text = " ".join(line.removeprefix("#").strip() for line in cell.lines[:end])
    if not text:
        raise cell.error(
            "begins with no comment: a mistake says what is wrong, an equivalent mutant why it is right"
        )
    return text, end


def _answer(cell: _Cell, begin: int, answers: dict[str, _Answer]) -> _Answer:
    """The answer that a cell holds from a line on, written out or as a patch; kept for those that edit it."""
    if cell.label in answers:
        raise cell.error(f"the label {cell.label} is used twice in this file")
    text = "\n".join(cell.lines[begin:]).strip("\n")
    if not text:
        raise cell.error("holds no answer")
    if base := cell.keys.get("edits"):
        if base not in answers:
            raise cell.error(f"edits {base!r}, which is no answer above it{nearest(base, answers)}")
        source = answers[base].source
        edits = _edits(cell, begin, source.splitlines())
        answers[cell.label] = _Answer(edited(source, edits), base, edits)
    else:
        answers[cell.label] = _Answer(text + "\n")
    return answers[cell.label]


def _edits(cell: _Cell, begin: int, base: list[str]) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    for line, block in _blocks(cell, begin):
        found = list(_block_edits(block, _place(cell, line, block, base)))
        if not found or not disjoint([*edits, *found]):
            raise cell.error("this block changes nothing, or lines that a block above it changes", line)
        edits += found
    return tuple(edits)


def _blocks(cell: _Cell, begin: int) -> Iterator[tuple[int, list[str]]]:
    """Number of the first line below the heading, and the lines, of each block of a patch."""
    block: list[str] = []
    for number, line in enumerate([*cell.lines[begin:], ""], start=begin + 1):
        if line:
            if line[0] not in "-+ " or line[1:2] not in ("", " "):
                raise cell.error("a line of a patch begins with '- ', '+ ' or two spaces", number)
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _place(cell: _Cell, line: int, block: list[str], base: list[str]) -> int:
    """Where the lines of a block that are not new begin in the answer that it changes."""
    old = [text[2:] for text in block if text[0] != "+"]
    places = [i for i in range(len(base) - len(old) + 1) if old and base[i : i + len(old)] == old]
    if len(places) != 1:
        fits = f"in {len(places)} places" if places else "nowhere"
        raise cell.error(f"this block fits {fits} in {cell.keys['edits']!r}; it should fit in one", line)
    return places[0]


def _block_edits(block: list[str], place: int) -> Iterator[Edit]:
    """The changes of a block, without the lines that stay."""
    old: list[str] = []
    new: list[str] = []
    for line in [*block, "  "]:
        if line[0] == "-":
            old.append(line[2:])
        elif line[0] == "+":
            new.append(line[2:])
        else:
            if old or new:
                yield Edit(place, tuple(old), tuple(new))
            place += len(old) + 1
            old, new = [], []
