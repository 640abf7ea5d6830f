"""A class: everybody is marked, nothing marked is lost, nothing is done twice."""

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from nbgrader.api import InvalidEntry

from pixgrad.classroom import batch, gradebook, verdict_files
from pixgrad.classroom.batch import Options, grade
from pixgrad.errors import PixgradError, UsageError
from pixgrad.files import require_writable
from pixgrad.marking.mark import unreadable

pytestmark = pytest.mark.slow

SCORES = {
    "ada-right": 100,
    "ben-minus": 60,
    "cleo-untouched": 0,
    "dan-endless": 65,
    "eve-no-notebook": 0,
    "gus-nothing": 0,
    "ida-link": 0,
    "jo-folder": 0,
    "lea-dead": 60,
}


@pytest.fixture
def unrun(monkeypatch):
    """Mark in this process and run nothing: every submission is called unreadable. Counts the calls."""
    calls = []

    def mark(kit, submission, limits, key):
        calls.append(submission.student)
        return unreadable(kit, submission, "not run in this test", key)

    monkeypatch.setattr(batch, "mark", mark)
    monkeypatch.setattr(batch, "LocalWorkers", InThisProcess)
    return calls


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


def test_each_student_gets_the_deserved_score(marked_class):
    """Does the rest of the class keep its marks beside files that are no notebooks?"""
    totals = {student: sum(row.values()) for student, row in marked_class.summary.scores.items()}
    assert totals == SCORES
    assert marked_class.summary.absent == ("hal-absent",)
    assert marked_class.summary.failed == {}


def test_every_student_gets_every_file(marked_class):
    """Are notebook, verdict and feedback there for good and bad submissions alike?"""
    course = marked_class.course
    for student in SCORES:
        assert course.feedback(student, "t1_sums").is_file()
        assert (
            verdict_files.load_verdict(course, student, "t1_sums") == marked_class.summary.verdicts[student]
        )


def test_what_was_unusual_is_a_finding(marked_class):
    """Is each odd submission explained?"""
    kinds = {name: [f.kind for f in v.findings] for name, v in marked_class.summary.verdicts.items()}
    assert {name: kind for name, kind in kinds.items() if kind} == {
        "eve-no-notebook": ["unreadable"],
        "gus-nothing": ["missing"],
        "ida-link": ["link"],
        "jo-folder": ["not-a-file"],
        "lea-dead": ["reaches"],
    }


def test_unchanged_submissions_are_not_run_again(course, hand_made, unrun, limits):
    """Is only what changed run a second time, and all of it if asked?"""
    for student in ("ada", "ben"):
        hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    options = Options(limits)
    grade(course, "t1_sums", options, progress=False)
    path = course.submitted / "ben" / "t1_sums" / "t1_sums.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")
    summary = grade(course, "t1_sums", options, progress=False)
    assert (unrun, summary.marked) == (["ada", "ben", "ben"], ("ben",))
    grade(course, "t1_sums", Options(limits, again=True), progress=False)
    assert unrun[3:] == ["ada", "ben"]


def test_a_lost_gradebook_is_filled_again(course, hand_made, unrun, limits):
    """Are scores recorded anew if somebody moved the gradebook away?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    grade(course, "t1_sums", Options(limits), progress=False)
    with gradebook.opened(course) as book:
        gradebook.forget(book, "t1_sums", ["ada"])
    assert "ada" in grade(course, "t1_sums", Options(limits), progress=False).scores


def test_one_student_can_be_marked_alone(course, hand_made, unrun, limits):
    """Does --student leave the others alone, and name the nearest if it is mistyped?"""
    for student in ("ada", "ben"):
        hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    grade(course, "t1_sums", Options(limits, students=("ben",)), progress=False)
    assert unrun == ["ben"]
    with pytest.raises(UsageError, match=r"no folder of a student bem; did you mean ben\?"):
        grade(course, "t1_sums", Options(limits, students=("bem",)), progress=False)


def test_students_that_the_gradebook_did_not_know_are_listed(course, hand_made, unrun, limits):
    """Does a folder with an unknown name show up, once there are students to compare with?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    assert grade(course, "t1_sums", Options(limits), progress=False).new == ()
    hand_made.hand_in(course.submitted, "adda", hand_made.student_notebook())
    assert grade(course, "t1_sums", Options(limits), progress=False).new == ("adda",)


