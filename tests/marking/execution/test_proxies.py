"""Proxies of a student's functions and objects, and students that lie."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.bridge.channel import LENGTH
from pixgrad.check.failure import CheckFailed
from pixgrad.marking.execution.fork_server import zygotes
from pixgrad.marking.execution.proxies import Died, Function, OutOfTime, Proxy, StudentError, StudentProcess
from pixgrad.marking.execution.sandbox import Room


@pytest.fixture
def student():
    """A student's process without a sandbox, with ten seconds to answer."""
    zygote = zygotes().of("")
    room = Room("none", zygote.visible, 2**32, 64)
    sock, pid = zygote.start(room.confinement(60))
    student = StudentProcess(sock, pid, 1.0, room.watch, room.end_others)
    student.allow(10)
    yield student
    student.channel.close()
    zygote.end_children()
    room.close()


def define(student, source, *names):
    """Run a cell and return what it binds."""
    assert student.run_cell(source).error is None
    values, _ = student.fetch(names)
    return values[names[0]] if len(names) == 1 else [values[name] for name in names]


def test_functions_are_called_with_arguments_of_every_kind(student):
    """Do arrays, names, callbacks and generators reach a function, and its result come back?"""
    source = (
        "import numpy as np\ndef f(x, g, rng, *, k=1): return k * g(x) + rng.integers(10, size=2), {'k': k}"
    )
    function = define(student, source, "f")
    assert (function.__name__, function.parameters) == ("f", ["x", "g", "rng"])
    x, rng = np.array([1.0, 2.0]), np.random.default_rng(1)
    (outcome,) = function.call_each([(x, lambda v: v**2, rng, check.named(k=3))])
    np.testing.assert_array_equal(outcome.value[0], 3 * x**2 + np.random.default_rng(1).integers(10, size=2))
    assert outcome.value[1] == {"k": 3} and outcome.modified == ()


def test_a_check_called_directly_goes_on_with_the_generator(student):
    """Does a generator advance where a check calls a proxy itself, as it would in one process?"""
    draw = define(student, "def draw(rng): return rng.integers(1000, size=5)", "draw")
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    for _ in range(2):
        np.testing.assert_array_equal(draw(rng), twin.integers(1000, size=5))


def test_what_is_drawn_in_a_row_is_what_this_process_would_draw(student):
    """Does one generator serve all calls of a case, does nothing else outlive a call, is an error told?"""
    source = "def draw(x, rng):\n    x += rng.integers(1000, size=2)\n    return x\n"
    scope = {}
    exec(source, scope)
    cases = [(np.zeros(2, int), np.random.default_rng(seed)) for seed in (3, 4)]
    drawn = check.drawn(define(student, source, "draw"), cases, 3)
    np.testing.assert_array_equal(drawn, check.drawn(scope["draw"], cases, 3))
    assert len({tuple(each) for each in drawn}) == 6
    failing = define(student, "def failing(n): return 1 // n", "failing")
    with pytest.raises(StudentError, match="ZeroDivisionError"):
        check.drawn(failing, [(1,), (0,), (1,)])
    np.testing.assert_equal(failing(1), 1)


def test_a_forked_copy_does_not_answer(student):
    """Does a copy of the process that raises leave the answer to the process itself?"""
    source = (
        "import os, time\ndef f():\n    pid = os.fork()\n    if pid == 0: raise ValueError('the copy')\n"
        "    os.waitpid(pid, 0)\n    return 7"
    )
    (outcome,) = define(student, source, "f").call_each([()])
    assert (outcome.error, outcome.value) == (None, 7)


def test_errors_changes_and_warnings_are_told(student):
    """Is what a function raises, changes in place or warns of data in the outcome?"""
    source = (
        "import numpy as np\n"
        "def bad(x):\n    return x + missing\n"
        "def worse(x):\n    x += 1\n    return np.exp(x)\n"
        "def leaves(x):\n    raise SystemExit(3)"
    )
    bad, worse, leaves = define(student, source, "bad", "worse", "leaves")
    outcome = bad.call_each([(1,)])[0]
    assert outcome.error == "NameError: name 'missing' is not defined"
    assert outcome.line == "return x + missing"
    outcome = worse.call_each([(np.array([1e4]),)])[0]
    assert outcome.modified == (0,) and outcome.warned == ("overflow encountered in exp",)
    assert leaves.call_each([(1,)])[0].error == "SystemExit: 3"
    with pytest.raises(StudentError, match="NameError"):
        bad(1)


