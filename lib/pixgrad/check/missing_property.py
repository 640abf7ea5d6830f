"""What every wanted result is, and what came back is not: no number below 0, rows that sum to 1.

And, where nothing else is known, that all wrong numbers are too large, or all too small.
"""

from collections.abc import Callable

import numpy as np

from pixgrad.check.compare import close, show
from pixgrad.check.parts import Array, General, Part, part_name, parts_of_cases, wrong_leaves
from pixgrad.check.seen import Seen

ENOUGH = 6  # different wanted numbers, or wrong ones
LINES = 3  # rows, over all cases, that have a sum or a length in common
NEAR = 1e-6

Measure = Callable[[Array], Array]
MEASURES: dict[str, tuple[str, Measure]] = {
    "row-sums": ("the sum of each row is {}", lambda a: a.sum(axis=-1)),
    "column-sums": ("the sum of each column is {}", lambda a: a.sum(axis=0)),
    "row-lengths": ("each row has length {}", lambda a: np.sqrt((a**2).sum(axis=-1))),
}


def missing_property(seen: Seen) -> General | None:
    """The first property of all that is wanted that a wrong part of the result lacks."""
    return _first(seen, _lacking)


def direction(seen: Seen) -> str:
    """Words for all wrong numbers of a part being too large, or too small, or too near to 0; or none.

    It is no slip: it says nothing of why.
    """
    found = _first(seen, _one_sided)
    return f": {found.message}" if found else ""


def _first(seen: Seen, look: Callable[[Seen, list[Part]], General | None]) -> General | None:
    cases = parts_of_cases(seen)
    for leaf in wrong_leaves(cases, seen.tolerance):
        parts = [case[leaf] for case in cases if leaf in case]
        usable = all(g.shape == w.shape and np.isfinite(g).all() and np.isfinite(w).all() for g, w in parts)
        if usable and (found := look(seen, parts)):
            name = part_name(seen, leaf)
            return General(found.label, f"of {name}, {found.message}" if name else found.message)
    return None


def _lacking(seen: Seen, parts: list[Part]) -> General | None:
    return _bounds(parts) or next(filter(None, (_measured(each, parts) for each in MEASURES)), None)


def _bounds(parts: list[Part]) -> General | None:
    got, want = (np.concatenate([part[i].ravel() for part in parts]) for i in (0, 1))
    if len(np.unique(np.round(want, 9))) < ENOUGH:
        return None
    if want.min() >= 0 > got.min() + NEAR:
        said = f"no number can be negative here, and one is {show(float(got.min()))}"
        return General("negative-numbers", said) if want.min() < NEAR or _spread(want) else None
    if want.min() >= 0 and 1 - NEAR < want.max() <= 1 < got.max() - NEAR:
        return General("above-one", f"no wanted number is above 1, and one is {show(float(got.max()))}")
    return None


def _spread(want: Array) -> bool:
    """Whether so many numbers are positive that this is no chance."""
    return want.size >= 2 * ENOUGH


def _measured(word: str, parts: list[Part]) -> General | None:
    said, measure = MEASURES[word]
    if not all(want.ndim and want.shape[-1] > 1 for _, want in parts):
        return None
    if word == "column-sums" and any(want.ndim < 2 or len(want) < LINES for _, want in parts):
        return None
    wanted, came = (np.concatenate([np.ravel(measure(part[i])) for part in parts]) for i in (1, 0))
    rows = np.concatenate([np.round(want, 9).ravel() for _, want in parts])
    if len(wanted) < LINES or len(np.unique(rows)) < ENOUGH or np.ptp(wanted) > NEAR:
        return None
    off = np.abs(came - wanted) > 1e-3
    if not off.any():
        return None
    number = 0.0 if abs(wanted[0]) < NEAR else round(float(wanted[0]), 6)
    what = f"{said.format(show(number))} in what is wanted, and here one is {show(float(came[off][0]))}"
    return General(f"other-{word}", what)


def _one_sided(seen: Seen, parts: list[Part]) -> General | None:
    off = [~close(got, want, seen.tolerance) for got, want in parts]
    got, want = (
        np.concatenate([part[i][mask] for part, mask in zip(parts, off, strict=True)]) for i in (0, 1)
    )
    if len(np.unique(np.round(got - want, 9))) < ENOUGH:
        return None
    if (got > want).all():
        return General("too-large", "every number that is wrong is too large")
    if (got < want).all():
        return General("too-small", "every number that is wrong is too small")
    if (np.abs(got) < np.abs(want)).all() and (got * want >= 0).all():
        return General(
            "too-near-zero", "every number that is wrong is too near to 0, and none has another sign"
        )
    return None
