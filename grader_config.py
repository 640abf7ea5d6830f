"""nbgrader's configuration for this course; nbgrader_config.py, the name nbgrader looks for, loads it."""

from pathlib import Path

c = get_config()

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
(root / "grading" / "exchange").mkdir(parents=True, exist_ok=True)  # nbgrader creates neither
c.CourseDirectory.db_url = f"sqlite:///{root / 'grading' / 'gradebook.db'}"

# A percent source holds the solutions; nbgrader copies what lies beside a notebook into the release.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "*.py"]

# The shared exchange's default folder is often not writable; this one is the course's own.
c.Exchange.root = str(root / "grading" / "exchange")

# A check takes well under a second; an endless loop should not hold a class up for half a minute a cell.
c.Execute.timeout = 20
c.Execute.iopub_timeout = 30  # a machine under load must not cost anybody marks

# A student who deleted a check cell gets it back, instead of losing the whole batch its marks.
c.OverwriteCells.add_missing_cells = True

# Given cells can be changed and tried out by a student; marking puts them back as they were.
c.LockCells.lock_readonly_cells = False
