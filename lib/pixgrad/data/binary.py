"""The binary record layout that the embedded set and CIFAR-10 share; read and written without pickle.

A record is one label byte (0 to 9) and 3072 pixel bytes: the red, the green and the blue plane of a 32 x 32
image, each row by row. A file is whole records and nothing else; ``.gz`` files are the same, compressed.
Source: the layout of the "CIFAR-10 binary version" (A. Krizhevsky, 2009).
"""

import gzip
import zlib
from pathlib import Path

import numpy as np

from pixgrad.errors import PixgradError

NUM_CLASSES = 10
IMAGE_SHAPE = (32, 32, 3)
IMAGE_BYTES = 32 * 32 * 3
RECORD_BYTES = 1 + IMAGE_BYTES

# What gzip raises for a file cut short, for one that is no gzip file, and for damaged contents.
GZIP_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error)


def encode(images: np.ndarray, labels: np.ndarray) -> bytes:
    """Write images and labels as records.

    Parameters
    ----------
    images : ndarray of shape (N, 32, 32, 3)
        Pixels, uint8.
    labels : ndarray of shape (N,)
        Whole numbers from 0 to 9.

    Returns
    -------
    bytes
        N records of 3073 bytes.

    Raises
    ------
    ValueError
        If the shapes or the pixels' dtype are others, or if a label is not in 0 to 9.

    Examples
    --------
    >>> raw = encode(np.full((2, 32, 32, 3), 7, dtype=np.uint8), np.array([0, 9]))
    >>> len(raw), raw[3073], raw[-1]
    (6146, 9, 7)
    """
    images, labels = np.asarray(images), np.asarray(labels)
    if images.shape[1:] != IMAGE_SHAPE or images.dtype != np.uint8:
        raise ValueError(f"images must be uint8 of shape (N, 32, 32, 3), not {images.dtype} {images.shape}")
    if labels.shape != images.shape[:1]:
        raise ValueError(f"labels must have shape {images.shape[:1]}, one per image, not {labels.shape}")
    if labels.size and not (labels.min() >= 0 and labels.max() < NUM_CLASSES):
        raise ValueError(f"labels must be 0 to 9, not {labels.min()} to {labels.max()}")
    records = np.empty((len(images), RECORD_BYTES), dtype=np.uint8)
    records[:, 0] = labels
    records[:, 1:] = images.transpose(0, 3, 1, 2).reshape(len(images), IMAGE_BYTES)
    return records.tobytes()


def decode(raw: bytes, where: str = "these bytes") -> tuple[np.ndarray, np.ndarray]:
    """Read records.

    Parameters
    ----------
    raw : bytes
        Whole records.
    where : str
        What an error calls the source, such as a file name.

    Returns
    -------
    images : ndarray of shape (N, 32, 32, 3)
        Pixels, uint8.
    labels : ndarray of shape (N,)
        Labels, int64.

    Raises
    ------
    PixgradError
        If the length is not a multiple of 3073 bytes, or if a label is greater than 9.

    Examples
    --------
    >>> images, labels = decode(bytes([3]) + bytes(3072))
    >>> images.shape, images.dtype, labels
    ((1, 32, 32, 3), dtype('uint8'), array([3]))
    """
    records = check_records(raw, where)
    planes = records[:, 1:].reshape(len(records), 3, 32, 32)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)), records[:, 0].astype(np.int64)


def check_records(raw: bytes, where: str) -> np.ndarray:
    """View bytes as an ndarray of shape (N, 3073), once they are known to be records.

    Raises
    ------
    PixgradError
        If the length is not a multiple of 3073 bytes, or if a label is greater than 9.
    """
    if len(raw) % RECORD_BYTES:
        raise PixgradError(
            f"{where} is not made of whole records: {len(raw):,} bytes is no multiple of {RECORD_BYTES}; "
            "it was cut short or is not in the binary layout"
        )
    records = np.frombuffer(raw, dtype=np.uint8).reshape(-1, RECORD_BYTES)
    wrong = np.flatnonzero(records[:, 0] >= NUM_CLASSES)
    if wrong.size:
        raise PixgradError(
            f"{where} has label {records[wrong[0], 0]} in record {wrong[0]}, but labels are 0 to 9; "
            "it is not in the binary layout"
        )
    return records


def read_records(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read a file of records, compressed if its name ends in ``.gz``.

    Returns
    -------
    images : ndarray of shape (N, 32, 32, 3)
        Pixels, uint8.
    labels : ndarray of shape (N,)
        Labels, int64.

    Raises
    ------
    PixgradError
        If the file is missing, damaged, or not made of records.
    """
    try:
        raw = path.read_bytes()
        if not raw:
            raise EOFError("it is empty")
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except GZIP_ERRORS as error:
        raise PixgradError(f"{path} is damaged ({error}); restore the file") from error
    except OSError as error:
        raise PixgradError(f"{path} cannot be read ({error.strerror})") from error
    return decode(raw, str(path))
