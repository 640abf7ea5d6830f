"""K-means: centres that are near to the rows of a matrix, and the nearest centre of every row."""

import numpy as np
from scipy.sparse import csr_array
from tqdm import tqdm

from pixgrad.models.arrays import blocks_of_entries, float_type, matrix, squared_sizes


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
    P = matrix(P, "P")
    P = P.astype(float_type(P), copy=False)
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
    P, centroids = matrix(P, "P"), matrix(centroids, "centroids")
    if P.shape[1] != centroids.shape[1] or not len(centroids):
        raise ValueError(f"P {P.shape} and centroids {centroids.shape} must have equally many columns")
    dtype = float_type(P, centroids)
    # Near the origin the expansion loses few digits; a whole number keeps whole numbers, and so ties, exact.
    middle = np.rint(centroids.mean(axis=0, dtype=dtype))
    centred = np.subtract(centroids, middle, dtype=dtype)
    labels, squares = np.empty(len(P), dtype=np.int64), np.empty(len(P), dtype=dtype)
    for rows in blocks_of_entries(len(P), len(centroids) + 2 * P.shape[1]):
        block = np.subtract(P[rows], middle, dtype=dtype)
        labels[rows] = squared_distances(block, centred, own_size=False).argmin(axis=1)
        block -= centred[labels[rows]]
        squares[rows] = squared_sizes(block)
    return labels, squares


def squared_distances(P: np.ndarray, centroids: np.ndarray, own_size: bool = True) -> np.ndarray:
    """Squared distance of every row to every centre, as ``|p|**2 - 2 p.c + |c|**2``.

    Parameters
    ----------
    P : ndarray of shape (N, D)
        Rows, near the origin: far from it the sum loses digits.
    centroids : ndarray of shape (k, D)
        Centres, in the float type of P.
    own_size : bool
        Whether to add ``|p|**2``; without it the order of the centres is still the same.

    Returns
    -------
    ndarray of shape (N, k)

    Examples
    --------
    >>> squared_distances(np.array([[0.0, 1.0]]), np.array([[0.0, 0.0], [3.0, 5.0]]))
    array([[ 1., 25.]])
    """
    squares = P @ centroids.T
    squares *= -2
    squares += squared_sizes(centroids)
    if own_size:
        squares += squared_sizes(P)[:, np.newaxis]
    return squares


def _seeds(P: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Rows of P, drawn one after the other with probabilities as the squared distance to those before."""
    centred = P - np.rint(P.mean(axis=0))  # near the origin, the expansion loses few digits
    sizes = squared_sizes(centred)
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
