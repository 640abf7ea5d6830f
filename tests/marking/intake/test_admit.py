"""Notebooks that were changed where nobody should change them."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from pixgrad.marking.intake import admit, blank_with_reason
from pixgrad.notebook.cells import grade_id_of


def admitted(nb, kit):
    """Hand a notebook through intake; returns it with the kinds of the findings."""
    result, findings = admit(json.dumps(nb).encode(), kit)
    return result, sorted(finding.kind for finding in findings)


def place_of(nb, grade_id):
    """Index of a cell by its grade id."""
    return next(place for place, cell in enumerate(nb.cells) if grade_id_of(cell) == grade_id)


def test_an_ordinary_submission_is_not_remarked_on(notebook, kit):
    """Does a right notebook keep its answers, get the hidden tests and no finding?"""
    nb, kinds = admitted(notebook(), kit)
    assert kinds == []
    assert nb.cells[place_of(nb, "add-answer")].source == "def add(a, b):\n    return a + b"
    assert "add(5, -7)" in nb.cells[place_of(nb, "add-check")].source


def test_edited_checks_and_given_cells_are_put_back(notebook, kit):
    """Is a check that the student made trivial overwritten?"""
    nb = notebook()
    for cell in nb.cells:
        if cell.id in ("add-check", "given-1"):
            cell.source = "pass"
    nb, _ = admitted(nb, kit)
    assert nb.cells[place_of(nb, "add-check")].source == kit.cells["add-check"].source
    assert nb.cells[place_of(nb, "given-1")].source == "import math\nimport warnings"


@pytest.mark.parametrize("changes", [{"points": 1000}, {"points": "x"}, {"grade": False}, {"solution": True}])
def test_changed_metadata_is_not_believed(notebook, kit, changes):
    """Do points and roles come from the kit?"""
    nb = notebook()
    nb.cells[place_of(nb, "add-check")].metadata.nbgrader.update(changes)
    nb, _ = admitted(nb, kit)
    assert nb.cells[place_of(nb, "add-check")].metadata.nbgrader == kit.cells["add-check"].metadata.nbgrader


@pytest.mark.parametrize("label", ["given-1", "add-answer", "add-check", "double-check"])
def test_deleted_cells_come_back_in_their_place(notebook, kit, label):
    """Is the order of the kit kept when a cell was deleted?"""
    nb = notebook()
    del nb.cells[place_of(nb, label)]
    nb, kinds = admitted(nb, kit)
    assert kinds == ["deleted-cell"]
    assert [name for cell in nb.cells if (name := grade_id_of(cell))] == list(kit.cells)


def test_all_cells_deleted_is_the_untouched_notebook(notebook, kit):
    """Does an empty notebook get every graded cell back?"""
    nb = notebook()
    nb.cells = []
    nb, kinds = admitted(nb, kit)
    assert set(kinds) == {"deleted-cell"}
    assert [name for cell in nb.cells if (name := grade_id_of(cell))] == list(kit.cells)


def test_of_copied_cells_the_last_one_counts(notebook, kit):
    """Is a copied answer cell kept as an ordinary cell, and only one of them graded?"""
    nb = notebook()
    place = place_of(nb, "add-answer")
    nb.cells.insert(place, copy.deepcopy(nb.cells[place]))
    nb.cells[place].source = "first = 1"
    nb, kinds = admitted(nb, kit)
    assert kinds == ["copied-cell"]
    graded = [cell for cell in nb.cells if grade_id_of(cell) == "add-answer"]
    assert [cell.source for cell in graded] == ["def add(a, b):\n    return a + b"]
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_retyped_cells_are_code_again(notebook, kit, kind):
    """Is an answer that became text executed as code?"""
    nb = notebook()
    cell = nb.cells[place_of(nb, "add-answer")]
    cell.cell_type = kind
    del cell["outputs"], cell["execution_count"]
    nb, kinds = admitted(nb, kit)
    assert kinds == ["retyped-cell"]
    assert nb.cells[place_of(nb, "add-answer")].cell_type == "code"


def test_students_own_cells_stay_and_cannot_be_graded(notebook, kit):
    """Is a cell with a made-up grade id an ordinary cell?"""
    nb = notebook()
    forged = {
        "nbgrader": {"grade": True, "grade_id": "gift", "points": 100, "solution": False, "locked": True}
    }
    nb.cells += [new_code_cell("1 + 1", metadata=forged), new_raw_cell("note")]
    nb, _ = admitted(nb, kit)
    assert "nbgrader" not in nb.cells[-2].metadata


def test_a_tag_does_not_take_a_check_out(notebook, kit):
    """Do tags of graded cells come from the kit, and explore cells stay explore cells?"""
    nb = notebook()
    nb.cells[place_of(nb, "add-check")].metadata.tags = ["explore", "skip-execution"]
    nb.cells[-1].metadata = {}
    nb, _ = admitted(nb, kit)
    assert "tags" not in nb.cells[place_of(nb, "add-check")].metadata
    assert nb.cells[-1].metadata.tags == ["explore"]


def test_outputs_of_the_student_are_gone(notebook, kit):
    """Is nothing that was displayed at home left?"""
    nb = notebook()
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="forged")]
    nb, _ = admitted(nb, kit)
    assert not any(cell.get("outputs") for cell in nb.cells)


def test_reason_stands_on_every_check_of_the_blank_notebook(kit):
    """Does a submission that cannot be read fail each check with the reason?"""
    nb = blank_with_reason(kit, "the file is empty")
    checks = [cell for cell in nb.cells if cell.id.endswith("-check")]
    assert {cell.outputs[0].evalue for cell in checks} == {"the file is empty"}


def test_text_of_a_student_is_not_obeyed_by_a_browser(notebook, kit):
    """Are tags, entities and script addresses of a student dead, and the course's own tags alive?"""
    evil = "<script>x</script> [a](javascript:x) [b](&#106;avascript:x) $a < b$"
    nb = notebook()
    nb.cells += [new_markdown_cell(evil), new_raw_cell(evil)]
    next(cell for cell in nb.cells if cell.id == "text-add").source += evil
    hints = [cell.source for cell in nb.cells if "<details>" in cell.source]
    nb, _ = admitted(nb, kit)
    texts = [cell.source for cell in nb.cells if cell.cell_type != "code"]
    assert not any(word in text for text in texts for word in ("<script", "javascript:", "&#"))
    assert sum("$a < b$" in text for text in texts) == 3
    assert [text for text in texts if "<details>" in text] == hints
