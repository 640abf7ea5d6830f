"""However people write, marking in two processes says what the check says in one."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import pytest

from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kit import load_kit
from pixgrad.marking.mark import Submission, mark

ROOT = Path(__file__).parents[2]


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


styles = load("styles_of_answers", ROOT / "tests/check/styles.py")
bridge = load("answers_over_the_bridge", ROOT / "tests/bridge/test_agreement.py")


@dataclass
class Entry:
    """An answer in some style."""

    exercise: str
    source: str
    style: str


def in_turn(slug, table, first=0):
    """The notebook's functions, each in the next of some styles (or as it is, where a style does not fit)."""
    sources = {step.exercise: step.source for step in styles.cells(slug) if step.role == "answer"}
    exercises = [each for each in bank.exercises(slug) if f"def {each.name}(" in sources[each.label]]
    exercises.sort(key=lambda each: list(sources).index(each.label))
    for place, exercise in enumerate(exercises):
        style = list(table)[(first + place) % len(table)]
        changed = table[style](sources[exercise.label], exercise.name)
        if changed is not None:
            yield Entry(exercise.label, changed, style)


def results(slug, entries):
    """What marking says of each exercise."""
    submission = Submission("ada", bridge.answered(slug, entries))
    verdict = mark(load_kit(Course(ROOT), slug), submission, Limits(submission_seconds=300)).verdict
    return {result.label: result for result in verdict.results}


@pytest.mark.parametrize("slug", ["a1_knn", "a5_backprop"])
def test_right_answers_in_every_style_pass(slug):
    """Do lambdas, decorated functions, lists ... keep their marks where the checks only have proxies?"""
    for result in results(slug, in_turn(slug, styles.RIGHT)).values():
        assert result.outcome == "passed", f"{result.label}: {result.message}"


@pytest.mark.parametrize(("slug", "first"), [("a2_svm", 12), ("a5_backprop", 0)])
def test_what_is_no_answer_is_told_so(slug, first):
    """Do None, classes, generators, errors ... get a message with the function's name over the bridge too?"""
    entries = {entry.exercise: entry for entry in in_turn(slug, styles.WRONG, first)}
    names = {each.label: each.name for each in bank.exercises(slug)}
    for label, result in results(slug, entries.values()).items():
        if label in entries:
            print(f"{label} as {entries[label].style}: {result.message}")
            where = f"{label} as {entries[label].style} is {result.outcome}: {result.message}"
            assert result.outcome != "passed" and names[label] in result.message, where
            assert "Traceback" not in result.message, where
        else:
            assert result.outcome == "passed", f"{label}: {result.message}"
