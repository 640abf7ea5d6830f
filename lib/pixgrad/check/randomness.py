"""Random numbers that do not come from the generator that a function is given."""

from typing import Any

import numpy as np

from pixgrad.check.calls import Named, call
from pixgrad.check.parts import General
from pixgrad.check.seen import Agreement, Seen

MOST_CALLS = 3  # to see whether a function changes from call to call
OTHER_SEEDS = (101, 202)


def foreign_numbers(seen: Seen) -> General | None:
    """Whether the same call gives something else each time, or no call cares which generator it gets.

    The second is said only if it holds for all cases: in a few the right result does not depend on it.
    """
    drawing = [case for case in seen.cases if _with_generator(case, 0) is not None]
    how = Agreement(seen.tolerance)
    if not drawing:
        return _without_generator(seen, how)
    if not all(how(call(seen.function, case), call(seen.function, case)) for case in drawing):
        return General(
            "random-numbers-from-elsewhere",
            "the same call gives another result each time, so it draws random numbers from elsewhere. Draw "
            "from the argument rng only",
        )
    if all(_ignores(seen, case, how) for case in drawing):
        return General(
            "generator-ignored",
            "the result is the same whatever generator it is given. Draw the random numbers from the "
            "argument rng, and make no generator inside",
        )
    return None


def _without_generator(seen: Seen, how: Agreement) -> General | None:
    """Whether a function that is given no generator gives something else each time."""
    plain = [i for i, case in enumerate(seen.cases) if not any(map(callable, case))]  # those may count
    wrong = [i for i in plain if not seen.passes(i, seen.outcomes[i], seen.tolerance)]
    if all(how(seen.outcomes[i], call(seen.function, seen.cases[i])) for i in wrong[:MOST_CALLS]):
        return None
    return General(
        "another-result-each-time",
        "the same call gives another result each time. Draw no random numbers, and keep nothing between "
        "two calls",
    )


def _ignores(seen: Seen, case: Any, how: Agreement) -> bool:
    outcomes = [call(seen.function, _with_generator(case, seed) or case) for seed in OTHER_SEEDS]
    return how(*outcomes)


def _with_generator(case: Any, seed: int) -> tuple[Any, ...] | None:
    """A case with another generator in the place of its own; None where it has none."""
    changed = tuple(_exchanged(value, seed) for value in case)
    return None if all(new is old for new, old in zip(changed, case, strict=True)) else changed


def _exchanged(value: Any, seed: int) -> Any:
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(seed)
    if isinstance(value, Named) and any(isinstance(v, np.random.Generator) for v in value.values.values()):
        return Named({name: _exchanged(each, seed) for name, each in value.values.items()})
    return value
