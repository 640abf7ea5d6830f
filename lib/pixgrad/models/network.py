"""Networks of any number of affine layers.

Loss convention of the series: mean data loss plus ``reg * sum(W**2)`` over the weights of all layers; biases
are never regularised.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from pixgrad.models.arrays import blocks, float_type, matrix
from pixgrad.models.layers import ACTIVATIONS, AffineCache, affine_backward, affine_forward
from pixgrad.models.softmax import softmax_data_loss

DataLoss = Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]]
Layers = list[tuple[np.ndarray, np.ndarray]]


class Network:
    """Affine layers with an activation between them and none on the scores, and the arrays they work in.

    The arrays are kept from call to call, so that a step of training allocates nothing of the size of a
    layer. What a call returns is therefore overwritten by the next call; `mlp_loss` and `mlp_scores` return
    arrays of your own.

    Parameters
    ----------
    data_loss : callable
        From scores (N, C) and labels (N,) to the mean loss and its gradient (N, C), such as
        `softmax.softmax_data_loss` or `linear.hinge_loss`.
    activation : {"relu", "sigmoid", "tanh"}
        What stands between the layers.

    Raises
    ------
    ValueError
        If there is no such activation.

    Examples
    --------
    >>> from pixgrad.models.sgd import train
    >>> X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])  # XOR
    >>> params = init_mlp([2, 16, 2], std=1.0, rng=np.random.default_rng(0))
    >>> params, history = train(Network().loss, params, X, y, learning_rate=0.5, num_iters=300,
    ...                         batch_size=4, rng=np.random.default_rng(0))
    >>> predict_mlp(params, X)
    array([0, 1, 1, 0])
    """

    def __init__(self, data_loss: DataLoss = softmax_data_loss, activation: str = "relu") -> None:
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {activation!r}")
        self._data_loss = data_loss
        self._activate, self._deactivate = ACTIVATIONS[activation]
        self._dtype: np.dtype | None = None
        self._arrays: dict[str, np.ndarray | None] = {}

    def scores(self, params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
        """Score of every class for every row, in an array that the next call overwrites.

        Parameters
        ----------
        params : dict of str to ndarray
            As `init_mlp` returns them.
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
        """
        return self._forward(params, X)[0]

    def loss(
        self, params: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray, reg: float
    ) -> tuple[float, dict[str, np.ndarray]]:
        """Loss and gradients as of `mlp_loss`, the gradients in arrays that the next call overwrites.

        Parameters
        ----------
        params : dict of str to ndarray
            As `init_mlp` returns them.
        X : ndarray of shape (N, D)
            Rows.
        y : ndarray of shape (N,)
            Labels, whole numbers from 0 to C - 1.
        reg : float
            Weight of the penalty.

        Returns
        -------
        loss : float
            Mean data loss plus ``reg * sum(W**2)`` over the weights of all layers.
        grads : dict of str to ndarray
            Its gradients, by the names and in the order of `params`.

        Raises
        ------
        ValueError
            If there is no example, the shapes do not match, or a label is not in 0 to C - 1.
        """
        scores, caches = self._forward(params, X)
        loss, dout = self._data_loss(scores, y)
        grads: dict[str, np.ndarray] = {}
        for layer in range(len(caches), 0, -1):
            affine_cache, activation_cache = caches[layer - 1]
            dX, dW, db = self._affine_backward(layer, dout, affine_cache)
            loss += self._penalise(layer, affine_cache[1], dW, float(reg))
            grads |= {f"W{layer}": dW, f"b{layer}": db}
            if dX is not None:
                dout = self._deactivate(dX, activation_cache, out=dX)
        return loss, {name: grads[name] for name in params}

    def _forward(
        self, params: dict[str, np.ndarray], X: np.ndarray
    ) -> tuple[np.ndarray, list[tuple[AffineCache, np.ndarray | None]]]:
        """Scores; and of each layer, the cache of its affine part and of the activation before it."""
        out, layers = self._in_one_type(matrix(X, "X"), _layers(params))
        caches: list[tuple[AffineCache, np.ndarray | None]] = []
        for layer, (W, b) in enumerate(layers, start=1):
            cache = None
            if layer > 1:
                cache_name = f"cache{layer}"
                out, cache = self._activate(out, out=out, cache=self._kept(cache_name, out.shape))
                self._arrays[cache_name] = cache
            kept = self._kept(f"out{layer}", (len(out), W.shape[1]))
            out, affine_cache = affine_forward(out, W, b, out=kept)
            self._arrays[f"out{layer}"] = out
            caches.append((affine_cache, cache))
        return out, caches

    def _affine_backward(
        self, layer: int, dout: np.ndarray, cache: AffineCache
    ) -> tuple[np.ndarray | None, np.ndarray, np.ndarray]:
        X, W = cache
        shapes = {f"dX{layer}": X.shape, f"dW{layer}": W.shape, f"db{layer}": W.shape[1:]}
        dX, dW, db = (self._kept(name, shape) for name, shape in shapes.items())
        grads = affine_backward(dout, cache, out=(dX, dW, db), input_grad=layer > 1)
        self._arrays.update(zip(shapes, grads, strict=True))
        return grads

    def _penalise(self, layer: int, W: np.ndarray, dW: np.ndarray, reg: float) -> float:
        """Add the gradient of the penalty to dW, and return the penalty."""
        name = f"dpenalty{layer}"
        self._arrays[name] = dpenalty = np.multiply(W, 2 * reg, out=self._kept(name, W.shape))
        dW += dpenalty
        return reg * float(np.vdot(W, W))

    def _in_one_type(self, X: np.ndarray, layers: Layers) -> tuple[np.ndarray, Layers]:
        """X and the layers in their common float type: uint8 never wraps around."""
        dtype = float_type(X, *(array for layer in layers for array in layer))
        if dtype != self._dtype:
            self._dtype, self._arrays = dtype, {}
        if X.dtype != dtype:
            self._arrays["X"] = X = np.positive(X, out=self._kept("X", X.shape), dtype=dtype)
        return X, [(W.astype(dtype, copy=False), b.astype(dtype, copy=False)) for W, b in layers]

    def _kept(self, name: str, shape: tuple[int, ...]) -> np.ndarray | None:
        """An array of an earlier call, if it has the shape; else None, which asks NumPy for a new one."""
        array = self._arrays.get(name)
        return array if array is not None and array.shape == shape else None


def init_mlp(
    sizes: Sequence[int], std: float | None, rng: np.random.Generator, *, dtype: type = np.float64
) -> dict[str, np.ndarray]:
    """Small random weights, and biases of 0, for a network of ``len(sizes) - 1`` layers.

    Parameters
    ----------
    sizes : sequence of int
        Features, units of each hidden layer, classes: ``(D, H, C)`` gives two layers.
    std : float or None
        Standard deviation of all weights. None: ``sqrt(2 / rows)`` for each layer, which keeps the size of
        the signal from layer to layer under ReLUs. Source: K. He et al., Delving Deep into Rectifiers, 2015.
    rng : numpy.random.Generator
        Draws the weights.
    dtype : type
        Float type of the parameters.

    Returns
    -------
    dict of str to ndarray
        ``"W1"`` of shape (D, H), ``"b1"`` of shape (H,), and so on.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or a size is less than 1.

    Examples
    --------
    >>> params = init_mlp([3072, 100, 50, 10], std=0.01, rng=np.random.default_rng(0))
    >>> [f"{name} {array.shape}" for name, array in params.items()]
    ['W1 (3072, 100)', 'b1 (100,)', 'W2 (100, 50)', 'b2 (50,)', 'W3 (50, 10)', 'b3 (10,)']
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes must be at least two numbers, each at least 1, not {tuple(sizes)}")
    params: dict[str, np.ndarray] = {}
    for layer, (rows, columns) in enumerate(pairwise(sizes), start=1):
        scale = np.sqrt(2 / rows) if std is None else std
        params[f"W{layer}"] = (scale * rng.standard_normal((rows, columns))).astype(dtype, copy=False)
        params[f"b{layer}"] = np.zeros(columns, dtype=dtype)
    return params


