"""Chance that does not come from the generator that a function is given."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pixgrad.check.calls import call_each, same
from pixgrad.check.general import General
from pixgrad.check.seen import Seen

OTHER_SEEDS = (1001, 1002)


def foreign_chance(seen: Seen, failed: int) -> General | None:
    """Whether a function draws elsewhere than from the generator among its arguments, or None."""
    drawn = [i for i, case in enumerate(seen.cases) if any(map(_is_generator, case))]
    if failed not in drawn or seen.outcomes[failed].error:
        return None
    again = call_each(seen.function, [seen.cases[i] for i in drawn])
    before = [seen.outcomes[i].value for i in drawn]
    if not all(same(new.value, old) for new, old in zip(again, before, strict=True)):
        return General(
            "not-repeatable",
            "called twice with the generator in the same state it returns different results. Draw everything "
            "from the generator that is passed in, and nothing from np.random",
        )
    for seed in OTHER_SEEDS:
        others = call_each(seen.function, [_with_seed(seen.cases[i], seed) for i in drawn])
        if not all(same(new.value, old) for new, old in zip(others, before, strict=True)):
            return None
    return General(
        "generator-not-used",
        "it returns the same whatever generator is passed in. Draw from that one, not from one of your own",
    )


def _is_generator(argument: Any) -> bool:
    return isinstance(argument, np.random.Generator)


def _with_seed(case: Sequence[Any], seed: int) -> tuple[Any, ...]:
    return tuple(np.random.default_rng(seed) if _is_generator(each) else each for each in case)
