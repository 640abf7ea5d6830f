"""Central differences, the oracle for gradients."""

import copy
from collections.abc import Callable

import numpy as np


def numeric_gradient(loss: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences of a scalar function, the oracle for the terms of a gradient.

    Parameters
    ----------
    loss : callable
        From an array to a float.
    x : ndarray of any shape
        Left as it was.
    h : float
        Half the step.

    Returns
    -------
    ndarray of the shape of x

    Examples
    --------
    >>> numeric_gradient(lambda x: float(np.sum(x**2)), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    x = np.array(x, dtype=np.float64)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        centre = x[index]
        x[index] = centre + h
        up = loss(copy.copy(x))
        x[index] = centre - h
        down = loss(copy.copy(x))
        x[index] = centre
        grad[index] = (up - down) / (2 * h)
    return grad
