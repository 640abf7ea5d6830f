"""A student, an instructor and an author: what each installs is enough for what each does."""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SLUG = "a0_numpy"
# What the notebooks count on in Colab, and what the first cell adds; no more than that.
IN_COLAB = ("numpy", "scipy", "matplotlib", "ipykernel", "requests", "tqdm", "msgpack", "platformdirs")
IMPORT = re.compile(r"(from|import) [\w.]+")
STUDENT, INSTRUCTOR = frozenset({""}), frozenset({"", "grader"})


def installed_with(extras):
    """Names of all distributions that pixgrad with some extras brings, by way of others too."""
    return closure([("pixgrad", extras)])


def closure(waiting):
    """Names of distributions and of all that they need; each comes with the extras that are wanted."""
    found = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in found:
            continue
        found.add((name, wanted))
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # needed on other systems only
            continue
        for each in map(Requirement, lines):
            if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in wanted):
                waiting.append((canonicalize_name(each.name), frozenset({"", *each.extras})))
    return {name for name, _ in found}


@functools.cache
def modules():
    """Top-level module -> distributions, as a fresh process sees them: others may have come to this one."""
    program = "import json; from importlib.metadata import *; print(json.dumps(packages_distributions()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def missing_modules(there):
    """Top-level modules of everything else that is installed here."""
    there = there | {"pip", "setuptools"}  # which come with an environment
    return {
        module
        for module, names in modules().items()
        if not there & {canonicalize_name(name) for name in names}
    }


@pytest.fixture
def course(tmp_path):
    """A course of one assignment of ours."""
    for name in ("solutions", "assignments"):
        shutil.copytree(ROOT / name / SLUG, tmp_path / name / SLUG)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def run(course):
    """Run a command in the course, with what some extras bring and nothing else; returns what it said."""

    def pixgrad(extras, *words, code=0):
        env = os.environ | {
            "PYTHONPATH": str(ROOT / "tests" / "without"),
            "WITHOUT": ",".join(missing_modules(installed_with(extras))),
        }
        command = [sys.executable, "-m", "pixgrad.cli", *words]
        done = subprocess.run(command, cwd=course, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return pixgrad


@pytest.mark.slow
def test_what_an_extra_brings_is_told_from_what_is_installed_besides():
    """Is jupytext an instructor's and pytest an author's, while NumPy is everybody's?"""
    student, instructor = (missing_modules(installed_with(each)) for each in (STUDENT, INSTRUCTOR))
    assert "jupytext" in student - instructor
    assert "hypothesis" in student & instructor
    assert not {"numpy", "rich", "jinja2", "pixgrad"} & (student | instructor)


@pytest.mark.slow
def test_what_a_student_installs_is_enough_to_check_a_notebook(run, course):
    """Does `pixgrad check`, with a page, do with the dependencies that everybody installs?"""
    shutil.move(course / "solutions", course / "elsewhere")
    notebook = f"assignments/{SLUG}/{SLUG}.ipynb"
    assert "0 of 16 exercises pass" in run(STUDENT, "check", notebook, "--html", "page.html", code=1)
    assert (course / "page.html").is_file()
    assert "shapes" in run(STUDENT, "data", "info")


@pytest.mark.slow
def test_what_an_instructor_installs_is_enough_to_build_and_to_mark(run, course):
    """Do `build`, `simulate`, `grade` and `export` do with the extra called grader?"""
    run(INSTRUCTOR, "build", "--check", SLUG)
    run(INSTRUCTOR, "simulate", SLUG, "--students", "2")
    run(INSTRUCTOR, "grade", SLUG, "--isolation", "none", "--jobs", "1")
    assert "s01-full-marks,100" in (course / "grading" / f"grades-{SLUG}.csv").read_text(encoding="utf-8")
    run(INSTRUCTOR, "export", SLUG)


@pytest.mark.slow
def test_what_colab_has_is_enough_for_the_notebooks():
    """Do the imports of every notebook do with what the first cell installs in Colab, and what is there?"""
    there = closure([(name, frozenset({""})) for name in IN_COLAB]) | {"pixgrad"}
    notebooks = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("assignments/*/*.ipynb"))]
    cells = [cell for text in notebooks for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    lines = {line.strip() for cell in cells for line in cell["source"] if IMPORT.match(line)}
    assert "from pixgrad import check, data, plots" in lines
    program = "import os; os.environ['PIXGRAD_UNLOCK'] = '1'\n" + "\n".join(sorted(lines))
    env = os.environ | {
        "PYTHONPATH": str(ROOT / "tests" / "without"),
        "WITHOUT": ",".join(missing_modules(there)),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
