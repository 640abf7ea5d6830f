"""A wrong result that is the right one of other arguments: of k - 1, of reg = 0, of X without its last row.

A right function out of the bank is called with one argument exchanged. What is said then holds in every case
of the check, and is said only where the exchange matters in enough numbers to leave no room for chance. (In
what is handed out the bank has no right functions, and nothing is said.)
"""

import contextlib
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.arguments import Case, Place, exchanged, places, slug
from pixgrad.check.calls import Named, call
from pixgrad.check.compare import as_numbers, close
from pixgrad.check.parts import Array, General, part_name, parts_of_cases, wrong_leaves
from pixgrad.check.seen import Agreement, Leaf, Seen, leaves

Function = Callable[..., Any]
Change = Callable[[Any], Any]
Exchange = Callable[[Case], Case]
ENOUGH = 6  # wrong numbers, of which one with a fraction, or a large one, counts twice
LARGE = 50
NOT_THERE = (KeyError, IndexError, AttributeError)  # an argument that another case lacks, or has otherwise
PARTLY = 10  # the same, where another part of the result is not explained

# Exchanges that are told only of an argument that is not the same in all cases: 2 * 2 is also 2**2.
AMBIGUOUS = (
    "halved",
    "doubled",
    "squared",
    "root-of",
    "inverse",
    "one-minus",
    "one-more",
    "one-less",
    "always-two",
)

# What may have been done to one argument, by its kind: what is said, and the argument afterwards.
COUNTS: dict[str, tuple[str, Change]] = {
    "one-more": ("for a {name} that is larger by one", lambda n: n + 1),
    "one-less": ("for a {name} that is smaller by one", lambda n: n - 1),
    "once": ("for {name} = 1, whatever {name} is", lambda n: min(n, 1)),
    "always-none": ("for {name} = 0: {name} is not used", lambda n: 0),
    "always-two": ("for {name} = 2, whatever {name} is", lambda n: 2),
    "doubled": ("for twice the {name}", lambda n: 2 * n),
}
NUMBERS: dict[str, tuple[str, Change]] = {
    "left-out": ("for {name} = 0: {name} is not used", lambda x: 0.0),
    "always-one": ("for {name} = 1, whatever {name} is", lambda x: 1.0),
    "halved": ("for half of {name}", lambda x: x / 2),
    "doubled": ("for twice {name}", lambda x: 2 * x),
    "negated": ("for -{name}: the sign of {name} is wrong", lambda x: -x),
    "squared": ("for the square of {name}", lambda x: x * x),
    "root-of": ("for the square root of {name}", lambda x: abs(x) ** 0.5),
    "inverse": ("for 1 / {name}", lambda x: 1 / x),
    "one-minus": ("for 1 - {name}", lambda x: 1 - x),
}
FLOATS: dict[str, tuple[str, Change]] = {
    "left-out": ("for {name} = 0: {name} is not used", np.zeros_like),
    "negated": ("for -{name}: the sign of {name} is wrong", np.negative),
    "absolute": ("for the absolute values of {name}", np.abs),
    "squared": ("for the squares of {name}", np.square),
    "truncated": ("for {name} without what stands behind the decimal point", np.trunc),
    "cut-at-zero": ("for {name} with its negative numbers set to 0", lambda x: np.maximum(x, 0)),
    "sorted": ("for {name} in ascending order", lambda x: np.sort(x, axis=0)),
    "upside-down": ("for {name} with its rows in reverse order", lambda x: x[::-1]),
    "turned-round": ("for {name} with its columns in reverse order", lambda x: x[..., ::-1]),
    "transposed": ("for {name}.T", np.transpose),
    "first-only": ("if every row of {name} were the first one", lambda x: np.zeros_like(x) + x[:1]),
    "last-only": ("if every row of {name} were the last one", lambda x: np.zeros_like(x) + x[-1:]),
    "without-mean": ("for {name} less the mean of each column", lambda x: x - x.mean(axis=0)),
    "rounded": ("for {name} rounded to whole numbers", np.round),
    "only-signs": ("if only the signs of {name} counted", np.sign),
    "at-most-one": ("for {name} with all numbers above 1 set to 1", lambda x: np.minimum(x, 1)),
    "of-length-one": ("for the rows of {name} scaled to length 1", lambda x: x / _lengths(x)),
}
LISTS: dict[str, tuple[str, Change]] = {
    "turned-round": ("for {name} in reverse order", lambda arrays: arrays[::-1]),
    "all-transposed": ("if each array in {name} were transposed", lambda arrays: [a.T for a in arrays]),
    "square-transposed": (
        "if the square arrays in {name} were transposed",
        lambda arrays: [a.T if len({*a.shape}) == 1 else a for a in arrays],
    ),
    "without-first": ("for {name} without its first entry", lambda arrays: arrays[1:]),
    "without-last": ("for {name} without its last entry", lambda arrays: arrays[:-1]),
    "first-only": ("for the first entry of {name} alone", lambda arrays: arrays[:1]),
    "at-most-two": ("for the first two entries of {name}", lambda arrays: arrays[:2]),
    "at-most-three": ("for the first three entries of {name}", lambda arrays: arrays[:3]),
}
WHOLE: dict[str, tuple[str, Change]] = {
    "from-one": ("for {name} - 1: they are counted from 1", lambda y: y - 1),
    "one-more": ("for {name} + 1", lambda y: y + 1),
    "sorted": ("for {name} in ascending order", np.sort),
    "upside-down": ("for {name} in reverse order", lambda y: y[::-1]),
    "always-first": ("if {name} were {name}[0] for all", lambda y: np.zeros_like(y) + y[:1]),
    "always-last": ("if {name} were {name}[-1] for all", lambda y: np.zeros_like(y) + y[-1:]),
    "always-none": ("if all of {name} were 0", np.zeros_like),
}
PIXELS: dict[str, tuple[str, Change]] = {
    "scaled": ("for {name} / 255", lambda p: p / 255),
    "turned-round": ("for {name} with its channels in reverse order", lambda p: p[..., ::-1]),
    "height-for-width": ("for {name} with height and width exchanged", lambda p: np.swapaxes(p, -2, -3)),
    "inverted": ("for 255 - {name}", lambda p: 255 - p),
    "always-first": ("if {name} were {name}[0] for all", lambda p: np.zeros_like(p) + p[:1]),
    "first-channel": ("if all channels of {name} were the first", lambda p: np.zeros_like(p) + p[..., :1]),
    "narrow": ("for {name} as int8, where 200 is -56", lambda p: p.astype(np.int8)),
}

