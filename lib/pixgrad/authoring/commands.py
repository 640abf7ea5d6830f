"""Commands of an author: build, audit, lab."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pixgrad.authoring.audit import Audit


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--check", is_flag=True, help="Write nothing; name what differs from its source, and exit 1.")
def build(slugs: tuple[str, ...], check: bool) -> None:
    """Build the notebooks from their sources.

    solutions/SLUG/SLUG.py becomes solutions/SLUG/SLUG.ipynb (nbgrader's source notebook) and, through
    nbgrader's own generate_assignment, assignments/SLUG/SLUG.ipynb (what students open). Without SLUG: all.

    \b
    Examples:
      pixgrad build            after editing a source
      pixgrad build --check    is every committed notebook what its source makes?
    """
    from pixgrad.authoring import build as builder
    from pixgrad.course import course_root
    from pixgrad.errors import PixgradError

    root = course_root(Path.cwd())
    wanted = builder.chosen(root, slugs)
    if check:
        lines = builder.drifted(root, wanted)
        if lines:
            raise PixgradError("; ".join(lines) + " (edit the source, then run: pixgrad build)")
        click.echo(f"{len(wanted)} assignments, every notebook is what its source makes")
        return
    changed = builder.write(root, wanted)
    for path in changed:
        click.echo(f"wrote {path.relative_to(root)}")
    if not changed:
        click.echo("nothing to do: every notebook is what its source makes")


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Processes at once.")
@click.option("--mutate", is_flag=True, help="Try small changes to the solutions instead.")
@click.option(
    "--fresh", type=click.IntRange(1), metavar="N", help="Run every check on N right answers instead."
)
@click.option(
    "--first-seed", type=click.IntRange(0), help="With --fresh: seed of the first run; random without."
)
@click.option("--seconds-per-check", default=60.0, show_default=True, help="With --fresh: CPU seconds.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --mutate or --fresh: write the summary there.",
)
def audit(
    slugs: tuple[str, ...],
    jobs: int,
    mutate: bool,
    fresh: int | None,
    first_seed: int | None,
    seconds_per_check: float,
    page: Path | None,
) -> None:
    """Prove that the checks are right, in both directions.

    The solution earns 100 and the untouched release 0; every known mistake loses its own points, and only
    those, with its own message; every known right variant keeps full marks; and the rules of an assignment
    hold (labels, points, hints, no leaks). Without SLUG: all assignments. Exit 1 when something is wrong.

    With --mutate, each solution is changed in one small place at a time (an operator, an axis, a constant, a
    statement left out ...), and each such mutant must lose points on its own check. Survivors are printed as
    cells of lib/pixgrad/check/bank/SLUG/EXERCISE.py: make the check see them or, where a mutant is a right
    answer too, add the cell with the reason. Values assigned outside of functions are not changed.

    With --fresh N, every check meets N right answers (the solution and the variants of the bank, in turn),
    each with a seed of its own for the fresh numbers of the hidden tests; any that loses points is a false
    alarm. A check that draws no fresh numbers meets each right answer once. Where --seconds-per-check ends
    the runs of a check earlier, the report says how many it had.
    """
    # One BLAS thread: the audit forks, and a forked process must not wait for threads that stayed behind.
    os.environ.update(OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", OMP_NUM_THREADS="1", MPLBACKEND="agg")
    from tqdm import tqdm

    from pixgrad.authoring import audit as auditor
    from pixgrad.authoring import build as builder
    from pixgrad.course import course_root
    from pixgrad.errors import PixgradError, UsageError

    root = course_root(Path.cwd())
    if fresh and mutate:
        raise UsageError("--fresh and --mutate are two audits: run them one after the other")
    if page and not (fresh or mutate):
        raise UsageError("--page goes with --mutate or --fresh")
    if page and not page.parent.is_dir():
        raise UsageError(f"--page {page}: there is no folder {page.parent}")
    if fresh:
        return _fresh(root, builder.chosen(root, slugs), jobs, fresh, first_seed, seconds_per_check, page)
    if mutate:
        return _mutate(root, builder.chosen(root, slugs), jobs, page)
    wrong = 0
    for slug in builder.chosen(root, slugs):
        with (
            tqdm(total=auditor.total_runs(slug), desc=slug, unit="run", leave=False, disable=None) as bar,
            tempfile.TemporaryDirectory(prefix="pixgrad-audit-") as state,
        ):
            os.environ["PIXGRAD_STATE"] = state  # the audit opens no one's test set
            found = auditor.audit(root, slug, jobs, bar.update)
        click.echo(_summary(found))
        for problem in found.problems:
            click.echo(f"  {problem}")
        wrong += len(found.problems)
    if wrong:
        raise PixgradError(f"{wrong} problem{'s' if wrong > 1 else ''} found, listed above")


def _mutate(root: Path, slugs: list[str], jobs: int, page: Path | None) -> None:
    from tqdm import tqdm

    from pixgrad.authoring import mutation
    from pixgrad.errors import PixgradError

    found = []
    for slug in slugs:
        mutants = mutation.Mutants(root, slug)
        with (
            tqdm(total=len(mutants.all), desc=slug, unit="mutant", leave=False, disable=None) as bar,
            tempfile.TemporaryDirectory(prefix="pixgrad-audit-") as state,
        ):
            os.environ["PIXGRAD_STATE"] = state
            found.append(mutants.run(jobs, bar.update))
        for exercise, mutant in found[-1].survivors:
            click.echo(f"{slug}/{exercise}.py\n{mutation.entry(mutant)}")
        for line in found[-1].stale:
            click.echo(f"{slug}/{line}")
    click.echo(mutation.table(found))
    if page:
        page.write_text(mutation.page(found), encoding="utf-8")
    if wrong := sum(len(each.survivors) + len(each.stale) for each in found):
        raise PixgradError(f"{wrong} mutant{'s' if wrong > 1 else ''} or entries to look at, listed above")


def _fresh(
    root: Path,
    slugs: list[str],
    jobs: int,
    runs: int,
    first_seed: int | None,
    seconds: float,
    page: Path | None,
) -> None:
    """Run right answers with fresh seeds; say which lose points."""
    import secrets

    from tqdm import tqdm

    from pixgrad.authoring import false_alarms
    from pixgrad.errors import PixgradError

    seed = secrets.randbelow(2**31) if first_seed is None else first_seed
    results = []
    for slug in slugs:
        cells = false_alarms.read(root, slug)
        with (
            tqdm(
                total=false_alarms.total_checks(cells), desc=slug, unit="check", leave=False, disable=None
            ) as bar,
            tempfile.TemporaryDirectory(prefix="pixgrad-audit-") as state,
        ):
            os.environ["PIXGRAD_STATE"] = state
            budget = false_alarms.Budget(runs, seed, seconds)
            results.append(false_alarms.fresh(cells, slug, budget, jobs, bar.update))
        for line in false_alarms.report(results[-1], runs):
            click.echo(line)
    if page:
        page.write_text(false_alarms.page(results), encoding="utf-8")
    wrong = sum(len(found.alarms()) for found in results)
    if wrong:
        raise PixgradError(f"{wrong} false alarm{'s' if wrong > 1 else ''}, listed above")


def _summary(found: "Audit") -> str:
    counts = found.counts
    return (
        f"{found.slug}: {'all well' if not found.problems else f'{len(found.problems)} problems'}; "
        f"{counts['exercises']} exercises, {counts['checks']} checks; "
        f"mistakes caught {counts['caught']}/{counts['mistakes']}, "
        f"variants kept {counts['kept']}/{counts['variants']}; "
        f"marking one right submission {found.marking_cpu:.2f} s CPU, "
        f"whole notebook {found.notebook_seconds:.1f} s"
    )


@click.command()
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
def lab(no_browser: bool) -> None:
    """Open JupyterLab on the assignments.

    Starts in the folder of the course, so that nbgrader's formgrader (menu Nbgrader) finds its configuration.
    """
    import subprocess
    import sys

    from pixgrad.course import course_root

    root = course_root(Path.cwd())
    # nbgrader calls alembic by name when formgrader opens a gradebook
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [sys.executable, "-m", "jupyterlab", "--LabApp.default_url=/lab/tree/assignments"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # a container has no other user
    raise SystemExit(
        subprocess.run(
            command + ["--no-browser"] * no_browser, cwd=root, env=os.environ | {"PATH": path}, check=False
        ).returncode
    )
