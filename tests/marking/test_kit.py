"""What an assignment expects."""

import pickle

import pytest

from pixgrad.errors import PixgradError
from pixgrad.marking.kit import exercises_of, load_kit


def test_clears_solutions_and_keeps_hidden_tests(kit):
    """Is a kit what nbgrader would put into its gradebook?"""
    assert "raise NotImplementedError()" in kit.cells["add-answer"].source
    assert "return a + b" not in kit.notebook
    assert "add(5, -7)" in kit.cells["add-check"].source


def test_knows_exercises_in_reading_order(kit, hand_made):
    """Are label, points, cells and hint of each exercise joined?"""
    assert [(exercise.label, exercise.points) for exercise in kit.exercises] == list(hand_made.POINTS.items())
    add = kit.exercises[0]
    assert (add.checks, add.answers, add.hint) == (("add-check",), ("add-answer",), "Think of **add**.")


def test_joins_by_grade_id_where_pixgrad_metadata_is_missing(kit):
    """Does a notebook that lost pixgrad's metadata still have its exercises?"""
    nb = kit.blank()
    for cell in nb.cells:
        cell.metadata.pop("pixgrad", None)
    assert [exercise.label for exercise in exercises_of(nb)] == ["add", "mean", "double"]


def test_survives_the_way_to_another_process(kit):
    """Is a pickled kit the same kit, also after its cells were looked at?"""
    assert kit.cells
    copy = pickle.loads(pickle.dumps(kit))
    assert copy == kit
    assert copy.blank() == kit.blank()


def test_blank_is_a_fresh_copy_each_time(kit):
    """Does a change to one student's notebook stay out of the next one's?"""
    kit.blank().cells[1].source = "spoilt"
    assert kit.blank().cells[1].source != "spoilt"


def test_damaged_source_notebook_is_one_clear_line(course, hand_made):
    """Is an unreadable source notebook named?"""
    course.source(hand_made.SLUG).write_text("{")
    with pytest.raises(PixgradError, match=r"t1_sums\.ipynb is not a usable source notebook"):
        load_kit(course, hand_made.SLUG)
