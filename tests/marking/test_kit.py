"""What an assignment expects, and its entry in the gradebook."""

import pickle

import nbformat
import pytest

from pixgrad.classroom import gradebook
from pixgrad.errors import PixgradError
from pixgrad.marking.kit import exercises_of, generate, load_kit, register


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


def test_registering_again_changes_nothing(course, kit):
    """Is the gradebook left alone if it knows the cells already?"""
    before = course.gradebook.read_bytes()
    register(course, kit)
    assert course.gradebook.read_bytes() == before


def test_registering_leaves_the_release_alone(course, kit, hand_made):
    """Does an edited source reach the gradebook without touching assignments/?"""
    nb = nbformat.read(course.source(kit.slug), as_version=4)
    next(cell for cell in nb.cells if cell.id == "add-check").source += "\nassert True"
    nbformat.write(nb, course.source(kit.slug))
    release = course.release(kit.slug).read_bytes()
    register(course, load_kit(course, kit.slug))
    with gradebook.opened(course) as book:
        assert book.find_source_cell("add-check", kit.slug, kit.slug).source.endswith("assert True")
    assert course.release(kit.slug).read_bytes() == release


def test_other_cells_after_marking_are_refused_in_one_line(course, kit):
    """Does an assignment that lost a check after marking say what to do?"""
    with gradebook.opened(course) as book:
        gradebook.record(book, "ada", kit.slug, kit.blank(), None)
    nb = nbformat.read(course.source(kit.slug), as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id != "double-check"]
    nbformat.write(nb, course.source(kit.slug))
    with pytest.raises(PixgradError, match=r"other cells \(-double-check\).*move the gradebook away"):
        register(course, load_kit(course, kit.slug))


def test_a_release_holds_nothing_but_the_notebook(course, kit, hand_made, tmp_path):
    """Does a percent source beside the source notebook, solutions and all, stay out of what students get?"""
    course.source(kit.slug).with_suffix(".py").write_text("# solution")
    generate(course, kit.slug, str(tmp_path / "release"))
    released = [path for path in (tmp_path / "release").rglob("*") if path.is_file()]
    assert [path.name for path in released] == [f"{kit.slug}.ipynb"]
    assert "HIDDEN" not in released[0].read_text(encoding="utf-8")
