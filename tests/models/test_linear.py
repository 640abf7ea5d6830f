import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.models import knn
from pixgrad.models.linear import (
    accuracy,
    add_bias_column,
    hinge_loss,
    l1_penalty,
    l2_penalty,
    linear_loss,
    linear_scores,
    predict,
    svm_loss,
)
from pixgrad.models.numeric import numeric_gradient

SIZES = {"N": st.integers(1, 6), "D": st.integers(1, 5), "C": st.integers(2, 5), "seed": st.integers(0, 999)}


def problem(N, D, C, seed):
    """W of size 1, so that penalties show, X, and y unsorted, often without some class."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((D, C)), rng.standard_normal((N, D)), rng.integers(C, size=N)


def svm_by_loops(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for row, label in zip(X, y, strict=True):
        for j in range(W.shape[1]):
            margin = row @ W[:, j] - row @ W[:, label] + 1
            if j != label and margin > 0:
                loss += margin / len(y)
                dW[:, j] += row / len(y)
                dW[:, label] -= row / len(y)
    return loss + reg * sum(w**2 for w in W.flat), dW + 2 * reg * W


@settings(max_examples=60, deadline=None)
@given(**SIZES)
def test_scores_are_dot_products_plus_biases(N, D, C, seed):
    """Is every score the product of a row and a column, plus the bias of the class?"""
    W, X, _ = problem(N, D, C, seed)
    b = np.arange(C, dtype=float)
    loop = [[sum(X[i, d] * W[d, c] for d in range(D)) + b[c] for c in range(C)] for i in range(N)]
    np.testing.assert_allclose(linear_scores(X, W, b), loop, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(linear_scores(X, W) + b, loop, rtol=1e-12, atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(**SIZES)
def test_the_bias_trick_gives_the_same_scores(N, D, C, seed):
    """Are scores of rows with a last 1 and weights with a last row b those of X W + b?"""
    W, X, _ = problem(N, D, C, seed)
    b = np.linspace(-2, 2, C)
    extended = np.vstack([W, b])
    np.testing.assert_allclose(
        linear_scores(add_bias_column(X), extended), linear_scores(X, W, b), atol=1e-12
    )
    np.testing.assert_array_equal(predict(extended, add_bias_column(X)), predict(W, X, b))


@settings(max_examples=100, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 0.1, 25.0]))
def test_the_svm_loss_equals_slow_loops(N, D, C, seed, reg):
    """Are loss and gradient those of loops, at N = 1, C = 2, absent classes, no penalty and a large one?"""
    W, X, y = problem(N, D, C, seed)
    loss, dW = svm_loss(W, X, y, reg)
    want, dwant = svm_by_loops(W, X, y, reg)
    assert isinstance(loss, float)
    assert loss == pytest.approx(want, rel=1e-12)
    np.testing.assert_allclose(dW, dwant, rtol=1e-10, atol=1e-12)


def off_the_kinks(W, X, y):
    scores = X @ W
    margins = scores - scores[np.arange(len(y)), y][:, np.newaxis] + 1
    margins[np.arange(len(y)), y] = 1
    return np.abs(margins).min() > 1e-3


@settings(max_examples=60, deadline=None)
@given(**SIZES, reg=st.sampled_from([0.0, 3.0]))
def test_the_svm_gradient_equals_differences(N, D, C, seed, reg):
    """Off the kinks, does the gradient agree with central differences?"""
    W, X, y = problem(N, D, C, seed)
    if off_the_kinks(W, X, y):
        numeric = numeric_gradient(lambda W: svm_loss(W, X, y, reg)[0], W)
        np.testing.assert_allclose(svm_loss(W, X, y, reg)[1], numeric, rtol=1e-5, atol=1e-7)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(C=st.integers(3, 5), seed=st.integers(0, 99))
def test_the_hinge_bounds_scikit_learns(C, seed):
    """Is our sum over classes at least scikit-learn's greatest margin, and C - 1 times it at most?"""
    from sklearn.metrics import hinge_loss as sklearn_hinge_loss

    scores = np.random.default_rng(seed).standard_normal((7, C))
    y = np.arange(7) % C
    greatest = sklearn_hinge_loss(y, scores, labels=np.arange(C))
    assert greatest - 1e-12 <= hinge_loss(scores, y)[0] <= (C - 1) * greatest + 1e-12


