"""Calling a student's function on the cases of a check; an error, or a changed argument, fails any check."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from pixgrad.check import bank
from pixgrad.check.calls import call_each
from pixgrad.check.compare import Tolerance
from pixgrad.check.failure import CheckFailed
from pixgrad.check.recognise import explain
from pixgrad.check.seen import Passes, Seen
from pixgrad.check.wording import argument_lines, kind_of, name_of, parameter_names, show

# How Python says that a call does not fit a function's parameters.
SIGNATURE = re.compile(r"positional argument|takes no arguments|unexpected keyword|missing \d+ required")


def observe(
    function: Callable[..., Any],
    cases: Sequence[Sequence[Any]],
    exercise: str,
    passes: Passes,
    tolerance: Tolerance | None = None,
    wanted: Sequence[Any] = (),
) -> Seen:
    """Call the function on every case; an error in any of them fails the check."""
    _is_function(function, exercise)
    seen = Seen(
        exercise, function, cases, call_each(function, cases), passes, tolerance or Tolerance(), wanted
    )
    for i, outcome in enumerate(seen.outcomes):
        if outcome.error:
            raise _raised(seen, i)
    wrong = not all(passes(i, outcome, seen.tolerance) for i, outcome in enumerate(seen.outcomes))
    if wrong and all(_unfinished(outcome.value) for outcome in seen.outcomes):
        still = show(seen.outcomes[0].value)
        said = f"not finished yet: {name_of(function, exercise)} still returns {still}."
        raise CheckFailed(said, (), "not-finished")
    return seen


def _unfinished(value: Any) -> bool:
    """Whether a result is that of a template: several values, none of which is there."""
    return isinstance(value, tuple) and any(part is None for part in value) and all(map(_is_nothing, value))


def _is_nothing(part: Any) -> bool:
    return part is None or (isinstance(part, dict | list | tuple) and not part)


def unmodified(seen: Seen) -> None:
    """Fail where an argument was changed in place."""
    for i, outcome in enumerate(seen.outcomes):
        if outcome.modified:
            names = parameter_names(seen.function, len(seen.cases[i]), seen.exercise)
            changed = " and ".join(names[position] for position in outcome.modified)
            raise explain(seen, i, f"changes {changed} in place. Work on a copy", (), "input-modified")


def _is_function(function: Any, exercise: str) -> None:
    kind = kind_of(function)
    if not callable(function) or kind == "a class":
        name = bank.asked(exercise) or f"the answer to {exercise}"
        raise CheckFailed(f"{name} should be a function, not {kind}.", (), "wrong-type")


def _raised(seen: Seen, i: int) -> CheckFailed:
    error, line = seen.outcomes[i].error or "", seen.outcomes[i].line
    if error.startswith("NotImplementedError"):
        name = name_of(seen.function, seen.exercise)
        return CheckFailed(f"not answered yet: {name} still raises NotImplementedError.")
    problem = f"raised {error}" + (f" at `{line}`" if line else "")
    slip = "raises-error"
    if error.startswith("UnboundLocalError"):
        problem += ". It is read before it is set: the `if` or the loop that sets it may not have run"
        slip = "read-before-set"
    elif error.startswith("NameError"):
        problem += ". A function may use only its own parameters and what it defines itself"
        slip = "undefined-name"
    elif line is None and SIGNATURE.search(error):
        problem += ". Keep the parameters that the exercise gives: it is called with them, in this order"
    return explain(seen, i, problem, argument_lines(seen.function, seen.cases[i], seen.exercise), slip)
