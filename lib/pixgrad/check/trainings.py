"""Training with the numbers that a student has chosen, just as the notebook's own cells train.

Every training is judged twice: on the images that the notebook judges it by, and on others that only the
hidden tests look at.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pixgrad.data import load
from pixgrad.given.helpers import linear_data

NUM_VAL = 1000  # validation images of the notebooks; as many others serve the hidden tests


@dataclass(frozen=True)
class Training:
    """What came of a training.

    Attributes
    ----------
    accuracy : float
        Share of the images that are labelled rightly, from 0 to 1.
    history : tuple of float
        Loss before every step.
    """

    accuracy: float
    history: tuple[float, ...]

    @property
    def tail(self) -> float:
        """Mean loss of the last 20 steps."""
        return float(np.mean(self.history[-20:]))


TrainingPair = tuple[Training, Training]  # on the notebook's images, on others


def svm(data: str, learning_rate: float, reg: float) -> TrainingPair:
    """Train the linear SVM of a2: 500 steps on minibatches of 64 out of 3,000 images."""
    from pixgrad.models import linear

    return _linear(
        data, linear.svm_loss, 3000, learning_rate=learning_rate, reg=reg, num_iters=500, batch_size=64
    )


def softmax(data: str, learning_rate: float, reg: float) -> TrainingPair:
    """Train the softmax classifier of a3: 400 steps on minibatches of 100 out of 2,000 images."""
    from pixgrad.models.softmax import softmax_loss

    return _linear(
        data, softmax_loss, 2000, learning_rate=learning_rate, reg=reg, num_iters=400, batch_size=100
    )


def two_layer(data: str, hidden_size: float, learning_rate: float, reg: float) -> TrainingPair:
    """Train the network of a4: 500 steps on minibatches of 100 out of 3,000 images, with a decay of 0.95."""
    from pixgrad.models import sgd
    from pixgrad.models.two_layer import init_two_layer, predict_two_layer, two_layer_loss

    X, y, X_val, y_val = _rows(data, 3000)
    X, X_val = X[:, :-1].copy(), X_val[:, :-1].copy()  # the network has biases of its own
    params = init_two_layer(
        X.shape[1], int(hidden_size), 10, 0.01, np.random.default_rng(0), dtype=np.float32
    )
    params, history = sgd.train(
        two_layer_loss,
        params,
        X,
        y,
        rng=np.random.default_rng(0),
        learning_rate=learning_rate,
        reg=reg,
        num_iters=500,
        batch_size=100,
        learning_rate_decay=0.95,
    )
    return _judged(predict_two_layer(params, X_val) == y_val, history)


def twenty(data: str, learning_rate: float, std: float) -> TrainingPair:
    """Train the network of a5 on twenty images, and on twenty others, and judge it on just these."""
    return _overfitted(data, learning_rate, std, 0), _overfitted(data, learning_rate, std, 1)


def _overfitted(data: str, learning_rate: float, std: float, seed: int) -> Training:
    from pixgrad.models import network, sgd

    X, y, _, _ = linear_data(load(data), 20, 20, seed)
    X = X[:, :-1].astype(np.float64)
    rng = np.random.default_rng(0)
    params: dict[str, np.ndarray] = {}
    for layer, size in enumerate([(X.shape[1], 50), (50, 50), (50, 10)], start=1):
        params |= {f"W{layer}": std * rng.standard_normal(size), f"b{layer}": np.zeros(size[1])}
    params, history = sgd.train(
        network.mlp_loss, params, X, y, rng=rng, learning_rate=learning_rate, num_iters=200, batch_size=20
    )
    return Training(float(np.mean(network.predict_mlp(params, X) == y)), tuple(history))


def _linear(
    data: str, loss_fn: Callable[..., tuple[float, np.ndarray]], num_train: int, **settings: Any
) -> TrainingPair:
    from pixgrad.models import linear, sgd

    X, y, X_val, y_val = _rows(data, num_train)
    W = np.zeros((X.shape[1], 10), dtype=X.dtype)
    W, history = sgd.train(loss_fn, W, X, y, rng=np.random.default_rng(0), **settings)
    return _judged(linear.predict(W, X_val) == y_val, history)


@functools.lru_cache(maxsize=1)  # a notebook trains on the same rows each time
def _rows(data: str, num_train: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    return linear_data(load(data), num_train, 2 * NUM_VAL)


def _judged(right: np.ndarray, history: list[float]) -> TrainingPair:
    """What was labelled rightly, (2 * NUM_VAL,), as two trainings: first on the notebook's images."""
    seen, other = (Training(float(np.mean(half)), tuple(history)) for half in np.split(right, 2))
    return seen, other
