"""The pictures of the notebooks, a module a notebook or a kind; `style` has the colours they share."""

from pixgrad.plots import arrays, features, gradients, graph, images, linear, network, softmax

__all__ = ["arrays", "features", "gradients", "graph", "images", "linear", "network", "softmax"]