PARTS = {
    "without the first": slice(1, None),
    "without the last": slice(-1),
    "for the first": slice(1),
    "for the last": slice(-1, None),
    "for every other": slice(None, None, 2),
    "for the first two": slice(2),
}


def other_arguments(seen: Seen) -> General | None:
    """The first exchange of arguments of which what came back is the right result, or else a part of it."""
    right = right_function(seen.exercise, seen.cases[0]) if seen.wanted else None
    wrong = wrong_leaves(parts_of_cases(seen), seen.tolerance)
    failed = [i for i, each in enumerate(seen.outcomes) if not seen.passes(i, each, seen.tolerance)]
    if right is None or not failed:
        return None
    how = Agreement(seen.tolerance, inputs=False, broken=True)
    order = [*failed, *(i for i in range(len(seen.cases)) if i not in failed)]
    partly: General | None = None
    for label, said, exchange in _exchanges(seen):
        same = _explained(right, exchange, seen, how, order, None if partly else wrong)
        if same is None or not is_right(right, seen, how):
            continue
        if len(same) == len(list(leaves(seen.wanted[0]))):
            return General(label, f"what comes back would be right {said}")
        names = " and ".join(part_name(seen, leaf) for leaf in wrong if leaf in same)
        found = General(label, f"{names} would be right {said}")
        if not set(wrong) - same:
            return found
        partly = partly or found
    return partly


@functools.cache
def right_functions(exercise: str) -> tuple[Function, ...]:
    """The right answers to an exercise, out of the bank; some may not run without the rest of a notebook."""
    known = bank.known(exercise)
    answers = [each.function(known.name) for each in known.variants] if known else []
    return tuple(filter(None, answers))


def right_function(exercise: str, case: Case) -> Function | None:
    """The first right answer out of the bank that runs on a case; None where there is none."""
    return next((each for each in right_functions(exercise) if not call(each, case).error), None)


