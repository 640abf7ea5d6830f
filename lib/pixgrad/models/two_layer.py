"""The network with one hidden layer, ``scores = max(0, X @ W1 + b1) @ W2 + b2``: two layers of `layers`."""

import numpy as np

from pixgrad.models.network import Network, init_mlp, mlp_loss, mlp_scores, predict_mlp
from pixgrad.models.sgd import train

NAMES = ("W1", "b1", "W2", "b2")


def init_two_layer(
    D: int, H: int, C: int, std: float | None, rng: np.random.Generator, *, dtype: type = np.float64
) -> dict[str, np.ndarray]:
    """Small random weights, and biases of 0.

    Parameters
    ----------
    D, H, C : int
        Number of features, of hidden units and of classes.
    std : float or None
        Standard deviation of the weights; None for that of `network.init_mlp`, ``sqrt(2 / rows)``.
    rng : numpy.random.Generator
        Draws the weights.
    dtype : type
        Float type of the parameters.

    Returns
    -------
    dict of str to ndarray
        ``"W1"`` of shape (D, H), ``"b1"`` (H,), ``"W2"`` (H, C), ``"b2"`` (C,).

    Raises
    ------
    ValueError
        If a number is less than 1.

    Examples
    --------
    >>> params = init_two_layer(3072, 100, 10, std=1e-2, rng=np.random.default_rng(0))
    >>> {name: array.shape for name, array in params.items()}
    {'W1': (3072, 100), 'b1': (100,), 'W2': (100, 10), 'b2': (10,)}
    """
    return init_mlp((D, H, C), std, rng, dtype=dtype)


def two_layer_scores(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """Score of every class for every row.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_two_layer` returns them.
    X : ndarray of shape (N, D)
        Rows.

    Returns
    -------
    ndarray of shape (N, C)
        Scores, in the common float type of X and the parameters.

    Raises
    ------
    ValueError
        If the shapes do not match.

    Examples
    --------
    >>> params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": -np.eye(2), "b2": np.ones(2)}
    >>> two_layer_scores(params, np.array([[3.0], [-4.0]]))
    array([[-2.,  1.],
           [ 1., -3.]])
    """
    return mlp_scores(_two_layers(params), X)


def two_layer_loss(
    params: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray, reg: float
) -> tuple[float, dict[str, np.ndarray]]:
    """Mean softmax loss plus ``reg * (sum(W1**2) + sum(W2**2))``, and its gradients.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_two_layer` returns them.
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
    grads : dict of str to ndarray
        Its gradients by the names of `params`, in the common float type of X and the parameters.

    Raises
    ------
    ValueError
        If there is no example, the shapes do not match, or a label is not in 0 to C - 1.

    Examples
    --------
    >>> params = init_two_layer(4, 5, 3, std=0.0, rng=np.random.default_rng(0))
    >>> round(two_layer_loss(params, np.ones((2, 4)), np.array([2, 0]), reg=0.5)[0], 6)  # log C
    1.098612
    """
    return mlp_loss(_two_layers(params), X, y, reg)


def train_two_layer(
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    reg: float,
    num_iters: int,
    batch_size: int,
    rng: np.random.Generator,
    learning_rate_decay: float = 1.0,
    progress: bool = False,
) -> tuple[dict[str, np.ndarray], list[float]]:
    """Minimise `two_layer_loss` by stochastic gradient descent, in work arrays that are kept between steps.

    Parameters
    ----------
    params : dict of str to ndarray
        Where to start, as `init_two_layer` returns them; left as they were.
    X : ndarray of shape (N, D)
        Rows.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.
    learning_rate : float
        Factor of the gradient in the first steps.
    reg : float
        Weight of the penalty.
    num_iters : int
        Number of steps.
    batch_size : int
        Examples in a minibatch, drawn with replacement; may be greater than N.
    rng : numpy.random.Generator
        Draws the minibatches.
    learning_rate_decay : float
        Factor of the learning rate after each epoch of ``max(1, N // batch_size)`` steps.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    params : dict of str to ndarray
        The trained parameters, new arrays.
    history : list of float
        Loss on each minibatch, before its step.

    Raises
    ------
    ValueError
        As `two_layer_loss` and `sgd.train` do.

    Examples
    --------
    >>> X, y = np.array([[0.0], [1.0], [2.0]]), np.array([1, 0, 1])  # no linear classifier tells them apart
    >>> params = init_two_layer(1, 8, 2, std=1.0, rng=np.random.default_rng(1))
    >>> params, history = train_two_layer(params, X, y, learning_rate=0.5, reg=0.0, num_iters=500,
    ...                                   batch_size=3, rng=np.random.default_rng(0))
    >>> predict_two_layer(params, X)
    array([1, 0, 1])
    """
    return train(
        Network().loss,
        _two_layers(params),
        X,
        y,
        learning_rate=learning_rate,
        reg=reg,
        num_iters=num_iters,
        batch_size=batch_size,
        rng=rng,
        learning_rate_decay=learning_rate_decay,
        progress=progress,
    )


def predict_two_layer(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """Class of the highest score of every row.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_two_layer` returns them.
    X : ndarray of shape (N, D)
        Rows.

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
    >>> params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    >>> predict_two_layer(params, np.array([[3.0], [-4.0], [0.0]]))
    array([0, 1, 0])
    """
    return predict_mlp(_two_layers(params), X)


def _two_layers(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    if set(params) != set(NAMES):
        raise ValueError(f"params must be {', '.join(NAMES)}, not {', '.join(map(str, params)) or 'none'}")
    return params
