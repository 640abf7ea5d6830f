import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pixgrad.models.numeric import numeric_gradient
from pixgrad.models.softmax import (
    cross_entropy,
    entropy,
    kl_divergence,
    log_softmax,
    softmax,
    softmax_data_loss,
    softmax_loss,
)

SCORES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 6)),
    elements=st.floats(-2e4, 2e4) | st.sampled_from([-1e4, 0.0, 1e4, 1e3]),
)
SIZES = {"N": st.integers(1, 6), "D": st.integers(1, 5), "C": st.integers(2, 5), "seed": st.integers(0, 999)}
HAND = np.array([0.13, 0.87, 0.0])


def problem(N, D, C, seed, scale=1.0):
    rng = np.random.default_rng(seed)
    return scale * rng.standard_normal((D, C)), rng.standard_normal((N, D)), rng.integers(C, size=N)


def distributions(shape, seed, zeros=0.3):
    """Distributions with some exact zeros."""
    rng = np.random.default_rng(seed)
    p = rng.random(shape) * (rng.random(shape) > zeros)
    p[..., 0] += 0.1
    return p / p.sum(axis=-1, keepdims=True)


@settings(deadline=None)
@given(scores=SCORES)
def test_scores_of_any_size_give_scipys_probabilities(scores):
    """Are probabilities and their logarithms SciPy's, finite and without a warning at 1e4?"""
    np.testing.assert_allclose(
        softmax(scores), scipy.special.softmax(scores, axis=1), rtol=1e-12, atol=1e-300
    )
    np.testing.assert_allclose(log_softmax(scores), scipy.special.log_softmax(scores, axis=1), atol=1e-9)
    np.testing.assert_allclose(softmax(scores).sum(axis=1), 1)
    assert np.isfinite(log_softmax(scores)).all()


def test_rows_far_apart_do_not_spoil_each_other():
    """Is the maximum taken per row, so that a row 1e4 below another keeps its probabilities?"""
    row = np.array([0.0, 1.0, 2.0])
    batch = np.stack([row, row + 1e4, row - 1e4])
    np.testing.assert_allclose(softmax(batch), np.tile(softmax(row), (3, 1)), rtol=1e-9)


@settings(max_examples=50, deadline=None)
@given(**SIZES, shift=st.floats(-100, 100))
def test_shifts_change_nothing(N, D, C, seed, shift):
    """Are probabilities and loss the same when a number is added to all scores of a row?"""
    W, X, y = problem(N, D, C, seed)
    scores = X @ W
    np.testing.assert_allclose(softmax(scores + shift), softmax(scores), rtol=1e-9)
    shifted = softmax_data_loss(scores + shift * np.arange(N)[:, np.newaxis], y)[0]
    assert shifted == pytest.approx(softmax_data_loss(scores, y)[0], abs=1e-10)


def test_single_vectors_and_stacks_go_by_the_last_axis():
    """Does a vector (C,) give (C,), and a stack (2, 3, C) what its rows give?"""
    scores = np.random.default_rng(0).standard_normal((2, 3, 4))
    assert softmax(scores[0, 0]).shape == (4,)
    np.testing.assert_allclose(softmax(scores)[1, 2], softmax(scores[1, 2]))
    np.testing.assert_allclose(entropy(softmax(scores))[1, 2], entropy(softmax(scores[1, 2])))


def softmax_by_loops(W, X, y, reg):
    """The definition, in numbers of any size by way of longdouble."""
    loss, dW = 0.0, np.zeros_like(W)
    for row, label in zip(X, y, strict=True):
        exps = [np.exp(np.longdouble(row @ W[:, j])) for j in range(W.shape[1])]
        loss -= float(np.log(exps[label] / sum(exps))) / len(y)
        for j in range(W.shape[1]):
            dW[:, j] += (float(exps[j] / sum(exps)) - (j == label)) * row / len(y)
    return loss + reg * sum(w**2 for w in W.flat), dW + 2 * reg * W


@settings(max_examples=60, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 0.1, 25.0]))
def test_the_softmax_loss_equals_slow_loops(N, D, C, seed, reg):
    """Are loss and gradient those of loops, at N = 1, C = 2, absent classes, no penalty and a large one?"""
    W, X, y = problem(N, D, C, seed)
    loss, dW = softmax_loss(W, X, y, reg)
    want, dwant = softmax_by_loops(W, X, y, reg)
    assert isinstance(loss, float)
    assert loss == pytest.approx(want, rel=1e-11)
    np.testing.assert_allclose(dW, dwant, rtol=1e-9, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 3.0]))
