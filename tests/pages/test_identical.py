"""Identical answers: asked about where few would write the same, and nowhere else."""

from dataclasses import replace

import pytest

from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages import identical
from pixgrad.pages.identical import Shared, form, questions


def answer(name, *steps, label="add"):
    """Return an answer with a variable of some name and a line for each step."""
    lines = [f"    {name} = {name} + {step} * a - b" for step in steps]
    return "\n".join([f"def {label}(a, b):", f"    {name} = 0", *lines, f"    return {name}"])


def group(kit, *rows):
    """Return the verdicts on a class: for each student the outcome of `add` and the answer to it."""
    return [
        Verdict(student, kit.slug, "marked", (Result("add", 40, 0, outcome, "", None, source),))
        for student, outcome, source in rows
    ]


LONG = range(12)
OTHERS = [(f"other{place}", "passed", answer("x", place, *LONG)) for place in range(4)]


def pairs(kit, *rows):
    """Return the pairs that are asked about."""
    return [question.students for question in questions(kit, group(kit, *rows, *OTHERS))]


def test_names_spaces_comments_and_docstrings_make_no_difference():
    """Is an answer recognised under other names, and told from one that computes something else?"""
    one = 'def f(a, b):\n    """Sum."""\n    total = a + b  # add\n    return np.sum(total)\n'
    same = "def f(left,right):\n  s=left+right\n\n  return np.sum( s )"
    for other in ("total = b + a", "total = a - b", "total = a + a"):
        assert form(one) != form(one.replace("total = a + b", other))
    assert form(one) == form(same)
    assert form(one) != form(same.replace("np.sum", "np.mean"))


def test_two_long_wrong_answers_are_asked_about(kit):
    """Are two who share a long wrong answer found under other names, and nobody else?"""
    rows = (("ada", "failed", answer("t", *LONG)), ("ben", "failed", answer("u", *LONG)))
    found = questions(kit, group(kit, *rows, *OTHERS))
    assert [question.students for question in found] == [("ada", "ben")]
    size = form(answer("t", *LONG)).size - form(kit.blanks["add-answer"]).size
    assert found[0].shared == (Shared("add", "failed", 2, size),)


@pytest.mark.parametrize(
    "outcome, source",
    [
        ("unanswered", answer("t", *LONG)),
        ("not-run", answer("t", *LONG)),
        ("failed", "def add(a, b):\n    return a - b"),
        ("passed", answer("t", *LONG)),
        ("failed", answer("t", 1, 2)),
        ("failed", "def add(a, b: " + answer("t", *LONG)),
    ],
    ids=["unanswered", "not run", "short", "right, one exercise", "wrong, not much", "no Python"],
)
def test_what_people_share_by_chance_raises_no_question(kit, outcome, source):
    """Is an empty, short, right or unreadable answer that two share passed over?"""
    assert pairs(kit, ("ada", outcome, source), ("ben", outcome, source)) == []


def test_the_stub_as_handed_out_raises_no_question(kit):
    """Is the text of the assignment nobody's answer, even if the check called it wrong?"""
    stub = kit.blanks["add-answer"]
    assert form(stub) is not None
    assert pairs(kit, ("ada", "failed", stub), ("ben", "failed", stub)) == []


@pytest.mark.parametrize("holders, asked", [(2, 1), (3, 3), (4, 0)])
def test_an_answer_that_many_share_raises_no_question(kit, holders, asked):
    """Are three a question of three pairs, and four what people write?"""
    rows = [(f"s{place}", "failed", answer("t", *LONG)) for place in range(holders)]
    assert len(pairs(kit, *rows)) == asked


@pytest.mark.parametrize("holders, asked", [(20, 190), (21, 0)])
def test_what_twenty_share_is_no_question_of_two(kit, holders, asked):
    """Does the number of pairs stay small where one in ten of a large class are many?"""
    rows = [(f"s{place}", "failed", answer("t", *LONG)) for place in range(holders)]
    rows += [(f"t{place}", "failed", "def add(a, b): pass") for place in range(300)]
    assert len(questions(kit, group(kit, *rows))) == asked


def test_a_class_of_two_is_no_class(kit):
    """Is nothing asked where half of all answers or more are the same?"""
    rows = [(student, "failed", answer("t", *LONG)) for student in ("ada", "ben")]
    assert questions(kit, group(kit, *rows)) == []
    assert questions(kit, group(kit, *rows, OTHERS[0])) == []
    assert len(questions(kit, group(kit, *rows, *OTHERS[:2]))) == 1


def test_several_wrong_answers_add_up(kit):
    """Are two mistakes of middling size in two exercises as telling as one long one?"""
    middling = [answer(name, *range(5)) for name in "tu"]
    rows = (("ada", "failed", middling[0]), ("ben", "failed", middling[1]))
    one = group(kit, *rows, *OTHERS)
    assert questions(kit, one) == []
    assert [question.students for question in questions(kit, twice(one))] == [("ada", "ben")]


def twice(verdicts):
    """Return verdicts in which the answer to `add` is that to `mean`, too."""
    return [
        replace(each, results=(each.results[0], replace(each.results[0], label="mean"))) for each in verdicts
    ]


def test_two_long_right_answers_in_two_exercises_are_asked_about(kit):
    """Do right answers count once each, so that it takes two of them?"""
    verdicts = group(
        kit, *(("ada", "passed", answer("t", *LONG)), ("ben", "passed", answer("u", *LONG))), *OTHERS
    )
    assert [question.students for question in questions(kit, twice(verdicts))] == [("ada", "ben")]


EVIL = {
    "signs": "-" * 20_000 + "1",
    "brackets": "(" * 9_000 + ")" * 9_000,
    "dots": "a." * 9_000 + "a",
    "sums": "1+" * 9_000 + "1",
    "calls": "a" + "()" * 9_000,
    "lambdas": "lambda:" * 2_800 + "1",
    "branches": "if a: pass\n" + "elif a: pass\n" * 1_500 + "else: pass",
    "strings": "f'{" * 3_000,
    "escapes": "'" + "\\d" * 9_000 + "'",
    "zero": "a = '\0'",
    "half a pair": "a = '\ud800'",
    "digits": "a = " + "9" * 15_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("source", EVIL.values(), ids=EVIL)
def test_no_answer_ends_the_report(source):
    """Is an answer that no parser likes either a form or none, without an error or a warning?"""
    assert form(source) is None or form(source).size > 0


def test_an_answer_is_read_and_not_run(tmp_path):
    """Does comparing an answer leave what it would do undone?"""
    trace = tmp_path / "trace"
    assert form(f"open({str(trace)!r}, 'w').close()").size > 3
    assert not trace.exists()


def test_the_page_says_what_counts(kit):
    """Are the numbers on the page those of the comparison?"""
    from pixgrad.pages import report

    page = report.page(kit, {}, {})
    for number in (
        identical.FEW,
        identical.SHORT,
        identical.LONG,
        identical.ENOUGH,
        identical.ONE_IN,
        identical.MOST,
    ):
        assert str(number) in page[page.index("What was compared") :]
