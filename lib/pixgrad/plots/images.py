"""Pictures for the notebooks, in one style.

Every function returns a `matplotlib.figure.Figure` and has already taken it out of pyplot's hands: end a cell
with the call, and Jupyter shows the figure once. Without a notebook, ``figure.savefig("name.png")``. Two
figures in one cell need ``display(...)`` around each. Nothing is left open, and no global setting changes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator, PercentFormatter

from pixgrad.data.dataset import Dataset
from pixgrad.plots.style import (
    BLUE,
    CURVES,
    INK,
    PALE,
    RUST,
    WIDTH,
    as_pixels,
    label_name,
    new_figure,
    styled,
    tiles,
)


@styled
def image_grid(
    images: np.ndarray,
    labels: np.ndarray | None = None,
    classes: Sequence[str] | None = None,
    ncols: int = 10,
) -> Figure:
    """Images in rows, each with its class name above it if labels are given.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3) or (N, 3072)
        Pixels: uint8, or floats, which are shown as they are from 0 to 1, divided by 255 from 0 to 255, and
        else stretched between the least and the greatest of all. One image may come without its first axis.
    labels : ndarray of shape (N,), optional
        Labels.
    classes : sequence of str, optional
        Names of the labels; without them the labels themselves are written.
    ncols : int
        Images in a row.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no image, if the shape is another, or if there is not one label per image.

    Examples
    --------
    >>> fig = image_grid(np.zeros((3, 32, 32, 3)), labels=[0, 1, 1], classes=["cat", "dog"])
    >>> [ax.get_title() for ax in fig.axes]
    ['cat', 'dog', 'dog']
    """
    pixels = as_pixels(images)
    if labels is not None and np.shape(labels) != (len(pixels),):
        raise ValueError(f"labels must have shape ({len(pixels)},), one per image, not {np.shape(labels)}")
    ncols = min(ncols, len(pixels))
    nrows = -(-len(pixels) // ncols)
    fig, axes = tiles(nrows, ncols, titled=labels is not None)
    for index, ax in enumerate(axes.flat):
        if index >= len(pixels):
            ax.remove()
            continue
        ax.imshow(pixels[index])
        if labels is not None:
            ax.set_title(label_name(labels[index], classes), fontsize=9, pad=3)
    return fig


@styled
def class_sheet(dataset: Dataset, per_class: int = 8) -> Figure:
    """The first training images of every class, one row per class with its name.

    Parameters
    ----------
    dataset : Dataset
        What `pixgrad.data.load` returned.
    per_class : int
        Images in a row; a class that has fewer leaves gaps.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import pixgrad.data
    >>> len(class_sheet(pixgrad.data.load("shapes"), per_class=2).axes)
    20
    """
    fig, axes = tiles(len(dataset.classes), per_class, titled=False, margin=1.1)
    for label, (name, row) in enumerate(zip(dataset.classes, axes, strict=True)):
        row[0].set_ylabel(name, rotation=0, ha="right", va="center", labelpad=8)
        members = np.flatnonzero(dataset.y_train == label)
        for index, ax in zip(members, row, strict=False):
            ax.imshow(dataset.X_train[index])
    return fig


@styled
def distance_matrix(dists: np.ndarray, num_marked: int = 3) -> Figure:
    """Distances as brightness, with the mean of every row and column beside it and the brightest rows marked.

    Parameters
    ----------
    dists : ndarray of shape (M, N)
        Distances of M test images to N training images.
    num_marked : int
        How many of the brightest rows and columns to name: at most a fifth of them, and none beside another.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If `dists` is not a matrix with at least one entry.

    Examples
    --------
    >>> fig = distance_matrix(np.array([[1.0, 2.0], [8.0, 9.0]]))
    >>> [text.get_text() for text in fig.axes[2].texts]  # the brightest row
    ['1']
    """
    dists = np.asarray(dists, dtype=np.float64)
    if dists.ndim != 2 or not dists.size:
        raise ValueError(f"dists must have shape (num_test, num_train), not {dists.shape}")
    height = float(np.clip(1.5 + WIDTH * 0.75 * len(dists) / dists.shape[1], 3.2, 7))
    fig, axes = new_figure(
        2,
        2,
        figsize=(WIDTH, height),
        width_ratios=[6, 1],
        height_ratios=[1, height - 1],
        sharex="col",
        sharey="row",
    )
    (top, corner), (main, right) = axes
    corner.remove()
    image = main.imshow(dists, cmap="viridis", aspect="auto")
    main.set(xlabel="training image", ylabel="test image")
    _mark_brightest(right, dists.mean(axis=1), num_marked, along="y")
    _mark_brightest(top, dists.mean(axis=0), num_marked, along="x")
    fig.colorbar(image, ax=axes[1, :], label="distance", pad=0.02)
    return fig


def _mark_brightest(ax: Axes, means: np.ndarray, num_marked: int, along: str) -> None:
    """Draw the means of rows (along y) or columns (along x), the greatest of them marked and numbered."""
    places = np.arange(len(means))
    marked = _brightest(means, min(num_marked, -(-len(means) // 5)))
    xy = (means, places) if along == "y" else (places, means)
    ax.plot(*xy, color=PALE, linewidth=1)
    ax.plot(xy[0][marked], xy[1][marked], "o", color=RUST, markersize=5)
    for index in marked:
        ax.annotate(
            str(index), (xy[0][index], xy[1][index]), xytext=(5, 3), textcoords="offset points", fontsize=9
        )
    ax.tick_params(labelleft=along == "x", labelbottom=along == "y", labelsize=9, length=0)
    if along == "y":
        ax.margins(x=0.25)
        ax.set_xlabel("mean")
    else:
        ax.margins(y=0.25)
        ax.set_ylabel("mean")


def _brightest(means: np.ndarray, num: int) -> list[int]:
    """Places of the greatest means, far enough from each other for their numbers to be read."""
    chosen: list[int] = []
    for place in np.argsort(-means, kind="stable").tolist():
        if all(abs(place - other) >= 0.08 * len(means) for other in chosen):
            chosen.append(place)
    return chosen[:num]


@styled
def neighbour_gallery(
    query_images: np.ndarray,
    query_labels: np.ndarray,
    neighbour_images: np.ndarray,
    neighbour_labels: np.ndarray,
    classes: Sequence[str] | None = None,
) -> Figure:
    """Each query image and, to its right, its nearest neighbours: framed and signed as right or wrong.

    Parameters
    ----------
    query_images : ndarray of shape (Q, H, W, 3) or (Q, 3072)
        Images whose neighbours were sought.
    query_labels : ndarray of shape (Q,)
        Their labels.
    neighbour_images : ndarray of shape (Q, k, H, W, 3) or (Q, k, 3072)
        Neighbours of each query, nearest first.
    neighbour_labels : ndarray of shape (Q, k)
        Their labels.
    classes : sequence of str, optional
        Names of the labels.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes do not match.

    Examples
    --------
    >>> black = np.zeros((1, 32, 32, 3))
    >>> fig = neighbour_gallery(black, [4], black[:, np.newaxis], [[5]])
    >>> [ax.get_title() for ax in fig.axes]
    ['4', '✗ 5']
    """
    neighbour_labels, neighbour_images = np.asarray(neighbour_labels), np.asarray(neighbour_images)
    shape = neighbour_labels.shape
    if (
        neighbour_labels.ndim != 2
        or neighbour_images.shape[:2] != shape
        or np.shape(query_labels) != shape[:1]
    ):
        raise ValueError(
            "needed: query_labels (Q,), neighbour_images (Q, k, ...), neighbour_labels (Q, k); got "
            f"{np.shape(query_labels)}, {neighbour_images.shape}, {shape}"
        )
    queries = as_pixels(query_images)
    neighbours = as_pixels(neighbour_images.reshape(shape[0] * shape[1], *neighbour_images.shape[2:]))
    fig, axes = tiles(shape[0], 1 + shape[1], titled=True, width_ratios=[1.1, *[1.0] * shape[1]])
    for index, ax in np.ndenumerate(axes[:, 1:]):
        ax.imshow(neighbours[index[0] * shape[1] + index[1]])
        label = neighbour_labels[index]
        _judge(ax, label_name(label, classes), bool(label == np.asarray(query_labels)[index[0]]))
    for ax, image, label in zip(axes[:, 0], queries, query_labels, strict=True):
        ax.imshow(image)
        ax.set_title(label_name(label, classes), fontsize=10, fontweight="bold", pad=4)
    return fig


def _judge(ax: Axes, name: str, right: bool) -> None:
    """Frame an image and sign its title: blue with a tick if right, rust with a cross if wrong."""
    colour, sign = (BLUE, "\N{CHECK MARK}") if right else (RUST, "\N{BALLOT X}")
    ax.set_title(f"{sign} {name}", color=colour, fontsize=9, pad=4)
    for spine in ax.spines.values():
        spine.set(visible=True, color=colour, linewidth=3)


@styled
def metric_balls() -> Figure:
    """All points at most 1 away from the origin, by L1 and by L2, with one point that only L2 counts in.

    Returns
    -------
    Figure

    Examples
    --------
    >>> [text.get_text() for ax in metric_balls().axes for text in ax.texts]
    ['(0.6, 0.6): length 1.20', '(0.6, 0.6): length 0.85']
    """
    fig, axes = new_figure(1, 2, figsize=(WIDTH * 0.85, 4.6), sharey=True)
    point = np.array([0.6, 0.6])
    angles = np.linspace(0, 2 * np.pi, 361)
    circle = np.stack([np.cos(angles), np.sin(angles)])
    for ax, order, colour in zip(axes, (1, 2), (RUST, BLUE), strict=True):
        ball = circle / np.linalg.norm(circle, ord=order, axis=0)
        ax.fill(*ball, color=colour, alpha=0.15)
        for radius in (0.25, 0.5, 0.75, 1):
            ax.plot(*(radius * ball), color=colour, linewidth=2.5 if radius == 1 else 0.8)
        ax.plot(*point, "o", color=INK)
        length = np.linalg.norm(point, ord=order)
        ax.annotate(
            f"(0.6, 0.6): length {length:.2f}",
            point,
            xytext=(1.3, 1.2),
            ha="right",
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8},
        )
        ax.set(aspect="equal", xlim=(-1.3, 1.3), ylim=(-1.15, 1.4), xlabel="$x_1$")
        ax.axhline(0, color=PALE, linewidth=0.8, zorder=0)
        ax.axvline(0, color=PALE, linewidth=0.8, zorder=0)
    axes[0].set_title("L1:  $|x_1| + |x_2| \\leq 1$")
    axes[1].set_title("L2:  $\\sqrt{x_1^2 + x_2^2} \\leq 1$")
    axes[0].set_ylabel("$x_2$")
    return fig


Folds = Mapping[int, Sequence[float]]


@styled
def accuracy_over_k(curves: Folds | Mapping[str, Folds], chance: float | None = None) -> Figure:
    """Mean accuracy over k, its standard deviation over the folds as a bar, each fold as a pale dot.

    Parameters
    ----------
    curves : dict of int to list of float, or dict of str to such a dict
        ``{k: [accuracy of each fold]}``; several curves as ``{name: {k: [...]}}``.
    chance : float, optional
        Accuracy of guessing, drawn as a dashed line.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a curve has no k, or a k no accuracy.

    Examples
    --------
    >>> fig = accuracy_over_k({"L1": {1: [0.3, 0.4], 5: [0.5, 0.4]}, "L2": {1: [0.3, 0.2], 5: [0.2, 0.2]}})
    >>> [text.get_text() for text in fig.axes[0].get_legend().get_texts()]
    ['L1  best: k = 5, 45.0%', 'L2  best: k = 1, 25.0%']
    """
    named = _named_curves(curves)
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.8, 4.4))
    ks = sorted({k for curve in named.values() for k in curve})
    for number, (name, curve) in enumerate(named.items()):
        colour, marker = CURVES[number % len(CURVES)]
        shift = 1 + 0.03 * (number - (len(named) - 1) / 2)  # bars at the same k stand side by side
        _curve(ax, curve, shift, colour, marker, name)
    if chance is not None:
        ax.axhline(chance, color=INK, linewidth=1, linestyle="--")
        ax.annotate(
            "guessing",
            (1, chance),
            xycoords=("axes fraction", "data"),
            xytext=(0, 2),  # above the line, which would strike its descenders
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=9,
        )
    ax.set(xscale="log", xlabel="number of neighbours k", ylabel="validation accuracy")
    ax.xaxis.set(major_locator=FixedLocator(ks), minor_locator=NullLocator(), major_formatter="{x:g}")
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1))  # as many decimals as the ticks need
    ax.grid(axis="y")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(named), frameon=False)
    return fig


def _named_curves(curves: Any) -> dict[str, Folds]:
    """Curves by name, once each of them is known to have a k and each k an accuracy."""
    several = all(isinstance(curve, Mapping) for curve in curves.values())
    named = dict(curves) if several else {"": curves}
    if not named or not all(
        curve and all(len(folds) for folds in curve.values()) for curve in named.values()
    ):
        raise ValueError(
            "every curve needs at least one k, and every k at least one accuracy: {k: [0.25, ...]}"
        )
    return named


def _curve(ax: Axes, curve: Folds, shift: float, colour: str, marker: str, name: str) -> None:
    """Draw one curve with its bars and dots, and a ring around its best mean (ties: the smaller k)."""
    ks = np.array(sorted(curve))
    means = np.array([np.mean(curve[k]) for k in ks])
    spread = [np.std(curve[k]) for k in ks]
    best = int(means.argmax())
    label = f"{name}  best: k = {ks[best]}, {means[best]:.1%}".strip()
    for k in ks:
        ax.plot([k * shift] * len(curve[k]), curve[k], ".", color=colour, alpha=0.3, markersize=5)
    ax.errorbar(
        ks * shift, means, yerr=spread, color=colour, marker=marker, capsize=3, linewidth=1.8, label=label
    )
    ax.plot(ks[best] * shift, means[best], "o", markersize=14, fillstyle="none", color=colour)
