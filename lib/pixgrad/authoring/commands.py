"""Commands of an author: build, audit, new, handout."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from tqdm import tqdm

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
    from pixgrad.course import Course
    from pixgrad.errors import PixgradError

    root = Course.find().root
    wanted = Course(root).chosen(slugs)
    if check:
        lines = builder.drifted(root, wanted)
        if lines:
            raise PixgradError("; ".join(lines) + " (edit the source, then run: pixgrad build)")
        click.echo(f"{len(wanted)} assignments, every notebook is what its source makes")
        return
    builder.require_points(root, wanted)
    changed = builder.write(root, wanted)
    for path in changed:
        click.echo(f"wrote {path.relative_to(root)}")
    if not changed:
        click.echo("nothing to do: every notebook is what its source makes")


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--only", default="", metavar="LABEL", help="One exercise of one SLUG; runs what it needs.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Processes at once.")
@click.option(
    "--seed",
    "--first-seed",
    "seed",
    type=click.IntRange(0),
    envvar="PIXGRAD_SEED",
    help="Of the fresh numbers (with --fresh: of its first run); random without, and printed.",
)
@click.option("--mutate", is_flag=True, help="Try small changes to the solutions instead.")
@click.option(
    "--fresh", type=click.IntRange(1), metavar="N", help="Run every check on N right answers instead."
)
@click.option("--claims", is_flag=True, help="Measure what the texts say instead.")
@click.option("--on", default=None, metavar="DATA_SET", help="With --claims: measure on cifar10, say.")
@click.option("--seconds-per-check", default=60.0, show_default=True, help="With --fresh: CPU seconds.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the summary there, with the day.",
)
def audit(
    slugs: tuple[str, ...],
    only: str,
    jobs: int,
    seed: int | None,
    mutate: bool,
    fresh: int | None,
    claims: bool,
    on: str | None,
    seconds_per_check: float,
    page: Path | None,
) -> None:
    """Prove that the checks are right, in both directions.

    The solution earns 100 and the untouched release 0; every known mistake loses its own points, and only
    those, with its own message; every known right variant keeps full marks; and the rules of an assignment
    hold (labels, points, hints, no leaks). Without SLUG: all assignments. Exit 1 when something is wrong.
    Where the solution itself fails, only that is said. The seed of the fresh numbers is printed: --seed
    repeats a run. --only LABEL takes seconds: it runs what that exercise needs, and so sees neither pictures
    nor what a mistake costs in other exercises.

    With --mutate, each solution is changed in one small place at a time (an operator, an axis, a constant, a
    statement left out ...), and each such mutant must lose points on its own check. Survivors are printed as
    cells of lib/pixgrad/check/bank/SLUG/EXERCISE.py: make the check see them or, where a mutant is a right
    answer too, add the cell with the reason. Values assigned outside of functions are not changed.

    With --fresh N, every check meets N right answers (the solution and the variants of the bank, in turn),
    each with a seed of its own for the fresh numbers of the hidden tests; any that loses points is a false
    alarm. A check that draws no fresh numbers meets each right answer once. Where --seconds-per-check ends
    the runs of a check earlier, the report says how many it had.

    With --claims, the solution is run with its pictures, and every claim about numbers, order, speed or a
    picture that a text makes is measured beside it, with several seeds where chance plays. The texts speak of
    the embedded data set; --on cifar10 tells which of them hold there too.
    """
    # One BLAS thread: the audit forks, and a forked process must not wait for threads that stayed behind.
    os.environ.update(OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", OMP_NUM_THREADS="1", MPLBACKEND="agg")
    from pixgrad.authoring import audit as auditor
    from pixgrad.course import Course
    from pixgrad.errors import PixgradError, UsageError

    root = Course.find().root
    if (bool(fresh) + mutate + claims) > 1:
        raise UsageError(
            "--fresh, --mutate and --claims are audits of their own: run them one after the other"
        )
    if on and not claims:
        raise UsageError("--on goes with --claims: pixgrad audit SLUG --claims --on cifar10")
    if page and only:
        raise UsageError("--page is about whole notebooks: leave out --only")
    if page and not page.parent.is_dir():
        raise UsageError(f"--page {page}: there is no folder {page.parent}")
    if only and len(slugs) != 1:
        raise UsageError("--only goes with one SLUG: pixgrad audit SLUG --only LABEL")
    seed = secrets.randbelow(2**31) if seed is None else seed
    os.environ["PIXGRAD_SEED"] = str(seed)
    click.echo(f"seed {seed} (--seed {seed} repeats this run)")
    if fresh:
        return _fresh(root, Course(root).chosen(slugs), only, jobs, fresh, seed, seconds_per_check, page)
    if claims:
        return _claims(root, Course(root).chosen(slugs), on, page)
    if mutate:
        return _mutate(root, Course(root).chosen(slugs), only, jobs, page)
    wrong, results = 0, []
    for slug in Course(root).chosen(slugs):
        with _progress(slug, auditor.total_runs(slug, only), "run") as bar:
            found = auditor.audit(root, slug, jobs, bar.update, only)
        for line in _said(found):
            click.echo(line)
        wrong += len(found.problems) + len(found.failed)
        results.append(found)
    if page and not any(found.failed for found in results):
        page.write_text(auditor.page(results), encoding="utf-8")
    if wrong:
        raise PixgradError(f"{wrong} problem{'s' if wrong > 1 else ''} found, listed above")


@contextlib.contextmanager
def _progress(slug: str, total: int, unit: str) -> "Iterator[tqdm[NoReturn]]":
    """A progress bar, and folders of its own: the audit opens no one's test set, and remembers trainings."""
    from tqdm import tqdm

    from pixgrad import remembered

    with (
        tqdm(total=total, desc=slug, unit=unit, leave=False, disable=None) as bar,
        tempfile.TemporaryDirectory(prefix="pixgrad-audit-") as state,
    ):
        os.environ |= {"PIXGRAD_STATE": state, remembered.FOLDER: state}
        try:
            yield bar
        finally:
            del os.environ[remembered.FOLDER]


