import tracemalloc

import numpy as np
import pytest

from pixgrad.models import arrays
from pixgrad.models.features import Codebook, color_histogram, encode, learn_codebook
from pixgrad.models.patches import dense_patches, normalize_patches


def pictures(num, height=9, width=7, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (num, height, width, 3), dtype=np.uint8)


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


def test_blocks_change_nothing(monkeypatch):
    """Are encodings and histograms the same one image at a time?"""
    codebook, images = codebook_of(), pictures(5)
    want = encode(images, codebook), color_histogram(images, 3)
    monkeypatch.setattr(arrays, "BLOCK_ENTRIES", 1)
    got = encode(images, codebook), color_histogram(images, 3)
    for a, b in zip(got, want, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9)


def peak_bytes(call):
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


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
