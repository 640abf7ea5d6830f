"""A part of the battery for every day; `make battery` runs the whole of it against every assignment."""

from dataclasses import replace

import pytest

from battery.bench import LIMITS, apart, slugs
from battery.frame import ALL, BATTERY, NONE, OTHERS, Submission
from pixgrad.marking.execution.sandbox import why_not_bwrap

EVERY_DAY = (
    *("untouched-right", "unanswered", "metadata-and-ids-lost", "answers-in-own-cells-at-the-end"),
    *("checks-made-trivial", "modules-beside-the-notebook", "endless-function-that-swallows-interrupts"),
    *("exit-in-the-function", "kills-its-parents", "daemon", "memory-bomb-in-the-function", "fork-bomb"),
    *("bomb-of-small-parts", "colliding-keys", "equal-to-everything", "lying-array", "memoised-loop"),
    *("a-loop-in-a-thread", "patched-comparisons", "forged-replies", "drops-to-the-checker"),
    *("reads-what-it-finds", "writes-outside", "calls-home", "forged-executor-errors", "surrogates"),
    *("decorated-without-wraps", "prints-much"),
)
ISOLATION = "none" if why_not_bwrap() else "bwrap"


@pytest.mark.slow
@pytest.mark.parametrize("slug", slugs())
def test_marking_can_be_trusted(slug):
    """Is nothing won that is not deserved, nothing lost that is, and nothing left, leaked or touched?"""
    place = slugs().index(slug)
    names = EVERY_DAY[place :: len(slugs())]
    found = apart(slug, names, replace(LIMITS, isolation=ISOLATION))
    assert found.submissions > 0
    assert not any(found.problems().values()), found.problems()


@pytest.mark.parametrize(
    "deserves, wanted",
    [(ALL, [(3, 3), (5, 5)]), (NONE, [(0, 0), (0, 0)]), (OTHERS, [(0, 0), (5, 5)])],
)
def test_what_a_submission_deserves(deserves, wanted):
    """Are the bounds of attacked and other exercises as the battery says?"""
    submission = Submission("x", lambda target: b"", deserves, tame=True)
    assert [submission.bounds("a", 3, {"a"}), submission.bounds("b", 5, {"a"})] == wanted


def test_the_battery_is_large_and_says_what_each_submission_does():
    """Has each submission a sentence, and are there at least 80 that attack?"""
    assert all(each.make.__doc__ for each in BATTERY.values())
    assert sum(each.deserves != ALL for each in BATTERY.values()) >= 80
