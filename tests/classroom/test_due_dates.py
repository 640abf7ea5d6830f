"""Due dates, extensions and penalties: stated once, shown everywhere, moved without running anything."""

import csv
import io
from datetime import datetime

import pytest

from pixgrad.classroom import gradebook, verdict_files
from pixgrad.classroom.lateness import Lateness
from pixgrad.classroom.submissions import Submission
from pixgrad.errors import PixgradError
from pixgrad.marking.mark import unreadable

POLICY = """
c.DueDates.due = {"t1_sums": "2026-10-12 18:00"}
c.DueDates.timezone = "Europe/Berlin"
c.DueDates.penalty_percent = 10.0
c.DueDates.cap_percent = 25.0
c.DueDates.hard_end_days = 7
c.DueDates.grace_minutes = 10.0
"""
CAME = {  # in UTC; 18:00 in Berlin is 16:00 there
    "ada": datetime(2026, 10, 12, 15, 59),
    "ben": datetime(2026, 10, 12, 16, 5),
    "cleo": datetime(2026, 10, 13, 15, 0),
    "dan": datetime(2026, 10, 15, 17, 0),
    "eve": datetime(2026, 10, 20, 16, 0),
    "flo": None,
}


def state(course, lines):
    """Add lines to the course's grader_config.py."""
    with course.settings.open("a") as file:
        file.write(lines)


def extend(course, *lines):
    """Write the table of extensions."""
    text = "\n".join(["student,assignment,due", *lines])
    (course.grading / "extensions.csv").write_text(text + "\n")


@pytest.fixture
def handed_in(course, kit):
    """A class that has full marks, but came at several times; nothing is run for it."""
    with gradebook.opened(course) as book:
        for student, when in CAME.items():
            gradebook.record(book, student, kit.slug, kit.blank(), when)
    for student in CAME:
        verdict = unreadable(kit, Submission(student, None), "not run in this test").verdict
        course.autograded(student, kit.slug).parent.mkdir(parents=True)
        course.autograded(student, kit.slug).write_text("{}")
        verdict_files.save_verdict(course, verdict)
    return course


def table(pixgrad, kit):
    """Return the exported grades by student."""
    said = pixgrad("export", kit.slug, "--output", "-")
    assert said.code == 0, said.err
    return {row["student"]: row for row in csv.DictReader(io.StringIO(said.out))}


def scores(pixgrad, kit):
    return {student: float(row["score"]) for student, row in table(pixgrad, kit).items()}


@pytest.mark.slow
def test_each_gets_off_what_the_rule_says(handed_in, pixgrad, kit):
    """Does grace cost nothing, each day begun 10 %, never more than the cap, and all after the hard end?"""
    state(handed_in, POLICY)
    expected = {"ada": 100, "ben": 100, "cleo": 90, "dan": 75, "eve": 0, "flo": 100}
    assert scores(pixgrad, kit) == expected
    row = table(pixgrad, kit)["cleo"]
    assert (row["late_penalty"], row["hours_late"]) == ("10", "23")
    assert row["submitted"] == "2026-10-13 17:00+02:00"
    assert list(row)[:6] == ["student", "score", "max_score", "add", "mean", "double"]


@pytest.mark.slow
def test_a_moved_date_changes_marks_without_a_run(handed_in, pixgrad, kit):
    """Are table, report and pages those of the new date, and of none, with no submission run?"""
    state(handed_in, POLICY)
    scores(pixgrad, kit)
    state(handed_in, 'c.DueDates.due = {"t1_sums": "2026-10-14"}\n')
    assert pixgrad("report", kit.slug).code == 0
    assert scores(pixgrad, kit) == {"ada": 100, "ben": 100, "cleo": 100, "dan": 90, "eve": 75, "flo": 100}
    page = handed_in.feedback("dan", kit.slug).read_text()
    assert "10 points are taken off, 100 were earned" in page
    assert "due 2026-10-14 23:59 CEST" in page
    assert "1 of 3" not in page
    assert "2 came late" in handed_in.report(kit.slug).read_text()
    state(handed_in, 'c.DueDates.due = {"t1_sums": "2027-01-01"}\n')
    assert set(scores(pixgrad, kit).values()) == {100}


@pytest.mark.slow
def test_an_extension_moves_the_date_of_one(handed_in, pixgrad, kit):
    """Do a date and a span move one student's due date, the most generous line counting?"""
    state(handed_in, POLICY)
    extend(handed_in, "cleo,t1_sums,2026-10-13 18:00", "Dan,*,+2 days", "dan,t1_sums,+1 days", "eve,,+1 day")
    assert scores(pixgrad, kit) == {"ada": 100, "ben": 100, "cleo": 100, "dan": 80, "eve": 75, "flo": 100}
    pixgrad("report", kit.slug)
    assert "your extension of 2 days included" in handed_in.feedback("dan", kit.slug).read_text()
    extend(handed_in)
    assert scores(pixgrad, kit)["cleo"] == 90


