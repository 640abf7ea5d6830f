import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import nbformat.v4 as nb
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from nbclient import NotebookClient

from pixgrad import plots
from pixgrad.data import Dataset, SealedTestSet
from pixgrad.plots.style import BLUE, CURVES, RUST, as_pixels

CLASSES = [f"class {label}" for label in range(10)]
TICK, CROSS = "\N{CHECK MARK}", "\N{BALLOT X}"


@pytest.fixture(autouse=True)
def nothing_is_left_behind():
    """Does every picture leave pyplot's figures and settings as they were?"""
    before = mpl.rcParams.copy()
    yield
    assert plt.get_fignums() == []
    assert mpl.rcParams == before


def images(num, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (num, 32, 32, 3), dtype=np.uint8)


def shown(ax):
    """The pixels of the only image of an axes."""
    [image] = ax.images
    return np.asarray(image.get_array())


def texts(fig):
    return [text.get_text() for ax in fig.axes for text in ax.texts]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("num", "ncols", "grid"), [(1, 10, (1, 1)), (7, 5, (2, 5)), (10, 10, (1, 10)), (11, 10, (2, 10))]
)
def test_a_grid_has_one_axes_per_image(num, ncols, grid):
    """Does every image appear once, in order, in as many rows as needed?"""
    pictures = images(num)
    fig = plots.images.image_grid(pictures, ncols=ncols)
    assert len(fig.axes) == num
    assert fig.axes[0].get_gridspec().get_geometry() == grid
    for ax, picture in zip(fig.axes, pictures, strict=True):
        np.testing.assert_array_equal(shown(ax), picture)
        assert ax.get_title() == ""


def test_a_grid_names_its_images():
    """Is the class written above each image, or the label where no names are given?"""
    fig = plots.images.image_grid(images(3), np.array([2, 0, 2]), CLASSES)
    assert [ax.get_title() for ax in fig.axes] == ["class 2", "class 0", "class 2"]
    assert [ax.get_title() for ax in plots.images.image_grid(images(2), [4, 5]).axes] == ["4", "5"]


def test_rows_and_single_images_are_understood():
    """Are flattened images and one image without its first axis shown as the images they are?"""
    [picture] = images(1)
    for given in (picture, picture.ravel(), picture.reshape(1, -1)):
        [ax] = plots.images.image_grid(given).axes
        np.testing.assert_array_equal(shown(ax), picture)


def test_floats_are_shown_in_their_range():
    """Are 0 to 1 kept, 0 to 255 divided, and other ranges stretched to black and white?"""
    picture = images(1)
    np.testing.assert_allclose(as_pixels(picture / 255), picture / 255)
    np.testing.assert_allclose(as_pixels(picture.astype(float)), picture / 255)
    np.testing.assert_allclose(as_pixels(picture.astype(np.int64)), picture / 255)
    stretched = as_pixels(picture - 100.0)
    assert (stretched.min(), stretched.max()) == (0, 1)
    np.testing.assert_array_equal(as_pixels(np.full((1, 2, 2, 3), -3.0)), 0)


@pytest.mark.parametrize("shape", [(0, 32, 32, 3), (2, 32, 32), (2, 100), (2, 32, 32, 4)])
def test_what_is_no_image_is_refused(shape):
    """Does the error give the shape wanted and the shape got?"""
    with pytest.raises(ValueError, match=r"must have shape \(N, H, W, 3\) or \(N, 3072\)"):
        plots.images.image_grid(np.zeros(shape))


def test_labels_must_be_one_per_image():
    """Is another number of labels refused?"""
    with pytest.raises(ValueError, match=r"labels must have shape \(3,\)"):
        plots.images.image_grid(images(3), [1, 2])


