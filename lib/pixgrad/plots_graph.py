"""Pictures of backpropagation: graphs, Jacobians in both layouts, masks, memory, entries of a product.

As in `pixgrad.plots`, every function returns a figure that Jupyter shows once, where it ends a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

from pixgrad.plot_style import BLUE, CURVES, GREEN, INK, ORANGE, RUST, SKY, WIDTH, new_figure, styled
from pixgrad.plots_arrays import _canvas, _cells

ROW, RADIUS, TAIL = 1.0, 0.24, 0.95  # inches: between two rows, of a gate, of the edge that leaves the output
FRACTIONS, BEND = np.linspace(0, 1, 51), 0.4  # where points of an edge are looked at; of two parallel edges
NEAR_AN_END = (FRACTIONS < 0.3) | (FRACTIONS > 0.74)
UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


@dataclass(frozen=True)
class Gate:
    """One node of a computational graph.

    Parameters
    ----------
    name : str
        What stands in it: the name of an input, or the sign of an operation.
    value : float
        Its value in the forward pass.
    grad : float
        Gradient of the output with respect to it.
    inputs : tuple of int
        Places of the nodes it reads, in the list that is drawn; empty for an input of the graph.
    flows : tuple of float
        What it sends back to each of them, upstream times local; empty where that is their whole gradient.
    """

    name: str
    value: float
    grad: float
    inputs: tuple[int, ...] = ()
    flows: tuple[float, ...] = ()


@styled
def computational_graph(gates: Sequence[Gate]) -> Figure:
    """A graph from its inputs (left) to its output (right): values above the edges, gradients below.

    Below an input that is read more than once stands the sum of what comes back to it.

    Parameters
    ----------
    gates : sequence of Gate
        Each after all that it reads; the last is the output.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no gate, or one reads a gate that does not stand before it.
    """
    for place, gate in enumerate(gates):
        if any(not 0 <= source < place for source in gate.inputs):
            raise ValueError(f"gate {place} ({gate.name}) must read gates that stand before it")
    if not gates:
        raise ValueError("there is nothing to draw: give at least one gate")
    edges = _edges(gates)
    spots = _spots(gates, edges)
    fig, ax = _graph_canvas(spots)
    for place, gate in enumerate(gates):
        _draw_node(ax, gate, spots[place], sum(edge.source == place for edge in edges))
    for edge, at in zip(edges, _label_places(_curves(spots, edges)), strict=True):
        _draw_edge(ax, spots[edge.source], spots[edge.reader], (edge.value, edge.grad), at, edge.bend)
    _draw_edge(ax, spots[-1], spots[-1] + np.array([TAIL + RADIUS, 0]), (gates[-1].value, gates[-1].grad))
    return fig


def value_graph(output: Any) -> Figure:
    """The graph behind a number that remembers how it was made, drawn by `computational_graph`.

    Parameters
    ----------
    output : Value
        An object with ``data``, ``grad``, ``name``, ``parents`` and, for each parent, ``local_grads``; the
        parents are such objects too.

    Returns
    -------
    Figure
    """
    order: list[Any] = []
    _after_parents(output, order)
    places = {id(node): place for place, node in enumerate(order)}
    gates = [
        Gate(
            node.name,
            node.data,
            node.grad,
            tuple(places[id(parent)] for parent in node.parents),
            tuple(local * node.grad for local in node.local_grads),
        )
        for node in order
    ]
    return computational_graph(gates)


def _after_parents(node: Any, order: list[Any]) -> None:
    """Append a node to the order, once, after everything it was made of."""
    if not any(node is each for each in order):
        for parent in node.parents:
            _after_parents(parent, order)
        order.append(node)


@dataclass(frozen=True)
class _Edge:
    source: int
    reader: int
    value: float
    grad: float
    bend: float


def _edges(gates: Sequence[Gate]) -> list[_Edge]:
    """All arrows of a graph; two from one node into one gate are bent apart."""
    found = []
    for reader, gate in enumerate(gates):
        for number, source in enumerate(gate.inputs):
            twice = gate.inputs.count(source) > 1
            bend = (BEND if gate.inputs.index(source) == number else -BEND) if twice else 0.0
            grad = gate.flows[number] if gate.flows else gates[source].grad
            found.append(_Edge(source, reader, gates[source].value, grad, bend))
    return found


def _spots(gates: Sequence[Gate], edges: Sequence[_Edge]) -> np.ndarray:
    """Centre of every node in inches, (G, 2): a column by depth, inputs just before their first reader."""
    depth = np.zeros(len(gates), dtype=int)
    for place, gate in enumerate(gates):
        depth[place] = max((depth[source] + 1 for source in gate.inputs), default=0)
    for place, gate in enumerate(gates):
        readers = [depth[edge.reader] for edge in edges if edge.source == place]
        if not gate.inputs and readers:
            depth[place] = min(readers) - 1
    step = min(1.75, (WIDTH - TAIL - 1.2) / max(1, depth.max()))
    spots = np.stack([step * depth, -ROW * _heights(gates)], axis=1)
    return _untangled(spots, edges)


def _untangled(spots: np.ndarray, edges: Sequence[_Edge]) -> np.ndarray:
    """Move nodes up and down, one at a time, as long as that gives lines and numbers more room."""
    spots, least, moved = spots.copy(), _crowding(spots, edges), True
    while moved:
        moved = False
        for place, shift in product(range(len(spots)), (-1.0, -0.5, -0.25, 0.25, 0.5, 1.0)):
            trial = spots.copy()
            trial[place, 1] += shift
            crowding = _crowding(trial, edges)
            if crowding < least - 1e-6:
                spots, least, moved = trial, crowding, True
    return spots


def _crowding(spots: np.ndarray, edges: Sequence[_Edge]) -> float:
    """How badly nodes, lines and numbers stand in each other's way, and how steep the lines are."""
    curves = _curves(spots, edges)
    apart = np.linalg.norm(spots[:, None] - spots[None], axis=-1) + 9 * np.eye(len(spots))
    ends = np.array([[edge.source, edge.reader] for edge in edges], dtype=int).reshape(-1, 2)
    away = np.linalg.norm(curves[:, :, None] - spots[None, None], axis=-1).min(axis=1)  # (E, G)
    np.put_along_axis(away, ends, 9.0, axis=1)
    room = _rooms(curves).max(axis=1, initial=0.0)
    steep = spots[ends[:, 0], 1] - spots[ends[:, 1], 1]
    return float(
        20 * np.sum(np.maximum(0, 0.85 - apart) ** 2)
        + 20 * np.sum(np.maximum(0, 0.55 - away) ** 2)
        + 30 * np.sum(np.maximum(0, 0.36 - room) ** 2)
        + 0.05 * np.sum(steep**2)
    )


