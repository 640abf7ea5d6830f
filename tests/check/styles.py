"""Ways in which people write a right answer, and things that are no answer: changes of a cell's source."""

import ast
import functools
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pixgrad.authoring import expand, runner, source
from pixgrad.course import Course

ROOT = Path(__file__).parents[2]
SLUGS = Course(ROOT).written()


Style = Callable[[str, str], str | None]


@functools.cache
def cells(slug):
    """The code cells of a solved notebook, without those that marking skips."""
    return runner.steps(expand.build(source.read(Course(ROOT).script(slug))))


def _function(text: str, name: str) -> tuple[ast.Module, ast.FunctionDef | None]:
    tree = ast.parse(text)
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return tree, found[-1] if found else None


def as_lambda(source: str, name: str) -> str | None:
    """A lambda, where the function does nothing but return."""
    tree, function = _function(source, name)
    body = [] if function is None else [node for node in function.body if not _is_text(node)]
    if function is None or len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None:
        return None
    made = ast.Assign([ast.Name(name, ast.Store())], ast.Lambda(function.args, body[0].value))
    tree.body[tree.body.index(function)] = made
    return ast.unparse(ast.fix_missing_locations(tree))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def with_defaults(source: str, name: str) -> str | None:
    """Two more parameters that have a default, and a variable number of more by name."""
    tree, function = _function(source, name)
    if function is None:
        return None
    function.args.args += [ast.arg("verbose"), ast.arg("axis_of_mine")]
    function.args.defaults += [ast.Constant(False), ast.Constant(None)]
    function.args.kwarg = function.args.kwarg or ast.arg("options")
    return ast.unparse(ast.fix_missing_locations(tree))


def annotated(source: str, name: str) -> str | None:
    """A type on each parameter and on the result, one of them a forward reference to nothing."""
    tree, function = _function(source, name)
    if function is None:
        return None
    for parameter in (*function.args.args, *function.args.kwonlyargs):
        parameter.annotation = ast.parse("np.ndarray | float | None", mode="eval").body
    function.returns = ast.Constant("tuple[Ergebnis, ...]")
    return ast.unparse(ast.fix_missing_locations(tree))


def in_unicode(source: str, name: str) -> str | None:
    """Every variable of the function has an umlaut or a Greek letter."""
    tree, function = _function(source, name)
    if function is None:
        return None
    nodes = list(ast.walk(function))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    stored -= {each for node in nodes if isinstance(node, ast.Nonlocal | ast.Global) for each in node.names}
    stored -= {
        node.arg for node in nodes if isinstance(node, ast.arg | ast.keyword)
    }  # they may be passed by name
    names = {each: f"{'δ' if place % 2 else 'größe'}_{each}" for place, each in enumerate(sorted(stored))}
    for node in nodes:
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
    return ast.unparse(tree)


def _followed_by(text: str, spoken: str = "") -> Style:
    """A style that keeps the answer under another name and gives its own to what stands in `text`."""

    def style(source: str, name: str) -> str:
        return f"{source}\n\n{textwrap.dedent(text).replace('NAME', name).strip()}\n"

    style.__doc__ = spoken
    return style


KEPT = "original_NAME = NAME\n"

with_helper = _followed_by(KEPT + "def NAME(*given, **named):\n    return original_NAME(*given, **named)")
with_wraps = _followed_by("""
    import functools
    def traced(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            result = function(*args, **kwargs)
            return result
        return inner
    NAME = traced(NAME)
""")
without_wraps = _followed_by("""
    def traced(function):
        def inner(*args, **kwargs):
            return function(*args, **kwargs)
        return inner
    NAME = traced(NAME)
""")
partial = _followed_by("import functools\nNAME = functools.partial(NAME)")
as_method = _followed_by("""
    original_NAME = NAME
    class Answers:
        def NAME(self, *args, **kwargs):
            return original_NAME(*args, **kwargs)
    NAME = Answers().NAME
""")

MAPPED = """
    original_NAME = NAME
    def other_NAME(value):
        if isinstance(value, dict):
            return {key: other_NAME(each) for key, each in value.items()}
        if isinstance(value, tuple):
            return CONTAINER(other_NAME(each) for each in value)
        return LEAF
    def NAME(*args, **kwargs):
        return other_NAME(original_NAME(*args, **kwargs))
"""


def _with_results(leaf: str, container: str = "tuple") -> Style:
    return _followed_by(MAPPED.replace("LEAF", leaf).replace("CONTAINER", container))