def _mutate(root: Path, slugs: list[str], only: str, jobs: int, page: Path | None) -> None:
    from pixgrad.authoring import mutation
    from pixgrad.errors import PixgradError

    found = []
    for slug in slugs:
        mutants = mutation.Mutants(root, slug, only)
        with _progress(slug, len(mutants.all), "mutant") as bar:
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
    only: str,
    jobs: int,
    runs: int,
    seed: int,
    seconds: float,
    page: Path | None,
) -> None:
    """Run right answers with fresh seeds; say which lose points."""
    from pixgrad.authoring import false_alarms, selection
    from pixgrad.errors import PixgradError

    results = []
    for slug in slugs:
        cells = selection.read(root, slug, only)
        with _progress(slug, 1 if only else false_alarms.total_checks(cells), "check") as bar:
            budget = false_alarms.Budget(runs, seed, seconds)
            results.append(false_alarms.fresh(cells, slug, budget, jobs, bar.update, only))
        for line in false_alarms.report(results[-1], runs):
            click.echo(line)
    if page:
        page.write_text(false_alarms.page(results), encoding="utf-8")
    wrong = sum(len(found.alarms()) for found in results)
    if wrong:
        raise PixgradError(f"{wrong} false alarm{'s' if wrong > 1 else ''}, listed above")


