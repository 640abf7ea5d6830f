"""Debian's Chromium for the tests that look at a page as a reader does; no page may ask for anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """A test that looks at a page is slow."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


# Not for the whole session: Playwright's loop would be in the way of tests that run one of their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium or chromium-browser on the path; on Debian and Ubuntu: apt install chromium")
    from playwright.sync_api import sync_playwright  # takes half a second, which fast tests need not wait for

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def barriers() -> Callable[[Page], list[tuple[str, str]]]:
    """Ask axe-core what keeps people from reading a page: each rule, and the first element that breaks it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def look(page: Page) -> list[tuple[str, str]]:
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]

    return look


@pytest.fixture
def asked() -> list[str]:
    """Addresses that a page wanted something from, other than files of this machine."""
    return []


@pytest.fixture
def window(chromium: Browser, asked: list[str]) -> Iterator[Page]:
    """An empty window without network; a page that asks for anything elsewhere fails the test."""
    context = chromium.new_context(offline=True)
    context.set_default_timeout(60_000)
    context.on("request", lambda request: request.url.startswith("file:") or asked.append(request.url))
    yield context.new_page()
    context.close()
    assert asked == []
