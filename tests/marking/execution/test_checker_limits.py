"""What a student can make the checker itself compute, hold and keep."""

import time

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pixgrad.bridge.wire import Decoder, Encoder, Uncarriable
from pixgrad.marking.execution import checker_limits, sandbox, session
from pixgrad.marking.execution.checker_limits import Overworked, bounded
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute

HERE = "none" if sandbox.why_not_bwrap() else "bwrap"
PRIME = 2**61 - 1  # whole numbers that differ by it have the same hash


def check_cell(source):
    """A graded code cell."""
    nbgrader = {"grade": True, "grade_id": f"c{abs(hash(source))}", "points": 1, "solution": False}
    return new_code_cell(source, metadata={"nbgrader": {**nbgrader, "locked": True}})


def run(*cells):
    """Execute cells; returns them."""
    nb = new_notebook(cells=list(cells))
    execute(nb, Limits(isolation=HERE, cell_seconds=20, submission_seconds=90, grace_seconds=1))
    return nb.cells


def errors(cells):
    """Each cell's error, None where there is none."""
    found = [[out for out in cell.outputs if out.output_type == "error"] for cell in cells]
    return [(out[0].ename, out[0].evalue) if out else None for out in found]


def test_computing_is_stopped_and_waiting_is_not():
    """Does the checker's clock run while it computes, and stand still while it waits?"""
    with bounded(0.2):
        time.sleep(0.5)
    with pytest.raises(Overworked), bounded(0.2):
        while True:
            pass


@pytest.mark.slow
def test_memory_is_bounded_and_given_back():
    """Does a value that is far too large end in a MemoryError, and does the limit end with its block?"""
    with pytest.raises(MemoryError), bounded(9, memory=2**28):
        bytearray(2**29)
    assert len(bytearray(2**29)) == 2**29


@pytest.mark.slow
def test_a_check_that_computes_for_ever_costs_itself_alone(monkeypatch):
    """Is a check that a value keeps busy stopped, and the next one run with the same values?"""
    monkeypatch.setattr(session, "CHECK_SECONDS", 0.3)
    cells = run(
        new_code_cell("n = 10**9"), check_cell("for _ in range(n): pass"), check_cell("assert n == 10**9")
    )
    (_, busy, after) = errors(cells)
    assert busy == ("TimeLimit", session.OVERWORKED)
    assert after is None


@pytest.mark.slow
def test_all_checks_together_are_bounded(monkeypatch):
    """Does a notebook that keeps every check busy end in good time?"""
    monkeypatch.setattr(session, "CHECK_SECONDS", 0.3)
    monkeypatch.setattr(session, "NOTEBOOK_SECONDS", 0.5)
    checks = [check_cell(f"for _ in range(10**9): pass  # {n}") for n in range(4)]
    assert [error[1] for error in errors(run(new_code_cell("n = 1"), *checks))[1:]][-1] == session.CHECKED_OUT


def test_a_value_that_fills_the_checkers_memory_costs_itself_alone():
    """Is a value that grows when it is computed with stopped where the checker's memory ends?"""
    thin = "import numpy as np\nthin, wide = np.zeros((60_000, 1)), np.zeros((1, 60_000))\nfine = 1"
    cells = run(new_code_cell(thin), check_cell("thin + wide"), check_cell("assert fine == 1"))
    (_, large, after) = errors(cells)
    assert large == ("ProcessDied", f"stopped: the code held {session.TOO_LARGE}")
    assert after is None


def test_a_callback_cannot_be_made_to_fill_the_memory():
    """Is what a check's own function makes of a student's arguments bounded as well?"""
    ask = "def f(x): return x + x.T\ncall(f)"
    call = "import numpy as np\ndef call(f): return f(np.zeros((60_000, 1))).sum()"
    (_, large, after) = errors(run(new_code_cell(call), check_cell(ask), check_cell("call(lambda x: x)")))
    assert large is not None
    assert after is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [
        [PRIME * n + 1 for n in range(2000)],
        [(*range(60), *(1 + PRIME * (n >> bit & 1) for bit in range(12))) for n in range(4000)],
    ],
    ids=["numbers", "tuples"],
)
def test_keys_that_collide_do_not_cross(keys):
    """Are dicts and sets refused whose keys were made to be compared with each other?"""
    assert len({hash(key) for key in keys}) < 50
    encode, decode = Encoder(lambda thing: ["h"]), Decoder(lambda tagged: None)
    message = encode([*keys])
    assert len(decode(message)) == len(keys)
    for value in (dict.fromkeys(range(3)), {1.5, -1, -2}, {("a", 1): 2}):
        assert decode(encode(value)) == value
    few = encode(dict.fromkeys(keys[:1]))
    assert len(decode(few)) == 1
    for tag, parts in (("set", keys), ("dict", [part for key in keys for part in (key, 0)])):
        with pytest.raises(Uncarriable, match="collide"):
            getattr(decode, f"_{tag}")([], [*map(encode._encode, parts, [0] * len(parts))], 0)


@pytest.mark.slow
def test_the_outputs_of_a_notebook_are_bounded():
    """Do many cells that each print what a cell may print leave a notebook that can be stored?"""
    flood = [new_code_cell("print('\U0001f600' * 900_000)\nlast = 1") for _ in range(12)]
    cells = run(*flood, new_code_cell("raise ValueError('x' * 5000)"), check_cell("assert last == 1"))
    size = len(str(cells).encode())
    assert size < session.MOST_SHOWN + 5_000_000
    assert cells[11].outputs[0].text == session.NO_MORE
    assert errors(cells)[12] == ("ValueError", "x" * 200)
    assert errors(cells)[13] is None


def test_a_thread_is_left_alone():
    """Does work in a thread, where no signal arrives, go on without limits?"""
    from concurrent.futures import ThreadPoolExecutor

    def work():
        with bounded(0.001):
            return sum(range(10**6))

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == sum(range(10**6))
    assert checker_limits.CHECK_SECONDS < checker_limits.NOTEBOOK_SECONDS
