"""Due dates, extensions and penalties in nbgrader's gradebook: always made anew, nothing is run for it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from pixgrad.classroom.due_dates import DueDates, due_dates_of, from_utc, to_utc
from pixgrad.classroom.extensions import Extensions, extensions_of
from pixgrad.classroom.gradebook import NO_LOG, portions
from pixgrad.course import Course


class Penalties(AssignLatePenalties):
    """nbgrader's AssignLatePenalties, in a gradebook that is open already; it asks the course's plug-in."""

    def __init__(self, course: Course) -> None:
        super().__init__(config=course.config(), log=NO_LOG)
        self.init_plugin()

    def assign(self, notebook: SubmittedNotebook) -> None:
        """Take off what lateness costs, or nothing, of the points as they are now."""
        late = notebook.assignment.total_seconds_late
        wanted = (
            self.plugin_inst.late_submission_penalty(notebook.student.id, notebook.score, late)
            if late > 0
            else None
        )
        penalty = self._check_late_penalty(notebook, wanted) if wanted is not None else None
        if notebook.late_submission_penalty != penalty:
            notebook.late_submission_penalty = penalty


class Lateness:
    """The due dates of a course, ready to be entered in its gradebook.

    Raises
    ------
    PixgradError
        If grader_config.py or the table of extensions states what is no date, or no extension.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.policy: DueDates = due_dates_of(course)
        self.extensions: Extensions = extensions_of(course, self.policy)
        self.penalties = Penalties(course)

    def enter(self, gradebook: Gradebook, slug: str, student: str | None = None) -> None:
        """Enter due date, extensions and penalties of an assignment, of one student or of all.

        A due date that was set in formgrader stands as long as grader_config.py states none at all.
        """
        self.enter_dates(gradebook, slug, student)
        for submissions in portions(gradebook, slug, _only(student)):
            for submission in submissions:
                for notebook in submission.notebooks:
                    self.penalties.assign(notebook)
            gradebook.db.flush()
        gradebook.db.commit()

    def enter_dates(self, gradebook: Gradebook, slug: str, student: str | None = None) -> None:
        """Enter due date and extensions alone, as nbgrader's own preprocessors need them."""
        try:
            assignment = gradebook.find_assignment(slug)
        except MissingEntry:
            return
        if self.policy.due:
            due = self.policy.due_date(slug)
            assignment.duedate = to_utc(due) if due is not None else None
        for submissions in portions(gradebook, slug, _only(student)):
            for submission in submissions:
                extension = self._extension(submission.student_id, slug, assignment.duedate)
                if submission.extension != extension:
                    submission.extension = extension
            gradebook.db.flush()
        gradebook.db.commit()

    def _extension(self, student: str, slug: str, due: datetime | None) -> timedelta | None:
        aware = from_utc(due, self.policy.zone)
        return self.extensions.of(student, slug, aware) if aware is not None else None

    def remarks(self, known: Iterable[str]) -> list[str]:
        """Return what a person should know: an extension of somebody unknown."""
        return self.extensions.for_nobody(list(known))


def _only(student: str | None) -> list[str] | None:
    return None if student is None else [student]
