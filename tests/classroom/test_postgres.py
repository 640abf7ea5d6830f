"""A gradebook in PostgreSQL, through nbgrader's db_url: the tests start Debian's server themselves."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pixgrad.classroom import gradebook, registration, students
from pixgrad.classroom.batch import summary_of
from pixgrad.course import Course
from pixgrad.errors import PixgradError

pytestmark = pytest.mark.slow

MARKERS = {"first": {"ada": 100, "ben": 60}, "second": {"cleo": 100, "dan": 60}}


def program(name):
    """A program of the server; Debian puts it beside the others of its version, not on the path."""
    debians = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or next(map(str, reversed(debians)), None)
    if found is None:
        pytest.skip(
            f"no PostgreSQL server on this machine ({name}); on Debian and Ubuntu: apt install postgresql"
        )
    return found


@pytest.fixture
def server():
    """The address of a new database, in a server that listens to a socket in a temporary folder alone."""
    pytest.importorskip("psycopg", reason="pip install 'pixgrad[postgres]'")
    initdb, pg_ctl, createdb = map(program, ("initdb", "pg_ctl", "createdb"))
    folder = Path(tempfile.mkdtemp(prefix="pixgrad-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
    words = []
    if os.geteuid() == 0:  # as which the server refuses to run
        if shutil.which("runuser") is None:
            pytest.skip("root, and no runuser to start the server as somebody else")
        shutil.chown(folder, "nobody")
        words = ["runuser", "-u", "nobody", "--"]

    def call(*more):
        subprocess.run([*words, *more], cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=120)

    data, log = str(folder / "data"), str(folder / "log")
    try:
        call(initdb, "-D", data, "-U", "pixgrad", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8")
        call(pg_ctl, "-D", data, "-l", log, "-w", "-o", f"-k {folder} -F -c listen_addresses=", "start")
        call(createdb, "-h", str(folder), "-U", "pixgrad", "gradebook")
        yield f"postgresql+psycopg://pixgrad@/gradebook?host={folder}"
    finally:
        subprocess.run(
            [*words, pg_ctl, "-D", data, "-m", "immediate", "stop"], check=False, capture_output=True
        )
        shutil.rmtree(folder, ignore_errors=True)


def course_of(course, hand_made, name, url):
    """A copy of the course for one marker, with the students whom they mark."""
    copy = Course(Path(shutil.copytree(course.root, course.root.with_name(name))))
    copy.gradebook.unlink()
    with copy.settings.open("a") as settings:
        settings.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    for student, points in MARKERS[name].items():
        answers = {} if points == 100 else hand_made.MINUS
        hand_made.hand_in(copy.submitted, student, hand_made.student_notebook(**answers))
    return copy


def test_two_markers_at_once_fill_one_gradebook(course, hand_made, asked, server):
    """Are all scores there after two have begun with an empty database, each with half of the class?"""
    courses = [course_of(course, hand_made, name, server) for name in MARKERS]
    words = [sys.executable, "-m", "pixgrad.cli", "grade", "t1_sums", "--jobs", "1", *asked]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    runs = [subprocess.Popen(words, cwd=each.root, **pipes) for each in courses]
    said = [run.communicate(timeout=300)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    for each in courses:
        assert not each.gradebook.exists()
        assert summary_of(each, "t1_sums").totals == MARKERS["first"] | MARKERS["second"]


def test_nobody_is_removed_from_a_server_of_which_no_copy_can_be_kept(course):
    """Is it told how to do it instead, before anything is asked of the server?"""
    course.gradebook.unlink()
    with course.settings.open("a") as settings:
        settings.write('\nc.CourseDirectory.db_url = "postgresql+psycopg://ada@/g?host=/nowhere"\n')
    with pytest.raises(PixgradError, match=r"on a server.*nbgrader db student remove"):
        students.remove(course, ["ada"])


def test_a_server_that_does_not_answer_is_one_clear_line(course):
    """Is the address named, without its password?"""
    with course.settings.open("a") as settings:
        settings.write('\nc.CourseDirectory.db_url = "postgresql+psycopg://ada:secret@/g?host=/nowhere"\n')
    pytest.importorskip("psycopg", reason="pip install 'pixgrad[postgres]'")
    said = r"the gradebook postgresql\+psycopg://ada:\*\*\*@/g.* cannot be used: "
    with pytest.raises(PixgradError, match=said), gradebook.opened(course):
        pass
    with pytest.raises(PixgradError, match=said):
        registration.current_kit(course, "t1_sums")


def test_a_missing_driver_is_one_clear_line(course):
    """Is it told what to install?"""
    with course.settings.open("a") as settings:
        settings.write('\nc.CourseDirectory.db_url = "postgresql+asyncpg://ada@/g"\n')
    with pytest.raises(PixgradError, match=r"pip install 'pixgrad\[postgres\]'"), gradebook.opened(course):
        pass