def test_manual_scores_stay(course, hand_made, unrun, limits):
    """Is a score that a person gave in formgrader kept when the submission is marked again?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    grade(course, "t1_sums", Options(limits), progress=False)
    with gradebook.opened(course) as book:
        book.find_grade("add-check", "t1_sums", "t1_sums", "ada").manual_score = 33.5
        book.db.commit()
    summary = grade(course, "t1_sums", Options(limits, again=True), progress=False)
    assert summary.scores["ada"]["add"] == 33.5


def test_a_folder_that_refuses_is_one_students_finding(course, hand_made, unrun, limits):
    """Is the rest of the class marked when one student's folder cannot be written?"""
    for student in ("ada", "ben", "cleo"):
        hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    blocked = course.grading / "autograded" / "ben"
    blocked.parent.mkdir()
    blocked.write_text("a file where a folder should be")
    summary = grade(course, "t1_sums", Options(limits), progress=False)
    assert summary.marked == ("ada", "ben", "cleo")
    assert "unwritable" in [finding.kind for finding in summary.verdicts["ben"].findings]
    assert set(summary.scores) == {"ada", "ben", "cleo"}


def test_a_full_disk_stops_with_one_line_and_keeps_what_is_marked(
    course, hand_made, unrun, limits, monkeypatch
):
    """Does a run on a full disk say so, and go on from there when there is room?"""
    for student in ("ada", "ben"):
        hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    real = Path.replace

    def full(path, target):
        if "ben" in str(target):
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PixgradError, match=r"ben.*No space left on device; make room"):
        grade(course, "t1_sums", Options(limits), progress=False)
    monkeypatch.setattr(Path, "replace", real)
    assert grade(course, "t1_sums", Options(limits), progress=False).marked == ("ben",)
    assert not list(course.grading.rglob("*.ipynb.*"))


def test_a_gradebook_that_refuses_is_one_clear_line(course, hand_made, unrun, limits):
    """Is a broken gradebook named?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    course.gradebook.write_bytes(b"this is no database at all, but long enough to be looked at as one" * 9)
    with pytest.raises(PixgradError, match=r"gradebook\.db cannot be used: file is not a database"):
        grade(course, "t1_sums", Options(limits), progress=False)


def test_a_full_disk_under_the_gradebook_is_one_clear_line(
    course, hand_made, unrun, limits, monkeypatch, caplog
):
    """Is it said in one sentence, too, where nbgrader makes an error of its own of the database's?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())

    def full(*args):
        gradebook.NBGRADERS_LOG.error("Rolling back session, with a traceback")
        raise InvalidEntry("(sqlite3.OperationalError) database or disk is full\n[SQL: INSERT INTO student]")

    monkeypatch.setattr(gradebook.Gradebook, "update_or_create_student", full)
    with pytest.raises(PixgradError) as stopped:
        grade(course, "t1_sums", Options(limits), progress=False)
    assert "database or disk is full; mend that and run again" in str(stopped.value)
    assert "\n" not in str(stopped.value) and "Rolling back" not in caplog.text
    assert not gradebook.NBGRADERS_LOG.disabled


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_grading_folder_is_one_clear_line(course, hand_made, unrun, limits):
    """Is a folder without permission named?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    course.grading.chmod(0o555)
    with pytest.raises(PixgradError, match=r"nothing can be written into .*grading"):
        grade(course, "t1_sums", Options(limits), progress=False)
    course.grading.chmod(0o755)


def test_a_file_in_place_of_a_folder_is_one_clear_line(tmp_path):
    """Is a grading folder that cannot be made said in one line?"""
    (tmp_path / "grading").write_text("")
    with pytest.raises(PixgradError, match="nothing can be written into"):
        require_writable(tmp_path / "grading")


def test_two_runs_do_not_mix(course, hand_made, unrun, limits):
    """Is a second run refused while the first one holds the folder?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    with (
        FileLock(course.grading / ".marking.lock"),
        pytest.raises(PixgradError, match="another run is marking"),
    ):
        grade(course, "t1_sums", Options(limits), progress=False)


def test_no_submission_at_all_says_where_it_looked(course, limits):
    """Is an empty class told which path was expected?"""
    with pytest.raises(PixgradError, match=r"submitted does not exist.*pixgrad simulate t1_sums"):
        grade(course, "t1_sums", Options(limits), progress=False)
    (course.submitted / "ada").mkdir(parents=True)
    with pytest.raises(
        PixgradError, match=r"no submission of t1_sums \(looked for <student>/t1_sums/t1_sums"
    ):
        grade(course, "t1_sums", Options(limits), progress=False)


