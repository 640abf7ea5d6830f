"""Checks of functions: what they return, what they do to their inputs, what they cost."""

import copy
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pixgrad.check import bank
from pixgrad.check.calls import Cost, Outcome, apply, call_each
from pixgrad.check.compare import Tolerance, as_numbers, difference
from pixgrad.check.cost import cost
from pixgrad.check.failure import CheckFailed
from pixgrad.check.recognise import explain
from pixgrad.check.wording import argument_lines, call_text, kind_of, name_of, parameter_names, show

Function = Callable[..., Any]
Case = Sequence[Any]

# How Python says that a call does not fit a function's parameters.
SIGNATURE = re.compile(r"positional argument|takes no arguments|unexpected keyword|missing \d+ required")


def returns(
    function: Function,
    cases: Sequence[Case],
    want: Sequence[Any] | Function,
    *,
    exercise: str,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    silent: bool = False,
) -> None:
    """Call a function on every case and compare what it returns with what is wanted.

    Also fails when the function raises, returns another type or shape, or changes an input.

    Parameters
    ----------
    function : callable
        The student's function.
    cases : sequence of tuples
        Positional arguments of each call; those passed by name stand last, as `pixgrad.check.named`.
    want : sequence or callable
        Wanted value of each case, or a reference function of the same arguments.
    exercise : str
        Label of the exercise, for the known mistakes.
    rtol, atol : float
        See `pixgrad.check.compare.Tolerance`.
    silent : bool
        True where a right value with a warning of NumPy (overflow, 0 / 0) fails too, with the slip ``warns``.

    Raises
    ------
    CheckFailed
        On the first case that is wrong; the known mistakes are held against all cases.

    Examples
    --------
    >>> returns(lambda x: x + x, [(1.5,), (2,)], [3.0, 4], exercise="doubling")
    >>> returns(abs, [(1.5,), (-2,)], [1.5, -2], exercise="doubling")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: abs(-2) returned the wrong value.
        got    2
        wanted -2
    """
    wanted = [apply(want, copy.deepcopy(tuple(case))) for case in cases] if callable(want) else list(want)
    outcomes = _run(function, cases, exercise)
    tolerance = Tolerance(rtol, atol)
    for i, (outcome, value) in enumerate(zip(outcomes, wanted, strict=True)):
        wrong = difference(outcome.value, value, tolerance)
        if wrong:
            slip = {"value": None, "not-finite": "not-finite"}.get(wrong.kind, f"wrong-{wrong.kind}")
            details = argument_lines(function, cases[i], exercise) + wrong.details
            raise explain(exercise, function, cases, outcomes, i, wrong.problem, details, slip)
    _unmodified(function, cases, outcomes, exercise)
    if silent:
        _without_warning(function, cases, outcomes, exercise)


def satisfies(
    function: Function,
    cases: Sequence[Case],
    rules: Sequence[tuple[str, str, Function]],
    *,
    exercise: str,
) -> None:
    """Check what a function returns by rules, where more than one result is right.

    Parameters
    ----------
    function, cases, exercise
        As in `returns`.
    rules : sequence of (label, sentence, rule)
        ``rule(value, *case)`` is true where the value is right; the sentence says what is wrong otherwise.

    Raises
    ------
    CheckFailed
        On the first case that breaks a rule.

    Examples
    --------
    >>> rules = [("not-sorted", "the values are not in ascending order", lambda v, x: list(v) == sorted(v))]
    >>> satisfies(sorted, [([3, 1, 2],)], rules, exercise="sorting")
    """
    outcomes = _run(function, cases, exercise)
    for i, (outcome, case) in enumerate(zip(outcomes, cases, strict=True)):
        for label, sentence, rule in rules:
            if not _holds(rule, outcome.value, case):
                got = kind_of(outcome.value) if outcome.value is None else show(outcome.value)
                details = (*argument_lines(function, case, exercise), f"got    {got}")
                raise explain(
                    exercise, function, cases, outcomes, i, f"is not right: {sentence}", details, label
                )
    _unmodified(function, cases, outcomes, exercise)


def unchanged(function: Function, cases: Sequence[Case], *, exercise: str) -> None:
    """Check that a function leaves its inputs as they were (`returns` and `satisfies` do so too).

    Raises
    ------
    CheckFailed
        When an argument was changed in place.

    Examples
    --------
    >>> unchanged(lambda x: x.sort(), [(np.array([2, 1]),)], exercise="sorting")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: <lambda>(x) changes x in place. Work on a copy.
    [slip: input-modified]
    """
    _unmodified(function, cases, _run(function, cases, exercise), exercise)


