import numpy as np
import pytest

from pixgrad.models.patches import dense_patches, extract_patches, normalize_patches, whiten


def pictures(num, height=9, width=7, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (num, height, width, 3), dtype=np.uint8)


def patch_by_slicing(images, n, i, j, size):
    return images[n, i : i + size, j : j + size].reshape(-1)


@pytest.mark.parametrize(("size", "stride"), [(1, 1), (3, 1), (3, 2), (4, 3), (7, 5)])
def test_dense_patches_are_slices(size, stride):
    """Is the patch at every place the slice of the image, in its type, read-only images included?"""
    images = pictures(2)
    images.flags.writeable = False
    patches = dense_patches(images, size, stride)
    places = [range(0, side - size + 1, stride) for side in (9, 7)]
    assert patches.dtype == np.uint8
    assert patches.shape[:3] == (2, *map(len, places))
    for n in range(2):
        for row, i in enumerate(places[0]):
            for column, j in enumerate(places[1]):
                want = patch_by_slicing(images, n, i, j, size)
                np.testing.assert_array_equal(patches[n, row, column], want)


def test_random_patches_come_from_everywhere():
    """Is each patch one of the dense ones, and is each of those drawn about equally often?"""
    images = np.arange(2 * 4 * 3 * 3).reshape(2, 4, 3, 3)
    all_patches = dense_patches(images, 2, 1).reshape(-1, 12)
    patches = extract_patches(images, 2, 12_000, np.random.default_rng(0))
    assert patches.shape == (12_000, 12)
    counts = [np.sum((patches == patch).all(axis=1)) for patch in all_patches]
    assert sum(counts) == 12_000
    assert len(counts) == 12
    assert 850 < min(counts) <= max(counts) < 1150  # five standard deviations around 1000


def test_the_generator_decides_the_patches():
    """Do equal seeds give equal patches, and zero patches an empty matrix?"""
    draw = lambda seed, num=5: extract_patches(pictures(6), 3, num, np.random.default_rng(seed))
    np.testing.assert_array_equal(draw(3), draw(3))
    assert not np.array_equal(draw(3), draw(4))
    assert draw(3, 0).shape == (0, 27)


def test_normalised_patches_have_mean_0_and_variance_1():
    """Without eps, is every patch standardised; is a flat patch 0 with eps; do brightness and contrast go?"""
    P = np.random.default_rng(0).standard_normal((2, 5, 12))
    normal = normalize_patches(P, 0.0)
    np.testing.assert_allclose(normal.mean(axis=-1), 0, atol=1e-12)
    np.testing.assert_allclose(normal.var(axis=-1), 1)
    np.testing.assert_allclose(normalize_patches(7 * P + 100, 0.0), normal, atol=1e-10)
    np.testing.assert_array_equal(normalize_patches(np.full((1, 4), 9), 10.0), 0)


def test_eps_is_added_to_the_variance():
    """Is the result that of a loop, for whole numbers, too, which never wrap around?"""
    P = pictures(1).reshape(-1, 9)
    want = [(row - row.mean()) / np.sqrt(row.var() + 25.0) for row in P.astype(float)]
    np.testing.assert_allclose(normalize_patches(P, 25.0), want)
    small = normalize_patches(P.astype(np.float32), 25.0)
    assert small.dtype == np.float32
    np.testing.assert_allclose(small, want, atol=1e-5)


def correlated(num=500, D=6):
    rng = np.random.default_rng(0)
    return rng.standard_normal((num, D)) @ rng.standard_normal((D, D)) + 3


def test_whitened_patches_are_uncorrelated():
    """Without eps, is the covariance 1, the transform symmetric, and the result (P - mean) @ transform?"""
    P = correlated()
    before = P.copy()
    patches, mean, transform = whiten(P, 0.0)
    np.testing.assert_allclose(patches.T @ patches / len(P), np.eye(6), atol=1e-9)
    np.testing.assert_allclose(transform, transform.T, atol=1e-12)
    np.testing.assert_allclose(mean, P.mean(axis=0))
    np.testing.assert_allclose(patches, (P - mean) @ transform)
    np.testing.assert_array_equal(P, before)


@pytest.mark.slow
def test_whitening_is_scikit_learns_pca_turned_back():
    """With eps, is every principal axis divided by sqrt(variance + eps)?"""
    from sklearn.decomposition import PCA

    P, eps = correlated(), 0.3
    pca = PCA().fit(P)
    variances = pca.explained_variance_ * (len(P) - 1) / len(P)
    want = pca.transform(P) / np.sqrt(variances + eps) @ pca.components_
    np.testing.assert_allclose(whiten(P, eps)[0], want, atol=1e-9)


def test_whitening_tells_when_it_needs_eps():
    """Are fewer patches than axes, or normalised patches (which sum to 0), refused without an eps?"""
    for P in (correlated(5), normalize_patches(correlated(), 0.0), np.ones((3, 2))):
        with pytest.raises(ValueError, match="choose an eps greater than 0"):
            whiten(P, 0.0)
        assert np.isfinite(whiten(P, 0.1)[0]).all()


def test_arguments_are_left_alone():
    """Do read-only patches work everywhere?"""
    P = correlated(20)
    P.flags.writeable = False
    whiten(P, 0.1), normalize_patches(P, 0.1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: extract_patches(pictures(2), 8, 3, np.random.default_rng(0)), "size must be from 1 to 7"),
        (
            lambda: extract_patches(pictures(0), 3, 1, np.random.default_rng(0)),
            "cannot be drawn from 0 images",
        ),
        (lambda: extract_patches(pictures(1), 3, -1, np.random.default_rng(0)), "-1 patches"),
        (lambda: dense_patches(pictures(1), 3, 0), "stride must be at least 1"),
        (lambda: dense_patches(pictures(1), 0, 1), "size must be from 1 to 7"),
        (lambda: dense_patches(np.ones((4, 4)), 2, 1), r"not \(4, 4\)"),
        (lambda: normalize_patches(np.ones((2, 3)), -1.0), "eps must be at least 0"),
        (lambda: normalize_patches(np.array([["a"]]), 1.0), "real numbers"),
        (lambda: whiten(np.ones((0, 3)), 0.1), "at least one row"),
        (lambda: whiten(np.ones(3), 0.1), "P must have 2 axes"),
        (lambda: whiten(np.ones((3, 3)), -0.1), "eps .* must be at least 0"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and what is wrong with it?"""
    with pytest.raises(ValueError, match=message):
        call()
