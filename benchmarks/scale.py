"""Marking classes of any size: what one submission costs, how much memory, and what an interruption loses.

    python benchmarks/scale.py [--students 100 1000] [--distinct 50] [--page docs/scale.md]
    python benchmarks/scale.py --students 1000 --distinct 0        every submission is run
    python benchmarks/scale.py --students 1000 10000               what docs/scale.md shows

A class of a0_numpy is made up. With --distinct 50, the first 50 submissions are marked as always, and
everybody else has handed in one of these 50: what their answers came to is taken from memory in place of
running them. All else is done for each student as `pixgrad grade` does it: reading, gradebook, executed
notebook, verdict, page, report and table. So this measures what the main process does, not what the answers
compute.

The first run over each class is killed (SIGKILL) at a random moment, the second one goes on, the third one
finds nothing new. Every score is compared with that of the submission it is a copy of.
"""

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from pixgrad.classroom import batch, commands, verdict_files
from pixgrad.classroom.simulate import simulate
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import why_not_bwrap
from pixgrad.marking.kit import Kit
from pixgrad.marking.mark import Marked, Submission, digest_of
from pixgrad.plots.style import BLUE, RUST, WIDTH, new_figure, styled

ROOT, SLUG = Path(__file__).parents[1], "a0_numpy"
PICTURE = ROOT / "docs" / "pictures" / "scale.png"
JOBS = os.cpu_count() or 1
MOST_SECONDS = 4 * 3600


@dataclass(frozen=True)
class Row:
    """What was measured of one class."""

    students: int
    killed_after: int
    marked: int  # by the run that went on
    wall: float  # seconds for each of these
    cpu: float  # of the main process, for each
    writes: float  # share of the time that the gradebook took
    report: float  # seconds for report, table and grades
    again: float  # CPU seconds of a run that finds nothing new
    megabytes: float
    page: int  # bytes of the report
    lost: int


class Clerk:
    """Workers that know what each of the few distinct submissions has come to."""

    def __init__(self, known: Course) -> None:
        self.window, self.known = JOBS, {}
        for folder in sorted(known.submitted.iterdir()):
            payload = (folder / SLUG / f"{SLUG}.ipynb").read_bytes()
            self.known[digest_of(Submission("", payload))] = folder.name
        self.course = known

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(self.marked(*args))
        return future

    def marked(self, kit: Kit, submission: Submission, limits: Limits, key: str) -> Marked:
        source = self.known[digest_of(submission)]
        verdict = verdict_files.load_verdict(self.course, source, SLUG)
        verdict = replace(verdict, student=submission.student, key=key, seed=limits.seed)
        return Marked(self.course.autograded(source, SLUG).read_text(encoding="utf-8"), verdict)

    def renew(self) -> None: ...

    def stop(self) -> None: ...


class Clock:
    """Seconds that functions take."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def watch(self, owner: Any, name: str, label: str) -> None:
        function, self.spent[label] = getattr(owner, name), 0.0

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.spent[label] += time.perf_counter() - start

        setattr(owner, name, timed)


def grade(course: Course, known: Course | None) -> dict[str, float]:
    """Do what `pixgrad grade` does, and return what it took."""
    clock = Clock()
    clock.watch(batch.Batch, "_record", "gradebook")
    clock.watch(batch.Batch, "_mark", "marking")
    if known is not None:
        batch.LocalWorkers = lambda jobs, slug: Clerk(known)
    cpu = time.process_time()
    summary = batch.grade(course, SLUG, batch.Options(limits(), JOBS), progress=False)
    cpu, start = time.process_time() - cpu, time.perf_counter()
    commands.write_results(course, summary)
    with contextlib.redirect_stdout(sys.stderr):
        commands.show_results(course, summary)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = time.perf_counter() - start
    return clock.spent | {"cpu": cpu, "report": report, "megabytes": peak, "marked": len(summary.marked)}


def limits() -> Limits:
    return Limits(isolation="none" if why_not_bwrap() else "bwrap")


def make_course(folder: Path, slug: str = SLUG) -> Course:
    for name in (f"solutions/{slug}", f"assignments/{slug}"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    return Course(folder)


def copies(known: Course, folder: Path, students: int) -> dict[str, str]:
    """Make a class of copies of known submissions; returns whose copy each student's is."""
    course, sources = make_course(folder), sorted(path.name for path in known.submitted.iterdir())
    of = {}
    for place in range(students):
        source = sources[place % len(sources)]
        student = f"s{place + 1:05d}-{source.partition('-')[2]}"
        shutil.copytree(known.submitted / source / SLUG, course.submitted / student / SLUG)
        of[student] = source
    return of


