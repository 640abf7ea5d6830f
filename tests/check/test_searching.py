"""Slips that no entry of the bank explains alone: two at once, a free number, behind overflow."""

import gc
import sys
import time

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, bank, composed, slip_of
from pixgrad.check.bank import reading
from pixgrad.check.bank.answers import COMPILED

FILE = """# %% exercise="e" name="f"

# %% right="textbook"
def f(x, reg):
    x = x - x.max()
    p = np.exp(x)
    p = p / p.sum()
    loss = -np.log(p[0])
    loss = loss + reg * np.sum(x**2)
    return loss, p

# %% mistake="overflow" edits="textbook"
# the maximum is not subtracted. Subtract it.
-     x = x - x.max()

# %% mistake="penalty-missing" edits="textbook"
# the penalty is missing.
-     loss = loss + reg * np.sum(x**2)

# %% mistake="wrong-sign" edits="textbook"
# the loss has the wrong sign.
-     loss = -np.log(p[0])
+     loss = np.log(p[0])

# %% mistake="loss-twice" edits="textbook"
# the loss is there twice.
-     loss = -np.log(p[0])
+     loss = -2 * np.log(p[0])

# %% mistake="forever" edits="textbook"
# it goes on forever, together with a change of p.
      loss = -np.log(p[0])
+     while p.sum() > 1.5:
+         pass

# %% mistake="not-divided" edits="textbook"
# p is not divided by its sum.
-     p = p / p.sum()

# %% mistake="epsilon" edits="textbook" free="EPS=1e-8"
# {EPS} is added to the sum.
-     p = p / p.sum()
+     p = p / (p.sum() + EPS)
"""
RIGHT = {}
exec("import numpy as np\n" + FILE.split('"textbook"\n')[1].split("# %%")[0], RIGHT)
CASES = [(np.array([1.0, 2.0, 0.5]), 0.1), (np.array([-1.0, 0.25]), 0.5)]
LARGE = (np.array([1000.0, 1001.0]), 0.5)


@pytest.fixture(autouse=True)
def known(tmp_path, monkeypatch):
    (tmp_path / "e.py").write_text(FILE)
    exercise = reading.read(tmp_path / "e.py")
    monkeypatch.setattr(bank, "known", lambda label: exercise if label == "e" else None)
    forget()
    yield
    forget()


def forget():
    """Let what is kept about one exercise "e" say nothing about another of that name."""
    for kept in vars(composed).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


def told(source, cases=CASES):
    scope = {"np": np}
    exec(source, scope)
    with pytest.raises(CheckFailed) as caught:
        check.returns(scope["f"], cases, RIGHT["f"], exercise="e")
    return str(caught.value)


TEXT = FILE.split('"textbook"\n')[1].split("# %%")[0]


def test_two_mistakes_are_told_both():
    """Is an answer with two slips told both, with a label of both?"""
    said = told(TEXT.replace("-np.log", "np.log").replace("    loss = loss + reg * np.sum(x**2)\n", ""))
    assert slip_of(said) == "penalty-missing+wrong-sign"
    assert "two things at once: the penalty is missing. Also, the loss has the wrong sign." in said


@pytest.mark.slow
def test_the_search_ends_in_time():
    """Does a failure that nothing explains come soon, though two patches together never end?"""
    before = time.thread_time()
    assert slip_of(told("def f(x, reg): return 7.5, np.exp(x)")) is None
    assert time.thread_time() - before < 3  # a limit of one second of CPU time


@pytest.mark.parametrize("number", [1e-3, 0.02, 3e-4, 0.37])
def test_a_free_number_is_solved_for(number):
    """Is an epsilon of any size told with its value?"""
    said = told(TEXT.replace("p.sum()", f"(p.sum() + {number})"))
    assert slip_of(said) == "epsilon"
    assert f"{number:.8g} is added to the sum" in said


def test_a_slip_behind_overflow_is_told_with_it():
    """Is a slip found on the cases that stay finite, and the overflow named beside it?"""
    missing = TEXT.replace("    x = x - x.max()\n", "").replace("reg * np.sum(x**2)", "0")
    assert slip_of(told(missing, [*CASES, LARGE])) in ("overflow+penalty-missing", "penalty-missing+overflow")


