"""The page that a student gets back, from marking and from `pixgrad check`."""

import hashlib
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.files import write_whole
from pixgrad.marking.kit import Exercise, Kit
from pixgrad.marking.self_check import Checked
from pixgrad.marking.verdict import Verdict
from pixgrad.marking.versions import own_code
from pixgrad.pages.cell_links import AnswerCell, address, answer_cells
from pixgrad.pages.html import render
from pixgrad.pages.standing import Standing


def page(kit: Kit, verdict: Verdict, reveal: bool = False, standing: Standing | None = None) -> str:
    """Return the feedback on one submission as a self-contained HTML page without active content.

    Parameters
    ----------
    kit : Kit
        For title, hints and headings.
    verdict : Verdict
    reveal : bool
        Show the checks, hidden tests included, and every message in full: after the deadline.
    standing : Standing or None
        What the gradebook says: a person's marks and comments, and lateness.
    """
    checks = {exercise.label: _sources(kit, exercise.checks) for exercise in kit.exercises} if reveal else {}
    return render(
        "feedback.html",
        title=kit.title,
        slug=kit.slug,
        file=f"{kit.slug}.ipynb",
        verdict=verdict,
        hints=_hints(kit.exercises),
        cells=_cells(kit),
        numbered=False,  # a student may have added cells
        address="",
        checks=checks,
        reveal=reveal,
        own=False,
        remark="",
        standing=standing,
    )


@lru_cache(8)  # the same for everybody in a class
def _cells(kit: Kit) -> dict[str, AnswerCell]:
    return answer_cells(kit.blank(), kit.exercises)


def own_page(path: Path, checked: Checked) -> str:
    """Return the same page for a notebook that its student checked.

    Parameters
    ----------
    path : Path
        Of the notebook; its name is shown.
    checked : Checked
    """
    pixgrad = checked.nb.metadata.get("pixgrad")
    said = pixgrad if isinstance(pixgrad, dict) else {}
    return render(
        "feedback.html",
        title=str(said.get("title") or checked.verdict.slug),
        slug=checked.verdict.slug,
        file=path.name,
        verdict=checked.verdict,
        hints=_hints(checked.exercises),
        cells=answer_cells(checked.nb, checked.exercises),
        numbered=True,
        address=address(path),
        checks={},
        reveal=False,
        own=True,
        remark=checked.remark,
        standing=None,
    )


def write_own_page(path: Path, text: str) -> None:
    """Write the page of `own_page`; raises PixgradError if it cannot be written."""
    try:
        write_whole(path, text)
    except OSError as error:
        raise PixgradError(f"{path} could not be written: {error.strerror}") from error


def _hints(exercises: tuple[Exercise, ...]) -> dict[str, str]:
    return {exercise.label: exercise.hint for exercise in exercises}


def _sources(kit: Kit, grade_ids: tuple[str, ...]) -> str:
    return "\n\n".join(kit.cells[grade_id].source for grade_id in grade_ids)


def write(
    course: Course, kit: Kit, verdict: Verdict, standing: Standing | None = None, reveal: bool = False
) -> None:
    """Write a student's page, unless it is there, made of just this.

    Raises
    ------
    OSError
        If its folder refuses.
    PixgradError
        If the disk does.
    """
    path, mark = course.feedback(verdict.student, kit.slug), _made_of(kit, verdict, standing, reveal)
    if not _ends_with(path, mark):
        write_whole(path, page(kit, verdict, reveal, standing) + mark)


def _made_of(kit: Kit, verdict: Verdict, standing: Standing | None, reveal: bool) -> str:
    """Text at the end of a page by which it is known what it was made of."""
    shown = verdict.student, verdict.slug, verdict.status, verdict.results, verdict.findings
    parts = kit.digest, kit.title, kit.exercises, *shown, standing, reveal, own_code()
    digest = hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"\n<!-- made of {digest} -->\n"


def _ends_with(path: Path, mark: str) -> bool:
    wanted = mark.encode()
    try:
        with path.open("rb") as file:
            file.seek(-len(wanted), os.SEEK_END)
            return file.read() == wanted
    except OSError:  # it is not there, or shorter
        return False


def write_class(
    course: Course, kit: Kit, verdicts: Mapping[str, Verdict], standings: dict[str, Standing], reveal: bool
) -> list[str]:
    """Write the pages of a class; returns the students whose folder refuses."""
    refused = []
    for student, verdict in verdicts.items():
        try:
            write(course, kit, verdict, standings.get(student), reveal)
        except OSError:
            refused.append(student)
    return refused
