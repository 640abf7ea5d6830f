"""Marking on a dask cluster of one worker and of two, on this machine, in turns.

    python benchmarks/cluster.py [--students 24] [--rounds 2] [--slug a0_numpy] [--page docs/scale.md]

Each worker is a process with one thread, as on a machine of its own. A round marks the same made-up class
with one worker, then with two; all workers are warm. Seconds are those from the first submission to the last.
What else runs on the machine slows both; how many processors it took is told.
"""

import argparse
import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from distributed import LocalCluster
from scale import Clock, limits, make_course
from sections import write_section

from pixgrad.classroom import batch
from pixgrad.classroom.simulate import simulate

COUNTS = (1, 2)  # workers


@dataclass
class Cost:
    """What marking one class took."""

    seconds: float
    cpu: float  # of the workers, and of all that they started and that has ended
    others: float  # processors that the rest of the machine used meanwhile, on the average


def busy() -> float:
    """Seconds that the processors have worked for anybody since the machine was started."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def ours() -> float:
    """Seconds that they have worked for this process and those below it."""
    found = 0.0
    for process in (me := psutil.Process(), *me.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            found += times.user + times.system + times.children_user + times.children_system
    return found


def measure(folder: Path, slug: str, students: int, address: str, clock: Clock) -> Cost:
    """Mark a new class."""
    course = make_course(folder, slug)
    simulate(course, slug, students, 0)
    start, all_before, ours_before = time.perf_counter(), busy(), ours()
    clock.spent["marking"] = 0.0
    summary = batch.grade(course, slug, batch.Options(limits(), scheduler=address), progress=False)
    wall, cpu = time.perf_counter() - start, ours() - ours_before
    if len(summary.marked) != students:
        raise SystemExit(f"cluster.py: {len(summary.marked)} of {students} marked")
    return Cost(clock.spent["marking"], cpu, max(0.0, busy() - all_before - cpu) / wall)


def rounds(slug: str, students: int, count: int) -> Iterator[dict[int, Cost]]:
    """Mark with one worker and with two, in turns."""
    clock = Clock()
    clock.watch(batch.Batch, "_mark", "marking")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pixgrad-cluster-")))
        options = {"threads_per_worker": 1, "dashboard_address": ":0", "memory_limit": 0}
        clusters = {each: stack.enter_context(LocalCluster(each, **options)) for each in COUNTS}
        for each, cluster in clusters.items():
            measure(folder / f"warm-{each}", slug, 2 * each, cluster.scheduler_address, clock)
        for place in range(count):
            yield {
                each: measure(folder / f"{place}-{each}", slug, students, cluster.scheduler_address, clock)
                for each, cluster in clusters.items()
            }


HEAD = """\
| workers | s a submission | CPU s a submission | processors that others used |
|---:|---:|---:|---:|"""


def table(measured: list[dict[int, Cost]], students: int) -> str:
    lines, best = [HEAD], {}
    for each in COUNTS:
        costs = [costs[each] for costs in measured]
        best[each] = min(cost.seconds for cost in costs) / students
        cpu = sum(cost.cpu for cost in costs) / students / len(costs)
        others = sum(cost.others for cost in costs) / len(costs)
        lines.append(f"| {each} | {best[each]:.2f} | {cpu:.2f} | {others:.1f} of {os.cpu_count()} |")
    return "\n".join([*lines, "", f"Two workers: **{best[1] / best[2]:.2f}** times one."])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--slug", default="a0_numpy")
    parser.add_argument("--page", type=Path, help="write the section of this page that shows it")
    options = parser.parse_args()
    said = (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {options.students} submissions of {options.slug}, best "
        f"of {options.rounds} rounds, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at first."
    )
    measured = list(rounds(options.slug, options.students, options.rounds))
    text = f"{said}\n\n{table(measured, options.students)}"
    print(text)
    if options.page:
        write_section(options.page, "cluster", SECTION.format(measured=text))


SECTION = """\
## On a cluster

`pixgrad grade SLUG --scheduler ADDRESS` marks on the workers of a dask scheduler. Written by
`python benchmarks/cluster.py --page docs/scale.md`: the same class on one worker and on two of this machine,
in turns. The main process, which writes gradebook and pages, works beside them.

{measured}
"""

if __name__ == "__main__":
    main()