def _curves(spots: np.ndarray, edges: Sequence[_Edge]) -> np.ndarray:
    """Points along every edge, (E, P, 2)."""
    lines = [_points(spots[edge.source], spots[edge.reader], edge.bend) for edge in edges]
    return np.array(lines).reshape(-1, len(FRACTIONS), 2)


def _points(start: np.ndarray, end: np.ndarray, bend: float) -> np.ndarray:
    """Points of an arrow at `FRACTIONS` of its length, (P, 2)."""
    along = end - start
    bulge = 2 * bend * FRACTIONS * (1 - FRACTIONS)  # of a quadratic Bezier curve, as matplotlib draws it
    return np.asarray(start + np.outer(FRACTIONS, along) + np.outer(bulge, [-along[1], along[0]]))


def _rooms(curves: np.ndarray) -> np.ndarray:
    """Distance of every point of every edge from the nearest other edge, (E, P); 0 close to the ends."""
    E, P, _ = curves.shape
    flat = curves.reshape(E * P, 2)
    distances = np.linalg.norm(curves[:, :, None] - flat, axis=-1).reshape(E, P, E, P).min(axis=3)
    distances[np.arange(E), :, np.arange(E)] = 9.0
    return np.where(NEAR_AN_END, 0.0, distances.min(axis=2, initial=9.0))


def _label_places(curves: np.ndarray) -> list[int]:
    """For every edge the place in `FRACTIONS` where its numbers have most room, the most crowded first."""
    places = [0] * len(curves)
    taken = np.empty((0, 2))
    for edge in np.argsort(_rooms(curves).max(axis=1, initial=0.0), kind="stable"):
        lines = np.delete(curves, edge, axis=0).reshape(-1, 2)
        along = curves[edge, -1] - curves[edge, 0]
        normal = np.array([-along[1], along[0]]) / np.hypot(*along)
        pairs = curves[edge][:, None] + 0.13 * np.array([normal, -normal])  # (P, 2, 2)
        room = np.minimum(_nearest(pairs, lines), 0.75 * _nearest(pairs, taken))
        score = np.minimum(room, 0.25) - 0.05 * np.abs(FRACTIONS - 0.46) - 9 * NEAR_AN_END
        places[edge] = int(np.argmax(score))
        taken = np.concatenate([taken, pairs[places[edge]]])
    return places