def mlp_scores(params: dict[str, np.ndarray], X: np.ndarray, *, activation: str = "relu") -> np.ndarray:
    """Scores of a network, ``f(f(X @ W1 + b1) @ W2 + b2) @ W3 + b3`` with f the activation.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_mlp` returns them.
    X : ndarray of shape (N, D)
        Rows. They are taken a block at a time, so that no hidden layer of all rows is held.
    activation : {"relu", "sigmoid", "tanh"}
        What stands between the layers.

    Returns
    -------
    ndarray of shape (N, C)
        Scores, in the common float type of X and the parameters.

    Raises
    ------
    ValueError
        If the shapes do not match, or if there is no such activation.

    Examples
    --------
    >>> params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": np.ones((2, 1)), "b2": np.zeros(1)}
    >>> mlp_scores(params, np.array([[3.0], [-4.0]]))  # the absolute value
    array([[3.],
           [4.]])
    """
    X, network = matrix(X, "X"), Network(activation=activation)
    parts = [network.scores(params, X[rows]).copy() for rows in blocks(max(1, len(X)))]
    return np.concatenate(parts)


def mlp_loss(
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    reg: float,
    *,
    data_loss: DataLoss = softmax_data_loss,
    activation: str = "relu",
) -> tuple[float, dict[str, np.ndarray]]:
    """Loss of a network, and its gradients by backpropagation.

    Source: D. Rumelhart, G. Hinton and R. Williams, Learning Representations by Back-Propagating Errors,
    1986.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_mlp` returns them.
    X : ndarray of shape (N, D)
        Rows.
    y : ndarray of shape (N,)
        Labels, whole numbers from 0 to C - 1.
    reg : float
        Weight of the penalty.
    data_loss : callable
        From scores (N, C) and labels (N,) to the mean loss and its gradient (N, C).
    activation : {"relu", "sigmoid", "tanh"}
        What stands between the layers.

    Returns
    -------
    loss : float
        Mean data loss plus ``reg * sum(W**2)`` over the weights of all layers.
    grads : dict of str to ndarray
        Its gradients, by the names and in the order of `params`, in the common float type of X and the
        parameters.

    Raises
    ------
    ValueError
        If there is no example, the shapes do not match, a label is not in 0 to C - 1, or if there is no such
        activation.

    Examples
    --------
    >>> params = init_mlp([4, 5, 3], std=0.0, rng=np.random.default_rng(0))
    >>> loss, grads = mlp_loss(params, np.ones((2, 4)), np.array([2, 0]), reg=0.5)
    >>> round(loss, 6), grads["b2"].round(3).tolist()  # log C
    (1.098612, [-0.167, 0.333, -0.167])
    """
    return Network(data_loss, activation).loss(params, X, y, reg)


