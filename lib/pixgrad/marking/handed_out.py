"""Earlier forms of an assignment's cells: a student who has one of them has not edited it, the course has."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.files import write_whole


class HandedOut(NamedTuple):
    """A cell as students had it once: its source without hidden tests, and its points if it had any."""

    source: str
    points: float | None


Version = Mapping[str, HandedOut]  # an assignment as it was handed out once, by grade id


def earlier_versions(course: Course, slug: str) -> list[Version]:
    """Return what an assignment looked like before its last changes, oldest first.

    Raises
    ------
    PixgradError
        If somebody made the file something else.
    """
    path = course.handed_out(slug)
    try:
        stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        return [{name: HandedOut(*cell) for name, cell in version.items()} for version in stored]
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PixgradError(f"{path} cannot be used ({error}); restore it from a backup") from error


def remember(course: Course, slug: str, version: Version) -> None:
    """Keep what an assignment looked like, unless that is known."""
    versions = earlier_versions(course, slug)
    if version not in versions:
        text = json.dumps([*versions, version], indent=1, ensure_ascii=False)
        write_whole(course.handed_out(slug), text + "\n")
