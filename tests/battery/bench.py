"""Marking a class of the battery, and looking at what it earned, what it learned and what it left."""

import contextlib
import hashlib
import html
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbformat import NotebookNode

from battery import broken, counting, endings, floods, lies, messages, odd, prying, speaking, tampering  # noqa: F401
from battery.frame import BATTERY, SLEEPER, Host, Server, Submission, Target, new_token
from pixgrad.classroom import batch
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kit import load_kit
from pixgrad.notebook.cells import answers, with_answers
from pixgrad.notebook.marks import HIDDEN, hidden_tests

ROOT = Path(__file__).parents[2]
LIMITS = Limits(
    cell_seconds=6, submission_seconds=90, grace_seconds=1, memory_mb=1024, processes=64, isolation="auto"
)
SECONDS_TO_END = 5
SHORTEST_LEAK = 25  # characters of a line of a hidden test that cannot be there by chance
PLACES = ("/", "/tmp", "/var/tmp", "/dev/shm", "/usr", "/etc", str(Path.home()), str(ROOT))


@dataclass
class Found:
    """What marking one class of the battery brought to light; each entry is a line for a person."""

    slug: str
    isolation: str
    submissions: int = 0
    undeserved: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    aborted: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    remaining: list[str] = field(default_factory=list)

    def problems(self) -> dict[str, list[str]]:
        """Return the findings by kind, but for points that are known to be won without being deserved."""
        kinds = ("undeserved", "lost", "aborted", "leaked", "touched", "left")
        return {kind: getattr(self, kind) for kind in kinds}


def slugs() -> list[str]:
    """Return the assignments that are built."""
    return Course(ROOT).slugs()


def chosen(only: Iterable[str], isolation: str) -> list[Submission]:
    """Return the submissions with some names, all if none is given.

    Without a sandbox only tame ones are tried; and, unless they are asked for, no accidents: all that is
    special about them has happened before code runs.
    """
    names = list(only) or list(BATTERY)
    if isolation == "none":
        tame = [name for name in names if BATTERY[name].tame]
        names = tame if only else [name for name in tame if BATTERY[name].make.__module__ != broken.__name__]
    return [BATTERY[name] for name in names]


def solved_notebook(slug: str) -> NotebookNode:
    """Return the right notebook of an assignment, as a student would hand it in."""
    course = Course(ROOT)
    release = nbformat.read(course.release(slug), as_version=4)
    return with_answers(release, answers(nbformat.read(course.source(slug), as_version=4)))


def apart(*args: Any) -> Found:
    """Call `try_out` in a process of its own, so that each run has temporary files of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return pool.submit(try_out, *args).result()


def try_out(slug: str, only: Iterable[str] = (), limits: Limits = LIMITS, progress: bool = False) -> Found:
    """Mark a class of the battery in a course of its own, and return what was found.

    Parameters
    ----------
    slug : str
    only : iterable of str
        Names of submissions; all that suit the isolation if empty.
    limits : Limits
    progress : bool
        Show a bar.
    """
    found = Found(slug, limits.isolation)
    with _workbench() as (folder, server):
        host = _host(folder, server)
        course, secret = _course(folder / "course", slug, host)
        kit = load_kit(course, slug)
        attacked = _hand_in(course, kit, host, chosen(only, limits.isolation), secret)
        found.submissions = len(attacked)
        before = _state(folder, host)
        with _temporary_files_in(folder / "temporary"):
            try:
                summary = batch.grade(course, slug, batch.Options(limits, jobs=1), progress)
            except PixgradError as error:
                found.aborted.append(str(error))
                summary = None
            found.left += _leftovers(folder)
        if summary is not None:
            _look_at_marks(found, summary, attacked)
        _look_for_leaks(found, course, kit, host, attacked)
        found.touched += _changes(before, _state(folder, host))
        if server.calls:
            found.touched.append(f"the server was called {server.calls} times")
    return found


@contextlib.contextmanager
def _workbench() -> Iterator[tuple[Path, Server]]:
    folder = Path(tempfile.mkdtemp(prefix="battery-"))
    server = Server()
    try:
        (folder / "temporary").mkdir()
        yield folder, server
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def _host(folder: Path, server: Server) -> Host:
    host = Host(folder / "host", server.port, new_token())
    host.folder.mkdir()
    host.secret.write_text(f"nobody but the instructor reads this: {host.token}")
    (host.folder / "bank.py").write_text(f"# {host.token}\n")
    return host


def _course(folder: Path, slug: str, host: Host) -> tuple[Course, str]:
    """Copy a course, and plant the token in the hidden tests and in a submission of somebody else."""
    course = Course(folder)
    course.source(slug).parent.mkdir(parents=True)
    for name in ("grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder / name)
    nb = nbformat.read(Course(ROOT).source(slug), as_version=4)
    for cell in nb.cells:
        cell.source = HIDDEN.sub(
            lambda part: part[0].replace(part["tests"], f'planted = "{host.token}"\n{part["tests"]}'),
            cell.source,
        )
    nbformat.write(nb, course.source(slug))
    right = nbformat.writes(solved_notebook(slug))
    (host.folder / "right.ipynb").write_text(right)
    return course, right


def _hand_in(course, kit, host, submissions, right) -> dict[str, tuple[Submission, set[str]]]:
    """Write the submissions; returns each with the labels that it attacks, by the student's name."""
    attacked = {}
    solved = nbformat.reads(right, as_version=4)
    for submission in submissions:
        target = Target(kit, nbformat.from_dict(solved), host)
        made = submission.make(target)
        if made is None:
            continue
        files = {target.filename: made} if isinstance(made, bytes) else made
        folder = course.submitted / submission.name / kit.slug
        folder.mkdir(parents=True)
        for name, content in files.items():
            if isinstance(content, Path):
                (folder / name).symlink_to(content)
            else:
                (folder / name).write_bytes(content)
        attacked[submission.name] = (submission, target.attacked)
    return attacked


