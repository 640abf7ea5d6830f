"""A term's assignment through nbgrader's exchange, from the release to the fetched feedback."""

import getpass
import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from pixgrad.classroom.batch import summary_of
from pixgrad.course import Course

# Fourteen commands of nbgrader, and pages to mark: about 15 CPU seconds, and the one test of the whole path.
pytestmark = pytest.mark.slow

ACCOUNTS = ("nobody", "games")  # every Unix has them, and they own nothing
SLUG = "t1_sums"


class Exchange:
    """nbgrader's commands in a course and in the homes of its students."""

    def __init__(self, folder, course, nbgrader):
        self.folder, self.course, self.nbgrader = folder, course, nbgrader
        self.users = ACCOUNTS if os.geteuid() == 0 else (getpass.getuser(),)
        settings = f'c.Exchange.root = "{folder / "exchange"}"\nc.CourseDirectory.course_id = "pixgrad"\n'
        for user in self.users:
            (folder / user).mkdir()
            (folder / user / "nbgrader_config.py").write_text("c = get_config()\n" + settings)
            if os.geteuid() == 0:
                shutil.chown(folder / user, user)
        with (course.root / "grader_config.py").open("a") as file:
            file.write(settings)

    def teach(self, *words, course=None):
        """Call nbgrader as the instructor."""
        return self.nbgrader((course or self.course).root, *words)

    def learn(self, user, *words):
        """Call nbgrader as a student."""
        return self.nbgrader(self.folder / user, *words, user=user if os.geteuid() == 0 else None)

    def hand_in(self, user, nb):
        """Write a student's notebook and submit it."""
        path = self.folder / user / SLUG / f"{SLUG}.ipynb"
        path.write_text(nbformat.writes(nb))
        self.learn(user, "submit", SLUG)

    def fetched(self, user):
        """Return the feedback pages that a student has fetched, the oldest first."""
        self.learn(user, "fetch_feedback", SLUG)
        return [page.read_text() for page in sorted((self.folder / user / SLUG / "feedback").rglob("*.html"))]


@pytest.fixture
def exchange(course, limits, nbgrader):
    """A course with an exchange that every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="pixgrad-exchange-"))
    folder.chmod(0o755)
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)
    made = Exchange(folder, course, nbgrader)
    with course.settings.open("a") as file:
        file.write(f"c.MarkingExporter.isolation = {limits.isolation!r}\n")
    yield made
    shutil.rmtree(folder)


def state_due_dates(course, punctual):
    """Everybody is an hour late, but one student has an extension."""
    due = datetime.now(UTC) - timedelta(hours=1)
    with course.settings.open("a") as file:
        file.write(
            f'c.DueDates.due = {{"{SLUG}": "{due:%Y-%m-%d %H:%M}"}}\nc.DueDates.penalty_percent = 10.0\n'
        )
    (course.grading / "extensions.csv").write_text(f"student,assignment,due\n{punctual},{SLUG},+3 days\n")


def totals(course):
    return summary_of(course, SLUG).totals


def test_from_the_release_to_the_fetched_feedback(exchange, course, pixgrad, asked, hand_made):
    """Do a punctual, a late and a second submission come back marked, each page with its attempt?"""
    *_, late = users = exchange.users
    first = {late: hand_made.student_notebook(**hand_made.MINUS)}
    exchange.teach("generate_assignment", SLUG, "--force")
    exchange.teach("release_assignment", SLUG)
    for user in users:
        exchange.learn(user, "fetch_assignment", SLUG)
        assert "HIDDEN" not in (exchange.folder / user / SLUG / f"{SLUG}.ipynb").read_text()
        exchange.hand_in(user, first.get(user, hand_made.student_notebook()))
    state_due_dates(course, next(user for user in (*users, "somebody") if user != late))
    exchange.teach("collect", SLUG)

    clone = Course(Path(shutil.copytree(course.root, course.root.parent / "clone")))
    clone.gradebook.unlink()
    assert pixgrad("grade", SLUG, *asked).code == 0
    expected = {user: 54.0 if user == late else 100.0 for user in users}
    assert totals(course) == expected
    exchange.teach("api", "autograde", SLUG, late, course=clone)
    exchange.teach("autograde", SLUG, course=clone)
    assert totals(clone) == expected
    for user in users:
        pages = [each.feedback(user, SLUG).read_text() for each in (course, clone)]
        assert pages[0] == pages[1]

    exchange.teach("generate_feedback", SLUG)
    exchange.teach("release_feedback", SLUG)
    (page,) = exchange.fetched(late)
    assert page == course.feedback(late, SLUG).read_text()
    assert "6 points are taken off, 60 were earned" in page

    exchange.hand_in(late, hand_made.student_notebook())
    exchange.teach("collect", SLUG, "--update")
    assert pixgrad("grade", SLUG, *asked).code == 0
    assert totals(course)[late] == 90
    exchange.teach("generate_feedback", SLUG)
    exchange.teach("release_feedback", SLUG)
    assert exchange.fetched(late) == [page, course.feedback(late, SLUG).read_text()]
    assert "10 points are taken off, 100 were earned" in course.feedback(late, SLUG).read_text()
