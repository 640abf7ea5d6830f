"""The way from a message to the cell."""

from nbformat.v4 import new_code_cell, new_markdown_cell

from pixgrad.grader.places import Place, places


def test_an_exercise_is_found_by_heading_first_line_and_number(kit, notebook):
    """Is the number that of a full run, empty cells not counted?"""
    nb = notebook()
    nb.cells.insert(2, new_code_cell("  \n"))
    nb.cells.insert(2, new_code_cell("mine = 1"))
    found = places(nb, kit.exercises)
    assert found["add"] == Place("add", "def add(a, b):", 3)
    assert found["mean"] == Place("mean", "def mean(numbers):", 5)


def test_an_exercise_that_is_gone_has_no_place(kit, notebook):
    """Is a notebook without the cells of an exercise no error?"""
    nb = notebook()
    nb.cells = [cell for cell in nb.cells if not cell.id.startswith("add")]
    assert places(nb, kit.exercises)["add"] == Place()


def test_a_heading_with_a_formula_has_no_fragment(kit, notebook):
    """Is no address promised that JupyterLab would not follow, and are the marks of Markdown left out?"""
    nb = notebook()
    nb.cells.insert(3, new_markdown_cell("### A `sum` of $x$\n\ntext"))
    assert places(nb, kit.exercises)["add"].heading == "A sum of $x$"
    assert places(nb, kit.exercises)["add"].fragment == ""
    assert places(nb, kit.exercises)["mean"].fragment == "#mean"
