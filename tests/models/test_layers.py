import numpy as np
import pytest

from pixgrad.models.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from pixgrad.models.numeric import numeric_gradient

ACTIVATIONS = {
    "relu": (relu_forward, relu_backward, lambda x: max(0.0, x)),
    "sigmoid": (sigmoid_forward, sigmoid_backward, lambda x: 1 / (1 + np.exp(-x))),
    "tanh": (tanh_forward, tanh_backward, lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)),
}
each_activation = pytest.mark.parametrize("name", ACTIVATIONS)


def test_no_gradient_passes_a_relu_at_zero():
    """Is the slope of a ReLU at exactly 0, from either side of 0, 0?"""
    x = np.array([-0.0, 0.0, 5e-324, -5e-324])
    cache = relu_forward(x)[1]
    np.testing.assert_array_equal(relu_backward(np.ones(4), cache), [0, 0, 1, 0])


def test_a_stopped_gradient_is_zero_even_if_it_was_infinite():
    """Does a ReLU give 0 rather than the NaN of inf * 0 where it stops, and pass on inf and NaN elsewhere?"""
    dout = np.array([np.inf, -np.inf, np.nan, 7.0, np.inf, -np.inf, np.nan, 7.0])
    cache = np.repeat([False, True], 4)
    for out in (None, dout):
        got = relu_backward(dout, cache, out=out)
        np.testing.assert_array_equal(got, [0, 0, 0, 0, np.inf, -np.inf, np.nan, 7])
    assert relu_backward(np.float64(np.inf), np.False_) == 0


@each_activation
def test_inputs_of_any_size_neither_overflow_nor_warn(name):
    """Are values and slopes at +-1000 and at 0 the limits, without a warning?"""
    forward, backward, _ = ACTIVATIONS[name]
    out, cache = forward(np.array([-1000.0, 1000.0]))
    np.testing.assert_array_equal(out, {"relu": [0, 1000], "sigmoid": [0, 1], "tanh": [-1, 1]}[name])
    np.testing.assert_array_equal(backward(np.ones(2), cache), [0, 1 if name == "relu" else 0])


@each_activation
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4)])
def test_activations_take_any_shape_and_write_where_they_are_told(name, shape):
    """Are results the same in new arrays, in handed ones and in place, and is x otherwise left alone?"""
    forward, backward, activate = ACTIVATIONS[name]
    x = np.random.default_rng(0).standard_normal(shape)
    before = x.copy()
    out, cache = forward(x)
    np.testing.assert_allclose(out, np.vectorize(activate)(x))
    upstream = 2 * np.ones(shape)
    dx = backward(upstream, cache)
    slopes = numeric_gradient(lambda x: 2 * np.sum(forward(x)[0]), np.array(x))
    np.testing.assert_allclose(dx, slopes, rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(upstream, 2)
    if shape:
        old = cache.copy()
        in_place, new = forward(x, out=x, cache=old)
        assert in_place is x
        assert new is old
        assert backward(upstream, new, out=upstream) is upstream
        np.testing.assert_array_equal(in_place, out)
        np.testing.assert_array_equal(upstream, dx)


def test_affine_gradients_are_sums_over_the_rows():
    """Are dX, dW and db those of loops, in new arrays and in handed ones, dX left out if not wanted?"""
    rng = np.random.default_rng(0)
    X, W, b, dout = (rng.standard_normal(shape) for shape in ((4, 3), (3, 2), (2,), (4, 2)))
    out, cache = affine_forward(X, W, b)
    np.testing.assert_allclose(out, [[row @ W[:, j] + b[j] for j in range(2)] for row in X])
    want = (
        [[sum(dout[n, j] * W[d, j] for j in range(2)) for d in range(3)] for n in range(4)],
        [[sum(X[n, d] * dout[n, j] for n in range(4)) for j in range(2)] for d in range(3)],
        [sum(dout[n, j] for n in range(4)) for j in range(2)],
    )
    handed = np.empty((4, 3)), np.empty((3, 2)), np.empty(2)
    for arrays in (affine_backward(dout, cache), affine_backward(dout, cache, out=handed)):
        for got, wanted in zip(arrays, want, strict=True):
            np.testing.assert_allclose(got, wanted)
    assert all(a is b for a, b in zip(arrays, handed, strict=True))
    dX, dW, _ = affine_backward(dout, cache, input_grad=False)
    assert dX is None
    np.testing.assert_allclose(dW, want[1])


@each_activation
def test_arguments_are_left_as_they_were(name):
    """Do read-only arrays work everywhere, so that nothing is changed in place?"""
    forward, backward, _ = ACTIVATIONS[name]
    X, W, b, dout = np.ones((4, 3)), np.ones((3, 5)), np.ones(5), np.ones((4, 5))
    read_only = lambda *arrays: [array.setflags(write=False) for array in arrays]
    read_only(X, W, b, dout)
    out, cache = affine_forward(X, W, b)
    read_only(out)
    activation_cache = forward(out)[1]
    read_only(activation_cache)
    affine_backward(backward(dout, activation_cache), cache)


X = np.ones((2, 4))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: affine_forward(X, np.ones((3, 2)), np.ones(2)), "as many columns"),
        (lambda: affine_forward(X, np.ones((4, 2)), np.ones(3)), r"b must have shape \(2,\)"),
        (lambda: affine_backward(np.ones((2, 3)), (X, np.ones((4, 2)))), r"dout must have shape \(2, 2\)"),
        (lambda: relu_backward(np.ones(3), np.ones(2, bool)), r"the shape \(2,\) of the forward pass"),
        (lambda: tanh_backward(np.ones(3), np.ones(2)), r"the shape \(2,\) of the forward pass"),
        (lambda: relu_forward(np.array(["a"])), "real numbers"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and its shape?"""
    with pytest.raises(ValueError, match=message):
        call()
