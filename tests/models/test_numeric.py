import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pixgrad.check import numeric_gradient as another_numeric_gradient
from pixgrad.models.numeric import numeric_gradient, relative_error

SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=1, max_side=3)


@settings(max_examples=50, deadline=None)
@given(x=hnp.arrays(np.float64, SHAPES, elements=st.floats(-3, 3)))
def test_any_shape_gives_the_gradient_by_calculus(x):
    """Is the gradient of sum(x**3 + x) right at any number of axes, and x the same afterwards?"""
    before = x.copy()
    grad = numeric_gradient(lambda x: np.sum(x**3 + x), x)
    assert grad.shape == x.shape
    np.testing.assert_allclose(grad, 3 * before**2 + 1, rtol=1e-7, atol=1e-7)
    np.testing.assert_array_equal(x, before)


def test_entries_that_interact_are_told_apart():
    """Does a function whose entries multiply each other get the gradient of another implementation?"""
    x = np.random.default_rng(0).standard_normal((2, 3))
    f = lambda x: float(np.sin(x[0] @ x[1]) + np.prod(x))
    np.testing.assert_allclose(numeric_gradient(f, x), another_numeric_gradient(f, x), rtol=1e-6, atol=1e-9)


def test_quadratics_are_exact_but_for_rounding():
    """Are the differences central, so that the second derivative cancels even at a large h?"""
    x = np.array([3.0, -2.0])
    np.testing.assert_allclose(numeric_gradient(lambda x: x @ x, x, h=0.5), 2 * x, rtol=1e-12)


def test_a_function_may_read_the_array_from_elsewhere():
    """Does a loss that takes a dict of parameters see the entry that is moved?"""
    params = {"W": np.ones((2, 2)), "b": np.array([1.0, 5.0])}
    grad = numeric_gradient(lambda _: float(np.sum(params["W"]) * np.sum(params["b"] ** 2)), params["b"])
    np.testing.assert_allclose(grad, 4 * 2 * params["b"])


@pytest.mark.parametrize("fails_at", [1, 2, 5])
def test_the_array_is_put_back_when_the_function_raises(fails_at):
    """Is x unchanged when f raises at its first, second or a later call?"""
    x, calls = np.array([0.1, 0.2, 0.3]), []

    def f(x):
        calls.append(x.copy())
        if len(calls) == fails_at:
            raise ZeroDivisionError
        return 0.0

    with pytest.raises(ZeroDivisionError):
        numeric_gradient(f, x)
    np.testing.assert_array_equal(x, [0.1, 0.2, 0.3])
    assert not np.array_equal(calls[-1], x)


def read_only(values):
    array = np.array(values)
    array.flags.writeable = False
    return array


@pytest.mark.parametrize("x", [[1, 2], np.array([1, 2]), read_only([1.0, 2.0]), np.array([1, 2], np.uint8)])
def test_what_cannot_be_moved_in_place_is_copied(x):
    """Do whole numbers, lists and read-only arrays get a float64 gradient?"""
    grad = numeric_gradient(lambda x: np.sum(x**2), x)
    assert grad.dtype == np.float64
    np.testing.assert_allclose(grad, [2, 4])
    np.testing.assert_array_equal(x, [1, 2])


def test_float32_steps_count_as_they_were_rounded():
    """Is the gradient of a float32 array right although 1e-5 is not a float32 step at 100?"""
    x = np.array([100.0, -70.0], dtype=np.float32)
    f = lambda x: float(np.sum(3 * x.astype(np.float64)))
    np.testing.assert_allclose(numeric_gradient(f, x, h=1e-5), [3, 3], rtol=1e-9)


def test_an_empty_array_has_an_empty_gradient():
    """Is f never called where there is nothing to move?"""
    assert numeric_gradient(lambda x: 1 / 0, np.empty((0, 3))).shape == (0, 3)


@pytest.mark.parametrize("h", [0, -1e-5, float("nan")])
def test_steps_that_are_not_positive_are_refused(h):
    """Is h = 0, a negative h or NaN told?"""
    with pytest.raises(ValueError, match="h must be greater than 0"):
        numeric_gradient(np.sum, np.ones(2), h=h)


def test_a_step_lost_in_rounding_is_refused():
    """Does an h that changes nothing raise instead of dividing by 0, and leave x alone?"""
    x = np.array([1e20])
    with pytest.raises(ValueError, match="is lost beside the entry 1e\\+20"):
        numeric_gradient(np.sum, x)
    assert x[0] == 1e20


@given(
    a=hnp.arrays(np.float64, 4, elements=st.floats(-10, 10)),
    b=hnp.arrays(np.float64, 4, elements=st.floats(-10, 10)),
    scale=st.sampled_from([0.125, 8.0]),
)
def test_relative_error_is_the_worst_entry(a, b, scale):
    """Does it equal a loop over the entries, stay in 0 to 1, and not depend on order, sign or scale?"""
    loop = max(abs(p - q) / max(abs(p) + abs(q), 1e-8) for p, q in zip(a, b, strict=True))
    assert relative_error(a, b) == pytest.approx(loop, rel=1e-12, abs=1e-300)
    assert 0 <= relative_error(a, b) <= 1
    assert relative_error(b, a) == relative_error(-a, -b) == relative_error(a, b)
    scaled = relative_error(scale * a, scale * b, floor=scale * 1e-8)
    assert scaled == pytest.approx(relative_error(a, b), rel=1e-12, abs=1e-300)


def test_relative_error_of_equal_zero_and_empty_arrays():
    """Are equal arrays, zeros and no entries 0 apart, and a sign slip as far as can be?"""
    x = np.array([[1.0, 0.0], [-2.0, 3.0]])
    assert relative_error(x, x) == relative_error(0 * x, 0 * x) == relative_error([], []) == 0
    assert relative_error(x, -x) == 1


def test_relative_error_does_not_wrap_around():
    """Are whole numbers compared as numbers, also uint8?"""
    assert relative_error(np.array([1], np.uint8), np.array([3], np.uint8)) == 0.5


def test_relative_error_refuses_other_shapes():
    """Is a gradient that was summed over the wrong axis told, rather than broadcast?"""
    with pytest.raises(ValueError, match=r"\(2, 1\) and b \(2,\)"):
        relative_error(np.ones((2, 1)), np.ones(2))
