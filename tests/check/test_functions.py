import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pixgrad import check
from pixgrad.check import CheckFailed, bank

CASES = [(np.array([[1.0, 2.0], [3.0, 4.0]]),), (np.array([[5.0]]),)]
WANT = [np.array([3.0, 7.0]), np.array([5.0])]


def failure(function, *args, **kwargs):
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    return caught.value


def row_sums(answer):
    """What the check of a made-up exercise says to an answer."""
    return failure(check.returns, answer, CASES, WANT, exercise="row-sums")


@pytest.mark.parametrize(
    "answer",
    [
        lambda X: X.sum(axis=1),
        lambda X: [sum(row) for row in X],
        lambda X: [row.sum() for row in X],
        lambda X, axis=1: np.einsum("ij->i", X),
        lambda X: X.sum(axis=1).astype(int),
        lambda X: tuple(X.sum(axis=1)),
        np.vectorize(sum, signature="(n)->()"),
    ],
)
def test_right_answers_of_any_style_pass(answer):
    """Is a right answer accepted as a list, a tuple, an int array or a callable without a signature?"""
    check.returns(answer, CASES, WANT, exercise="row-sums")


@pytest.mark.parametrize(
    ("answer", "said", "slip"),
    [
        (lambda X: X.sum(axis=0), "wrong values", None),
        (lambda X: X.sum(), "should return shape (2,), not shape ()", "wrong-shape"),
        (lambda X: X.sum(axis=1, keepdims=True), "not shape (2, 1)", "wrong-shape"),
        (lambda X: None, "not None (is the `return` missing?)", "wrong-type"),
        (lambda X: "3 7", "not a str", "wrong-type"),
        (lambda X: [[1], [2, 3]], "not a list", "wrong-type"),
        (lambda X: {"sum": 1}, "not a dict", "wrong-type"),
        (lambda X: X.sum(axis=1) / 0 * 0, "returned nan where a finite number is wanted", "not-finite"),
        (lambda X: X.sum(axis=1) + 1j, "not an array of complex128", "wrong-type"),
        (lambda X: undefined_name, "name 'undefined_name' is not defined", "undefined-name"),  # noqa: F821
        (lambda X: X.nothing, "AttributeError", "raises-error"),
        (lambda X, y: X, "missing 1 required positional argument", "raises-error"),
        (lambda: 0, "takes 0 positional arguments but 1 was given", "raises-error"),
        (3, "should be a function, not an int", "wrong-type"),
    ],
)
def test_wrong_answers_get_a_clear_message(answer, said, slip):
    """Does every kind of wrong answer get a message about what it returned, never a traceback of ours?"""
    error = row_sums(answer)
    assert said in str(error)
    assert error.slip == slip


def test_the_message_gives_call_got_wanted_and_place():
    """Can a student see from the message alone what was called, what came back and where it is off?"""

    def sums(X):
        return X.sum(axis=1) + np.array([0, 1])[: len(X)]

    assert str(row_sums(sums)).splitlines() == [
        "sums(X) returned the wrong values.",
        "    with   X = np.array([[1., 2.], [3., 4.]])",
        "    got    [1] = 8",
        "    wanted [1] = 7",
        "    1 of 2 entries differ",
    ]


def test_an_untouched_answer_is_called_unanswered():
    """Is a stub told that it is not answered yet, not that it crashed?"""

    def stub(X):
        raise NotImplementedError()

    assert str(row_sums(stub)) == "not answered yet: stub still raises NotImplementedError."


def test_the_line_that_raised_is_shown():
    """Does an error name the student's own line?"""

    def divide(X):
        return X[:, 7]

    assert "at `return X[:, 7]`" in str(row_sums(divide))


def test_changed_inputs_fail_and_do_no_harm():
    """Is a function that works in place caught, and are the cases left as they were?"""

    def in_place(X):
        X *= 2
        return X.sum(axis=1) / 2

    error = row_sums(in_place)
    assert (error.slip, str(error).splitlines()[0]) == (
        "input-modified",
        "in_place(X) changes X in place. Work on a copy.",
    )
    assert CASES[0][0][0, 0] == 1.0
    assert failure(check.unchanged, in_place, CASES, exercise="row-sums").slip == "input-modified"


def test_a_notebook_variable_inside_a_wrong_function_is_named():
    """Is a function that reads the notebook's data instead of its parameter told so?"""
    notebook = {"X_train": np.ones((2, 2)), "np": np, "helper": lambda X: X}
    exec("def sums(X):\n    return helper(X_train).sum(axis=1)", notebook)
    error = row_sums(notebook["sums"])
    assert error.slip == "notebook-global"
    assert "`X_train`" in str(error)
    assert "helper" not in str(error)


def test_warnings_of_student_code_stay_silent():
    """Does a right answer that warns pass without a word on stderr?"""
    check.returns(lambda x: np.log(np.array(x)), [(0.0,)], [-np.inf], exercise="logs")


