"""Right answers with fresh numbers, many times over: does a check ever fail one?

The hidden tests draw new numbers from a seed. A check that is right for one seed may still fail a right
answer for another: a tie that the text leaves open, a tolerance that is too tight, a draw that is degenerate.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from pixgrad.authoring import selection
from pixgrad.authoring.counts import today
from pixgrad.authoring.runner import CodeCell, Program, fork, next_result, to_run
from pixgrad.errors import PixgradError

SOLUTION = "solution"
FRESH = "check.rng("
PAGE = """\
# Right answers with fresh numbers

`pixgrad audit --fresh N --page docs/fresh-runs.md` wrote this page on {day}. Every check meets the solution
and the right variants of the bank in turn, each time with another seed for the fresh numbers of the hidden
tests. A right answer that loses points is a false alarm. A check that draws no fresh numbers (it compares
letters, or trains with the numbers that were chosen) does the same for every seed, and meets each right
answer once. A slow check may run out of its share of CPU time before it has had N runs.

"""


@dataclass(frozen=True)
class Budget:
    """What each check is given.

    Attributes
    ----------
    runs : int
        Runs wanted of each check that draws fresh numbers; the others meet each right answer once.
    first_seed : int
        Run number i has the seed ``first_seed + i``, and the answer of that number modulo their count: so a
        single run with the seed of a false alarm repeats it.
    seconds : float
        CPU seconds after which no further run of a check is begun, once every answer has had its run.
    """

    runs: int
    first_seed: int
    seconds: float


@dataclass(frozen=True)
class Alarm:
    """A right answer that lost points: seed, exercise, label of the variant, and what it was told."""

    seed: int
    exercise: str
    variant: str
    message: str


@dataclass
class TriedExercise:
    """What the check of one exercise did with right answers.

    Attributes
    ----------
    exercise : str
    answers : int
        Right answers known.
    draws : bool
        Whether the check draws fresh numbers; without, it does the same for every seed.
    runs : int
        Runs of the check on right answers.
    alarms : list of Alarm
    cpu_seconds : float
    """

    exercise: str
    answers: int
    draws: bool
    runs: int = 0
    alarms: list[Alarm] = field(default_factory=list)
    cpu_seconds: float = 0.0


@dataclass
class Fresh:
    """What the checks of one notebook did, in reading order."""

    slug: str
    tried: list[TriedExercise]

    def alarms(self) -> list[Alarm]:
        """All false alarms of the notebook."""
        return [alarm for each in self.tried for alarm in each.alarms]

    def drawing(self) -> list[TriedExercise]:
        """The checks that draw fresh numbers."""
        return [each for each in self.tried if each.draws]


def total_checks(cells: list[CodeCell]) -> int:
    """How many exercises will be tried."""
    return sum(step.role == "answer" for step in cells)


def fresh(
    cells: list[CodeCell],
    slug: str,
    budget: Budget,
    jobs: int,
    progress: Callable[[int], object] = lambda done: None,
    only: str = "",
) -> Fresh:
    """Run every check of a notebook on its right answers with fresh seeds.

    Parameters
    ----------
    cells : list of CodeCell
        See `selection.read`.
    jobs : int
        Exercises tried at once.
    progress : callable
        Called with 1 after every exercise.
    only : str
        Label of an exercise, to run its check alone.
    """
    program = Program()
    waiting: dict[int, tuple[int, int]] = {}
    found: dict[int, TriedExercise] = {}
    for place, step in enumerate(cells):
        if step.role == "answer" and only in ("", step.exercise):
            if len(waiting) >= jobs:
                _collect(waiting, found, progress)
            work = partial(_try_answers, program, step, cells[place + 1 :], right_answers(slug, step), budget)
            pid, pipe = fork(work)
            waiting[pid] = (place, pipe)
        program.execute(step)
    while waiting:
        _collect(waiting, found, progress)
    return Fresh(slug, [found[place] for place in sorted(found)])


def right_answers(slug: str, step: CodeCell) -> list[tuple[str, str]]:
    """Label and source of the solution and of every variant of its exercise."""
    variants = selection.known_answers(slug, step.exercise).variants
    return [(SOLUTION, step.source), *((each.label, each.source) for each in variants)]


def _collect(
    waiting: dict[int, tuple[int, int]], found: dict[int, TriedExercise], progress: Callable[[int], object]
) -> None:
    place, tried = next_result(waiting)
    if tried is None:
        raise PixgradError("a process that ran right answers ended without a result")
    found[place] = tried
    progress(1)


def _try_answers(
    program: Program, own: CodeCell, below: list[CodeCell], answers: list[tuple[str, str]], budget: Budget
) -> TriedExercise:
    """In a forked process: run the check of one exercise as often as the budget allows."""
    checks = {place for place, step in enumerate(below) if step.exercise == own.exercise}
    until_checked = [step.source for step in below[: max(checks) + 1]]
    needed = [below[place] for place in sorted(to_run(until_checked, checks, set()))]
    tried = TriedExercise(own.exercise, len(answers), any(FRESH in step.source for step in needed))
    runs = budget.runs if tried.draws else len(answers)
    start = time.process_time()
    for seed in range(budget.first_seed, budget.first_seed + runs):
        label, text = answers[seed % len(answers)]
        message = _one_run(program, [CodeCell(own.id, own.role, own.exercise, text), *needed], seed)
        if message is not None:
            tried.alarms.append(Alarm(seed, own.exercise, label, message))
        tried.runs += 1
        tried.cpu_seconds = time.process_time() - start
        if tried.cpu_seconds > budget.seconds and tried.runs >= len(answers):
            break
    return tried


def _one_run(program: Program, cells: list[CodeCell], seed: int) -> str | None:
    """Run an answer and its checks in a copy of the namespace; what it lost points for, or None."""
    os.environ["PIXGRAD_SEED"] = str(seed)
    trial = Program()
    trial.scope = dict(program.scope)
    for step in cells:
        trial.execute(step)
    did = trial.run
    said = [*did.errors.values(), *did.checks.values(), *did.stderr.values()]
    return next((message for message in said if message is not None), None)


def report(found: Fresh, wanted: int) -> list[str]:
    """Lines for a person: the sum, the checks that had fewer runs than wanted, and every false alarm."""
    few = [each for each in found.drawing() if each.runs < wanted]
    alarms = found.alarms()
    return [
        f"{found.slug}: {len(found.tried)} checks, {_sum(found, 'answers')} right answers, "
        f"{_sum(found, 'runs')} runs, {len(alarms)} false alarm{'' if len(alarms) == 1 else 's'}, "
        f"{_sum(found, 'cpu_seconds'):.1f} s CPU",
        *(f"  {each.exercise}: {each.runs} of {wanted} runs, the seconds were used up" for each in few),
        *(f"  PIXGRAD_SEED={a.seed} {a.exercise}/{a.variant}: {a.message}" for a in alarms),
    ]


def page(results: list[Fresh]) -> str:
    """The page of the documentation: one row a notebook, with the fewest runs of a check that draws."""
    rows = [
        f"| {found.slug} | {len(found.tried)} | {_sum(found, 'answers')} | {_sum(found, 'runs')} "
        f"| {len(found.drawing())} | {min((each.runs for each in found.drawing()), default=0)} "
        f"| {len(found.alarms())} | {_sum(found, 'cpu_seconds'):.0f} |"
        for found in results
    ]
    head = (
        "| Notebook | Checks | Right answers | Runs | Checks that draw | Fewest runs of one that draws "
        "| False alarms | CPU seconds |"
    )
    return PAGE.format(day=today()) + "\n".join([head, "| --- |" + " --: |" * 7, *rows]) + "\n"


def _sum(found: Fresh, what: str) -> float:
    return sum(getattr(each, what) for each in found.tried)
