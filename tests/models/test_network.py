import tracemalloc
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.models.linear import hinge_loss, linear_scores, svm_loss
from pixgrad.models.network import Network, init_mlp, mlp_loss, mlp_scores, predict_mlp
from pixgrad.models.numeric import numeric_gradient
from pixgrad.models.sgd import train
from pixgrad.models.softmax import softmax_loss

ACTIVATIONS = {
    "relu": lambda x: max(0.0, x),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1),
}
SIZES = {
    "N": st.integers(1, 5),
    "sizes": st.lists(st.integers(1, 5), min_size=1, max_size=3),
    "C": st.integers(2, 4),
    "seed": st.integers(0, 999),
}
each_activation = pytest.mark.parametrize("name", ACTIVATIONS)


def problem(N, sizes, C, seed):
    """Parameters of size 1 with biases of both signs, rows, and labels that often lack a class."""
    rng = np.random.default_rng(seed)
    params = {n: rng.standard_normal(a.shape) for n, a in init_mlp([*sizes, C], 1.0, rng).items()}
    return params, rng.standard_normal((N, sizes[0])), rng.integers(C, size=N)


def scores_by_loops(params, row, activate):
    """Scores of one row, one unit at a time."""
    values, num_layers = list(row), len(params) // 2
    for layer in range(1, num_layers + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        values = [sum(values[i] * W[i, j] for i in range(len(W))) + b[j] for j in range(len(b))]
        if layer < num_layers:
            values = [activate(value) for value in values]
    return values


@each_activation
@settings(max_examples=40, deadline=None)
@given(**SIZES)
def test_scores_equal_slow_loops(name, N, sizes, C, seed):
    """Is every score that of loops over units, for one layer and for more, without a last activation?"""
    params, X, _ = problem(N, sizes, C, seed)
    want = [scores_by_loops(params, row, ACTIVATIONS[name]) for row in X]
    np.testing.assert_allclose(mlp_scores(params, X, activation=name), want, rtol=1e-9, atol=1e-9)


def far_from_kinks(params, X, y, data_loss):
    """Whether no ReLU and no margin is within 1e-3 of its kink."""
    gaps, values, num_layers = [], X, len(params) // 2
    for layer in range(1, num_layers + 1):
        values = values @ params[f"W{layer}"] + params[f"b{layer}"]
        if layer < num_layers:
            gaps.append(np.abs(values).min())
            values = np.maximum(values, 0)
    if data_loss is hinge_loss:
        rows = np.arange(len(y))
        margins = values - values[rows, y][:, np.newaxis] + 1
        margins[rows, y] = 1
        gaps.append(np.abs(margins).min())
    return min(gaps, default=1) > 1e-3


@each_activation
@settings(max_examples=40, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 3.0]), data_loss=st.sampled_from([None, hinge_loss]))
def test_gradients_equal_differences(name, N, sizes, C, seed, reg, data_loss):
    """Off the kinks, does every gradient agree with central differences, for either loss of the scores?"""
    params, X, y = problem(N, sizes, C, seed)
    options = {"activation": name} | ({"data_loss": data_loss} if data_loss else {})
    if not far_from_kinks(params, X, y, data_loss):
        return
    grads = mlp_loss(params, X, y, reg, **options)[1]
    assert list(grads) == list(params)
    for key, array in params.items():
        numeric = numeric_gradient(lambda _: mlp_loss(params, X, y, reg, **options)[0], array)
        np.testing.assert_allclose(grads[key], numeric, rtol=1e-4, atol=1e-6)


@pytest.mark.slow
@each_activation
def test_loss_and_step_are_scikit_learns(name):
    """Are loss and gradients of a three-layer network those by which scikit-learn's MLPClassifier steps?"""
    from sklearn.metrics import log_loss
    from sklearn.neural_network import MLPClassifier

    params, X, _ = problem(12, [5, 6, 4], 3, 0)
    y, reg = np.arange(12) % 3, 0.05
    options = {"alpha": 2 * reg * len(X), "solver": "sgd", "momentum": 0, "learning_rate_init": 0.125}
    net = MLPClassifier((6, 4), activation={"sigmoid": "logistic"}.get(name, name), **options)
    net.partial_fit(X, y, classes=[0, 1, 2])
    net.coefs_ = [params[f"W{i}"].copy() for i in (1, 2, 3)]
    net.intercepts_ = [params[f"b{i}"].copy() for i in (1, 2, 3)]
    penalty = reg * sum(np.sum(W**2) for W in net.coefs_)
    want = log_loss(y, net.predict_proba(X)) + penalty
    loss, grads = mlp_loss(params, X, y, reg, activation=name)
    assert loss == pytest.approx(want)
    np.testing.assert_array_equal(predict_mlp(params, X, activation=name), net.predict(X))
    net.partial_fit(X, y)
    for i in (1, 2, 3):
        np.testing.assert_allclose(params[f"W{i}"] - 0.125 * grads[f"W{i}"], net.coefs_[i - 1], rtol=1e-9)
        np.testing.assert_allclose(
            params[f"b{i}"] - 0.125 * grads[f"b{i}"], net.intercepts_[i - 1], rtol=1e-9
        )


