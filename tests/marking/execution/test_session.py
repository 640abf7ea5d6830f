"""What student code may do while a notebook is run, and what is left of it."""

import os
import signal
import socket
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pixgrad.marking.execution import sandbox
from pixgrad.marking.execution.fork_server import zygotes
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.marking.outputs import error_output, outputs_of, settle
from pixgrad.notebook.cells import is_explore

pytestmark = pytest.mark.slow

ISOLATIONS = [
    pytest.param("none", id="without-sandbox"),
    pytest.param(
        "bwrap",
        id="bwrap",
        marks=pytest.mark.skipif(sandbox.why_not_bwrap() is not None, reason="no bubblewrap here"),
    ),
]


def check_cell(source, **meta):
    """A graded code cell."""
    nbgrader = {"grade": True, "grade_id": f"c{abs(hash(source))}", "points": 1, "solution": False}
    return new_code_cell(source, metadata={"nbgrader": {**nbgrader, "locked": True}, **meta})


HERE = "none" if sandbox.why_not_bwrap() else "bwrap"


def run(*cells, isolation=HERE, **limits):
    """Execute cells; returns them."""
    nb = new_notebook(cells=list(cells))
    wanted = {"cell_seconds": 8, "submission_seconds": 90, "grace_seconds": 1, **limits}
    execute(nb, Limits(isolation=isolation, **wanted))
    return nb.cells


def error_names(cells):
    """The error name of each cell, None where there is none."""
    return [next((out.ename for out in cell.outputs if out.output_type == "error"), None) for cell in cells]


def names_in(folder):
    """Names of what lies in a folder."""
    return {path.name for path in Path(folder).iterdir()}


