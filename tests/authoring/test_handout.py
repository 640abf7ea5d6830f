"""What students get: enough to work and to be told their slips, and no right answer."""

import itertools
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from pixgrad.authoring import handout
from pixgrad.check import bank, composed
from pixgrad.check.bank import packed
from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError
from pixgrad.notebook.cells import answers, role_of, with_answers
from pixgrad.notebook.marks import BEGIN_HIDDEN, BEGIN_SOLUTION, END_HIDDEN, END_SOLUTION

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
SLUGS = COURSE.slugs()
# What the wheel imports and lacks: only in a course with its solutions is it asked for.
FOR_AUTHORS = {("pixgrad/pages/commands.py", "pixgrad.authoring.watching")}
IMPORTED = re.compile(r"^ *(?:from|import) (pixgrad[\w.]*)", re.MULTILINE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The hand-out of the whole course: its folder and its zip."""
    return handout.write(COURSE, tmp_path_factory.mktemp("made") / "handout")


@pytest.fixture(scope="module")
def files(made, tmp_path_factory):
    """Everything in the zip and in the wheel in it, by name."""
    with zipfile.ZipFile(made[1]) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    (wheel,) = (name for name in found if name.endswith(".whl"))
    path = tmp_path_factory.mktemp("wheel") / "it.whl"
    path.write_bytes(found.pop(wheel))
    with zipfile.ZipFile(path) as archive:
        found |= {name: archive.read(name) for name in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def texts(files):
    """All of it that is text, and the answers of the bank, unpacked."""
    found = {name: data.decode() for name, data in files.items() if not name.endswith(".gz")}
    lines = found["pixgrad/check/bank/known.txt"].splitlines()
    return found | {f"unpacked {line.split()[1]}": repr(packed._unpacked(line.split()[2])) for line in lines}


@pytest.fixture(scope="module")
def installed(files, tmp_path_factory):
    """The folder that the wheel is unpacked in."""
    folder = tmp_path_factory.mktemp("installed")
    for name, data in files.items():
        if name.startswith("pixgrad/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    return folder


def parts(source, begin, end):
    """What stands between two marks of a cell, each part without the space around it."""
    for piece in source.split(begin)[1:]:
        yield piece.split(end)[0].rstrip("# \n").strip()


@pytest.mark.slow
def test_the_zip_holds_what_the_folder_does(made, files):
    """Are notebooks, wheel and how to begin in both, under one folder?"""
    folder, archive = made
    with zipfile.ZipFile(archive) as opened:
        zipped = {name for name in opened.namelist() if not name.endswith("/")}
    there = {path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert zipped == there
    expected = {f"handout/assignments/{slug}/{slug}.ipynb" for slug in SLUGS}
    expected |= {f"handout/{name}" for name in ("README.md", "requirements.txt", "environment.yml")}
    assert {name for name in there if not name.endswith(".whl")} == expected


@pytest.mark.slow
def test_nothing_of_authors_and_instructors_is_in_the_wheel(files):
    """Are authoring, classroom, exports, the marking of a class, tests and sources left out?"""
    names = [name for name in files if name.startswith("pixgrad/")]
    away = ("authoring/", "classroom/", "export/", "marking/mark.py", "tests", "solutions", "check/bank/a0")
    assert not [name for name in names if name.removeprefix("pixgrad/").startswith(away)]
    assert "pixgrad/_data/shapes/train.bin.gz" in names
    assert any(name.endswith("licenses/LICENSE") for name in files)


@pytest.mark.slow
def test_no_solution_is_in_it(texts):
    """Is no author's answer of more than a line found in any file?"""
    for slug in SLUGS:
        nb = nbformat.read(COURSE.source(slug), as_version=4)
        for cell in (cell for cell in nb.cells if role_of(cell) == "answer"):
            for solution in parts(cell.source, BEGIN_SOLUTION, END_SOLUTION):
                if solution.count("\n") > 1:
                    assert not [name for name, text in texts.items() if solution in text]


def test_no_hidden_test_is_in_it(texts):
    """Is no hidden test, and no mark of one, found in any file?"""
    for slug in SLUGS:
        nb = nbformat.read(COURSE.source(slug), as_version=4)
        for cell in (cell for cell in nb.cells if role_of(cell) == "check"):
            for hidden in parts(cell.source, BEGIN_HIDDEN, END_HIDDEN):
                assert not [name for name, text in texts.items() if hidden in text]
    notebooks = [text for name, text in texts.items() if name.endswith(".ipynb")]
    assert not any(mark in text for text in notebooks for mark in (BEGIN_HIDDEN, BEGIN_SOLUTION))


def test_the_bank_of_students_has_wrong_answers_only(installed):
    """Does the bank give a student each visible mistake with its sentence, and nothing right?"""
    folder = installed / "pixgrad" / "check" / "bank"
    for slug in SLUGS:
        theirs = {each.label: each for each in packed.exercises(folder, slug)}
        for ours in bank.exercises(slug):
            known = theirs.pop(ours.label)
            assert (known.name, known.variants, known.equivalents) == (ours.name, (), ())
            seen = [mistake for mistake in ours.mistakes if mistake.visible]
            assert [(m.label, m.message) for m in known.mistakes] == [(m.label, m.message) for m in seen]
            right = {variant.source for variant in ours.variants}
            assert not right & {mistake.source for mistake in known.mistakes}
            assert not any("".join(edit.old) for mistake in known.mistakes for edit in mistake.edits)
        assert not theirs


def test_two_slips_at_once_are_made_without_the_right_answer(installed):
    """Do two packed mistakes compose to the same answer as those of the whole bank?"""
    folder = installed / "pixgrad" / "check" / "bank"
    theirs = {(e.label, m.label): m for e in packed.exercises(folder, "a1_knn") for m in e.mistakes}
    for exercise in bank.exercises("a1_knn"):
        for a, b in itertools.islice(composed.pairs(exercise.label), 40):
            ours = composed.both(a, b)
            packed_pair = theirs[exercise.label, a.label], theirs[exercise.label, b.label]
            assert composed.both(*packed_pair).source == ours.source


def test_the_wheel_imports_nothing_that_it_lacks(files):
    """Is every module that a module of the wheel imports, at whatever depth, in the wheel?"""
    there = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in files}
    lacking = {
        (name, module)
        for name, data in files.items()
        if name.endswith(".py")
        for module in IMPORTED.findall(data.decode())
        if module not in there
    }
    assert lacking == FOR_AUTHORS


