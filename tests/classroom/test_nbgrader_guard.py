"""nbgrader itself, once the configuration is read, opens and copies regular files of a submission alone."""

import os

import nbgrader.apps.api
import nbgrader.converters.base
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from pixgrad.classroom.nbgrader_guard import guard

WHEN = "2026-02-03 04:05:06 UTC"


@pytest.fixture
def guarded(monkeypatch):
    """nbgrader as `guard` leaves it; afterwards as it was."""
    for owner, name in (
        (CourseDirectory, "get_existing_timestamp"),
        (NbGraderAPI, "get_submitted_timestamp"),
        (nbgrader.converters.base, "find_all_files"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    guard()


@pytest.fixture
def submitted(tmp_path):
    """The folder of a submission that says when it was handed in."""
    folder = tmp_path / "submitted" / "ada" / "a1"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text(WHEN)
    return folder


def when(folder):
    """What nbgrader's commands and its pages take for the time of a submission."""
    course = CourseDirectory(root=str(folder.parents[2]))
    found = (
        course.get_existing_timestamp(str(folder)),
        NbGraderAPI(course).get_submitted_timestamp("a1", "ada"),
    )
    assert found[0] == found[1]
    return found[0]


def test_a_timestamp_counts(guarded, submitted):
    """Is a good timestamp read as before, and one that says nothing no reason to stop?"""
    assert f"{when(submitted)} UTC" == WHEN
    for text in ("the day before yesterday", "", "x" * 20_000):
        (submitted / "timestamp.txt").write_text(text)
        assert when(submitted) is None


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "nothing"])
def test_an_odd_timestamp_is_none(guarded, submitted, tmp_path, kind):
    """Is no pipe waited for, and no link followed?"""
    path = submitted / "timestamp.txt"
    path.rename(tmp_path / "elsewhere.txt")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "elsewhere.txt")
    elif kind == "folder":
        path.mkdir()
    assert when(submitted) is None


def test_only_regular_files_are_copied(guarded, submitted, tmp_path):
    """Do links, pipes and giants stay where they are, and all of a folder that is a link?"""
    (submitted / "link.txt").symlink_to("/etc/hostname")
    (submitted / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(submitted / "pipe.txt")
    os.truncate(os.open(submitted / "giant.txt", os.O_CREAT | os.O_WRONLY), 2**40)
    files = nbgrader.converters.base.find_all_files
    assert files(str(submitted)) == [str(submitted / "timestamp.txt")]
    linked = tmp_path / "submitted" / "ben"
    linked.symlink_to(submitted.parent)
    assert files(str(linked / "a1")) == []