def command(course: Course, known: Course | None) -> list[str]:
    return [sys.executable, __file__, "--grade", str(course.root), *([str(known.root)] if known else [])]


def run(course: Course, known: Course | None) -> dict[str, float]:
    """Mark in a process of its own; returns what it measured."""
    done = subprocess.run(command(course, known), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"scale.py: a run failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def verdicts(course: Course) -> int:
    return sum(1 for _ in course.grading.glob(f"autograded/*/{SLUG}/verdict.json"))


def run_and_kill(course: Course, known: Course | None, after: int) -> int:
    """Kill a run and all it has started as soon as there are so many verdicts; returns how many."""
    words, give_up = command(course, known), time.monotonic() + MOST_SECONDS
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, start_new_session=True, **quiet) as process:
        while verdicts(course) < after and process.poll() is None and time.monotonic() < give_up:
            time.sleep(1.0)  # counting takes a processor, too
        os.killpg(process.pid, signal.SIGKILL)
    return verdicts(course)


def lost(course: Course, known: Course | None, of: dict[str, str]) -> int:
    """Return how many students have no verdict, or another score than the one whose copy they have."""
    missing = 0
    for student, source in of.items():
        verdict = verdict_files.load_verdict(course, student, SLUG)
        wanted = verdict_files.load_verdict(known, source, SLUG) if known else verdict
        missing += verdict is None or verdict.score != wanted.score
    return missing