@pytest.fixture
def clean(monkeypatch, tmp_path):
    """No student's process and no folder outlives a test; the warm process they came from does."""
    warm = zygotes().of("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    warm = zygotes().of("")
    assert psutil.Process(warm.pid).children(recursive=True) == []
    assert [child for child in psutil.Process().children() if child.name() == "bwrap"] == []
    assert not {name for name in names_in(tmp_path) if name.startswith("pixgrad-")}
    assert names_in(warm.visible) == {"lib", "data"}


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_check_sees_what_cells_define_and_keeps_only_what_counts(clean, isolation):
    """Can a warning, a last expression or a long print of a check change its mark?"""
    explore = new_code_cell("1 / 0", metadata={"tags": ["explore"]})
    cells = run(
        new_code_cell("import numpy as np\ndef double(x): return 2 * x"),
        check_cell("import sys; print('seen', double(4)); print('warned', file=sys.stderr)"),
        check_cell("-1"),
        check_cell("assert double(np.ones(3)).sum() == 7, 'not 7'"),
        check_cell("print('x' * 3_000_000)"),
        explore,
        check_cell("import os; assert os.environ['PIXGRAD_SEED'] == '4'"),
        check_cell("missing"),
        isolation=isolation,
        seed=4,
    )
    assert error_names(cells) == [None, None, None, "AssertionError", None, None, None, "NameError"]
    assert [out.text for out in cells[1].outputs] == ["seen 8\n"]
    assert cells[2].outputs == cells[5].outputs == []
    assert len(cells[4].outputs[0].text) <= 100_000


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_death_costs_one_cell_and_nothing_is_left(clean, isolation):
    """Do later checks run after the student's process died, with what earlier cells defined?"""
    cells = run(
        new_code_cell("import subprocess\nvalue = 1\nhelper = subprocess.Popen(['sleep', '600'])"),
        new_code_cell("def deadly(): import os; os._exit(0)"),
        check_cell("deadly()"),
        check_cell("assert value == 1"),
        new_code_cell("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"),
        check_cell("assert value == 1"),
        isolation=isolation,
    )
    assert error_names(cells) == [None, None, "ProcessDied", None, "ProcessDied", None]
    sleepers = [each.info["cmdline"] for each in psutil.process_iter(["cmdline"])]
    assert ["sleep", "600"] not in sleepers


def test_a_cell_that_fills_the_memory_costs_no_other(clean):
    """Is there room again for later cells, and are earlier ones still there?"""
    cells = run(
        new_code_cell("value = 1"),
        new_code_cell("kept = []\nwhile True: kept.append(bytearray(10**7))"),
        new_code_cell("size = len(bytearray(2 * 10**8))"),
        check_cell("assert size == 2 * 10**8 and value == 1"),
        memory_mb=1024,
    )
    assert error_names(cells) == [None, "MemoryError", None, None]


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_what_an_interrupted_check_leaves_behind_costs_no_other(clean, isolation):
    """Does a right answer pass although a thread of an endless one ends the process meanwhile?"""
    cells = run(
        new_code_cell("import os, threading, time\ndef right():\n    time.sleep(1)\n    return 1"),
        new_code_cell(
            "def endless():\n    threading.Timer(2, os._exit, [1]).start()\n    while True: time.sleep(0.01)"
        ),
        check_cell("endless()"),
        check_cell("assert right() == 1"),
        check_cell("assert right() == 1"),
        isolation=isolation,
        cell_seconds=1.5,
    )
    assert error_names(cells) == [None, None, "TimeLimit", None, None]


def test_what_a_check_computes_itself_is_not_the_students_time(clean):
    """Does a check that takes longer than the limit pass, while the code that it calls is quick?"""
    cells = run(
        new_code_cell(
            "import time\ndef quick():\n    return 1\ndef slow():\n    time.sleep(1.2)\n    return 1"
        ),
        check_cell("import time\nassert quick() == 1\ntime.sleep(1.5)\nassert quick() == 1\ntime.sleep(0.5)"),
        check_cell("import time\nassert quick() == 1\ntime.sleep(1.5)\nassert slow() == 1\nslow()"),
        cell_seconds=1.5,
    )
    assert error_names(cells) == [None, None, "TimeLimit"]


@pytest.mark.parametrize(("then", "name"), [("while True: pass", "TimeLimit"), ("take()", "MemoryError")])
@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_memory_that_another_check_holds_costs_no_points(clean, isolation, then, name):
    """Does a right answer pass although one that was stopped, or took too much, holds most of the memory?"""
    cells = run(
        new_code_cell("held = []\ndef take(): return bytes(450 * 2**20)\ndef right(): return len(take())"),
        new_code_cell(f"def greedy():\n    held.append(take())\n    {then}"),
        check_cell("greedy()"),
        check_cell("assert right() == 450 * 2**20"),
        check_cell("assert right() == 1"),
        isolation=isolation,
        cell_seconds=1.5,
        memory_mb=1024,
    )
    assert error_names(cells) == [None, None, name, None, "AssertionError"]


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_endless_code_is_stopped_and_later_cells_run(clean, isolation):
    """Is a loop interrupted, one that ignores it killed, and the rest still marked?"""
    stubborn = "def stubborn():\n    while True:\n        try:\n            while True: pass\n"
    cells = run(
        new_code_cell("value = 2\ndef endless():\n    while True: pass"),
        new_code_cell(stubborn + "        except BaseException: pass"),
        check_cell("endless()"),
        check_cell("assert value == 2"),
        check_cell("stubborn()"),
        check_cell("assert value == 2"),
        new_code_cell("while True: pass"),
        check_cell("assert value == 2"),
        isolation=isolation,
        cell_seconds=1.5,
    )
    assert error_names(cells) == [None, None, "TimeLimit", None, "TimeLimit", None, "TimeLimit", None]


def test_what_does_not_run_in_time_is_no_pass(clean):
    """Does a check that was never reached get an error, so that nbgrader does not count it as passed?"""
    cells = run(
        new_code_cell("import time; slept = time.sleep(30)"),
        check_cell("slept"),
        cell_seconds=30,
        submission_seconds=1,
    )
    assert error_names(cells) == ["TimeLimit", "NotRun"]
    assert "used up its 1 s" in cells[1].outputs[0].evalue


def test_own_cells_that_no_answer_needs_cost_the_exercises_no_time(clean):
    """Do exercises keep their time, whatever else a notebook tries out, and is what was cut a finding?"""
    nb = new_notebook(
        cells=[
            new_code_cell("import time"),
            new_code_cell("time.sleep(1.5); seen = 1"),
            new_code_cell("time.sleep(1.5)"),
            new_code_cell("seen"),
            new_code_cell("helper = 2"),
            check_cell("assert helper == 2"),
        ]
    )
    limits = Limits(cell_seconds=8, submission_seconds=2.5, grace_seconds=1, isolation=HERE)
    (finding,) = execute(nb, limits)
    assert error_names(nb.cells) == [None, None, "TimeLimit", "NotRun", None, None]
    assert finding.kind == "own-time"
    assert finding.message.startswith("2 own cells that no answer needs were cut short or not run")


@pytest.fixture
def heard():
    """Let Ctrl-C reach this process, also where the suite runs in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interruption_from_outside_leaves_nothing(clean, heard):
    """Are process and folder gone after Ctrl-C in the middle of a notebook?"""
    nb = new_notebook(cells=[new_code_cell("pass"), new_code_cell("import time; time.sleep(30)")])
    started = time.monotonic()

    def press_ctrl_c():
        os.kill(os.getpid(), 2)

    with pytest.raises(KeyboardInterrupt):
        execute(nb, Limits(isolation=HERE), progress=press_ctrl_c)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_student_code_cannot_touch_what_decides(clean, isolation):
    """Do patched asserts, NumPy, builtins and a forged display leave the checker alone?"""
    patches = (
        "import builtins, numpy, IPython\n"
        "numpy.allclose = numpy.array_equal = lambda *a, **k: True\n"
        "builtins.AssertionError = type('Quiet', (BaseException,), {})\n"
        "builtins.len = lambda *a: 3\n"
        "np = None\n"
        "display({'text/plain': '9'}, raw=True)\n"
    )
    cells = run(
        new_code_cell("import numpy as np"),
        new_code_cell(patches),
        new_code_cell(
            "def right(): return 1\nclass Liar:\n    def __eq__(self, other): return True\nlie = Liar()"
        ),
        check_cell("assert np.allclose(right(), 2), 'seen'"),
        check_cell("assert lie == 2, 'seen'"),
        check_cell("assert len([right()]) == 1"),
        isolation=isolation,
    )
    assert error_names(cells)[3:] == ["AssertionError", "AssertionError", None]


@pytest.fixture
def server():
    """Port of a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.skipif(sandbox.why_not_bwrap() is not None, reason="no bubblewrap here")
def test_the_sandbox_shows_nothing_of_the_host(clean, tmp_path, server):
    """Are files of the host, its network and its processes out of reach, and is the file system read-only?"""
    secret = tmp_path / "secret.txt"
    secret.write_text("the wanted value is 42")
    course = Path(__file__).parents[3] / "solutions"
    look = f"""
import os, socket
def reach():
    found = []
    for path in ({str(secret)!r}, {str(course)!r}, {str(Path.home() / ".bashrc")!r}):
        if os.path.exists(path):
            found.append(path)
    if socket.socket().connect_ex(("127.0.0.1", {server})) == 0:
        found.append("network")
    for place in ("/usr/planted", "/planted", os.path.dirname(os.__file__) + "/planted"):
        try:
            open(place, "w")
            found.append(place)
        except OSError:
            pass
    found += [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) > 50]
    return found
"""
    cells = run(new_code_cell(look), check_cell("assert reach() == [], reach()"), isolation="bwrap")
    assert error_names(cells) == [None, None], cells[1].outputs


def test_counting_steps_cannot_be_turned_off(clean):
    """Is a loop that turns tracing off, or hides in a thread, no vectorised answer?"""
    off = (
        "import sys\ndef off(x):\n    sys.settrace(None); sys.setprofile(None)\n    return [v + 1 for v in x]"
    )
    hidden = (
        "import threading\ndef hidden(x):\n    out = []\n"
        "    worker = threading.Thread(target=lambda: out.extend(v + 1 for v in x))\n"
        "    worker.start(); worker.join()\n    return out"
    )
    ask = (
        "from pixgrad import check\nimport numpy\n"
        "check.vectorized({}, (numpy.ones(3),), (numpy.ones(99),), exercise='x')"
    )
    cells = run(
        new_code_cell(f"{off}\n{hidden}\nimport numpy\ndef right(x): return numpy.asarray(x) + 1"),
        check_cell(ask.format("off")),
        check_cell(ask.format("hidden")),
        check_cell(ask.format("right")),
    )
    assert error_names(cells) == [None, "CheckFailed", "CheckFailed", None]
    assert "counting-evaded" in cells[1].outputs[0].evalue


@pytest.mark.skipif(sandbox.why_not_bwrap() is not None, reason="no bubblewrap here")
def test_the_kit_can_be_read_wherever_temporary_files_lie(tmp_path, monkeypatch):
    """Are modules found that no warm process has imported, where a folder above them is private?"""
    private = tmp_path / "private" / "deep"
    private.mkdir(parents=True)
    private.parent.chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    nb = new_notebook(cells=[new_code_cell("from pixgrad import plots\nfrom pixgrad.check import lock")])
    execute(nb, Limits(isolation="bwrap"), slug="private")
    zygotes().forget("private")
    assert error_names(nb.cells) == [None]


def test_steps_are_counted_of_work_that_is_done_elsewhere(clean):
    """Is a loop no vectorised answer that ran before, or that runs in a thread which waited for work?"""
    loops = """
import numpy, queue, threading
kept, todo, done = {}, queue.Queue(), queue.Queue()
def loop(x): return [v + 1 for v in x]
def remembered(x):
    key = x.tobytes()
    if key not in kept: kept[key] = loop(x)
    return kept[key]
def work():
    while True: done.put(loop(todo.get()))
threading.Thread(target=work, daemon=True).start()
def elsewhere(x):
    todo.put(x)
    return done.get()
def right(x): return numpy.asarray(x) + 1
"""
    ask = (
        "from pixgrad import check\nimport numpy\n"
        "for kind in (float, int):\n"
        "    cases = [(numpy.arange(size, dtype=kind),) for size in (3, 99)]\n"
        "    check.vectorized({}, *cases, exercise='x')"
    )
    checks = [check_cell(ask.format(name)) for name in ("remembered", "elsewhere", "right")]
    cells = run(new_code_cell(loops), *checks)
    assert error_names(cells) == [None, "CheckFailed", "CheckFailed", None]


@pytest.mark.skipif(sandbox.why_not_bwrap() is not None, reason="no bubblewrap here")
def test_other_processes_in_the_sandbox_end_before_steps_are_counted():
    """Is a process gone that was forked before and could do the work unseen?"""
    fork = "import os, time\npid = os.fork()\nif pid == 0:\n    time.sleep(60)\n    os._exit(0)"
    ask = (
        "import numpy\nfrom pixgrad import check\n"
        "check.vectorized(size, (numpy.ones(3),), (numpy.ones(99),), exercise='x')"
    )
    gone = "assert os.waitpid(pid, os.WNOHANG)[0] == pid"
    cells = [new_code_cell(f"{fork}\nsize = abs"), check_cell(ask), new_code_cell(gone)]
    nb = new_notebook(cells=[*cells, check_cell(ask)])
    execute(nb, Limits(isolation="bwrap"))
    assert error_names(nb.cells) == [None] * 4


def test_an_error_cannot_pass_for_one_of_ours(clean):
    """Are exceptions called TimeLimit or CheckFailed errors of the student, and their slips nobody's?"""
    forged = "class {0}(Exception): pass\ndef f{0}(): raise {0}('text\\n[slip: forged]')"
    names = ("TimeLimit", "NotRun", "ProcessDied", "CheckFailed")
    checks = [check_cell(f"f{name}()") for name in names]
    cells = run(*(new_code_cell(forged.format(name)) for name in names), *checks)
    assert error_names(cells[4:]) == ["Error"] * 4
    assert [cell.outputs[0].evalue for cell in cells[4:]] == [f"{name}: text" for name in names]


def test_an_interruption_by_the_student_is_answered_at_once(clean):
    """Does a function that raises KeyboardInterrupt fail its check without using up the time?"""
    ask = "from pixgrad import check\ncheck.returns(stop, [(1,), (2,), (3,)], [1, 2, 3], exercise='x')"
    cells = run(new_code_cell("def stop(x): raise KeyboardInterrupt"), check_cell(ask), cell_seconds=60)
    assert error_names(cells) == [None, "CheckFailed"]
    assert "KeyboardInterrupt" in cells[1].outputs[0].evalue


def test_a_warm_process_that_was_killed_is_replaced(tmp_path, monkeypatch):
    """Does marking go on, without a folder left, where student code without a sandbox kills its parent?"""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kill = (
        "import os\nif not os.path.exists({0!r}):\n    open({0!r}, 'w').close()\n    os.kill(os.getppid(), 9)"
    )
    first, second = zygotes().of("killed"), new_code_cell(kill.format(str(tmp_path / "once")))
    nb = new_notebook(cells=[second, new_code_cell("value = 1"), check_cell("assert value == 1")])
    execute(nb, Limits(isolation="none", cell_seconds=8, grace_seconds=1), slug="killed")
    assert error_names(nb.cells)[2] is None
    assert zygotes().of("killed") is not first
    zygotes().forget("killed")
    assert not first.visible.exists()
    assert names_in(tmp_path) == {"once"}


def test_much_is_printed_in_time(clean):
    """Are 200,000 lines cut, and no reason to run out of time?"""
    cells = run(new_code_cell("for number in range(200_000): print('line', number)"), cell_seconds=20)
    assert error_names(cells) == [None]
    assert len(cells[0].outputs[0].text) <= 1_100_000


@pytest.mark.parametrize("graded", [True, False])
def test_a_graded_cell_is_never_an_explore_cell(graded):
    """Can a tag take a check out of the run?"""
    cell = check_cell("pass", tags=["explore"]) if graded else new_code_cell(metadata={"tags": ["explore"]})
    assert is_explore(cell) is not graded


def test_outputs_that_a_browser_could_run_are_left_out():
    """Do only text and pictures of a student's outputs get into the marked notebook?"""
    html = {
        "kind": "display_data",
        "data": {"text/html": "<script>", "text/plain": "x", "image/svg+xml": "<svg>"},
    }
    odd = [{"kind": "stream", "text": 3}, {"kind": "error"}, {"kind": "display_data", "data": None}, {}]
    assert [output.data for output in outputs_of([html, *odd])] == [{"text/plain": "x"}]


def test_outputs_are_fit_to_be_stored_and_bounded():
    """Are half surrogates, markup in place of a picture, and a thousand megabytes kept out of notebooks?"""
    kept = [
        {"kind": "stream", "name": "stderr", "text": "\ud800\x00\r\x1b[31mred"},
        {"kind": "display_data", "data": {"image/png": '"><svg onload=x>', "text/plain": "\udfff"}},
        *({"kind": "stream", "name": "stdout", "text": "x" * 10**6} for _ in range(50)),
    ]
    outputs = outputs_of(kept)
    assert outputs[0].text == "\ufffd\ufffd\nred"
    assert outputs[1].data == {"text/plain": "\ufffd"}
    assert sum(len(output.get("text", "")) for output in outputs) < 1_200_000
    error = error_output("\ud800", "\udfff" * 10**6, ["\ud800"] * 10**5)
    assert len(repr(error).encode()) < 100_000


def test_an_error_is_recorded_once():
    """Is the error of an answer cell kept beside what it printed?"""
    cell = new_code_cell("...")
    printed = new_output("stream", text="before")
    cell.outputs = [printed, new_output("error", ename="E", evalue="", traceback=[])]
    settle(cell, error_output("E", "why"))
    assert [out.output_type for out in cell.outputs] == ["stream", "error"]


HELPER = """
import numpy as np
def relu(x):
    return abs(x)
def two_layer_scores(params, X):
    {}
    return relu(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
"""
RELU = """
import numpy as np
from pixgrad import check
check.returns(relu, [(np.array([-1.0, 2.0]),)], [[0, 2]], exercise="relu")
"""
BUILDING = """
import numpy as np
from pixgrad import check
from pixgrad.models import two_layer
params = two_layer.init_two_layer(3, 4, 2, std=1.0, rng=np.random.default_rng(0))
cases = [(params, np.random.default_rng(1).normal(size=(5, 3)))]
check.returns(two_layer_scores, cases, two_layer.two_layer_scores, exercise="two-layer-scores")
"""


@pytest.mark.parametrize("isolation", ISOLATIONS)
def test_a_right_helper_is_lent_for_one_check_only(clean, isolation):
    """Is an answer judged with a right helper over the bridge, and is the student's own there afterwards?"""
    after = new_code_cell("assert relu(-3) == 3")
    cells = run(new_code_cell(HELPER.format("")), check_cell(BUILDING), after, isolation=isolation)
    assert error_names(cells) == [None, None, None]
    assert "calls your relu, which is not" in cells[1].outputs[0].text


def test_a_helper_is_given_back_after_a_check_that_ran_out_of_time(clean):
    """Does an answer that hangs with the right helper leave the student's own in place for what follows?"""
    hang = "while relu(np.full(1, -1.0))[0] == 0: pass"
    after = new_code_cell("assert relu(-3) == 3")
    cells = run(new_code_cell(HELPER.format(hang)), check_cell(BUILDING), after, cell_seconds=2)
    assert error_names(cells) == [None, "TimeLimit", None]


@pytest.mark.parametrize("end", ["while x.ndim: pass", "if x.ndim: os._exit(1)"], ids=["hangs", "ends"])
def test_a_helper_that_never_returns_costs_its_own_points_only(clean, end):
    """Is an answer that calls a helper which hangs, or ends Python, judged with a right one in its place?"""
    helper = HELPER.format("").replace("def relu(x):", f"import os\ndef relu(x):\n    {end}")
    own = check_cell(RELU, pixgrad={"exercise": "relu"})
    building = check_cell(BUILDING, pixgrad={"exercise": "two-layer-scores"})
    cells = run(new_code_cell(helper), own, building, cell_seconds=2)
    assert error_names(cells)[0] is None and error_names(cells)[1] is not None
    assert error_names(cells)[2] is None
    assert "calls your relu, which is not" in cells[2].outputs[0].text
