"""An assignment's entry in the gradebook."""

import nbformat
import pytest

from pixgrad.classroom import gradebook
from pixgrad.classroom.registration import generate, register
from pixgrad.errors import PixgradError
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
