"""What a person at the command line sees."""

import subprocess
import sys

import nbformat
import pytest

from pixgrad.marking.execution import sandbox


def write(course, nb):
    """Save a notebook as a student would; returns its path."""
    path = course.root / "mine.ipynb"
    nbformat.write(nb, path)
    return path


def test_check_tells_a_student_verdict_and_hint(course, notebook, pixgrad):
    """Does a wrong answer get its message and hint, and exit status 1?"""
    said = pixgrad("check", str(write(course, notebook(add="def add(a, b):\n    return a - b", mean=None))))
    assert said.code == 1
    lines = said.out.splitlines()
    signs = {line.split()[1]: line[0] for line in lines if line[:1] in ("✓", "✗", "○")}
    assert signs == {"add": "✗", "mean": "○", "double": "✓"}
    assert "    add(2, 3): got -1, wanted 5" in lines
    assert "    hint: Think of **add**." in lines
    assert "1 of 3 exercises pass, 25 of 100 points." in lines


def test_check_of_a_right_notebook_ends_well_and_changes_nothing(course, notebook, pixgrad):
    """Is exit status 0 kept for a notebook where everything passes?"""
    path = write(course, notebook())
    before = path.read_bytes()
    said = pixgrad("check", str(path))
    assert (said.code, path.read_bytes()) == (0, before)
    assert "3 of 3 exercises pass" in said.out


ERRORS = {
    "no such notebook": (
        ["check", "mne.ipynb"],
        2,
        "there is no notebook at mne.ipynb; did you mean mine.ipynb?",
    ),
    "a folder": (["check", "solutions"], 2, "there is no notebook at solutions"),
    "no notebook": (["check", "grader_config.py"], 1, "grader_config.py: the file is not a notebook"),
    "no checks": (["check", "plain.ipynb"], 1, "plain.ipynb has no check cells"),
    "unknown assignment": (["grade", "t1_sum"], 2, "no assignment is called t1_sum; did you mean t1_sums?"),
    "no submissions": (["grade", "t1_sums"], 1, "submitted does not exist"),
    "wrong folder": (["grade", "t1_sums", "--submitted", "nowhere"], 1, "nowhere does not exist"),
    "nothing marked": (
        ["report", "t1_sums"],
        1,
        "nothing of t1_sums is marked yet; run: pixgrad grade t1_sums",
    ),
    "nothing to export": (["export", "t1_sums"], 1, "nothing of t1_sums is marked yet"),
    "unknown to simulate": (["simulate", "a9"], 2, "no assignment is called a9 (known: t1_sums)"),
}


@pytest.mark.parametrize("words, code, message", ERRORS.values(), ids=ERRORS)
def test_bad_input_is_one_clear_line(course, notebook, pixgrad, words, code, message):
    """Does each mistake at the command line end in one line and the right exit status?"""
    write(course, notebook())
    nbformat.write(nbformat.v4.new_notebook(cells=[]), course.root / "plain.ipynb")
    said = pixgrad(*words)
    assert said.code == code
    line = said.err.splitlines()[-1]
    assert line.startswith(f"pixgrad {words[0]}: ")
    assert message in line
    assert "Traceback" not in said.err


@pytest.mark.slow
def test_grade_prints_table_and_files(marked_class, pixgrad, asked, monkeypatch):
    """Does a run over an unchanged class print the table, who is missing and which files to open?"""
    monkeypatch.chdir(marked_class.course.root)
    said = pixgrad("grade", "t1_sums", *asked)
    assert said.code == 0
    assert "isolation: " in said.err
    assert "marked now: 0; unchanged: 9" in said.out
    assert "no submission (1): hal-absent" in said.out
    assert "report: grading/report-t1_sums.html" in said.out
    assert (marked_class.course.root / "grading" / "grades-t1_sums.csv").is_file()


def test_without_walls_nothing_is_marked_unless_it_is_asked_for(course, notebook, pixgrad, monkeypatch):
    """Does grade refuse, in one line that says what to install, where bubblewrap is missing?"""
    write(course, notebook())
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    for wanted in ([], ["--isolation", "auto"], ["--isolation", "bwrap"]):
        said = pixgrad("grade", "t1_sums", *wanted)
        assert said.code == 1
        (line,) = said.err.splitlines()
        assert "apt install bubblewrap" in line and "--isolation none" in line
    assert not course.gradebook.exists() or "student code runs as you" not in said.err


@pytest.mark.parametrize("verb", ["check", "simulate", "grade", "report", "export"])
def test_help_shows_an_example(pixgrad, verb):
    """Does --help teach by example?"""
    assert f"pixgrad {verb} a" in pixgrad(verb, "--help").out


def test_help_needs_nothing_heavy():
    """Is --help answered without importing NumPy, nbgrader or the notebook machinery?"""
    code = (
        "import sys; from pixgrad import cli\n"
        "sys.argv = ['pixgrad', 'grade', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "assert not {'numpy', 'nbgrader', 'nbformat', 'sqlalchemy', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
