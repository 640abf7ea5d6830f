"""nbgrader's own preprocessors, without pixgrad's part of grader_config.py, on the same course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pixgrad.classroom import gradebook
from pixgrad.classroom.batch import Options, grade
from pixgrad.classroom.simulate import simulate
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

WELL_FORMED = ("ada-right", "ben-minus", "cleo-untouched")

# As grader_config.py, but nbgrader marks by itself; pictures and long training are left out there as well.
STOCK = """
c = get_config()
load_subconfig("grader_config.py")
del c.Autograde, c.GenerateFeedback
c.Execute.skip_cells_with_tag = "explore"
"""


def nbgrader(course, *words):
    """Call the nbgrader command in the course folder, with its own preprocessors."""
    (course.root / "nbgrader_config.py").write_text(STOCK)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *words]
    env = os.environ | {
        "PATH": path,
        "PIXGRAD_SEED": "0",
        "PIXGRAD_UNLOCK": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    return subprocess.run(command, cwd=course.root, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def handed_in(course, hand_made):
    """A course with the well-formed submissions of the class."""
    hand_made.hand_in_class(course.submitted)
    for folder in course.submitted.iterdir():
        if folder.name not in WELL_FORMED:
            folder.rename(course.root / folder.name)
    return course


def test_stock_autograde_gives_the_same_scores(handed_in, marked_class, kit):
    """Do well-formed submissions earn the same with nbgrader autograde, from the gradebook that we made?"""
    run = nbgrader(handed_in, "autograde", kit.slug)
    assert run.returncode == 0, run.stderr
    with gradebook.opened(handed_in) as book:
        stock = gradebook.scores(book, kit.slug, kit.exercises)
    assert stock == {student: marked_class.summary.scores[student] for student in WELL_FORMED}


@pytest.mark.skipif(not (ROOT / "solutions/a1_knn/a1_knn.ipynb").exists(), reason="a1_knn is not built")
def test_stock_autograde_gives_the_same_scores_for_a1_knn(tmp_path, limits):
    """Do a half-finished and a mistaken a1_knn earn the same with nbgrader autograde?"""
    for name in ("solutions/a1_knn", "assignments/a1_knn"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    course = Course(tmp_path)
    for path in simulate(course, "a1_knn", students=8, seed=0):
        if not path.parents[1].name.endswith(("half-finished", "2-mistakes")):
            shutil.rmtree(path.parents[1])
    ours = grade(course, "a1_knn", Options(Limits(isolation=limits.isolation), jobs=2), progress=False)
    run = nbgrader(course, "autograde", "a1_knn", "--force")
    assert run.returncode == 0, run.stderr
    with gradebook.opened(course) as book:
        stock = gradebook.scores(book, "a1_knn", ours.kit.exercises)
    assert stock == ours.scores
    assert len(stock) == 2
    assert all(0 < sum(row.values()) < 100 for row in stock.values())
