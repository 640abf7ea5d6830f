"""An assignment as students have it: what each cell of the kit looked like when it was handed out."""

import builtins
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from nbformat import NotebookNode

from pixgrad.marking.kit import Kit
from pixgrad.notebook.cells import grade_id_of, role_of
from pixgrad.notebook.marks import visible_part
from pixgrad.notebook.names import Names, names_of


@dataclass(frozen=True)
class Original:
    """A cell of the kit, as students have it.

    Attributes
    ----------
    key : str
        Its grade id, or the cell id of a cell that nbgrader does not know.
    role : str
        ``answer``, ``check``, ``given``, or ``other`` (text, hints, pictures).
    kind : str
        ``code``, ``markdown`` or ``raw``.
    source : str
        Without hidden tests.
    asked : frozenset of str
        The names that an answer is to bind; empty for every other role.
    earlier : frozenset of str
        Other sources that were handed out for it before, for comparing.
    """

    key: str
    role: str
    kind: str
    source: str
    asked: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        """The source for comparing."""
        return squeezed(self.source)

    def is_answered_by(self, source: str, names: Names) -> bool:
        """Tell whether a source is an answer: not what was handed out, and binding a name asked for."""
        if self.asked and not self.asked & names.bound:
            return False
        return not self.is_untouched(source)

    def is_untouched(self, source: str) -> bool:
        """Tell whether a source is what was handed out, now or before."""
        return (text := squeezed(source)) == self.text or text in self.earlier


def squeezed(source: str) -> str:
    """Return a source without what editors change by themselves: space at the ends of lines and of the cell.

    Nor does it have the first line by which Databricks says that a cell is Python.

    >>> squeezed("%python\\na  \\r\\n\\n b \\n")
    'a\\n\\n b'
    """
    text = "\n".join(line.rstrip() for line in source.replace("\r\n", "\n").split("\n"))
    return text.strip().removeprefix("%python\n").strip()


@lru_cache(maxsize=4)
def originals(kit: Kit) -> dict[str, Original]:
    """Return the cells of a kit by key, in reading order."""
    found = {key_of(cell): _original(cell, kit) for cell in kit.blank().cells}
    unclear = [exercise for exercise in kit.exercises if not _asked(found, exercise.answers)]
    for exercise in unclear:
        names = _read_by_checks(kit, exercise.checks, found)
        for grade_id in exercise.answers:
            found[grade_id] = replace(found[grade_id], asked=names)
    return found


def key_of(cell: NotebookNode) -> str:
    """Return what names a cell of a kit."""
    return grade_id_of(cell) or str(cell.id)


def _original(cell: NotebookNode, kit: Kit) -> Original:
    role = role_of(cell) if role_of(cell) in ("answer", "check", "given") else "other"
    source = visible_part(cell.source) if role == "check" else cell.source
    asked = names_of(cell.source).bound if role == "answer" else frozenset()
    earlier = frozenset(squeezed(old.source) for key, old in kit.earlier if key == key_of(cell))
    return Original(key_of(cell), role, cell.cell_type, source, asked, earlier)


def _asked(found: dict[str, Original], keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for key in keys for name in found[key].asked)


def _read_by_checks(kit: Kit, checks: tuple[str, ...], found: dict[str, Original]) -> frozenset[str]:
    """Return the names that checks read and no given cell and no other exercise binds."""
    read = frozenset(name for key in checks for name in names_of(kit.cells[key].source).read)
    elsewhere = (names_of(each.source).bound for each in found.values() if each.role in ("given", "answer"))
    return read.difference(dir(builtins), *elsewhere)
