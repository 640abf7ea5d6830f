"""Softmax: probabilities, entropies, and the cross-entropy loss, right also where scores are far apart.

Nothing here takes the exponential of a positive number or the logarithm of a probability that may have
underflowed: ``log softmax(s) = (s - max s) - log(sum(exp(s - max s)))``, the log-sum-exp trick.
"""

import numpy as np

from pixgrad.models.arrays import float_type, scores_and_labels
from pixgrad.models.linear import linear_loss

SUM_TOLERANCE = 0.01  # distributions written down by hand, such as (0.33, 0.33, 0.33), pass


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities that grow with the exponential of the scores, along the last axis.

    Parameters
    ----------
    scores : ndarray of shape (..., C)
        Finite scores of any size.

    Returns
    -------
    ndarray of shape (..., C)
        Probabilities; float32 stays float32, whole numbers become float64.

    Raises
    ------
    ValueError
        If there is no class, or if the scores are not real numbers.

    Examples
    --------
    >>> softmax(np.array([[0.0, 0.0], [1e4, -1e4]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    probs = _shifted(scores)
    np.exp(probs, out=probs)
    probs /= probs.sum(axis=-1, keepdims=True)
    return probs


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Logarithms of the softmax probabilities, finite also where the probabilities underflow to 0.

    Parameters
    ----------
    scores : ndarray of shape (..., C)
        Finite scores of any size.

    Returns
    -------
    ndarray of shape (..., C)
        Log-probabilities, at most 0; float32 stays float32, whole numbers become float64.

    Raises
    ------
    ValueError
        If there is no class, or if the scores are not real numbers.

    Examples
    --------
    >>> log_softmax(np.array([1e4, 0.0]))
    array([     0., -10000.])
    """
    log_probs = _shifted(scores)
    log_probs -= np.log(np.exp(log_probs).sum(axis=-1, keepdims=True))
    return log_probs


def _shifted(scores: np.ndarray) -> np.ndarray:
    """A copy of the scores minus the maximum of each row, as floats."""
    scores = np.asarray(scores)
    if not scores.shape or not scores.shape[-1]:
        raise ValueError(f"scores must have shape (..., C) with at least one class, not {scores.shape}")
    dtype = float_type(scores)
    return np.subtract(scores, scores.max(axis=-1, keepdims=True), dtype=dtype)


def entropy(p: np.ndarray) -> np.ndarray:
    """Entropy ``-sum(p * log(p))`` along the last axis, in nats, with ``0 log 0 = 0``.

    Parameters
    ----------
    p : ndarray of shape (..., C)
        Distributions.

    Returns
    -------
    ndarray of shape (...)
        From 0 (one-hot) to ``log C`` (uniform); a NumPy float for a single distribution.

    Raises
    ------
    ValueError
        If a number is negative, or if the numbers of a distribution do not sum to 1.

    Examples
    --------
    >>> entropy(np.array([[1.0, 0.0], [0.5, 0.5]])).round(4)
    array([0.    , 0.6931])
    """
    p = _distributions(p, "p")
    return -_expected_log(p, p) + 0.0  # no -0.0


def cross_entropy(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Cross-entropy ``-sum(p * log(q))`` along the last axis, in nats; it is ``H(p) + KL(p || q)``.

    Parameters
    ----------
    p : ndarray of shape (..., C)
        Distributions that hold, such as one-hot labels.
    q : ndarray of shape (..., C)
        Distributions that were predicted.

    Returns
    -------
    ndarray of shape (...)
        ``inf`` where q is 0 and p is not; where p is 0, q counts nothing. A NumPy float for a single pair.

    Raises
    ------
    ValueError
        If the shapes differ, a number is negative, or the numbers of a distribution do not sum to 1.

    Examples
    --------
    >>> print(cross_entropy(np.array([1.0, 0.0, 0.0]), np.array([0.13, 0.87, 0.0])).round(2))
    2.04
    """
    p, q = _pair(p, q)
    return -_expected_log(p, q) + 0.0


def kl_divergence(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Kullback-Leibler divergence ``sum(p * log(p / q))`` along the last axis, in nats.

    Parameters
    ----------
    p : ndarray of shape (..., C)
        Distributions that hold.
    q : ndarray of shape (..., C)
        Distributions that were predicted.

    Returns
    -------
    ndarray of shape (...)
        0 where both are equal, ``inf`` where q is 0 and p is not. A NumPy float for a single pair.

    Raises
    ------
    ValueError
        If the shapes differ, a number is negative, or the numbers of a distribution do not sum to 1.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    >>> print(kl_divergence(p, q).round(4), kl_divergence(q, p).round(4))
    0.1438 0.1308
    >>> print(kl_divergence(p, np.array([1.0, 0.0])))
    inf
    """
    p, q = _pair(p, q)
    return np.sum(_weighted(p, _log(p) - _log_of_possible(p, q)), axis=-1)


def softmax_data_loss(scores: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy ``-log softmax(scores)[y]``, and its gradient.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Finite scores of any size.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.

    Returns
    -------
    loss : float
        Mean loss, finite: where the right class is far behind, it is the gap between the scores.
    dscores : ndarray of shape (N, C)
        Gradient with respect to the scores, ``(probs - one-hot labels) / N``.

    Raises
    ------
    ValueError
        If there is no example, the shapes do not match, or a label is not in 0 to C - 1.

    Examples
    --------
    >>> loss, dscores = softmax_data_loss(np.array([[1e4, 0.0, 0.0]]), np.array([1]))
    >>> loss, dscores.tolist()
    (10000.0, [[1.0, -1.0, 0.0]])
    """
    scores, y = scores_and_labels(scores, y)
    rows = np.arange(len(y))
    log_probs = log_softmax(scores)
    loss = -float(log_probs[rows, y].mean(dtype=np.float64)) + 0.0
    dscores = np.exp(log_probs, out=log_probs)
    dscores[rows, y] -= 1
    dscores /= len(y)
    return loss, dscores


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Softmax classifier: mean cross-entropy plus ``reg * sum(W**2)``, and its gradient.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights.
    X : ndarray of shape (N, D)
        Rows.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.
    reg : float
        Weight of the penalty.

    Returns
    -------
    loss : float
        The loss.
    dW : ndarray of shape (D, C)
        Its gradient, in the common float type of X and W.

    Raises
    ------
    ValueError
        If there is no example, the shapes do not match, or a label is not in 0 to C - 1.

    Examples
    --------
    >>> loss, dW = softmax_loss(np.zeros((4, 3)), np.ones((2, 4)), np.array([2, 0]), reg=0.5)
    >>> round(loss, 6)  # log C
    1.098612
    """
    return linear_loss(softmax_data_loss, W, X, y, reg)


def _expected_log(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    return np.sum(_weighted(p, _log_of_possible(p, q)), axis=-1)


def _log_of_possible(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Logarithm of q where p is not 0 (-inf where q is 0), else 0."""
    with np.errstate(divide="ignore"):
        return np.log(q, out=np.zeros_like(q), where=p > 0)


def _log(p: np.ndarray) -> np.ndarray:
    """Logarithm of p where it is not 0, else 0."""
    return _log_of_possible(p, p)


def _weighted(p: np.ndarray, logs: np.ndarray) -> np.ndarray:
    return np.multiply(p, logs, out=np.zeros_like(p), where=p > 0)


def _distributions(p: np.ndarray, name: str) -> np.ndarray:
    p = np.asarray(p)
    p = p.astype(float_type(p), copy=False)
    if not p.shape or not (p >= 0).all() or np.any(np.abs(p.sum(axis=-1) - 1) > SUM_TOLERANCE * (1 + 1e-6)):
        raise ValueError(
            f"{name} must hold distributions: no negative number, and a sum of 1 along the last axis"
        )
    return p


def _pair(p: np.ndarray, q: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both as distributions of one shape and one float type."""
    p, q = _distributions(p, "p"), _distributions(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"p {p.shape} and q {q.shape} must have the same shape")
    dtype = float_type(p, q)
    return p.astype(dtype, copy=False), q.astype(dtype, copy=False)
