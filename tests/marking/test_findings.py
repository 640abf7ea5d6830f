"""Kinds of findings."""

import json
from pathlib import Path

import pytest

from pixgrad.marking.findings import Finding, FindingKind, page
from pixgrad.marking.verdict import Verdict

ROOT = Path(__file__).parents[2]


def test_the_page_lists_every_kind():
    """Does docs/findings.md begin with the table that python -m pixgrad.marking.findings prints?"""
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8").startswith(page())


@pytest.mark.parametrize("kind", FindingKind)
def test_a_kind_is_its_word_wherever_it_is_written(kind):
    """Do people's scripts find the word, and only the word, in a verdict?"""
    verdict = Verdict("ada", "t1", "marked", (), (Finding(kind, "m"),))
    written = json.loads(json.dumps(verdict.to_json()))
    assert written["findings"] == [{"kind": kind.value, "message": "m"}]
    assert (str(kind), f"{kind}") == (kind.value, kind.value)
    assert Verdict.from_json(written) == verdict
