"""The pictures of features are read back: histograms, sheets of patches, frames, bars and tables."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from pixgrad import plots
from pixgrad.plots.style import PALE, RUST


def images(num=4):
    return np.random.default_rng(0).integers(256, size=(num, 8, 10, 3)).astype(np.uint8)


def patches(num=25, size=3):
    return np.random.default_rng(1).normal(size=(num, size * size * 3))


RESULTS = {
    ("pixels", "linear"): (0.5, 0.4),
    ("pixels", "net"): (0.9, 0.55),
    ("words", "linear"): (0.7, 0.65),
    ("words", "net"): (0.95, 0.75),
}
FIGURES = {
    "histograms": lambda: plots.features.histograms(images(2), np.full((2, 12), 0.25)),
    "patches": lambda: plots.features.patch_rows({"a": patches(), "b": patches()}),
    "covariances": lambda: plots.features.covariances({"a": patches()}),
    "codebook": lambda: plots.features.codebook_gallery(patches()),
    "spectrum": lambda: plots.features.spectrum_and_words(np.array([9.0, 1.0, 0.0]), 0.5, patches()),
    "where": lambda: plots.features.where_words_fire(
        images(), np.zeros((4, 3, 4), int), patches(), [0, 1], 3, 2
    ),
    "bars": lambda: plots.features.accuracy_bars(RESULTS),
    "sizes": lambda: plots.features.accuracy_over_words({"a": {10: 0.3, 100: 0.6}}, {"pixels": 0.5}),
    "confusions": lambda: plots.features.confusions({"a": np.array([0, 1, 1])}, np.array([0, 1, 2])),
}


@pytest.mark.parametrize("name", FIGURES)
def test_pyplot_has_forgotten_the_figure(name):
    """Is a figure shown only where a cell returns it, and can it be drawn?"""
    fig = FIGURES[name]()
    fig.canvas.draw()
    assert plt.get_fignums() == []


def test_a_spectrum_is_shown_before_and_after_whitening():
    """Do the two curves hold the variances, and what whitening with this eps makes of them?"""
    left, right = plots.features.spectrum_and_words(np.array([9.0, 1.0]), 1.0, patches()).axes
    np.testing.assert_allclose(left.lines[0].get_ydata(), [9, 1])
    np.testing.assert_allclose(left.lines[1].get_ydata(), [0.9, 0.5])
    assert right.get_title() == "25 words, eps = 1"
    with pytest.raises(ValueError, match="positive"):
        plots.features.spectrum_and_words(np.ones(2), 0.0, patches())


def test_histograms_show_red_then_green_then_blue():
    """Does each line hold the shares of its channel, over the range from 0 to 256?"""
    shares = np.array([[0.75, 0.25, 0.5, 0.5, 0.0, 1.0]])
    fig = plots.features.histograms(images(1), shares)
    lines = fig.axes[1].patches
    for line, name, values in zip(lines, ("red", "green", "blue"), shares.reshape(3, 2), strict=True):
        assert line.get_label() == name
        np.testing.assert_allclose(line.get_data().values, values)
        np.testing.assert_allclose(line.get_data().edges, [0, 128, 256])


def test_pixels_are_shown_as_they_are():
    """Does a patch of pixel values keep its colours, in the corner of the sheet where it belongs?"""
    P = np.array([[255.0, 0, 0] * 4, [0, 51, 255] * 4])
    sheet = plots.features.patch_rows({"cut out": P}).axes[0].images[0].get_array()
    np.testing.assert_allclose(sheet[:2, :2], np.tile([1, 0, 0], (2, 2, 1)))
    np.testing.assert_allclose(sheet[:2, 3:5], np.tile([0, 0.2, 1], (2, 2, 1)))
    np.testing.assert_allclose(sheet[:, 2], 1)


def test_zero_is_grey_where_numbers_have_both_signs():
    """Is 0 the middle grey, and do opposite numbers lie equally far from it?"""
    P = np.array([[0.0, 2, -2] * 4])
    sheet = plots.features.patch_rows({"whitened": P}).axes[0].images[0].get_array()
    np.testing.assert_allclose(sheet[0, 0], [0.5, 1, 0])


def test_covariance_is_that_of_the_columns():
    """Is the matrix the covariance of the columns, with the largest variance as 1?"""
    P = patches(40)
    shown = np.asarray(plots.features.covariances({"a": P}).axes[0].images[0].get_array())
    wanted = (P - P.mean(axis=0)).T @ (P - P.mean(axis=0)) / len(P)
    np.testing.assert_allclose(shown, wanted / wanted.max())


def test_words_with_most_patches_come_first():
    """Does the gallery follow the counts?"""
    P = np.array([[1.0, 0, 0] * 4, [0, 1.0, 0] * 4, [0, 0, 1.0] * 4])
    sheet = plots.features.codebook_gallery(P, np.array([2, 1, 9])).axes[0].images[0].get_array()
    brightest = [int(np.argmax(sheet[0, 3 * place])) for place in range(3)]
    assert brightest == [2, 0, 1]


def test_frames_stand_where_the_word_fires():
    """Is every place of the word framed, and the image with the most of them the first?"""
    words = np.zeros((2, 3, 4), dtype=int)
    words[0, 2, 1] = words[1, 0, 3] = words[1, 1, 1] = 7
    fig = plots.features.where_words_fire(images(2), words, patches(), [7], size=3, stride=2, ncols=2)
    first, second = fig.axes[1:3]
    np.testing.assert_array_equal(first.images[0].get_array(), images(2)[1])
    for ax, corners in ((first, {(5.5, -0.5), (1.5, 1.5)}), (second, {(1.5, 3.5)})):
        frames = [p for p in ax.patches if p.get_edgecolor() == to_rgba(RUST)]
        assert {frame.get_xy() for frame in frames} == corners
        assert all((frame.get_width(), frame.get_height()) == (3, 3) for frame in frames)


def test_bars_are_validation_and_ticks_training():
    """Are the bars as high as the validation accuracies, and the ticks at the training accuracies?"""
    ax = plots.features.accuracy_bars(RESULTS).axes[0]
    assert [bar.get_height() for bar in ax.patches] == [0.4, 0.65, 0.55, 0.75]
    ticks = [segment[0][1] for group in ax.collections for segment in group.get_segments()]
    assert ticks == [0.5, 0.7, 0.9, 0.95]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["pixels", "words"]


def test_curves_run_over_the_sizes_in_order():
    """Is a curve drawn by ascending size, whatever the order of the dict?"""
    fig = plots.features.accuracy_over_words({"a": {100: 0.6, 10: 0.3, 50: 0.5}}, {"pixels": 0.45})
    line, level = fig.axes[0].lines
    assert list(line.get_xdata()) == [10, 50, 100] and list(line.get_ydata()) == [0.3, 0.5, 0.6]
    assert set(level.get_ydata()) == {0.45}


def test_confusions_are_shares_of_the_true_class():
    """Does row i say what the images of class i are taken for, an absent class being an empty row?"""
    y, predicted = np.array([0, 0, 0, 0, 2]), np.array([0, 0, 0, 1, 1])
    fig = plots.features.confusions({"net": predicted}, y, ["sun", "moon", "star"])
    shown = np.asarray(fig.axes[0].images[0].get_array())
    np.testing.assert_allclose(shown, [[0.75, 0.25, 0], [0, 0, 0], [0, 1, 0]])
    assert {text.get_text() for text in fig.axes[0].texts} == {"75", "25", "100"}
    assert fig.axes[0].get_title() == "net: 60% right"
    assert all(spine.get_edgecolor() == to_rgba(PALE) for spine in fig.axes[0].spines.values())


@pytest.mark.parametrize(
    "call",
    [
        lambda: plots.features.histograms(images(2), np.ones((2, 4))),
        lambda: plots.features.histograms(images(2), np.ones((1, 3))),
        lambda: plots.features.patch_rows({}),
        lambda: plots.features.patch_rows({"a": np.ones((2, 10))}),
        lambda: plots.features.covariances({}),
        lambda: plots.features.codebook_gallery(patches(5), np.ones(4)),
        lambda: plots.features.codebook_gallery(np.ones((0, 12))),
        lambda: plots.features.where_words_fire(images(), np.zeros((3, 2, 2), int), patches(), [0], 3, 2),
        lambda: plots.features.where_words_fire(images(), np.zeros((4, 2, 2), int), patches(), [], 3, 2),
        lambda: plots.features.accuracy_bars({}),
        lambda: plots.features.accuracy_over_words({"a": {}}),
        lambda: plots.features.confusions({"a": np.zeros(3, int)}, np.zeros(4, int)),
    ],
)
def test_what_cannot_be_drawn_is_refused(call):
    """Does a picture say what it needs, when it gets something else?"""
    with pytest.raises(ValueError, match=r"need|nothing|give"):
        call()
