"""What a wrong result is, seen from the wanted one, where no known mistake explains it.

Each relation is tried on the parts of the result that are wrong, and named only where it holds in all of
them, in every case, within the tolerance of the check, for numbers that leave no room for chance.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from pixgrad.check.compare import Tolerance, as_numbers, close, difference, in_single, show
from pixgrad.check.parts import Array, General, Part, equal, part_name, parts_of_cases, wrong_leaves
from pixgrad.check.results import names_of
from pixgrad.check.seen import Seen, leaves
from pixgrad.check.wording import parameter_names

Relation = Callable[[list[Part], Tolerance], str | None]
Change = Callable[[Array, float], Array]
DIGITS = 9  # decimal places tried
NEARLY_ONE = 0.05  # factors nearer to 1 may come of rounding, as in differences of float32
NEARLY = 1e-3  # of the largest number, off by which a result is nearly right
EXACTLY = Tolerance(1e-12, 1e-12)
SPARE = 4  # numbers beside one in each line, in lines that are wrong
MOST_COLUMNS = 5  # of which all orders are tried


SINGLE = General(
    "single-precision",
    "the result is right to a few digits only, and it is computed in float32. Compute in float64, which the "
    "numbers that come in are",
)


def relation(seen: Seen, relations: Mapping[str, tuple[Relation, int]]) -> General | None:
    """The first relation that holds between what came back and what was wanted, in all parts or in one."""
    cases = parts_of_cases(seen)
    wrong = wrong_leaves(cases, seen.tolerance)
    if found := _relation(seen, relations, [case[key] for case in cases for key in case if key in wrong]):
        return found
    for leaf in wrong if len(wrong) > 1 else ():
        if found := _relation(seen, relations, [case[leaf] for case in cases if leaf in case]):
            return General(found.label, f"of {part_name(seen, leaf)}, {found.message}")
    return None


def _relation(seen: Seen, relations: Mapping[str, tuple[Relation, int]], parts: list[Part]) -> General | None:
    parts = [part for part in parts if not _same_infinities(*part)]
    if not parts or not all(np.isfinite(array).all() for part in parts for array in part):
        return None
    evidence = _evidence(parts, seen.tolerance)
    for label, (holds, enough) in relations.items():
        if evidence >= enough and (said := holds(parts, seen.tolerance)):
            return SINGLE if label == "few-digits" and _is_single(seen) else General(label, said)
    return None


def _is_single(seen: Seen) -> bool:
    """Whether a result was computed in single precision."""
    parts = (as_numbers(part) for outcome in seen.outcomes for _, part in leaves(outcome.value))
    return any(in_single(part) for part in parts if part is not None)


def in_passing(seen: Seen, failed: int) -> tuple[str, str | None]:
    """What is known where nothing is recognised, and its label: an input changed, parts that are right."""
    outcome = seen.outcomes[failed]
    if outcome.modified:
        names = parameter_names(seen.function, len(seen.cases[failed]), seen.exercise)
        changed = " and ".join(names[position] for position in outcome.modified)
        return f". It also changes {changed} in place: work on a copy", "input-modified"
    right, wrong = _right_and_wrong_parts(seen)
    if not right or not wrong:
        return "", None
    said = f", while {' and '.join(right)} {'are' if right[1:] else 'is'} right in every case"
    return said, re.sub("[^a-z0-9]+", "-", f"only-{'-'.join(wrong)}-wrong".lower())


def _right_and_wrong_parts(seen: Seen) -> tuple[list[str], list[str]]:
    """Names of the parts of the result that are right in all cases, and of those that are wrong in some."""
    found: dict[str, bool] = {}
    for outcome, want in zip(seen.outcomes, seen.wanted, strict=False):
        parts = _named_parts(seen, outcome.value, want)
        if parts is None:
            return [], []
        for name, got, wanted in parts:
            same = difference(got, wanted, seen.tolerance) is None
            found[name] = found.get(name, True) and same
    return [name for name, right in found.items() if right], [
        name for name, right in found.items() if not right
    ]


def _named_parts(seen: Seen, got: Any, want: Any) -> list[tuple[str, Any, Any]] | None:
    """Name, value got and value wanted of each part of a result whose parts have names."""
    if isinstance(want, dict) and isinstance(got, dict) and want.keys() == got.keys():
        return [(str(key), got[key], want[key]) for key in want]
    if isinstance(want, tuple) and isinstance(got, tuple | list) and len(got) == len(want):
        names = names_of(seen.function, want)[1] or [f"result {i + 1}" for i in range(len(want))]
        return list(zip(names, got, want, strict=True))
    return None


def _same_infinities(got: Array, want: Array) -> bool:
    """Whether a part is right, and tells nothing, since it holds numbers that are not finite."""
    return got.shape == want.shape and not np.isfinite(want).all() and np.array_equal(got, want, True)


def _evidence(parts: list[Part], tolerance: Tolerance) -> int:
    """How many different numbers were wanted where others came back."""
    shapes = all(got.shape == want.shape for got, want in parts)
    wrong = [want[~close(got, want, tolerance)] if shapes else want.ravel() for got, want in parts]
    return len(np.unique(np.round(np.concatenate(wrong), 9)))


def _always(make: Callable[[Array], Array], sentence: str) -> Relation:
    """The relation that what came back is a function of what was wanted."""

    def holds(parts: list[Part], tolerance: Tolerance) -> str | None:
        with np.errstate(all="ignore"):
            return sentence if all(equal(got, make(want), tolerance) for got, want in parts) else None

    return holds


def _factor(parts: list[Part], tolerance: Tolerance) -> str | None:
    if not _of_one_shape(parts):
        return None
    got, want = (np.concatenate([part[i].ravel() for part in parts]) for i in (0, 1))
    factor = float(got @ want / (want @ want)) if want.any() else 0.0
    told = abs(factor) > 1e-9 and abs(factor - 1) > NEARLY_ONE
    same = told and all(equal(g, factor * w, tolerance) for g, w in parts)
    return f"everything is {show(factor)} times what is wanted" if same else None


def _offset(parts: list[Part], tolerance: Tolerance) -> str | None:
    if not _of_one_shape(parts):
        return None
    offset = float(np.mean(np.concatenate([(got - want).ravel() for got, want in parts])))
    same = all(equal(g, w + offset, tolerance) for g, w in parts)
    return f"everything is {show(abs(offset))} too {'large' if offset > 0 else 'small'}" if same else None


def _of_one_shape(parts: list[Part]) -> bool:
    return all(got.shape == want.shape for got, want in parts)


def _rounded(parts: list[Part], tolerance: Tolerance) -> str | None:
    few = _evidence(parts, tolerance) < 3  # a few wrong numbers may stand on so coarse a grid by chance
    for digits in range(2 if few else 0, DIGITS):
        if all(equal(got, np.round(want, digits), EXACTLY) for got, want in parts):
            places = f"{digits} decimal places" if digits else "whole numbers"
            return f"the result is rounded to {places}; return it as it is"
    return None


def _reordered(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The rows are right, but stand in another order."""
    if not all(got.shape == want.shape and got.ndim for got, want in parts):
        return None
    same = all(equal(_sorted(got), _sorted(want), tolerance) for got, want in parts)
    return "the right rows come back in another order" if same else None


