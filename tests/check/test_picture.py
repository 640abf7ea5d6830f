"""The picture beside a failed check: which there is, what its caption says, and that it decides nothing."""

import subprocess
import sys

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check.failure import CheckFailed


def shown(function, case, want, exercise="any"):
    """The picture of a failed check, or None."""
    with pytest.raises(CheckFailed) as failed:
        check.returns(function, [case], [want], exercise=exercise)
    return failed.value.picture and failed.value.picture()


def test_cells_show_where_an_array_differs():
    """Are wrong entries marked by more than colour, with what is wanted in them?"""
    picture = shown(np.negative, (np.array([[0.0, 1], [2, 0]]),), [[0.0, 1], [-2, 0]])
    html = picture._repr_html_()
    assert html.count("<tr>") == 2 and html.count("✓") == 3 + 1  # and once in the caption
    assert "✗ -1<br>1" in html
    assert (
        repr(picture) == "[picture: the 4 entries of your result: ✓ right, ✗ wrong, below it what is wanted]"
    )


def test_a_large_array_shows_its_first_entries_without_numbers():
    """Is a table of 500 x 30 cut to what can be seen at a glance?"""
    picture = shown(np.negative, (np.ones((500, 30)),), np.ones((500, 30)))
    assert picture._repr_html_().count("<td") == 12 * 16
    assert "the first of them" in repr(picture)


def test_many_numbers_are_two_curves():
    """Are 40 losses drawn as a line, beside the wanted one?"""
    picture = shown(np.sqrt, (np.linspace(0, 1, 40),), np.linspace(0, 1, 40))
    assert picture._repr_html_().count("<polyline") == 2


def test_the_vote_shows_the_neighbours():
    """Are the nearest labels in order, and those that vote told apart?"""

    def nearest(dists, y_train, k):
        return y_train[np.argsort(dists, axis=1)[:, 0]]

    case = (np.array([[3.0, 1, 2, 9]]), np.array([7, 5, 7, 1]), 3)
    picture = shown(nearest, case, [7], "predict-labels")
    assert picture._repr_html_().count("<td") == 4
    assert "the first 3 vote" in repr(picture) and "You say 5, wanted is 7" in repr(picture)


@pytest.mark.parametrize("value", [None, 3, np.zeros(3), "word"])
def test_a_result_of_another_kind_has_no_picture(value):
    """Is there no picture where there are no two arrays to compare?"""
    assert shown(lambda x: value, (1,), np.ones((2, 2))) is None


NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("from pixgrad import check; import numpy as np")
shell.run_cell("check.returns(np.negative, [(np.ones(3),)], [[1, 1, 1]], exercise='any')")
print("then")
shell.run_cell("failed = check.CheckFailed('no'); failed.picture = lambda: 1 / 0; raise failed")
"""


@pytest.mark.slow
def test_a_notebook_shows_the_picture_below_the_message():
    """Does the message come first, then the picture; and does a picture that fails hide nothing?"""
    done = subprocess.run([sys.executable, "-c", NOTEBOOK], capture_output=True, text=True, check=True)
    first, then = done.stdout.split("then\n")
    assert first.index("CheckFailed: ") < first.index("[picture: the 3 entries")
    assert "CheckFailed: no" in then and "ZeroDivision" not in then + done.stderr