def vectorized(function: Function, small: Case, large: Case, *, exercise: str, loops: bool = False) -> None:
    """Check without a clock that a function loops in NumPy, not in Python, in bounded memory.

    The number of executed Python lines and calls may not grow from the small case to the large one, and the
    peak of new memory on the large one may not exceed a few times that of its arguments and its result. (A
    loop that C code runs over C code, such as ``map`` over an array's method, executes no Python and passes.)

    Parameters
    ----------
    function, exercise
        As in `returns`.
    small, large : tuple
        Two cases; the large one has at least 25 more rows (and columns, where those may not be looped over).
    loops : bool
        True where the exercise allows Python loops, so that only memory counts.

    Raises
    ------
    CheckFailed
        With the slip ``python-loop`` or ``too-much-memory``.

    Examples
    --------
    >>> vectorized(np.cumsum, (np.ones(3),), (np.ones(50),), exercise="sums")
    >>> vectorized(lambda x: [v + 1 for v in x], (np.ones(3),), (np.ones(50),), exercise="sums")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: <lambda>(x) runs a Python loop: ...
    [slip: python-loop]
    """
    outcomes = _run(function, (small, large), exercise)
    low, high = cost(function, small), cost(function, large)
    if not loops and high.events > low.events + 20:
        raise _too_slow(function, small, large, low, high, exercise)
    fair = 6 * (_size(large) + _size([as_numbers(outcomes[1].value)])) + 2**18  # a list counts as an array
    if high.peak_bytes > fair:
        problem = (
            f"needs {high.peak_bytes / 2**20:.1f} MiB at its peak "
            f"for arguments of {_size(large) / 2**20:.2f} MiB: "
            "it builds a temporary array far larger than its arguments and its result. "
            "For real images that array would not fit into memory"
        )
        raise CheckFailed(f"{call_text(function, large, exercise)} {problem}.", (), "too-much-memory")


def _too_slow(
    function: Function, small: Case, large: Case, low: Cost, high: Cost, exercise: str
) -> CheckFailed:
    problem = (
        f"runs a Python loop: {low.events} Python steps with {_shapes(function, small, exercise)}, "
        f"{high.events} steps with {_shapes(function, large, exercise)}. Let NumPy go over the rows"
    )
    return CheckFailed(f"{call_text(function, large, exercise)} {problem}.", (), "python-loop")


def _shapes(function: Function, case: Case, exercise: str) -> str:
    names = parameter_names(function, len(case), exercise)
    return ", ".join(
        f"{name} of shape {value.shape}"
        for name, value in zip(names, case, strict=True)
        if isinstance(value, np.ndarray)
    )


def _size(values: Sequence[Any]) -> int:
    return sum(value.nbytes for value in values if isinstance(value, np.ndarray))


def _run(function: Function, cases: Sequence[Case], exercise: str) -> list[Outcome]:
    """Call the function on every case; an error in any of them fails the check."""
    _is_function(function, exercise)
    outcomes = call_each(function, cases)
    for i, outcome in enumerate(outcomes):
        if outcome.error:
            raise _raised(function, cases, outcomes, i, exercise)
    return outcomes


def _is_function(function: Any, exercise: str) -> None:
    kind = kind_of(function)
    if not callable(function) or kind == "a class":
        name = bank.asked(exercise) or f"the answer to {exercise}"
        raise CheckFailed(f"{name} should be a function, not {kind}.", (), "wrong-type")


def _raised(
    function: Function, cases: Sequence[Case], outcomes: list[Outcome], i: int, exercise: str
) -> CheckFailed:
    error, line = outcomes[i].error or "", outcomes[i].line
    if error.startswith("NotImplementedError"):
        return CheckFailed(
            f"not answered yet: {name_of(function, exercise)} still raises NotImplementedError."
        )
    problem = f"raised {error}" + (f" at `{line}`" if line else "")
    slip = "raises-error"
    if error.startswith("UnboundLocalError"):
        problem += ". It is read before it is set: the `if` or the loop that sets it may not have run"
        slip = "read-before-set"
    elif error.startswith("NameError"):
        problem += ". A function may use only its own parameters and what it defines itself"
        slip = "undefined-name"
    elif line is None and SIGNATURE.search(error):
        problem += ". Keep the parameters that the exercise gives: it is called with them, in this order"
    return explain(
        exercise, function, cases, outcomes, i, problem, argument_lines(function, cases[i], exercise), slip
    )


def _unmodified(
    function: Function, cases: Sequence[Case], outcomes: Sequence[Outcome], exercise: str
) -> None:
    for i, outcome in enumerate(outcomes):
        if outcome.modified:
            names = parameter_names(function, len(cases[i]), exercise)
            changed = " and ".join(names[position] for position in outcome.modified)
            problem = f"changes {changed} in place. Work on a copy"
            raise explain(exercise, function, cases, outcomes, i, problem, (), "input-modified")


def _without_warning(
    function: Function, cases: Sequence[Case], outcomes: Sequence[Outcome], exercise: str
) -> None:
    for i, outcome in enumerate(outcomes):
        if outcome.warned:
            problem = f"returns the right value, but NumPy warns: {outcome.warned[0]}"
            details = argument_lines(function, cases[i], exercise)
            raise explain(exercise, function, cases, outcomes, i, problem, details, "warns")


def _holds(rule: Function, value: Any, case: Case) -> bool:
    """Whether a rule holds; a value of a kind that the rule cannot even look at breaks it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what NumPy thinks of odd values is not for stderr
            return bool(rule(value, *case))
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return False
