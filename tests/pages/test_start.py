"""The page on which JupyterLab opens."""

import nbformat

from pixgrad.marking.kept_results import KeptResults
from pixgrad.pages import start


def test_the_start_page_links_into_the_notebooks_and_runs_nothing(course, notebook, monkeypatch):
    """Does each exercise lead to its cell, and is an answer that was never checked told as such?"""
    monkeypatch.setenv("PIXGRAD_CACHE", str(course.root / "kept"))
    nbformat.write(notebook(mean=None), course.release("t1_sums"))
    assert start.write(course.root) == "/files/start.html"
    page = (course.root / "start.html").read_text(encoding="utf-8")
    assert (
        'href="../lab/tree/assignments/t1_sums/t1_sums.ipynb#cell-id=mean-answer" title="under: mean"' in page
    )
    assert "Table of Contents" in page  # JupyterLab stays at the top of the notebook
    assert page.count("not run:") == 2 and page.count("not answered:") == 1
    assert not list(KeptResults().folder.glob("*"))


def test_without_notebooks_the_folder_opens(tmp_path):
    """Does a course without notebooks open on their folder, as ever?"""
    assert start.write(tmp_path) == "/lab/tree/assignments"
