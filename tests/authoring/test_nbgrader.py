"""What stock nbgrader makes of the committed course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pixgrad.authoring import build
from pixgrad.course import Course

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def stock_course(tmp_path_factory):
    """A copy of the course's sources and configuration, without its releases."""
    root = tmp_path_factory.mktemp("course")
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "solutions", root / "solutions")
    return root


@pytest.mark.slow
@pytest.mark.parametrize("slug", Course(ROOT).written())
def test_stock_nbgrader_makes_the_committed_release(stock_course, slug):
    """Does `nbgrader generate_assignment`, with the course's own configuration, give the committed bytes?"""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", slug, "--force"]
    done = subprocess.run(
        command, cwd=stock_course, capture_output=True, text=True, env=os.environ | {"PATH": path}
    )
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (stock_course / "assignments" / slug).iterdir())
    assert made == [f"{slug}.ipynb"], "only the notebook may reach a student"
    text = (stock_course / "assignments" / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
    assert text.rstrip("\n") == (ROOT / "assignments" / slug / f"{slug}.ipynb").read_text(
        encoding="utf-8"
    ).rstrip("\n")


@pytest.mark.slow
def test_the_committed_notebooks_are_what_the_sources_make():
    """Is nothing drifted, missing or astray?"""
    assert build.drifted(ROOT, Course(ROOT).written()) == []
