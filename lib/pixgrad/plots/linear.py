"""Pictures of linear classifiers: templates, losses, the choice of hyperparameters, weights under a penalty.

Every function returns a figure that pyplot has forgotten: end a cell with the call.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from pixgrad.plots.style import (
    CURVES,
    INK,
    RUST,
    WIDTH,
    grey_at_zero,
    label_name,
    new_figure,
    styled,
    tiles,
)

DASHES = ("-", "--", "-.")
REACH = 1.6  # of both coordinates of points in the plane, to both sides
Losses = Mapping[str, Callable[[np.ndarray, int], float]]


@styled
def templates(W: np.ndarray, classes: Sequence[str] | None = None, ncols: int = 5) -> Figure:
    """The weights of every class as an image: mid grey is weight 0.

    Parameters
    ----------
    W : ndarray of shape (3072, C) or (3073, C)
        Weights of 32 x 32 x 3 pixels, one column per class; a last row of biases is left out.
    classes : sequence of str, optional
        Names of the classes.
    ncols : int
        Templates in a row.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If W has another number of rows.
    """
    W = np.asarray(W, dtype=np.float64)
    if W.ndim != 2 or W.shape[0] not in (3072, 3073):
        raise ValueError(f"W must have shape (3072, C), or (3073, C) with biases, not {W.shape}")
    num_classes = W.shape[1]
    fig, axes = tiles(-(-num_classes // ncols), ncols, titled=True)
    for label, ax in enumerate(axes.flat):
        if label >= num_classes:
            ax.remove()
            continue
        ax.imshow(grey_at_zero(W[:3072, label]).reshape(32, 32, 3))
        ax.set_title(label_name(label, classes), fontsize=10, pad=3)
    return fig


@styled
def loss_curve(
    histories: Sequence[float] | Mapping[str, Sequence[float]],
    smooth: int = 25,
    ylabel: str = "loss on the minibatch",
    xlabel: str = "iteration",
) -> Figure:
    """Loss at every iteration, pale, and its running mean.

    Parameters
    ----------
    histories : sequence of float, or dict of str to such a sequence
        Losses in the order of the iterations; several curves as ``{name: losses}``.
    smooth : int
        Number of iterations in the running mean; 1 draws the losses alone.
    ylabel, xlabel : str
        What the losses are, and what is counted.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no loss to draw.
    """
    named = dict(histories) if isinstance(histories, Mapping) else {"": histories}
    if not named or not all(len(losses) for losses in named.values()):
        raise ValueError("there is no loss to draw: give [2.5, 1.75, ...] or {name: [2.5, ...]}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.8, 4))
    for (name, losses), (colour, dashes) in zip(named.items(), _endless_dashes(len(named)), strict=True):
        values = np.asarray(losses, dtype=np.float64)
        window = min(smooth, len(values))
        mean = np.convolve(values, np.full(window, 1 / window), mode="valid")
        if window > 1:
            ax.plot(values, color=colour, alpha=0.25, linewidth=0.8)
        label = name or f"mean of {window} iterations"
        ax.plot(np.arange(window - 1, len(values)), mean, dashes, color=colour, linewidth=2, label=label)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.grid(axis="y")
    if any(named):
        ax.legend(loc="best")
    return fig


def _endless_curves(num: int) -> list[tuple[str, str]]:
    return [CURVES[index % len(CURVES)] for index in range(num)]


def _endless_dashes(num: int) -> list[tuple[str, str]]:
    """A colour and a dash pattern for each of several curves that lie close to each other."""
    return [(CURVES[index % len(CURVES)][0], DASHES[index % len(DASHES)]) for index in range(num)]


@styled
def loss_response(scores: np.ndarray, label: int, losses: Losses, reach: float = 6.0) -> Figure:
    """How the loss of one example moves with a score: of the right class (left), of a wrong one (right).

    Dotted lines stand where a wrong class comes within the margin of 1: there the hinge loss has its kinks.

    Parameters
    ----------
    scores : ndarray of shape (C,)
        Scores of one example; the dots mark them.
    label : int
        The right class.
    losses : dict of str to callable
        ``{name: function of (scores, label)}``; the curves to compare.
    reach : float
        How far the score moves to either side.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are not at least two scores, or the label is none of them.
    """
    scores = np.asarray(scores, dtype=np.float64)
    if scores.ndim != 1 or len(scores) < 2 or not 0 <= label < len(scores):
        raise ValueError(f"needed: scores of shape (C,) with C > 1 and a label below C, not {scores.shape}")
    rival = int(np.argmax(np.where(np.arange(len(scores)) == label, -np.inf, scores)))
    fig, axes = new_figure(1, 2, figsize=(WIDTH, 3.8), sharey=True)
    for ax, moved, whose in zip(axes, (label, rival), ("the right class", "a wrong class"), strict=True):
        _response(ax, scores, label, moved, losses, reach)
        ax.set_title(f"moving the score of {whose} ({moved})", pad=18)
    axes[0].set_ylabel("loss of the example")
    return fig


def _response(ax: Axes, scores: np.ndarray, label: int, moved: int, losses: Losses, reach: float) -> None:
    """Draw every loss over one score, the others held; dotted lines stand at the kinks of the hinge."""
    values = scores[moved] + np.linspace(-reach, reach, 241)
    for kink in np.delete(scores, label) + 1 if moved == label else [scores[label] - 1]:
        if values[0] < kink < values[-1]:
            ax.axvline(kink, color=INK, linewidth=0.8, linestyle=":")
            ax.annotate(f"{kink:g}", (kink, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom")
    styles = zip(_endless_curves(len(losses)), _endless_dashes(len(losses)), strict=True)
    for (name, loss), ((colour, marker), (_, dashes)) in zip(losses.items(), styles, strict=True):
        rows = np.repeat(scores[np.newaxis], len(values), axis=0)
        rows[:, moved] = values
        ax.plot(
            values, [float(loss(row, label)) for row in rows], dashes, color=colour, linewidth=2, label=name
        )
        ax.plot(scores[moved], float(loss(scores.copy(), label)), marker, color=colour, markersize=8)
    ax.set_xlabel(f"score of class {moved}")
    ax.grid(axis="y")
    ax.legend(loc="best")


@styled
def validation_heat_map(
    accuracies: np.ndarray, learning_rates: Sequence[float], regs: Sequence[float]
) -> Figure:
    """Validation accuracy of every pair on a grid, written in its cell; the best cells are framed.

    Parameters
    ----------
    accuracies : ndarray of shape (number of learning rates, number of regs)
        Accuracies from 0 to 1.
    learning_rates, regs : sequence of float
        What stands for the rows and for the columns.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes do not match.
    """
    accuracies = np.asarray(accuracies, dtype=np.float64)
    if accuracies.shape != (len(learning_rates), len(regs)) or not accuracies.size:
        raise ValueError(
            f"accuracies must have shape ({len(learning_rates)}, {len(regs)}), not {accuracies.shape}"
        )
    fig, ax = new_figure(1, 1, figsize=(1.8 + 1.15 * len(regs), 1.2 + 0.62 * len(learning_rates)))
    image = ax.imshow(accuracies, cmap="viridis", aspect="auto")
    middle = 0.4 * np.nanmin(accuracies) + 0.6 * np.nanmax(accuracies)  # where viridis becomes light
    for (row, column), value in np.ndenumerate(accuracies):
        colour = INK if value > middle else "white"
        ax.text(column, row, f"{value:.1%}", ha="center", va="center", color=colour)
        if value == np.nanmax(accuracies):
            frame = [[column - 0.46, column + 0.46], [row - 0.46, row + 0.46]]
            ax.plot(*_rectangle(*frame), color=RUST, linewidth=3)
    ax.set(xlabel="reg", ylabel="learning rate")
    ax.set_xticks(range(len(regs)), [f"{reg:g}" for reg in regs])
    ax.set_yticks(range(len(learning_rates)), [f"{rate:g}" for rate in learning_rates])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10])  # none that a whole percentage would round
    fig.colorbar(image, ax=ax, label="validation accuracy", format="{x:.0%}", ticks=ticks)
    return fig


def _rectangle(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    return [x[0], x[1], x[1], x[0], x[0]], [y[0], y[0], y[1], y[1], y[0]]


@styled
def weight_sizes(weights: Mapping[str, np.ndarray], small: float = 0.01) -> Figure:
    """Sizes of weights, largest first, relative to the largest of each matrix.

    Parameters
    ----------
    weights : dict of str to ndarray
        ``{name: W}``, each of any shape.
    small : float
        A weight below this share of the largest counts as small; the legend says how many there are.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or a matrix holds no weight other than 0.
    """
    if not weights or not all(np.any(W) for W in weights.values()):
        raise ValueError("every matrix needs at least one weight other than 0: {name: W}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.8, 4))
    for (name, W), (colour, dashes) in zip(weights.items(), _endless_dashes(len(weights)), strict=True):
        sizes = np.sort(np.abs(np.ravel(W)))[::-1] / np.max(np.abs(W))
        share = np.arange(1, len(sizes) + 1) / len(sizes)
        label = f"{name}: {np.mean(sizes < small):.0%} of the weights below {small:g}"
        ax.plot(share, sizes, color=colour, linewidth=2, linestyle=dashes, label=label)
    ax.axhline(small, color=INK, linewidth=1, linestyle=":")
    ax.annotate(f"{small:g} of the largest", (0, small), xytext=(0, 3), textcoords="offset points")
    ax.set(
        xlabel="share of the weights, largest first",
        ylabel="|weight| / largest |weight|",
        yscale="log",
        ylim=(1e-5, 1.5),
    )
    ax.grid(axis="y")
    ax.legend(loc="lower left")
    return fig


@styled
def score_lines(W: np.ndarray, X: np.ndarray, y: np.ndarray, title: str = "") -> Figure:
    """Points in the plane and, for every class, the line of score 0, with an arrow to the positive side.

    Parameters
    ----------
    W : ndarray of shape (3, C)
        Weights of a linear classifier of points (x1, x2, 1): the last row holds the biases.
    X : ndarray of shape (N, 3)
        Points, with a last column of ones.
    y : ndarray of shape (N,)
        Their labels, from 0 to C - 1.
    title : str
        What to write above it.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If W or X has another shape.
    """
    W, X = np.asarray(W, dtype=np.float64), np.asarray(X, dtype=np.float64)
    if W.ndim != 2 or len(W) != 3 or X.ndim != 2 or X.shape[1] != 3:
        raise ValueError(f"needed: W of shape (3, C) and X of shape (N, 3), not {W.shape} and {X.shape}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.55, WIDTH * 0.55))
    curves = zip(_endless_curves(W.shape[1]), _endless_dashes(W.shape[1]), strict=True)
    for label, ((colour, marker), (_, dashes)) in enumerate(curves):
        ax.scatter(*X[y == label, :2].T, s=28, color=colour, marker=marker, label=f"class {label}")
        _zero_line(ax, W[:, label], colour, dashes, str(label))
    ax.set(title=title, xlabel="first coordinate", ylabel="second coordinate")
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
    fig.legend(loc="outside lower center", ncols=W.shape[1])
    return fig


def _zero_line(ax: Axes, w: np.ndarray, colour: str, dashes: str, name: str) -> None:
    """Where one score is 0, with an arrow to the side on which it is positive; nothing while W is 0."""
    steepness = np.hypot(w[0], w[1])
    if steepness > 1e-9:
        normal = w[:2] / steepness
        foot = -w[2] / steepness * normal
        along = 9 * np.array([-normal[1], normal[0]])
        ax.plot(*np.stack([foot - along, foot + along]).T, dashes, color=colour, linewidth=2)
        text = ax.annotate(
            name,
            foot,
            foot + 0.45 * normal,
            color=colour,
            ha="center",
            va="center",
            arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 2},
        )
        text.set_path_effects([withStroke(linewidth=3, foreground="white")])  # readable on top of a point
