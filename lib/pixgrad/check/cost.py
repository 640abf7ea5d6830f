"""What one call of a student's function costs: steps of Python, and memory, of the student's own code.

Code of the student is all that no library brought: cells, modules beside the notebook, strings that were
compiled. What NumPy does inside a call, or Python to print an array, is no step and no temporary array of
theirs; only that the call was made is one step.
"""

import contextlib
import copy
import functools
import gc
import io
import itertools
import os
import sys
import threading
import tracemalloc
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from pixgrad.check.calls import Cost, Elsewhere, Named, apply

# Folders of code that is nobody's answer: Python's own library, and this package.
OURS = tuple(f"{folder}{os.sep}" for folder in (Path(os.__file__).parent, Path(__file__).parents[1]))
INSTALLED = ("site-packages", "dist-packages")
# Functions of NumPy that are nothing but a Python loop over what they are given.
LOOPS = ("apply_along_axis", "_vectorize_call", "_vectorize_call_with_signature")
TRACED = tracemalloc.get_traced_memory
_CALLS = itertools.count()  # so that no two calls get the same numbers


def cost(function: Callable[..., Any], args: Sequence[Any], exact: bool = True) -> Cost:
    """Count the steps of one call and the peak of memory that its own lines hold; errors pass through.

    The first call of a function may import or build caches: call it before.

    Parameters
    ----------
    function : callable
    args : sequence
    exact : bool
        False: count in a fraction of the time a peak that may be larger, by what NumPy makes and frees inside
        of a call.
    """
    given = _others_like(args)
    counter = _Counter(exact)
    with warnings.catch_warnings(), contextlib.redirect_stdout(_Nowhere()), _no_collection():
        warnings.simplefilter("ignore")
        with _traced_memory(), counter.counting():
            apply(function, given)
    return Cost(counter.events, counter.peak)


def costs(function: Callable[..., Any], cases: Sequence[Sequence[Any]], exact: bool = True) -> list[Cost]:
    """Count what one call of each case needs, wherever the function lives; see `cost`."""
    if isinstance(function, Elsewhere):
        return function.costs(cases, exact)
    return [cost(function, case, exact) for case in cases]


class _Nowhere(io.TextIOBase):
    """Standard output of a call that is only counted: what is printed is not kept, so it takes no memory."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


class _Counter:
    """Counts lines of the student's code and the calls that it makes, and looks at memory between its steps.

    A loop over rows adds some events for each row. An array that a line makes is on its stack before the
    next instruction, so that none is missed, while what NumPy makes and frees inside of a call is not seen.
    """

    def __init__(self, exact: bool) -> None:
        self.events = self.peak = 0
        self.exact = exact

    def _on_frame(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        if not _is_own(frame):
            return None
        frame.f_trace_opcodes = self.exact
        return self._on_step

    def _stepper(self) -> Callable[[types.FrameType, str, Any], Any]:
        """What is called between any two steps, hundreds of thousands of times: so it does very little."""
        before = TRACED()[0]

        def on_step(frame: types.FrameType, event: str, arg: Any) -> Any:
            if event == "line":
                self.events += 1
            held = TRACED()[0] - before
            if held > self.peak:
                self.peak = held
            return on_step

        return on_step

    def _on_call(self, frame: types.FrameType, event: str, arg: Any) -> None:
        if event == "c_call":
            self.events += _is_own(frame)
        elif event == "call":
            called = _is_own(frame) or (frame.f_back is not None and _is_own(frame.f_back))
            self.events += called and not _dispatches(frame)

    @contextmanager
    def counting(self) -> Iterator[None]:
        old_trace, old_profile = sys.gettrace(), sys.getprofile()
        threading.setprofile(self._on_call)  # threads that the function starts
        threading.settrace(self._on_frame)
        self._on_step = self._stepper()
        tracemalloc.reset_peak()
        before = TRACED()[0]
        sys.setprofile(self._on_call)
        sys.settrace(self._on_frame)
        try:
            yield
        finally:
            sys.settrace(old_trace)
            sys.setprofile(old_profile)
            if not self.exact:
                self.peak = max(self.peak, TRACED()[1] - before)
            threading.setprofile(None)
            threading.settrace(None)


def _is_own(frame: types.FrameType) -> bool:
    """Tell whether a frame runs code of the student, or a loop of NumPy that runs theirs row by row."""
    code = frame.f_code
    return not _is_library(code.co_filename) or (code.co_name in LOOPS and _is_numpys(frame))


@functools.cache
def _is_library(filename: str) -> bool:
    """Tell whether code comes from Python, an installed package, or pixgrad.

    Examples
    --------
    >>> _is_library(np.__file__), _is_library("<frozen importlib._bootstrap>"), _is_library("<cell x>")
    (True, True, False)
    """
    installed = any(part in INSTALLED for part in Path(filename).parts)
    return installed or filename.startswith((*OURS, "<frozen "))


def _is_numpys(frame: types.FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).startswith("numpy.")


def _dispatches(frame: types.FrameType) -> bool:
    """Tell whether NumPy only looks here for foreign kinds of arrays, as `np.choose` does in each row."""
    return frame.f_code.co_name.endswith("_dispatcher") and _is_numpys(frame)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let no finalizer of somebody else's garbage run meanwhile, whose steps would be counted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _traced_memory() -> Iterator[None]:
    """Let tracemalloc know of all memory that is taken (NumPy reports its arrays to it)."""
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start()
    try:
        yield
    finally:
        if not running:
            tracemalloc.stop()


def _others_like(args: Sequence[Any]) -> tuple[Any, ...]:
    """Copies of arguments with other numbers, so that no memory of earlier calls shortens a call.

    Floats become a little smaller in size, by another factor in each call; where there are none, the rows of
    all arrays move on.
    """
    number = next(_CALLS)
    given = copy.deepcopy(tuple(args))
    found = [array for array in _arrays(given) if array.flags.writeable and array.ndim]
    floats = [array for array in found if array.dtype.kind == "f"]
    for array in floats:
        array *= array.dtype.type(1 - (1 + number % 1000) / 2**16)
    for array in () if floats else found:
        array[...] = np.roll(array, 1 + number % max(1, len(array) - 1), axis=0)
    return given


def _arrays(value: Any) -> Iterator[np.ndarray]:
    """All arrays in nested arguments."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple | dict | Named):
        parts = value.values if isinstance(value, Named) else value
        for part in parts.values() if isinstance(parts, dict) else parts:
            yield from _arrays(part)
