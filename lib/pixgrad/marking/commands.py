"""The commands for a student's own notebooks; everything heavy is imported when it runs."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from pixgrad.errors import UsageError
from pixgrad.files import seen_from_here

CELL_SECONDS = click.option(
    "--cell-seconds",
    type=click.FloatRange(min=0.1),
    default=20,
    show_default=True,
    help="Time limit of a cell.",
)
SUBMISSION_SECONDS = click.option(
    "--submission-seconds",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help="Time limit of a whole notebook.",
)


def as_page(html: Path | None) -> None:
    """Raise UsageError for a file to write a page to whose name is not that of a page."""
    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"--html writes a page, so give it a name that ends in .html, not {html.name}")


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@CELL_SECONDS
@SUBMISSION_SECONDS
@click.option("--html", type=click.Path(path_type=Path), help="Also write the verdict as a page, NAME.html.")
def check(notebook: Path, cell_seconds: float, submission_seconds: float, html: Path | None) -> int:
    """Check your own notebook: a verdict for each exercise, and a hint where it is not right yet.

    \b
        pixgrad check assignments/a1_knn/a1_knn.ipynb
        pixgrad check assignments/a1_knn/a1_knn.ipynb --html a1_knn.html

    The notebook is run from top to bottom in a fresh process, without the cells tagged "explore"; the file is
    not changed. Inside a course with its solutions/, the hidden tests judge too; without them, answers that
    only they can judge are noted, and their points are left out of the sum. Exit status 0 if all that is
    judged passes, 1 if not, 2 if there is no such notebook.
    """
    from pixgrad.marking import self_check
    from pixgrad.marking.execution.limits import Limits
    from pixgrad.pages import feedback, own_verdict

    as_page(html)
    limits = Limits(cell_seconds, submission_seconds, isolation="none")
    checked = self_check.check(notebook, limits)
    own_verdict.show(notebook, checked)
    if html is not None:
        feedback.write_own_page(html, feedback.own_page(notebook, checked))
        click.echo(f"page: {seen_from_here(html)}")
    return 0 if all(result.outcome in ("passed", "noted") for result in checked.verdict.results) else 1


@click.command()
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
def lab(no_browser: bool) -> None:
    """Open JupyterLab on a start page: the map of the course, and its notebooks.

    \b
        pixgrad lab                  from anywhere inside a course, or inside what you were handed out
        pixgrad lab --no-browser     on a machine without one

    In a course it starts in the course's folder, so that nbgrader's formgrader (menu Nbgrader) finds its
    configuration, and enters the assignments in the gradebook, so that formgrader's buttons work, too: the
    first time a little later than the rest. The map, start.html, shows what is known of your answers when it
    starts; nothing is run for it. To see it anew: pixgrad progress.
    """
    from pixgrad.pages import start

    root = _with_assignments()
    if (root / "solutions").is_dir() and find_spec("pixgrad.classroom"):
        # takes a while at first, and whoever learns need not wait for it
        subprocess.Popen([sys.executable, "-m", "pixgrad.classroom.registration"], cwd=root)
    # nbgrader calls alembic by name when formgrader opens a gradebook
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url={start.write(root)}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # a container has no other user
    raise SystemExit(
        subprocess.run(
            command + ["--no-browser"] * no_browser,
            cwd=root,
            env=os.environ | {"PATH": path},
            check=False,
        ).returncode
    )


def _with_assignments() -> Path:
    """The nearest folder, from here upwards, that holds assignments/: of a course, or of a hand-out."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "assignments").is_dir():
            return folder
    raise UsageError(f"{here} is not where assignments/ lies, nor below it; cd there first")
