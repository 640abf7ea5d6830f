"""What the docstring of a function calls its results."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from pixgrad.check.calls import Elsewhere, undecorated

# The section of a numpydoc docstring up to the next heading, its lines that are not indented, their names.
RETURNS = re.compile(r"^Returns\n-+\n(.*?)(?=^\S[^\n]*\n--|\Z)", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^\S.*$", re.MULTILINE)
NAME = re.compile(r"^([A-Za-z_]\w*) ?:", re.MULTILINE)


def result_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Names of the results in the Returns section of a docstring; none where one of them has no name.

    Examples
    --------
    >>> def loss(W): pass
    >>> loss.__doc__ = "Loss.\\n\\nReturns\\n-------\\nloss : float\\ndW : ndarray of shape (D, C)"
    >>> result_names(loss), result_names(len)
    (('loss', 'dW'), ())
    """
    if isinstance(function, Elsewhere):
        return function.results
    text = getattr(undecorated(function), "__doc__", None)
    section = RETURNS.search(inspect.cleandoc(text)) if isinstance(text, str) else None
    names = tuple(NAME.findall(section[1])) if section else ()
    return names if section and len(names) == len(LINE.findall(section[1])) else ()


def names_of(function: Callable[..., Any], want: Any) -> tuple[str, tuple[str, ...]]:
    """What the wanted value is called, and what its parts are called, where it is several values."""
    names, parts = result_names(function), len(want) if isinstance(want, tuple) else 0
    if parts:
        return "", names if len(names) == parts else ()
    return names[0] if len(names) == 1 else "", ()
