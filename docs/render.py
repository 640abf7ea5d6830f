"""Render the pictures of README and docs from the code: python docs/render.py."""

from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

matplotlib.use("agg")

from pixgrad import data, plots, plots_graph
from pixgrad.plots_graph import Gate

FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """Write every picture as PNG."""
    FOLDER.mkdir(exist_ok=True)
    figure = plots.class_sheet(data.load("shapes"), per_class=12)
    figure.savefig(FOLDER / "shapes.png", dpi=80, bbox_inches="tight", metadata={"Software": None})
    sigmoid_neuron().savefig(FOLDER / "a5_backprop.png", dpi=100, metadata={"Software": None})


def sigmoid_neuron() -> Figure:
    """The neuron of a5_backprop: values on their way forward, gradients on their way back."""
    w, x, b = np.array([2.0, -3.0]), np.array([-1.0, -2.0]), -3.0
    t = float(w @ x + b)
    out = 1 / (1 + np.exp(-t))
    dt = out * (1 - out)
    gates = [Gate("w0", w[0], dt * x[0]), Gate("x0", x[0], dt * w[0]), Gate("×", w[0] * x[0], dt, (0, 1))]
    gates += [Gate("w1", w[1], dt * x[1]), Gate("x1", x[1], dt * w[1]), Gate("×", w[1] * x[1], dt, (3, 4))]
    gates += [
        Gate("+", t - b, dt, (2, 5)),
        Gate("b", b, dt),
        Gate("+", t, dt, (6, 7)),
        Gate("σ", out, 1, (8,)),
    ]
    return plots_graph.computational_graph(gates)


if __name__ == "__main__":
    main()
