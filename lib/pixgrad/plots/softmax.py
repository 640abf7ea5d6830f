"""Pictures of probabilities: divergences, scores at work, calibration, and what a penalty does to them.

Every function returns a figure that pyplot has forgotten: end a cell with the call.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from pixgrad.plots.style import BLUE, CURVES, INK, PALE, RUST, WIDTH, label_name, new_figure, styled

Divergence = Callable[[np.ndarray, np.ndarray], float]


@styled
def divergence_curves(
    targets: Sequence[Sequence[float]],
    entropy: Callable[[np.ndarray], float],
    cross_entropy: Divergence,
    kl_divergence: Divergence,
) -> Figure:
    """Cross-entropy and KL divergence of the prediction (t, 1 - t) over t, with the entropy of the target.

    Parameters
    ----------
    targets : sequence of (float, float)
        Distributions over two classes, one panel each.
    entropy, cross_entropy, kl_divergence : callable
        Functions of (p) and of (p, q), the distributions as ndarrays of shape (2,).

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a target is not a distribution over two classes.
    """
    pairs = _distributions(targets)
    if pairs.shape[1] != 2:
        raise ValueError(f"each target needs two probabilities, not {pairs.shape[1]}")
    fig, axes = new_figure(1, len(pairs), figsize=(WIDTH, 3.8), sharey=True, squeeze=False)
    steps = np.linspace(0.005, 0.995, 199)
    predictions = np.stack([steps, 1 - steps], axis=1)
    for ax, p in zip(axes[0], pairs, strict=True):
        least = float(entropy(p)) + 0.0  # minus zero becomes zero
        curves = {
            "cross-entropy H(p, q)": (cross_entropy, BLUE, "-"),
            "KL(p || q)": (kl_divergence, RUST, "--"),
        }
        for name, (function, colour, dashes) in curves.items():
            values = [float(function(p, q)) for q in predictions]
            ax.plot(steps, values, dashes, color=colour, linewidth=2.5, label=name)
        ax.axhline(least, color=INK, linewidth=1, linestyle=(0, (5, 4)), label=f"entropy H(p) = {least:.3f}")
        ax.axvline(p[0], color=PALE, linewidth=1, zorder=0)
        ax.set(
            title=f"target p = ({p[0]:g}, {p[1]:g})",
            xlabel="t, for the prediction q = (t, 1 - t)",
            ylim=(-0.1, 3),
        )
        ax.legend(loc="upper center", frameon=True, framealpha=1, edgecolor="none")
    axes[0, 0].set_ylabel("nats")
    return fig


@styled
def calibration_curve(
    probs: np.ndarray | Mapping[str, np.ndarray], y: np.ndarray, num_bins: int = 10
) -> Figure:
    """How often predictions are right (above), and how often they are made (below), over their confidence.

    Parameters
    ----------
    probs : ndarray of shape (N, C), or dict of str to such an array
        Probabilities of the same N examples; several classifiers as ``{name: probs}``.
    y : ndarray of shape (N,)
        Labels.
    num_bins : int
        Number of equally wide bins of the confidence, the probability of the predicted class.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or not one label for each row.
    """
    named = dict(probs) if isinstance(probs, Mapping) else {"": probs}
    if not named or num_bins < 1:
        raise ValueError("there is nothing to draw: give at least one array of probabilities and one bin")
    fig, (top, low) = new_figure(2, 1, figsize=(WIDTH * 0.6, 6), sharex=True, height_ratios=[3, 1])
    top.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle="--", label="as right as it says")
    edges = np.linspace(0, 1, num_bins + 1)
    for number, (name, each) in enumerate(named.items()):
        colour, marker = CURVES[number % len(CURVES)]
        confidence, right = _confidence(each, y)
        text = f"{name}  says {confidence.mean():.0%}, is right in {right.mean():.0%}".strip()
        top.plot(
            *_bin_means(confidence, right, num_bins), marker=marker, color=colour, linewidth=1.8, label=text
        )
        counts, _ = np.histogram(confidence, edges)
        dashes = "--" if number % 2 else "-"
        low.stairs(counts / len(confidence), edges, color=colour, linewidth=1.8, linestyle=dashes)
    top.set(ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
    low.set(ylabel="share of images", xlabel="probability of the predicted class")
    for ax in (top, low):
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
        ax.grid(axis="y")
    low.xaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    fig.legend(loc="outside upper left")
    return fig


@styled
def probabilities_by_reg(
    probs_by_reg: Mapping[float, np.ndarray],
    y: np.ndarray,
    classes: Sequence[str] | None = None,
    example: int = 0,
) -> Figure:
    """What a penalty does: the probabilities of one image (left), confidence and accuracy of all (right).

    Parameters
    ----------
    probs_by_reg : dict of float to ndarray of shape (N, C)
        Probabilities of the same N examples, for each strength of the penalty.
    y : ndarray of shape (N,)
        Labels.
    classes : sequence of str, optional
        Names of the classes.
    example : int
        The row to show on the left.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw, or not one label for each row.
    """
    if not probs_by_reg:
        raise ValueError("there is nothing to draw: give {reg: probabilities}")
    regs = sorted(probs_by_reg)
    measured = [_confidence(probs_by_reg[reg], y) for reg in regs]
    fig, (left, right) = new_figure(1, 2, figsize=(WIDTH, 4.2), width_ratios=[1.2, 1])
    _heat_rows(left, np.stack([np.asarray(probs_by_reg[reg])[example] for reg in regs]), regs, classes)
    left.set_title(f"one image ({label_name(y[example], classes)}): its probabilities")
    for values, name, (colour, marker) in zip(
        zip(*[(confidence.mean(), hits.mean()) for confidence, hits in measured], strict=True),
        ("probability of the predicted class, mean", "accuracy"),
        CURVES,
        strict=False,
    ):
        right.plot(range(len(regs)), values, marker=marker, color=colour, linewidth=2, label=name)
    chance = 1 / np.shape(probs_by_reg[regs[0]])[1]
    right.axhline(chance, color=INK, linewidth=1, linestyle="--")
    right.annotate("1 / C", (0, chance), xytext=(0, 3), textcoords="offset points", fontsize=9)
    right.set_xticks(range(len(regs)), [f"{reg:g}" for reg in regs])
    right.set(xlabel="reg", ylim=(0, 1), title="all images")
    right.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    right.grid(axis="y")
    right.legend(loc="upper right")
    return fig


@styled
def scores_at_work(
    scores: np.ndarray, label: int, losses: Mapping[str, float], gradients: Mapping[str, np.ndarray]
) -> Figure:
    """Three or more scores, their probabilities, what they cost, and how each loss would move them.

    Parameters
    ----------
    scores : ndarray of shape (C,)
        Scores of one example.
    label : int
        The right class; it is marked by hatching.
    losses : dict of str to float
        The loss of the example, by each of several losses.
    gradients : dict of str to ndarray of shape (C,)
        The gradient of each loss with respect to the scores.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the losses and gradients have not the same names.
    """
    if list(losses) != list(gradients):
        raise ValueError(f"each loss needs its gradient: {list(losses)} and {list(gradients)}")
    scores = np.asarray(scores, dtype=np.float64)
    exps = np.exp(scores - scores.max())
    fig, axes = new_figure(1, 2 + len(gradients), figsize=(WIDTH, 3.2))
    _class_bars(axes[0], exps / exps.sum(), label)
    axes[0].set(title="probabilities", ylim=(0, 1.15))
    bars = axes[1].bar(list(losses), list(losses.values()), color=PALE)
    axes[1].bar_label(bars, fmt="%.2f", padding=2)
    axes[1].set(title="losses", ylim=(0, max(4.0, 1.15 * max(losses.values()))))
    for ax, (name, gradient) in zip(axes[2:], gradients.items(), strict=True):
        _class_bars(ax, -np.asarray(gradient), label)
        reach = max(1.25, 1.25 * float(np.abs(gradient).max()))
        ax.set(title=f"{name} moves scores by", ylim=(-reach, reach))
        ax.axhline(0, color=INK, linewidth=0.8)
    return fig


def _class_bars(ax: Axes, values: np.ndarray, label: int) -> None:
    """A bar for each class with its value, that of the right class hatched."""
    bars = ax.bar(
        range(len(values)), values, color=[BLUE if k == label else RUST for k in range(len(values))]
    )
    bars[label].set(hatch="//", edgecolor="white")
    ax.bar_label(bars, fmt="%.2f", padding=2)
    ax.set_xticks(range(len(values)), [f"{k} (right)" if k == label else str(k) for k in range(len(values))])
    ax.set_xlabel("class")


def _heat_rows(ax: Axes, rows: np.ndarray, regs: Sequence[float], classes: Sequence[str] | None) -> None:
    """One row of shaded and numbered cells for each penalty."""
    ax.imshow(rows, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (row, column), value in np.ndenumerate(rows):
        colour = "white" if value > 0.6 else INK
        ax.text(column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=9, color=colour)
    ax.set_xticks(
        range(rows.shape[1]), [label_name(k, classes) for k in range(rows.shape[1])], rotation=60, fontsize=9
    )
    ax.set_yticks(range(len(regs)), [f"{reg:g}" for reg in regs])
    ax.set(ylabel="reg", xlabel="probability of each class in %")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _confidence(probs: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Probability of the predicted class of every row, and whether it is the label."""
    probs, y = _distributions(probs), np.asarray(y)
    if y.shape != probs.shape[:1]:
        raise ValueError(f"{len(probs)} rows of probabilities need as many labels, not shape {y.shape}")
    return probs.max(axis=1), probs.argmax(axis=1) == y


def _bin_means(confidence: np.ndarray, right: np.ndarray, num_bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean confidence and share of right ones in every bin that holds any."""
    bins = np.minimum((confidence * num_bins).astype(int), num_bins - 1)
    counts = np.bincount(bins, minlength=num_bins)
    held = counts > 0
    sums = (np.bincount(bins, weights=values, minlength=num_bins)[held] for values in (confidence, right))
    said, true = (total / counts[held] for total in sums)
    return said, true


def _distributions(probs: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """Rows of probabilities as float64, once they are known to be distributions."""
    rows = np.asarray(probs, dtype=np.float64)
    if rows.ndim != 2 or not rows.size or (rows < 0).any() or not np.allclose(rows.sum(axis=1), 1, atol=1e-3):
        raise ValueError(
            f"probabilities need shape (N, C), no entry below 0 and rows of sum 1; got shape {rows.shape}"
        )
    return rows
