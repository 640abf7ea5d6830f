"""The pictures of README's three doors: pages of the project itself, seen by the system's Chromium."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from pixgrad.check import bank
from pixgrad.notebook.cells import answers, with_answers

ROOT = Path(__file__).parents[1]
SLUG = "a0_numpy"
DONE = 9  # exercises that the learner of the picture has answered
SLIP = ("pixel-difference", "wraps-around")
# What others got wrong, unfolded.
UNFOLD = """{
    const fold = document.querySelector('#pixel-difference ~ details.slips')
    fold.open = true
    fold.scrollIntoView()
    scrollBy(0, -260)
}"""
SIZE = {"width": 760, "height": 520}


def write(folder: Path) -> None:
    """Write ``door-learn.png``, ``door-teach.png`` and ``door-write.png``."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        work = Path(scratch)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        _shoot(page, _map(work), folder / "door-learn.png")
        _shoot(page, f"{_report(work)}#mistakes", folder / "door-teach.png")
        _shoot(page, f"{_book(work)}#pixel-difference", folder / "door-write.png", UNFOLD)
        browser.close()


def _shoot(page: Page, address: str, path: Path, script: str = "") -> None:
    page.goto(f"file://{address}")
    page.evaluate(script)
    page.wait_for_timeout(300)
    page.screenshot(path=path)


def _map(work: Path) -> str:
    """The map of somebody who is halfway through a0."""
    solved = answers(nbformat.read(ROOT / "solutions" / SLUG / f"{SLUG}.ipynb", as_version=4))
    filled = dict(list(solved.items())[:DONE])
    filled[SLIP[0]] = next(known.source for known in bank.mistakes(SLIP[0]) if known.label == SLIP[1])
    shutil.copytree(ROOT / "assignments", work / "assignments")
    path = work / "assignments" / SLUG / f"{SLUG}.ipynb"
    nbformat.write(with_answers(nbformat.read(path, as_version=4), filled), path)
    _call(work, "progress", "assignments", "--html", "map.html")
    return str(work / "map.html")


def _report(work: Path) -> str:
    """The report on a simulated class."""
    course = work / "course"
    for name in ("solutions", "assignments"):
        shutil.copytree(ROOT / name, course / name)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course)
    _call(course, "simulate", SLUG, "--students", "14")
    _call(course, "grade", SLUG, "--isolation", "none")
    return str(course / "grading" / f"report-{SLUG}.html")


def _book(work: Path) -> str:
    """The book's page of a0."""
    _call(ROOT, "site", SLUG, "--out", str(work / "site"))
    return str(work / "site" / f"{SLUG}.html")


def _call(folder: Path, *words: str) -> None:
    command = [sys.executable, "-m", "pixgrad.cli", *words]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
