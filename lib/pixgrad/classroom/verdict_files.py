"""The verdict that marking leaves on disk for each student, so that nothing unchanged is run again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pixgrad.course import Course
from pixgrad.files import write_whole
from pixgrad.marking.verdict import Verdict


def verdict_path(course: Course, student: str, slug: str) -> Path:
    """Return where the verdict is kept: beside the executed notebook, so that both go together."""
    return course.autograded(student, slug).with_name("verdict.json")


def load_verdict(course: Course, student: str, slug: str) -> Verdict | None:
    """Return the verdict that an earlier run kept, or None if there is none that can be used."""
    try:
        data = json.loads(verdict_path(course, student, slug).read_text(encoding="utf-8"))
        verdict = Verdict.from_json(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return verdict if course.autograded(student, slug).is_file() else None


def save_verdict(course: Course, verdict: Verdict) -> None:
    """Keep a verdict; written last, it says that everything else of this submission is in place."""
    path = verdict_path(course, verdict.student, verdict.slug)
    write_whole(path, json.dumps(verdict.to_json(), indent=1, ensure_ascii=False) + "\n")


class KeptVerdicts(Mapping[str, Verdict]):
    """The verdicts on a class by student, each read when it is asked for: all of them would fill the memory.

    Parameters
    ----------
    course : Course
    slug : str
    students : iterable of str
        Whose verdicts are kept.
    others : mapping of str to Verdict
        Those that could not be kept.
    """

    def __init__(
        self, course: Course, slug: str, students: Iterable[str], others: Mapping[str, Verdict] | None = None
    ) -> None:
        self.course, self.slug, self.others = course, slug, dict(others or {})
        self.students = dict.fromkeys(students)

    def __getitem__(self, student: str) -> Verdict:
        if student not in self.students:
            raise KeyError(student)
        verdict = self.others.get(student) or load_verdict(self.course, student, self.slug)
        if verdict is None:
            raise KeyError(student)
        return verdict

    def __iter__(self) -> Iterator[str]:
        return iter(self.students)

    def __len__(self) -> int:
        return len(self.students)

    def __contains__(self, student: object) -> bool:
        return student in self.students
