"""From recognised cells to a whole notebook: the kit, with the student's answers and own cells in it.

Everything but answers and the student's own cells comes from the kit, in the kit's order. An own cell stays
behind the cell that it followed, unless an answer that it preceded needs it earlier.
"""

from bisect import bisect_left
from dataclasses import replace
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake.additions import additions
from pixgrad.marking.intake.borrowing import borrow
from pixgrad.marking.intake.matching import SubmittedCell
from pixgrad.marking.intake.released import Original, key_of, originals, squeezed
from pixgrad.marking.intake.work import Rebuilding
from pixgrad.marking.kit import Kit
from pixgrad.marking.sanitise import inert
from pixgrad.notebook.names import without_magics
from pixgrad.notebook.needs import needed

MAKERS = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
BELIEVED_NOT = ("grade", "points", "solution", "locked")


def rebuild(cells: list[SubmittedCell], kit: Kit) -> tuple[NotebookNode, list[Finding]]:
    """Return the whole notebook of a submission, and what had to be mended."""
    work = Rebuilding(kit, cells, originals(kit))
    work.groups = {key: [] for key in work.originals}
    for cell in cells:
        (work.own if cell.key is None else work.groups[cell.key]).append(cell)
    for key, group in work.groups.items():
        _look_at(work, work.originals[key], group)
    _look_at_order(work)
    for original in work.originals.values():
        if original.role == "answer":
            _find_elsewhere(work, original)
    borrow(work)
    return _assemble(work), work.findings()


def _look_at(work: Rebuilding, original: Original, group: list[SubmittedCell]) -> None:
    """Decide what counts of the cells recognised as one cell of the kit, and note what happened to it."""
    if original.role == "other":
        _look_at_text(work, original, group)
        return
    if not group:
        newer = original.key in work.kit.newer
        work.note(FindingKind.NEWER_CELL if newer else FindingKind.DELETED_CELL, original.key)
    if len(group) > 1:
        work.note(FindingKind.COPIED_CELL, original.key)
    if group and not any("grade_id" in cell.claims for cell in group):
        work.note(FindingKind.LOST_METADATA, original.key)
    meta = work.kit.cells[original.key].metadata.nbgrader
    for cell in group:
        if cell.kind != original.kind:
            work.note(FindingKind.RETYPED_CELL, original.key)
        claimed = {name: cell.claims[name] for name in BELIEVED_NOT if name in cell.claims}
        if any(value != meta.get(name) for name, value in claimed.items()) and not _was_so(
            work.kit, original.key, claimed
        ):
            work.note(FindingKind.CHANGED_METADATA, original.key)
    if original.role == "answer":
        _choose(work, original, group)
    else:
        _restore(work, original, group)


def _was_so(kit: Kit, key: str, claimed: dict[str, Any]) -> bool:
    """Tell whether a cell claims what the course itself said of it before: other points, nothing else."""
    meta = kit.cells[key].metadata.nbgrader
    earlier = {old.points for name, old in kit.earlier if name == key}
    return all(
        value in earlier if name == "points" else value == meta.get(name) for name, value in claimed.items()
    )


def _look_at_text(work: Rebuilding, original: Original, group: list[SubmittedCell]) -> None:
    """Keep a student's version of text and pictures; what was added to pictures may be an answer.

    Text that has become code is a cell of the student's own.
    """
    reused = [
        cell
        for cell in group
        if cell.kind == "code" != original.kind and squeezed(cell.source) != original.text
    ]
    work.own += [replace(cell, key=None) for cell in reused]
    group = [cell for cell in group if cell not in reused]
    if group:
        work.counted[original.key] = group[-1]
    for cell in group:
        if cell.kind == "code" and (more := additions(cell.source, original.source)):
            work.aside.append(SubmittedCell(cell.place, "code", more))


def _choose(work: Rebuilding, original: Original, group: list[SubmittedCell]) -> None:
    """Let the last copy that answers count, else the last that was touched; the others become own cells."""
    touched = [cell for cell in group if not original.is_untouched(cell.source)]
    answering = [cell for cell in touched if _answers(original, cell)]
    chosen = next(reversed(answering or touched or group), None)
    if chosen in touched:
        work.counted[original.key] = chosen
    elif chosen is not None:
        work.counted[original.key] = replace(chosen, source=original.source)  # it may be an earlier form
    work.own += [replace(cell, key=None) for cell in touched if cell is not chosen]


def _restore(work: Rebuilding, original: Original, group: list[SubmittedCell]) -> None:
    """Note that a locked cell was edited, and keep what a student defined in it as an own cell."""
    whole = work.kit.cells[original.key].source
    for cell in group:
        if squeezed(cell.source) in (original.text, squeezed(whole)):
            continue
        if original.is_untouched(cell.source):
            work.note(FindingKind.NEWER_CELL, original.key)
            continue
        work.note(FindingKind.EDITED_CELL, original.key)
        if more := additions(cell.source, whole):
            place = cell.place + (0.5 if original.role == "given" else -0.5)
            work.own.append(SubmittedCell(place, "code", more))


