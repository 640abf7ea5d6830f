import pkgutil
from collections import Counter
from pathlib import Path

from pixgrad.check import bank
from pixgrad.course import Course

ROOT = Path(__file__).parents[2]


def test_every_bank_belongs_to_an_assignment():
    """Is there a bank for every assignment, and no other?"""
    assert sorted(module.name for module in pkgutil.iter_modules(bank.__path__)) == Course(ROOT).written()


def test_labels_of_exercises_are_unique_in_the_series():
    """Does a label find the mistakes of one exercise only, whatever the notebook?"""
    owners = Counter(
        label
        for slug in Course(ROOT).written()
        for label in {mistake.exercise for mistake in bank.load(slug).mistakes}
    )
    assert [label for label, count in owners.items() if count > 1] == []


def test_a_mistake_that_cannot_run_alone_is_no_model():
    """Is a wrong cell that needs the notebook, or does not parse, simply not a model?"""
    for source in ("x = some_notebook_name", "def f(:", "def g(x): return x"):
        assert bank.Mistake("label", "m.", source, name="f").function() is None
    assert bank.Mistake("label", "m.", "def f(x): return np.abs(x)", name="f").function()(-2) == 2
