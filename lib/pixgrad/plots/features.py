"""Pictures of features: histograms, patches, whitening, visual words and where they fire, accuracies.

Every function returns a figure that pyplot has forgotten: end a cell with the call.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from pixgrad.data.binary import NUM_CLASSES
from pixgrad.plots.style import (
    BLUE,
    CURVES,
    GREEN,
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

CHANNELS: dict[str, Any] = {  # by their dashes, too
    "red": {"color": RUST, "linestyle": "-"},
    "green": {"color": GREEN, "linestyle": "--"},
    "blue": {"color": BLUE, "linestyle": ":"},
}
PATCH_COLUMNS = 20
HATCHES = (None, "//", "..")  # bars differ in more than colour


@styled
def histograms(images: np.ndarray, shares: np.ndarray) -> Figure:
    """Every image beside its colour histogram, one line for each channel.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        A few images, uint8.
    shares : ndarray of shape (N, 3 * bins)
        Their histograms: the bins of red, then those of green, then those of blue.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is not one histogram of three channels for each image.
    """
    images, shares = as_pixels(images), np.asarray(shares, dtype=np.float64)
    if shares.ndim != 2 or len(shares) != len(images) or shares.shape[1] % 3 or not shares.size:
        raise ValueError(f"{len(images)} images need shares of shape (N, 3 * bins), not {shares.shape}")
    size = (WIDTH, 1.7 * len(images) + 0.4)
    fig, axes = new_figure(len(images), 2, figsize=size, width_ratios=[1, 5], squeeze=False)
    for (left, right), image, row in zip(axes, images, shares, strict=True):
        left.imshow(image)
        left.axis("off")
        edges = np.linspace(0, 256, shares.shape[1] // 3 + 1)
        for (name, look), values in zip(CHANNELS.items(), row.reshape(3, -1), strict=True):
            right.stairs(values, edges, linewidth=2, label=name, **look)
        right.set(xlim=(0, 256), ylim=(0, 1.05 * shares.max()), xticks=range(0, 257, 64))
        right.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    axes[-1, 1].set_xlabel("value")
    axes[0, 1].legend(ncols=3, loc="upper right")
    return fig


@styled
def patch_rows(stages: Mapping[str, np.ndarray]) -> Figure:
    """The same patches at several stages, one block of rows for each.

    Parameters
    ----------
    stages : dict of str to ndarray of shape (M, size * size * 3)
        Patches under the name of the stage. Pixel values from 0 to 255 are shown as they are; numbers of
        both signs with 0 as grey, on one scale for the whole stage.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or the rows are no square patches of three channels.
    """
    pictures = {name: _pictures(P) for name, P in stages.items()}
    if not pictures:
        raise ValueError("there is nothing to draw: give {stage: patches}")
    num = max(len(each) for each in pictures.values())
    nrows = -(-num // PATCH_COLUMNS)
    height = (WIDTH / PATCH_COLUMNS) * nrows + 0.35
    fig, axes = new_figure(len(pictures), 1, figsize=(WIDTH, height * len(pictures)), squeeze=False)
    for ax, (name, each) in zip(axes[:, 0], pictures.items(), strict=True):
        ax.imshow(_sheet(each, PATCH_COLUMNS))
        ax.set_title(name, loc="left")
        ax.axis("off")
    return fig


def _pictures(P: np.ndarray, each_its_own: bool = False) -> np.ndarray:
    """Patches (M, size * size * 3) as brightness (M, size, size, 3) from 0 to 1."""
    P = np.asarray(P, dtype=np.float64)
    size = _patch_side(P)
    if P.min() >= 0 and P.max() > 1:
        values = P / 255
    else:
        reach = np.quantile(np.abs(P), 0.99, axis=1 if each_its_own else None, keepdims=True)
        values = 0.5 + 0.5 * P / np.where(reach > 0, reach, 1)
    return np.clip(values, 0, 1).reshape(-1, size, size, 3)


def _patch_side(P: np.ndarray) -> int:
    """Side of square patches of three channels that stand in the rows of P."""
    size = int(np.sqrt(P.shape[1] / 3)) if P.ndim == 2 and P.size else 0
    if not size or 3 * size**2 != P.shape[1]:
        raise ValueError(f"patches need shape (M, size * size * 3) with M > 0, not {P.shape}")
    return size


def _sheet(pictures: np.ndarray, ncols: int) -> np.ndarray:
    """Small pictures (M, size, size, 3) side by side on white, with a gap of one pixel."""
    num, size = pictures.shape[:2]
    nrows = -(-num // ncols)
    sheet = np.ones((nrows, ncols, size + 1, size + 1, 3))
    sheet.reshape(-1, size + 1, size + 1, 3)[:num, :size, :size] = pictures
    return sheet.transpose(0, 2, 1, 3, 4).reshape(nrows * (size + 1), ncols * (size + 1), 3)


@styled
def covariances(stages: Mapping[str, np.ndarray]) -> Figure:
    """Covariance matrix of the columns at every stage, each in parts of its largest variance.

    Parameters
    ----------
    stages : dict of str to ndarray of shape (M, D)
        Patches as rows, under the name of the stage.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or a stage is no matrix.
    """
    if not stages:
        raise ValueError("there is nothing to draw: give {stage: patches}")
    fig, axes = new_figure(1, len(stages), figsize=(WIDTH, 4.4), squeeze=False, sharey=True)
    for ax, (name, P) in zip(axes[0], stages.items(), strict=True):
        _patch_side(np.asarray(P))
        S = np.cov(P, rowvar=False, bias=True)
        picture = ax.imshow(S / S.max(), cmap="RdBu_r", vmin=-1, vmax=1)
        ax.set(title=name, xlabel="entry of the patch")
        ax.spines[:].set_visible(False)
    axes[0, 0].set_ylabel("entry of the patch")
    fig.colorbar(picture, ax=axes, shrink=0.8, label="covariance, in parts of the largest")
    return fig


@styled
def codebook_gallery(codebook: np.ndarray, counts: np.ndarray | None = None) -> Figure:
    """All words as small pictures, those with the most patches first; grey is 0.

    Parameters
    ----------
    codebook : ndarray of shape (k, size * size * 3)
        Words as rows; each is shown on its own scale.
    counts : ndarray of shape (k,), optional
        Patches of each word; without them the words stay in their order.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the rows are no square patches of three channels, or there is not one count for each.
    """
    pictures = _pictures(codebook, each_its_own=True)
    if counts is not None:
        if np.shape(counts) != (len(pictures),):
            raise ValueError(f"{len(pictures)} words need as many counts, not shape {np.shape(counts)}")
        pictures = pictures[np.argsort(-np.asarray(counts), kind="stable")]
    nrows = -(-len(pictures) // PATCH_COLUMNS)
    fig, ax = new_figure(1, 1, figsize=(WIDTH, WIDTH * nrows / PATCH_COLUMNS + 0.1))
    ax.imshow(_sheet(pictures, PATCH_COLUMNS))
    ax.axis("off")
    return fig


@styled
def spectrum_and_words(variances: np.ndarray, eps: float, words: np.ndarray) -> Figure:
    """The variances along the eigenvectors before and after whitening, and words of the whitened patches.

    Parameters
    ----------
    variances : ndarray of shape (D,)
        Eigenvalues of the covariance, from the largest to the smallest.
    eps : float
        What whitening adds to each of them; positive.
    words : ndarray of shape (k, size * size * 3)
        Words as rows; each is shown on its own scale, grey is 0.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If eps is not positive, or the rows are no square patches of three channels.
    """
    if not eps > 0:
        raise ValueError(f"eps must be positive, not {eps}")
    variances, pictures = np.asarray(variances, dtype=np.float64), _pictures(words, each_its_own=True)
    fig, (left, right) = new_figure(1, 2, figsize=(WIDTH, 4.2), width_ratios=[1.15, 1])
    places = np.arange(1, len(variances) + 1)
    left.plot(places, variances, color=BLUE, linewidth=2, label="before whitening")
    left.plot(places, variances / (variances + eps), "--", color=RUST, linewidth=2, label="after whitening")
    left.axhline(eps, color=INK, linewidth=1, linestyle=":", label=f"eps = {eps:g}")
    left.set(yscale="log", ylim=(1e-3, 1e3), xlabel="direction, by its variance", ylabel="variance")
    left.set_yticks([0.001, 0.01, 0.1, 1, 10, 100, 1000], ["0.001", "0.01", "0.1", "1", "10", "100", "1000"])
    left.minorticks_off()
    left.grid(axis="y")
    left.legend(loc="upper right")
    right.imshow(_sheet(pictures, ncols=8))
    right.set_title(f"{len(pictures)} words, eps = {eps:g}")
    right.axis("off")
    return fig


@styled
def where_words_fire(
    images: np.ndarray,
    words: np.ndarray,
    codebook: np.ndarray,
    chosen: Iterable[int],
    size: int,
    stride: int,
    ncols: int = 6,
) -> Figure:
    """For each chosen word, its picture and the images in which it fires most, framed where it does.

    Parameters
    ----------
    images : ndarray of shape (N, H, W, 3)
        Images, uint8.
    words : ndarray of int of shape (N, R, C)
        Word of every patch; patch [n, r, c] has its upper left pixel at row r * stride, column c * stride.
    codebook : ndarray of shape (k, size * size * 3)
        Words as rows.
    chosen : iterable of int
        The words to show.
    size, stride : int
        Side of a patch, and pixels from one patch to the next.
    ncols : int
        Images for each word.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If no word is chosen, or there is not one grid of words for each image.
    """
    images, words, chosen = as_pixels(images), np.asarray(words), [int(word) for word in chosen]
    if not chosen or words.ndim != 3 or len(words) != len(images):
        raise ValueError(
            f"{len(images)} images need words of shape (N, R, C), not {words.shape}, and a choice"
        )
    pictures = _pictures(np.asarray(codebook)[chosen], each_its_own=True)
    fig, axes = tiles(len(chosen), ncols + 1, titled=False)
    for row, word, picture in zip(axes, chosen, pictures, strict=True):
        _word_tile(row[0], picture)
        fires = np.count_nonzero(words == word, axis=(1, 2))
        best = np.argsort(-fires, kind="stable")[:ncols]
        for ax, n in zip(row[1:], best, strict=False):
            ax.imshow(images[n])
            _frames(ax, np.argwhere(words[n] == word) * stride, size)
    return fig


def _word_tile(ax: Axes, picture: np.ndarray) -> None:
    """A word in the middle of its tile, so that it is not taken for an image."""
    ax.imshow(picture, extent=(0.25, 0.75, 0.25, 0.75))
    ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")


def _frames(ax: Axes, corners: np.ndarray, size: int) -> None:
    """A frame around each patch, given the (row, column) of its upper left pixel."""
    for top, left in corners:
        for colour, width in (("white", 2.6), (RUST, 1.3)):
            corner = (left - 0.5, top - 0.5)
            ax.add_patch(Rectangle(corner, size, size, fill=False, edgecolor=colour, linewidth=width))


@styled
def accuracy_bars(results: Mapping[tuple[str, str], tuple[float, float]]) -> Figure:
    """Validation accuracy as bars, features side by side, with the training accuracy as a tick.

    Parameters
    ----------
    results : dict of (str, str) to (float, float)
        ``{(features, classifier): (training accuracy, validation accuracy)}``.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not results:
        raise ValueError("there is nothing to draw: give {(features, classifier): (training, validation)}")
    features, classifiers = (list(dict.fromkeys(names)) for names in zip(*results, strict=True))
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.85, 4.2))
    width = 0.8 / len(classifiers)
    for number, (classifier, (colour, _)) in enumerate(zip(classifiers, CURVES, strict=False)):
        shown = [
            (i, results[name, classifier]) for i, name in enumerate(features) if (name, classifier) in results
        ]
        centres = np.array([i for i, _ in shown]) + (number - (len(classifiers) - 1) / 2) * width
        training, validation = np.transpose([pair for _, pair in shown])
        look = {
            "facecolor": colour,
            "hatch": HATCHES[number % len(HATCHES)],
            "edgecolor": "white",
            "linewidth": 0,
        }
        bars = ax.bar(centres, validation, 0.92 * width, label=classifier, **look)
        shares = [f"{value:.0%}" for value in validation]
        for text in ax.bar_label(bars, labels=shares, padding=-16, color="white", fontsize=11):
            text.set_bbox({"facecolor": colour, "edgecolor": "none", "pad": 1})
        name = "training images" if number == 0 else None
        ax.hlines(training, centres - 0.4 * width, centres + 0.4 * width, color=INK, linewidth=2, label=name)
    ax.axhline(1 / NUM_CLASSES, color=INK, linewidth=1, linestyle="--", label="guessing")
    ax.set_xticks(range(len(features)), features)
    ax.set(ylabel="accuracy on validation images", ylim=(0, 1.05))
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    fig.legend(ncols=len(classifiers) + 2, loc="outside upper left")
    return fig


