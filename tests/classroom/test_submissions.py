"""Finding submissions among what people put into a folder."""

import os

import pytest

from pixgrad.classroom import submissions, which_notebook
from pixgrad.classroom.safe_reading import receipts
from pixgrad.classroom.submissions import read_submission
from pixgrad.errors import UsageError


@pytest.fixture
def folder(tmp_path):
    """An assignment folder of one student."""
    path = tmp_path / "ada" / "t1_sums"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def read(kit):
    """Read what ada handed in."""
    return lambda folder: read_submission("ada", folder, kit)


@pytest.fixture
def kinds(read):
    """Kinds of the findings about a folder, and what there is to mark."""

    def found(folder):
        submission = read(folder)
        return [finding.kind for finding in submission.findings], submission.payload

    return found


def test_the_notebook_is_read_as_it_is(folder, kinds):
    """Are the bytes handed on untouched?"""
    (folder / "t1_sums.ipynb").write_bytes(b"\xff{")
    assert kinds(folder) == ([], b"\xff{")


def test_a_single_notebook_of_another_name_is_taken(folder, kinds):
    """Is a renamed notebook marked, and the name noted?"""
    (folder / "my copy.ipynb").write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name"], b"{}")


def test_of_notebooks_that_cannot_be_read_one_is_marked(folder, kinds):
    """Does somebody whose notebooks are all damaged get a reason?"""
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name", "extra-notebook"], b"{}")


def test_extra_notebooks_are_noted(folder, kinds):
    """Is the right notebook marked when there are others beside it?"""
    for name in ("t1_sums.ipynb", "old.ipynb"):
        (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["extra-notebook"], b"{}")


@pytest.mark.parametrize("name", ["t1_sums.ipynb", "other.ipynb"])
def test_links_are_not_followed(folder, name, kinds):
    """Can a link earn another student's marks, or read a file of the instructor?"""
    (folder.parent / "secret").write_bytes(b"{}")
    (folder / name).symlink_to(folder.parent / "secret")
    assert kinds(folder) == (["link"], None)


def test_a_linked_assignment_folder_is_not_followed(folder, kinds):
    """Is a link in place of the folder refused too?"""
    (folder / "t1_sums.ipynb").write_bytes(b"{}")
    link = folder.parent.parent / "t1_sums"
    link.symlink_to(folder)
    assert kinds(link) == (["link"], None)


def test_what_is_no_file_is_not_opened(folder, kinds):
    """Is a pipe, which would block for ever, or a folder left alone?"""
    os.mkfifo(folder / "t1_sums.ipynb")
    assert kinds(folder) == (["not-a-file"], None)


def test_a_file_in_place_of_the_folder_is_a_finding(folder, kinds):
    """Is a notebook put one level too high explained?"""
    folder.rmdir()
    folder.write_bytes(b"{}")
    assert kinds(folder) == (["not-a-file"], None)


def test_a_huge_file_is_not_read(folder, monkeypatch, kinds):
    """Is a file beyond the limit left on disk?"""
    monkeypatch.setattr(which_notebook, "LARGEST_SUBMISSION", 4)
    (folder / "t1_sums.ipynb").write_bytes(b"12345")
    assert kinds(folder) == (["too-large"], None)


def test_a_linked_student_is_not_followed(folder, kinds):
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
def test_a_copy_of_the_right_name_is_told_from_other_notebooks(folder, name, kinds):
    """Is the notebook taken whose name is the right one but for what people and browsers add?"""
    (folder / "scratch.ipynb").write_bytes(b"[]")
    (folder / name).write_bytes(b"{}")
    assert kinds(folder) == (["wrong-name", "extra-notebook"], b"{}")


def test_of_numbered_copies_the_last_is_taken(folder, kinds):
    """Is copy 10 the last, not copy 9?"""
    for number in (9, 10):
        (folder / f"t1_sums ({number}).ipynb").write_bytes(b"%d" % number)
    assert kinds(folder) == (["wrong-name", "extra-notebook"], b"10")


