"""The wrong answers alone, in the one file of a hand-out: what it takes to name a slip at home.

A line is an exercise. Its answers are compressed, so that nobody reads them by accident; whoever wants to
can, and meets wrong ones. Right answers, mutants that are right, the lines that a patch removes, and mistakes
that only hidden tests tell are not in it.
"""

import base64
import functools
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from pixgrad.check.bank.answers import Edit, KnownAnswers, Mistake

NAME = "known.txt"


def packed(found: Iterable[tuple[str, KnownAnswers]]) -> str:
    """Return the text of that file, from pairs of a notebook's slug and what is known of an exercise.

    Examples
    --------
    >>> patch = Edit(0, ("y = 2",), ("y = 3",))
    >>> three = Mistake("three", "is 3.", "y = 3", "two", "y", base="textbook", edits=(patch,))
    >>> _, _, content = packed([("a9", KnownAnswers("two", "y", (three,)))]).split()
    >>> _unpacked(content).mistakes[0].edits
    (Edit(start=0, old=('',), new=('y = 3',)),)
    """
    return "".join(f"{slug} {known.label} {_content(known)}\n" for slug, known in found)


def _content(known: KnownAnswers) -> str:
    mistakes = [asdict(_without_right(mistake)) for mistake in known.mistakes if mistake.visible]
    text = json.dumps({"label": known.label, "name": known.name, "mistakes": mistakes})
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _without_right(mistake: Mistake) -> Mistake:
    """A mistake whose patch tells how many lines it replaces, not which."""
    return replace(mistake, edits=tuple(replace(edit, old=("",) * len(edit.old)) for edit in mistake.edits))


def exercises(folder: Path, slug: str) -> tuple[KnownAnswers, ...]:
    """What is known about each exercise of a notebook; nothing where the folder has no such file."""
    return tuple(_unpacked(content) for notebook, content in _lines(folder).values() if notebook == slug)


def known(folder: Path, label: str) -> KnownAnswers | None:
    """What is known about an exercise."""
    _, content = _lines(folder).get(label, ("", ""))
    return _unpacked(content) if content else None


@functools.cache
def _lines(folder: Path) -> dict[str, tuple[str, str]]:
    """Label -> notebook and content."""
    path = folder / NAME
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return {label: (slug, content) for slug, label, content in map(str.split, lines)}


@functools.cache
def _unpacked(content: str) -> KnownAnswers:
    found = json.loads(zlib.decompress(base64.b85decode(content)))
    mistakes = [
        Mistake(
            **{
                **each,
                "edits": tuple(Edit(e["start"], tuple(e["old"]), tuple(e["new"])) for e in each["edits"]),
            }
        )
        for each in found["mistakes"]
    ]
    return KnownAnswers(found["label"], found["name"], tuple(mistakes))
