"""Lateness, a person's marks and comments, changes and totals, as readers see them."""

from datetime import UTC, datetime, timedelta

import pytest

from pixgrad.marking.verdict import Result, Verdict
from pixgrad.pages import feedback, total
from pixgrad.pages.standing import Change, Mark, Standing

DUE = datetime(2026, 10, 12, 21, 59, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)>\u202e"


def verdict():
    results = (Result("add", 40, 0, "failed", "no", told="no"), Result("mean", 35, 35, "passed"))
    return Verdict("ada", "t1_sums", "marked", results)


def standing(**more):
    return Standing({"add": Mark(0, 0), "mean": Mark(35, 35)}, **more)


def test_a_page_without_anything_special_says_nothing_special(kit):
    """Is a submission that came in time, with nothing by hand, shown as before?"""
    page = feedback.page(kit, verdict(), standing=standing(submitted=DUE, due=DUE))
    for word in ("late", "taken off", "person", "changed since", "Extra", "Comment", "extension"):
        assert word not in page


def test_lateness_that_costs_nothing_says_so(kit):
    """Is a late submission without a penalty told both?"""
    late = standing(submitted=DUE + timedelta(minutes=5), due=DUE, rule="Lateness costs nothing.")
    page = feedback.page(kit, verdict(), standing=late)
    assert "5 min late: no points are taken off. Lateness costs nothing." in page


def test_what_people_wrote_is_text(kit):
    """Is HTML in a comment, or in a reason, shown and not obeyed?"""
    change = Change("now", "ada", EVIL, "1", "2", EVIL)
    evil = Standing({"add": Mark(1, 0, 1, comment=EVIL)}, changes=(change,), rule=EVIL)
    page = feedback.page(kit, verdict(), standing=evil)
    assert "<img" not in page
    assert page.count("&lt;img") == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_the_total_fits_every_window(window, barriers, tmp_path, scheme, width):
    """Does the page of totals scroll its table, not itself, and hide names when asked?"""
    names = [f"a{number}_assignment" for number in range(7)]
    parts = tuple(total.Part(name, 1.0, True) for name in names)
    row = total.TotalRow("a-student-with-a-long-name", 71.25, dict.fromkeys(names, 0.7125), (names[0],))
    path = tmp_path / "total.html"
    path.write_text(total.page(total.TotalTable(parts, (row,), 1)), encoding="utf-8")
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": width, "height": 800})
    window.goto(path.as_uri())
    wider = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0
    assert barriers(window) == []
    window.get_by_label("Hide names").check()
    assert not window.get_by_text("a-student-with-a-long-name").is_visible()
    shown = window.locator("tbody th[data-n]").evaluate("each => getComputedStyle(each, '::after').content")
    assert shown == '"student 1"'