def _claims(root: Path, slugs: list[str], on: str | None, page: Path | None) -> None:
    """Measure what the texts say; say which claims do not hold."""
    from pixgrad.authoring import claims, source
    from pixgrad.course import Course
    from pixgrad.errors import PixgradError

    measured, failed = list[claims.Held](), 0
    for slug in slugs:
        with _progress(slug, 1, "notebook") as bar:
            held, run = claims.measure(source.read(Course(root).script(slug)), on)
            bar.update(1)
        broken = [each for each in held if each.broken]
        click.echo(f"{slug}: {len(held) - len(broken)} of {len(held)} claims hold")
        for each in broken:
            click.echo(f"  {each.label}: {each.broken}")
            click.echo(indent(each.printed, "    "))
        for cell, error in run.errors.items():
            click.echo(f"  cell {cell} raises {error}")
        failed += len(run.errors)
        measured += held
    if page:
        page.write_text(claims.page(measured, on), encoding="utf-8")
    if wrong := failed + sum(bool(each.broken) for each in measured):
        raise PixgradError(f"{wrong} claim{'s' if wrong > 1 else ''} or cells to look at, listed above")


def _said(found: "Audit") -> list[str]:
    """What an audit has to say: one line, and one for each problem."""
    name = f"{found.slug}/{found.only}" if found.only else found.slug
    if found.failed:
        first, *others = found.failed
        more = [f"  {line}" for line in [*others, *found.problems]]
        return [f"{name}: stopped, nothing else was tried, since the {first}", *more]
    counts = found.counts
    problems = f"{len(found.problems)} problem{'s' if len(found.problems) > 1 else ''}"
    words = [
        f"{name}: {problems if found.problems else 'all well'}",
        f"mistakes caught {counts['caught']}/{counts['mistakes']}, "
        f"variants kept {counts['kept']}/{counts['variants']}",
    ]
    if not found.only:
        words.insert(1, f"{counts['exercises']} exercises, {counts['checks']} checks")
        words.append(
            f"marking one right submission {found.marking_cpu:.2f} s CPU, "
            f"whole notebook {found.notebook_seconds:.1f} s"
        )
    return ["; ".join(words), *(f"  {problem}" for problem in found.problems)]


@click.command()
@click.argument("slug")
@click.argument("label")
@click.option("--points", type=click.IntRange(1), default=5, show_default=True, help="Of its check.")
@click.option(
    "--name", default="", metavar="FUNCTION", help="What it asks for; LABEL with underscores without."
)
@click.option("--after", default="", metavar="LABEL", help="The exercise before it; the last one without.")
def new(slug: str, label: str, points: int, name: str, after: str) -> None:
    """Begin a new exercise.

    Writes text, answer, check and hint into solutions/SLUG/SLUG.py, and the exercise's file into the bank:
    a small exercise that works, in which every line that is still to be written says TODO. It says what to do
    next.

    \b
    Example:
      pixgrad new a0_numpy brightest-row --points 5 --after white-corner
    """
    from pixgrad.authoring import scaffold
    from pixgrad.course import Course

    for line in scaffold.new(Course.find().root, slug, label, name, points, after):
        click.echo(line)


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the hand-out.  [default: dist/handout]"
)
def handout(slugs: tuple[str, ...], out: Path | None) -> None:
    """Write what students get, as a folder and a zip.

    \b
        pixgrad handout                      all assignments: dist/handout and dist/handout.zip
        pixgrad handout a0_numpy a1_knn      these two
        pixgrad handout --out week1/hello    week1/hello and week1/hello.zip

    In it: the notebooks, the package as students need it (a wheel, for pip), how to begin, and what to
    install for pip and conda. Not in it: solutions, hidden tests, right answers of the bank, and what marks.
    docs/handout.md says what packing the wrong answers protects, and what it does not. An earlier hand-out in
    the same place is replaced.
    """
    from pixgrad.authoring import handout as maker
    from pixgrad.course import Course
    from pixgrad.files import seen_from_here

    course = Course.find()
    folder, archive = maker.write(course, (out or course.root / "dist" / "handout").absolute(), slugs)
    click.echo(f"hand-out: {seen_from_here(folder)}")
    click.echo(f"the same, to send: {seen_from_here(archive)}")
