"""Render the pictures of README and docs from the code: python docs/render.py."""

import ast
import os
from functools import partial
from pathlib import Path
from typing import Any

import doors
import matplotlib
import numpy as np
from matplotlib.figure import Figure

matplotlib.use("agg")
os.environ["PIXGRAD_UNLOCK"] = "1"  # solved notebooks show their pictures in this process

from pixgrad import data, plots
from pixgrad.authoring import expand, runner, source
from pixgrad.course import Course
from pixgrad.given.points import spiral
from pixgrad.models import linear, softmax, two_layer
from pixgrad.models.sgd import train
from pixgrad.notebook.running import run_source
from pixgrad.plots.graph import Gate

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
# The picture of each notebook: the figure that it shows where it makes this call.
CALLS = {
    "a0_numpy": "plots.arrays.broadcast_table(",
    "a1_knn": "plots.images.neighbour_gallery(",
    "a2_svm": "plots.linear.templates(W_svm",
    "a3_softmax": "plots.softmax.probabilities_by_reg(",
    "a6_features": "plots.features.where_words_fire(",
}


def spiral_regions() -> Figure:
    """The spiral of a4, cut by a linear classifier and by networks of 5 and 50 hidden units."""
    X, y = spiral(100, 3, noise=0.2, rng=np.random.default_rng(0))
    settings = {"learning_rate": 1.0, "reg": 1e-4, "num_iters": 2000, "batch_size": 100}
    ones = linear.add_bias_column
    W, _ = train(softmax.softmax_loss, np.zeros((3, 3)), ones(X), y, rng=np.random.default_rng(0), **settings)
    classifiers = {"linear": lambda points: linear.predict(W, ones(points))}
    for units in (5, 50):
        params = two_layer.init_two_layer(2, units, 3, 1.0, np.random.default_rng(0))
        params, _ = two_layer.train_two_layer(params, X, y, rng=np.random.default_rng(0), **settings)
        classifiers[f"{units} hidden units"] = partial(two_layer.predict_two_layer, params)
    return plots.network.decision_regions(X, y, classifiers)


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
    return plots.graph.computational_graph(gates)


def main() -> None:
    """Write every picture as PNG."""
    FOLDER.mkdir(exist_ok=True)
    write(plots.images.class_sheet(data.load("shapes"), per_class=12), "shapes")
    write(spiral_regions(), "a4_two_layer_net")
    write(sigmoid_neuron(), "a5_backprop")
    for slug, call in CALLS.items():
        write(notebook_figure(slug, call), slug)
    doors.write(FOLDER)


def write(figure: Figure, name: str) -> None:
    """Write one picture, without the version of the library in it."""
    figure.savefig(FOLDER / f"{name}.png", dpi=80, bbox_inches="tight", metadata={"Software": None})


def notebook_figure(slug: str, call: str) -> Figure:
    """The picture that a solved notebook shows where it makes this call; checks are not run."""
    cells = runner.steps(expand.build(source.read(Course(ROOT).script(slug))), explore=True)
    scope: dict[str, Any] = {}
    for step in (step for step in cells if step.role != "check"):
        *above, last = ast.parse(step.source).body
        if call in step.source and isinstance(last, ast.Expr):
            exec(compile(ast.Module(above, []), step.id, "exec"), scope)
            figure: Figure = eval(compile(ast.Expression(last.value), step.id, "eval"), scope)
            return figure
        run_source(step.source, step.id, scope)
    raise ValueError(f"no cell of {slug} ends in {call}")


if __name__ == "__main__":
    main()
