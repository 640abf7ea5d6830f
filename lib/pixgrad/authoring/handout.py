"""What students get, as a folder and a zip: notebooks, the students' wheel, and how to begin.

::

    assignments/, wheels, templates --> a folder beside the old one --> put in its place --> zip
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

from pixgrad.authoring import wheels
from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError
from pixgrad.notebook.marks import BEGIN_HIDDEN, BEGIN_SOLUTION

README = "README.md"
WHEEL = "pixgrad-*+student-*.whl"  # by which an earlier hand-out is known
CONDA = {"msgpack": "msgpack-python"}  # where conda-forge calls a package otherwise


def write(course: Course, out: Path, wanted: Sequence[str] = ()) -> tuple[Path, Path]:
    """Write a hand-out of some assignments, or of all; an earlier one in the same place is replaced.

    Parameters
    ----------
    course : Course
    out : Path
        Folder of the hand-out; the zip lies beside it and has its name.
    wanted : sequence of str
        Slugs.

    Returns
    -------
    tuple of Path
        The folder and the zip.

    Raises
    ------
    UsageError
        For an assignment that does not exist.
    PixgradError
        If something else lies where the hand-out shall be, or an assignment is not built.
    """
    slugs = course.chosen(wanted)
    if not slugs:
        raise PixgradError(f"{course.solutions} holds no assignment")
    _require_replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        made = Path(scratch) / out.name
        _fill(course, made, slugs)
        archive = Path(shutil.make_archive(str(made), "zip", root_dir=scratch, base_dir=out.name))
        if out.exists():
            shutil.rmtree(out)
        made.replace(out)
        return out, archive.replace(out.with_name(archive.name))


def _require_replaceable(out: Path) -> None:
    """Raise UsageError unless a folder is not there, is empty, or is an earlier hand-out."""
    if not out.exists():
        return
    earlier = out.is_dir() and (not any(out.iterdir()) or any(out.glob(WHEEL)))
    if not earlier:
        raise UsageError(f"{out} is there and is no earlier hand-out; choose another folder by --out")


def _fill(course: Course, folder: Path, slugs: list[str]) -> None:
    for slug in slugs:
        target = folder / "assignments" / slug / f"{slug}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(_release(course, slug), encoding="utf-8")
    _explain(folder, wheels.for_students(folder).name, slugs)


def _explain(folder: Path, wheel: str, slugs: list[str]) -> None:
    """Write how to begin, for people, for pip and for conda."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("pixgrad.authoring", "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    needed = [Requirement(line) for line in wheels.dependencies()]
    about = {
        "wheel": wheel,
        "version": wheels.student_version(),
        "slugs": slugs,
        "python": wheels.python(),
        "conda": [f"{CONDA.get(each.name, each.name)}{each.specifier}" for each in needed],
    }
    for name in (README, "environment.yml", "requirements.txt"):
        (folder / name).write_text(pages.get_template(name).render(about), encoding="utf-8")


def _release(course: Course, slug: str) -> str:
    """The notebook that students open, as it was built."""
    path = course.release(slug)
    if not path.is_file():
        raise PixgradError(f"{path} does not exist; run: pixgrad build")
    text = path.read_text(encoding="utf-8")
    for mark in (BEGIN_SOLUTION, BEGIN_HIDDEN):
        if mark in text:
            raise PixgradError(f"{path} holds {mark}, so it is no release; run: pixgrad build")
    return text
