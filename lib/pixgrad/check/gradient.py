"""Gradient checks that name the term which is off.

A gradient is a sum of terms (data, penalty ...). A wrong one is nearly always the right terms with a wrong
factor: 1 for 2, N for 1, 0 for a term left out, -1 for a sign. So a gradient that differs is fitted on its
terms, and the factors are read off.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pixgrad.check.calls import Outcome, call
from pixgrad.check.compare import Difference, Tolerance, as_numbers, difference
from pixgrad.check.observe import observe, unmodified
from pixgrad.check.other_arguments import right_function
from pixgrad.check.passed import passed
from pixgrad.check.recognise import explain
from pixgrad.check.seen import Seen
from pixgrad.check.wording import argument_lines, kind_of, parameter_names, show

Array = np.ndarray
NOWHERE = object()
Output = int | str | tuple[int | str, ...] | None
OTHER_REG = 3
TOLERANCE = Tolerance(1e-6, 1e-8)


def gradient(
    function: Callable[..., Any],
    args: Sequence[Any],
    terms: Mapping[str, Array],
    *,
    exercise: str,
    output: Output = 1,
    name: str = "dW",
) -> None:
    """Check a gradient that a function returns against the sum of its terms.

    Parameters
    ----------
    function : callable
        The student's function.
    args : sequence
        Its positional arguments.
    terms : mapping of str to ndarray
        The terms of the right gradient by name, such as ``{"data loss": ..., "penalty": 2 * reg * W}``;
        each in the shape of the parameter.
    output : int, str, tuple of these, or None
        Where in the returned value the gradient stands: ``1``, or ``(1, "W1")`` for ``grads["W1"]`` of a
        returned ``loss, grads``; None if it is the returned value.
    name : str
        What the text calls the gradient.

    Raises
    ------
    CheckFailed
        Naming each term whose factor is not 1, where the fit explains the gradient returned.

    Examples
    --------
    >>> W = np.array([[1.0, -2.0], [0.5, 3.0]])
    >>> terms = {"data loss": np.ones((2, 2)), "penalty": 2 * 0.1 * W}
    >>> def loss(W): return 0.0, np.ones((2, 2)) + 0.1 * W
    >>> gradient(loss, (W,), terms, exercise="doc", name="g")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: loss(W) returned a g in which the penalty term is 0.5 times ...
        with   W = np.array([[1., -2.], [0.5, 3.]])
        got    g[0, 0] = 1.1
        wanted g[0, 0] = 1.2
        4 of 4 entries differ
    [slip: penalty-times-0.5]
    """
    want = np.sum([np.asarray(term) for term in terms.values()], axis=0)
    place = "" if output is None else name

    def passes(i: int, outcome: Outcome, tolerance: Tolerance) -> bool:
        part = NOWHERE if outcome.error else _part(outcome.value, output)
        return part is not NOWHERE and not outcome.modified and difference(part, want, tolerance) is None

    seen = observe(function, [args], exercise, passes, TOLERANCE)
    got = _part(seen.outcomes[0].value, output)
    if got is NOWHERE:
        returned = seen.outcomes[0].value
        spoken = kind_of(returned) if returned is None else show(returned)
        problem = f"returned {spoken}, in which there is no {name}"
        wrong: Difference | None = Difference("type", problem)
    else:
        wrong = difference(got, want, seen.tolerance, place)
    if wrong:
        problem, slip = _verdict(wrong, got, terms, name, _other_reg(seen, terms, output))
        whole = dataclasses.replace(seen, wanted=_whole(exercise, args, want, output))
        raise explain(whole, 0, problem, argument_lines(function, args, exercise) + wrong.details, slip)
    unmodified(seen)
    passed(exercise)


def _whole(exercise: str, args: Sequence[Any], want: Array, output: Output) -> list[Any]:
    """The right result with all its parts, where the bank has a right function; it holds the gradient."""
    right = right_function(exercise, args)
    value = call(right, args).value if right else None
    part = _part(value, output)
    agrees = part is not NOWHERE and part is not None and difference(part, want, TOLERANCE) is None
    return [value] if agrees else []


def _path(output: Output) -> tuple[int | str, ...]:
    return () if output is None else output if isinstance(output, tuple) else (output,)


def _part(value: Any, output: Output) -> Any:
    """The part of a returned value that should be the gradient, or NOWHERE."""
    for step in _path(output):
        if not isinstance(value, tuple | list | dict):
            return NOWHERE
        try:
            value = value[step]  # type: ignore[index]
        except (TypeError, IndexError, KeyError):
            return NOWHERE
    return value


def _factors(got: Any, terms: Mapping[str, Array]) -> dict[str, float] | None:
    """Factor of each term in the gradient returned, or None where no factors explain it."""
    basis = np.stack([np.ravel(term) for term in terms.values()], axis=1)
    numbers = as_numbers(got)
    if numbers is None:
        return None
    target = np.ravel(numbers.astype(np.float64))
    if target.shape[0] != basis.shape[0] or not np.isfinite(target).all():
        return None
    factors, _, rank, _ = np.linalg.lstsq(basis, target, rcond=None)
    explained = np.allclose(
        basis @ factors, target, rtol=1e-4, atol=1e-6 * max(1.0, float(np.abs(target).max()))
    )
    return dict(zip(terms, factors.tolist(), strict=True)) if explained and rank == basis.shape[1] else None


def _other_reg(seen: Seen, terms: Mapping[str, Array], output: Output) -> dict[str, float] | None:
    """Factors at three times the reg, or, where no reg is given, at the same arguments again."""
    args = list(seen.cases[0])
    names = parameter_names(seen.function, len(args), seen.exercise)
    if "reg" in names and "penalty" in terms:
        args[names.index("reg")] *= OTHER_REG
        terms = {**terms, "penalty": OTHER_REG * np.asarray(terms["penalty"])}
    outcome = call(seen.function, args)
    return None if outcome.error else _factors(_part(outcome.value, output), terms)


def _verdict(
    wrong: Difference,
    got: Any,
    terms: Mapping[str, Array],
    name: str,
    others: dict[str, float] | None,
) -> tuple[str, str | None]:
    """Sentence and slip for a gradient of the wrong kind, or for the terms whose factor is not 1.

    A factor has to be the same at another reg (`others`): 4 times the penalty's term may be its reg of 1/4
    left out.
    """
    if wrong.kind in ("type", "shape"):
        return wrong.problem, f"wrong-{wrong.kind}"
    factors = _factors(got, terms) or {}
    off = {term: factor for term, factor in factors.items() if abs(factor - 1) > 1e-4}
    if not off or others is None:
        return wrong.problem, None
    if _without_reg(factors, others):
        return f"returned a {name} whose penalty term does not depend on reg: reg is left out", "reg-left-out"
    if any(abs(others[term] - factor) > 1e-4 * max(1, abs(factor)) for term, factor in factors.items()):
        return wrong.problem, None
    same = len(off) == len(terms) > 1 and np.ptp(list(off.values())) < 1e-4
    if same:
        factor = next(iter(off.values()))
        words = "is 0 everywhere" if abs(factor) < 1e-4 else _factor_in_words(factor)
        return f"returned a {name} that {words}", f"gradient-{_factor_label(factor)}"
    parts = [f"the {term} term {_factor_in_words(factor)}" for term, factor in off.items()]
    slip = "+".join(f"{term.replace(' ', '-')}-{_factor_label(factor)}" for term, factor in off.items())
    return f"returned a {name} in which {' and '.join(parts)}", slip


def _without_reg(factors: Mapping[str, float], others: Mapping[str, float]) -> bool:
    """Tell whether only the penalty's term is off, and stays the same when reg becomes larger."""
    penalty, other = factors.get("penalty", 0.0), OTHER_REG * others.get("penalty", 0.0)
    steady = all(abs(each - 1) < 1e-4 for term, each in factors.items() if term != "penalty")
    return steady and abs(penalty) > 1e-4 and abs(penalty - other) < 1e-4 * abs(penalty)


def _factor_in_words(factor: float) -> str:
    if abs(factor) < 1e-4:
        return "is missing"
    if abs(factor + 1) < 1e-4:
        return "has the wrong sign"
    return f"is {show(round(factor, 4))} times the right one"


def _factor_label(factor: float) -> str:
    if abs(factor) < 1e-4:
        return "missing"
    return "sign" if abs(factor + 1) < 1e-4 else f"times-{show(round(factor, 4))}"
