"""What happens in a term: marks by hand, another attempt, a course that changes, partial credit, a total."""

import csv
import io
import json

import nbformat
import pytest

from pixgrad.classroom import batch, gradebook
from pixgrad.classroom.batch import Options, grade, summary_of
from pixgrad.classroom.changes import changes_of
from pixgrad.classroom.course_total import total_of
from pixgrad.classroom.rubrics import rubric_of
from pixgrad.errors import PixgradError
from pixgrad.marking.judging import judge
from pixgrad.marking.mark import Marked, digest_of, versions
from pixgrad.marking.outputs import error_output, settle
from pixgrad.marking.verdict import Verdict
from pixgrad.notebook.cells import grade_id_of

MINUS = "add(2, 3): got -1, wanted 5\n[slip: minus-for-plus]"


class InThisProcess:
    """Workers for tests: a thread, one task at a time."""

    def __init__(self, jobs, slug):
        from concurrent.futures import ThreadPoolExecutor

        self.window, self.pool = 1, ThreadPoolExecutor(1)
        self.submit = self.pool.submit

    def renew(self):
        """Do nothing."""

    def stop(self):
        """End the thread."""
        self.pool.shutdown()


@pytest.fixture
def unrun(monkeypatch):
    """Mark without running: what is handed in is the labels of the checks that fail. Lists who was marked."""
    calls = []

    def mark(kit, submission, limits, key):
        calls.append(submission.student)
        nb, failing = kit.blank(), json.loads(submission.payload)
        for cell in nb.cells:
            if grade_id_of(cell) in [f"{label}-check" for label in failing]:
                settle(cell, error_output("CheckFailed", MINUS))
        verdict = Verdict(
            submission.student,
            kit.slug,
            "marked",
            judge(nb, kit.exercises, {}),
            key=key,
            versions=versions(),
            submission=digest_of(submission),
        )
        return Marked(nbformat.writes(nb), verdict)

    monkeypatch.setattr(batch, "mark", mark)
    monkeypatch.setattr(batch, "LocalWorkers", InThisProcess)
    return calls


@pytest.fixture
def marked(course, hand_made, unrun, limits):
    """Mark a class: what fails by student; None goes on with what is there."""

    def mark(**failing):
        for student, labels in failing.items():
            path = course.submitted / student / hand_made.SLUG / f"{hand_made.SLUG}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(labels))
        return grade(course, hand_made.SLUG, Options(limits), progress=False)

    return mark


def by_hand(course, student, label, **given):
    """Mark and comment as a person does in formgrader, who saves what was looked at."""
    with gradebook.opened(course) as book:
        entry = book.find_grade(f"{label}-check", "t1_sums", "t1_sums", student)
        entry.manual_score, entry.extra_credit = given.get("points"), given.get("extra")
        entry.needs_manual_grade = False
        comment = book.find_comment(f"{label}-answer", "t1_sums", "t1_sums", student)
        comment.manual_comment = given.get("comment")
        book.db.commit()


def table(pixgrad):
    said = pixgrad("export", "t1_sums", "--output", "-")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(said.out))}


@pytest.mark.slow
def test_what_a_person_gave_and_wrote_stands_everywhere(course, marked, pixgrad):
    """Are manual mark, extra credit and comment on page, in report, table and export, without a run?"""
    marked(ada=["add"], ben=[])
    by_hand(course, "ada", "add", points=11, extra=2.5, comment="Nearly: <b>look</b> at the sign.")
    assert pixgrad("report", "t1_sums").code == 0
    page = course.feedback("ada", "t1_sums").read_text()
    assert "11 points were given by a person; the check alone gives 0." in page
    assert "Extra credit: 2.5 points" in page
    assert "Nearly: &lt;b&gt;look&lt;/b&gt; at the sign." in page
    assert ">73.5 <small>of 100" in page
    assert "Nearly" in course.report("t1_sums").read_text()
    row = table(pixgrad)["ada"]
    assert (row["score"], row["add"], row["extra_credit"]) == ("73.5", "13.5", "2.5")
    assert (row["needs_manual"], row["comments"]) == ("", "add: Nearly: <b>look</b> at the sign.")


@pytest.mark.slow
def test_who_did_not_use_the_exchange_stops_no_release(course, marked):
    """Has each page the files without which nbgrader releases nobody's, with a secret of its own?"""
    marked(ada=[], ben=[])
    folders = [course.feedback(student, "t1_sums").parent for student in ("ada", "ben")]
    assert [(folder / "timestamp.txt").read_text() for folder in folders] == ["", ""]
    secrets = [(folder / "submission_secret.txt").read_text() for folder in folders]
    assert secrets[0] != secrets[1]
    assert len(secrets[0]) == 64
    marked()
    assert [(folder / "submission_secret.txt").read_text() for folder in folders] == secrets


