"""From which seed a submission's hidden tests draw: the course's secret and the submission itself decide.

What an earlier attempt was told about hidden numbers is worth nothing for the next, which meets others; the
same submission meets the same numbers in every run.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.mark import Submission

SEEDS = 2**31
SHORTEST = 32  # characters of a secret


@dataclass(frozen=True)
class Seeds:
    """The seeds of a course's submissions, or one seed for all, if that is asked for."""

    secret: str
    fixed: int | None = None

    def of(self, submission: Submission, slug: str) -> int:
        """Return the seed of a submission.

        >>> seeds, one, other = Seeds("s" * 64), Submission("ada", b"1"), Submission("ada", b"2")
        >>> seeds.of(one, "a1") == seeds.of(one, "a1") != seeds.of(other, "a1")
        True
        >>> Seeds("s" * 64, fixed=7).of(other, "a1")
        7
        """
        if self.fixed is not None:
            return self.fixed
        digest = hashlib.sha256(submission.payload or b"").hexdigest()
        drawn = hmac.digest(self.secret.encode(), f"{slug} {digest}".encode(), "sha256")
        return int.from_bytes(drawn[:8], "big") % SEEDS


def seeds_of(course: Course, fixed: int | None = None) -> Seeds:
    """Return the seeds of a course, whose secret is made when it is first asked for.

    Raises
    ------
    PixgradError
        If the secret can be neither read nor written.
    """
    try:
        with contextlib.suppress(FileExistsError):
            _make(course)
        secret = course.secret.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise PixgradError(f"the course's secret {course.secret} cannot be used: {reason}") from error
    if len(secret) < SHORTEST:
        raise PixgradError(
            f"the course's secret {course.secret} is shorter than {SHORTEST} characters; remove it, and the "
            "next run makes another (and draws other hidden numbers)"
        )
    return Seeds(secret, fixed)


def _make(course: Course) -> None:
    """Write a new secret, for its owner alone; raises FileExistsError if there is one."""
    course.make_grading()
    handle = os.open(course.secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
    except BaseException:
        course.secret.unlink(missing_ok=True)
        raise
