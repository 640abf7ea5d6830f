"""The two directions: no right answer fails, no wrong one passes, and the message names the slip."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from pixgrad.authoring import build, expand, rules, runner, source
from pixgrad.check import bank, slip_of
from pixgrad.errors import PixgradError


@dataclass
class Audit:
    """What the audit of one assignment found.

    Attributes
    ----------
    problems : list of str
        One line each: where, what, and what it should be. Empty when the assignment keeps its promises.
    counts : dict of str to int
        Exercises, checks, mistakes, caught, variants, kept.
    marking_cpu : float
        CPU seconds of marking one right submission, imports excluded.
    notebook_seconds : float
        Wall seconds of the whole solution notebook, pictures included.
    """

    slug: str
    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    marking_cpu: float = 0.0
    notebook_seconds: float = 0.0


def audit(root: Path, slug: str, jobs: int, progress: Callable[[int], object] = lambda done: None) -> Audit:
    """Audit one assignment.

    Parameters
    ----------
    root : Path
        Folder of the course.
    jobs : int
        Processes at once.
    progress : callable
        Called with 1 after every run of the notebook; `total_runs` tells how many there will be.
    """
    parsed = source.read(build.source_path(root, slug))
    solution = expand.build(parsed)
    release = nbformat.reads(
        build.products(root, [slug])[root / "assignments" / slug / f"{slug}.ipynb"], as_version=4
    )
    found = Audit(slug, rules.broken(parsed, release))
    cells = runner.steps(solution)
    found.counts = {
        "exercises": len(parsed.exercises()),
        "checks": sum(step.role == "check" for step in cells),
    }
    marking = _audit_solution(found, solution, progress)
    untouched = expand.with_answers(solution, expand.answers(release))
    _audit_untouched(found, runner.steps(untouched), progress)
    _audit_bank(found, cells, marking, jobs, progress)
    return found


def total_runs(slug: str) -> int:
    """How many times the audit of an assignment will run its notebook."""
    known = bank.load(slug)
    return 3 + len(known.mistakes) + len(known.variants)


def _audit_solution(
    found: Audit, solution: nbformat.NotebookNode, progress: Callable[[int], object]
) -> runner.Run:
    """The solution earns every point, without an error or a word on stderr, with and without its pictures."""
    cells = runner.steps(solution)
    imports = runner.run([step for step in cells if step.role == "given"][:1])  # what marking need not count
    marking = runner.run(cells)
    progress(1)
    whole = runner.run(runner.steps(solution, explore=True))
    progress(1)
    found.marking_cpu, found.notebook_seconds = marking.cpu_seconds, whole.wall_seconds
    for error in (imports.errors | marking.errors | whole.errors).items():
        found.problems.append(f"solution: cell {error[0]} raises {error[1]}")
    for checks in (marking.checks, whole.checks):
        failed = {check: message for check, message in checks.items() if message is not None}
        found.problems += [f"solution: {check} fails: {message}" for check, message in failed.items()]
    for check, text in marking.stderr.items():
        found.problems.append(f"solution: {check} writes to stderr, which costs all points: {text.strip()}")
    return marking


def _audit_untouched(found: Audit, cells: list[runner.Step], progress: Callable[[int], object]) -> None:
    """The untouched release earns nothing, and every message says that the answer is missing."""
    for check, message in runner.run(cells).checks.items():
        if message is None:
            found.problems.append(f"untouched: {check} passes without an answer")
        elif not message.startswith("not answered yet"):
            found.problems.append(f"untouched: {check} should say 'not answered yet', says: {message}")
    progress(1)


def _audit_bank(
    found: Audit,
    cells: list[runner.Step],
    marking: runner.Run,
    jobs: int,
    progress: Callable[[int], object],
) -> None:
    """Every mistake loses its own points, and only those, with its own message; every variant loses none."""
    known = bank.load(found.slug)
    entries: list[bank.Mistake | bank.Variant] = [*known.mistakes, *known.variants]
    caught = kept = 0
    alternatives = [(entry.exercise, entry.source) for entry in entries]
    for index, run in runner.run_alternatives(cells, alternatives, marking, jobs):
        entry = entries[index]
        if run is None:
            raise PixgradError(f"{entry.exercise}/{entry.label}: the audited process ended without a result")
        if isinstance(entry, bank.Mistake):
            problems = _mistake_problems(entry, run, cells)
            caught += not problems
        else:
            problems = _variant_problems(entry, run)
            kept += not problems
        found.problems += problems
        progress(1)
    found.counts |= {"mistakes": len(known.mistakes), "caught": caught}
    found.counts |= {"variants": len(known.variants), "kept": kept}


def _mistake_problems(mistake: bank.Mistake, run: runner.Run, cells: list[runner.Step]) -> list[str]:
    name = f"mistake {mistake.exercise}/{mistake.label}"
    own = {step.id for step in cells if step.role == "check" and step.exercise == mistake.exercise}
    failed = {check: message for check, message in run.checks.items() if message is not None}
    problems = [f"{name}: also fails {check}: {failed[check]}" for check in failed if check not in own]
    messages = [failed[check] for check in failed if check in own]
    if not messages:
        return [*problems, f"{name}: passes, an undeserved point"]
    if slip_of(messages[0]) != mistake.label:
        problems.append(f"{name}: is told something else: {messages[0]}")
    seen = [message for message in run.visible.values() if message is not None]
    if mistake.visible != bool(seen):
        told = "only the hidden tests catch it" if mistake.visible else "the visible check catches it already"
        lacks = "lacks" if mistake.visible else "should not have"
        problems.append(f'{name}: {told} (its heading {lacks} caught="hidden tests")')
    return problems


def _variant_problems(variant: bank.Variant, run: runner.Run) -> list[str]:
    name = f"variant {variant.exercise}/{variant.label}"
    problems = [
        f"{name}: loses {check}: {message}" for check, message in run.checks.items() if message is not None
    ]
    problems += [f"{name}: cell {cell} raises {error}" for cell, error in run.errors.items()]
    problems += [f"{name}: {check} writes to stderr: {text.strip()}" for check, text in run.stderr.items()]
    return problems
