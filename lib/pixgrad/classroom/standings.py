"""Reading from the gradebook how each submission of an assignment stands."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nbgrader.api import Comment, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.api import Grade as Entry

from pixgrad.classroom import gradebook
from pixgrad.classroom.changes import changes_of
from pixgrad.classroom.due_dates import from_utc
from pixgrad.classroom.lateness import Lateness
from pixgrad.course import Course
from pixgrad.marking.kit import Exercise, Kit
from pixgrad.pages.standing import Change, Mark, Standing


def standings(book: Gradebook, kit: Kit, lateness: Lateness) -> dict[str, Standing]:
    """Return how every submission of an assignment stands, by student.

    Parameters
    ----------
    book : Gradebook
    kit : Kit
        Whose exercises are asked for.
    lateness : Lateness
        Knows the course's time zone and its rule.
    """
    changes, found = changes_of(lateness.course, kit.slug), dict[str, Standing]()
    for submissions in gradebook.portions(book, kit.slug):
        found |= _standings(book, submissions, kit, lateness, changes)
    return dict(sorted(found.items()))


def standing_of(course: Course, kit: Kit, student: str) -> Standing | None:
    """Return how one submission stands, by the dates that hold now; None if it is not in the gradebook."""
    lateness = Lateness(course)
    with gradebook.opened(course) as book:
        lateness.enter(book, kit.slug, student)
        return standing_in(book, kit, lateness, changes_of(course, kit.slug), student)


def standing_in(
    book: Gradebook, kit: Kit, lateness: Lateness, changes: Mapping[str, tuple[Change, ...]], student: str
) -> Standing | None:
    """Return how one submission stands, from a gradebook that is open, with the changes that are known."""
    for submissions in gradebook.portions(book, kit.slug, [student]):
        return _standings(book, submissions, kit, lateness, changes).get(student)
    return None


def _standings(
    book: Gradebook,
    submissions: list[SubmittedAssignment],
    kit: Kit,
    lateness: Lateness,
    changes: Mapping[str, tuple[Change, ...]],
) -> dict[str, Standing]:
    """Return how some submissions stand; what the gradebook has of them is read at once."""
    notebooks = [each for submission in submissions for each in submission.notebooks]
    ids = [notebook.id for notebook in notebooks]
    entries = gradebook.of_notebooks(book, Entry, ids)
    said = gradebook.of_notebooks(book, Comment, ids)
    return {
        notebook.assignment.student_id: _standing(
            notebook,
            kit.exercises,
            {entry.cell.name: entry for entry in entries[notebook.id]},
            {each.cell.name: each.manual_comment for each in said[notebook.id] if each.manual_comment},
            lateness,
            changes,
        )
        for notebook in notebooks
    }


def _standing(
    notebook: SubmittedNotebook,
    exercises: tuple[Exercise, ...],
    entries: dict[str, Entry],
    comments: dict[str, str],
    lateness: Lateness,
    changes: Mapping[str, tuple[Change, ...]],
) -> Standing:
    zone, submission = lateness.policy.zone, notebook.assignment
    return Standing(
        {exercise.label: _mark(exercise, entries, comments) for exercise in exercises},
        float(notebook.late_submission_penalty or 0.0),
        from_utc(submission.timestamp, zone),
        from_utc(submission.duedate, zone),
        submission.extension,
        lateness.policy.rule,
        changes.get(submission.student_id, ()),
    )


def _mark(exercise: Exercise, entries: dict[str, Entry], comments: dict[str, str]) -> Mark:
    of = [entries[grade_id] for grade_id in exercise.checks if grade_id in entries]
    said = [comments[grade_id] for grade_id in exercise.answers if grade_id in comments]
    return _one(
        score=sum(float(entry.score) for entry in of),
        auto=_sum([entry.auto_score for entry in of]),
        manual=_sum([entry.manual_score for entry in of]),
        extra=_sum([entry.extra_credit for entry in of]) or 0.0,
        waiting=any(entry.needs_manual_grade for entry in of),
        comment="\n\n".join(said),
    )


@lru_cache(4096)  # of the marks of a large class most are equal
def _one(**values: Any) -> Mark:
    return Mark(**values)


def _sum(points: list[float | None]) -> float | None:
    there = [each for each in points if each is not None]
    return float(sum(there)) if there else None
