"""The same verdict on both sides of the bridge: what the audit proves in one process holds while marking.

python tests/bridge/test_agreement.py [SLUG ...]     every known mistake and variant; the test takes a sample
"""

import sys
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest

from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kit import load_kit
from pixgrad.marking.mark import Submission, mark

pytestmark = pytest.mark.slow

COURSE = Course(Path(__file__).parents[2])
LIMITS = Limits(submission_seconds=300, isolation="none")  # every answer is ours


def rounds(slug):
    """Lists of known answers, at most one for each exercise in a list, so that one run tries them all."""
    known = bank.load(slug)
    columns = {}
    for entry in (*known.mistakes, *known.variants):
        columns.setdefault(entry.exercise, []).append(entry)
    return [[entry for entry in row if entry] for row in zip_longest(*columns.values())]


def answered(slug, entries):
    """The solved notebook with some answers replaced."""
    nb = nbformat.read(COURSE.source(slug), as_version=4)
    sources = {entry.exercise: entry.source for entry in entries}
    for cell in nb.cells:
        label = cell.metadata.get("pixgrad", {}).get("exercise")
        if cell.metadata.get("nbgrader", {}).get("solution") and label in sources:
            cell.source = sources.pop(label)
    return nbformat.writes(nb).encode()


def disagreements(slug, entries):
    """What marking says otherwise than the bank."""
    verdict = mark(load_kit(COURSE, slug), Submission("ada", answered(slug, entries)), LIMITS).verdict
    wanted = {entry.exercise: entry for entry in entries}
    for result in verdict.results:
        entry = wanted.get(result.label)
        slip = entry.label if isinstance(entry, bank.Mistake) else None
        if (result.outcome == "passed") != (slip is None) or (slip and result.slip != slip):
            named = entry.label if entry else "the solution"
            yield f"{result.label}: {named} is {result.outcome} ({result.slip}): {result.message[:400]}"


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_marking_says_what_the_audit_says(slug):
    """Do the solution, known mistakes and right variants get over the bridge what they get without it?"""
    for entries in [[], *rounds(slug)[::6]]:
        assert list(disagreements(slug, entries)) == []


if __name__ == "__main__":
    for each in sys.argv[1:] or COURSE.slugs():
        rows = rounds(each)
        wrong = [line for entries in [[], *rows] for line in disagreements(each, entries)]
        print(each, sum(map(len, rows)), "answers in", len(rows) + 1, "runs;", len(wrong), "disagreements")
        print(*wrong, sep="\n")
