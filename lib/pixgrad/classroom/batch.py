"""Marking a class: what is new is run, results are kept as they come in, nothing marked is lost."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from filelock import FileLock, Timeout
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from tqdm import tqdm

from pixgrad.classroom import gradebook, verdict_files
from pixgrad.classroom.changes import ChangeLog, changes_of
from pixgrad.classroom.cluster import ClusterWorkers
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.classroom.keeping import give_back, keep
from pixgrad.classroom.lateness import Lateness
from pixgrad.classroom.registration import current_kit
from pixgrad.classroom.rubrics import rubric_of
from pixgrad.classroom.safe_reading import receipts
from pixgrad.classroom.standings import standing_in, standings
from pixgrad.classroom.submissions import collect, read_submission, submitted_at
from pixgrad.classroom.workers import Crashed, Dispatcher, LocalWorkers, Workers
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.files import require_writable, seen_from_here
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import choose
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.marking.mark import Marked, Submission, given_up, key_of, mark
from pixgrad.marking.rubric import credited, show_credit
from pixgrad.marking.verdict import Verdict
from pixgrad.pages.standing import Standing, totals

SECONDS_TO_LEAVE = 2.0  # for workers of a run that was killed, who hold its lock until they have noticed


class NothingMarked(PixgradError):
    """An assignment has no marks yet."""


class Interrupted(PixgradError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130


@dataclass(frozen=True)
class Options:
    """How to mark a class."""

    limits: Limits
    jobs: int = 1
    scheduler: str | None = None
    submitted: Path | None = None
    students: tuple[str, ...] = ()
    again: bool = False
    seed: int | None = None  # for all; None: each submission has its own


@dataclass(frozen=True)
class Summary:
    """What a run of marking did; `remarks` are lines for a person."""

    kit: Kit
    verdicts: Mapping[str, Verdict]
    scores: dict[str, dict[str, float]]
    marked: tuple[str, ...]
    absent: tuple[str, ...]
    new: tuple[str, ...]
    failed: dict[str, str]
    unstorable: tuple[str, ...] = ()
    standings: dict[str, Standing] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def totals(self) -> dict[str, float]:
        """The points that count, by student: manual marks and penalties included."""
        return totals(self.scores, self.standings)


@contextlib.contextmanager
def only_run(course: Course) -> Iterator[None]:
    """Hold the course's grading folder, so that two runs do not mix.

    Raises
    ------
    PixgradError
        If another run holds it.
    """
    lock = FileLock(course.grading / ".marking.lock", timeout=SECONDS_TO_LEAVE)
    try:
        with lock:
            yield
    except Timeout as error:
        raise PixgradError(
            f"another run is marking in {course.grading}; wait until it ends, or stop it"
        ) from error


def grade(course: Course, slug: str, options: Options, progress: bool = True) -> Summary:
    """Mark the submissions of an assignment that are new or changed, and record every score.

    Parameters
    ----------
    course : Course
    slug : str
    options : Options
    progress : bool
        Show a bar.

    Raises
    ------
    UsageError
        If the assignment or a student does not exist.
    PixgradError
        If the class as a whole cannot be marked.
    Interrupted
        On Ctrl-C; what was marked is kept.
    """
    course.require(slug)
    lateness = Lateness(course)
    group = collect(options.submitted or course.submitted, slug, options.students)
    course.make_grading()
    require_writable(course.grading)
    with only_run(course):
        told = _number_of_changes(course, slug)
        kit = current_kit(course, slug)
        with gradebook.opened(course) as book:
            before = set(gradebook.students(book))
            batch = Batch(course, kit, options, book, lateness, group.folders)
            batch.run(progress)
            lateness.enter(book, slug)
            stand = standings(book, kit, lateness)
            known = {*gradebook.students(book), *group.absent}
        batch.give_back(stand)
    new = tuple(sorted(batch.done - before)) if before else ()
    return Summary(
        kit,
        batch.verdicts(stand),
        _scores(stand),
        tuple(batch.marked),
        group.absent,
        new,
        batch.failed,
        group.unstorable,
        stand,
        (*lateness.remarks(known), *_about_changes(course, slug, told)),
    )


def _number_of_changes(course: Course, slug: str) -> int:
    return sum(map(len, changes_of(course, slug).values()))


def _about_changes(course: Course, slug: str, told: int) -> tuple[str, ...]:
    """Return a line about marks that changed in this run, if any did."""
    new = _number_of_changes(course, slug) - told
    where = seen_from_here(course.changes(slug))
    return (f"marks that changed after they had been given: {new}; whose and why: {where}",) if new else ()


def _scores(stand: dict[str, Standing]) -> dict[str, dict[str, float]]:
    """Return the points of each exercise by student."""
    return {
        student: {label: mark.score for label, mark in standing.marks.items()}
        for student, standing in stand.items()
    }


def summary_of(course: Course, slug: str) -> Summary:
    """Return what is marked so far, without marking anything; due dates and extensions as they are now.

    Raises
    ------
    UsageError
        If the assignment does not exist.
    NothingMarked
        If nothing is marked yet.
    """
    kit = load_kit(course, slug)
    lateness, stand = Lateness(course), dict[str, Standing]()
    if gradebook.is_there(course):
        with gradebook.opened(course) as book:
            lateness.enter(book, slug)
            stand = standings(book, kit, lateness)
    if not stand:
        raise NothingMarked(f"nothing of {slug} is marked yet; run: pixgrad grade {slug}")
    kept = [student for student in stand if verdict_files.load_verdict(course, student, slug) is not None]
    verdicts = verdict_files.KeptVerdicts(course, slug, kept)
    return Summary(kit, verdicts, _scores(stand), (), (), (), {}, standings=stand)


def _unchanged(kit: Kit, old: Verdict | None, verdict: Verdict) -> set[str]:
    """Return the checks of which nothing changed since a submission was marked before."""
    if old is None or old.submission != verdict.submission:
        return set()
    before = {(result.label, result.points, result.check) for result in old.results}
    same = {each.label for each in verdict.results if (each.label, each.points, each.check) in before}
    return {name for exercise in kit.exercises if exercise.label in same for name in exercise.checks}


class Batch:
    """One run over the folders of a class."""

    def __init__(
        self,
        course: Course,
        kit: Kit,
        options: Options,
        book: Gradebook,
        lateness: Lateness,
        folders: dict[str, Path],
    ) -> None:
        self.course, self.kit, self.options, self.book, self.folders = course, kit, options, book, folders
        self.lateness, self.changes = lateness, ChangeLog(course, kit.slug)
        self.rubric = rubric_of(course, kit)
        self.seeds = seeds_of(course, options.seed)
        self.done: set[str] = set()
        self.unkept: dict[str, Verdict] = {}  # where a folder refuses
        self.marked: list[str] = []
        self.failed: dict[str, str] = {}

    def run(self, progress: bool) -> None:
        """Mark what has to be marked; see `grade`."""
        pending = self._unmarked()
        if not pending:
            return
        workers = self._workers(len(pending))
        try:
            self._mark(pending, workers, progress)
        except KeyboardInterrupt:
            count = f"{len(self.done)} of {len(self.folders)} marked and kept"
            raise Interrupted(f"interrupted: {count}; run the same command to go on") from None
        finally:
            workers.stop()

    def _workers(self, tasks: int) -> Workers:
        if self.options.scheduler is not None:
            return ClusterWorkers(self.options.scheduler, choose(self.options.limits.isolation))
        return LocalWorkers(min(self.options.jobs, tasks), self.kit)

    def _unmarked(self) -> list[str]:
        """Take over the verdicts that still hold; returns the students whose submission must be run."""
        recorded = gradebook.recorded(self.book, self.kit.slug)
        for student, folder in self.folders.items():
            verdict = verdict_files.load_verdict(self.course, student, self.kit.slug)
            if self.options.again or verdict is None or student not in recorded:
                continue
            if verdict.key == self._task(read_submission(student, folder, self.kit))[-1]:
                self._take_over(student, verdict)
        return [student for student in self.folders if student not in self.done]

    def _take_over(self, student: str, verdict: Verdict) -> None:
        """Let a verdict of an earlier run hold; if the course's rubric changed, with other partial credit."""
        if credited(self.rubric, verdict) == verdict:
            self.done.add(student)
            return
        executed = self.course.autograded(student, self.kit.slug).read_text(encoding="utf-8")
        self._record_and_keep(student, Marked(executed, verdict))

    def _mark(self, pending: list[str], workers: Workers, progress: bool) -> None:
        cluster = self.options.scheduler is not None  # where a task may wait for hours
        patience = None if cluster else self.options.limits.patience
        dispatcher = Dispatcher(workers, self._starter(workers), patience)
        tqdm.monitor_interval = 0  # a thread of its own, besides which workers would not be forked from here
        with tqdm(
            total=len(pending), desc=f"marking {self.kit.slug}", unit="notebook", disable=not progress
        ) as bar:
            for student, result in dispatcher.results(iter(pending)):
                self._keep(student, result)
                bar.set_postfix_str(", ".join(dispatcher.running.values()), refresh=False)
                bar.update()

    def _starter(self, workers: Workers) -> Callable[[str], "Future[Any]"]:
        def start(student: str) -> "Future[Any]":
            return workers.submit(
                mark, *self._task(read_submission(student, self.folders[student], self.kit))
            )

        return start

    def _task(self, submission: Submission) -> tuple[Kit, Submission, Limits, str]:
        """What `mark` is called with."""
        limits = replace(self.options.limits, seed=self.seeds.of(submission, self.kit.slug))
        return self.kit, submission, limits, key_of(self.kit, submission, limits)

    def _keep(self, student: str, result: Any) -> None:
        """Record what came back for one student."""
        if isinstance(result, PixgradError):
            raise result
        if isinstance(result, Crashed):
            result = given_up(self.kit, read_submission(student, self.folders[student], self.kit))
        if not isinstance(result, Marked):
            self.failed[student] = f"{type(result).__name__}: {result}"
            return
        self._record_and_keep(student, result)
        self.marked.append(student)

    def _record_and_keep(self, student: str, result: Marked) -> None:
        nb = nbformat.v4.reads_json(result.notebook)  # valid: `mark` wrote it
        verdict = credited(self.rubric, result.verdict)
        show_credit(nb, self.kit, verdict)
        written = result.notebook if verdict == result.verdict else nbformat.writes(nb)
        received = receipts(self.folders[student])
        when = submitted_at(received)
        old = verdict_files.load_verdict(self.course, student, self.kit.slug)
        record = partial(self._record, student, nb, when, _unchanged(self.kit, old, verdict))
        standing = partial(standing_in, self.book, self.kit, self.lateness, self.changes.known, student)
        _, kept = keep(self.course, self.kit, verdict, record, standing, received, self.changes, written)
        self.done.add(student)
        if kept != verdict:
            self.unkept[student] = kept

    def _record(self, student: str, nb: NotebookNode, when: datetime | None, unchanged: set[str]) -> None:
        with gradebook.in_one_transaction(self.book):
            gradebook.record(self.book, student, self.kit.slug, nb, when, unchanged)
            self.lateness.enter(self.book, self.kit.slug, student)

    def give_back(self, stand: dict[str, Standing]) -> None:
        """Write the pages that are not as things stand now: dates and manual marks may change."""
        for student in self.done:
            verdict = self._verdict_of(student)
            if verdict is not None:
                with contextlib.suppress(OSError):
                    received = receipts(self.folders[student])
                    give_back(self.course, self.kit, verdict, stand.get(student), received)

    def verdicts(self, stand: dict[str, Standing]) -> verdict_files.KeptVerdicts:
        """Return the verdicts of this run, and those that earlier runs kept."""
        known = [
            student for student in stand if student in self.done or self._verdict_of(student) is not None
        ]
        return verdict_files.KeptVerdicts(self.course, self.kit.slug, known, self.unkept)

    def _verdict_of(self, student: str) -> Verdict | None:
        kept = self.unkept.get(student)
        return kept or verdict_files.load_verdict(self.course, student, self.kit.slug)
