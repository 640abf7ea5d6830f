"""Image features: colour histograms, and histograms of visual words.

The codebook: cut patches out of images, normalise and whiten them, find k centres by k-means (the visual
words). An image is then described by how often each word occurs in each of its regions. Source: A. Coates,
H. Lee and A. Ng, An Analysis of Single-Layer Networks in Unsupervised Feature Learning, 2011.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.sparse import csr_array
from tqdm import tqdm

from pixgrad.models.linear import _float_type, _matrix

BLOCK_ENTRIES = 2**21  # entries of the greatest temporary array, 8 MB in float32


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
    images = _images(images)
    if images.dtype != np.uint8 or images.shape[3] != 3:
        raise ValueError(f"images must be uint8 of shape (N, H, W, 3), not {images.dtype} {images.shape}")
    if not 1 <= bins <= 256:
        raise ValueError(f"bins must be from 1 to 256, not {bins}")
    histograms = np.empty((len(images), bins**3))
    for rows in _blocks(len(images), images[:1].size + bins**3):
        channels = np.moveaxis(images[rows].astype(np.intp) * bins // 256, 3, 0)
        codes = np.ravel_multi_index(tuple(channels), (bins,) * 3)
        histograms[rows] = _counts(codes.reshape(len(codes), -1), bins**3)
    histograms /= images.shape[1] * images.shape[2]
    return histograms


def extract_patches(images: np.ndarray, size: int, num_patches: int, rng: np.random.Generator) -> np.ndarray:
    """Cut square patches out of random images at random places.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, C)
        Images.
    size : int
        Height and width of a patch.
    num_patches : int
        Number of patches, drawn with replacement: every patch of every image is equally likely.
    rng : numpy.random.Generator
        Draws images and places.

    Returns
    -------
    ndarray of shape (num_patches, size * size * C)
        Patches as rows, in the order of ``image[i:i + size, j:j + size].reshape(-1)``; the type of the
        images is kept.

    Raises
    ------
    ValueError
        If there is no image, a patch does not fit into an image, or `num_patches` is negative.

    Examples
    --------
    >>> images = np.arange(32).reshape(2, 4, 4, 1)
    >>> extract_patches(images, 2, 2, np.random.default_rng(1))
    array([[ 8,  9, 12, 13],
           [24, 25, 28, 29]])
    """
    windows = _windows(images, size)
    if num_patches < 0 or not len(windows):
        raise ValueError(f"{num_patches} patches cannot be drawn from {len(windows)} images")
    places = (rng.integers(num, size=num_patches) for num in windows.shape[:3])
    return windows[tuple(places)].reshape(num_patches, windows[0, 0, 0].size)


def dense_patches(images: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Cut a patch out of every image at every `stride`-th row and column.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, C)
        Images.
    size : int
        Height and width of a patch.
    stride : int
        Step from patch to patch, at least 1.

    Returns
    -------
    ndarray of shape (N, rows, columns, size * size * C)
        Patches, in the order of `extract_patches`; the type of the images is kept. There are
        ``(H - size) // stride + 1`` rows of patches.

    Raises
    ------
    ValueError
        If a patch does not fit into an image, or if `stride` is less than 1.

    Examples
    --------
    >>> dense_patches(np.arange(16).reshape(1, 4, 4, 1), size=2, stride=2)[0, 0]
    array([[0, 1, 4, 5],
           [2, 3, 6, 7]])
    """
    windows = _windows(images, size, stride)
    return windows.reshape(*windows.shape[:3], size * size * windows.shape[5])


