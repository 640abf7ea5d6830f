"""Marking on a dask cluster."""

import gc
import os
import signal
import threading
import time
from dataclasses import replace

import pytest
from distributed import Client, LocalCluster

from pixgrad.classroom import cluster
from pixgrad.classroom.batch import Options, grade
from pixgrad.classroom.cluster import ClusterWorkers
from pixgrad.classroom.workers import Dispatcher
from pixgrad.errors import PixgradError

pytestmark = pytest.mark.slow


def work(task):
    """Double a number; 5 raises."""
    if task == 5:
        raise ValueError("five")
    return 2 * task


@pytest.fixture
def scheduler():
    """The address of a cluster with one worker, in this process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0") as local:
        yield local.scheduler_address


def test_no_scheduler_is_one_clear_line():
    """Is a wrong cluster address said in one line, and no client left that a collection would have to end?"""
    with pytest.raises(PixgradError, match=r"no dask scheduler answers at nowhere \(missing port number"):
        ClusterWorkers("nowhere", "none")
    assert not [thing for thing in gc.get_objects() if isinstance(thing, Client)]


def test_a_cluster_gives_the_same_results(scheduler):
    """Do tasks on a dask cluster come back with their results and errors?"""
    workers = ClusterWorkers(scheduler, "none")
    dispatcher = Dispatcher(workers, lambda task: workers.submit(work, task))
    results = dict(dispatcher.results(iter([1, 2, 5])))
    workers.stop()
    assert isinstance(results.pop(5), ValueError)
    assert results == {1: 2, 2: 4}


OTHERS = {
    "version": ({"versions": (("pixgrad", "0.0.1"),)}, r"has python missing.*, pixgrad 0\.0\.1 \(here: "),
    "code": ({"code": "other"}, "has other files of pixgrad"),
    "threads": ({"threads": 4}, "runs 4 tasks in one process; start it with: dask worker --nthreads 1"),
    "no sandbox": ({"no_walls": "bubblewrap is not installed"}, "cannot wall in student code: bubblewrap is"),
}


@pytest.mark.parametrize("change, said", OTHERS.values(), ids=OTHERS)
def test_a_worker_that_would_mark_otherwise_is_refused(scheduler, monkeypatch, change, said):
    """Is it named before the first submission, and at its first task if it joins later?"""
    workers = ClusterWorkers(scheduler, "none")
    like_here = cluster.equipment("none")
    monkeypatch.setattr(cluster, "equipment", lambda *_, **__: replace(like_here, **change))
    with pytest.raises(PixgradError, match=f"the dask worker inproc://.* {said}"):
        workers.submit(work, 1).result(30)
    workers.stop()
    with pytest.raises(PixgradError, match=f"the dask worker inproc://.* {said}"):
        ClusterWorkers(scheduler, "none")


def kill_when_marking(address, verdicts):
    """Kill one of the workers as soon as somebody has a verdict, with all that it does."""
    with Client(address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
        give_up = time.monotonic() + 120
        while not verdicts() and time.monotonic() < give_up:
            time.sleep(0.05)
        os.kill(pids[0], signal.SIGKILL)


def test_a_worker_that_is_killed_loses_nothing(course, hand_made, limits):
    """Has everybody the deserved score when one of two workers dies in the middle?"""
    students = [f"s{place}" for place in range(8)]
    slow = hand_made.student_notebook(mean="import time; time.sleep(1)\ndef mean(numbers): return 7")
    for student in students:
        hand_made.hand_in(course.submitted, student, slow)

    def verdicts():
        return list(course.grading.glob("autograded/*/*/verdict.json"))

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local:
        killer = threading.Thread(target=kill_when_marking, args=(local.scheduler_address, verdicts))
        killer.start()
        summary = grade(course, "t1_sums", Options(limits, scheduler=local.scheduler_address), progress=False)
        killer.join()
    assert {student: verdict.status for student, verdict in summary.verdicts.items()} == dict.fromkeys(
        students, "marked"
    )
    assert set(summary.totals.values()) == {65.0}
