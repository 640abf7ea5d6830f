"""What the pictures of the notebooks share: one style, new figures, sheets of images."""

import base64
import functools
import html
import io
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from pixgrad.plots.in_words import in_words

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

IMAGE = '<img src="data:image/png;base64,{data}" alt="{alt}" style="max-width: 100%">'
Drawing = ParamSpec("Drawing")


class DescribedFigure(Figure):
    """A figure that says in words what it shows.

    Attributes
    ----------
    alt : str
        The alternative text; whoever draws with a `styled` function has one made from what was drawn.
    """

    alt = ""

    def png(self) -> str:
        """The picture as PNG, in base64."""
        file = io.BytesIO()
        self.savefig(file, format="png", dpi=self.dpi, bbox_inches="tight")
        return base64.b64encode(file.getvalue()).decode()

    def html(self, png: str = "") -> str:
        """The picture as an HTML image that carries its alternative text."""
        return IMAGE.format(data=png or self.png(), alt=html.escape(self.alt))

    def _ipython_display_(self) -> None:
        """Show the picture; of image formats only HTML carries an alternative text in JupyterLab."""
        from IPython.display import publish_display_data

        png = self.png()
        publish_display_data({"text/plain": self.alt, "image/png": png, "text/html": self.html(png)})


def styled(draw: Callable[Drawing, Figure]) -> Callable[Drawing, Figure]:
    """Decorate a function that draws: the style holds in it alone, and its figure says what it shows."""
    what = (draw.__doc__ or "").strip().partition("\n")[0]

    @functools.wraps(draw)
    def drawn(*args: Drawing.args, **options: Drawing.kwargs) -> Figure:
        with mpl.rc_context(STYLE):
            figure = draw(*args, **options)
        if isinstance(figure, DescribedFigure):
            figure.alt = in_words(figure, what)
        return figure

    return drawn


def new_figure(nrows: int, ncols: int, **options: Any) -> tuple[Figure, Any]:
    """A new figure that pyplot has forgotten: Jupyter shows it where a cell returns it, and nowhere else."""
    fig, axes = plt.subplots(nrows, ncols, FigureClass=DescribedFigure, **options)
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
