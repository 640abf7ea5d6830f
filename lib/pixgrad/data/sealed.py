"""A test set that counts how often it was looked at."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pixgrad.data.paths import state_folder

FIRST = "Test set of {name} opened for the 1st time: choose nothing by this number, only report it."
AGAIN = (
    "Test set of {name} opened for the {nth} time: a number you look at while choosing is no longer a test."
)


class SealedTestSet:
    """The test images of a data set, read only when they are opened.

    Parameters
    ----------
    name : str
        Name of the data set, under which openings are counted.
    size : int
        Number of test images.
    read : callable
        Returns the images, ndarray of shape (N, 32, 32, 3), and the labels, ndarray of shape (N,).

    Attributes
    ----------
    times_opened : int
        How often this object was opened. What the user opened in other sessions is remembered in the user's
        state folder and counts in the line that `open` prints.

    Examples
    --------
    >>> import os, tempfile
    >>> from unittest.mock import patch
    >>> sealed = SealedTestSet("squares", 1, lambda: (np.zeros((1, 32, 32, 3), np.uint8), np.array([4])))
    >>> sealed
    <test set of squares: 1 image, sealed>
    >>> with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, PIXGRAD_STATE=folder):
    ...     X_test, y_test = sealed.open()
    Test set of squares opened for the 1st time: choose nothing by this number, only report it.
    >>> sealed.times_opened
    1
    """

    def __init__(self, name: str, size: int, read: Callable[[], tuple[np.ndarray, np.ndarray]]) -> None:
        self.name = name
        self.times_opened = 0
        self._size = size
        self._read = read

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        images = "1 image" if self._size == 1 else f"{self._size:,} images"
        state = "sealed" if not self.times_opened else f"opened {self.times_opened} x"
        return f"<test set of {self.name}: {images}, {state}>"

    def open(self) -> tuple[np.ndarray, np.ndarray]:
        """Count this opening, say in one line which one it is, and return the images and labels.

        Returns
        -------
        X_test : ndarray of shape (N, 32, 32, 3)
            Pixels, uint8, read-only.
        y_test : ndarray of shape (N,)
            Labels, int64, read-only.
        """
        images, labels = self._read()
        self.times_opened += 1
        count = max(self.times_opened, times_opened(self.name) + 1)
        _remember(self.name, count)
        print((FIRST if count == 1 else AGAIN).format(name=self.name, nth=_ordinal(count)))
        return read_only(images), read_only(labels)


def times_opened(name: str) -> int:
    """How often the test set of a data set was opened by this user, as far as the state folder remembers."""
    count = _counts().get(name, 0)
    return count if isinstance(count, int) and count > 0 else 0


def read_only(array: np.ndarray) -> np.ndarray:
    """Forbid writing to an array, and return it."""
    array.flags.writeable = False
    return array


def _file() -> Path:
    return state_folder() / "test-set-openings.json"


def _counts() -> dict:
    try:
        counts = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return counts if isinstance(counts, dict) else {}


def _remember(name: str, count: int) -> None:
    """Persist a count; a folder that cannot be written to leaves only the count of this process."""
    new = _file().with_suffix(f".{os.getpid()}.new")
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({**_counts(), name: count}) + "\n", encoding="utf-8")
        new.replace(_file())
    except OSError:
        return


def _ordinal(number: int) -> str:
    """Write 1 as 1st, 2 as 2nd, 11 as 11th.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd', '111th']
    """
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if number % 100 in (11, 12, 13) else f"{number}{suffix}"
