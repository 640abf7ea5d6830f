"""Both directions over random shapes, dtypes and values: right answers pass, wrong ones fail."""

import copy

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pixgrad import check
from pixgrad.check import CheckFailed

quick = settings(max_examples=30, deadline=None)
few = settings(max_examples=15, deadline=None)  # a cost is measured in each
seeds = st.integers(0, 2**32 - 1)
floats = st.floats(-1e6, 1e6, allow_nan=False, width=32)
matrices = arrays.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8]),
    arrays.array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.integers(0, 200),
)


def slip(function, *args, **kwargs):
    """The slip of a check that must fail."""
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    return caught.value.slip


def by_rows(X):
    return np.asarray(X, dtype=np.float64).sum(axis=1)


ROW_SUMS = [
    lambda X: X.sum(axis=1),
    lambda X: [float(sum(row)) for row in X.astype(float)],
    lambda X: np.einsum("ij->i", X.astype(float)),
    lambda X: np.add.reduce(X.astype(np.float32), axis=1),
    lambda X: X.astype(int) @ np.ones(X.shape[1], dtype=int),
    lambda X: tuple(row.sum() for row in X),
    lambda X: np.ma.masked_array(X).sum(axis=1),
    lambda X: np.array([row.sum() for row in X], dtype=object).astype(float),
]


@quick
@given(matrices, st.sampled_from(ROW_SUMS))
def test_a_right_result_passes_in_any_dress(X, function):
    """Does a right result pass as list, tuple, int, float32 or masked array, for arguments of any dtype?"""
    check.returns(function, [(X,)], by_rows, exercise="none")


@quick
@given(matrices, st.sampled_from(ROW_SUMS), seeds)
def test_one_wrong_entry_fails(X, function, seed):
    """Is a single entry that is off found, whatever stands around it?"""

    def off(X):
        values = np.array(function(X), dtype=np.float64)
        values[np.random.default_rng(seed).integers(len(values))] += 1e-3 * max(1, np.abs(values).max())
        return values

    slip(check.returns, off, [(X,)], by_rows, exercise="none")


@quick
@given(matrices, st.sampled_from(["keepdims", "short", "long", "scalar", "nothing", "words"]))
def test_a_result_of_another_form_fails(X, how):
    """Does a right content in the wrong shape or of the wrong kind fail?"""
    forms = {
        "keepdims": lambda X: by_rows(X)[:, None],
        "short": lambda X: by_rows(X)[1:],
        "long": lambda X: np.append(by_rows(X), 0),
        "scalar": lambda X: by_rows(X).sum(),
        "nothing": lambda X: None,
        "words": lambda X: str(by_rows(X)),
    }
    assert slip(check.returns, forms[how], [(X,)], by_rows, exercise="none") in ("wrong-shape", "wrong-type")


@pytest.mark.slow
@quick
@given(matrices, st.sampled_from(ROW_SUMS), seeds)
def test_a_change_of_any_argument_is_found(X, function, seed):
    """Is one changed entry of an argument, alone or inside a list or a dict, found after a right result?"""
    place = tuple(np.random.default_rng(seed).integers(X.shape))

    def meddling(X, parts, table):
        target = [X, parts[0], table["X"]][seed % 3]
        target[place] += 1
        return function(parts[1])

    case = (X, [X.copy(), X.copy()], {"X": X.copy()})
    before = copy.deepcopy(case)
    want = [by_rows(X)]
    assert slip(check.returns, meddling, [case], want, exercise="none") == "input-modified"
    assert slip(check.unchanged, meddling, [case], exercise="none") == "input-modified"
    check.unchanged(lambda X, parts, table: function(X), [case], exercise="none")
    np.testing.assert_equal(case, before)


@quick
@given(
    arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=4), elements=floats),
    st.sampled_from([1e-3, 1e-6, 1e-9]),
    seeds,
)
def test_the_tolerance_is_what_it_says(want, rtol, seed):
    """Does a value inside rtol * |wanted| + atol pass, and one clearly outside of it fail?"""
    rng = np.random.default_rng(seed)
    atol = rtol / 1000
    room = rtol * np.abs(want) + atol * max(1.0, np.abs(want).max())
    check.close(want + rng.uniform(-0.9, 0.9, want.shape) * room, want, name="x", rtol=rtol, atol=atol)
    place = tuple(rng.integers(want.shape))
    off = want.copy()
    off[place] += rng.choice([-1.2, 1.2]) * room[place]
    slip(check.close, off, want, name="x", rtol=rtol, atol=atol)