def test_one_layer_is_a_linear_classifier():
    """Are scores, losses and gradients of one layer with zero biases those of the linear models?"""
    params, X, y = problem(6, [4], 3, 1)
    params["b1"][:] = 0
    W = params["W1"]
    np.testing.assert_allclose(mlp_scores(params, X), linear_scores(X, W))
    for data_loss, linear in ((hinge_loss, svm_loss), (None, softmax_loss)):
        loss, grads = mlp_loss(params, X, y, 0.3, **({"data_loss": data_loss} if data_loss else {}))
        want, dW = linear(W, X, y, 0.3)
        assert loss == pytest.approx(want)
        np.testing.assert_allclose(grads["W1"], dW, atol=1e-14)


def test_the_penalty_takes_all_weights_and_no_bias():
    """Does reg add reg * sum(W**2) of every layer and 2 * reg * W, and nothing for biases of any size?"""
    params, X, y = problem(5, [4, 3, 3], 2, 2)
    (bare, grads), (loss, penalised) = (mlp_loss(params, X, y, reg) for reg in (0.0, 10.0))
    weights = {name: array for name, array in params.items() if name[0] == "W"}
    assert loss - bare == pytest.approx(10 * sum(w**2 for W in weights.values() for w in W.flat))
    for name in params:
        want = grads[name] + (20 * weights[name] if name in weights else 0)
        np.testing.assert_allclose(penalised[name], want, rtol=1e-9, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(**SIZES)
def test_order_repetition_and_hidden_names_do_not_count(N, sizes, C, seed):
    """Is the loss the same when rows are permuted or repeated, or hidden units are permuted?"""
    params, X, y = problem(N, [*sizes, 4], C, seed)
    loss = mlp_loss(params, X, y, 0.2)[0]
    rng = np.random.default_rng(seed)
    rows, units = np.tile(rng.permutation(N), 2), rng.permutation(4)
    assert mlp_loss(params, X[rows], y[rows], 0.2)[0] == pytest.approx(loss)
    last = len(params) // 2
    params[f"W{last}"] = params[f"W{last}"][units]
    params[f"W{last - 1}"] = params[f"W{last - 1}"][:, units]
    params[f"b{last - 1}"] = params[f"b{last - 1}"][units]
    assert mlp_loss(params, X, y, 0.2)[0] == pytest.approx(loss)


def test_no_gradient_passes_a_unit_at_zero():
    """Is the gradient of the bias of a hidden unit that is exactly 0 everywhere 0, and of another one not?"""
    params = {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.eye(2), "b2": np.zeros(2)}
    grads = mlp_loss(params, np.array([[0.0, 1.0]]), np.array([0]), 0.0)[1]
    assert grads["b1"][0] == 0 != grads["b1"][1]


def test_scores_far_apart_keep_the_loss_finite():
    """At scores 1e4 apart, is the loss the gap, and every gradient finite?"""
    params = {"W1": np.array([[1e4]]), "b1": np.zeros(1), "W2": np.array([[1.0, -1.0]]), "b2": np.zeros(2)}
    loss, grads = mlp_loss(params, np.array([[1.0]]), np.array([1]), 0.0)
    assert loss == 2e4
    assert all(np.isfinite(grad).all() for grad in grads.values())


@pytest.mark.parametrize(
    ("X_type", "params_type", "want"),
    [("f4", "f4", "f4"), ("u1", "f4", "f4"), ("f8", "f8", "f8"), ("f4", "f8", "f8"), ("u1", "i8", "f8")],
)
@each_activation
def test_float_types_are_kept_and_pixels_never_wrap(name, X_type, params_type, want):
    """Do scores and gradients have the common float type, whatever reg is, with float32 kept at float32?"""
    X, y = np.array([[200, 100], [250, 3]]).astype(X_type), np.array([0, 1])
    params = {"W1": [[2, 1, 0], [0, 3, 1]], "b1": [0, 1, 0], "W2": [[1, 0], [0, 1], [1, 1]], "b2": [1, 0]}
    params = {key: np.array(values).astype(params_type) for key, values in params.items()}
    scores = mlp_scores(params, X, activation=name)
    loss, grads = mlp_loss(params, X, y, np.float64(0.5), activation=name)
    assert scores.dtype == want
    assert {str(grad.dtype) for grad in grads.values()} == {str(np.dtype(want))}
    assert isinstance(loss, float)
    if name == "relu":
        np.testing.assert_array_equal(scores, [[400 + 100 + 1, 501 + 100], [500 + 3 + 1, 260 + 3]])


def test_float32_loss_and_gradients_are_those_of_float64_to_its_precision():
    """In float32, are loss and gradients right to a few of its digits?"""
    params, X, y = problem(50, [20, 30], 5, 3)
    loss, grads = mlp_loss(params, X, y, 0.1)
    small = {name: array.astype(np.float32) for name, array in params.items()}
    loss32, grads32 = mlp_loss(small, X.astype(np.float32), y, 0.1)
    assert loss32 == pytest.approx(loss, rel=1e-6)
    for name, grad in grads.items():
        np.testing.assert_allclose(grads32[name], grad, rtol=1e-4, atol=1e-5)


@each_activation
def test_arguments_are_left_as_they_were(name):
    """Do read-only arrays work everywhere, so that nothing is changed in place?"""
    params, X, y = problem(4, [3, 5], 2, 5)
    for array in (X, y, *params.values()):
        array.flags.writeable = False
    mlp_loss(params, X, y, 0.1, activation=name)
    predict_mlp(params, X, activation=name)


def test_results_of_the_functions_belong_to_the_caller():
    """Is what `mlp_loss` and `mlp_scores` return untouched by later calls?"""
    params, X, y = problem(4, [3, 5], 2, 5)
    scores, (_, grads) = mlp_scores(params, X), mlp_loss(params, X, y, 0.1)
    copies = scores.copy(), {name: grad.copy() for name, grad in grads.items()}
    mlp_scores(params, -X), mlp_loss(params, -X, y, 0.3)
    np.testing.assert_array_equal(scores, copies[0])
    for name, grad in grads.items():
        np.testing.assert_array_equal(grad, copies[1][name])


def test_a_network_gives_the_same_whatever_it_was_called_with_before():
    """Are kept arrays of another batch size, another type or another network never mixed up?"""
    network = Network(activation="tanh")
    for N, sizes, dtype in ((7, [3, 5], "f8"), (4, [3, 5], "f8"), (4, [3, 5], "f4"), (4, [3, 5], "f8")):
        params, X, y = problem(N, sizes, 2, N)
        params = {name: array.astype(dtype) for name, array in params.items()}
        X = X.astype(dtype)
        for _ in range(2):
            loss, grads = network.loss(params, X, y, 0.1)
            want, wanted = mlp_loss(params, X, y, 0.1, activation="tanh")
            assert loss == want
            for name, grad in grads.items():
                assert grad.dtype == dtype
                np.testing.assert_array_equal(grad, wanted[name])
        np.testing.assert_array_equal(network.scores(params, X), mlp_scores(params, X, activation="tanh"))


def peak_of_later_steps(loss_fn, X, y, params):
    """Bytes that a step of training takes at most on top of what is held before it, but for the first."""
    peaks, before = [], []

    def measure(step):
        if before:
            peaks.append(tracemalloc.get_traced_memory()[1] - before.pop())
        tracemalloc.reset_peak()
        before.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        settings = {"learning_rate": 0.1, "num_iters": 8, "batch_size": len(X), "reg": 0.1}
        train(loss_fn, params, X, y, rng=np.random.default_rng(0), callbacks=[measure], **settings)
    finally:
        tracemalloc.stop()
    return max(peaks)


@each_activation
@pytest.mark.parametrize("X_type", ["f4", "u1"])
def test_later_steps_of_training_allocate_nothing_of_the_size_of_a_layer(name, X_type):
    """After the first step, does a step need less than a byte per hidden unit and example, or per weight?"""
    N, D, H, C = 256, 300, 500, 3
    rng = np.random.default_rng(0)
    X, y = rng.integers(0, 255, (N, D)).astype(X_type), rng.integers(C, size=N)
    params = init_mlp([D, H, C], 0.01, rng, dtype=np.float32)
    assert peak_of_later_steps(Network(activation=name).loss, X, y, params) < min(N, D) * H / 2
    fresh = partial(mlp_loss, activation=name)
    assert peak_of_later_steps(fresh, X, y, params) > 4 * N * H  # what the kept arrays save


def test_scores_of_many_rows_need_no_hidden_layer_of_all_of_them():
    """Is the memory for scores far below (N, H)?"""
    params = init_mlp([2, 500, 2], 1.0, np.random.default_rng(0))
    X = np.ones((20_000, 2))
    tracemalloc.start()
    mlp_scores(params, X)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000 * 500 * 8 / 4


def test_no_rows_have_no_scores():
    """Do zero rows give scores of shape (0, C)?"""
    params = init_mlp([3, 4, 2], 1.0, np.random.default_rng(0))
    assert mlp_scores(params, np.empty((0, 3))).shape == (0, 2)


def test_weights_of_zero_cost_log_of_the_number_of_classes():
    """Is the loss log C before anything is learned, and only the last bias moved?"""
    params = init_mlp([4, 5, 6, 3], 0.0, np.random.default_rng(0))
    loss, grads = mlp_loss(params, np.ones((2, 4)), np.array([0, 1]), reg=1.0)
    assert loss == pytest.approx(np.log(3))
    assert {name for name, grad in grads.items() if grad.any()} == {"b3"}


def test_initial_weights_have_the_spread_asked_for():
    """Is the standard deviation std, or sqrt(2 / rows); are biases 0 and draws those of the generator?"""
    std_of = lambda params: [params[name].std() for name in ("W1", "W2")]
    params = init_mlp([400, 300, 200], 0.01, np.random.default_rng(0))
    np.testing.assert_allclose(std_of(params), 0.01, rtol=0.02)
    he = init_mlp([400, 300, 200], None, np.random.default_rng(0), dtype=np.float32)
    np.testing.assert_allclose(std_of(he), np.sqrt([2 / 400, 2 / 300]), rtol=0.02)
    assert {array.dtype for array in he.values()} == {np.dtype(np.float32)}
    assert not params["b1"].any() and not params["b2"].any()
    again = init_mlp([400, 300, 200], 0.01, np.random.default_rng(0))
    np.testing.assert_array_equal(again["W2"], params["W2"])


@pytest.mark.slow
def test_deep_networks_learn():
    """Does a three-layer network with each loss and activation fit 20 points with random labels?"""
    X, y = np.random.default_rng(0).standard_normal((20, 4)), np.arange(20) % 3
    params = init_mlp([4, 60, 60, 3], None, np.random.default_rng(1))
    settings = {"learning_rate": 0.3, "num_iters": 600, "batch_size": 20}
    for options in ({}, {"activation": "tanh"}, {"data_loss": hinge_loss}):
        trained, _ = train(Network(**options).loss, params, X, y, rng=np.random.default_rng(2), **settings)
        predicted = predict_mlp(trained, X, activation=options.get("activation", "relu"))
        assert np.mean(predicted == y) == 1


NET = {"W1": np.ones((4, 3)), "b1": np.ones(3), "W2": np.ones((3, 2)), "b2": np.ones(2)}
X, Y = np.ones((2, 4)), np.array([0, 1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mlp_scores({}, X), "params must be W1, b1, W2, b2 and so on, not none"),
        (lambda: mlp_scores({"W1": NET["W1"]}, X), "not W1"),
        (lambda: mlp_scores({**NET, "b3": np.ones(2)}, X), "not W1, b1, W2, b2, b3"),
        (
            lambda: mlp_scores({**NET, "W2": np.ones((5, 2))}, X),
            r"W1 \(4, 3\) must have as many columns as W2",
        ),
        (lambda: mlp_scores({**NET, "b1": np.ones((1, 3))}, X), r"b1 must have shape \(3,\).*not \(1, 3\)"),
        (lambda: mlp_scores({**NET, "W1": np.ones(4)}, X), "W1 must have 2 axes"),
        (lambda: mlp_scores(NET, np.ones((2, 5))), r"X \(2, 5\) must have as many columns as W \(4, 3\)"),
        (lambda: mlp_scores(NET, np.ones((2, 2, 2, 3))), "X must have 2 axes"),
        (lambda: mlp_scores({**NET, "b2": np.array(["a", "b"])}, X), "real numbers"),
        (lambda: mlp_loss(NET, X, np.array([0, 2]), 0.1), "labels must be 0 to 1, not 0 to 2"),
        (lambda: mlp_loss(NET, X, np.array([0, 1, 1]), 0.1), "y must be 2 whole numbers"),
        (lambda: mlp_loss(NET, X[:0], Y[:0], 0.1), "at least one example"),
        (lambda: mlp_loss(NET, X, Y, 0.1, activation="relo"), "one of relu, sigmoid, tanh, not 'relo'"),
        (lambda: init_mlp([3], 0.1, np.random.default_rng(0)), r"at least two numbers.*not \(3,\)"),
        (lambda: init_mlp([3, 0, 2], 0.1, np.random.default_rng(0)), "each at least 1"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and its shape?"""
    with pytest.raises(ValueError, match=message):
        call()
