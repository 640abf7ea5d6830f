import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.models.linear import hinge_loss, svm_loss
from pixgrad.models.sgd import train
from pixgrad.models.softmax import softmax_data_loss, softmax_loss
from pixgrad.models.sweep import train_sweep

LOSSES = [(hinge_loss, svm_loss), (softmax_data_loss, softmax_loss)]
SETTINGS = [(0.1, 0.0), (0.01, 0.5), (0.3, 0.01), (0.1, 0.1)]


def examples(num, dim, num_classes, dtype=np.float64):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(num, dim)).astype(dtype)
    return 0.01 * rng.normal(size=(dim, num_classes)).astype(dtype), X, rng.integers(0, num_classes, num)


def one_by_one(loss, W, X, y, settings, seed, **options):
    return [
        train(loss, W, X, y, learning_rate=rate, reg=reg, rng=np.random.default_rng(seed), **options)[0]
        for rate, reg in settings
    ]


@pytest.mark.parametrize(("data_loss", "loss"), LOSSES, ids=["hinge", "softmax"])
@pytest.mark.parametrize(("dtype", "rtol"), [(np.float64, 1e-9), (np.float32, 1e-3)])
@given(
    num=st.integers(1, 30),
    dim=st.integers(1, 12),
    num_classes=st.integers(1, 5),
    num_settings=st.integers(1, 4),
    batch_size=st.integers(1, 40),
    decay=st.sampled_from([1.0, 0.9]),
)
@pytest.mark.slow
def test_a_sweep_is_one_training_after_the_other(
    data_loss, loss, dtype, rtol, num, dim, num_classes, num_settings, batch_size, decay
):
    """Does each setting get the weights that a training of its own would give it, in the same float type?"""
    W, X, y = examples(num, dim, num_classes, dtype)
    options = {"num_iters": 12, "batch_size": batch_size, "learning_rate_decay": decay}
    settings = SETTINGS[:num_settings]
    together = train_sweep(data_loss, W, X, y, settings, rng=np.random.default_rng(1), **options)
    alone = one_by_one(loss, W, X, y, settings, 1, **options)
    assert len(together) == num_settings
    for found, expected in zip(together, alone, strict=True):
        assert found.dtype == dtype
        np.testing.assert_allclose(found, expected, rtol=rtol, atol=rtol * np.abs(expected).max())


def test_settings_do_not_touch_each_other():
    """Does a setting that diverges leave the others, and the start, as they were?"""
    W, X, y = examples(50, 8, 3)
    start, options = W.copy(), {"num_iters": 300, "batch_size": 10}
    with np.errstate(over="ignore", invalid="ignore"):
        wild, tame = train_sweep(
            hinge_loss, W, X, y, [(10.0, 10.0), (0.1, 0.1)], rng=np.random.default_rng(2), **options
        )
    assert not np.isfinite(wild).all()
    np.testing.assert_allclose(tame, one_by_one(svm_loss, W, X, y, [(0.1, 0.1)], 2, **options)[0])
    np.testing.assert_array_equal(W, start)


@pytest.mark.parametrize(("num_labels", "batch_size"), [(4, 2), (5, 0)])
def test_what_cannot_be_trained_is_refused(num_labels, batch_size):
    """Are labels of another number, and empty minibatches, refused?"""
    W, X, _ = examples(5, 2, 2)
    options = {"num_iters": 0, "batch_size": batch_size, "rng": np.random.default_rng(0)}
    with pytest.raises(ValueError, match=r"labels|batch_size"):
        train_sweep(hinge_loss, W, X, np.zeros(num_labels, int), SETTINGS, **options)
