"""Errors meant for people: one line that says what was wrong, where, and what to do next."""

import difflib
from collections.abc import Iterable


class PixgradError(Exception):
    """Something that the person at the keyboard can mend; the command prints the message and exits 1."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: a notebook shows the line, too, without a traceback."""
        return [f"pixgrad: {self}"]


class UsageError(PixgradError):
    """The command was called with something that does not exist; the command exits 2."""

    exit_code = 2


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean X?"`` for the known name nearest to a wrong one, or an empty string.

    >>> nearest("a1-knn", ["a1_knn", "a2_svm"])
    '; did you mean a1_knn?'
    >>> nearest("a1", ["a0_numpy", "a1_nearest_neighbours"])
    '; did you mean a1_nearest_neighbours?'
    >>> nearest("zebra", ["a1_knn"])
    ''
    """
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    close = close or [other for other in names if name and other.startswith(name)]
    return f"; did you mean {close[0]}?" if close else ""
