"""The arguments of a case by the code that a student would write: ``reg``, ``params['b1']``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pixgrad.check.calls import Named
from pixgrad.check.seen import Seen
from pixgrad.check.wording import parameter_names

Case = Sequence[Any]
Place = tuple[Any, ...]  # position of an argument, and the key of an entry of it


def arguments(seen: Seen, case: Case) -> Iterator[tuple[str, Any]]:
    """Name and value of the arguments, and of the entries of those that are dicts."""
    yield from ((name, value) for name, _, value in places(seen, case))


def places(seen: Seen, case: Case) -> Iterator[tuple[str, Place, Any]]:
    """Name, place and value of the arguments, and of the entries of those that are dicts."""
    names = parameter_names(seen.function, len(case), seen.exercise)
    for position, (name, value) in enumerate(zip(names, case, strict=True)):
        if isinstance(value, Named):
            yield from ((key, (position, key), each) for key, each in value.values.items())
        elif isinstance(value, dict):
            yield from ((f"{name}[{key!r}]", (position, key), each) for key, each in value.items())
        else:
            yield name, (position,), value


def exchanged(case: Case, values: Mapping[Place, Any]) -> tuple[Any, ...]:
    """A case with other values in some places.

    >>> exchanged((1, {"W": 2, "b": 3}), {(1, "b"): 4})
    (1, {'W': 2, 'b': 4})
    """
    changed = list(case)
    for (position, *key), value in values.items():
        changed[position] = _with_entry(changed[position], key[0], value) if key else value
    return tuple(changed)


def _with_entry(holder: Any, key: Any, value: Any) -> Any:
    if isinstance(holder, Named):
        return Named({**holder.values, key: value})
    return {**holder, key: value}


def slug(name: str) -> str:
    """An argument's name in a label.

    >>> slug("params['b1']")
    'params-b1'
    """
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
