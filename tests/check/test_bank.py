import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pixgrad.check import bank
from pixgrad.check.bank import reading
from pixgrad.course import Course

ROOT = Path(__file__).parents[2]


def test_every_bank_belongs_to_an_assignment():
    """Is there a folder of the bank for every assignment, and no other?"""
    assert sorted({path.parent.name for path in bank.FOLDER.glob("*/*.py")}) == Course(ROOT).written()


def test_labels_of_exercises_are_unique_in_the_series():
    """Does a label find the mistakes of one exercise only, whatever the notebook?"""
    owners = Counter(each.label for slug in Course(ROOT).written() for each in bank.exercises(slug))
    assert [label for label, count in owners.items() if count > 1] == []


def test_a_mistake_that_cannot_run_alone_is_no_model():
    """Is a wrong cell that needs the notebook, or does not parse, simply not a model?"""
    for source in ("x = some_notebook_name", "def f(:", "def g(x): return x"):
        assert bank.Mistake("label", "m.", source, name="f").function() is None
    assert bank.Mistake("label", "m.", "def f(x): return np.abs(x)", name="f").function()(-2) == 2


def test_a_check_reads_the_file_of_its_exercise_alone(monkeypatch):
    """Are the mistakes of an exercise found without reading, or importing, any other's?"""
    read = []
    monkeypatch.setattr(bank, "_read", lambda path: read.append(path) or reading.read(path))
    assert "no-square-root" in {mistake.label for mistake in bank.mistakes("l2-distance")}
    assert [path.name for path in read] == ["l2-distance.py"]
    assert bank.mistakes("../a1_knn/l2-distance") == ()


@pytest.mark.slow
def test_no_file_of_answers_is_imported():
    """Do the answers stay text, also when a bank is loaded whole?"""
    code = (
        "import sys\nfrom pixgrad.check import bank\nbank.load('a3_softmax')\nprint(*sys.modules, sep='\\n')"
    )
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    inside = {name for name in modules.split() if name.startswith("pixgrad.check.bank.")}
    assert inside == {f"pixgrad.check.bank.{name}" for name in ("answers", "packed", "reading")}


@pytest.mark.parametrize("slug", Course(ROOT).written())
def test_every_patch_is_made_of_its_base_and_its_edits(slug):
    """Can the source of a patched mistake be made again from the answer that it names?"""
    for exercise in bank.exercises(slug):
        sources = {each.label: each.source for each in (*exercise.variants, *exercise.mistakes)}
        for mistake in exercise.mistakes:
            assert mistake.base if mistake.edits else mistake.free or not mistake.base
            if mistake.edits:
                assert reading.edited(sources[mistake.base], mistake.edits) == mistake.source
                assert reading.disjoint(mistake.edits)