def test_a_notebook_one_folder_deeper_is_found(folder, kinds):
    """Is what an unpacked archive leaves marked, and a checkpoint or a link not?"""
    for name in ("t1_sums", ".ipynb_checkpoints", "__MACOSX"):
        (folder / name).mkdir()
        (folder / name / "t1_sums.ipynb").write_bytes(name.encode())
    (folder.parent / "else").mkdir()
    (folder.parent / "else" / "t1_sums.ipynb").write_bytes(b"stolen")
    (folder / "link").symlink_to(folder.parent / "else")
    assert kinds(folder) == (["wrong-name", "link"], b"t1_sums")


@pytest.mark.parametrize("name, word", [("t1_sums.py", "script"), ("a.HTML", "page"), ("a.zip", "archive")])
def test_something_else_than_a_notebook_is_named(folder, name, word, read):
    """Is a student who handed in a script told why it scores 0?"""
    (folder / name).write_text("x = 1")
    submission = read(folder)
    assert submission.payload is None
    assert word in submission.findings[0].message and "scores 0" in submission.findings[0].message


def test_names_of_files_cannot_break_a_line(folder, read):
    """Are line breaks, colours and bytes that are no text taken out of file names?"""
    name = os.fsdecode(b"\x1b[31mred\n\xff.ipynb")
    (folder / name).write_bytes(b"{}")
    message = read(folder).findings[0].message
    assert message == "called red �.ipynb instead of t1_sums.ipynb"


def test_a_folder_whose_name_is_no_text_is_named_and_left_out(folder):
    """Does one odd folder name leave the class gradable?"""
    (folder / "t1_sums.ipynb").write_bytes(b"{}")
    submitted = folder.parent.parent
    (submitted / os.fsdecode(b"b\xffn")).mkdir()
    found = submissions.collect(submitted, "t1_sums")
    assert (list(found.folders), found.absent, found.unstorable) == (["ada"], (), ("b�n",))


def test_a_folder_that_refuses_is_a_finding(folder, monkeypatch, kinds):
    """Does a folder that may not be read say so?"""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(submissions.Path, "iterdir", refuse)
    found, payload = kinds(folder)
    assert (found, payload) == (["unreadable"], None)


@pytest.mark.parametrize(
    "student", ["\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\U0001f469\u200d\U0001f52c", "x" * 128]
)
def test_names_with_joiners_and_long_ones_are_students(folder, student):
    """Is a Persian name, an emoji and a name of 128 characters marked under that name?"""
    folder.parent.rename(folder.parent.parent / student)
    assert list(submissions.collect(folder.parent.parent, "t1_sums").folders) == [student]


@pytest.mark.parametrize("student", ["a\tb", "a\nb", "x" * 129, "\u200c"])
def test_names_that_cannot_be_stored_are_said_as_such(folder, student):
    """Is a folder that no gradebook can hold told apart from one that holds no submission?"""
    folder.parent.rename(folder.parent.parent / student)
    found = submissions.collect(folder.parent.parent, "t1_sums")
    assert (found.folders, found.absent, len(found.unstorable)) == ({}, (), 1)
    with pytest.raises(UsageError, match="cannot be stored"):
        submissions.collect(folder.parent.parent, "t1_sums", [student])


def test_nothing_beside_the_notebook_is_opened_but_small_files(folder):
    """Do a pipe, a link and a heap in place of nbgrader's receipts neither stop anything nor get read?"""
    assert receipts(folder) == {}
    (folder / "timestamp.txt").write_text("2026-02-03 04:05:06 UTC")
    assert list(receipts(folder)) == ["timestamp.txt"]
    (folder / "submission_secret.txt").symlink_to(folder / "timestamp.txt")
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")
    assert receipts(folder) == {}
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").write_text("x" * 20_000)
    assert receipts(folder) == {}
