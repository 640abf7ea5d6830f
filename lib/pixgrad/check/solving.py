"""A mistake with a number of its own, such as an epsilon: the number is solved for, not looked up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from pixgrad.check.bank import Mistake
from pixgrad.check.calls import call
from pixgrad.check.compare import as_numbers
from pixgrad.check.seen import Agreement, Seen, Tried, leaves
from pixgrad.check.wording import show

GRID = np.logspace(-16, 6, 67)  # three numbers a decade
SHRINK = (5**0.5 - 1) / 2  # golden section
STEPS = 45


def solved(mistake: Mistake, seen: Seen, case: int) -> Mistake | None:
    """The mistake with the number that explains all outcomes, looked for in one case, or None."""
    made = mistake.with_number()
    if made is None:
        return None
    function, scope = made

    def model(number: float) -> Callable[..., Any]:
        scope[mistake.free] = number
        return function

    def distance(exponent: float) -> float:
        return _distance(call(model(10**exponent), seen.cases[case]).value, seen.outcomes[case].value)

    how = Agreement(seen.tolerance, inputs=False, broken=True)
    tried = (call(model(number), seen.cases[case]).value for number in GRID[::22])
    if _fixed_part_differs(list(tried), seen.outcomes[case].value, how):
        return None
    for number in _candidates(distance):
        if Tried(model(number), seen).explains(how, seen.tolerance):
            return replace(mistake, message=mistake.said(show(number)))
    return None


def _fixed_part_differs(tried: list[Any], seen: Any, how: Agreement) -> bool:
    """Whether a part of the result that the number does not change is not what was seen."""
    first, *others = (dict(leaves(value)) for value in tried)
    theirs = dict(leaves(seen))
    fixed = [key for key in first if all(key in o and how.alike(first[key], o[key]) for o in others)]
    return any(key not in theirs or not how.alike(theirs[key], first[key]) for key in fixed)


def _distance(mine: Any, theirs: Any) -> float:
    """How far two results are from each other; infinite where they cannot be compared."""
    pairs = [
        (as_numbers(a), as_numbers(b)) for (_, a), (_, b) in zip(leaves(mine), leaves(theirs), strict=False)
    ]
    total = 0.0
    for a, b in pairs:
        if a is None or b is None or a.shape != b.shape:
            return float("inf")
        with np.errstate(all="ignore"):
            total += float(np.abs(a.astype(float) - b.astype(float)).sum() / (1e-300 + np.abs(b).sum()))
    return total if pairs and np.isfinite(total) else float("inf")


def _candidates(distance: Callable[[float], float]) -> Iterator[float]:
    """Numbers for which the distance has a minimum, those of few digits first."""
    exponents = np.log10(GRID)
    values = np.array([distance(exponent) for exponent in exponents])
    step = exponents[1] - exponents[0]
    for place in np.argsort(values, kind="stable")[:3]:
        if np.isfinite(values[place]):
            exact = 10 ** _minimum(distance, exponents[place] - step, exponents[place] + step)
            yield from dict.fromkeys(float(f"{exact:.{digits}e}") for digits in (0, 1, 2))
            yield exact


def _minimum(distance: Callable[[float], float], low: float, high: float) -> float:
    """Where a function of one number is smallest, by golden section."""
    for _ in range(STEPS):
        a, b = high - SHRINK * (high - low), low + SHRINK * (high - low)
        low, high = (low, b) if distance(a) <= distance(b) else (a, high)
    return (low + high) / 2
