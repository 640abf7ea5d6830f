"""One slip costs once: what an answer is charged with where it calls an earlier one."""

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed
from pixgrad.check.own_helpers import BUILDS_ON, MOST_ENTRIES, forgiving, right_helpers
from pixgrad.models import two_layer

RIGHT = "def relu(x):\n    return np.maximum(0, x)\n"
WRONG = "def relu(x):\n    return abs(x)\n"
UNANSWERED = "def relu(x):\n    raise NotImplementedError\n"
LOOP = "def relu(x):\n    return np.array([[max(0.0, v) for v in row] for row in x])\n"
SCORES = """
def two_layer_scores(params, X):
    return relu(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
"""
PREDICT = """
def predict_two_layer(params, X):
    return np.argmax(two_layer_scores(params, X) + 0 * relu(X), axis=1)
"""
NO_BIAS = SCORES.replace(' + params["b2"]', "")


def network(rows, size):
    rng = np.random.default_rng(3)
    shapes = {"W1": (size, size), "b1": (size,), "W2": (size, size), "b2": (size,)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}, rng.normal(size=(rows, size))


def cell(source):
    """The names that a notebook has after a cell."""
    scope = {"np": np}
    exec(source, scope)
    return scope


def check_scores(scope, rows=4, size=3):
    case = network(rows, size)
    check.returns(scope["two_layer_scores"], [case], two_layer.two_layer_scores, exercise="two-layer-scores")


def failure(scope):
    with pytest.raises(CheckFailed) as caught:
        check_scores(scope)
    return caught.value


@pytest.mark.parametrize("relu", [WRONG, UNANSWERED, "def relu(x):\n    return y\n"])
def test_the_slip_of_a_helper_is_not_charged_twice(relu, capsys):
    """Does an answer that is right but for an earlier one pass, and say what is to be mended?"""
    scope = cell(relu + SCORES)
    own = scope["relu"]
    check_scores(scope)
    said = capsys.readouterr().out
    assert said.startswith("· two-layer-scores: right, but it calls your relu, which is not.")
    assert "mend relu first" in said
    assert scope["relu"] is own


def test_nothing_is_said_about_a_right_helper(capsys):
    """Does an answer with a right helper pass without a word?"""
    check_scores(cell(RIGHT + SCORES))
    assert capsys.readouterr().out == ""


def test_an_own_slip_is_charged_whatever_the_helper_does():
    """Does a slip of the answer itself fail, and is it named as if the helper were right?"""
    for relu in (RIGHT, WRONG, UNANSWERED):
        assert failure(cell(relu + NO_BIAS)).slip == "b2-missing"


def test_an_unanswered_exercise_stays_unanswered():
    """Is a stub beside a wrong helper still not answered?"""
    scope = cell(WRONG + "def two_layer_scores(params, X):\n    raise NotImplementedError")
    assert str(failure(scope)).startswith("not answered yet: two_layer_scores")


def test_a_helper_that_loops_is_its_own_fault(capsys):
    """Is an answer without a loop of its own vectorised, though its helper loops?"""
    function = cell(LOOP + SCORES)["two_layer_scores"]
    check.vectorized(function, network(4, 3), network(80, 3), exercise="two-layer-scores")
    assert "relu" in capsys.readouterr().out


def test_only_helpers_at_fault_are_named(capsys):
    """Is a right helper beside a wrong one left out of the blame?"""
    scope = cell(RIGHT + SCORES.replace("return relu(X", "return -(X") + PREDICT)
    case = network(20, 4)
    check.returns(
        scope["predict_two_layer"], [case], two_layer.predict_two_layer, exercise="predict-two-layer"
    )
    assert "calls your two_layer_scores, which is not" in capsys.readouterr().out


def test_a_right_function_takes_only_small_data():
    """Is a check that would pass on huge arguments to a right function not run with it?"""
    scores = SCORES.replace("relu(X", f"relu(np.ones({MOST_ENTRIES + 1}))[0] * (X")
    assert failure(cell(WRONG + scores)).slip != "raises-error"


@forgiving
def measured(function, case, *, exercise):
    """A check that only calls a function, as one that counts steps does."""
    function(*case)


def test_a_helper_that_breaks_its_caller_while_it_is_measured_is_to_blame(capsys):
    """Is an error that comes from a wrong helper, where a check only measures, no error of the caller?"""
    scope = cell("def relu(x):\n    return x[:, 1:]\n" + SCORES)
    measured(scope["two_layer_scores"], network(4, 3), exercise="two-layer-scores")
    assert "calls your relu, which is not" in capsys.readouterr().out


def test_an_error_of_its_own_while_it_is_measured_stays_one():
    """Is an answer that breaks by itself not excused by a right helper?"""
    scope = cell(RIGHT + SCORES.replace("relu(X", "relu(X[:, 1:]"))
    with pytest.raises(ValueError, match="matmul"):
        measured(scope["two_layer_scores"], network(4, 3), exercise="two-layer-scores")


@pytest.mark.parametrize("exercise", BUILDS_ON)
def test_there_is_a_right_function_for_each_helper(exercise):
    """Does the bank know a right answer to each exercise that another may build on?"""
    assert set(right_helpers(exercise)) == set(BUILDS_ON[exercise])


def test_a_right_helper_returns_an_array_where_the_bank_has_a_list(monkeypatch):
    """Can a caller compute with what a lent function returns, such as `relu(x).T`?"""
    as_list = {"relu": lambda x: np.maximum(0, x).tolist()}
    monkeypatch.setattr("pixgrad.check.own_helpers.right_helpers", lambda exercise: as_list)
    check_scores(cell(WRONG + SCORES.replace("relu(", "(lambda x: relu(x).T.T)(")))
