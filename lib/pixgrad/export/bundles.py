"""What other graders take: an autograder for Gradescope, a repository for GitHub.

Gradescope's form is told at https://gradescope-autograders.readthedocs.io/en/latest/specs/; what runs there
is `pixgrad.classroom.gradescope`. GitHub's students can read all of their repository, so only the checks that
they see run there, by `pixgrad.marking.github_actions`.
"""

import shutil
import stat
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

from pixgrad.authoring import handout, wheels
from pixgrad.course import Course
from pixgrad.errors import PixgradError

SCRIPTS = ("setup.sh", "run_autograder")
CONSTRAINTS = "constraints.txt"
WORKFLOW = ".github/workflows/classroom.yml"


def gradescope(course: Course, slug: str, out: Path) -> None:
    """Write the zip to upload at Gradescope, Configure Autograder.

    It has the course's secret in it, so that hidden numbers are those of `pixgrad grade`: it is for
    Gradescope alone.

    Raises
    ------
    UsageError
        If the assignment does not exist.
    PixgradError
        If it is not built.
    """
    course.require(slug)
    with tempfile.TemporaryDirectory(prefix="pixgrad-bundle-") as scratch:
        stage = Path(scratch) / "source"
        (stage / "course" / "solutions" / slug).mkdir(parents=True)
        shutil.copy(course.source(slug), stage / "course" / "solutions" / slug)
        shutil.copy(course.settings, stage / "course")
        (stage / "course" / "grading").mkdir()
        shutil.copy(course.secret, stage / "course" / "grading")
        wheels.whole(stage)
        lock = course.root / "requirements.lock"
        (stage / CONSTRAINTS).write_text(lock.read_text(encoding="utf-8") if lock.is_file() else "")
        for name in SCRIPTS:
            (stage / name).write_text(_template(name), encoding="utf-8")
        _zip(stage, out)


def _template(name: str) -> str:
    return (files("pixgrad.export") / "templates" / name).read_text(encoding="utf-8")


def _zip(stage: Path, out: Path) -> None:
    """Zip the files themselves, not their folder, as Gradescope wants them; scripts can be executed."""
    made = stage.with_name(out.name)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in stage.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo.from_file(path, path.relative_to(stage).as_posix())
            member.external_attr = (stat.S_IFREG | (0o755 if path.name in SCRIPTS else 0o644)) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, path.read_bytes())
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, out)


def github(course: Course, slug: str, out: Path) -> None:
    """Write the folder of a template repository: a hand-out of the assignment, and the workflow.

    Raises
    ------
    UsageError
        If the assignment does not exist, or something else lies there.
    PixgradError
        If it is not built.
    """
    folder, archive = handout.write(course, out, [slug])
    archive.unlink()
    wheel = next(folder.glob(handout.WHEEL), None)
    if wheel is None:
        raise PixgradError(f"{folder} has no wheel")
    (folder / WORKFLOW).parent.mkdir(parents=True)
    text = _template("classroom.yml").format(wheel=wheel.name, slug=slug)
    (folder / WORKFLOW).write_text(text, encoding="utf-8")