@pytest.mark.slow
def test_another_attempt_says_what_became_of_the_mark_by_hand(course, marked, pixgrad, unrun):
    """Does the old manual mark stand, flagged on page, in report and table, and is that written down?"""
    marked(ada=["add"], ben=[])
    by_hand(course, "ada", "add", points=11)
    marked(ada=["add", "mean"])
    assert unrun == ["ada", "ben", "ada"]
    page = course.feedback("ada", "t1_sums").read_text()
    assert "They were given before this was marked again, stand for now" in page
    assert "A person still has to look at <code>add</code>" in page
    assert table(pixgrad)["ada"]["needs_manual"] == "add"
    told = pixgrad("export", "t1_sums").err
    assert "a person still has to look at these, their scores may change (1): ada" in told
    pixgrad("report", "t1_sums")
    assert "A mark is missing, or was given before" in course.report("t1_sums").read_text()
    rows = [(c.exercise, c.before, c.after, c.why) for c in changes_of(course, "t1_sums")["ada"]]
    assert rows == [
        ("add", "11", "11", "handed in again; 11 points given by hand stand for now"),
        ("mean", "35", "0", "handed in again"),
    ]
    assert marked().standings["ada"].waiting == ("add",)


@pytest.mark.slow
def test_a_mark_by_hand_that_was_looked_at_is_not_flagged_for_nothing(course, marked, hand_made, limits):
    """Does marking the same submission once more leave the marks by hand alone, unless a check changed?"""
    marked(ada=["add"])
    by_hand(course, "ada", "add", points=11)
    again = grade(course, hand_made.SLUG, Options(limits, again=True), progress=False)
    assert again.standings["ada"].waiting == ()
    assert changes_of(course, "t1_sums") == {}
    change(course, lambda cells: cells["add-check"].metadata.nbgrader.update(points=50))
    assert marked().standings["ada"].waiting == ("add",)


def change(course, edit):
    """Edit the course's source notebook, as an instructor does in the middle of a term."""
    nb = nbformat.read(course.source("t1_sums"), as_version=4)
    edit({cell.id: cell for cell in nb.cells})
    nbformat.write(nb, course.source("t1_sums"))


@pytest.mark.slow
def test_a_new_weight_and_a_mended_check_are_told_with_the_reason(course, marked, pixgrad):
    """Does the same command go on, keep what a person gave, and write who changed, from what to what?"""
    marked(ada=["mean"], ben=[])
    by_hand(course, "ada", "mean", points=20)

    def edit(cells):
        cells["add-check"].metadata.nbgrader["points"] = 30
        cells["double-check"].source += "\nassert double(0) == 0"

    change(course, edit)
    summary = marked(ben=[])
    assert summary.totals == {"ada": 75, "ben": 90}
    (told,) = summary.remarks
    assert told.startswith("marks that changed after they had been given: 2; whose and why: ")
    rows = {
        student: [(c.exercise, c.before, c.after, c.why) for c in each]
        for student, each in changes_of(course, "t1_sums").items()
    }
    weight = ("add", "40", "30", "the course gives 30 points for it, 40 before")
    assert rows == {"ada": [weight], "ben": [weight]}
    page = course.feedback("ben", "t1_sums").read_text()
    assert "40 points before, 30 then: the course gives 30 points for it, 40 before." in page
    assert ">90 <small>of 90" in page
    marked()
    assert len(changes_of(course, "t1_sums")["ben"]) == 1


@pytest.mark.slow
def test_partial_credit_follows_the_setting_without_a_run(course, marked, pixgrad, unrun):
    """Is the credit named on the page and in the gradebook, and taken back with the setting?"""
    assert marked(ada=["add"]).totals == {"ada": 60}
    with course.settings.open("a") as file:
        file.write('c.Rubric.by_slip = {"add": {"minus-for-plus": 0.7}}\n')
    assert marked().totals == {"ada": 88}
    page = course.feedback("ada", "t1_sums").read_text()
    assert "with this slip, <code>minus-for-plus</code>, the course gives 28 points" in page
    with gradebook.opened(course) as book:
        assert book.find_grade("add-check", "t1_sums", "t1_sums", "ada").auto_score == 28
    with course.settings.open("a") as file:
        file.write("c.Rubric.by_slip = {}\n")
    assert marked().totals == {"ada": 60}
    assert unrun == ["ada"]
    whys = [each.why for each in changes_of(course, "t1_sums")["ada"]]
    assert whys == [f"the course gives {points} points for the slip minus-for-plus" for points in (28, 0)]


