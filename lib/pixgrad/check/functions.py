"""Checks of functions: what they return, and what they do to their inputs."""

import copy
import dataclasses
import dis
import functools
import inspect
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from pixgrad.check.calls import Outcome, apply
from pixgrad.check.compare import Tolerance, difference
from pixgrad.check.observe import observe, unmodified
from pixgrad.check.passed import passed
from pixgrad.check.picture import picture
from pixgrad.check.recognise import explain
from pixgrad.check.results import names_of
from pixgrad.check.seen import Seen
from pixgrad.check.wording import argument_lines, kind_of, made_by_check, show

Function = Callable[..., Any]
Case = Sequence[Any]


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

    def passes(i: int, outcome: Outcome, tolerance: Tolerance) -> bool:
        right = difference(outcome.value, wanted[i], tolerance) is None
        return right and not (outcome.error or outcome.modified or (silent and outcome.warned))

    seen = observe(function, cases, exercise, passes, Tolerance(rtol, atol), wanted)
    for i, (outcome, value) in enumerate(zip(seen.outcomes, wanted, strict=True)):
        wrong = difference(outcome.value, value, seen.tolerance, *names_of(function, value))
        if wrong:
            slip = {"value": None, "not-finite": "not-finite"}.get(wrong.kind, f"wrong-{wrong.kind}")
            details = argument_lines(function, cases[i], exercise) + wrong.details
            failure = explain(seen, i, wrong.problem, details, slip)
            if wrong.arrays:
                failure.picture = functools.partial(picture, *wrong.arrays, exercise, cases[i])
            raise failure
    unmodified(seen)
    if silent:
        _without_warning(seen)
    passed(exercise)


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

    # Some rules draw hundreds of samples of their own, so each is asked once: of an outcome or, if it looks
    # neither at the value nor at the case, of all. Outcomes are kept, so that no other gets the id of one.
    judged: dict[int, tuple[Outcome, tuple[str, str] | None]] = {}
    always: dict[int, bool] = {}

    def holds(rule: Function, i: int, outcome: Outcome) -> bool:
        if not _ignores_arguments(rule):
            return _holds(rule, outcome.value, cases[i])
        if id(rule) not in always:
            always[id(rule)] = _holds(rule, outcome.value, cases[i])
        return always[id(rule)]

    def broken(i: int, outcome: Outcome) -> tuple[str, str] | None:
        """The first rule that an outcome breaks."""
        if id(outcome) not in judged:
            wrong = (rule[:2] for rule in rules if not holds(rule[2], i, outcome))
            judged[id(outcome)] = outcome, next(wrong, None)
        return judged[id(outcome)][1]

    def passes(i: int, outcome: Outcome, tolerance: Tolerance) -> bool:
        return broken(i, outcome) is None and not (outcome.error or outcome.modified)

    seen = observe(function, cases, exercise, passes)
    for i, (outcome, case) in enumerate(zip(seen.outcomes, cases, strict=True)):
        if rule := broken(i, outcome):
            got = kind_of(outcome.value) if outcome.value is None else show(outcome.value)
            shown = () if made_by_check(function) else (f"got    {got}",)
            details = argument_lines(function, case, exercise) + shown
            raise explain(seen, i, f"is not right: {rule[1]}", details, rule[0])
    unmodified(seen)
    passed(exercise)


def unchanged(function: Function, cases: Sequence[Case], *, exercise: str) -> None:
    """Check that a function leaves its inputs as they were (`returns` and `satisfies` do so too).

    Raises
    ------
    CheckFailed
        When an argument was changed in place.

    Examples
    --------
    >>> unchanged(lambda x: x.sort(), [([2, 1],)], exercise="sorting")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: <lambda>(x) changes x in place. Work on a copy.
    [slip: input-modified]
    """

    def passes(i: int, outcome: Outcome, tolerance: Tolerance) -> bool:
        return not (outcome.error or outcome.modified)

    unmodified(observe(function, cases, exercise, passes))
    passed(exercise)


def _without_warning(seen: Seen) -> None:
    for i, outcome in enumerate(seen.outcomes):
        if outcome.warned:
            problem = f"returns the right value, but NumPy warns: {outcome.warned[0]}"
            details = argument_lines(seen.function, seen.cases[i], seen.exercise)
            raise explain(dataclasses.replace(seen, warning=True), i, problem, details, "warns")


def _ignores_arguments(rule: Function) -> bool:
    """Whether the code of a rule never reads an argument.

    Examples
    --------
    >>> _ignores_arguments(lambda value, *case: abs(-1) == 1), _ignores_arguments(lambda value, *case: case)
    (True, False)
    """
    code = getattr(rule, "__code__", None)
    if not isinstance(code, types.CodeType):
        return False
    used = set(code.co_cellvars)  # which inner functions read
    for step in dis.get_instructions(code):  # from Python 3.13 on one of them may read two names
        used.update(step.argval if isinstance(step.argval, tuple) else [str(step.argval)])
    looks_around = {"locals", "vars", "eval", "exec", "dir"} & set(code.co_names)
    return not (used & set(inspect.signature(rule).parameters) or looks_around)


def _holds(rule: Function, value: Any, case: Case) -> bool:
    """Whether a rule holds; a value of a kind that the rule cannot even look at breaks it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what NumPy thinks of odd values is not for stderr
            return bool(rule(value, *case))
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return False
