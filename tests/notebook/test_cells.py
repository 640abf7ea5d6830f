"""What a cell is for."""

import pytest
from nbformat import from_dict

from pixgrad.notebook.cells import answers, is_explore, label_of, role_of, with_answers

LOCKED = {"locked": True, "grade": False, "solution": False}
ROLES = {
    "given": {"nbgrader": {**LOCKED, "grade_id": "start"}, "pixgrad": {"role": "given"}},
    "explore": {"tags": ["explore"], "pixgrad": {"role": "explore"}},
    "answer": {"nbgrader": {"solution": True, "grade_id": "sum-answer"}, "pixgrad": {"exercise": "sum"}},
    "check": {"nbgrader": {**LOCKED, "grade": True, "grade_id": "sum-check-2"}, "tags": ["explore"]},
    "hint": {"pixgrad": {"role": "hint", "exercise": "sum"}},
    "own": {},
}


def made(metadata, kind="code", source="1"):
    """A cell with this metadata."""
    return from_dict({"cell_type": kind, "source": source, "metadata": metadata})


@pytest.mark.parametrize("role", ROLES)
def test_a_cell_has_one_role(role):
    """Is a role told from the metadata, and a graded cell never left out?"""
    cell = made(ROLES[role])
    assert role_of(cell) == role
    assert is_explore(cell) == (role == "explore")
    assert label_of(cell) == ("sum" if role in ("answer", "check", "hint") else "")


@pytest.mark.parametrize(
    "odd",
    [{"nbgrader": 7}, {"pixgrad": [1]}, {"tags": 3}, {"tags": "explore"}, {"nbgrader": {"grade_id": ["a"]}}],
)
def test_odd_metadata_makes_a_cell_a_students_own(odd):
    """Does a cell have a role, whatever a stranger wrote into its metadata?"""
    assert role_of(made(odd)) == "own"
    assert role_of(made(odd, kind="markdown")) == "text"


def test_answers_are_taken_out_without_marks_and_filled_in():
    """Is a notebook filled in with an answer another one, and the first as it was?"""
    marked = "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n"
    solved = from_dict({"cells": [made(ROLES["answer"], source=marked), made({})]})
    assert answers(solved) == {"sum": "def f():\n    return 1\n"}
    assert with_answers(solved, {"sum": "f = None\n"}).cells[0].source == "f = None"
    assert solved.cells[0].source == marked
