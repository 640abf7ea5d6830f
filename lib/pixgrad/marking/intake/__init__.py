"""From the bytes of a submission to a notebook that can be executed, and the list of what was unusual.

Nothing of a submission is executed or rendered here.

``python``     what the source of a cell binds and reads;
``released``   what students were handed out;
``matching``   which cell of a submission is which cell of the kit;
``rebuild``    the kit with the student's answers and own cells in it;
``borrowing``  what an answer needs of cells that are not run;
``old_names``  code for older libraries;
``reaching``   what of their code a person may want to look at.
"""

from typing import NamedTuple

from nbformat import NotebookNode

from pixgrad.marking.findings import Finding
from pixgrad.marking.intake.matching import match
from pixgrad.marking.intake.old_names import look_for_old_names
from pixgrad.marking.intake.reaching import look_for_reaches
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.intake.rebuild import rebuild
from pixgrad.marking.intake.released import key_of, originals
from pixgrad.marking.kit import Kit
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.sanitise import plain
from pixgrad.notebook.cells import is_check, role_of

LONGEST_REASON = 500


class Completeness(NamedTuple):
    """How much of an assignment a notebook holds: the more, the greater."""

    answered: int
    recognised: int


def admit(payload: bytes, kit: Kit) -> tuple[NotebookNode, list[Finding]]:
    """Turn the bytes of a submission into a notebook with all cells of the kit, in the kit's order.

    Where several cells could be the answer to an exercise, the last counts that binds a name which the
    exercise asks for and is not what was handed out; if none does, the last that was touched.

    Raises
    ------
    Unreadable
        With a sentence for the student.
    """
    whole, _, findings = _whole(payload, kit)
    return whole, findings


def completeness(payload: bytes, kit: Kit) -> Completeness:
    """Return how many exercises of an assignment a notebook answers, and how many of its cells it has.

    Raises
    ------
    Unreadable
        If it is no notebook.
    """
    whole, recognised, _ = _whole(payload, kit)
    answers = [cell for cell in whole.cells if role_of(cell) == "answer"]
    touched = [cell for cell in answers if not originals(kit)[key_of(cell)].is_untouched(cell.source)]
    return Completeness(len(touched), len(recognised))


def _whole(payload: bytes, kit: Kit) -> tuple[NotebookNode, set[str], list[Finding]]:
    """Return the whole notebook, which cells of the kit were recognised in what came, and the findings."""
    nb, findings = read(payload)
    try:
        cells = match(nb, originals(kit))
        recognised = {cell.key for cell in cells if cell.key in kit.cells}
        whole, more = rebuild(cells, kit)
        more += [*look_for_old_names(whole), *look_for_reaches(whole, kit)]
    except (
        Exception
    ) as error:  # a fault of ours must not end a batch; the instructor sees the name of the error
        raise Unreadable(f"the notebook is damaged beyond repair ({type(error).__name__})") from error
    return whole, recognised, [*findings, *more]


def blank_with_reason(kit: Kit, reason: str) -> NotebookNode:
    """Return the untouched notebook, every check failed for one reason."""
    nb = kit.blank()
    for cell in nb.cells:
        if is_check(cell):
            settle(cell, error_output("NotRun", plain(reason, LONGEST_REASON)))
    return nb
