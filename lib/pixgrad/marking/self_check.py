"""A student checks their own notebook: the verdict on each exercise, with the reason and the hint."""

import contextlib
import copy
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from tqdm import tqdm

from pixgrad.check import noted
from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError
from pixgrad.files import nearest_notebook
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute
from pixgrad.marking.findings import Finding
from pixgrad.marking.intake import admit, completeness
from pixgrad.marking.intake.matching import match
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.intake.released import originals
from pixgrad.marking.judging import STUB, judge
from pixgrad.marking.kit import Exercise, Kit, exercises_of, load_kit
from pixgrad.marking.verdict import Result, Verdict
from pixgrad.notebook.cells import is_check, is_explore, role_of


def load(path: Path) -> bytes:
    """Read the file of a student's notebook.

    Raises
    ------
    UsageError
        If the path is no file.
    """
    if not path.is_file():
        raise UsageError(f"there is no notebook at {path}{nearest_notebook(path)}")
    return path.read_bytes()


@dataclass(frozen=True)
class Checked:
    """A student's notebook after a check of its own.

    Attributes
    ----------
    nb : NotebookNode
        As the student has it.
    verdict : Verdict
    whole : bool
        Whether the hidden tests were at hand too, so that everything was judged.
    """

    nb: NotebookNode
    exercises: tuple[Exercise, ...]
    verdict: Verdict
    whole: bool

    @property
    def remark(self) -> str:
        """What was judged and what was not."""
        if self.whole:
            return "Everything was judged, by the hidden tests too."
        judged, points = self.verdict.max_score, self.verdict.all_points
        if judged < points:
            return f"Judged here: {judged:g} of {points:g} points. The rest is {noted.WORDS}."
        return "Marking adds checks of the same kind on other numbers."


@dataclass(frozen=True)
class Opened:
    """A student's notebook that is ready to be judged, and what it is judged by.

    Attributes
    ----------
    theirs : NotebookNode
        As the student has it.
    nb : NotebookNode
        As it is run: in the form of the assignment, hidden tests in where they are at hand.
    kit : Kit or None
        The assignment; None where the notebook has to speak for itself.
    whole : bool
        Whether the hidden tests are at hand.
    """

    theirs: NotebookNode
    nb: NotebookNode
    kit: Kit | None
    whole: bool
    slug: str
    exercises: tuple[Exercise, ...]
    findings: tuple[Finding, ...]

    @property
    def blanks(self) -> dict[str, str]:
        """Source of every answer cell as it was handed out, by grade id; empty where nobody knows."""
        return self.kit.blanks if self.kit is not None else {}

    def judged(self, exercises: tuple[Exercise, ...]) -> tuple[Result, ...]:
        """Return the results of exercises whose cells have been run in `nb`."""
        printed = {output.text for cell in self.nb.cells for output in _printed(cell)}
        results = judge(self.nb, exercises, self.blanks)
        if self.whole:
            return tuple(replace(result, told=result.message) for result in results)
        return tuple(_noted(result, printed) for result in results)

    def checked(self, results: tuple[Result, ...], cut: list[Finding]) -> Checked:
        """Return the whole verdict."""
        verdict = Verdict("", self.slug, "marked", results, (*self.findings, *cut))
        return Checked(_labelled(self.theirs, self.kit), self.exercises, verdict, self.whole)


def check(path: Path, limits: Limits) -> Checked:
    """Run a student's notebook, apart from its ``explore`` cells, and judge what can be judged here.

    It goes through the same intake as when it is marked, against the assignment that lies nearest, to the
    notebook or else to the working folder: a course that is whole, with its ``solutions/``, where the hidden
    tests judge too; a release; or, if there is neither, what the notebook says of itself. In a hand-out, an
    answer that the visible check can only read is noted.

    Raises
    ------
    UsageError
        If the path is no file.
    PixgradError
        If the file is no notebook, or has no checks.
    """
    opened = open_notebook(path)
    cut = run(opened, limits)
    return opened.checked(opened.judged(opened.exercises), cut)


def open_notebook(path: Path) -> Opened:
    """Read a student's notebook and find what it is judged by; raises as `check` does."""
    payload = load(path)
    try:
        theirs, _ = read(payload)
        kit, whole = _kit_of(path, payload, theirs)
        nb, findings = admit(payload, kit) if kit is not None else (_numbered(theirs), [])
        exercises = kit.exercises if kit is not None else exercises_of(nb)
    except Unreadable as error:
        raise PixgradError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PixgradError(
            f"{path}: the metadata of its cells is damaged; start from a fresh copy"
        ) from error
    if not exercises:
        raise PixgradError(f"{path} has no check cells; open the notebook from assignments/")
    slug = kit.slug if kit is not None else slug_in(theirs)
    return Opened(theirs, nb, kit, whole, slug or path.stem, exercises, tuple(findings))


