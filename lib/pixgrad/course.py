"""Where the files of a course lie."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pixgrad.errors import PixgradError, UsageError, nearest

if TYPE_CHECKING:
    from traitlets.config import Config


def course_root(start: Path) -> Path:
    """The folder of the course: `start` or the nearest parent with ``solutions`` and ``grader_config.py``.

    Raises
    ------
    UsageError
        When there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "solutions").is_dir() and (folder / "grader_config.py").is_file():
            return folder
    raise UsageError(
        f"{start} is not inside a course (a folder with grader_config.py and solutions/); cd there first"
    )


@dataclass(frozen=True)
class Course:
    """A course folder: ``grader_config.py``, ``solutions/`` and, once marking has begun, ``grading/``."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course that a folder lies in, itself or the nearest parent.

        Raises
        ------
        UsageError
            If neither `start` nor any parent is a course.
        """
        return cls(course_root((start or Path.cwd()).resolve()))

    @property
    def grading(self) -> Path:
        """Everything a running course produces."""
        return self.root / "grading"

    @property
    def submitted(self) -> Path:
        """What students handed in."""
        return self.grading / "submitted"

    @property
    def gradebook(self) -> Path:
        """nbgrader's database."""
        return self.grading / "gradebook.db"

    def source(self, slug: str) -> Path:
        """Return the source notebook of an assignment."""
        return self.root / "solutions" / slug / f"{slug}.ipynb"

    def release(self, slug: str) -> Path:
        """Return the notebook that students open."""
        return self.root / "assignments" / slug / f"{slug}.ipynb"

    def autograded(self, student: str, slug: str) -> Path:
        """Return the executed notebook of a submission."""
        return self.grading / "autograded" / student / slug / f"{slug}.ipynb"

    def feedback(self, student: str, slug: str) -> Path:
        """Return the page that a student gets back."""
        return self.grading / "feedback" / student / slug / f"{slug}.html"

    def report(self, slug: str) -> Path:
        """Return the class report of an assignment."""
        return self.grading / f"report-{slug}.html"

    def grades(self, slug: str) -> Path:
        """Return the grade table of an assignment."""
        return self.grading / f"grades-{slug}.csv"

    def slugs(self) -> list[str]:
        """Return the assignments that have a source notebook, sorted."""
        return sorted(
            path.parent.name for path in (self.root / "solutions").glob("*/*.ipynb") if _same_name(path)
        )

    def require(self, slug: str) -> None:
        """Raise UsageError unless the assignment exists; the message names the nearest and all known ones."""
        known = self.slugs()
        if slug in known:
            return
        if not known:
            raise PixgradError(f"no assignment is built yet in {self.root / 'solutions'}; run: pixgrad build")
        raise UsageError(f"no assignment is called {slug}{nearest(slug, known)} (known: {', '.join(known)})")

    def config(self) -> "Config":
        """Return nbgrader's configuration of this course, as grader_config.py states it.

        Raises
        ------
        PixgradError
            If that file cannot be executed.
        """
        from traitlets.config import PyFileConfigLoader

        try:
            return PyFileConfigLoader("grader_config.py", path=str(self.root)).load_config()
        except Exception as error:  # the file is Python; anything may go wrong in it
            path = self.root / "grader_config.py"
            raise PixgradError(f"{path} does not work: {type(error).__name__}: {error}") from error


def _same_name(notebook: Path) -> bool:
    return notebook.stem == notebook.parent.name
