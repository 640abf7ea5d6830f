"""The map of the course: what is done, what is next, and which notebooks count."""

import os
from io import StringIO

import nbformat
import pytest
from rich.console import Console

from pixgrad.errors import UsageError
from pixgrad.marking.kept_results import KeptResults
from pixgrad.marking.verdict import Result
from pixgrad.pages import course_map
from pixgrad.pages.cell_links import AnswerCell
from pixgrad.pages.progress import CourseMap, Stop, Stretch, notebooks_in, survey


@pytest.fixture
def mapped(limits, tmp_path):
    """Make the map of a folder."""
    return lambda folder: survey([folder], limits, KeptResults(tmp_path / "kept"))


@pytest.fixture
def save(notebook):
    """Save a student's notebook, as of some second."""

    def write(path, at=1000.0, **answers):
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook(**answers), path)
        os.utime(path, (at, at))
        return path

    return write


def test_the_map_of_a_course_says_what_is_done_and_what_is_next(
    course, save, mapped, hand_made, pixgrad, monkeypatch
):
    """Are exercises told apart, with the slip, and is the first that is not done the next one?"""
    save(course.root / "mine.ipynb", 2e9, **hand_made.MINUS, mean=None)
    found = mapped(course.root)
    [stretch] = found.stretches
    assert [stop.result.outcome for stop in stretch.stops] == ["failed", "unanswered", "passed"]
    assert (stretch.score, stretch.points, stretch.done) == (25, 100, 1)
    assert found.next[1].result.label == "add"
    assert found.last[1].result.label == "double"
    assert "assignments/t1_sums" in found.remarks[0] and "saved later" in found.remarks[0]
    monkeypatch.setenv("PIXGRAD_CACHE", str(course.root / "kept"))
    said = pixgrad("progress", "--html", "map.html", "--cell-seconds", "3")
    assert "✗ add  minus-for-plus" in said.out and "✓ double" in said.out and "○ mean" in said.out
    assert "1 of 3 exercises done, 25 of 100 points." in said.out
    page = (course.root / "map.html").read_text(encoding="utf-8")
    assert "minus-for-plus" in page and "not right yet" in page


@pytest.mark.parametrize(("width", "rows"), [(38, 1), (37, 2), (31, 3)])
def test_a_long_slip_leaves_room_for_another_column(width, rows):
    """Do exercises stand in columns as wide as each needs, not as the widest of all?"""
    results = (
        Result("ab", 1, 0, "failed", slip="a-long-slip-name"),
        *(Result(label, 1, 1, "passed") for label in ("cd", "ef")),
    )
    stops = tuple(Stop(result, None, AnswerCell()) for result in results)
    console = Console(width=width, record=True, file=StringIO())
    course_map.show(CourseMap((Stretch("t1_sums", "Sums", stops=stops),)), console)
    assert sum(line.startswith("    ") for line in console.export_text().splitlines() if line.strip()) == rows


def test_notebooks_are_found_in_any_folder(save, tmp_path):
    """Are notebooks below a folder found, and what is no notebook of the course passed over?"""
    mine = save(tmp_path / "deep" / "mine.ipynb")
    save(tmp_path / ".ipynb_checkpoints" / "old.ipynb")
    (tmp_path / "other.ipynb").write_text('{"cells": [], "about": "pixgrad"')
    assert notebooks_in([tmp_path]) == {mine: "t1_sums"}


def test_a_course_whose_solutions_are_there_shows_no_solution_as_progress(course):
    """Are the notebooks under solutions/ left out, and those to be downloaded from the book?"""
    copied = course.root / "site" / "_downloads" / "t1_sums.ipynb"
    copied.parent.mkdir(parents=True)
    copied.write_bytes(course.release("t1_sums").read_bytes())
    assert list(notebooks_in([course.root])) == [course.release("t1_sums")]


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere", "there is no"), ("empty", "no notebook of the course"), ("a.ipynb", "not a notebook")],
)
def test_a_place_without_a_notebook_is_named(tmp_path, name, said):
    """Is a place that does not exist, or has no notebook of the course, answered with one line?"""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.ipynb").write_text("{}")
    with pytest.raises(UsageError, match=said):
        notebooks_in([tmp_path / name])


def test_a_broken_notebook_does_not_hide_the_others(save, tmp_path, mapped):
    """Does a notebook without checks become a remark?"""
    path = save(tmp_path / "me" / "broken.ipynb")
    nb = nbformat.read(path, as_version=4)
    nb.cells, nb.metadata.pixgrad["slug"] = [], "t2_other"
    nbformat.write(nb, path)
    save(tmp_path / "me" / "mine.ipynb")
    found = mapped(tmp_path / "me")
    assert [stretch.slug for stretch in found.stretches] == ["t1_sums"]
    assert found.next is None
    assert "has no check cells" in found.remarks[0]
    assert "Nothing is left to do." in course_map.closing(found)