def run(opened: Opened, limits: Limits) -> list[Finding]:
    """Run the cells of a notebook, with a bar; returns what was cut short though no exercise was."""
    cells = sum(cell.cell_type == "code" and not is_explore(cell) for cell in opened.nb.cells)
    with tqdm(total=cells, desc="running your cells", unit="cell", leave=False, disable=None) as bar:
        slug = opened.kit.slug if opened.kit is not None else slug_in(opened.theirs)
        return execute(opened.nb, limits, progress=bar.update, slug=slug)


def _kit_of(path: Path, payload: bytes, nb: NotebookNode) -> tuple[Kit | None, bool]:
    """The assignment that a notebook is of, and whether its hidden tests are there.

    A course that is whole comes before a release; both are looked for where the notebook lies, then where the
    command was given.
    """
    starts = path.resolve().parent, Path.cwd()
    for start in starts:
        with contextlib.suppress(UsageError):
            course = Course.find(start)
            kits = [load_kit(course, slug) for slug in _wanted(course.slugs(), path, nb)]
            if (kit := _most_alike(payload, kits)) is not None:
                return kit, True
    for start in starts:
        releases = _releases_at(start, path)  # a hand-out
        kits = [releases[slug] for slug in _wanted(list(releases), path, nb)]
        if (kit := _most_alike(payload, kits)) is not None:
            return kit, False
    return None, False


def _wanted(slugs: list[str], path: Path, nb: NotebookNode) -> list[str]:
    """The assignment that a notebook says it is of; or which it is called after; or else all."""
    if said := slug_in(nb):
        return [slug for slug in slugs if slug == said]
    return [slug for slug in slugs if path.name.lower().startswith(slug)] or slugs


def _most_alike(payload: bytes, kits: list[Kit]) -> Kit | None:
    """The assignment of which a notebook has most cells, None if it has none of any."""
    recognised = [completeness(payload, kit).recognised for kit in kits]
    return kits[recognised.index(max(recognised))] if any(recognised) else None


def _releases_at(folder: Path, path: Path) -> dict[str, Kit]:
    """The assignments of which a release without answers lies in a folder or above it."""
    near = [*folder.glob("*.ipynb")]
    for above in (folder, *folder.parents):
        near += above.glob("assignments/*/*.ipynb")
    found: dict[str, Kit] = {}
    for other in near:
        if other.is_file() and not other.samefile(path) and (release := _release_in(other)) is not None:
            found.setdefault(release.slug, release)
    return found


def _release_in(path: Path) -> Kit | None:
    try:
        nb, _ = read(path.read_bytes())
        exercises = exercises_of(nb)
        answers = [cell.source for cell in nb.cells if role_of(cell) == "answer"]
    except (Unreadable, OSError, KeyError, TypeError, ValueError, AttributeError):
        return None
    slug = slug_in(nb)
    if not slug or not exercises or not any(STUB in source for source in answers):
        return None
    text = nbformat.writes(nb)
    return Kit(slug, slug, text, exercises, hashlib.sha256(text.encode()).hexdigest())


def _numbered(nb: NotebookNode) -> NotebookNode:
    """A copy in which no two cells have the same id, and none has no id."""
    nb, seen = copy.deepcopy(nb), set[str]()
    for number, cell in enumerate(nb.cells):
        if not cell.id or cell.id in seen:
            cell.id = f"cell-{number}"
        seen.add(cell.id)
    return nb


def _labelled(nb: NotebookNode, kit: Kit | None) -> NotebookNode:
    """The student's own notebook, cells that had lost their names named again, so that they can be found."""
    if kit is not None:
        for cell, known in zip(nb.cells, match(nb, originals(kit)), strict=True):
            if known.key in kit.cells:
                cell.metadata["nbgrader"] = kit.cells[known.key].metadata.nbgrader
    return nb


def _printed(cell: NotebookNode) -> list[NotebookNode]:
    """What a check cell printed; the checks run apart from the student's code, so it is the checks' own."""
    return [output for output in cell.outputs if output.output_type == "stream"] if is_check(cell) else []


def _noted(result: Result, printed: set[str]) -> Result:
    """The result of an exercise whose visible check has judged nothing."""
    line = noted.line(result.label)
    if result.outcome != "passed" or not any(line in text.splitlines() for text in printed):
        return result
    return replace(result, outcome="noted", score=0.0)


def slug_in(nb: NotebookNode) -> str:
    """The assignment that a notebook says it is of."""
    pixgrad = nb.metadata.get("pixgrad", {})
    return str(pixgrad.get("slug", "")) if isinstance(pixgrad, dict) else ""
