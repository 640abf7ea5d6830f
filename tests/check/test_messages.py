"""A failed check can be repeated by hand: arguments are code, results have names, the case is told."""

import linecache
import re

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, calls
from pixgrad.check.pasteable import code_of
from pixgrad.check.results import result_names


def run(source, **names):
    """Run a check cell as a notebook does; returns its scope, or raises what it raises."""
    linecache.cache["<cell e>"] = (len(source), None, source.splitlines(keepends=True), "<cell e>")
    exec(compile(source, "<cell e>", "exec"), {"__name__": "__main__", "np": np, "check": check, **names})


def message(source, **names):
    with pytest.raises(CheckFailed) as caught:
        run(source, **names)
    return str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        np.array([[1.0, 2.5], [-0.1, 1e-9]]),
        np.array([3, 255], dtype=np.uint8),
        np.array([0.1, 1e10, 3], dtype=np.float32),
        np.array([np.inf, -np.inf, 0.0]),
        np.array([True, False]),
        np.array(2.5),
        np.zeros((0, 3)),
        np.zeros((0,), dtype=np.uint8),
        np.ones((60, 4)),
        np.full((7, 7), 7),
        np.full((7, 7), 0.1, dtype=np.float32),
        np.arange(60).reshape(3, 4, 5),
        np.arange(60.0).reshape(3, 20),
        np.arange(60, dtype=np.uint8),
        {"W1": np.ones((2, 2)), "b1": np.zeros(2)},
        [(1, np.array([2])), "word", None],
        {3: [0.5, np.float64(0.25)]},
        ((),),
    ],
)
def test_arguments_are_printed_as_code_that_makes_them(value):
    """Does what is printed, pasted into a cell, give the same value with the same dtype and shape?"""
    assert calls.same(eval(code_of(value), {"np": np}), value)


def test_a_generator_is_printed_by_its_seed_as_long_as_that_tells_it():
    """Is a fresh generator told by its seed, but neither one that has drawn nor one of marking's?"""
    assert code_of(np.random.default_rng(3)) == "np.random.default_rng(3)"
    drawn = np.random.default_rng(3)
    drawn.random()
    for rng in (drawn, np.random.default_rng([7, 9]), np.random.default_rng(), check.rng("e")):
        assert "made by the check" in code_of(rng)


def test_large_arrays_are_told_by_shape_and_dtype():
    """Is an array too large to print told by shape and dtype?"""
    assert code_of(np.sqrt(np.arange(90.0))) == "array of shape (90,), float64, made by the check"


CELL = """
def answer(function, x, rng):
    return 0
cases = [
    (lambda x: x**2, np.array([1.0]), np.random.default_rng(3)),  # one number
    # far away,
    # and negative
    (lambda x: -x, np.array([-1e9]), np.random.default_rng(4)),
    (abs, np.array([2.0, 3.0]), np.random.default_rng(5)), (abs, np.array([4.0]), None),
]
check.returns(given, cases, [0, WANT, 0, 0], exercise="e")
# BEGIN HIDDEN TESTS
check.returns(given, [
    (lambda x: 3, np.array([4.0]), None),  # secret
], [1], exercise="e")
# END HIDDEN TESTS
"""


def given(function, x, rng):
    return 0


def test_the_comment_of_a_case_and_its_functions_are_quoted():
    """Is a case told with its author's comment, and a function that is an argument by its source?"""
    said = message(CELL.replace("WANT", "1"), given=given)
    assert "    case   far away, and negative\n" in said
    assert "    with   function = lambda x: -x\n    with   x = np.array([-1000000000.])\n" in said
    assert "    with   rng = np.random.default_rng(4)\n" in said
    assert "one number" not in said


LARGE = """
x = np.sqrt(np.arange(90.0))
CHANGE
check.returns(answer, [(x,)], [x], exercise="none")
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", "with   x = np.sqrt(np.arange(90.0))"),
        ("x[0] = 5", "with   x = array of shape (90,), float64, made by the check"),
        ("# BEGIN HIDDEN TESTS", "with   x = np.sqrt(np.arange(90.0))"),
    ],
)
def test_a_large_array_is_told_by_the_code_that_made_it(change, said):
    """Does an array too large to print come with the check's own expression, unless it was changed later?"""
    assert said in message(LARGE.replace("CHANGE", change), answer=lambda x: np.sin(x))


def test_nothing_of_a_hidden_test_is_quoted():
    """Does a failure of a hidden test show neither comment nor source of it?"""
    said = message(CELL.replace("WANT", "0"), given=given)
    assert "secret" not in said
    assert "lambda" not in said


def test_a_function_of_the_check_itself_is_not_shown():
    """Is the student spared the call, the arguments and the result of a function that the check cell made?"""
    said = message("""
def validation_accuracy(rate, reg):
    return {"lead": 0.25}
check.satisfies(validation_accuracy, [(10, 0)], [("low", "train longer", lambda v, *_: False)], exercise="e")
""")
    assert said == "your answer to e is not right: train longer.\n[slip: low]"


def loss(W):
    """A loss.

    Parameters
    ----------
    W : ndarray

    Returns
    -------
    value : float
        The loss.
    dW : ndarray of shape (D, C)
        Its gradient.

    Raises
    ------
    ValueError : never
    """
    return 1.0, np.array([[1.0, 2.0]])


def test_results_have_the_names_of_the_docstring():
    """Is a wrong entry addressed by the docstring's name, and a missing result named?"""
    assert result_names(loss) == ("value", "dW")
    with pytest.raises(CheckFailed, match=re.escape("got    dW[0, 1] = 2")):
        check.returns(loss, [(1,)], [(1.0, [[1.0, 3.0]])], exercise="none")
    one = lambda W: 1.0
    one.__doc__ = loss.__doc__
    with pytest.raises(CheckFailed, match="should return 2 values, value and dW, not a float"):
        check.returns(one, [(1,)], [(1.0, [[1.0, 3.0]])], exercise="none")


@pytest.mark.parametrize("value", [(None, {}), (None, None), (None, [], {})])
def test_a_template_is_told_to_be_unfinished(value):
    """Is an answer that returns the empty results it was given told just that?"""
    with pytest.raises(CheckFailed, match="not finished yet: start still returns"):

        def start(x):
            return value

        check.returns(start, [(1,)], [(1.0, {"W": 1.0})], exercise="none")


def test_a_missing_key_is_named():
    """Does a dict that lacks a key, or has another, get both told?"""
    with pytest.raises(CheckFailed, match=re.escape("lacks the keys ['b'] and has the keys ['c'] that")):
        check.returns(lambda: {"a": 1, "c": 2}, [()], [{"a": 1, "b": 2}], exercise="none")


def test_no_word_is_broken():
    """Does a long value end between two words?"""
    from pixgrad.check.wording import show

    assert show([f"word{i}" for i in range(40)]).endswith(", ...")
