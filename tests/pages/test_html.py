"""Feedback and report: right, complete, and without active content."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from pixgrad.check.failure import CheckFailed
from pixgrad.classroom.submissions import read_submission
from pixgrad.course import Course
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.judging import judge
from pixgrad.marking.mark import unreadable
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.redact import UNSHOWN
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages import course_map, feedback, report
from pixgrad.pages.cell_links import AnswerCell
from pixgrad.pages.progress import CourseMap, Stop, Stretch
from pixgrad.pages.standing import Mark, Standing

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
        if tag not in ("meta", "rect", "line", "br", "input"):
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
    return Verdict(EVIL, kit.slug, "marked", results, (Finding(FindingKind.ODD_CELLS, EVIL),), 1.0)


FRAME = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "div"}
TEXT = {"h1", "h2", "h3", "p", "pre", "code", "span", "small", "strong", "em", "ul", "li", "a", "br"}
PASSIVE = FRAME | TEXT | {"details", "summary", "table", "thead", "tbody", "tr", "th", "td"}
PASSIVE |= {"figure", "figcaption", "svg", "line", "rect", "text", "nav", "q", "input", "label"}


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
    submission = read_submission("ada", folder, kit)
    verdict = unreadable(kit, submission, submission.findings[0].message).verdict
    (folder / f"{kit.slug}.ipynb").unlink()
    (folder / f"{kit.slug}.ipynb").write_text("{}")
    more = read_submission("ada", folder, kit).findings
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


@pytest.mark.slow
def test_the_deadline_reveals_what_was_hidden(marked_class, tmp_path, monkeypatch, pixgrad, asked):
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
    assert pixgrad("grade", "t1_sums", *asked).code == 0
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


def test_a_large_class_is_one_page_that_can_be_opened(kit):
    """Is everybody in it, folded by name, in under 300 bytes each, although all made a slip that is odd?"""
    names = [f"{place:04}-somebody@school.example" for place in range(1000)]
    slip = Result("add", 40, 0, "failed", "m", "minus-for-plus")
    odd = Finding(FindingKind.ODD_CELLS, "a long story " * 20)
    verdicts = {name: Verdict(name, kit.slug, "marked", (slip,), (odd,)) for name in names}
    page = report.page(kit, {name: {"add": 0.0} for name in names}, verdicts)
    is_passive(page)
    rows = re.findall(r'<th scope="row" data-n="(\d+)"><a class="name" href="([^"]*)">([^<]*)</a>', page)
    assert [name for _, _, name in rows] == names
    assert {int(number) for number, _, _ in rows} == set(range(1, 1001))
    assert page.count('<details class="fold">') == 5
    assert page.count("<summary>and 980 more</summary>") == 1  # who made the slip
    assert page.count("<summary>and 800 more</summary>") == 1  # whose submission was odd
    assert len(page) < 100_000 + 300 * len(names)


def test_a_page_is_written_again_only_if_it_would_be_another(course, kit):
    """Does a page stay as it is until marks, words or the verdict change, and come again if it is damaged?"""
    verdict = Verdict("ada", kit.slug, "marked", (Result("add", 40, 40, "passed"),), seconds=1.0)
    path, before = course.feedback("ada", kit.slug), None
    stand = {"marks": {"add": Mark(40.0)}}
    for changed, again in (
        (Standing(**stand), True),
        (Standing(**stand), False),
        (Standing(**stand, penalty=1.0), True),
    ):
        feedback.write(course, kit, replace(verdict, seconds=verdict.seconds + 1), changed)
        assert (path.stat().st_ino != before) == again
        before = path.stat().st_ino
    path.write_text("cut")
    feedback.write(course, kit, verdict, changed)
    assert "39 <small>" in path.read_text()


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


def test_two_mistakes_at_once_count_for_each(kit):
    """Is an answer with two slips among those of both?"""
    verdicts = [
        Verdict(student, kit.slug, "marked", (Result("add", 40, 0, "failed", "m", slip),))
        for student, slip in {"ada": "one", "ben": "one+two"}.items()
    ]
    assert report.slips(verdicts) == [
        report.Slip("one", "add", ("ada", "ben")),
        report.Slip("two", "add", ("ben",)),
    ]


def test_a_page_says_whose_slip_was_forgiven(kit):
    """Does an exercise that passed with a right helper in place of a wrong one say so?"""
    result = Result("add", 40, 40, "passed", note="right, but it calls your <relu>, which is not.")
    page = feedback.page(kit, Verdict("ada", kit.slug, "marked", (result,)))
    assert "right, but it calls your &lt;relu&gt;, which is not." in page
    is_passive(page)


class Outline(HTMLParser):
    """Collects headings, headers of tables and what an attribute refers to."""

    def __init__(self, page):
        super().__init__()
        self.levels, self.scopes, self.ids, self.links, self.pictures = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.scopes.append(attributes.get("scope"))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "svg" or attributes.get("role") in ("img", "region"):
            self.pictures.append(attributes.get("aria-label"))


def class_pages(marked_class):
    """Return the report and a student's page of a marked class."""
    summary = marked_class.summary
    yield report.page(summary.kit, summary.scores, summary.verdicts, summary.absent)
    for student in ("ben-minus", "eve-no-notebook"):
        yield marked_class.course.feedback(student, "t1_sums").read_text(encoding="utf-8")


