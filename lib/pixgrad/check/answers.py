"""Reading the answers to concept questions as people write them."""

import math
import re
import unicodedata
from collections.abc import Set
from typing import Any

import numpy as np

from pixgrad.check.compare import as_numbers

# What may stand between letters, and the words that may stand beside them.
BETWEEN = re.compile(r"[\s,;:./|+&()\[\]{}'\"`*]+")
BULLET = re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
RANGE = re.compile(r"\w\s*\.\.+\s*\w")  # "a..c" may mean b as well
WORDS = {"and", "und", "et", "plus", "both", "only"}
WORDS |= {"option", "options", "answer", "answers", "letter", "letters"}

SPACED = re.compile(r"(?<=\d)[ '’_](?=\d{3}(?!\d))")  # 1 350, 1'350, 1_350
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")  # 1,350.5
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?")
SWAPPED = str.maketrans(",.", ".,")


def letters_of(answer: Any, options: str) -> set[str] | None:
    """The letters that an answer names, or None where it cannot be read as letters out of `options`.

    Examples
    --------
    >>> sorted(letters_of("(A) b) and d", "abcd"))
    ['a', 'b', 'd']
    >>> sorted(letters_of(["a", "c"], "abcd"))
    ['a', 'c']
    >>> letters_of("a to c", "abcd") is None
    True
    """
    if isinstance(answer, str):
        return _letters_of_text(answer, options)
    if isinstance(answer, np.ndarray):
        answer = answer.ravel().tolist()
    if not isinstance(answer, list | tuple | Set):
        return None
    found: set[str] = set()
    for part in answer:
        letters = letters_of(part, options)
        if letters is None:
            return None
        found |= letters
    return found


def _letters_of_text(text: str, options: str) -> set[str] | None:
    text = BULLET.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    if RANGE.search(text):
        return None
    letters = {letter for word in BETWEEN.split(text) if word not in WORDS for letter in word}
    return letters if letters <= set(options) else None


def readings(answer: Any) -> tuple[float, ...]:
    """The numbers that an answer may stand for, the likeliest first; none where it is no number.

    Only a text has more than one: a comma, or a point, before three digits may part thousands or decimals.

    Examples
    --------
    >>> readings("1,350"), readings("2.5e3"), readings("1/4"), readings([11])
    ((1350.0, 1.35), (2500.0,), (0.25,), (11.0,))
    >>> readings("11 images")
    ()
    """
    if isinstance(answer, Set):
        answer = list(answer)
    if isinstance(answer, list | tuple | np.ndarray) and np.array(answer, dtype=object).size == 1:
        answer = np.array(answer, dtype=object).ravel()[0]
    if isinstance(answer, str):
        return _numbers_of_text(answer)
    value = as_numbers(answer)
    return () if value is None or value.size != 1 else (float(value.reshape(())),)


def _numbers_of_text(text: str) -> tuple[float, ...]:
    text = SPACED.sub("", unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-"))
    top, stroke, bottom = text.partition("/")
    if stroke:
        return tuple(a / b for a in _decimals(top.strip()) for b in _decimals(bottom.strip()) if b)
    return _decimals(text)


def _decimals(text: str) -> tuple[float, ...]:
    """A text as a decimal number, with point or comma."""
    found = []
    for each in (text, text.translate(SWAPPED)):
        plain = each.replace(",", "") if GROUPED.fullmatch(each) else each
        if PLAIN.fullmatch(plain) and math.isfinite(float(plain)):
            found.append(float(plain))
    return tuple(dict.fromkeys(found))
