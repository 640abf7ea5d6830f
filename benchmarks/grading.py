"""Marking a class with `pixgrad grade` and with stock nbgrader, in turn, on the same submissions.

    python benchmarks/grading.py a0_numpy a1_knn [--students 40] [--blocks 2]
    python benchmarks/grading.py --scores --students 12 a0_numpy a1_knn a2_svm a3_softmax

The submissions are made up: right, half-right and mistaken, none of them broken. Stock means nbgrader's own
preprocessors, `nbgrader autograde` and then `nbgrader generate_feedback`; cells tagged "explore" are left out
there as well. The class is cut into blocks, which the two mark in turn, so that a busy machine slows both.
CPU is that of a command and of every process that it started. "Bare" is what the same cells need in a process
forked from one that has everything imported. With --scores only the scores are compared.
"""

import argparse
import contextlib
import ctypes
import importlib
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import nbformat
import numpy as np

from pixgrad.bridge.zygote import warm_up
from pixgrad.classroom import gradebook
from pixgrad.classroom.registration import register
from pixgrad.classroom.simulate import Person, material_of, people
from pixgrad.course import Course
from pixgrad.marking.execution.limits import ONE_THREAD
from pixgrad.marking.intake import admit
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.notebook.cells import is_explore, with_answers
from pixgrad.notebook.names import without_magics
from pixgrad.notebook.running import run_source

ROOT = Path(__file__).parents[1]
BROKEN = ("untouched", "endless-loop", "unparsable")
PR_SET_CHILD_SUBREAPER = 36
STOCK = """\
c = get_config()
load_subconfig("grader_config.py")
for name in ("Autograde", "GenerateFeedback", "MarkingExporter", "FeedbackExporter"):
    del c[name]
c.Execute.skip_cells_with_tag = "explore"
"""


@dataclass
class Cost:
    """Seconds that a command took."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def __truediv__(self, count: int) -> "Cost":
        return Cost(self.wall / count, self.cpu / count)


def adopt_orphans() -> None:
    """Let processes whose parents have ended become children of this one, so that their CPU is counted."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(course: Course, *words: str) -> Cost:
    """Run a command in a course, and wait for all that it has started."""
    before, start = cpu_of_children(), time.perf_counter()
    env = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    env |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"}
    env |= {"PIXGRAD_UNLOCK": "1", "PIXGRAD_SEED": "0", "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(words, cwd=course.root, env=env, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stderr[-3000:]}")
    return Cost(wall, cpu_of_children() - before)


def stock(course: Course, slug: str) -> Cost:
    return run(course, "nbgrader", "autograde", slug) + run(course, "nbgrader", "generate_feedback", slug)


def ours(course: Course, slug: str) -> Cost:
    return run(course, "pixgrad", "grade", slug)


