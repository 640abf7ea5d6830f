"""Building the notebooks of each assignment and the counts of the README, noticing what has drifted."""

import tempfile
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from pixgrad.authoring import expand, rules, source
from pixgrad.authoring.counts import counted
from pixgrad.course import Course
from pixgrad.errors import PixgradError


def products(root: Path, wanted: list[str]) -> dict[Path, str]:
    """Text of every notebook that the sources make: path -> content.

    The release is made by nbgrader's own ``generate_assignment``, in a scratch folder and without a database.
    """
    course, built = Course(root), dict[Path, str]()
    with tempfile.TemporaryDirectory(prefix="pixgrad-build-") as scratch:
        for slug in wanted:
            text = expand.to_text(expand.build(source.read(course.script(slug))))
            built[course.source(slug)] = text
            folder = Path(scratch) / "source" / slug
            folder.mkdir(parents=True)
            (folder / f"{slug}.ipynb").write_text(text, encoding="utf-8")
        for slug in wanted:
            built[course.release(slug)] = _release(Path(scratch), slug)
    return built


def pages(root: Path) -> dict[Path, str]:
    """Text of the README with its counts made new, where there is one: path -> content."""
    course, readme = Course(root), root / "README.md"
    text = _text(readme)
    return {readme: counted(text, [course.script(slug) for slug in course.written()])} if text else {}


def release(root: Path, slug: str) -> NotebookNode:
    """What students open, made from the source anew."""
    return nbformat.reads(products(root, [slug])[Course(root).release(slug)], as_version=4)


def committed(root: Path, slug: str, solution: NotebookNode) -> NotebookNode | None:
    """What students open, as the last build left it, if that was a build of this very source notebook."""
    if _text(Course(root).source(slug)) != expand.to_text(solution):
        return None
    text = _text(Course(root).release(slug))
    return nbformat.reads(text, as_version=4) if text else None


def _release(scratch: Path, slug: str) -> str:
    from nbgrader.apps import NbGrader  # here, since it takes a second that most audits do without
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config()
    config.LockCells.lock_readonly_cells = False  # as in grader_config.py
    config.CourseDirectory.root = str(scratch)
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.CourseDirectory.assignment_id = slug
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    app = NbGrader(config=config)
    app.log_level = "ERROR"
    coursedir = CourseDirectory(parent=app, config=config)
    GenerateAssignment(coursedir=coursedir, parent=app, config=config).start()
    made = nbformat.read(scratch / "release" / slug / f"{slug}.ipynb", as_version=4)
    return expand.to_text(made)


def require_points(root: Path, wanted: list[str]) -> None:
    """Raise PixgradError unless the points of each assignment add up to what all of them are worth."""
    sources = (source.read(Course(root).script(slug)) for slug in wanted)
    if lines := [line for each in sources for line in rules.points(each)]:
        raise PixgradError(f"{'; '.join(lines)}; change points= of some checks, then build")


def write(root: Path, wanted: list[str]) -> list[Path]:
    """Build the notebooks and write those that changed; returns their paths."""
    changed = []
    for path, text in (products(root, wanted) | pages(root)).items():
        if _text(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def drifted(root: Path, wanted: list[str]) -> list[str]:
    """One line for each notebook that is not what its source makes, naming the first cell that differs."""
    lines = []
    for path, text in products(root, wanted).items():
        found = _text(path)
        if found is None:
            lines.append(f"{path.relative_to(root)} is missing")
        elif found != text:
            lines.append(
                f"{path.relative_to(root)} differs from its source at {_first_difference(found, text)}"
            )
    counts = pages(root)
    lines += [f"{path.name} has other counts than the bank" for path in counts if _text(path) != counts[path]]
    if set(wanted) == set(Course(root).written()):
        lines += _strays(root)
    return lines


def _strays(root: Path) -> list[str]:
    """Whatever lies in the two notebook folders that no source makes."""
    course = Course(root)
    known = course.written()
    fine = {path(slug) for slug in known for path in (course.script, course.source, course.release)}
    files = [path for top in (course.solutions, course.assignments) for path in sorted(top.rglob("*"))]
    hidden = (".ipynb_checkpoints", "__pycache__")
    return [
        f"{path.relative_to(root)} is a stray file: no source makes it"
        for path in files
        if path.is_file() and path not in fine and not set(hidden) & set(path.parts)
    ]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _first_difference(found: str, wanted: str) -> str:
    try:
        old, new = (nbformat.reads(text, as_version=4).cells for text in (found, wanted))
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError):
        return "its first byte: it is not a notebook"
    for before, after in zip(old, new, strict=False):
        if before != after:
            return f"cell {after.get('id')}"
    return "its number of cells" if len(old) != len(new) else "its metadata or layout"
