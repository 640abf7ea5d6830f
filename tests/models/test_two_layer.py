import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.models.linear import accuracy
from pixgrad.models.network import mlp_loss
from pixgrad.models.numeric import numeric_gradient
from pixgrad.models.sgd import train
from pixgrad.models.two_layer import (
    init_two_layer,
    predict_two_layer,
    train_two_layer,
    two_layer_loss,
    two_layer_scores,
)

SIZES = {
    "N": st.integers(1, 6),
    "D": st.integers(1, 5),
    "H": st.integers(1, 5),
    "C": st.integers(2, 5),
    "seed": st.integers(0, 999),
}


def problem(N, D, H, C, seed):
    """Parameters of size 1 with biases of both signs, rows, and labels that often lack a class."""
    rng = np.random.default_rng(seed)
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    params = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    return params, rng.standard_normal((N, D)), rng.integers(C, size=N)


def two_layer_by_loops(params, X, y, reg):
    """Loss and gradients by the definition, one unit and one example at a time."""
    grads = {name: np.zeros_like(array) for name, array in params.items()}
    (H, C), loss = params["W2"].shape, 0.0
    for row, label in zip(X, y, strict=True):
        pre = [row @ params["W1"][:, j] + params["b1"][j] for j in range(H)]
        hidden = [max(0.0, value) for value in pre]
        scores = [sum(hidden[j] * params["W2"][j, c] for j in range(H)) + params["b2"][c] for c in range(C)]
        exps = [np.exp(np.longdouble(score)) for score in scores]
        loss -= float(np.log(exps[label] / sum(exps))) / len(y)
        for c in range(C):
            dscore = (float(exps[c] / sum(exps)) - (c == label)) / len(y)
            grads["b2"][c] += dscore
            for j in range(H):
                grads["W2"][j, c] += dscore * hidden[j]
                if pre[j] > 0:
                    grads["b1"][j] += dscore * params["W2"][j, c]
                    grads["W1"][:, j] += dscore * params["W2"][j, c] * row
    for name in ("W1", "W2"):
        loss += reg * sum(w**2 for w in params[name].flat)
        grads[name] += 2 * reg * params[name]
    return loss, grads


@settings(max_examples=60, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 0.1, 25.0]))
def test_loss_and_gradients_equal_slow_loops(N, D, H, C, seed, reg):
    """Are they those of loops, at N = 1, C = 2, one hidden unit, absent classes, without and with penalty?"""
    params, X, y = problem(N, D, H, C, seed)
    loss, grads = two_layer_loss(params, X, y, reg)
    want, wanted = two_layer_by_loops(params, X, y, reg)
    assert isinstance(loss, float)
    assert loss == pytest.approx(want, rel=1e-10)
    assert list(grads) == ["W1", "b1", "W2", "b2"]
    for name, grad in grads.items():
        np.testing.assert_allclose(grad, wanted[name], rtol=1e-9, atol=1e-11)


