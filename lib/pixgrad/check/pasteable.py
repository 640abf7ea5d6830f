"""Values as code that makes them again: what a student can paste into a cell to repeat a call."""

import ast
import inspect
import linecache
from collections.abc import Callable
from typing import Any

import numpy as np

from pixgrad.check.comments import calling_frame

MOST_NUMBERS = 24  # an array with more is told by its shape, or by the code that made it
LONGEST = 120  # characters of that code
LARGEST_SEED = 10**6  # a larger one is a secret of marking
HIDDEN = "BEGIN HIDDEN TESTS"


def code_of(value: Any) -> str:
    """Code for a value, or words for one that takes too much room.

    Examples
    --------
    >>> code_of(np.array([[1.0, 2.5]])), code_of(np.array([3, 255], dtype=np.uint8))
    ('np.array([[1., 2.5]])', 'np.array([3, 255], dtype=np.uint8)')
    >>> code_of(np.ones((60, 4))), code_of(np.arange(30).reshape(5, 6)), code_of(np.random.default_rng(3))
    ('np.ones((60, 4))', 'np.arange(30).reshape((5, 6))', 'np.random.default_rng(3)')
    >>> code_of(np.sqrt(np.ones((9, 9)) * np.arange(9)))
    'array of shape (9, 9), float64, made by the check'
    """
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.random.Generator):
        return _generator(value)
    if isinstance(value, np.generic):
        return _number(value.item())
    if isinstance(value, dict):
        return f"{{{', '.join(f'{code_of(key)}: {code_of(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(code_of, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(code_of, value))}{',' if len(value) == 1 else ''})"
    if callable(value):
        return _function(value)
    return _number(value)


def _number(value: Any) -> str:
    if isinstance(value, float) and not np.isfinite(value):
        return f"{'-' if value < 0 else ''}np.{'nan' if np.isnan(value) else 'inf'}"
    return repr(value)


def _array(array: np.ndarray) -> str:
    dtype = "" if array.dtype in (np.float64, np.int64, np.bool_) else f"dtype=np.{array.dtype.name}"
    if array.dtype.kind not in "biuf":
        return f"array of shape {array.shape}, {array.dtype.name}, made by the check"
    return _constant(array, dtype) or _counting(array, dtype) or _listed(array, dtype)


def _constant(array: np.ndarray, dtype: str) -> str | None:
    """Code for an array that is empty, or holds one number many times."""
    if array.size and (array.size <= MOST_NUMBERS or not (array == array.flat[0]).all()):
        return None
    shape = f"({array.shape[0]},)" if array.ndim == 1 else str(array.shape)
    dtype = dtype or (
        "" if array.dtype == np.float64 else f"dtype={'bool' if array.dtype == bool else 'int'}"
    )
    tail = f", {dtype}" if dtype else ""
    for name, number in (("zeros", 0), ("ones", 1)):
        if (array == number).all():
            return f"np.{name}({shape}{tail})"
    return f"np.full({shape}, {_number(array.flat[0].item())}{tail})"


def _counting(array: np.ndarray, dtype: str) -> str | None:
    """Code for an array that holds 0, 1, 2 ..."""
    if array.size <= MOST_NUMBERS or not (array.ravel() == np.arange(array.size)).all():
        return None
    end = f"{array.size}.0" if array.dtype == np.float64 else str(array.size)
    reshaped = "" if array.ndim == 1 else f".reshape({array.shape})"
    return f"np.arange({end}{f', {dtype}' if dtype else ''}){reshaped}"


def _listed(array: np.ndarray, dtype: str) -> str:
    if array.size > MOST_NUMBERS:
        return _expression(array) or f"array of shape {array.shape}, {array.dtype.name}, made by the check"
    return f"np.array({_nested(array)}{f', {dtype}' if dtype else ''})"


def _expression(array: np.ndarray) -> str | None:
    """The code by which the check cell made an array: short, and in the part that students see."""
    frame = calling_frame()
    names = [name for name, value in frame.f_globals.items() if value is array] if frame else []
    if not frame or not names:
        return None
    seen = "".join(linecache.getlines(frame.f_code.co_filename)).partition(f"# {HIDDEN}")[0]
    try:
        made = [node for node in ast.parse(seen).body if isinstance(node, ast.Assign)]
    except SyntaxError:  # magics
        return None
    stored = [ast.unparse(target) for node in made for target in node.targets]
    once = stored.count(names[0]) == 1 and not any(each.startswith(f"{names[0]}[") for each in stored)
    found = [ast.unparse(node.value) for node in made if ast.unparse(node.targets[0]) == names[0]]
    return found[0] if found and once and len(found[0]) <= LONGEST else None


def _nested(array: np.ndarray) -> str:
    if array.ndim:
        return f"[{', '.join(map(_nested, array))}]"
    number = array[()]
    # the fewest digits that give this very number in its own precision
    short = float(str(number)) if array.dtype.kind == "f" else number.item()
    return _number(short).removesuffix("0") if str(short).endswith(".0") else _number(short)


def _generator(rng: np.random.Generator) -> str:
    """Code for a generator that has drawn nothing yet, where its seed is a plain small number."""
    seed = getattr(rng.bit_generator.seed_seq, "entropy", None)
    known = isinstance(seed, int) and seed < LARGEST_SEED
    if known and rng.bit_generator.state == np.random.default_rng(seed).bit_generator.state:
        return f"np.random.default_rng({seed})"
    return "a random generator, made by the check"


def _function(function: Callable[..., Any]) -> str:
    """The lambda or the name of a function; nothing that stands in a hidden test."""
    name = str(getattr(function, "__name__", type(function).__name__))
    code = getattr(function, "__code__", None)
    if code is None or HIDDEN in "".join(linecache.getlines(code.co_filename)[: code.co_firstlineno]):
        return name if name.isidentifier() else "a function, made by the check"
    if name != "<lambda>":
        return name
    lambdas = _lambdas("".join(linecache.getlines(code.co_filename)), code.co_firstlineno)
    fitting = [each for each in lambdas if list(inspect.signature(function).parameters) == each[1]]
    return fitting[0][0] if len(fitting) == 1 else "a function, made by the check"


def _lambdas(source: str, line: int) -> list[tuple[str, list[str]]]:
    """Source and parameters of each lambda that begins in a line."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # magics
        return []
    found = [node for node in nodes if isinstance(node, ast.Lambda) and node.lineno == line]
    return [(ast.unparse(node), [arg.arg for arg in node.args.args]) for node in found]
