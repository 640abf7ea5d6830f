"""In which cases a result is wrong, told by a size or a number that goes in: a fact, and no guess."""

from collections.abc import Callable, Iterator

import numpy as np

from pixgrad.check.arguments import arguments, slug
from pixgrad.check.parts import Array, General, Part
from pixgrad.check.seen import Seen

FEW = 2  # cases that have to be right, and as many that have to be wrong
SOME = 3  # the same, where a bound is made to fit

SIZES: dict[str, Callable[[float], bool]] = {
    "is 0": lambda n: n == 0,
    "is not 0": lambda n: n != 0,
    "is 1": lambda n: n == 1,
    "is not 1": lambda n: n != 1,
}
PARITIES: dict[str, Callable[[float], bool]] = {
    "is even": lambda n: n % 2 == 0,
    "is odd": lambda n: n % 2 == 1,
}


def by_case(seen: Seen, parts: dict[int, Part], wrong: dict[int, Array]) -> General | None:
    """Cases are wrong wherever a result is square, or an argument or its length is 0, 1 or above a bound."""
    failed = {i: bool(mask.any()) for i, mask in wrong.items()}
    if square := _square(parts, failed):
        return square
    if min(_counts(failed)) < FEW:
        return None
    if word := _at_word(seen, failed):
        return word
    given = {i: dict(_numbers(seen, i)) for i in wrong}
    names = [name for name in given[min(given)] if all(name in each for each in given.values())]
    values = {name: {i: given[i][name] for i in given} for name in names}
    return _at_sizes(values, failed) or _above(values, failed) or _at_parity(values, failed)


def _counts(failed: dict[int, bool]) -> tuple[int, int]:
    return sum(failed.values()), len(failed) - sum(failed.values())


def _square(parts: dict[int, Part], failed: dict[int, bool]) -> General | None:
    """Wrong wherever there are as many rows as columns, and right wherever there are not."""
    shapes = {i: want.shape for i, (_, want) in parts.items()}
    square = {i: len(shape) == 2 and shape[0] == shape[1] > 1 for i, shape in shapes.items()}
    uneven = [shape for i, shape in shapes.items() if not square[i] and len(shape) == 2 and min(shape) > 1]
    if square != failed or not any(square.values()) or not uneven or len(failed) - sum(square.values()) < FEW:
        return None
    return General(
        "wrong-where-square",
        "it is wrong wherever it has as many rows as columns, and right elsewhere. There an array of one "
        "number for each row fits the columns, too: give it a second axis, [:, np.newaxis], if it lacks one",
    )


def _at_sizes(values: dict[str, dict[int, float]], failed: dict[int, bool]) -> General | None:
    for name, numbers in values.items():
        for said, rule in SIZES.items():
            by_chance = name.startswith("len(") and said != "is not 1"
            if not by_chance and all(rule(numbers[i]) == failed[i] for i in failed):
                return _wherever(name, said)
    return None


def _above(values: dict[str, dict[int, float]], failed: dict[int, bool]) -> General | None:
    """Wrong wherever a number is above a bound, with some cases on either side."""
    if min(_counts(failed)) < SOME:
        return None
    for name, numbers in values.items():
        wrong = [numbers[i] for i in failed if failed[i]]
        right = [numbers[i] for i in failed if not failed[i]]
        if min(wrong) > max(right) and len({*wrong, *right}) > SOME:
            return _wherever(name, f"is above {max(right):g}")
    return None


def _at_word(seen: Seen, failed: dict[int, bool]) -> General | None:
    """Wrong wherever an argument is one word, and right wherever it is another."""
    given = {i: dict(arguments(seen, seen.cases[i])) for i in failed}
    for name, first in given[min(given)].items():
        words = {i: each.get(name) for i, each in given.items()}
        for word in dict.fromkeys(words.values()) if isinstance(first, str) else ():
            if all((words[i] == word) == failed[i] for i in failed):
                return General(
                    f"wrong-for-{slug(str(word))}",
                    f"it is wrong wherever {name} is {word!r}, and right elsewhere",
                )
    return None


def _at_parity(values: dict[str, dict[int, float]], failed: dict[int, bool]) -> General | None:
    """Wrong wherever a whole number that goes in is even, or wherever it is odd."""
    for name, numbers in values.items() if min(_counts(failed)) >= SOME else ():
        for said, rule in PARITIES.items():
            if not name.startswith("len(") and all(rule(numbers[i]) == failed[i] for i in failed):
                return _wherever(name, said)
    return None


def _wherever(name: str, said: str) -> General:
    label = said.removeprefix("is ").replace(" ", "-") if "above" not in said else "above-a-bound"
    return General(f"wrong-where-{label}", f"it is wrong wherever {name} {said}, and right elsewhere")


def _numbers(seen: Seen, case: int) -> Iterator[tuple[str, float]]:
    for name, value in arguments(seen, seen.cases[case]):
        if isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim):
            yield f"len({name})", len(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, value
