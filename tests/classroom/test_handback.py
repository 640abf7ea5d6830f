"""Feedback goes back to Canvas and Moodle under the names that they know their submissions by."""

import re
import zipfile

import nbformat
import pytest

SLUG = "t1_sums"
GRADEBOOK = 'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",1234,ada,S\n"Bo, Cy",1235,cy,S\n'
WORKSHEET = "Identifier,Full name,Username\nParticipant 4711,Di Po,di\n"
DOWNLOADS = {
    GRADEBOOK: [
        "lovelaceada_1234_50_t1.ipynb",
        "lovelaceada_LATE_1234_61_t1-1.ipynb",
        "bocy_1235_7_t1.ipynb",
    ],
    WORKSHEET: ["Di Po_4711_assignsubmission_file/t1.ipynb"],
}


@pytest.fixture
def collected(pixgrad, tmp_path, notebook):
    """Submissions of two students from Canvas and of one from Moodle."""
    text = nbformat.writes(notebook())
    for number, (roster, names) in enumerate(DOWNLOADS.items()):
        (tmp_path / f"{number}.csv").write_text(roster)
        with zipfile.ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            for name in names:
                archive.writestr(name, text + " " * len(name))
        words = ("--from", str(tmp_path / f"{number}.zip"), "--roster", str(tmp_path / f"{number}.csv"))
        assert pixgrad("collect", SLUG, *words).code == 0


def marked(course, student):
    """Write a page of feedback."""
    page = course.feedback(student, SLUG)
    page.parent.mkdir(parents=True)
    page.write_text(f"page of {student}")


def pages(course, platform):
    """The files of a zip."""
    with zipfile.ZipFile(course.grading / f"feedback-{SLUG}-{platform}.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def canvas_reads(name):
    """The student and the file handed in, as Canvas takes them from a name."""
    return [part for part in name.split("_") if re.fullmatch(r"\d+", part)][:2]


def moodle_reads(name):
    """Number, plug-in and name, as Moodle takes them from a name."""
    _, number, kind, plugin, rest = name.split("_", 4)
    return number, kind, plugin, rest


@pytest.mark.usefixtures("collected")
def test_each_platform_finds_the_submission_by_the_name_of_the_page(pixgrad, course):
    """Do Canvas' numbers and Moodle's belong to the attempt that was handed in last?"""
    marked(course, "ada")
    marked(course, "di")
    said = pixgrad("handback", SLUG)
    assert said.code == 0, said.err
    ((name, text),) = pages(course, "canvas").items()
    assert (canvas_reads(name), text) == (["1234", "61"], "page of ada")
    ((name, text),) = pages(course, "moodle").items()
    assert moodle_reads(name) == ("4711", "assignfeedback", "file", "t1_sums-feedback.html")
    assert text == "page of di"
    assert said.err == "not marked, so not in it (1): cy\n"


@pytest.mark.usefixtures("collected")
def test_without_pages_there_is_no_zip(pixgrad, course):
    """Is it a line where nothing is marked yet?"""
    said = pixgrad("handback", SLUG)
    assert (said.code, said.out) == (1, "")
    assert "none of the 3 collected submissions of t1_sums is marked" in said.err
    assert not list(course.grading.glob("*.zip"))


def test_without_a_download_there_is_no_zip(pixgrad):
    """Is it a line where submissions came in another way?"""
    said = pixgrad("handback", SLUG)
    assert said.code == 1
    assert "see: pixgrad collect --help" in said.err
