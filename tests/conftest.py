"""One small course for all tests of marking, and one marked class of it a session."""

import importlib.util
import os
import pickle
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

# Before NumPy is imported: its threads would wait for each other in loops that take all the CPU there is.
os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")

import pixgrad.notebook  # noqa: I001  before nbformat, which without it takes a second to import

import nbformat
import pytest
from filelock import FileLock
from nbformat import NotebookNode

from pixgrad import cli
from pixgrad.classroom import batch, registration
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import why_not_bwrap
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.marking.mark import Marked, Submission, mark

# Whoever runs tests in the background ignores Ctrl-C, and so would all that they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

ISOLATION = "none" if why_not_bwrap() else "bwrap"  # what this machine has; all the code is ours
LIMITS = Limits(cell_seconds=3.0, submission_seconds=60.0, isolation=ISOLATION)


def _beside(name: str) -> ModuleType:
    """Import a file of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(
        f"grader_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def hand_made() -> ModuleType:
    """The module that writes the course by hand."""
    return _beside("small_course")


@pytest.fixture
def limits() -> Limits:
    return LIMITS


@pytest.fixture
def asked() -> tuple[str, ...]:
    """Options of ``pixgrad grade`` for the limits and the isolation of these tests."""
    return ("--cell-seconds", "3", "--submission-seconds", "60", "--isolation", ISOLATION)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory, hand_made: ModuleType) -> Path:
    """A course with one assignment, released and registered, nothing marked."""
    folder = hand_made.make_course(tmp_path_factory.mktemp("pristine") / "course")
    course = Course(folder)
    kit = load_kit(course, hand_made.SLUG)
    course.release(hand_made.SLUG).parent.mkdir(parents=True)
    nbformat.write(hand_made.release_notebook(), course.release(hand_made.SLUG))
    registration.register(course, kit)
    return folder


@pytest.fixture
def course(pristine: Path, tmp_path: Path) -> Course:
    """A copy of the course, to be changed at will."""
    return Course(Path(shutil.copytree(pristine, tmp_path / "course")))


@pytest.fixture(scope="session")
def kit(pristine: Path, hand_made: ModuleType) -> Kit:
    """The kit of the course's assignment."""
    return load_kit(Course(pristine), hand_made.SLUG)


@pytest.fixture
def notebook(hand_made: ModuleType) -> Callable[..., NotebookNode]:
    """Make a student's notebook: right answers unless others are given, by exercise label."""
    return hand_made.student_notebook


@pytest.fixture
def marked(kit: Kit, limits: Limits) -> Callable[[NotebookNode], Marked]:
    """Mark one notebook in this process."""

    def mark_notebook(nb: NotebookNode) -> Marked:
        return mark(kit, Submission("ada", nbformat.writes(nb).encode()), limits)

    return mark_notebook


@dataclass(frozen=True)
class MarkedClass:
    """A class of the course after `pixgrad grade`."""

    course: Course
    summary: batch.Summary


@pytest.fixture(scope="session")
def marked_class(
    pristine: Path, hand_made: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> MarkedClass:
    """A class with right, wrong, odd and unreadable submissions, marked once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    kept = shared / "marked-class.pickle"
    with FileLock(shared / "marked-class.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(_mark_class(pristine, hand_made, shared / "marked-class")))
    return pickle.loads(kept.read_bytes())


def _mark_class(pristine: Path, hand_made: ModuleType, folder: Path) -> MarkedClass:
    course = Course(Path(shutil.copytree(pristine, folder)))
    hand_made.hand_in_class(course.submitted)
    options = batch.Options(LIMITS, jobs=os.cpu_count() or 1)
    return MarkedClass(course, batch.grade(course, hand_made.SLUG, options, progress=False))


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit status."""

    code: int
    out: str
    err: str


@pytest.fixture
def pixgrad(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Call the command line in the course folder."""
    monkeypatch.chdir(course.root)

    def call(*words: str) -> Said:
        monkeypatch.setattr("sys.argv", ["pixgrad", *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return Said(int(end.value.code or 0), said.out, said.err)

    return call
