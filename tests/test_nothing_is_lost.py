"""What is told to clean up, to show something or to serve others does not touch submissions and marks."""

import importlib.util
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from traitlets.config import PyFileConfigLoader

from pixgrad.course import Course

ROOT = Path(__file__).parents[1]


def state(folder):
    """Every file below a folder, with its content."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_cleaning_up_keeps_submissions_marks_and_exchange(tmp_path):
    """Does `make clean` leave grading/ as it is?"""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in (
        "grading/submitted/ada/a1/a1.ipynb",
        "grading/gradebook.db",
        "grading/exchange/x",
        ".venv/x",
        "dist/x",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    before = state(tmp_path / "grading")
    subprocess.run(["make", "--silent", "clean"], cwd=tmp_path, check=True)
    assert state(tmp_path / "grading") == before
    assert not (tmp_path / ".venv").exists()


@pytest.fixture
def demo(tmp_path, monkeypatch):
    """The demo, in a clone with real submissions, its commands noted and not run."""
    spec = importlib.util.spec_from_file_location("demo_of_a_test", ROOT / "examples" / "demo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.COURSE:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "DEMO", tmp_path / "dist" / "demo")
    monkeypatch.setattr("sys.argv", ["demo.py"])
    module.ran = []
    monkeypatch.setattr(module, "pixgrad", lambda *words, cwd=None: module.ran.append((words, cwd)))
    return module


def test_the_demo_marks_in_a_folder_of_its_own(demo, tmp_path):
    """Is the demo a course that lies apart, twice as well as once, beside real submissions?"""
    real = tmp_path / "grading" / "submitted" / "ada" / "a1_knn" / "a1_knn.ipynb"
    real.parent.mkdir(parents=True)
    real.write_text("real")
    demo.main()
    marks = demo.DEMO / "grading" / "gradebook.db"
    marks.parent.mkdir()
    marks.write_text("marks of the first demo")
    demo.main()
    assert marks.read_text() == "marks of the first demo"
    assert state(tmp_path / "grading") == {real: b"real"}
    assert Course.find(demo.DEMO).root == demo.DEMO
    assert [words[0] for words, _ in demo.ran] == ["build", "simulate", "grade"] * 2
    assert all(cwd == tmp_path if words == ("build",) else cwd is None for words, cwd in demo.ran)


def test_only_the_owner_reads_what_marking_leaves(tmp_path):
    """Is grading/ made for its owner alone, and left as it is where somebody has opened it to a group?"""
    course = Course(tmp_path)
    course.make_grading()
    assert stat.S_IMODE(course.grading.stat().st_mode) == 0o700
    course.grading.chmod(0o770)
    course.make_grading()
    assert stat.S_IMODE(course.grading.stat().st_mode) == 0o770


@pytest.mark.parametrize("chosen", [None, "shared"])
def test_the_exchange_lies_outside_of_the_course(tmp_path, monkeypatch, chosen):
    """Does nbgrader find an exchange that students can be let into, and not the course with it?"""
    course, home = tmp_path / "course", tmp_path / "home"
    course.mkdir()
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    if chosen:
        monkeypatch.setenv("PIXGRAD_EXCHANGE", str(tmp_path / chosen))
    else:
        monkeypatch.delenv("PIXGRAD_EXCHANGE", raising=False)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    exchange = Path(config.Exchange.root)
    assert exchange == (tmp_path / chosen if chosen else home / "pixgrad" / "exchange" / "course")
    assert exchange.is_dir()
    assert course not in exchange.parents
    assert stat.S_IMODE((course / "grading").stat().st_mode) == 0o700