WRONG_RUBRICS = {
    "exercise": ('{"ad": {"minus-for-plus": 0.7}}', "no exercise is called so; did you mean add?"),
    "slip": ('{"add": {"minus-for-pluss": 0.7}}', "no slip is called minus-for-pluss; did you mean minus"),
    "share": ('{"add": {"minus-for-plus": 70}}', "70 is no share of the points"),
    "form": ('{"add": 0.7}', "c.Rubric"),
}


@pytest.mark.parametrize("setting, message", WRONG_RUBRICS.values(), ids=WRONG_RUBRICS)
def test_a_rubric_that_names_what_there_is_not_is_one_line(course, kit, setting, message):
    """Is a wrong rubric refused, in one line?"""
    with course.settings.open("a") as file:
        file.write(f"c.Rubric.by_slip = {setting}\n")
    with pytest.raises(PixgradError) as error:
        rubric_of(course, kit)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def entries(course, *lines):
    text = "\n".join(["student,entry,score,max_score", *lines])
    (course.grading / "entries.csv").write_text(text + "\n")


def totals(course, pixgrad):
    said = pixgrad("total")
    assert said.code == 0, said.err
    rows = csv.DictReader(io.StringIO((course.grading / "total.csv").read_text()))
    return {row["student"]: row for row in rows}


@pytest.mark.slow
def test_the_total_weighs_assignments_and_entries(course, marked, pixgrad):
    """Do weights, an exam, an excuse, a replaced mark and somebody absent come out as stated?"""
    marked(ada=["add"], ben=[], cleo=["mean"], dan=[])
    with course.settings.open("a") as file:
        file.write('c.Total.weights = {"t1_sums": 1, "exam": 3}\n')
    entries(course, "ada,exam,30,40", "ben,exam,excused,40", "cleo,t1_sums,90,100", 'eve,exam,"10,5",42')
    rows = totals(course, pixgrad)
    assert {student: row["total"] for student, row in rows.items()} == {
        "ada": "71.25",  # (60 + 3 * 75) / 4
        "ben": "100",  # the notebook alone
        "cleo": "22.5",  # no exam: 0
        "dan": "25",
        "eve": "18.75",
    }
    assert (rows["ben"]["exam"], rows["dan"]["exam"], rows["dan"]["t1_sums"]) == ("excused", "", "100")
    page = (course.grading / "total.html").read_text()
    assert "71.25" in page and "<code>exam</code> 3" in page
    assert summary_of(course, "t1_sums").totals["cleo"] == 65


def test_the_lowest_assignments_are_dropped_never_an_exam(course, marked, pixgrad):
    """Is the notebook dropped where it is the lowest, and nothing where it is all there is?"""
    marked(ada=["add"], ben=["add"])
    with course.settings.open("a") as file:
        file.write("c.Total.drop_lowest = 1\n")
    entries(course, "ada,talk,1,2")
    rows = totals(course, pixgrad)
    assert (rows["ada"]["total"], rows["ada"]["dropped"]) == ("50", "t1_sums")
    assert (rows["ben"]["total"], rows["ben"]["talk"]) == ("0", "")


def test_the_total_goes_to_a_platform(course, marked, pixgrad):
    """Is the total a column of Moodle's import?"""
    marked(ada=["add"])
    roster = course.root / "moodle.csv"
    roster.write_text("Username,Name\nada,Ada\nben,Ben\n")
    assert pixgrad("total", "--to", "moodle", "--roster", str(roster)).code == 0
    assert (course.grading / "total-moodle.csv").read_text().splitlines() == ["Username,total", "ada,60"]


WRONG_TOTALS = {
    "weight": ('c.Total.weights = {"t1_sum": 1}', "", "t1_sum is no assignment, and no entry"),
    "drop": ("c.Total.drop_lowest = -1", "", "c.Total"),
    "setting": ("c.Total.weight = {}", "", "did you mean weights?"),
    "score": ("", "ada,exam,many,40", "row 2: 'many' of '40' is no score"),
    "out of 0": ("", "ada,exam,4,0", "row 2: '4' of '0' is no score"),
    "twice": ("", "ada,exam,4,5\nada,exam,5,5", "row 3: ada has exam twice"),
    "nobody": ("", ",exam,4,5", "row 2: it needs a student"),
}


@pytest.mark.parametrize("line, entry, message", WRONG_TOTALS.values(), ids=WRONG_TOTALS)
def test_a_total_that_cannot_be_made_is_one_line(course, line, entry, message):
    """Is a wrong setting or entry told with its place?"""
    entries(course, entry)
    with course.settings.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(PixgradError) as error:
        total_of(course)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_total_of_nothing_is_refused(pixgrad):
    """Is a course in which nothing is marked told what to run?"""
    said = pixgrad("total")
    assert (said.code, said.err) == (
        1,
        "pixgrad total: nothing that counts is marked yet; run: pixgrad grade SLUG\n",
    )
