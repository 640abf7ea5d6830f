"""Scores as nbgrader keeps them."""

import pytest
from sqlalchemy import event, text

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


def test_scores_of_a_submission_are_found_by_an_index(course):
    """Is no table read whole for one submission, which would cost more in a larger class?"""
    with gradebook.opened(course) as book:
        for table, column in gradebook.ASKED_BY.items():
            plan = book.db.execute(text(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 'x'"))
            assert f"USING INDEX pixgrad_{table}" in str(plan.all())


def test_a_submission_is_recorded_whole_or_not_at_all(course, kit):
    """Is nothing of it in the gradebook if recording it ends early, and the next one recorded?"""
    with gradebook.opened(course) as book:
        with pytest.raises(KeyboardInterrupt), gradebook.in_one_transaction(book):
            gradebook.record(book, "ada", kit.slug, kit.blank(), None)
            raise KeyboardInterrupt
        with gradebook.in_one_transaction(book):
            gradebook.record(book, "ben", kit.slug, kit.blank(), None)
    with gradebook.opened(course) as book:
        assert (gradebook.students(book), gradebook.recorded(book, kit.slug)) == (["ben"], {"ben"})


def test_recording_asks_no_more_of_a_larger_class(course, kit):
    """Does one submission take as many statements and commits with thirty in the gradebook as with two?"""
    asked, counts = [], {}
    with gradebook.opened(course) as book:
        event.listen(book.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        event.listen(book.engine, "commit", lambda *_: asked.append("COMMIT"))
        for place in range(30):
            asked.clear()
            with gradebook.in_one_transaction(book):
                gradebook.record(book, f"s{place}", kit.slug, kit.blank(), None)
            counts[place] = len(asked)
        assert asked.count("COMMIT") == 1
    assert counts[29] == counts[1]