@styled
def accuracy_over_words(
    curves: Mapping[str, Mapping[int, float]], levels: Mapping[str, float] | None = None
) -> Figure:
    """Accuracy over the size of the codebook, on a logarithmic axis.

    Parameters
    ----------
    curves : dict of str to dict of int to float
        ``{name: {number of words: accuracy}}``.
    levels : dict of str to float, optional
        Accuracies to compare with, as horizontal lines.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no accuracy to draw.
    """
    if not curves or not all(curves.values()):
        raise ValueError("there is nothing to draw: give {name: {number of words: accuracy}}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.75, 4))
    sizes = sorted({size for curve in curves.values() for size in curve})
    for (name, curve), (colour, marker) in zip(curves.items(), CURVES, strict=False):
        order = sorted(curve)
        ax.plot(order, [curve[size] for size in order], marker=marker, color=colour, linewidth=2, label=name)
    for name, level in (levels or {}).items():
        ax.axhline(level, color=INK, linewidth=1, linestyle="--")
        ax.annotate(
            name, (sizes[-1], level), xytext=(0, 3), textcoords="offset points", fontsize=10, ha="right"
        )
    ax.set_xscale("log")
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.set(xlabel="words in the codebook", ylabel="accuracy on validation images")
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    ax.grid(axis="y")
    ax.legend(loc="lower right")
    return fig


@styled
def confusions(
    predictions: Mapping[str, np.ndarray], y: np.ndarray, classes: Sequence[str] | None = None
) -> Figure:
    """For each classifier, what the images of every class are taken for, in percent of the class.

    Parameters
    ----------
    predictions : dict of str to ndarray of int of shape (N,)
        Predicted labels of the same N images, under the name of the classifier.
    y : ndarray of int of shape (N,)
        True labels.
    classes : sequence of str, optional
        Names of the classes.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or not one prediction for each label.
    """
    y = np.asarray(y)
    if not predictions or any(np.shape(each) != y.shape for each in predictions.values()):
        raise ValueError(f"give {{name: predicted labels}}, one label for each of the {len(y)} images")
    num = 1 + max(int(np.max(each)) for each in (y, *predictions.values()))
    fig, axes = new_figure(1, len(predictions), figsize=(WIDTH, 5), squeeze=False, sharey=True)
    for ax, (name, each) in zip(axes[0], predictions.items(), strict=True):
        _confusion(ax, _shares(y, np.asarray(each), num), classes)
        ax.set_title(f"{name}: {np.mean(each == y):.0%} right")
    axes[0, 0].set_ylabel("true class")
    return fig


def _shares(y: np.ndarray, predicted: np.ndarray, num: int) -> np.ndarray:
    """Entry [i, j]: which share of the images of class i is called j; 0 in the row of an absent class."""
    counts = np.bincount(y * num + predicted, minlength=num * num).reshape(num, num)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _confusion(ax: Axes, shares: np.ndarray, classes: Sequence[str] | None) -> None:
    """One shaded and numbered cell for each pair of classes; cells below half a percent stay empty."""
    names = [label_name(label, classes) for label in range(len(shares))]
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (i, j), share in np.ndenumerate(shares):
        if share >= 0.005:
            colour = "white" if share > 0.6 else INK
            ax.text(j, i, f"{100 * share:.0f}", ha="center", va="center", fontsize=8.5, color=colour)
    ax.set_xticks(range(len(names)), names, rotation=60, fontsize=9)
    ax.set_yticks(range(len(names)), names, fontsize=9)
    ax.set_xlabel("taken for (% of the class)")
    ax.tick_params(length=0)
    ax.spines[:].set_color(PALE)