def measure(folder: Path, known: Course | None, students: int, rng: random.Random) -> Row:
    """Mark a class in three runs, of which the first is killed."""
    if known:
        of, course = copies(known, folder, students), Course(folder)
    else:
        course = make_course(folder)
        of = {path.parents[1].name: "" for path in simulate(course, SLUG, students, 0)}
    killed_after = run_and_kill(course, known, rng.randint(students // 10, students // 2))
    said = run(course, known)
    nothing = run(course, known)
    if nothing["marked"] or said["marked"] < students - killed_after:
        sys.exit(f"scale.py: {said['marked']} marked after {killed_after}, then {nothing['marked']} again")
    count, megabytes = said["marked"], max(said["megabytes"], nothing["megabytes"])
    each = said["marking"] / count, said["cpu"] / count, said["gradebook"] / said["marking"]
    size = course.report(SLUG).stat().st_size
    gone = lost(course, known, of)
    return Row(
        students, killed_after, int(count), *each, said["report"], nothing["cpu"], megabytes, size, gone
    )


def line(row: Row) -> str:
    times = f"{1000 * row.wall:.0f} | {1000 * row.cpu:.0f} | {100 * row.writes:.0f} %"
    sizes = f"{row.megabytes:.0f} | {row.page / 1e6:.2f}"
    killed = f"{row.killed_after:,} | {row.lost}"
    return f"| {row.students:,} | {times} | {row.report:.1f} | {row.again:.0f} | {sizes} | {killed} |"


HEAD = """\
| students | wall ms | CPU ms | gradebook | report s | again s | peak MB | report MB | killed after | lost |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""


@styled
def picture(rows: list[Row]) -> Figure:
    """Time of a submission and memory of the main process over the size of the class."""
    fig, (left, right) = new_figure(1, 2, figsize=(WIDTH, 3.2))
    students = [row.students for row in rows]
    left.plot(students, [1000 * row.cpu for row in rows], marker="o", color=BLUE)
    left.set(ylabel="main process, CPU ms a submission")
    right.plot(students, [row.megabytes for row in rows], marker="s", color=RUST)
    right.set(ylabel="main process, peak MB")
    for ax in (left, right):
        ax.set(xscale="log", xlabel="students", ylim=(0, 1.15 * ax.get_ylim()[1]))
        ax.set_xticks(students, [f"{num:,}" for num in students])
        ax.minorticks_off()
        ax.grid(axis="y")
    return fig


def setting(distinct: int) -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [each.partition(":")[2].strip() for each in lines if each.startswith("model name")]
    how = f"{distinct} distinct submissions, the others copies" if distinct else "every submission was run"
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {names[0] if names else 'unknown'}, {os.cpu_count()} "
        f"processors, load {os.getloadavg()[0]:.1f} at the start; {how}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--distinct", type=int, default=50, help="submissions that are run; 0: all")
    parser.add_argument("--seed", type=int, help="of the moment of the interruption")
    parser.add_argument("--keep", type=Path, help="leave the classes in this folder")
    parser.add_argument("--page", type=Path, help="write the page of the docs to this file, and its picture")
    parser.add_argument("--grade", type=Path, nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.grade:
        print(json.dumps(grade(*map(Course, options.grade), *[None] * (2 - len(options.grade)))))
        return
    said, rows, rng = setting(options.distinct), list[Row](), random.Random(options.seed)
    print(f"{said}\n\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory(prefix="pixgrad-scale-") as scratch:
        folder = options.keep or Path(scratch)
        known = known_course(folder / "known", options.distinct) if options.distinct else None
        for students in options.students:
            rows.append(measure(folder / str(students), known, students, rng))
            print(line(rows[-1]), flush=True)
            if options.page:
                write(options.page, said, rows, options.distinct)
    if any(row.lost for row in rows):
        sys.exit("scale.py: an interruption has lost marks")


def known_course(folder: Path, distinct: int) -> Course:
    """Return a course in which so many distinct submissions are marked."""
    if folder.exists():  # kept by an earlier run
        return Course(folder)
    known = make_course(folder)
    simulate(known, SLUG, distinct, 0)
    run(known, None)
    return known


def write(page: Path, said: str, rows: list[Row], distinct: int) -> None:
    """Write the page of the docs and its picture."""
    picture(rows).savefig(PICTURE, dpi=110, bbox_inches="tight", metadata={"Software": None})
    copied = (
        f"{distinct} distinct submissions were run, and everybody else handed in a copy of one of these,\n"
        "whose results were taken from memory"
    )
    how = copied if distinct else "it was done here: every submission was run"
    measured = "\n".join([said, "", HEAD, *map(line, rows)])
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    others = "".join(old.partition("\n<!-- cluster: begin -->")[1:])  # the section that cluster.py writes
    page.write_text(PAGE.format(measured=measured, how=how) + others, encoding="utf-8")


PAGE = """\
<!-- Written by benchmarks/scale.py: what you change here is lost. -->
# Large classes

What `pixgrad grade` costs beside the students' own code, for classes of any size. Make this page again:

```
python benchmarks/scale.py --students 100 1000 10000 --page docs/scale.md
```

**What is measured and what is not.** Running ten thousand submissions of a0_numpy takes two cores over
an hour, and is the same work for each. So {how}. All else is done for every student: the submission is
read, its scores are entered in the gradebook, the executed notebook, the verdict and the page are
written, then report, grades and table. The columns *wall* and *CPU* are this work of the main process
alone; [speed](speed.md) has what running costs. `--distinct 0` runs every submission.

The first run over each class is killed (SIGKILL, with all it has started) at a random moment. The second
one goes on from there; its costs are in the table. The third one finds nothing new. *Lost* counts
students who then have no verdict, or another score than the one whose submission they have copied.

{measured}

- **wall, CPU**: of the main process, for a submission, in the second run. CPU counts the run as a whole:
  start, entering due dates, checking that every page is as things stand.
- **gradebook**: share of the time for a submission that its entry in the gradebook takes, waiting for
  the disk included.
- **report**: seconds for report, grades and the table in the terminal.
- **again**: CPU seconds of a run that finds nothing new.
- **peak**: memory of the main process, the larger of the last two runs.

![Time of a submission and memory over the size of the class](pictures/scale.png)

## What keeps it linear

nbgrader's tables have no index by which a submission's own scores are found; pixgrad adds four. Scores
of a submission are one transaction. Verdicts stay on disk and are read one at a time. A page is written
again only if what it is made of has changed. In the report a large class is folded, 200 by name at a
time, and long lists name everybody but lead to twenty. Above 200 students the table in the terminal
shows those with something unusual first.
"""

if __name__ == "__main__":
    main()
