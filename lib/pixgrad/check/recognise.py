"""From a wrong result to the slip behind it.

A known mistake is a bug model: the wrong code itself. It is recognised when it returns, on every case of a
check, just what the student's function returned, however the two are written.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any

from pixgrad.check import bank
from pixgrad.check.calls import Outcome, call, globals_read, same
from pixgrad.check.compare import Tolerance, difference
from pixgrad.check.failure import CheckFailed
from pixgrad.check.wording import call_text

Function = Callable[..., Any]

# Slips that say what is wrong but not why; a notebook variable read by the function explains more.
VAGUE = (None, "wrong-type", "wrong-shape", "wrong-keys", "wrong-length", "raises-error")


def explain(
    exercise: str,
    function: Function,
    cases: Sequence[Sequence[Any]],
    outcomes: Sequence[Outcome],
    failed: int,
    problem: str,
    details: tuple[str, ...] = (),
    slip: str | None = None,
    tolerance: Tolerance | None = None,
) -> CheckFailed:
    """Build the failure for case number `failed`, naming the mistake where one explains all outcomes.

    Parameters
    ----------
    exercise : str
        Label under which the bank files the known mistakes.
    cases, outcomes : sequence
        Arguments of every call, and what each call did.
    problem : str
        What to say after the call when no known mistake explains the outcomes.
    slip : str or None
        Label of the kind of problem itself, where it has one.
    """
    spoken = call_text(function, cases[failed], exercise)
    known = recognise(
        exercise, cases, outcomes, tolerance or Tolerance(rtol=1e-5, atol=1e-8), slip == "warns"
    )
    if known:
        raised = outcomes[failed].error
        shown = (*details, f"raised {raised}") if raised else details
        return CheckFailed(f"{spoken}: {known.message}", shown, known.label)
    foreign = globals_read(function) if slip in VAGUE else ()
    if foreign:
        problem += (
            f". It reads the notebook's variable{'s' if foreign[1:] else ''} "
            f"{', '.join(f'`{name}`' for name in foreign)}: a function may use only its own parameters"
        )
        slip = "notebook-global"
    return CheckFailed(f"{spoken} {problem}.", details, slip)


def recognise(
    exercise: str,
    cases: Sequence[Sequence[Any]],
    outcomes: Sequence[Outcome],
    tolerance: Tolerance,
    warning: bool = False,
) -> bank.Mistake | None:
    """The first known mistake that does on every case what the student's function did, or None.

    Where the values are right and a warning is what is wrong, the mistake has to bring the same warning.
    """
    for mistake in bank.mistakes(exercise):
        model = mistake.function()
        if model is not None and all(
            _agree(outcome, call(model, case), tolerance, warning)
            for case, outcome in zip(cases, outcomes, strict=True)
        ):
            return mistake
    return None


def _agree(seen: Outcome, model: Outcome, tolerance: Tolerance, warning: bool) -> bool:
    if warning and seen.warned[:1] != model.warned[:1]:
        return False
    if seen.error or model.error:
        return seen.error == model.error and not (seen.error or "").startswith("NotImplementedError")
    if seen.modified != model.modified:
        return False
    try:
        return difference(seen.value, model.value, tolerance) is None
    except (TypeError, ValueError):
        return same(copy.copy(seen.value), model.value)
