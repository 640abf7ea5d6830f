"""Image features: colour histograms, and histograms of visual words.

The codebook: cut patches out of images, normalise and whiten them, find k centres by k-means (the visual
words). An image is then described by how often each word occurs in each of its regions. Source: A. Coates,
H. Lee and A. Ng, An Analysis of Single-Layer Networks in Unsupervised Feature Learning, 2011.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt

import numpy as np
from tqdm import tqdm

from pixgrad.models.arrays import blocks_of_entries
from pixgrad.models.kmeans import kmeans, squared_distances
from pixgrad.models.patches import extract_patches, image_batch, normalize_patches, whiten, windows_of


def color_histogram(images: np.ndarray, bins: int) -> np.ndarray:
    """Share of each colour, red, green and blue taken together and each cut into equal bins.

    Source: M. Swain and D. Ballard, Color Indexing, 1991.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        Pixels, uint8.
    bins : int
        Bins of each channel, from 1 to 256.

    Returns
    -------
    ndarray of shape (N, bins**3)
        Shares; each row sums to 1. Bin ``(r * bins + g) * bins + b`` counts the pixels whose channels fall
        in the bins r, g and b.

    Raises
    ------
    ValueError
        If the images are not uint8 of this shape, or if `bins` is not in 1 to 256.

    Examples
    --------
    >>> red_and_blue = np.array([[[[255, 0, 0], [0, 0, 200]]]], dtype=np.uint8)
    >>> color_histogram(red_and_blue, bins=2)
    array([[0. , 0.5, 0. , 0. , 0.5, 0. , 0. , 0. ]])
    """
    images = image_batch(images)
    if images.dtype != np.uint8 or images.shape[3] != 3:
        raise ValueError(f"images must be uint8 of shape (N, H, W, 3), not {images.dtype} {images.shape}")
    if not 1 <= bins <= 256:
        raise ValueError(f"bins must be from 1 to 256, not {bins}")
    histograms = np.empty((len(images), bins**3))
    for rows in blocks_of_entries(len(images), images[:1].size + bins**3):
        channels = np.moveaxis(images[rows].astype(np.intp) * bins // 256, 3, 0)
        codes = np.ravel_multi_index(tuple(channels), (bins,) * 3)
        histograms[rows] = _counts(codes.reshape(len(codes), -1), bins**3)
    histograms /= images.shape[1] * images.shape[2]
    return histograms


@dataclass(frozen=True, eq=False)
class Codebook:
    """Visual words, and how patches are prepared before they are compared with them.

    Parameters
    ----------
    centroids : ndarray of shape (k, D)
        The words, as whitened patches of ``D = size * size * 3`` numbers.
    eps : float
        What `normalize_patches` adds to the variance.
    mean : ndarray of shape (D,)
        Mean of the normalised patches.
    transform : ndarray of shape (D, D)
        The whitening.
    """

    centroids: np.ndarray
    eps: float
    mean: np.ndarray
    transform: np.ndarray

    @property
    def size(self) -> int:
        """Height and width of a patch."""
        return isqrt(self.centroids.shape[1] // 3)

    def prepare(self, P: np.ndarray) -> np.ndarray:
        """Normalise and whiten patches, in the float type of the words.

        Parameters
        ----------
        P : ndarray of shape (N, D)
            Patches of pixels.

        Returns
        -------
        ndarray of shape (N, D)
            Patches that can be compared with the words.
        """
        P = normalize_patches(np.asarray(P).astype(self.centroids.dtype, copy=False), self.eps)
        P -= self.mean
        return P @ self.transform


def learn_codebook(
    images: np.ndarray,
    k: int,
    rng: np.random.Generator,
    *,
    size: int = 6,
    num_patches: int = 50_000,
    num_iters: int = 20,
    eps: float = 10.0,
    whiten_eps: float = 0.1,
    dtype: type = np.float32,
    progress: bool = False,
) -> Codebook:
    """Learn a codebook from random patches: normalise, whiten, k-means.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        Training images, pixels from 0 to 255.
    k : int
        Number of words, at most `num_patches`.
    rng : numpy.random.Generator
        Draws patches and seeds.
    size : int
        Height and width of a patch.
    num_patches, num_iters : int
        Patches to learn from, and steps of k-means.
    eps, whiten_eps : float
        For `normalize_patches` and `whiten`; these are the values of Coates, Lee and Ng.
    dtype : type
        Float type of the words, in which images will be encoded.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Codebook
        The words.

    Raises
    ------
    ValueError
        If the images do not have this shape, a patch does not fit, or k is not in 1 to `num_patches`.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> images = rng.integers(0, 256, (20, 8, 8, 3), dtype=np.uint8)
    >>> codebook = learn_codebook(images, 5, rng, size=3, num_patches=100)
    >>> codebook.centroids.shape, codebook.size
    ((5, 27), 3)
    """
    if np.ndim(images) == 4 and np.shape(images)[3] != 3:
        raise ValueError(f"images must have shape (N, H, W, 3), not {np.shape(images)}")
    cut: np.ndarray = extract_patches(images, size, num_patches, rng).astype(dtype, copy=False)
    patches, mean, transform = whiten(normalize_patches(cut, eps), whiten_eps)
    centroids, _, _ = kmeans(patches, k, num_iters, rng, progress=progress)
    return Codebook(centroids, eps, mean, transform)


def encode(
    images: np.ndarray,
    codebook: Codebook,
    *,
    stride: int = 2,
    grid: int = 2,
    activation: str = "hard",
    progress: bool = False,
) -> np.ndarray:
    """Describe each image by how often each visual word occurs in each of its regions.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        Images, pixels from 0 to 255. They are taken a few at a time.
    codebook : Codebook
        The words.
    stride : int
        Step from patch to patch.
    grid : int
        The patches of an image are divided into ``grid * grid`` regions of (nearly) equal size.
    activation : {"hard", "triangle"}
        How a patch counts. Hard: 1 for its nearest word, so that features are shares. Triangle: for every
        word that is nearer than the mean distance, by how much; it tells more about each patch. Source:
        Coates, Lee and Ng, 2011, section 3.2.2.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    ndarray of shape (N, k * grid * grid)
        Means over the patches of a region, in the float type of the words, region after region in reading
        order. With hard activation, the k numbers of each region sum to 1.

    Raises
    ------
    ValueError
        If the images do not have this shape, a patch does not fit, there are fewer rows or columns of patches
        than regions, or there is no such activation.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> images = rng.integers(0, 256, (20, 8, 8, 3), dtype=np.uint8)
    >>> features = encode(images, learn_codebook(images, 5, rng, size=3, num_patches=100), grid=1)
    >>> features.shape, float(features.sum(axis=1).min().round(6))
    ((20, 5), 1.0)
    """
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {activation!r}")
    windows, (k, D) = windows_of(images, codebook.size, stride), codebook.centroids.shape
    num, rows, columns = windows.shape[:3]
    if windows[:1].size and windows[0, 0, 0].size != D:
        raise ValueError(f"words of {D} numbers are not for images of shape {np.shape(images)}")
    if not 1 <= grid <= min(rows, columns):
        raise ValueError(f"grid must be from 1 to {min(rows, columns)}, the rows of patches, not {grid}")
    features = np.empty((num, grid * grid * k), dtype=codebook.centroids.dtype)
    blocks = list(blocks_of_entries(num, rows * columns * (k + 3 * D)))
    for block in tqdm(blocks, disable=not progress, leave=False, unit="block"):
        P = codebook.prepare(windows[block].reshape(-1, D))
        words = ACTIVATIONS[activation](P, codebook.centroids).reshape(-1, rows, columns, k)
        features[block] = _pool(words, grid)
    return features


def _hard(P: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    words = np.zeros((len(P), len(centroids)), dtype=P.dtype)
    words[np.arange(len(P)), squared_distances(P, centroids, own_size=False).argmin(axis=1)] = 1
    return words


def _triangle(P: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    distances = squared_distances(P, centroids)
    np.sqrt(np.maximum(distances, 0, out=distances), out=distances)
    np.subtract(distances.mean(axis=1, keepdims=True), distances, out=distances)
    return np.maximum(distances, 0, out=distances)


ACTIVATIONS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "hard": _hard,
    "triangle": _triangle,
}


def _pool(words: np.ndarray, grid: int) -> np.ndarray:
    """Means over regions, (n, rows, columns, k) to (n, grid * grid * k)."""
    for axis in (1, 2):
        starts = np.arange(grid) * words.shape[axis] // grid
        sizes = np.diff(starts, append=words.shape[axis]).astype(words.dtype)
        words = np.add.reduceat(words, starts, axis=axis)
        words /= np.expand_dims(sizes, axis=tuple(a for a in range(4) if a != axis))
    return words.reshape(len(words), -1)


def _counts(codes: np.ndarray, num_codes: int) -> np.ndarray:
    """How often each code occurs in each row of codes (N, M): (N, num_codes)."""
    cells = codes + num_codes * np.arange(len(codes))[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=len(codes) * num_codes).reshape(-1, num_codes)
