"""What of pixgrad a student's process may see: the package without what the notebook teaches, and the data.

The answers of the bank, the authoring and the marking are left out as well; a copy is made, so that there is
nothing to hide.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pixgrad
from pixgrad.check.lock import TAUGHT
from pixgrad.data.paths import embedded_folder

# Parts of the package that no student's process needs.
LEFT_OUT = (
    *("authoring", "classroom", "export", "ladder", "marking", "pages", "cli.py", "course.py"),
    *("check/bank/*/*", "_data", "__pycache__"),
)


def make_student_kit(slug: str) -> Path:
    """Copy what students of an assignment may see into a new temporary folder, and return that.

    Parameters
    ----------
    slug : str
        The assignment; its ``lib/pixgrad`` lacks the modules that it teaches.

    Returns
    -------
    Path
        Folder with ``lib`` for the import path and ``data``; to be removed by the caller.
    """
    source = Path(pixgrad.__file__).parent
    folder = Path(tempfile.mkdtemp(prefix="pixgrad-kit-"))
    package = folder / "lib" / "pixgrad"
    shutil.copytree(source, package, ignore=_left_out(source, slug))
    shutil.copytree(embedded_folder("shapes").parent, folder / "data")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _left_out(source: Path, slug: str) -> Callable[[str, list[str]], set[str]]:
    taught = {name.removeprefix("pixgrad.").replace(".", "/") + ".py" for name in TAUGHT.get(slug, ())}
    patterns = (*LEFT_OUT, *taught)

    def ignored(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(source)
        return {name for name in names if any((inside / name).match(pattern) for pattern in patterns)}

    return ignored
