"""An assignment's entry in nbgrader's gradebook: what its commands and formgrader know of the cells."""

import copy
import sys
import tempfile

from nbgrader.api import Gradebook, MissingEntry, SourceCell
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from pixgrad.classroom.changes import write_down
from pixgrad.classroom.gradebook import CELLS, NO_LOG, one_at_a_time, opened
from pixgrad.classroom.moved_cells import adapt
from pixgrad.course import Course
from pixgrad.errors import PixgradError
from pixgrad.files import require_writable
from pixgrad.marking.handed_out import HandedOut, remember
from pixgrad.marking.kit import Kit, load_kit
from pixgrad.notebook.marks import visible_part


def register(course: Course, kit: Kit) -> bool:
    """Enter an assignment in the gradebook with nbgrader's GenerateAssignment; assignments/ is not touched.

    Afterwards formgrader and ``nbgrader autograde`` know the cells, hidden tests included. Nothing is done if
    the gradebook has them as they are. Where submissions have been marked already, they get entries for what
    was added, and lose what was dropped; earlier forms of the cells are remembered, so that nobody is blamed
    for having them.

    Returns
    -------
    bool
        Whether the gradebook had other cells, or none.

    Raises
    ------
    PixgradError
        If nbgrader refuses.
    """
    with opened(course) as book:
        known = _known_cells(book, kit.slug)
        wanted = {grade_id: cell.metadata.nbgrader.get("checksum") for grade_id, cell in kit.cells.items()}
        if {name: cell.checksum for name, cell in known.items()} == wanted:
            return False
        if known:
            remember(course, kit.slug, _as_handed_out(book, kit.slug, known))
        write_down(course, kit.slug, adapt(book, kit))
        book.db.commit()
    with tempfile.TemporaryDirectory(prefix="pixgrad-release-") as folder:
        generate(course, kit.slug, folder)
    return True


def register_all(course: Course) -> None:
    """Enter every assignment of a course, so that formgrader's buttons work from the beginning."""
    require_writable(course.grading)
    for slug in course.slugs():
        register(course, load_kit(course, slug))


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
    config.GenerateAssignment.pop("pre_convert_hook", None)  # it would come back here
    coursedir = CourseDirectory(config=config, log=NO_LOG)
    converter = GenerateAssignment(coursedir=coursedir, config=config, log=NO_LOG)
    converter.force = True
    try:
        converter.start()
    except NbGraderException as error:
        raise PixgradError(
            f"nbgrader could not register {slug}; see: nbgrader generate_assignment {slug}"
        ) from error


def current_kit(course: Course, slug: str) -> Kit:
    """Return the kit of an assignment, after making sure that the gradebook has the same cells."""
    kit = load_kit(course, slug)
    with one_at_a_time(course, CELLS):
        return load_kit(course, slug) if register(course, kit) else kit


def _known_cells(book: Gradebook, slug: str) -> dict[str, SourceCell]:
    try:
        return {cell.name: cell for cell in book.find_notebook(slug, slug).source_cells}
    except MissingEntry:
        return {}


def _as_handed_out(book: Gradebook, slug: str, known: dict[str, SourceCell]) -> dict[str, HandedOut]:
    """Return the cells that students have had so far."""
    points = {cell.name: cell.max_score for cell in book.find_notebook(slug, slug).grade_cells}
    return {
        name: HandedOut(visible_part(cell.source or ""), points.get(name)) for name, cell in known.items()
    }


if __name__ == "__main__":  # `pixgrad lab`, which students have, too, without this package
    try:
        register_all(Course.find())
    except PixgradError as error:
        print(f"pixgrad lab: formgrader may not know the assignments: {error}", file=sys.stderr)
