"""Ways down a loss: random search, gradient descent, stochastic gradient descent, choosing hyperparameters.

Parameters are one array, as in a linear classifier, or a dict of arrays, as in a network. A loss function
takes ``(params, X, y, reg)`` and returns the loss and the gradients, in the same form as the parameters.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

import numpy as np
from tqdm import tqdm

from pixgrad.models.minibatches import minibatches

Params = TypeVar("Params", np.ndarray, dict[str, np.ndarray])


@dataclass(frozen=True, eq=False)
class Step:
    """What a callback is told before each step.

    Parameters
    ----------
    iteration : int
        Number of steps already taken.
    loss : float
        Loss of the parameters on this minibatch.
    params : ndarray, or dict of str to ndarray
        The parameters themselves, which the step then changes in place: copy what is to be kept.
    learning_rate : float
        Factor of the gradient in this step.
    """

    iteration: int
    loss: float
    params: Any
    learning_rate: float


def train(
    loss_fn: Callable[..., tuple[float, Any]],
    params: Params,
    X: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    num_iters: int,
    batch_size: int,
    rng: np.random.Generator,
    reg: float = 0.0,
    learning_rate_decay: float = 1.0,
    progress: bool = False,
    callbacks: Sequence[Callable[[Step], object]] = (),
) -> tuple[Params, list[float]]:
    """Minimise a loss by stochastic gradient descent.

    Parameters
    ----------
    loss_fn : callable
        ``loss_fn(params, X_batch, y_batch, reg)`` returns the loss and the gradients, in the form of
        `params`. The minibatch is a buffer that the next step overwrites.
    params : ndarray, or dict of str to ndarray
        Where to start; left as it was. Each array keeps its float type; whole numbers become float64.
    X : ndarray of shape (N, ...)
        Examples.
    y : ndarray of shape (N, ...)
        Their labels.
    learning_rate : float
        Factor of the gradient in the first steps.
    num_iters : int
        Number of steps.
    batch_size : int
        Examples in a minibatch, drawn with replacement; may be greater than N.
    rng : numpy.random.Generator
        Draws the minibatches.
    reg : float
        Weight of the penalty, handed to `loss_fn`.
    learning_rate_decay : float
        Factor of the learning rate after each epoch of ``max(1, N // batch_size)`` steps.
    progress : bool
        Whether to show a progress bar.
    callbacks : sequence of callable
        Each is called with a `Step` before every step, to collect what a picture needs.

    Returns
    -------
    params : ndarray, or dict of str to ndarray
        The trained parameters, new arrays.
    history : list of float
        Loss on each minibatch, before its step.

    Raises
    ------
    ValueError
        If X and y differ in length or are empty, `batch_size` is less than 1, `num_iters` is negative, or the
        gradients do not have the names and shapes of the parameters.

    Examples
    --------
    >>> def squared_error(w, X, y, reg):
    ...     error = X @ w - y
    ...     return np.mean(error**2) + reg * np.sum(w**2), 2 * X.T @ error / len(y) + 2 * reg * w
    >>> X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> w, history = train(squared_error, np.zeros(2), X, X @ [3.0, -1.0], learning_rate=0.3,
    ...                    num_iters=200, batch_size=2, rng=np.random.default_rng(0))
    >>> w.round(3), len(history)
    (array([ 3., -1.]), 200)
    """
    if num_iters < 0:
        raise ValueError(f"num_iters must be at least 0, not {num_iters}")
    batches = minibatches(X, y, batch_size, rng)
    epoch = max(1, len(X) // batch_size)
    rates = [float(learning_rate) * float(learning_rate_decay) ** (i // epoch) for i in range(num_iters)]
    return _descend(lambda now: loss_fn(now, *next(batches), reg), params, rates, progress, callbacks)


def gradient_descent(
    loss_and_grad: Callable[[Any], tuple[float, Any]], W: Params, step_size: float, num_steps: int
) -> tuple[Params, list[float]]:
    """Follow the negative gradient of a loss, always on all examples.

    Parameters
    ----------
    loss_and_grad : callable
        From the parameters to the loss and the gradients.
    W : ndarray, or dict of str to ndarray
        Where to start; left as it was.
    step_size : float
        Factor of the gradient.
    num_steps : int
        Number of steps.

    Returns
    -------
    W : ndarray, or dict of str to ndarray
        Where the steps end.
    history : list of float
        Loss before each step.

    Raises
    ------
    ValueError
        If `num_steps` is negative, or the gradients do not have the names and shapes of the parameters.

    Examples
    --------
    >>> gradient_descent(lambda w: (float(w @ w), 2 * w), np.array([8.0]), step_size=0.25, num_steps=3)
    (array([1.]), [64.0, 16.0, 4.0])
    """
    if num_steps < 0:
        raise ValueError(f"num_steps must be at least 0, not {num_steps}")
    return _descend(loss_and_grad, W, [float(step_size)] * num_steps)


def random_search(
    loss: Callable[[np.ndarray], float],
    shape: tuple[int, ...],
    num_tries: int,
    scale: float,
    rng: np.random.Generator,
) -> tuple[np.ndarray, float]:
    """Try random weights, ``scale * rng.standard_normal(shape)``, and keep the best.

    Parameters
    ----------
    loss : callable
        From weights to a float.
    shape : tuple of int
        Shape of the weights.
    num_tries : int
        Number of tries, at least 1.
    scale : float
        Standard deviation of the weights.
    rng : numpy.random.Generator
        Draws the weights.

    Returns
    -------
    W : ndarray of shape `shape`
        The weights of the least loss; of equal ones, the first.
    loss : float
        Their loss.

    Raises
    ------
    ValueError
        If `num_tries` is less than 1, or if no try has a finite loss.

    Examples
    --------
    >>> W, least = random_search(lambda W: float(np.sum(W**2)), (2, 3), 100, 1.0, np.random.default_rng(0))
    >>> W.shape, round(least, 2), round(float(np.sum(W**2)), 2)
    ((2, 3), 0.87, 0.87)
    """
    if num_tries < 1:
        raise ValueError(f"num_tries must be at least 1, not {num_tries}")
    best, candidate, least = np.empty(shape), np.empty(shape), np.inf
    for _ in range(num_tries):
        rng.standard_normal(out=candidate)
        candidate *= scale
        value = float(loss(candidate))
        if value < least:
            best, candidate, least = candidate, best, value
    if least == np.inf:
        raise ValueError(f"none of {num_tries} tries has a finite loss")
    return best, least


@dataclass(frozen=True, eq=False)
class Choice:
    """The best of a grid of hyperparameters.

    Parameters
    ----------
    learning_rate, reg : float
        The pair that was chosen.
    accuracy : float
        Its validation accuracy.
    params : ndarray, or dict of str to ndarray
        The parameters trained with it.
    accuracies : dict of (float, float) to float
        Validation accuracy of every pair ``(learning_rate, reg)``.
    """

    learning_rate: float
    reg: float
    accuracy: float
    params: Any
    accuracies: dict[tuple[float, float], float]


def choose_hyperparameters(
    fit: Callable[[float, float], Any],
    validate: Callable[[Any], float],
    learning_rates: Iterable[float],
    regs: Iterable[float],
    *,
    progress: bool = False,
) -> Choice:
    """Train with every pair of a grid, and keep the pair of the best validation accuracy.

    Parameters
    ----------
    fit : callable
        ``fit(learning_rate, reg)`` returns trained parameters.
    validate : callable
        From parameters to the accuracy on the validation data, never on the test data.
    learning_rates, regs : iterable of float
        The grid.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Choice
        Of equal accuracies, the pair with the smaller reg, and then with the smaller learning rate. An
        accuracy that is NaN is never chosen over a number.

    Raises
    ------
    ValueError
        If the grid is empty.

    Examples
    --------
    >>> choice = choose_hyperparameters(lambda learning_rate, reg: learning_rate - reg,
    ...                                 lambda params: 1 - abs(params), [0.1, 0.5], [0.1, 0.5])
    >>> choice.learning_rate, choice.reg, choice.accuracy, len(choice.accuracies)
    (0.1, 0.1, 1.0, 4)
    """
    pairs = sorted(product(learning_rates, regs), key=lambda pair: (pair[1], pair[0]))
    if not pairs:
        raise ValueError("the grid is empty: give at least one learning rate and one reg")
    accuracies: dict[tuple[float, float], float] = {}
    best, best_params = pairs[0], None
    for pair in tqdm(pairs, disable=not progress, leave=False, unit="setting"):
        params = fit(*pair)
        accuracies[pair] = float(validate(params))
        if len(accuracies) == 1 or accuracies[pair] > np.nan_to_num(accuracies[best], nan=-np.inf):
            best, best_params = pair, params
    return Choice(*best, accuracies[best], best_params, accuracies)


def _descend(
    loss_and_grad: Callable[[Any], tuple[float, Any]],
    params: Params,
    rates: Sequence[float],
    progress: bool = False,
    callbacks: Sequence[Callable[[Step], object]] = (),
) -> tuple[Params, list[float]]:
    """Take one step per learning rate on a copy of the parameters."""
    params = _own(params)
    steps = {name: np.empty_like(array) for name, array in _named(params).items()}
    history: list[float] = []
    with tqdm(rates, disable=not progress, leave=False, unit="step") as bar:
        for iteration, rate in enumerate(bar):
            loss, grads = loss_and_grad(params)
            history.append(float(loss))
            bar.set_postfix_str(f"loss {history[-1]:.4f}", refresh=False)
            for callback in callbacks:
                callback(Step(iteration, history[-1], params, rate))
            _update(params, grads, steps, rate)
    return params, history


def _update(params: Any, grads: Any, steps: dict[str, np.ndarray], rate: float) -> None:
    """Move the parameters in place; `steps` are buffers in their shapes."""
    arrays, grads = _named(params), _named(grads)
    if {name: np.shape(grad) for name, grad in grads.items()} != {n: a.shape for n, a in arrays.items()}:
        raise ValueError(
            f"the gradients ({_shapes(grads)}) must have the shapes of the parameters ({_shapes(arrays)})"
        )
    for name, array in arrays.items():
        np.multiply(grads[name], rate, out=steps[name], casting="same_kind")
        np.subtract(array, steps[name], out=array)


def _named(params: Any) -> dict[str, Any]:
    return params if isinstance(params, dict) else {"array": params}


def _shapes(arrays: dict[str, Any]) -> str:
    return ", ".join(f"{name} {np.shape(array)}" for name, array in arrays.items())


def _own(params: Any) -> Any:
    """A copy as floats, in the float type the arrays have."""
    if isinstance(params, dict):
        return {name: _own(array) for name, array in params.items()}
    array = np.array(params)
    return array if array.dtype.kind == "f" else array.astype(np.float64)
