"""What of pixgrad a student's process may see: the package without what is taught from here on, and the data.

The answers of the bank, the authoring and the marking are left out as well; a copy is made, so that there is
nothing to hide.
"""

import contextlib
import shutil
import struct
from collections.abc import Callable
from importlib.util import cache_from_source
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
    copy_bytecode(source, package)
    shutil.copytree(embedded_folder("shapes").parent, folder / "data")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def copy_bytecode(source: Path, package: Path) -> None:
    """Copy what Python has compiled of the modules that were copied, where that is of these very files.

    An older form of a module may hold what students are not to see.
    """
    for path in package.rglob("*.py"):
        compiled = Path(cache_from_source(str(source / path.relative_to(package))))
        with contextlib.suppress(OSError):
            made_of, stat = compiled.read_bytes()[4:16], path.stat()
            if made_of == struct.pack("<III", 0, int(stat.st_mtime), stat.st_size):
                (path.parent / "__pycache__").mkdir(exist_ok=True)
                shutil.copyfile(compiled, path.parent / "__pycache__" / compiled.name)


def _left_out(source: Path, slug: str) -> Callable[[str, list[str]], set[str]]:
    taught = {name.removeprefix("pixgrad.").replace(".", "/") + ".py" for name in locked(slug)}
    left_out = {path for pattern in (*LEFT_OUT, *taught) for path in source.glob(pattern)}

    def ignored(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "__pycache__" or Path(folder) / name in left_out}

    return ignored
