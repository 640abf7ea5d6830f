"""From a wrong result to the slip behind it.

A known mistake is a bug model: the wrong code itself. It explains what a check saw when it does, on every
case, just what the student's function did, and when the check would fail it for that: both within the
tolerance of the check, so that no right answer is told a slip.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pixgrad.check import bank
from pixgrad.check.calls import Outcome, call, globals_read, same
from pixgrad.check.comments import comment_on
from pixgrad.check.compare import Tolerance, difference
from pixgrad.check.failure import CheckFailed
from pixgrad.check.wording import call_text

Function = Callable[..., Any]
Passes = Callable[[int, Outcome, Tolerance], bool]

# Slips that say what is wrong but not why; a notebook variable read by the function explains more.
VAGUE = (None, "wrong-type", "wrong-shape", "wrong-keys", "wrong-length", "raises-error")

# A wrong answer in float32 is that much further from its model; the model then has to be wrong by more.
NARROW, CLEARLY = 10, 30


@dataclass(frozen=True)
class Seen:
    """What a check saw of one function.

    Attributes
    ----------
    exercise : str
        Label under which the bank files the known mistakes.
    function : callable
        The student's.
    cases, outcomes : sequence
        Arguments of every call, and what each call did.
    passes : callable
        ``passes(i, outcome, tolerance)``: whether the check would let this outcome of case `i` pass.
    tolerance : Tolerance
        That of the check.
    warning : bool
        True where the values are right and a warning is what is wrong.
    """

    exercise: str
    function: Function
    cases: Sequence[Sequence[Any]]
    outcomes: Sequence[Outcome]
    passes: Passes
    tolerance: Tolerance
    warning: bool = False


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
    return CheckFailed(f"{spoken} {problem}.", details, slip)


def recognise(seen: Seen) -> bank.Mistake | None:
    """The first known mistake that explains all outcomes, or None."""
    wider = Tolerance(NARROW * seen.tolerance.rtol, NARROW * seen.tolerance.atol)
    clear = Tolerance(CLEARLY * seen.tolerance.rtol, CLEARLY * seen.tolerance.atol)
    known = [(mistake, mistake.function()) for mistake in bank.mistakes(seen.exercise)]
    tried = [(mistake, Tried(model, seen)) for mistake, model in known if model]
    for agreeing, failing in ((seen.tolerance, seen.tolerance), (wider, clear)):
        for mistake, model in tried:
            if model.explains(agreeing, failing):
                return mistake
    return None


class Tried:
    """A bug model and what it does on the cases of a check, run as far as it has been asked for."""

    def __init__(self, model: Function, seen: Seen) -> None:
        self.model, self.seen = model, seen
        self.outcomes: list[Outcome] = []

    def __getitem__(self, case: int) -> Outcome:
        while len(self.outcomes) <= case:
            self.outcomes.append(call(self.model, self.seen.cases[len(self.outcomes)]))
        return self.outcomes[case]

    def explains(self, agreeing: Tolerance, failing: Tolerance) -> bool:
        """Whether it did all that was seen, and fails the check itself where the student's function did."""
        seen, count = self.seen, range(len(self.seen.cases))
        if not all(agree(seen.outcomes[i], self[i], agreeing, seen.warning) for i in count):
            return False
        return any(
            not seen.passes(i, self[i], failing) and not seen.passes(i, seen.outcomes[i], seen.tolerance)
            for i in count
        )


def agree(seen: Outcome, model: Outcome, tolerance: Tolerance, warning: bool = False) -> bool:
    """Whether two calls did the same: value, error, and what they left in which argument."""
    if warning and seen.warned[:1] != model.warned[:1]:
        return False
    if seen.error or model.error:
        return seen.error == model.error and not (seen.error or "").startswith("NotImplementedError")
    if seen.modified != model.modified or not alike(seen.left, model.left, tolerance):
        return False
    return alike(seen.value, model.value, tolerance)


def alike(seen: Any, model: Any, tolerance: Tolerance) -> bool:
    """Whether two values are equal within the tolerance."""
    try:
        return difference(seen, model, tolerance) is None
    except (TypeError, ValueError):
        return same(copy.copy(seen), model)
