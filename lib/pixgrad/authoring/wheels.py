"""The package as a wheel: whole, or as students install it, with what notebooks and `pixgrad check` need.

A student's has no right answer. The modules of `pixgrad.models` are in it, since later notebooks import what
earlier ones taught; `check.lock` keeps them shut in the notebook that teaches them.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import distribution, metadata, requires, version
from pathlib import Path

from packaging.requirements import Requirement

import pixgrad
from pixgrad.check import bank
from pixgrad.check.bank import packed
from pixgrad.data.paths import embedded_folder

NOWHERE = ("_data", "__pycache__")  # what a wheel has in another way, or not at all
# Parts of the package that nothing at a student's needs: authors' and instructors', and every known answer.
NOT_FOR_STUDENTS = (
    *("authoring", "classroom", "export", "ladder", "book"),
    *("marking/mark.py", "pages/class_table.py", "pages/identical.py", "pages/report.py", "pages/total.py"),
    *("pages/templates/report.html", "check/bank/*/*"),
)
PROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "pixgrad"
version = {version}
description = {summary}
requires-python = {python}
license = "BSD-3-Clause"
dependencies = {dependencies}

[project.scripts]
pixgrad = "pixgrad.cli:main"

[tool.hatch.build.targets.wheel]
packages = ["lib/pixgrad"]

[tool.hatch.build.targets.wheel.force-include]
"data" = "pixgrad/_data"
"""


def student_version() -> str:
    """Return the version that a student's package says, so that it is told from a whole one."""
    return f"{version('pixgrad')}+student"


def dependencies() -> list[str]:
    """Return what a student's machine needs besides Python, as pip writes it."""
    return [line for line in requires("pixgrad") or [] if "extra" not in str(Requirement(line).marker or "")]


def python() -> str:
    """Return which versions of Python it runs on, such as ``>=3.11``."""
    return str(metadata("pixgrad")["Requires-Python"])


def whole(folder: Path) -> Path:
    """Build the wheel of the whole package into a folder and return its path; no network is needed."""
    return _built(folder, NOWHERE, version("pixgrad"))


def for_students(folder: Path) -> Path:
    """Build the students' wheel into a folder and return its path; no network is needed."""
    return _built(folder, (*NOWHERE, *NOT_FOR_STUDENTS), student_version(), _pack_bank)


def _built(
    folder: Path,
    left_out: tuple[str, ...],
    called: str,
    finish: Callable[[Path], None] = lambda package: None,
) -> Path:
    from hatchling.builders.wheel import WheelBuilder

    with tempfile.TemporaryDirectory(prefix="pixgrad-wheel-") as stage:
        package = Path(stage) / "lib" / "pixgrad"
        shutil.copytree(Path(pixgrad.__file__).parent, package, ignore=_ignoring(left_out))
        finish(package)
        shutil.copytree(embedded_folder("shapes").parent, Path(stage) / "data")
        (Path(stage) / "LICENSE").write_text(_licence(), encoding="utf-8")
        (Path(stage) / "pyproject.toml").write_text(_project(called), encoding="utf-8")
        return Path(next(WheelBuilder(stage).build(directory=str(folder), versions=["standard"])))


def _ignoring(left_out: tuple[str, ...]) -> Callable[[str, list[str]], set[str]]:
    def ignored(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(Path(pixgrad.__file__).parent)
        return {name for name in names if any((inside / name).match(pattern) for pattern in left_out)}

    return ignored


def _pack_bank(package: Path) -> None:
    """Put the wrong answers of the bank into one file of a copy that has no other."""
    folder = package / "check" / "bank"
    for empty in sorted(folder.glob("*/")):
        empty.rmdir()
    known = [(slug, each) for slug in _slugs() for each in bank.exercises(slug)]
    (folder / packed.NAME).write_text(packed.packed(known), encoding="ascii")


def _slugs() -> list[str]:
    return sorted({path.parent.name for path in bank.FOLDER.glob("*/*.py")})


def _licence() -> str:
    return distribution("pixgrad").read_text("licenses/LICENSE") or ""


def _project(called: str) -> str:
    """What pip has to know; TOML writes text and lists of it as JSON does."""
    return PROJECT.format(
        version=json.dumps(called),
        summary=json.dumps(metadata("pixgrad")["Summary"]),
        python=json.dumps(python()),
        dependencies=json.dumps(dependencies()),
    )
