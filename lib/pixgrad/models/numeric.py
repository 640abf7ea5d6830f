"""Gradients by differences, to compare with gradients by calculus."""

from collections.abc import Callable

import numpy as np


def numeric_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Slope of f along every entry of x, by central differences ``(f(x + h) - f(x - h)) / (2 h)``.

    Where x is an array of floats, it is moved in place while f runs, so that f may also read it from
    elsewhere, such as from the dict of parameters that it belongs to. It is put back before the next entry is
    moved, and also when f raises. Anything else (whole numbers, a list, a read-only array) is copied to
    float64 and the copy is moved.

    Parameters
    ----------
    f : callable
        From an array of the shape of x to a float.
    x : ndarray of any shape
        Where to take the gradient; float64, as float32 has too few digits for small differences. The same
        as before afterwards.
    h : float
        Half the distance of the two points, greater than 0.

    Returns
    -------
    ndarray of the shape of x
        The gradient, float64. Within h of a kink (a hinge, a ReLU) it is a mean of both slopes.

    Raises
    ------
    ValueError
        If h is not greater than 0, or so small that it is lost beside an entry of x.

    Notes
    -----
    The error is of order h**2 from cutting the Taylor series, and of order eps / h from rounding.
    Source: W. Press et al., Numerical Recipes, section 5.7.

    Examples
    --------
    >>> numeric_gradient(lambda x: x[0] ** 2 * x[1], np.array([3.0, 2.0])).round(6)
    array([12.,  9.])
    """
    if not h > 0:
        raise ValueError(f"h must be greater than 0, not {h}")
    x = _movable(x)
    grad = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        grad[index] = _slope(f, x, index, h)
    return grad


def _movable(x: np.ndarray) -> np.ndarray:
    """The array itself if it can be moved in place, else a float64 copy."""
    if isinstance(x, np.ndarray) and x.dtype.kind == "f" and x.flags.writeable:
        return x
    return np.array(x, dtype=np.float64)


def _slope(f: Callable[[np.ndarray], float], x: np.ndarray, index: tuple[int, ...], h: float) -> float:
    centre = x[index]
    try:
        x[index] = centre + h
        right, up = float(x[index]), float(f(x))
        x[index] = centre - h
        left, down = float(x[index]), float(f(x))
    finally:
        x[index] = centre
    if right == left:
        raise ValueError(f"h = {h} is lost beside the entry {centre} in {x.dtype}; choose a greater h")
    return (up - down) / (right - left)  # the step as it was after rounding


def relative_error(a: np.ndarray, b: np.ndarray, floor: float = 1e-8) -> float:
    """Greatest ``|a - b| / (|a| + |b|)`` of all entries, the usual figure for comparing two gradients.

    Parameters
    ----------
    a, b : ndarray of one shape
        What to compare, such as a numeric and an analytic gradient.
    floor : float
        Least denominator, so that entries which are both (nearly) 0 count as equal.

    Returns
    -------
    float
        From 0 (equal) to 1 (of opposite sign, or one of them 0); 0 if there are no entries.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> relative_error(np.array([1.0, 0.0]), np.array([3.0, 0.0]))
    0.5
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"a {a.shape} and b {b.shape} must have the same shape")
    return float(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), floor), initial=0.0))