def test_a_known_mistake_is_named_however_it_is_written(monkeypatch):
    """Is a mistake recognised by what it returns on all cases, not by its text?"""
    known = (
        bank.Mistake(
            "columns", "these are the sums of the columns.", "def f(X): return X.sum(axis=0)", name="f"
        ),
        bank.Mistake("first", "this is the first column.", "def f(X): return X[:, 0]", name="f"),
        bank.Mistake("broken", "m.", "def f(X): return undefined", name="f"),
    )
    monkeypatch.setattr(bank, "mistakes", lambda exercise: known if exercise == "row-sums" else ())
    monkeypatch.setattr(bank, "asked", lambda exercise: "f")
    error = row_sums(lambda X: [sum(X[i][j] for i in range(len(X))) for j in range(len(X))])
    assert error.slip == "columns"
    assert str(error).startswith("f(X): these are the sums of the columns.")
    assert row_sums(lambda X: np.array([row[0] for row in X])).slip == "first"
    assert row_sums(lambda X: X.sum(axis=0) if len(X) > 1 else X[0] + 1).slip is None


def test_rules_judge_where_many_answers_are_right():
    """Does the first broken rule give the message and the slip, also for a value of the wrong kind?"""
    rules = [
        ("wrong-length", "keep every element", lambda value, items: len(value) == len(items)),
        ("not-sorted", "the result is not in order", lambda value, items: list(value) == sorted(value)),
    ]
    check.satisfies(sorted, [([3, 1],)], rules, exercise="sorting")
    assert (
        failure(check.satisfies, lambda items: items[::1], [([3, 1],)], rules, exercise="s").slip
        == "not-sorted"
    )
    assert (
        failure(check.satisfies, lambda items: None, [([3, 1],)], rules, exercise="s").slip == "wrong-length"
    )
    assert failure(
        check.satisfies, lambda items: items.sort() or items, [([3, 1],)], rules, exercise="s"
    ).slip == ("input-modified")


SMALL = (np.ones((3, 4)), np.ones((4, 4)))
LARGE = (np.ones((60, 100)), np.ones((90, 100)))


@pytest.mark.parametrize(
    "answer",
    [
        lambda A, B: A @ B.T,
        lambda A, B: np.einsum("id,jd->ij", A, B),
        lambda A, B: (A[:, None, 0] * B[None, :, 0]) ** 2,
        lambda A, B: np.concatenate([A[i : i + 500] @ B.T for i in range(0, len(A), 500)]),
    ],
)
def test_numpy_loops_count_as_vectorised(answer):
    """Is code that leaves the loop to NumPy accepted, blocks and einsum included?"""
    check.vectorized(answer, SMALL, LARGE, exercise="products")


@pytest.mark.parametrize(
    "answer",
    [
        lambda A, B: np.array([a @ B.T for a in A]),
        lambda A, B: np.array([[a @ b for b in B] for a in A]),
        lambda A, B: sum(np.outer(A[:, d], B[:, d]) for d in range(A.shape[1])),
        lambda A, B: np.apply_along_axis(lambda a: B @ a, 1, A),
        lambda A, B: np.vectorize(lambda i, j: A[i] @ B[j])(*np.indices((len(A), len(B)))),
        lambda A, B: np.fromiter(map(np.sum, A), dtype=float),
    ],
)
def test_python_loops_in_disguise_are_caught(answer):
    """Is a loop over rows or features found in comprehensions, map, vectorize and apply_along_axis?"""
    assert failure(check.vectorized, answer, SMALL, LARGE, exercise="products").slip == "python-loop"


@pytest.mark.parametrize("answer", [lambda x: np.array([x, 2 * x]), lambda x: [x, 2 * x]])
def test_numbers_may_come_in_one_array(answer):
    """Where several numbers are wanted, does an array of them pass, which unpacks just as well?"""
    check.returns(answer, [(3.0,), (-1.0,)], [(3, 6), (-1, -2)], exercise="pair")


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (lambda x: np.array([x, 2 * x, x]), "wrong-length"),
        (lambda x: np.array([[x, 2 * x]]), "wrong-type"),
        (lambda x: np.array([x, 3 * x]), None),
    ],
)
def test_one_array_must_hold_the_numbers_that_are_wanted(answer, slip):
    """Is an array of too many numbers, of two axes or with a wrong number still refused?"""
    assert failure(check.returns, answer, [(3.0,)], [(3, 6)], exercise="pair").slip == slip


@pytest.mark.slow
def test_a_list_weighs_as_much_as_its_array():
    """May an answer that returns its rows as lists take as much memory as one that returns an array?"""
    repeated = lambda x: [[value] * 60 for value in np.repeat(x, 10).tolist()]
    small, large = (np.ones(3),), (np.arange(400.0),)
    check.vectorized(lambda x: np.array(repeated(x)), small, large, exercise="r", loops=True)
    check.vectorized(repeated, small, large, exercise="r", loops=True)


