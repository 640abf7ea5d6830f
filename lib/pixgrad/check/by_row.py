"""In which rows a result is wrong, told by what the arguments have in these rows: a fact, and no guess."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pixgrad.check.arguments import arguments
from pixgrad.check.compare import as_numbers
from pixgrad.check.parts import Array, General
from pixgrad.check.seen import Seen

FEW = 3  # rows that have to be right, and as many that have to be wrong
MANY = 8  # rows in all
Rule = Callable[[Array], Any]  # an array to one bool for each of its rows


def _again(y: Array) -> Array:
    """Whether each label has been there before."""
    return ~np.isin(np.arange(len(y)), np.unique(y, return_index=True)[1])


LABELS: dict[str, Rule] = {
    "is 0": lambda y: y == 0,
    "is not 0": lambda y: y != 0,
    "is the greatest of all": lambda y: y == y.max(initial=0),
    "has been there before": _again,
    "is there more than once": lambda y: np.isin(y, y[_again(y)]),
    "is negative": lambda y: np.less(y, 0),
}
ROWS: dict[str, Rule] = {
    "has a negative number": lambda a: (a < 0).any(axis=1),
    "has a 0": lambda a: (a == 0).any(axis=1),
    "has its greatest number twice": lambda a: (a == a.max(axis=1, keepdims=True)).sum(axis=1) > 1,
    "has its least number twice": lambda a: (a == a.min(axis=1, keepdims=True)).sum(axis=1) > 1,
    "has its greatest number first": lambda a: a.argmax(axis=1) == 0,
    "has its greatest number last": lambda a: a.argmax(axis=1) == a.shape[1] - 1,
    "has a negative sum": lambda a: a.sum(axis=1) < 0,
}


def by_row(seen: Seen, wrong: dict[int, Array]) -> General | None:
    """Rows are wrong wherever an argument has something in its row, and right wherever it has not."""
    if any(not mask.ndim for mask in wrong.values()):
        return None
    off = {i: np.asarray(mask.any(axis=tuple(range(1, mask.ndim)))) for i, mask in wrong.items()}
    flat = np.concatenate(list(off.values()))
    if min(flat.sum(), (~flat).sum()) < FEW or len(flat) < MANY:
        return None
    for said, rows in _rules(seen, off):
        if (np.concatenate(list(rows.values())) == flat).all():
            return General("wrong-in-some-rows", f"a row is wrong wherever {said}, and right elsewhere")
    return None


def _rules(seen: Seen, off: dict[int, Array]) -> Iterator[tuple[str, dict[int, Array]]]:
    """What may be said of rows, and of which it is so."""
    given = {i: dict(arguments(seen, seen.cases[i])) for i in off}
    for name in given[min(given)]:
        values = {i: as_numbers(each.get(name)) for i, each in given.items()}
        arrays = {i: v for i, v in values.items() if v is not None and v.ndim and len(v) == len(off[i])}
        if len(arrays) < len(values):
            continue
        dimensions = {array.ndim for array in arrays.values()}
        rules = LABELS if dimensions == {1} else ROWS if dimensions == {2} else {}
        for said, rule in rules.items():
            if all(array.size for array in arrays.values()):
                whose = f"{name}[i]" if dimensions == {1} else f"the row of {name}"
                yield f"{whose} {said}", {i: rule(array) for i, array in arrays.items()}
    for name, first in (("its number is odd", 1), ("its number is even", 0)):
        yield name, {i: np.arange(len(rows)) % 2 == first for i, rows in off.items()}
    for count in (2, 3):
        yield f"{count} or more rows stand before it", {i: np.arange(len(r)) >= count for i, r in off.items()}
