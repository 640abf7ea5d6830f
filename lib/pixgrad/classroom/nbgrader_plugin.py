"""Marking and feedback for nbgrader's own commands and buttons; grader_config.py puts these classes in place.

nbgrader opens a submission by its exporter, before any preprocessor sees it. So the exporter is where a file
that is no notebook can still be given its score and its reason, like every other file.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter, NotebookExporter
from nbformat import NotebookNode
from traitlets import Bool, Enum, Float

from pixgrad.classroom import gradebook, verdict_files
from pixgrad.classroom.changes import ChangeLog
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.classroom.keeping import keep
from pixgrad.classroom.lateness import Lateness
from pixgrad.classroom.nbgrader_guard import offer_every_folder
from pixgrad.classroom.registration import current_kit
from pixgrad.classroom.rubrics import rubric_of
from pixgrad.classroom.safe_reading import receipts
from pixgrad.classroom.standings import standing_of
from pixgrad.classroom.submissions import read_submission
from pixgrad.classroom.workers import Crashed, Dispatcher, LocalWorkers
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import choose
from pixgrad.marking.findings import Finding
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.marking.mark import Marked, Submission, given_up, key_of, mark
from pixgrad.marking.rubric import credited, show_credit
from pixgrad.marking.verdict import Verdict
from pixgrad.pages import feedback

Resources = dict[str, Any]


class MarkingExporter(NotebookExporter):
    """What ``nbgrader autograde`` opens notebooks with: a submission comes out marked.

    nbgrader asks for each notebook twice: as it was submitted, and, to execute it, as it has been sanitised.
    The first time it gets the executed notebook, the second time nbgrader's preprocessors record its scores.
    """

    isolation = Enum(
        ["auto", "bwrap", "none"], "auto", help="Sandbox of student code, as in pixgrad grade --isolation."
    ).tag(config=True)
    cell_seconds = Float(Limits.cell_seconds, help="Time limit of a cell.").tag(config=True)
    submission_seconds = Float(Limits.submission_seconds, help="Time limit of a notebook.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kits: dict[str, Kit] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.received: dict[str, dict[str, str]] = {}
        if self.parent is not None:
            offer_every_folder(self.parent)

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[Any, Resources]:
        """Mark a submission, or, when it comes the second time, have it recorded and keep the verdict.

        Raises
        ------
        PixgradError
            If this machine cannot mark, or the assignment changed since others were marked.
        """
        assert resources is not None
        student, slug = _whose(resources)
        course = _course_of(self)
        verdict = self.verdicts.pop(student, None)
        if verdict is None:
            folder = Path(filename).parent
            kit = self._kit(course, slug)
            marked = self._mark(course, slug, read_submission(student, folder, kit))
            nb, verdict = _credited(course, kit, marked)
            self.verdicts[student] = verdict
            self.received[student] = receipts(folder)
            self._log(student, verdict.findings)
            return self.from_notebook_node(nb, resources)
        kit = self._kit(course, slug)
        with gradebook.opened(course) as book:  # nbgrader's late penalties are next, and read the dates
            Lateness(course).enter_dates(book, slug, student)
        record = partial(super().from_filename, filename, resources, **kw)
        standing = partial(standing_of, course, kit, student)
        received, changes = self.received.pop(student), ChangeLog(course, slug)
        recorded, kept = keep(course, kit, verdict, record, standing, received, changes)
        self._log(student, kept.findings[len(verdict.findings) :])
        return recorded

    def _log(self, student: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.log.warning("%s: %s", student, finding.message)

    def _kit(self, course: Course, slug: str) -> Kit:
        """Return the kit of an assignment, after making sure that the gradebook has the same cells."""
        if slug not in self.kits:
            self.kits[slug] = current_kit(course, slug)
        return self.kits[slug]

    def _mark(self, course: Course, slug: str, submission: Submission) -> Marked:
        """Mark in a process of its own, which may crash, as `pixgrad grade` does, with the same numbers."""
        kit, seed = self._kit(course, slug), seeds_of(course).of(submission, slug)
        limits = Limits(
            self.cell_seconds, self.submission_seconds, seed=seed, isolation=choose(self.isolation)
        )
        task = kit, submission, limits, key_of(kit, submission, limits)
        workers = _workers()
        dispatcher: Dispatcher[tuple[Any, ...]] = Dispatcher(
            workers, lambda task: workers.submit(mark, *task), limits.patience
        )
        try:
            with _same_environment():
                ((_, result),) = dispatcher.results(iter([task]))
        except BaseException:
            workers.stop()
            raise
        if isinstance(result, Crashed):
            return given_up(kit, submission)
        if not isinstance(result, Marked):
            raise result
        return result


def register_first(assignment: str, student: str, notebooks: list[str]) -> None:
    """Enter an assignment in the gradebook before nbgrader releases or marks it; nbgrader calls this.

    Without it, ``nbgrader autograde`` refuses an assignment that no ``generate_assignment`` has seen, and
    the latter refuses one whose cells are others than when submissions were marked.
    """
    current_kit(Course.find(), assignment)


class FeedbackExporter(Exporter):
    """What ``nbgrader generate_feedback`` makes pages with: pixgrad's page, not the executed notebook.

    The notebook would show the hidden tests, and whatever a student wrote into it as HTML.
    """

    output_mimetype = "text/html"
    reveal = Bool(False, help="Show hidden tests and their values, after the deadline.").tag(config=True)

    def _file_extension_default(self) -> str:
        return ".html"

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[Any, Resources]:
        """Return the page of a submission that has been marked.

        Raises
        ------
        PixgradError
            If it has not been.
        """
        assert resources is not None
        student, slug = _whose(resources)
        course = _course_of(self)
        verdict = verdict_files.load_verdict(course, student, slug)
        if verdict is None:
            raise PixgradError(
                f"{filename} was not marked by pixgrad; run: nbgrader autograde {slug} --force"
            )
        resources["output_extension"] = self.file_extension
        kit = load_kit(course, slug)
        return feedback.page(kit, verdict, self.reveal, standing_of(course, kit, student)), resources


def _credited(course: Course, kit: Kit, marked: Marked) -> tuple[NotebookNode, Verdict]:
    """Return notebook and verdict with the partial credit of the course's rubric."""
    nb = nbformat.reads(marked.notebook, as_version=4)
    verdict = credited(rubric_of(course, kit), marked.verdict)
    show_credit(nb, kit, verdict)
    return nb, verdict


@cache
def _workers() -> LocalWorkers:
    """The one process that marks for this process; it stays warm for the next submission."""
    return LocalWorkers(1)


@contextlib.contextmanager
def _same_environment() -> Iterator[None]:
    """Take back what starting workers sets for them: kernels of this Jupyter may use all cores."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _whose(resources: Resources) -> tuple[str, str]:
    """Return student and assignment of what nbgrader converts."""
    return resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]


def _course_of(exporter: Exporter) -> Course:
    converter: Any = exporter.parent
    return Course(Path(converter.coursedir.root))
