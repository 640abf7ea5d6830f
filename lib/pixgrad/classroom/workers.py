"""Where marking runs: processes of this machine, or a cluster. Both are a concurrent.futures.Executor."""

import gc
import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait as wait_for_process
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pixgrad.files import OwnFolder
from pixgrad.marking.execution.fork_server import Door, zygotes
from pixgrad.marking.execution.limits import ONE_THREAD
from pixgrad.marking.kit import Kit
from pixgrad.marking.mark import prepare
from pixgrad.remembered import FOLDER

TaskT = TypeVar("TaskT")
SECONDS_TO_STOP = 10.0
PRELOADED = "pixgrad.classroom.preloaded"


class Crashed(Exception):
    """The process that worked on a task ended or stood still, and did so again with the task alone in it."""


class Workers(Protocol):
    """Processes that run functions."""

    window: int  # tasks to hand out at a time

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Start a task; raises BrokenExecutor if the workers have crashed."""

    def renew(self) -> None:
        """Replace workers that have crashed or stand still."""

    def stop(self) -> None:
        """Stop all workers, and whatever they started, at once."""


class LocalWorkers:
    """Worker processes on this machine; a task that kills its process costs no other task its result.

    Parameters
    ----------
    jobs : int
        How many.
    kit : Kit or None
        The assignment that they mark, if it is one: they then share the process that has all imported.
    """

    def __init__(self, jobs: int, kit: Kit | None = None) -> None:
        self.window, self.kit = jobs, kit
        self.others = set(multiprocessing.active_children())
        self.pool: Executor | None = None
        self.remembered: OwnFolder | None = None

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Start a task."""
        if self.pool is None:
            self.remembered = OwnFolder("pixgrad-remembered-")
            door = zygotes().door(self.kit.slug) if self.kit else None
            context = _context(partial(prepare, self.kit) if self.kit else _nothing)
            self.pool = ProcessPoolExecutor(
                self.window, context, _prepare_worker, (door, str(self.remembered.path))
            )
        return self.pool.submit(_leave_on_request, function, *args)

    def renew(self) -> None:
        """End the present processes, whatever they do; the next task starts new ones."""
        self.stop()

    def stop(self) -> None:
        """Ask every worker to end what it started and itself, wait for that, and kill what does not."""
        workers = set(multiprocessing.active_children()) - self.others
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(SECONDS_TO_STOP)
            if worker.is_alive():
                worker.kill()
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None
        if self.kit is not None:
            zygotes().forget(self.kit.slug)
        if self.remembered is not None:
            self.remembered.close()
            self.remembered = None


def _context(get_ready: Callable[[], None]) -> multiprocessing.context.BaseContext:
    """Fork workers from this process, once it is ready, or from a clean server; start them afresh elsewhere.

    Only a process of one thread is forked: what other threads hold would be held for ever in the copy.
    """
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # each worker checks on one core
    if _has_one_thread():
        importlib.import_module(PRELOADED)
        get_ready()
        gc.freeze()  # so that no collection writes to pages that the workers share
        return multiprocessing.get_context("fork")
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    return context


def _nothing() -> None:
    """Be ready at once."""


def _has_one_thread() -> bool:
    """Tell whether this process is known to have no threads, not even of a library, but this one."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:  # no Linux
        return False


def _prepare_worker(door: Door | None, remembered: str) -> None:
    """Leave Ctrl-C to the parent; end in good order when told to, and when the parent is gone.

    The folder of what the checks of the class remember is no student's process's to see.
    """
    os.environ[FOLDER] = remembered
    if door is not None:
        zygotes().doors[door.slug] = door
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _raise_exit)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _raise_exit(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_process([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _leave_on_request(function: Callable[..., Any], *args: Any) -> Any:
    """Run a task; the pool itself would catch the exit and go on with the next task."""
    try:
        return function(*args)
    except SystemExit:
        os._exit(1)


@dataclass
class Dispatcher(Generic[TaskT]):
    """Tasks on their way through the workers; iterating gives each task with its result or its exception."""

    workers: Workers
    start: Callable[[TaskT], "Future[Any]"]
    patience: float | None = None  # seconds without any result after which the workers stand still
    running: dict["Future[Any]", TaskT] = field(default_factory=dict)

    def results(self, tasks: Iterator[TaskT]) -> Iterator[tuple[TaskT, Any]]:
        """Run tasks, as many at a time as the workers take, and yield ``(task, result or exception)``."""
        suspects: list[TaskT] = []
        while True:
            suspects += self._fill(tasks)
            if not self.running and not suspects:
                return
            done, _ = wait(self.running, self.patience, FIRST_COMPLETED)
            if not done:
                suspects += self.running.values()
                self.running.clear()
            for future in done:
                task = self.running.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    suspects.append(task)
                else:
                    yield task, _outcome(future)
            if suspects and not self.running:
                yield from self._one_by_one(suspects)
                suspects = []

    def _fill(self, tasks: Iterator[TaskT]) -> list[TaskT]:
        """Start tasks while there is room; returns the one that could not be started, if any."""
        while len(self.running) < self.workers.window:
            task = next(tasks, None)
            if task is None:
                return []
            try:
                self.running[self.start(task)] = task
            except BrokenExecutor:
                return [task]
        return []

    def _one_by_one(self, suspects: list[TaskT]) -> Iterator[tuple[TaskT, Any]]:
        """Run what was in the workers when they failed again, each alone, to find the culprit."""
        for task in suspects:
            self.workers.renew()
            future = self.start(task)
            done, _ = wait([future], self.patience)
            failed = not done or isinstance(future.exception(), BrokenExecutor)
            yield task, Crashed("the process that marked it failed twice") if failed else _outcome(future)
        self.workers.renew()


def _outcome(future: "Future[Any]") -> Any:
    error = future.exception()
    if error is None:
        return future.result()
    return Crashed(str(error)) if type(error).__name__ == "KilledWorker" else error
