import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from pixgrad.ladder import page
from pixgrad.ladder.climb import LEAST_GAP, gaps
from pixgrad.ladder.page import PUBLISHED, assemble, margin, section, sections, verdict, write
from pixgrad.ladder.rungs import RUNGS, Plan

DOCS = Path(__file__).parents[2] / "docs"


def test_the_margin_is_that_of_simulated_tests():
    """Do 95 % of simulated tests of a right share of 0.3 come within the margin of it?"""
    shares = np.random.default_rng(0).binomial(1000, 0.3, size=20_000) / 1000
    assert np.mean(np.abs(shares - 0.3) <= margin(0.3, 1000)) == pytest.approx(0.95, abs=0.01)


def test_every_result_stands_in_the_table(tiny, results):
    """Does each row give name, notebook, settings, size, times and accuracies?"""
    text = section(tiny(), results(0.3, 0.4, 0.6, 0.8), Plan(), 120)
    assert (
        "| two-layer net (a1_knn) | reg 0.1 | 100,000 | 30.0 | 4.0 | 0.50 | 61.0% | **60.0%** ± 17.5% |"
        in text
    )
    assert text.count("\n|") == 2 + 4
    assert "120 training images, 24 of which validated; 30 test images." in text
    assert "part of the set" not in text


def test_a_part_of_a_set_is_called_so(tiny, results):
    """Does the page say when fewer images than the whole set were used, and by which command?"""
    ladder = results(0.3, 0.4, 0.6, 0.8)
    part = section(tiny(), ladder, Plan(epochs=3), 100)
    assert "**This is a part of the set, which has 120 training images.**" in part
    assert "`pixgrad ladder --data shapes --images 100 --epochs 3`" in part
    cifar = section(tiny("cifar10"), ladder, Plan(), 120)
    assert "**This is a part of the set, which has 50,000 training images.**" in cifar
    assert "`pixgrad ladder --data cifar10`" in cifar
    assert "--from FILE --unofficial" in cifar
    assert "--unofficial" not in part


def test_published_figures_stand_beside_those_of_cifar_10_only(tiny, results):
    """Is each published figure in the row of its model on CIFAR-10, and none beside another set?"""
    ladder = results(0.3, 0.4, 0.6, 0.8)
    cifar = section(tiny("cifar10"), ladder, Plan(), 120)
    assert f"| two-layer net | 60.0% | {PUBLISHED['two-layer net']} |" in cifar
    assert "published" not in section(tiny(), ladder, Plan(), 120)
    assert set(PUBLISHED) == {rung.name for rung in RUNGS}


@pytest.mark.parametrize(
    ("tests", "opening"),
    [
        ((0.3, 0.4, 0.6, 0.8), "Each kind of model beats the one before by at least 4 points."),
        ((0.3, 0.4, 0.43, 0.8), "Each kind of model beats the one before. "),
        ((0.3, 0.4, 0.39, 0.8), "Not every kind of model beats the one before."),
    ],
)
def test_the_verdict_follows_the_figures(results, tests, opening):
    """Does the page only claim the order that was measured?"""
    text = verdict(results(*tests))
    assert text.startswith(opening)
    assert f"net to visual words {100 * (tests[3] - tests[2]):+.1f}." in text


@pytest.mark.slow
def test_a_page_keeps_what_it_says_of_another_set(tmp_path, tiny, results):
    """Is only the part of the measured set replaced, with one command for all sets on top?"""
    first, second = results(0.3, 0.4, 0.6, 0.8), results(0.35, 0.45, 0.65, 0.85)
    write(tmp_path, tiny("cifar10"), first, Plan(), 120)
    write(tmp_path, tiny(), first, Plan(), 120)
    before = sections((tmp_path / "ladder.md").read_text())
    written = write(tmp_path, tiny(), second, Plan(), 120)
    text = (tmp_path / "ladder.md").read_text()
    after = sections(text)
    assert list(after) == ["shapes", "cifar10"]
    assert after["cifar10"] == before["cifar10"]
    assert after["shapes"] != before["shapes"]
    assert "\npixgrad ladder --data shapes --data cifar10\n" in text
    assert written == [tmp_path / "ladder.md", tmp_path / "pictures" / "ladder-shapes.png"]
    for name in re.findall(r"\]\((\S+\.png)\)", text):
        assert imread(tmp_path / name).shape[1] > 800


def test_the_picture_shows_every_model(results):
    """Are there a bar, a name, a figure and a size for every model, and no training where there is none?"""
    ladder = results(0.3, 0.4, 0.6, 0.8)
    fig = page.picture(ladder, 1000, "made up")
    left, middle, right = fig.axes
    assert [bar.get_width() for bar in left.patches] == pytest.approx([30, 40, 60, 80])
    assert [label.get_text() for label in left.get_yticklabels()] == [result.name for result in ladder]
    assert [text.get_text() for text in left.texts] == ["30.0", "40.0", "60.0", "80.0"]
    training, prediction = (points.get_offsets() for points in middle.collections)
    np.testing.assert_allclose(training, [[2, 1], [4, 2], [6, 3]])
    np.testing.assert_allclose(prediction, [[0.5, i] for i in range(4)])
    np.testing.assert_allclose(right.collections[0].get_offsets()[:, 0], [1e3, 1e4, 1e5, 1e6])


def rows_of(part):
    """Names and test accuracies in a part of the page."""
    return {
        name: float(test) / 100
        for name, test in re.findall(
            r"^\| ([\w+ -]+) \(a\d_\w+\) .*\*\*([\d.]+)%\*\*", part, flags=re.MULTILINE
        )
    }


def test_the_page_in_docs_is_what_the_command_writes():
    """Is it whole, of today's rungs, with today's words around the figures, and are its pictures there?"""
    text = (DOCS / "ladder.md").read_text(encoding="utf-8")
    parts = sections(text)
    assert text == assemble(parts)
    assert list(parts) == ["shapes", "cifar10"]
    for name, part in parts.items():
        assert list(rows_of(part)) == [rung.name for rung in RUNGS]
        assert (DOCS / "pictures" / f"ladder-{name}.png").is_file()


def test_the_embedded_set_keeps_its_promise(results):
    """In docs, are accuracies in the order of the course, at least 4 points apart, all from 25 % to 85 %?"""
    part = sections((DOCS / "ladder.md").read_text(encoding="utf-8"))["shapes"]
    tests = rows_of(part)
    kinds = {rung.name: rung.kind for rung in RUNGS}
    template = results(0, 0, 0, 0)[0]
    measured = [
        type(template)(**{**vars(template), "name": name, "kind": kinds[name], "test": test})
        for name, test in tests.items()
    ]
    assert min(gaps(measured).values()) >= LEAST_GAP
    assert 0.25 <= min(tests.values()) <= max(tests.values()) <= 0.85
    assert verdict(measured) in part