def test_the_softmax_gradient_equals_differences(N, D, C, seed, reg):
    """Does the gradient agree with central differences, for W of size 1?"""
    W, X, y = problem(N, D, C, seed)
    numeric = numeric_gradient(lambda W: softmax_loss(W, X, y, reg)[0], W)
    np.testing.assert_allclose(softmax_loss(W, X, y, reg)[1], numeric, rtol=1e-5, atol=1e-7)


@pytest.mark.slow
def test_the_data_loss_is_scikit_learns_log_loss():
    """Is the mean loss the log loss of the probabilities, with a class that does not occur?"""
    from sklearn.metrics import log_loss

    scores, y = np.random.default_rng(0).standard_normal((8, 4)), np.array([3, 0, 0, 2, 3, 3, 2, 0])
    want = log_loss(y, softmax(scores), labels=[0, 1, 2, 3])
    assert softmax_data_loss(scores, y)[0] == pytest.approx(want)


@pytest.mark.slow
def test_the_minimum_is_scikit_learns():
    """Is the gradient 0 where scikit-learn's logistic regression of the same objective ends?"""
    from sklearn.linear_model import LogisticRegression

    _, X, _ = problem(40, 3, 3, 0)
    y, reg = np.arange(40) % 3, 0.05
    model = LogisticRegression(C=1 / (2 * reg * len(X)), fit_intercept=False, tol=1e-10, max_iter=1000)
    W = model.fit(X, y).coef_.T
    assert np.abs(softmax_loss(W, X, y, reg)[1]).max() < 1e-6


@pytest.mark.parametrize("gap", [800.0, 1e4, 1e300])
def test_a_hopeless_row_costs_the_gap_of_its_scores(gap):
    """Where the right class is far behind, is the loss the gap rather than inf, and the gradient right?"""
    scores = np.array([[gap, 0.0, -gap / 2], [0.0, gap, gap], [-gap, -gap, 0.0]])
    loss, dscores = softmax_data_loss(scores, np.array([1, 0, 2]))
    assert loss == pytest.approx((gap + (gap + np.log(2))) / 3)
    np.testing.assert_allclose(3 * dscores, [[1, -1, 0], [-1, 0.5, 0.5], [0, 0, 0]], atol=1e-15)


def test_large_weights_keep_the_whole_loss_finite():
    """Is the loss of a linear classifier right at scores of +-1e4, where probabilities underflow?"""
    W = np.array([[1e4, 0.0, -1e4]])
    loss, dW = softmax_loss(W, np.array([[1.0], [-1.0]]), np.array([2, 1]), reg=0.0)
    assert loss == (2e4 + 1e4) / 2
    np.testing.assert_array_equal(dW, [[0.5, 0.5, -1.0]])


def test_weights_of_zero_cost_log_of_the_number_of_classes():
    """Is the loss log C before anything is learned?"""
    for num_classes in (2, 3, 10):
        loss, _ = softmax_loss(np.zeros((5, num_classes)), np.ones((4, 5)), np.zeros(4, dtype=int), reg=1.0)
        assert loss == pytest.approx(np.log(num_classes))


def test_order_and_repetition_of_rows_do_not_count():
    """Is the loss a mean: the same when rows and labels are permuted together, or all given twice?"""
    W, X, y = problem(6, 4, 3, 1)
    want = softmax_loss(W, X, y, 0.3)
    order = np.random.default_rng(0).permutation(6)
    for rows in (order, np.tile(np.arange(6), 2)):
        loss, dW = softmax_loss(W, X[rows], y[rows], 0.3)
        assert loss == pytest.approx(want[0])
        np.testing.assert_allclose(dW, want[1])


@settings(max_examples=60, deadline=None)
@given(N=st.integers(1, 4), C=st.integers(1, 6), seed=st.integers(0, 999))
def test_entropies_are_scipys(N, C, seed):
    """Are entropy and divergence SciPy's, with 0 log 0 = 0, and is H(p, q) = H(p) + KL(p || q)?"""
    p, q = distributions((N, C), seed), distributions((N, C), seed + 1, zeros=0.0)
    np.testing.assert_allclose(entropy(p), scipy.stats.entropy(p, axis=1), atol=1e-14)
    np.testing.assert_allclose(kl_divergence(p, q), scipy.stats.entropy(p, q, axis=1), atol=1e-14)
    np.testing.assert_allclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), atol=1e-14)
    assert (kl_divergence(p, q) >= -1e-15).all()
    np.testing.assert_array_equal(kl_divergence(p, p), np.zeros(N))