def _sorted(array: Array) -> Array:
    if not array.size:
        return array
    rows = array.reshape(len(array), -1)
    return rows[np.lexsort(np.round(rows.T[::-1], 9))]


def _zero(parts: list[Part], tolerance: Tolerance) -> str | None:
    zeros = _of_one_shape(parts) and all(not got.any() for got, _ in parts)
    return "only zeros come back" if zeros else None


def _constant(parts: list[Part], tolerance: Tolerance) -> str | None:
    """One number throughout."""
    got = np.concatenate([got.ravel() for got, _ in parts])
    same = _of_one_shape(parts) and any(got.size > 1 for got, _ in parts) and np.ptp(got) == 0
    return f"it is {show(float(got[0]))} everywhere" if same else None


def _clipped(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The right numbers, but for those beyond a bound."""
    got, want = (np.concatenate([part[i].ravel() for part in parts]) for i in (0, 1))
    if not _of_one_shape(parts):
        return None
    off = ~close(got, want, tolerance)
    low, high = (got[off & beyond] for beyond in (got > want, got < want))
    if not off.any() or any(len(side) and np.ptp(side) > 1e-9 * max(1, abs(side[0])) for side in (low, high)):
        return None
    bounds = [float(side[0]) if len(side) else endless for side, endless in ((low, -np.inf), (high, np.inf))]
    if bounds[0] > bounds[1] or not equal(got, np.clip(want, bounds[0], bounds[1]), tolerance):
        return None
    inside = len(np.unique(got[(got > bounds[0]) & (got < bounds[1])]))
    said = [f"{word} {show(b)}" for word, b in zip(("below", "above"), bounds, strict=True) if np.isfinite(b)]
    return f"the numbers {' and '.join(said)} are cut off there" if inside > 1 else None


def _rolled(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The right numbers, all of them some rows or columns further on."""
    if not _of_one_shape(parts) or not all(want.ndim for _, want in parts):
        return None
    for axis, word in ((0, "place"), (-1, "column")):
        for step in (1, -1, 2, -2):
            if all(equal(got, np.roll(want, step, axis), tolerance) for got, want in parts):
                rows = "row" if word == "place" and all(want.ndim > 1 for _, want in parts) else word
                much = f"{abs(step)} {rows}{'s' * (abs(step) > 1)}"
                return f"everything stands {much} too {'late' if step > 0 else 'early'}"
    return None


def _columns(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The right columns in another order, the same one in all cases."""
    widths = {want.shape[-1] if want.ndim > 1 else 0 for _, want in parts}
    if not _of_one_shape(parts) or len(widths) > 1 or not 1 < max(widths) <= MOST_COLUMNS:
        return None
    for order in itertools.permutations(range(max(widths))):
        if all(equal(got, want[..., list(order)], tolerance) for got, want in parts):
            return f"the columns stand in another order: {', '.join(map(str, order))}"
    return None


def _lines(parts: list[Part]) -> Iterator[tuple[str, list[list[Part]]]]:
    """The rows, and the columns, of each part, where all parts have both; and all parts whole."""
    if not _of_one_shape(parts):
        return
    if all(want.ndim == 2 for _, want in parts):
        yield "row", [list(zip(got, want, strict=True)) for got, want in parts]
        yield "column", [list(zip(got.T, want.T, strict=True)) for got, want in parts]
    yield "result", [[(got.ravel(), want.ravel()) for got, want in parts]]


def _line_by_line(number: Callable[[Array, Array], float], rise: Change, sentence: str) -> Relation:
    """The relation that each row, or each column, is made of the right one by a number of its own."""

    def holds(parts: list[Part], tolerance: Tolerance) -> str | None:
        for word, groups in _lines(parts):
            lines = [line for group in groups for line in group]
            spare = sum(int(np.count_nonzero(want)) - 1 for got, want in lines if (got != want).any())
            if spare <= SPARE or not any(_vary(group, number) for group in groups):
                continue
            made = [(got, rise(want, number(got, want))) for got, want in lines]
            if all(equal(got, mine, tolerance) for got, mine in made):
                return sentence.format(word)
        return None

    return holds


def _vary(lines: list[Part], number: Callable[[Array, Array], float]) -> bool:
    """Whether lines are off by different numbers."""
    numbers = [number(got, want) for got, want in lines if want.any()]
    plain = all(abs(each) < NEARLY or abs(each - 1) < NEARLY_ONE for each in numbers)  # at 0, or right
    return bool(numbers) and float(np.ptp(numbers)) > NEARLY and not plain


def _ratio(got: Array, want: Array) -> float:
    return float(got @ want / (want @ want)) if want.any() else 1.0


def _gap(got: Array, want: Array) -> float:
    return float(np.mean(got - want))


def _shuffled(parts: list[Part], tolerance: Tolerance) -> str | None:
    """The right numbers in other places, of the same row or of the whole."""
    if not _of_one_shape(parts) or not all(want.ndim for _, want in parts):
        return None
    if all(equal(np.sort(got), np.sort(want), tolerance) for got, want in parts):
        rows = "each row holds" if all(want.ndim > 1 for _, want in parts) else "these are"
        return f"{rows} the right numbers, but in other places"
    same = all(equal(np.sort(got, axis=None), np.sort(want, axis=None), tolerance) for got, want in parts)
    return "these are the right numbers, but in other places" if same else None


def _hard(parts: list[Part], tolerance: Tolerance) -> str | None:
    """1 in the place of the largest number of each row, 0 elsewhere."""
    if not _of_one_shape(parts) or not all(want.ndim > 1 and want.size for _, want in parts):
        return None
    largest = [np.eye(want.shape[-1])[want.argmax(axis=-1)] for _, want in parts]
    hard = all(equal(got, one, tolerance) for (got, _), one in zip(parts, largest, strict=True))
    return "each row has a 1 where the largest number belongs, and 0 elsewhere" if hard else None


def _nearly(parts: list[Part], tolerance: Tolerance) -> str | None:
    """Right to some digits only, in all parts."""
    if not _of_one_shape(parts):
        return None
    own = [float(np.abs(want).max(initial=0)) for _, want in parts]
    scales = [scale or max(*own, 1e-300) for scale in own]  # of what is 0 the digits are those of the others
    off = max(np.abs(g - w).max(initial=0) / scale for (g, w), scale in zip(parts, scales, strict=True))
    if off > NEARLY:
        return None
    return (
        f"the numbers are right to some {max(int(-np.log10(off)), 1)} digits only. Something is measured by "
        "differences, rounded, kept in too narrow a dtype, or has a small number added to it"
    )


# With the number of different values that have to be wrong: more where the relation has a number of its own.
RELATIONS: dict[str, tuple[Relation, int]] = {
    "all-zero": (_zero, 2),
    "all-the-same": (_constant, 3),
    "negated": (_always(np.negative, "everything has the wrong sign"), 2),
    "sign-lost": (_always(np.abs, "every number comes back without its sign"), 2),
    "transposed": (_always(np.transpose, "the result is transposed: rows and columns changed places"), 3),
    "reversed": (_always(lambda w: w[::-1] if w.ndim else w, "the result is in reverse order"), 3),
    "sorted": (
        _always(lambda w: np.sort(w, axis=-1) if w.ndim else w, "each row comes back in ascending order"),
        2,
    ),
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
    "exp-taken": (_always(np.exp, "this is exp of what is wanted"), 3),
    "log-taken": (_always(lambda w: np.log(np.abs(w)), "this is the logarithm of what is wanted"), 3),
    "only-largest": (_hard, 2),
    "clipped": (_clipped, 2),
    "shifted": (_rolled, 3),
    "columns-reordered": (_columns, 3),
    "reordered": (_reordered, 3),
    "few-digits": (_nearly, 1),
}


def _nearly_factor(parts: list[Part], tolerance: Tolerance) -> str | None:
    """A plain factor, but for the rounding of differences."""
    if not _of_one_shape(parts):
        return None
    got, want = (np.concatenate([part[i].ravel() for part in parts]) for i in (0, 1))
    factor = round(2 * float(got @ want / (want @ want))) / 2 if want.any() else 0.0
    scale = float(np.abs(want).max(initial=0))
    near = factor not in (0.0, 1.0) and np.abs(got - factor * want).max(initial=0) < NEARLY * scale
    return f"everything is nearly {show(factor)} times what is wanted" if near else None


# What is said only where no argument explains more.
LOOSE: dict[str, tuple[Relation, int]] = {
    "nearly-a-factor": (_nearly_factor, 4),
    "shuffled": (_shuffled, 4),
    "line-by-line-factor": (
        _line_by_line(_ratio, np.multiply, "each {} is the right one times a number of its own"),
        4,
    ),
    "line-by-line-offset": (_line_by_line(_gap, np.add, "each {} is off by a number of its own"), 4),
}
