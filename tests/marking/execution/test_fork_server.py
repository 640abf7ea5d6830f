"""What is run once for a class: the given cells with which a notebook begins."""

from dataclasses import replace

import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pixgrad.marking.execution import sandbox
from pixgrad.marking.execution.check_inputs import beginning_of, inputs_of_checks
from pixgrad.marking.execution.fork_server import zygotes
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.remembered import AFRESH

pytestmark = pytest.mark.slow  # each starts a process that has everything imported

HERE = "none" if sandbox.why_not_bwrap() else "bwrap"
SETTING_UP = "import os, random\nshared, ran_in = [1], os.getpid()\nprint('ready', random.random() < 2)"
CHECK = "assert shared == [1] and answer"


def cell(role, source):
    """A cell of the course's own: given or check."""
    check = {"grade": role == "check", "points": 1}
    nbgrader = {"locked": True, "solution": False, "grade_id": f"{role}-{len(source)}", **check}
    return new_code_cell(source, metadata={"nbgrader": nbgrader})


@pytest.fixture(autouse=True)
def no_process_left():
    """The warm processes of the assignment end with each test."""
    yield
    zygotes().forget("begun")


def mark(*own, before=()):
    """Run a student's cells between what the course has handed out; returns all cells."""
    kit = new_notebook(cells=[cell("given", SETTING_UP), cell("check", CHECK)])
    nb = new_notebook(cells=[*before, kit.cells[0], *map(new_code_cell, own), kit.cells[1]])
    inputs = replace(inputs_of_checks(kit), beginning=beginning_of(kit))
    limits = Limits(cell_seconds=8, submission_seconds=60, grace_seconds=1, isolation=HERE)
    execute(nb, limits, inputs=inputs, slug="begun")
    return nb.cells


def said(cells):
    """What each cell printed, or the name of its error."""
    return [[out.get("text") or out.ename for out in each.outputs] for each in cells]


OWN = "print(os.getpid() == ran_in)\nanswer = True"


def test_the_first_cells_run_once_for_all_students():
    """Did another process run the setting up, with its output in every student's notebook?"""
    for _ in range(2):
        first, own, check = said(mark(OWN))
        assert (first, own, check) == (["ready True\n"], ["False\n"], [])


def test_a_switch_lets_every_student_run_them(monkeypatch):
    """Is the outcome the same, but for the process, where nothing may be used twice?"""
    monkeypatch.setenv(AFRESH, "1")
    assert said(mark(OWN)) == [["ready True\n"], ["True\n"], []]


def test_a_cell_of_ones_own_before_them_is_heard():
    """Does the setting up meet what a student has written above it?"""
    loud = new_code_cell("def print(*args): raise RuntimeError(args[0])")
    assert said(mark("answer = True", before=[loud]))[:2] == [[], ["RuntimeError"]]


def test_no_student_reaches_another_through_them():
    """Does a value, or a module, that one student spoils come to the next as it was handed out?"""
    spoil = "shared.append(2)\nos.getpid = lambda: ran_in\nanswer = True"
    assert said(mark(spoil))[-1] == []  # the check reads what the given cell says
    assert said(mark("answer = (len(shared), os.getpid() == ran_in) == (1, False)\nassert answer"))[1:] == [
        [],
        [],
    ]


def test_a_new_process_begins_with_them_too():
    """Are the names of the setting up there after a crash, when the cells above are run again?"""
    cells = said(mark("answer = shared == [1]", "os._exit(1)", "print(shared, answer)"))
    assert cells == [["ready True\n"], [], ["ProcessDied"], ["[1] True\n"], []]


@pytest.mark.parametrize(
    "source",
    [
        "open('notes.txt', 'w').close()",
        "kept = open('/dev/null')",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    ],
)
def test_what_no_fork_would_have_is_left_to_every_student(source):
    """Is a cell run anew for each student, if it leaves a file, an open file or a thread behind?"""
    assert zygotes().of("begun", (source,)).ran is None
    assert zygotes().of("begun", ("value = 1",)).ran is not None


def test_a_warm_process_ends_with_its_folder():
    """Is nothing left of them once they are forgotten?"""
    zygote = zygotes().of("begun")
    assert zygote.alive()
    zygotes().forget("begun")
    assert not zygote.visible.exists()
    assert not psutil.pid_exists(zygote.pid)
