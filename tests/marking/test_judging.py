"""From outputs to what a student is told."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.judging import judge, message_of
from pixgrad.marking.kit import Exercise
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.verdict import Verdict


def judged(kit, errors, answers=None):
    """Judge the blank notebook with some errors by grade id and some answers by label; returns by label."""
    nb = kit.blank()
    for cell in nb.cells:
        if cell.cell_type == "code":
            settle(cell, errors.get(cell.id))
        if (answers or {}).get(cell.id.removesuffix("-answer")):
            cell.source = answers[cell.id.removesuffix("-answer")]
    return {result.label: result for result in judge(nb, kit.exercises, kit.blanks)}


ANSWERED = {"add": "def add(a, b): return a", "mean": "mean = max", "double": "double = abs"}


@pytest.mark.parametrize(
    "ename, evalue, outcome, message, slip",
    [
        ("CheckFailed", "add(1, 2): got 1\n[slip: left-only]", "failed", "add(1, 2): got 1", "left-only"),
        ("AssertionError", "wrong", "failed", "wrong", None),
        ("AssertionError", "", "failed", "AssertionError", None),
        ("TypeError", "no", "error", "TypeError: no", None),
        ("TimeLimit", "stopped", "timeout", "stopped", None),
        ("ProcessDied", "ended", "error", "ended", None),
        ("NotRun", "late", "not-run", "late", None),
        ("CheckFailed", "not answered yet: choose", "unanswered", "not answered yet: choose", None),
    ],
)
def test_an_error_becomes_outcome_message_and_slip(kit, ename, evalue, outcome, message, slip):
    """Is each way to lose a check told apart?"""
    result = judged(kit, {"add-check": error_output(ename, evalue)}, ANSWERED)["add"]
    assert (result.outcome, result.message.strip(), result.slip) == (outcome, message.strip(), slip)
    assert (result.score, result.points) == (0, 40)


def test_an_untouched_answer_is_unanswered_whatever_it_raised(kit):
    """Is a stub called unanswered, not wrong?"""
    result = judged(kit, {"add-check": error_output("NotImplementedError", "")})["add"]
    assert (result.outcome, result.message) == ("unanswered", "not answered yet")


def test_an_answer_that_does_not_compile_is_named_as_the_cause(kit):
    """Does a NameError in the check lead to the SyntaxError in the answer?"""
    errors = {"add-answer": error_output("SyntaxError", "bad"), "add-check": error_output("NameError", "add")}
    result = judged(kit, errors, ANSWERED)["add"]
    assert result.message == "your answer cell itself stopped: SyntaxError: bad"
    assert result.slip == "answer-stops"


@pytest.mark.parametrize(
    ("said", "answer", "told"),
    [
        ("incomplete input", "f(1", "'(' was never closed, line 2 of the cell: f(1"),
        ("'return' outside function", "return 3", "'return' outside function, line 2 of the cell"),
    ],
)
def test_a_line_that_is_no_python_is_shown(kit, said, answer, told):
    """Does a student read the line, in Python's own words, and no name of a file that nobody has?"""
    errors = {
        "add-answer": error_output("SyntaxError", f"{said} (<ipython-input-2-26d8381b9d0a>, line 2)"),
        "add-check": error_output("NameError", "name 'add' is not defined"),
    }
    result = judged(kit, errors, {"add": f"%matplotlib inline\n{answer}"})["add"]
    assert result.message == f"your answer cell itself stopped: SyntaxError: {told}"


def test_an_answer_under_another_name_is_counted_as_such(kit):
    """Does a check that finds no function of the name get a slip for the class report?"""
    errors = {"add-check": error_output("NameError", "name 'add' is not defined")}
    assert judged(kit, errors, ANSWERED)["add"].slip == "not-defined"


def test_passing_earns_the_points_and_says_nothing(kit):
    """Does a check without an error give full points?"""
    results = judged(kit, {}, ANSWERED)
    assert [(result.score, result.outcome, result.message) for result in results.values()] == [
        (40, "passed", ""),
        (35, "passed", ""),
        (25, "passed", ""),
    ]


def test_colours_of_a_terminal_do_not_reach_people():
    """Are escape codes taken out of messages?"""
    error = new_output("error", ename="ValueError", evalue="\x1b[0;31mred\x1b[0m", traceback=[])
    assert message_of(error, None, untouched=False) == ("ValueError: red", None)


def test_a_verdict_survives_json(kit):
    """Is a kept verdict the verdict that was given?"""
    results = tuple(judged(kit, {"add-check": error_output("NotRun", "late")}).values())
    verdict = Verdict(
        "ada", "t1", "marked", results, (Finding(FindingKind.ENCODING, "m"),), 1.5, "key", {"numpy": "2"}
    )
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


def test_the_reason_of_a_question_is_told_whole():
    """Does a student read the reason of an option, without a word about numbers that are not shown?"""
    source = "check()\n# BEGIN HIDDEN TESTS\ncheck(1)\n# END HIDDEN TESTS"
    meta = {"nbgrader": {"grade_id": "q-check", "grade": True, "solution": False, "points": 2}}
    cell = new_code_cell(source, metadata=meta)
    cell.outputs = [
        error_output("CheckFailed", "x: c does not belong to the answer: 1 is 1.\n[slip: names-c]")
    ]
    (result,) = judge(new_notebook(cells=[cell]), (Exercise("concept-q", 2, ("q-check",)),), {})
    assert result.told == "x: c does not belong to the answer: 1 is 1." and result.slip == "names-c"


def test_what_a_check_says_about_a_forgiven_helper_is_kept(kit):
    """Does the result of an answer that passed note the helper, and nothing else that was printed?"""
    nb = kit.blank()
    said = "· add: right, but it calls your relu, which is not. Mend relu first."
    cells = {cell.id: cell for cell in nb.cells}
    cells["add-check"].outputs = [new_output("stream", name="stdout", text=f"{said}\n{said}\n")]
    cells["mean-check"].outputs = [new_output("stream", name="stdout", text=said)]  # of another exercise
    notes = {result.label: result.note for result in judge(nb, kit.exercises, kit.blanks)}
    assert notes["add"] == said.removeprefix("· add: ")
    assert notes["mean"] == ""


@pytest.mark.parametrize("failed", [True, False])
def test_a_picture_below_a_check_decides_nothing(kit, failed):
    """Does a picture neither cost nor earn points, for nbgrader as for us, and is it not kept?"""
    from nbgrader.utils import determine_grade

    cell = next(cell for cell in kit.blank().cells if cell.id == "add-check")
    error = error_output("CheckFailed", "add(1, 2): got 1") if failed else None
    drawn = new_output(
        "display_data", data={"text/html": "<table></table>", "text/plain": "[picture: 1 of 2]"}
    )
    cell.outputs = [*([error] if error else []), drawn]
    assert determine_grade(cell)[0] == (0 if failed else 40)
    settle(cell, error)
    assert cell.outputs == ([error] if error else [])
