"""Which mutants a notebook's checks let pass, and the page that says so."""

import importlib.resources
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pixgrad.check import bank
from pixgrad.course import build, mutate, notebook, program, source
from pixgrad.errors import PixgradError

SECONDS = 10.0  # of processor time for a mutant and its check; right answers need less than two
Key = tuple[str, str, str, str, str]
KEYS = ("exercise", "where", "operator", "old", "new")


@dataclass
class Survival:
    """What became of the mutants of one assignment.

    Attributes
    ----------
    counts : dict of str to int
        Mutants, and how many were caught by the visible part of the check, by the hidden part, were reviewed
        as equivalent, and survived.
    problems : list of str
        One line for each survivor that is not reviewed and for each stale entry of the reviewed file.
    """

    slug: str
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("mutants", "visible", "hidden", "equivalent", "surviving"), 0)
    )
    problems: list[str] = field(default_factory=list)


def reviewed(slug: str) -> dict[Key, str]:
    """The mutants of an assignment that do what its text asks: key -> reason.

    Raises
    ------
    PixgradError
        When an entry lacks a key or a reason, or stands twice.
    """
    file = importlib.resources.files(bank) / "equivalent" / f"{slug}.toml"
    found: dict[Key, str] = {}
    if not file.is_file():
        return found
    for number, entry in enumerate(tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", []), 1):
        if set(entry) != {*KEYS, "reason"} or not entry["reason"].strip():
            raise PixgradError(f"{slug}.toml, entry {number}: wants {', '.join(KEYS)} and reason")
        exercise, where, operator, old, new = (str(entry[key]) for key in KEYS)
        if (exercise, where, operator, old, new) in found:
            raise PixgradError(f"{slug}.toml, entry {number} stands twice: {old} -> {new}")
        found[exercise, where, operator, old, new] = str(entry["reason"])
    return found


def all_mutants(cells: list[program.Step]) -> list[tuple[str, mutate.Mutant]]:
    """Every mutant of the code answers of a notebook, with the label of its exercise."""
    return [
        (step.exercise, mutant)
        for step in cells
        if step.role == "answer" and mutate.is_code(step.source)
        for mutant in mutate.mutants(step.source)
    ]


def read(root: Path, slug: str) -> list[program.Step]:
    """The cells of an assignment that marking runs, with the solution's answers."""
    return program.steps(notebook.build(source.read(build.source_path(root, slug))))


def survival(
    cells: list[program.Step], slug: str, jobs: int, progress: Callable[[int], object] = lambda done: None
) -> Survival:
    """Run every mutant of an assignment against its own check.

    Parameters
    ----------
    cells : list of Step
        As from `read`.
    jobs : int
        Processes at once.
    progress : callable
        Called with 1 after every mutant.
    """
    found, known = Survival(slug), reviewed(slug)
    tried = all_mutants(cells)
    alternatives = [(exercise, mutant.source) for exercise, mutant in tried]
    fates: dict[int, str] = {}
    for index, run in program.run_alternatives(cells, alternatives, program.Run(), jobs, SECONDS):
        fates[index] = _fate(run)
        progress(1)
    alive: set[Key] = set()
    killed: set[Key] = set()
    for index, (exercise, mutant) in enumerate(tried):
        key, fate = _key(exercise, mutant), fates[index]
        (alive if fate == "surviving" else killed).add(key)
        if fate == "surviving" and key in known:
            fate = "equivalent"
        elif fate == "surviving":
            found.problems.append(_line(key))
        found.counts["mutants"] += 1
        found.counts[fate] += 1
    found.problems += _stale(known, alive, killed)
    return found


def _fate(run: program.Run) -> str:
    """Whether the visible part of a check has caught a mutant, the hidden part, or neither."""
    if any(message is not None for message in run.visible.values()):
        return "visible"
    return "hidden" if any(message is not None for message in run.checks.values()) else "surviving"


def _key(exercise: str, mutant: mutate.Mutant) -> Key:
    return exercise, mutant.where, mutant.operator, mutant.old, mutant.new


def _line(key: Key) -> str:
    exercise, where, operator, old, new = key
    return f"survivor {exercise} [{operator}] in {where or 'the cell'}: {old}  ->  {new or '(dropped)'}"


def _stale(known: dict[Key, str], alive: set[Key], killed: set[Key]) -> Iterator[str]:
    """Entries that say of no mutant, or of a caught one, that it is equivalent."""
    for key in known:
        if key in killed:
            yield f"reviewed as equivalent, but caught: {_line(key)}"
        elif key not in alive:
            yield f"reviewed as equivalent, but no mutant: {_line(key)}"


def summary(found: Survival) -> str:
    """One line on the mutants of an assignment.

    Examples
    --------
    >>> summary(Survival("a2_svm"))
    'a2_svm: all well; 0 mutants: 0 caught by the visible check, 0 by the hidden one, 0 equivalent, 0 surviving'
    """
    counts = found.counts
    return (
        f"{found.slug}: {'all well' if not found.problems else f'{len(found.problems)} problems'}; "
        f"{counts['mutants']} mutants: {counts['visible']} caught by the visible check, {counts['hidden']} by "
        f"the hidden one, {counts['equivalent']} equivalent, {counts['surviving']} surviving"
    )


PAGE = """\
<!-- Written by pixgrad audit --mutate --page: what you change here is lost. -->
# What the checks notice

The bank of mistakes holds what people get wrong. To see that the checks notice more than what somebody thought
of, every answer that is code is changed in one small way at a time, and each of these mutants is marked:

```
pixgrad audit --mutate --page
```

The changes: {operators}. Answers that only name a choice (letters, a number, a setting) are left alone, since
other values of them may be right.

- **visible**, **hidden**: the mutants that the part of a check which students see has caught, and those that
  only the hidden tests have.
- **equivalent**: mutants that do what the text asks for. Each was looked at, and stands with the reason in
  `lib/pixgrad/check/bank/equivalent`.
- **surviving**: wrong answers that keep their points. There should be none.

| notebook | mutants | visible | hidden | equivalent | surviving |
|---|---:|---:|---:|---:|---:|
{rows}
"""


def page(results: list[Survival]) -> str:
    """The page ``docs/mutation.md``."""
    total = Survival("all")
    for found in results:
        for name, count in found.counts.items():
            total.counts[name] += count
    rows = [_row(found.slug, found.counts) for found in results]
    kinds = (_sentence(operator) for operator in mutate.OPERATORS.values())
    return PAGE.format(operators="; ".join(kinds), rows="\n".join([*rows, _row("**all**", total.counts)]))


def _row(name: str, counts: dict[str, int]) -> str:
    return "| " + " | ".join([name, *(f"{count:,}" for count in counts.values())]) + " |"


def _sentence(operator: mutate.Operator) -> str:
    """What an operator does, from its docstring."""
    text = (operator.__doc__ or "").splitlines()[0].removesuffix(".")
    return text[0].lower() + text[1:]
