"""The pictures of the notebooks, a module a notebook or a kind; `style` has the colours they share.

Every picture says in words what it shows (`in_words`), which is its alternative text on the page. Where there
are widgets, `interactive` puts sliders above a picture.
"""

from pixgrad.plots import arrays, features, gradients, graph, images, interactive, linear, network, softmax

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
