"""An assignment's entry in the gradebook."""

import copy

import nbformat
import pytest

from pixgrad.classroom import gradebook
from pixgrad.classroom.changes import changes_of
from pixgrad.classroom.nbgrader_plugin import register_first
from pixgrad.classroom.registration import current_kit, generate, register
from pixgrad.marking.intake import admit, completeness
from pixgrad.marking.kit import load_kit


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


def edit(course, slug, change):
    """Change the cells of the course's source notebook, by their ids."""
    nb = nbformat.read(course.source(slug), as_version=4)
    nb.cells = change({cell.id: cell for cell in nb.cells})
    nbformat.write(nb, course.source(slug))


def without(label):
    return lambda cells: [cell for name, cell in cells.items() if not name.startswith(label)]


@pytest.mark.slow
def test_an_exercise_that_was_dropped_takes_its_own_marks_alone(course, kit):
    """Do all other marks stay, manual ones too, and is it written down who lost what?"""
    with gradebook.opened(course) as book:
        gradebook.record(book, "ada", kit.slug, kit.blank(), None)
        book.find_grade("add-check", kit.slug, kit.slug, "ada").manual_score = 11
        book.find_grade("double-check", kit.slug, kit.slug, "ada").manual_score = 20
        book.find_comment("double-answer", kit.slug, kit.slug, "ada").manual_comment = "Well done."
        book.db.commit()
    edit(course, kit.slug, without("double"))
    now = current_kit(course, kit.slug)
    with gradebook.opened(course) as book:
        assert gradebook.scores(book, kit.slug, now.exercises) == {"ada": {"add": 11, "mean": 35}}
        assert book.find_assignment(kit.slug).max_score == 75
    change, comment = changes_of(course, kit.slug)["ada"]
    assert comment.why == "the course dropped it; the comment was: Well done."
    assert (change.exercise, change.before, change.after) == ("double", "20", "")
    assert change.why == "the course dropped it, 20 of them by a person"


@pytest.mark.slow
def test_an_exercise_that_was_added_has_a_place_for_everybody(course, kit):
    """Can what was dropped be put back, with 0 points for those who were marked before?"""
    with gradebook.opened(course) as book:
        gradebook.record(book, "ada", kit.slug, kit.blank(), None)
    source = course.source(kit.slug).read_text()
    edit(course, kit.slug, without("double"))
    current_kit(course, kit.slug)
    course.source(kit.slug).write_text(source)
    now = current_kit(course, kit.slug)
    with gradebook.opened(course) as book:
        assert gradebook.scores(book, kit.slug, now.exercises)["ada"] == {"add": 40, "mean": 35, "double": 0}
        gradebook.record(book, "ada", kit.slug, now.blank(), None)
        assert gradebook.scores(book, kit.slug, now.exercises)["ada"]["double"] == 25
        assert book.find_comment("double-answer", kit.slug, kit.slug, "ada").auto_comment == "No response."


def test_nbgraders_own_release_goes_through_the_same_door(course, kit, monkeypatch, hand_made):
    """Does what nbgrader calls before it releases adapt the gradebook, and remember the earlier form?"""
    hook = course.config().GenerateAssignment.pre_convert_hook
    assert hook == f"{register_first.__module__}.{register_first.__name__}"
    with gradebook.opened(course) as book:
        gradebook.record(book, "ada", kit.slug, kit.blank(), None)
    edit(course, kit.slug, edited)
    monkeypatch.chdir(course.root)
    register_first(assignment=kit.slug, student=".", notebooks=[])
    old = nbformat.writes(hand_made.student_notebook()).encode()
    assert [finding.kind for finding in admit(old, load_kit(course, kit.slug))[1]] == ["newer-cell"]


def edited(cells):
    """A new weight, a mended check, another given cell, other words in a stub, and one exercise more."""
    cells["mean-check"].metadata.nbgrader["points"] = 30
    cells["add-check"].source = "assert add(1, 1) == 2\n" + cells["add-check"].source
    cells["given-1"].source += "\nimport json"
    cells["mean-answer"].source = cells["mean-answer"].source.replace("the mean", "their mean")
    more = [copy.deepcopy(cells[f"double-{part}"]) for part in ("answer", "check")]
    for cell in more:
        cell.id = cell.metadata.nbgrader["grade_id"] = cell.id.replace("double", "again")
        cell.metadata.pixgrad.exercise = "again"
        cell.source = cell.source.replace("double", "again")
    more[1].metadata.nbgrader["points"] = 5
    return [*cells.values(), *more]


def test_nobody_is_blamed_for_what_the_course_changed(course, kit, hand_made):
    """Is there none but a neutral finding on a notebook of the old form, and its old stub a stub?"""
    edit(course, kit.slug, edited)
    now = current_kit(course, kit.slug)
    old = nbformat.writes(hand_made.student_notebook(mean=None)).encode()
    nb, findings = admit(old, now)
    assert [finding.kind for finding in findings] == ["newer-cell"]
    named = findings[0].message.split(" came or changed")[0]
    assert sorted(named.split(", ")) == ["add-check", "again-answer", "again-check", "given-1"]
    stub = next(cell for cell in nb.cells if cell.id == "mean-answer")
    assert "their mean" in stub.source
    assert completeness(old, now).answered == 2
    fresh = [finding.kind for finding in admit(old, kit)[1]]
    assert fresh == []


@pytest.mark.slow
def test_a_student_who_edits_a_check_is_still_told(course, kit, hand_made):
    """Is what is no form of the course's found as before?"""
    edit(course, kit.slug, edited)
    nb = hand_made.student_notebook()
    cells = {cell.id: cell for cell in nb.cells}
    cells["add-check"].source = "pass"
    cells["mean-check"].metadata.nbgrader["points"] = 99
    kinds = [
        finding.kind for finding in admit(nbformat.writes(nb).encode(), current_kit(course, kit.slug))[1]
    ]
    assert kinds == ["changed-metadata", "edited-cell", "newer-cell"]


def test_a_release_holds_nothing_but_the_notebook(course, kit, hand_made, tmp_path):
    """Does a percent source beside the source notebook, solutions and all, stay out of what students get?"""
    course.source(kit.slug).with_suffix(".py").write_text("# solution")
    generate(course, kit.slug, str(tmp_path / "release"))
    released = [path for path in (tmp_path / "release").rglob("*") if path.is_file()]
    assert [path.name for path in released] == [f"{kit.slug}.ipynb"]
    assert "HIDDEN" not in released[0].read_text(encoding="utf-8")
