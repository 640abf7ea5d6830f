"""What is computed once for a class, and what each submission computes for itself."""

from itertools import islice

import nbformat
import numpy as np
import pytest

from pixgrad import remembered
from pixgrad.classroom.simulate import material_of, people
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import why_not_bwrap
from pixgrad.marking.kit import load_kit
from pixgrad.marking.mark import Submission, mark
from pixgrad.notebook.cells import is_check, with_answers

pytestmark = pytest.mark.slow  # two notebooks with their data sets, marked twice each
LIMITS = Limits(seed=4, isolation="none" if why_not_bwrap() else "bwrap")


def submissions(slug):
    """A class of three: right, half-finished, and right in another way."""
    course = Course.find()
    release = nbformat.read(course.release(slug), as_version=4)
    chosen = islice(people(material_of(course, slug), np.random.default_rng(0)), 3)
    return [nbformat.writes(with_answers(release, person.filled)).encode() for person in chosen]


def outcome(kit, payload):
    """All that a student is told, and what their own process put out."""
    marked = mark(kit, Submission("ada", payload), LIMITS)
    nb = nbformat.reads(marked.notebook, as_version=4)
    outputs = [cell.get("outputs") for cell in nb.cells if not is_check(cell)]
    return marked.verdict.results, marked.verdict.findings, outputs


@pytest.mark.parametrize("slug", ["a1_knn", "a3_softmax"])
def test_memory_changes_no_verdict(slug, tmp_path, monkeypatch):
    """Are marks, messages and outputs the very same with memory, when it is filled and when it is used?"""
    kit = load_kit(Course.find(), slug)
    monkeypatch.setenv(remembered.FOLDER, str(tmp_path))
    with_memory = [[outcome(kit, payload) for payload in submissions(slug)] for _ in range(2)]
    assert any(tmp_path.rglob("*"))
    monkeypatch.setenv(remembered.AFRESH, "1")
    afresh = [outcome(kit, payload) for payload in submissions(slug)]
    assert with_memory == [afresh, afresh]
