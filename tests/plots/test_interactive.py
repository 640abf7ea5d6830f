import sys
from types import SimpleNamespace

import pytest

from pixgrad.plots import images, interactive
from pixgrad.plots.interactive import explore


def draw(k=5, metric="l1"):
    """Return a picture that remembers what it was drawn for."""
    picture = images.metric_balls()
    picture.alt = f"k = {k}, {metric}"
    return picture


def test_without_a_notebook_the_picture_stands_still():
    """Is the first picture that of the defaults, and of the first value where there are none?"""
    assert explore(draw, k=(1, 25)).alt == "k = 5, l1"
    assert explore(lambda k: draw(k), k=[3, 9]).alt == "k = 3, l1"


def test_a_choice_that_cannot_be_shown_is_told():
    """Are no choices, and a tuple of another length, refused with what to write instead?"""
    with pytest.raises(ValueError, match="nothing to choose"):
        explore(draw)
    with pytest.raises(ValueError, match=r"k: give \(low, high\)"):
        explore(draw, k=(1,))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_slider_draws_anew(monkeypatch):
    """Does moving a slider change picture and words, and is every kind of choice a slider?"""
    pytest.importorskip("ipywidgets")
    choices = {"k": (1, 25), "metric": ["l1", "l2"]}
    box = interactive._box(draw, choices, {"k": 5, "metric": "l1"}, draw())
    k, metric, shown, _, words = box.children
    assert "k = 5, l1</p>" in words.value
    k.value, metric.value = 7, "l2"
    assert 'alt="k = 7, l2"' in shown.value
    assert "k = 7, l2</p>" in words.value


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_words_stay_open_while_a_slider_moves():
    """Are the words hidden until they are asked for, and then still there for the next picture?"""
    pytest.importorskip("ipywidgets")
    k, _, button, words = interactive._box(draw, {"k": (1, 25)}, {"k": 5}, draw()).children
    assert words.layout.display == "none"
    button.value = True
    k.value = 9
    assert words.layout.display is None
    button.value = False
    assert words.layout.display == "none"


def test_a_terminal_has_no_widgets(monkeypatch):
    """Does a shell without a kernel get the still picture?"""
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace()))
    assert explore(draw, k=(1, 25)).alt == "k = 5, l1"
