import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from pixgrad import plots


@pytest.fixture(autouse=True)
def nothing_is_left_behind():
    """Does every picture leave pyplot's figures and settings as they were?"""
    before = mpl.rcParams.copy()
    yield
    assert plt.get_fignums() == []
    assert mpl.rcParams == before


def image(height=4, width=5, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def texts(fig):
    return [text.get_text() for ax in fig.axes for text in ax.texts]


def shown(ax):
    """The pixels of the only image of an axes."""
    [picture] = ax.images
    return np.asarray(picture.get_array())


def test_a_row_shows_each_image_under_its_title():
    """Are bytes and floats from 0 to 255 shown with the same brightness, whatever else is in the row?"""
    dark, bright = image() // 8, image(seed=1)
    fig = plots.arrays.image_row([dark, dark.astype(float), bright], ["one", "two", "three"])
    assert [ax.get_title() for ax in fig.axes] == ["one", "two", "three"]
    for ax, picture in zip(fig.axes, [dark, dark, bright], strict=True):
        np.testing.assert_array_equal(shown(ax), picture)


@pytest.mark.parametrize(("count", "titles"), [(0, []), (2, ["one"])])
def test_a_row_needs_a_title_for_each_image(count, titles):
    """Does the error say how many titles there are?"""
    with pytest.raises(ValueError, match=f"got {len(titles)}"):
        plots.arrays.image_row([image()] * count, titles)


def test_channels_add_up_to_the_image():
    """Does each panel hold one channel and nothing else?"""
    picture = image()
    fig = plots.arrays.channels(picture)
    whole, *parts = [shown(ax) for ax in fig.axes]
    np.testing.assert_array_equal(whole, picture)
    np.testing.assert_array_equal(np.sum(parts, axis=0), picture)
    for number, part in enumerate(parts):
        assert not np.delete(part, number, axis=2).any()
    assert [ax.get_title() for ax in fig.axes][1:] == [
        "image[:, :, 0], red",
        "image[:, :, 1], green",
        "image[:, :, 2], blue",
    ]


@pytest.mark.parametrize("draw", [plots.arrays.channels, plots.arrays.pixel_numbers])
def test_several_images_are_refused(draw):
    """Does the error name the shape wanted and the shape got?"""
    with pytest.raises(ValueError, match=r"one image has shape \(H, W, 3\), not \(2, 4, 5, 3\)"):
        draw(np.stack([image()] * 2))


def test_every_pixel_carries_its_numbers():
    """Are red, green and blue written on each pixel, dark on bright and bright on dark?"""
    patch = np.array([[[255, 250, 245], [0, 1, 2]]], dtype=np.uint8)
    fig = plots.arrays.pixel_numbers(patch)
    assert texts(fig) == ["255\n250\n245", "0\n1\n2"]
    assert [text.get_color() for text in fig.axes[0].texts] == ["black", "white"]
    assert fig.axes[0].texts[1].get_position() == (1, 0)


def test_wrapping_around_is_what_numpy_does():
    """Is the stored difference that of uint8 arrays, and the true one that of whole numbers?"""
    [ax] = plots.arrays.wrap_around(subtracted=100).axes
    true, stored = (line.get_ydata() for line in ax.lines)
    values = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(stored, values - np.uint8(100))
    np.testing.assert_array_equal(true, values.astype(int) - 100)


def test_reductions_write_the_sums_and_their_shapes():
    """Are all numbers, the sums along both axes and the three shapes there?"""
    X = np.array([[1, 20, 300], [4, 50, 600]])
    written = texts(plots.arrays.reductions(X))
    assert written[:6] == [str(value) for value in X.ravel()]
    assert written[6:9] == ["5", "70", "900"]
    assert written[9:11] == ["321", "654"]
    assert written[11:] == ["X\n(2, 3)", "X.sum(axis=0): (3,)", "X.sum(axis=1): (2,)\nkeepdims=True: (2, 1)"]


def test_a_broadcast_table_writes_column_row_and_table():
    """Does every number stand in its own row and column?"""
    column, row = np.array([10, 20]), np.array([1.5, 2, 3])
    fig = plots.arrays.broadcast_table(column, row, column[:, None] - row)
    places = {(text.get_position(), text.get_text()) for text in fig.axes[0].texts}
    assert {((-0.8, 0.5), "10"), ((-0.8, 1.5), "20"), ((0.5, -0.8), "1.5"), ((2.5, -0.8), "3")} <= places
    assert {((0.5, 0.5), "8.5"), ((2.5, 0.5), "7"), ((0.5, 1.5), "18.5")} <= places
    assert {"(2, 1)", "(1, 3)", "(2, 3)"} <= set(texts(fig))


def test_a_table_of_another_shape_is_refused():
    """Does the error give the shape that a column and a row make?"""
    with pytest.raises(ValueError, match=r"has shape \(2, 3\), not \(3, 2\)"):
        plots.arrays.broadcast_table(np.zeros(2), np.zeros(3), np.zeros((3, 2)))


def test_a_score_table_frames_the_right_classes_and_marks_the_best():
    """Do frames stand around the right classes, dots on the highest scores, and the notes beside the rows?"""
    scores = np.array([[0.5, 2.0, 2.0], [3.0, 0.25, 1.0]])
    fig = plots.arrays.score_table(scores, [2, 0], ["sun", "moon", "star"], ["first", "second"])
    frames = [patch for patch in fig.axes[0].patches if isinstance(patch, Rectangle)]
    np.testing.assert_allclose([frame.get_x() for frame in frames], [2.64, 0.04])
    np.testing.assert_allclose([frame.get_y() for frame in frames], [0.04, 1.04])
    assert texts(fig)[:6] == ["0.5", "2", "2", "3", "0.25", "1"]
    assert {"sun", "moon", "star", "y = 2", "y = 0", "first", "second"} <= set(texts(fig))
    [dots] = fig.axes[0].lines
    np.testing.assert_array_equal(dots.get_xdata() // 1.3, [1, 0])
