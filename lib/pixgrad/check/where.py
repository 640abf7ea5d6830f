"""Where a result is wrong, where nothing tells what is wrong with it: a fact, and no guess.

What is told holds in every case of the check: the wrong numbers stand in one row or column only, or where an
argument is negative, or all of them are 0; or a whole case is wrong wherever an argument is greater than 1.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pixgrad.check.arguments import arguments
from pixgrad.check.by_case import by_case
from pixgrad.check.by_row import by_row
from pixgrad.check.compare import as_numbers, close, show
from pixgrad.check.parts import Array, General, Part, part_name, parts_of_cases, wrong_leaves
from pixgrad.check.seen import Seen

Mask = Array  # of bool
ENOUGH = 3  # numbers that are right beside those that are wrong, or the other way round
LINES = 5  # rows, over all wrong cases, that could be wrong and are not
FEW = 2  # the same, of what is known otherwise
BEYOND = 4  # numbers on either side of a bound

EDGES: dict[str, Callable[[Array], Mask]] = {
    "first row": lambda a: _at(a, 0, 0),
    "last row": lambda a: _at(a, 0, -1),
    "first column": lambda a: _at(a, -1, 0),
    "last column": lambda a: _at(a, -1, -1),
    "diagonal": lambda a: np.eye(*a.shape, dtype=bool) if a.ndim == 2 else np.zeros(a.shape, bool),
}
SIGNS: dict[str, Callable[[Array], Mask]] = {
    "is negative": lambda a: a < 0,
    "is 0": lambda a: a == 0,
    "is infinite": np.isinf,
    "is positive": lambda a: a > 0,  # not of what is wanted: zeros come out right by chance
    "is odd": lambda a: a % 2 == 1,
    "is even": lambda a: a % 2 == 0,
    "is no whole number": lambda a: np.isfinite(a) & (a % 1 != 0),
}

PARITIES = ("is odd", "is even")


def where(seen: Seen) -> General | None:
    """The first fact about the places in which the result, or a part of it, is wrong."""
    cases = parts_of_cases(seen)
    wrong = wrong_leaves(cases, seen.tolerance)
    for leaf in wrong:
        parts = {i: case[leaf] for i, case in enumerate(cases) if leaf in case}
        alike = all(got.shape == want.shape for got, want in parts.values())
        if alike and (found := _fact(seen, parts, len(wrong) == 1)):
            name = part_name(seen, leaf)
            return General(found.label, f"of {name}, {found.message}" if name else found.message)
    return None


def _fact(seen: Seen, parts: dict[int, Part], alone: bool) -> General | None:
    wrong = {i: ~close(got, want, seen.tolerance) for i, (got, want) in parts.items()}
    return (
        _by_label(seen, wrong)
        or _by_sign(seen, parts, wrong)
        or _at_an_edge(wrong, alone)
        or _one_place(wrong)
        or _one_number(parts, wrong)
        or _finite_for_infinite(parts, wrong)
        or _unchanged(seen, parts, wrong)
        or by_case(seen, parts, wrong)
        or by_row(seen, wrong)
        or _beyond(seen, parts, wrong)
        or _one_wanted(parts, wrong)
        or _other_entries(seen, parts, wrong)
    )


def _at(array: Array, axis: int, index: int) -> Mask:
    mask = np.zeros(array.shape, bool)
    np.moveaxis(mask, axis, 0)[index] = True
    return mask


def _told(wrong: dict[int, Mask], masks: dict[int, Mask]) -> str | None:
    """Whether just the numbers under the masks are wrong, or just those right."""
    w, m = (np.concatenate([each[i].ravel() for i in wrong]) for each in (wrong, masks))
    if w.sum() >= FEW and (~w).sum() >= ENOUGH and m.any() and (w == m).all():
        return "wrong"
    return "right" if w.sum() >= ENOUGH and (~w).sum() >= FEW and m.any() and (w == ~m).all() else None


def _by_label(seen: Seen, wrong: dict[int, Mask]) -> General | None:
    """Wrong, or right, in the entry of each row that belongs to its label."""
    for name, values in _arrays(seen, wrong):
        masks = {i: _of_labels(wrong[i], values[i]) for i in wrong if _are_labels(wrong[i], values[i])}
        if len(masks) == len(wrong) and (how := _told(wrong, masks)):
            label = "label-entry-wrong" if how == "wrong" else "only-label-entry-right"
            return General(label, f"only the entries [i, {name}[i]] are {how}")
    return None


def _are_labels(mask: Mask, values: Any) -> bool:
    return (
        mask.ndim == 2
        and values.shape == mask.shape[:1]
        and values.dtype.kind in "iu"
        and bool(((values >= 0) & (values < mask.shape[1])).all())
    )


def _of_labels(mask: Mask, labels: Array) -> Mask:
    return np.arange(mask.shape[1]) == labels[:, np.newaxis]


def _arrays(seen: Seen, wrong: dict[int, Mask]) -> Iterator[tuple[str, dict[int, Array]]]:
    """The arguments that are arrays in all cases."""
    given = {i: dict(arguments(seen, seen.cases[i])) for i in wrong}
    for name in given[min(given)]:
        values = {i: as_numbers(each.get(name)) for i, each in given.items()}
        arrays = {i: value for i, value in values.items() if value is not None}
        if len(arrays) == len(values):
            yield name, arrays


def _by_sign(seen: Seen, parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """Wrong, or right, where an argument, or what is wanted, has one sign."""
    wanted = ("what is wanted", {i: want for i, (_, want) in parts.items()})
    for name, values in (*_arrays(seen, wrong), wanted):
        if any(values[i].shape != wrong[i].shape for i in wrong) or not any(m.ndim for m in wrong.values()):
            continue
        for said, rule in SIGNS.items():
            few = said in PARITIES and min(_wrong_and_right(wrong)) < ENOUGH
            by_chance = few or (values is wanted[1] and said == "is positive")
            if not by_chance and _told(wrong, {i: rule(values[i]) for i in wrong}) == "wrong":
                return General(f"wrong-where-{_slug(said)}", f"it is wrong only where {name} {said}")
    return None


def _wrong_and_right(wrong: dict[int, Mask]) -> tuple[int, int]:
    off = sum(int(mask.sum()) for mask in wrong.values())
    return off, sum(mask.size for mask in wrong.values()) - off


def _slug(text: str) -> str:
    return text.removeprefix("is ").replace(" ", "-")


def _at_an_edge(wrong: dict[int, Mask], alone: bool) -> General | None:
    """Only the first or last row or column, or the diagonal, is wrong, in the one part that is, or right."""
    cases = [mask for mask in wrong.values() if mask.size > 1]
    if not cases or any(mask.ndim < 1 for mask in cases):
        return None
    for name, edge in EDGES.items():
        if "row" not in name and any(mask.ndim < 2 for mask in cases):
            continue
        spoken = name.replace("row", "entry") if all(mask.ndim < 2 for mask in cases) else name
        inside = [(mask[edge(mask)], mask[~edge(mask)]) for mask in cases]
        telling = [(on, off) for on, off in inside if on.size and off.size and on.size + off.size > 2]
        failed = [(on, off) for on, off in telling if on.any() or off.any()]
        if not failed or _right_lines(cases, name) < LINES:
            continue
        label = name.replace(" ", "-")
        surely = alone or (len(failed) > 1 and _right_lines(cases, name) >= 2 * LINES)
        if surely and all(on.any() and not off.any() for on, off in failed):
            return General(f"{label}-wrong", f"only the {spoken} is wrong")
        if len(failed) == len(telling) >= ENOUGH and all(
            not on.any() and _mostly(off) for on, off in telling
        ):
            return General(f"only-{label}-right", f"only the {spoken} is right")
    return None


def _right_lines(cases: list[Mask], name: str) -> int:
    """How many lines of wrong cases could be wrong and are not, if one is."""
    return sum(_lines(mask, name) - 1 for mask in cases if mask.any())


def _lines(mask: Mask, name: str) -> int:
    """How many rows or columns there are, of which one is named."""
    return mask.shape[-1] if "column" in name else len(mask)


def _one_place(wrong: dict[int, Mask]) -> General | None:
    """The same entry is the only wrong one of a result that has the same shape in all cases."""
    failed = [mask for mask in wrong.values() if mask.any()]
    if len(failed) < ENOUGH or len({mask.shape for mask in wrong.values()}) > 1:
        return None
    off = np.argwhere(np.any(failed, axis=0))
    if len(off) != 1 or failed[0].size < ENOUGH:
        return None
    index = [int(i) for i in off[0]]
    return General("one-entry-wrong", f"only the entry {index} is wrong")


def _mostly(mask: Mask) -> bool:
    return bool(2 * mask.sum() > mask.size)


def _one_number(parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """The wrong numbers are all the same one, or those wanted with the other sign, and others are right."""
    got, want, off = (
        np.concatenate([each.ravel() for each in arrays])
        for arrays in ([p[0] for p in parts.values()], [p[1] for p in parts.values()], list(wrong.values()))
    )
    if off.sum() < ENOUGH or len(np.unique(np.round(want[off], 9))) < ENOUGH or (~off).sum() < FEW:
        return None
    if np.isnan(got[off]).all():
        return General("partly-nan", "where it is wrong, nan stands")
    if np.ptp(got[off]) == 0:
        label = "partly-zero" if got[off][0] == 0 else "partly-constant"
        return General(label, f"where it is wrong, {show(got[off][0])} stands; the other numbers are right")
    if np.allclose(got[off], -want[off]):
        return General("some-signs", "some numbers have the wrong sign; the others are right")
    if np.allclose(got[off], 2 * want[off]):
        return General("partly-doubled", "some numbers are twice what is wanted; the others are right")
    return None


def _one_wanted(parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """One number is wanted wherever it is wrong, if not only there, and all others are right."""
    want = np.concatenate([want.ravel() for _, want in parts.values()])
    off = np.concatenate([mask.ravel() for mask in wrong.values()])
    if off.sum() < BEYOND or np.ptp(want[off]) > 0 or (want != want[off][0]).sum() < BEYOND:
        return None
    return General("wrong-where-one-number", f"only numbers are wrong where {show(want[off][0])} is wanted")


def _finite_for_infinite(parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """A finite number wherever inf is wanted, and all else is right."""
    pairs = [(got[wrong[i]], want[wrong[i]]) for i, (got, want) in parts.items() if wrong[i].any()]
    right = sum(int((~mask).sum()) for mask in wrong.values())
    lost = all(np.isinf(want).all() and np.isfinite(got).all() for got, want in pairs)
    if not pairs or not lost or right < FEW:
        return None
    return General(
        "infinity-lost",
        f"inf is wanted where it is wrong, and {show(float(pairs[0][0][0]))} comes back. Let it be inf",
    )


def _unchanged(seen: Seen, parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """Where it is wrong, an argument comes back as it was; elsewhere it does not."""
    for name, values in _arrays(seen, wrong):
        if any(values[i].shape != wrong[i].shape for i in wrong):
            continue
        same = {i: values[i] == got for i, (got, _) in parts.items()}
        off, kept = (np.concatenate([each[i].ravel() for i in wrong]) for each in (wrong, same))
        if off.sum() >= ENOUGH and kept[off].all() and (~kept).sum() >= ENOUGH:
            return General("partly-unchanged", f"where it is wrong, {name} comes back as it was")
    return None


def _beyond(seen: Seen, parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """Wrong where the entry of an argument, or what is wanted, lies beyond a bound, and right up to it."""
    wanted = ("what is wanted", {i: want for i, (_, want) in parts.items()})
    for name, values in (*_arrays(seen, wrong), wanted):
        if any(values[i].shape != wrong[i].shape for i in wrong):
            continue
        off, value = (np.concatenate([each[i].ravel() for i in wrong]) for each in (wrong, values))
        if min(off.sum(), (~off).sum()) < BEYOND:
            continue
        for said, size in ((f"{name} is above", value), (f"{name} is below", -value)):
            if size[off].min() > size[~off].max():
                bound = size[~off].max() if size is value else -size[~off].max()
                return General("wrong-beyond-a-bound", f"it is wrong only where {said} {show(float(bound))}")
    return None


def _other_entries(seen: Seen, parts: dict[int, Part], wrong: dict[int, Mask]) -> General | None:
    """Every number is one of an argument, as it should be, but not the right one of them."""
    off = np.concatenate([got[wrong[i]] for i, (got, _) in parts.items()])
    if len(np.unique(off[off % 1 != 0])) < ENOUGH:
        return None
    for name, values in _arrays(seen, wrong):
        if all(np.isin(part, values[i]).all() for i, pair in parts.items() for part in pair):
            rows = all(_within_rows(values[i], got) for i, (got, _) in parts.items())
            place = f"of the same row of {name}" if rows else f"of {name}"
            return General("other-entries", f"each number is one {place}, but stands in another place there")
    return None


def _within_rows(values: Array, got: Array) -> bool:
    alike = got.ndim and values.ndim > 1 and len(values) == len(got)
    return bool(alike and all(np.isin(mine, row).all() for mine, row in zip(got, values, strict=True)))
