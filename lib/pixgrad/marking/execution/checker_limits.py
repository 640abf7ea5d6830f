"""What a student's values may cost the checker itself: seconds of computing, and memory."""

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

CHECK_SECONDS = 60.0  # of computing; waiting for the student's process is not counted
NOTEBOOK_SECONDS = 120.0
MEMORY = 2 * 2**30  # bytes beyond what the checker holds already
SECONDS_BETWEEN_SIGNALS = 1.0  # code that catches everything may swallow one


class Overworked(BaseException):
    """The checker has computed for too long."""


@contextlib.contextmanager
def bounded(seconds: float, memory: int = MEMORY) -> Iterator[None]:
    """Bound the computing and the memory of this process while it deals with what a student sent.

    Signals reach the main thread alone: in a thread of a cluster's worker nothing is bounded.

    Parameters
    ----------
    seconds : float
        Of computing, by all threads of this process.
    memory : int
        Bytes of address space beyond what there is.

    Raises
    ------
    Overworked
        Inside, between two steps of Python, when the seconds are over. Memory ends in a MemoryError.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    limits = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGPROF, _stop)
    try:
        _allow(memory, limits)
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001), SECONDS_BETWEEN_SIGNALS)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, limits)


def _stop(*_: object) -> None:
    raise Overworked


def _allow(memory: int, limits: tuple[int, int]) -> None:
    with contextlib.suppress(OSError, ValueError):  # no /proc, or a system that refuses, such as macOS
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        wanted = pages * resource.getpagesize() + memory
        known = [limit for limit in (wanted, *limits) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(known), limits[1]))
