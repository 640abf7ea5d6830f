import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad.models import arrays
from pixgrad.models import kmeans as module
from pixgrad.models.kmeans import kmeans, nearest_centroids


def blobs(num, k, D=3, seed=0):
    """Points around k centres that are far from each other."""
    rng = np.random.default_rng(seed)
    return 20 * rng.standard_normal((k, D))[rng.integers(k, size=num)] + rng.standard_normal((num, D))


@settings(max_examples=40, deadline=None)
@given(num=st.integers(1, 30), k=st.integers(1, 8), D=st.integers(1, 4), seed=st.integers(0, 999))
def test_nearest_centroids_are_those_of_a_loop(num, k, D, seed):
    """Are labels and squared distances those of differences, and do ties go to the smaller label?"""
    rng = np.random.default_rng(seed)
    P, centroids = rng.integers(-3, 4, (num, D)).astype(float), rng.integers(-3, 4, (k, D)).astype(float)
    squares = np.array([[np.sum((p - c) ** 2) for c in centroids] for p in P])
    labels, nearest = nearest_centroids(P, centroids)
    np.testing.assert_allclose(nearest, squares.min(axis=1), atol=1e-12)
    np.testing.assert_array_equal(labels, squares.argmin(axis=1))


def test_blocks_change_nothing(monkeypatch):
    """Are assignments the same one row at a time?"""
    P, centroids = blobs(40, 3), blobs(5, 5)
    labels, squares = nearest_centroids(P, centroids)
    monkeypatch.setattr(arrays, "BLOCK_ENTRIES", 1)
    got = nearest_centroids(P, centroids)
    np.testing.assert_array_equal(got[0], labels)
    np.testing.assert_allclose(got[1], squares, rtol=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    num=st.integers(1, 40),
    share=st.floats(0, 1),
    values=st.integers(1, 50),
    seed=st.integers(0, 999),
    dtype=st.sampled_from([np.float64, np.float32]),
)
def test_the_objective_never_rises(num, share, values, seed, dtype):
    """Whatever the rows, repeated ones included, does it fall at every step and end at what is returned?"""
    rng = np.random.default_rng(seed)
    P, k = rng.integers(values, size=(num, 2)).astype(dtype), 1 + int(share * (num - 1))
    centroids, labels, history = kmeans(P, k, 20, rng)
    assert all(after < before for before, after in pairwise(history))
    assert centroids.shape == (k, 2)
    assert centroids.dtype == dtype
    squares = [[np.sum((p - c) ** 2) for c in centroids] for p in P]
    assert history[-1] == pytest.approx(np.mean(np.min(squares, axis=1)), rel=1e-5, abs=1e-9)
    np.testing.assert_array_equal(labels, nearest_centroids(P, centroids)[0])
    if len(np.unique(P, axis=0)) >= k:
        assert len(np.unique(labels)) == k


@pytest.mark.slow
def test_kmeans_ends_where_scikit_learn_ends():
    """From the same seeds, are centres, labels and inertia those of scikit-learn's Lloyd algorithm?"""
    from sklearn.cluster import KMeans

    P = np.random.default_rng(1).standard_normal((300, 3))
    seeds = kmeans(P, 8, 0, np.random.default_rng(2))[0]
    centroids, labels, history = kmeans(P, 8, 100, np.random.default_rng(2))
    want = KMeans(8, init=seeds, n_init=1, max_iter=100, tol=0, algorithm="lloyd").fit(P)
    np.testing.assert_allclose(centroids, want.cluster_centers_, rtol=1e-9)
    np.testing.assert_array_equal(labels, want.labels_)
    assert history[-1] * len(P) == pytest.approx(want.inertia_)
    assert len(history) > 5


def test_each_step_moves_centres_to_the_means_of_their_rows():
    """Is one more step the means of the rows by the labels before?"""
    P = blobs(100, 5, seed=3)
    _, labels, _ = kmeans(P, 5, 1, np.random.default_rng(0))
    after = kmeans(P, 5, 2, np.random.default_rng(0))[0]
    np.testing.assert_allclose(after, [P[labels == centre].mean(axis=0) for centre in range(5)])


def test_seeds_are_distinct_rows_that_lie_apart():
    """Are seeds rows of P, and does nearly every of many far blobs get one, as uniform draws would not?"""
    P = blobs(1000, 20, seed=0)
    seeds = kmeans(P, 20, 0, np.random.default_rng(0))[0]
    assert {tuple(seed) for seed in seeds} <= {tuple(row) for row in P}
    assert len(np.unique(seeds, axis=0)) == 20
    blob_of = lambda rows: nearest_centroids(rows, kmeans(P, 20, 50, np.random.default_rng(1))[0])[0]
    assert len(np.unique(blob_of(seeds))) >= 16  # 20 uniform draws hit about 13


def test_every_distinct_row_becomes_a_seed_if_there_are_as_many():
    """With k distinct rows, many times repeated, is the objective 0 from the start?"""
    P = np.repeat(np.arange(6.0)[:, np.newaxis], 10, axis=0)
    centroids, _, history = kmeans(P, 6, 5, np.random.default_rng(0))
    assert history == [0.0]
    np.testing.assert_array_equal(np.sort(centroids.ravel()), np.arange(6))


def test_an_empty_centre_takes_over_the_farthest_row():
    """Does a centre without rows start again at the farthest row that is not alone with its centre?"""
    labels, squares = np.array([0, 0, 0, 2]), np.array([1.0, 9.0, 4.0, 16.0])
    np.testing.assert_array_equal(module._repaired(labels, squares, 3), [0, 1, 0, 2])
    np.testing.assert_array_equal(labels, [0, 0, 0, 2])
    np.testing.assert_array_equal(module._repaired(np.array([0, 0, 0, 0]), squares, 3), [0, 2, 0, 1])


def test_rows_far_from_the_origin_are_told_apart():
    """At 1e10, where squares have no digits left for them, are seeds, labels and centres those at 0?"""
    P = np.round(blobs(60, 3))
    near, far = (kmeans(P + shift, 3, 20, np.random.default_rng(0)) for shift in (0, 1e10))
    np.testing.assert_array_equal(far[1], near[1])
    np.testing.assert_allclose(far[0] - 1e10, near[0], atol=1e-5)


def test_distances_need_bounded_memory():
    """Is the peak far below the (N, k) distances, and further below (N, k, D)?"""
    P, centroids = np.ones((20_000, 8), np.float32), np.ones((400, 8), np.float32)
    tracemalloc.start()
    nearest_centroids(P, centroids)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000 * 400 * 4 / 2


def test_arguments_are_left_alone():
    """Do read-only rows work?"""
    P = blobs(20, 2)
    P.flags.writeable = False
    kmeans(P, 3, 5, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kmeans(np.ones((3, 2)), 4, 5, np.random.default_rng(0)), r"k \(4\) must be from 1 to the 3"),
        (lambda: kmeans(np.ones((3, 2)), 0, 5, np.random.default_rng(0)), r"k \(0\)"),
        (lambda: kmeans(np.ones((3, 2)), 1, -1, np.random.default_rng(0)), r"num_iters \(-1\)"),
        (lambda: kmeans(np.array([[np.nan]]), 1, 5, np.random.default_rng(0)), "finite"),
        (lambda: nearest_centroids(np.ones((3, 2)), np.ones((2, 3))), "equally many columns"),
        (lambda: nearest_centroids(np.ones((3, 2)), np.ones((0, 2))), r"centroids \(0, 2\)"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and what is wrong with it?"""
    with pytest.raises(ValueError, match=message):
        call()