def normalize_patches(P: np.ndarray, eps: float) -> np.ndarray:
    """Give every patch mean 0 and a contrast of about 1, so that light and shade do not count.

    Parameters
    ----------
    P : ndarray of shape (..., D)
        Patches.
    eps : float
        Added to the variance of a patch, so that the noise of a flat one is not blown up; greater than 0
        unless no patch is flat.

    Returns
    -------
    ndarray of shape (..., D)
        ``(patch - mean) / sqrt(variance + eps)``; float32 stays float32, whole numbers become float64.

    Raises
    ------
    ValueError
        If `eps` is negative, or if P does not hold real numbers.

    Examples
    --------
    >>> normalize_patches(np.array([[1.0, 3.0], [5.0, 5.0]]), eps=0.5625)
    array([[-0.8,  0.8],
           [ 0. ,  0. ]])
    """
    P = np.asarray(P)
    if not eps >= 0:
        raise ValueError(f"eps must be at least 0, not {eps}")
    dtype = _float_type(P)
    patches = np.subtract(P, P.mean(axis=-1, keepdims=True, dtype=dtype), dtype=dtype)
    variance = _sizes(patches)[..., np.newaxis] / P.shape[-1]
    patches /= np.sqrt(variance + float(eps))
    return patches


def whiten(P: np.ndarray, eps: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Take the correlation of neighbouring pixels out of patches, by ZCA: their covariance becomes about 1.

    ``transform = U (S + eps)**-0.5 U.T``, where ``U S U.T`` is the covariance of the patches. Source: A. Bell
    and T. Sejnowski, The "Independent Components" of Natural Scenes are Edge Filters, 1997.

    Parameters
    ----------
    P : ndarray of shape (N, D)
        Patches as rows.
    eps : float
        Added to the variance along every axis, so that axes of noise are not blown up; greater than 0 unless
        the patches vary along every axis.

    Returns
    -------
    patches : ndarray of shape (N, D)
        ``(P - mean) @ transform``; float32 stays float32, whole numbers become float64.
    mean : ndarray of shape (D,)
        Mean patch.
    transform : ndarray of shape (D, D)
        The symmetric matrix; whiten other patches with the same mean and transform.

    Raises
    ------
    ValueError
        If P is not a matrix with at least one row, `eps` is negative, or `eps` is 0 and the patches do not
        vary along every axis.

    Examples
    --------
    >>> patches, mean, transform = whiten(np.array([[1.0, 1.0], [3.0, 3.0], [2.0, 5.0], [2.0, -1.0]]), 0.0)
    >>> (patches.T @ patches / 4).round(6) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """
    P = _matrix(P, "P")
    if not len(P) or not eps >= 0:
        raise ValueError(f"P {P.shape} must have at least one row, and eps ({eps}) must be at least 0")
    dtype = _float_type(P)
    mean = P.mean(axis=0, dtype=dtype)
    patches = np.subtract(P, mean, dtype=dtype)
    variances, axes = np.linalg.eigh(patches.T @ patches / len(P))
    variances = np.maximum(variances, 0) + float(eps)
    if not variances[0] > np.finfo(dtype).eps * variances[-1]:
        raise ValueError("the patches do not vary along every axis; choose an eps greater than 0")
    transform = ((axes / np.sqrt(variances)) @ axes.T).astype(dtype, copy=False)
    return patches @ transform, mean, transform


def kmeans(
    P: np.ndarray, k: int, num_iters: int, rng: np.random.Generator, *, progress: bool = False
) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Find k centres that are near to the rows of P, by Lloyd's algorithm.

    The seeds are rows drawn with probabilities that grow with the squared distance to the seeds before.
    A centre that loses all its rows starts again at the row that is farthest from its own centre. Sources:
    S. Lloyd, Least Squares Quantization in PCM, 1982; D. Arthur and S. Vassilvitskii, k-means++, 2007.

    Parameters
    ----------
    P : ndarray of shape (N, D)
        Rows, such as patches.
    k : int
        Number of centres, from 1 to N.
    num_iters : int
        Steps at most; it ends as soon as a step does not lower the objective.
    rng : numpy.random.Generator
        Draws the seeds.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    centroids : ndarray of shape (k, D)
        The centres; float32 stays float32, whole numbers become float64.
    labels : ndarray of shape (N,)
        For each row, its nearest centre, int64; of equally near ones, the smaller.
    history : list of float
        Mean squared distance of the rows to their nearest centres: first with the seeds, then after each
        step. It falls from entry to entry.

    Raises
    ------
    ValueError
        If P is not a matrix of finite numbers, k is not in 1 to N, or `num_iters` is negative.

    Examples
    --------
    >>> P = np.array([[0.0], [1.0], [10.0], [11.0]])
    >>> centroids, labels, history = kmeans(P, 2, 10, np.random.default_rng(0))
    >>> sorted(centroids.ravel().tolist()), history[-1]
    ([0.5, 10.5], 0.25)
    """
    P = _matrix(P, "P")
    P = P.astype(_float_type(P), copy=False)
    if not 1 <= k <= len(P) or num_iters < 0:
        raise ValueError(f"k ({k}) must be from 1 to the {len(P)} rows, num_iters ({num_iters}) at least 0")
    if not np.isfinite(P).all():
        raise ValueError("P must hold finite numbers")
    centroids = _seeds(P, k, rng)
    labels, squares = nearest_centroids(P, centroids)
    history = [float(squares.mean(dtype=np.float64))]
    for _ in tqdm(range(num_iters), disable=not progress, leave=False, unit="step"):
        moved = _means(P, _repaired(labels, squares, k), centroids)
        new_labels, squares = nearest_centroids(P, moved)
        objective = float(squares.mean(dtype=np.float64))
        if not objective < history[-1]:
            break
        centroids, labels = moved, new_labels
        history.append(objective)
    return centroids, labels, history


def nearest_centroids(P: np.ndarray, centroids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nearest centre of every row, by a matrix product, a block of rows at a time.

    Parameters
    ----------
    P : ndarray of shape (N, D)
        Rows.
    centroids : ndarray of shape (k, D)
        Centres.

    Returns
    -------
    labels : ndarray of shape (N,)
        Index of the nearest centre, int64; of equally near ones, the smaller.
    squares : ndarray of shape (N,)
        Squared distance to it, by the differences, and so to full precision.

    Raises
    ------
    ValueError
        If the arguments are not matrices with equally many columns, or if there is no centre.

    Examples
    --------
    >>> nearest_centroids(np.array([[0.0, 1.0], [9.0, 9.0]]), np.array([[0.0, 0.0], [9.0, 7.0]]))
    (array([0, 1]), array([1., 4.]))
    """
    P, centroids = _matrix(P, "P"), _matrix(centroids, "centroids")
    if P.shape[1] != centroids.shape[1] or not len(centroids):
        raise ValueError(f"P {P.shape} and centroids {centroids.shape} must have equally many columns")
    dtype = _float_type(P, centroids)
    # Near the origin the expansion loses few digits; a whole number keeps whole numbers, and so ties, exact.
    middle = np.rint(centroids.mean(axis=0, dtype=dtype))
    centred = np.subtract(centroids, middle, dtype=dtype)
    labels, squares = np.empty(len(P), dtype=np.int64), np.empty(len(P), dtype=dtype)
    for rows in _blocks(len(P), len(centroids) + 2 * P.shape[1]):
        block = np.subtract(P[rows], middle, dtype=dtype)
        labels[rows] = _squared_distances(block, centred, own_size=False).argmin(axis=1)
        block -= centred[labels[rows]]
        squares[rows] = _sizes(block)
    return labels, squares


def _squared_distances(P: np.ndarray, centroids: np.ndarray, own_size: bool = True) -> np.ndarray:
    """``|p|**2 - 2 p.c + |c|**2`` of rows p and c, (n, k); without |p|**2, their order is still the same."""
    squares = P @ centroids.T
    squares *= -2
    squares += _sizes(centroids)
    if own_size:
        squares += _sizes(P)[:, np.newaxis]
    return squares


def _seeds(P: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of P, drawn one after the other with probabilities as the squared distance to those before."""
    centred = P - np.rint(P.mean(axis=0))  # near the origin, the expansion loses few digits
    sizes = _sizes(centred)
    chosen = [int(rng.integers(len(P)))]
    squares = np.full(len(P), np.inf, dtype=P.dtype)
    for _ in range(k - 1):
        new = sizes - 2 * (centred @ centred[chosen[-1]]) + sizes[chosen[-1]]
        np.minimum(squares, new, out=squares)
        np.maximum(squares, 0, out=squares)
        squares[chosen[-1]] = 0
        sums = np.cumsum(squares, dtype=np.float64)
        # Fewer distinct rows than seeds leave no distance to go by.
        seen = sums[-1] == 0
        drawn = rng.integers(len(P)) if seen else np.searchsorted(sums, rng.random() * sums[-1], "right")
        chosen.append(int(min(drawn, len(P) - 1)))
    return P[chosen]


def _repaired(labels: np.ndarray, squares: np.ndarray, k: int) -> np.ndarray:
    """Labels in which every centre without rows has taken over the row farthest from its centre."""
    counts = np.bincount(labels, minlength=k)
    empty = np.flatnonzero(counts == 0)
    if not len(empty):
        return labels
    labels, farthest = labels.copy(), iter(np.argsort(-squares, kind="stable"))
    for centre in empty:
        row = next(row for row in farthest if counts[labels[row]] > 1)
        counts[labels[row]] -= 1
        labels[row] = centre
    return labels


def _means(P: np.ndarray, labels: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Mean of the rows of each label, by a sparse matrix product."""
    counts = np.bincount(labels, minlength=len(centroids))
    one_hot = csr_array(
        (np.ones(len(P), dtype=P.dtype), labels, np.arange(len(P) + 1)), shape=(len(P), len(centroids))
    )
    return one_hot.T @ P / counts[:, np.newaxis].astype(P.dtype)


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
    windows, (k, D) = _windows(images, codebook.size, stride), codebook.centroids.shape
    num, rows, columns = windows.shape[:3]
    if windows[:1].size and windows[0, 0, 0].size != D:
        raise ValueError(f"words of {D} numbers are not for images of shape {np.shape(images)}")
    if not 1 <= grid <= min(rows, columns):
        raise ValueError(f"grid must be from 1 to {min(rows, columns)}, the rows of patches, not {grid}")
    features = np.empty((num, grid * grid * k), dtype=codebook.centroids.dtype)
    blocks = list(_blocks(num, rows * columns * (k + 3 * D)))
    for block in tqdm(blocks, disable=not progress, leave=False, unit="block"):
        P = codebook.prepare(windows[block].reshape(-1, D))
        words = ACTIVATIONS[activation](P, codebook.centroids).reshape(-1, rows, columns, k)
        features[block] = _pool(words, grid)
    return features


def _hard(P: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    words = np.zeros((len(P), len(centroids)), dtype=P.dtype)
    words[np.arange(len(P)), _squared_distances(P, centroids, own_size=False).argmin(axis=1)] = 1
    return words


def _triangle(P: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    distances = _squared_distances(P, centroids)
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


def _sizes(P: np.ndarray) -> np.ndarray:
    """Sum of squares along the last axis."""
    return np.einsum("...i,...i->...", P, P)


def _counts(codes: np.ndarray, num_codes: int) -> np.ndarray:
    """How often each code occurs in each row of codes (N, M): (N, num_codes)."""
    cells = codes + num_codes * np.arange(len(codes))[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=len(codes) * num_codes).reshape(-1, num_codes)


def _images(images: np.ndarray) -> np.ndarray:
    images = np.asarray(images)
    if images.ndim != 4:
        raise ValueError(f"images must have shape (N, H, W, 3), not {images.shape}")
    return images


def _windows(images: np.ndarray, size: int, stride: int = 1) -> np.ndarray:
    """A view of the patches at every `stride`-th place: (N, rows, columns, size, size, channels)."""
    images = _images(images)
    if not 1 <= size <= min(images.shape[1:3]):
        raise ValueError(f"size must be from 1 to {min(images.shape[1:3])}, the side of an image, not {size}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, not {stride}")
    return np.moveaxis(sliding_window_view(images, (size, size), axis=(1, 2)), 3, 5)[:, ::stride, ::stride]


def _blocks(num_rows: int, entries_per_row: int) -> Iterator[slice]:
    """Consecutive slices that cover the rows, of about BLOCK_ENTRIES entries each."""
    step = max(1, BLOCK_ENTRIES // entries_per_row)
    return (slice(start, start + step) for start in range(0, num_rows, step))
