"""The one place where a check calls what a student wrote.

Every argument is copied first, so that whatever the function does to its inputs can be seen and does no
harm. An error is a result like any other. A function that lives in another process is an `Elsewhere`: it is
called there, by this same module.
"""

import copy
import dis
import inspect
import linecache
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# Whatever a notebook has asked of np.seterr, a call meets NumPy as it is at the start.
NUMPY_DEFAULTS: Any = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    Attributes
    ----------
    value : object
        What was returned; None after an error.
    error : str or None
        ``"NameError: name 'D' is not defined"``, or None.
    line : str or None
        The student's source line that raised.
    modified : tuple of int
        Positions of the arguments that were changed in place.
    left : tuple
        What each of these arguments held afterwards.
    warned : tuple of str
        What NumPy warned of, such as ``"overflow encountered in exp"``.
    """

    value: Any = None
    error: str | None = None
    line: str | None = None
    modified: tuple[int, ...] = ()
    left: tuple[Any, ...] = ()
    warned: tuple[str, ...] = ()


class Named:
    """Arguments that a case passes by name, as its last entry: ``(X, y, named(reg=0.5))``."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values


def named(**values: Any) -> Named:
    """Arguments to pass by name; stands last in a case of `returns` or `satisfies`.

    Examples
    --------
    >>> call(sorted, ([1, 3, 2], named(reverse=True))).value
    [3, 2, 1]
    """
    return Named(values)