def test_a_kept_verdict_that_is_damaged_is_made_again(course, hand_made, unrun, limits):
    """Does half a verdict file lead to a second run, not to an error?"""
    hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    grade(course, "t1_sums", Options(limits), progress=False)
    verdict_files.verdict_path(course, "ada", "t1_sums").write_text('{"student": "ada"')
    assert grade(course, "t1_sums", Options(limits), progress=False).marked == ("ada",)


def test_an_unexpected_error_leaves_one_student_unmarked(course, hand_made, unrun, limits, monkeypatch):
    """Is a fault of ours told apart from a bad submission, and the rest marked?"""
    for student in ("ada", "ben"):
        hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    working = batch.mark

    def faulty(kit, submission, limits, key):
        if submission.student == "ada":
            raise ZeroDivisionError("ours")
        return working(kit, submission, limits, key)

    monkeypatch.setattr(batch, "mark", faulty)
    summary = grade(course, "t1_sums", Options(limits), progress=False)
    assert summary.failed == {"ada": "ZeroDivisionError: ours"}
    assert list(summary.scores) == ["ben"]


def test_time_of_submission_reaches_the_gradebook(course, hand_made, unrun, limits):
    """Does nbgrader's timestamp.txt count, and a rotten one do no harm?"""
    for student, text in (("ada", "2026-02-03 04:05:06 UTC"), ("ben", "yesterday")):
        path = hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
        path.with_name("timestamp.txt").write_text(text)
    grade(course, "t1_sums", Options(limits), progress=False)
    with gradebook.opened(course) as book:
        times = [book.find_submission("t1_sums", student).timestamp for student in ("ada", "ben")]
    assert [time and time.isoformat() for time in times] == ["2026-02-03T04:05:06", None]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_pipe_in_place_of_the_time_stops_nobody(course, hand_made, unrun, limits):
    """Is a class marked where one student's timestamp.txt would block its reader for ever?"""
    for student in ("ada", "ben"):
        path = hand_made.hand_in(course.submitted, student, hand_made.student_notebook())
    os.mkfifo(path.with_name("timestamp.txt"))
    assert grade(course, "t1_sums", Options(limits), progress=False).marked == ("ada", "ben")


def test_what_nbgrader_releases_by_lies_beside_the_page(course, hand_made, unrun, limits):
    """Are time and secret of the newest attempt there for release_feedback, if it is unchanged too?"""
    path = hand_made.hand_in(course.submitted, "ada", hand_made.student_notebook())
    for secret in ("first", "second"):
        path.with_name("timestamp.txt").write_text("2026-02-03 04:05:06 UTC")
        path.with_name("submission_secret.txt").write_text(secret)
        grade(course, "t1_sums", Options(limits), progress=False)
        pages = course.feedback("ada", "t1_sums"), course.autograded("ada", "t1_sums")
        assert [page.with_name("submission_secret.txt").read_text() for page in pages] == [secret, secret]
        assert not pages[0].with_name("verdict.json").exists()
    assert unrun == ["ada"]


def test_ctrl_c_keeps_what_is_marked_and_the_next_run_goes_on(course, hand_made, asked):
    """Does an interrupted run end in one line and exit status 130, leave no process, and lose nothing?"""
    hand_made.hand_in(course.submitted, "ada", b"no notebook")
    slow = hand_made.student_notebook(mean="import time; time.sleep(100)")
    hand_made.hand_in(course.submitted, "ben", slow)
    words = ("grade", "t1_sums", *asked, "--cell-seconds", "90", "--jobs", "1")
    command = [sys.executable, "-m", "pixgrad.cli", *words]
    run = subprocess.Popen(
        command,
        cwd=course.root,
        text=True,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    verdict = verdict_files.verdict_path(course, "ada", "t1_sums")
    give_up = time.monotonic() + 60
    while not verdict.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.splitlines()[-1] == (
        "pixgrad grade: interrupted: 1 of 2 marked and kept; run the same command to go on"
    )
    assert "Traceback" not in said
    assert json.loads(verdict.read_text())["status"] == "unreadable"


def test_the_grade_table_is_the_gradebooks(marked_class, pixgrad, monkeypatch):
    """Does the CSV hold student, score, max_score, one column for each exercise, then what else is known?"""
    monkeypatch.chdir(marked_class.course.root)
    said = pixgrad("export", "t1_sums", "--output", "-")
    rows = list(csv.DictReader(said.out.splitlines()))
    assert list(rows[0])[:6] == ["student", "score", "max_score", "add", "mean", "double"]
    assert {row["student"]: float(row["score"]) for row in rows} == SCORES
    assert {row["max_score"] for row in rows} == {"100"}
