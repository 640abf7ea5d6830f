"""Finding submissions among what people put into a folder."""

import os

import pytest

from pixgrad.grader import collect
from pixgrad.grader.collect import read_submission


@pytest.fixture
def folder(tmp_path):
    """An assignment folder of one student."""
    path = tmp_path / "ada" / "t1_sums"
    path.mkdir(parents=True)
    return path


def kinds(folder):
    """Kinds of the findings about a folder, and whether there is something to mark."""
    submission = read_submission("ada", folder)
    return [finding.kind for finding in submission.findings], submission.payload


def test_the_notebook_is_read_as_it_is(folder):
    """Are the bytes handed on untouched?"""
    (folder / "t1_sums.ipynb").write_bytes(b"\xff{")
    assert kinds(folder) == ([], b"\xff{")


def test_a_single_notebook_of_another_name_is_taken(folder):
    """Is a renamed notebook marked, and the name noted?"""
    (folder / "my copy.ipynb").write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name"], b"{}")


def test_several_notebooks_of_other_names_are_not_guessed_at(folder):
    """Is nobody marked on a notebook that may be the wrong one?"""
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name"], None)


def test_extra_notebooks_are_noted(folder):
    """Is the right notebook marked when there are others beside it?"""
    for name in ("t1_sums.ipynb", "old.ipynb"):
        (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["extra-notebook"], b"{}")


@pytest.mark.parametrize("name", ["t1_sums.ipynb", "other.ipynb"])
def test_links_are_not_followed(folder, name):
    """Can a link earn another student's marks, or read a file of the instructor?"""
    (folder.parent / "secret").write_bytes(b"{}")
    (folder / name).symlink_to(folder.parent / "secret")
    assert kinds(folder) == (["link"], None)


def test_a_linked_assignment_folder_is_not_followed(folder):
    """Is a link in place of the folder refused too?"""
    (folder / "t1_sums.ipynb").write_bytes(b"{}")
    link = folder.parent.parent / "t1_sums"
    link.symlink_to(folder)
    assert kinds(link) == (["link"], None)


def test_what_is_no_file_is_not_opened(folder):
    """Is a pipe, which would block for ever, or a folder left alone?"""
    os.mkfifo(folder / "t1_sums.ipynb")
    assert kinds(folder) == (["not-a-file"], None)


def test_a_file_in_place_of_the_folder_is_a_finding(folder):
    """Is a notebook put one level too high explained?"""
    folder.rmdir()
    folder.write_bytes(b"{}")
    assert kinds(folder) == (["not-a-file"], None)


def test_a_huge_file_is_not_read(folder, monkeypatch):
    """Is a file beyond the limit left on disk?"""
    monkeypatch.setattr(collect, "LARGEST_SUBMISSION", 4)
    (folder / "t1_sums.ipynb").write_bytes(b"12345")
    assert kinds(folder) == (["too-large"], None)
