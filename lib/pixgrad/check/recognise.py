"""From a wrong result to the slip behind it.

A known mistake is a bug model: the wrong code itself. It explains what a check saw when it does, on every
case, just what the student's function did, and when the check would fail it for that: both within the
tolerance of the check, so that no right answer is told a slip.
"""

import functools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.by_argument import by_argument
from pixgrad.check.calls import globals_read
from pixgrad.check.comments import comment_on
from pixgrad.check.compare import Tolerance
from pixgrad.check.composed import both, both_said, in_time, model_of, pairs
from pixgrad.check.failure import CheckFailed
from pixgrad.check.general import LOOSE, RELATIONS, in_passing, relation
from pixgrad.check.left_out import left_out
from pixgrad.check.missing_property import direction, missing_property
from pixgrad.check.nearly_known import nearly_known
from pixgrad.check.other_arguments import other_arguments, right_functions
from pixgrad.check.parts import General
from pixgrad.check.randomness import foreign_numbers
from pixgrad.check.seen import Agreement, Seen, Tried, is_broken
from pixgrad.check.solving import solved
from pixgrad.check.where import where
from pixgrad.check.wording import call_text

# Slips that say what is wrong but not why; a notebook variable read by the function explains more.
VAGUE = (None, "wrong-type", "wrong-shape", "wrong-keys", "wrong-length", "raises-error")

# A wrong answer in float32 is that much further from its model; the model then has to be wrong by more.
NARROW, CLEARLY = 10, 30

SECONDS = 1.0  # of CPU time for what is looked for by trying, a failure
MOST_CASES = 8  # in which the parts of a pair are compared
# What a slip in the search for a reason raises; a wrong answer is told that it is wrong all the same.
OUR_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

_UNEXPLAINED: ContextVar[bool] = ContextVar("unexplained", default=False)


@contextmanager
def unexplained() -> Iterator[None]:
    """Let checks fail without looking for the mistake behind it; what they raise can be explained later."""
    before = _UNEXPLAINED.set(True)
    try:
        yield
    finally:
        _UNEXPLAINED.reset(before)


def explain(
    seen: Seen, failed: int, problem: str, details: tuple[str, ...] = (), slip: str | None = None
) -> CheckFailed:
    """Build the failure for case number `failed`, naming the mistake where one explains all outcomes.

    Parameters
    ----------
    problem : str
        What to say after the call when no known mistake explains the outcomes.
    slip : str or None
        Label of the kind of problem itself, where it has one.
    """
    look = functools.partial(_explained, seen, failed, problem, details, slip)
    if _UNEXPLAINED.get():
        bare = CheckFailed(problem, details, slip)
        bare.explained = look
        return bare
    return look()


