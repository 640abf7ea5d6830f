"""The pictures of graphs are read back: they hold the numbers that they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from pixgrad import plots
from pixgrad.plots.graph import Gate

SUM_PRODUCT = [
    Gate("x", 3, -4),
    Gate("y", -5, -4),
    Gate("+", -2, -4, inputs=(0, 1)),
    Gate("z", -4, -2),
    Gate("×", 8, 1, inputs=(2, 3)),
]
REUSED = [
    Gate("x", 3, 16),
    Gate("y", 2, 21),
    Gate("+", 5, 6, inputs=(0, 1), flows=(6, 6)),
    Gate("×", 6, 5, inputs=(0, 1), flows=(10, 15)),
    Gate("×", 30, 1, inputs=(2, 3), flows=(6, 5)),
]
SQUARE = [
    Gate("x", 3, 7),
    Gate("×", 9, 1, inputs=(0, 0), flows=(3, 3)),
    Gate("+", 12, 1, inputs=(1, 0), flows=(1, 1)),
]


class Number:
    """The least that `value_graph` needs."""

    def __init__(self, name, data, grad, parents=(), local_grads=()):
        self.name, self.data, self.grad = name, data, grad
        self.parents, self.local_grads = parents, local_grads


def square_of_number():
    x = Number("x", 3.0, 6.0)
    return Number("×", 9.0, 1.0, (x, x), (3.0, 3.0))


FIGURES = {
    "graph": lambda: plots.graph.computational_graph(SUM_PRODUCT),
    "one input": lambda: plots.graph.computational_graph([Gate("x", 1, 1)]),
    "values": lambda: plots.graph.value_graph(square_of_number()),
}


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


@pytest.mark.parametrize("name", FIGURES)
def test_pyplot_has_forgotten_the_figure(name):
    """Is a figure shown only where a cell returns it, and can it be drawn?"""
    fig = FIGURES[name]()
    fig.canvas.draw()
    assert plt.get_fignums() == []


def test_every_edge_carries_value_and_gradient():
    """Do the numbers of the worked example stand in the picture, once for each edge and the output?"""
    numbers = sorted(
        text for text in texts(plots.graph.computational_graph(SUM_PRODUCT)) if text[-1].isdigit()
    )
    assert numbers == sorted(["3", "-4", "-5", "-4", "-2", "-4", "-4", "-2", "8", "1"])


@pytest.mark.slow
def test_an_input_that_is_used_twice_shows_its_sum():
    """Does the sum of what comes back stand below each input of two gates, and below no other node?"""
    drawn = texts(plots.graph.computational_graph(REUSED))
    assert [text for text in drawn if text.startswith("sum")] == ["sum 16", "sum 21"]
    assert not any(text.startswith("sum") for text in texts(plots.graph.computational_graph(SUM_PRODUCT)))


def test_the_words_tell_every_gate():
    """Can values and gradients be followed by ear, and is what is not known yet left out?"""
    alt = plots.graph.computational_graph(SUM_PRODUCT).alt
    assert alt.endswith(
        "+ of x = 3 and y = -5 gives -2, and sends back -4 and -4. "
        "× of + = -2 and z = -4 gives 8, and sends back -4 and -2."
    )
    square = square_of_number()
    assert "× of x = 3 and x = 3 gives 9." in plots.graph.value_graph(square, steps=0).alt
    whole = plots.graph.value_graph(square).alt
    assert whole.endswith("gives 9, and sends back 3 and 3. x = 3 gets 6 in all.")


def test_a_value_becomes_a_graph_with_upstream_times_local():
    """Does every edge of a recorded computation show local gradient times upstream?"""
    drawn = texts(plots.graph.value_graph(square_of_number()))
    assert drawn.count("x") == 1 and "sum 6" in drawn
    assert sorted(text for text in drawn if text.isdigit()) == ["1", "3", "3", "3", "3", "9"]


@pytest.mark.parametrize(("steps", "grads"), [(0, ["1"]), (1, ["1", "3", "3"]), (2, ["1", "3", "3"])])
def test_a_graph_shows_the_gradients_that_are_known_so_far(steps, grads):
    """Does a gradient appear when the node that sends it has handed back, and the sum when all have?"""
    drawn = texts(plots.graph.value_graph(square_of_number(), steps=steps))
    values = ["3", "3", "9"]
    assert sorted(text for text in drawn if text.isdigit()) == sorted(values + grads)
    assert ("sum 6" in drawn) == (steps > 0)


@pytest.mark.slow
@pytest.mark.parametrize("gates", [SUM_PRODUCT, REUSED, SQUARE], ids=["tree", "reused", "square"])
def test_no_two_texts_of_a_graph_overlap(gates):
    """Do all numbers and names of a graph keep clear of each other?"""
    fig = plots.graph.computational_graph(gates)
    fig.canvas.draw()
    boxes = [
        np.mean(text.get_window_extent().get_points(), axis=0)
        for text in fig.axes[0].texts
        if not text.get_text().startswith(("above", "below"))
    ]
    apart = np.linalg.norm(np.array(boxes)[:, None] - np.array(boxes), axis=-1) + 99 * np.eye(len(boxes))
    assert apart.min() > 0.12 * fig.dpi  # centres at least a line of text apart


@pytest.mark.parametrize("gates", [[], [Gate("+", 1, 1, inputs=(0,))], [Gate("+", 1, 1, inputs=(1,))]])
def test_a_graph_that_cannot_be_drawn_is_refused(gates):
    """Is an empty graph refused, and a gate that reads itself or one behind it?"""
    with pytest.raises(ValueError, match=r"at least one gate|stand before it"):
        plots.graph.computational_graph(gates)
