"""Comparing what came back with what was wanted, and finding where the two differ.

Values are compared as a person would: a list counts as an array, an int or a 0-d array as a float, an
array of four numbers as four numbers.
Containers (tuples, dicts) are compared part by part, and the place is named: ``dW[2, 0]``, ``[3][1]``.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from pixgrad.check.wording import kind_of, show

SINGLE = 8 * float(np.finfo(np.float32).eps)  # of the largest number: what sums in float32 may be off by


@dataclass(frozen=True)
class Tolerance:
    """|got - wanted| <= rtol * |wanted| + atol * max(1, largest |wanted|).

    What was computed in float32 may be off by some rounding errors of the largest number: terms that cancel
    each other leave as much.
    """

    rtol: float = 1e-6
    atol: float = 1e-9


@dataclass(frozen=True)
class Difference:
    """The first thing in which a value differs from the wanted one.

    Attributes
    ----------
    kind : str
        ``type``, ``shape``, ``keys``, ``length``, ``not-finite`` or ``value``.
    problem : str
        Half a sentence that follows "the call ...": ``returned a list of 3, not 4``.
    details : tuple of str
        Lines with the value got and the value wanted.
    arrays : tuple of three ndarrays, or None
        Of arrays that differ in some entries: what came back, what was wanted, and where they differ.
    """

    kind: str
    problem: str
    details: tuple[str, ...] = ()
    arrays: tuple[np.ndarray, np.ndarray, np.ndarray] | None = field(default=None, compare=False, repr=False)


def difference(
    got: Any, want: Any, tolerance: Tolerance, place: str = "", names: tuple[str, ...] = ()
) -> Difference | None:
    """First difference of a returned value from the wanted one, or None.

    Parameters
    ----------
    place : str
        What the value is called.
    names : tuple of str
        What the values of a wanted tuple are called, if they have names.

    Examples
    --------
    >>> difference((1.0, [2.5]), (1.0, np.array([2.0])), Tolerance(), names=("loss", "dW")).details
    ('got    dW[0] = 2.5', 'wanted dW[0] = 2')
    >>> difference([1.0, 2.5], np.array([1.0, 2.0]), Tolerance()).details
    ('got    [1] = 2.5', 'wanted [1] = 2', '1 of 2 entries differ')
    >>> difference(3, 3.0, Tolerance()) is None
    True
    """
    if isinstance(want, dict):
        return _dict_difference(got, want, tolerance, place)
    if isinstance(want, tuple):
        return _tuple_difference(got, want, tolerance, place, names)
    if isinstance(want, str | None | bool):
        plain = got.item() if isinstance(got, np.generic | np.ndarray) and got.ndim == 0 else got
        same = type(plain) is type(want) and plain == want
        return None if same else _values(place, got, want)
    return _array_difference(got, np.asarray(want), tolerance, place)


def _of(place: str) -> str:
    return f" for {place}" if place else ""


def _values(place: str, got: Any, want: Any) -> Difference:
    at = f"{place} = " if place else ""
    details = (f"got    {at}{show(got)}", f"wanted {at}{show(want)}")
    return Difference("value", "returned the wrong value", details)


def _dict_difference(got: Any, want: dict[Any, Any], tolerance: Tolerance, place: str) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", f"should return a dict{_of(place)}, not {kind_of(got)}")
    missing, strange = ([key for key in a if key not in b] for a, b in ((want, got), (got, want)))
    if missing or strange:  # a number of NumPy is equal to one of Python, and has the same hash
        lacks = f"lacks the keys {missing}" if missing else ""
        more = f"has the keys {strange} that nobody asked for" if strange else ""
        both = " and ".join(part for part in (lacks, more) if part)
        return Difference("keys", f"returned a dict{_of(place)} that {both}")
    parts = (difference(got[key], want[key], tolerance, f"{place}[{key!r}]") for key in want)
    return next((part for part in parts if part), None)


def _tuple_difference(
    got: Any, want: tuple[Any, ...], tolerance: Tolerance, place: str, names: tuple[str, ...]
) -> Difference | None:
    if isinstance(got, np.ndarray) and got.ndim == 1 and all(np.ndim(part) == 0 for part in want):
        got = tuple(got)  # whoever unpacks it sees no difference
    named = f", {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else ""
    if not isinstance(got, tuple | list):
        return Difference("type", f"should return {len(want)} values{_of(place)}{named}, not {kind_of(got)}")
    if len(got) != len(want):
        return Difference("length", f"should return {len(want)} values{_of(place)}{named}, not {len(got)}")
    places = names or [f"{place}[{i}]" for i in range(len(want))]
    parts = (difference(g, w, tolerance, at) for g, w, at in zip(got, want, places, strict=True))
    return next((part for part in parts if part), None)


def _array_difference(got: Any, want: np.ndarray, tolerance: Tolerance, place: str) -> Difference | None:
    values = as_numbers(got)
    if values is None:
        kind = "a number" if want.ndim == 0 else f"an array of shape {want.shape}"
        came = "None: it is not computed yet" if got is None and place else kind_of(got)
        return Difference("type", f"should return {kind}{_of(place)}, not {came}")
    if not want.size and not values.size and isinstance(got, list | tuple):
        return None  # the list that tolist() makes of an empty array has lost its shape
    if values.shape != want.shape:
        kind = "a single number" if want.ndim == 0 else f"shape {want.shape}"
        return Difference("shape", f"should return {kind}{_of(place)}, not shape {values.shape}")
    wrong = ~close(values, want, tolerance)
    if not wrong.any():
        return None
    arrays = (values, want, wrong)
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = place + (str(list(index)) if index else "")
    details = _values(where, values[index], want[index]).details
    if values.size > 1:
        details += (f"{int(wrong.sum())} of {values.size} entries differ",)
    if np.isfinite(want[index]) and not np.isfinite(values[index]):
        return Difference(
            "not-finite", f"returned {show(values[index])} where a finite number is wanted", details, arrays
        )
    return Difference("value", f"returned the wrong value{'s' if values.size > 1 else ''}", details, arrays)


def close(got: np.ndarray, want: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Where numbers are within the tolerance: a boolean array of the shape that both have together.

    Examples
    --------
    >>> close(np.array([1.0, 2.0]), np.array([1.0, np.inf]), Tolerance(1e-6, 1e-9))
    array([ True, False])
    >>> close(np.float32([1.0, 3e-7]), np.array([1.0, 4e-7]), Tolerance(1e-6, 1e-9))
    array([ True,  True])
    """
    finite = np.abs(want[np.isfinite(want)]) if want.dtype.kind == "f" else np.abs(want)
    scale = max(1.0, float(finite.max())) if finite.size else 1.0
    single = tolerance.rtol >= SINGLE / 8 and in_single(got)
    atol = max(tolerance.atol, SINGLE) if single else tolerance.atol
    # float64 first: the difference of two unsigned integers would wrap around
    return np.isclose(
        got.astype(np.float64),
        want.astype(np.float64),
        rtol=tolerance.rtol,
        atol=atol * scale,
        equal_nan=True,
    )


