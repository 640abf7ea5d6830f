"""The verdict that marking leaves on disk for each student, so that nothing unchanged is run again."""

import json
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
