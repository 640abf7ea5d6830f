"""Marking on a dask cluster of one worker and of two, on this machine, in turns.

    python benchmarks/cluster.py [--students 40] [--rounds 2] [--slug a0_numpy] [--page docs/scale.md]

Each worker is a process with one thread, as on machines of their own. A round marks the same made-up class
with one worker and with two, in a cluster that is warm. A ratio of 2 would be twice as fast. Whatever else runs
on the machine takes from the two workers first: the share of its processors that was free is told.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import psutil
from distributed import LocalCluster
from scale import limits
from sections import write_section

from pixgrad.classroom import batch
from pixgrad.classroom.simulate import simulate
from pixgrad.course import Course

ROOT = Path(__file__).parents[1]


def make_course(folder: Path, slug: str) -> Course:
    for name in (f"solutions/{slug}", f"assignments/{slug}"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    return Course(folder)


def others(start: float, cpu: float) -> float:
    """Processors that other processes used since a moment, on the average."""
    return (busy() - cpu) / (time.perf_counter() - start)


def busy() -> float:
    """Seconds that all processors have worked for somebody since the machine was started."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def seconds(folder: Path, slug: str, students: int, address: str) -> float:
    """Mark a class, and return how long that took."""
    course = make_course(folder, slug)
    simulate(course, slug, students, 0)
    start = time.perf_counter()
    summary = batch.grade(course, slug, batch.Options(limits(), scheduler=address), progress=False)
    taken = time.perf_counter() - start
    if len(summary.marked) != students:
        raise SystemExit(f"cluster.py: {len(summary.marked)} of {students} marked")
    return taken
