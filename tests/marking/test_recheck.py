"""Checking again runs what has changed, and nothing else."""

from dataclasses import replace

import nbformat
import pytest

from pixgrad.marking import self_check
from pixgrad.marking.kept_results import KeptResults
from pixgrad.marking.recheck import recheck

SUM = "def mean(numbers):\n    return total(numbers) / len(numbers)"


@pytest.fixture
def again(notebook, tmp_path, limits):
    """Save a student's notebook, with more code in front if wanted, and check it with what is kept."""
    path, kept = tmp_path / "mine.ipynb", KeptResults(tmp_path / "kept")

    def check(first="", **answers):
        nb = notebook(**answers)
        if first:
            nb.cells.insert(0, nbformat.v4.new_code_cell(first))
        nbformat.write(nb, path)
        return recheck(path, limits, kept)

    return check


def outcomes(rechecked):
    return {result.label: result.outcome for result in rechecked.checked.verdict.results}


@pytest.mark.slow
def test_only_what_changed_runs_again(again):
    """Is an exercise run when its answer changes, and at no other time?"""
    assert again().ran == {"add", "mean", "double"}
    assert again().ran == set()
    wrong = again(add="def add(a, b):\n    return a - b")
    assert wrong.ran == {"add"}
    assert outcomes(wrong) == {"add": "failed", "mean": "passed", "double": "passed"}
    assert again().ran == set()  # what was right before is known


@pytest.mark.slow
def test_a_cell_that_an_answer_needs_counts(again):
    """Is an exercise run again when a helper in a cell of its own changes, and no other exercise?"""
    assert again("total = sum", mean=SUM).ran == {"add", "mean", "double"}
    changed = again("total = max", mean=SUM)
    assert changed.ran == {"mean"}
    assert outcomes(changed) == {"add": "passed", "mean": "failed", "double": "passed"}


def test_an_untouched_answer_of_a_known_assignment_is_not_run(course, notebook, limits, tmp_path):
    """Is nothing run for an answer cell that is as it was handed out?"""
    path = course.root / "mine.ipynb"
    nbformat.write(notebook(mean=None), path)
    found = recheck(path, limits, KeptResults(tmp_path / "kept"))
    assert found.ran == {"add", "double"}
    assert outcomes(found)["mean"] == "unanswered"
    assert set(found.since) == {"add", "double"}


def test_a_stub_is_not_run_where_no_assignment_is_at_hand(again):
    """Is an exercise that was not begun told so without a run, and one with code before the stub run?"""
    begun = 'def mean(numbers):\n    return 2\n    raise NotImplementedError("later")'
    found = again(add=None, mean=begun)
    assert found.ran == {"mean", "double"}
    assert outcomes(found) == {"add": "unanswered", "mean": "passed", "double": "passed"}


def test_the_verdict_is_that_of_a_whole_check(course, notebook, hand_made, limits, tmp_path):
    """Does a notebook in a whole course get the same results piece by piece as in one run?"""
    path = course.root / "mine.ipynb"
    nbformat.write(notebook(**hand_made.MINUS, mean=None), path)
    found = recheck(path, limits, KeptResults(tmp_path / "kept")).checked
    whole = self_check.check(path, limits)
    alike = [
        [replace(result, answer="", check="") for result in each.verdict.results] for each in (found, whole)
    ]
    assert alike[0] == alike[1]


def test_a_damaged_kept_result_is_found_out_again(again, tmp_path):
    """Does rubbish among the kept results cost nothing but a run?"""
    again()
    for path in (tmp_path / "kept").iterdir():
        path.write_text('{"result": 3}')
    assert again().ran == {"add", "mean", "double"}