@pytest.mark.slow
def test_two_classes_give_scikit_learns_binary_hinge():
    """With two classes, is the loss max(0, 1 - y f) of the difference f of the scores?"""
    from sklearn.metrics import hinge_loss as sklearn_hinge_loss

    scores, y = np.random.default_rng(3).standard_normal((9, 2)), np.arange(9) % 2
    assert hinge_loss(scores, y)[0] == pytest.approx(sklearn_hinge_loss(y, scores[:, 1] - scores[:, 0]))


def test_a_margin_of_exactly_zero_costs_nothing():
    """At equality, are both the loss and its part of the gradient exactly 0?"""
    loss, dscores = hinge_loss(np.array([[3.0, 2.0, 2.0], [1.0, -4.0, 2.0]]), np.array([0, 2]))
    assert loss == 0
    np.testing.assert_array_equal(dscores, np.zeros((2, 3)))


def test_weights_of_zero_cost_the_number_of_wrong_classes():
    """Is the loss C - 1 before anything is learned?"""
    for num_classes in (2, 3, 10):
        X, y = np.ones((4, 5)), np.zeros(4, dtype=int)
        assert svm_loss(np.zeros((5, num_classes)), X, y, reg=1.0)[0] == num_classes - 1


@settings(max_examples=50, deadline=None)
@given(**SIZES)
def test_the_hinge_ignores_shifts_and_order(N, D, C, seed):
    """Is the loss the same when scores are shifted, and when rows and labels are permuted?"""
    W, X, y = problem(N, D, C, seed)
    scores, shifts = X @ W, np.arange(N)[:, np.newaxis] * 8.0
    loss, dscores = hinge_loss(scores, y)
    assert hinge_loss(scores + shifts, y)[0] == pytest.approx(loss, abs=1e-9)
    order = np.random.default_rng(seed).permutation(N)
    permuted, dpermuted = hinge_loss(scores[order], y[order])
    assert permuted == pytest.approx(loss, rel=1e-12)
    np.testing.assert_array_equal(dpermuted, dscores[order])
    np.testing.assert_allclose(dscores.sum(axis=1), 0, atol=1e-12)


def test_a_batch_given_twice_has_the_same_mean():
    """Is the data loss a mean, and the penalty not?"""
    W, X, y = problem(5, 4, 3, 0)
    once, twice = svm_loss(W, X, y, 0.7), svm_loss(W, np.vstack([X, X]), np.tile(y, 2), 0.7)
    assert twice[0] == pytest.approx(once[0])
    np.testing.assert_allclose(twice[1], once[1])


def test_scores_far_apart_keep_the_margin():
    """At scores of 1e17, is a tie still 1 beyond the margin?"""
    assert hinge_loss(np.array([[1e17, 1e17]]), np.array([0]))[0] == 1


@pytest.mark.parametrize("penalty", [l1_penalty, l2_penalty])
def test_penalties_agree_with_loops_and_differences(penalty):
    """Are value and gradient right for any shape, and is 0 the slope at a weight of 0?"""
    W = np.array([[1.5, -2.0, 0.0], [0.25, -0.5, 3.0]])
    value, grad = penalty(W)
    assert value == sum(abs(w) if penalty is l1_penalty else w * w for w in W.flat)
    np.testing.assert_allclose(grad, numeric_gradient(lambda W: penalty(W)[0], W), atol=1e-9)
    assert penalty(W[0])[1].shape == (3,)


def test_penalties_do_not_wrap_around():
    """Are the squares of whole numbers those of numbers?"""
    assert l2_penalty(np.array([100], np.int8))[0] == 10_000
    assert l1_penalty(np.array([-128], np.int8))[0] == 128


def test_any_data_loss_gets_the_penalty():
    """Does `linear_loss` add reg * sum(W**2) and 2 * reg * W to a loss of the scores?"""
    W, X, y = problem(4, 3, 2, 1)
    squared = lambda scores, y: (float(np.mean(scores**2)), 2 * scores / scores.size)
    grad = linear_loss(squared, W, X, y, 0.3)[1]
    numeric = numeric_gradient(lambda W: np.mean((X @ W) ** 2) + 0.3 * np.sum(W**2), W)
    np.testing.assert_allclose(grad, numeric, rtol=1e-6)


