"""nbgrader's own commands, as grader_config.py configures them: marked as pixgrad marks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from pixgrad.classroom import gradebook, verdict_files
from pixgrad.classroom.hidden_seed import seeds_of
from pixgrad.marking.mark import Submission

pytestmark = pytest.mark.slow


def nbgrader(course, *words):
    """Call the nbgrader command in the course folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *words]
    env = os.environ | {"PATH": path, "JUPYTER_PLATFORM_DIRS": "1"}
    return subprocess.run(command, cwd=course.root, env=env, capture_output=True, text=True, check=False)


def scores(course, kit):
    """Return what the gradebook has."""
    with gradebook.opened(course) as book:
        return gradebook.scores(book, kit.slug, kit.exercises)


@pytest.fixture
def handed_in(course, hand_made, limits):
    """A course with a class of every kind and a copied cell; loops are stopped after three seconds."""
    hand_made.hand_in_class(course.submitted)
    copied = hand_made.student_notebook()
    answer = next(cell for cell in copied.cells if cell.id == "add-answer")
    copied.cells.insert(copied.cells.index(answer), nbformat.from_dict({**answer, "id": "copy"}))
    hand_made.hand_in(course.submitted, "kim-copied", copied)
    beside = course.submitted / "ada-right" / hand_made.SLUG
    os.mkfifo(beside / "timestamp.txt")
    (beside / "notes.txt").symlink_to(course.script(hand_made.SLUG))
    hand_made.hand_in(course.submitted, "two\nlines", copied)
    with (course.root / "grader_config.py").open("a") as config:
        config.write("c.MarkingExporter.cell_seconds = 3\nc.MarkingExporter.submission_seconds = 60\n")
        config.write(f"c.MarkingExporter.isolation = {limits.isolation!r}\n")
    return course


def test_nbgrader_autograde_gives_what_pixgrad_grade_gives(handed_in, marked_class, kit):
    """Do right, wrong, endless, dead, broken and linked submissions earn the same, and stop nothing?

    Nor does a pipe in the place of nbgrader's timestamp, nor an id of two lines; and a link beside a notebook
    is not followed.
    """
    run = nbgrader(handed_in, "autograde", kit.slug)
    assert run.returncode == 0, run.stderr
    got = scores(handed_in, kit)
    assert got.pop("kim-copied") == got["ada-right"] == {"add": 40.0, "mean": 35.0, "double": 25.0}
    assert got == marked_class.summary.scores
    assert "two lines cannot be stored" in run.stderr
    assert "eve-no-notebook: the file is not" in run.stderr
    assert not list(handed_in.grading.joinpath("autograded").rglob("notes.txt"))


def test_the_verdict_of_nbgrader_autograde_is_pixgrads(pixgrad, asked, handed_in, marked_class, kit):
    """Are message and page those of pixgrad grade, which then finds nothing left to run?"""
    run = nbgrader(handed_in, "autograde", kit.slug, "--student", "ben-minus")
    assert run.returncode == 0, run.stderr
    got, expected = (
        verdict_files.load_verdict(handed_in, "ben-minus", kit.slug),
        marked_class.summary.verdicts,
    )
    assert got is not None
    assert got.results == expected["ben-minus"].results
    assert got.seed == seeds_of(handed_in).of(Submission("ben-minus", _payload(handed_in, kit)), kit.slug)
    pages = [course.feedback("ben-minus", kit.slug) for course in (handed_in, marked_class.course)]
    assert pages[0].read_text() == pages[1].read_text()
    assert "marked now: 0" in pixgrad("grade", kit.slug, "--student", "ben-minus", *asked).out


def _payload(course, kit):
    return (course.submitted / "ben-minus" / kit.slug / f"{kit.slug}.ipynb").read_bytes()


def test_marking_twice_changes_no_score(pixgrad, asked, handed_in, kit):
    """Does a class that pixgrad marked keep its scores when nbgrader marks it again, manual ones too?"""
    students = ("--student", "ben-minus", "--student", "eve-no-notebook")
    assert pixgrad("grade", kit.slug, *students, *asked).code == 0
    with gradebook.opened(handed_in) as book:
        book.find_grade("add-check", kit.slug, kit.slug, "ben-minus").manual_score = 11
        book.db.commit()
    before = scores(handed_in, kit)
    for student in ("ben-minus", "eve-no-notebook"):
        run = nbgrader(handed_in, "autograde", kit.slug, "--force", "--student", student)
        assert run.returncode == 0, run.stderr
    assert scores(handed_in, kit) == before
    assert before["ben-minus"]["add"] == 11


def test_feedback_of_nbgrader_shows_no_hidden_test(handed_in, hand_made, kit):
    """Is the page of nbgrader's feedback free of hidden tests, their values, and a student's own HTML?"""
    nb = hand_made.student_notebook(**hand_made.MINUS)
    nb.cells.append(nbformat.v4.new_markdown_cell("<script>alert('mine')</script>"))
    handed_in.submitted.joinpath("ben-minus", kit.slug, f"{kit.slug}.ipynb").write_text(nbformat.writes(nb))
    for command in ("autograde", "generate_feedback"):
        run = nbgrader(handed_in, command, kit.slug, "--force", "--student", "ben-minus")
        assert run.returncode == 0, run.stderr
    page = handed_in.feedback("ben-minus", kit.slug).read_text()
    assert "not right yet" in page
    assert not [secret for secret in ("HIDDEN", "add(5, -7)", "<script") if secret in page]
    assert not list(handed_in.grading.joinpath("feedback").rglob("verdict.json"))
    assert list(handed_in.grading.joinpath("autograded").rglob("verdict.json"))


def test_revealing_is_one_line_of_configuration(handed_in, kit):
    """Does nbgrader's feedback show the hidden tests once grader_config.py says so?"""
    with (handed_in.root / "grader_config.py").open("a") as config:
        config.write("c.FeedbackExporter.reveal = True\n")
    for command in ("autograde", "generate_feedback"):
        run = nbgrader(handed_in, command, kit.slug, "--force", "--student", "ben-minus")
        assert run.returncode == 0, run.stderr
    assert "add(5, -7)" in handed_in.feedback("ben-minus", kit.slug).read_text()


def test_feedback_on_what_pixgrad_has_not_marked_is_refused(handed_in, kit):
    """Is a notebook that another program executed not shown to a student?"""
    path = handed_in.autograded("ada-right", kit.slug)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    run = nbgrader(handed_in, "generate_feedback", kit.slug)
    assert run.returncode != 0
    assert "was not marked by pixgrad" in run.stderr
    assert not handed_in.feedback("ada-right", kit.slug).exists()
