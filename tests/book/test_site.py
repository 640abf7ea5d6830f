"""The book of one notebook, as a reader without a network sees it."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 400
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The book of a0, made by the command: half of its time runs the notebook, the rest is Sphinx."""
    out = tmp_path_factory.mktemp("book") / "site"
    env = os.environ | {"PIXGRAD_CACHE": str(out.parent / "cache"), "GITHUB_REPOSITORY": ""}
    words = [sys.executable, "-m", "pixgrad.cli", "site", "a0_numpy", "--out", str(out)]
    done = subprocess.run(
        words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(site, browser):
    """Open pages with the network cut; whatever asks for the network, or complains, fails the test."""
    contexts, complaints = [], []

    def open_page(name, viewport=LAPTOP, scheme="light"):
        context = browser.new_context(viewport=viewport, color_scheme=scheme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url)
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"file://{site}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


class Targets(HTMLParser):
    """Ids of a page, and what it refers to."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.targets = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        self.targets += [values[name] for name in ("href", "src") if values.get(name)]


@pytest.mark.slow
def test_no_link_of_the_site_is_broken(site):
    """Does every link of every page lead to a file and a place that are there?"""
    pages = {path.relative_to(site): Targets(path.read_text("utf-8")) for path in site.glob("*.html")}
    broken = []
    for path, page in pages.items():
        for target in page.targets:
            if re.match(r"[a-z]+:", target):
                continue
            file, _, place = unquote(target).partition("#")
            file = file.partition("?")[0]
            at = Path(os.path.normpath(path.parent / file)) if file else path
            if not (site / at).exists() or (place and at in pages and place not in pages[at].ids):
                broken.append(f"{path}: {target}")
    assert broken == []


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("name", ["a0_numpy", "index"])
@pytest.mark.parametrize(
    ("viewport", "scheme"), [(LAPTOP, "light"), (PHONE, "dark")], ids=["laptop", "phone"]
)
def test_a_page_can_be_read_by_everybody(visit, name, viewport, scheme):
    """Does axe-core find nothing, folds open, and does nothing run out of a phone?"""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(f"{name}.html", viewport, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]})
    assert [
        f"{each['id']}: {[n['html'][:200] for n in each['nodes'][:3]]}"
        for each in found.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.slow
@needs_chromium
def test_no_page_runs_out_of_a_phone(site, visit):
    """Is every page of the book, folds open, as wide as the phone?"""
    page = visit("index.html", PHONE)
    wide = {}
    for path in sorted(site.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        wide[path.name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > PHONE["width"]} == {}


ON_PAPER = """() => {
    const shown = each => each.checkVisibility() && each.getClientRects().length > 0;
    const all = kinds => [...document.querySelectorAll(kinds)].filter(shown);
    const bars = "button, .bd-header, .bd-sidebar-primary, .bd-header-article, .bd-footer";
    return {
        bars: all(bars).map(each => each.outerHTML),
        folded: all("summary").filter(each => !each.parentElement.open).length,
        cut: all("pre").filter(each => each.scrollWidth > each.clientWidth + 1).length,
        title: all("h1").length,
        ink: getComputedStyle(document.querySelector(".bd-article p")).color,
    };
}"""


@pytest.mark.slow
@needs_chromium
def test_a_chapter_can_be_printed(visit):
    """Is there dark ink, no bar, no line cut, and of a fold all or nothing, from a dark screen too?"""
    page = visit("a0_numpy.html", {"width": 720, "height": 1000}, "dark")
    before = page.evaluate("document.documentElement.dataset.theme")
    page.evaluate("document.querySelector('details.fold.solution').open = true")
    page.emulate_media(media="print")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    found = page.evaluate(ON_PAPER)
    assert max(int(part) for part in re.findall(r"\d+", found.pop("ink"))) < 100
    assert found == {"bars": [], "folded": 0, "cut": 0, "title": 1}
    assert page.is_visible("details.fold.solution pre >> nth=0")
    page.emulate_media(media="screen")
    page.wait_for_function(f"document.documentElement.dataset.theme === '{before}'")


@pytest.mark.slow
@needs_chromium
def test_formulas_pictures_and_folds_need_no_network(visit):
    """Are formulas drawn as MathML, pictures loaded, and solutions folded until asked for?"""
    page = visit("a0_numpy.html")
    assert page.evaluate("document.querySelector('math').getBoundingClientRect().width") > 5
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth)")
    assert page.evaluate("document.images.length") > 5
    assert not page.is_visible("details.fold.solution pre >> nth=0")
    page.click("details.fold.solution summary >> nth=0")
    assert page.is_visible("details.fold.solution pre >> nth=0")


@pytest.mark.slow
@needs_chromium
def test_the_search_works_without_a_server(visit):
    """Does a search in the folder's own files find the chapter?"""
    page = visit("search.html?q=broadcasting")
    page.wait_for_selector("#search-results a", timeout=1000 * SECONDS)
    assert "a0_numpy.html" in page.get_attribute("#search-results a", "href")


@pytest.mark.slow
def test_a_wrong_repository_is_said(pixgrad):
    """Is a repository that is no OWNER/NAME answered with one line and status 2?"""
    said = pixgrad("site", "--repository", "https://example.org/x")
    assert said.code == 2
    assert "OWNER/NAME" in said.err


@pytest.mark.slow
def test_an_unknown_notebook_is_said(pixgrad):
    """Is a chapter that does not exist answered with one line and status 2?"""
    said = pixgrad("site", "a9_nothing")
    assert said.code == 2
    assert "a9_nothing" in said.err


@pytest.mark.slow
def test_a_folder_of_something_else_is_not_replaced(course, pixgrad):
    """Is a folder that holds no earlier book refused, before anything is run, and left as it is?"""
    (course.root / "mine").mkdir()
    (course.root / "mine" / "thesis.txt").write_text("years of work")
    (course.solutions / "t1_sums" / "t1_sums.py").write_text("# %% [markdown]\n# # Sums\n")
    said = pixgrad("site", "--out", "mine")
    assert said.code == 2
    assert "is no earlier book" in said.err
    assert (course.root / "mine" / "thesis.txt").read_text() == "years of work"
