"""Where a course lies."""

from pathlib import Path

from pixgrad.errors import UsageError


def course_root(start: Path) -> Path:
    """The folder of the course: `start` or the nearest parent with ``solutions`` and ``grader_config.py``.

    Raises
    ------
    UsageError
        When there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "solutions").is_dir() and (folder / "grader_config.py").is_file():
            return folder
    raise UsageError(
        f"{start} is not inside a course (a folder with grader_config.py and solutions/); cd there first"
    )
