"""Putting right functions in the place of a student's own, for as long as a check runs."""

from collections.abc import Callable
from typing import Any


def lend(scope: dict[str, Any], functions: dict[str, Callable[..., Any]]) -> dict[str, Any]:
    """Put functions in the place of those that a scope has under the same names; returns what was there.

    >>> scope = {"relu": abs, "size": 3}
    >>> before = lend(scope, {"relu": min, "tanh": max, "size": len})
    >>> scope["relu"], scope["size"], before
    (<built-in function min>, 3, {'relu': <built-in function abs>})
    """
    before = {name: scope[name] for name in functions if _is_function(scope.get(name))}
    scope.update({name: functions[name] for name in before})
    return before


def _is_function(value: Any) -> bool:
    return callable(value) and not isinstance(value, type)
