"""Feedback and report: right, complete, and without active content."""

import re
from html.parser import HTMLParser

import pytest

from pixgrad.grader import feedback, report
from pixgrad.grader.verdict import Finding, Result, Verdict

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.open = set(), [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in ("meta", "rect", "line", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def evil(kit):
    """A verdict whose every text tries to be active."""
    results = (Result("add", 40, 0, "failed", EVIL, "minus-for-plus", EVIL), Result("mean", 35, 35, "passed"))
    return Verdict(EVIL, kit.slug, "marked", results, (Finding("odd", EVIL),), 1.0)


def is_passive(page):
    """Assert that a page has no script, handler, form, frame or address elsewhere; returns its tags."""
    tags = Tags(page)
    assert not tags.tags & {"script", "img", "iframe", "object", "embed", "form", "link", "base"}
    assert tags.open == []
    for name, value in tags.attributes:
        assert not name.startswith("on")
        assert not re.match(r"\s*(https?:|//|javascript:|data:)", value or "")
    return tags


def test_feedback_carries_nothing_active(kit, evil):
    """Is everything that a student wrote shown as text?"""
    page = feedback.page(kit, evil)
    is_passive(page)
    assert page.count("&lt;script&gt;") >= 4


def test_report_carries_nothing_active(kit, evil):
    """Are names, findings and messages of a class text?"""
    page = report.page(kit, {EVIL: {"add": 0.0, "mean": 35.0, "double": 0.0}}, {EVIL: evil}, absent=(EVIL,))
    is_passive(page)


def test_feedback_shows_verdict_message_hint_and_answer(marked_class):
    """Does a student find out what went wrong and what to think of?"""
    page = marked_class.course.feedback("ben-minus", "t1_sums").read_text(encoding="utf-8")
    assert "60 <small>of 100 points" in page
    assert "add(5, -7): got 12, wanted -2" in page
    assert "Think of <strong>add</strong>." in page
    assert "a - b" in page


def test_feedback_shows_no_source_of_checks(marked_class, kit):
    """Do hidden tests stay hidden on every page?"""
    for student in marked_class.summary.verdicts:
        page = marked_class.course.feedback(student, "t1_sums").read_text(encoding="utf-8")
        assert "assert" not in page
        assert "HIDDEN" not in page


def test_feedback_on_an_unreadable_file_says_why(marked_class):
    """Is there a page also for a file that is no notebook?"""
    page = marked_class.course.feedback("eve-no-notebook", "t1_sums").read_text(encoding="utf-8")
    assert "not UTF-8 text" in page
    assert "<article" not in page


def test_report_counts_passes_and_ranks_mistakes(marked_class):
    """Does the report say what the class knows?"""
    summary = marked_class.summary
    rows = {row.label: row for row in report.exercise_rows(summary.kit, summary.verdicts.values())}
    assert (rows["add"].counts["passed"], rows["add"].total) == (2, 9)
    assert report.slips(summary.verdicts.values()) == [report.Slip("minus-for-plus", "add", ("ben-minus",))]
    page = report.page(summary.kit, summary.scores, summary.verdicts, summary.absent)
    assert 'href="feedback/ben-minus/t1_sums/t1_sums.html"' in page
    assert "hal-absent" in page
    is_passive(page)


def test_report_names_what_nobody_solved(kit):
    """Is an exercise without a pass pointed out?"""
    results = (Result("add", 40, 0, "failed", "m"), Result("mean", 35, 35, "passed"))
    verdict = Verdict("ada", kit.slug, "marked", results)
    page = report.page(kit, {"ada": {"mean": 35.0}}, {"ada": verdict})
    assert "Nobody solved <code>add</code>." in page


def test_mistakes_are_ranked_by_how_many_made_them(kit):
    """Does the most frequent mistake come first?"""
    slips = {"ada": "one", "ben": "two", "cleo": "two"}
    verdicts = [
        Verdict(student, kit.slug, "marked", (Result("add", 40, 0, "failed", "m", slip),))
        for student, slip in slips.items()
    ]
    assert [(slip.label, len(slip.students)) for slip in report.slips(verdicts)] == [("two", 2), ("one", 1)]
