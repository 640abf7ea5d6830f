"""The way from a message to the cell."""

import json
import os

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from pixgrad.pages.cell_links import AnswerCell, address, answer_cells


def test_an_exercise_is_found_by_heading_first_line_and_number(kit, notebook):
    """Is the number that of a full run, empty cells not counted?"""
    nb = notebook()
    nb.cells.insert(2, new_code_cell("  \n"))
    nb.cells.insert(2, new_code_cell("mine = 1"))
    found = answer_cells(nb, kit.exercises)
    assert found["add"] == AnswerCell("add", "def add(a, b):", 3, "add-answer")
    assert found["mean"] == AnswerCell("mean", "def mean(numbers):", 5, "mean-answer")


def test_an_exercise_that_is_gone_has_no_place(kit, notebook):
    """Is a notebook without the cells of an exercise no error?"""
    nb = notebook()
    nb.cells = [cell for cell in nb.cells if not cell.id.startswith("add")]
    assert answer_cells(nb, kit.exercises)["add"] == AnswerCell()


def test_a_heading_is_given_without_the_marks_of_markdown(kit, notebook):
    """Are backticks left out, and formulas kept?"""
    nb = notebook()
    nb.cells.insert(3, new_markdown_cell("### A `sum` of $x$\n\ntext"))
    assert answer_cells(nb, kit.exercises)["add"].heading == "A sum of $x$"


@pytest.mark.parametrize(
    ("base_url", "folder", "link"),
    [
        ("/", "class", "http://localhost:8890/lab/tree/week%201/a0.ipynb#cell-id="),
        ("/lab7/", "class", "http://localhost:8890/lab7/lab/tree/week%201/a0.ipynb#cell-id="),
        ("/", "other", ""),
        ("/user/ann/", "class", ""),
    ],
)
def test_a_notebook_has_the_address_of_a_running_jupyterlab(tmp_path, monkeypatch, base_url, folder, link):
    """Is a link given where a JupyterLab is open on the folder, and none where it would lead nowhere?"""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    (tmp_path / "runtime").mkdir()
    server = {
        "pid": os.getpid(),
        "url": f"http://localhost:8890{base_url}",
        "base_url": base_url,
        "root_dir": str(tmp_path / folder),
    }
    assert address(tmp_path / "class/week 1/a0.ipynb") == ""
    (tmp_path / f"runtime/jpserver-{os.getpid()}.json").write_text(json.dumps(server))
    assert address(tmp_path / "class/week 1/a0.ipynb") == link
