"""An assignment's entry in nbgrader's gradebook: what its commands and formgrader know of the cells."""

import copy
import tempfile

from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from pixgrad.classroom.gradebook import NO_LOG, opened
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.marking.kit import Kit


def register(course: Course, kit: Kit) -> None:
    """Enter an assignment in the gradebook with nbgrader's GenerateAssignment; assignments/ is not touched.

    Afterwards formgrader and ``nbgrader autograde`` know the cells, hidden tests included. Nothing is done if
    the gradebook has them as they are.

    Raises
    ------
    PixgradError
        If cells were added or removed although submissions have been marked, or nbgrader refuses.
    """
    known = _known_checksums(course, kit.slug)
    wanted = {grade_id: cell.metadata.nbgrader.get("checksum") for grade_id, cell in kit.cells.items()}
    if known == wanted:
        return
    _refuse_other_cells(course, kit.slug, set(known), set(wanted))
    with tempfile.TemporaryDirectory(prefix="pixgrad-release-") as folder:
        generate(course, kit.slug, folder)


def generate(course: Course, slug: str, folder: str) -> None:
    """Call nbgrader's GenerateAssignment with the course's configuration, releasing into a folder.

    Raises
    ------
    PixgradError
        If nbgrader refuses.
    """
    config = copy.deepcopy(course.config())
    config.CourseDirectory.merge(
        {"root": str(course.root), "release_directory": folder, "assignment_id": slug}
    )
    coursedir = CourseDirectory(config=config, log=NO_LOG)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=NO_LOG)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise PixgradError(
            f"nbgrader could not register {slug}; see: nbgrader generate_assignment {slug}"
        ) from error


def _known_checksums(course: Course, slug: str) -> dict[str, str | None]:
    with opened(course) as gradebook:
        try:
            notebook = gradebook.find_notebook(slug, slug)
        except MissingEntry:
            return {}
        return {cell.name: cell.checksum for cell in notebook.source_cells}


def _refuse_other_cells(course: Course, slug: str, known: set[str], wanted: set[str]) -> None:
    if not known or known == wanted:
        return
    with opened(course) as gradebook:
        if not gradebook.find_notebook(slug, slug).submissions:
            return
    changes = [f"+{name}" for name in sorted(wanted - known)] + [
        f"-{name}" for name in sorted(known - wanted)
    ]
    raise PixgradError(
        f"{slug} has other cells ({', '.join(changes[:5])}) than when submissions in {course.gradebook} were "
        "marked, and nbgrader cannot change that; move the gradebook away to start anew, or restore the cells"
    )
