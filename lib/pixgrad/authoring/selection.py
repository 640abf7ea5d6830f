"""What an audit runs: a whole notebook and its bank, or what one exercise needs of them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from pixgrad.authoring import expand, source
from pixgrad.authoring.runner import CodeCell, steps, to_run
from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.errors import UsageError, nearest


def read(root: Path, slug: str, only: str = "") -> list[CodeCell]:
    """The code cells of an assignment's source without its pictures, or those that one exercise needs.

    Raises
    ------
    UsageError
        If the assignment has no exercise of that label.
    """
    parsed = source.read(Course(root).script(slug))
    require(parsed, only)
    return wanted(expand.build(parsed), slug, only)


def require(parsed: source.Source, only: str) -> None:
    """Raise UsageError for the label of an exercise that the assignment lacks."""
    if only and only not in parsed.exercises():
        raise UsageError(f"{parsed.slug} has no exercise {only}{nearest(only, parsed.exercises())}")


def known_answers(slug: str, only: str = "") -> bank.Bank:
    """The bank of one assignment, or what it holds about one exercise."""
    whole = bank.load(slug)
    if not only:
        return whole
    mistakes = tuple(mistake for mistake in whole.mistakes if mistake.exercise == only)
    variants = tuple(variant for variant in whole.variants if variant.exercise == only)
    return replace(whole, mistakes=mistakes, variants=variants)


def wanted(notebook: NotebookNode, slug: str, only: str = "") -> list[CodeCell]:
    """The code cells to run: all but the pictures, or those that one exercise and its known answers need."""
    if not only:
        return steps(notebook)
    known = known_answers(slug, only)
    entries: list[bank.Mistake | bank.Variant] = [*known.mistakes, *known.variants]
    return needed(steps(notebook), only, [entry.source for entry in entries])


def needed(cells: list[CodeCell], exercise: str, others: Iterable[str] = ()) -> list[CodeCell]:
    """The cells that one exercise needs, in order: its own, and above them whatever sets a name they read.

    Parameters
    ----------
    cells : list of CodeCell
        The code cells of a notebook.
    exercise : str
        Its label; the notebook has an answer of that name.
    others : iterable of str
        Other answers that will be tried in place of its own; what they read is needed too.

    Examples
    --------
    >>> given, spare = CodeCell("1", "given", "", "a = 1"), CodeCell("2", "given", "", "b = 2")
    >>> own = [CodeCell("3", "answer", "sum", "s = a"), CodeCell("4", "check", "sum", "check(s)")]
    >>> [step.id for step in needed([given, spare, *own], "sum")]
    ['1', '3', '4']
    >>> [step.id for step in needed([given, spare, *own], "sum", others=["s = b"])]
    ['1', '2', '3', '4']
    """
    place = next(i for i, step in enumerate(cells) if (step.role, step.exercise) == ("answer", exercise))
    answers = [replace(cells[place], source=other) for other in others]
    tried = [*cells[:place], *answers, *cells[place:]]
    own = {i for i, step in enumerate(tried) if step.exercise == exercise}
    until_checked = [step.source for step in tried[: max(own) + 1]]
    kept = {tried[i] for i in to_run(until_checked, own, set())}
    return [step for step in cells if step in kept]
