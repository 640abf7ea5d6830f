"""Layers, forward and backward, and networks of any number of them.

A forward pass returns its result and a cache; the backward pass takes the gradient of the loss with respect
to that result (upstream), and returns upstream times local. Each writes into the arrays handed as `out`, or
into new ones. Loss convention of the series: mean data loss plus ``reg * sum(W**2)`` over the weights of all
layers; biases are never regularised.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from scipy.special import expit

from pixgrad.models.knn import _blocks
from pixgrad.models.linear import _float_type, _matrix
from pixgrad.models.softmax import softmax_data_loss

DataLoss = Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]]
Layers = list[tuple[np.ndarray, np.ndarray]]
AffineCache = tuple[np.ndarray, np.ndarray]
Buffers = tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None]


def affine_forward(
    X: np.ndarray, W: np.ndarray, b: np.ndarray, out: np.ndarray | None = None
) -> tuple[np.ndarray, AffineCache]:
    """Weigh and add, ``X @ W + b``.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Rows.
    W : ndarray of shape (D, H)
        Weights, a column per unit.
    b : ndarray of shape (H,)
        Biases.
    out : ndarray of shape (N, H), optional
        Where to write the result.

    Returns
    -------
    out : ndarray of shape (N, H)
        The result.
    cache : tuple
        X and W themselves, for `affine_backward`; leave them as they are until then.

    Raises
    ------
    ValueError
        If the shapes do not match.

    Examples
    --------
    >>> X, W = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])
    >>> affine_forward(X, W, np.array([0.0, -1.0, 10.0]))[0]
    array([[2., 3., 9.]])
    """
    X, W, b = _matrix(X, "X"), _matrix(W, "W"), np.asarray(b)
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"X {X.shape} must have as many columns as W {W.shape} has rows")
    if b.shape != W.shape[1:]:
        raise ValueError(f"b must have shape {W.shape[1:]}, a bias per column of W {W.shape}, not {b.shape}")
    out = np.matmul(X, W, out=out, dtype=_float_type(X, W, b))
    out += b
    return out, (X, W)


def affine_backward(
    dout: np.ndarray, cache: AffineCache, *, out: Buffers = (None, None, None), input_grad: bool = True
) -> tuple[np.ndarray | None, np.ndarray, np.ndarray]:
    """Gradients through ``X @ W + b``: ``dX = dout @ W.T``, ``dW = X.T @ dout``, db the sum of the rows.

    Parameters
    ----------
    dout : ndarray of shape (N, H)
        Gradient of the loss with respect to the result of `affine_forward`.
    cache : tuple
        What `affine_forward` returned.
    out : tuple of three ndarrays or None
        Where to write dX, dW and db; None for a new array.
    input_grad : bool
        Whether to compute dX. The first layer of a network does not need it, and saves a third of the work.

    Returns
    -------
    dX : ndarray of shape (N, D), or None
        Gradient with respect to X.
    dW : ndarray of shape (D, H)
        Gradient with respect to W, summed over the rows.
    db : ndarray of shape (H,)
        Gradient with respect to b, summed over the rows.

    Raises
    ------
    ValueError
        If `dout` does not have the shape of the result.

    Examples
    --------
    >>> _, cache = affine_forward(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([5.0]))
    >>> affine_backward(np.array([[10.0]]), cache)
    (array([[30., 40.]]), array([[10.], [20.]]), array([10.]))
    """
    X, W = cache
    dout = np.asarray(dout)
    if dout.shape != (len(X), W.shape[1]):
        raise ValueError(
            f"dout must have shape {(len(X), W.shape[1])}, as X {X.shape} @ W {W.shape} has, not {dout.shape}"
        )
    dX = np.matmul(dout, W.T, out=out[0]) if input_grad else None
    return dX, np.matmul(X.T, dout, out=out[1]), np.sum(dout, axis=0, out=out[2])


def relu_forward(
    x: np.ndarray, out: np.ndarray | None = None, cache: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Rectified linear unit, ``max(0, x)``.

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    out : ndarray of the shape of x, optional
        Where to write the result; may be x itself.
    cache : ndarray of the shape of x, optional
        The cache of an earlier call, to be overwritten.

    Returns
    -------
    out : ndarray of the shape of x
        The result; float32 stays float32, whole numbers become float64.
    cache : ndarray of the shape of x
        True where x is greater than 0, and so where the gradient passes.

    Examples
    --------
    >>> relu_forward(np.array([-2.0, 0.0, 3.0]))
    (array([0., 0., 3.]), array([False, False,  True]))
    """
    x = np.asarray(x)
    dtype = _float_type(x)
    cache = np.greater(x, 0, out=cache)
    return np.maximum(x, 0, out=out, dtype=dtype), cache


