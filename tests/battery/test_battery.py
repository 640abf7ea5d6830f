"""A part of the battery for every day; `make battery` runs the whole of it against every assignment."""

import copy
import functools
from dataclasses import replace

import pytest

from battery.bench import LIMITS, ROOT, apart, slugs, solved_notebook
from battery.frame import ALL, BATTERY, NONE, OTHERS, Host, Submission, Target
from pixgrad.course import Course
from pixgrad.marking import mark, self_check
from pixgrad.marking.execution.sandbox import why_not_bwrap
from pixgrad.marking.kit import load_kit

EVERY_DAY = (
    *("untouched-right", "unanswered", "metadata-and-ids-lost", "answers-in-own-cells-at-the-end"),
    *("checks-made-trivial", "modules-beside-the-notebook", "endless-function-that-swallows-interrupts"),
    *("exit-in-the-function", "kills-its-parents", "daemon", "memory-bomb-in-the-function", "fork-bomb"),
    *("bomb-of-small-parts", "colliding-keys", "equal-to-everything", "lying-array", "memoised-loop"),
    *("a-loop-in-a-thread", "patched-comparisons", "forged-replies", "drops-to-the-checker"),
    *("reads-what-it-finds", "writes-outside", "calls-home", "forged-executor-errors", "surrogates"),
    *("decorated-without-wraps", "prints-much", "a-loop-in-a-process-forked-before"),
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


class Executed(Exception):
    """Stands for running a notebook; holds the cells that would be run."""


@pytest.fixture
def captured(monkeypatch):
    """Stop where a notebook would be run, in marking and in a student's own check."""

    def stop(nb, *args, **kwargs):
        raise Executed([(cell.cell_type, cell.source) for cell in nb.cells])

    monkeypatch.setattr(mark, "execute", stop)
    monkeypatch.setattr(self_check, "execute", stop)


@functools.cache
def kit_of(slug):
    return load_kit(Course(ROOT), slug)


@pytest.fixture(scope="module")
def solved():
    return solved_notebook("a0_numpy")


HARMLESS = [name for name, each in BATTERY.items() if each.deserves == ALL]
OFTEN = HARMLESS[::4]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in OFTEN else pytest.mark.slow) for name in HARMLESS]
)
def test_check_and_grade_run_the_same_notebook(name, solved, captured, monkeypatch, tmp_path):
    """Does a student's own check, in the course, meet every accident as marking does?"""
    course, kit = Course(ROOT), kit_of("a0_numpy")
    monkeypatch.setattr(self_check, "load_kit", lambda found, slug: kit_of(slug))  # whole, by links
    made = BATTERY[name].make(Target(kit, copy.deepcopy(solved), Host(tmp_path, 0, "token")))
    files = {"": made} if isinstance(made, bytes) else made or {}
    payload = next((content for content in files.values() if isinstance(content, bytes)), None)
    if payload is None:
        pytest.skip("nothing of the kind in this assignment")
    (tmp_path / "solutions").symlink_to(course.solutions)
    (tmp_path / "grader_config.py").symlink_to(course.settings)
    path = tmp_path / "a0_numpy.ipynb"
    path.write_bytes(payload)
    limits = replace(LIMITS, isolation="none")
    with pytest.raises(Executed) as graded:
        mark.mark(kit, mark.Submission("ada", payload), limits)
    with pytest.raises(Executed) as checked:
        self_check.check(path, limits)
    assert checked.value.args == graded.value.args
