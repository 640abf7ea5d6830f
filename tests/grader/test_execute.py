"""What a kernel may do to us, and what is left of it."""

import os
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pixgrad.grader.cells import error_output, is_explore, settle
from pixgrad.grader.execute import execute
from pixgrad.grader.limits import Limits


def check_cell(source, **meta):
    """A graded code cell."""
    nbgrader = {
        "grade": True,
        "grade_id": f"{abs(hash(source))}",
        "points": 1,
        "solution": False,
        "locked": True,
    }
    return new_code_cell(source, metadata={"nbgrader": nbgrader, **meta})


def run(*cells, **limits):
    """Execute cells; returns them."""
    nb = new_notebook(cells=list(cells))
    execute(nb, Limits(**{"cell_seconds": 5, "submission_seconds": 60, "grace_seconds": 1, **limits}))
    return nb.cells


def error_names(cells):
    """The error name of each cell, None where there is none."""
    return [next((out.ename for out in cell.outputs if out.output_type == "error"), None) for cell in cells]


@pytest.fixture
def clean(monkeypatch):
    """No kernel and no temporary folder outlives a test."""
    folder = tempfile.mkdtemp()
    monkeypatch.setattr(tempfile, "tempdir", folder)
    yield
    Path(folder).rmdir()  # only an empty one can be
    left = [
        child
        for child in psutil.Process().children(recursive=True)
        if "ipykernel" in " ".join(child.cmdline())
    ]
    assert not left


def test_outputs_that_nbgrader_could_misread_are_gone(clean):
    """Can a warning, a last expression, a display or a forged error change the mark of a check?"""
    forged = "from IPython import get_ipython\nget_ipython().display_pub.publish({'text/plain': '9'})"
    explore = new_code_cell("1 / 0", metadata={"tags": ["explore"]})
    cells = run(
        check_cell("import sys; print('seen'); print('warned', file=sys.stderr)"),
        check_cell("-1"),
        check_cell(forged),
        check_cell("get_ipython().showtraceback = lambda *a, **k: None\nassert False, 'quiet'"),
        check_cell("print('x' * 3_000_000)"),
        explore,
        check_cell("import os; assert os.environ['PIXGRAD_SEED'] == '4' and not os.listdir()"),
        seed=4,
    )
    assert error_names(cells) == [None, None, None, "AssertionError", None, None, None]
    assert [out.text for out in cells[0].outputs] == ["seen\n"]
    assert cells[1].outputs == cells[2].outputs == cells[5].outputs == []
    assert sum(len(out.text) for out in cells[4].outputs) < 100


def test_death_costs_one_cell_and_nothing_is_left(clean):
    """Do later checks run after the kernel died, with what earlier cells defined?"""
    cells = run(
        new_code_cell("import subprocess\nvalue = 1\nhelper = subprocess.Popen(['sleep', '600'])"),
        check_cell("import os; os._exit(0)"),
        check_cell("assert value == 1"),
        new_code_cell("import signal; os.kill(os.getpid(), signal.SIGSEGV)"),
        check_cell("assert value == 1"),
    )
    assert error_names(cells) == [None, "KernelDied", None, "NameError", None]
    assert not [
        child for child in psutil.process_iter(["cmdline"]) if child.info["cmdline"] == ["sleep", "600"]
    ]


def test_endless_cells_are_stopped_and_later_ones_run(clean):
    """Is a loop interrupted, one that ignores it killed, and the rest still marked?"""
    cells = run(
        new_code_cell("value = 2"),
        check_cell("while True: pass"),
        check_cell("assert value == 2"),
        check_cell("while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
        check_cell("assert value == 2"),
        cell_seconds=1.5,
    )
    assert error_names(cells) == [None, "TimeLimit", None, "TimeLimit", None]


def test_what_does_not_run_in_time_is_no_pass(clean):
    """Does a check that was never reached get an error, so that nbgrader does not count it as passed?"""
    cells = run(
        new_code_cell("import time; time.sleep(30)"),
        check_cell("pass"),
        cell_seconds=30,
        submission_seconds=1,
    )
    assert error_names(cells) == ["TimeLimit", "NotRun"]
    assert "used up its 1 s" in cells[1].outputs[0].evalue


def test_an_interruption_from_outside_leaves_nothing(clean):
    """Are kernel and folder gone after Ctrl-C in the middle of a cell?"""
    nb = new_notebook(cells=[new_code_cell("pass"), new_code_cell("import time; time.sleep(30)")])
    started = time.monotonic()

    def press_ctrl_c():
        os.kill(os.getpid(), 2)

    with pytest.raises(KeyboardInterrupt):
        execute(nb, Limits(), progress=press_ctrl_c)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("graded", [True, False])
def test_a_graded_cell_is_never_an_explore_cell(graded):
    """Can a tag take a check out of the run?"""
    cell = check_cell("pass", tags=["explore"]) if graded else new_code_cell(metadata={"tags": ["explore"]})
    assert is_explore(cell) is not graded


def test_a_displayed_error_does_not_count_against_a_check_that_ran():
    """Does the kernel's reply decide, not what was displayed?"""
    cell = check_cell("pass")
    cell.outputs = [new_output("error", ename="E", evalue="", traceback=[])]
    settle(cell, None)
    assert cell.outputs == []


def test_an_error_is_recorded_once():
    """Is the error of an answer cell kept beside what it printed?"""
    cell = new_code_cell("...")
    printed = new_output("stream", text="before")
    cell.outputs = [printed, new_output("error", ename="E", evalue="", traceback=[])]
    settle(cell, error_output("E", "why"))
    assert [out.output_type for out in cell.outputs] == ["stream", "error"]
