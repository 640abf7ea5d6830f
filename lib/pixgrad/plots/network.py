"""Pictures of networks: activations, decision regions, what the hidden units do, weights as images.

Every function returns a figure that pyplot has forgotten: end a cell with the call.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from pixgrad.plots.style import (
    CURVES,
    INK,
    PALE,
    RUST,
    WIDTH,
    grey_at_zero,
    label_name,
    new_figure,
    styled,
    tiles,
)

Function = Callable[[np.ndarray], np.ndarray]
Predict = Callable[[np.ndarray], np.ndarray]
Params = Mapping[str, np.ndarray]


@styled
def activation_curves(activations: Mapping[str, tuple[Function, Function]], reach: float = 5.0) -> Figure:
    """Activations (solid) and their derivatives (dashed), one panel each.

    Parameters
    ----------
    activations : dict of str to (callable, callable)
        ``{name: (function, derivative)}``, each from an ndarray to an ndarray of its shape.
    reach : float
        The curves run from -reach to reach.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not activations:
        raise ValueError("there is nothing to draw: give {name: (function, derivative)}")
    fig, axes = new_figure(1, len(activations), figsize=(WIDTH, 3.2), sharey=True, squeeze=False)
    x = np.linspace(-reach, reach, 401)
    for ax, (name, (function, derivative)) in zip(axes[0], activations.items(), strict=True):
        ax.axhline(0, color=PALE, linewidth=0.8, zorder=0)
        ax.axvline(0, color=PALE, linewidth=0.8, zorder=0)
        ax.plot(x, function(x), color=CURVES[0][0], linewidth=2.2, label="f(x)")
        ax.plot(x, derivative(x), "--", color=RUST, linewidth=2, label="f'(x)")
        ax.set(title=name, xlabel="x", ylim=(-1.25, 2.25))
    axes[0, 0].legend(loc="upper left")
    return fig


@styled
def decision_regions(
    X: np.ndarray,
    y: np.ndarray,
    classifiers: Mapping[str, Predict],
    ncols: int = 3,
    steps: int = 200,
    held_out: tuple[np.ndarray, np.ndarray] | None = None,
) -> Figure:
    """The regions into which classifiers cut the plane, with labelled points; the titles tell the accuracy.

    Parameters
    ----------
    X : ndarray of shape (N, 2)
        Points.
    y : ndarray of shape (N,)
        Their labels, from 0 to at most 5.
    classifiers : dict of str to callable
        ``{title: predict}``; predict takes points of shape (M, 2) and returns their labels, of shape (M,).
    ncols : int
        Panels in a row.
    steps : int
        Points of the grid in each direction.
    held_out : (ndarray of shape (K, 2), ndarray of shape (K,)), optional
        Points that the classifiers were not trained on, and their labels: their accuracy is told as well.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or the points or labels have other shapes.
    """
    X, y = _points(X, y)
    if not classifiers:
        raise ValueError("there is nothing to draw: give {title: predict}")
    ncols = min(ncols, len(classifiers))
    nrows = -(-len(classifiers) // ncols)
    side = WIDTH / max(ncols, 2)
    height = side + (0.3 if held_out is None else 0.6)
    fig, axes = new_figure(nrows, ncols, figsize=(side * ncols, height * nrows), squeeze=False)
    for ax in axes.flat[len(classifiers) :]:
        ax.remove()
    for ax, (title, predict) in zip(axes.flat, classifiers.items(), strict=False):
        _regions(ax, X, predict, steps)
        _scatter(ax, X, y)
        ax.set_title(_with_accuracy(title, predict, (X, y), held_out))
        ax.set(xticks=[], yticks=[])
    return fig


def _with_accuracy(
    title: str,
    predict: Predict,
    seen: tuple[np.ndarray, np.ndarray],
    held_out: tuple[np.ndarray, np.ndarray] | None,
) -> str:
    """A title with the accuracy on the training points and, if there are any, on the held-out ones."""
    right = [
        float(np.mean(np.asarray(predict(X)) == y)) for X, y in ([seen, held_out] if held_out else [seen])
    ]
    if len(right) == 1:
        return f"{title}: {right[0]:.0%}"
    return f"{title}\ntraining {right[0]:.0%}, held out {right[1]:.0%}"


@styled
def hidden_plane(X: np.ndarray, y: np.ndarray, params: Params, predict: Predict) -> Figure:
    """What two hidden units do: the plane of the inputs (left), that of h = max(0, X W1 + b1) (right).

    On the left a dashed line shows where each unit switches on. On the right the same points stand where
    the hidden layer moves them, and the line is where the two scores are equal.

    Parameters
    ----------
    X : ndarray of shape (N, 2)
        Points.
    y : ndarray of shape (N,)
        Their labels, 0 or 1.
    params : dict of str to ndarray
        ``W1`` (2, 2), ``b1`` (2,), ``W2`` (2, 2) and ``b2`` (2,) of a network with a ReLU between its layers.
    predict : callable
        From points of shape (M, 2) to their labels under this network.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the points or the parameters have other shapes.
    """
    X, y = _points(X, y)
    W1, b1, W2, b2 = (np.asarray(params[name], dtype=np.float64) for name in ("W1", "b1", "W2", "b2"))
    if any(W.shape != (2, 2) for W in (W1, W2)) or any(b.shape != (2,) for b in (b1, b2)):
        raise ValueError("the picture needs two inputs, two hidden units and two classes")
    fig, (left, right) = new_figure(1, 2, figsize=(WIDTH, 4.4))
    _regions(left, X, predict, steps=200)
    for unit, dashes in enumerate(("--", "-.")):
        colour = CURVES[unit + 2][0]
        _line(left, W1[:, unit], b1[unit], colour, f"unit {unit} switches on", dashes)
        _arrow_to_positive(left, W1[:, unit], b1[unit], colour, 0.3 + 0.4 * unit, str(unit))
    _scatter(left, X, y)
    left.set(title="inputs; arrows: where a unit is on", xlabel="x[0]", ylabel="x[1]")
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    hidden = np.maximum(0, X @ W1 + b1)
    _regions(right, hidden, lambda points: np.argmax(points @ W2 + b2, axis=1), steps=200)
    _line(right, W2[:, 1] - W2[:, 0], b2[1] - b2[0], INK, "equal scores")
    _scatter(right, hidden, y)
    right.set(title="after the hidden layer", xlabel="h[0]", ylabel="h[1]", aspect="auto")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16))
    return fig


