"""Marking on the workers of a dask.distributed scheduler.

A kit travels with each submission. All else that a mark depends on must be on a worker already, the same as
here: each one is asked before the first submission, and with each task, since workers may join later.
"""

import asyncio
import contextlib
import functools
import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pixgrad.errors import PixgradError
from pixgrad.files import OwnFolder
from pixgrad.marking.execution.sandbox import Isolation, why_not_bwrap
from pixgrad.marking.versions import own_code, versions
from pixgrad.remembered import FOLDER

if TYPE_CHECKING:
    from distributed import Worker

SECONDS_TO_GREET = 10.0


@dataclass(frozen=True)
class Equipment:
    """What a machine marks with.

    Attributes
    ----------
    versions : tuple of (str, str)
        Of Python, pixgrad and the libraries that a mark depends on, by name.
    code : str
        Digest of pixgrad's own modules: checks, known answers and what students see.
    threads : int
        Tasks at a time in one process.
    no_walls : str or None
        Why student code cannot be walled in there; None if it can, or need not.
    """

    versions: tuple[tuple[str, str], ...]
    code: str
    threads: int
    no_walls: str | None


def equipment(isolation: Isolation, dask_worker: "Worker | None" = None) -> Equipment:
    """Return what this process marks with; tries the sandbox, if there has to be one."""
    threads = dask_worker.state.nthreads if dask_worker is not None else 1
    no_walls = why_not_bwrap() if isolation == "bwrap" else None
    return Equipment(tuple(versions().items()), own_code(), threads, no_walls)


def why_not(here: Equipment, there: Equipment) -> str | None:
    """Return why a worker cannot mark as this machine would, or None if it can.

    >>> here = Equipment((("pixgrad", "0.2"), ("numpy", "2.0")), "a", 1, None)
    >>> why_not(here, Equipment((("pixgrad", "0.1"), ("numpy", "2.0")), "b", 1, None))
    'has pixgrad 0.1 (here: 0.2); install the same there'
    >>> why_not(here, Equipment(here.versions, "a", 1, "bubblewrap is not installed"))
    'cannot wall in student code: bubblewrap is not installed'
    """
    has = dict(there.versions)
    other = [
        f"{name} {has.get(name, 'missing')} (here: {version})"
        for name, version in here.versions
        if has.get(name) != version
    ]
    if other:
        return f"has {', '.join(other)}; install the same there"
    if there.code != here.code:
        return f"has other files of pixgrad {has.get('pixgrad')} than there are here; install the same there"
    if there.threads > 1:
        return f"runs {there.threads} tasks in one process; start it with: dask worker --nthreads 1"
    return f"cannot wall in student code: {there.no_walls}" if there.no_walls else None


class ClusterWorkers:
    """The workers of a dask.distributed scheduler.

    Raises
    ------
    PixgradError
        If there is no scheduler, or one of its workers cannot mark as this machine would.
    """

    def __init__(self, address: str, isolation: Isolation) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise PixgradError(
                "--scheduler needs dask.distributed; run: pip install 'pixgrad[grader]'"
            ) from error
        try:
            asyncio.run(_greet(address))
        except (OSError, ValueError, TypeError) as error:
            raise PixgradError(
                f"no dask scheduler answers at {address} ({error}); start one with: dask scheduler"
            ) from error
        self.client = Client(address)
        self.isolation, self.here = isolation, Equipment(tuple(versions().items()), own_code(), 1, None)
        try:
            self._require_equal()
        except BaseException:
            self.client.close()
            raise
        self.executor = self.client.get_executor(pure=False)
        self.window = 2 * max(1, sum(self.client.ncores().values()))

    def _require_equal(self) -> None:
        """Ask every worker that is there; raises PixgradError, which names each that cannot be used."""
        found = self.client.run(equipment, self.isolation, on_error="return")
        reasons = {worker: _said(self.here, there) for worker, there in sorted(found.items())}
        told = [f"the dask worker {worker} {reason}" for worker, reason in reasons.items() if reason]
        if told:
            raise PixgradError("; ".join(told))

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Start a task."""
        return self.executor.submit(run_if_equal, self.here, self.isolation, function, *args)

    def renew(self) -> None:
        """Do nothing: the scheduler replaces workers by itself."""

    def stop(self) -> None:
        """Take back what has not run, and leave the cluster."""
        with contextlib.suppress(OSError, TimeoutError):
            self.executor.shutdown(wait=False)
            self.client.close()


def _said(here: Equipment, there: Equipment | BaseException) -> str | None:
    if isinstance(there, BaseException):
        return f"cannot be asked what it has ({type(there).__name__}: {there}); is this pixgrad there?"
    return why_not(here, there)


def run_if_equal(here: Equipment, isolation: Isolation, function: Callable[..., Any], *args: Any) -> Any:
    """Run a task on a worker, which may have joined after all others were asked.

    Raises
    ------
    PixgradError
        If it cannot mark as the machine would that asks for it.
    """
    from distributed import get_worker

    worker = get_worker()
    reason = why_not(here, equipment(isolation, worker))
    if reason is not None:
        raise PixgradError(f"the dask worker {worker.address} {reason}")
    os.environ[FOLDER] = str(_remembered().path)
    return function(*args)


@functools.cache
def _remembered() -> OwnFolder:
    """The folder of what the checks remember in this worker, as long as it lives."""
    return OwnFolder("pixgrad-remembered-")


async def _greet(address: str) -> None:
    """Connect to a scheduler once.

    A Client that finds none is left half made, and its end, whenever it is collected, may wait for ever for a
    lock that its own thread holds.
    """
    from distributed.comm import connect
    from distributed.security import Security

    line = await connect(address, timeout=SECONDS_TO_GREET, **Security().get_connection_args("client"))
    await line.close()
