"""A check that passes says so in one line of the student's own notebook, whatever it is made of."""

from pathlib import Path

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from pixgrad.check import noted, passed
from pixgrad.check.lock import UNLOCK
from pixgrad.course import Course
from pixgrad.notebook.cells import answers, is_check, is_explore, label_of, with_answers

COURSE = Course(Path(__file__).parents[2])


@pytest.fixture
def shell(monkeypatch, tmp_path):
    """A notebook's shell, with the checks watching its cells."""
    for name, value in {UNLOCK: "1", "MPLBACKEND": "agg", "IPYTHONDIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(passed, "_watching", [])  # as it is without a notebook, when the test has ended
    made = InteractiveShell()
    passed.watch(made)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("slug", COURSE.written())
@pytest.mark.filterwarnings("ignore")  # figures that no frontend shows, and what IPython finds old
def test_every_check_cell_that_passes_prints_one_line(shell, slug):
    """Does each visible check, with a right answer, print its label once, ticked or noted?"""
    solution, release = (nbformat.read(path(slug), 4) for path in (COURSE.source, COURSE.release))
    for cell in with_answers(release, answers(solution)).cells:
        if cell.cell_type == "code" and not is_explore(cell):
            with capture_output() as said:
                assert shell.run_cell(cell.source).success
            if is_check(cell):
                label = label_of(cell)
                assert said.stdout.splitlines() in ([f"✓ {label}"], [noted.line(label)])
                assert said.stderr == ""