def in_single(got: np.ndarray) -> bool:
    """Tell whether numbers were computed in float32, as sums kept in an array of float64 may be.

    Numbers that even float16 knows, such as zeros and ones, prove nothing.

    Examples
    --------
    >>> in_single(np.float32([0.1]).astype(np.float64)), in_single(np.array([0.1])), in_single(np.zeros(2))
    (True, False, False)
    """
    if got.dtype != np.float64:
        return got.dtype == np.float32
    with np.errstate(over="ignore"):
        single, half = got.astype(np.float32), got.astype(np.float16)
    return bool(np.array_equal(single, got, equal_nan=True)) and not np.array_equal(half, got, equal_nan=True)


def as_numbers(value: Any) -> np.ndarray | None:
    """`value` as a plain array of real numbers (a list counts, a string or ragged list does not), or None.

    Fractions and decimals are real numbers too.
    """
    if isinstance(value, str | bytes | dict | set) or value is None or callable(value):
        return None
    try:
        array = np.array(value)
        if array.dtype.kind == "O" and not isinstance(value, np.ndarray) and all(map(_is_exact, array.flat)):
            array = array.astype(np.float64)
    except (ValueError, TypeError, ArithmeticError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _is_exact(value: Any) -> bool:
    return isinstance(value, Fraction | Decimal | int | float)
