"""nbgrader's configuration for this course; nbgrader_config.py, the name nbgrader looks for, loads it."""

import os
from pathlib import Path

import platformdirs

from pixgrad.classroom.nbgrader_guard import guard

c = get_config()

# What lies beside a notebook is read by nbgrader's commands and pages as by pixgrad: regular files alone.
guard()

# The course is the folder of this file, wherever a command is called from.
root = Path(__file__).resolve().parent
c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "pixgrad"

# Authors' notebooks live in solutions/, what students open in assignments/: nbgrader's source and release.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"

# Everything a running course produces stays under one folder that git ignores.
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"

# A percent source holds the solutions; nbgrader copies what lies beside a notebook into the release, and what
# lies beside an executed notebook into its feedback, where the verdict would show what hidden tests said.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.py", "verdict.json"]

# Students and instructors meet in the exchange, so it lies outside the course, where students must not read.
# One person on one machine does with a folder of their own; for accounts of several people set the variable,
# or this line, to a folder that all may write, such as /srv/nbgrader/exchange: see docs/platforms.md.
exchange = Path(platformdirs.user_data_dir("pixgrad", appauthor=False)) / "exchange" / root.name
c.Exchange.root = os.environ.get("PIXGRAD_EXCHANGE") or str(exchange)

# The autograde button and `nbgrader autograde` mark as `pixgrad grade` does: student code runs in a sandbox,
# a check in a process out of its reach, and a file that is no notebook scores 0 instead of an error.
c.Autograde.exporter_class = "pixgrad.classroom.nbgrader_plugin.MarkingExporter"
# A clone's gradebook knows no assignment; this enters it before its first submission is marked, and it adapts
# the gradebook where nbgrader would refuse an assignment that changed after submissions had been marked.
c.Autograde.pre_convert_hook = "pixgrad.classroom.nbgrader_plugin.register_first"
c.GenerateAssignment.pre_convert_hook = "pixgrad.classroom.nbgrader_plugin.register_first"
# The exporter has put cells back and run them; nbgrader's own steps would run student code unprotected.
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades",  # manual scores stay
    "nbgrader.preprocessors.AssignLatePenalties",
]
# "auto" marks in bubblewrap's sandbox and refuses to go on where there is none; "none" wants no sandbox.
c.MarkingExporter.isolation = "auto"

# When assignments are due, and what lateness costs; every command asks this, and moving a date runs nothing
# again. More time for one student is a line of grading/extensions.csv: student, assignment, due.
c.AssignLatePenalties.plugin_class = "pixgrad.classroom.due_dates.DueDates"
c.DueDates.timezone = "UTC"  # such as "Europe/Berlin"
c.DueDates.due = {}  # such as {"a1_knn": "2026-10-12 23:59"}
c.DueDates.grace_minutes = 0.0
c.DueDates.penalty_percent = 0.0  # of the points earned, for each day begun
c.DueDates.per = "day"  # or "hour"
c.DueDates.cap_percent = 100.0  # that all steps take off at most
c.DueDates.hard_end_days = None  # after so many days a submission earns 0

# Partial credit for a known slip; empty, a wrong answer earns nothing. pixgrad's report names the slips.
c.Rubric.by_slip = {}  # such as {"svm-loss-vectorized": {"penalty-missing-2": 0.7}}

# Students get pixgrad's page: nbgrader's shows hidden tests, and HTML from a submission is alive in it.
c.GenerateFeedback.exporter_class = "pixgrad.classroom.nbgrader_plugin.FeedbackExporter"
c.GenerateFeedback.preprocessors = []  # that page needs none
c.FeedbackExporter.reveal = False  # after the deadline True shows hidden tests and their values

# What is left to nbgrader's own execution is its Validate button; a check takes well under a second.
c.Execute.timeout = 20
c.Execute.iopub_timeout = 30  # a machine under load must not fail anybody

# Given cells can be changed and tried out by a student; marking puts them back as they were.
c.LockCells.lock_readonly_cells = False
