"""Finding the course and its assignments."""

from pathlib import Path

import pytest

from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError


def test_is_found_from_a_folder_inside(course):
    """Does a command work in a subfolder of the course?"""
    inside = course.root / "solutions" / "t1_sums"
    assert Course.find(inside) == course


def test_outside_says_what_a_course_is(tmp_path):
    """Is a command outside a course told what is missing?"""
    with pytest.raises(UsageError, match=r"not inside a course.*grader_config\.py"):
        Course.find(tmp_path)


def test_unknown_assignment_names_the_nearest_and_all(course):
    """Does a mistyped slug get the right one suggested?"""
    with pytest.raises(UsageError, match=r"did you mean t1_sums\?.*known: t1_sums"):
        course.require("t1-sums")


def test_paths_lie_under_grading(course):
    """Does everything that a run produces lie in the folder that git ignores?"""
    paths = [course.submitted, course.gradebook, course.autograded("ada", "a1"), course.feedback("ada", "a1")]
    paths += [course.report("a1"), course.grades("a1")]
    assert all(path.is_relative_to(course.root / "grading") for path in paths)


def test_configuration_is_that_of_the_course_wherever_it_is_read(course, monkeypatch, tmp_path):
    """Do nbgrader's paths point into the course when the command is called elsewhere?"""
    monkeypatch.chdir(tmp_path)
    config = course.config()
    assert Path(config.CourseDirectory.root) == course.root
    assert config.CourseDirectory.db_url == f"sqlite:///{course.gradebook}"


def test_a_broken_configuration_is_named(course):
    """Is an error in grader_config.py said with file and reason?"""
    (course.root / "grader_config.py").write_text("1 / 0")
    with pytest.raises(PixgradError, match=r"grader_config\.py does not work: ZeroDivisionError"):
        course.config()
