"""Which of a student's attempts has the most points: each is marked, with the numbers of any other run."""

from collections.abc import Callable
from dataclasses import replace

from pixgrad.classroom.attempts import Attempt
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.classroom.submissions import read_submission
from pixgrad.course import Course
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kit import load_kit
from pixgrad.marking.mark import mark


def best(course: Course, slug: str, limits: Limits) -> Callable[[str, list[Attempt]], Attempt]:
    """Return what chooses the best attempt, of equal ones the last."""
    kit, seeds = load_kit(course, slug), seeds_of(course)

    def score(student: str, attempt: Attempt) -> float:
        submission = read_submission(student, attempt.folder, kit)
        return mark(kit, submission, replace(limits, seed=seeds.of(submission, slug))).verdict.score

    def choose(student: str, attempts: list[Attempt]) -> Attempt:
        if len(attempts) == 1:
            return attempts[0]
        return max(attempts, key=lambda attempt: (score(student, attempt), attempt.order))

    return choose
