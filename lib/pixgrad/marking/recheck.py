"""Checking a notebook again: only exercises are run whose answer changed, or something that it needs."""

import ast
import copy
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.findings import Finding
from pixgrad.marking.judging import STUB, UNANSWERED
from pixgrad.marking.kept_results import KeptResult, KeptResults
from pixgrad.marking.kit import Exercise
from pixgrad.marking.self_check import Checked, Opened, open_notebook, run
from pixgrad.marking.verdict import Result
from pixgrad.marking.versions import own_code, versions
from pixgrad.notebook.cells import grade_id_of, is_check, is_explore
from pixgrad.notebook.names import parsed, without_magics
from pixgrad.notebook.needs import Code, needed

CHANGED = "not looked at since it changed"


@dataclass(frozen=True)
class Rechecked:
    """A student's notebook after a check of what had changed.

    Attributes
    ----------
    checked : Checked
        With the results of all exercises.
    keys : dict of str to str
        For each exercise, by its label, a digest of all that its result depends on.
    since : dict of str to float
        When the notebook was saved in which each answered exercise was first seen as it is now.
    ran : frozenset of str
        Labels of the exercises that were run now.
    """

    checked: Checked
    keys: dict[str, str]
    since: dict[str, float]
    ran: frozenset[str]


def recheck(path: Path, limits: Limits, kept: KeptResults, run_now: bool = True) -> Rechecked:
    """Check a notebook as `pixgrad.marking.self_check.check` does, but run only what has no kept result.

    An exercise is run with the cells above it that it needs: those that bind what its answer and its check
    read, directly or by way of others. An answer cell that is as it was handed out is not run at all. Where
    Python could not get as far as an exercise, its result is not kept. Without `run_now`, nothing is run, and
    an exercise without a kept result is told as not run.

    Raises
    ------
    UsageError
        If the path is no file.
    PixgradError
        If the file is no notebook, or has no checks.
    """
    opened = open_notebook(path)
    saved = path.stat().st_mtime
    cells = {exercise.label: _cells_of(opened.nb, exercise) for exercise in opened.exercises}
    keys = {each.label: _key(opened, each, cells[each.label], limits) for each in opened.exercises}
    found = {label: known for label, key in keys.items() if (known := kept.get(key)) is not None}
    results = {label: known.result for label, known in found.items()}
    results |= {each.label: _untouched(each) for each in opened.exercises if _is_untouched(opened, each)}
    todo = tuple(exercise for exercise in opened.exercises if exercise.label not in results)
    cut: list[Finding] = []
    if todo and run_now:
        part = _only(opened, {place for exercise in todo for place in cells[exercise.label]})
        cut = run(part, limits)
        new = part.judged(todo)
        found |= _keep(kept, {keys[result.label]: KeptResult(result, saved) for result in new})
        results |= {result.label: result for result in new}
    results = {each.label: _unknown(each) for each in todo} | results
    checked = opened.checked(tuple(results[each.label] for each in opened.exercises), cut)
    since = {label: known.at for label, known in found.items() if results[label].outcome != "unanswered"}
    return Rechecked(checked, keys, since, frozenset(exercise.label for exercise in todo))


def _cells_of(nb: NotebookNode, exercise: Exercise) -> list[int]:
    """Places of the cells that an exercise needs, its own among them, in order."""
    mine = {*exercise.answers, *exercise.checks}
    own = [place for place, cell in enumerate(nb.cells) if grade_id_of(cell) in mine]
    above = [
        place
        for place, cell in enumerate(nb.cells[: max(own, default=0)])
        if cell.cell_type == "code" and place not in own and not is_check(cell) and not is_explore(cell)
    ]
    codes = [Code(nb.cells[place].source) for place in above]
    wanted = {id(code) for code in needed([Code(nb.cells[place].source) for place in own], codes)}
    return sorted([*own, *(place for place, code in zip(above, codes, strict=True) if id(code) in wanted)])


def _key(opened: Opened, exercise: Exercise, places: list[int], limits: Limits) -> str:
    cells = [(grade_id_of(cell), cell.source) for cell in (opened.nb.cells[place] for place in places)]
    blanks = [opened.blanks.get(grade_id) for grade_id in exercise.answers]
    parts = (
        opened.slug,
        opened.whole,
        exercise,
        cells,
        blanks,
        limits,
        sorted(versions().items()),
        own_code(),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _is_untouched(opened: Opened, exercise: Exercise) -> bool:
    """Whether each answer cell is as it was handed out, or a stub where nobody knows how that was."""
    sources = {grade_id_of(cell): cell.source for cell in opened.nb.cells}
    return bool(exercise.answers) and all(
        sources.get(grade_id, "").strip() == opened.blanks[grade_id].strip()
        if grade_id in opened.blanks
        else is_stub(sources.get(grade_id, ""))
        for grade_id in exercise.answers
    )


def is_stub(source: str) -> bool:
    """Tell whether a cell, or each function that it defines, does nothing but raise NotImplementedError.

    >>> is_stub("size = None\\nraise NotImplementedError()")
    True
    >>> is_stub("def f(x):\\n    raise NotImplementedError()")
    True
    >>> is_stub("def f(x):\\n    return x\\n    raise NotImplementedError()")
    False
    """
    tree = parsed(without_magics(source))
    if tree is None:
        return False
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    bodies = [node.body[bool(ast.get_docstring(node)) :] for node in functions]
    return any(map(_is_raised, tree.body)) or (
        bool(bodies) and all(len(body) == 1 and _is_raised(body[0]) for body in bodies)
    )


def _is_raised(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Raise) and STUB in ast.unparse(statement)


def _keep(kept: KeptResults, new: dict[str, KeptResult]) -> dict[str, KeptResult]:
    """Keep new results by their keys; returns, by label, those that are worth keeping."""
    lasting = {key: each for key, each in new.items() if each.result.outcome != "not-run"}
    for key, each in lasting.items():
        kept.put(key, each)
    kept.forget_oldest()
    return {each.result.label: each for each in lasting.values()}


def _unknown(exercise: Exercise) -> Result:
    return Result(exercise.label, exercise.points, 0.0, "not-run", CHANGED, told=CHANGED)


def _untouched(exercise: Exercise) -> Result:
    return Result(exercise.label, exercise.points, 0.0, "unanswered", UNANSWERED, told=UNANSWERED)


def _only(opened: Opened, places: set[int]) -> Opened:
    """The notebook with these of its code cells only."""
    nb = copy.deepcopy(opened.nb)
    nb.cells = [cell for place, cell in enumerate(nb.cells) if cell.cell_type != "code" or place in places]
    return replace(opened, nb=nb)
