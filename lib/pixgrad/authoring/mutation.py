"""Are the checks as sharp as they look? Every small change to a solution must lose points."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pixgrad.authoring import build, expand, runner, source
from pixgrad.authoring.mutants import Mutant, mutants
from pixgrad.check import bank

BOUNDS = runner.Bounds(cpu_seconds=5, memory_bytes=6 << 30)


@dataclass
class Mutation:
    """What became of the mutants of one assignment.

    Attributes
    ----------
    visible, hidden : int
        How many lost points by the part of the check that students see, and only by the hidden part.
    equivalent : list of (str, Mutant, str)
        Exercise, mutant and reason of those that a reviewer found to be right answers.
    survivors : list of (str, Mutant)
        Exercise and mutant of the others that lost nothing.
    stale : list of str
        Cells of the bank that no surviving mutant answers to.
    """

    slug: str
    visible: int = 0
    hidden: int = 0
    equivalent: list[tuple[str, Mutant, str]] = field(default_factory=list)
    survivors: list[tuple[str, Mutant]] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of mutants."""
        return self.visible + self.hidden + len(self.equivalent) + len(self.survivors)


Key = tuple[str, str, str]


class Mutants:
    """The mutants of one assignment, ready to be run.

    Parameters
    ----------
    root : Path
        Folder of the course.
    """

    def __init__(self, root: Path, slug: str) -> None:
        self.slug = slug
        self.cells = runner.steps(expand.build(source.read(build.source_path(root, slug))))
        self.all = [
            (step.exercise, mutant)
            for step in self.cells
            if step.role == "answer"
            for mutant in mutants(step.source)
        ]

    def run(self, jobs: int, progress: Callable[[int], object] = lambda done: None) -> Mutation:
        """Run every mutant against its own checks.

        Parameters
        ----------
        jobs : int
            Processes at once.
        progress : callable
            Called with 1 after every mutant.
        """
        found, reviewed = Mutation(self.slug), _reviewed(self.slug)
        answers = [(exercise, mutant.source) for exercise, mutant in self.all]
        results = runner.run_alternatives(self.cells, answers, runner.run(self.cells), jobs, BOUNDS)
        for index, run in results:
            self._sort(found, *self.all[index], run, reviewed)
            progress(1)
        found.stale = [
            f"{exercise}.py: no surviving mutant is: {old} -> {new}" for exercise, old, new in reviewed
        ]
        return found

    def _sort(
        self,
        found: Mutation,
        exercise: str,
        mutant: Mutant,
        run: runner.Run | None,
        reviewed: dict[Key, str],
    ) -> None:
        own = [step.id for step in self.cells if step.role == "check" and step.exercise == exercise]
        if run is None or any(run.visible.get(check) for check in own):
            found.visible += 1
        elif any(run.checks[check] for check in own):
            found.hidden += 1
        elif reason := reviewed.pop((exercise, mutant.old, mutant.new), None):
            found.equivalent.append((exercise, mutant, reason))
        else:
            found.survivors.append((exercise, mutant))


def _reviewed(slug: str) -> dict[Key, str]:
    """Reasons why mutants are right answers, by exercise, old and new lines."""
    return {(each.exercise, each.old, each.new): each.reason for each in bank.load(slug).equivalents}


def table(found: list[Mutation]) -> str:
    """Summary of several assignments, as Markdown."""
    head = "| notebook | mutants | killed by the visible part | by the hidden part | equivalent | surviving |"
    rows = {f"`{m.slug}`": (m.total, m.visible, m.hidden, len(m.equivalent), len(m.survivors)) for m in found}
    rows["all"] = tuple(sum(column) for column in zip(*rows.values(), strict=True))
    lines = [f"| {name} | {' | '.join(map(str, row))} |" for name, row in rows.items()]
    return "\n".join([head, "| --- |" + " ---: |" * 5, *lines])


def entry(mutant: Mutant) -> str:
    """A survivor as a cell of the bank, the comment that says why it is right still to be written."""
    lines = [f"{sign} {text}" for sign, text in (("-", mutant.old), ("+", mutant.new)) if text]
    return "\n".join([f'# %% equivalent="{mutant.kind}"', "#", *lines, ""])


PAGE = """\
# Small changes to the solutions, and what became of them

`pixgrad audit --mutate --page docs/mutation.md` wrote this page. Each solution is changed in one
small place at a time: another operator or comparison, a constant one off or doubled, another axis,
a keyword, a call, a copy, a transpose or a statement left out, arguments or results exchanged, an
index one off, another dtype, `max` for `min`. Each such mutant must lose points on its own check.
Answers that are values, such as letters or a learning rate, are not changed: their neighbours may
be right.

{table}

A mutant is called equivalent if it does what the text asks, and a reviewer wrote down why
(`equivalent` in `lib/pixgrad/check/bank/`). An entry that no surviving mutant answers to is an error.

{reasons}
"""


def page(found: list[Mutation]) -> str:
    """The page of the documentation that tells what was measured."""
    counts: dict[str, int] = {}
    for mutation in found:
        for _, _, reason in mutation.equivalent:
            counts[reason] = counts.get(reason, 0) + 1
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    lines = ["| equivalent because | mutants |", "| --- | ---: |", *(f"| {why} | {n} |" for why, n in rows)]
    return PAGE.format(table=table(found), reasons="\n".join(lines))