def predict_mlp(params: dict[str, np.ndarray], X: np.ndarray, *, activation: str = "relu") -> np.ndarray:
    """Class of the highest score of every row.

    Parameters
    ----------
    params : dict of str to ndarray
        As `init_mlp` returns them.
    X : ndarray of shape (N, D)
        Rows.
    activation : {"relu", "sigmoid", "tanh"}
        What stands between the layers.

    Returns
    -------
    ndarray of shape (N,)
        Labels, int64; of equally high scores, the smaller label.

    Raises
    ------
    ValueError
        If the shapes do not match, or if there is no such activation.

    Examples
    --------
    >>> params = {"W1": np.array([[1.0, 2.0, 0.0]]), "b1": np.zeros(3)}  # one layer: a linear classifier
    >>> predict_mlp(params, np.array([[3.0], [-3.0]]))
    array([1, 2])
    """
    return np.argmax(mlp_scores(params, X, activation=activation), axis=1)


def _layers(params: dict[str, np.ndarray]) -> Layers:
    """Weights and biases of each layer, once they are known to fit together."""
    numbers = range(1, len(params) // 2 + 1)
    if not numbers or set(params) != {f"{kind}{layer}" for kind in "Wb" for layer in numbers}:
        raise ValueError(
            f"params must be W1, b1, W2, b2 and so on, not {', '.join(map(str, params)) or 'none'}"
        )
    layers = [(matrix(params[f"W{i}"], f"W{i}"), np.asarray(params[f"b{i}"])) for i in numbers]
    for i, (W, b) in zip(numbers, layers, strict=True):
        if b.shape != W.shape[1:]:
            raise ValueError(f"b{i} must have shape {W.shape[1:]}, a bias per column of W{i}, not {b.shape}")
    for i, ((W, _), (above, _)) in enumerate(pairwise(layers), start=1):
        if W.shape[1] != above.shape[0]:
            raise ValueError(f"W{i} {W.shape} must have as many columns as W{i + 1} {above.shape} has rows")
    return layers
