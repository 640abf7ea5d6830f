"""docs/instructors.md is true: every command in it is run, in its order, with the files that it shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from pixgrad import cli
from pixgrad.course import Course
from pixgrad.marking.execution.sandbox import why_not_bwrap

# Three notebooks are marked and some eight commands of nbgrader run: about 12 CPU seconds.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STUDENTS = ("s01-full-marks", "s03-half-finished")


@pytest.fixture
def copy(tmp_path):
    """A copy of the course with an exchange of its own, and a roster as Moodle writes it."""
    for slug in ("a0_numpy", "a1_knn"):
        for top in ("solutions", "assignments"):
            shutil.copytree(ROOT / top / slug, tmp_path / "course" / top / slug)
    course = Course(tmp_path / "course")
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course.root / name)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    with course.settings.open("a") as file:
        file.write(f'c.Exchange.root = "{exchange}"\n')
    rows = ["Username,Name", *(f"{student},Somebody" for student in STUDENTS)]
    (course.root / "grades.csv").write_text("\n".join(rows) + "\n")
    return course


@pytest.mark.skipif(bool(why_not_bwrap()), reason="pixgrad grade as it is written there needs bubblewrap")
def test_the_term_goes_as_the_page_says(copy, nbgrader, monkeypatch, capsys):
    """Does each command end well, in the order of the page, with the settings and tables that it shows?"""
    monkeypatch.chdir(copy.root)
    for kind, name, text in BLOCK.findall((ROOT / "docs/instructors.md").read_text(encoding="utf-8")):
        if kind == "sh":
            for line in text.splitlines():
                run(line, copy, nbgrader, monkeypatch)
        else:
            path = copy.root / name
            path.write_text((path.read_text() if kind == "python" else "") + text)
    said = capsys.readouterr()
    assert "nobody is called" not in said.err
    grades = (copy.grading / "grades-a0_numpy.csv").read_text()
    assert all(student in grades for student in STUDENTS)
    assert (
        (copy.grading / "total.csv").read_text().startswith("student,total,max_total,a0_numpy,exam,dropped")
    )
    assert list((copy.grading / "feedback").rglob("*.html"))


def run(line, course, nbgrader, monkeypatch):
    """Run a command as it stands on the page."""
    program, *words = shlex.split(line)
    if program == "nbgrader":
        nbgrader(course.root, *words)
        return
    assert program == "pixgrad"
    monkeypatch.setattr("sys.argv", [program, *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code, line


def test_every_block_is_one_that_the_test_knows():
    """Is nothing on the page that looks like a command and is not run?"""
    text = (ROOT / "docs/instructors.md").read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(BLOCK.findall(text))
    assert {kind for kind, _, _ in BLOCK.findall(text)} == {"sh", "python", "csv"}
