"""Render the pictures of README and docs from the code: python docs/render.py."""

import ast
import os
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")
os.environ["PIXGRAD_UNLOCK"] = "1"  # solved notebooks show their pictures in this process

import numpy as np
from matplotlib.figure import Figure

from pixgrad import data, plots, plots_network
from pixgrad.course import build, notebook, program, source
from pixgrad.given_points import spiral
from pixgrad.models import linear, softmax, two_layer
from pixgrad.models.sgd import train

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
# The picture of each notebook: the figure that it shows where it makes this call.
CALLS = {
    "a0_numpy": "plots_arrays.broadcast_table(",
    "a1_knn": "plots.neighbour_gallery(",
    "a2_svm": "plots_linear.templates(W_svm",
    "a3_softmax": "plots_softmax.probabilities_by_reg(",
    "a6_features": "plots_features.where_words_fire(",
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
    return plots_network.decision_regions(X, y, classifiers)


def main() -> None:
    """Write every picture as PNG."""
    FOLDER.mkdir(exist_ok=True)
    write(plots.class_sheet(data.load("shapes"), per_class=12), "shapes")
    write(spiral_regions(), "a4_two_layer_net")
    for slug, call in CALLS.items():
        write(notebook_figure(slug, call), slug)


def write(figure: Figure, name: str) -> None:
    """Write one picture, without the version of the library in it."""
    figure.savefig(FOLDER / f"{name}.png", dpi=80, bbox_inches="tight", metadata={"Software": None})


def notebook_figure(slug: str, call: str) -> Figure:
    """The picture that a solved notebook shows where it makes this call; checks are not run."""
    cells = program.steps(notebook.build(source.read(build.source_path(ROOT, slug))), explore=True)
    scope: dict[str, Any] = {}
    for step in (step for step in cells if step.role != "check"):
        *above, last = ast.parse(step.source).body
        if call in step.source and isinstance(last, ast.Expr):
            exec(compile(ast.Module(above, []), step.id, "exec"), scope)
            figure: Figure = eval(compile(ast.Expression(last.value), step.id, "eval"), scope)
            return figure
        exec(compile(step.source, step.id, "exec"), scope)
    raise ValueError(f"no cell of {slug} ends in {call}")


if __name__ == "__main__":
    main()
