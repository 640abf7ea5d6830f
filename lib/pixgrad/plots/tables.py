"""Tables of numbers, drawn as cells: what the pictures of arrays and of gradients share."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from pixgrad.plots.style import INK, PALE, new_figure


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """Axes without ticks, in which one cell of a table is one unit.

    Parameters
    ----------
    width, height : float
        Size of the figure in cells of 0.62 inches.

    Returns
    -------
    Figure, Axes

    Examples
    --------
    >>> fig, ax = canvas(10, 5)
    >>> [round(float(inches), 2) for inches in fig.get_size_inches()]
    [6.2, 3.1]
    """
    fig, ax = new_figure(1, 1, figsize=(width * 0.62, height * 0.62))
    ax.set_aspect("equal")
    ax.axis("off")
    return fig, ax


def cells(ax: Axes, values: np.ndarray, corner: tuple[float, float], colour: str, width: float = 1) -> None:
    """Write a table of numbers into cells.

    Parameters
    ----------
    ax : Axes
        Where, with y pointing down.
    values : ndarray of shape (M, N)
        The numbers.
    corner : (float, float)
        Place (x, y) of the top left corner.
    colour : str
        Ground of the cells.
    width : float
        Width of a cell; its height is 1.

    Examples
    --------
    >>> fig, ax = canvas(2, 1)
    >>> cells(ax, np.array([[1.0, 2.5]]), (0, 0), "white")
    >>> [text.get_text() for text in ax.texts]
    ['1', '2.5']
    """
    rows, columns = values.shape
    left, top = corner
    edges = [left + width * np.arange(columns + 1), top + np.arange(rows + 1)]
    ax.pcolormesh(
        *edges, np.zeros((rows, columns)), cmap=ListedColormap([colour]), edgecolors=PALE, alpha=0.5
    )
    for (row, column), value in np.ndenumerate(values):
        place = (left + width * (column + 0.5), top + row + 0.5)
        ax.text(*place, f"{value:g}", ha="center", va="center", color=INK)
