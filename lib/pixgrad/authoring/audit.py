"""The two directions: no right answer fails, no wrong one passes, and the message names the slip."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pixgrad.authoring import build, claims, expand, install_cell, rules, runner, scaffold, selection, source
from pixgrad.authoring.counts import today
from pixgrad.check import bank, slip_of
from pixgrad.check.recognise import prepare
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.notebook.cells import answers, with_answers

PAGE = """\
# What the audit measured

`pixgrad audit --page docs/audit.md` wrote this page on {day}. Every known mistake must be caught by its own
check with its own message, and every right variant must keep full marks. CPU seconds of marking one right
submission are without imports and sandbox; the seconds of the whole notebook are those of a clock, with
pictures and long training.

| notebook | mistakes caught | variants kept | marking one, CPU seconds | whole notebook, seconds |
| --- | ---: | ---: | ---: | ---: |
"""

# What is wrong with a mistake of the bank, and the cure.
PASSES = "Give its check a case in which it differs from a right answer."
TOLD_ANOTHER = (
    "The first mistake of the file that explains every case is told: give the visible check a case in which "
    "the two differ, or put the one that is right less often in front."
)
UNEXPLAINED = (
    "No mistake of the file explains every case: let its code use its arguments and numpy alone, so that it "
    "can be run by itself. If what it is told is right, take that slip as its label."
)
SEEN_TOO_LATE = (
    "only the hidden tests catch it. Give the visible check a case in which it differs from a right answer; "
    'where it is fitted to the visible numbers, write caught="hidden tests" into its heading.'
)
SEEN_TOO_EARLY = 'the visible check catches it already. Take caught="hidden tests" out of its heading.'


@dataclass
class Audit:
    """What the audit of one assignment found.

    Attributes
    ----------
    only : str
        Label of the one exercise that was audited; empty for all.
    problems : list of str
        One line each: where, what, and what it should be. Empty when the assignment keeps its promises.
    failed : list of str
        What the solution itself does wrong; where it does, nothing else was run.
    counts : dict of str to int
        Exercises, checks, claims, mistakes, caught, variants, kept.
    marking_cpu : float
        CPU seconds of marking one right submission, imports excluded.
    notebook_seconds : float
        Wall seconds of the whole solution notebook, pictures included.
    """

    slug: str
    only: str = ""
    problems: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    marking_cpu: float = 0.0
    notebook_seconds: float = 0.0


def audit(
    root: Path, slug: str, jobs: int, progress: Callable[[int], object] = lambda done: None, only: str = ""
) -> Audit:
    """Audit one assignment, or one exercise of it; ends early where the solution itself fails.

    Parameters
    ----------
    root : Path
        Folder of the course.
    jobs : int
        Processes at once.
    progress : callable
        Called with 1 after every run of the notebook; `total_runs` tells how many there will be.
    only : str
        Label of an exercise. What it does not need is not run, so that nothing is said about the points
        that its mistakes might cost elsewhere, nor about pictures.
    """
    parsed = source.read(Course(root).script(slug))
    solution = expand.build(parsed)
    selection.require(parsed, only)
    release = (build.committed(root, slug, solution) if only else None) or build.release(root, slug)
    found = Audit(slug, only, [*rules.broken(parsed, release), *scaffold.unfinished(root, slug, only)])
    if only:
        found.problems = [line for line in found.problems if not line.startswith(_others(parsed, only))]
    known = selection.known_answers(slug, only)
    cells = selection.wanted(solution, slug, only)
    found.counts = {
        "exercises": len(parsed.exercises()),
        "checks": sum(step.role == "check" for step in cells),
    }
    marking = _audit_solution(found, parsed, cells, progress)
    if found.failed:
        return found
    untouched = with_answers(solution, answers(release))
    _audit_untouched(found, selection.wanted(untouched, slug, only), progress)
    _audit_bank(found, known, cells, marking, jobs, progress)
    return found


def _others(parsed: source.Source, only: str) -> tuple[str, ...]:
    """How the lines about all other exercises begin."""
    return tuple(f"{label}: " for label in parsed.exercises() if label != only)


def total_runs(slug: str, only: str = "") -> int:
    """How many times the audit of an assignment, or of one exercise, will run its notebook."""
    known = selection.known_answers(slug, only)
    return (2 if only else 3) + len(known.mistakes) + len(known.variants)


def _audit_solution(
    found: Audit,
    parsed: source.Source,
    cells: list[runner.CodeCell],
    progress: Callable[[int], object],
) -> runner.Run:
    """The solution earns every point, without an error or a word on stderr, with and without its pictures.

    What the text claims holds.
    """
    given = [each for each in cells if each.role == "given" and each.source != install_cell.SOURCE]
    imports = runner.run([] if found.only else given[:1])  # what marking need not count
    marking = runner.run(cells)
    progress(1)
    found.failed = _solution_problems(imports) or _solution_problems(marking)
    found.marking_cpu = marking.cpu_seconds
    if not found.failed and not found.only:
        held, whole = claims.measure(parsed)
        progress(1)
        found.problems += [f"claim {each.label} does not hold: {each.broken}" for each in held if each.broken]
        found.counts["claims"] = len(held)
        found.failed, found.notebook_seconds = _solution_problems(whole), whole.wall_seconds
    return marking


def _solution_problems(run: runner.Run) -> list[str]:
    failed = {check: message for check, message in run.checks.items() if message is not None}
    return [
        *(f"solution: cell {cell} raises {error}" for cell, error in run.errors.items()),
        *(f"solution: {check} fails: {message}" for check, message in failed.items()),
        *(
            f"solution: {check} writes to stderr, which costs all points: {text.strip()}"
            for check, text in run.stderr.items()
        ),
    ]


def _audit_untouched(found: Audit, cells: list[runner.CodeCell], progress: Callable[[int], object]) -> None:
    """The untouched release earns nothing, and every message says that the answer is missing."""
    for check, message in runner.run(cells).checks.items():
        if message is None:
            found.problems.append(f"untouched: {check} passes without an answer")
        elif not message.startswith("not answered yet"):
            found.problems.append(f"untouched: {check} should say 'not answered yet', says: {message}")
    progress(1)


def _audit_bank(
    found: Audit,
    known: bank.Bank,
    cells: list[runner.CodeCell],
    marking: runner.Run,
    jobs: int,
    progress: Callable[[int], object],
) -> None:
    """Every mistake loses its own points, and only those, with its own message; every variant loses none."""
    entries: list[bank.Mistake | bank.Variant] = [*known.mistakes, *known.variants]
    caught = kept = 0
    for exercise in dict.fromkeys(entry.exercise for entry in entries):
        prepare(exercise)
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


def _mistake_problems(mistake: bank.Mistake, run: runner.Run, cells: list[runner.CodeCell]) -> list[str]:
    name = f"mistake {mistake.exercise}/{mistake.label}"
    own = {step.id for step in cells if step.role == "check" and step.exercise == mistake.exercise}
    failed = {check: message for check, message in run.checks.items() if message is not None}
    problems = [f"{name}: also fails {check}: {failed[check]}" for check in failed if check not in own]
    messages = [failed[check] for check in failed if check in own]
    if not messages:
        return [*problems, f"{name}: passes, an undeserved point. {PASSES}"]
    if (told := slip_of(messages[0])) != mistake.label:
        others = {each.label for each in bank.mistakes(mistake.exercise)}
        cure = TOLD_ANOTHER if others & set(str(told).split("+")) else UNEXPLAINED
        problems.append(f"{name}: is told something else. {cure} It is told: {messages[0]}")
    seen = [message for message in run.visible.values() if message is not None]
    if mistake.visible != bool(seen):
        problems.append(f"{name}: {SEEN_TOO_LATE if mistake.visible else SEEN_TOO_EARLY}")
    return problems


def _variant_problems(variant: bank.Variant, run: runner.Run) -> list[str]:
    name = f"variant {variant.exercise}/{variant.label}"
    problems = [
        f"{name}: loses {check}: {message}" for check, message in run.checks.items() if message is not None
    ]
    problems += [f"{name}: cell {cell} raises {error}" for cell, error in run.errors.items()]
    problems += [f"{name}: {check} writes to stderr: {text.strip()}" for check, text in run.stderr.items()]
    return problems


def page(found: list[Audit]) -> str:
    """The page of the documentation that tells what the audit of each notebook measured, and when."""
    rows = [
        f"| `{each.slug}` | {each.counts['caught']} of {each.counts['mistakes']} "
        f"| {each.counts['kept']} of {each.counts['variants']} "
        f"| {each.marking_cpu:.1f} | {each.notebook_seconds:.0f} |\n"
        for each in found
    ]
    return PAGE.format(day=today()) + "".join(rows)