def test_a_class_sheet_has_a_named_row_per_class():
    """Does each row show its own class, with gaps where a class has few images?"""
    pictures, labels = images(12), np.array([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8])
    dataset = Dataset(
        "few", tuple(CLASSES), pictures, labels, SealedTestSet("few", 0, lambda: (pictures, labels))
    )
    fig = plots.images.class_sheet(dataset, per_class=2)
    rows = np.array(fig.axes).reshape(10, 2)
    assert [ax.get_ylabel() for ax in rows[:, 0]] == CLASSES
    assert [[len(ax.images) for ax in row] for row in rows] == [[1, 1]] * 2 + [[1, 0]] * 7 + [[0, 0]]
    np.testing.assert_array_equal(shown(rows[1, 1]), pictures[4])


def test_a_distance_matrix_marks_its_bright_rows_and_columns():
    """Are the rows and columns of the greatest means numbered beside the matrix?"""
    dists = np.random.default_rng(0).uniform(1, 2, (20, 50))
    dists[[3, 17]] += 5
    dists[:, 42] += 5
    fig = plots.images.distance_matrix(dists, num_marked=2)
    top, main, right, bar = fig.axes
    np.testing.assert_array_equal(shown(main), dists)
    assert {text.get_text() for text in right.texts} == {"3", "17"}
    assert "42" in {text.get_text() for text in top.texts}
    np.testing.assert_allclose(right.lines[0].get_xdata(), dists.mean(axis=1))
    np.testing.assert_allclose(top.lines[0].get_ydata(), dists.mean(axis=0))
    assert bar.get_ylabel() == "distance"
    assert main.get_ylim() == (19.5, -0.5)


def test_numbers_of_bright_rows_do_not_cover_each_other():
    """Is of two bright rows side by side only the brighter one named?"""
    dists = np.ones((100, 3)) + np.arange(100)[:, np.newaxis] * 1e-3
    dists[[50, 51, 10]] = [[9], [8], [7]]
    marked = plots.images.distance_matrix(dists).axes[2].texts
    assert [text.get_text() for text in marked] == ["50", "10", "99"]


def test_a_distance_matrix_may_be_tiny_or_constant():
    """Is a single distance, and a matrix without contrast, drawn?"""
    for dists in (np.zeros((1, 1)), np.ones((2, 7)), np.ones((300, 2), dtype=np.float32)):
        fig = plots.images.distance_matrix(dists)
        fig.canvas.draw()
        assert shown(fig.axes[1]).shape == dists.shape
    with pytest.raises(ValueError, match=r"must have shape \(num_test, num_train\)"):
        plots.images.distance_matrix(np.zeros(3))


def test_a_gallery_marks_right_and_wrong_by_sign_and_colour():
    """Does each neighbour carry a tick or a cross, and the frame its colour?"""
    queries, neighbours = images(2), images(6, seed=1).reshape(2, 3, 32, 32, 3)
    fig = plots.images.neighbour_gallery(queries, [1, 2], neighbours, [[1, 0, 1], [3, 2, 9]], CLASSES)
    axes = np.array(fig.axes).reshape(2, 4)
    assert [ax.get_title() for ax in axes[:, 0]] == ["class 1", "class 2"]
    assert [ax.get_title() for ax in axes[1, 1:]] == [
        f"{CROSS} class 3",
        f"{TICK} class 2",
        f"{CROSS} class 9",
    ]
    assert [ax.get_title()[0] for ax in axes[0, 1:]] == [TICK, CROSS, TICK]
    colours = [ax.spines["left"].get_edgecolor()[:3] for ax in axes[0, 1:]]
    assert colours == [to_rgb(BLUE), to_rgb(RUST), to_rgb(BLUE)]
    np.testing.assert_array_equal(shown(axes[1, 3]), neighbours[1, 2])


def test_a_gallery_of_rows_with_one_neighbour_is_drawn():
    """Are flattened images and a single neighbour accepted?"""
    fig = plots.images.neighbour_gallery(images(1).reshape(1, -1), [4], images(1).reshape(1, 1, -1), [[4]])
    assert [ax.get_title() for ax in fig.axes] == ["4", f"{TICK} 4"]


