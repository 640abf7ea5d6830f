"""What a check saw of a function, and whether a bug model does the same."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pixgrad.check.calls import Outcome, call, same
from pixgrad.check.compare import Tolerance, as_numbers, difference

Function = Callable[..., Any]
Passes = Callable[[int, Outcome, Tolerance], bool]
Leaf = tuple[Any, ...]  # the steps to a part of a result: (1, "W1")


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
    wanted : sequence
        What the check wants back in each case, where it is one value; else empty.
    warning : bool
        True where the values are right and a warning is what is wrong.
    """

    exercise: str
    function: Function
    cases: Sequence[Sequence[Any]]
    outcomes: Sequence[Outcome]
    passes: Passes
    tolerance: Tolerance
    wanted: Sequence[Any] = ()
    warning: bool = False


class Tried:
    """A bug model and what it does on the cases of a check, run as far as it has been asked for."""

    def __init__(self, model: Function, seen: Seen) -> None:
        self.model, self.seen = model, seen
        self.outcomes: dict[int, Outcome] = {}

    def __getitem__(self, case: int) -> Outcome:
        if case not in self.outcomes:
            self.outcomes[case] = call(self.model, self.seen.cases[case])
        return self.outcomes[case]

    def explains(self, how: "Agreement", failing: Tolerance, cases: Sequence[int] | None = None) -> bool:
        """Whether it did all that was seen, and fails the check itself where the student's function did."""
        seen = self.seen
        order = range(len(seen.cases)) if cases is None else cases
        if not all(how(seen.outcomes[i], self[i]) for i in order):
            return False
        return any(
            not seen.passes(i, how.judged(self[i]), failing)
            and not seen.passes(i, how.judged(seen.outcomes[i]), seen.tolerance)
            for i in order
        )

    def overflows_too(self, case: int) -> bool:
        """Whether it too returns what is not finite, with a warning that was also seen."""
        seen, mine = self.seen.outcomes[case], self[case]
        return is_broken(mine) and bool(mine.warned) and mine.warned[0] in seen.warned

    def matches(self, how: "Agreement", case: int) -> set[Leaf]:
        """The parts of a result in which it agrees with what was seen."""
        mine, theirs = dict(leaves(self[case].value)), dict(leaves(self.seen.outcomes[case].value))
        return {leaf for leaf in mine if leaf in theirs and how.alike(theirs[leaf], mine[leaf])}


@dataclass(frozen=True)
class Agreement:
    """When two calls did the same: value, error, and what they left in which argument.

    Attributes
    ----------
    tolerance : Tolerance
    warning : bool
        True where they have to bring the same warning of NumPy.
    inputs : bool
        False where it does not matter what they did to their arguments.
    broken : bool
        True where all numbers that are not finite are taken for equal: the ways to inf and to nan are many.
    """

    tolerance: Tolerance
    warning: bool = False
    inputs: bool = True
    broken: bool = False

    def __call__(self, seen: Outcome, model: Outcome) -> bool:
        """Compare two outcomes."""
        if self.warning and seen.warned[:1] != model.warned[:1]:
            return False
        if seen.error or model.error:
            return seen.error == model.error and not (seen.error or "").startswith("NotImplementedError")
        if self.inputs and not (seen.modified == model.modified and self.alike(seen.left, model.left)):
            return False
        return self.alike(seen.value, model.value)

    def judged(self, outcome: Outcome) -> Outcome:
        """What of an outcome has to be wrong: a warning or a changed input alone only where they matter."""
        return replace(
            outcome,
            warned=outcome.warned if self.warning else (),
            modified=outcome.modified if self.inputs else (),
        )

    def alike(self, seen: Any, model: Any) -> bool:
        """Compare two values."""
        if self.broken:
            seen, model = without_infinity(seen), without_infinity(model)
        try:
            return difference(seen, model, self.tolerance) is None
        except (TypeError, ValueError):
            return same(copy.copy(seen), model)


def without_infinity(value: Any) -> Any:
    """A nested value with nan in the place of inf."""
    if isinstance(value, dict):
        return {key: without_infinity(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(without_infinity, value))
    array = as_numbers(value)
    if array is None or array.dtype.kind != "f" or np.isfinite(array).all():
        return value
    return np.where(np.isfinite(array), array, np.nan)


def is_broken(outcome: Outcome) -> bool:
    """Whether some number of a result is not finite."""
    arrays = (as_numbers(part) for _, part in leaves(outcome.value))
    return any(array is not None and not np.isfinite(array).all() for array in arrays)


def leaves(value: Any, steps: Leaf = ()) -> Iterator[tuple[Leaf, Any]]:
    """The parts of a nested result that are no container, each with the steps that lead to it."""
    if isinstance(value, dict | tuple):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*steps, step))
    else:
        yield steps, value