def test_a_quotient_that_becomes_nan_is_the_overflow_that_becomes_inf():
    """Is a model with inf recognised where the answer has nan, and the other way round?"""
    nan = TEXT.replace("    x = x - x.max()\n", "    top = x.max()\n").replace(
        "np.sum(x**2)", "np.sum((x - top)**2)"
    )
    log = nan.replace("-np.log(p[0])", "-np.log(np.exp(x)[0]) + np.log(np.exp(x).sum())")
    assert "overflow" in str(slip_of(told(log, [*CASES, LARGE])))


X = [(np.array([[1.25, -2.5, 3.0], [0.3, 400.7, -1.2], [7.0, 8.5, -9.1]]),), (np.array([[1.5, 0.1, 0.7]]),)]


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (lambda x: -x, "negated"),
        (lambda x: 3 * x, "constant-factor"),
        (lambda x: x + 0.01, "constant-offset"),
        (lambda x: np.round(x), "rounded"),
        (lambda x: x.astype(int), "integer-result"),
        (lambda x: x.astype(np.float16), "float16"),
        (lambda x: 0 * x, "all-zero"),
        (lambda x: abs(x), "sign-lost"),
        (lambda x: 1 - x, "one-minus"),
        (lambda x: x.T, "transposed"),
        (lambda x: x[::-1], "reversed"),
        (lambda x: x[:, ::-1], "last-axis-reversed"),
        (lambda x: x[[0, 2, 1]] if len(x) > 1 else x, "reordered"),
        (lambda x: x**2, "squared"),
        (lambda x: np.sqrt(np.abs(x)), "root-taken"),
        (lambda x: x % 256, "wraps-at-256"),
        (lambda x: np.clip(x, -1.5, 6.0), "clipped"),
        (lambda x: np.minimum(x, 6.0), "clipped"),
        (lambda x: np.roll(x, 1, axis=1), "shifted"),
        (lambda x: np.roll(x, -1, axis=0), "shifted"),
        (lambda x: x[:, [1, 0, 2]], "columns-reordered"),
        (lambda x: np.log(np.abs(x)), "log-taken"),
        (lambda x: np.eye(3)[x.argmax(axis=1)], "only-largest"),
        (lambda x: x * (1 + 1e-5 * np.cos(x)), "few-digits"),
        (lambda x: (x * (1 + 1e-5 * np.cos(x))).astype(np.float32), "single-precision"),
        (lambda x: np.sin(x), None),
        (lambda x: x + x[0, 0], "line-by-line-offset"),
        (lambda x: x * len(x) * 2, "line-by-line-factor"),
        (lambda x: x - x.mean(axis=1, keepdims=True), "line-by-line-offset"),
        (lambda x: x / x.sum(axis=0), "line-by-line-factor"),
        (lambda x: np.sort(x, axis=1), "sorted"),
        (lambda x: np.array([np.roll(row, i + 1) for i, row in enumerate(x)]), "shuffled"),
    ],
)
def test_a_plain_relation_to_what_is_wanted_is_told(answer, slip):
    """Is a result that is k times, minus, the transpose of ... the wanted one told so, and no other?"""
    with pytest.raises(CheckFailed) as caught:
        check.returns(answer, X, lambda x: x, exercise="none")
    assert caught.value.slip == slip


@pytest.mark.parametrize("got", [2.0, 1.5, 0.0, -1.0, 10.0])
def test_one_number_alone_proves_nothing(got):
    """Is a single wrong number never taken for a relation?"""
    with pytest.raises(CheckFailed) as caught:
        check.returns(lambda x: got, [(1,), (2,)], [1.0, got], exercise="none")
    assert caught.value.slip is None


@pytest.mark.parametrize(("got", "slip"), [(0.67, "rounded"), (0.6667, "rounded"), (0.7, None), (1.0, None)])
def test_one_number_with_several_places_is_told_to_be_rounded(got, slip):
    """Is a single rounded number told so, where it has too many places for chance?"""
    with pytest.raises(CheckFailed) as caught:
        check.returns(lambda x: got, [(1,)], [2 / 3], exercise="none")
    assert caught.value.slip == slip


