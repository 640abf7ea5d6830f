"""The grade table in the terminal."""

import io

import pytest
from rich.console import Console

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages.class_table import MOST_ROWS, chosen, class_table, remark
from pixgrad.pages.standing import Mark, Standing


@pytest.mark.parametrize("width", [60, 80, 140])
def test_signs_and_scores_are_whole_in_any_terminal(marked_class, width):
    """Is only the remark cut where a terminal is narrow?"""
    summary = marked_class.summary
    text = io.StringIO()
    console = Console(file=text, width=width)
    console.print(class_table(summary.kit, summary.scores, summary.verdicts, width))
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    assert max(map(len, lines)) <= width
    ben = next(line for line in lines if "ben-minus" in line)
    assert ben.split()[:3] == ["ben-minus", "60", "✗✓✓"]


def test_names_are_not_markup(kit):
    """Is a folder called [red] shown as it is called?"""
    text = io.StringIO()
    table = class_table(kit, {"[red]x[/red]": {"add": 0.0}}, {}, 100)
    Console(file=text, width=100).print(table)
    assert "[red]x[/red]" in text.getvalue()


def test_a_remark_is_a_finding_first_then_the_first_loss():
    """Is the most telling line chosen?"""
    lost = Result("add", 1, 0, "failed", "two\nlines")
    verdict = Verdict("ada", "t1", "marked", (lost,))
    assert remark(verdict) == "add: two"
    assert remark(Verdict("ada", "t1", "marked", (lost,), (Finding(FindingKind.ENCODING, "odd"),))) == "odd"
    assert remark(Verdict("ada", "t1", "marked", (Result("add", 1, 0, "unanswered"),))) == ""


def test_of_a_large_class_those_who_need_a_person_come_first():
    """Is a small class shown as it is, and of a large one as much as a terminal can hold?"""
    students = [f"s{place:04}" for place in range(1000)]
    odd = Verdict("s0500", "t1", "marked", (), (Finding(FindingKind.ENCODING, "odd"),))
    waiting = {"s0900": Standing({"add": Mark(0.0, waiting=True)})}
    shown = chosen(students, {"s0500": odd}, waiting)
    assert shown[:4] == ["s0900", "s0500", "s0000", "s0001"]
    assert len(shown) == len(set(shown)) == MOST_ROWS
    assert chosen(students[:MOST_ROWS], {}, {}) == students[:MOST_ROWS]