@pytest.mark.slow
def test_a_date_from_formgrader_stands_while_the_course_states_none(handed_in, pixgrad, kit):
    """Is a due date of formgrader used until the course states some?"""
    state(handed_in, "c.DueDates.penalty_percent = 10.0\n")
    with gradebook.opened(handed_in) as book:
        book.find_assignment(kit.slug).duedate = datetime(2026, 10, 12, 16)
        book.db.commit()
    assert scores(pixgrad, kit)["cleo"] == 90
    state(handed_in, 'c.DueDates.due = {"t1_sums": "2027-01-01"}\n')
    assert scores(pixgrad, kit)["cleo"] == 100


def test_the_penalty_follows_a_manual_mark(handed_in, pixgrad, kit):
    """Is the penalty made anew of the points as a person left them?"""
    state(handed_in, POLICY)
    with gradebook.opened(handed_in) as book:
        book.find_grade("add-check", kit.slug, kit.slug, "cleo").manual_score = 20
        book.db.commit()
    assert scores(pixgrad, kit)["cleo"] == 72


def test_another_plug_in_of_nbgrader_is_asked_instead(handed_in, pixgrad, kit):
    """Is what a course put in place of our plug-in obeyed?"""
    state(
        handed_in, POLICY + 'c.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"\n'
    )
    state(handed_in, 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert scores(pixgrad, kit)["ben"] == 0


WRONG = {
    "no date": ('c.DueDates.due = {"t1_sums": "2026-02-31"}', "'2026-02-31' is no date; write it like"),
    "no clock": ('c.DueDates.due = {"t1_sums": "2026-02-03 25:00"}', "is no date"),
    "no zone": ('c.DueDates.timezone = "Mars"', "there is no time zone 'Mars'"),
    "no assignment": ('c.DueDates.due = {"t1_sum": "2026-02-03"}', "t1_sum; did you mean t1_sums?"),
    "no setting": ("c.DueDates.penalty_percents = 10", "did you mean penalty_percent?"),
    "no percent": ("c.DueDates.penalty_percent = 120", "c.DueDates"),
    "no text": ('c.DueDates.due = {"t1_sums": 7}', "c.DueDates"),
    "no step": ('c.DueDates.per = "week"', "'week'"),
}


@pytest.mark.parametrize("line, message", WRONG.values(), ids=WRONG)
def test_a_setting_that_is_none_is_one_line(course, line, message):
    """Is a typing error told in one line, with its place?"""
    state(course, line + "\n")
    with pytest.raises(PixgradError) as error:
        Lateness(course)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_setting_stops_the_command_before_anything_is_marked(handed_in, pixgrad, asked, kit):
    """Do grade and report end in that line?"""
    state(handed_in, 'c.DueDates.timezone = "Mars"\n')
    for words in (["grade", kit.slug, *asked], ["report", kit.slug]):
        said = pixgrad(*words)
        assert said.code == 1
        assert said.err.splitlines()[-1].startswith(f"pixgrad {words[0]}: grader_config.py: c.DueDates")


BAD_EXTENSIONS = {
    "no date": ("ada,t1_sums,soon", "row 2: 'soon' is no date"),
    "no span": ("ada,t1_sums,+3 moons", "row 2: '+3 moons' is no extension"),
    "no assignment": ("ada,t1_sum,+3 days", "did you mean t1_sums?"),
    "a date for all": ("ada,*,2026-10-13", "+3 days, not a date"),
    "no student": (",t1_sums,+3 days", "which student"),
}


@pytest.mark.parametrize("line, message", BAD_EXTENSIONS.values(), ids=BAD_EXTENSIONS)
def test_an_extension_that_is_none_is_one_line(course, line, message):
    """Is a wrong line of the table told by its number?"""
    extend(course, line)
    with pytest.raises(PixgradError) as error:
        Lateness(course)
    assert message in str(error.value)
    assert str(error.value).startswith("extensions.csv, row 2")


@pytest.mark.slow
def test_an_extension_for_nobody_is_told_and_stops_nothing(handed_in, pixgrad, asked, kit, hand_made):
    """Is a misspelt student named, with the nearest known one, while the class is marked?"""
    hand_made.hand_in(handed_in.submitted, "gus", b"no notebook")
    extend(handed_in, "adda,t1_sums,+3 days")
    said = pixgrad("grade", kit.slug, *asked)
    assert said.code == 0
    assert "extensions.csv, row 2: nobody is called 'adda'; did you mean ada?" in said.err
