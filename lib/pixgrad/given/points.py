"""Points in the plane that no line separates: small data sets on which a network can be watched."""

import numpy as np

__all__ = ["spiral", "xor_corners"]

TURN = 0.7  # how much of a full turn each arm of the spiral makes


def spiral(
    num_per_class: int, num_classes: int, noise: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Arms of a spiral around the origin, one for each class.

    Parameters
    ----------
    num_per_class : int
        Points on each arm.
    num_classes : int
        Number of arms C.
    noise : float
        Standard deviation of the angle of every point, in radians.
    rng : numpy.random.Generator
        Draws the noise and the order of the points.

    Returns
    -------
    X : ndarray of shape (num_per_class * num_classes, 2)
        Points at distances up to 1 from the origin, in random order.
    y : ndarray of shape (num_per_class * num_classes,)
        The arm on which each lies, int64.

    Raises
    ------
    ValueError
        If there is no point or no class, or the noise is negative.

    Examples
    --------
    >>> X, y = spiral(50, 3, noise=0.2, rng=np.random.default_rng(0))
    >>> X.shape, y[:6], float(np.linalg.norm(X, axis=1).max())
    ((150, 2), array([2, 1, 0, 0, 1, 1]), 1.0)
    """
    if num_per_class < 1 or num_classes < 1 or noise < 0:
        raise ValueError(
            f"a spiral needs points, classes and noise >= 0, not {num_per_class}, {num_classes}, {noise}"
        )
    radius = np.tile(np.linspace(0.05, 1, num_per_class), num_classes)
    y = np.repeat(np.arange(num_classes), num_per_class)
    angle = 2 * np.pi * (y / num_classes + TURN * radius) + noise * rng.standard_normal(len(y))
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    order = rng.permutation(len(y))
    return X[order], y[order]


def xor_corners() -> tuple[np.ndarray, np.ndarray]:
    """The four corners of the unit square, and the exclusive or of their coordinates.

    Returns
    -------
    X : ndarray of shape (4, 2)
        The corners (0, 0), (0, 1), (1, 0) and (1, 1).
    y : ndarray of shape (4,)
        1 where exactly one coordinate is 1, else 0; int64.

    Examples
    --------
    >>> xor_corners()[1]
    array([0, 1, 1, 0])
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, (X[:, 0] != X[:, 1]).astype(np.int64)