@styled
def active_shares(hidden: Mapping[str, np.ndarray]) -> Figure:
    """For how many of the rows each hidden unit is above 0: units from the busiest to the idlest.

    Parameters
    ----------
    hidden : dict of str to ndarray of shape (N, H)
        ``{name: values of the hidden units on N rows}``.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or an array is no matrix.
    """
    if not hidden or any(np.ndim(values) != 2 or not np.size(values) for values in hidden.values()):
        raise ValueError("there is nothing to draw: give {name: values of shape (N, H)}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.8, 3.8))
    for number, (name, values) in enumerate(hidden.items()):
        colour, marker = CURVES[number % len(CURVES)]
        shares = np.sort(np.mean(np.asarray(values) > 0, axis=0))[::-1]
        label = f"{name}: {np.sum(shares == 0)} of {len(shares)} units are dead"
        alive = shares[shares > 0]  # the dead of several networks would lie on top of each other
        ax.plot(np.arange(1, len(alive) + 1), alive, marker, color=colour, markersize=5, label=label)
    ax.set(
        xlabel="hidden unit, busiest first (dead ones are not drawn)",
        ylabel="share of rows on which it is active",
    )
    ax.set_ylim(-0.04, 1.04)
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    ax.grid(axis="y")
    ax.legend(loc="upper right")
    return fig


@styled
def one_unit(
    x: np.ndarray, y: np.ndarray, w: float, b: float, reach: tuple[float, float] = (-5.0, 2.5)
) -> Figure:
    """What goes into one ReLU unit of a single input, w x + b, with the points of two classes on its line.

    Parameters
    ----------
    x : ndarray of shape (N,)
        Inputs.
    y : ndarray of shape (N,)
        Their labels, 0 or 1.
    w, b : float
        Weight and bias of the unit.
    reach : (float, float)
        Lowest and highest value shown.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is not one label for each of at least one input.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y)
    if x.ndim != 1 or not len(x) or y.shape != x.shape:
        raise ValueError(f"needed: inputs of shape (N,) with as many labels, N > 0, not {x.shape}, {y.shape}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.7, 3.8))
    line = np.linspace(min(0.0, x.min()), x.max() + 0.5, 101)
    ax.axhspan(0, reach[1], color=PALE, alpha=0.25, linewidth=0)
    ax.plot(line, w * line + b, color=INK, linewidth=2, label=f"w x + b with w = {w:.2f}, b = {b:.2f}")
    for label in np.unique(y):
        colour, marker = CURVES[label]
        mine = x[y == label]
        ax.scatter(mine, w * mine + b, s=60, color=colour, marker=marker, label=f"class {label}", zorder=3)
    on = int(np.sum(w * x + b > 0))
    ax.set_title(f"on for {on} of {len(x)} points" + ("" if on else ": dead"))
    ax.set(xlabel="x", ylabel="into the unit", ylim=reach)
    ax.text(line[-1], 0.05, "on", ha="right", va="bottom")
    ax.text(line[-1], -0.05, "off", ha="right", va="top")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
    return fig


@styled
def hidden_weights(
    W1: np.ndarray, W2: np.ndarray, classes: Sequence[str] | None = None, num_shown: int = 30, ncols: int = 10
) -> Figure:
    """The weights of the hidden units as images, mid grey for 0, with the class each speaks most for.

    Parameters
    ----------
    W1 : ndarray of shape (3072, H)
        Weights from 32 x 32 x 3 pixels to H units.
    W2 : ndarray of shape (H, C)
        Weights from the units to the scores; the units of the largest ones are shown.
    classes : sequence of str, optional
        Names of the classes.
    num_shown : int
        Units shown.
    ncols : int
        Units in a row.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If W1 does not belong to 32 x 32 x 3 pixels, or W2 not to the units of W1.
    """
    W1, W2 = np.asarray(W1, dtype=np.float64), np.asarray(W2, dtype=np.float64)
    if W1.ndim != 2 or W1.shape[0] != 3072 or W2.ndim != 2 or W2.shape[0] != W1.shape[1]:
        raise ValueError(f"needed: W1 of shape (3072, H) and W2 of shape (H, C), not {W1.shape}, {W2.shape}")
    influence = np.linalg.norm(W1, axis=0) * np.linalg.norm(W2, axis=1)
    shown = np.argsort(-influence, kind="stable")[:num_shown]
    shown = shown[np.argsort(W2[shown].argmax(axis=1), kind="stable")]  # side by side if for the same class
    fig, axes = tiles(-(-len(shown) // ncols), ncols, titled=True)
    for ax in axes.flat[len(shown) :]:
        ax.remove()
    for ax, unit in zip(axes.flat, shown, strict=False):
        ax.imshow(grey_at_zero(W1[:, unit]).reshape(32, 32, 3))
        ax.set_title(label_name(W2[unit].argmax(), classes), fontsize=9, pad=3)
    return fig


def _points(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or not len(X) or y.shape != X.shape[:1]:
        raise ValueError(
            f"needed: points of shape (N, 2) with as many labels, N > 0, not {X.shape}, {y.shape}"
        )
    if y.dtype.kind not in "iub" or y.min() < 0 or y.max() >= len(CURVES):
        raise ValueError(f"labels must be whole numbers from 0 to {len(CURVES) - 1}")
    return X, y


def _regions(ax: Axes, X: np.ndarray, predict: Predict, steps: int) -> None:
    """Colour the plane around the points by predicted label."""
    low, high = X.min(axis=0), X.max(axis=0)
    margin = 0.12 * max(*(high - low), 1e-3)
    x0, x1 = (np.linspace(low[k] - margin, high[k] + margin, steps) for k in range(2))
    grid = np.stack(np.meshgrid(x0, x1), axis=-1).reshape(-1, 2)
    labels = np.asarray(predict(grid)).reshape(steps, steps)
    shades = np.array([to_rgb(colour) for colour, _ in CURVES])
    extent = (x0[0], x0[-1], x1[0], x1[-1])
    ax.imshow(shades[labels], alpha=0.3, origin="lower", extent=extent)
    for label in np.unique(labels)[1:]:  # borders, for those to whom two pale colours look alike
        ax.contour(x0, x1, labels == label, levels=[0.5], colors=INK, linewidths=0.6)
    ax.set(aspect="equal", xlim=extent[:2], ylim=extent[2:])


def _scatter(ax: Axes, X: np.ndarray, y: np.ndarray) -> None:
    """Points in the colour and with the marker of their label; many are drawn small."""
    size = 90 if len(X) <= 20 else 14
    for label in np.unique(y):
        colour, marker = CURVES[label]
        x0, x1 = X[y == label].T
        ax.scatter(x0, x1, s=size, color=colour, marker=marker, edgecolors="white", linewidths=0.5)


def _line(ax: Axes, normal: np.ndarray, offset: float, colour: str, name: str, dashes: str = "--") -> None:
    """The line on which ``points @ normal + offset`` is 0, as far as there is one."""
    length = np.linalg.norm(normal)
    if length == 0:
        return
    x0, x1 = -offset * normal / length**2
    look: dict[str, Any] = {"color": colour, "linewidth": 2, "linestyle": dashes}
    ax.axline((x0, x1), (x0 - normal[1], x1 + normal[0]), label=name, **look)


def _arrow_to_positive(
    ax: Axes, normal: np.ndarray, offset: float, colour: str, along: float, name: str
) -> None:
    """A named arrow from the line ``points @ normal + offset = 0`` to the side where this is positive."""
    length = np.linalg.norm(normal)
    if length == 0:
        return
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    foot, step = -offset * normal / length**2, np.array([-normal[1], normal[0]]) / length
    places = foot + np.linspace(-3, 3, 601)[:, np.newaxis] * step
    inside = (places > [left, low]).all(axis=1) & (places < [right, high]).all(axis=1)
    if inside.any():
        tail = places[inside][int(along * (inside.sum() - 1))]
        head = tail + 0.13 * normal / length
        ax.annotate("", head, tail, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2})
        x0, x1 = tail + 0.17 * normal / length
        ax.text(x0, x1, name, color=INK, ha="center", va="center")