def test_pages_can_be_read_by_ear(marked_class):
    """Are headings in order, table headers of a row or a column, figures named, links whole?"""
    for page in class_pages(marked_class):
        outline = Outline(page)
        assert '<html lang="en">' in page
        assert outline.levels[:1] == [1] and outline.levels.count(1) == 1
        steps = zip(outline.levels, outline.levels[1:], strict=False)
        assert all(later <= earlier + 1 for earlier, later in steps)
        assert set(outline.scopes) <= {"row", "col"}
        assert all(outline.pictures)
        assert len(outline.ids) == len(set(outline.ids))
        within = [link[1:] for link in outline.links if link.startswith("#")]
        assert within == [] or set(within) <= set(outline.ids)


STYLE = (Path(feedback.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")


def luminance(colour):
    """Relative luminance of a colour #rrggbb (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_black_on_white():
    """Does the oracle know 21, the largest ratio, and 1?"""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_every_text_stands_out(place):
    """Has each colour of text a contrast of 4.5 at least, on the page and on a panel?"""
    colours = dict(
        re.findall(r"--(\w+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[place])
    )
    used = set(re.findall(r"(?:[^-]color|fill): var\(--(\w+)\)", STYLE))
    assert {"ink", "soft", "good", "bad", "wait", "mute", "bar"} <= used
    for text in used:
        for ground in ("paper", "panel"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def test_feedback_leads_to_the_cell(marked_class):
    """Does a student read where to go, and is nothing of the check in it?"""
    page = marked_class.course.feedback("dan-endless", "t1_sums").read_text(encoding="utf-8")
    assert "heading <q>mean</q>, the cell that begins <code>def mean(numbers):</code>" in page
    assert 'href="#exercise-mean"' in page and 'id="exercise-mean"' in page


def test_check_writes_the_page_too(course, notebook, pixgrad):
    """Does a student's own check give verdict, message, hint and cell as a passive page?"""
    path = course.root / "mine.ipynb"
    nbformat.write(notebook(add=f"def add(a, b):\n    {EVIL!r}\n    return a - b"), path)
    before = path.read_bytes()
    said = pixgrad("check", str(path), "--html", str(course.root / "page.html"))
    assert (said.code, path.read_bytes()) == (1, before)
    assert 'go to: "add", [2] after Run All Cells:\n               def add(a, b):' in said.out
    assert "page: page.html" in said.out
    page = (course.root / "page.html").read_text(encoding="utf-8")
    is_passive(page)
    for part in (
        "add(2, 3): got -1, wanted 5",
        "Think of <strong>add</strong>.",
        "mine.ipynb",
        "(number 2 after",
    ):
        assert part in page
    assert "&lt;script&gt;" in page and "HIDDEN" not in page


def test_check_does_not_write_a_page_over_a_notebook(course, notebook, pixgrad):
    """Is --html with the notebook's own name refused before anything is run?"""
    path = course.root / "mine.ipynb"
    nbformat.write(notebook(), path)
    before = path.read_bytes()
    said = pixgrad("check", str(path), "--html", str(path))
    assert (said.code, path.read_bytes()) == (2, before)
    assert "ends in .html" in said.err


LONG_NAMES = [f"student-with-a-rather-long-name-{place}@institute.example" for place in range(8)]


@pytest.fixture
def crowded(kit, tmp_path):
    """A report of people with long names who share slips and answers, and a student's page."""
    answer = "def add(a, b):\n" + "    a = a + b * 2 - a\n" * 15
    results = [Result("add", 40, 0, "failed", "m" * 300, "minus-for-plus", answer, "m" * 300)] * 2
    results += [Result("add", 40, 40, "passed", answer=f"{answer}    return {place}") for place in range(6)]
    verdicts = {
        name: Verdict(
            name,
            kit.slug,
            "marked",
            (result,),
            (Finding(FindingKind.WRONG_NAME, f"read from {name}.ipynb"),),
            1.5,
        )
        for name, result in zip(LONG_NAMES, results, strict=True)
    }
    pages = {"report": report.page(kit, {name: {"add": 0.0} for name in verdicts}, verdicts)}
    pages["feedback"] = feedback.page(kit, verdicts[LONG_NAMES[0]])
    stops = tuple(Stop(result, 1.0, AnswerCell("A heading", "", 1, "add-answer")) for result in results)
    stretch = Stretch(kit.slug, "A title", tmp_path, stops, address="../lab/tree/a.ipynb#cell-id=")
    pages["progress"] = course_map.page(
        CourseMap((stretch, Stretch("t2_more", "Not here yet")), ("left out",))
    )
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    return tmp_path


PHONE, LAPTOP = {"width": 390, "height": 800}, {"width": 1280, "height": 800}


def address(folder, name="report"):
    return (folder / f"{name}.html").as_uri()


@pytest.mark.parametrize("name", ["report", "feedback", "progress"])
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (LAPTOP, "light")], ids=["phone", "laptop"])
def test_everybody_can_read_a_page(window, barriers, crowded, name, size, scheme):
    """Does nothing scroll sideways, and does axe-core find nothing, on a phone in the dark and a laptop?"""
    window.set_viewport_size(size)
    window.emulate_media(color_scheme=scheme)
    window.goto(address(crowded, name))
    assert window.evaluate("innerWidth") == size["width"]
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(window) == []