values = st.recursive(
    floats | st.booleans() | st.sampled_from(["l1", "l2", ""]) | st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(tuple)
        | st.dictionaries(st.integers(0, 9), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


def dressed(value):
    """The same value as NumPy would hand it over."""
    if isinstance(value, dict):
        return {np.int64(key): dressed(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [dressed(each) for each in value]
    kinds = {bool: np.bool_, str: np.str_, float: np.float64}
    return kinds[type(value)](value) if type(value) in kinds else value


def with_another_leaf(value, rng):
    """The same value with one leaf, picked at random, exchanged for another of its kind."""
    if isinstance(value, dict):
        key = rng.choice(list(value))
        return {**value, key: with_another_leaf(value[key], rng)}
    if isinstance(value, tuple):
        place = int(rng.integers(len(value)))
        return (*value[:place], with_another_leaf(value[place], rng), *value[place + 1 :])
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "!"
    return 0.5 if value is None else value + 1e-3 * max(1.0, abs(value))


@quick
@given(values, seeds)
@example(True, 0)
@example("l1", 0)
def test_nested_results_pass_dressed_and_fail_with_one_other_leaf(want, seed):
    """Do tuples, dicts, words and truth values pass as NumPy's own, and fail when one leaf is another?"""
    check.returns(lambda: want, [()], [want], exercise="none")
    check.returns(lambda: dressed(want), [()], [want], exercise="none")
    other = with_another_leaf(want, np.random.default_rng(seed))
    slip(check.returns, lambda: other, [()], [want], exercise="none")


@pytest.mark.slow
@quick
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8), seeds)
def test_rules_let_every_right_result_pass_and_name_the_broken_one(items, seed):
    """Does any shuffle of the items pass a rule that asks for a shuffle, and any other list fail by name?"""
    rng = np.random.default_rng(seed)
    rules = [
        ("length", "the length is another", lambda value, items: len(value) == len(items)),
        ("items", "other items", lambda value, items: sorted(value) == sorted(items)),
    ]
    check.satisfies(lambda items: rng.permutation(items), [(items,)], rules, exercise="none")
    check.satisfies(lambda items: items[::-1], [(items,)], rules, exercise="none")
    assert slip(check.satisfies, lambda items: items[1:], [(items,)], rules, exercise="none") == "length"
    more = lambda items: [items[0] + 1, *items[1:]]
    assert slip(check.satisfies, more, [(items,)], rules, exercise="none") == "items"


@quick
@given(st.integers(1, 5), st.integers(2, 5), st.floats(0.01, 10), seeds, st.sampled_from([0, 0.5, -1, 2, 3]))
def test_gradients_pass_when_right_and_are_told_the_factor(rows, columns, reg, seed, factor):
    """Does the sum of the terms pass in any style, and a term with a wrong factor get this factor told?"""
    rng = np.random.default_rng(seed)
    W, data = rng.normal(size=(rows, columns)), rng.normal(size=(rows, columns))
    terms = {"data": data, "penalty": 2 * reg * W}
    for style in (np.asarray, np.ndarray.tolist, np.asfortranarray):
        check.gradient(lambda W: (0.5, style(data + 2 * reg * W)), (W,), terms, exercise="none")  # noqa: B023
    said = slip(check.gradient, lambda W: (0.5, data + factor * 2 * reg * W), (W,), terms, exercise="none")
    names = {0: "missing", -1: "sign"}
    assume(np.linalg.cond(np.stack([data.ravel(), W.ravel()], axis=1)) < 50)
    if rows * columns > 2:  # two entries are explained by any two terms
        assert said == f"penalty-{names.get(factor, f'times-{factor}')}"


@pytest.mark.slow
@quick
@given(st.integers(1, 4), st.integers(1, 4), seeds)
def test_a_gradient_that_is_off_in_one_entry_fails(rows, columns, seed):
    """Is one wrong entry of a gradient found in a dict as well as in a tuple?"""
    rng = np.random.default_rng(seed)
    want = rng.normal(size=(rows, columns))
    off = want.copy()
    off[tuple(rng.integers(want.shape))] += 0.01
    for output, wrap in ((1, lambda g: (0.0, g)), ((1, "W"), lambda g: (0.0, {"W": g})), (None, lambda g: g)):
        terms = {"data": want}
        check.gradient(lambda: wrap(want), (), terms, exercise="none", output=output)  # noqa: B023
        slip(check.gradient, lambda: wrap(off), (), terms, exercise="none", output=output)  # noqa: B023


PRODUCTS = [
    lambda A, B: A @ B.T,
    lambda A, B: np.einsum("id,jd->ij", A, B),
    lambda A, B: np.tensordot(A, B, axes=([1], [1])),
    lambda A, B: np.vstack([A @ B.T, np.zeros((0, len(B)))]),
    lambda A, B: A.dot(B.transpose()).copy(order="F"),
]
LOOPED = [
    lambda A, B: np.array([a @ B.T for a in A]),
    lambda A, B: np.array([[a @ b for b in B] for a in A]),
    lambda A, B: np.array([A @ b for b in B]).T,
    lambda A, B: np.apply_along_axis(lambda a: B @ a, 1, A),
]


@few
@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 9), st.integers(25, 80), st.data())
def test_loops_are_told_from_products_by_count_alone(rows, others, columns, more, data):
    """Over random sizes, do NumPy's own loops pass and Python's fail, wherever the rows are?"""
    rng = np.random.default_rng(rows)
    small = rng.normal(size=(rows, columns)), rng.normal(size=(others, columns))
    large = rng.normal(size=(rows + more, columns)), rng.normal(size=(others + more, columns))
    check.vectorized(data.draw(st.sampled_from(PRODUCTS)), small, large, exercise="none")
    loop = data.draw(st.sampled_from(LOOPED))
    assert slip(check.vectorized, loop, small, large, exercise="none") == "python-loop"
    check.vectorized(loop, small, large, exercise="none", loops=True)


