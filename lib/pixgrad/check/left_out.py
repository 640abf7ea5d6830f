"""A wrong result that would be right without one entry, or row, of the arguments: a term is lost.

In every wrong case there has to be such an entry; which one, such as the largest, is for the student to see.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pixgrad.check.arguments import Case, Place, exchanged, places
from pixgrad.check.calls import call
from pixgrad.check.other_arguments import (
    NOT_THERE,
    Function,
    is_right,
    of_one_length,
    right_function,
    value_at,
    weight_of,
)
from pixgrad.check.parts import General
from pixgrad.check.seen import Agreement, Seen, leaves

ENOUGH = 8  # see `weight_of`; more than where the argument alone is chosen
FEW = 2  # wrong cases
MOST = 30  # entries of an argument that are tried
At = Sequence[Place]
Changes = Callable[[Case, At], Iterator[tuple[str, Case]]]


def left_out(seen: Seen) -> General | None:
    """Whether the result is the right one without some entry, or some row, of an argument."""
    right = right_function(seen.exercise, seen.cases[0]) if seen.wanted else None
    failed = [i for i, each in enumerate(seen.outcomes) if not seen.passes(i, each, seen.tolerance)]
    how = Agreement(seen.tolerance, inputs=False)
    if right is None or len(failed) < FEW or any(seen.outcomes[i].error for i in failed):
        return None
    for label, said, at in _groups(seen):
        changes = _without_entry if label == "one-term-left-out" else _without_row
        first = _place(seen, right, at, changes, failed, how)
        if first is not None and is_right(right, seen, how):
            return General(label, f"what comes back would be right {said.format(first)}")
    return None


def _groups(seen: Seen) -> Iterator[tuple[str, str, At]]:
    """What may have lost an entry or a row: arrays of one shape, or of one length, together or one alone."""
    found = [(name, at) for name, at, value in places(seen, seen.cases[0]) if _is_array(value)]
    arrays = [(name, at) for name, at in found if all(_has_array(case, at) for case in seen.cases)]
    shapes = {tuple(np.shape(value_at(case, at)) for case in seen.cases) for _, at in arrays}
    groups = [[at] for _, at in arrays]
    if len(shapes) == 1 < len(arrays):
        groups.insert(0, [at for _, at in arrays])
    for group in groups:
        names = " and ".join(name for name, at in arrays if at in group)
        yield "one-term-left-out", f"if one entry of {names} were 0, here {{}}: a term is left out", group
    for group in of_one_length(seen, list(places(seen, seen.cases[0])), 0):
        names = " and ".join(name for name, at in arrays if at in group)
        if names:
            yield "one-row-left-out", f"without one row of {names}, here {{}}", group


def _is_array(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0


def _has_array(case: Case, at: Place) -> bool:
    try:
        return _is_array(value_at(case, at))
    except NOT_THERE:
        return False


def _without_entry(case: Case, at: At) -> Iterator[tuple[str, Case]]:
    shape = value_at(case, at[0]).shape
    for index in list(np.ndindex(shape))[:MOST]:
        changed = {place: value_at(case, place).copy() for place in at}
        for array in changed.values():
            array[index] = 0
        yield str(list(map(int, index))), exchanged(case, changed)


def _without_row(case: Case, at: At) -> Iterator[tuple[str, Case]]:
    for row in range(min(len(value_at(case, at[0])), MOST)):
        yield f"row {row}", exchanged(case, {place: np.delete(value_at(case, place), row, 0) for place in at})


def _place(
    seen: Seen, right: Function, at: At, changes: Changes, failed: Sequence[int], how: Agreement
) -> str | None:
    """The entry that is missing in the first wrong case, where there is one in each of them."""
    found, weight = [], 0
    for i in failed:
        for said, case in changes(seen.cases[i], at):
            mine = call(right, case)
            if not mine.error and how.alike(seen.outcomes[i].value, mine.value):
                found.append(said)
                weight += weight_of(dict(leaves(mine.value)), dict(leaves(seen.wanted[i])), how)
                break
        else:
            return None
    return found[0] if weight >= ENOUGH else None
