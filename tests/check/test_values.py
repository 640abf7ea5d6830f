import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed, bank

KNOWN = (
    bank.Mistake("took-training", "this is the training accuracy.", "x = 1.0", name="x"),
    bank.Mistake("from-notebook", "this is the validation accuracy.", "x = some_notebook_value", name="x"),
)


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(bank, "mistakes", lambda exercise: KNOWN if exercise == "e" else ())


def failure(function, *args, **kwargs):
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    return caught.value


def test_close_accepts_equal_values_of_any_kind():
    """Are lists, ints, 0-d arrays, dicts with NumPy keys and scalars equal to what they stand for?"""
    check.close([1, 2], np.array([1.0, 2.0]), name="x")
    check.close(np.array(2), 2.0, name="x")
    check.close({np.int64(3): [0.5]}, {3: np.array([0.5])}, name="x")
    check.close((1, [2, 3]), (1.0, np.array([2, 3])), name="x")
    check.close(np.uint8(3), 3, name="x")


@pytest.mark.parametrize(
    ("got", "want", "said"),
    [
        ({1: [0.5]}, {1: [0.5], 3: [0.5]}, "keys"),
        ({1: [0.5], 3: [0.4]}, {1: [0.5], 3: [0.5]}, "got    [3][0] = 0.4"),
        ((1, 2), (1, 2, 3), "3 values, not 2"),
        (np.uint8(255), -1, "got    255"),
        (float("nan"), 1.0, "got    nan"),
        (None, 1.0, "not answered yet: x has no value"),
        (..., 1.0, "not answered yet"),
    ],
)
def test_close_names_what_differs(got, want, said):
    """Does a wrong value get its place, or the kind of thing it should be?"""
    assert said in str(failure(check.close, got, want, name="x"))


def test_close_knows_mistakes_by_value(known):
    """Is a known mistake recognised by its value, also where only the notebook can tell it?"""
    assert failure(check.close, 1.0, 0.4, name="x", exercise="e").slip == "took-training"
    mixed = {"from-notebook": 0.37}
    assert failure(check.close, 0.37, 0.4, name="x", exercise="e", mix_ups=mixed).slip == "from-notebook"
    assert failure(check.close, 0.2, 0.4, name="x", exercise="e", mix_ups=mixed).slip is None


def test_the_value_of_a_mistake_is_computed_where_it_is_needed(known):
    """Is what takes long computed only where the answer is wrong and no mistake above explains it?"""
    asked = []
    mixed = {"from-notebook": lambda: asked.append(1) or 0.37}
    check.close(0.4, 0.4, name="x", exercise="e", mix_ups=mixed)
    assert failure(check.close, 1.0, 0.4, name="x", exercise="e", mix_ups=mixed).slip == "took-training"
    assert asked == []
    assert failure(check.close, 0.37, 0.4, name="x", exercise="e", mix_ups=mixed).slip == "from-notebook"
    assert asked == [1]


def test_shape_and_finite_look_at_arrays():
    """Do shape and finite accept what is fine and name what is not?"""
    check.shape([[1, 2]], (1, 2), name="x")
    check.finite(0.5, name="x")
    check.finite(np.ones((2, 2)), name="x")
    assert failure(check.shape, "ab", (2,), name="x").slip == "wrong-type"
    assert failure(check.finite, "ab", name="x").slip == "wrong-type"
    assert str(failure(check.finite, [[1.0, np.inf]], name="x")).startswith("x[0, 1] is inf")
    assert str(failure(check.finite, np.nan, name="x")).startswith("x is nan")