def test_the_example_by_hand():
    """Do target (1, 0, 0) and prediction (0.13, 0.87, 0) give -log 0.13 = 2.04 by both measures?"""
    target = np.array([1.0, 0.0, 0.0])
    assert cross_entropy(target, HAND) == kl_divergence(target, HAND) == pytest.approx(-np.log(0.13))
    assert entropy(target) == 0
    assert str(float(entropy(target))) == "0.0"


def test_a_prediction_of_zero_is_infinitely_wrong_only_where_it_matters():
    """Is it inf where q = 0 < p, and finite where p = 0, whatever q is?"""
    p, q = np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([[1.0, 0.0], [1.0, 0.0]])
    np.testing.assert_array_equal(cross_entropy(p, q), [np.inf, 0])
    np.testing.assert_array_equal(kl_divergence(p, q), [np.inf, 0])


def test_cross_entropy_of_one_hot_labels_is_the_softmax_loss():
    """Is the loss the mean cross-entropy of one-hot labels and probabilities?"""
    W, X, y = problem(6, 4, 3, 2)
    want = cross_entropy(np.eye(3)[y], softmax(X @ W)).mean()
    assert softmax_loss(W, X, y, 0.0)[0] == pytest.approx(want)


def test_distributions_rounded_by_hand_pass():
    """Is (0.33, 0.33, 0.33) near enough to a distribution?"""
    assert entropy(np.full(3, 0.33)) == pytest.approx(-0.99 * np.log(0.33))
    assert entropy(np.array([0, 1])) == 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_float_types_are_kept(dtype):
    """Does float32 stay float32, with pixels in uint8 and reg as a NumPy float?"""
    scores = np.array([[1e4, 0.0, 3.0]], dtype=dtype)
    W, X, y = np.ones((2, 3), dtype=dtype), np.array([[200, 100]], dtype=np.uint8), np.array([1], np.uint8)
    p = softmax(scores)
    arrays = (
        p,
        log_softmax(scores),
        softmax_data_loss(scores, y)[1],
        softmax_loss(W, X, y, np.float64(0.1))[1],
        entropy(p),
        cross_entropy(p, p),
        kl_divergence(p, p),
    )
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_whole_numbers_do_not_wrap_around():
    """Are scores in uint8 or int8 numbers rather than remainders?"""
    np.testing.assert_allclose(softmax(np.array([0, 1], np.uint8)), softmax(np.array([0.0, 1.0])))
    np.testing.assert_allclose(log_softmax(np.array([-128, 127], np.int8)), [-255, 0], atol=1e-12)


def test_arguments_are_left_as_they_were():
    """Do read-only arrays work, so that nothing is changed in place?"""
    W, X, y = problem(4, 3, 3, 5)
    scores, p = X @ W, distributions((4, 3), 0)
    for array in (W, X, y, scores, p):
        array.flags.writeable = False
    softmax(scores)[:] = 0
    log_softmax(scores)[:] = 0
    softmax_data_loss(scores, y)
    softmax_loss(W, X, y, 0.1)
    entropy(p)
    cross_entropy(p, p)
    kl_divergence(p, p)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: softmax(np.float64(3)), "at least one class"),
        (lambda: softmax(np.ones((2, 0))), r"at least one class, not \(2, 0\)"),
        (lambda: log_softmax(np.array(["a"])), "real numbers"),
        (lambda: entropy(np.array([0.5, 0.4])), "p must hold distributions"),
        (lambda: entropy(np.array([1.5, -0.5])), "no negative number"),
        (lambda: entropy(np.array([np.nan, 1.0])), "p must hold distributions"),
        (lambda: entropy(np.float64(1)), "p must hold distributions"),
        (lambda: cross_entropy(HAND, np.array([1.0, 2.0, 3.0])), "q must hold distributions"),
        (
            lambda: kl_divergence(HAND, np.array([0.5, 0.5])),
            r"p \(3,\) and q \(2,\) must have the same shape",
        ),
        (lambda: softmax_data_loss(np.ones((2, 3)), np.array([0, 3])), "labels must be 0 to 2, not 0 to 3"),
        (lambda: softmax_data_loss(np.ones((0, 3)), np.array([], int)), "at least one example"),
        (lambda: softmax_loss(np.ones((3, 2)), np.ones((2, 4)), np.array([0, 1]), 0.1), "as many columns"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and what is wrong with it?"""
    with pytest.raises(ValueError, match=message):
        call()