def is_right(right: Function, seen: Seen, how: Agreement) -> bool:
    """Whether the right function is so in this very check."""
    return all(
        how.alike(call(right, case).value, want) for case, want in zip(seen.cases, seen.wanted, strict=True)
    )


def _explained(
    right: Function,
    exchange: Exchange,
    seen: Seen,
    how: Agreement,
    order: Sequence[int],
    partly: Sequence[Leaf] | None,
) -> set[Leaf] | None:
    """The parts of the result in which it gives what was seen in all cases, and not only what is wanted.

    All parts have to be so, or, where `partly` says which, some of these; None where they are not.
    """
    found, weight = set[Leaf](), 0
    for place, i in enumerate(order):
        try:
            outcome = call(right, exchange(seen.cases[i]))
        except (TypeError, ValueError, ArithmeticError, *NOT_THERE):
            return None
        if outcome.error:
            return None
        mine, theirs = dict(leaves(outcome.value)), dict(leaves(seen.outcomes[i].value))
        same = {leaf for leaf in mine if leaf in theirs and how.alike(theirs[leaf], mine[leaf])}
        found = found & same if place else same
        if not found or (len(same) < max(len(mine), len(theirs)) and not found.intersection(partly or ())):
            return None
        weight += weight_of({leaf: mine[leaf] for leaf in found}, dict(leaves(seen.wanted[i])), how)
    return found if weight >= (ENOUGH if len(found) == len(mine) else PARTLY) else None


def weight_of(mine: dict[Leaf, Any], wanted: dict[Leaf, Any], how: Agreement) -> int:
    """How much it proves that parts are not the wanted ones: by how many numbers, and of which kind."""
    pairs = [(as_numbers(value), as_numbers(wanted.get(leaf))) for leaf, value in mine.items()]
    return sum(_differing(a, b, how) for a, b in pairs if a is not None and b is not None)


def _differing(a: Array, b: Array, how: Agreement) -> int:
    if a.shape != b.shape:
        return ENOUGH if a.size > 1 else 1
    off = a[~close(a, b, how.tolerance)].astype(float)
    telling = np.isfinite(off) & ((off % 1 != 0) | (np.abs(off) > LARGE))
    return int(off.size + telling.sum())


def _exchanges(seen: Seen) -> Iterator[tuple[str, str, Exchange]]:
    """Label, words and exchange of all that is tried."""
    found = list(places(seen, seen.cases[0]))
    yield from _families(found)
    yield from _words(seen, found)
    yield from _examples(seen, found)
    for name, place, value in found:
        same = len({repr(value_at(case, place)) for case in seen.cases if _has(case, place)}) < 2
        for label, (said, change) in _changes(value).items():
            if same and label in AMBIGUOUS:
                continue
            yield f"{label}-{slug(name)}", said.format(name=name), _changing([place], change)
    yield from _swaps(found)
    yield from _of_all(found)


def _of_all(found: Sequence[tuple[str, Place, Any]]) -> Iterator[tuple[str, str, Exchange]]:
    """The same was done to all arrays of floats."""
    arrays = [
        (name, at) for name, at, value in found if isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ]
    if len(arrays) > 1:
        names = " and ".join(name for name, _ in arrays)
        for label, (said, change) in FLOATS.items():
            yield f"{label}-all", said.format(name=names), _changing([at for _, at in arrays], change)


def _changes(value: Any) -> dict[str, tuple[str, Change]]:
    """What may have been done to an argument of this kind."""
    if isinstance(value, bool) or (isinstance(value, np.ndarray) and not value.ndim):
        return {}
    if isinstance(value, int | np.integer):
        return COUNTS
    if isinstance(value, float):
        return NUMBERS
    if isinstance(value, list):
        return LISTS if value and all(isinstance(each, np.ndarray) for each in value) else {}
    kind = value.dtype if isinstance(value, np.ndarray) else None
    if kind is None:
        return {}
    return PIXELS if kind == np.uint8 and value.ndim > 1 else FLOATS if kind.kind == "f" else WHOLE


def _lengths(rows: Array) -> Array:
    return np.sqrt((rows**2).sum(axis=-1, keepdims=True))


def _changing(at: Sequence[Place], change: Change) -> Exchange:
    def exchange(case: Case) -> Case:
        return exchanged(case, {place: change(value_at(case, place)) for place in at})

    return exchange