def test_errors_of_callbacks_keep_their_kind(student):
    """Does a function see the error of a function that the check gave it, and nothing of the checker?"""
    source = "def use(f):\n    try:\n        f()\n    except KeyError as error:\n        return repr(error)"
    use = define(student, source, "use")

    def fails():
        raise KeyError("wanted")

    assert use(fails) == "KeyError('wanted')"


def test_objects_stay_where_they_are(student):
    """Do attributes, methods and operators of a student's object work through a proxy?"""
    source = (
        "class Value:\n    def __init__(self, data): self.data = data\n"
        "    def __add__(self, other): return Value(self.data + getattr(other, 'data', other))\n"
        "    def double(self): return Value(2 * self.data)\n    _secret = 1"
    )
    kind = define(student, source, "Value")
    value = kind(3)
    assert isinstance(value, Proxy) and not isinstance(value, Function)
    assert value.kind_elsewhere == "Value"
    assert (value + value.double()).data == 9
    with pytest.raises(AttributeError):
        _ = value._secret
    with pytest.raises(CheckFailed, match="not a Value"):
        check.returns(lambda: value, [()], [3.0], exercise="none")


def test_cells_show_text_and_pictures_and_their_errors(student):
    """Are prints, values and errors of a cell kept, and is a flood of them cut?"""
    run = student.run_cell("print('a')\nimport sys; print('b', file=sys.stderr)\n1 + 1")
    assert [output.get("text") for output in run.outputs] == ["a\n", "b\n", None]
    assert run.outputs[2]["data"] == {"text/plain": "2"}
    assert student.run_cell("1 / 0").error[:2] == ("ZeroDivisionError", "division by zero")
    flood = student.run_cell("for i in range(30): print('x' * 100_000)")
    assert sum(len(output["text"]) for output in flood.outputs) < 1_200_000
    assert student.run_cell("def f(:").error[0] == "SyntaxError"
    evil = "class E(Exception):\n    def __str__(self): raise E()\nraise E()"
    assert student.run_cell(evil).error is not None
    assert student.run_cell("input()").error[0] == "RuntimeError"


@pytest.mark.parametrize("value", ["x", "[x]", "{'k': x}"], ids=["itself", "in a list", "in a dict"])
@pytest.mark.parametrize("evil", ["10**9 * [0]", "np.broadcast_to(0.0, (10**6, 10**6))", "Evil()"])
def test_values_that_cannot_cross_are_an_error_of_the_answer(student, evil, value):
    """Does a huge or hostile value end as an error of this one call, with the process still alive?"""
    source = (
        "import numpy as np\nclass Evil(dict):\n    def __getattr__(self, name): raise RuntimeError(name)\n"
        f"    def __len__(self): return -1\ndef f():\n    x = {evil}\n    return {value}"
    )
    function = define(student, source.replace("10**9 * [0]", "2_000_000 * [0]"), "f")
    outcome = function.call_each([()])[0]
    assert outcome.error is None or outcome.error.startswith("ValueError: returned a value")
    assert student.run_cell("2").error is None


@pytest.mark.parametrize(
    "forgery",
    [
        b"garbage",
        LENGTH.pack(2**60) + b"x",
        LENGTH.pack(3) + b"\xc1\xc1\xc1",
        LENGTH.pack(1) + b"\x07",
        LENGTH.pack(8) + b"\x81\xa3ask\xa1xyz",
    ],
)
def test_forged_replies_are_the_death_of_the_forger(student, forgery):
    """Can a process that writes on the socket itself do more than end its own run?"""
    source = (
        "import os, socket\n"
        "for fd in range(3, 64):\n    try:\n        if socket.socket(fileno=os.dup(fd)).family == 1:\n"
        f"            os.write(fd, {forgery!r} * 3)\n    except OSError: pass"
    )
    with pytest.raises((Died, OutOfTime)):
        for _ in range(3):
            student.run_cell(source)


def test_a_student_that_never_stops_asking_runs_out_of_time(student):
    """Does a flood of callbacks end at the deadline?"""
    function = define(student, "def f(g):\n    while True:\n        g()", "f")
    student.allow(1)
    with pytest.raises(OutOfTime) as late:
        function.call_each([(lambda: 1,)])
    assert late.value.alive
