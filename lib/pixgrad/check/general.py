"""What a wrong result is, seen from the wanted one, where no known mistake explains it.

Each relation is tried on the parts of the result that are wrong, and named only where it holds in all of
them, in every case, within the tolerance of the check, for numbers that leave no room for chance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.check.compare import Tolerance, as_numbers, show
from pixgrad.check.seen import Leaf, Seen, leaves

Array = np.ndarray
Part = tuple[Array, Array]  # got and wanted
Relation = Callable[[list[Part], Tolerance], str | None]
DIGITS = 9  # decimal places tried
NEARLY_ONE = 1e-3


@dataclass(frozen=True)
class General:
    """A label and a sentence, as those of a known mistake."""

    label: str
    message: str


def relation(seen: Seen) -> General | None:
    """The first relation that holds between what came back and what was wanted."""
    parts = list(_wrong_parts(seen))
    if not parts or not all(np.isfinite(array).all() for part in parts for array in part):
        return None
    evidence = _evidence(parts, seen.tolerance)
    for label, (holds, enough) in RELATIONS.items():
        if evidence >= enough and (said := holds(parts, seen.tolerance)):
            return General(label, said)
    return None


def _evidence(parts: list[Part], tolerance: Tolerance) -> int:
    """How many different numbers were wanted where others came back."""
    shapes = all(got.shape == want.shape for got, want in parts)
    wrong = [want[~_close(got, want, tolerance)] if shapes else want.ravel() for got, want in parts]
    return len(np.unique(np.round(np.concatenate(wrong), 9)))


def _wrong_parts(seen: Seen) -> Iterator[Part]:
    """In every case, the parts of the result that are wrong in some case; nothing where one is no array."""
    wrong, cases = set[Leaf](), list[dict[Leaf, Part]]()
    for outcome, want in zip(seen.outcomes, seen.wanted, strict=False):
        floats = _as_floats(dict(leaves(outcome.value)), dict(leaves(want)))
        if floats is None:
            return
        cases.append(floats)
        wrong |= {key for key, (got, want) in floats.items() if not _equal(got, want, seen.tolerance)}
    for floats in cases:
        yield from (part for key, part in floats.items() if key in wrong)


def _as_floats(got: dict[Leaf, Any], wanted: dict[Leaf, Any]) -> dict[Leaf, Part] | None:
    if got.keys() != wanted.keys():
        return None
    found = dict[Leaf, Part]()
    for key, want in wanted.items():
        mine, theirs = as_numbers(got[key]), as_numbers(want)
        if mine is None or theirs is None:
            return None
        found[key] = mine.astype(np.float64), theirs.astype(np.float64)
    return found


def _equal(got: Array, want: Array, tolerance: Tolerance) -> bool:
    return got.shape == want.shape and bool(_close(got, want, tolerance).all())


def _close(got: Array, want: Array, tolerance: Tolerance) -> Array:
    scale = max(1.0, float(np.abs(want[np.isfinite(want)]).max(initial=0.0)))
    return np.isclose(got, want, rtol=tolerance.rtol, atol=tolerance.atol * scale)


def _always(make: Callable[[Array], Array], sentence: str) -> Relation:
    """The relation that what came back is a function of what was wanted."""

    def holds(parts: list[Part], tolerance: Tolerance) -> str | None:
        with np.errstate(all="ignore"):
            return sentence if all(_equal(got, make(want), tolerance) for got, want in parts) else None

    return holds


def _factor(parts: list[Part], tolerance: Tolerance) -> str | None:
    if not _of_one_shape(parts):
        return None
    got, want = (np.concatenate([part[i].ravel() for part in parts]) for i in (0, 1))
    factor = float(got @ want / (want @ want)) if want.any() else 0.0
    told = abs(factor) > 1e-9 and abs(factor - 1) > NEARLY_ONE  # nearer to 1 it may be rounding
    same = told and all(_equal(g, factor * w, tolerance) for g, w in parts)
    return f"everything is {show(factor)} times what is wanted" if same else None


def _offset(parts: list[Part], tolerance: Tolerance) -> str | None:
    if not _of_one_shape(parts):
        return None
    offset = float(np.mean(np.concatenate([(got - want).ravel() for got, want in parts])))
    same = all(_equal(g, w + offset, tolerance) for g, w in parts)
    return f"everything is {show(abs(offset))} too {'large' if offset > 0 else 'small'}" if same else None


def _of_one_shape(parts: list[Part]) -> bool:
    return all(got.shape == want.shape for got, want in parts)


def _rounded(parts: list[Part], tolerance: Tolerance) -> str | None:
    few = _evidence(parts, tolerance) < 3  # a few wrong numbers may stand on so coarse a grid by chance
    for digits in range(2 if few else 0, DIGITS):
        if all(_equal(got, np.round(want, digits), tolerance) for got, want in parts):
            places = f"{digits} decimal places" if digits else "whole numbers"
            return f"the result is rounded to {places}; return it as it is"
    return None


def _reordered(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The rows are right, but stand in another order."""
    if not all(got.shape == want.shape and got.ndim for got, want in parts):
        return None
    same = all(_equal(_sorted(got), _sorted(want), tolerance) for got, want in parts)
    return "the right rows come back in another order" if same else None


def _sorted(array: Array) -> Array:
    if not array.size:
        return array
    rows = array.reshape(len(array), -1)
    return rows[np.lexsort(np.round(rows.T[::-1], 9))]


def _zero(parts: list[Part], tolerance: Tolerance) -> str | None:
    zeros = _of_one_shape(parts) and all(not got.any() for got, _ in parts)
    return "only zeros come back" if zeros else None


# With the number of different values that have to be wrong: more where the relation has a number of its own.
RELATIONS: dict[str, tuple[Relation, int]] = {
    "all-zero": (_zero, 2),
    "negated": (_always(np.negative, "everything has the wrong sign"), 2),
    "sign-lost": (_always(np.abs, "every number comes back without its sign"), 2),
    "transposed": (_always(np.transpose, "the result is transposed: rows and columns changed places"), 3),
    "reversed": (_always(lambda w: w[::-1] if w.ndim else w, "the result is in reverse order"), 3),
    "last-axis-reversed": (_always(lambda w: w[..., ::-1] if w.ndim else w, "the last axis is reversed"), 3),
    "one-minus": (_always(lambda w: 1 - w, "this is 1 minus what is wanted"), 2),
    "integer-result": (_always(np.trunc, "what stands behind the decimal point is lost"), 2),
    "rounded": (_rounded, 1),
    "squared": (_always(np.square, "this is the square of what is wanted"), 3),
    "root-taken": (_always(lambda w: np.sqrt(np.abs(w)), "this is the square root of what is wanted"), 3),
    "wraps-at-256": (
        _always(lambda w: np.mod(w, 256), "numbers wrap around at 256: the dtype is too narrow"),
        2,
    ),
    "wraps-at-128": (
        _always(lambda w: np.mod(w + 128, 256) - 128, "numbers wrap around at 128, as in int8"),
        2,
    ),
    "float16": (
        _always(lambda w: w.astype(np.float16), "the result has been through float16, which keeps 3 digits"),
        1,
    ),
    "constant-factor": (_factor, 3),
    "constant-offset": (_offset, 3),
    "reordered": (_reordered, 3),
}
