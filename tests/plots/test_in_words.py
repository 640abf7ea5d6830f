import importlib
import inspect
import pkgutil

import numpy as np
import pytest
from matplotlib.figure import Figure

from pixgrad import plots
from pixgrad.plots.in_words import LONGEST, in_words
from pixgrad.plots.style import DescribedFigure, new_figure, styled


def drawing_functions():
    """Every public function of pixgrad.plots that returns a figure."""
    for module in pkgutil.iter_modules(plots.__path__):
        found = vars(importlib.import_module(f"pixgrad.plots.{module.name}")).values()
        yield from (
            each
            for each in found
            if inspect.isfunction(each)
            and each.__module__ == f"pixgrad.plots.{module.name}"
            and not each.__name__.startswith("_")
            and inspect.signature(each).return_annotation is Figure
        )


def test_every_picture_says_in_words_what_it_shows():
    """Is each function that draws decorated with what makes the alternative text?"""
    functions = list(drawing_functions())
    assert len(functions) > 40
    assert [each.__name__ for each in functions if not hasattr(each, "__wrapped__")] == []


def test_the_words_tell_curves_bars_points_and_numbers():
    """Does the text hold what the picture shows?"""
    fig, (left, right) = new_figure(1, 2)
    left.plot([0, 1, 2], [3, 1, 5], label="loss")
    left.scatter([1, 3], [2, 4], label="cats")
    left.errorbar([1, 2], [5, 6], yerr=1, label="folds")
    left.set(title="Training", xlabel="step")
    right.bar(range(2), [0.25, 0.75])
    right.set_xticks(range(2), ["cat", "dog"])
    right.text(0, 0, "a\nnote")
    text = in_words(fig, "Two panels.")
    assert text.startswith("Two panels. Training. From left to right: step. ")
    assert "loss: 3 at 0, lowest 1 at 1, 5 at 2." in text
    assert "folds: 5 at 1, 6 at 2." in text
    assert "cats: 2 points around (2, 3)." in text
    assert text.endswith("Bars: cat 0.25, dog 0.75. Written in it: a note.")


def test_a_sheet_of_images_is_told_by_its_titles_and_no_text_is_endless():
    """Is the text of many panels short enough to be listened to?"""
    fig = plots.images.image_grid(np.zeros((300, 32, 32, 3)), np.arange(300) % 10)
    assert "300 panels: 0, 1, 2" in fig.alt
    assert len(fig.alt) <= LONGEST


def test_the_words_are_the_alternative_text_on_the_page():
    """Does the HTML of a picture carry its text, with nothing that could end the attribute?"""

    @styled
    def draw():
        """A "small" picture."""
        return new_figure(1, 1)[0]

    fig = draw()
    assert isinstance(fig, DescribedFigure)
    assert 'alt="A &quot;small&quot; picture."' in fig.html("iVBO")


@pytest.mark.slow
def test_jupyter_shows_sliders_and_a_still_picture_behind_them():
    """Does a kernel get the sliders, a picture for pages without widgets, and an alternative text?"""
    nbclient = pytest.importorskip("nbclient")
    from nbformat.v4 import new_code_cell, new_notebook

    cells = [
        "from pixgrad import plots\nplots.images.metric_balls()",
        "plots.interactive.explore(lambda k: plots.images.metric_balls(), k=(1, 25))",
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, timeout=60).execute()
    still, moving = (cell.outputs[-1] for cell in notebook.cells)
    assert 'alt="All points' in still.data["text/html"]
    assert {"image/png", "application/vnd.jupyter.widget-view+json"} <= set(moving.data)
    assert moving.data["text/plain"].startswith("All points")
