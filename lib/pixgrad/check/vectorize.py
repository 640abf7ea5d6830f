"""The check that a function leaves its loops to NumPy and builds no far too large array on the way."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pixgrad.check.calls import Cost
from pixgrad.check.compare import as_numbers
from pixgrad.check.cost import costs
from pixgrad.check.failure import CheckFailed
from pixgrad.check.observe import observe
from pixgrad.check.passed import passed
from pixgrad.check.wording import call_text, parameter_names

Function = Callable[..., Any]
Case = Sequence[Any]


def vectorized(
    function: Function, small: Case, large: Case, *, exercise: str, loops: bool = False, growing: bool = True
) -> None:
    """Check without a clock that a function loops in NumPy, not in Python, in bounded memory.

    The number of executed Python lines and calls may not grow from the small case to the large one, and the
    peak of new memory on the large one may not exceed a few times that of its arguments and its result. (A
    loop that C code runs over C code, such as ``map`` over an array's method, executes no Python and passes.)

    Parameters
    ----------
    function, exercise
        As in `returns`.
    small, large : tuple
        Two cases; the large one has at least 25 more rows (and columns, where those may not be looped over).
    loops : bool
        True where the exercise allows Python loops, so that only memory counts.
    growing : bool
        False where memory may not depend on the number of rows: from the small case to the large one it may
        grow by some copies of what the arguments and the result grow by, and has no other limit.

    Raises
    ------
    CheckFailed
        With the slip ``python-loop`` or ``too-much-memory``.

    Examples
    --------
    >>> vectorized(np.cumsum, (np.ones(3),), (np.ones(50),), exercise="sums")
    >>> vectorized(lambda x: [v + 1 for v in x], (np.ones(3),), (np.ones(50),), exercise="sums")
    Traceback (most recent call last):
    pixgrad.check.failure.CheckFailed: <lambda>(x) runs a Python loop: ...
    [slip: python-loop]
    """
    seen = observe(function, (small, large), exercise, lambda i, outcome, tolerance: not outcome.error)
    low, high = costs(function, (small, large), exact=False)
    if not loops and high.events > low.events + 20:
        raise _too_slow(function, small, large, low, high, exercise)
    sizes = [
        _size(case) + _size([as_numbers(outcome.value)])  # a list counts as an array
        for case, outcome in zip((small, large), seen.outcomes, strict=True)
    ]

    def fair(at_small: int) -> int:
        """How much the peak may be on the large case."""
        return 2**18 + (6 * sizes[1] if growing else at_small + 10 * (sizes[1] - sizes[0]))

    # A peak that may be too large by the quick count is counted exactly, the dearer one last.
    if high.peak_bytes > fair(0) and not growing:
        low = costs(function, (small,))[0]
    if high.peak_bytes > fair(low.peak_bytes):
        high = costs(function, (large,))[0]
    if high.peak_bytes > fair(low.peak_bytes):
        problem = (
            f"needs {high.peak_bytes / 2**20:.1f} MiB at its peak "
            f"for arguments of {_size(large) / 2**20:.2f} MiB: "
            "it builds a temporary array far larger than its arguments and its result. "
            "For real images that array would not fit into memory"
        )
        raise CheckFailed(f"{call_text(function, large, exercise)} {problem}.", (), "too-much-memory")
    passed(exercise)


def _too_slow(
    function: Function, small: Case, large: Case, low: Cost, high: Cost, exercise: str
) -> CheckFailed:
    problem = (
        f"runs a Python loop: {low.events} Python steps with {_shapes(function, small, exercise)}, "
        f"{high.events} steps with {_shapes(function, large, exercise)}. Let NumPy go over the rows"
    )
    return CheckFailed(f"{call_text(function, large, exercise)} {problem}.", (), "python-loop")


def _shapes(function: Function, case: Case, exercise: str) -> str:
    names = parameter_names(function, len(case), exercise)
    return ", ".join(
        f"{name} of shape {value.shape}"
        for name, value in zip(names, case, strict=True)
        if isinstance(value, np.ndarray)
    )


def _size(values: Sequence[Any]) -> int:
    return sum(value.nbytes for value in values if isinstance(value, np.ndarray))
