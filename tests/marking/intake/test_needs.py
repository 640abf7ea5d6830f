"""What an answer needs comes along: from pictures, reused text, given cells and files that a cell writes."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from pixgrad.marking.intake import admit

USING = "def add(a, b):\n    return a + int(widen(b))"


@pytest.fixture
def admitted(kit):
    """Intake of a notebook: the code that is run, in order, and the kinds of findings."""

    def take(nb):
        whole, findings = admit(nbformat.writes(nb).encode(), kit)
        cells = [cell for cell in whole.cells if cell.cell_type == "code" and not cell.metadata.get("tags")]
        return [cell.source for cell in cells], [finding.kind for finding in findings]

    return take


def cell(nb, ident):
    return next(cell for cell in nb.cells if cell.id == ident)


def runs_before(sources, first, second):
    places = [next(i for i, source in enumerate(sources) if text in source) for text in (first, second)]
    return places[0] < places[1]


def test_a_name_that_only_a_picture_binds_is_taken_along(notebook, admitted):
    """Is the import above a plot run, with what it needs, and not the plot?"""
    nb = notebook(add=USING)
    cell(nb, "explore-1").source = "one = 1\nraise SystemError('plot')\nwiden = lambda x: x * one"
    sources, kinds = admitted(nb)
    assert kinds == ["taken-names"]
    assert "one = 1\nwiden = lambda x: x * one" in sources
    assert runs_before(sources, "widen = lambda", "def add")


def test_what_nobody_reads_stays_in_its_picture(notebook, admitted):
    """Is nothing run of a picture that no answer needs, or whose name is bound elsewhere?"""
    nb = notebook(add=USING)
    cell(nb, "explore-1").source = "widen = 1\nother = 2"
    nb.cells.insert(1, new_code_cell("def widen(x): return x"))
    sources, kinds = admitted(nb)
    assert kinds == [] and not any("other" in source for source in sources)


def test_text_that_became_code_is_run(notebook, admitted, kit):
    """Is a helper in a text cell of ours run before the answer, as a cell of the student's own?"""
    nb = notebook(add=USING)
    text = cell(nb, "text-add")
    text.update(cell_type="code", outputs=[], execution_count=None, source="def widen(x): return x")
    sources, kinds = admitted(nb)
    assert kinds == [] and runs_before(sources, "def widen", "def add")


def test_a_given_import_may_be_extended(notebook, admitted):
    """Is what was added to a line of imports imported?"""
    nb = notebook(add=USING)
    cell(nb, "given-1").source = "import math, statistics as widen\nimport warnings"
    sources, kinds = admitted(nb)
    assert "import statistics as widen" in sources and kinds == ["edited-cell"]


def test_a_file_is_written_before_it_is_imported(notebook, admitted):
    """Does the cell that writes a module stay, before the import that is the answer?"""
    nb = notebook(add="%%writefile my_sums.py\ndef add(a, b):\n    return a + b")
    place = nb.cells.index(cell(nb, "add-answer"))
    nb.cells.insert(place + 1, new_code_cell("from my_sums import add"))
    sources, kinds = admitted(nb)
    assert kinds == ["moved-answer"] and runs_before(sources, "%%writefile", "from my_sums")


def test_a_file_written_late_is_written_in_time(notebook, admitted):
    """Is a module that is written at the notebook's end there for an answer further up?"""
    nb = notebook()
    nb.cells += [new_code_cell("%%writefile sums.py\ndef add(a, b):\n    return a + b")]
    nb.cells += [new_code_cell("from sums import add")]
    cell(nb, "add-answer").source = "def add(a, b):\n    raise NotImplementedError()"
    sources, _ = admitted(nb)
    assert runs_before(sources, "%%writefile", "from sums")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import numpy as np\ndef add(a, b):\n    return np.float(a) + b", "np.float is gone"),
        ("from scipy import stats\ndef add(a, b):\n    return stats.mode([a + b])[0][0]", "mode(...)[0]"),
    ],
)
def test_code_for_older_libraries_is_said_as_such(notebook, kit, source, said):
    """Does a finding name what is gone, and with which version marking works?"""
    _, (finding,) = admit(nbformat.writes(notebook(add=source)).encode(), kit)
    assert finding.kind == "old-library" and said in finding.message and "NumPy 2" in finding.message


def test_both_sides_of_a_merge_in_a_cell_are_noticed(notebook, kit):
    """Is a conflict that is still valid JSON named?"""
    torn = (
        "<<<<<<< local\ndef add(a, b):\n    return a\n=======\ndef add(a, b):\n    return b\n>>>>>>> remote"
    )
    _, (finding,) = admit(nbformat.writes(notebook(add=torn)).encode(), kit)
    assert finding.kind == "merge-conflict"
