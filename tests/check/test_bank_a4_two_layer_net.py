"""The known mistakes of a4_two_layer_net are recognised by what they do, not by how they are written."""

import numpy as np
import pytest
from scipy.special import expit, log_softmax

from pixgrad import check
from pixgrad.models import two_layer


def cases(num, dim, hidden, num_classes, reg):
    rng = np.random.default_rng(num)
    shapes = {"W1": (dim, hidden), "b1": hidden, "W2": (hidden, num_classes), "b2": num_classes}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return params, rng.normal(size=(num, dim)), rng.integers(num_classes, size=num), reg


CASES = [cases(7, 4, 5, 3, 0.5), cases(3, 2, 6, 4, 0.0)]


def network(params, X, y, reg, *, between=True, on_scores=False, penalised=("W1", "W2")):
    """Loss and gradients by finite differences: it shares no line with the bank."""

    def loss(params):
        first = X @ params["W1"] + params["b1"]
        scores = (np.clip(first, 0, None) if between else first) @ params["W2"] + params["b2"]
        logs = log_softmax(np.clip(scores, 0, None) if on_scores else scores, axis=1)
        penalty = sum(float((params[name] ** 2).sum()) for name in penalised)
        return -np.mean([row[label] for row, label in zip(logs, y, strict=True)]) + reg * penalty

    grads = {
        name: check.numeric_gradient(lambda a, name=name: loss(params | {name: a}), array, h=1e-6)
        for name, array in params.items()
    }
    return loss(params), grads


@pytest.mark.parametrize(
    ("options", "slip"),
    [
        ({"between": False}, "relu-missing"),
        ({"on_scores": True}, "second-relu"),
        ({"penalised": ("W1", "b1", "W2", "b2")}, "biases-regularised"),
        ({"penalised": ("W1",)}, "penalty-on-w1-only"),
        ({"penalised": ()}, "penalty-missing"),
    ],
)
def test_a_wrong_network_is_named_in_other_words(options, slip, monkeypatch):
    """Is the slip named when gradients are computed in quite another way, up to their rounding?"""

    def answer(params, X, y, reg):
        loss, grads = network(params, X, y, reg, **options)
        return loss, {name: np.round(grad, 6) for name, grad in grads.items()}

    rounded = check.recognise.Tolerance(rtol=1e-5, atol=1e-5)
    monkeypatch.setattr(check.recognise, "Tolerance", lambda *_, **__: rounded)
    with pytest.raises(check.CheckFailed) as failed:
        check.returns(answer, CASES, two_layer.two_layer_loss, exercise="two-layer-loss")
    assert failed.value.slip == slip


def test_a_right_network_by_finite_differences_passes():
    """Is the oracle of this test itself right?"""
    check.returns(network, CASES, two_layer.two_layer_loss, exercise="two-layer-loss", atol=1e-6)


def test_both_branches_of_where_are_seen():
    """Is the overflow named that np.where hides, though every value is right?"""

    def sigmoid(x):
        return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))

    far = [(np.array([-1000.0, 0.0, 1000.0]),)]
    check.returns(sigmoid, far, expit, exercise="sigmoid")
    with pytest.raises(check.CheckFailed) as failed:
        check.returns(sigmoid, far, expit, exercise="sigmoid", silent=True)
    assert failed.value.slip == "overflow"
