"""What a mark depends on besides submission and assignment: libraries, and this package's own code."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pixgrad


@cache
def own_code() -> str:
    """Return a digest of the package: a changed check must be marked again, also in a working copy."""
    digest = hashlib.sha256()
    for path in sorted(Path(pixgrad.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    names = ("pixgrad", "numpy", "scipy", "matplotlib", "ipython", "msgpack", "nbgrader")
    return (("python", platform.python_version()), *((name, version(name)) for name in names))


def versions() -> dict[str, str]:
    """Return the versions of what a mark depends on."""
    return dict(_versions())
