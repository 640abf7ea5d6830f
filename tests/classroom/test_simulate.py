"""Made-up classes."""

import hashlib
import itertools

import numpy as np
import pytest

from pixgrad.check.bank import Mistake, Variant
from pixgrad.classroom import gradebook, simulate
from pixgrad.classroom.simulate import Material, people
from pixgrad.errors import PixgradError
from pixgrad.marking.intake.reading import Unreadable, read

MISTAKES = tuple(
    Mistake(label, "why", f"wrong = {label!r}", exercise)
    for label, exercise in [("a1", "add"), ("a2", "add"), ("m1", "mean"), ("d1", "double"), ("d2", "double")]
)
VARIANTS = (Variant("sum", "add = lambda *both: sum(both)", "add"),)


@pytest.fixture
def made(course, monkeypatch):
    """Simulate a class of t1_sums with a bank of five mistakes."""
    material = simulate.material_of(course, "t1_sums")
    monkeypatch.setattr(simulate, "material_of", lambda *_: Material(material.right, MISTAKES, VARIANTS))
    return lambda students=12, seed=0, force=False: simulate.simulate(
        course, "t1_sums", students, seed, force
    )


def digests(paths):
    """Bytes of every notebook by student."""
    return {path.parents[1].name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_a_class_of_twelve_has_every_kind(made):
    """Are full marks, mistakes, halves, untouched, unparsable and endless ones all there?"""
    names = {path.parents[1].name.split("-", 1)[1] for path in made(12)}
    wanted = {
        "full-marks",
        "untouched",
        "half-finished",
        "endless-loop",
        "unparsable",
        "other-way",
        "2-mistakes",
    }
    assert wanted <= names
    assert len(names & {mistake.label for mistake in MISTAKES}) >= 3


def test_the_same_seed_makes_the_same_class(made):
    """Is a made-up class repeatable to the byte, and another seed another class?"""
    first = digests(made(12))
    assert digests(made(12)) == first
    assert digests(made(12, seed=1)) != first


def test_ids_say_what_the_notebook_is(made):
    """Is the file called unparsable unparsable, and the one called half-finished half finished?"""
    paths = {path.parents[1].name.split("-", 1)[1]: path for path in made(7)}
    with pytest.raises(Unreadable):
        read(paths["unparsable"].read_bytes())
    nb, _ = read(paths["half-finished"].read_bytes())
    unanswered = [cell.id for cell in nb.cells if "NotImplementedError" in cell.source]
    assert unanswered == ["mean-answer", "double-answer"]
    assert b"while True" in paths["endless-loop"].read_bytes()


@pytest.mark.slow
def test_a_smaller_class_replaces_a_larger_one(made, course, kit):
    """Are made-up students who are gone also gone from the gradebook, and others not?"""
    paths = made(9)
    with gradebook.opened(course) as book:
        for path in paths:
            gradebook.record(book, path.parents[1].name, kit.slug, kit.blank(), None)
        gradebook.record(book, "ada", kit.slug, kit.blank(), None)
    left = {path.parents[1].name for path in made(8)}
    with gradebook.opened(course) as book:
        assert set(gradebook.students(book)) == left | {"ada"}
    assert {folder.name for folder in course.submitted.iterdir()} == left


def test_real_submissions_are_never_overwritten(made, course, hand_made):
    """Is a class of real students refused, and left as it is under --force?"""
    path = hand_made.hand_in(course.submitted, "ada", b"real")
    with pytest.raises(PixgradError, match=r"holds 1 submissions of t1_sums not made up \(ada, \.\.\.\)"):
        made(7)
    assert len(made(7, force=True)) == 7
    taken = hand_made.hand_in(course.submitted, "s08-full-marks", b"real").parents[1]
    taken.rename(taken.with_name("s01-real"))
    made(7, force=True)
    assert path.read_bytes() == b"real"


def test_mistakes_of_different_exercises_come_first():
    """Does a small class show mistakes in many exercises rather than many in one?"""
    right = dict.fromkeys(("add", "mean", "double"), "pass")
    some = itertools.islice(people(Material(right, MISTAKES, ()), np.random.default_rng(0)), 12)
    singles = [each.what for each in some if each.what in {mistake.label for mistake in MISTAKES}]
    exercises = {mistake.label: mistake.exercise for mistake in MISTAKES}
    assert len({exercises[label] for label in singles[:3]}) == 3


def test_an_assignment_without_a_bank_can_be_simulated(course):
    """Is a class made for an assignment whose mistakes nobody has written down yet?"""
    paths = simulate.simulate(course, "t1_sums", 10, seed=0)
    assert len(paths) == 10