def _explained(
    seen: Seen, failed: int, problem: str, details: tuple[str, ...], slip: str | None
) -> CheckFailed:
    """The failure with its reason; where looking for one goes wrong, without."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # what is tried may be undefined, such as the mean of no rows
            return _with_reason(seen, failed, problem, details, slip)
    except OUR_FAULTS as error:
        note = f"note   pixgrad looked for the reason and failed ({type(error).__name__}): please report this"
        spoken = call_text(seen.function, seen.cases[failed], seen.exercise)
        return CheckFailed(f"{spoken} {problem}.", (*details, note), slip)


def _with_reason(
    seen: Seen, failed: int, problem: str, details: tuple[str, ...], slip: str | None
) -> CheckFailed:
    spoken = call_text(seen.function, seen.cases[failed], seen.exercise)
    comment = comment_on(failed, len(seen.cases))
    details = (f"case   {comment}", *details) if comment else details
    known = recognise(seen)
    if known:
        raised = seen.outcomes[failed].error
        shown = (*details, f"raised {raised}") if raised else details
        return CheckFailed(f"{spoken}: {known.message}", shown, known.label)
    foreign = globals_read(seen.function) if slip in VAGUE else ()
    if foreign:
        problem += (
            f". It reads the notebook's variable{'s' if foreign[1:] else ''} "
            f"{', '.join(f'`{name}`' for name in foreign)}: a function may use only its own parameters"
        )
        slip = "notebook-global"
    foreign_draws = foreign_numbers(seen) if slip is None else None
    general = foreign_draws or (_from_what_is_wanted(seen) if slip in VAGUE else None)
    if general:
        return CheckFailed(f"{spoken} is not right: {general.message}.", details, general.label)
    if slip is None:
        more, slip = in_passing(seen, failed)
        problem += more or direction(seen)
    return CheckFailed(f"{spoken} {problem}.", details, slip)


def _from_what_is_wanted(seen: Seen) -> General | None:
    """What a wrong result is, seen from the wanted one and the arguments; or else where it is wrong."""
    return (
        relation(seen, RELATIONS)
        or by_argument(seen)
        or in_time(SECONDS / 4, lambda: other_arguments(seen))
        or in_time(SECONDS / 8, lambda: left_out(seen))
        or relation(seen, LOOSE)
        or where(seen)
        or missing_property(seen)
    )


def prepare(exercise: str) -> None:
    """Run the code of all known mistakes of an exercise now, once for all processes forked from this one."""
    for mistake in bank.mistakes(exercise):
        mistake.function()
    pairs(exercise)
    right_functions(exercise)


def recognise(seen: Seen) -> bank.Mistake | None:
    """The first known mistake that explains all outcomes, or the first two that do so together, or None."""
    known = [(mistake, mistake.function()) for mistake in bank.mistakes(seen.exercise)]
    tried = [(mistake, Tried(model, seen)) for mistake, model in known if model]
    for how, failing in _ways(seen):
        for mistake, model in tried:
            if model.explains(how, failing):
                return replace(mistake, message=mistake.said(mistake.example))
    found = _searched(seen, tried) or _behind_overflow(seen, tried)
    return found or in_time(SECONDS / 4, lambda: nearly_known(seen, tried))


def _ways(seen: Seen) -> list[tuple[Agreement, Tolerance]]:
    """How a model may agree with what was seen, strictest first, and how far it has to fail."""
    own = seen.tolerance
    ways = [(Agreement(own, seen.warning), own)]
    if not seen.warning:
        ways.append((Agreement(_times(NARROW, own)), _times(CLEARLY, own)))
        ways.append((Agreement(own, broken=True), own))
        if any(outcome.modified for outcome in seen.outcomes):
            ways.append((Agreement(own, inputs=False, broken=True), own))
    return ways


def _times(factor: float, tolerance: Tolerance) -> Tolerance:
    return Tolerance(factor * tolerance.rtol, factor * tolerance.atol)


def _searched(seen: Seen, tried: Sequence[tuple[bank.Mistake, Tried]]) -> bank.Mistake | None:
    """A mistake with a number of its own, or two mistakes, found within the time."""
    failed = (i for i, each in enumerate(seen.outcomes) if not seen.passes(i, each, seen.tolerance))
    worst = next(failed, None)
    if worst is None or seen.warning:
        return None
    pairs(seen.exercise)  # once and for all, and not in the time that looking may take
    free = (solved(each, seen, worst) for each in bank.mistakes(seen.exercise) if each.free)
    one = in_time(SECONDS / 4, lambda: next(filter(None, free), None))
    return one or in_time(SECONDS / 2, lambda: _two(seen, tried, worst))


def _two(seen: Seen, tried: Sequence[tuple[bank.Mistake, Tried]], worst: int) -> bank.Mistake | None:
    """The first two mistakes that explain all outcomes together; the case that was wrong is tried first."""
    how = Agreement(seen.tolerance, inputs=False, broken=True)
    order = [worst, *(i for i in range(len(seen.cases)) if i != worst)]
    parts = {
        mistake.label: {(i, leaf) for i in order[:MOST_CASES] for leaf in model.matches(how, i)}
        for mistake, model in tried
    }
    for a, b in _likeliest_first(seen.exercise, parts):
        pair = both(a, b)
        model = model_of(pair)
        if model is not None and Tried(model, seen).explains(how, seen.tolerance, order):
            return pair
    return None


def _likeliest_first(exercise: str, parts: Mapping[str, set[Any]]) -> list[tuple[bank.Mistake, bank.Mistake]]:
    """Pairs in an order in which those come first of which each explains another part of the result."""

    def together(pair: tuple[bank.Mistake, bank.Mistake]) -> int:
        return len(parts.get(pair[0].label, set()) | parts.get(pair[1].label, set()))

    return sorted(pairs(exercise), key=together, reverse=True)


def _behind_overflow(seen: Seen, tried: Sequence[tuple[bank.Mistake, Tried]]) -> bank.Mistake | None:
    """The mistake that explains the cases whose numbers are finite, with the one that spoils the others."""
    finite = [i for i, outcome in enumerate(seen.outcomes) if not is_broken(outcome)]
    broken = [i for i in range(len(seen.cases)) if i not in finite]
    if seen.warning or not finite or not broken:
        return None
    spoils = _spoiler(seen, tried, broken)
    if all(seen.passes(i, seen.outcomes[i], seen.tolerance) for i in finite):
        return spoils
    how = Agreement(seen.tolerance, inputs=False)
    first = next((each for each, model in tried if model.explains(how, seen.tolerance, finite)), None)
    if first is None or first is spoils:
        return first
    if spoils is None:
        return replace(first, message=f"{first.message} Also, for some arguments the result is not finite.")
    message = both_said(first.message, spoils.message)
    return replace(first, label=f"{first.label}+{spoils.label}", message=message)


def _spoiler(
    seen: Seen, tried: Sequence[tuple[bank.Mistake, Tried]], broken: Sequence[int]
) -> bank.Mistake | None:
    """A mistake that overflows in the same cases, if possible one that does there just what was seen."""
    how = Agreement(seen.tolerance, inputs=False, broken=True)
    able = [(mistake, model) for mistake, model in tried if all(map(model.overflows_too, broken))]
    same = (mistake for mistake, model in able if all(how(seen.outcomes[i], model[i]) for i in broken))
    return next(same, able[0][0] if able else None)