def _nearest(pairs: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Distance from the nearer of the two of each pair (P, 2, 2) to the nearest of some points (K, 2)."""
    distances = np.linalg.norm(pairs[:, :, None] - points, axis=-1)
    return np.asarray(distances.min(axis=(1, 2), initial=9.0))


def _heights(gates: Sequence[Gate]) -> np.ndarray:
    """Row of every node: inputs one below the other in the order in which the output meets them."""
    rows = np.full(len(gates), np.nan)

    def visit(place: int) -> None:
        new = [source for source in dict.fromkeys(gates[place].inputs) if np.isnan(rows[source])]
        for source in new:
            visit(source)
        above = np.nanmax(rows) + 1 if np.isfinite(rows).any() else 0.0
        rows[place] = (
            np.mean(rows[new or list(gates[place].inputs)]) if gates[place].inputs else np.ceil(above)
        )

    visit(len(gates) - 1)
    return np.nan_to_num(rows)


def _graph_canvas(spots: np.ndarray) -> tuple[Figure, Axes]:
    """Axes in which one unit is one inch, with a line that says what the numbers are."""
    (left, low), (right, top) = spots.min(axis=0) - 0.6, spots.max(axis=0) + np.array([TAIL + 0.6, 0.55])
    fig, ax = new_figure(1, 1, figsize=(right - left, top - low + 0.35))
    ax.set(xlim=(left, right), ylim=(low - 0.35, top), aspect="equal")
    ax.axis("off")
    ax.text(left + 0.1, low - 0.2, "above an edge: value", color=BLUE, fontsize=10)
    ax.text(left + 1.75, low - 0.2, "below: gradient of the output", color=RUST, fontsize=10)
    return fig, ax


def _draw_node(ax: Axes, gate: Gate, spot: np.ndarray, times_read: int) -> None:
    if gate.inputs:
        ax.add_patch(Circle(tuple(spot), RADIUS, facecolor="white", edgecolor=INK, linewidth=1.4, zorder=3))
    else:
        corner, side = spot - RADIUS, 2 * RADIUS
        box = FancyBboxPatch(
            tuple(corner), side, side, boxstyle="round,pad=0,rounding_size=0.1", zorder=3, linewidth=1.4
        )
        box.set(facecolor="#eef4f8", edgecolor=INK)
        ax.add_patch(box)
    size = 12 if len(gate.name) < 4 else 9
    ax.text(spot[0], spot[1], gate.name, ha="center", va="center", fontsize=size, zorder=4)
    if times_read > 1:
        place = (spot[0], spot[1] - RADIUS - 0.05)
        ax.text(
            *place, f"sum {_short(gate.grad)}", ha="center", va="top", color=RUST, fontsize=10, weight="bold"
        )


def _draw_edge(
    ax: Axes,
    start: np.ndarray,
    end: np.ndarray,
    numbers: tuple[float, float],
    at: int = 23,
    bend: float = 0.0,
) -> None:
    """An arrow between two nodes, with the value above it and the gradient below, both along it."""
    along = (end - start) / np.hypot(*(end - start))
    tail, head = start + RADIUS * along, end - RADIUS * along
    arrow = FancyArrowPatch(
        tuple(tail), tuple(head), arrowstyle="-|>", mutation_scale=11, color=INK, linewidth=1.1, zorder=1
    )
    arrow.set_connectionstyle("arc3", rad=-bend)
    ax.add_patch(arrow)
    normal = np.array([-along[1], along[0]])
    middle = _points(tail, head, bend)[at]
    angle = float(np.degrees(np.arctan2(along[1], along[0])))
    for number, side, colour, align in zip(numbers, (1, -1), (BLUE, RUST), ("bottom", "top"), strict=True):
        x, y = middle + 0.045 * side * normal
        ax.text(
            x,
            y,
            _short(number),
            ha="center",
            va=align,
            rotation=angle,
            rotation_mode="anchor",
            color=colour,
            fontsize=10,
            zorder=2,
        )


def _short(value: float) -> str:
    """Three digits are enough on an edge."""
    return f"{float(value) + 0.0:.3g}"


@styled
def jacobian_layouts(J: np.ndarray, inputs: Sequence[str], outputs: Sequence[str]) -> Figure:
    """One Jacobian in both layouts: inputs as rows, as in this series, and outputs as rows.

    Parameters
    ----------
    J : ndarray of shape (N, M)
        ``J[n, m]`` is the derivative of output m with respect to input n.
    inputs : sequence of str
        Names of the N inputs.
    outputs : sequence of str
        Names of the M outputs.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are not as many names as rows and columns.
    """
    J = np.asarray(J, dtype=np.float64)
    if J.shape != (len(inputs), len(outputs)):
        raise ValueError(f"{len(inputs)} inputs and {len(outputs)} outputs do not name J of shape {J.shape}")
    N, M = J.shape
    second = M + 3.8
    fig, ax = _canvas(second + N + 1.4, max(N, M) + 2.3)
    _labelled(ax, J, (0, 0), inputs, outputs)
    _labelled(ax, J.T, (second, 0), outputs, inputs)
    for left, width, title, rule in (
        (0, M, f"J, ({N}, {M}): inputs are rows", "dL/dx = J @ dL/dy"),
        (second, N, f"K = J.T, ({M}, {N}): outputs are rows", "dL/dx = K.T @ dL/dy"),
    ):
        ax.text(left + width / 2, -0.85, title, ha="center", va="bottom", fontsize=10, weight="bold")
        ax.text(left + width / 2, max(N, M) + 0.35, rule, ha="center", va="top", fontsize=10)
    ax.set(xlim=(-1.4, second + N + 0.8), ylim=(max(N, M) + 1, -1.6))
    return fig


def _labelled(
    ax: Axes, table: np.ndarray, corner: tuple[float, float], rows: Sequence[str], columns: Sequence[str]
) -> None:
    """A table of numbers with names at its left and on top."""
    _cells(ax, np.round(table, 2), corner, "white")
    for place, name in enumerate(rows):
        ax.text(corner[0] - 0.15, corner[1] + place + 0.5, name, ha="right", va="center", color=BLUE)
    for place, name in enumerate(columns):
        ax.text(corner[0] + place + 0.5, corner[1] - 0.12, name, ha="center", va="bottom", color=RUST)


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
    fig, ax = _canvas(N + 11.4, N + 1.6)
    jacobian = np.asarray(jacobian, dtype=np.float64)
    _cells(ax, jacobian, (0, 0), "white")
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
        _cells(ax, np.reshape(values, (N, 1)).astype(np.float64), (left, 0), colour)
        ax.text(left + 0.5, -0.15, title, ha="center", va="bottom")
    ax.text(N / 2, -0.15, f"dy/dx, ({N}, {N})", ha="center", va="bottom")
    for left, sign in ((N + 0.35, "@"), (N + 2.15, "="), (N + 7.05, "*"), (N + 8.95, "=")):
        ax.text(left, N / 2, sign, ha="center", va="center", fontsize=13)
    ax.text(N + 4.6, N / 2, "or", ha="center", va="center", color=INK)
    ax.set(xlim=(-0.3, N + 10.7), ylim=(N + 0.2, -0.9))
    return fig


@styled
def memory_bars(sizes: Mapping[str, tuple[float, float]], limit: float = 16 * 2**30) -> Figure:
    """Bytes of a Jacobian and of the mask that does its work, on a logarithmic scale.

    Parameters
    ----------
    sizes : dict of str to (float, float)
        For each layer its name, and the bytes of the Jacobian and of the mask.
    limit : float
        Bytes at which a line is drawn: the memory of a laptop.

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
    ax.axvline(limit, color=INK, linewidth=1, linestyle="--")
    ax.annotate(
        f"{in_bytes(limit)}, a laptop",
        (limit, 1),
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
    fig, ax = _canvas(lefts[3] + C + 0.6, height + 2.4)
    tables = ((X, "X"), (W, "W"), (X @ W, "Y = X W"), (dY, "dL/dY"))
    for left, (table, title) in zip(lefts, tables, strict=True):
        _cells(ax, table, (left, 0), "white")
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
def gradient_sizes(sizes: Mapping[str, Sequence[float]]) -> Figure:
    """Size of the gradient of every layer, from the first to the last, on a logarithmic scale.

    Parameters
    ----------
    sizes : dict of str to sequence of L floats
        For each network its name and a positive size per layer.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not sizes or not all(len(values) for values in sizes.values()):
        raise ValueError("there is nothing to draw: give {name: [size of each layer]}")
    fig, ax = new_figure(1, 1, figsize=(WIDTH * 0.75, 3.8))
    for (name, values), (colour, marker) in zip(sizes.items(), cycle(CURVES), strict=False):
        ax.plot(np.arange(1, len(values) + 1), values, marker=marker, color=colour, linewidth=2, label=name)
    longest = max(len(values) for values in sizes.values())
    ax.set(yscale="log", xlabel="layer (the last one is next to the loss)", ylabel="typical |dL/dW|")
    ax.set_xticks(np.arange(1, longest + 1))
    ax.grid(axis="y")
    ax.legend(loc="best")
    return fig