def run(installed, where, *words):
    """Run a command with the package as students install it."""
    env = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "pixgrad.cli", *words]
    return subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_student_is_told_the_slip_by_the_wheel_alone(made, installed, tmp_path):
    """Does `pixgrad check` name a slip, and accept right answers, with nothing but what was handed out?"""
    right = answers(nbformat.read(COURSE.source("a0_numpy"), as_version=4))
    slip = next(mistake for mistake in bank.mistakes("pixel-difference") if mistake.visible)
    release = nbformat.read(made[0] / "assignments/a0_numpy/a0_numpy.ipynb", as_version=4)
    filled = with_answers(release, right | {slip.exercise: slip.source})
    nbformat.write(filled, tmp_path / "a0_numpy.ipynb")
    said = run(installed, tmp_path, "check", "a0_numpy.ipynb", "--html", "page.html")
    assert slip.message.split(".")[0] in said.stdout, said.stdout + said.stderr
    assert said.stdout.count("✗") == 1
    assert (tmp_path / "page.html").is_file()


def test_an_instructors_command_is_no_traceback_there(installed, tmp_path):
    """Is `pixgrad grade` answered in a line where it is not installed?"""
    said = run(installed, tmp_path, "grade", "a1_knn")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("pixgrad grade: this is for instructors")
    assert len(said.stderr.splitlines()) == 1


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A course with two releases, and a wheel that costs nothing."""
    for name in ("a0", "a1"):
        for path in (tmp_path / "solutions" / name / f"{name}.py", tmp_path / "assignments" / name):
            path.parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "solutions" / name / f"{name}.py").touch()
        (tmp_path / "assignments" / name).mkdir()
        (tmp_path / "assignments" / name / f"{name}.ipynb").write_text("{}", encoding="utf-8")

    def build(folder):
        (folder / "pixgrad-1+student-py3-none-any.whl").touch()
        return folder / "pixgrad-1+student-py3-none-any.whl"

    monkeypatch.setattr(handout.wheels, "for_students", build)
    return Course(tmp_path)


def test_a_hand_out_may_be_of_some_assignments_and_replaces_an_earlier_one(small, tmp_path):
    """Does a second hand-out in the same place leave nothing of the first?"""
    out = tmp_path / "week" / "hello"
    handout.write(small, out)
    folder, archive = handout.write(small, out, ["a1"])
    assert [path.name for path in (folder / "assignments").iterdir()] == ["a1"]
    assert archive == tmp_path / "week" / "hello.zip"
    assert sorted(path.name for path in out.parent.iterdir()) == ["hello", "hello.zip"]


@pytest.mark.parametrize(
    ("spoil", "wanted", "error", "said"),
    [
        (lambda root: (root / "out").mkdir() or (root / "out/thesis").touch(), [], UsageError, "no earlier"),
        (lambda root: (root / "out").touch(), [], UsageError, "no earlier hand-out"),
        (lambda root: None, ["a7"], UsageError, "no assignment is called a7"),
        (lambda root: (root / "assignments/a1/a1.ipynb").unlink(), [], PixgradError, "run: pixgrad build"),
        (
            lambda root: (root / "assignments/a1/a1.ipynb").write_text("# BEGIN SOLUTION"),
            [],
            PixgradError,
            "so it is no release",
        ),
    ],
)
def test_what_cannot_be_handed_out_is_one_line_and_nothing_is_written(small, spoil, wanted, error, said):
    """Does a bad request change nothing?"""
    spoil(small.root)
    before = sorted(small.root.rglob("*"))
    with pytest.raises(error, match=said):
        handout.write(small, small.root / "out", wanted)
    assert sorted(small.root.rglob("*")) == before
