"""Where the CPU milliseconds of one submission go, by assignment and by step; a table for docs/speed.md.

    python benchmarks/where_time_goes.py [SLUG]... [--students 12]

A made-up class is marked twice in this process, as `pixgrad grade` does it: once to get ready, and once with
a clock. What is computed once for a class is therefore not in the table; benchmarks/grading.py shows it in
what a run starts with. A millisecond is one of this process, of the student's or of the one that they are
forked from; that of the sandbox itself is not seen. Each counts for the innermost step it was spent in.
"""

import argparse
import contextlib
import linecache
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from grading import ROOT, make_course, well_formed
from sections import write_section

from pixgrad import check
from pixgrad.classroom import batch, gradebook, keeping
from pixgrad.course import Course
from pixgrad.marking import mark as marking
from pixgrad.marking.execution import session
from pixgrad.marking.execution.limits import ONE_THREAD, Limits
from pixgrad.marking.execution.sandbox import choose
from pixgrad.notebook.cells import role_of
from pixgrad.notebook.marks import is_in_hidden_tests
from pixgrad.remembered import FOLDER

PAGE = ROOT / "docs" / "speed.md"
HIDDEN = "of all checks, the hidden parts"
KINDS = ("returns", "satisfies", "vectorized", "gradient", "accuracy", "number", "choice", "close")
STEPS = (
    "reading the notebook",
    "sandbox and process",
    "given cells",
    "own cells",
    "answers",
    *(f"check.{kind}" for kind in KINDS),
    "checks, all else",
    "judging and writing",
    "gradebook",
    "feedback page",
    "files and all else",
)


class Clock:
    """CPU seconds by step."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.others: dict[int, float] = {}  # processes that are watched, and the last that was seen of them
        self.ended = self.looking = 0.0
        self.inside: list[str] = []
        self.since = 0.0

    def now(self) -> float:
        """CPU seconds so far of all that are watched, without those that it takes to look."""
        start = time.process_time()
        for pid, seen in list(self.others.items()):
            if (cpu := cpu_of(pid)) is None:  # it has ended
                self.ended += self.others.pop(pid)
            else:
                self.others[pid] = max(seen, cpu)
        now = start - self.looking + self.ended + sum(self.others.values())
        self.looking += time.process_time() - start
        return now

    def watch(self, pid: int) -> None:
        """Count what another process needs from now on, too."""
        if pid not in self.others and (cpu := cpu_of(pid)) is not None:
            self.since += cpu
            self.others[pid] = cpu

    def _book(self) -> None:
        now = self.now()
        if self.inside:
            self.spent[self.inside[-1]] += now - self.since
        self.since = now

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._book()
        self.inside.append(name)
        try:
            yield
        finally:
            self._book()
            self.inside.pop()

    def time(self, owner: Any, name: str, step: str | Callable[..., str]) -> None:
        """Let every call of a function count for a step."""
        function = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.step(step if isinstance(step, str) else step(*args)):
                return function(*args, **kwargs)

        setattr(owner, name, timed)


def cpu_of(pid: int) -> float | None:
    """CPU seconds of all threads of a process; None if it has ended."""
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    return None


class Here:
    """Workers that are this process."""

    window = 1

    def submit(self, function: Callable[..., Any], *args: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(function(*args))
        return future

    def renew(self) -> None:
        """There is nothing to replace."""

    stop = renew


def set_clock(clock: Clock) -> None:
    """Put a clock on every step of marking."""
    steps = {"given": "given cells", "answer": "answers", "check": "checks, all else", "own": "own cells"}
    clock.time(marking, "admit", "reading the notebook")
    clock.time(marking, "judge", "judging and writing")
    clock.time(marking.nbformat, "writes", "judging and writing")
    clock.time(session.Session, "run", lambda session, cell: steps[role_of(cell)])
    clock.time(session.Session, "close", "sandbox and process")
    open_ = session.Session.open

    def opened(self: session.Session) -> None:
        with clock.step("sandbox and process"):
            clock.watch(self._warm().pid)
            open_(self)
            assert self.student is not None
            clock.watch(self.student.pid)

    session.Session.open = opened
    for kind in KINDS:
        time_check(clock, kind)
    clock.time(gradebook, "record", "gradebook")
    clock.time(batch, "standing_in", "gradebook")
    clock.time(keeping.feedback, "write", "feedback page")


def time_check(clock: Clock, kind: str) -> None:
    """Count the calls of a check for its kind, and those of hidden parts once more."""
    function = getattr(check, kind)

    def timed(*args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        source = "".join(linecache.getlines(frame.f_code.co_filename))
        start = clock.now()
        try:
            with clock.step(f"check.{kind}"):
                return function(*args, **kwargs)
        finally:
            if is_in_hidden_tests(source, frame.f_lineno):
                clock.spent[HIDDEN] += clock.now() - start

    setattr(check, kind, timed)


def milliseconds(clock: Clock, slug: str, students: int, folder: Path) -> dict[str, float]:
    """Mark a made-up class twice; returns what each step of the second time took, for one submission."""
    course = make_course(folder / slug, slug, well_formed(slug, students, 0))
    os.environ[FOLDER] = str(folder / f"{slug}-remembered")
    Path(os.environ[FOLDER]).mkdir()
    options = batch.Options(Limits(isolation=choose("auto")), again=True)
    batch.grade(course, slug, options, progress=False)
    clock.spent.clear()
    with clock.step("files and all else"):
        batch.grade(course, slug, options, progress=False)
    return {step: 1000 * clock.spent[step] / students for step in (*STEPS, HIDDEN)}


def table(measured: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown, an assignment a column."""
    names = [slug.partition("_")[0] for slug in measured]
    lines = [f"| CPU ms a submission | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    rows = {step: [each[step] for each in measured.values()] for step in (*STEPS, HIDDEN)}
    total = [sum(row[place] for step, row in rows.items() if step != HIDDEN) for place in range(len(names))]
    for step, row in {**rows, "all": total}.items():
        lines.append(f"| {step} | {' | '.join(f'{value:.0f}' for value in row)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("slugs", nargs="*", metavar="SLUG")
    parser.add_argument("--students", type=int, default=12)
    options = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):  # BLAS looks when it is loaded
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | dict.fromkeys(ONE_THREAD, "1"))
    os.environ.update(
        PIXGRAD_UNLOCK="1", PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    batch.LocalWorkers = lambda *args: Here()
    clock = Clock()
    set_clock(clock)
    measured = {}
    with tempfile.TemporaryDirectory(prefix="pixgrad-benchmark-") as folder:
        for slug in options.slugs or Course(ROOT).slugs():
            measured[slug] = milliseconds(clock, slug, options.students, Path(folder))
            print(table({slug: measured[slug]}), flush=True)
    text = table(measured)
    where = f"{os.cpu_count()} cores of {platform.machine()}, load {os.getloadavg()[1]:.1f}"
    said = f"{options.students} made-up submissions each; Python {platform.python_version()}, {where}."
    write_section(PAGE, "where marking's time goes", f"{text}\n\n{said}")


if __name__ == "__main__":
    main()
