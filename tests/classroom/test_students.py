"""Who is in the course, and how somebody leaves it without a loss."""

import shutil

import pytest

from pixgrad.classroom import gradebook


@pytest.fixture
def marked_here(marked_class, course):
    """The course of a test, with a class that is marked."""
    shutil.rmtree(course.root)
    shutil.copytree(marked_class.course.root, course.root, symlinks=True)
    return course


@pytest.mark.usefixtures("marked_here")
def test_everybody_is_listed_with_what_is_handed_in_and_marked(pixgrad):
    """Is a student of the gradebook or of the folders a line?"""
    said = pixgrad("students", "list")
    lines = said.out.splitlines()
    assert "ada-right  handed in: t1_sums  marked: t1_sums" in lines
    assert "hal-absent  handed in: -  marked: -" in lines
    assert said.err == f"{len(lines)} students\n"


def test_an_empty_course_has_no_students(pixgrad):
    """Is it no error where nobody has handed in anything?"""
    assert pixgrad("students", "list").code == 0


def test_who_is_removed_is_kept_elsewhere(marked_here, pixgrad):
    """Are gradebook and folders without the student, and all of it still there?"""
    said = pixgrad("students", "remove", "ada-right", "--yes")
    assert said.code == 0, said.err
    assert "ada-right" not in pixgrad("students", "list").out
    (kept,) = (marked_here.grading / "removed").iterdir()
    assert (kept / "submitted/ada-right/t1_sums/t1_sums.ipynb").is_file()
    assert (kept / "feedback/ada-right/t1_sums/t1_sums.html").is_file()
    with gradebook.opened(marked_here) as book:
        assert "ben-minus" in gradebook.students(book)
    (kept / "gradebook.db").replace(marked_here.gradebook)
    assert "ada-right  handed in: -  marked: t1_sums" in pixgrad("students", "list").out


def test_nobody_is_removed_if_one_name_is_wrong(marked_here, pixgrad):
    """Is a mistyped name one line, before anything is done?"""
    said = pixgrad("students", "remove", "ada-right", "ben-minu", "--yes")
    assert said.code == 2
    assert said.err == "pixgrad students: no student is called ben-minu; did you mean ben-minus?\n"
    assert "ada-right" in pixgrad("students", "list").out
    assert not (marked_here.grading / "removed").exists()


def test_without_a_yes_nobody_is_removed(marked_here, pixgrad, monkeypatch):
    """Is it asked first?"""
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda text: "n")
    said = pixgrad("students", "remove", "ada-right")
    assert said.code == 130
    assert (marked_here.submitted / "ada-right").exists()
