"""A submission on its way back into the form of its assignment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake.matching import SubmittedCell
from pixgrad.marking.intake.released import Original
from pixgrad.marking.kit import Kit

MOST_NAMED = 6  # cells that a finding names


@dataclass
class Rebuilding:
    """A submission on its way back into the form of its assignment.

    Attributes
    ----------
    groups : dict of str to list of SubmittedCell
        What was recognised as each cell of the kit, in the submission's order.
    own : list of SubmittedCell
        Cells that the kit does not know; they are run.
    aside : list of SubmittedCell
        What a student added to cells that are not run; looked at for answers only.
    counted : dict of str to SubmittedCell
        The cell that counts for each cell of the kit that a student may write into.
    noted : dict of FindingKind to list of str
        Names of cells, by what happened to them.
    """

    kit: Kit
    cells: list[SubmittedCell]
    originals: Mapping[str, Original]
    groups: dict[str, list[SubmittedCell]] = field(default_factory=dict)
    own: list[SubmittedCell] = field(default_factory=list)
    aside: list[SubmittedCell] = field(default_factory=list)
    counted: dict[str, SubmittedCell] = field(default_factory=dict)
    noted: dict[FindingKind, list[str]] = field(default_factory=lambda: {kind: [] for kind in FindingKind})

    def note(self, kind: FindingKind, key: str) -> None:
        """Remember to say something about a cell, once."""
        if key not in self.noted[kind]:
            self.noted[kind].append(key)

    def findings(self) -> list[Finding]:
        """Return one finding for each kind of accident."""
        return [Finding(kind, kind.sentence.format(_list(keys))) for kind, keys in self.noted.items() if keys]


def _list(keys: list[str]) -> str:
    """Return names as a part of a sentence.

    >>> _list(["a", "b"]), _list(list("abcdefghi"))
    ('a, b', 'a, b, c, d, e, f and 3 others')
    """
    rest = len(keys) - MOST_NAMED
    return ", ".join(keys[:MOST_NAMED]) + (f" and {rest} others" if rest > 0 else "")
