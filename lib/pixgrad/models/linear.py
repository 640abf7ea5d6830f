"""Linear classifiers: scores, the multiclass hinge loss, penalties, predictions.

Rows are examples, so scores are ``X @ W + b``. Loss convention of the series: mean data loss plus
``reg * sum(W**2)``. The sum takes all of W, so also the last row if X has a column of ones (the bias trick,
`add_bias_column`); a separate b is never regularised.
"""

from collections.abc import Callable

import numpy as np

from pixgrad.models.arrays import float_type, matrix, scores_and_labels
from pixgrad.models.knn import accuracy

__all__ = [
    "accuracy",
    "add_bias_column",
    "hinge_loss",
    "l1_penalty",
    "l2_penalty",
    "linear_loss",
    "linear_scores",
    "predict",
    "svm_loss",
]


def linear_scores(X: np.ndarray, W: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Score of every class for every row, ``X @ W + b``.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows.
    W : ndarray of shape (D, C)
        Weights, a column per class.
    b : ndarray of shape (C,), optional
        Biases.

    Returns
    -------
    ndarray of shape (N, C)
        Scores, in the common float type of X and W: float32 if both fit into it, as pixels in uint8 do.

    Raises
    ------
    ValueError
        If the shapes do not match, or if X or W are not real numbers.

    Examples
    --------
    >>> X, W = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])
    >>> linear_scores(X, W, b=np.array([0.0, -1.0, 10.0]))
    array([[2., 3., 9.]])
    """
    X, W = _matrices(X, W)
    scores = X @ W
    if b is not None:
        if np.shape(b) != W.shape[1:]:
            raise ValueError(
                f"b must have shape {W.shape[1:]}, a bias per column of W {W.shape}, not {np.shape(b)}"
            )
        scores += b
    return scores


def add_bias_column(X: np.ndarray) -> np.ndarray:
    """Append a feature that is always 1, so that the last row of W acts as the biases.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows.

    Returns
    -------
    ndarray of shape (N, D + 1)
        A copy whose last column is 1; float32 stays float32, whole numbers become float64.

    Raises
    ------
    ValueError
        If X is not a matrix of real numbers.

    Examples
    --------
    >>> add_bias_column(np.array([[7, 8], [9, 10]]))
    array([[ 7.,  8.,  1.],
           [ 9., 10.,  1.]])
    """
    X = matrix(X, "X")
    extended = np.empty((X.shape[0], X.shape[1] + 1), dtype=float_type(X))
    extended[:, :-1] = X
    extended[:, -1] = 1
    return extended


def hinge_loss(scores: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean multiclass hinge loss with margin 1, and its gradient.

    ``L_i`` is the sum of ``max(0, scores[i, j] - scores[i, y_i] + 1)`` over all ``j != y_i``.
    Source: J. Weston and C. Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Scores.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.

    Returns
    -------
    loss : float
        Mean of ``L_i``.
    dscores : ndarray of shape (N, C)
        Gradient with respect to the scores. Where a margin is exactly 0 (the kink), its part is 0.

    Raises
    ------
    ValueError
        If there is no example, the shapes do not match, or a label is not in 0 to C - 1.

    Examples
    --------
    >>> loss, dscores = hinge_loss(np.array([[3.2, 5.1, -1.7]]), np.array([0]))
    >>> round(loss, 6), dscores
    (2.9, array([[-1.,  1.,  0.]]))
    """
    scores, y = scores_and_labels(scores, y)
    rows = np.arange(len(y))
    margins = np.subtract(scores, scores[rows, y][:, np.newaxis], dtype=float_type(scores))
    margins += 1
    margins[rows, y] = 0
    np.maximum(margins, 0, out=margins)
    loss = float(margins.sum(dtype=np.float64)) / len(y)
    dscores = np.sign(margins, out=margins)  # 1 where the margin is violated
    dscores[rows, y] = -dscores.sum(axis=1)
    dscores /= len(y)
    return loss, dscores


