"""Pictures of linear classifiers show the numbers they are given."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import nbformat.v4 as nb
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from nbclient import NotebookClient

from pixgrad import plots
from pixgrad.models.linear import hinge_loss
from pixgrad.plots.style import RUST


@pytest.fixture(autouse=True)
def nothing_is_left_behind():
    """Does every picture leave pyplot's figures and settings as they were?"""
    before = mpl.rcParams.copy()
    yield
    assert plt.get_fignums() == []
    assert mpl.rcParams == before


def hinge(scores, label):
    return hinge_loss(scores[np.newaxis], np.array([label]))[0]


def weights(num_rows, num_classes=10):
    return np.random.default_rng(0).normal(size=(num_rows, num_classes))


@pytest.mark.slow
@pytest.mark.parametrize("num_rows", [3072, 3073])
def test_a_template_is_a_column_of_the_weights(num_rows):
    """Is every class shown as its own column, pixels in order, with grey for 0 and without the bias?"""
    W = weights(num_rows)
    W[3072:] = 1e6
    W[:3, 4] = 0
    fig = plots.linear.templates(W, [f"class {label}" for label in range(10)])
    assert [ax.get_title() for ax in fig.axes] == [f"class {label}" for label in range(10)]
    for label, ax in enumerate(fig.axes):
        shown = np.asarray(ax.images[0].get_array()).ravel()
        assert shown.min() >= 0 and shown.max() <= 1
        free = (shown > 0) & (shown < 1)
        assert np.mean(free) > 0.98
        assert np.corrcoef(shown[free], W[:3072, label][free])[0, 1] == pytest.approx(1)
    np.testing.assert_allclose(fig.axes[4].images[0].get_array()[0, 0], 0.5)


def test_templates_fill_rows():
    """Do seven classes make two rows of axes, named by number where there are no names?"""
    fig = plots.linear.templates(weights(3072, 7), ncols=4)
    assert fig.axes[0].get_gridspec().get_geometry() == (2, 4)
    assert [ax.get_title() for ax in fig.axes] == list("0123456")


def test_all_zero_weights_are_grey():
    """Can an untrained W be shown?"""
    for ax in plots.linear.templates(np.zeros((3072, 2))).axes:
        assert np.all(ax.images[0].get_array() == 0.5)


def test_the_loss_curve_holds_the_losses_and_their_running_mean():
    """Are the losses drawn as they are, and the mean of the last few above its iteration?"""
    losses = np.random.default_rng(1).normal(size=40) ** 2
    [ax] = plots.linear.loss_curve(losses, smooth=5).axes
    raw, mean = ax.lines
    np.testing.assert_array_equal(raw.get_ydata(), losses)
    for iteration, value in zip(*mean.get_data(), strict=True):
        assert value == pytest.approx(losses[int(iteration) - 4 : int(iteration) + 1].mean())
    assert ax.get_legend() is None


def test_loss_curves_are_named():
    """Are several histories, even short ones, told apart by a legend?"""
    [ax] = plots.linear.loss_curve({"svm": [3.0, 2.0], "softmax": [1.0]}, smooth=1, ylabel="loss").axes
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["svm", "softmax"]
    assert [list(line.get_ydata()) for line in ax.lines] == [[3.0, 2.0], [1.0]]
    assert plots.linear.loss_curve({str(i): [1.0] for i in range(9)}).axes


def test_the_response_is_the_loss_of_moved_scores():
    """Does each curve hold the loss for its one score, and the dot the loss as it is?"""
    scores = np.array([5.5, 1.0, 3.0])
    fig = plots.linear.loss_response(scores, 2, {"hinge": hinge}, reach=4.0)
    for ax, moved in zip(fig.axes, (2, 0), strict=True):
        curve, dot = [line for line in ax.lines if len(line.get_xdata()) != 2]
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (scores[moved], 3.5)
        for value, loss in list(zip(*curve.get_data(), strict=True))[::40]:
            changed = scores.copy()
            changed[moved] = value
            assert loss == pytest.approx(hinge(changed, 2))
    np.testing.assert_array_equal(scores, [5.5, 1.0, 3.0])


