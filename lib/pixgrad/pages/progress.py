"""How far somebody has come: which notebooks they have, the state of each exercise, what is next."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pixgrad.course import Course
from pixgrad.errors import PixgradError, UsageError
from pixgrad.files import nearest_notebook, seen_from_here
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.intake.reading import Unreadable, read
from pixgrad.marking.kept_results import KeptResults
from pixgrad.marking.recheck import Rechecked, recheck
from pixgrad.marking.self_check import slug_in
from pixgrad.marking.verdict import Result
from pixgrad.pages.cell_links import AnswerCell, address, answer_cells

# Folders below which nobody keeps a notebook that they work on.
PASSED_OVER = {"node_modules", "__pycache__", "site-packages"}
OF_COURSE = {"solutions", "grading", "site", "dist"}  # in the folder of a course
DONE = ("passed", "noted")


@dataclass(frozen=True)
class Stop:
    """A place on the map: an exercise, its result, when it was reached, and where it is answered."""

    result: Result
    at: float | None
    cell: AnswerCell

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do here."""
        return self.result.outcome in DONE


@dataclass(frozen=True)
class Stretch:
    """One notebook of the map; `path` is None where its student has none yet.

    Attributes
    ----------
    slug, title : str
    whole : bool
        Whether hidden tests judged too.
    address : str
        Where a running JupyterLab shows the notebook, but for the id of a cell; or "".
    """

    slug: str
    title: str
    path: Path | None = None
    stops: tuple[Stop, ...] = ()
    whole: bool = False
    address: str = ""

    @property
    def score(self) -> float:
        """Points earned."""
        return float(sum(stop.result.score for stop in self.stops))

    @property
    def points(self) -> float:
        """Points that could be earned; what is only noted is not among them."""
        return float(sum(stop.result.points for stop in self.stops if stop.result.outcome != "noted"))

    @property
    def done(self) -> int:
        """How many exercises are done."""
        return sum(stop.is_done for stop in self.stops)

    @property
    def last(self) -> float:
        """When the last step in this notebook was made; 0 where none was."""
        return max((stop.at for stop in self.stops if stop.at), default=0.0)

    @property
    def next(self) -> Stop | None:
        """The first exercise in reading order that is not done."""
        return next((stop for stop in self.stops if not stop.is_done), None)


@dataclass(frozen=True)
class CourseMap:
    """The whole course, and what was worth saying about the files that were looked at."""

    stretches: tuple[Stretch, ...]
    remarks: tuple[str, ...] = ()

    @property
    def next(self) -> tuple[Stretch, Stop] | None:
        """What to do next: in the notebook last worked on, else in the first that is not done."""
        began = sorted((each for each in self.stretches if each.last), key=lambda each: -each.last)
        for stretch in (*began[:1], *self.stretches):
            if stretch.next is not None:
                return stretch, stretch.next
        return None

    @property
    def last(self) -> tuple[Stretch, Stop] | None:
        """The last step, wherever it was made."""
        made = [(stretch, stop) for stretch in self.stretches for stop in stretch.stops if stop.at]
        return max(reversed(made), key=lambda step: step[1].at or 0.0, default=None)


def survey(
    places: Iterable[Path],
    limits: Limits,
    kept: KeptResults,
    run_now: bool = True,
) -> CourseMap:
    """Look at every notebook of the course that lies in some folders; only what has changed is run.

    Where two notebooks are of one assignment, the one saved last counts, and a remark says so.

    Parameters
    ----------
    places : iterable of Path
        Notebooks, or folders to look through.
    limits : Limits
    kept : KeptResults
    run_now : bool
        False: nothing is run, and what has changed is told as not run.

    Raises
    ------
    UsageError
        If a place does not exist, or no notebook of the course lies there.
    """
    chosen, remarks = _one_each(notebooks_in(places))
    stretches: dict[str, Stretch] = {}
    for slug, path in chosen.items():
        try:
            stretches[slug] = stretch_of(path, recheck(path, limits, kept, run_now))
        except PixgradError as error:
            remarks.append(str(error))
    for slug, title in _whole_course(next(iter(chosen.values()))):
        stretches.setdefault(slug, Stretch(slug, title))
    return CourseMap(tuple(stretches[slug] for slug in sorted(stretches)), tuple(remarks))


