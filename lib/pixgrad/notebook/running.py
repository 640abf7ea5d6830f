"""Running the source of a cell in this process."""

import functools
import linecache
import types
from typing import Any


def run_source(source: str, name: str, scope: dict[str, Any]) -> None:
    """Run a cell in a namespace; tracebacks, and whoever looks into its frames, find its lines under `name`.

    Parameters
    ----------
    source : str
    name : str
        Such as ``<check svm-loss-check>``; the file of its code.
    scope : dict
        The notebook's names; a subclass may say what happens to a name that is missing.
    """
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(_compiled(source, name), scope)


@functools.lru_cache(maxsize=256)
def _compiled(source: str, name: str) -> types.CodeType:
    return compile(source, name, "exec")
