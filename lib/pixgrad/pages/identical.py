"""Answers that are the same but for names, spaces and comments: questions for a person, never a verdict.

An answer is parsed, not run. What many people would write anyway must raise no question: the empty stub, a
short answer, an answer that more than a few share.
"""

import ast
import hashlib
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Outcome, Verdict

FEW = 3  # students who may share an answer that still counts; in a large class, one in ten
ONE_IN = 10
MOST = 20  # of a class of any size: what more people share is no question of two
SHORT = 15  # parts of the syntax tree beyond the stub; a wrong answer with fewer says nothing
LONG = 80  # a right answer with fewer says nothing: some eight lines
ENOUGH = 80  # parts that two students must share, those of a right answer counted half

Function = ast.FunctionDef | ast.AsyncFunctionDef
Answer = tuple[str, Outcome, "Form | None"]  # of whom, and what came of it


@dataclass(frozen=True, slots=True)
class Form:
    """An answer without names, spaces and comments, as a digest, and how many parts its syntax tree has."""

    digest: bytes
    size: int


@dataclass(frozen=True)
class Shared:
    """One answer that two students have in common, and how many have it in all."""

    label: str
    outcome: Outcome
    holders: int
    weight: int


@dataclass(frozen=True)
class IdenticalPair:
    """Two students whose answers a person may want to look at side by side."""

    students: tuple[str, str]
    shared: tuple[Shared, ...]

    @property
    def weight(self) -> int:
        """What the shared answers weigh together."""
        return sum(each.weight for each in self.shared)


@lru_cache(4096)  # many write the same
def form(source: str) -> Form | None:
    """Return what is left of an answer without names, spaces, comments and docstrings; None if no Python.

    >>> form("def f(a):  # sum\\n    t = a + 1\\n    return t") == form("def f(x):\\n  s=x+1\\n  return s")
    True
    >>> form("def f(") is None
    True
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in a student's strings
            tree = ast.parse(source)
        _drop_docstrings(tree)
        _number_names(tree)
        digest = hashlib.sha256(ast.dump(tree).encode("utf-8", "surrogatepass")).digest()
        return Form(digest, sum(not isinstance(node, ast.expr_context) for node in ast.walk(tree)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _drop_docstrings(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]


def _number_names(tree: ast.AST) -> None:
    """Call the names that the answer itself binds v0, v1, ... in the order of their first use."""
    nodes = list(ast.walk(tree))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.name for node in nodes if isinstance(node, Function | ast.ClassDef)}
    numbers: dict[str, str] = {}
    for node in nodes:
        for field in ("id", "arg", "name"):
            value = getattr(node, field, None)
            if isinstance(value, str) and value in own and not isinstance(node, ast.keyword | ast.alias):
                setattr(node, field, numbers.setdefault(value, f"v{len(numbers)}"))


def questions(kit: Kit, verdicts: Iterable[Verdict]) -> list[IdenticalPair]:
    """Return the pairs of students who share answers that few would write twice; the heaviest first.

    Parameters
    ----------
    kit : Kit
    verdicts : iterable of Verdict
        They hold the answers as they were handed in.
    """
    pairs: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    answers = _answers(verdicts)
    for exercise in kit.exercises:
        blank = form("\n\n".join(kit.blanks[grade_id] for grade_id in exercise.answers))
        for pair, shared in _of_exercise(exercise.label, answers[exercise.label], blank):
            pairs[pair].append(shared)
    found = [IdenticalPair(pair, tuple(shared)) for pair, shared in pairs.items()]
    found = [question for question in found if question.weight >= ENOUGH]
    return sorted(found, key=lambda question: (-question.weight, question.students))


def _answers(verdicts: Iterable[Verdict]) -> dict[str, list[Answer]]:
    """Return who answered what, by exercise; what was left empty or not run is no answer."""
    answers: dict[str, list[Answer]] = defaultdict(list)
    for verdict in verdicts:
        for result in verdict.results:
            if result.answer and result.outcome not in ("unanswered", "not-run"):
                answers[result.label].append((verdict.student, result.outcome, form(result.answer)))
    return answers


def _of_exercise(
    label: str, answers: list[Answer], blank: Form | None
) -> list[tuple[tuple[str, str], Shared]]:
    holders = Counter(each for _, _, each in answers)
    groups: dict[Form, list[tuple[str, Outcome]]] = defaultdict(list)
    for student, outcome, each in answers:
        if each is not None and each != blank and _few(holders[each], len(answers)):
            groups[each].append((student, outcome))
    stub = blank.size if blank is not None else 0
    return [
        ((a, b), Shared(label, outcome, len(group), weight))
        for each, group in groups.items()
        for (a, outcome), (b, other) in combinations(sorted(group), 2)
        if (weight := _weight(each.size - stub, "passed" in (outcome, other)))
    ]


def _few(holders: int, answers: int) -> bool:
    """Tell whether so few of all answers are the same that this says something."""
    return 2 <= holders <= min(MOST, max(FEW, answers // ONE_IN)) and 2 * holders <= answers


def _weight(size: int, right: bool) -> int:
    """Return the parts of an answer that count: all of a wrong one, half of a right one, none if short."""
    if right:
        return size // 2 if size >= LONG else 0
    return size if size >= SHORT else 0
