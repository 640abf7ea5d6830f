"""Pictures of gradients: masks, memory, entries of a product, sizes by layer.

Every function returns a figure that Jupyter shows once, where it ends a cell.
"""

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pixgrad.plots.style import BLUE, CURVES, GREEN, INK, ORANGE, RUST, SKY, WIDTH, new_figure, styled
from pixgrad.plots.tables import canvas, cells

UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
LAPTOP = 16 * 2**30  # bytes of memory


@styled
def masked_product(x: np.ndarray, upstream: np.ndarray, jacobian: np.ndarray, product: np.ndarray) -> Figure:
    """The two ways back through a ReLU: a matrix full of zeros times a vector, and a mask.

    Parameters
    ----------
    x : ndarray of shape (N,)
        Input of the ReLU.
    upstream : ndarray of shape (N,)
        Gradient with respect to its output.
    jacobian : ndarray of shape (N, N)
        Its Jacobian.
    product : ndarray of shape (N,)
        The gradient with respect to x, by the mask.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    N = len(x)
    if not np.shape(upstream) == np.shape(product) == (N,) or np.shape(jacobian) != (N, N):
        raise ValueError(f"for x of shape ({N},) the others need shapes ({N},), ({N}, {N}) and ({N},)")
    fig, ax = canvas(N + 11.4, N + 1.6)
    jacobian = np.asarray(jacobian, dtype=np.float64)
    cells(ax, jacobian, (0, 0), "white")
    for n in range(N):
        ax.add_patch(Rectangle((n, n), 1, 1, facecolor=SKY, alpha=0.45, linewidth=0))
    columns = [
        (N + 0.7, upstream, "dL/dy", ORANGE),
        (N + 2.6, jacobian @ upstream, "dL/dx", "white"),
        (N + 5.6, np.asarray(x) > 0, "x > 0", SKY),
        (N + 7.5, upstream, "dL/dy", ORANGE),
        (N + 9.4, np.add(product, 0.0), "dL/dx", "white"),  # no minus zero
    ]
    for left, values, title, colour in columns:
        cells(ax, np.reshape(values, (N, 1)).astype(np.float64), (left, 0), colour)
        ax.text(left + 0.5, -0.15, title, ha="center", va="bottom")
    ax.text(N / 2, -0.15, f"dy/dx, ({N}, {N})", ha="center", va="bottom")
    for left, sign in ((N + 0.35, "@"), (N + 2.15, "="), (N + 8.95, "=")):
        ax.text(left, N / 2, sign, ha="center", va="center", fontsize=13)
    ax.text(N + 7.05, N / 2, "picks", ha="center", va="center", fontsize=9)
    ax.text(N + 4.6, N / 2, "or", ha="center", va="center", color=INK)
    ax.set(xlim=(-0.3, N + 10.7), ylim=(N + 0.2, -0.9))
    return fig


@styled
def memory_bars(sizes: Mapping[str, tuple[float, float]]) -> Figure:
    """Bytes of a Jacobian and of the mask that does its work, on a logarithmic scale, and a laptop's memory.

    Parameters
    ----------
    sizes : dict of str to (float, float)
        For each layer its name, and the bytes of the Jacobian and of the mask.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not sizes:
        raise ValueError("there is nothing to draw: give {name: (bytes, bytes)}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.85, 0.75 * len(sizes) + 1.3))
    rows = np.arange(len(sizes))
    for shift, number, colour, name in ((-0.19, 0, RUST, "Jacobian"), (0.19, 1, BLUE, "mask")):
        values = [float(pair[number]) for pair in sizes.values()]
        bars = ax.barh(rows + shift, values, 0.36, color=colour, label=name)
        texts = ax.bar_label(bars, labels=[in_bytes(value) for value in values], padding=3, fontsize=9)
        for text in texts:
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
            text.set_zorder(5)  # above the line, which would strike the number out
    ax.axvline(LAPTOP, color=INK, linewidth=1, linestyle="--", zorder=1.5)
    ax.annotate(
        f"{in_bytes(LAPTOP)}, a laptop",
        (LAPTOP, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        fontsize=9,
    )
    greatest = max(max(pair) for pair in sizes.values())
    ax.set(xscale="log", xlim=(1, greatest * 1e3), yticks=rows, yticklabels=list(sizes))
    decades = 1024.0 ** np.arange(1 + int(np.log(greatest) / np.log(1024)))
    ax.set_xticks(decades, ["1 byte", *(in_bytes(value) for value in decades[1:])])
    ax.minorticks_off()
    ax.invert_yaxis()
    fig.legend(loc="outside lower right", ncols=2)
    return fig


def in_bytes(size: float) -> str:
    """A number of bytes in the unit in which it is easiest to read.

    Examples
    --------
    >>> in_bytes(4), in_bytes(3 * 2**20), in_bytes(2.5 * 2**40)
    ('4 bytes', '3 MiB', '2.5 TiB')
    """
    unit = min(int(np.log2(max(size, 1)) // 10), len(UNITS) - 1)
    number = size / 1024**unit
    return f"{number:.0f} {UNITS[unit]}" if number >= 100 else f"{number:.3g} {UNITS[unit]}"


@styled
def matmul_entry(X: np.ndarray, W: np.ndarray, dY: np.ndarray, i: int, k: int) -> Figure:
    """Where one entry of X goes in Y = X W, and the two rows whose dot product is its gradient.

    Parameters
    ----------
    X : ndarray of shape (N, D)
        Left factor.
    W : ndarray of shape (D, C)
        Right factor.
    dY : ndarray of shape (N, C)
        Gradient with respect to the product.
    i, k : int
        Row and column of the entry of X.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """
    X, W, dY = (np.asarray(each, dtype=np.float64) for each in (X, W, dY))
    (N, D), C = X.shape, W.shape[-1]
    if W.shape != (D, C) or dY.shape != (N, C):
        raise ValueError(f"X {X.shape} and W {W.shape} make Y ({N}, {C}); dY has shape {dY.shape}")
    height, lefts = max(N, D), np.cumsum([0, D + 1.2, C + 1.2, C + 1.6])
    fig, ax = canvas(lefts[3] + C + 0.6, height + 2.4)
    tables = ((X, "X"), (W, "W"), (X @ W, "Y = X W"), (dY, "dL/dY"))
    for left, (table, title) in zip(lefts, tables, strict=True):
        cells(ax, table, (left, 0), "white")
        ax.text(
            left + table.shape[1] / 2, -0.15, f"{title}  {table.shape}", ha="center", va="bottom", fontsize=10
        )
    marks = (
        (lefts[0] + k, i, 1, GREEN),
        (lefts[1], k, C, ORANGE),
        (lefts[2], i, C, GREEN),
        (lefts[3], i, C, ORANGE),
    )
    for left, top, width, colour in marks:
        ax.add_patch(
            Rectangle((left, top), width, 1, facecolor=colour, edgecolor=colour, alpha=0.35, linewidth=2)
        )
    terms = " + ".join(f"({g:g})({w:g})" for g, w in zip(dY[i], W[k], strict=True))
    ax.text(
        0,
        height + 0.45,
        f"X[{i}, {k}] enters row {i} of Y alone, each entry with a factor from row {k} of W.\n"
        f"dL/dX[{i}, {k}] = dL/dY[{i}] · W[{k}] = {terms} = {dY[i] @ W[k]:g}",
        ha="left",
        va="top",
        fontsize=10,
    )
    ax.set(xlim=(-0.2, lefts[3] + C + 0.2), ylim=(height + 1.7, -0.7))
    return fig


@styled
def layer_sizes(networks: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """Typical sizes layer by layer on logarithmic scales, a panel for each quantity, a curve for each net.

    Parameters
    ----------
    networks : dict of str to dict of str to sequence of floats
        ``{network: {quantity: [size at each layer, from the first to the last]}}``; all sizes are positive,
        and all networks have the same quantities.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not networks or not all(len(sizes) for each in networks.values() for sizes in each.values()):
        raise ValueError("there is nothing to draw: give {network: {quantity: [size at each layer]}}")
    quantities = list(next(iter(networks.values())))
    fig, axes = new_figure(1, len(quantities), figsize=(WIDTH, 3.8), squeeze=False, sharey=True)
    for ax, quantity in zip(axes[0], quantities, strict=True):
        for (name, each), (colour, marker) in zip(networks.items(), cycle(CURVES), strict=False):
            layers = np.arange(1, len(each[quantity]) + 1)
            ax.plot(layers, each[quantity], marker=marker, color=colour, linewidth=2, label=name)
        ax.set(yscale="log", title=quantity, xlabel="layer")
        ax.yaxis.set_major_formatter("{x:g}")
        ax.set_xticks(layers[::3])
        ax.grid(axis="y")
    handles, names = axes[0, 0].get_legend_handles_labels()
    fig.legend(handles, names, loc="outside lower center", ncols=len(names))
    return fig
