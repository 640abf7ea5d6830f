"""From the bytes of a submission to a notebook that can be executed, and the list of what was unusual.

Nothing of a submission is executed or rendered here.

``python``     what the source of a cell binds and reads;
``released``   what students were handed out;
``matching``   which cell of a submission is which cell of the kit;
``rebuild``    the kit with the student's answers and own cells in it;
``reaching``   what of their code a person may want to look at.
"""

from nbformat import NotebookNode

from pixgrad.marking.findings import Finding
from pixgrad.marking.intake.matching import match
from pixgrad.marking.intake.reaching import look_for_reaches
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.intake.rebuild import rebuild
from pixgrad.marking.intake.released import originals
from pixgrad.marking.kit import Kit
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.sanitise import plain
from pixgrad.notebook.cells import is_check

LONGEST_REASON = 500


def admit(payload: bytes, kit: Kit) -> tuple[NotebookNode, list[Finding]]:
    """Turn the bytes of a submission into a notebook with all cells of the kit, in the kit's order.

    Where several cells could be the answer to an exercise, the last counts that binds a name which the
    exercise asks for and is not what was handed out; if none does, the last that was touched.

    Raises
    ------
    Unreadable
        With a sentence for the student.
    """
    nb, findings = read(payload)
    try:
        whole, more = rebuild(match(nb, originals(kit)), kit)
        more += look_for_reaches(whole, kit)
    except (
        Exception
    ) as error:  # a fault of ours must not end a batch; the instructor sees the name of the error
        raise Unreadable(f"the notebook is damaged beyond repair ({type(error).__name__})") from error
    return whole, [*findings, *more]


def blank_with_reason(kit: Kit, reason: str) -> NotebookNode:
    """Return the untouched notebook, every check failed for one reason."""
    nb = kit.blank()
    for cell in nb.cells:
        if is_check(cell):
            settle(cell, error_output("NotRun", plain(reason, LONGEST_REASON)))
    return nb
