"""The pictures of networks are read back: curves, regions, points and weights hold what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.contour import ContourSet

from pixgrad import plots
from pixgrad.given.points import spiral, xor_corners
from pixgrad.plots.style import CURVES

XOR_PARAMS = {
    "W1": np.array([[1.0, 1.0], [1.0, 1.0]]),
    "b1": np.array([0.0, -1.0]),
    "W2": np.array([[0.0, 2.0], [0.0, -4.0]]),
    "b2": np.array([1.0, 0.0]),
}


def xor_predict(points):
    hidden = np.maximum(0, points @ XOR_PARAMS["W1"] + XOR_PARAMS["b1"])
    return np.argmax(hidden @ XOR_PARAMS["W2"] + XOR_PARAMS["b2"], axis=1)


def left_or_right(points):
    return (points[:, 0] > 0).astype(int)


FIGURES = {
    "activations": lambda: plots.network.activation_curves({"square": (np.square, lambda x: 2 * x)}),
    "regions": lambda: plots.network.decision_regions(*xor_corners(), {"xor": xor_predict}),
    "hidden plane": lambda: plots.network.hidden_plane(*xor_corners(), XOR_PARAMS, xor_predict),
    "active shares": lambda: plots.network.active_shares({"": np.eye(3)}),
    "one unit": lambda: plots.network.one_unit(np.array([1.0, 2.0]), np.array([0, 1]), -1.0, 1.5),
    "hidden weights": lambda: plots.network.hidden_weights(np.ones((3072, 4)), np.eye(4, 3), num_shown=3),
}


@pytest.mark.parametrize("name", FIGURES)
def test_pyplot_has_forgotten_the_figure(name):
    """Is a figure shown only where a cell returns it, and can it be drawn?"""
    fig = FIGURES[name]()
    fig.canvas.draw()
    assert plt.get_fignums() == []


def test_curves_are_the_functions():
    """Does every panel show its function and its derivative?"""
    fig = plots.network.activation_curves({"tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2)}, reach=2)
    curve, slope = fig.axes[0].lines[-2:]
    x = curve.get_xdata()
    assert (x[0], x[-1]) == (-2, 2)
    np.testing.assert_allclose(curve.get_ydata(), np.tanh(x))
    np.testing.assert_allclose(np.gradient(curve.get_ydata(), x)[1:-1], slope.get_ydata()[1:-1], atol=1e-3)


def test_the_plane_has_the_colour_of_its_label():
    """Is a region coloured by what the classifier predicts there, with the accuracy in the title?"""
    X, y = np.array([[-1.0, 0.0], [2.0, 1.0], [1.0, -1.0], [0.5, 0.5]]), np.array([0, 1, 1, 0])
    fig = plots.network.decision_regions(X, y, {"side": left_or_right}, steps=40)
    image = fig.axes[0].images[0]
    x0, x1, _, _ = image.get_extent()
    centres = np.linspace(x0, x1, 40)
    for column, centre in zip(np.asarray(image.get_array()).transpose(1, 0, 2), centres, strict=True):
        np.testing.assert_allclose(column, np.tile(to_rgb(CURVES[int(centre > 0)][0]), (40, 1)))
    assert fig.axes[0].get_title() == "side: 75%"


def test_regions_have_borders():
    """Can regions be told apart by more than their pale colours?"""
    X, y = np.array([[-1.0, 0.0], [2.0, 1.0]]), np.array([0, 1])
    ax = plots.network.decision_regions(X, y, {"side": left_or_right}, steps=11).axes[0]
    [border] = [each for each in ax.collections if isinstance(each, ContourSet)]
    assert abs(border.get_paths()[0].vertices[:, 0]).max() < 0.4  # between two points of the grid around 0
    alone = plots.network.decision_regions(X, y, {"all": lambda points: np.zeros(len(points), int)}, steps=11)
    assert not any(isinstance(each, ContourSet) for each in alone.axes[0].collections)


def test_titles_tell_the_accuracy_on_held_out_points():
    """Does a title name both accuracies where points were held out?"""
    X, y = np.array([[-1.0, 0.0], [2.0, 1.0]]), np.array([0, 1])
    held_out = np.array([[1.0, 0.0], [3.0, 0.0], [-1.0, 2.0], [-2.0, 1.0]]), np.array([0, 1, 0, 0])
    fig = plots.network.decision_regions(X, y, {"side": left_or_right}, steps=10, held_out=held_out)
    assert fig.axes[0].get_title() == "side\ntraining 100%, held out 75%"


def test_arrows_point_to_where_a_unit_is_on():
    """Does each unit's arrow begin on its line and end where its sum is positive, beside its number?"""
    left, _ = plots.network.hidden_plane(*xor_corners(), XOR_PARAMS, xor_predict).axes
    arrows, names = left.texts[::2], left.texts[1::2]
    assert [name.get_text() for name in names] == ["0", "1"]
    for unit, arrow in enumerate(arrows):
        tail, head = np.array(arrow.xyann), np.array(arrow.xy)
        sums = np.stack([tail, head]) @ XOR_PARAMS["W1"][:, unit] + XOR_PARAMS["b1"][unit]
        assert abs(sums[0]) < 1e-9 < sums[1]


