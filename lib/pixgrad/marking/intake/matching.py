"""Which cell of a notebook is which cell of the kit, also when the notebook's metadata is lost or made up.

The rules are tried in turn; each looks at the cells that no rule before it has recognised, in a time that
grows with their number and no faster: a notebook may have thousands. Several cells of a notebook may turn out
to be the same cell of the kit; `pixgrad.marking.intake.rebuild` says which one counts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from nbformat import NotebookNode

from pixgrad.marking.intake.released import Original, squeezed
from pixgrad.notebook.names import Names, names_of, parsed

LEAST_SHARE = 0.5  # share of common lines from which an edited cell is recognised
EXERCISE = re.compile(r"exercise\s*=\s*[\"']([a-z0-9-]+)[\"']")


@dataclass
class SubmittedCell:
    """A cell of a submission.

    Attributes
    ----------
    place : float
        Where it stands in the submission; what was taken out of a cell stands half a step beside it.
    claims : dict
        Its nbgrader metadata, made up or not.
    key : str or None
        Which cell of the kit it is; None for a student's own cell.
    """

    place: float
    kind: str
    source: str
    claims: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    key: str | None = None

    @cached_property
    def names(self) -> Names:
        """What it binds and reads; a cell's source never changes."""
        return names_of(self.source)


Rule = Callable[[SubmittedCell, "Known"], str | None]


@dataclass
class Known:
    """The kit's cells, and the submission's cells as far as they are recognised."""

    originals: Mapping[str, Original]
    cells: list[SubmittedCell]
    taken: set[str] = field(default_factory=set)  # cells of the kit that have been found

    def recognise(self, cell: SubmittedCell, key: str | None) -> None:
        """Remember which cell of the kit a cell is."""
        if key is not None:
            cell.key = key
            self.taken.add(key)

    @cached_property
    def by_text(self) -> dict[str, list[str]]:
        """The cells of the kit by what was handed out, in reading order."""
        found: dict[str, list[str]] = {}
        for key, original in self.originals.items():
            found.setdefault(original.text, []).append(key)
        return found

    def missing(self) -> Iterator[Original]:
        """Yield the cells of the kit that have not been found, in reading order."""
        return (original for key, original in self.originals.items() if key not in self.taken)


def match(nb: NotebookNode, originals: Mapping[str, Original]) -> list[SubmittedCell]:
    """Return the cells of a submission, each with the cell of the kit that it is."""
    cells = [
        SubmittedCell(place, cell.cell_type, cell.source, cell.metadata.get("nbgrader", {}), cell.id)
        for place, cell in enumerate(nb.cells)
    ]
    known = Known(originals, cells)
    rules: tuple[Rule, ...] = (by_claim, by_id, by_source, by_asked_names, by_lines)
    for rule in rules:
        for cell in cells:
            if cell.key is None:
                known.recognise(cell, rule(cell, known))
    by_neighbours(known)
    return cells


def by_claim(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell by its nbgrader metadata."""
    claim = cell.claims.get("grade_id")
    return str(claim) if claim in known.originals else None


def by_id(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell by its id, which JupyterLab keeps when metadata is lost."""
    return cell.id if cell.id in known.originals else None


def by_source(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise a cell that is as it was handed out; of several alike the first that has not been found."""
    text = squeezed(cell.source)
    keys = known.by_text.get(text, []) if text else []
    return next((key for key in keys if key not in known.taken), keys[0] if keys else None)


def by_asked_names(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise an answer by the names that it binds, if the answer cell has not been found."""
    missing = [each for each in known.missing() if each.role == "answer" and each.asked]
    if not missing or (cell.kind != "code" and parsed(cell.source) is None):
        return None
    bound = cell.names.bound
    return next((each.key for each in missing if each.asked & bound), None)


def by_lines(cell: SubmittedCell, known: Known) -> str | None:
    """Recognise an edited check by its label, any other cell but an answer by most of its lines."""
    lines = _lines(cell.source)
    if not lines:
        return None
    labels = _labels(cell.source)
    best, share = None, LEAST_SHARE
    for each in known.missing():
        if each.role == "check" and labels & _kits_labels(each.source):
            return each.key
        common = _share(lines, _kits_lines(each.source)) if each.role != "answer" else 0.0
        if common > share:
            best, share = each.key, common
    return best


def by_neighbours(known: Known) -> None:
    """Recognise answers by their place: code that is alone where one answer alone is missing."""
    keys = list(known.originals)
    for before, gap, after in _gaps(known.cells):
        code = [cell for cell in gap if cell.kind == "code" and cell.source.strip()]
        if len(code) != 1:
            continue
        first = keys.index(before) + 1 if before is not None else 0
        last = keys.index(after) if after is not None else len(keys)
        between = set(keys[first:last])
        missing = [each.key for each in known.missing() if each.key in between and each.role == "answer"]
        if len(missing) == 1:
            known.recognise(code[0], missing[0])


def _gaps(cells: list[SubmittedCell]) -> Iterator[tuple[str | None, list[SubmittedCell], str | None]]:
    """Yield the runs of cells that are not recognised, each between the keys of its neighbours.

    >>> found = SubmittedCell(1, "code", "y", key="a")
    >>> cells = [SubmittedCell(0, "code", "x"), found, SubmittedCell(2, "code", "z")]
    >>> [(before, len(gap), after) for before, gap, after in _gaps(cells)]
    [(None, 1, 'a'), ('a', 1, None)]
    """
    before: str | None = None
    gap: list[SubmittedCell] = []
    for cell in cells:
        if cell.key is None:
            gap.append(cell)
            continue
        if gap:
            yield before, gap, cell.key
        before, gap = cell.key, []
    if gap:
        yield before, gap, None


def _labels(source: str) -> frozenset[str]:
    return frozenset(EXERCISE.findall(source))


def _lines(source: str) -> frozenset[str]:
    return frozenset(stripped for line in source.splitlines() if len(stripped := line.strip()) > 1)


# Of cells of the kit, which are the same for a whole class.
_kits_labels, _kits_lines = lru_cache(maxsize=1024)(_labels), lru_cache(maxsize=1024)(_lines)


def _share(lines: frozenset[str], others: frozenset[str]) -> float:
    return len(lines & others) / max(len(lines), len(others), 1)
