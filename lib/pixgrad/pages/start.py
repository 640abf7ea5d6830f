"""The page on which JupyterLab opens: the map of the course, each exercise a link into its notebook."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from pixgrad.errors import PixgradError
from pixgrad.files import write_whole
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.kept_results import KeptResults
from pixgrad.pages import course_map
from pixgrad.pages.progress import Stretch, survey

NAME = "start.html"
WITHOUT = "/lab/tree/assignments"


def write(root: Path) -> str:
    """Write the start page of a course; returns the address, at its JupyterLab, at which to open it.

    Where there is no map to show, or it cannot be written, that is the folder of the notebooks.
    """
    try:
        found = survey([root / "assignments"], Limits(isolation="none"), KeptResults(), run_now=False)
        stretches = tuple(_linked(stretch, root) for stretch in found.stretches)
        write_whole(root / NAME, course_map.page(replace(found, stretches=stretches)))
    except (PixgradError, OSError):
        return WITHOUT
    return f"/files/{NAME}"


def _linked(stretch: Stretch, root: Path) -> Stretch:
    """The stretch with links to the server that shows the page."""
    if stretch.path is None:
        return stretch
    inside = quote(stretch.path.resolve().relative_to(root.resolve()).as_posix())
    return replace(stretch, address=f"../lab/tree/{inside}#cell-id=")