def make_course(folder: Path, slug: str, people: dict[str, Person], config: str | None = None) -> Course:
    """Make a course with one assignment, which its gradebook knows, and the submissions of some people."""
    for name in (f"solutions/{slug}", f"assignments/{slug}"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    if config is not None:
        (folder / "nbgrader_config.py").write_text(config)
    course = Course(folder)
    register(course, load_kit(course, slug))
    release = nbformat.read(course.release(slug), as_version=4)
    for student, person in people.items():
        path = course.submitted / student / slug / f"{slug}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(with_answers(release, person.filled), path)
    return course


def well_formed(slug: str, count: int, seed: int) -> dict[str, Person]:
    everybody = people(material_of(Course(ROOT), slug), np.random.default_rng(seed))
    chosen = islice((person for person in everybody if person.what not in BROKEN), count)
    return {f"s{place:03d}-{person.what}": person for place, person in enumerate(chosen, 1)}


def blocks_of(class_: dict[str, Person], count: int) -> list[dict[str, Person]]:
    students = list(class_)
    return [{student: class_[student] for student in students[start::count]} for start in range(count)]


def scores_of(course: Course, kit: Kit) -> dict[str, dict[str, float]]:
    with gradebook.opened(course) as book:
        return gradebook.scores(book, kit.slug, kit.exercises)


def bare_elsewhere(course: Course, slug: str) -> float:
    """Call `bare` in a process whose BLAS has one thread, as the two that are compared with it have."""
    env = os.environ | dict.fromkeys(ONE_THREAD, "1") | {"MPLBACKEND": "agg"}
    words = [sys.executable, __file__, "--bare", str(course.root), slug]
    done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def bare(course: Course, kit: Kit) -> float:
    """CPU seconds of all cells that marking runs, of every submission, without anything around them."""
    warm_up()
    importlib.import_module("pixgrad.check")
    total = 0.0
    for path in sorted(course.submitted.glob("*/*/*.ipynb")):
        nb, _ = admit(path.read_bytes(), kit)
        sources = [cell.source for cell in nb.cells if cell.cell_type == "code" and not is_explore(cell)]
        child = os.fork()
        if not child:
            run_cells(sources)
            os._exit(0)
        used = os.wait4(child, 0)[2]
        total += used.ru_utime + used.ru_stime
    return total


def run_cells(sources: list[str]) -> None:
    os.environ.update(PIXGRAD_UNLOCK="1", PIXGRAD_SEED="0", PIXGRAD_STATE=tempfile.mkdtemp())
    warnings.simplefilter("ignore")
    scope = {"__name__": "__main__"}
    for source in sources:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            run_source(without_magics(source), "<cell>", scope)


def compare(slug: str, students: int, blocks: int, seed: int, folder: Path, timed: bool) -> bool:
    """Mark with both, print what that took, and tell whether every score is the same."""
    class_ = well_formed(slug, students, seed)
    kit, total = load_kit(Course(ROOT), slug), {"stock": Cost(), "ours": Cost()}
    differing, scores, bare_cpu = [], {}, 0.0
    for place, block in enumerate(blocks_of(class_, blocks)):
        theirs = make_course(folder / f"stock-{place}", slug, block, STOCK)
        mine = make_course(folder / f"ours-{place}", slug, block)
        total["ours"] += ours(mine, slug)
        total["stock"] += stock(theirs, slug)
        bare_cpu += bare_elsewhere(mine, slug) if timed else 0.0
        wanted, got = scores_of(theirs, kit), scores_of(mine, kit)
        scores |= wanted
        differing += [s for s in block if s not in wanted or wanted[s] != got.get(s)]
    marks = [sum(row.values()) for row in scores.values()]
    print(
        f"{slug}: {len(marks)} submissions with {min(marks):g} to {max(marks):g} points by stock nbgrader,",
        end=" ",
    )
    print(f"{len(differing)} with other scores by pixgrad", *differing)
    if timed:
        few = make_course(folder / "few", slug, dict(islice(class_.items(), 2)))
        show(slug, {name: cost / len(class_) for name, cost in total.items()}, bare_cpu / len(class_))
        show_start(total["ours"].cpu, len(class_), blocks, ours(few, slug).cpu)
    return not differing


def show(slug: str, each: dict[str, Cost], bare_cpu: float) -> None:
    print("\n| a submission of " + slug + " | wall s | CPU s | CPU s beyond bare |\n|---|---:|---:|---:|")
    names = {"stock": "nbgrader autograde + generate_feedback", "ours": "pixgrad grade"}
    for key, name in names.items():
        cost = each[key]
        print(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.cpu - bare_cpu:.2f} |")
    print(f"| the cells, bare | | {bare_cpu:.2f} | |\n")
    print(f"throughput: {each['stock'].wall / each['ours'].wall:.1f} times stock on {os.cpu_count()} cores")
    print(f"CPU: {each['stock'].cpu / each['ours'].cpu:.1f} times less than stock")


def show_start(cpu: float, students: int, runs: int, cpu_of_two: float) -> None:
    """Tell what a command costs before it marks: from runs of many submissions, and one of two."""
    start = (cpu_of_two * students / runs - 2 * cpu / runs) / (students / runs - 2)
    marking = (cpu - runs * start) / students
    print(f"CPU: {start:.1f} s to start a run, then {marking:.2f} s a submission\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("slugs", nargs="+", metavar="SLUG")
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--blocks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scores", action="store_true", help="compare the scores only")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        course = Course(options.bare)
        print(bare(course, load_kit(course, options.slugs[0])))
        return
    adopt_orphans()
    same = []
    for slug in options.slugs:
        with tempfile.TemporaryDirectory(prefix="pixgrad-benchmark-") as folder:
            blocks = 1 if options.scores else options.blocks
            counts = options.students, blocks, options.seed
            same.append(compare(slug, *counts, Path(folder), not options.scores))
    raise SystemExit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
