"""Where data sets and the memory of opened test sets are kept."""

import os
from pathlib import Path

import platformdirs

REINSTALL = "restore data/shapes or install pixgrad again"


def embedded_folder(name: str) -> Path:
    """Folder of a data set that comes with pixgrad: inside an installed package, else in the repository."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_data" / name
    return installed if installed.is_dir() else package.parents[1] / "data" / name


def cache_folder() -> Path:
    """Folder of fetched data sets: the user's cache, or what PIXGRAD_CACHE says."""
    return Path(os.environ.get("PIXGRAD_CACHE") or platformdirs.user_cache_dir("pixgrad", appauthor=False))


def state_folder() -> Path:
    """Folder of what pixgrad remembers between sessions: the user's state, or what PIXGRAD_STATE says."""
    return Path(os.environ.get("PIXGRAD_STATE") or platformdirs.user_state_dir("pixgrad", appauthor=False))