def test_the_response_compares_losses():
    """Are two losses drawn in one picture, with a legend?"""
    losses = {"hinge": hinge, "squared": lambda scores, label: hinge(scores, label) ** 2}
    fig = plots.linear.loss_response(np.array([0.0, 2.0]), 0, losses)
    for ax in fig.axes:
        assert [text.get_text() for text in ax.get_legend().get_texts()] == ["hinge", "squared"]


def test_the_heat_map_writes_every_accuracy_and_frames_the_best():
    """Do rows stand for learning rates, columns for regs, and is every best cell framed?"""
    accuracies = np.array([[0.25, 0.5, 0.125], [0.5, 0.375, np.nan]])
    ax, bar = plots.linear.validation_heat_map(accuracies, [1e-3, 0.01], [0, 0.5, 10]).axes
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0", "0.5", "10"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["0.001", "0.01"]
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written[1, 0] == "50.0%" and written[2, 0] == "12.5%" and written[2, 1] == "nan%"
    centres = {(np.mean(line.get_xdata()[:4]), np.mean(line.get_ydata()[:4])) for line in ax.lines}
    assert centres == {(1.0, 0.0), (0.0, 1.0)}
    assert all(to_rgb(line.get_color()) == to_rgb(RUST) for line in ax.lines)
    assert bar.get_ylabel() == "validation accuracy"


def test_weight_sizes_are_sorted_shares_of_the_largest():
    """Does each curve fall from 1, and does the legend count the small weights?"""
    fig = plots.linear.weight_sizes({"L2": np.array([[4.0, -2.0]]), "L1": np.array([0.0, -8.0, 0.04, 1.0])})
    [ax] = fig.axes
    for line, sizes in zip(ax.lines, ([1, 0.5], [1, 0.125, 0.005, 0]), strict=False):
        np.testing.assert_allclose(line.get_ydata(), sizes)
        assert line.get_xdata()[-1] == 1
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["L2: 0% of the weights below 0.01", "L1: 50% of the weights below 0.01"]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plots.linear.templates(np.ones((100, 10))), "3073"),
        (lambda: plots.linear.templates(np.ones(3072)), "3073"),
        (lambda: plots.linear.loss_curve([]), "no loss"),
        (lambda: plots.linear.loss_curve({}), "no loss"),
        (lambda: plots.linear.loss_curve({"a": [1.0], "b": []}), "no loss"),
        (lambda: plots.linear.loss_response(np.array([1.0]), 0, {"hinge": hinge}), "scores"),
        (lambda: plots.linear.loss_response(np.array([1.0, 2.0]), 2, {"hinge": hinge}), "label"),
        (lambda: plots.linear.validation_heat_map(np.ones((2, 3)), [1, 2, 3], [1, 2]), "accuracies"),
        (lambda: plots.linear.validation_heat_map(np.ones((0, 3)), [], [1, 2, 3]), "accuracies"),
        (lambda: plots.linear.weight_sizes({}), "weight"),
        (lambda: plots.linear.weight_sizes({"L1": np.zeros(3)}), "weight"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, message):
    """Does a picture say what it needs instead of showing something else?"""
    with pytest.raises(ValueError, match=message):
        draw()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # Jupyter's own
def test_a_notebook_shows_each_picture_once(monkeypatch):
    """Does a cell that ends in a picture show it exactly once?"""
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel is to choose, whatever ran here before
    source = "from pixgrad import plots\nplots.linear.loss_curve([3.0, 2.0, 1.0])"
    notebook = nb.new_notebook(cells=[nb.new_code_cell(source)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    pictures = [out for out in notebook.cells[0].outputs if "image/png" in out.get("data", {})]
    assert len(pictures) == 1


def test_the_arrow_of_a_class_points_to_where_its_score_is_positive():
    """Does each line lie where the score is 0, and does an untrained class have none?"""
    W = np.array([[2.0, 0.0], [0.0, 0.0], [-1.0, 0.0]])  # class 0: 2 * x1 - 1
    X = np.array([[1.0, 0.5, 1.0], [-1.0, 0.0, 1.0]])
    [ax] = plots.linear.score_lines(W, X, np.array([0, 1])).axes
    [line] = ax.lines
    np.testing.assert_allclose(line.get_xdata(), [0.5, 0.5])
    [arrow] = ax.texts
    assert arrow.get_position()[0] > arrow.xy[0] == 0.5
    with pytest.raises(ValueError, match="shape"):
        plots.linear.score_lines(W[:2], X, np.array([0, 1]))
