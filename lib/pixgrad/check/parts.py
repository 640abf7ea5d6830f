"""The parts of a result, got and wanted, that the relations between the two are looked for in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.check.compare import Tolerance, as_numbers, close
from pixgrad.check.results import names_of
from pixgrad.check.seen import Leaf, Seen, leaves

Array = np.ndarray
Part = tuple[Array, Array]  # got and wanted, both of float64


@dataclass(frozen=True)
class General:
    """A label and a sentence, as those of a known mistake."""

    label: str
    message: str


def parts_of_cases(seen: Seen) -> list[dict[Leaf, Part]]:
    """Got and wanted of every part in every case; nothing where a part is missing, or no array of numbers."""
    found = []
    for outcome, want in zip(seen.outcomes, seen.wanted, strict=False):
        parts = _parts(dict(leaves(outcome.value)), dict(leaves(want)))
        if parts is None:
            return []
        found.append(parts)
    return found


def _parts(got: dict[Leaf, Any], wanted: dict[Leaf, Any]) -> dict[Leaf, Part] | None:
    if got.keys() != wanted.keys():
        return None
    found = dict[Leaf, Part]()
    for key, want in wanted.items():
        mine, theirs = as_numbers(got[key]), as_numbers(want)
        if mine is None or theirs is None:
            return None
        found[key] = mine.astype(np.float64), theirs.astype(np.float64)
    return found


def wrong_leaves(cases: list[dict[Leaf, Part]], tolerance: Tolerance) -> list[Leaf]:
    """The parts that are wrong in some case."""
    wrong = (key for case in cases for key, part in case.items() if not equal(*part, tolerance))
    return list(dict.fromkeys(wrong))


def equal(got: Array, want: Array, tolerance: Tolerance) -> bool:
    """Whether two arrays are equal within a tolerance, shapes included."""
    return got.shape == want.shape and bool(close(got, want, tolerance).all())


def part_name(seen: Seen, leaf: Leaf) -> str:
    """What a part of the result is called: ``dW``, ``grads['b2']``; empty where the result has no parts."""
    if not leaf:
        return ""
    first, parts = names_of(seen.function, seen.wanted[0])
    if isinstance(seen.wanted[0], tuple):
        first, leaf = parts[leaf[0]] if parts else f"result {leaf[0] + 1}", leaf[1:]
    return (first or "the entry ") + "".join(f"[{step!r}]" for step in leaf)