NUMBER = "isinstance(value, (int, float, np.number)) and not isinstance(value, bool)"
zero_d = _with_results(f"np.array(value) if {NUMBER} else value")
numpy_numbers = _with_results(f"np.asarray(value)[()] if {NUMBER} else value")
whole_as_int = _with_results(
    f"int(value) if {NUMBER} and np.isfinite(value) and value == int(value) else value"
)
python_numbers = _with_results(f"np.asarray(value).item() if {NUMBER} else value")
lists = _with_results("value.tolist() if isinstance(value, np.ndarray) else value", "list")
fortran = _with_results("np.asfortranarray(value) if isinstance(value, np.ndarray) else value")

RIGHT: dict[str, Style] = {
    "lambda": as_lambda,
    "defaults": with_defaults,
    "annotated": annotated,
    "unicode": in_unicode,
    "helper": with_helper,
    "wraps": with_wraps,
    "without-wraps": without_wraps,
    "partial": partial,
    "method": as_method,
    "zero-d": zero_d,
    "numpy-numbers": numpy_numbers,
    "python-numbers": python_numbers,
    "whole-as-int": whole_as_int,
    "lists": lists,
    "fortran": fortran,
}


def _instead(body: str) -> Style:
    """A style that throws the function's result away."""
    return _followed_by(
        KEPT + "def NAME(*args, **kwargs):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ")
    )


WRONG: dict[str, Style] = {
    "none": _instead("original_NAME(*args, **kwargs)"),
    "one-more": _instead("""
        value = original_NAME(*args, **kwargs)
        return (*value, 0.0) if isinstance(value, tuple) else (value, 0.0)"""),
    "one-less": _instead("""
        value = original_NAME(*args, **kwargs)
        return value[0] if isinstance(value, tuple) else ()"""),
    "one-axis-more": _with_results("np.asarray(value)[np.newaxis]"),
    "string": _instead("return 'the answer'"),
    "text-of-result": _with_results("str(value)"),
    "dict": _instead("return {'answer': original_NAME(*args, **kwargs)}"),
    "objects": _with_results("np.asarray(value).astype(object).reshape(np.shape(value) or (1,))"),
    "nan": _with_results("np.full(np.shape(value), np.nan)"),
    "generator": _instead("yield original_NAME(*args, **kwargs)"),
    "class-returned": _instead("return dict"),
    "class": _followed_by("class NAME:\n    pass"),
    "instance-of-class": _followed_by("class NAME:\n    def __init__(self, *args, **kwargs):\n        pass"),
    "too-few": _followed_by("def NAME():\n    return 0.0"),
    "too-many": _followed_by("def NAME(a, b, c, d, e, f, g, h, i, j, k, m, n):\n    return 0.0"),
    "name-inside": _instead("return nirgends_definiert + original_NAME(*args, **kwargs)"),
    "number": _followed_by("NAME = 3.5"),
    "array": _followed_by("NAME = np.zeros((2, 3))"),
    "module": _followed_by("NAME = np"),
    "own-error": _instead("raise ValueError('not so')"),
    "own-kind-of-error": _instead(
        "class Oops(Exception):\n    def __str__(self):\n        return 3\nraise Oops"
    ),
    "complex": _with_results("np.asarray(value) + 1j"),
    "deleted": _followed_by("del NAME"),
    "exits": _instead("raise SystemExit(3)"),
}


class OffAtOnePlace:
    """A right function whose every result has one number that is too large; remembers where."""

    OFF = 0.3217

    def __init__(self, function: Callable) -> None:
        self.function, self.places, self.draw = function, [], np.random.default_rng(5)

    def __call__(self, *args, **kwargs):
        return self.nudged(self.function(*args, **kwargs), "")

    def nudged(self, value, place):
        """The value with one number changed, in one entry of a pair or a dict."""
        if isinstance(value, dict) or (isinstance(value, tuple) and not place):
            keys = list(value) if isinstance(value, dict) else range(len(value))
            numbers = [key for key in keys if is_number_or_array(value[key])]
            chosen = numbers[self.draw.integers(len(numbers))]
            parts = {key: value[key] for key in keys}
            parts[chosen] = self.nudged(value[chosen], f"{place}[{chosen!r}]")
            return parts if isinstance(value, dict) else tuple(parts.values())
        array = np.array(value, dtype=np.float64)
        if array.size:
            index = tuple(int(self.draw.integers(length)) for length in array.shape)
            array[index] += self.OFF
            self.places.append(place + (str(list(index)) if index else ""))
        return array[()]


def is_number_or_array(value) -> bool:
    """Whether a part of a result has a number in it that can be changed (a dict of arrays has)."""
    if isinstance(value, dict):
        return all(is_number_or_array(each) for each in value.values())
    return (not isinstance(value, str | tuple | list) and np.size(value) > 0) or (
        isinstance(value, list) and all(np.ndim(each) == 0 for each in value)
    )