@settings(max_examples=30, deadline=None)
@given(**SIZES)
def test_gradients_equal_differences(N, D, H, C, seed):
    """Off the kinks, do the gradients agree with central differences?"""
    params, X, y = problem(N, D, H, C, seed)
    if np.abs(X @ params["W1"] + params["b1"]).min() < 1e-3:
        return
    grads = two_layer_loss(params, X, y, 0.7)[1]
    for name, array in params.items():
        numeric = numeric_gradient(lambda _: two_layer_loss(params, X, y, 0.7)[0], array)
        np.testing.assert_allclose(grads[name], numeric, rtol=1e-4, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(**SIZES)
def test_the_net_is_the_network_of_two_layers(N, D, H, C, seed):
    """Is the loss that of `layers`, and is a prediction the class of the highest score?"""
    params, X, y = problem(N, D, H, C, seed)
    assert two_layer_loss(params, X, y, 0.3)[0] == mlp_loss(params, X, y, 0.3)[0]
    scores = np.maximum(X @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    np.testing.assert_allclose(two_layer_scores(params, X), scores, atol=1e-12)
    np.testing.assert_array_equal(predict_two_layer(params, X), scores.argmax(axis=1))


def test_there_is_a_relu_and_only_one():
    """Do hidden units of both signs and negative scores tell a net with one ReLU from none and from two?"""
    params = {"W1": np.array([[1.0, -1.0]]), "b1": np.zeros(2), "W2": -np.eye(2), "b2": np.zeros(2)}
    np.testing.assert_array_equal(two_layer_scores(params, np.array([[2.0]])), [[-2, 0]])


@pytest.mark.parametrize("factor", [0.5, 2.0, 100.0])
def test_what_one_layer_gains_the_next_may_lose(factor):
    """Are scores unchanged when W1 and b1 grow by a factor that W2 shrinks by, as ReLUs are homogeneous?"""
    params, X, _ = problem(5, 4, 3, 2, 0)
    scaled = {
        **params,
        "W1": factor * params["W1"],
        "b1": factor * params["b1"],
        "W2": params["W2"] / factor,
    }
    np.testing.assert_allclose(two_layer_scores(scaled, X), two_layer_scores(params, X), rtol=1e-9)


def spirals(num, rng):
    """Two classes on interleaved arms, which no linear classifier tells apart."""
    y = rng.integers(2, size=num)
    t = rng.random(num)
    angle = 6 * t + np.pi * y
    return np.stack([t * np.cos(angle), t * np.sin(angle)], axis=1), y


@pytest.mark.slow
def test_training_separates_what_no_linear_model_can():
    """Does a net learn two spirals to over 95 %, its loss fall, and its start stay as it was?"""
    X, y = spirals(300, np.random.default_rng(0))
    start = init_two_layer(2, 60, 2, None, np.random.default_rng(1))
    before = {name: array.copy() for name, array in start.items()}
    options = {"learning_rate": 1.0, "reg": 1e-5, "num_iters": 3000, "batch_size": 64}
    params, history = train_two_layer(start, X, y, rng=np.random.default_rng(2), **options)
    assert accuracy(predict_two_layer(params, X), y) > 0.95
    assert np.mean(history[-100:]) < 0.4 * history[0]
    for name, array in before.items():
        np.testing.assert_array_equal(start[name], array)


def test_training_is_the_shared_trainer_on_the_loss():
    """Are parameters and history bit for bit those of `sgd.train` with `two_layer_loss`?"""
    params, X, y = problem(9, 4, 5, 3, 0)
    options = {"learning_rate": 0.1, "reg": 0.2, "num_iters": 30, "batch_size": 4, "learning_rate_decay": 0.9}
    got = train_two_layer(params, X, y, rng=np.random.default_rng(5), **options)
    want = train(two_layer_loss, params, X, y, rng=np.random.default_rng(5), **options)
    assert got[1] == want[1]
    for name in params:
        np.testing.assert_array_equal(got[0][name], want[0][name])


@pytest.mark.slow
def test_long_training_needs_no_more_memory_than_short():
    """Is the peak of 50 steps that of 2 steps, but for the history?"""
    X, y = np.ones((500, 200), np.float32), np.zeros(500, int)
    start = init_two_layer(200, 400, 3, 0.01, np.random.default_rng(0), dtype=np.float32)

    def peak(num_iters):
        options = {"learning_rate": 0.1, "reg": 0.1, "batch_size": 300, "rng": np.random.default_rng(0)}
        tracemalloc.start()
        train_two_layer(start, X, y, num_iters=num_iters, **options)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak(50) - peak(2) < 300 * 400 / 2


def test_float32_stays_float32():
    """Are parameters, scores, gradients and trained parameters float32 if the start and the rows are?"""
    params = init_two_layer(3, 4, 2, 0.1, np.random.default_rng(0), dtype=np.float32)
    X, y = np.ones((5, 3), np.float32), np.array([0, 1, 1, 0, 1])
    trained, _ = train_two_layer(
        params, X, y, learning_rate=0.1, reg=0.1, num_iters=3, batch_size=2, rng=np.random.default_rng(0)
    )
    for arrays in (params, two_layer_loss(params, X, y, 0.1)[1], trained):
        assert {array.dtype for array in arrays.values()} == {np.dtype(np.float32)}
    assert two_layer_scores(params, X).dtype == np.float32


def test_initial_parameters_have_names_shapes_and_spread():
    """Are the weights random with standard deviation std, the biases 0, the order that of the layers?"""
    params = init_two_layer(300, 200, 10, 1e-3, np.random.default_rng(0))
    shapes = {name: array.shape for name, array in params.items()}
    assert list(shapes.items()) == [("W1", (300, 200)), ("b1", (200,)), ("W2", (200, 10)), ("b2", (10,))]
    assert params["W1"].std() == pytest.approx(1e-3, rel=0.02)
    assert not params["b1"].any() and not params["b2"].any()


@pytest.mark.parametrize("function", [two_layer_scores, predict_two_layer])
def test_one_hidden_layer_is_asked_for(function):
    """Are parameters of one layer, of three layers or with other names refused?"""
    params, X, _ = problem(2, 3, 4, 2, 0)
    for wrong in ({**params, "W3": params["W2"], "b3": params["b2"]}, {"W": params["W1"]}, {}):
        with pytest.raises(ValueError, match="params must be W1, b1, W2, b2, not"):
            function(wrong, X)


def test_arguments_that_do_not_fit_are_refused():
    """Do the errors name the argument and its shape?"""
    params, X, y = problem(2, 3, 4, 2, 0)
    with pytest.raises(ValueError, match=r"X \(2, 2\) must have as many columns as W \(3, 4\)"):
        two_layer_loss(params, X[:, :2], y, 0.1)
    with pytest.raises(ValueError, match=r"b2 must have shape \(2,\)"):
        two_layer_loss({**params, "b2": np.ones(3)}, X, y, 0.1)
    with pytest.raises(ValueError, match="labels must be 0 to 1"):
        two_layer_loss(params, X, np.array([0, 2]), 0.1)
    with pytest.raises(ValueError, match="each at least 1"):
        init_two_layer(3, 0, 2, 0.1, np.random.default_rng(0))