@contextlib.contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let this process and its children keep temporary files in a folder of their own."""
    get_temp_dir()  # multiprocessing keeps the one that it asks for first, until the end
    before, kept = os.environ.get("TMPDIR"), tempfile.tempdir
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = kept
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before


def _look_at_marks(found: Found, summary: batch.Summary, attacked: dict) -> None:
    for student, (submission, labels) in attacked.items():
        if student in summary.failed or student not in summary.verdicts:
            found.aborted.append(f"{student}: {summary.failed.get(student, 'no verdict')}")
            continue
        verdict = summary.verdicts[student]
        if verdict.status == "crashed":
            found.aborted.append(f"{student}: {verdict.findings[-1].message}")
        # What is known to earn points all the same must at least be shown to a person.
        remains = submission.remains and any(finding.kind == "reaches" for finding in verdict.findings)
        for result in verdict.results:
            score = summary.scores[student][result.label]
            least, most = submission.bounds(result.label, result.points, labels)
            line = f"{student}: {result.label} earned {score:g}, {result.message[:300]!r}"
            if score > most:
                (found.remaining if remains else found.undeserved).append(line)
            if score < least:
                found.lost.append(line)


def _look_for_leaks(found: Found, course: Course, kit, host: Host, attacked: dict) -> None:
    hidden = _hidden_lines(kit, solved_notebook(kit.slug))
    for student in attacked:
        page = _text(course.feedback(student, kit.slug))
        found.leaked += [f"{student}: feedback shows {line!r}" for line in hidden if line in page]
        if host.token in page or host.token in _shown_by(course.autograded(student, kit.slug)):
            found.leaked.append(f"{student}: the token of the host was seen")


def _hidden_lines(kit, solved: NotebookNode) -> list[str]:
    """Lines of hidden tests that stand nowhere in a right notebook, which its feedback shows."""
    sources = [cell.source for cell in kit.blank().cells]
    seen = "\n".join(cell.source for cell in solved.cells)
    lines = {
        line.strip() for source in sources for part in hidden_tests(source) for line in part.splitlines()
    }
    return sorted(line for line in lines if len(line) >= SHORTEST_LEAK and line not in seen)


def _text(path: Path) -> str:
    return html.unescape(path.read_text(encoding="utf-8")) if path.exists() else ""


def _shown_by(path: Path) -> str:
    """All outputs of an executed notebook."""
    if not path.exists():
        return ""
    return repr([cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells])


def _state(folder: Path, host: Host) -> dict[str, str]:
    """What lies on the host, file by file, and names of what lies where students might write."""
    files = (
        path
        for top in (host.folder, folder / "course" / "solutions", folder / "course" / "grading" / "submitted")
        for path in top.rglob("*")
    )
    state = {str(path): _print_of(path) for path in files}
    for place in PLACES:
        with contextlib.suppress(OSError):
            state |= {str(path): "there" for path in Path(place).iterdir() if path.name.startswith("planted")}
    return state | {"folder": repr(sorted(path.name for path in folder.iterdir()))}


def _print_of(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    return f"{content} {path.lstat().st_mode:o}"


def _changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"{path} was changed"
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def _leftovers(folder: Path) -> list[str]:
    """Processes of students and of marking that still run, and temporary files that are still there."""
    deadline = time.monotonic() + SECONDS_TO_END
    while (left := _still_there(folder)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def _still_there(folder: Path) -> list[str]:
    left = [f"folder {path.name}" for path in (folder / "temporary").iterdir()]
    for process in psutil.process_iter(["pid", "cmdline"]):
        words = process.info["cmdline"] or []
        if str(SLEEPER) in words or any(str(folder) in word for word in words):
            left.append(f"process {process.info['pid']} {' '.join(words)[:100]}")
    return left
