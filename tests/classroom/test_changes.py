"""Why marks changed, and the table that says so."""

from dataclasses import replace

import pytest

from pixgrad.classroom.changes import ChangeLog, changes_of, differences, write_down
from pixgrad.errors import PixgradError
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages.standing import Change, Mark, Standing

BEFORE = Verdict(
    "ada",
    "t1_sums",
    "marked",
    (Result("add", 40, 0, "failed", check="a"), Result("mean", 35, 35, "passed", check="b")),
    versions={"pixgrad": "1", "numpy": "1.26"},
    submission="first",
)


def standing(add, mean=35.0, **manual):
    marks = {"add": Mark(add, add), "mean": Mark(manual.get("mean", mean), mean, manual.get("mean"))}
    return Standing(marks)


def why(after, verdict, old=BEFORE):
    """Return the reason for a changed mark of add."""
    (change,) = differences(old, standing(0.0), verdict, after)
    assert (change.exercise, change.before) == ("add", "0")
    return change.why


REASONS = {
    "another attempt": ({"submission": "second"}, "handed in again"),
    "another version": (
        {"versions": {"pixgrad": "2", "numpy": "1.26"}},
        "marked with pixgrad 2, 1 before",
    ),
    "nothing that is known": ({}, "the checks of pixgrad or the course changed"),
}


@pytest.mark.parametrize("changed, reason", REASONS.values(), ids=REASONS)
def test_a_change_has_its_reason(changed, reason):
    """Is it said whether the student, an upgrade or the course changed something?"""
    assert why(standing(40.0), replace(BEFORE, **changed)) == reason


def test_a_mended_check_and_a_new_weight_are_the_courses_doing():
    """Are both named when both happened?"""
    add = Result("add", 30, 30, "passed", check="mended")
    verdict = replace(BEFORE, results=(add, BEFORE.results[1]))
    said = why(standing(30.0), verdict)
    assert said == "the course gives 30 points for it, 40 before; the course changed its check"


def test_where_nbgrader_removed_the_verdict_before_no_reason_is_made_up():
    """Is a change without an earlier verdict told without a reason?"""
    assert why(standing(40.0), BEFORE, old=None) == "marked again"


def test_the_first_marking_changes_nothing():
    """Is a submission that had no marks before no change?"""
    unmarked = Standing({"add": Mark(0.0), "mean": Mark(0.0)})
    assert differences(None, unmarked, BEFORE, standing(0.0)) == []
    assert differences(None, None, BEFORE, standing(0.0)) == []


@pytest.mark.slow
def test_an_added_exercise_is_told_and_a_mark_by_hand_that_stands(course):
    """Are both lines written and read again, oldest first, formulas defused?"""
    more = replace(BEFORE, results=(*BEFORE.results, Result("new", 5, 0, "unanswered")))
    old = replace(BEFORE, submission="=1+1")
    after = Standing({**standing(0.0, mean=11.0).marks, "new": Mark(0.0, 0.0)})
    changes = differences(old, standing(0.0, mean=11.0), more, after)
    write_down(course, "t1_sums", changes)
    write_down(course, "t1_sums", [Change("now", "ada", "add", "=1", "", "why, though?")])
    read = changes_of(course, "t1_sums")["ada"]
    assert [(each.exercise, each.before, each.after) for each in read] == [
        ("new", "", "0"),
        ("add", "=1", ""),
    ]
    assert read[0].why == "the course added it"
    assert "'=1" in course.changes("t1_sums").read_text()


def test_a_table_that_somebody_spoilt_is_one_line(course):
    """Is a table of changes without its columns refused by name?"""
    course.changes("t1_sums").write_text("who,what\nada,add\n")
    with pytest.raises(PixgradError, match=r"changes-t1_sums\.csv has no column when"):
        changes_of(course, "t1_sums")


def test_a_log_knows_what_it_adds(course):
    """Does a run see a change that it has written, beside those of earlier runs, as the table has them?"""
    first, second = (Change("now", "ada", label, "1", "2", "why") for label in ("add", "mean"))
    write_down(course, "t1_sums", [first])
    log = ChangeLog(course, "t1_sums")
    log.add("ada", [second])
    log.add("ben", [])
    assert log.known["ada"] == (first, second)
    assert changes_of(course, "t1_sums") == {"ada": (first, second)}