def _look_at_order(work: Rebuilding) -> None:
    """Note which cells would have to be moved to bring the others into the kit's order."""
    keys = [key for key, original in work.originals.items() if original.role != "other" and work.groups[key]]
    staying = _longest_rise([work.groups[key][-1].place for key in keys])
    for place, key in enumerate(keys):
        if place not in staying:
            work.note(FindingKind.MOVED_CELL, key)


def _longest_rise(values: list[float]) -> set[int]:
    """Return the indices of a longest rising subsequence.

    The blocks that `difflib.SequenceMatcher` finds are no longest rise: of the first four it keeps one.

    >>> sorted(_longest_rise([2, 1, 3, 0]))
    [1, 2]
    >>> sorted(_longest_rise([5, 1, 2, 9, 3]))
    [1, 2, 4]
    """
    ends: list[float] = []  # smallest last value of a rise of each length
    holders: list[list[int]] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        chain = [*(holders[length - 1] if length else []), index]
        ends[length:] = [value, *ends[length + 1 :]]
        holders[length:] = [chain, *holders[length + 1 :]]
    return set(holders[-1]) if holders else set()


def _answers(original: Original, cell: SubmittedCell) -> bool:
    return original.is_answered_by(cell.source, cell.names)


def _find_elsewhere(work: Rebuilding, original: Original) -> None:
    """Take what binds the names asked for from other cells, if the answer cell does not answer."""
    present = work.counted.get(original.key)
    if not original.asked or (present is not None and _answers(original, present)):
        return
    answers = [cell for key, cell in work.counted.items() if work.originals[key].role == "answer"]
    pool = sorted([*work.own, *work.aside, *answers], key=lambda cell: cell.place)
    chosen: list[SubmittedCell] = []
    open_names = set(original.asked)
    for cell in reversed([cell for cell in pool if cell.kind == "code" and _answers(original, cell)]):
        if open_names & cell.names.bound:
            chosen.insert(0, cell)
            open_names -= cell.names.bound
    if not chosen:
        return
    work.note(FindingKind.MOVED_ANSWER, original.key)
    sources = [cell.source for cell in chosen]
    joined = sources[0] if len(sources) == 1 else "\n\n".join(map(without_magics, sources))
    work.counted[original.key] = SubmittedCell(chosen[-1].place, "code", joined, key=original.key)
    work.own = [cell for cell in work.own if cell not in chosen]
    if present is not None and present.kind == "code" and squeezed(present.source) != original.text:
        work.own.append(replace(present, key=None))  # a helper, or the file that the answer imports


def _assemble(work: Rebuilding) -> NotebookNode:
    followers = _followers(work)
    nb = work.kit.blank()
    cells: list[NotebookNode] = [_own_cell(cell) for cell in followers[None]]
    for cell in nb.cells:
        key = key_of(cell)
        if key in work.counted:
            cell.source = _source(work.counted[key], cell)
        cells += [cell, *(_own_cell(own) for own in followers[key])]
    for number, cell in enumerate(cells):
        if not cell.id:
            cell.id = f"own-{number}"
    nb.cells = cells
    return nb


def _source(counted: SubmittedCell, cell: NotebookNode) -> str:
    """The student's version of a cell; HTML in text that is not the course's own is put out of action."""
    changed = cell.cell_type != "code" and squeezed(counted.source) != squeezed(cell.source)
    return inert(counted.source) if changed else counted.source


def _own_cell(cell: SubmittedCell) -> NotebookNode:
    node = MAKERS[cell.kind](cell.source if cell.kind == "code" else inert(cell.source))
    node.id = ""
    return node


def _followers(work: Rebuilding) -> dict[str | None, list[SubmittedCell]]:
    """Return a student's own cells by the cell of the kit that they stand behind."""
    keys: list[str | None] = [None, *work.originals]
    rank = {key: place for place, key in enumerate(keys)}
    recognised = [cell for cell in work.cells if cell.key is not None]
    places = [cell.place for cell in recognised]
    behind = {id(cell): rank[_anchor(recognised, places, cell)] for cell in work.own}
    for key, answer in work.counted.items():
        if work.originals[key].role == "answer":
            late = [own for own in work.own if own.place < answer.place and behind[id(own)] >= rank[key]]
            for helper in needed([answer], [cell for cell in late if cell.kind == "code"]):
                behind[id(helper)] = rank[key] - 1
    followers: dict[str | None, list[SubmittedCell]] = {key: [] for key in keys}
    for cell in sorted(work.own, key=lambda cell: cell.place):
        followers[keys[behind[id(cell)]]].append(cell)
    return followers


def _anchor(recognised: list[SubmittedCell], places: list[float], own: SubmittedCell) -> str | None:
    before = bisect_left(places, own.place)
    return recognised[before - 1].key if before else None
