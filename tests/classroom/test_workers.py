"""Workers that crash, and those that must stop."""

import multiprocessing
import os
import time

import pytest

from pixgrad.classroom.workers import Crashed, Dispatcher, LocalWorkers

pytestmark = pytest.mark.slow


def work(task):
    """Double a number; 3 kills its process, 4 stands still, 5 raises."""
    if task == 3:
        os._exit(7)
    if task == 4:
        time.sleep(1000)
    if task == 5:
        raise ValueError("five")
    return 2 * task


@pytest.fixture
def workers():
    """Two worker processes."""
    pool = LocalWorkers(2)
    yield pool
    pool.stop()


def test_a_crash_is_blamed_on_its_culprit_alone(workers):
    """Do all other tasks get their results when one kills its worker process?"""
    dispatcher = Dispatcher(workers, lambda task: workers.submit(work, task))
    results = dict(dispatcher.results(iter([0, 1, 2, 3, 5, 6, 7])))
    assert isinstance(results.pop(3), Crashed)
    assert isinstance(results.pop(5), ValueError)
    assert results == {task: 2 * task for task in (0, 1, 2, 6, 7)}


def test_a_task_that_stands_still_is_given_up(workers):
    """Do all other tasks get their results when one never comes back, and is its process ended?"""
    dispatcher = Dispatcher(workers, lambda task: workers.submit(work, task), patience=5)
    results = dict(dispatcher.results(iter([1, 4, 2, 6])))
    assert isinstance(results.pop(4), Crashed)
    assert results == {1: 2, 2: 4, 6: 12}
    assert not set(multiprocessing.active_children()) - workers.others


def test_stopping_ends_the_processes(workers):
    """Is no worker left after a stop in the middle of a task?"""
    workers.submit(time.sleep, 60)
    workers.stop()
    assert not set(multiprocessing.active_children()) - workers.others
