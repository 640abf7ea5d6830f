"""Scores as nbgrader keeps them."""

from pixgrad.classroom import gradebook
from pixgrad.marking.outputs import error_output, settle
from pixgrad.notebook.cells import grade_id_of


def record(course, kit, student, **errors):
    """Record the blank notebook with some checks failed."""
    nb = kit.blank()
    for cell in nb.cells:
        if grade_id_of(cell) in errors:
            settle(cell, error_output("AssertionError", "no"))
    with gradebook.opened(course) as book:
        gradebook.record(book, student, kit.slug, nb, None)


def test_scores_are_those_that_nbgrader_determines(course, kit):
    """Is an error 0 points and no output all points?"""
    record(course, kit, "ada", **{"mean-check": True})
    with gradebook.opened(course) as book:
        assert gradebook.scores(book, kit.slug, kit.exercises) == {
            "ada": {"add": 40, "mean": 0, "double": 25}
        }
        assert gradebook.recorded(book, kit.slug) == {"ada"}
        assert gradebook.students(book) == ["ada"]


def test_recording_again_replaces_the_automatic_score(course, kit):
    """Does a better second submission count?"""
    record(course, kit, "ada", **{"mean-check": True})
    record(course, kit, "ada")
    with gradebook.opened(course) as book:
        assert gradebook.scores(book, kit.slug, kit.exercises)["ada"]["mean"] == 35


def test_an_untouched_answer_is_commented_on_as_nbgrader_does(course, kit):
    """Does formgrader show "No response." under an untouched answer?"""
    record(course, kit, "ada")
    with gradebook.opened(course) as book:
        assert book.find_comment("add-answer", kit.slug, kit.slug, "ada").auto_comment == "No response."


def test_forgetting_leaves_the_others(course, kit):
    """Does a removed student take nobody along?"""
    record(course, kit, "ada")
    record(course, kit, "ben")
    with gradebook.opened(course) as book:
        gradebook.forget(book, kit.slug, ["ben", "nobody"])
        assert gradebook.students(book) == ["ada"]


def test_an_unknown_assignment_has_no_scores(course, kit):
    """Is an assignment that was never registered simply empty?"""
    with gradebook.opened(course) as book:
        assert gradebook.recorded(book, "a9_none") == set()
