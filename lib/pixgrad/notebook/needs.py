"""Which cells some code needs: those that bind what it reads, or write a file that it names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from pixgrad.notebook.names import Names, names_of

WRITES = re.compile(r"\s*%%(?:writefile|file)\s+(?:-a\s+|--append\s+)?[\"']?(?P<path>[^\s\"']+)")


class HasNames(Protocol):
    """Code with its names."""

    @property
    def source(self) -> str:
        """Its text."""

    @property
    def names(self) -> Names:
        """What it binds and reads."""


SourceT = TypeVar("SourceT", bound=HasNames)


@dataclass(frozen=True)
class Code:
    """The source of a cell."""

    source: str

    @cached_property
    def names(self) -> Names:
        """What it binds and reads."""
        return names_of(self.source)


def file_written(source: str) -> str:
    """Return the name, without folders and extension, of the file that a cell is written to, or "".

    >>> file_written("%%writefile tools/my_helpers.py\\nx = 1"), file_written("x = 1")
    ('my_helpers', '')
    """
    found = WRITES.match(source)
    return re.split(r"[/\\]", found["path"])[-1].split(".")[0] if found else ""


def needed(readers: Iterable[HasNames], helpers: Sequence[SourceT]) -> list[SourceT]:
    """Return the helpers that code needs, directly or by way of another helper, in no order.

    >>> helpers = [Code("def f(x): return g(x)"), Code("g = abs"), Code("h = 2")]
    >>> [helper.source for helper in needed([Code("f(1)")], helpers)]
    ['def f(x): return g(x)', 'g = abs']
    """
    binding: dict[str, list[SourceT]] = {}
    written: dict[str, list[SourceT]] = {}
    for helper in helpers:
        if stem := file_written(helper.source):
            written.setdefault(stem, []).append(helper)
        for name in helper.names.bound | helper.names.changed:
            binding.setdefault(name, []).append(helper)
    found: dict[int, SourceT] = {}
    waiting = list(readers)
    while waiting:
        reader = waiting.pop()
        named = [stem for stem in written if re.search(rf"\b{re.escape(stem)}\b", reader.source)]
        groups = [binding.pop(name, []) for name in reader.names.read] + [written.pop(stem) for stem in named]
        for helper in (each for group in groups for each in group):
            if id(helper) not in found:
                found[id(helper)] = helper
                waiting.append(helper)
    return list(found.values())
