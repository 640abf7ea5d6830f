import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.data import split


@given(
    sizes=st.lists(st.integers(0, 6), min_size=1, max_size=4), rest=st.integers(0, 5), seed=st.integers(0, 9)
)
def test_parts_are_disjoint_and_of_the_sizes_asked_for(sizes, rest, seed):
    """Does no example appear twice, in one part or in two, whatever the sizes?"""
    y = np.arange(sum(sizes) + rest)
    parts = split(y[:, np.newaxis] * 2, y, sizes, seed)
    assert [len(labels) for _, labels in parts] == sizes
    drawn = np.concatenate([labels for _, labels in parts])
    assert len(set(drawn.tolist())) == sum(sizes)
    for rows, labels in parts:
        np.testing.assert_array_equal(rows[:, 0], 2 * labels)


def test_the_seed_decides_the_parts():
    """Are parts equal for equal seeds, shuffled, and other for another seed?"""
    y = np.arange(50)
    first, again, other = (split(y, y, [50], seed)[0][1] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert not np.array_equal(first, y)


def test_a_generator_is_drawn_from():
    """May the caller's own generator be used, and does it move on?"""
    rng, y = np.random.default_rng(0), np.arange(50)
    assert not np.array_equal(split(y, y, [50], rng)[0][1], split(y, y, [50], rng)[0][1])


def test_parts_may_be_written_to():
    """Are the parts of a read-only data set copies that leave it as it was?"""
    X, y = np.zeros((4, 2)), np.zeros(4)
    X.flags.writeable = False
    [(part, _)] = split(X, y, [4], 0)
    part += 1
    assert X.sum() == 0


@pytest.mark.parametrize(
    ("num_labels", "sizes", "message"),
    [
        (4, [1], "5 examples but y has 4"),
        (5, [3, 3], r"\(3, 3\) cannot be drawn from 5"),
        (5, [-1], "cannot be drawn"),
    ],
)
def test_impossible_parts_are_refused(num_labels, sizes, message):
    """Do the errors say what does not fit?"""
    with pytest.raises(ValueError, match=message):
        split(np.zeros(5), np.zeros(num_labels), sizes, 0)
