"""Partial credit by slip."""

from nbgrader.utils import determine_grade

from pixgrad.marking.judging import judge
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.rubric import credited, show_credit
from pixgrad.marking.verdict import Verdict
from pixgrad.notebook.cells import grade_id_of

RUBRIC = {"add": {"minus-for-plus": 0.7}}


def graded(nb, name):
    """Return what nbgrader itself makes of a check cell."""
    return determine_grade(next(cell for cell in nb.cells if grade_id_of(cell) == name))[0]


def executed(kit, slip):
    """Return an executed notebook whose check of add failed, and its verdict."""
    nb = kit.blank()
    for cell in nb.cells:
        if grade_id_of(cell) == "add-check":
            settle(cell, error_output("CheckFailed", f"add(2, 3): got -1\n[slip: {slip}]"))
    return nb, Verdict("ada", kit.slug, "marked", judge(nb, kit.exercises, {}))


def test_a_slip_that_the_course_gives_credit_for_is_a_partial_score_to_nbgrader(kit):
    """Does nbgrader read the share of the points from the cell, and the verdict say how many?"""
    nb, verdict = executed(kit, "minus-for-plus")
    given = credited(RUBRIC, verdict)
    show_credit(nb, kit, given)
    assert (given.results[0].score, given.results[0].credit, given.results[0].outcome) == (28, 28, "failed")
    assert (graded(nb, "add-check"), graded(nb, "mean-check")) == (28, 35)
    assert given.score == 88


def test_credit_is_taken_back_when_the_rubric_changes(kit):
    """Is the same notebook worth what the present rubric says, however often it is applied?"""
    nb, verdict = executed(kit, "minus-for-plus")
    for rubric, points in ((RUBRIC, 28), (RUBRIC, 28), ({"add": {"minus-for-plus": 0.25}}, 10), ({}, 0)):
        verdict = credited(rubric, verdict)
        show_credit(nb, kit, verdict)
        assert (verdict.results[0].score, graded(nb, "add-check")) == (points, points)


def test_no_other_answer_earns_anything(kit):
    """Do another slip and a rubric of another exercise change nothing?"""
    for slip, rubric in (("other-slip", RUBRIC), ("minus-for-plus", {"mean": {"minus-for-plus": 0.5}})):
        nb, verdict = executed(kit, slip)
        assert credited(rubric, verdict) == verdict
        show_credit(nb, kit, verdict)
        assert graded(nb, "add-check") == 0
