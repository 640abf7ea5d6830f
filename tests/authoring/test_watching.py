"""Which exercises a save of a source has touched."""

import shutil
from pathlib import Path

import pytest

from pixgrad.authoring.watching import state

ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path):
    """A copy of a0's source."""
    return Path(shutil.copy(ROOT / "solutions/a0_numpy/a0_numpy.py", tmp_path))


def touched(source, old, new):
    """Labels of the exercises that a change of some text touches."""
    before, text = state(source, {}), source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new), encoding="utf-8")
    after = state(source, {})
    return {label for label in after if after[label] != before[label]}


@pytest.mark.slow
def test_a_changed_answer_touches_its_exercise(source):
    """Is one exercise touched by an edit of its answer, and none by an edit of text?"""
    assert touched(source, "return height, width, image.size", "return height, width, image.size + 0") == {
        "image-facts"
    }
    assert touched(source, "# ### Drill 1", "# ### The first drill") == set()


def test_a_changed_import_touches_all_that_use_it(source):
    """Is every exercise touched by an edit of the cell that all of them need?"""
    assert "image-facts" in touched(source, "import numpy as np\n", "import numpy as np  # arrays\n")
