"""Cells that came or went after submissions were marked: nbgrader refuses that, so this adapts its gradebook.

Marks of all other cells stay as they are, manual ones too. What goes with a dropped exercise is written down.
"""

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
)

from pixgrad.classroom.changes import now
from pixgrad.marking.kit import Kit
from pixgrad.notebook.cells import points_of
from pixgrad.pages.grade_file import number
from pixgrad.pages.standing import Change

KINDS: tuple[tuple[type[Any], Any], ...] = ((GradeCell, utils.is_grade), (SolutionCell, utils.is_solution))


def adapt(gradebook: Gradebook, kit: Kit) -> list[Change]:
    """Give the gradebook the cells of a kit, and each submission an entry for each of them.

    Nothing is committed: the caller first writes down what will be gone.

    Returns
    -------
    list of Change
        Who loses marks, or a comment, by a cell that is no more.
    """
    try:
        notebook = gradebook.find_notebook(kit.slug, kit.slug)
    except MissingEntry:
        return []
    if not notebook.submissions:
        return []  # nbgrader itself makes the notebook anew
    lost: list[Change] = []
    for kind, belongs in KINDS:
        wanted = {name: cell for name, cell in kit.cells.items() if belongs(cell)}
        there = {cell.name: cell for cell in notebook._base_cells if isinstance(cell, kind)}
        for name in there.keys() - wanted.keys():
            lost += _drop(gradebook, there[name])
        for name in wanted.keys() - there.keys():
            _add(gradebook, notebook, kind, name, wanted[name])
    _adapt_sources(gradebook, notebook, kit.cells)
    return sorted(lost, key=lambda change: (change.student, change.exercise))


def _drop(gradebook: Gradebook, cell: BaseCell) -> list[Change]:
    entries: list[Any] = []
    for kind in (Grade, Comment):
        entries += gradebook.db.query(kind).filter(kind.cell_id == cell.id)
    lost = [_loss(entry) for entry in entries if isinstance(entry, Grade) or entry.manual_comment]
    for entry in [*entries, cell]:
        gradebook.db.delete(entry)
    return lost


def _loss(entry: Any) -> Change:
    exercise = entry.name.removesuffix("-check").removesuffix("-answer")
    if isinstance(entry, Comment):
        why = f"the course dropped it; the comment was: {entry.manual_comment}"
        return Change(now(), entry.student.id, exercise, "", "", why)
    by_hand = f", {number(entry.manual_score)} of them by a person" if entry.manual_score is not None else ""
    why = f"the course dropped it{by_hand}"
    return Change(now(), entry.student.id, exercise, number(entry.score), "", why)


def _add(gradebook: Gradebook, notebook: Notebook, kind: type[Any], name: str, cell: NotebookNode) -> None:
    more = {"max_score": points_of(cell), "cell_type": cell.cell_type} if kind is GradeCell else {}
    added = kind(name=name, notebook=notebook, **more)
    gradebook.db.add(added)
    gradebook.db.flush()
    for submission in notebook.submissions:
        if kind is GradeCell:
            entry = Grade(cell_id=added.id, notebook=submission, needs_manual_grade=False, auto_score=0.0)
        else:
            entry = Comment(cell_id=added.id, notebook=submission)
        gradebook.db.add(entry)


def _adapt_sources(gradebook: Gradebook, notebook: Notebook, cells: dict[str, NotebookNode]) -> None:
    there = {cell.name: cell for cell in notebook.source_cells}
    wanted = {name: cell for name, cell in cells.items() if _has_source(cell)}
    _delete(gradebook, (there[name] for name in there.keys() - wanted.keys()))
    for name in wanted.keys() - there.keys():
        cell = wanted[name]
        gradebook.db.add(
            SourceCell(name=name, notebook=notebook, cell_type=cell.cell_type, source=cell.source)
        )


def _has_source(cell: NotebookNode) -> bool:
    return bool(utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell))


def _delete(gradebook: Gradebook, entries: Iterable[Any]) -> None:
    for entry in entries:
        gradebook.db.delete(entry)
