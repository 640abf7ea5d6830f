"""What crosses the bridge, and what a hostile message can do."""

import contextlib
import datetime
import decimal
import fractions

import msgpack
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pixgrad.bridge.wire import DEEPEST, Decoder, Encoder, Uncarriable
from pixgrad.check.calls import same


def over(value):
    """A value after it has crossed."""
    return Decoder(lambda tagged: ("handle", *tagged))(
        Encoder(lambda thing: ["h", type(thing).__name__])(value)
    )


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers()
)
arrays = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128]),
    hnp.array_shapes(min_dims=0, min_side=0, max_side=4),
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)


def alike(a, b):
    """Equal in type and content; NaN equals NaN."""
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return same(a, b)
    if isinstance(a, str):
        return a.encode(errors="replace") == b.encode(errors="replace")
    return type(a) is type(b) and (a == b or repr(a) == repr(b))


@pytest.mark.slow
@given(values)
def test_plain_values_arrive_as_they_were(value):
    """Do numbers, strings, arrays and containers of all kinds keep type, shape, dtype and content?"""
    assert alike(value, over(value))


@pytest.mark.parametrize("array", [np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3).T])
def test_a_transposed_matrix_arrives_as_one(array):
    """Do rows that do not lie one after the other in memory stay so, since ravel() then copies?"""
    arrived = over(array)
    assert same(arrived, array)
    assert arrived.flags.c_contiguous == array.flags.c_contiguous


def test_subclasses_arrive_as_plain_types():
    """Can a lying subclass get over the bridge?"""

    class Lying(np.ndarray):
        def __eq__(self, other):
            return True

        def __array_ufunc__(self, *args, **kwargs):
            return 42

    class Odd(dict):
        def items(self):
            return [("other", 0)]

    class Word(str):
        pass

    arrived = over([np.arange(3).view(Lying), Odd(x=1), Word("w"), np.float32(2.5)])
    assert [type(each) for each in arrived] == [np.ndarray, dict, str, np.float32]
    assert arrived[1] == {"x": 1}


def test_other_containers_and_generators_of_numbers_cross():
    """Do ranges, sets, object arrays, strings in arrays and random generators arrive?"""
    assert over(range(3)) == [0, 1, 2]
    assert over({3, 4}) == {3, 4}
    assert over(np.array(["a", "bc"])).tolist() == ["a", "bc"]
    assert over(np.array([1, None], dtype=object)).tolist() == [1, None]
    assert over(...) is ...
    rng = np.random.default_rng(5)
    assert (
        over(rng).integers(1000, size=4).tolist() == np.random.default_rng(5).integers(1000, size=4).tolist()
    )


def test_what_is_no_data_crosses_by_handle():
    """Does an object arrive as a handle, never as itself?"""
    assert over([datetime.date(2000, 1, 1)]) == [("handle", "h", "date")]


def test_fractions_and_decimals_cross_as_floats():
    """Does an exact number arrive as the float next to it, and one that no float holds not at all?"""
    assert over([fractions.Fraction(3, 5), decimal.Decimal("2.5")]) == [0.6, 2.5]
    with pytest.raises(Uncarriable, match="no float"):
        over(fractions.Fraction(10**400, 3))


@pytest.mark.slow
def test_what_is_too_large_or_too_deep_does_not_leave():
    """Are endless, huge and self-containing values refused before memory is gone?"""
    knot = []
    knot.append(knot)
    deep = []
    for _ in range(DEEPEST + 5):
        deep = [deep]
    huge = np.broadcast_to(np.float64(0), (10**6, 10**6))
    for value in (knot, deep, huge, ["x"] * 2_000_000, 1 << 10**6, "x" * 200_000_000):
        with pytest.raises(Uncarriable):
            over(value)


@pytest.mark.parametrize(
    "message",
    [
        ["array", "<f8", [2], b"short"],
        ["array", "|O", [1], b"12345678"],
        ["array", "<f8", [-1], b""],
        ["array", "<U0", [10**9], b""],
        ["array", "no type", [1], b"1"],
        ["objects", [3], 1],
        ["int", "zz"],
        ["complex", 1],
        ["dict", 1],
        ["dict", ["list"], 1],
        ["set", ["list"]],
        ["scalar", 3],
        ["rng", ["dict", "bit_generator", "os.system"]],
        ["unknown"],
        [["list"]],
        [],
        {"a": 1},
        msgpack.ExtType(5, b"code"),
        msgpack.Timestamp(1),
    ],
)
def test_messages_that_break_the_format_are_refused(message):
    """Does a forged message end in one kind of error, whatever it holds?"""

    def no_handle(tagged):
        raise ValueError("no handle")

    with pytest.raises(Uncarriable):
        Decoder(no_handle)(msgpack.packb(message))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_decoded(data):
    """Can random bytes raise anything but Uncarriable?"""
    with contextlib.suppress(Uncarriable):
        Decoder(lambda tagged: None)(data)
