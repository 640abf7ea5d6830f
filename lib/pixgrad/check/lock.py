"""What a notebook teaches cannot be imported in it, until its reader says so.

The first cell of a notebook calls `teaches`; from then on ``import pixgrad.models.linear`` in the notebook
that builds linear classifiers answers with a sentence instead of the solution. While a notebook is marked,
these modules do not exist at all in the process that runs the student's code. What later notebooks teach
is locked as well: k-means has the distances of a1 in it, and a layer of a5 the scores of a2.
"""

import linecache
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType

UNLOCK = "PIXGRAD_UNLOCK"

# slug -> the modules that contain what the notebook asks for, in the order of the series
TAUGHT: dict[str, tuple[str, ...]] = {
    "a1_knn": ("pixgrad.models.knn", "pixgrad.models.distances"),
    "a2_svm": (
        "pixgrad.models.linear",
        "pixgrad.models.sgd",
        "pixgrad.models.sweep",
        "pixgrad.models.minibatches",
        "pixgrad.models.numeric",
        "pixgrad.check.numeric",
    ),
    "a3_softmax": ("pixgrad.models.softmax",),
    "a4_two_layer_net": ("pixgrad.models.two_layer", "pixgrad.models.network", "pixgrad.models.layers"),
    "a5_backprop": ("pixgrad.models.two_layer", "pixgrad.models.network", "pixgrad.models.layers"),
    "a6_features": ("pixgrad.models.features", "pixgrad.models.kmeans", "pixgrad.models.patches"),
}


def locked(slug: str) -> dict[str, str]:
    """What is not to be imported in a notebook: what it teaches, and what later ones do.

    Parameters
    ----------
    slug : str
        The notebook, such as ``a2_svm``.

    Returns
    -------
    dict of str to str
        Name of the module -> the first notebook from this one on that teaches it; empty for a notebook that
        teaches no module.

    Examples
    --------
    >>> locked("a5_backprop")["pixgrad.models.kmeans"]
    'a6_features'
    >>> "pixgrad.models.linear" in locked("a5_backprop"), locked("a0_numpy")
    (False, {})
    """
    slugs = list(TAUGHT)
    from_here = slugs[slugs.index(slug) :] if slug in TAUGHT else []
    return {name: later for later in reversed(from_here) for name in TAUGHT[later]}


class Locked(ImportError):
    """A module holds what the reader of this notebook is about to write."""


class _Lock(MetaPathFinder):
    """Refuses some modules, and finds none."""

    def __init__(self, slug: str) -> None:
        self.locked = locked(slug)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raise Locked for a module that this notebook or a later one teaches."""
        if fullname in self.locked and not _asked_by_hidden_tests():
            raise Locked(
                f"{fullname} is what you build in {self.locked[fullname]}, so it is locked here, and it does "
                "not exist while the notebook is marked. Studying alone? "
                "pixgrad.check.lock.release() opens it."
            )
        return None


def _asked_by_hidden_tests() -> bool:
    """Tell whether the cell that imports holds hidden tests, as only the notebooks in solutions/ do."""
    from pixgrad.notebook.marks import has_hidden_tests  # most processes with a lock never come here

    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "__main__":
            return has_hidden_tests("".join(linecache.getlines(frame.f_code.co_filename)))
        frame = frame.f_back
    return False


def teaches(slug: str) -> None:
    """Lock the modules that a notebook and those after it teach, in this process.

    Nothing is locked for a notebook that teaches none, for cells with hidden tests, and where the environment
    variable ``PIXGRAD_UNLOCK`` is set, as it is while checks are audited and while a notebook is marked.

    Parameters
    ----------
    slug : str
        The notebook, such as ``a2_svm``.

    Examples
    --------
    >>> teaches("a0_numpy")
    """
    release()
    if slug not in TAUGHT or os.environ.get(UNLOCK):
        return
    _shut(_Lock(slug))


def _shut(lock: _Lock) -> None:
    """Install a lock, and forget what it locks."""
    for name in lock.locked:
        module = sys.modules.pop(name, None)
        parent, _, child = name.rpartition(".")
        if module is not None and hasattr(sys.modules.get(parent), child):
            delattr(sys.modules[parent], child)
    sys.meta_path.insert(0, lock)


@contextmanager
def lifted() -> Iterator[None]:
    """Open what is locked for a check that has to train, and shut it again.

    Examples
    --------
    >>> with lifted():
    ...     from pixgrad.models import linear
    """
    locks = [finder for finder in sys.meta_path if isinstance(finder, _Lock)]
    release()
    try:
        yield
    finally:
        for lock in locks:
            _shut(lock)


@contextmanager
def unlocked() -> Iterator[None]:
    """Let `teaches` lock nothing meanwhile: what runs inside is the course's own."""
    before = os.environ.get(UNLOCK)
    os.environ[UNLOCK] = "1"
    try:
        yield
    finally:
        os.environ.pop(UNLOCK, None)
        if before is not None:
            os.environ[UNLOCK] = before


def release() -> None:
    """Open again what `teaches` has locked."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Lock)]