@pytest.mark.parametrize(
    ("X_type", "W_type", "want"),
    [
        ("f4", "f4", "f4"),
        ("u1", "f4", "f4"),
        ("f8", "f8", "f8"),
        ("u1", "f8", "f8"),
        ("f4", "f8", "f8"),
        ("u1", "i8", "f8"),
        ("f2", "f2", "f4"),
    ],
)
def test_float_types_are_kept_and_pixels_never_wrap(X_type, W_type, want):
    """Does float32 stay float32 whatever reg is, and does uint8 count as numbers?"""
    X, W = np.array([[200, 100], [250, 3]]).astype(X_type), np.array([[2, 1], [0, 3]]).astype(W_type)
    np.testing.assert_array_equal(linear_scores(X, W), [[400, 500], [500, 259]])
    assert linear_scores(X, W, np.zeros(2)).dtype == want
    loss, dW = svm_loss(W, X, np.array([0, 1]), np.float64(0.5))
    assert dW.dtype == want
    assert loss == pytest.approx((101 + 242) / 2 + 0.5 * 14)
    assert add_bias_column(X).dtype == {"f4": "f4", "f8": "f8", "u1": "f8", "f2": "f4"}[X_type]


def test_arguments_are_left_as_they_were():
    """Do read-only arrays work, so that nothing is changed in place?"""
    W, X, y = problem(4, 3, 2, 5)
    for array in (W, X, y):
        array.flags.writeable = False
    scores = X @ W
    scores.flags.writeable = False
    hinge_loss(scores, y)
    svm_loss(W, X, y, 0.1)
    l2_penalty(W)[1][:] = 0
    l1_penalty(W)[1][:] = 0
    linear_scores(X, W, np.ones(2))
    add_bias_column(X)[:] = 0


def test_labels_of_any_integer_type_are_taken():
    """Are uint8 labels, as they stand in a file, as good as int64?"""
    W, X, y = problem(5, 3, 4, 2)
    assert svm_loss(W, X, y.astype(np.uint8), 0.1)[0] == svm_loss(W, X, y, 0.1)[0]


def test_equal_scores_go_to_the_smaller_label():
    """Is a tie decided, and decided the same way always?"""
    np.testing.assert_array_equal(predict(np.zeros((2, 3)), np.ones((2, 2))), [0, 0])


def test_accuracy_is_the_one_of_nearest_neighbours():
    """Is there one accuracy in the package?"""
    assert accuracy is knn.accuracy


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: linear_scores(np.ones((2, 3)), np.ones((4, 5))), r"X \(2, 3\) must have as many columns"),
        (lambda: linear_scores(np.ones(3), np.ones((3, 2))), "X must have 2 axes"),
        (lambda: linear_scores(np.ones((1, 3)), np.ones(3)), "W must have 2 axes"),
        (lambda: linear_scores(np.ones((2, 3)), np.ones((3, 2)), np.ones(3)), r"b must have shape \(2,\)"),
        (lambda: linear_scores(np.ones((2, 3)), np.ones((3, 2)), np.ones((2, 1))), r"not \(2, 1\)"),
        (lambda: linear_scores(np.ones((2, 3)), np.ones((3, 2), complex)), "real numbers, not complex"),
        (lambda: add_bias_column(np.ones((2, 2, 3))), "X must have 2 axes"),
        (lambda: hinge_loss(np.ones((2, 3)), np.array([0, 3])), "labels must be 0 to 2, not 0 to 3"),
        (lambda: hinge_loss(np.ones((2, 3)), np.array([-1, 0])), "not -1 to 0"),
        (lambda: hinge_loss(np.ones((2, 3)), np.array([0, 1, 2])), "y must be 2 whole numbers"),
        (lambda: hinge_loss(np.ones((2, 3)), np.eye(3)[:2]), "y must be 2 whole numbers"),
        (lambda: hinge_loss(np.ones((2, 3)), np.array([0.0, 1.0])), "whole numbers.*not float64"),
        (lambda: hinge_loss(np.ones((0, 3)), np.array([], int)), "at least one example"),
        (lambda: hinge_loss(np.ones(3), np.array([0, 1, 2])), "scores must have 2 axes"),
        (lambda: svm_loss(np.ones((3, 2)), np.ones((2, 3)), np.array([0, 2]), 0.1), "0 to 1, not 0 to 2"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and its shape?"""
    with pytest.raises(ValueError, match=message):
        call()
