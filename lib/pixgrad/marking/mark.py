"""Marking one submission: a pure function of its bytes, fit for any process on any machine."""

import hashlib
import time
from dataclasses import dataclass, replace
from typing import Literal

import nbformat

from pixgrad.marking.execution.check_inputs import CheckInputs, beginning_of, inputs_of_checks
from pixgrad.marking.execution.checker_limits import Overworked, bounded
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.sandbox import choose
from pixgrad.marking.execution.session import execute
from pixgrad.marking.findings import Finding, FindingKind
from pixgrad.marking.intake import admit, blank_with_reason
from pixgrad.marking.intake.reading import Unreadable
from pixgrad.marking.judging import judge
from pixgrad.marking.kit import Kit
from pixgrad.marking.verdict import Verdict
from pixgrad.marking.versions import own_code, versions
from pixgrad.notebook.cells import is_check
from pixgrad.notebook.names import imports_in
from pixgrad.notebook.running import run_source

SECONDS_TO_READ = 60.0  # of computing
TOO_MUCH = "the notebook holds more than can be read in a minute; clear the outputs and what is not an answer"
# By digest of the kit; inputs hold data sets, so that pickling them would be slow.
_CHECK_INPUTS: dict[str, CheckInputs] = {}


@dataclass(frozen=True)
class Submission:
    """What one student handed in: its bytes, or none if nothing could be read, and what was noticed."""

    student: str
    payload: bytes | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Marked:
    """A marked submission: the executed notebook (nbformat JSON, hidden tests in) and the verdict."""

    notebook: str
    verdict: Verdict


def mark(kit: Kit, submission: Submission, limits: Limits, key: str = "") -> Marked:
    """Mark one submission. Touches no database and no file of the course.

    Parameters
    ----------
    kit : Kit
    submission : Submission
    limits : Limits
    key : str
        Kept in the verdict; see `key_of`.

    Raises
    ------
    PixgradError
        If this machine cannot start a student's process. A bad submission raises nothing.
    """
    started = time.monotonic()
    try:
        if submission.payload is None:
            raise Unreadable(_why_nothing(submission))
        with bounded(SECONDS_TO_READ):
            nb, findings = admit(submission.payload, kit)
    except Unreadable as error:
        return unreadable(kit, submission, str(error), key)
    except (Overworked, MemoryError):
        return unreadable(kit, submission, TOO_MUCH, key)
    cut = execute(nb, limits, inputs=check_inputs_of(kit), slug=kit.slug)
    verdict = Verdict(
        student=submission.student,
        slug=kit.slug,
        status="marked",
        results=judge(nb, kit.exercises, kit.blanks),
        findings=(*submission.findings, *findings, *cut),
        seconds=round(time.monotonic() - started, 2),
        key=key,
        versions=versions(),
        isolation=choose(limits.isolation),
        seed=limits.seed,
        submission=digest_of(submission),
    )
    return Marked(nbformat.writes(nb), verdict)


def check_inputs_of(kit: Kit) -> CheckInputs:
    """Return what the checks of an assignment read; worked out once in a process."""
    if kit.digest not in _CHECK_INPUTS:
        blank = kit.blank()
        _CHECK_INPUTS[kit.digest] = replace(inputs_of_checks(blank), beginning=beginning_of(blank))
    return _CHECK_INPUTS[kit.digest]


def prepare(kit: Kit) -> None:
    """Work out now what is the same for all submissions, for the processes that are forked from this one."""
    check_inputs_of(kit)
    for cell in kit.blank().cells:
        if is_check(cell):
            run_source(imports_in(cell.source), f"<check {cell.id}>", {})


def _why_nothing(submission: Submission) -> str:
    return submission.findings[0].message if submission.findings else "no notebook was handed in"


def unreadable(kit: Kit, submission: Submission, reason: str, key: str = "", crashed: bool = False) -> Marked:
    """Return the verdict on a submission that cannot be run: 0 points, and the reason on every exercise."""
    nb = blank_with_reason(kit, reason)
    status: Literal["crashed", "unreadable"] = "crashed" if crashed else "unreadable"
    known = {finding.message for finding in submission.findings}
    finding = () if reason in known else (Finding(FindingKind.of(status), reason),)
    results = judge(nb, kit.exercises, {})
    verdict = Verdict(
        submission.student,
        kit.slug,
        status,
        results,
        (*submission.findings, *finding),
        key=key,
        versions=versions(),
        submission=digest_of(submission),
    )
    return Marked(nbformat.writes(nb), verdict)


def digest_of(submission: Submission) -> str:
    """Return a digest of what was handed in, by which another attempt is known."""
    return hashlib.sha256(submission.payload or b"").hexdigest()[:16]


def given_up(kit: Kit, submission: Submission) -> Marked:
    """Return the verdict on a submission whose marking process ended or stood still, again and again."""
    reason = "marking it ended the marking process, or took it out of action, twice; look at it by hand"
    return unreadable(kit, submission, reason, crashed=True)


def key_of(kit: Kit, submission: Submission, limits: Limits) -> str:
    """Return a digest of everything that a verdict depends on; equal keys need no second run."""
    parts = (
        kit.digest,
        submission.payload,
        submission.findings,
        replace(limits, isolation=choose(limits.isolation)),
        sorted(versions().items()),
        own_code(),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()
