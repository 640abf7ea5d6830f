"""What a wrong result is, seen from the wanted one and the arguments: a size or an argument too many."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from pixgrad.check.calls import Named
from pixgrad.check.compare import Tolerance, as_numbers, close, show
from pixgrad.check.general import General
from pixgrad.check.seen import Leaf, Seen, leaves
from pixgrad.check.wording import parameter_names

Array = np.ndarray
EXACTLY = Tolerance(1e-6, 1e-9)
ENOUGH = 3  # different numbers that have to be wrong


def by_argument(seen: Seen) -> General | None:
    """Whether the one part of the result that is wrong is off by a size or an argument."""
    parts = _wrong_part(seen)
    if parts is None or len({round(float(w), 9) for _, want in parts for w in want.ravel()}) < ENOUGH:
        return None
    return _size(seen, parts) or _argument(seen, parts)


def _wrong_part(seen: Seen) -> list[tuple[Array, Array]] | None:
    """The part got and wanted of every case, where just one part is wrong; None where there are more."""
    wrong: set[Leaf] = set()
    cases: list[dict[Leaf, tuple[Array, Array]]] = []
    for outcome, want in zip(seen.outcomes, seen.wanted, strict=False):
        mine, theirs = dict(leaves(outcome.value)), dict(leaves(want))
        pairs = {key: (as_numbers(mine.get(key)), as_numbers(each)) for key, each in theirs.items()}
        known = {
            k: (g.astype(float), w.astype(float))
            for k, (g, w) in pairs.items()
            if g is not None and w is not None
        }
        if len(known) < len(theirs) or any(g.shape != w.shape for g, w in known.values()):
            return None
        wrong |= {key for key, (g, w) in known.items() if not _equal(g, w, seen.tolerance)}
        cases.append(known)
    if len(wrong) != 1 or not all(wrong <= case.keys() for case in cases):
        return None
    parts = [case[next(iter(wrong))] for case in cases]
    return parts if all(np.isfinite(array).all() for part in parts for array in part) else None


def _equal(got: Array, want: Array, tolerance: Tolerance) -> bool:
    return bool(close(got, want, tolerance).all())


def _size(seen: Seen, parts: list[tuple[Array, Array]]) -> General | None:
    """Everything times, or divided by, the length of an axis or a whole number that is an argument."""
    sizes = [dict(_sizes(seen, case)) for case in seen.cases]
    for name in sizes[0]:
        numbers = [case.get(name, 0) for case in sizes]
        if min(numbers) < 1 or len(set(numbers)) < 2:
            continue
        for power, said in ((1, "multiplied"), (-1, "divided")):
            if all(
                _equal(g, w * float(n) ** power, EXACTLY) for (g, w), n in zip(parts, numbers, strict=True)
            ):
                return General(
                    f"{said}-by-a-size", f"everything is {said} by {name}, which does not belong here"
                )
    return None


def _sizes(seen: Seen, case: Any) -> Iterator[tuple[str, int]]:
    for name, value in _arguments(seen, case):
        if isinstance(value, np.ndarray):
            yield from ((f"{name}.shape[{axis}]", length) for axis, length in enumerate(value.shape))
            yield f"{name}.size", value.size
        elif isinstance(value, int) and not isinstance(value, bool):
            yield name, value


def _argument(seen: Seen, parts: list[tuple[Array, Array]]) -> General | None:
    """An argument, times some number, added to everything."""
    off = [got - want for got, want in parts]
    if len(np.unique(np.round(np.concatenate([each.ravel() for each in off]), 9))) < ENOUGH:
        return None
    arguments = [dict(_arguments(seen, case)) for case in seen.cases]
    for name in arguments[0]:
        try:
            added = [
                np.broadcast_to(np.asarray(case[name], dtype=float), each.shape)
                for case, each in zip(arguments, off, strict=True)
            ]
        except (KeyError, TypeError, ValueError):
            continue
        a, b = (np.concatenate([each.ravel() for each in arrays]) for arrays in (added, off))
        if not a.any() or not np.isfinite(a).all():
            continue
        factor = float(a @ b / (a @ a))
        if abs(factor) > 1e-3 and all(
            _equal(o, factor * x, EXACTLY) for o, x in zip(off, added, strict=True)
        ):
            return General("argument-too-often", _often(name, round(factor, 6)))
    return None


def _often(name: str, factor: float) -> str:
    if factor == -1:
        return f"{name} is left out"
    if factor == 1:
        return f"{name} is added once too often"
    return f"everything is off by {show(factor)} times {name}"


def _arguments(seen: Seen, case: Any) -> Iterator[tuple[str, Any]]:
    """Arguments, and the entries of those that are dicts, by the code that a student would write."""
    for name, value in zip(parameter_names(seen.function, len(case), seen.exercise), case, strict=True):
        if isinstance(value, Named):
            yield from value.values.items()
        elif isinstance(value, dict):
            yield from ((f"{name}[{key!r}]", each) for key, each in value.items())
        else:
            yield name, value