letters = st.sets(st.sampled_from("abcde"), min_size=1)


@quick
@given(letters, letters, st.sampled_from(["", " ", ", ", "; "]), st.booleans(), seeds)
def test_letters_pass_in_any_order_and_only_the_right_ones(right, other, between, upper, seed):
    """Is the right set of letters right in any order and spelling, and every other set wrong?"""
    spoken = between.join(np.random.default_rng(seed).permutation(sorted(right)))
    spoken = spoken.upper() if upper else spoken
    for answer in (spoken, list(right), set(right), tuple(right)):
        check.choice(answer, "abcde", right, name="x", exercise="none")
    if other != right:
        slip(check.choice, "".join(other), "abcde", right, name="x", exercise="none")


@quick
@given(floats.filter(lambda v: abs(v) > 1e-3), st.sampled_from([1e-2, 1e-3, 1e-6]), st.floats(-0.9, 0.9))
def test_a_number_is_right_within_its_tolerance(want, rtol, inside):
    """Does a number inside the tolerance pass as any kind of number, and one outside of it fail?"""
    for kind in (float, np.float64, np.array, lambda v: [v]):
        check.number(kind(want * (1 + inside * rtol)), want, name="x", exercise="none", rtol=rtol)
    slip(check.number, want * (1 + 1.5 * rtol) + 2e-3 * rtol, abs(want), name="x", exercise="none", rtol=rtol)


@quick
@given(
    arrays.arrays(np.float64, arrays.array_shapes(min_dims=0, max_dims=3, max_side=4), elements=floats), seeds
)
def test_shape_and_finite_hold_for_the_array_and_no_other(array, seed):
    """Do shape and finite pass an array and its list, and fail one of another shape or with one NaN?"""
    rng = np.random.default_rng(seed)
    for value in (array, array.tolist()):
        check.shape(value, array.shape, name="x")
        check.finite(value, name="x")
    assert slip(check.shape, array[None], array.shape, name="x") == "wrong-shape"
    spoilt = array.copy()
    spoilt[tuple(rng.integers(side) for side in array.shape)] = rng.choice([np.nan, np.inf, -np.inf])
    assert slip(check.finite, spoilt, name="x") == "not-finite"


def test_what_cancels_in_float32_passes_and_the_same_error_in_float64_does_not():
    """Is a small entry of a float32 result off by rounding of the largest one right, and in float64 wrong?"""
    want = np.array([2.0, 0.03317216])
    off = np.array([2.0, 0.03317216 + 3e-7])
    for kind in (np.float32, float):  # the second: computed in float32, and kept in an array of float64
        check.returns(lambda x, kind=kind: off.astype(np.float32).astype(kind), [(1,)], [want], exercise="e")
    with pytest.raises(check.CheckFailed):
        check.returns(lambda x: off, [(1,)], [want], exercise="e")
    with pytest.raises(check.CheckFailed):
        check.returns(lambda x: (off + 1e-5).astype(np.float32), [(1,)], [want], exercise="e")
