"""The rungs of the ladder: how each model is tuned on validation images, and trained with what was chosen.

A rung's `tune` takes training and validation images; the `TunedSettings` that it returns can train the model
anew, on all of them. Nothing here sees a test image.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from tqdm import tqdm

from pixgrad.models.features import encode, learn_codebook
from pixgrad.models.knn import METRICS, accuracy, predict, predict_labels
from pixgrad.models.linear import add_bias_column, hinge_loss
from pixgrad.models.linear import predict as predict_linear
from pixgrad.models.sgd import choose_hyperparameters
from pixgrad.models.softmax import softmax_data_loss
from pixgrad.models.sweep import train_sweep
from pixgrad.models.two_layer import init_two_layer, predict_two_layer, train_two_layer

NUM_CLASSES = 10
DECAY = 0.95  # of the learning rate, after each epoch
Part = tuple[np.ndarray, np.ndarray]
Settings = Sequence[tuple[float, float]]  # pairs of learning rate and reg


@dataclass(frozen=True)
class Plan:
    """How much work goes into every rung.

    Parameters
    ----------
    epochs, batch_size : int
        For everything that is trained by gradient descent.
    hidden : int
        Hidden units of the networks.
    words, num_patches : int
        Visual words, and patches that they are learned from.
    seed : int
        Decides splits, initial weights, minibatches and patches.
    progress : bool
        Whether to show progress bars.
    """

    epochs: int = 40
    batch_size: int = 100
    hidden: int = 150
    words: int = 300
    num_patches: int = 50_000
    seed: int = 0
    progress: bool = False

    def rng(self) -> np.random.Generator:
        """A new generator, so that no fit depends on what was fitted before."""
        return np.random.default_rng(self.seed)

    def descent(self, num_examples: int) -> dict[str, Any]:
        """What the trainers need to know besides learning rate and reg."""
        num_iters = max(1, self.epochs * num_examples // self.batch_size)
        settings = {"num_iters": num_iters, "batch_size": self.batch_size, "learning_rate_decay": DECAY}
        return settings | {"rng": self.rng()}


@dataclass(frozen=True, eq=False)
class Model:
    """A trained model.

    Parameters
    ----------
    classify : callable
        From images (N, 32, 32, 3) to labels (N,).
    size : int
        Numbers that it must keep in order to classify: weights, biases, codebook; or training pixels.
    """

    classify: Callable[[np.ndarray], np.ndarray]
    size: int


@dataclass(frozen=True, eq=False)
class TunedSettings:
    """What was chosen on the validation images.

    Parameters
    ----------
    settings : str
        The chosen settings, in words.
    accuracy : float
        Validation accuracy.
    fit : callable
        Trains a `Model` with these settings on images and labels.
    """

    settings: str
    accuracy: float
    fit: Callable[[np.ndarray, np.ndarray], Model]


@dataclass(frozen=True, eq=False)
class Rung:
    """One model of the ladder.

    Parameters
    ----------
    name : str
        What it is called in table and picture.
    kind : {"neighbours", "linear", "net", "words"}
        What the rungs are compared by: each kind is to beat the one before.
    notebook : str
        Where a student builds it.
    tune : callable
        From training part, validation part and `Plan` to a `TunedSettings`.
    """

    name: str
    kind: str
    notebook: str
    tune: Callable[[Part, Part, Plan], TunedSettings]


@dataclass(frozen=True, eq=False)
class View:
    """How images become rows of numbers.

    Parameters
    ----------
    rows : callable
        From images (N, 32, 32, 3) to rows (N, D), float32.
    size : int
        Numbers that it learned, apart from means and scales.
    """

    rows: Callable[[np.ndarray], np.ndarray]
    size: int = 0


Viewer = Callable[[np.ndarray, Plan], View]


@dataclass(frozen=True)
class Head:
    """A classifier of rows, trained by gradient descent.

    Parameters
    ----------
    fit : callable
        ``fit(X, y, plan, settings)`` returns parameters for every pair of learning rate and reg.
    predict : callable
        From parameters and rows to labels.
    rates, regs : sequence of float
        The grid to choose from.
    """

    fit: Callable[[np.ndarray, np.ndarray, Plan, Settings], list[Any]]
    predict: Callable[[Any, np.ndarray], np.ndarray]
    rates: Sequence[float]
    regs: Sequence[float]


def pixels(images: np.ndarray, plan: Plan) -> View:
    """Pixels minus the mean image, over the standard deviation of all pixels."""
    mean = _rows(images).mean(axis=0, dtype=np.float32)
    std = (_rows(images) - mean).std()

    def rows(images: np.ndarray) -> np.ndarray:
        scaled = _rows(images) - mean
        scaled /= std
        return scaled

    return View(rows)


def words(images: np.ndarray, plan: Plan, activation: str) -> View:
    """Visual words of each quarter of an image, every feature standardised."""
    num, progress = plan.num_patches, plan.progress
    codebook = learn_codebook(images, plan.words, plan.rng(), num_patches=num, progress=progress)
    features = partial(encode, codebook=codebook, activation=activation, progress=plan.progress)
    F = features(images)
    mean = F.mean(axis=0)
    scale = F.std(axis=0) + 1e-3 * F.std()  # a word that is hardly ever seen must not drown the others
    size = codebook.centroids.size + codebook.mean.size + codebook.transform.size
    return View(lambda images: (features(images) - mean) / scale, size)


PIXELS: dict[str, Viewer] = {"": pixels}
WORDS: dict[str, Viewer] = {f"{name} words": partial(words, activation=name) for name in ("hard", "triangle")}


def fit_linear(
    data_loss: Callable, X: np.ndarray, y: np.ndarray, plan: Plan, settings: Settings
) -> list[np.ndarray]:
    """Train linear classifiers from weights of 0, all settings at once."""
    X = add_bias_column(X)
    start = np.zeros((X.shape[1], NUM_CLASSES), dtype=X.dtype)
    return train_sweep(data_loss, start, X, y, settings, **plan.descent(len(X)))


def fit_net(X: np.ndarray, y: np.ndarray, plan: Plan, settings: Settings) -> list[dict[str, np.ndarray]]:
    """Train two-layer nets from equal random weights."""
    start = init_two_layer(X.shape[1], plan.hidden, NUM_CLASSES, None, plan.rng(), dtype=np.float32)
    return [
        train_two_layer(start, X, y, learning_rate=rate, reg=reg, **plan.descent(len(X)))[0]
        for rate, reg in tqdm(settings, disable=not plan.progress, leave=False, unit="setting")
    ]


def _predict_linear(W: np.ndarray, X: np.ndarray) -> np.ndarray:
    return predict_linear(W[:-1], X, W[-1])


SVM = Head(partial(fit_linear, hinge_loss), _predict_linear, (3e-4, 1e-3, 3e-3), (0.01, 0.1, 1.0))
SOFTMAX = Head(partial(fit_linear, softmax_data_loss), _predict_linear, (3e-4, 1e-3, 3e-3), (0.01, 0.1, 1.0))
SOFTMAX_OF_WORDS = Head(
    partial(fit_linear, softmax_data_loss), _predict_linear, (0.01, 0.03), (0.001, 0.01, 0.1)
)
NET = Head(fit_net, predict_two_layer, (0.03, 0.1), (0.003, 0.01, 0.03))


def tune_knn(train_part: Part, val_part: Part, plan: Plan) -> TunedSettings:
    """Choose metric and k."""
    (X, y), (X_val, y_val) = ((_rows(images), labels) for images, labels in (train_part, val_part))
    accuracies = {}
    for metric, distances in METRICS.items():
        dists = distances(X_val, X)
        for k in (1, 3, 5, 8, 10, 15, 20, 50, 100):
            if k <= len(y):
                accuracies[metric, k] = accuracy(predict_labels(dists, y, k), y_val)
    metric, k = max(accuracies, key=lambda choice: accuracies[choice])

    def fit(images: np.ndarray, labels: np.ndarray) -> Model:
        X = _rows(images)
        return Model(lambda images: predict(_rows(images), X, labels, k=k, metric=metric), X.size)

    return TunedSettings(f"{metric.upper()}, k = {k}", accuracies[metric, k], fit)


def _rows(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)


def tune_head(
    head: Head, views: dict[str, Viewer], train_part: Part, val_part: Part, plan: Plan
) -> TunedSettings:
    """Choose a view, a learning rate and a reg."""
    choices = [_tune_view(head, name, view, train_part, val_part, plan) for name, view in views.items()]
    return max(choices, key=lambda choice: choice.accuracy)


def _tune_view(
    head: Head, name: str, view: Viewer, train_part: Part, val_part: Part, plan: Plan
) -> TunedSettings:
    (images, y), (val_images, y_val) = train_part, val_part
    seen = view(images, plan)
    X, X_val = seen.rows(images), seen.rows(val_images)
    pairs = list(product(head.rates, head.regs))
    trained = dict(zip(pairs, _fit(head, X, y, plan, pairs), strict=True))
    best = choose_hyperparameters(
        lambda rate, reg: trained[rate, reg],
        lambda params: accuracy(head.predict(params, X_val), y_val),
        head.rates,
        head.regs,
    )

    def fit(images: np.ndarray, labels: np.ndarray) -> Model:
        seen = view(images, plan)
        (params,) = _fit(head, seen.rows(images), labels, plan, [(best.learning_rate, best.reg)])
        return Model(lambda images: head.predict(params, seen.rows(images)), _size(params) + seen.size)

    settings = f"learning rate {best.learning_rate:g}, reg {best.reg:g}"
    return TunedSettings(f"{name}, {settings}" if name else settings, best.accuracy, fit)


def _fit(head: Head, X: np.ndarray, y: np.ndarray, plan: Plan, settings: Settings) -> list[Any]:
    with np.errstate(over="ignore", invalid="ignore"):  # a rate too high shows as a bad accuracy
        return head.fit(X, y, plan, settings)


def _size(params: Any) -> int:
    return sum(array.size for array in params.values()) if isinstance(params, dict) else params.size


RUNGS = (
    Rung("k nearest neighbours", "neighbours", "a1_knn", tune_knn),
    Rung("multiclass SVM", "linear", "a2_svm", partial(tune_head, SVM, PIXELS)),
    Rung("softmax classifier", "linear", "a3_softmax", partial(tune_head, SOFTMAX, PIXELS)),
    Rung("two-layer net", "net", "a4_two_layer_net", partial(tune_head, NET, PIXELS)),
    Rung("visual words + softmax", "words", "a6_features", partial(tune_head, SOFTMAX_OF_WORDS, WORDS)),
    Rung("visual words + net", "words", "a6_features", partial(tune_head, NET, WORDS)),
)
