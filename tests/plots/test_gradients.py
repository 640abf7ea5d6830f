"""The pictures of gradients are read back: they hold the numbers that they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from pixgrad import plots

FIGURES = {
    "mask": lambda: plots.gradients.masked_product(np.ones(2), np.ones(2), np.eye(2), np.ones(2)),
    "memory": lambda: plots.gradients.memory_bars({"a": (4e6, 1e3), "b": (2.0**38, 2.0**18)}),
    "entry": lambda: plots.gradients.matmul_entry(np.ones((2, 2)), np.ones((2, 3)), np.ones((2, 3)), 0, 1),
    "sizes": lambda: plots.gradients.layer_sizes({"small": {"H": [1e-4, 1e-2]}, "large": {"H": [1.0, 2.0]}}),
}


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


@pytest.mark.parametrize("name", FIGURES)
def test_pyplot_has_forgotten_the_figure(name):
    """Is a figure shown only where a cell returns it, and can it be drawn?"""
    fig = FIGURES[name]()
    fig.canvas.draw()
    assert plt.get_fignums() == []


def test_both_ways_back_show_their_own_result():
    """Is the product of matrix and vector drawn from the matrix, and the masked one from what was given?"""
    fig = plots.gradients.masked_product(
        np.array([1.0, -1.0]), np.array([7.0, 8.0]), np.eye(2), np.array([5.0, 0.0])
    )
    numbers = [float(text) for text in texts(fig) if text.lstrip("-").isdigit()]
    assert numbers == [1, 0, 0, 1, 7, 8, 7, 8, 1, 0, 7, 8, 5, 0]


def test_bars_are_as_long_as_the_bytes():
    """Does each layer have its two bars, written in a unit that is easy to read?"""
    fig = plots.gradients.memory_bars({"a": (2.0**38, 2.0**18)})
    assert [bar.get_width() for bar in fig.axes[0].patches] == [2.0**38, 2.0**18]
    assert {"256 GiB", "256 KiB"} <= set(texts(fig))


def test_an_entry_is_the_dot_product_of_two_rows():
    """Does the sentence below the tables give the sum and its result?"""
    fig = plots.gradients.matmul_entry(
        [[1, 2], [3, -1]], [[1, 0, -2], [2, 1, 3]], [[1, -1, 2], [0, 3, 1]], 0, 1
    )
    assert texts(fig)[-1].endswith("(1)(2) + (-1)(1) + (2)(3) = 7")


def test_curves_of_gradients_hold_the_sizes():
    """Is there a point for every layer?"""
    left, right = plots.gradients.layer_sizes({"net": {"H": [1.0, 0.1], "dH": [1e-3, 1e-2, 1.0]}}).axes
    assert (left.get_title(), right.get_title()) == ("H", "dH")
    assert right.lines[0].get_ydata().tolist() == [1e-3, 1e-2, 1.0]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.gradients.masked_product(np.ones(2), np.ones(2), np.ones((2, 3)), np.ones(2)),
        lambda: plots.gradients.memory_bars({}),
        lambda: plots.gradients.matmul_entry(np.ones((2, 2)), np.ones((3, 2)), np.ones((2, 2)), 0, 0),
        lambda: plots.gradients.layer_sizes({}),
    ],
)
def test_what_does_not_fit_is_refused(draw):
    """Are shapes that do not fit together refused in words, and pictures of nothing?"""
    with pytest.raises(ValueError, match=r"need shapes|nothing to draw|dY has shape"):
        draw()
