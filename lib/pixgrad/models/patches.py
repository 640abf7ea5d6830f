"""Patches of images: cut out at random or densely, normalised, and whitened.

Source of the pipeline: A. Coates, H. Lee and A. Ng, An Analysis of Single-Layer Networks in Unsupervised
Feature Learning, 2011.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from pixgrad.models.arrays import float_type, matrix, squared_sizes


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
    windows = windows_of(images, size)
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
    windows = windows_of(images, size, stride)
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
    dtype = float_type(P)
    patches = np.subtract(P, P.mean(axis=-1, keepdims=True, dtype=dtype), dtype=dtype)
    variance = squared_sizes(patches)[..., np.newaxis] / P.shape[-1]
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
    P = matrix(P, "P")
    if not len(P) or not eps >= 0:
        raise ValueError(f"P {P.shape} must have at least one row, and eps ({eps}) must be at least 0")
    dtype = float_type(P)
    mean = P.mean(axis=0, dtype=dtype)
    patches = np.subtract(P, mean, dtype=dtype)
    variances, axes = np.linalg.eigh(patches.T @ patches / len(P))
    variances = np.maximum(variances, 0) + float(eps)
    if not variances[0] > np.finfo(dtype).eps * variances[-1]:
        raise ValueError("the patches do not vary along every axis; choose an eps greater than 0")
    transform = ((axes / np.sqrt(variances)) @ axes.T).astype(dtype, copy=False)
    return patches @ transform, mean, transform


def image_batch(images: np.ndarray) -> np.ndarray:
    """The argument as an array, once it is known to be a batch of images.

    Parameters
    ----------
    images : array_like of shape (N, H, W, C)
        What somebody passed.

    Returns
    -------
    ndarray of shape (N, H, W, C)

    Raises
    ------
    ValueError
        If it has not 4 axes.

    Examples
    --------
    >>> image_batch(np.zeros((8, 8, 3)))
    Traceback (most recent call last):
    ValueError: images must have shape (N, H, W, 3), not (8, 8, 3)
    """
    images = np.asarray(images)
    if images.ndim != 4:
        raise ValueError(f"images must have shape (N, H, W, 3), not {images.shape}")
    return images


def windows_of(images: np.ndarray, size: int, stride: int = 1) -> np.ndarray:
    """A view of the patches at every `stride`-th place.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, C)
        Images.
    size : int
        Height and width of a patch.
    stride : int
        Step from patch to patch.

    Returns
    -------
    ndarray of shape (N, rows, columns, size, size, C)
        Not to be written to; rows and columns as in `dense_patches`.

    Raises
    ------
    ValueError
        If a patch does not fit into an image, or if `stride` is less than 1.

    Examples
    --------
    >>> windows_of(np.zeros((2, 8, 8, 3)), size=4, stride=2).shape
    (2, 3, 3, 4, 4, 3)
    """
    images = image_batch(images)
    if not 1 <= size <= min(images.shape[1:3]):
        raise ValueError(f"size must be from 1 to {min(images.shape[1:3])}, the side of an image, not {size}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, not {stride}")
    return np.moveaxis(sliding_window_view(images, (size, size), axis=(1, 2)), 3, 5)[:, ::stride, ::stride]
