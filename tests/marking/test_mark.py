"""One submission, from bytes to verdict."""

import dataclasses
import pickle

from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.mark import Submission, key_of, mark


def test_hidden_tests_decide_and_the_slip_is_named(marked, notebook, hand_made):
    """Does an answer that passes every visible check lose its points to a hidden one, and only these?"""
    verdict = pickle.loads(pickle.dumps(marked(notebook(**hand_made.MINUS)))).verdict
    assert [result.outcome for result in verdict.results] == ["failed", "passed", "passed"]
    assert (verdict.score, verdict.results[0].slip) == (60, "minus-for-plus")


def test_what_cannot_be_read_scores_zero_with_the_reason(kit, limits):
    """Does every exercise of an unreadable submission say why?"""
    verdict = mark(kit, Submission("eve", b"{"), limits).verdict
    assert (verdict.status, verdict.score, verdict.max_score) == ("unreadable", 0, 100)
    assert {result.outcome for result in verdict.results} == {"not-run"}
    assert verdict.findings[0].message == verdict.results[0].message


def test_the_key_changes_with_everything_that_a_mark_depends_on(kit, limits):
    """Is a changed submission, kit or limit run again, and nothing else?"""
    submission = Submission("ada", b"{}")
    key = key_of(kit, submission, limits)
    assert key == key_of(kit, Submission("ada", b"{}"), limits)
    others = [
        key_of(dataclasses.replace(kit, digest="other"), submission, limits),
        key_of(kit, Submission("ada", b"{ }"), limits),
        key_of(kit, Submission("ada", None), limits),
        key_of(kit, Submission("ada", b"{}", (Finding(FindingKind.WRONG_NAME, "m"),)), limits),
        key_of(kit, submission, dataclasses.replace(limits, seed=1)),
    ]
    assert len({key, *others}) == 6
