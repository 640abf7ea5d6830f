"""Rules of an assignment that can be read off its source and its notebooks, without running anything."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

from pixgrad.authoring import install_cell, minutes, prose
from pixgrad.authoring.reasons import questions
from pixgrad.authoring.source import Cell, Source
from pixgrad.check import bank, noted
from pixgrad.check.compare import as_numbers
from pixgrad.check.lock import TAUGHT
from pixgrad.check.own_helpers import BUILDS_ON, right_helpers
from pixgrad.errors import nearest
from pixgrad.notebook.marks import MARKS, hidden_tests, visible_part
from pixgrad.notebook.names import names_of

TOTAL_POINTS = 100
WRONG_NUMBERS = 2  # of a question for a number, whose reason is told
RIGHT_ANSWERS = 4  # variants in the bank, besides the solution, of an answer that is code


def broken(source: Source, release: NotebookNode) -> list[str]:
    """One line for each rule that an assignment breaks; the list is empty when all is well."""
    return [
        *_labels(source),
        *points(source),
        *_checks(source),
        *_reasons(source),
        *_helpers(source),
        *_bank(source),
        *_variants(source),
        *_pictures(source),
        *minutes.untrue(source),
        *prose.unclaimed(source),
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


def points(source: Source) -> Iterator[str]:
    """The points of an assignment add up to 100."""
    total = sum(cell.points for cell in source.cells)
    if total != TOTAL_POINTS:
        yield f"{source.slug}: the points add up to {total}, not {TOTAL_POINTS}"


def _checks(source: Source) -> Iterator[str]:
    defined = {cell.exercise: names_of(cell.source).bound for cell in source.cells if cell.role == "answer"}
    for cell in source.cells:
        if cell.role == "check":
            yield from _check(cell, defined)


def _check(cell: Cell, defined: dict[str, frozenset[str]]) -> Iterator[str]:
    """A check shows something, hides something, ends in a statement, and looks at its own answer alone."""
    visible = visible_part(cell.source)
    if not hidden_tests(cell.source):
        yield f"{cell.exercise}: its check has no hidden tests"
    for part in (cell.source, visible):
        if not _ends_in_statement(part):
            yield f"{cell.exercise}: its check ends in an expression; nbgrader reads a shown value as a mark"
    used = names_of(cell.source).read
    for exercise, names in defined.items():
        foreign = (names - defined.get(cell.exercise, frozenset())) & used
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


def _reasons(source: Source) -> Iterator[str]:
    """A concept question has a reason for each of its letters, or for two usual wrong numbers."""
    for cell in source.cells:
        for question in questions(cell.source) if cell.role == "check" else ():
            without = [letter for letter in question.options if not question.reasons.get(letter)]
            if without:
                yield f"{cell.exercise}: no reason for {', '.join(without)}"
            known = len(question.reasons) + sum(map(_is_number, bank.mistakes(cell.exercise)))
            if not question.options and known < WRONG_NUMBERS:
                yield f"{cell.exercise}: {known} wrong numbers with a reason, fewer than {WRONG_NUMBERS}"
            if not noted.is_question(cell.exercise):
                yield f"{cell.exercise}: the label of a question begins with {noted.QUESTION}"


def _is_number(mistake: bank.Mistake) -> bool:
    return as_numbers(mistake.value()) is not None


def _helpers(source: Source) -> Iterator[str]:
    """An exercise may build on earlier answers of its notebook only, and the bank has a right one of each."""
    above: set[str] = set()
    for cell in source.cells:
        if cell.role == "answer":
            wanted = set(BUILDS_ON.get(cell.exercise, ()))
            yield from (
                f"{cell.exercise}: builds on {name}, which no answer above defines" for name in wanted - above
            )
            missing = wanted & above - set(right_helpers(cell.exercise))
            yield from (
                f"{cell.exercise}: builds on {name}, of which the bank has no right one" for name in missing
            )
            above |= names_of(cell.source).bound


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


def _pictures(source: Source) -> Iterator[str]:
    """Pictures are drawn by pixgrad.plots, whose figures carry an alternative text; no cell draws its own."""
    for cell in source.cells:
        if cell.role == "explore" and re.search(r"\b(matplotlib|pyplot|plt)\b", cell.source):
            first = cell.source.splitlines()[0]
            yield (
                f"{source.slug}: the picture of the cell that begins {first!r} has no alternative text; "
                "draw it by a function of pixgrad.plots"
            )


def _leaks(source: Source, release: NotebookNode) -> Iterator[str]:
    """No solution and no hidden test stands in the release."""
    text = "\n".join(cell.source for cell in release.cells)
    for mark in MARKS:
        if mark in text:
            yield f"{source.slug}: the release contains '{mark}'"
    shown = {line.strip() for line in text.splitlines()}
    for cell in source.cells:
        if cell.role == "check":
            hidden = "\n".join(hidden_tests(cell.source))
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
    code = [cell.source for cell in release.cells if cell.cell_type == "code"]
    cells = [each for each in code if each != install_cell.SOURCE]
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
