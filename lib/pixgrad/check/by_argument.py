"""What a wrong result is, seen from the wanted one and the arguments: a size or an argument too many."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pixgrad.check.arguments import arguments, slug
from pixgrad.check.compare import Tolerance, as_numbers, close, show
from pixgrad.check.parts import General, Part, equal, part_name, parts_of_cases, wrong_leaves
from pixgrad.check.seen import Seen

EXACTLY = Tolerance(1e-6, 1e-9)
ENTRIES: dict[str, Callable[[Any], Any]] = {
    "{}, as it came in": lambda a: a,
    "{}[0], as it came in": lambda a: a[0],
    "{}[-1], as it came in": lambda a: a[-1],
    "{}.T": lambda a: a.T,
    "the mean of {}": np.mean,
    "the greatest of {}": np.max,
    "the least of {}": np.min,
    "the sum of {}": np.sum,
}
ENOUGH = 3  # different numbers that have to be wrong
MANY = 6  # the same, where two factors are solved for


def by_argument(seen: Seen) -> General | None:
    """Whether a part of the result is off by a size or an argument."""
    cases = parts_of_cases(seen)
    for leaf in wrong_leaves(cases, seen.tolerance):
        parts = [case[leaf] for case in cases if leaf in case]
        if len(parts) == len(cases) and _comparable(parts):
            name = part_name(seen, leaf) or "everything"
            told = _size(seen, parts, name) or _argument(seen, parts, name)
            told = told or _multiple(seen, parts, name) or _as_it_came(seen, parts, name)
            if found := told or _mixed(seen, parts, name):
                return found
    return None


def _comparable(parts: list[Part]) -> bool:
    """Whether the parts are finite, of equal shapes, and hold enough different numbers."""
    return (
        all(g.shape == w.shape and np.isfinite(g).all() and np.isfinite(w).all() for g, w in parts)
        and len({round(float(w), 9) for _, want in parts for w in want.ravel()}) >= ENOUGH
    )


def _as_it_came(seen: Seen, parts: list[Part], part: str) -> General | None:
    """An argument, or an entry of it, comes back as it went in."""
    given = [dict(arguments(seen, case)) for case in seen.cases]
    for name in given[0]:
        values = [as_numbers(each.get(name)) for each in given]
        if any(value is None for value in values):
            continue
        for said, taken in ENTRIES.items():
            try:
                same = all(
                    equal(g, np.asarray(taken(v)), EXACTLY) for (g, _), v in zip(parts, values, strict=True)
                )
            except (IndexError, ValueError):
                continue
            if same:
                return General(f"{slug(name)}-returned", f"{part} is {said.format(name)}")
    return None


def _multiple(seen: Seen, parts: list[Part], part: str) -> General | None:
    """Everything times, or divided by, an argument."""
    given = [dict(arguments(seen, case)) for case in seen.cases]
    for name in given[0]:
        numbers = [as_numbers(each.get(name)) for each in given]
        fits = all(
            value is not None and np.isfinite(value).all() and _broadcasts(value, want)
            for value, (_, want) in zip(numbers, parts, strict=True)
        )
        if not fits:
            continue
        trios = [(g, w, v) for (g, w), v in zip(parts, numbers, strict=True) if v is not None]
        if all(equal(g, w * v, EXACTLY) for g, w, v in trios):
            return General("argument-times-too-often", f"{part} is multiplied by {name}, once too often")
        if all((v != 0).all() and equal(g * v, w, EXACTLY) for g, w, v in trios):
            return General("argument-divides", f"{part} is divided by {name}, which does not belong here")
    return None


def _broadcasts(value: Any, want: Any) -> bool:
    try:
        return bool(np.broadcast_shapes(value.shape, want.shape) == want.shape)
    except ValueError:
        return False


def _size(seen: Seen, parts: list[Part], part: str) -> General | None:
    """Everything times, or divided by, the length of an axis or a whole number that is an argument."""
    sizes = [dict(_sizes(seen, case)) for case in seen.cases]
    for name in sizes[0]:
        numbers = [case.get(name, 0) for case in sizes]
        if min(numbers) < 1 or len(set(numbers)) < 2:
            continue
        for power, said in ((1, "multiplied"), (-1, "divided")):
            if all(
                equal(g, w * float(n) ** power, EXACTLY) for (g, w), n in zip(parts, numbers, strict=True)
            ):
                return General(f"{said}-by-a-size", f"{part} is {said} by {name}, which does not belong here")
    return None


def _sizes(seen: Seen, case: Any) -> Iterator[tuple[str, int]]:
    for name, value in arguments(seen, case):
        if isinstance(value, np.ndarray):
            yield from ((f"{name}.shape[{axis}]", length) for axis, length in enumerate(value.shape))
            yield f"{name}.size", value.size
        elif isinstance(value, int) and not isinstance(value, bool):
            yield name, value


def _argument(seen: Seen, parts: list[Part], part: str) -> General | None:
    """An argument, times some number, added to everything."""
    off = [got - want for got, want in parts]
    if len(np.unique(np.round(np.concatenate([each.ravel() for each in off]), 9))) < ENOUGH:
        return None
    given = [dict(arguments(seen, case)) for case in seen.cases]
    for name in given[0]:
        try:
            added = [
                np.broadcast_to(np.asarray(case[name], dtype=float), each.shape)
                for case, each in zip(given, off, strict=True)
            ]
        except (KeyError, TypeError, ValueError):
            continue
        a, b = (np.concatenate([each.ravel() for each in arrays]) for arrays in (added, off))
        if not a.any() or not np.isfinite(a).all():
            continue
        factor = float(a @ b / (a @ a))
        if abs(factor) > 1e-3 and all(equal(o, factor * x, EXACTLY) for o, x in zip(off, added, strict=True)):
            return General("argument-too-often", _often(part, name, round(factor, 6)))
    return None


def _often(part: str, name: str, factor: float) -> str:
    where = "" if part == "everything" else f" in {part}"
    if factor == -1:
        return f"{name} is left out{where}"
    if factor == 1:
        return f"{name} is added once too often{where}"
    if float(2 * factor).is_integer():
        return f"{part} is off by {show(factor)} times {name}"
    return f"what {part} is off by is proportional to {name}: look at the term that holds {name}"


def _mixed(seen: Seen, parts: list[Part], part: str) -> General | None:
    """Where it is wrong, it is so much of what is wanted and so much of an argument, always the same."""
    off = [~close(got, want, EXACTLY) for got, want in parts]
    given = [dict(arguments(seen, case)) for case in seen.cases]
    for name in given[0]:
        values = [as_numbers(each.get(name)) for each in given]
        if any(v is None or v.shape != w.shape for v, (_, w) in zip(values, parts, strict=True)):
            continue
        g, w, v = (
            np.concatenate([np.asarray(each, float)[mask] for each, mask in zip(arrays, off, strict=True)])
            for arrays in ([got for got, _ in parts], [want for _, want in parts], values)
        )
        if len(np.unique(np.round(g, 9))) < MANY or not np.isfinite(v).all():
            continue
        table = np.column_stack([w, v])
        factors, _, rank, _ = np.linalg.lstsq(table, g, rcond=1e-9)
        if rank == 2 and np.abs(factors).min() > 1e-3 and equal(g, table @ factors, EXACTLY):
            mine, its = (show(round(float(each), 6)) for each in factors)
            return General(
                "mixed-with-argument",
                f"{part}, where wrong, is {mine} times what is wanted plus {its} times {name}",
            )
    return None
