"""What takes long is computed once a run, for all its processes: kept in files, by what it depends on.

A run that wants this, as the audit does, names a folder of its own in the environment variable
``PIXGRAD_REMEMBERED``; without it, as in a student's notebook, every call computes.
"""

import functools
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import msgpack
import numpy as np

FOLDER = "PIXGRAD_REMEMBERED"
PLAIN = (bool, int, float, str, type(None), np.generic)

P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a function that computes a number, or lists and dicts of numbers, from its arguments alone.

    Arguments may be numbers, strings, arrays of numbers, and tuples and lists of these; a call with anything
    else is computed each time. Arrays count by what is in them.

    Examples
    --------
    >>> @remembered
    ... def total(X):
    ...     return float(X.sum())
    >>> total(np.ones(3))
    3.0
    """

    @functools.wraps(function)
    def known_or_computed(*args: P.args, **kwargs: P.kwargs) -> R:
        folder = os.environ.get(FOLDER)
        parts = _plain([*args, *sorted(kwargs.items())]) if folder else None
        if folder is None or parts is None:
            return function(*args, **kwargs)
        key = f"{function.__module__}.{function.__qualname__} {parts}"
        path = Path(folder) / hashlib.sha256(key.encode()).hexdigest()
        return cast(R, _kept(path, lambda: function(*args, **kwargs)))

    return known_or_computed


def _kept(path: Path, compute: Callable[[], object]) -> Any:
    """What a file holds or, if it is empty, what comes of computing; others that want the same wait."""
    import fcntl

    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        data = file.read()
        if not data:
            data = msgpack.packb(compute())
            file.write(data)
    return msgpack.unpackb(data, strict_map_key=False)


def _plain(value: object) -> str | None:
    """Text that is the same for equal arguments only; None for what is not known to be a plain value."""
    if isinstance(value, PLAIN):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        digest = hashlib.sha256(np.ascontiguousarray(value).data).hexdigest()
        return f"array {value.dtype.str} {value.shape} {digest}"
    if isinstance(value, list | tuple):
        parts = [_plain(each) for each in value]
        return None if None in parts else f"{type(value).__name__} {parts}"
    return None
