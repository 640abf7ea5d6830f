"""Code that a person may want to look at is named, and ordinary answers are not."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from pixgrad.check import bank
from pixgrad.course import Course
from pixgrad.marking.intake import admit
from pixgrad.marking.intake.reaching import reaches

COURSE = Course(Path(__file__).parents[3])


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ("import sys\nframe = sys._getframe()", "sys._getframe"),
        ("from sys import settrace as trace", "sys.settrace"),
        ("import os\nif os.fork() == 0: pass", "os.fork"),
        ("import multiprocessing.pool", "multiprocessing"),
        ("from concurrent.futures import ThreadPoolExecutor", "concurrent"),
        ("def f(x):\n    return f.__globals__", "__globals__"),
        ("%%time\nexec('x = 1')", "exec"),
        ("np.linalg.norm = len", "np.linalg.norm = ..."),
        ("setattr(check, 'returns', print)", "setattr(check, ...)"),
        ("from pixgrad.check import calls", "pixgrad.check.calls"),
        ("import pixgrad.check.bank.a1_knn", "pixgrad.check.bank"),
        ("check.compare.difference", "check.compare"),
        ("import pixgrad.marking.kit as k", "pixgrad.marking"),
        ("from pixgrad import bridge", "pixgrad.bridge"),
        ("secret = open('/etc/passwd').read()", "open"),
    ],
)
def test_what_reaches_past_an_exercise_is_named(source, want):
    """Is each way into Python or the machine told from the text, and nothing else in it?"""
    assert reaches(source) == (want,)


@pytest.mark.parametrize(
    "source",
    [
        "import os, sys\nos.environ['OMP_NUM_THREADS'] = '1'\nprint(sys.version, os.path.join('a', 'b'))",
        "from pixgrad import check, data\ncheck.gradient(f, x)\ncheck.returns(f, [], [])",
        "plt.rcParams['figure.dpi'] = 80\nfig.canvas.open = 3\nself.code = check\nx.close()",
        "import functools, itertools, math, scipy.spatial, time\nnp.random.seed(0)\nnp.add.at(x, i, 1)",
        "from numpy import exp as eval_, select\nmodel.eval_mode = 1",
        "this is no Python",
        "x = " + "+".join(["a"] * 5000),
    ],
)
def test_ordinary_code_raises_no_question(source):
    """Are uses that people have good reasons for left alone, and texts that cannot be parsed?"""
    assert reaches(source) == ()


@pytest.mark.parametrize("slug", COURSE.slugs())
def test_no_known_answer_raises_a_question(slug):
    """Of all right and wrong answers in the bank, does none reach for more than the solution does?"""
    solution = nbformat.read(COURSE.source(slug), as_version=4)
    given = {name for cell in solution.cells if cell.cell_type == "code" for name in reaches(cell.source)}
    known = bank.load(slug)
    assert len(known.mistakes) > 50
    for answer in (*known.mistakes, *known.variants):
        assert set(reaches(answer.source)) <= given, answer.label


def test_the_finding_names_it_once_and_the_marks_are_the_same(notebook, kit):
    """Is one finding made of answers and own cells, with at most six names, and text cells left out?"""
    nb = notebook()
    nb.cells.append(new_code_cell("import gc, sys, ctypes, socket\nsys.settrace(None)"))
    nb.cells.append(new_code_cell("import gc, inspect, signal, os\nos.kill(1, 9)"))
    _, findings = admit(json.dumps(nb).encode(), kit)
    (finding,) = [finding for finding in findings if finding.kind == "reaches"]
    assert finding.message == (
        "code that reaches past the exercises: gc, ctypes, socket, sys.settrace, inspect, signal and more. "
        "For a person to look at; it costs no points"
    )
