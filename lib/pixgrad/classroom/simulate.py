"""A class made up from the solution and the bank of known mistakes: for the demo, and to try things out."""

import ast
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import nbformat
import numpy as np
from nbformat import NotebookNode

from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.notebook.cells import answers, with_answers

MARKER = ".simulated"


@dataclass(frozen=True)
class Person:
    """A made-up student: what the notebook is, and its answers by exercise label."""

    what: str
    filled: dict[str, str] = field(default_factory=dict)
    spoil: Callable[[str], str] = str


@dataclass(frozen=True)
class Material:
    """What a class is made of: right answers in reading order, mistakes and variants of the bank."""

    right: dict[str, str]
    mistakes: tuple[bank.Mistake, ...]
    variants: tuple[bank.Variant, ...]

    def with_mistakes(self, *mistakes: bank.Mistake) -> dict[str, str]:
        """Return full answers with some of them replaced by mistakes."""
        return self.right | {mistake.exercise: mistake.source for mistake in mistakes}

    def half(self) -> dict[str, str]:
        """Return the answers of somebody who stopped in the middle."""
        return dict(list(self.right.items())[: len(self.right) // 2])


def endless(right: dict[str, str]) -> dict[str, str]:
    """Return the answers with a loop that never ends in the first function, and everything else right.

    >>> print(endless({"add": "def add(a, b):\\n    return a + b"})["add"])
    def add(a, b):
        while True:
            pass
        return a + b
    """
    for label, source in right.items():
        tree = ast.parse(source)
        function = next((node for node in tree.body if isinstance(node, ast.FunctionDef)), None)
        if function is not None:
            start = 1 if ast.get_docstring(function) is not None else 0
            function.body[start:start] = ast.parse("while True:\n    pass").body
            return right | {label: ast.unparse(ast.fix_missing_locations(tree))}
    return right


def people(material: Material, rng: np.random.Generator) -> Iterator[Person]:
    """Yield made-up students for ever: first one of each kind, then mistakes, variants and mixtures."""
    mistakes = [material.mistakes[place] for place in rng.permutation(len(material.mistakes))]
    singles = iter(_one_per_exercise_first(mistakes))
    yield Person("full-marks", material.right)
    yield Person("untouched")
    yield Person("half-finished", material.half())
    yield Person("endless-loop", endless(material.right))
    yield Person("unparsable", material.right, lambda text: text[: len(text) // 2])
    if material.variants:
        yield Person("other-way", _variants(material, rng))
    if mistakes:
        yield _single(material, next(singles))
        yield _mixture(material, rng, 2)
    for kind in cycle(["single", "single", "single", "mixture", "other-way"]):
        mistake = next(singles, None) if kind == "single" else None
        if mistake is not None:
            yield _single(material, mistake)
        elif kind == "other-way" or not mistakes:
            yield Person("other-way", _variants(material, rng))
        else:
            yield _mixture(material, rng, int(rng.integers(2, 5)))


def _one_per_exercise_first(mistakes: list[bank.Mistake]) -> list[bank.Mistake]:
    firsts = {mistake.exercise: mistake for mistake in reversed(mistakes)}
    return [*firsts.values(), *(each for each in mistakes if firsts[each.exercise] is not each)]


def _single(material: Material, mistake: bank.Mistake) -> Person:
    return Person(mistake.label, material.with_mistakes(mistake))


def _mixture(material: Material, rng: np.random.Generator, count: int) -> Person:
    exercises = sorted({mistake.exercise for mistake in material.mistakes})
    chosen = rng.permutation(exercises)[:count]
    picked = [rng.choice([m.label for m in material.mistakes if m.exercise == each]) for each in chosen]
    pairs = zip(chosen, picked, strict=True)
    mistakes = [next(m for m in material.mistakes if (m.exercise, m.label) == pair) for pair in pairs]
    return Person(f"{len(mistakes)}-mistakes", material.with_mistakes(*mistakes))


def _variants(material: Material, rng: np.random.Generator) -> dict[str, str]:
    filled = dict(material.right)
    for place in rng.permutation(len(material.variants)):
        variant = material.variants[place]
        filled[variant.exercise] = variant.source
    return filled


def material_of(course: Course, slug: str) -> Material:
    """Return what a class of an assignment can be made of.

    Raises
    ------
    UsageError
        If the assignment does not exist.
    """
    course.require(slug)
    known = bank.load(slug)
    source = nbformat.read(course.source(slug), as_version=4)
    return Material(answers(source), known.mistakes, known.variants)


def simulate(course: Course, slug: str, students: int, seed: int, force: bool = False) -> list[Path]:
    """Write a made-up class into grading/submitted; an earlier made-up class of this assignment is replaced.

    Returns
    -------
    list of Path
        The notebooks, in the order of the students' ids.

    Raises
    ------
    PixgradError
        If there are submissions that were not made here, unless `force` is set; they are never overwritten.
    """
    material = material_of(course, slug)
    release = _release(course, slug)
    real = [folder.parent.name for folder in _folders(course, slug) if not (folder / MARKER).exists()]
    if real and not force:
        raise PixgradError(
            f"{course.submitted} holds {len(real)} submissions of {slug} not made up ({real[0]}, ...); "
            "add --force to put made-up students beside them"
        )
    roster = zip(range(1, students + 1), people(material, np.random.default_rng(seed)), strict=False)
    chosen = {f"s{place:02d}-{person.what}": person for place, person in roster}
    course.make_grading()
    _clear(course, slug, keep=set(chosen))
    return [_write(course, slug, student, person, release) for student, person in chosen.items()]


def _release(course: Course, slug: str) -> NotebookNode:
    path = course.release(slug)
    if not path.is_file():
        raise PixgradError(f"{path} does not exist; run: pixgrad build")
    return nbformat.read(path, as_version=4)


def _folders(course: Course, slug: str) -> list[Path]:
    return sorted(course.submitted.glob(f"*/{slug}"))


def _clear(course: Course, slug: str, keep: set[str]) -> None:
    """Remove an earlier made-up class; who is not in the new one is also forgotten by the gradebook."""
    made_up = [folder for folder in _folders(course, slug) if (folder / MARKER).exists()]
    for folder in made_up:
        shutil.rmtree(folder)
    gone = [folder.parent.name for folder in made_up if folder.parent.name not in keep]
    if not gone:
        return
    from pixgrad.classroom.gradebook import forget, is_there, opened

    if not is_there(course):
        return

    with opened(course) as gradebook:
        forget(gradebook, slug, gone)
    for student in gone:
        shutil.rmtree(course.autograded(student, slug).parent, ignore_errors=True)
        shutil.rmtree(course.feedback(student, slug).parent, ignore_errors=True)
        if not any((course.submitted / student).iterdir()):
            (course.submitted / student).rmdir()


def _write(course: Course, slug: str, student: str, person: Person, release: NotebookNode) -> Path:
    path = course.submitted / student / slug / f"{slug}.ipynb"
    if path.parent.exists():
        raise PixgradError(f"{path.parent} exists and is not made up; move it away or choose another --seed")
    path.parent.mkdir(parents=True)
    (path.parent / MARKER).touch()
    text = nbformat.writes(with_answers(release, person.filled))
    path.write_text(person.spoil(text), encoding="utf-8")
    return path
