"""How a call, its arguments and a value are written for a student."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from pixgrad.check import bank, calls
from pixgrad.check.calls import Elsewhere, Named
from pixgrad.check.comments import calling_frame
from pixgrad.check.pasteable import code_of

Function = Callable[..., Any]


def call_text(function: Function, args: Sequence[Any], exercise: str = "") -> str:
    """The call as a person would write it: arrays by the parameter's name, numbers and words in full.

    A function that the check cell itself has made, of what a student chose, is no call of theirs: the name
    that the exercise asks for stands for it.

    Examples
    --------
    >>> def svm_loss(W, X, y, reg): ...
    >>> call_text(svm_loss, (np.zeros((3, 2)), np.zeros((5, 3)), np.zeros(5), 0.5))
    'svm_loss(W, X, y, 0.5)'
    """
    if made_by_check(function):
        return bank.asked(exercise) or f"your answer to {exercise}"
    words = [
        f"{f'{keyword}=' if keyword else ''}{show(value) if _is_short(value) else name}"
        for keyword, name, value in _arguments(function, args, exercise)
    ]
    return f"{name_of(function, exercise)}({', '.join(words)})"


def argument_lines(function: Function, args: Sequence[Any], exercise: str = "") -> tuple[str, ...]:
    """For each argument that the call text only names, a line of code that makes it."""
    if made_by_check(function):
        return ()
    return tuple(
        f"with   {name} = {code_of(value)}"
        for _, name, value in _arguments(function, args, exercise)
        if not _is_short(value) and code_of(value) != name
    )


def made_by_check(function: Function) -> bool:
    """Whether a function stands in the very cell that checks it."""
    code, frame = getattr(calls.undecorated(function), "__code__", None), calling_frame()
    if isinstance(function, Elsewhere) or code is None or frame is None:
        return False
    return frame.f_globals.get("__name__") == "__main__" and code.co_filename == frame.f_code.co_filename


def _arguments(function: Function, args: Sequence[Any], exercise: str) -> Iterator[tuple[str, str, Any]]:
    """Keyword (empty where there is none), name and value of every argument."""
    for name, value in zip(parameter_names(function, len(args), exercise), args, strict=True):
        if isinstance(value, Named):
            yield from ((keyword, keyword, each) for keyword, each in value.values.items())
        else:
            yield "", name, value


def _is_short(value: Any) -> bool:
    return isinstance(value, int | float | str | np.number) or value is None


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
    return text if len(text) <= 80 else f"{text[:77].rpartition(' ')[0] or text[:77]} ..."


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
