import warnings

import numpy as np
import pytest

from pixgrad.check import calls


def test_arguments_are_copied_and_changes_seen():
    """Are arrays, lists and dicts protected, and changes to each of them reported by position?"""
    array, items, table = np.zeros(2), [1], {"a": 1}

    def meddle(array, number, items, table):
        array[0] = 1
        items.append(2)
        table["b"] = 2

    assert calls.call(meddle, (array, 3, items, table)).modified == (0, 2, 3)
    assert (array.tolist(), items, table) == ([0, 0], [1], {"a": 1})


def test_a_generator_may_advance():
    """Is drawing from a generator no change of an input, and does each call get it in the same state?"""
    rng = np.random.default_rng(3)
    first, second = (calls.call(lambda rng: rng.random(), (rng,)) for _ in range(2))
    assert first.modified == ()
    assert first.value == second.value


def test_errors_are_results():
    """Is an error told by type and text, with and without a text, and is an interrupt let through?"""
    assert calls.call(lambda: 1 / 0, ()).error == "ZeroDivisionError: division by zero"
    assert calls.call(lambda: (_ for _ in ()).throw(KeyError()), ()).error == "KeyError"

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calls.call(interrupted, ())


def test_warnings_of_numpy_are_kept():
    """Does an outcome tell each warning of NumPy once, and no other kind of warning?"""

    def overflowing(x):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return np.exp(x) + np.exp(2 * x)

    assert calls.call(overflowing, (np.array([1000.0]),)).warned == ("overflow encountered in exp",)
    assert calls.call(overflowing, (np.array([1.0]),)).warned == ()


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (np.array([np.nan]), np.array([np.nan]), True),
        (np.array([1.0]), np.array([1]), False),
        ([np.zeros(2), {"k": (1, 2)}], [np.zeros(2), {"k": (1, 2)}], True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ([1], [1, 2], False),
    ],
)
def test_same_compares_nested_values_exactly(a, b, equal):
    """Are nested values compared entry by entry, with dtypes and order?"""
    assert calls.same(a, b) is equal


@pytest.mark.parametrize("how", ["ignore", "warn", "raise"])
def test_settings_of_numpy_change_no_verdict(how):
    """Are the warnings of a call the same, whatever np.seterr was told before?"""
    with np.errstate(all=how):
        loud = calls.call(np.exp, (np.array([1000.0]),))
        quiet = calls.call(np.exp, (np.array([-1000.0]),))
    assert loud.warned == ("overflow encountered in exp",)
    assert quiet.warned == () and quiet.error is None
