"""Pictures of computational graphs, with the value and the gradient of every edge.

Every function returns a figure that Jupyter shows once, where it ends a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from pixgrad.plots.style import BLUE, INK, RUST, WIDTH, new_figure, styled

ROW, RADIUS, TAIL = 1.0, 0.24, 0.95  # inches: between two rows, of a gate, of the edge that leaves the output
FRACTIONS, BEND = np.linspace(0, 1, 51), 0.4  # where points of an edge are looked at; of two parallel edges
NEAR_AN_END = (FRACTIONS < 0.3) | (FRACTIONS > 0.74)


@dataclass(frozen=True)
class Gate:
    """One node of a computational graph.

    Parameters
    ----------
    name : str
        What stands in it: the name of an input, or the sign of an operation.
    value : float
        Its value in the forward pass.
    grad : float or None
        Gradient of the output with respect to it; None where it is not known yet.
    inputs : tuple of int
        Places of the nodes it reads, in the list that is drawn; empty for an input of the graph.
    flows : tuple of float or None
        What it sends back to each of them, upstream times local; empty where that is their whole gradient.
    """

    name: str
    value: float
    grad: float | None
    inputs: tuple[int, ...] = ()
    flows: tuple[float | None, ...] = ()


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
    ax.set_label(_told(gates, edges))
    for place, gate in enumerate(gates):
        _draw_node(ax, gate, spots[place], sum(edge.source == place for edge in edges))
    for edge, at in zip(edges, _label_places(_curves(spots, edges)), strict=True):
        _draw_edge(ax, spots[edge.source], spots[edge.reader], (edge.value, edge.grad), at, edge.bend)
    _draw_edge(ax, spots[-1], spots[-1] + np.array([TAIL + RADIUS, 0]), (gates[-1].value, gates[-1].grad))
    return fig


@styled
def value_graph(output: Any, steps: int | None = None) -> Figure:
    """The graph behind a number that remembers how it was made: values above the edges, gradients below.

    Parameters
    ----------
    output : Value
        An object with ``data``, ``grad``, ``name``, ``parents`` and, for each parent, ``local_grads``; the
        parents are such objects too.
    steps : int, optional
        How many nodes have handed their gradient back, from the output on; gradients that are not known then
        are left out. Without it all are shown.

    Returns
    -------
    Figure
    """
    order: list[Any] = []
    _after_parents(output, order)
    places = {id(node): place for place, node in enumerate(order)}
    done = {id(node) for node in order[::-1][:steps]}
    gates = []
    for node in order:
        readers = [each for each in order if any(parent is node for parent in each.parents)]
        known = all(id(each) in done for each in readers)
        handed = id(node) in done
        gates.append(
            Gate(
                node.name,
                node.data,
                node.grad if known else None,
                tuple(places[id(parent)] for parent in node.parents),
                tuple(local * node.grad if handed else None for local in node.local_grads),
            )
        )
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
    grad: float | None
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


def _told(gates: Sequence[Gate], edges: Sequence[_Edge]) -> str:
    """The graph in words: what goes into every gate, what comes out and what is sent back."""
    told = []
    for place, gate in enumerate(gates):
        read = [edge for edge in edges if edge.reader == place]
        inputs = " and ".join(f"{gates[edge.source].name} = {_short(edge.value)}" for edge in read)
        back = " and ".join(_short(edge.grad) for edge in read if edge.grad is not None)
        if read:
            sent = f", and sends back {back}" if back else ""
            told.append(f"{gate.name} of {inputs} gives {_short(gate.value)}{sent}")
    for place, gate in enumerate(gates):
        if gate.grad is not None and sum(edge.source == place for edge in edges) > 1:
            told.append(f"{gate.name} = {_short(gate.value)} gets {_short(gate.grad)} in all")
    return ". ".join(told)


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
    ax.text(left + 0.1, low - 0.2, "above an edge: value", color=BLUE, fontsize=11)
    ax.text(left + 2.0, low - 0.2, "below: gradient of the output", color=RUST, fontsize=11)
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
    size = 13 if len(gate.name) < 4 else 10
    ax.text(spot[0], spot[1], gate.name, ha="center", va="center", fontsize=size, zorder=4)
    if times_read > 1 and gate.grad is not None:
        place = (spot[0], spot[1] - RADIUS - 0.05)
        ax.text(
            *place,
            f"sum {_short(gate.grad)}",
            ha="center",
            va="top",
            color=RUST,
            fontsize=11.5,
            weight="bold",
        )


def _draw_edge(
    ax: Axes,
    start: np.ndarray,
    end: np.ndarray,
    numbers: tuple[float, float | None],
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
            fontsize=11.5,
            zorder=2,
        )


def _short(value: float | None) -> str:
    """Three digits are enough on an edge; what is not known yet is left out."""
    if value is None:
        return ""
    return f"{float(value) + 0.0:.3g}"
