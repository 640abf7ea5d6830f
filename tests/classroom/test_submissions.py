"""Finding submissions among what people put into a folder."""

import os

import pytest

from pixgrad.classroom import submissions
from pixgrad.classroom.submissions import read_submission


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
    monkeypatch.setattr(submissions, "LARGEST_SUBMISSION", 4)
    (folder / "t1_sums.ipynb").write_bytes(b"12345")
    assert kinds(folder) == (["too-large"], None)


def test_a_linked_student_is_not_followed(folder):
    """Can a student's folder that is a link to another student's earn anything?"""
    (folder / "t1_sums.ipynb").write_bytes(b"{}")
    thief = folder.parent.parent / "ben"
    thief.symlink_to(folder.parent)
    assert kinds(thief / "t1_sums") == (["link"], None)


COPIES = [
    "T1_Sums.ipynb",
    "t1_sums (1).ipynb",
    "t1_sums-Copy1.ipynb",
    "t1_sums_final.ipynb",
    "t1-sums.ipynb.txt",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_the_right_name_is_told_from_other_notebooks(folder, name):
    """Is the notebook taken whose name is the right one but for what people and browsers add?"""
    (folder / "scratch.ipynb").write_bytes(b"[]")
    (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name", "extra-notebook"], b"{}")


def test_of_numbered_copies_the_last_is_taken(folder):
    """Is copy 10 the last, not copy 9?"""
    for number in (9, 10):
        (folder / f"t1_sums ({number}).ipynb").write_bytes(b"%d" % number)
    assert kinds(folder) == (["wrong-name", "extra-notebook"], b"10")


def test_a_notebook_one_folder_deeper_is_found(folder):
    """Is what an unpacked archive leaves marked, and a checkpoint or a link not?"""
    for name in ("t1_sums", ".ipynb_checkpoints", "__MACOSX"):
        (folder / name).mkdir()
        (folder / name / "t1_sums.ipynb").write_bytes(name.encode())
    (folder.parent / "else").mkdir()
    (folder.parent / "else" / "t1_sums.ipynb").write_bytes(b"stolen")
    (folder / "link").symlink_to(folder.parent / "else")
    assert kinds(folder) == (["wrong-name"], b"t1_sums")


@pytest.mark.parametrize("name, word", [("t1_sums.py", "script"), ("a.HTML", "page"), ("a.zip", "archive")])
def test_something_else_than_a_notebook_is_named(folder, name, word):
    """Is a student who handed in a script told why it scores 0?"""
    (folder / name).write_text("x = 1")
    submission = read_submission("ada", folder)
    assert submission.payload is None
    assert word in submission.findings[0].message and "scores 0" in submission.findings[0].message


def test_names_of_files_cannot_break_a_line(folder):
    """Are line breaks, colours and bytes that are no text taken out of file names?"""
    name = os.fsdecode(b"\x1b[31mred\n\xff.ipynb")
    (folder / name).write_bytes(b"{}")
    message = read_submission("ada", folder).findings[0].message
    assert message == "called red �.ipynb instead of t1_sums.ipynb"


def test_a_folder_whose_name_is_no_text_is_named_and_left_out(folder):
    """Does one odd folder name leave the class gradable?"""
    (folder / "t1_sums.ipynb").write_bytes(b"{}")
    submitted = folder.parent.parent
    (submitted / os.fsdecode(b"b\xffn")).mkdir()
    found = submissions.collect(submitted, "t1_sums")
    assert (list(found.folders), found.absent) == (["ada"], ("b�n",))


def test_a_folder_that_refuses_is_a_finding(folder, monkeypatch):
    """Does a folder that may not be read say so?"""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(submissions.Path, "iterdir", refuse)
    found, payload = kinds(folder)
    assert (found, payload) == (["unreadable"], None)
