"""Steps and memory are those of the student's own code."""

import logging
import sys
import warnings

import numpy as np
import pytest

from pixgrad import check
from pixgrad.check import CheckFailed
from pixgrad.check.calls import call
from pixgrad.check.cost import cost

FEW, MANY = np.arange(12.0).reshape(4, 3), np.arange(210.0).reshape(70, 3)


def grows(function, few=FEW, many=MANY):
    """By how many steps a call grows from few rows to many."""
    call(function, (few,))  # which may import something
    return cost(function, (many,)).events - cost(function, (few,)).events


def test_cost_restores_the_trace_and_profile_functions():
    """Does counting leave a debugger's or a coverage tool's hooks as they were?"""
    before = sys.gettrace(), sys.getprofile()
    counted = cost(lambda x: [v + 1 for v in x], (np.ones(100),))
    assert (sys.gettrace(), sys.getprofile()) == before
    assert counted.events >= 100


def test_numpys_own_looking_at_arguments_is_no_loop():
    """Is `np.choose`, which looks at each row for foreign arrays, as cheap for many rows as for few?"""

    def own_dispatcher(row):
        return row

    looped = lambda rows: [own_dispatcher(row) for row in rows]
    chosen = lambda rows: np.choose(0, rows)
    few, many = np.ones((3, 2)), np.ones((60, 2))
    assert cost(chosen, (many,)).events == cost(chosen, (few,)).events
    assert cost(looped, (many,)).events > cost(looped, (few,)).events + 50


def test_peak_memory_counts_what_is_freed_again():
    """Is a temporary of 8 MB seen although the result is one number?"""
    counted = cost(lambda n: float(np.ones(n).sum()), (10**6,))
    assert 8e6 <= counted.peak_bytes < 9e6


@pytest.mark.parametrize("function", [np.sin, lambda x: [v + v for v in x], lambda x: (x[:, None] - x).sum()])
def test_the_quick_count_has_the_same_steps_and_no_smaller_peak(function):
    """Is a call that passes by the quick count one that would pass by the exact one?"""
    call(function, (MANY,))
    exact, quick = cost(function, (MANY,)), cost(function, (MANY,), exact=False)
    assert quick.events == exact.events
    assert quick.peak_bytes >= exact.peak_bytes - 1000  # which looking at every instruction takes itself


def printing(x):
    print("x is", x, f"{x!r}", str(x), repr(x.tolist()))
    logging.getLogger(__name__).warning("x is %s", x)
    return x


def warned(x):
    with np.errstate(all="warn"):
        warnings.warn(f"x is {x}", stacklevel=1)
        return np.log(x - x)


@pytest.mark.parametrize(
    "function",
    [
        printing,
        warned,
        lambda x: np.hstack([x[:, :1]] * 40) if len(x) > 10 else np.hstack([x[:, :1]] * 3),
        lambda x: np.vstack(tuple(x)),
        lambda x: np.array_repr(x),
        lambda x: np.array(list(map(np.max, [x]))),
        lambda x: np.savetxt("/dev/null", x),
    ],
)
def test_what_libraries_do_inside_a_call_is_no_step(function):
    """Do printing, logging, warning and the insides of NumPy take as many steps for many rows as for few?"""
    with np.printoptions(threshold=sys.maxsize):
        assert grows(function) == 0


def in_a_helper(x):
    def helper(row):
        return row.sum()

    return [helper(row) for row in x]


@pytest.mark.parametrize(
    "function",
    [
        in_a_helper,
        lambda x: np.vectorize(lambda v: v + 1)(x),
        lambda x: np.vectorize(np.sum)(x),
        lambda x: np.vectorize(np.sum, signature="(n)->()")(x),
        lambda x: np.apply_along_axis(np.sum, 1, x),
        lambda x: np.apply_along_axis(np.ndarray.sum, 1, x),
        lambda x: np.fromiter(map(np.sum, x), dtype=float),
        lambda x: sorted(x.tolist(), key=lambda row: row[0]),
        lambda x: sum(row[0] for row in x),
        lambda x: eval("[row for row in x]", {"x": x}),
    ],
)
def test_a_loop_of_the_student_counts_wherever_it_hides(function):
    """Is a loop over rows found in helpers, keys, generators, compiled strings, vectorize and map?"""
    assert grows(function) > 50


def test_what_is_printed_takes_no_memory():
    """May a function print a whole table, which is no temporary array?"""

    def talkative(x):
        for _ in range(3):
            print(x.tolist())
        return x

    with np.printoptions(threshold=sys.maxsize):
        assert cost(talkative, (np.ones((200, 200)),)).peak_bytes < 200 * 200 * 8 * 6


@pytest.mark.parametrize(
    "hungry",
    [
        lambda a: (a[:, None] - a[None]).sum(axis=2),
        lambda a: np.linalg.norm(a[:, None] - a[None], axis=2),
        lambda a: ((a[:, None] * a[None]) ** 2 + 1) @ np.ones(a.shape[1]),
        lambda a: np.sqrt(np.square(np.subtract(a[:, None], a[None])).sum(2)),
    ],
)
def test_a_temporary_array_is_seen_however_short_its_life(hungry):
    """Is an (N, N, D) array found although it is gone by the end of its line?"""
    check.vectorized(lambda a: a @ a.T, (FEW,), (np.ones((90, 90)),), exercise="none")
    with pytest.raises(CheckFailed, match="temporary array"):
        check.vectorized(hungry, (FEW,), (np.ones((90, 90)),), exercise="none")


def test_memory_that_may_not_grow_is_told_from_memory_that_is_there_from_the_start():
    """Do twenty rows at a time pass however large they are, and a copy of each row made at once fail?"""

    def in_parts(x):
        return np.array(
            [(part[:, None] * np.ones((100, 1))).sum() for part in np.array_split(x, len(x) // 20)]
        )

    def at_once(x):
        return (x[:, None] * np.ones((20, 1))).sum(axis=(1, 2))

    few, many = (np.ones((60, 300)),), (np.ones((200, 300)),)
    check.vectorized(in_parts, few, many, exercise="none", loops=True, growing=False)
    with pytest.raises(CheckFailed, match="temporary array"):
        check.vectorized(at_once, few, many, exercise="none", loops=True, growing=False)