def _has(case: Case, place: Place) -> bool:
    try:
        value_at(case, place)
    except NOT_THERE:
        return False
    return True


def value_at(case: Case, place: Place) -> Any:
    """What stands in a place of a case."""
    holder = case[place[0]]
    if len(place) == 1:
        return holder
    return (holder.values if isinstance(holder, Named) else holder)[place[1]]


def _words(seen: Seen, found: Sequence[tuple[str, Place, Any]]) -> Iterator[tuple[str, str, Exchange]]:
    """One word throughout, of those that the check passes."""
    for name, place, value in found:
        if isinstance(value, str):
            words = (value_at(case, place) for case in seen.cases if _has(case, place))
            for word in dict.fromkeys(words):
                said = f"for {name} = {word!r}, whatever {name} is"
                yield f"always-{slug(word)}", said, _changing([place], functools.partial(_instead, word))


def _instead(word: str, old: str) -> str:
    return word


def _swaps(found: Sequence[tuple[str, Place, Any]]) -> Iterator[tuple[str, str, Exchange]]:
    """Two arguments of one kind have changed places, or one stands for the other."""
    for i, (name, place, value) in enumerate(found):
        for other, second, its in found[i + 1 :]:
            if type(value) is not type(its) or np.shape(value) != np.shape(its) or callable(value):
                continue
            first, then = slug(name), slug(other)
            both = _moving({place: second, second: place})
            yield f"{first}-for-{then}", f"for {name} and {other} exchanged", both
            yield f"{then}-twice", f"for {other} in the place of {name}", _moving({place: second})
            yield f"{first}-twice", f"for {name} in the place of {other}", _moving({second: place})


def _moving(sources: dict[Place, Place]) -> Exchange:
    """An exchange that puts into some places what stands in others."""

    def exchange(case: Case) -> Case:
        return exchanged(case, {place: value_at(case, source) for place, source in sources.items()})

    return exchange


def _families(found: Sequence[tuple[str, Place, Any]]) -> Iterator[tuple[str, str, Exchange]]:
    """All the entries of a dict that begin with one letter, such as the biases, are left out."""
    groups = dict[tuple[int, str], list[Place]]()
    for _, place, value in found:
        if len(place) > 1 and isinstance(place[1], str) and isinstance(value, np.ndarray):
            groups.setdefault((place[0], place[1][0]), []).append(place)
    for (_, letter), group in groups.items():
        if len(group) > 1:
            said = f"if all the {letter}... were 0: they are not used"
            yield f"all-{letter.lower()}-left-out", said, _zeroing(group[0][0], letter)


def _zeroing(position: int, letter: str) -> Exchange:
    def exchange(case: Case) -> Case:
        entries = {
            (position, key): np.zeros_like(each) for key, each in case[position].items() if key[0] == letter
        }
        return exchanged(case, entries)

    return exchange


def _examples(seen: Seen, found: Sequence[tuple[str, Place, Any]]) -> Iterator[tuple[str, str, Exchange]]:
    """The first or last row or column is left out, or taken alone, in all arguments with as many of them."""
    for word, axis in (("row", 0), ("column", 1)):
        for at in of_one_length(seen, found, axis):
            names = " and ".join(name for name, place, _ in found if place in at)
            for said, part in PARTS.items():
                change = functools.partial(_part, axis, part)
                label = f"{said} {word}".removeprefix("for the ").replace(" ", "-")
                yield label, f"{said} {word} of {names}", _changing(at, change)


def of_one_length(seen: Seen, found: Sequence[tuple[str, Place, Any]], axis: int) -> list[list[Place]]:
    """The arguments that have as many rows, or columns, as each other in every case."""
    groups = dict[tuple[int, ...], list[Place]]()
    for _, place, value in found:
        if isinstance(value, np.ndarray) and value.ndim > axis:
            with contextlib.suppress(*NOT_THERE):  # not an array in all cases
                lengths = tuple(value_at(case, place).shape[axis] for case in seen.cases)
                groups.setdefault(lengths, []).append(place)
    return list(groups.values())


def _part(axis: int, part: slice, array: Array) -> Array:
    return array[(slice(None),) * axis + (part,)]
