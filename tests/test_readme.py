"""What README shows of the product is what the product says."""

import re
from pathlib import Path

from pixgrad.authoring import runner, selection
from pixgrad.check import bank

ROOT = Path(__file__).parents[1]


def test_the_message_in_readme_is_the_check_s_own(monkeypatch):
    """Is a student who makes README's slip told what README says?"""
    monkeypatch.setenv("PIXGRAD_UNLOCK", "1")
    cells = selection.read(ROOT, "a1_knn", "predict-labels")
    known = next(each for each in bank.mistakes("predict-labels") if each.label == "ties-first-seen")
    alternatives = [("predict-labels", known.source)]
    [(_, run)] = runner.run_alternatives(cells, alternatives, runner.run(cells), 1)
    [said] = run.checks.values()
    shown = re.search(r"```\n(predict_labels\(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown[1].split() == said.split()
