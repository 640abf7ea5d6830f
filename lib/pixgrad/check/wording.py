"""How a call, its arguments and a value are written for a student."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pixgrad.check import bank, calls
from pixgrad.check.calls import Named

Function = Callable[..., Any]


def call_text(function: Function, args: Sequence[Any], exercise: str = "") -> str:
    """The call as a person would write it: arrays by the parameter's name, numbers and words in full.

    Examples
    --------
    >>> def svm_loss(W, X, y, reg): ...
    >>> call_text(svm_loss, (np.zeros((3, 2)), np.zeros((5, 3)), np.zeros(5), 0.5))
    'svm_loss(W, X, y, 0.5)'
    """
    words = (
        ", ".join(f"{key}={_word(each, key)}" for key, each in value.values.items())
        if isinstance(value, Named)
        else _word(value, name)
        for name, value in zip(parameter_names(function, len(args), exercise), args, strict=True)
    )
    return f"{name_of(function, exercise)}({', '.join(words)})"


def _word(value: Any, name: str) -> str:
    short = isinstance(value, int | float | str | np.number) or value is None
    return show(value) if short else name


def argument_lines(function: Function, args: Sequence[Any], exercise: str = "") -> tuple[str, ...]:
    """One line for each argument that the call text only names; parameters in a dict have a line each."""
    return tuple(
        f"with   {name} = {show(value)}"
        for parameter, argument in zip(parameter_names(function, len(args), exercise), args, strict=True)
        for name, value in _parts(parameter, argument)
        if isinstance(value, np.ndarray | list | dict)
    )


def _parts(name: str, value: Any) -> Sequence[tuple[str, Any]]:
    """A dict of arrays as its entries; anything else as it is."""
    if isinstance(value, dict) and value and all(isinstance(each, np.ndarray) for each in value.values()):
        return [(f"{name}[{key!r}]", each) for key, each in value.items()]
    return [(name, value)]


def name_of(function: Function, exercise: str) -> str:
    """The function's name; where it has none of its own, or hides behind a decorator, the one asked for."""
    name = getattr(function, "__name__", "<none>")
    asked = bank.asked(exercise)
    hidden = name.startswith("<") or not calls.parameter_names(function)
    return asked if asked and hidden else "your answer" if name == "<none>" else name


def parameter_names(function: Function, count: int, exercise: str = "") -> list[str]:
    """Names of the first `count` positional parameters: the function's own, else those asked for."""
    names = calls.parameter_names(function)
    if not names:
        models = (mistake.function() for mistake in bank.mistakes(exercise))
        names = next((calls.parameter_names(model) for model in models if model), [])
    return names[:count] + [f"argument {i + 1}" for i in range(len(names), count)]


def show(value: Any) -> str:
    """A value in one short line: numbers with up to 8 digits, small arrays in full, larger ones by shape.

    Examples
    --------
    >>> show(np.float64(2.5)), show(np.zeros((2, 2))), show(np.zeros((40, 30)))
    ('2.5', '[[0, 0], [0, 0]]', 'array of shape (40, 30)')
    """
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return f"{float(value):.8g}"
    if isinstance(value, np.ndarray):
        if value.size > 12 or value.dtype.kind not in "biuf":
            return f"array of shape {value.shape}"
        return f"[{', '.join(map(show, value))}]" if value.ndim else show(value[()])
    text = _entries(value) if type(value) in (tuple, list, dict) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _entries(value: Any) -> str:
    """A container with each of its entries as `show` has it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {show(each)}' for key, each in value.items())}}}"
    entries = ", ".join(map(show, value))
    if isinstance(value, list):
        return f"[{entries}]"
    return f"({entries},)" if len(value) == 1 else f"({entries})"


def kind_of(value: Any) -> str:
    """What a value is, in words: ``None``, ``a str``, ``an array of shape (3,)``."""
    if value is None:
        return "None (is the `return` missing?)"
    if value is ...:
        return "the three dots"
    if isinstance(value, type) or getattr(value, "kind_elsewhere", None) == "type":
        return "a class"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype.name} of shape {value.shape}"
    name = getattr(value, "kind_elsewhere", None) or type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