def test_a_temporary_for_every_pair_is_caught():
    """Is the (M, N, D) array found by its peak memory, also where loops are allowed?"""
    hungry = lambda A, B: (A[:, None, :] * B[None, :, :]).sum(axis=2)
    assert failure(check.vectorized, hungry, SMALL, LARGE, exercise="p").slip == "too-much-memory"
    assert failure(check.vectorized, hungry, SMALL, LARGE, exercise="p", loops=True).slip == "too-much-memory"
    check.vectorized(
        lambda A, B: np.array([(a * B).sum(axis=1) for a in A]), SMALL, LARGE, exercise="p", loops=True
    )


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_no_false_alarm_and_no_miss_on_random_shapes(rows, columns, seed):
    """Over random shapes, does the right function always pass and one wrong entry always fail?"""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(rows, columns)) * 10.0 ** rng.integers(-3, 6)
    check.returns(lambda X: X.sum(axis=1), [(X,)], lambda X: np.add.reduce(X, axis=1), exercise="row-sums")
    bad = X.sum(axis=1)
    bad[rng.integers(rows)] += 1e-3 * np.abs(X).sum() + 1e-6
    failure(check.returns, lambda X: bad, [(X,)], lambda X: X.sum(axis=1), exercise="row-sums")


def test_a_warning_fails_only_where_silence_is_asked_for():
    """Is a right value with an overflow on the way told of it, in a silent check alone?"""

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    cases, want = [(np.array([0.0, -1000.0]),)], [[0.5, 0]]
    check.returns(sigmoid, cases, want, exercise="none")
    error = failure(check.returns, sigmoid, cases, want, exercise="none", silent=True)
    assert "NumPy warns: overflow encountered in exp" in str(error)
    assert error.slip == "warns"


def test_a_warning_is_laid_on_a_mistake_that_warns_the_same_alone(monkeypatch):
    """Where only a warning is wrong, is a known mistake named only if it brings that warning too?"""
    known = (
        bank.Mistake("silent", "m.", "def f(x): return (np.sign(x) + 1) / 2", name="f"),
        bank.Mistake("overflow", "m.", "def f(x): return 1 / (1 + np.exp(-x))", name="f"),
    )
    monkeypatch.setattr(bank, "mistakes", lambda exercise: known if exercise == "sigmoid" else ())

    def slip(function):
        cases, want = [(np.array([0.0, 1000.0, -1000.0]),)], [[0.5, 1, 0]]
        return failure(check.returns, function, cases, want, exercise="sigmoid", silent=True).slip

    def divides_by_zero(x):
        return np.where(x == 0, 0.5, x > 0) + 0 * np.isfinite(1 / x)

    assert slip(lambda x: (1 + np.exp(-x)) ** -1) == "overflow"
    assert slip(divides_by_zero) == "warns"


def test_a_dict_of_arrays_is_shown_as_code():
    """Does a message show a dict of parameters as code that makes it?"""
    params = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([0.5])}
    error = failure(check.returns, lambda params: 0, [(params,)], [1], exercise="none")
    assert "with   params = {'W1': np.array([[1., 2.]]), 'b1': np.array([0.5])}" in str(error)
    error = failure(check.returns, lambda table: 0, [({1: [0.5]},)], [1], exercise="none")
    assert "with   table = {1: [0.5]}" in str(error)


def test_a_variable_read_before_it_is_set_is_no_foreign_name():
    """Is an answer whose `if` did not run told so, and not that it uses names of others?"""

    def sign(x):
        if x > 0:
            result = 1
        return result

    error = failure(check.returns, sign, [(1,), (-1,)], [1, -1], exercise="none")
    assert error.slip == "read-before-set"
    assert "sign(-1) raised UnboundLocalError" in str(error)
    assert "the `if` or the loop that sets it may not have run" in str(error)


def test_a_rule_is_asked_once():
    """Is a rule that draws hundreds of samples not asked again to find out which one is broken?"""
    asked = []
    rules = [("odd", "it should be even", lambda value, x: asked.append(x) or value % 2 == 0)]
    check.satisfies(lambda x: 2 * x, [(1,), (2,)], rules, exercise="doubling")
    assert asked == [1, 2]
    failure(check.satisfies, lambda x: x, [(3,)], rules, exercise="doubling")
    assert asked.count(3) == 1


def test_a_rule_about_neither_value_nor_case_is_asked_once_for_all():
    """Is a rule that only looks at samples of its own asked once, and any other in every case?"""
    asked = []
    samples = lambda *case: not asked.append("samples")
    about_case = lambda value, *case: not asked.append(case[0])
    inner = lambda value, *case: all(value for _ in [asked.append("inner")])
    rules = [("one", "s", samples), ("two", "s", about_case), ("three", "s", inner)]
    check.satisfies(lambda x: x, [(1,), (2,)], rules, exercise="doubling")
    assert asked == ["samples", 1, "inner", 2, "inner"]
