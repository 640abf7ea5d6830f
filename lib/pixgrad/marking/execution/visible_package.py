"""What of pixgrad a student's process may see: the package without what is taught from here on, and the data.

The answers of the bank, the authoring and the marking are left out as well; a copy is made, so that there is
nothing to hide.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pixgrad
from pixgrad.check.lock import locked
from pixgrad.data.paths import embedded_folder

# Parts of the package that no student's process needs.
LEFT_OUT = (
    *("authoring", "classroom", "export", "ladder", "marking", "pages", "cli.py", "course.py", "files.py"),
    *("check/bank/*/*", "_data"),
)


def copy_visible_package(slug: str, folder: Path) -> None:
    """Copy what students of an assignment may see into a folder: ``lib`` for the import path, and ``data``.

    Parameters
    ----------
    slug : str
        The assignment; its ``lib/pixgrad`` lacks the modules that it and later ones teach.
    folder : Path
        Empty.
    """
    source = Path(pixgrad.__file__).parent
    package = folder / "lib" / "pixgrad"
    shutil.copytree(source, package, ignore=_left_out(source, slug))
    shutil.copytree(embedded_folder("shapes").parent, folder / "data")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _left_out(source: Path, slug: str) -> Callable[[str, list[str]], set[str]]:
    taught = {name.removeprefix("pixgrad.").replace(".", "/") + ".py" for name in locked(slug)}
    left_out = {path for pattern in (*LEFT_OUT, *taught) for path in source.glob(pattern)}

    def ignored(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "__pycache__" or Path(folder) / name in left_out}

    return ignored
