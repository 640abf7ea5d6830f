import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.models.minibatches import minibatches


@given(num=st.integers(1, 20), batch_size=st.integers(1, 40), seed=st.integers(0, 9))
def test_a_minibatch_is_rows_with_their_own_labels_in_buffers_that_are_kept(num, batch_size, seed):
    """Is each row followed by its label, also from arrays with gaps, and no buffer a new one?"""
    X, y = np.arange(4 * num)[:, np.newaxis][::2][::2].repeat(3, axis=1), np.arange(num)
    batches = minibatches(X, y, batch_size, np.random.default_rng(seed))
    rows, labels = next(batches)
    first = labels.copy()
    again, labels_again = next(batches)
    assert rows is again
    assert labels is labels_again
    assert rows.shape == (batch_size, 3)
    np.testing.assert_array_equal(rows, np.repeat(4 * labels[:, np.newaxis], 3, axis=1))
    draws = np.random.default_rng(seed)
    np.testing.assert_array_equal(first, draws.integers(num, size=batch_size))
    np.testing.assert_array_equal(labels, draws.integers(num, size=batch_size))


@pytest.mark.parametrize(
    ("num", "num_labels", "batch_size", "message"),
    [(3, 2, 1, "3 examples and y 2 labels"), (0, 0, 1, "at least one"), (3, 3, 0, "batch_size must be")],
)
def test_what_gives_no_minibatch_is_refused_at_once(num, num_labels, batch_size, message):
    """Is the mistake told before anything is drawn?"""
    with pytest.raises(ValueError, match=message):
        minibatches(np.zeros((num, 2)), np.zeros(num_labels), batch_size, np.random.default_rng(0))