def test_a_gallery_refuses_shapes_that_do_not_match():
    """Does the error list what is needed and what came?"""
    with pytest.raises(ValueError, match=r"needed: query_labels \(Q,\).*got \(2,\)"):
        plots.images.neighbour_gallery(images(2), [1, 2], images(2), [1, 2])


def test_the_balls_are_those_of_their_metrics():
    """Do all points of each border have length 1, and does one point lie outside of L1 and inside of L2?"""
    fig = plots.images.metric_balls()
    for ax, order in zip(fig.axes, (1, 2), strict=True):
        border = ax.patches[0].get_xy()
        np.testing.assert_allclose(np.linalg.norm(border, ord=order, axis=1), 1)
        assert ax.get_aspect() == 1
    assert texts(fig) == ["(0.6, 0.6): length 1.20", "(0.6, 0.6): length 0.85"]


def test_accuracy_over_k_shows_means_bars_and_the_best():
    """Are means, standard deviations and folds drawn at their k, and is the best k named?"""
    curve = {5: [0.4, 0.6], 1: [0.2, 0.4], 10: [0.5, 0.5]}
    [ax] = plots.images.accuracy_over_k(curve).axes
    [bars] = ax.containers
    np.testing.assert_allclose(bars.lines[0].get_xydata(), [[1, 0.3], [5, 0.5], [10, 0.5]])
    segments = bars.lines[2][0].get_segments()
    np.testing.assert_allclose([segment[:, 1] for segment in segments], [[0.2, 0.4], [0.4, 0.6], [0.5, 0.5]])
    assert bars.get_label() == "best: k = 5, 50.0%"
    assert ax.get_xticks().tolist() == [1, 5, 10]
    low, high = ax.get_ylim()
    assert low < 0.2 and high > 0.6


def test_several_curves_are_told_apart_by_name_colour_and_marker():
    """Does each curve get its own entry, colour and marker, and bars beside each other?"""
    curve = {1: [0.2, 0.3], 3: [0.3, 0.4]}
    [ax] = plots.images.accuracy_over_k({"L1": curve, "L2": curve}, chance=0.1).axes
    assert [bars.get_label().split()[0] for bars in ax.containers] == ["L1", "L2"]
    lines = [bars.lines[0] for bars in ax.containers]
    assert [(line.get_color(), line.get_marker()) for line in lines] == list(CURVES[:2])
    assert lines[0].get_xdata()[0] < 1 < lines[1].get_xdata()[0]
    assert texts(ax.figure) == ["guessing"]
    assert ax.get_ylim()[0] < 0.1


def test_one_fold_and_one_k_are_enough():
    """Is a single number drawn without a warning?"""
    fig = plots.images.accuracy_over_k({7: [0.25]})
    fig.canvas.draw()
    assert fig.axes[0].containers[0].get_label() == "best: k = 7, 25.0%"


@pytest.mark.parametrize("curves", [{}, {3: []}, {"L1": {}}])
def test_a_curve_without_numbers_is_refused(curves):
    """Does the error show what is wanted?"""
    with pytest.raises(ValueError, match="every curve needs at least one k"):
        plots.images.accuracy_over_k(curves)


@pytest.mark.slow
def test_jupyter_shows_a_figure_once_and_only_where_a_cell_returns_it(tmp_path, monkeypatch):
    """Is a figure shown where it is the last expression, and not where it is assigned or drawn before?"""
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the kernel is to choose, whatever ran here before
    cells = [
        "from pixgrad import plots\nplots.images.metric_balls()",
        "fig = plots.images.metric_balls()",
        "plots.images.metric_balls()\nfig",
    ]
    notebook = nb.new_notebook(cells=[nb.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    pictures = [
        sum("image/png" in output.get("data", {}) for output in cell.outputs) for cell in notebook.cells
    ]
    assert pictures == [1, 0, 1]