def test_a_page_is_dark_where_asked_and_light_on_paper(window, crowded):
    """Does the page follow the reader's scheme, but not into print?"""
    window.goto(address(crowded))
    seen = {}
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            window.emulate_media(color_scheme=scheme, media=media)
            seen[scheme, media] = window.evaluate("getComputedStyle(document.body).backgroundColor")
    assert seen["light", "screen"] == "rgb(255, 255, 255)"
    assert seen["dark", "screen"] == "rgb(20, 24, 29)"
    assert seen["light", "print"] == seen["dark", "print"] == "rgb(255, 255, 255)"


def test_a_picture_from_elsewhere_would_be_noticed_and_not_come(window, asked, tmp_path):
    """Do these tests see it when a page asks for something, and is there no network to get it from?"""
    (tmp_path / "page.html").write_text("<img src='http://pixgrad.invalid/x.png'>", encoding="utf-8")
    with window.expect_event("requestfailed") as failed:
        window.goto(address(tmp_path, "page"))
    assert (failed.value.url, failed.value.failure) == (asked.pop(), "net::ERR_INTERNET_DISCONNECTED")


def test_names_are_hidden_by_keyboard_and_stay_hidden_in_print(window, crowded):
    """Is no name left to be seen, on the screen or on paper, and do they come back?"""
    shown = lambda: window.inner_text("body")
    window.goto(address(crowded))
    assert all(name in shown() for name in LONG_NAMES)
    window.keyboard.press("Tab")
    window.keyboard.press("Space")
    assert "institute.example" not in shown()
    window.keyboard.press("Space")
    assert all(name in shown() for name in LONG_NAMES)
    window.keyboard.press("Space")
    for media in ("screen", "print"):
        window.emulate_media(media=media)
        assert "institute.example" not in shown()
        assert "student\u00a01" in shown() and "Not shown while names are hidden." in shown()


def test_names_are_hidden_by_a_click(window, crowded):
    """Is the label beside the box a button?"""
    window.goto(address(crowded))
    window.click("label.button")
    assert "institute.example" not in window.inner_text("body")


def test_two_who_share_a_long_wrong_answer_are_on_the_page(window, crowded):
    """Is the pair listed as a question, with the exercise?"""
    window.goto(address(crowded))
    row = window.inner_text("[aria-label='Pairs with identical answers'] tbody")
    assert all(name in row for name in LONG_NAMES[:2]) and LONG_NAMES[2] not in row
    assert "add (not right yet)" in row
