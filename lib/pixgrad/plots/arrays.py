"""Pictures of arrays: the channels of an image, wrap-around, axes, broadcasting, scores, counts.

Every function returns a figure that Jupyter shows once, where it ends a cell.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pixgrad.plots.style import BLUE, ORANGE, PALE, RUST, SKY, WIDTH, as_pixels, new_figure, styled
from pixgrad.plots.tables import canvas, cells

CHANNELS = ("red", "green", "blue")


@styled
def image_row(images: Sequence[np.ndarray], titles: Sequence[str]) -> Figure:
    """A few images side by side, each under its title.

    Parameters
    ----------
    images : sequence of ndarray of shape (H, W, 3)
        Pixels: uint8, or floats from 0 to 255.
    titles : sequence of str
        One title per image.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no image, or not one title per image.
    """
    if not images or len(images) != len(titles):
        raise ValueError(f"{len(images)} images need as many titles, and at least one; got {len(titles)}")
    side = min(WIDTH / len(images), 2.6)
    fig, axes = new_figure(1, len(images), figsize=(side * len(images), side + 0.35), squeeze=False)
    for ax, image, title in zip(axes[0], images, titles, strict=True):
        _show_image(ax, np.clip(np.asarray(image), 0, 255).astype(np.uint8), title)
    return fig


@styled
def channels(image: np.ndarray) -> Figure:
    """An image and its three channels, each in its own colour.

    Parameters
    ----------
    image : ndarray of shape (H, W, 3)
        Pixels, uint8, or floats as in `pixgrad.plots.image_grid`.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If it is not one image.
    """
    pixels = _one_image(image)
    fig, axes = new_figure(1, 4, figsize=(WIDTH, 2.8))
    _show_image(axes[0], pixels, f"image {pixels.shape}")
    for number, (ax, name) in enumerate(zip(axes[1:], CHANNELS, strict=True)):
        alone = np.zeros_like(pixels)
        alone[:, :, number] = pixels[:, :, number]
        _show_image(ax, alone, f"image[:, :, {number}], {name}")
    return fig


@styled
def pixel_numbers(patch: np.ndarray) -> Figure:
    """A few pixels, large, with their red, green and blue numbers written on them.

    Parameters
    ----------
    patch : ndarray of shape (H, W, 3), dtype uint8
        A small part of an image; more than 8 pixels in a row leave little room for the numbers.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If it is not one piece of an image.
    """
    pixels = _one_image(patch)
    height, width = pixels.shape[:2]
    fig, ax = new_figure(
        1, 1, figsize=(min(WIDTH, 1.1 * width), 1.1 * height * min(1, WIDTH / (1.1 * width)) + 0.3)
    )
    _show_image(ax, pixels, "red, green and blue of each pixel")
    for row, column in np.ndindex(height, width):
        red, green, blue = (float(value) for value in np.asarray(patch)[row, column])
        bright = np.dot(pixels[row, column] / pixels.dtype.type(255), (0.3, 0.6, 0.1)) > 0.5
        numbers = f"{red:g}\n{green:g}\n{blue:g}"
        ax.text(
            column, row, numbers, ha="center", va="center", color="black" if bright else "white", fontsize=9
        )
    return fig


@styled
def wrap_around(subtracted: int) -> Figure:
    """What uint8 makes of ``a - subtracted``, and the true difference, for every a from 0 to 255.

    Parameters
    ----------
    subtracted : int
        What is subtracted, from 1 to 255.

    Returns
    -------
    Figure
    """
    values = np.arange(256)
    true = values - subtracted
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.75, 4))
    ax.axhspan(0, 255, color=PALE, alpha=0.25, linewidth=0)
    ax.annotate("what one byte can hold", (252, 249), ha="right", va="top", fontsize=9)
    ax.plot(values, true, color=BLUE, linewidth=7, alpha=0.4, label=f"true difference a - {subtracted}")
    ax.plot(values, true % 256, ".", color=RUST, markersize=3.5, label="the same in uint8")
    ax.set(xlabel="pixel a", ylabel="difference", xlim=(0, 255))
    ax.legend(loc="lower right")
    return fig


@styled
def reductions(X: np.ndarray) -> Figure:
    """A small table of numbers with its sums along both axes, each with its shape.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        A few rows and columns.

    Returns
    -------
    Figure
    """
    X = np.asarray(X)
    (N, D), (fig, ax) = X.shape, canvas(X.shape[1] + 4.2, X.shape[0] + 2.4)
    cells(ax, X, (0, 0), "white")
    cells(ax, X.sum(axis=0, keepdims=True), (0, N + 0.6), SKY)
    cells(ax, X.sum(axis=1, keepdims=True), (D + 0.6, 0), ORANGE)
    ax.text(-0.15, N / 2, f"X\n({N}, {D})", ha="right", va="center")
    ax.text(D / 2, N + 1.75, f"X.sum(axis=0): ({D},)", ha="center", va="top")
    ax.text(D + 1.75, N / 2, f"X.sum(axis=1): ({N},)\nkeepdims=True: ({N}, 1)", ha="left", va="center")
    ax.set(xlim=(-1.2, D + 4.6), ylim=(N + 2.3, -0.1))
    return fig


@styled
def broadcast_table(column: np.ndarray, row: np.ndarray, table: np.ndarray) -> Figure:
    """A column, a row, and the table that an operation makes of them by broadcasting.

    Parameters
    ----------
    column : ndarray of shape (M,)
        Written at the left, one entry per row of the table.
    row : ndarray of shape (N,)
        Written on top, one entry per column of the table.
    table : ndarray of shape (M, N)
        The result.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the table is not of shape (M, N).
    """
    M, N = len(column), len(row)
    if np.shape(table) != (M, N):
        raise ValueError(f"the table of {M} and {N} entries has shape ({M}, {N}), not {np.shape(table)}")
    fig, ax = canvas(N + 3.4, M + 1.8)
    cells(ax, np.reshape(column, (M, 1)), (-1.3, 0), SKY)
    cells(ax, np.reshape(row, (1, N)), (0, -1.3), ORANGE)
    cells(ax, np.asarray(table), (0, 0), "white")
    ax.text(-1.45, M / 2, f"({M}, 1)", ha="right", va="center")
    ax.text(N / 2, -1.4, f"(1, {N})", ha="center", va="bottom")
    ax.text(N + 0.15, M / 2, f"({M}, {N})", ha="left", va="center")
    ax.set(xlim=(-2.4, N + 1.2), ylim=(M + 0.1, -1.9))
    return fig


@styled
def score_table(
    scores: np.ndarray,
    y: np.ndarray,
    classes: Sequence[str],
    notes: Sequence[str],
) -> Figure:
    """A small table of scores: in every row the right class has a frame and the highest score a dot.

    Parameters
    ----------
    scores : ndarray of shape (N, C)
        Scores.
    y : ndarray of int of shape (N,)
        Right class of each row.
    classes : sequence of str
        Names of the C classes.
    notes : sequence of str
        What to write to the right of each row.

    Returns
    -------
    Figure
    """
    scores = np.asarray(scores)
    N, C = scores.shape
    fig, ax = canvas(C * 1.3 + 2, N + 0.9)
    cells(ax, scores, (0, 0), "white", width=1.3)
    for column, name in enumerate(classes):
        ax.text(1.3 * column + 0.65, -0.15, name, ha="center", va="bottom")
    for row, label in enumerate(y):
        ax.add_patch(
            Rectangle((1.3 * label + 0.04, row + 0.04), 1.22, 0.92, fill=False, edgecolor=BLUE, linewidth=3)
        )
        ax.text(-0.2, row + 0.5, f"y = {label}", ha="right", va="center")
    ax.plot(1.3 * scores.argmax(axis=1) + 1.1, np.arange(N) + 0.5, "o", color=RUST, markersize=7)
    for row, note in enumerate(notes):
        ax.text(1.3 * C + 0.2, row + 0.5, note, ha="left", va="center")
    ax.set(xlim=(-1, 1.3 * C + 1), ylim=(N + 0.1, -0.8))
    return fig


def _one_image(image: np.ndarray) -> np.ndarray:
    """One image as matplotlib shows it, (H, W, 3)."""
    if np.ndim(image) != 3:
        raise ValueError(f"one image has shape (H, W, 3), not {np.shape(image)}")
    return np.asarray(as_pixels(image)[0])


def _show_image(ax: Axes, pixels: np.ndarray, title: str) -> None:
    ax.imshow(pixels)
    ax.set_title(title, fontsize=10, pad=4)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