@pytest.mark.parametrize(
    ("w", "title"), [(-2.0, "on for 0 of 2 points: dead"), (-1.0, "on for 1 of 2 points")]
)
def test_a_unit_is_dead_or_on_for_some_points(w, title):
    """Does the title count the points for which a unit is on?"""
    ax = plots.network.one_unit(np.array([1.0, 2.0]), np.array([0, 1]), w, 1.5).axes[0]
    assert ax.get_title() == title
    np.testing.assert_allclose(ax.collections[-1].get_offsets(), [[2, 2 * w + 1.5]])


def test_every_point_is_drawn_with_its_label():
    """Are all points there, sorted into one cloud for each label, in each panel?"""
    X, y = spiral(20, 3, 0.1, np.random.default_rng(0))
    nothing = {str(k): lambda points: np.zeros(len(points), int) for k in range(4)}
    fig = plots.network.decision_regions(X, y, nothing, ncols=3, steps=10)
    assert len(fig.axes) == 4
    for ax in fig.axes:
        for label, cloud in enumerate(ax.collections):
            np.testing.assert_allclose(cloud.get_offsets(), X[y == label])


def test_units_switch_on_their_lines():
    """Do the dashed lines run where the sums of the units, and the difference of the scores, are 0?"""
    left, right = plots.network.hidden_plane(*xor_corners(), XOR_PARAMS, xor_predict).axes
    for unit, line in enumerate(left.lines):
        ends = np.array([line.get_xy1(), line.get_xy2()])
        np.testing.assert_allclose(ends @ XOR_PARAMS["W1"][:, unit] + XOR_PARAMS["b1"][unit], 0, atol=1e-12)
    ends = np.array([right.lines[0].get_xy1(), right.lines[0].get_xy2()])
    np.testing.assert_allclose((ends @ XOR_PARAMS["W2"] + XOR_PARAMS["b2"]) @ [1, -1], 0, atol=1e-12)


def test_points_stand_where_the_hidden_layer_moves_them():
    """Does the right panel show max(0, X W1 + b1), and a unit without weights no line?"""
    flat = XOR_PARAMS | {"W1": np.array([[1.0, 0.0], [1.0, 0.0]])}
    left, right = plots.network.hidden_plane(*xor_corners(), flat, xor_predict).axes
    zeros, ones = right.collections[-2:]
    np.testing.assert_allclose(zeros.get_offsets(), [[0, 0], [2, 0]])
    np.testing.assert_allclose(ones.get_offsets(), [[1, 0], [1, 0]])
    assert len(left.lines) == 1


def test_dead_units_are_counted():
    """Are the shares of active rows sorted, and units that are never on counted?"""
    hidden = np.array([[0.0, 1.0, 0.0, 2.0], [0.0, 3.0, 0.0, 0.0]])
    ax = plots.network.active_shares({"two rows": hidden}).axes[0]
    np.testing.assert_allclose(
        ax.lines[0].get_ydata(), [1, 0.5]
    )  # those of several networks would overlap at 0
    assert ax.get_legend().get_texts()[0].get_text() == "two rows: 2 of 4 units are dead"


def test_units_of_influence_are_shown_with_their_class():
    """Are the units with the largest weights shown, sorted by the class they speak most for?"""
    rng = np.random.default_rng(0)
    W1 = rng.normal(size=(3072, 4)) * [1.0, 1e-3, 2.0, 3.0]
    W2 = np.array([[0.0, 2.0], [5.0, 0.0], [1.0, -9.0], [-1.0, 3.0]])
    fig = plots.network.hidden_weights(W1, W2, ["sun", "moon"], num_shown=3, ncols=2)
    assert [ax.get_title() for ax in fig.axes] == ["sun", "moon", "moon"]
    shown = np.asarray(fig.axes[0].images[0].get_array()).reshape(-1)
    assert np.corrcoef(shown, W1[:, 2])[0, 1] > 0.99


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plots.network.activation_curves({}), "nothing to draw"),
        (lambda: plots.network.decision_regions(*xor_corners(), {}), "nothing to draw"),
        (lambda: plots.network.decision_regions(np.ones((3, 3)), np.ones(3, int), {"": len}), "shape"),
        (lambda: plots.network.decision_regions(np.ones((1, 2)), np.array([9]), {"": len}), "0 to 5"),
        (lambda: plots.network.decision_regions(np.ones((1, 2)), np.array([0.5]), {"": len}), "0 to 5"),
        (
            lambda: plots.network.hidden_plane(*xor_corners(), XOR_PARAMS | {"b1": np.ones(3)}, xor_predict),
            "two hidden units",
        ),
        (lambda: plots.network.active_shares({}), "nothing to draw"),
        (lambda: plots.network.active_shares({"": np.ones(3)}), "nothing to draw"),
        (lambda: plots.network.one_unit(np.ones(2), np.ones(3), 1.0, 0.0), "as many labels"),
        (lambda: plots.network.hidden_weights(np.ones((48, 2)), np.ones((2, 3))), "3072"),
        (lambda: plots.network.hidden_weights(np.ones((3072, 2)), np.ones((3, 3))), "W2"),
    ],
)
def test_bad_arguments_are_named(draw, message):
    """Does a wrong argument say what is wanted?"""
    with pytest.raises(ValueError, match=message):
        draw()
