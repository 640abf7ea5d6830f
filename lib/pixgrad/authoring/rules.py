"""Rules of an assignment that can be read off its source and its notebooks, without running anything."""

import ast
from collections import Counter
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

from pixgrad.authoring.runner import HIDDEN, visible_part
from pixgrad.authoring.source import Cell, Source
from pixgrad.check import bank
from pixgrad.check.lock import TAUGHT
from pixgrad.errors import nearest
from pixgrad.notebook.names import needs, sets

TOTAL_POINTS = 100
RIGHT_ANSWERS = 4  # variants in the bank, besides the solution, of an answer that is code


def broken(source: Source, release: NotebookNode) -> list[str]:
    """One line for each rule that an assignment breaks; the list is empty when all is well."""
    return [
        *_labels(source),
        *_points(source),
        *_checks(source),
        *_bank(source),
        *_variants(source),
        *_leaks(source, release),
        *_lock(source, release),
    ]


def _labels(source: Source) -> Iterator[str]:
    """Labels are unique; each answer has a check and a hint; no check or hint stands alone."""
    answers = Counter(source.exercises())
    yield from (
        f"{label}: {count} answer cells share this label" for label, count in answers.items() if count > 1
    )
    for role in ("check", "hint"):
        having = {cell.exercise for cell in source.cells if cell.role == role}
        yield from (f"{label}: has no {role}" for label in answers if label not in having)
        yield from (f"{label}: a {role} without an answer" for label in sorted(having - set(answers)))
    yield from (
        f"{c.exercise}: its hint is empty" for c in source.cells if c.role == "hint" and not c.source.strip()
    )


def _points(source: Source) -> Iterator[str]:
    total = sum(cell.points for cell in source.cells)
    if total != TOTAL_POINTS:
        yield f"{source.slug}: the points add up to {total}, not {TOTAL_POINTS}"


def _checks(source: Source) -> Iterator[str]:
    defined = {cell.exercise: sets(cell.source) for cell in source.cells if cell.role == "answer"}
    for cell in source.cells:
        if cell.role == "check":
            yield from _check(cell, defined)


def _check(cell: Cell, defined: dict[str, set[str]]) -> Iterator[str]:
    """A check shows something, hides something, ends in a statement, and looks at its own answer alone."""
    visible = visible_part(cell.source)
    if not HIDDEN.search(cell.source):
        yield f"{cell.exercise}: its check has no hidden tests"
    for part in (cell.source, visible):
        if not _ends_in_statement(part):
            yield f"{cell.exercise}: its check ends in an expression; nbgrader reads a shown value as a mark"
    used = needs(cell.source)
    for exercise, names in defined.items():
        foreign = (names - defined.get(cell.exercise, set())) & used
        if exercise != cell.exercise and foreign:
            yield f"{cell.exercise}: its check uses {sorted(foreign)}, answered in {exercise}"
    for label in _exercise_labels(cell.source) - {cell.exercise}:
        yield f"{cell.exercise}: its check asks the bank for {label!r}"


def _ends_in_statement(source: str) -> bool:
    """Whether nothing is displayed at the end: no bare value, save a call of `check`, which gives None."""
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr):
        return bool(body)
    value = body[-1].value
    return isinstance(value, ast.Call) and ast.unparse(value.func).startswith("check.")


def _exercise_labels(source: str) -> set[str]:
    """Values of ``exercise=...`` in the calls of a check."""
    keywords = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword))
    return {
        str(word.value.value)
        for word in keywords
        if word.arg == "exercise" and isinstance(word.value, ast.Constant)
    }


def _bank(source: Source) -> Iterator[str]:
    """Every exercise has a known mistake; every file of the bank has its exercise."""
    known = bank.exercises(source.slug)
    covered = {each.label for each in known if each.mistakes}
    yield from (
        f"{label}: no known mistake in the bank" for label in source.exercises() if label not in covered
    )
    yield from (
        f"{bank.FOLDER / source.slug / each.label}.py:1: the notebook has no exercise {each.label}"
        f"{nearest(each.label, source.exercises())}"
        for each in known
        if each.label not in source.exercises()
    )


def _variants(source: Source) -> Iterator[str]:
    """A function or class to be written has right answers in several styles, none of which may fail."""
    known = Counter(variant.exercise for variant in bank.load(source.slug).variants)
    for cell in source.cells:
        if cell.role == "answer" and _defines(cell.source) and known[cell.exercise] < RIGHT_ANSWERS:
            count = known[cell.exercise]
            yield f"{cell.exercise}: {count} right variants in the bank, fewer than {RIGHT_ANSWERS}"


def _defines(source: str) -> bool:
    """Whether an answer is a function or a class, and not a value."""
    return any(isinstance(each, ast.FunctionDef | ast.ClassDef) for each in ast.parse(source).body)


def _leaks(source: Source, release: NotebookNode) -> Iterator[str]:
    """No solution and no hidden test stands in the release."""
    text = "\n".join(cell.source for cell in release.cells)
    for mark in ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN", "END HIDDEN"):
        if mark in text:
            yield f"{source.slug}: the release contains '{mark}'"
    shown = {line.strip() for line in text.splitlines()}
    for cell in source.cells:
        if cell.role == "check":
            hidden = "\n".join(HIDDEN.findall(cell.source))
            lines = {line.strip() for line in hidden.splitlines()} - {
                line.strip() for line in visible_part(cell.source).splitlines()
            }
            leaked = [line for line in lines if len(line) > 30 and line in shown]
            yield from (
                f"{cell.exercise}: a line of its hidden tests is in the release: {line}" for line in leaked
            )


def _lock(source: Source, release: NotebookNode) -> Iterator[str]:
    """What a notebook teaches is locked by its first code cell, and no cell that students see imports it."""
    taught = TAUGHT.get(source.slug, ())
    cells = [cell.source for cell in release.cells if cell.cell_type == "code"]
    if taught and cells and f'lock.teaches("{source.slug}")' not in cells[0]:
        yield f"{source.slug}: its first code cell lacks lock.teaches({source.slug!r})"
    for cell in cells:
        yield from (
            f"{source.slug}: a cell that students see imports {name}, which the notebook teaches"
            for name in sorted(_imported(cell) & set(taught))
        )


def _imported(source: str) -> set[str]:
    """Full names of the modules that a cell imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
