"""A file for a learning platform, and what a person should know about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pixgrad.export.roster import Match, Roster, listed, written
from pixgrad.marking.kit import Kit


@dataclass(frozen=True)
class PlatformFile:
    """A file for a platform, and what a person should know about it.

    Attributes
    ----------
    rows : list of list of str
        The file, its headings first.
    advice : str
        What to choose on the platform.
    remarks : tuple of str
        Who is not in it, or keeps another grade.
    separator : str
        What stands between two cells: what the platform has written itself.
    """

    rows: list[list[str]]
    advice: str
    remarks: tuple[str, ...]
    separator: str

    @property
    def text(self) -> str:
        """The file as CSV."""
        return written(self.rows, self.separator)


def separator_name(separator: str) -> str:
    """Return what Moodle calls a separator."""
    return {",": "comma", ";": "semicolon", "\t": "tab"}[separator]


def most_points(kit: Kit) -> float:
    """Points of all exercises together."""
    return sum(exercise.points for exercise in kit.exercises)


def about(what: str, names: Iterable[str]) -> tuple[str, ...]:
    """A remark about some students, if there are any."""
    names = list(names)
    return (f"{what} ({len(names)}): {listed(names, most=None)}",) if names else ()


def about_matches(roster: Roster, matched: Match) -> tuple[str, ...]:
    """Remarks on how students were found in a roster, and on who was not."""
    where = f"column {roster.header[matched.column]!r} of {roster.name}"
    return (
        f"students are matched by {where}",
        *about(f"marked, but not in {where}, so NOT in the file", matched.unknown),
        *about("of these, ids that are there but for leading zeros, which spreadsheets drop", matched.zeros),
    )
