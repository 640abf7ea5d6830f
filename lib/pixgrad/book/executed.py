"""Solved notebooks with their outputs; what has run once in this form is not run again."""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import pixgrad
from pixgrad.check.lock import UNLOCK
from pixgrad.data.paths import cache_folder
from pixgrad.errors import PixgradError
from pixgrad.files import write_whole

SHOWN = ("check", "data", "given", "models", "plots")  # the packages that a notebook's outputs depend on
SECONDS = 1800  # for a cell
WIDGET, PICTURE = "application/vnd.jupyter.widget-view+json", "image/png"


def executed(notebook: NotebookNode, slug: str) -> NotebookNode:
    """Return a solved notebook with the outputs of all its cells.

    Parameters
    ----------
    notebook : NotebookNode
        With solutions; its pictures and long trainings are run, too.
    slug : str

    Raises
    ------
    PixgradError
        If a cell fails.
    """
    kept = cache_folder() / "book" / f"{slug}-{_key(notebook)}.ipynb"
    if kept.is_file():
        return nbformat.read(kept, as_version=4)
    done = _run(notebook, slug)
    for old in kept.parent.glob(f"{slug}-*.ipynb"):
        old.unlink()
    write_whole(kept, nbformat.writes(done))
    return done


def _key(notebook: NotebookNode) -> str:
    digest = hashlib.sha256()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            digest.update(f"{cell.id}\0{cell.source}\0".encode())
    package = Path(pixgrad.__file__).parent
    for path in (path for name in SHOWN for path in sorted((package / name).rglob("*.py"))):
        if "bank" not in path.relative_to(package).parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _run(notebook: NotebookNode, slug: str) -> NotebookNode:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    done = nbformat.from_dict(notebook)
    with tempfile.TemporaryDirectory(prefix="pixgrad-book-") as folder:
        env = os.environ | {UNLOCK: "1", "PIXGRAD_STATE": folder, "OMP_NUM_THREADS": "1"}
        client = NotebookClient(done, timeout=SECONDS, kernel_name="python3", resources={})
        try:
            client.execute(cwd=folder, env=env, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise PixgradError(
                f"{slug}: a cell of the solved notebook fails: {error.ename}: {error.evalue}"
            ) from error
    for cell in done.cells:
        if cell.cell_type == "code":
            cell.outputs = list(for_readers(cell.outputs))
    return done


def for_readers(outputs: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Outputs without progress bars; of a picture with sliders what stands still."""
    for output in outputs:
        data = output.get("data", {})
        if output.get("name") != "stderr" and (data.pop(WIDGET, None) is None or PICTURE in data):
            yield output