def apply(function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """Call a function on a case, whose last entry may hold the arguments passed by name."""
    if args and isinstance(args[-1], Named):
        return function(*args[:-1], **args[-1].values)
    return function(*args)


@dataclass(frozen=True)
class Cost:
    """What one call needed: steps (lines and calls) and the peak of new memory in bytes; see `check.cost`."""

    events: int
    peak_bytes: int


class Elsewhere:
    """A function of another process.

    Attributes
    ----------
    parameters : list of str
        Names of its positional parameters.
    reads : tuple of str
        Names of the notebook variables that it reads.
    kind_elsewhere : str
        Name of its type there.
    results : tuple of str
        What its docstring calls its results; see `check.results`.
    """

    __name__: str
    parameters: list[str]
    reads: tuple[str, ...]
    kind_elsewhere: str
    results: tuple[str, ...]

    def call_each(self, cases: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Call it on every case, there, in one round trip."""
        raise NotImplementedError

    def drawn(self, cases: Sequence[Sequence[Any]], times: int) -> list[Any]:
        """What `drawn` returns, in one round trip."""
        raise NotImplementedError

    def costs(self, cases: Sequence[Sequence[Any]], exact: bool) -> list[Cost]:
        """Count what one call of each case needs, there, in one round trip; see `pixgrad.check.cost.cost`."""
        raise NotImplementedError

    def lend(self, functions: dict[str, Callable[..., Any]]) -> None:
        """Put functions of this process in the place of the notebook's own, there, until `take_back`."""
        raise NotImplementedError

    def take_back(self) -> None:
        """End what `lend` began."""
        raise NotImplementedError


def call_each(function: Callable[..., Any], cases: Sequence[Sequence[Any]]) -> list[Outcome]:
    """Call `function` on copies of the arguments of every case."""
    if isinstance(function, Elsewhere):
        return function.call_each(cases)
    return [call(function, case) for case in cases]


def drawn(function: Callable[..., Any], cases: Sequence[Sequence[Any]], times: int = 1) -> list[Any]:
    """What a function returns for each case, called several times in a row; its errors pass through.

    From call to call a case's generator goes on where it was; everything else is a fresh copy.

    Parameters
    ----------
    function : callable
    cases : sequence of tuple
    times : int
        Calls of each case.

    Examples
    --------
    >>> a, b, c = drawn(lambda rng: int(rng.integers(10**9)), [(np.random.default_rng(0),)], 3)
    >>> a != b != c
    True
    """
    if isinstance(function, Elsewhere):
        return function.drawn(cases, times)
    own = copy.deepcopy(list(cases))  # so that no generator of the caller advances
    return [function(*args) for case in own for args in in_a_row(case, times)]


def in_a_row(case: Sequence[Any], times: int) -> Iterator[tuple[Any, ...]]:
    """The arguments of several calls of a case: its generator for all of them, fresh copies of all else."""
    for _ in range(times):
        yield tuple(each if isinstance(each, np.random.Generator) else copy.deepcopy(each) for each in case)


def call(function: Callable[..., Any], args: Sequence[Any]) -> Outcome:
    """Call `function` on copies of `args`; warnings are kept for the outcome, errors returned."""
    if isinstance(function, Elsewhere):
        return function.call_each([args])[0]
    given = copy.deepcopy(tuple(args))
    try:
        with warnings.catch_warnings(record=True) as caught, np.errstate(**NUMPY_DEFAULTS):
            warnings.simplefilter("always")
            value = apply(function, given)
    except (Exception, SystemExit) as error:  # exit() and quit() end a call, not the notebook
        return Outcome(error=_spoken(error), line=_line_that_raised(error, function))
    warned = (str(each.message) for each in caught if issubclass(each.category, RuntimeWarning))
    modified = _changed(args, given)
    left = tuple(copy.deepcopy(given[i]) for i in modified)  # the value may share their memory
    return Outcome(value, modified=modified, left=left, warned=tuple(dict.fromkeys(warned)))


def _spoken(error: BaseException) -> str:
    """Type and text of an error, whatever its own class makes of it."""
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def globals_read(function: Callable[..., Any]) -> tuple[str, ...]:
    """Names of notebook variables (not modules, functions or classes) that a function reads.

    Examples
    --------
    >>> table = {"offset": 3}
    >>> exec("def shifted(x): return abs(x) + offset", table)
    >>> globals_read(table["shifted"])
    ('offset',)
    """
    if isinstance(function, Elsewhere):
        return function.reads
    function = undecorated(function)
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return ()
    names = dict.fromkeys(name for part in _with_inner(code) for name in _global_loads(part))
    scope = function.__globals__
    return tuple(name for name in names if name in scope and _is_data(scope[name]))


def parameter_names(function: Callable[..., Any]) -> list[str]:
    """Names of the positional parameters, as far as the function tells them.

    Examples
    --------
    >>> parameter_names(lambda W, X, *rest: 0)
    ['W', 'X']
    """
    if isinstance(function, Elsewhere):
        return function.parameters
    function = undecorated(function)
    code = getattr(function, "__code__", None)
    names = list(code.co_varnames[: code.co_argcount]) if isinstance(code, types.CodeType) else []
    return names[1:] if isinstance(function, types.MethodType) else names


def undecorated(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function below decorators that tell of it, as `functools.wraps` does."""
    try:
        return inspect.unwrap(function)
    except ValueError:  # wrapped around itself
        return function


def _is_data(value: Any) -> bool:
    return not (callable(value) or isinstance(value, types.ModuleType))


def _with_inner(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _with_inner(constant)


def _global_loads(code: types.CodeType) -> Iterator[str]:
    return (step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL")


def _line_that_raised(error: BaseException, function: Callable[..., Any]) -> str | None:
    """Source of the innermost line of the traceback that lies in the same file (cell) as the function."""
    filename = getattr(getattr(undecorated(function), "__code__", None), "co_filename", None)
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == filename:
            line = linecache.getline(filename, trace.tb_lineno).strip() or line
        trace = trace.tb_next
    return line


def _changed(before: Sequence[Any], after: Sequence[Any]) -> tuple[int, ...]:
    """Positions of arrays, lists and dicts that no longer hold what they held (a generator may advance)."""
    mutable = (np.ndarray, list, tuple, dict, set)  # a tuple, such as a cache, may hold arrays
    return tuple(
        i
        for i, (old, new) in enumerate(zip(before, after, strict=True))
        if isinstance(old, mutable) and not same(old, new)
    )


def same(a: Any, b: Any) -> bool:
    """Whether two nested values hold exactly the same entries (NaN equals NaN)."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return bool(a == b)
