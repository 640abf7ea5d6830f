"""Feedback and report: right, complete, and without active content."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pixgrad.check.failure import CheckFailed
from pixgrad.grader import feedback, report
from pixgrad.grader.cells import error_output, settle
from pixgrad.grader.collect import read_submission
from pixgrad.grader.course import Course
from pixgrad.grader.hidden import UNSHOWN
from pixgrad.grader.mark import unreadable
from pixgrad.grader.verdict import Finding, Result, Verdict, judge

EVIL = (
    "<script>alert(1)</script><img src='http://example.invalid/x' onerror=alert(2)>\"><svg/onload=alert(3)>"
    "</pre></style><a href='javascript:alert(4)'>[x](javascript:alert(5)) {{ 7 * 7 }} \u202e\x1b[31m"
)


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
    results = (
        Result("add", 40, 0, "failed", EVIL, "minus-for-plus", EVIL, EVIL),
        Result("mean", 35, 35, "passed"),
    )
    return Verdict(EVIL, kit.slug, "marked", results, (Finding("odd", EVIL),), 1.0)


FRAME = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "div"}
TEXT = {"h1", "h2", "h3", "p", "pre", "code", "span", "small", "strong", "em", "ul", "li", "a", "br"}
PASSIVE = FRAME | TEXT | {"details", "summary", "table", "thead", "tbody", "tr", "th", "td"}
PASSIVE |= {"figure", "svg", "line", "rect", "text"}


def is_passive(page):
    """Assert that a page has no script, handler, form, frame or address elsewhere; returns its tags."""
    tags = Tags(page)
    assert tags.tags <= PASSIVE
    policies = [value for name, value in tags.attributes if name == "content" and "default-src" in value]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert tags.open == []
    for name, value in tags.attributes:
        assert not name.startswith("on")
        assert not re.match(r"\s*(https?:|//|javascript:|data:)", value or "")
    return tags


@pytest.mark.parametrize("reveal", [False, True])
def test_feedback_carries_nothing_active(kit, evil, reveal):
    """Is everything that a student wrote shown as text, before the deadline and after it?"""
    page = feedback.page(kit, evil, reveal)
    is_passive(page)
    assert page.count("&lt;script&gt;") >= 4
    assert "49" not in page


def test_report_carries_nothing_active(kit, evil):
    """Are names, findings and messages of a class text?"""
    page = report.page(kit, {EVIL: {"add": 0.0, "mean": 35.0, "double": 0.0}}, {EVIL: evil}, absent=(EVIL,))
    is_passive(page)


def test_file_names_carry_nothing_active(kit, tmp_path):
    """Is the name of a file that a student chose shown as text on both pages?"""
    folder = tmp_path / "ada" / kit.slug
    folder.mkdir(parents=True)
    for name in ("<script>alert(1)<", "<img src=x onerror=alert(2)>\n\x1b[31m"):
        (folder / f"{name}.ipynb").write_text("{}")
    (folder / f"{kit.slug}.ipynb").symlink_to(folder)
    submission = read_submission("ada", folder)
    verdict = unreadable(kit, submission, submission.findings[0].message).verdict
    (folder / f"{kit.slug}.ipynb").unlink()
    (folder / f"{kit.slug}.ipynb").write_text("{}")
    more = read_submission("ada", folder).findings
    verdict = Verdict("ada", kit.slug, "marked", verdict.results, (*verdict.findings, *more))
    for page in (feedback.page(kit, verdict), report.page(kit, {"ada": {"add": 0.0}}, {"ada": verdict})):
        is_passive(page)
        assert "&lt;script&gt;" in page
        assert "\x1b" not in page


def test_an_answer_with_markup_is_shown_as_text(kit):
    """Do an error and an answer full of HTML come through the verdict without becoming any?"""
    nb = kit.blank()
    for cell in nb.cells:
        if cell.cell_type == "code":
            settle(cell, error_output(EVIL, EVIL) if cell.id.startswith("add") else None)
        if cell.id == "add-answer":
            cell.source = f"# {EVIL}"
    results = judge(nb, kit.exercises, kit.blanks)
    verdict = Verdict("ada", kit.slug, "marked", results)
    for reveal in (False, True):
        page = feedback.page(kit, verdict, reveal)
        is_passive(page)
        assert not re.search("[\u202e\x1b]", page)


def test_feedback_shows_verdict_message_hint_and_answer(marked_class):
    """Does a student find out what went wrong and what to think of?"""
    page = marked_class.course.feedback("dan-endless", "t1_sums").read_text(encoding="utf-8")
    assert "65 <small>of 100 points" in page
    assert "look for a loop that never ends" in page
    assert "Think of <strong>mean</strong>." in page
    assert "while True" in page


def test_feedback_shows_no_source_of_checks(marked_class, kit):
    """Do hidden tests and what they want stay hidden on every page?"""
    for student in marked_class.summary.verdicts:
        page = marked_class.course.feedback(student, "t1_sums").read_text(encoding="utf-8")
        assert "assert" not in page
        assert "HIDDEN" not in page
        assert "-7" not in page and "wanted" not in page


def test_a_failed_hidden_test_names_the_slip_and_no_value(kit):
    """Is the sentence about the slip told, and are call, arguments and wanted value kept for later?"""
    failure = CheckFailed(
        "add(5, -7): b was subtracted.", ("with   a = [731, 9]", "got    12", "wanted -2"), "minus-for-plus"
    )
    pages = {}
    for part in ("hidden", "visible"):
        nb = kit.blank()
        for cell in nb.cells:
            if cell.cell_type == "code":
                settle(cell, error_output("CheckFailed", str(failure)) if cell.id == "add-check" else None)
            if cell.id == "add-check":
                cell.metadata["pixgrad"]["failed_part"] = part
            if cell.id == "add-answer":
                cell.source = "def add(a, b): return a - b"
        verdict = Verdict("ada", kit.slug, "marked", judge(nb, kit.exercises, kit.blanks))
        assert verdict.results[0].slip == "minus-for-plus"
        assert "wanted -2" in verdict.results[0].message
        for reveal in (False, True):
            pages[part, reveal] = feedback.page(kit, verdict, reveal)
    assert "add(…, …): b was subtracted." in pages["hidden", False]
    assert UNSHOWN in pages["hidden", False]
    for value in ("731", "-7", "12", "-2", "assert"):
        assert value not in re.sub(r"<style>.*</style>", "", pages["hidden", False], flags=re.DOTALL)
        assert value in pages["hidden", True]
    assert "wanted -2" in pages["visible", False]
    assert "HIDDEN TESTS" in pages["visible", True] and "HIDDEN TESTS" not in pages["visible", False]


def test_the_deadline_reveals_what_was_hidden(marked_class, tmp_path, monkeypatch, pixgrad):
    """Does report --reveal write every page again, with hidden tests, and the next run take them back?"""
    course = Course(Path(shutil.copytree(marked_class.course.root, tmp_path / "marked")))
    monkeypatch.chdir(course.root)

    def page():
        return course.feedback("ben-minus", "t1_sums").read_text(encoding="utf-8")

    before = page()
    assert pixgrad("report", "t1_sums", "--reveal").code == 0
    after = page()
    assert "A hidden test did not pass." in before and "add(5, -7)" not in before
    assert "add(5, -7): got 12, wanted -2" in after and "BEGIN HIDDEN TESTS" in after
    assert pixgrad("grade", "t1_sums", "--cell-seconds", "3", "--submission-seconds", "60").code == 0
    assert page() == before


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
