"""The package as students install it: what the notebooks and `pixgrad check` need, and no right answer.

The modules of `pixgrad.models` are in it, since later notebooks import what earlier ones taught; `check.lock`
keeps them shut in the notebook that teaches them.
"""

import json
import shutil
import tempfile
from importlib.metadata import distribution, metadata, requires, version
from pathlib import Path

from packaging.requirements import Requirement

import pixgrad
from pixgrad.check import bank
from pixgrad.check.bank import packed
from pixgrad.data.paths import embedded_folder

# Parts of the package that nothing at a student's needs: authors' and instructors', and every known answer.
LEFT_OUT = (
    *("authoring", "book", "classroom", "export", "ladder", "_data", "__pycache__"),
    *("marking/mark.py", "pages/class_table.py", "pages/identical.py", "pages/report.py"),
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
artifacts = ["{known}"]

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


def build(folder: Path) -> Path:
    """Build the wheel into a folder and return its path; no network is needed."""
    from hatchling.builders.wheel import WheelBuilder

    with tempfile.TemporaryDirectory(prefix="pixgrad-wheel-") as stage:
        _lay_out(Path(stage))
        return Path(next(WheelBuilder(stage).build(directory=str(folder), versions=["standard"])))


def _lay_out(stage: Path) -> None:
    """Write a project of what students get."""
    package = stage / "lib" / "pixgrad"
    shutil.copytree(Path(pixgrad.__file__).parent, package, ignore=_left_out)
    for empty in sorted((package / "check" / "bank").glob("*/")):
        empty.rmdir()
    known = [(slug, each) for slug in _slugs() for each in bank.exercises(slug)]
    (package / "check" / "bank" / packed.NAME).write_text(packed.packed(known), encoding="ascii")
    shutil.copytree(embedded_folder("shapes").parent, stage / "data")
    (stage / "LICENSE").write_text(_licence(), encoding="utf-8")
    (stage / "pyproject.toml").write_text(_project(), encoding="utf-8")


def _left_out(folder: str, names: list[str]) -> set[str]:
    inside = Path(folder).relative_to(Path(pixgrad.__file__).parent)
    return {name for name in names if any((inside / name).match(pattern) for pattern in LEFT_OUT)}


def _slugs() -> list[str]:
    return sorted({path.parent.name for path in bank.FOLDER.glob("*/*.py")})


def _licence() -> str:
    return distribution("pixgrad").read_text("licenses/LICENSE") or ""


def _project() -> str:
    """What pip has to know; TOML writes text and lists of it as JSON does."""
    return PROJECT.format(
        version=json.dumps(student_version()),
        summary=json.dumps(metadata("pixgrad")["Summary"]),
        python=json.dumps(python()),
        dependencies=json.dumps(dependencies()),
        known=packed.NAME,
    )
