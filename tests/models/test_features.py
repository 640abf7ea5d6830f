import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

from pixgrad.models import features
from pixgrad.models.features import (
    Codebook,
    color_histogram,
    dense_patches,
    encode,
    extract_patches,
    kmeans,
    learn_codebook,
    nearest_centroids,
    normalize_patches,
    whiten,
)


def pictures(num, height=9, width=7, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (num, height, width, 3), dtype=np.uint8)


def blobs(num, k, D=3, seed=0):
    """Points around k centres that are far from each other."""
    rng = np.random.default_rng(seed)
    return 20 * rng.standard_normal((k, D))[rng.integers(k, size=num)] + rng.standard_normal((num, D))


def codebook_of(k=4, size=3, dtype=np.float64):
    options = {"size": size, "num_patches": 300, "num_iters": 5, "dtype": dtype}
    return learn_codebook(pictures(10), k, np.random.default_rng(1), **options)


@pytest.mark.parametrize("bins", [1, 2, 3, 7, 16])
def test_colour_histograms_count_pixels(bins):
    """Is every bin the share of the pixels that a loop puts there, also when 256 is no multiple of bins?"""
    images = pictures(3)
    want = np.zeros((3, bins, bins, bins))
    for n, image in enumerate(images):
        for pixel in image.reshape(-1, 3).tolist():
            want[n, *(value * bins // 256 for value in pixel)] += 1 / 63
    np.testing.assert_allclose(color_histogram(images, bins), want.reshape(3, -1), atol=1e-12)


def test_a_colour_histogram_forgets_where_pixels_are():
    """Is it unchanged when the pixels of an image are shuffled?"""
    images = pictures(2)
    rows = np.random.default_rng(0).permutation(63)
    moved = images.reshape(2, -1, 3)[:, rows].reshape(images.shape)
    np.testing.assert_array_equal(color_histogram(moved, 4), color_histogram(images, 4))


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


def test_whitening_is_scikit_learns_pca_turned_back():
    """With eps, is every principal axis divided by sqrt(variance + eps)?"""
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
    """Are assignments and encodings the same one row or image at a time?"""
    P, centroids = blobs(40, 3), blobs(5, 5)
    codebook, images = codebook_of(), pictures(5)
    want = *nearest_centroids(P, centroids), encode(images, codebook), color_histogram(images, 3)
    monkeypatch.setattr(features, "BLOCK_ENTRIES", 1)
    got = *nearest_centroids(P, centroids), encode(images, codebook), color_histogram(images, 3)
    for a, b in zip(got, want, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9)


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


def test_kmeans_ends_where_scikit_learn_ends():
    """From the same seeds, are centres, labels and inertia those of scikit-learn's Lloyd algorithm?"""
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
    np.testing.assert_array_equal(features._repaired(labels, squares, 3), [0, 1, 0, 2])
    np.testing.assert_array_equal(labels, [0, 0, 0, 2])
    np.testing.assert_array_equal(features._repaired(np.array([0, 0, 0, 0]), squares, 3), [0, 2, 0, 1])


def test_rows_far_from_the_origin_are_told_apart():
    """At 1e10, where squares have no digits left for them, are seeds, labels and centres those at 0?"""
    P = np.round(blobs(60, 3))
    near, far = (kmeans(P + shift, 3, 20, np.random.default_rng(0)) for shift in (0, 1e10))
    np.testing.assert_array_equal(far[1], near[1])
    np.testing.assert_allclose(far[0] - 1e10, near[0], atol=1e-5)


def peak_bytes(call):
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_distances_need_bounded_memory():
    """Is the peak far below the (N, k) distances, and further below (N, k, D)?"""
    P, centroids = np.ones((20_000, 8), np.float32), np.ones((400, 8), np.float32)
    assert peak_bytes(lambda: nearest_centroids(P, centroids)) < 20_000 * 400 * 4 / 2


@pytest.mark.parametrize("activation", ["hard", "triangle"])
def test_encoding_needs_memory_for_some_images_only(activation):
    """Besides the result, is the peak the same for 100 and for 400 images, and far below all patches?"""
    codebook, images = codebook_of(k=50, dtype=np.float32), pictures(400, 32, 32)
    peaks = []
    for num in (100, 400):
        result = num * 50 * 4 * 4
        run = lambda num=num: encode(images[:num], codebook, stride=1, activation=activation)
        peaks.append(peak_bytes(run) - result)
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 400 * 30 * 30 * 50 * 4 / 2


def encode_by_loops(images, codebook, stride, grid, activation):
    rows = []
    for patches in dense_patches(images, codebook.size, stride).astype(float):
        height, width, _ = patches.shape
        regions = np.zeros((grid, grid, len(codebook.centroids)))
        sizes = np.zeros((grid, grid, 1))
        for i in range(height):
            for j in range(width):
                patch = normalize_patches(patches[i, j], codebook.eps)
                patch = (patch - codebook.mean) @ codebook.transform
                distances = np.array([np.linalg.norm(patch - word) for word in codebook.centroids])
                word = np.eye(len(distances))[distances.argmin()]
                if activation == "triangle":
                    word = np.maximum(0, distances.mean() - distances)
                region = (
                    sum(i >= r * height // grid for r in range(1, grid)),
                    sum(j >= c * width // grid for c in range(1, grid)),
                )
                regions[region] += word
                sizes[region] += 1
        rows.append((regions / sizes).ravel())
    return np.array(rows)


@pytest.mark.parametrize("activation", ["hard", "triangle"])
@pytest.mark.parametrize(("stride", "grid"), [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 1)])
def test_encodings_are_those_of_slow_loops(activation, stride, grid):
    """Are features the means over the patches of each region, region after region, word after word?"""
    codebook, images = codebook_of(), pictures(3)
    got = encode(images, codebook, stride=stride, grid=grid, activation=activation)
    np.testing.assert_allclose(got, encode_by_loops(images, codebook, stride, grid, activation), atol=1e-9)


def test_each_region_of_a_histogram_sums_to_1():
    """Do the shares of the words sum to 1 in every region, and is every share a count over its patches?"""
    regions = encode(pictures(6), codebook_of(), stride=1).reshape(6, 4, 4)
    np.testing.assert_allclose(regions.sum(axis=2), 1)


def test_a_word_is_found_wherever_it_is():
    """Is an image whose patches are moved within a region encoded the same, and one region moved seen?"""
    codebook, image = codebook_of(), pictures(1, 12, 12)
    mirrored = np.concatenate([image[:, :, 6:], image[:, :, :6]], axis=2)
    ours, theirs = (encode(x, codebook, stride=3, grid=1) for x in (image, mirrored))
    np.testing.assert_allclose(ours, theirs)
    assert not np.allclose(encode(image, codebook, stride=3), encode(mirrored, codebook, stride=3))


def test_light_does_not_count():
    """Do images that are darker by 40 and of other contrast have nearly the same triangle features?"""
    codebook = codebook_of()
    images = pictures(3) // 2 + 64
    lit = encode(images, codebook, activation="triangle")
    dark = encode(images - 40, codebook, activation="triangle")
    np.testing.assert_allclose(dark, lit)


def test_types_are_kept_and_arguments_left_alone():
    """Are features float32 for float32 words, and do read-only images and words work?"""
    codebook, images = codebook_of(dtype=np.float32), pictures(3)
    for array in (images, codebook.centroids, codebook.mean, codebook.transform):
        array.flags.writeable = False
        assert array is images or array.dtype == np.float32
    assert encode(images, codebook).dtype == np.float32
    exact = Codebook(*(np.asarray(part, np.float64) for part in vars(codebook).values()))
    for activation, tolerance in (("hard", 0.3), ("triangle", 1e-4)):  # a near tie may change a word
        near, want = (encode(images, book, activation=activation) for book in (codebook, exact))
        np.testing.assert_allclose(near, want, atol=tolerance)
    P = blobs(20, 2)
    P.flags.writeable = False
    kmeans(P, 3, 5, np.random.default_rng(0)), whiten(P, 0.1), normalize_patches(P, 0.1)


def test_no_image_has_no_features():
    """Do zero images give zero rows?"""
    assert encode(pictures(0), codebook_of()).shape == (0, 16)
    assert color_histogram(pictures(0), 2).shape == (0, 8)


def test_words_tell_textures_apart():
    """Do stripes of two directions, at random places and colours, get different histograms?"""
    rng = np.random.default_rng(0)
    wave = 128 + 60 * np.sin(np.arange(16)[np.newaxis, :] * 1.5 + rng.random((40, 1)) * 6)
    images = np.repeat(np.repeat(wave[:, np.newaxis], 16, axis=1)[..., np.newaxis], 3, axis=3)
    images[20:] = images[20:].swapaxes(1, 2)
    shares = encode(images, learn_codebook(images, 8, rng, size=4, num_patches=500), grid=1)
    assert (shares[:20].max(axis=0) * shares[20:].max(axis=0)).max() == 0


BOOK = codebook_of()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: color_histogram(pictures(2).astype(float), 4), "must be uint8.*not float64"),
        (lambda: color_histogram(pictures(2)[..., :1], 4), r"not uint8 \(2, 9, 7, 1\)"),
        (lambda: color_histogram(pictures(2), 0), "bins must be from 1 to 256, not 0"),
        (lambda: color_histogram(pictures(1)[0], 4), r"shape \(N, H, W, 3\), not \(9, 7, 3\)"),
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
        (lambda: kmeans(np.ones((3, 2)), 4, 5, np.random.default_rng(0)), r"k \(4\) must be from 1 to the 3"),
        (lambda: kmeans(np.ones((3, 2)), 0, 5, np.random.default_rng(0)), r"k \(0\)"),
        (lambda: kmeans(np.ones((3, 2)), 1, -1, np.random.default_rng(0)), r"num_iters \(-1\)"),
        (lambda: kmeans(np.array([[np.nan]]), 1, 5, np.random.default_rng(0)), "finite"),
        (lambda: nearest_centroids(np.ones((3, 2)), np.ones((2, 3))), "equally many columns"),
        (lambda: nearest_centroids(np.ones((3, 2)), np.ones((0, 2))), r"centroids \(0, 2\)"),
        (lambda: learn_codebook(pictures(2)[..., :1], 2, np.random.default_rng(0)), r"not \(2, 9, 7, 1\)"),
        (lambda: encode(pictures(1), BOOK, activation="soft"), "one of hard, triangle, not 'soft'"),
        (lambda: encode(pictures(1), BOOK, grid=4), "grid must be from 1 to 3"),
        (lambda: encode(pictures(1), BOOK, grid=0), "grid must be"),
        (lambda: encode(pictures(1), BOOK, stride=0), "stride must be at least 1"),
        (lambda: encode(pictures(1)[..., :2], BOOK), "words of 27 numbers"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(call, message):
    """Do the errors name the argument and what is wrong with it?"""
    with pytest.raises(ValueError, match=message):
        call()