def stretch_of(path: Path, rechecked: Rechecked) -> Stretch:
    """Return the state of one notebook."""
    checked = rechecked.checked
    cells = answer_cells(checked.nb, checked.exercises)
    stops = tuple(
        Stop(result, rechecked.since.get(result.label), cells[result.label])
        for result in checked.verdict.results
    )
    slug = checked.verdict.slug
    return Stretch(slug, _title(checked.nb.metadata, slug), path, stops, checked.whole, address(path))


def notebooks_in(places: Iterable[Path]) -> dict[Path, str]:
    """Return the notebooks of the course in some folders, or named, each with its assignment.

    Raises
    ------
    UsageError
        If a place does not exist, or no notebook of the course lies there.
    """
    found: dict[Path, str] = {}
    places = list(places)
    for place in places:
        if not place.exists():
            hint = nearest_notebook(place) or "; name a notebook, or a folder with notebooks in it"
            raise UsageError(f"there is no {place}{hint}")
        for path in [place] if place.is_file() else _below(place):
            if slug := slug_of(path):
                found[path] = slug
            elif place.is_file():
                raise UsageError(f"{place} is not a notebook of this course; open one from assignments/")
    if not found:
        where = ", ".join(str(place.resolve()) for place in places)
        raise UsageError(
            f"no notebook of the course lies in {where}; cd to your notebooks, or name their folder"
        )
    return found


def following(path: Path, slug: str) -> Path | None:
    """Return the notebook of the course to open after one: beside it, or in a folder beside its own.

    None where there is none.
    """
    here = path.resolve().parent
    later = {slug_of(other): other for other in (*here.parent.glob("*/*.ipynb"), *here.glob("*.ipynb"))}
    found = min((other for other in later if other > slug), default=None)
    return Path(seen_from_here(later[found])) if found else None


def _below(folder: Path) -> Iterator[Path]:
    course = (folder / "grader_config.py").is_file()
    for top, folders, files in os.walk(folder):
        passed_over = PASSED_OVER | (OF_COURSE if course and Path(top) == folder else set())
        folders[:] = sorted(name for name in folders if name not in passed_over and not name.startswith("."))
        yield from (Path(top) / name for name in sorted(files) if name.endswith(".ipynb"))


def slug_of(path: Path) -> str:
    """The assignment that a file says it is of, by its metadata; "" for any other file."""
    try:
        payload = path.read_bytes()
        return slug_in(read(payload)[0]) if b"pixgrad" in payload else ""
    except (OSError, Unreadable):
        return ""


def _one_each(found: dict[Path, str]) -> tuple[dict[str, Path], list[str]]:
    chosen: dict[str, Path] = {}
    for path in sorted(found, key=lambda path: path.stat().st_mtime):
        chosen[found[path]] = path
    remarks = [
        f"{path} was left out: {chosen[slug]} is of the same assignment and was saved later"
        for path, slug in found.items()
        if chosen[slug] != path
    ]
    return dict(sorted(chosen.items())), remarks


def _whole_course(near: Path) -> list[tuple[str, str]]:
    """Every assignment of the course that a notebook lies in, with its title; none for a hand-out."""
    try:
        course = Course.find(near.parent)
    except UsageError:
        return []
    return [(slug, _title_in(course.release(slug), slug)) for slug in course.slugs()]


def _title_in(path: Path, slug: str) -> str:
    try:
        return _title(read(path.read_bytes())[0].metadata, slug)
    except (OSError, Unreadable):
        return slug


def _title(metadata: Any, slug: str) -> str:
    pixgrad = metadata.get("pixgrad")
    return str((pixgrad if isinstance(pixgrad, dict) else {}).get("title") or slug)