def svm_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Multiclass SVM: mean hinge loss plus ``reg * sum(W**2)``, and its gradient.

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
    >>> svm_loss(np.zeros((4, 3)), np.ones((2, 4)), np.array([2, 0]), reg=0.5)[0]  # C - 1
    2.0
    """
    return linear_loss(hinge_loss, W, X, y, reg)


def linear_loss(
    data_loss: Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]],
    W: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    reg: float,
) -> tuple[float, np.ndarray]:
    """Loss of a linear classifier for any loss of its scores: data loss plus ``reg * sum(W**2)``.

    Parameters
    ----------
    data_loss : callable
        From scores (N, C) and labels (N,) to the mean loss and its gradient (N, C), such as `hinge_loss`.
    W : ndarray of shape (D, C)
        Weights.
    X : ndarray of shape (N, D)
        Rows.
    y : ndarray of shape (N,)
        Labels.
    reg : float
        Weight of the penalty.

    Returns
    -------
    loss : float
        The loss.
    dW : ndarray of shape (D, C)
        Its gradient, ``X.T @ dscores + 2 * reg * W``.

    Raises
    ------
    ValueError
        If the shapes do not match.

    Examples
    --------
    >>> W, X, y = np.eye(2), np.array([[1.0, 2.0]]), np.array([1])
    >>> loss, dW = linear_loss(lambda scores, y: (0.0, np.zeros_like(scores)), W, X, y, reg=0.25)
    >>> loss, dW.tolist()
    (0.5, [[0.5, 0.0], [0.0, 0.5]])
    """
    X, W = _matrices(X, W)
    loss, dscores = data_loss(X @ W, y)
    penalty, dpenalty = l2_penalty(W)
    dW = np.ascontiguousarray((dscores.T @ X).T)  # X.T @ dscores, the way round that BLAS is faster
    dpenalty *= float(reg)
    dW += dpenalty
    return loss + float(reg) * penalty, dW


def l2_penalty(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Sum of squares of all weights, and its gradient ``2 * W``.

    Parameters
    ----------
    W : ndarray of any shape
        Weights.

    Returns
    -------
    value : float
        ``sum(W**2)``.
    gradient : ndarray of the shape of W
        A new array.

    Examples
    --------
    >>> l2_penalty(np.array([[1.0, -2.0]]))
    (5.0, array([[ 2., -4.]]))
    """
    W = np.asarray(W)
    W = W.astype(float_type(W), copy=False)
    return float(np.vdot(W, W)), 2 * W


def l1_penalty(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Sum of absolute values of all weights, and its subgradient ``sign(W)``, 0 at 0.

    Parameters
    ----------
    W : ndarray of any shape
        Weights.

    Returns
    -------
    value : float
        ``sum(|W|)``.
    gradient : ndarray of the shape of W
        A new array.

    Examples
    --------
    >>> l1_penalty(np.array([[1.0, -2.0, 0.0]]))
    (3.0, array([[ 1., -1.,  0.]]))
    """
    W = np.asarray(W)
    W = W.astype(float_type(W), copy=False)
    return float(np.sum(np.abs(W), dtype=np.float64)), np.sign(W)


def predict(W: np.ndarray, X: np.ndarray, b: np.ndarray | None = None) -> np.ndarray:
    """Class of the highest score of every row.

    Parameters
    ----------
    W : ndarray of shape (D, C)
        Weights.
    X : ndarray of shape (N, D)
        Rows.
    b : ndarray of shape (C,), optional
        Biases.

    Returns
    -------
    ndarray of shape (N,)
        Labels, int64; of equally high scores, the smaller label.

    Raises
    ------
    ValueError
        If the shapes do not match.

    Examples
    --------
    >>> predict(np.array([[1.0, 2.0, 0.0]]), np.array([[3.0], [-3.0]]))
    array([1, 2])
    """
    return np.argmax(linear_scores(X, W, b), axis=1)


def _matrices(X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """X (N, D) and W (D, C) in their common float type: uint8 never wraps around."""
    X, W = matrix(X, "X"), matrix(W, "W")
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"X {X.shape} must have as many columns as W {W.shape} has rows")
    dtype = float_type(X, W)
    return X.astype(dtype, copy=False), W.astype(dtype, copy=False)