ROWS = [
    (np.array([[1.5, -2.0], [0.25, 4.0], [3.0, 1.0]]), np.array([0.5, -1.25])),
    (np.array([[2.5, 0.75]]), np.array([3.5, 0.125])),
]


@pytest.mark.parametrize(
    ("answer", "slip", "said"),
    [
        (lambda X, b: (X + b) * len(X), "multiplied-by-a-size", "multiplied by X.shape[0]"),
        (lambda X, b: (X + b) / X.size, "divided-by-a-size", "divided by X.size"),
        (lambda X, b: X, "argument-too-often", "b is left out"),
        (lambda X, b: X + 2 * b, "argument-too-often", "b is added once too often"),
        (lambda X, b: X + 0.5 * b, "argument-too-often", "off by -0.5 times b"),
        (lambda X, b: (X + b) * b, "argument-times-too-often", "multiplied by b, once too often"),
        (lambda X, b: (X + b) / b, "argument-divides", "divided by b"),
        (lambda X, b: np.zeros(X.shape) + X.mean(axis=0)[0] + b**2, None, ""),
        (lambda X, b: X + b**2, None, ""),
    ],
)
def test_a_size_or_an_argument_too_many_is_told(answer, slip, said):
    """Is a result that is N times the wanted one, or lacks an argument, told so by the argument's name?"""
    with pytest.raises(CheckFailed) as caught:
        check.returns(answer, ROWS, lambda X, b: X + b, exercise="none")
    assert caught.value.slip == slip and said in str(caught.value)


def test_a_changed_input_is_told_beside_a_wrong_result():
    """Is an argument that was changed named, where what came back cannot be explained?"""

    def answer(x):
        x -= x.mean()
        return np.sin(x)

    with pytest.raises(CheckFailed, match="It also changes x in place") as caught:
        check.returns(answer, X, lambda x: x, exercise="none")
    assert caught.value.slip == "input-modified"


def test_parts_that_are_right_in_every_case_are_told():
    """Is it said which of several results is wrong, where the others are right throughout?"""

    def answer(x):
        """Both.

        Returns
        -------
        total : float
            The sum.
        dX : ndarray
            Its gradient.
        """
        return x.sum(), np.sin(x)

    with pytest.raises(CheckFailed, match="while total is right in every case") as caught:
        check.returns(answer, X, lambda x: (x.sum(), x), exercise="none")
    assert caught.value.slip == "only-dx-wrong"


def test_rows_in_another_order_are_told_beside_an_empty_result():
    """Does a case that wants no rows at all leave the relation of the others standing?"""
    with pytest.raises(CheckFailed) as caught:
        check.returns(
            lambda x: x[[0, 2, 1]] if len(x) else x,
            [X[0], (np.zeros((0, 3)),)],
            lambda x: x,
            exercise="none",
        )
    assert caught.value.slip == "reordered"


def test_the_time_runs_out_in_no_finalizer():
    """Does the search end, though the time is over while a finalizer or the garbage collector runs?"""

    def tidies_up(*args):
        sum(number for number in range(20_000))  # nearly all the time is spent here

    scope = {"gc": gc, "Tidy": type("Tidy", (), {"__del__": tidies_up})}
    endless = "def look_for():\n    while True:\n        Tidy()\n        gc.collect(0)"
    exec(compile(endless, f"{COMPILED} f>", "exec"), scope)
    lost = []
    gc.callbacks.append(tidies_up)
    before, sys.unraisablehook = sys.unraisablehook, lost.append
    try:
        assert composed.in_time(0.05, scope["look_for"]) is None
    finally:
        sys.unraisablehook = before
        gc.callbacks.remove(tidies_up)
    assert lost == []


def test_what_is_found_in_time_is_kept():
    """Is the finding returned, and does whoever traced before go on?"""

    def tracer(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        found, after = composed.in_time(60, lambda: 7), sys.gettrace()
    finally:
        sys.settrace(before)
    assert (found, after) == (7, tracer)
