"""A known mistake that explains nearly all: with another sign, transposed, or in most cases or parts.

A slip is rarely the only way in which an answer differs from the model of the bank: the same differences are
taken the other way round, or the model breaks down in a case in which the answer does not. Where both come to
numbers and these differ, the slip is another one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pixgrad.check.bank import Mistake
from pixgrad.check.calls import Outcome
from pixgrad.check.compare import as_numbers
from pixgrad.check.composed import both_said
from pixgrad.check.other_arguments import weight_of
from pixgrad.check.parts import part_name, parts_of_cases, wrong_leaves
from pixgrad.check.seen import Agreement, Leaf, Seen, Tried, is_broken, leaves

ENOUGH = 8  # see `weight_of`
MOSTLY = 2  # cases that a mistake explains for one that it does not

BESIDES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "negated": ("the sign is the other one.", np.negative),
    "transposed": ("rows and columns have changed places.", np.transpose),
    "whole-numbers": ("what stands behind the decimal point is lost.", np.trunc),
}


def nearly_known(seen: Seen, tried: Sequence[tuple[Mistake, Tried]]) -> Mistake | None:
    """A mistake that explains all cases with one plain change, or the one that explains all but a few."""
    if not seen.wanted or seen.warning:
        return None
    how = Agreement(seen.tolerance, inputs=False, broken=True)
    if all(how.alike(each.value, want) for each, want in zip(seen.outcomes, seen.wanted, strict=True)):
        return None  # the result is right: something else is wrong
    plain = [(mistake, model) for mistake, model in tried if not mistake.free]
    return _changed(seen, plain, how) or _mostly(seen, plain, how) or _in_a_part(seen, plain, how)


def _changed(seen: Seen, tried: Sequence[tuple[Mistake, Tried]], how: Agreement) -> Mistake | None:
    changes = {word: each for word, each in BESIDES.items() if not _is_all(seen, each[1], how)}
    for mistake, model in tried:
        for word, (said, change) in changes.items():
            if _same_but_for(seen, model, change, how):
                message = both_said(mistake.said(mistake.example), said)
                return replace(mistake, label=f"{mistake.label}+{word}", message=message)
    return None


def _is_all(seen: Seen, change: Callable[[Any], Any], how: Agreement) -> bool:
    """Whether the right result, changed in this way, is what was seen, so that nothing else is wrong."""
    numbers = map(as_numbers, seen.wanted)
    pairs = zip(seen.outcomes, numbers, strict=False)
    return all(want is not None and how.alike(each.value, change(want.astype(float))) for each, want in pairs)


def _same_but_for(seen: Seen, model: Tried, change: Callable[[Any], Any], how: Agreement) -> bool:
    """Whether a model, changed in this way, gives all that was seen, and unchanged it would not."""
    weight, moved = 0, False
    for i, outcome in enumerate(seen.outcomes):
        mine, value = as_numbers(model[i].value), outcome.value
        if mine is None or model[i].error:
            return False
        changed = change(mine.astype(float))
        if not how.alike(value, changed):
            return False
        moved = moved or not how.alike(value, mine)
        weight += _weight(mine, seen.wanted[i], how)
    return moved and weight >= ENOUGH


def _mostly(seen: Seen, tried: Sequence[tuple[Mistake, Tried]], how: Agreement) -> Mistake | None:
    """The mistake that explains all cases but a few in which it breaks down by itself."""
    wrong = [i for i, each in enumerate(seen.outcomes) if not seen.passes(i, each, seen.tolerance)]
    best: Mistake | None = None
    strength = ENOUGH - 1
    for mistake, model in tried:
        same = [i for i in range(len(seen.cases)) if how(seen.outcomes[i], model[i])]
        explained = [i for i in same if i in wrong and not seen.outcomes[i].error]
        weight = sum(_weight(model[i].value, seen.wanted[i], how) for i in explained)
        rest = [i for i in range(len(seen.cases)) if i not in same]
        broken = all(_breaks_down(model[i]) for i in rest)
        if broken and len(explained) >= max(2, MOSTLY * len(rest)) and weight > strength:
            best, strength = mistake, weight
    if best is None:
        return None
    return replace(best, message=f"{best.said(best.example)} In another case something else is wrong, too.")


def _in_a_part(seen: Seen, tried: Sequence[tuple[Mistake, Tried]], how: Agreement) -> Mistake | None:
    """The mistake that explains some wrong parts of the result, of which it spoils no other one."""
    wrong = set(wrong_leaves(parts_of_cases(seen), seen.tolerance))
    for mistake, model in tried if len(wrong) > 1 else ():
        same = wrong.intersection(*(model.matches(how, i) for i in range(len(seen.cases))))
        weight = sum(_part_weight(model[i].value, want, same, how) for i, want in enumerate(seen.wanted))
        if weight >= ENOUGH and _spoilt(seen, model, how) == same:
            parts = " and ".join(part_name(seen, leaf) for leaf in sorted(same, key=str))
            message = (
                f"of {parts}, {mistake.said(mistake.example)} In what else is wrong there is another slip."
            )
            return replace(mistake, message=message)
    return None


def _part_weight(value: Any, want: Any, same: set[Leaf], how: Agreement) -> int:
    mine, wanted = dict(leaves(value)), dict(leaves(want))
    return weight_of({leaf: mine[leaf] for leaf in same}, wanted, how)


def _spoilt(seen: Seen, model: Tried, how: Agreement) -> set[Leaf]:
    """The parts of the result that a mistake makes wrong in some case."""
    found = set[Leaf]()
    for i, want in enumerate(seen.wanted):
        mine, wanted = dict(leaves(model[i].value)), dict(leaves(want))
        found |= {leaf for leaf in mine if leaf not in wanted or not how.alike(mine[leaf], wanted[leaf])}
    return found


def _breaks_down(outcome: Outcome) -> bool:
    return outcome.error is not None or is_broken(outcome)


def _weight(value: Any, want: Any, how: Agreement) -> int:
    return weight_of(dict(leaves(value)), dict(leaves(want)), how)
