"""Render the pictures of README and docs from the code: python docs/render.py."""

from functools import partial
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

matplotlib.use("agg")

import numpy as np

from pixgrad import data, plots, plots_network
from pixgrad.given_points import spiral
from pixgrad.models import linear, softmax, two_layer
from pixgrad.models.sgd import train

FOLDER = Path(__file__).parent / "pictures"


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
    pictures = {
        "shapes": plots.class_sheet(data.load("shapes"), per_class=12),
        "a4_two_layer_net": spiral_regions(),
    }
    for name, figure in pictures.items():
        figure.savefig(FOLDER / f"{name}.png", dpi=80, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
