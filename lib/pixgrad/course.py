"""Where the files of a course lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pixgrad.errors import PixgradError, UsageError, nearest

if TYPE_CHECKING:
    from traitlets.config import Config


@dataclass(frozen=True)
class Course:
    """A course folder: ``grader_config.py``, ``solutions/`` and, once marking has begun, ``grading/``."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course that a folder lies in, itself or the nearest parent; by default the current one.

        Raises
        ------
        UsageError
            If neither `start` nor any parent is a course.
        """
        start = (start or Path.cwd()).resolve()
        for course in map(cls, (start, *start.parents)):
            if course.solutions.is_dir() and course.settings.is_file():
                return course
        raise UsageError(
            f"{start} is not inside a course (a folder with grader_config.py and solutions/); cd there first"
        )

    @property
    def settings(self) -> Path:
        """nbgrader's configuration of this course."""
        return self.root / "grader_config.py"

    @property
    def grading(self) -> Path:
        """Everything a running course produces."""
        return self.root / "grading"

    def make_grading(self) -> None:
        """Make that folder, if it is missing, for its owner alone: there are names and marks in it."""
        self.grading.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def submitted(self) -> Path:
        """What students handed in."""
        return self.grading / "submitted"

    @property
    def gradebook(self) -> Path:
        """nbgrader's database."""
        return self.grading / "gradebook.db"

    @property
    def secret(self) -> Path:
        """What hidden numbers are made of, beside the submission itself."""
        return self.grading / "secret"

    @property
    def solutions(self) -> Path:
        """What authors write, and the source notebooks built of it."""
        return self.root / "solutions"

    @property
    def assignments(self) -> Path:
        """What students open."""
        return self.root / "assignments"

    def script(self, slug: str) -> Path:
        """Return the one hand-edited source of an assignment, in percent format."""
        return self.solutions / slug / f"{slug}.py"

    def source(self, slug: str) -> Path:
        """Return the source notebook of an assignment."""
        return self.solutions / slug / f"{slug}.ipynb"

    def release(self, slug: str) -> Path:
        """Return the notebook that students open."""
        return self.assignments / slug / f"{slug}.ipynb"

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

    @property
    def total(self) -> Path:
        """The total of the course, as a table; its page lies beside it."""
        return self.grading / "total.csv"

    def changes(self, slug: str) -> Path:
        """Return the table of marks that changed after they had been given."""
        return self.grading / f"changes-{slug}.csv"

    def handed_out(self, slug: str) -> Path:
        """Return where earlier forms of an assignment's cells are kept, as students may still have them."""
        return self.grading / f"handed-out-{slug}.json"

    def slugs(self) -> list[str]:
        """Return the assignments that have a source notebook, sorted."""
        return self._named_as_their_folder("*.ipynb")

    def written(self) -> list[str]:
        """Return the assignments that have a hand-edited source, built or not, sorted."""
        return self._named_as_their_folder("*.py")

    def chosen(self, wanted: Sequence[str]) -> list[str]:
        """Return the assignments that an author names, or all that have a hand-edited source.

        Raises
        ------
        UsageError
            For a name that is none of them; the message names the nearest and all known ones.
        """
        known = self.written()
        for slug in wanted:
            _require(slug, known)
        return list(wanted) or known

    def require(self, slug: str) -> None:
        """Raise UsageError unless the assignment exists; the message names the nearest and all known ones."""
        known = self.slugs()
        if not known:
            raise PixgradError(f"no assignment is built yet in {self.solutions}; run: pixgrad build")
        _require(slug, known)

    def _named_as_their_folder(self, pattern: str) -> list[str]:
        files = self.solutions.glob(f"*/{pattern}")
        return sorted(path.stem for path in files if path.stem == path.parent.name)

    def config(self) -> "Config":
        """Return nbgrader's configuration of this course, as grader_config.py states it.

        Raises
        ------
        PixgradError
            If that file cannot be executed.
        """
        from traitlets.config import PyFileConfigLoader

        try:
            return PyFileConfigLoader(self.settings.name, path=str(self.root)).load_config()
        except Exception as error:  # the file is Python; anything may go wrong in it
            raise PixgradError(f"{self.settings} does not work: {type(error).__name__}: {error}") from error


def _require(slug: str, known: list[str]) -> None:
    if slug not in known:
        raise UsageError(f"no assignment is called {slug}{nearest(slug, known)} (known: {', '.join(known)})")