def relu_backward(dout: np.ndarray, cache: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Gradient through a ReLU: it passes where the input was greater than 0, and is 0 elsewhere.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the result of `relu_forward`.
    cache : ndarray of the shape of dout
        What `relu_forward` returned.
    out : ndarray of the shape of dout, optional
        Where to write the gradient; may be `dout` itself.

    Returns
    -------
    ndarray of the shape of dout
        Gradient with respect to the input; 0 also where an infinite gradient is stopped.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> relu_backward(np.array([5.0, 6.0, 7.0]), relu_forward(np.array([-2.0, 0.0, 3.0]))[1])
    array([0., 0., 7.])
    """
    dout = _like(dout, cache)
    with np.errstate(invalid="ignore"):
        out = np.multiply(dout, cache, out=out, dtype=_float_type(dout))  # 20 times as fast as a masked copy
        if np.isnan(np.sum(out)):  # an infinite gradient was stopped by 0, or it is NaN itself
            out = np.asarray(out)
            np.copyto(out, 0, where=np.logical_not(cache))
    return out


def sigmoid_forward(
    x: np.ndarray, out: np.ndarray | None = None, cache: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Logistic sigmoid, ``1 / (1 + exp(-x))``, without overflow at any x.

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    out : ndarray of the shape of x, optional
        Where to write the result; may be x itself.
    cache : ndarray of the shape of x, optional
        The cache of an earlier call, to be overwritten.

    Returns
    -------
    out : ndarray of the shape of x
        The result, from 0 to 1; float32 stays float32, whole numbers become float64.
    cache : ndarray of the shape of x
        The slope, ``out * (1 - out)``.

    Examples
    --------
    >>> sigmoid_forward(np.array([0.0, 1000.0, -1000.0]))
    (array([0.5, 1. , 0. ]), array([0.25, 0.  , 0.  ]))
    """
    x = np.asarray(x)
    out = expit(x, out=out, dtype=_float_type(x))
    cache = np.subtract(1, out, out=cache)
    cache *= out
    return out, cache


def tanh_forward(
    x: np.ndarray, out: np.ndarray | None = None, cache: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Hyperbolic tangent.

    Parameters
    ----------
    x : ndarray of any shape
        Inputs.
    out : ndarray of the shape of x, optional
        Where to write the result; may be x itself.
    cache : ndarray of the shape of x, optional
        The cache of an earlier call, to be overwritten.

    Returns
    -------
    out : ndarray of the shape of x
        The result, from -1 to 1; float32 stays float32, whole numbers become float64.
    cache : ndarray of the shape of x
        The slope, ``1 - out**2``.

    Examples
    --------
    >>> tanh_forward(np.array([0.0, 1000.0, -1000.0]))
    (array([ 0.,  1., -1.]), array([1., 0., 0.]))
    """
    x = np.asarray(x)
    out = np.tanh(x, out=out, dtype=_float_type(x))
    return out, np.subtract(1, np.multiply(out, out, out=cache), out=cache)


def sigmoid_backward(dout: np.ndarray, cache: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Gradient through a sigmoid: upstream times the slope.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the result of `sigmoid_forward`.
    cache : ndarray of the shape of dout
        What `sigmoid_forward` returned.
    out : ndarray of the shape of dout, optional
        Where to write the gradient; may be `dout` itself.

    Returns
    -------
    ndarray of the shape of dout
        Gradient with respect to the input.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> sigmoid_backward(np.array([8.0]), sigmoid_forward(np.array([0.0]))[1])
    array([2.])
    """
    return np.multiply(_like(dout, cache), cache, out=out)


def tanh_backward(dout: np.ndarray, cache: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Gradient through a hyperbolic tangent: upstream times the slope.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the result of `tanh_forward`.
    cache : ndarray of the shape of dout
        What `tanh_forward` returned.
    out : ndarray of the shape of dout, optional
        Where to write the gradient; may be `dout` itself.

    Returns
    -------
    ndarray of the shape of dout
        Gradient with respect to the input.

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> tanh_backward(np.array([8.0]), tanh_forward(np.array([0.0]))[1])
    array([8.])
    """
    return np.multiply(_like(dout, cache), cache, out=out)


ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": (relu_forward, relu_backward),
    "sigmoid": (sigmoid_forward, sigmoid_backward),
    "tanh": (tanh_forward, tanh_backward),
}


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
        out, layers = self._in_one_type(_matrix(X, "X"), _layers(params))
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
        dtype = _float_type(X, *(array for layer in layers for array in layer))
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
    X, network = _matrix(X, "X"), Network(activation=activation)
    blocks = [network.scores(params, X[rows]).copy() for rows in _blocks(max(1, len(X)), None)]
    return np.concatenate(blocks)


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
    layers = [(_matrix(params[f"W{i}"], f"W{i}"), np.asarray(params[f"b{i}"])) for i in numbers]
    for i, (W, b) in zip(numbers, layers, strict=True):
        if b.shape != W.shape[1:]:
            raise ValueError(f"b{i} must have shape {W.shape[1:]}, a bias per column of W{i}, not {b.shape}")
    for i, ((W, _), (above, _)) in enumerate(pairwise(layers), start=1):
        if W.shape[1] != above.shape[0]:
            raise ValueError(f"W{i} {W.shape} must have as many columns as W{i + 1} {above.shape} has rows")
    return layers


def _like(dout: np.ndarray, cache: np.ndarray) -> np.ndarray:
    dout = np.asarray(dout)
    if dout.shape != cache.shape:
        raise ValueError(f"dout must have the shape {cache.shape} of the forward pass, not {dout.shape}")
    return dout
