"""What the pictures of the notebooks share: one style, new figures, sheets of images."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

WIDTH = 9.5  # inches: a notebook's column
INK, PALE = "#333333", "#b8b8b8"
# Okabe and Ito's colours, which people with any colour vision tell apart; markers tell the curves apart too.
BLUE, ORANGE, GREEN, PINK, SKY, RUST = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"
CURVES = ((BLUE, "o"), (RUST, "s"), (GREEN, "D"), (PINK, "^"), (ORANGE, "v"), (SKY, "P"))

STYLE: Any = {
    "figure.dpi": 110,
    "savefig.dpi": 110,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.labelcolor": INK,
    "axes.edgecolor": PALE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "grid.color": "#e6e6e6",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "image.interpolation": "nearest",
}

# Decorates a function that draws, so that the style holds in it and nowhere else.
styled = mpl.rc_context(STYLE)


def new_figure(nrows: int, ncols: int, **options: Any) -> tuple[Figure, Any]:
    """A new figure that pyplot has forgotten: Jupyter shows it where a cell returns it, and nowhere else."""
    fig, axes = plt.subplots(nrows, ncols, **options)
    plt.close(fig)
    return fig, axes


def tiles(
    nrows: int, ncols: int, *, titled: bool, margin: float = 0.0, **options: Any
) -> tuple[Figure, np.ndarray]:
    """Axes (nrows, ncols) for square images, without ticks; `margin` inches are kept on the left."""
    side = min((WIDTH - margin) / ncols, 1.6)
    size = (margin + side * ncols, (side + (0.2 if titled else 0)) * nrows)
    fig, axes = new_figure(nrows, ncols, figsize=size, squeeze=False, **options)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    return fig, axes


def label_name(label: Any, classes: Sequence[str] | None) -> str:
    """The class name of a label, or the label itself where no names are given."""
    return str(label) if classes is None else str(classes[int(label)])


def grey_at_zero(weights: np.ndarray) -> np.ndarray:
    """Weights as brightness from 0 to 1; the few largest of either sign are cut off, 0 becomes 0.5."""
    reach = np.quantile(np.abs(weights), 0.995) or 1.0
    return np.clip(0.5 + 0.5 * weights / reach, 0, 1)


def as_pixels(images: np.ndarray) -> np.ndarray:
    """Images as matplotlib shows them: (N, H, W, 3), uint8 or floats from 0 to 1."""
    images = np.asarray(images)
    if images.ndim in (1, 3):
        images = images[np.newaxis]
    if images.ndim == 2 and images.shape[1] == 3072:
        images = images.reshape(-1, 32, 32, 3)
    if images.ndim != 4 or images.shape[3] != 3 or not images.size:
        raise ValueError(f"images must have shape (N, H, W, 3) or (N, 3072) with N > 0, not {images.shape}")
    if images.dtype == np.uint8:
        return images
    images = images.astype(np.float64)
    low, high = images.min(), images.max()
    if low >= 0 and high <= 255:
        return images / 255 if high > 1 else images
    return (images - low) / (high - low) if high > low else np.zeros_like(images)
