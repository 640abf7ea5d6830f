"""Linear classifiers for many settings at once: what they all multiply by is the same minibatch."""

from collections.abc import Callable, Sequence

import numpy as np

from pixgrad.models.minibatches import minibatches


def train_sweep(
    data_loss: Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]],
    W: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    settings: Sequence[tuple[float, float]],
    *,
    num_iters: int,
    batch_size: int,
    rng: np.random.Generator,
    learning_rate_decay: float = 1.0,
) -> list[np.ndarray]:
    """Train a linear classifier with every pair of learning rate and reg, all on the same minibatches.

    The weights of all S settings stand side by side, (D, S * C), so that each step takes one product for the
    scores and one for the gradients. A wide product is cheaper than S narrow ones, which mostly wait for the
    minibatch to arrive from memory. Each setting gets what `sgd.train` with `linear.linear_loss` gives it
    from an equal `rng`, but for rounding: a product may add up in another order when it is wider.

    Parameters
    ----------
    data_loss : callable
        From scores (N, C) and labels (N,) to the mean loss and its gradient (N, C), such as
        `linear.hinge_loss` or `softmax.softmax_data_loss`.
    W : ndarray of shape (D, C)
        Where all start, of floats; left as it was.
    X : ndarray of shape (N, D)
        Rows, in the float type of W.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.
    settings : sequence of (float, float)
        Pairs of a learning rate and the weight of the penalty ``sum(W**2)``.
    num_iters, batch_size, rng, learning_rate_decay
        As for `sgd.train`.

    Returns
    -------
    list of ndarray of shape (D, C)
        The trained weights, in the order of the settings.

    Raises
    ------
    ValueError
        If X and y differ in length or are empty, or `batch_size` is less than 1.

    Examples
    --------
    >>> from pixgrad.models.linear import hinge_loss
    >>> X, y = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1])
    >>> slow, fast = train_sweep(hinge_loss, np.zeros((2, 2)), X, y, [(0.01, 0.0), (0.1, 0.0)], num_iters=1,
    ...                          batch_size=8, rng=np.random.default_rng(0))
    >>> np.allclose(10 * slow, fast)
    True
    """
    C = W.shape[1]
    rates, regs = (np.repeat(values, C) for values in zip(*settings, strict=True))
    weights, shrinkage = np.tile(W, len(settings)), (2 * regs).astype(W.dtype)
    dscores = np.empty((batch_size, weights.shape[1]), dtype=W.dtype)
    batches, epoch = minibatches(X, y, batch_size, rng), max(1, len(X) // batch_size)
    for i in range(num_iters):
        rows, labels = next(batches)
        scores = rows @ weights
        for start in range(0, len(rates), C):
            own = slice(start, start + C)
            dscores[:, own] = data_loss(scores[:, own], labels)[1]
        grads = rows.T @ dscores
        grads += weights * shrinkage
        grads *= (rates * learning_rate_decay ** (i // epoch)).astype(W.dtype)
        weights -= grads
    return [part.copy() for part in np.split(weights, len(settings), axis=1)]
