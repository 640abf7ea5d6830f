"""The pictures of the notebooks, a module a notebook or a kind; `style` has the colours they share.

Every picture says in words what it shows (`in_words`), which is its alternative text on the page. Where there
are widgets, `interactive` puts sliders above a picture.
"""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixgrad.plots import (
        arrays,
        features,
        gradients,
        graph,
        images,
        interactive,
        linear,
        network,
        softmax,
    )

__all__ = [
    "arrays",
    "features",
    "gradients",
    "graph",
    "images",
    "interactive",
    "linear",
    "network",
    "softmax",
]


def __getattr__(name: str) -> ModuleType:
    """Import a module when its first picture is asked for: Matplotlib comes with it."""
    if name in __all__:
        return importlib.import_module(f"pixgrad.plots.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
