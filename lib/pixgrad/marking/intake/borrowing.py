"""What an answer needs of cells that are not run: pictures, with what a student has put into them."""

import builtins

from pixgrad.marking.findings import FindingKind
from pixgrad.marking.intake.additions import binding
from pixgrad.marking.intake.matching import SubmittedCell
from pixgrad.marking.intake.released import squeezed
from pixgrad.marking.intake.work import Rebuilding
from pixgrad.notebook.names import names_of
from pixgrad.notebook.needs import needed

ALWAYS = frozenset({*dir(builtins), "__name__", "display", "get_ipython"})


def borrow(work: Rebuilding) -> None:
    """Run, as cells of the student's own, what answers read and nothing binds but cells that are not run."""
    pictures = [
        (key, group[-1])
        for key, group in work.groups.items()
        if group
        and work.originals[key].role == "other"
        and work.originals[key].kind == group[-1].kind == "code"
    ]
    known = set(ALWAYS | _bound_by_what_is_run(work))
    for key, answer in work.counted.items():
        original = work.originals[key]
        if original.role == "answer" and squeezed(answer.source) != original.text:
            _borrow_for(work, answer, pictures, known)


def _bound_by_what_is_run(work: Rebuilding) -> frozenset[str]:
    given = [names_of(each.source) for each in work.originals.values() if each.role in ("given", "check")]
    answers = [cell.names for key, cell in work.counted.items() if work.originals[key].role == "answer"]
    own = [cell.names for cell in work.own if cell.kind == "code"]
    return frozenset(name for names in (*given, *answers, *own) for name in names.bound)


def _borrow_for(
    work: Rebuilding, answer: SubmittedCell, pictures: list[tuple[str, SubmittedCell]], known: set[str]
) -> None:
    helpers = needed([answer], [cell for cell in work.own if cell.kind == "code"])
    wanted = {name for cell in (answer, *helpers) for name in cell.names.read} - known
    for key, picture in reversed(pictures):
        source, still = binding(picture.source, wanted, known)
        if source:
            place = min(picture.place, answer.place - 0.25)
            taken = SubmittedCell(place, "code", source)
            work.own.append(taken)
            work.note(FindingKind.TAKEN_NAMES, key)
            known |= taken.names.bound
            wanted = still - known
